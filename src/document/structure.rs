//! Kind of document, and zones of its blocks.

mod cues;
mod judge;
mod look;
mod zone;

pub use judge::kind;
pub use zone::zones;

use super::{Block, Sentence};
use crate::terms::Kind;
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
    /// A block's prose.
    pub(super) fn text(&self, block: &Block) -> &'a str {
        self.prose.get(block.prose.range()).unwrap_or("")
    }

    /// A block's tokens.
    pub(super) fn tokens_of(&self, block: &Block) -> &'a [Token] {
        self.tokens.get(block.tokens.start as usize..block.tokens.end as usize).unwrap_or(&[])
    }

    /// A token as it is written.
    pub(super) fn word(&self, token: Token) -> &'a str {
        self.prose.get(token.range()).unwrap_or("")
    }
}
