//! One diagnostic on the page, drawn by codespan-reporting row by row.
//!
//! Its own line handling is not used: prose lines are long, and its context lines are numbered by counting back from a
//! label, which is wrong where several rows are one line.

use std::io::{self, Write};
use std::ops::Range;

use codespan_reporting::diagnostic::LabelStyle;
use codespan_reporting::files::Error;
use codespan_reporting::term::{Config, Renderer, WriteStyle};

use super::Page;
use super::paint::{Paint, severity};
use super::rows::{Row, wrap_rows};
use super::visible::{hang, visible, width, wrap};
use crate::span::LineIndex;
use crate::terms::Level;

/// A sentence of at most so many rows is shown whole.
const WHOLE: usize = 3;
/// Of a mark over more rows than this, the first and last few are shown.
const MANY: usize = 8;
/// How far around a mark a sentence without an end is followed, in bytes.
const REACH: usize = 1_000;
/// Columns for the signs that a row is not the sentence's first or last.
const SIGNS: usize = 4;

/// A piece of text with marks.
pub(crate) struct Snippet<'a> {
    /// The path, for people.
    pub(crate) path: &'a str,
    /// The whole text.
    pub(crate) text: &'a str,
    /// Its lines.
    pub(crate) lines: &'a LineIndex,
    /// The sentence: bytes of the text.
    pub(crate) sentence: Range<usize>,
    /// What to point at, the primary mark and others, in order of place: bytes of the text. None where the file as a
    /// whole is meant.
    pub(crate) marks: Vec<Range<usize>>,
    /// Which of `marks` is the primary one.
    pub(crate) primary: usize,
}

/// What is drawn: header, snippet, notes.
pub(crate) struct Diagnostic<'a> {
    /// The level.
    pub(crate) level: Level,
    /// The rule, if there is one.
    pub(crate) code: Option<&'a str>,
    /// What is the matter.
    pub(crate) message: &'a str,
    /// Where; none for a file that was not read.
    pub(crate) snippet: Option<Snippet<'a>>,
    /// Label and text: `("ask", "who decided?")`.
    pub(crate) notes: Vec<(&'static str, String)>,
}

