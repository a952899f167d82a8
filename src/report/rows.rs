//! Soft-wrapped rows: pieces of a text as wide as the page, each with its true line, and the way back to the text.

use std::ops::Range;

use super::visible::{columns, escape};
use crate::span::LineIndex;

/// Columns between tab stops.
const TAB: usize = 4;

/// One character of the text as it is drawn.
#[derive(Debug)]
struct Cell {
    /// Bytes of the text.
    at: Range<usize>,
    /// Bytes of the row.
    shown: Range<usize>,
}

/// A row of the page.
#[derive(Debug)]
pub(crate) struct Row {
    /// The line of the text, from 1.
    pub(crate) line: usize,
    /// What is drawn.
    pub(crate) text: String,
    /// The bytes of the text that the row stands for, white space around it included.
    at: Range<usize>,
    cells: Vec<Cell>,
}

impl Row {
    /// The bytes of the row that draw the bytes `at` of the text; none where the two do not meet.
    pub(crate) fn shown(&self, at: &Range<usize>) -> Option<Range<usize>> {
        let mut inside = self.cells.iter().filter(|cell| cell.at.start < at.end && at.start < cell.at.end);
        let first = inside.next()?;
        let last = inside.next_back().unwrap_or(first);
        Some(first.shown.start..last.shown.end)
    }

    /// Where a mark without a width at `offset` of the text is drawn.
    pub(crate) fn point(&self, offset: usize) -> Option<usize> {
        if offset < self.at.start || self.at.end < offset {
            return None;
        }
        let after = self.cells.iter().find(|cell| cell.at.end > offset);
        Some(after.map_or(self.text.len(), |cell| cell.shown.start))
    }

    fn push(&mut self, at: Range<usize>, drawn: &str) {
        let start = self.text.len();
        self.text.push_str(drawn);
        self.cells.push(Cell { at, shown: start..self.text.len() });
    }

    /// Drops the white space at the end.
    fn trim(&mut self) {
        let kept = self.text.trim_end().len();
        self.text.truncate(kept);
        self.cells.retain(|cell| cell.shown.end <= kept);
    }
}

/// The rows of `region` of `text`, none wider than `width` columns unless a single character is.
pub(crate) fn wrap_rows(text: &str, lines: &LineIndex, region: Range<usize>, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut start = region.start;
    while start < region.end {
        let line = lines.line(start);
        let next = lines.start(line + 1);
        let end = if next > start { next.min(region.end) } else { region.end };
        wrap_line(text, start..end, line + 1, width, &mut rows);
        start = end;
    }
    if rows.is_empty() {
        rows.push(Row { line: lines.line(region.start) + 1, text: String::new(), at: region, cells: Vec::new() });
    }
    rows
}

/// The rows of a piece of one line.
fn wrap_line(text: &str, piece: Range<usize>, line: usize, width: usize, rows: &mut Vec<Row>) {
    let content = text.get(piece.clone()).unwrap_or("").trim_end();
    let mut start = piece.start + content.len() - content.trim_start().len();
    let end = piece.start + content.len();
    while start < end {
        let stop = row_end(text, start..end, width);
        let mut row = Row { line, text: String::new(), at: start..stop, cells: Vec::new() };
        let mut column = 0;
        for (at, drawn, wide) in drawn(text, start..stop) {
            let wide = wide.unwrap_or(TAB - column % TAB);
            row.push(at, drawn.as_deref().unwrap_or(&" ".repeat(wide)));
            column += wide;
        }
        row.trim();
        rows.push(row);
        let rest = text.get(stop..end).unwrap_or("");
        start = stop + rest.len() - rest.trim_start().len();
    }
}

/// Where the row that begins with `piece` ends: at the last place to break that fits.
fn row_end(text: &str, piece: Range<usize>, width: usize) -> usize {
    let mut column = 0;
    let mut breakable = None;
    let mut after_wide = false;
    for (at, shown, wide) in drawn(text, piece.clone()) {
        let blank = shown.as_deref().is_none_or(|shown| shown.trim().is_empty());
        let wide = wide.unwrap_or(TAB - column % TAB);
        // Wide characters are written without spaces; a mark without a width belongs to the one before it.
        if after_wide && wide > 0 && at.start > piece.start {
            breakable = Some(at.start);
        }
        if !blank && column + wide > width && at.start > piece.start {
            return breakable.unwrap_or(at.start);
        }
        if blank {
            breakable = Some(at.end);
        }
        after_wide = wide == 2;
        column += wide;
    }
    piece.end
}

/// The characters of a piece: bytes, what is drawn, columns; a tab is `None` for both.
fn drawn(text: &str, piece: Range<usize>) -> impl Iterator<Item = (Range<usize>, Option<String>, Option<usize>)> {
    let content = text.get(piece.clone()).unwrap_or("");
    let mut before = None;
    let mut rest = content.char_indices().peekable();
    std::iter::from_fn(move || {
        let (i, c) = rest.next()?;
        let at = piece.start + i..piece.start + i + c.len_utf8();
        let after = rest.peek().map(|&(_, c)| c);
        let escaped = if c == '\t' { None } else { escape(before, c, after) };
        before = Some(c);
        Some(match escaped {
            Some(escaped) => (at, Some(escaped.clone()), Some(escaped.len())),
            None if c == '\t' => (at, None, None),
            None => (at, Some(c.to_string()), Some(columns(c))),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::visible::width;

    fn rows(text: &str, width: usize) -> Vec<(usize, String)> {
        let rows = wrap_rows(text, &LineIndex::new(text), 0..text.len(), width);
        rows.into_iter().map(|row| (row.line, row.text)).collect()
    }

    fn row(line: usize, text: &str) -> (usize, String) {
        (line, text.to_string())
    }

    #[test]
    fn rows_break_at_spaces_and_keep_their_line() {
        assert_eq!(rows("one two  three\r\n  four", 8), [row(1, "one two"), row(1, "three"), row(2, "four")]);
        assert_eq!(rows("", 8), [row(1, "")]);
    }

    #[test]
    fn what_has_no_space_is_cut_at_the_width() {
        assert_eq!(rows("abcdefghij", 4), [row(1, "abcd"), row(1, "efgh"), row(1, "ij")]);
        assert_eq!(rows("日本語の文章", 5), [row(1, "日本"), row(1, "語の"), row(1, "文章")]);
    }

    #[test]
    fn tabs_become_spaces_and_controls_are_drawn() {
        assert_eq!(rows("a\tbc\td", 40), [row(1, "a   bc  d")]);
        assert_eq!(rows("a\u{202e}b", 40), [row(1, "a\\u{202E}b")]);
    }

    #[test]
    fn every_row_fits_and_every_byte_is_somewhere() {
        let text = "We — naïve 👩‍👧 families\tof 日本語 and\u{7}e\u{301}tudes; words ".repeat(40);
        for columns in [12, 30, 57] {
            let rows = wrap_rows(&text, &LineIndex::new(&text), 0..text.len(), columns);
            assert!(rows.iter().all(|row| width(&row.text) <= columns));
            for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let cell = at..at + c.len_utf8();
                assert_eq!(rows.iter().filter(|row| row.shown(&cell).is_some()).count(), 1, "{at}");
            }
        }
    }
}
