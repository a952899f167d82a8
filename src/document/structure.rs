//! Kind of document, and zones of its blocks.

use crate::terms::Kind;

/// A kind, and what decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The kind.
    pub kind: Kind,
    /// The words or the setting that decided it.
    pub because: Vec<String>,
}
