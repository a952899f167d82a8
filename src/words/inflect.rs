//! The forms of a word.
