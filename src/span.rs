//! Spans in two coordinate spaces, the map between them, and lines.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// The space of the text that the reader sees: the decoded file for Markdown, HTML and plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Text {}

/// The space of the text that is matched: markup gone, entities decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Prose {}

/// A half-open range of bytes in the space `T`; both ends lie on character boundaries.
pub struct Span<T> {
    start: u32,
    end: u32,
    space: PhantomData<fn() -> T>,
}

// Derived impls would ask the same of `T`.
impl<T> Clone for Span<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Span<T> {}
impl<T> PartialEq for Span<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<T> Eq for Span<T> {}
impl<T> PartialOrd for Span<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Span<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<T> fmt::Debug for Span<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Narrows a byte offset; documents are limited to less than 4 GiB when they are read.
pub(crate) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

impl<T> Span<T> {
    /// The span from `start` to `end`, in bytes; an `end` before `start` gives an empty span.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start: narrow(start), end: narrow(end.max(start)), space: PhantomData }
    }

    /// The first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range, to slice with.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether `offset` lies inside.
    pub fn contains(self, offset: usize) -> bool {
        self.start() <= offset && offset < self.end()
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// One piece of the map: `prose` bytes that came from `text`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    prose: Span<Prose>,
    text: Span<Text>,
    /// Verbatim pieces map byte for byte; others (an entity, a soft break) only as a whole.
    verbatim: bool,
}

/// The map from prose to text, carried from the parser; nothing is ever searched for again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OffsetMap {
    /// Sorted by prose and by text; empty means that prose and text are the same.
    pieces: Vec<Piece>,
}

impl OffsetMap {
    /// Adds the next piece; pieces come in rising order and touch in prose.
    pub fn push(&mut self, prose: Span<Prose>, text: Span<Text>, verbatim: bool) {
        if let Some(last) = self.pieces.last_mut()
            && verbatim
            && last.verbatim
            && last.prose.end == prose.start
            && last.text.end == text.start
        {
            last.prose.end = prose.end;
            last.text.end = text.end;
            return;
        }
        self.pieces.push(Piece { prose, text, verbatim });
    }

    /// Whether prose and text are one.
    pub fn is_identity(&self) -> bool {
        self.pieces.is_empty()
    }

    fn piece_at(&self, offset: usize) -> Option<&Piece> {
        let i = self.pieces.partition_point(|p| p.prose.end() <= offset);
        self.pieces.get(i).or(self.pieces.last())
    }

    /// The text that covers `span`: from the start of the piece that holds its first byte to the end of the
    /// piece that holds its last, byte for byte in verbatim pieces.
    pub fn locate(&self, span: Span<Prose>) -> Span<Text> {
        let (Some(first), Some(last)) = (self.piece_at(span.start()), self.piece_at(span.end().saturating_sub(1)))
        else {
            return Span::new(span.start(), span.end());
        };
        let inside = |p: &Piece, at: usize| p.text.start() + at.saturating_sub(p.prose.start()).min(p.text.len());
        let start = if first.verbatim { inside(first, span.start()) } else { first.text.start() };
        let end = if last.verbatim { inside(last, span.end()) } else { last.text.end() };
        Span::new(start, end)
    }

    /// The verbatim pieces, for tests of the map: prose and text of equal length.
    pub fn verbatim(&self) -> impl Iterator<Item = (Span<Prose>, Span<Text>)> + '_ {
        self.pieces.iter().filter(|p| p.verbatim).map(|p| (p.prose, p.text))
    }

    /// Every piece, for tests of the map: prose, text.
    pub fn pieces(&self) -> impl Iterator<Item = (Span<Prose>, Span<Text>)> + '_ {
        self.pieces.iter().map(|p| (p.prose, p.text))
    }
}

/// A place as people count it: line and column from 1, columns in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in characters; a carriage return counts as none.
    pub column: u32,
}

/// Where the lines of a text begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// How many columns stand before each multiple of [`STEP`] bytes, so that no long line is counted twice.
    columns: Vec<u32>,
}

/// Bytes that are counted at most for a place.
const STEP: usize = 4096;

/// The columns of a stretch of text: characters that begin in it, carriage returns left out.
fn columns(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80 && b != b'\r').count()
}

