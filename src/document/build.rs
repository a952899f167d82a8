//! Events in; prose, map, blocks and tokens out.

use super::{Block, BlockKind, Event, Evidence, EvidenceKind, Parsed, Tag};
use crate::span::{OffsetMap, Span, Text, narrow};
use crate::terms::Zone;
use crate::words::{Token, TokenKind, Vocabulary, tokenize};

/// Stands between two blocks and belongs to neither.
const SEPARATOR: &str = "\n\n";
/// What code and pictures are read as.
const OPAQUE: &str = "\u{FFFC}";

/// A document up to its blocks and tokens; sentences and languages are found later.
#[derive(Debug)]
pub(super) struct Built {
    /// Empty where the map is the identity.
    pub(super) prose: String,
    pub(super) map: OffsetMap,
    pub(super) blocks: Vec<Block>,
    pub(super) tokens: Vec<Token>,
    pub(super) evidence: Vec<Evidence>,
    pub(super) comments: Vec<Span<Text>>,
}

/// Builds the blocks of `text` from its events. Events that lie outside the text, inside a character, or before an
/// earlier event are left out: what remains is in order.
pub(super) fn blocks(text: &str, parsed: &Parsed, vocabulary: &Vocabulary) -> Built {
    let mut builder = Builder::new(text, vocabulary, is_identity(&parsed.events));
    for event in &parsed.events {
        builder.event(event);
    }
    builder.close();
    builder.built
}

/// Whether prose can be the text itself: no event changes it, and no leaf has a gap.
fn is_identity(events: &[Event]) -> bool {
    let mut end = None;
    events.iter().all(|event| match event {
        Event::Start(_) | Event::End(_) => {
            end = None;
            true
        }
        Event::Verbatim(at) => {
            let touches = end.is_none_or(|e| e == at.start());
            end = Some(at.end());
            touches
        }
        _ => false,
    })
}

/// An open container or leaf, with what its content takes from it.
#[derive(Clone, Copy)]
struct Frame {
    tag: Option<Tag>,
    leaf: BlockKind,
    zone: Zone,
    quoted: u8,
    list: u32,
    stem: Option<u32>,
}

/// The block that is being filled.
struct Leaf {
    frame: Frame,
    prose: usize,
    evidence: usize,
}

