//! Who is said to say it: the verb and the words that name the speaker, before or after a quotation.

use std::ops::Range;

use super::super::Document;
use super::super::look::{
    DETERMINERS, PRONOUNS, block_of, block_range, is, is_capital, is_heading, kind, last_sentence, raw, sentence_range,
    text_start,
};
use super::apposition::{apposition, trim};
use super::marks::Marked;
use super::statements;
use crate::words::TokenKind;
use crate::words::core::Core;

/// An attribution, in tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribution {
    /// The words that name the speaker; empty where only the verb is there.
    pub(super) speaker: Range<usize>,
    /// The verb, or the mark or words that stand for it.
    pub(super) cue: Range<usize>,
    /// Everything before or after the quotation that belongs to it.
    pub(super) window: Range<usize>,
    /// Whether the verb keeps its distance.
    pub(super) distanced: bool,
    /// Direct speech: joined by a comma or colon, not "called it “…”".
    pub(super) direct: bool,
    /// Whether it stands before the quotation.
    pub(super) before: bool,
}

/// A word or phrase that attributes, at `at`: its length and whether it keeps its distance.
pub(super) fn verb_at(document: &Document, core: &Core, at: usize) -> Option<(usize, bool)> {
    let opens = sentence_range(document, at).start == at;
    let heading = block_of(document, at).is_some_and(|b| is_heading(document, b));
    if is_capital(document, at) && !opens && !heading {
        return None;
    }
    // "the report", "a statement"; "the following statement" is a phrase of its own.
    let noun = at > 0 && is(document, at - 1, DETERMINERS) && !is(document, at - 1, &["that", "this"]);
    let longest = |list: &crate::words::lexicon::Lexicon| list.longest_at(&document.tokens, at);
    let (claimed, other) = (longest(&core.claimed), longest(&core.said).max(longest(&core.affirmed)));
    let length = claimed.max(other);
    (length > 0 && (!noun || length > 1)).then_some((length, claimed >= other && claimed > 0))
}

/// The attribution of a quotation: a verb right before it, else one after it, else the line that leads in.
pub(super) fn find(document: &Document, core: &Core, marked: &Marked, from: usize) -> Option<Attribution> {
    let before = before(document, core, marked, from);
    if before.as_ref().is_some_and(|a| a.direct) {
        return before;
    }
    after(document, core, marked).or(before)
}

/// `"…," said X, title of Y` · `"…," X said`.
fn after(document: &Document, core: &Core, marked: &Marked) -> Option<Attribution> {
    if !marked.closed {
        return None;
    }
    let block = block_range(document, marked.block);
    let close = marked.after();
    let outside = matches!(kind(document, close), Some(TokenKind::Comma | TokenKind::Dash));
    let at = close + usize::from(outside);
    if at >= block.end {
        return None;
    }
    let end = window_end(document, at, block.end);
    let verb = verb_after_adverb(document, core, at, end);
    let last = kind(document, marked.inside.end - 1)?;
    let linked = outside
        || matches!(
            last,
            TokenKind::Comma | TokenKind::Question | TokenKind::Exclamation | TokenKind::Dash | TokenKind::Ellipsis
        )
        || (last == TokenKind::Period && verb.is_some_and(|v| v.0 == at));
    if !linked {
        return None;
    }
    if let Some((verb, length, distanced)) = verb {
        let cue = verb..verb + length;
        let speaker = apposition(document, cue.end, end);
        return Some(Attribution { speaker, cue, window: at..end, distanced, direct: true, before: false });
    }
    let verb = (at + 1..end.min(at + 40)).find_map(|v| verb_at(document, core, v).map(|found| (v, found)));
    let (verb, (length, distanced)) = verb.filter(|(v, _)| names_someone(document, at..*v))?;
    let cue = verb..verb + length;
    Some(Attribution {
        speaker: trim(document, at..verb),
        cue,
        window: at..end,
        distanced,
        direct: true,
        before: false,
    })
}

/// The end of the sentence, or the next opening mark.
fn window_end(document: &Document, at: usize, block_end: usize) -> usize {
    let sentence = sentence_range(document, at).end.min(block_end);
    (at..sentence)
        .find(|&i| matches!(kind(document, i), Some(TokenKind::QuoteOpen | TokenKind::QuoteStraight)))
        .unwrap_or(sentence)
}

/// "said", "has said", "falsely claimed" at `at`: where the verb stands, its length, its distance.
fn verb_after_adverb(document: &Document, core: &Core, at: usize, end: usize) -> Option<(usize, usize, bool)> {
    (at..end.min(at + 3))
        .take_while(|&i| {
            i == at
                || is(document, i - 1, &["has", "have", "had", "also", "then", "later", "further"])
                || raw(document, i - 1).ends_with("ly")
        })
        .find_map(|i| verb_at(document, core, i).map(|(length, distanced)| (i, length, distanced)))
}

