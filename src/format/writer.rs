//! Collects events: one white space between words, none at the ends of a block.

use std::ops::Range;

use crate::document::{Event, Parsed, Tag};
use crate::span::Span;

/// White space that is written only if more of the block follows.
#[derive(Debug, Clone)]
struct Gap {
    at: Range<usize>,
    /// The gap reaches to whatever follows: a soft break takes the next line's prefix with it.
    widens: bool,
}

/// Writes events in order of place.
#[derive(Debug)]
pub(super) struct Writer<'t> {
    text: &'t str,
    parsed: Parsed,
    gap: Option<Gap>,
    /// The open block has content.
    filled: bool,
    /// Whether content outside a paragraph opens one.
    pub(super) paragraphs: bool,
    implicit: bool,
}

impl<'t> Writer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Writer { text, parsed: Parsed::default(), gap: None, filled: false, paragraphs: false, implicit: false }
    }

    pub(super) fn finish(mut self) -> Parsed {
        self.boundary();
        self.parsed
    }

    /// The document whose events are written.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// What the document says of itself, to add to.
    pub(super) fn declared(&mut self) -> &mut crate::document::Declared {
        &mut self.parsed.declared
    }

    /// Whether the open block has content.
    pub(super) fn is_filled(&self) -> bool {
        self.filled
    }

    /// Ends the block that content opened by itself, and drops white space at its end.
    pub(super) fn boundary(&mut self) {
        if std::mem::take(&mut self.implicit) {
            self.parsed.events.push(Event::End(Tag::Paragraph));
        }
        self.gap = None;
        self.filled = false;
    }

    pub(super) fn start(&mut self, tag: Tag) {
        self.boundary();
        self.parsed.events.push(Event::Start(tag));
    }

    pub(super) fn end(&mut self, tag: Tag) {
        self.boundary();
        self.parsed.events.push(Event::End(tag));
    }

    /// How many events there are, to name the next one.
    pub(super) fn len(&self) -> usize {
        self.parsed.events.len()
    }

    /// Makes the block that began with event `at` another one.
    pub(super) fn retag(&mut self, at: usize, tag: Tag) {
        if let Some(event) = self.parsed.events.get_mut(at) {
            *event = Event::Start(tag);
        }
    }

    /// White space: one space if words stand on both sides.
    pub(super) fn space(&mut self, at: Range<usize>) {
        match &mut self.gap {
            Some(gap) => gap.at.end = gap.at.end.max(at.end),
            None => self.gap = Some(Gap { at, widens: false }),
        }
    }

    /// A line break whose bytes reach to the text of the next line.
    pub(super) fn soft_break(&mut self, at: Range<usize>) {
        self.space(at);
        if let Some(gap) = &mut self.gap {
            gap.widens = true;
        }
    }

    fn content(&mut self, from: usize) {
        if self.paragraphs && !self.implicit {
            self.implicit = true;
            self.parsed.events.push(Event::Start(Tag::Paragraph));
        }
        let filled = std::mem::replace(&mut self.filled, true);
        let Some(gap) = self.gap.take() else { return };
        // White space inside a unit, such as a picture without words, is part of it.
        if !filled || gap.at.start > from {
            return;
        }
        let end = if gap.widens { from.max(gap.at.end) } else { gap.at.end };
        let start = gap.at.start;
        match self.text.get(start..end) {
            Some(" ") => self.merge(start..end),
            _ => self.parsed.events.push(Event::Atomic { at: Span::new(start, end), prose: " ".into() }),
        }
    }

    fn merge(&mut self, at: Range<usize>) {
        if let Some(Event::Verbatim(last)) = self.parsed.events.last_mut()
            && last.end() == at.start
        {
            *last = Span::new(last.start(), at.end);
            return;
        }
        self.parsed.events.push(Event::Verbatim(Span::new(at.start, at.end)));
    }

    /// Prose as it stands.
    pub(super) fn verbatim(&mut self, at: Range<usize>) {
        if at.is_empty() {
            return;
        }
        self.content(at.start);
        self.merge(at);
    }

    /// Bytes that are read as `prose`; verbatim where they are the same.
    pub(super) fn reads(&mut self, at: Range<usize>, prose: &str) {
        if self.text.get(at.clone()) == Some(prose) {
            return self.verbatim(at);
        }
        if prose.is_empty() {
            return;
        }
        self.content(at.start);
        self.parsed.events.push(Event::Atomic { at: Span::new(at.start, at.end), prose: prose.into() });
    }

    pub(super) fn opaque(&mut self, at: Range<usize>) {
        self.content(at.start);
        self.parsed.events.push(Event::Opaque(Span::new(at.start, at.end)));
    }

    pub(super) fn comment(&mut self, at: Range<usize>) {
        self.parsed.events.push(Event::Comment(Span::new(at.start, at.end)));
    }

    /// A link, written before its text; the space before it comes first.
    pub(super) fn link(&mut self, at: Range<usize>) {
        self.parsed.events.push(Event::Link(Span::new(at.start, at.end)));
    }

    pub(super) fn footnote_mark(&mut self, at: Range<usize>) {
        self.parsed.events.push(Event::FootnoteMark(Span::new(at.start, at.end)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_collapses_and_ends_are_trimmed() {
        let mut writer = Writer::new("  a \n b ");
        writer.space(0..2);
        writer.verbatim(2..3);
        writer.space(3..4);
        writer.space(4..6);
        writer.verbatim(6..7);
        writer.space(7..8);
        let parsed = writer.finish();
        assert_eq!(
            parsed.events,
            [
                Event::Verbatim(Span::new(2, 3)),
                Event::Atomic { at: Span::new(3, 6), prose: " ".into() },
                Event::Verbatim(Span::new(6, 7)),
            ]
        );
    }

    #[test]
    fn words_joined_by_single_spaces_are_one_piece() {
        let mut writer = Writer::new("a b");
        writer.verbatim(0..1);
        writer.space(1..2);
        writer.verbatim(2..3);
        assert_eq!(writer.finish().events, [Event::Verbatim(Span::new(0, 3))]);
    }
}
