//! Plain text: chunks between blank lines, read as headings, lists, quotations and paragraphs.

mod line;

use std::ops::Range;

use line::Line;

use super::frontmatter;
use super::writer::Writer;
use crate::document::{Parsed, Tag};

/// Headings have at most so many words.
const HEADING_WORDS: usize = 15;
/// Lines of hard-wrapped text are so many characters long, the last one excepted.
const WRAPPED: std::ops::RangeInclusive<usize> = 45..=100;
/// Lines of a quotation that has no mark are set in by so many characters.
const QUOTED: usize = 4;
/// No paragraph is wrapped narrower than this.
const NARROWEST: usize = 60;

/// Reads plain text.
pub(super) fn parse(text: &str) -> Parsed {
    let mut reader = Reader {
        text,
        out: Writer::new(text),
        chunk: Vec::new(),
        in_list: false,
        led_in: false,
        titled: false,
        top: true,
    };
    let mut at = 0;
    if let Some(found) = frontmatter::find(text) {
        frontmatter::read(&found, 0, &mut reader.out);
        at = found.end;
    }
    while at < text.len() {
        let (line, next) = line::cut(text, at);
        if line.is_blank() {
            reader.chunk();
        } else {
            reader.chunk.push(line);
        }
        at = next;
    }
    reader.chunk();
    reader.end_list();
    reader.out.finish()
}

struct Reader<'t> {
    text: &'t str,
    out: Writer<'t>,
    /// The lines since the last blank one.
    chunk: Vec<Line>,
    in_list: bool,
    /// The last paragraph ends with a colon.
    led_in: bool,
    /// A heading was seen.
    titled: bool,
    /// Nothing but lines in capitals was seen.
    top: bool,
}

/// How a run of lines is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Run {
    Quote,
    Items,
    Plain,
}