struct Builder<'a> {
    text: &'a str,
    vocabulary: &'a Vocabulary,
    identity: bool,
    built: Built,
    frames: Vec<Frame>,
    root: Frame,
    leaf: Option<Leaf>,
    /// Level and number of the headings above, outermost first.
    headings: Vec<(u8, u32)>,
    lists: u32,
    /// Where the next event may start in the text.
    text_end: usize,
    /// Where the prose so far ends.
    prose_end: usize,
    /// Evidence of the open block: kind and place in the prose.
    marks: Vec<(EvidenceKind, usize)>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, vocabulary: &'a Vocabulary, identity: bool) -> Self {
        let root = Frame { tag: None, leaf: BlockKind::Paragraph, zone: Zone::Body, quoted: 0, list: 0, stem: None };
        Builder {
            text,
            vocabulary,
            identity,
            built: Built {
                prose: String::new(),
                map: OffsetMap::default(),
                blocks: Vec::new(),
                tokens: Vec::with_capacity(text.len() / 5),
                evidence: Vec::new(),
                comments: Vec::new(),
            },
            frames: Vec::new(),
            root,
            leaf: None,
            headings: Vec::new(),
            lists: 0,
            text_end: 0,
            prose_end: 0,
            marks: Vec::new(),
        }
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::Start(tag) => self.start(*tag),
            Event::End(tag) => self.end(*tag),
            Event::Verbatim(at) => {
                if let Some(words) = self.text.get(at.range()) {
                    self.content(*at, words, true);
                }
            }
            Event::Atomic { at, prose } => self.content(*at, prose, false),
            Event::Opaque(at) => self.content(*at, OPAQUE, false),
            Event::Link(_) => self.mark(EvidenceKind::Link),
            Event::FootnoteMark(_) => self.mark(EvidenceKind::Footnote),
            Event::Comment(at) => self.built.comments.push(*at),
        }
    }

    fn frame(&self) -> Frame {
        self.frames.last().copied().unwrap_or(self.root)
    }

    fn start(&mut self, tag: Tag) {
        self.close();
        let outer = self.frame();
        let mut frame = Frame { tag: Some(tag), ..outer };
        match tag {
            Tag::Paragraph => {}
            Tag::Heading(level) => frame.leaf = BlockKind::Heading(level.clamp(1, 6)),
            Tag::Quote => {
                frame.leaf = BlockKind::Paragraph;
                frame.quoted = outer.quoted.saturating_add(1);
                frame.stem = None;
            }
            Tag::List => {
                self.lists += 1;
                frame.list = self.lists;
                frame.leaf = BlockKind::Paragraph;
                frame.stem = self.stem(outer).or(outer.stem);
            }
            Tag::Item => frame.leaf = BlockKind::Item,
            Tag::Table | Tag::Row => frame.leaf = BlockKind::Paragraph,
            Tag::Cell => frame.leaf = BlockKind::Cell,
            Tag::Caption => frame.leaf = BlockKind::Caption,
            Tag::Footnote => frame.leaf = BlockKind::Footnote,
            Tag::Meta => frame.leaf = BlockKind::Meta,
        }
        frame.zone = zone(outer.zone, tag);
        self.frames.push(frame);
    }

    fn end(&mut self, tag: Tag) {
        self.close();
        if let Some(at) = self.frames.iter().rposition(|f| f.tag == Some(tag)) {
            self.frames.truncate(at);
        }
    }

    /// The block that leads into a list that starts here.
    fn stem(&self, outer: Frame) -> Option<u32> {
        let last = self.built.blocks.last()?;
        let leads = !matches!(last.kind, BlockKind::Cell | BlockKind::Meta | BlockKind::Caption)
            && last.quoted == outer.quoted
            && self.built.tokens.last().is_some_and(|t| {
                // "We will never" may do without its colon; a whole sentence leads in to nothing.
                let open = t.kind.is_content() && last.kind == BlockKind::Paragraph;
                open || t.kind == TokenKind::Colon
            });
        leads.then(|| narrow(self.built.blocks.len() - 1))
    }

    fn open(&mut self, at: usize) {
        if self.leaf.is_some() {
            return;
        }
        if self.identity {
            self.prose_end = at;
        } else if self.prose_end > 0 {
            self.append(Span::new(self.text_end, at), SEPARATOR, false);
        }
        self.leaf = Some(Leaf { frame: self.frame(), prose: self.prose_end, evidence: self.marks.len() });
    }

    fn content(&mut self, at: Span<Text>, words: &str, verbatim: bool) {
        let inside = self.text.get(at.range()).is_some();
        if !inside || at.start() < self.text_end || words.is_empty() {
            return;
        }
        self.open(at.start());
        self.append(at, words, verbatim);
    }

    fn append(&mut self, at: Span<Text>, words: &str, verbatim: bool) {
        self.text_end = at.end();
        if self.identity {
            self.prose_end = at.end();
            return;
        }
        let start = self.prose_end;
        self.built.prose.push_str(words);
        self.prose_end = self.built.prose.len();
        self.built.map.push(Span::new(start, self.prose_end), at, verbatim);
    }

    fn mark(&mut self, kind: EvidenceKind) {
        self.marks.push((kind, if self.leaf.is_some() { self.prose_end } else { usize::MAX }));
    }

    /// Ends the open block; one without a word or mark of its own is none.
    fn close(&mut self) {
        let Some(leaf) = self.leaf.take() else {
            // A mark that no block followed belongs to none.
            self.marks.clear();
            return;
        };
        let first = self.built.tokens.len();
        let source = if self.identity { self.text } else { &self.built.prose };
        tokenize(source, leaf.prose, self.prose_end, self.vocabulary, &mut self.built.tokens);
        let says = self.built.tokens[first..].iter().any(|t| t.kind != TokenKind::Opaque);
        if !says {
            self.built.tokens.truncate(first);
            self.marks.clear();
            return;
        }
        self.evidence(first, &leaf);
        self.push(first, leaf);
    }

    fn evidence(&mut self, first: usize, leaf: &Leaf) {
        let tokens = &self.built.tokens[first..];
        for (i, (kind, at)) in self.marks.drain(..).enumerate() {
            // Marks that came before the block's first word stand at it.
            let at = if i < leaf.evidence { leaf.prose } else { at };
            let index = match kind {
                EvidenceKind::Link => tokens.partition_point(|t| t.end as usize <= at),
                EvidenceKind::Footnote => tokens.partition_point(|t| (t.start as usize) < at).saturating_sub(1),
            };
            let token = narrow(first + index.min(tokens.len() - 1));
            self.built.evidence.push(Evidence { kind, token });
        }
    }

    fn push(&mut self, first: usize, leaf: Leaf) {
        let number = narrow(self.built.blocks.len());
        let kind = leaf.frame.leaf;
        if let BlockKind::Heading(level) = kind {
            while self.headings.last().is_some_and(|&(l, _)| l >= level) {
                self.headings.pop();
            }
        }
        let heading = self.headings.last().map(|&(_, block)| block);
        if let BlockKind::Heading(level) = kind {
            self.headings.push((level, number));
        }
        self.built.blocks.push(Block {
            kind,
            zone: leaf.frame.zone,
            prose: Span::new(leaf.prose, self.prose_end),
            quoted: leaf.frame.quoted,
            list: leaf.frame.list,
            tokens: narrow(first)..narrow(self.built.tokens.len()),
            sentences: 0..0,
            heading,
            stem: leaf.frame.stem,
            language: None,
            skip_tokens: 0,
        });
    }
}

