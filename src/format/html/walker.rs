//! Walks tokens with a stack of the elements that matter, and writes events.

use std::ops::Range;

use super::Fragment;
use super::elements::{Role, ends_before, lookup};
use super::tokens::{Start, Token, tokens};
use crate::document::Tag;
use crate::format::writer::Writer;

/// An end tag looks no further for its start: nobody nests so deep, and the search stays linear.
const REACH: usize = 256;

/// An open element.
#[derive(Debug)]
struct Element {
    name: &'static str,
    role: Role,
    tag: Option<Tag>,
    /// Nothing inside is prose; outer elements count.
    hidden: bool,
    /// Code that began here, in the document.
    code: Option<usize>,
}

/// The state between fragments: Markdown feeds a document piece by piece.
#[derive(Debug, Default)]
pub(in crate::format) struct Walker {
    open: Vec<Element>,
    /// Elements below are out of reach of end tags.
    floor: usize,
    /// How many superscripts are open.
    superscripts: usize,
    /// Adjacent bytes that are prose as they stand; an odd `<` cuts them anywhere, even in a character.
    run: Range<usize>,
}

impl Walker {
    /// Whether text that comes now is no prose.
    pub(in crate::format) fn is_hidden(&self) -> bool {
        self.open.last().is_some_and(|e| e.hidden)
    }

    /// Elements that open from here on close by `leave`, and none of the outer ones before. Returns what `leave` needs.
    pub(in crate::format) fn enter(&mut self) -> usize {
        std::mem::replace(&mut self.floor, self.open.len())
    }

    /// Closes what opened since `enter`, which returned `outer`; `at` is where the text has got to.
    pub(in crate::format) fn leave(&mut self, outer: usize, at: usize, out: &mut Writer<'_>) {
        self.close_to(self.floor, at, out);
        self.floor = outer;
    }

    /// Closes elements until `depth` are open.
    pub(in crate::format) fn close_to(&mut self, depth: usize, at: usize, out: &mut Writer<'_>) {
        while self.open.len() > depth {
            let Some(element) = self.open.pop() else { return };
            match element.role {
                Role::Block(_) | Role::HiddenBlock | Role::Document => match element.tag {
                    Some(tag) => out.end(tag),
                    None => out.boundary(),
                },
                Role::Superscript => self.superscripts -= 1,
                _ => {}
            }
            if let Some(start) = element.code {
                out.opaque(start..at.max(start));
            }
        }
    }

    /// Reads a fragment.
    pub(in crate::format) fn feed(&mut self, fragment: &Fragment<'_>, out: &mut Writer<'_>) {
        for token in tokens(&fragment.source) {
            if let Token::Text(at, words) = token {
                self.text(at, &words, fragment, out);
                continue;
            }
            self.flush(fragment, out);
            match token {
                Token::Text(..) => {}
                Token::Start(start) => self.start(&start, fragment, out),
                Token::End(at, name) => self.end(&name, fragment.place(at), out),
                Token::Comment(at) => out.comment(fragment.place(at)),
            }
        }
        self.flush(fragment, out);
    }

    fn text(&mut self, mut at: Range<usize>, words: &[u8], fragment: &Fragment<'_>, out: &mut Writer<'_>) {
        let bytes = fragment.source.as_bytes();
        let mut raw = bytes.get(at.clone()).unwrap_or_default();
        // `\r` is read as a line end, and the `\n` after it is passed over at the start of what follows.
        if raw.first() == Some(&b'\n') && words.first() != Some(&b'\n') {
            if self.run.end == at.start {
                self.run.end += 1;
            }
            at.start += 1;
            raw = &raw[1..];
        }
        if raw == words || raw == b"\r" {
            if self.run.end != at.start {
                self.flush(fragment, out);
                self.run.start = at.start;
            }
            self.run.end = at.end;
            return;
        }
        self.flush(fragment, out);
        if self.is_hidden() {
            return;
        }
        let place = fragment.place(at);
        match words {
            [b' ' | b'\t' | b'\n' | b'\r' | b'\x0c'] => out.space(place),
            _ => out.reads(place, &String::from_utf8_lossy(words)),
        }
    }

    /// Writes the verbatim run: words, and white space between them.
    fn flush(&mut self, fragment: &Fragment<'_>, out: &mut Writer<'_>) {
        let run = std::mem::take(&mut self.run);
        let Some(source) = fragment.source.get(run.clone()) else { return };
        if self.is_hidden() {
            return;
        }
        let white = |c: char| c.is_ascii_whitespace();
        let mut at = 0;
        while at < source.len() {
            let rest = &source[at..];
            let space = rest.len() - rest.trim_start_matches(white).len();
            if space > 0 {
                out.space(fragment.place(run.start + at..run.start + at + space));
                at += space;
                continue;
            }
            let word = rest.find(white).unwrap_or(rest.len());
            out.verbatim(fragment.place(run.start + at..run.start + at + word));
            at += word;
        }
    }

    fn push(&mut self, name: &'static str, role: Role, tag: Option<Tag>, hidden: bool) {
        self.open.push(Element { name, role, tag, hidden: hidden || self.is_hidden(), code: None });
    }

