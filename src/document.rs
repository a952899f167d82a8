//! The document: what is shown, what is matched, the map between, and what stands where.

pub mod author;
mod build;
pub mod clause;
#[cfg(test)]
mod fixture;
pub mod language;
mod look;
pub mod names;
pub mod quotations;
pub mod sentences;
pub mod stance;
pub mod structure;

use crate::span::{OffsetMap, Prose, Span, Text, narrow};
use crate::terms::{Kind, Zone};
use crate::words::core::Core;
use crate::words::{CAPITALS, Token, TokenKind, Vocabulary};

/// A container or leaf that a format opens and closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// A heading, level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A block quotation; holds blocks.
    Quote,
    /// A list; holds items.
    List,
    /// A list item; holds text or blocks.
    Item,
    /// A table; holds cells.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a table.
    Cell,
    /// A caption, or an image's alternative text.
    Caption,
    /// The text of a footnote.
    Footnote,
    /// Title, description or summary in the front matter.
    Meta,
}

/// What a format says of a document, in order. Blocks nest; text outside a leaf opens a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A container or leaf begins.
    Start(Tag),
    /// It ends.
    End(Tag),
    /// These bytes of the text are prose as they stand.
    Verbatim(Span<Text>),
    /// These bytes of the text are read as `prose`: an entity, an escape, a soft break (one space).
    Atomic {
        /// The bytes of the text.
        at: Span<Text>,
        /// What they are read as.
        prose: String,
    },
    /// Something stands here that is no prose but takes a place in the sentence: code, an image without words.
    Opaque(Span<Text>),
    /// A link begins; evidence for a source.
    Link(Span<Text>),
    /// The mark of a footnote; evidence for a source.
    FootnoteMark(Span<Text>),
    /// A comment; never prose.
    Comment(Span<Text>),
}

/// What a document says of itself in its front matter or markup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared {
    /// `standwith: {kind: policy}`.
    pub kind: Option<Kind>,
    /// `lang:` in front matter or on the `html` element, as written: "es", "en-US".
    pub language: Option<String>,
    /// What it says of itself and cannot be: what is wrong, and what to do.
    pub mistakes: Vec<(String, String)>,
}

/// What a format returns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parsed {
    /// In order of place.
    pub events: Vec<Event>,
    /// What the document says of itself.
    pub declared: Declared,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading, level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list item, or a paragraph of one.
    Item,
    /// A table cell.
    Cell,
    /// A caption or alternative text.
    Caption,
    /// A footnote.
    Footnote,
    /// Title, description or summary of the front matter.
    Meta,
}

/// A leaf of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub zone: Zone,
    /// Its prose.
    pub prose: Span<Prose>,
    /// How many block quotations it stands in.
    pub quoted: u8,
    /// Which list it stands in, as a number of its own; 0 for none.
    pub list: u32,
    /// The tokens, as a range into [`Document::tokens`].
    pub tokens: std::ops::Range<u32>,
    /// The sentences, as a range into [`Document::sentences`].
    pub sentences: std::ops::Range<u32>,
    /// The heading above, as a block number; a heading's own is the one above it.
    pub heading: Option<u32>,
    /// The block whose last sentence leads into this item.
    pub stem: Option<u32>,
    /// How many of its first tokens are a dateline ("WASHINGTON, D.C. (June 2) —"); never matched.
    pub skip_tokens: u32,
    /// Judged language where it is not English.
    pub language: Option<language::Language>,
}

/// A sentence, heading, item or cell: tokens that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The tokens, as a range into [`Document::tokens`]; the stem of a list is not among them.
    pub tokens: std::ops::Range<u32>,
    /// The block, as a number.
    pub block: u32,
}

/// Something that is no word and yet evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// The first token of a link's text; the token that a footnote mark follows.
    pub token: u32,
}

/// What evidence the markup gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceKind {
    /// A link.
    Link,
    /// A footnote mark.
    Footnote,
}

/// A block of fewer tokens may be too short for its language to be judged.
const SHORT_BLOCK: usize = 24;

/// What is known of a document besides its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The kind that `--kind` asks for; overrules every other.
    pub kind: Option<Kind>,
    /// Names of the author, from a profile.
    pub names: Vec<String>,
    /// The language that an argument or the file's name declares; what the document says itself goes first.
    pub language: Option<String>,
}

