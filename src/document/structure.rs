//! Kind of document, and zones of its blocks.

mod cues;
mod judge;
mod look;
mod zone;

pub use judge::kind;
pub(crate) use zone::self_description;
pub use zone::zones;

use super::{Block, BlockKind, Sentence};
use crate::terms::{Kind, Zone};
use crate::words::Token;

/// A kind, and what decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The kind.
    pub kind: Kind,
    /// The words or the setting that decided it.
    pub because: Vec<String>,
}

/// What is known of a document once its zones are set.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// What is matched.
    pub prose: &'a str,
    /// In order of place.
    pub tokens: &'a [Token],
    /// In order of place, with their zones.
    pub blocks: &'a [Block],
    /// In order of place.
    pub sentences: &'a [Sentence],
}

impl<'a> Parts<'a> {
    /// A block's tokens.
    pub(super) fn tokens_of(&self, block: &Block) -> &'a [Token] {
        self.tokens.get(block.tokens.start as usize..block.tokens.end as usize).unwrap_or(&[])
    }

    /// A token as it is written.
    pub(super) fn word(&self, token: Token) -> &'a str {
        self.prose.get(token.range()).unwrap_or("")
    }
}

/// Whether the block is the title: the headline, or the front matter's.
pub(crate) fn is_title_zone(block: &Block) -> bool {
    block.zone == Zone::Headline || block.kind == BlockKind::Meta
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::document::sentences;
    use crate::span::Span;
    use crate::words::core::Core;
    use crate::words::{Vocabulary, tokenize};

    /// Small lists, enough for the tables.
    pub(crate) fn core() -> (Core, Vocabulary) {
        let mut vocabulary = Vocabulary::new();
        let core = Core::from_files(
            [
                ("months", "January\nJune"),
                ("leader-titles", "chair"),
                ("own-heads", "coalition\nunion\nstaff"),
                ("attribution-neutral", "said"),
                ("stance-verbs", "condemn\nstand with\ndemand"),
                ("news-verbs", "issues\nannounces\nannounced\nsues"),
                ("policy-titles", "policy\nplan\ncode of conduct"),
                ("policy-headings", "purpose\nscope\ndefinitions"),
            ],
            &mut vocabulary,
        );
        (core, vocabulary)
    }

    /// A document from a few marks: `# ` heading, `- ` item, `> ` quotation, `| ` cell, else paragraph; a blank line
    /// between blocks.
    pub(crate) struct Draft {
        prose: String,
        tokens: Vec<Token>,
        sentences: Vec<Sentence>,
        pub(crate) blocks: Vec<Block>,
    }

    impl Draft {
        /// Parses `text` and sets zones.
        pub(crate) fn new(text: &str) -> Draft {
            let (core, vocabulary) = core();
            let mut draft = Draft { prose: text.into(), tokens: vec![], sentences: vec![], blocks: vec![] };
            let mut at = 0;
            for part in text.split("\n\n") {
                let (mark, kind, zone) = match part.get(..2) {
                    Some("# ") => (2, BlockKind::Heading(1), Zone::Body),
                    Some("- ") => (2, BlockKind::Item, Zone::List),
                    Some("> ") => (2, BlockKind::Paragraph, Zone::QuotationBlock),
                    Some("| ") => (2, BlockKind::Cell, Zone::Table),
                    _ => (0, BlockKind::Paragraph, Zone::Body),
                };
                let prose = Span::new(at + mark, at + part.len());
                draft.block(kind, zone, prose, &core, &vocabulary);
                at += part.len() + 2;
            }
            zones(&draft.prose, &draft.tokens, &core, &mut draft.blocks);
            draft
        }

        fn block(
            &mut self,
            kind: BlockKind,
            zone: Zone,
            prose: Span<crate::span::Prose>,
            core: &Core,
            vocabulary: &Vocabulary,
        ) {
            let (first, sentence) = (self.tokens.len(), self.sentences.len());
            tokenize(&self.prose, prose.start(), prose.end(), vocabulary, &mut self.tokens);
            let block = self.blocks.len() as u32;
            for s in sentences::split(&self.prose, &self.tokens[first..], core) {
                self.sentences.push(Sentence { tokens: (first + s.start) as u32..(first + s.end) as u32, block });
            }
            self.blocks.push(Block {
                kind,
                zone,
                prose,
                quoted: u8::from(zone == Zone::QuotationBlock),
                list: u32::from(zone == Zone::List),
                tokens: first as u32..self.tokens.len() as u32,
                sentences: sentence as u32..self.sentences.len() as u32,
                heading: None,
                stem: None,
                skip_tokens: 0,
                language: None,
            });
        }

        /// What the next step sees.
        pub(crate) fn parts(&self) -> Parts<'_> {
            Parts { prose: &self.prose, tokens: &self.tokens, blocks: &self.blocks, sentences: &self.sentences }
        }
    }
}
