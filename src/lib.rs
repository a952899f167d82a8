//! A linter for what organizations say.
//!
//! A document goes through five types: [`source::Source`] (bytes), [`document::Document`] (what is shown, what is
//! matched, the map between), [`finding::Finding`], [`report::Report`], and the bytes of an output. The module list
//! below is the layer order: a module imports only what stands above it; `tests/tidy.rs` enforces that.

/// Spans in two coordinate spaces, and the map between them.
pub mod span;

/// The closed sets: level, kind, zone, voice, stance, scope.
pub mod terms;

/// Tokens, the vocabulary, and the forms of a word.
pub mod words;

/// What a check finds.
pub mod finding;

/// Rules, packs and their mistakes.
pub mod rule;

/// Reading: the only module that touches files.
pub mod source;

/// The document model.
pub mod document;

/// One file a format: bytes in, events out.
pub mod format;

/// The check: one document, one pure function.
pub mod check;

/// What is printed, one file an output.
pub mod report;

/// A run: many documents, side by side.
pub mod run;

/// Arguments.
pub mod cli;