/// A label as codespan takes it; ours have no words of their own.
type Underline = (LabelStyle, Range<usize>, &'static str);

/// A stretch of rows of which some are shown.
struct Stretch {
    rows: Vec<Row>,
    shown: Vec<usize>,
}

/// Draws a diagnostic.
///
/// # Errors
/// Those of `out`.
pub(crate) fn draw(diagnostic: &Diagnostic<'_>, page: Page, out: &mut dyn Write) -> io::Result<()> {
    draw_all(diagnostic, page, out).map_err(|error| match error {
        Error::Io(error) => error,
        other => io::Error::other(other),
    })
}

fn draw_all(diagnostic: &Diagnostic<'_>, page: Page, out: &mut dyn Write) -> Result<(), Error> {
    let config = Config::default();
    let mut paint = Paint::new(out, page.color);
    let mut renderer = Renderer::new(&mut paint, &config);
    renderer.render_header(None, severity(diagnostic.level), diagnostic.code, &header(diagnostic, page.width))?;
    let padding = diagnostic.snippet.as_ref().map_or(1, |snippet| snippet.padding());
    let room = page.width.saturating_sub(padding + 3).max(20);
    if let Some(snippet) = &diagnostic.snippet {
        draw_snippet(snippet, diagnostic.level, padding, room, &mut renderer)?;
    }
    for (label, text) in &diagnostic.notes {
        renderer.render_snippet_note(padding, &hang(&format!("{label}: "), text, room))?;
    }
    Ok(())
}

/// The message, wrapped behind level and code.
fn header(diagnostic: &Diagnostic<'_>, columns: usize) -> String {
    let code = diagnostic.code.map_or(0, |code| width(code) + 2);
    let before = diagnostic.level.name().len() + code + 2;
    let (first, rest) = (columns.saturating_sub(before), columns.saturating_sub(2));
    // Where the code fills the line, the message begins below it.
    let word = diagnostic.message.split_ascii_whitespace().next().unwrap_or("");
    if width(word) > first {
        return format!("\n  {}", wrap(diagnostic.message, rest, rest).join("\n  "));
    }
    wrap(diagnostic.message, first, rest).join("\n  ")
}

fn draw_snippet(
    snippet: &Snippet<'_>,
    level: Level,
    padding: usize,
    room: usize,
    renderer: &mut Renderer<'_, '_>,
) -> Result<(), Error> {
    write!(renderer, "{:padding$} ", "")?;
    renderer.set_source_border()?;
    write!(renderer, "┌─")?;
    renderer.reset()?;
    let Some(mark) = snippet.marks.get(snippet.primary) else {
        return Ok(writeln!(renderer, " {}", visible(snippet.path))?);
    };
    let place = snippet.lines.place(snippet.text, mark.start);
    writeln!(renderer, " {}:{}:{}", visible(snippet.path), place.line, place.column)?;
    let severity = severity(level);
    renderer.render_snippet_empty(padding, severity, 0, &[])?;
    for (i, stretch) in snippet.stretches(room).iter().enumerate() {
        if i > 0 {
            renderer.render_snippet_break(padding, severity, 0, &[])?;
        }
        let mut last = None;
        for &at in &stretch.shown {
            if last.is_some_and(|last| last + 1 < at) {
                renderer.render_snippet_break(padding, severity, 0, &[])?;
            }
            let (text, labels) = stretch.drawn(at, snippet);
            renderer.render_snippet_source(padding, stretch.rows[at].line, &text, severity, &labels, 0, &[])?;
            last = Some(at);
        }
    }
    renderer.render_snippet_empty(padding, severity, 0, &[])
}

impl Snippet<'_> {
    /// Columns of the largest line number.
    fn padding(&self) -> usize {
        let last = self.marks.iter().map(|mark| mark.end).chain([self.sentence.end]).max().unwrap_or(0);
        (self.lines.line(last) + 1).to_string().len()
    }

    /// The bytes from which rows are made, in order; a mark outside the sentence brings its own line.
    fn regions(&self) -> Vec<Range<usize>> {
        let mut regions: Vec<Range<usize>> = Vec::new();
        for mark in &self.marks {
            let line = self.lines.line(mark.start);
            let inside = self.sentence.start <= mark.start && mark.start <= self.sentence.end;
            let (start, end) = if inside {
                (self.sentence.start, self.sentence.end.max(mark.end))
            } else {
                let next = self.lines.start(line + 1);
                let end = if next > mark.start { next } else { self.text.len() };
                (self.lines.start(line), end.max(mark.end))
            };
            let start = start.max(word_start(self.text, mark.start.saturating_sub(REACH)));
            let end = end.min(word_start(self.text, mark.end.saturating_add(REACH)));
            match regions.last_mut() {
                Some(last) if start <= last.end => last.end = last.end.max(end),
                _ => regions.push(start..end),
            }
        }
        regions
    }

    fn stretches(&self, room: usize) -> Vec<Stretch> {
        self.regions().into_iter().map(|region| self.stretch(region, room)).collect()
    }

    fn stretch(&self, region: Range<usize>, room: usize) -> Stretch {
        let rows = wrap_rows(self.text, self.lines, region.clone(), room);
        if rows.len() <= WHOLE && region == self.sentence {
            let shown = (0..rows.len()).collect();
            return Stretch { rows, shown };
        }
        let rows = wrap_rows(self.text, self.lines, region, room.saturating_sub(SIGNS).max(16));
        let marked = |row: &Row| self.marks.iter().any(|mark| mark_in(row, mark).is_some());
        let mut shown: Vec<usize> = (0..rows.len()).filter(|&i| marked(&rows[i])).collect();
        if shown.len() > MANY {
            shown.drain(MANY / 2..shown.len() + 1 - MANY / 2);
        }
        // A break takes as much room as the one row that it hides.
        let gaps: Vec<usize> = shown.windows(2).filter(|w| w[1] - w[0] == 2).map(|w| w[0] + 1).collect();
        shown.extend(gaps);
        shown.sort_unstable();
        Stretch { rows, shown }
    }
}

impl Stretch {
    /// A row with the signs that text is left out before or after it, and its labels.
    fn drawn(&self, at: usize, snippet: &Snippet<'_>) -> (String, Vec<Underline>) {
        let row = &self.rows[at];
        let before = if self.shown.first() == Some(&at) && at > 0 { "… " } else { "" };
        let after = if self.shown.last() == Some(&at) && at + 1 < self.rows.len() { " …" } else { "" };
        let shift = before.len();
        let mut labels: Vec<Underline> = snippet
            .marks
            .iter()
            .enumerate()
            .filter_map(|(i, mark)| {
                let style = if i == snippet.primary { LabelStyle::Primary } else { LabelStyle::Secondary };
                let range = mark_in(row, mark)?;
                Some((style, range.start + shift..range.end + shift, ""))
            })
            .collect();
        labels.sort_by_key(|(_, range, _)| (range.start, range.end));
        (format!("{before}{}{after}", row.text), labels)
    }
}

/// Where a mark is drawn in a row; at least one column for a mark without a width.
fn mark_in(row: &Row, mark: &Range<usize>) -> Option<Range<usize>> {
    if mark.is_empty() { row.point(mark.start).map(|at| at..at + 1) } else { row.shown(mark) }
}

/// The first word that starts at or after `from`, or the end.
fn word_start(text: &str, from: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let from = (from..text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
    let rest = text.get(from..).unwrap_or("");
    let blank = rest.char_indices().take_while(|(i, _)| *i < REACH).find(|(_, c)| c.is_whitespace());
    blank.map_or(from, |(i, c)| from + i + c.len_utf8())
}
