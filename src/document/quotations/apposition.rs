//! A name with its titles, cut out of the words around it.

use std::ops::Range;

use super::super::Document;
use super::super::look::{is, is_content, kind};
use crate::words::TokenKind;

/// A name or noun phrase with its titles: up to where the sentence goes on with something else.
pub(super) fn apposition(document: &Document, from: usize, end: usize) -> Range<usize> {
    const AFTER_COMMA: &[&str] = &[
        "after",
        "as",
        "in",
        "at",
        "on",
        "when",
        "while",
        "during",
        "following",
        "before",
        "adding",
        "referring",
        "speaking",
        "noting",
        "but",
        "where",
        "since",
        "to",
        "upon",
        "because",
        "calling",
        "urging",
        "which",
        "citing",
        "describing",
    ];
    const ANYWHERE: &[&str] = &[
        "after",
        "during",
        "following",
        "when",
        "while",
        "before",
        "because",
        "outside",
        "upon",
        "today",
        "yesterday",
        "that",
    ];
    let mut at = from;
    while at < end {
        let stops = match kind(document, at) {
            Some(TokenKind::Semicolon | TokenKind::Colon | TokenKind::Dash | TokenKind::Question) => true,
            Some(TokenKind::Comma) => is(document, at + 1, AFTER_COMMA),
            Some(TokenKind::Word) => is(document, at, ANYWHERE),
            _ => false,
        };
        if stops {
            break;
        }
        at += 1;
    }
    trim(document, from..at)
}

/// Without the marks at both ends.
pub(super) fn trim(document: &Document, range: Range<usize>) -> Range<usize> {
    let start = range.clone().find(|&i| is_content(document, i)).unwrap_or(range.end);
    let last = range.clone().rev().find(|&i| is_content(document, i));
    start..last.map_or(start, |i| i + 1)
}
