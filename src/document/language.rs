//! The language of a block.

/// A language other than English: ISO 639-1 code and English name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Language {
    /// ISO 639-1, or 639-3 where there is none: "es".
    pub code: &'static str,
    /// "Spanish".
    pub name: &'static str,
}
