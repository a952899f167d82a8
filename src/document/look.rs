//! Small looks at a document's words, for the modules that read sentences.

use std::ops::Range;

use super::{BlockKind, Document};
use crate::span::narrow;
use crate::words::{CAPITAL, Token, TokenKind};

/// Determiners: what follows is a noun phrase.
pub(super) const DETERMINERS: &[&str] = &[
    "the", "a", "an", "this", "that", "these", "those", "our", "my", "your", "his", "her", "its", "their", "every",
    "each", "no", "any", "some", "all", "many", "most", "such", "'s",
];

/// Pronouns that can be a subject.
pub(super) const PRONOUNS: &[&str] = &[
    "i", "we", "you", "he", "she", "it", "they", "this", "that", "these", "those", "there", "everyone", "nobody",
    "someone", "no one",
];

/// Auxiliaries and the forms of "be".
pub(super) const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "am", "be", "been", "has", "have", "had", "do", "does", "did", "will", "would", "can",
    "could", "ca", "wo", "may", "might", "must", "shall", "should", "'s", "'re", "'ve", "'ll", "'d", "'m", "cannot",
];

/// Small words that stand uncapitalised inside a title or name.
pub(super) const SMALL: &[&str] =
    &["of", "the", "and", "for", "to", "in", "on", "at", "with", "a", "an", "de", "la", "y", "'s", "&"];

/// The token at `at`.
pub(super) fn token(document: &Document, at: usize) -> Option<Token> {
    document.tokens.get(at).copied()
}

/// What the token at `at` is.
pub(super) fn kind(document: &Document, at: usize) -> Option<TokenKind> {
    token(document, at).map(|t| t.kind)
}

/// Whether the token at `at` has all of `flags`.
pub(super) fn has(document: &Document, at: usize, flags: u8) -> bool {
    token(document, at).is_some_and(|t| t.has(flags))
}

/// Whether the token at `at` is a word or number.
pub(super) fn is_content(document: &Document, at: usize) -> bool {
    kind(document, at).is_some_and(TokenKind::is_content)
}

/// The token at `at` as it is written.
pub(super) fn raw(document: &Document, at: usize) -> &str {
    token(document, at).map_or("", |t| document.word(t))
}

/// Whether the token at `at` is one of `words`, which are written folded.
pub(super) fn is(document: &Document, at: usize, words: &[&str]) -> bool {
    let raw = raw(document, at);
    !raw.is_empty() && words.iter().any(|w| same(raw, w))
}

/// Whether the tokens from `at` are `words`, in order.
pub(super) fn are(document: &Document, at: usize, words: &[&str]) -> bool {
    words.iter().enumerate().all(|(i, w)| is(document, at + i, &[w]))
}

fn same(raw: &str, folded: &str) -> bool {
    if raw.is_ascii() {
        return raw.eq_ignore_ascii_case(folded);
    }
    let unseen = |c: &char| !matches!(c, '\u{AD}' | '\u{200B}');
    let plain = |c: char| if c == '\u{2019}' { '\'' } else { c.to_ascii_lowercase() };
    raw.chars().filter(unseen).map(plain).eq(folded.chars())
}

/// Whether the token at `at` is a word with a capital.
pub(super) fn is_capital(document: &Document, at: usize) -> bool {
    token(document, at).is_some_and(|t| t.kind == TokenKind::Word && t.has(CAPITAL))
}

/// The sentence that holds the token.
pub(super) fn sentence_of(document: &Document, at: usize) -> Option<usize> {
    let i = document.sentences.partition_point(|s| s.tokens.end as usize <= at);
    document.sentences.get(i).filter(|s| s.tokens.start as usize <= at).map(|_| i)
}

/// The tokens of the sentence that holds the token; the token alone where none does.
pub(super) fn sentence_range(document: &Document, at: usize) -> Range<usize> {
    match sentence_of(document, at).and_then(|i| document.sentences.get(i)) {
        Some(s) => s.tokens.start as usize..s.tokens.end as usize,
        None => at..at + 1,
    }
}

/// The block that holds the token.
pub(super) fn block_of(document: &Document, at: usize) -> Option<usize> {
    let i = document.blocks.partition_point(|b| b.tokens.end as usize <= at);
    document.blocks.get(i).filter(|b| b.tokens.start as usize <= at).map(|_| i)
}

/// The tokens of a block.
pub(super) fn block_range(document: &Document, block: usize) -> Range<usize> {
    document.blocks.get(block).map_or(0..0, |b| b.tokens.start as usize..b.tokens.end as usize)
}

/// Where the text of a block begins, behind a dateline.
pub(super) fn text_start(document: &Document, block: usize) -> usize {
    document.blocks.get(block).map_or(0, |b| (b.tokens.start + b.skip_tokens) as usize)
}

/// Whether the block is a heading.
pub(super) fn is_heading(document: &Document, block: usize) -> bool {
    document.blocks.get(block).is_some_and(|b| matches!(b.kind, BlockKind::Heading(_) | BlockKind::Meta))
}

/// The last sentence of a block, as tokens.
pub(super) fn last_sentence(document: &Document, block: usize) -> Option<Range<usize>> {
    let last = block_range(document, block).end.checked_sub(1)?;
    let range = sentence_range(document, last);
    (!range.is_empty()).then_some(range)
}

/// How many words and numbers stand in the range.
pub(super) fn count_words(document: &Document, range: Range<usize>) -> usize {
    range.filter(|&i| is_content(document, i)).count()
}

/// A token range as it is stored.
pub(super) fn stored(range: Range<usize>) -> Range<u32> {
    narrow(range.start)..narrow(range.end)
}