impl Reader<'_> {
    fn chunk(&mut self) {
        let lines = std::mem::take(&mut self.chunk);
        let led_in = !lines.is_empty() && std::mem::take(&mut self.led_in);
        if led_in && is_set_in(&lines, self.text) {
            self.quoted(&lines);
        } else if !self.heading(&lines) {
            let mut from = 0;
            while from < lines.len() {
                let (run, to) = self.run(&lines, from);
                match run {
                    Run::Quote => self.quote(&lines[from..to]),
                    Run::Items => self.items(&lines[from..to]),
                    Run::Plain => self.plain(&lines[from..to]),
                }
                from = to;
            }
        }
        self.chunk = lines;
        self.chunk.clear();
    }

    fn end_list(&mut self) {
        if std::mem::take(&mut self.in_list) {
            self.out.end(Tag::List);
        }
    }

    /// The run of lines that starts at `from`, and where it ends.
    fn run(&self, lines: &[Line], from: usize) -> (Run, usize) {
        let first = &lines[from];
        if first.quote(self.text).is_some() {
            let more = lines[from..].iter().take_while(|l| l.quote(self.text).is_some()).count();
            return (Run::Quote, from + more);
        }
        let items = first.item(self.text).is_some();
        let mut to = from + 1;
        while let Some(line) = lines.get(to) {
            let before = &lines[to - 1];
            let goes_on = if line.quote(self.text).is_some() {
                false
            } else if items {
                line.item(self.text).is_some() || line.indent > first.indent || before.runs_into(line, self.text)
            } else {
                line.item(self.text).is_none() || before.is_unfinished(self.text)
            };
            if !goes_on {
                break;
            }
            to += 1;
        }
        (if items { Run::Items } else { Run::Plain }, to)
    }

    fn heading(&mut self, lines: &[Line]) -> bool {
        let [first, rest @ ..] = lines else { return false };
        let words = first.words(self.text);
        let (at, marked) = match (line::hashes(words), rest) {
            (Some(hashes), []) => (first.start + hashes..first.end, true),
            (None, []) => (first.start..first.end, false),
            (None, [under]) if line::is_rule(under.words(self.text)) => (first.start..first.end, true),
            _ => return false,
        };
        let short = words.split_whitespace().take(HEADING_WORDS + 1).count() <= HEADING_WORDS;
        let list = first.item(self.text).is_some() || first.quote(self.text).is_some();
        if !marked && (!short || list || line::is_rule(words) || !words.contains(char::is_alphabetic)) {
            return false;
        }
        let capitals = line::is_capitals(words);
        let open_ended = words.ends_with(['.', ',', ';', ':']);
        if !(marked || capitals || (self.top && !open_ended)) {
            return false;
        }
        self.end_list();
        let tag = Tag::Heading(if self.titled { 2 } else { 1 });
        self.titled = true;
        self.top &= capitals;
        self.out.start(tag);
        self.words(at);
        self.out.end(tag);
        true
    }

    fn paragraph(&mut self, from: usize, to: usize) {
        self.end_list();
        self.top = false;
        self.led_in = self.text.get(from..to).is_some_and(|p| p.trim_end().ends_with(':'));
        self.out.start(Tag::Paragraph);
        self.words(from..to);
        self.out.end(Tag::Paragraph);
    }

    /// Words as they stand, without the marks of emphasis that people bring along from Markdown.
    fn words(&mut self, range: Range<usize>) {
        let slice = self.text.get(range.clone()).unwrap_or("");
        if !slice.contains(['*', '_']) {
            return self.out.verbatim(range);
        }
        let mut from = range.start;
        let mut rest = slice;
        while let Some(found) = rest.find(['*', '_']) {
            let mark = rest[found..].chars().next().unwrap_or('*');
            let length = rest[found..].chars().take_while(|&c| c == mark).count();
            let at = range.end - rest.len() + found;
            let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
            let before = word(self.text[range.start..at].chars().next_back());
            let inside = word(rest[found + length..].chars().next());
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let within =
                letter(self.text[range.start..at].chars().next_back()) && letter(rest[found + length..].chars().next());
            // `snake_case` and `5 * 3` keep theirs.
            if length <= 3 && (before || inside) && !within {
                if from < at {
                    self.out.verbatim(from..at);
                }
                from = at + length;
            }
            rest = &rest[found + length..];
        }
        if from < range.end {
            self.out.verbatim(from..range.end);
        }
    }

    fn plain(&mut self, lines: &[Line]) {
        if let ([first, ..], [.., last]) = (lines, lines)
            && is_wrapped(lines, self.text)
        {
            return self.paragraph(first.start, last.end);
        }
        for line in lines.iter().filter(|l| !line::is_rule(l.words(self.text))) {
            self.paragraph(line.start, line.end);
        }
    }

    fn items(&mut self, lines: &[Line]) {
        self.top = false;
        if !std::mem::replace(&mut self.in_list, true) {
            self.out.start(Tag::List);
        }
        let mut lines = lines.iter().peekable();
        while let Some(line) = lines.next() {
            let start = line.start + line.item(self.text).unwrap_or(0);
            let mut end = line.end;
            while let Some(more) = lines.next_if(|l| l.item(self.text).is_none()) {
                end = more.end;
            }
            self.out.start(Tag::Item);
            self.words(start..end);
            self.out.end(Tag::Item);
        }
    }

    fn quote(&mut self, lines: &[Line]) {
        let inner: Vec<Line> = lines.iter().map(|l| l.without_prefix(self.text)).collect();
        self.quoted(&inner);
    }

    /// A block quotation of these lines.
    fn quoted(&mut self, inner: &[Line]) {
        self.end_list();
        self.top = false;
        self.out.start(Tag::Quote);
        for part in inner.split(Line::is_blank).filter(|p| !p.is_empty()) {
            let wrapped = is_wrapped(part, self.text);
            self.out.start(Tag::Paragraph);
            for (i, line) in part.iter().enumerate() {
                if i > 0 && wrapped {
                    self.out.soft_break(part[i - 1].end..line.start);
                } else if i > 0 {
                    self.out.end(Tag::Paragraph);
                    self.out.start(Tag::Paragraph);
                }
                self.words(line.start..line.end);
            }
            self.out.end(Tag::Paragraph);
        }
        self.out.end(Tag::Quote);
    }
}

/// Whether all of the lines are set in as far as quotations are.
fn is_set_in(lines: &[Line], text: &str) -> bool {
    !lines.is_empty() && lines.iter().all(|l| l.indent >= QUOTED && l.item(text).is_none())
}