    fn start(&mut self, start: &Start, fragment: &Fragment<'_>, out: &mut Writer<'_>) {
        let at = fragment.place(start.at.clone());
        let Some((name, role)) = lookup(&start.name) else { return };
        let hidden = self.is_hidden();
        match role {
            Role::Document => {
                let language = start.value("lang");
                if !language.is_empty() && out.declared().language.is_none() {
                    out.declared().language = Some(language.into());
                }
            }
            Role::Block(_) | Role::HiddenBlock if !hidden => self.block(name, role, start, at, out),
            Role::Rule if !hidden => out.boundary(),
            Role::Break if !hidden => out.space(at),
            Role::Image if !hidden => self.image(start, fragment, at, out),
            Role::Meta if !hidden => meta(start, fragment, out),
            Role::Rule | Role::Break | Role::Image | Role::Meta => {}
            Role::Code => {
                self.push(name, role, None, true);
                if let (false, Some(element)) = (hidden, self.open.last_mut()) {
                    element.code = Some(at.start);
                }
            }
            Role::Quotation => {
                if !hidden {
                    out.reads(at, "\"");
                }
                self.push(name, role, None, false);
            }
            Role::Superscript => {
                self.superscripts += 1;
                self.push(name, role, None, false);
            }
            Role::Anchor => self.anchor(name, start, at, out),
            // In a drawing most elements end in their start tag.
            Role::Hidden | Role::Block(_) | Role::HiddenBlock => {
                if !start.self_closing {
                    self.push(name, role_inside(role), None, true);
                }
            }
        }
    }

    fn block(&mut self, name: &'static str, role: Role, start: &Start, at: Range<usize>, out: &mut Writer<'_>) {
        self.end_implied(name, at.start, out);
        let tag = match role {
            Role::Block(Some(_)) if is_footnote(name, start) => Some(Tag::Footnote),
            Role::Block(tag) => tag,
            _ => None,
        };
        match tag {
            Some(tag) => out.start(tag),
            None => out.boundary(),
        }
        self.push(name, role, tag, role == Role::HiddenBlock || start.attribute("hidden").is_some());
    }

    /// Closes the paragraph, item or cell that the start of `name` ends.
    fn end_implied(&mut self, name: &str, at: usize, out: &mut Writer<'_>) {
        let (ended, fence) = ends_before(name);
        let mut found = None;
        for (i, element) in self.open.iter().enumerate().skip(self.floor).rev().take(REACH) {
            if fence.contains(&element.name) {
                break;
            }
            if ended.contains(&element.name) {
                found = Some(i);
                // A section of a table ends its row and the section before.
                if ended.len() < 3 {
                    break;
                }
            } else if fence.is_empty() && matches!(element.role, Role::Block(_)) {
                break;
            }
        }
        if let Some(depth) = found {
            self.close_to(depth, at, out);
        }
    }

    fn end(&mut self, name: &[u8], at: Range<usize>, out: &mut Writer<'_>) {
        let Some((name, role)) = lookup(name) else {
            return;
        };
        let heading = matches!(role, Role::Block(Some(Tag::Heading(_))));
        let closes = |e: &Element| e.name == name || (heading && matches!(e.role, Role::Block(Some(Tag::Heading(_)))));
        let reach = self.open.len().saturating_sub(REACH).max(self.floor.min(self.open.len()));
        let Some(found) = self.open[reach..].iter().rposition(closes) else { return };
        self.close_to(reach + found + 1, at.start, out);
        let hidden = self.is_hidden();
        self.close_to(reach + found, at.end, out);
        if role == Role::Quotation && !hidden {
            out.reads(at, "\"");
        }
    }

    fn anchor(&mut self, name: &'static str, start: &Start, at: Range<usize>, out: &mut Writer<'_>) {
        let href = start.value("href");
        let says = |word: &str| start.value("class").contains(word) || start.value("role").contains(word);
        let back =
            says("backref") || says("doc-backlink") || href.starts_with("#fnref") || href.starts_with("#_ftnref");
        let note = !back
            && href.starts_with('#')
            && (self.superscripts > 0 || says("footnote-ref") || says("doc-noteref") || href.starts_with("#_ftn"));
        if !self.is_hidden() {
            if note {
                out.footnote_mark(at);
            } else if !back && !href.is_empty() {
                out.link(at);
            }
        }
        // An anchor ends the one before: links do not nest.
        self.push(name, Role::Anchor, None, note || back);
    }

    /// A picture's words: a caption, or part of the sentence in which it stands.
    fn image(&mut self, start: &Start, fragment: &Fragment<'_>, at: Range<usize>, out: &mut Writer<'_>) {
        let Some(alt) = start.attribute("alt").filter(|a| !a.value.trim().is_empty()) else { return };
        let words = fragment.place(alt.at.clone());
        if out.is_filled() || !out.paragraphs {
            out.space(at.start..at.start);
            out.reads(words, &alt.value);
            out.space(at.end..at.end);
        } else {
            out.start(Tag::Caption);
            out.reads(words, &alt.value);
            out.end(Tag::Caption);
        }
    }
}

/// Inside what is hidden an element only counts for its end tag.
fn role_inside(role: Role) -> Role {
    match role {
        Role::Block(_) | Role::HiddenBlock => Role::Hidden,
        role => role,
    }
}

fn meta(start: &Start, fragment: &Fragment<'_>, out: &mut Writer<'_>) {
    if !start.value("name").eq_ignore_ascii_case("description") {
        return;
    }
    if let Some(content) = start.attribute("content") {
        out.start(Tag::Meta);
        out.reads(fragment.place(content.at.clone()), &content.value);
        out.end(Tag::Meta);
    }
}

/// Whether an item is the text of a footnote.
fn is_footnote(name: &str, start: &Start) -> bool {
    let id = start.value("id");
    let numbered = ["fn", "_ftn", "cite_note"]
        .iter()
        .any(|p| id.strip_prefix(p).is_some_and(|r| r.contains(|c: char| c.is_ascii_digit())));
    name == "li" && (numbered || start.value("role") == "doc-endnote")
}
