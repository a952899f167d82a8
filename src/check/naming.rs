//! Namings. Reported ones: in "call our neighbors X" and "describe them as X" the words X are talked about, not used. Own ones: "we illegals",
//! "as a felon, I" are the speaker's choice.

use std::ops::Range;

use crate::document::Document;
use crate::words::TokenKind;
use crate::words::core::Core;

/// So many tokens may stand between the verb and the name: its object.
const OBJECT: usize = 5;

/// What an object holds none of: after these the words are no name of it.
const PREPOSITIONS: [&str; 23] = [
    "for", "on", "in", "upon", "to", "out", "off", "at", "from", "with", "back", "about", "of", "after", "by", "over",
    "before", "when", "if", "until", "because", "while", "unless",
];

/// The verb that makes the words from token `first` a name, if one does: in the same clause, with its object between.
pub(super) fn named_by(document: &Document, core: &Core, sentence: Range<u32>, first: u32) -> Option<Range<u32>> {
    let word = |i: u32| document.word(document.tokens[i as usize]);
    let is = |i: u32, words: &[&str]| words.iter().any(|w| word(i).eq_ignore_ascii_case(w));
    let mut between = 0;
    for verb in (sentence.start..first).rev() {
        let kind = document.tokens[verb as usize].kind;
        let length = |list: &crate::words::lexicon::Lexicon| list.longest_at(&document.tokens, verb as usize) as u32;
        let object = verb + length(&core.naming).max(1)..first;
        let articles = |i: &u32| is(*i, &["a", "an", "another"]);
        let plain = object.clone().find(|i| !articles(i));
        if length(&core.naming) > 0 {
            let held = !object.is_empty() && !object.clone().any(|i| is(i, &PREPOSITIONS));
            // "What the minister calls X" needs no object.
            let what = (verb.saturating_sub(OBJECT as u32 + 1).max(sentence.start)..verb).any(|i| is(i, &["what"]));
            return (held || (plain.is_none() && !object.is_empty()) || (what && object.is_empty()))
                .then_some(verb..object.start);
        }
        if length(&core.naming_as) > 0 {
            let last = object.clone().rev().find(|i| !articles(i));
            return last.filter(|&i| is(i, &["as"])).map(|_| verb..verb + 1);
        }
        let passes = kind.is_content() || kind.is_passed_over() || kind == TokenKind::Other;
        between += usize::from(kind.is_content());
        if !passes || between > OBJECT + 1 {
            return None;
        }
    }
    None
}

/// What may stand between the first person and the name that it takes.
const BETWEEN: [&str; 17] = [
    "a", "an", "the", "am", "are", "were", "was", "'m", "'re", "be", "been", "once", "all", "still", "also", "former",
    "formerly",
];

/// The words that make a match the speaker's name for themselves: "we illegals", "I was an illegal alien", "we, the
/// homeless", "as a felon, I".
pub(super) fn self_named(document: &Document, sentence: Range<u32>, matched: &Range<u32>) -> Option<Range<u32>> {
    let is = |i: u32, words: &[&str]| {
        let word = document.word(document.tokens[i as usize]);
        words.iter().any(|w| word.eq_ignore_ascii_case(w))
    };
    let comma = |i: u32| document.tokens[i as usize].kind == TokenKind::Comma;
    let before = (sentence.start..matched.start).rev().find(|&i| !comma(i) && !is(i, &BETWEEN))?;
    if is(before, &["we", "us", "i"]) {
        return Some(before..before + 1);
    }
    // The one who is meant follows: "as an illegal myself, I know".
    let after = (matched.end..sentence.end.min(matched.end + 4)).find(|&i| is(i, &["i", "we", "myself", "ourselves"]));
    after.filter(|_| is(before, &["as"])).map(|i| i..i + 1)
}