impl LineIndex {
    /// Finds the line starts of `text`; `\n`, `\r\n` and a lone `\r` end a line.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (i, &b) in bytes.iter().enumerate() {
            if b == b'\n' || (b == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                starts.push(narrow(i + 1));
            }
        }
        let mut before = 0;
        let mut checkpoints = Vec::with_capacity(bytes.len() / STEP + 1);
        for step in bytes.chunks(STEP) {
            checkpoints.push(narrow(before));
            before += columns(step);
        }
        LineIndex { starts, columns: checkpoints }
    }

    /// The line of a byte offset, from 0.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&s| s as usize <= offset).saturating_sub(1)
    }

    /// The byte at which a line (from 0) starts; past the last line, the last start.
    pub fn start(&self, line: usize) -> usize {
        self.starts.get(line).or(self.starts.last()).map_or(0, |&s| s as usize)
    }

    /// Line and column of a byte offset in `text`, the text that the index was made from.
    pub fn place(&self, text: &str, offset: usize) -> Place {
        let line = self.line(offset);
        let start = self.start(line);
        let column = if offset - start <= STEP {
            columns(text.as_bytes().get(start..offset).unwrap_or(&[]))
        } else {
            self.columns_before(text, offset).saturating_sub(self.columns_before(text, start))
        };
        Place { line: narrow(line + 1), column: narrow(column + 1) }
    }

    /// The columns from the start of the text.
    fn columns_before(&self, text: &str, offset: usize) -> usize {
        let offset = offset.min(text.len());
        let step = (offset / STEP).min(self.columns.len().saturating_sub(1));
        let known = self.columns.get(step).map_or(0, |&n| n as usize);
        known + columns(text.as_bytes().get(step * STEP..offset).unwrap_or(&[]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locate_widens_to_atomic_pieces() {
        // text: "a &amp; **b** c", prose: "a & b c"
        let mut map = OffsetMap::default();
        map.push(Span::new(0, 2), Span::new(0, 2), true);
        map.push(Span::new(2, 3), Span::new(2, 7), false);
        map.push(Span::new(3, 4), Span::new(7, 8), true);
        map.push(Span::new(4, 5), Span::new(10, 11), true);
        map.push(Span::new(5, 7), Span::new(13, 15), true);
        assert_eq!(map.locate(Span::new(2, 5)), Span::new(2, 11));
        assert_eq!(map.locate(Span::new(4, 5)), Span::new(10, 11));
        assert_eq!(map.locate(Span::new(0, 7)), Span::new(0, 15));
    }

    #[test]
    fn places_count_characters_and_no_carriage_return() {
        let text = "né 👩 x\r\ny\rz";
        let index = LineIndex::new(text);
        let at = text.find('x').unwrap_or(0);
        assert_eq!(index.place(text, at), Place { line: 1, column: 6 });
        assert_eq!(index.place(text, text.find('y').unwrap_or(0)), Place { line: 2, column: 1 });
        assert_eq!(index.place(text, text.find('z').unwrap_or(0)), Place { line: 3, column: 1 });
    }

    #[test]
    fn places_on_long_lines_are_those_of_a_naive_count() {
        let long = |unit: &str, bytes: usize| unit.repeat(bytes / unit.len());
        for text in [
            String::new(),
            long("né 👩 x ", STEP),
            long("né 👩 \rx ", 3 * STEP),
            long("a", 2 * STEP),
            format!("{}\r\n{}\n{}", long("é", STEP - 1), long("👩🏽‍🌾 ", 4 * STEP), long("x\n", 2 * STEP)),
        ] {
            let index = LineIndex::new(&text);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let before = text[index.start(index.line(offset))..offset].chars();
                let column = before.filter(|&c| c != '\r').count() as u32 + 1;
                assert_eq!(index.place(&text, offset).column, column, "{offset} of {}", text.len());
            }
        }
    }

    #[test]
    fn many_places_on_one_long_line_are_cheap() {
        let text = "We speak for the voiceless, né. ".repeat(60_000);
        let index = LineIndex::new(&text);
        // Counted from the start of the line this would be twenty thousand times two megabytes.
        let last = (0..20_000).map(|i| index.place(&text, i * 33 * 3).column).max();
        assert_eq!(last, Some((19_999 * 99) as u32 / 33 * 32 + 1));
    }
}
