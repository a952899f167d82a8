//! Words that are talked about, not used: in short quotation marks, after "the word", in lists of words to avoid.

use std::ops::Range;

use super::super::clause::{end_after, is_verb};
use super::super::look::{
    DETERMINERS, SMALL, are, block_range, count_words, has, is, is_content, kind, last_sentence, sentence_range,
};
use super::super::{BlockKind, Document};
use super::marks::Marked;
use crate::words::core::Core;
use crate::words::{GLUED_RIGHT, TokenKind};

/// A mention, in tokens, and the words that show it; none where the marks alone do.
pub(super) type Mention = (Range<usize>, Option<Range<usize>>);

/// Longest mention in quotation marks, in words.
const QUOTED_WORDS: usize = 8;
/// Longest one that no cue announces.
const SCARE_WORDS: usize = 5;
/// Longest one that a noun right before it announces, or that a verb of saying tells of.
const TOLD_WORDS: usize = 25;
/// How many tokens an unquoted mention takes in.
const UNQUOTED: usize = 6;

/// Whether what stands between the marks is mentioned; `chained`: the one before in its sentence is.
pub(super) fn in_marks(document: &Document, core: &Core, marked: &Marked, chained: bool) -> Option<Mention> {
    if marked.words == 0 || !marked.closed {
        return None;
    }
    let sentence = sentence_range(document, marked.open());
    if let Some(told) = told(document, core, marked, &sentence) {
        return Some((marked.inside.clone(), Some(told)));
    }
    if marked.words > QUOTED_WORDS {
        return None;
    }
    let whole = is_whole(document, marked, &sentence);
    if let Some(cue) = cue(document, core, marked, &sentence).filter(|_| !whole) {
        return Some((marked.inside.clone(), Some(cue)));
    }
    let last = kind(document, marked.inside.end - 1);
    let finished = matches!(last, Some(TokenKind::Period | TokenKind::Question | TokenKind::Exclamation));
    // American style puts the sentence's own full stop inside.
    let own = last == Some(TokenKind::Period) && marked.after() >= sentence.end;
    let scare = marked.words <= SCARE_WORDS && (!finished || own);
    ((scare || chained) && !whole).then(|| (marked.inside.clone(), None))
}

/// Longer words that a noun right before the marks announces ("the slogan “…”"), or that are said to be what somebody
/// said ("“…” is what the company wrote").
fn told(document: &Document, core: &Core, marked: &Marked, sentence: &Range<usize>) -> Option<Range<usize>> {
    let open = marked.open();
    let after = marked.after();
    let what = is(document, after, &["is", "was"]) && is(document, after + 1, &["what", "how", "struck", "cut"]);
    if what && after + 1 < sentence.end {
        return Some(after..after + 2);
    }
    let comma = usize::from(kind(document, open.wrapping_sub(1)) == Some(TokenKind::Comma));
    let noun = open.checked_sub(1 + comma).filter(|&i| i > sentence.start)?;
    let announced = marked.words <= TOLD_WORDS && core.mention_cues.longest_at(&document.tokens, noun) == 1;
    let determined = (noun.saturating_sub(3).max(sentence.start)..noun)
        .any(|i| is(document, i, DETERMINERS) || is(document, i, &["'s", "’s"]));
    let noun_only = !is(document, noun, &["call", "calls", "called", "calling"]);
    (announced && determined && noun_only).then_some(noun..noun + 1)
}

fn is_whole(document: &Document, marked: &Marked, sentence: &Range<usize>) -> bool {
    let before = (sentence.start..marked.open()).any(|i| is_content(document, i));
    let after = (marked.after()..sentence.end).any(|i| is_content(document, i));
    !before && !after
}

/// A word for words, at most six tokens before or four after.
fn cue(document: &Document, core: &Core, marked: &Marked, sentence: &Range<usize>) -> Option<Range<usize>> {
    let open = marked.open();
    let at = |i: usize, end: usize| {
        let length = core.mention_cues.longest_at(&document.tokens, i);
        let calls_on = is(document, i, &["call", "calls", "called", "calling"])
            && is(document, i + length, &["on", "for", "upon"]);
        (length > 0 && i + length <= end && !calls_on).then(|| i..i + length)
    };
    let first = open.saturating_sub(6).max(sentence.start);
    let before = (first..open).rev().find_map(|i| at(i, open));
    let end = sentence.end.min(marked.after() + 4);
    before.or_else(|| (marked.after()..end).find_map(|i| at(i, end)))
}