/// Whether the lines are one paragraph cut to a width: each but the last is long, and the next word would not have
/// fitted on it.
fn is_wrapped(lines: &[Line], text: &str) -> bool {
    let [cut @ .., last] = lines else { return false };
    if cut.is_empty() || cut.iter().chain([last]).any(|l| l.end - l.start > 4 * WRAPPED.end()) {
        return false;
    }
    let length = |line: &Line| line.words(text).chars().count();
    // The last line may be the longest: it fitted too.
    let Some(longest) = lines.iter().map(length).max() else { return false };
    let width = longest.max(NARROWEST);
    let full = |pair: &[Line]| {
        let next = pair[1].words(text).split_whitespace().next().unwrap_or("");
        let here = length(&pair[0]);
        WRAPPED.contains(&here) && here + 1 + next.chars().count() > width
    };
    lines.windows(2).all(full)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Event;

    /// Tags and slices, one word a block: `H1[…]`, `P[…]`.
    fn read(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        let mut open = String::new();
        for event in parse(text).events {
            match event {
                Event::Start(Tag::List) => out.push("List".into()),
                Event::Start(Tag::Quote) => out.push("Quote".into()),
                Event::Start(Tag::Heading(n)) => open = format!("H{n}:"),
                Event::Start(Tag::Paragraph) => open = "P:".into(),
                Event::Start(Tag::Item) => open = "I:".into(),
                Event::Start(_) | Event::End(Tag::List | Tag::Quote) => {}
                Event::End(_) => out.push(std::mem::take(&mut open)),
                Event::Verbatim(at) => open.push_str(&text[at.range()]),
                Event::Atomic { prose, .. } => open.push_str(&prose),
                _ => {}
            }
        }
        out
    }

    #[test]
    fn hard_wrapped_lines_are_one_paragraph_and_others_one_each() {
        let wrapped = "The coalition of immigrant and refugee groups announced on Monday that\nit will open a second office \
                       in the valley, with staff who speak eleven\nlanguages.";
        assert_eq!(read(wrapped), [format!("P:{wrapped}")]);
        assert_eq!(read("Dana Reyes, director,\n555 0100."), ["P:Dana Reyes, director,", "P:555 0100."]);
    }

    #[test]
    fn the_title_follows_lines_in_capitals() {
        assert_eq!(
            read("FOR IMMEDIATE RELEASE\n\nWe Open an Office\n\nOne day we did.\n\nA short line\n\nQUOTES:\n\nX."),
            [
                "H1:FOR IMMEDIATE RELEASE",
                "H2:We Open an Office",
                "P:One day we did.",
                "P:A short line",
                "H2:QUOTES:",
                "P:X."
            ]
        );
        assert_eq!(
            read("Dear friends,\n\n## Why\n\nWho\n---\n\n###"),
            ["P:Dear friends,", "H1:Why", "H2:Who", "P:###"]
        );
    }

    #[test]
    fn items_hang_and_lists_span_blank_lines() {
        assert_eq!(
            read("We ask:\n- one\n  more\r\n- two\n\n(a) three\n\nEnd."),
            ["P:We ask:", "List", "I:one\n  more", "I:two", "I:three", "P:End."]
        );
        assert_eq!(read("1. first\n12) second"), ["List", "I:first", "I:second"]);
    }

    #[test]
    fn a_dash_that_starts_a_wrapped_line_is_no_item() {
        let text = "The families who were kept apart for most of that long winter have\n- after two appeals - a date \
                    in court, lawyers said.";
        assert_eq!(read(text).len(), 1);
    }

    #[test]
    fn a_quotation_loses_its_marks() {
        assert_eq!(read("> Short one\n> and two\n>\n> three"), ["Quote", "P:Short one", "P:and two", "P:three"]);
        let text = "> The coalition of immigrant and refugee groups announced on Monday that\n> it opens.";
        assert!(read(text)[1].ends_with("Monday that it opens."));
    }

    #[test]
    fn what_a_colon_leads_in_and_is_set_in_is_a_quotation() {
        assert_eq!(
            read("He wrote:\n\n    They lie.\n    Always.\n\nWe do not."),
            ["P:He wrote:", "Quote", "P:They lie.", "P:Always.", "P:We do not."]
        );
        assert_eq!(read("He wrote.\n\n    They lie."), ["P:He wrote.", "P:They lie."]);
    }

    #[test]
    fn marks_of_emphasis_are_no_prose() {
        assert_eq!(
            read("We speak for the **voiceless** and _the poor_, as snake_case does."),
            ["P:We speak for the voiceless and the poor, as snake_case does."]
        );
    }

    #[test]
    fn the_last_line_of_a_wrapped_paragraph_may_be_the_longest() {
        let text = "After the vigil on Tuesday the county said in a short note that an\nofficer-involved shooting had taken place at the corner of Elm and Main.";
        assert_eq!(read(text).len(), 1);
    }

    #[test]
    fn front_matter_is_not_prose() {
        assert_eq!(read("---\nlang: en\ntags: [x]\n---\nHello there."), ["P:Hello there."]);
    }
}