fn names_someone(document: &Document, range: Range<usize>) -> bool {
    let first = range.start;
    is(document, first, DETERMINERS)
        || is(document, first, PRONOUNS)
        || is(document, first, &["one", "another"])
        || range.clone().any(|i| is_capital(document, i))
}

/// `X said, "…"` · `X, title, org: "…"` · `According to X, "…"` · `Said X, title: "…"`, in the sentence or in the line
/// that leads in. `from`: where the words before may begin.
fn before(document: &Document, core: &Core, marked: &Marked, from: usize) -> Option<Attribution> {
    let open = marked.open();
    let sentence = sentence_range(document, open);
    let start = sentence.start.max(from).max(text_start(document, marked.block));
    if start < open {
        return lead(document, core, start..open);
    }
    if open != sentence.start || from > block_range(document, marked.block).start {
        return None;
    }
    // Nothing stands before it in its sentence: the sentence or the paragraph above may lead in with a colon.
    if open > block_range(document, marked.block).start {
        return colon_lead(document, core, sentence_range(document, open - 1));
    }
    let above = marked.block.checked_sub(1)?;
    match statements::lead(document, above, true) {
        Some(l) => Some(Attribution {
            speaker: l.speaker,
            cue: l.cue,
            window: l.sentence,
            distanced: false,
            direct: true,
            before: true,
        }),
        None => colon_lead(document, core, last_sentence(document, above)?),
    }
}

/// The attribution in a sentence that ends with a colon.
pub(super) fn colon_lead(document: &Document, core: &Core, sentence: Range<usize>) -> Option<Attribution> {
    let colon = kind(document, sentence.end.checked_sub(1)?) == Some(TokenKind::Colon);
    if colon { lead(document, core, sentence) } else { None }
}

/// The words before a quotation, read from the right.
fn lead(document: &Document, core: &Core, window: Range<usize>) -> Option<Attribution> {
    let tail = trim(document, window.clone()).end;
    let comma = kind(document, tail) == Some(TokenKind::Comma) && tail + 1 == window.end;
    let colon = matches!(kind(document, tail), Some(TokenKind::Colon | TokenKind::Dash)) && tail < window.end;
    let linked = comma || colon;
    let that = tail > window.start && is(document, tail - 1, &["that"]);
    let tail = tail - usize::from(that);
    let made = |speaker: Range<usize>, cue: Range<usize>, distanced: bool| {
        let speaker = trim(document, speaker);
        Some(Attribution { speaker, cue, window: window.clone(), distanced, direct: linked, before: true })
    };
    for v in (window.start..tail).rev() {
        let Some((length, distanced)) = verb_at(document, core, v).filter(|(n, _)| v + n <= tail) else { continue };
        // "issued the following statement": read from the right, its shorter end is met first.
        let end = v + length;
        let whole = |u: &usize| verb_at(document, core, *u).is_some_and(|(n, _)| u + n == end);
        let v = (v.saturating_sub(5).max(window.start)..v).find(whole).unwrap_or(v);
        let cue = v..end;
        let leading = trim(document, window.start..v).is_empty();
        if cue.end == tail && !leading {
            return made(without_adverbial(document, window.start..v), cue, distanced);
        }
        if leading && (linked || cue.end == tail) {
            return made(apposition(document, cue.end, tail), cue, distanced);
        }
        // "told reporters on Tuesday that", "issued the following statement on the attack on …:"
        let room = if colon && length > 2 { 40 } else { 15 };
        if (linked || that) && tail - cue.end <= room && names_someone(document, trim(document, window.start..v)) {
            return made(without_adverbial(document, window.start..v), cue, distanced);
        }
    }
    // NAME, TITLE, ORG: "…"
    let named = trim(document, window.start..tail);
    let capitals = named.clone().filter(|&i| is_capital(document, i)).count();
    let name = capitals >= 2 || (capitals == 1 && named.len() == 1) || (capitals == 1 && has_comma(document, &named));
    if colon && name && named.len() <= 40 && !is(document, named.start, DETERMINERS) {
        return made(named, tail..tail + 1, false);
    }
    None
}

fn has_comma(document: &Document, range: &Range<usize>) -> bool {
    range.clone().any(|i| kind(document, i) == Some(TokenKind::Comma))
}

/// Without "In a statement," or "On Monday," at its start, and without "today" at its end.
fn without_adverbial(document: &Document, range: Range<usize>) -> Range<usize> {
    let last = range.clone().rev().find(|&i| !is(document, i, &["today", "also", "has"]));
    let range = range.start..last.map_or(range.start, |i| i + 1);
    let opens = is(document, range.start, &["in", "on", "at", "after", "during", "last", "today", "but", "and", "yet"]);
    let comma = range.clone().take(12).find(|&i| kind(document, i) == Some(TokenKind::Comma));
    match comma {
        Some(comma) if opens && comma + 1 < range.end => comma + 1..range.end,
        _ => range,
    }
}