/// Mentions without marks: "so-called X", "the term X", and lists of words to avoid.
pub(super) fn unquoted(document: &Document) -> Vec<Mention> {
    let mut out = Vec::new();
    for sentence in &document.sentences {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        for at in range.clone() {
            out.extend(announced(document, at, range.end));
        }
    }
    for block in 0..document.blocks.len() {
        out.extend(avoided(document, block));
    }
    out
}

fn announced(document: &Document, at: usize, limit: usize) -> Option<Mention> {
    let determined = at > 0 && is(document, at - 1, DETERMINERS);
    let cue = if are(document, at, &["so", "called"]) && (has(document, at, GLUED_RIGHT) || determined) {
        at..at + 2
    } else if is(document, at, &["the", "term"])
        && is(document, at + 1, &["word", "words", "term", "terms", "phrase", "label"])
    {
        let like =
            usize::from(is(document, at + 2, &["like"])) + 2 * usize::from(are(document, at + 2, &["such", "as"]));
        at..at + 2 + like
    } else {
        return None;
    };
    let start = cue.end;
    // "the terms of", "the word is", "the term for": no example follows.
    let none = !is_content(document, start)
        || is(document, start, SMALL)
        || is(document, start, DETERMINERS)
        || is(
            document,
            start,
            &["is", "was", "are", "were", "that", "which", "we", "they", "has", "used", "itself", "from", "by"],
        );
    if none && !is(document, cue.start, &["so"]) {
        return None;
    }
    let end = end_after(document, start, limit);
    let end = (start..end.min(start + UNQUOTED))
        .find(|&i| {
            let mark = !is_content(document, i) && !kind(document, i).is_some_and(TokenKind::is_passed_over);
            // "the term hacking was used": the verb is not mentioned.
            mark || (i > start && is_verb(document, i))
        })
        .unwrap_or(end.min(start + UNQUOTED));
    (end > start).then_some((start..end, Some(cue)))
}

/// An item whose stem or heading says that its words are to be avoided, or that says so itself ("Avoid: …").
fn avoided(document: &Document, block: usize) -> Option<Mention> {
    let found = document.blocks.get(block)?;
    let range = block_range(document, block);
    let colon = range.clone().take(4).find(|&i| kind(document, i) == Some(TokenKind::Colon));
    if let Some(colon) = colon
        && (is_bare_avoidance(document, range.start..colon) || names_words(document, range.start..colon))
    {
        let end = sentence_range(document, colon).end.max(colon + 1);
        return Some((colon + 1..end.min(range.end), Some(range.start..colon)));
    }
    if !matches!(found.kind, BlockKind::Item | BlockKind::Cell) {
        return None;
    }
    let stem = found.stem.and_then(|s| last_sentence(document, s as usize));
    let heading = found.heading.map(|h| block_range(document, h as usize));
    let cue = stem
        .filter(|r| names_words(document, r.clone()))
        .or_else(|| heading.filter(|r| names_words(document, r.clone()) || is_bare_avoidance(document, r.clone())))?;
    Some((range, Some(cue)))
}

/// "Avoid", "Instead of", "Do not say", and nothing else.
fn is_bare_avoidance(document: &Document, range: Range<usize>) -> bool {
    let at = range.start;
    let said = &["say", "use", "write", "call"];
    let opens = is(document, at, &["avoid"])
        || are(document, at, &["instead", "of"])
        || (are(document, at, &["do", "not"]) && is(document, at + 2, said))
        || (are(document, at, &["do", "n't"]) && is(document, at + 2, said))
        || (is(document, at, &["not", "never"]) && is(document, at + 1, said));
    opens && count_words(document, range) <= 4
}

/// "Words to avoid", "Outdated terms", "Language we do not use".
fn names_words(document: &Document, range: Range<usize>) -> bool {
    const WORDS: &[&str] = &[
        "word",
        "words",
        "term",
        "terms",
        "terminology",
        "phrase",
        "phrases",
        "language",
        "label",
        "labels",
        "expressions",
    ];
    const AVOID: &[&str] = &[
        "avoid",
        "avoided",
        "outdated",
        "offensive",
        "harmful",
        "retire",
        "retired",
        "replace",
        "instead",
        "stop",
        "obsolete",
    ];
    let words = range.clone().any(|i| is(document, i, WORDS));
    let avoid = range.clone().any(|i| {
        is(document, i, AVOID)
            || (is(document, i, &["not", "n't", "never"]) && is(document, i + 1, &["use", "say", "write"]))
    });
    words && avoid
}