/// The zone inside `tag`, by structure alone: a footnote or front matter holds against all, a quotation against
/// lists and tables.
fn zone(outer: Zone, tag: Tag) -> Zone {
    match (outer, tag) {
        (Zone::Footnote | Zone::FrontMatter, _) => outer,
        (_, Tag::Footnote) => Zone::Footnote,
        (_, Tag::Meta) => Zone::FrontMatter,
        (_, Tag::Quote) | (Zone::QuotationBlock, _) => Zone::QuotationBlock,
        (_, Tag::Table) => Zone::Table,
        (Zone::Body, Tag::Item) => Zone::List,
        _ => outer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(text: &str, events: Vec<Event>) -> Built {
        blocks(text, &Parsed { events, ..Parsed::default() }, &Vocabulary::new())
    }

    fn verbatim(text: &str, word: &str) -> Event {
        let at = text.find(word).unwrap();
        Event::Verbatim(Span::new(at, at + word.len()))
    }

    #[test]
    fn plain_paragraphs_are_not_copied() {
        let text = "One.\n\nTwo.";
        let tag = Tag::Paragraph;
        let built = build(
            text,
            vec![
                Event::Start(tag),
                verbatim(text, "One."),
                Event::End(tag),
                Event::Start(tag),
                verbatim(text, "Two."),
                Event::End(tag),
            ],
        );
        assert!(built.prose.is_empty() && built.map.is_identity());
        assert_eq!(built.blocks[1].prose, Span::new(6, 10));
        assert_eq!(built.blocks[1].tokens, 2..4);
    }

    #[test]
    fn a_gap_inside_a_block_is_no_prose() {
        let text = "stand **with** us";
        let built = build(text, vec![verbatim(text, "stand "), verbatim(text, "with"), verbatim(text, " us")]);
        assert_eq!(built.prose, "stand with us");
        assert_eq!(built.map.locate(Span::new(6, 10)), Span::new(8, 12));
    }

    #[test]
    fn a_lead_in_is_the_stem_of_every_item_and_of_nested_ones() {
        let text = "never: a b c";
        let built = build(
            text,
            vec![
                verbatim(text, "never:"),
                Event::Start(Tag::List),
                Event::Start(Tag::Item),
                verbatim(text, "a"),
                Event::Start(Tag::List),
                Event::Start(Tag::Item),
                verbatim(text, "b"),
                Event::End(Tag::Item),
                Event::End(Tag::List),
                Event::End(Tag::Item),
                Event::End(Tag::List),
                verbatim(text, "c"),
            ],
        );
        let stems: Vec<_> = built.blocks.iter().map(|b| (b.stem, b.list)).collect();
        assert_eq!(stems, [(None, 0), (Some(0), 1), (Some(0), 2), (None, 0)]);
    }

    #[test]
    fn headings_stand_under_the_next_higher_level() {
        let text = "a b c d";
        let mut events = Vec::new();
        for (word, level) in [("a", 1), ("b", 2), ("c", 2)] {
            events.extend([Event::Start(Tag::Heading(level)), verbatim(text, word), Event::End(Tag::Heading(level))]);
        }
        events.push(verbatim(text, "d"));
        let above: Vec<_> = build(text, events).blocks.iter().map(|b| b.heading).collect();
        assert_eq!(above, [None, Some(0), Some(0), Some(2)]);
    }

    #[test]
    fn links_stand_at_their_first_word_and_footnote_marks_after_their_last() {
        let text = "see this. next";
        let span = Span::new(0, 0);
        let built = build(
            text,
            vec![
                verbatim(text, "see "),
                Event::Link(span),
                verbatim(text, "this."),
                Event::FootnoteMark(span),
                verbatim(text, " next"),
            ],
        );
        let at: Vec<_> = built.evidence.iter().map(|e| (e.kind, e.token)).collect();
        assert_eq!(at, [(EvidenceKind::Link, 1), (EvidenceKind::Footnote, 2)]);
    }

    #[test]
    fn a_block_of_code_alone_is_none() {
        let text = "`x`";
        let built = build(text, vec![Event::Start(Tag::Item), Event::Opaque(Span::new(0, 3)), Event::End(Tag::Item)]);
        assert!(built.blocks.is_empty() && built.tokens.is_empty());
    }
}