/// Builds a document: blocks, tokens, sentences, languages, zones, author, kind.
pub fn parse(text: String, parsed: Parsed, vocabulary: &Vocabulary, core: &Core, reading: &Reading) -> Document {
    let built = build::blocks(&text, &parsed, vocabulary);
    let mut declared = parsed.declared;
    if declared.language.is_none() {
        declared.language.clone_from(&reading.language);
    }
    let mut document = Document {
        text,
        prose: built.prose,
        map: built.map,
        blocks: built.blocks,
        sentences: Vec::new(),
        tokens: built.tokens,
        evidence: built.evidence,
        comments: built.comments,
        declared,
        author: author::Author::default(),
        kind: structure::Judged { kind: Kind::Other, because: Vec::new() },
    };
    let mut blocks = std::mem::take(&mut document.blocks);
    let prose = document.prose();
    let mut all = Vec::new();
    for (number, block) in blocks.iter_mut().enumerate() {
        let tokens = &document.tokens[block.tokens.start as usize..block.tokens.end as usize];
        let first = narrow(all.len());
        all.extend(sentences::split(prose, tokens, core).into_iter().map(|r| Sentence {
            tokens: block.tokens.start + narrow(r.start)..block.tokens.start + narrow(r.end),
            block: narrow(number),
        }));
        block.sentences = first..narrow(all.len());
        block.language = language::judge(prose, tokens);
    }
    // "No somos ilegales." is no English, though no block says enough by itself.
    let short = blocks.iter().all(|b| b.language.is_none() && b.tokens.len() < SHORT_BLOCK);
    if short && let Some(language) = language::judge_short(prose, &document.tokens) {
        blocks.iter_mut().for_each(|b| b.language = Some(language));
    }
    structure::zones(prose, &document.tokens, core, &mut blocks);
    let parts = structure::Parts { prose, tokens: &document.tokens, blocks: &blocks, sentences: &all };
    let author = author::find(&parts, core, &reading.names);
    let kind = structure::kind(&parts, core, reading.kind, document.declared.kind);
    document.author = author;
    document.kind = kind;
    document.blocks = blocks;
    document.sentences = all;
    document
}

/// One document, ready to be checked. Built once; everything else is worked out from it.
#[derive(Debug, Clone)]
pub struct Document {
    /// What the reader sees, decoded.
    pub text: String,
    /// What is matched; empty where it is the text itself (see [`Document::prose`]).
    prose: String,
    /// From prose to text.
    pub map: OffsetMap,
    /// In order of place.
    pub blocks: Vec<Block>,
    /// In order of place.
    pub sentences: Vec<Sentence>,
    /// In order of place.
    pub tokens: Vec<Token>,
    /// In order of place.
    pub evidence: Vec<Evidence>,
    /// Comments, which later hold suppressions.
    pub comments: Vec<Span<Text>>,
    /// What the document says of itself.
    pub declared: Declared,
    /// The author's own names.
    pub author: author::Author,
    /// The kind, and the words that decided it.
    pub kind: structure::Judged,
}

impl Document {
    /// What is matched: the text itself where the map is the identity.
    pub fn prose(&self) -> &str {
        if self.map.is_identity() { &self.text } else { &self.prose }
    }

    /// A token as it is written.
    pub fn word(&self, token: Token) -> &str {
        self.prose().get(token.range()).unwrap_or("")
    }

    /// The prose from token `first` to before token `end`.
    pub fn between(&self, first: usize, end: usize) -> &str {
        let tokens = self.tokens.get(first..end).unwrap_or(&[]);
        match (tokens.first(), tokens.last()) {
            (Some(a), Some(b)) => self.prose().get(a.start as usize..b.end as usize).unwrap_or(""),
            _ => "",
        }
    }

    /// Whether the document says that it is written in a language.
    pub fn is_declared(&self, language: language::Language) -> bool {
        self.declared.language.as_deref().and_then(language::by_code) == Some(language)
    }

    /// Whether capitals say nothing in a sentence: a heading, or words that are all in capitals.
    pub fn any_case(&self, sentence: usize) -> bool {
        let Some(sentence) = self.sentences.get(sentence) else { return false };
        if matches!(self.blocks[sentence.block as usize].kind, BlockKind::Heading(_)) {
            return true;
        }
        let tokens = &self.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
        let mut words = tokens.iter().filter(|t| t.kind == TokenKind::Word && t.end - t.start > 1).peekable();
        words.peek().is_some() && words.all(|t| t.has(CAPITALS))
    }
}
