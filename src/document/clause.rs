//! Where a clause begins and ends.

use std::ops::Range;

use super::Document;
use super::look::{
    AUXILIARIES, DETERMINERS, PRONOUNS, SMALL, has, is, is_capital, is_content, kind, raw, sentence_range, stored,
};
use crate::words::{CLITIC, TokenKind};

/// Words that begin a clause of their own when a subject follows.
const CONJUNCTIONS: &[&str] = &["and", "but", "or", "so", "yet"];
/// Words that subordinate whatever follows.
const REASONS: &[&str] = &["because", "although", "whereas"];
/// Words that subordinate where a verb follows.
const SUBORDINATORS: &[&str] = &["while", "though", "unless", "until", "when", "if"];
/// Relative words: they are the subject, or one follows.
pub(super) const RELATIVES: &[&str] = &["who", "that", "which", "whom", "whose"];
/// Past forms that end neither in -ed nor in -s and often follow a subject.
const IRREGULAR: &[&str] = &[
    "said", "told", "say", "think", "know", "knew", "made", "make", "came", "come", "went", "go", "fought", "fight",
    "built", "left", "took", "take", "gave", "give", "stood", "stand", "saw", "see", "want", "need", "became",
    "become", "felt", "feel", "found", "got", "get", "kept", "keep", "led", "lost", "paid", "pay", "put", "ran",
    "spoke", "spent", "won", "wrote", "believe", "deserve", "work", "live", "face", "call", "demand", "reject",
    "condemn", "oppose", "refuse", "support", "belong", "grew", "held", "brought", "broke", "bore", "began", "never",
    "always",
];
/// Words that end in -s and are no verbs.
const NO_VERBS: &[&str] = &[
    "this", "his", "its", "us", "as", "thus", "unless", "always", "perhaps", "across", "plus", "versus", "less", "yes",
];

/// The clause that holds the token: within its sentence, between `; : — ( )` and the places where a comma,
/// conjunction or relative word is followed by a new subject with its verb.
pub fn clause(document: &Document, token: u32) -> Range<u32> {
    let at = token as usize;
    let sentence = sentence_range(document, at);
    let start = (sentence.start..at).rev().find_map(|i| boundary(document, i, sentence.end)).unwrap_or(sentence.start);
    let start = start.min(at);
    stored(start..end_after(document, at, sentence.end))
}

/// Where the clause that holds `at` ends, at most `limit`.
pub(super) fn end_after(document: &Document, at: usize, limit: usize) -> usize {
    (at + 1..limit).find(|&i| boundary(document, i, limit).is_some()).unwrap_or(limit)
}

/// Whether a clause ends before token `i`; the value is the first token of the next one.
fn boundary(document: &Document, i: usize, limit: usize) -> Option<usize> {
    let kind = kind(document, i)?;
    match kind {
        TokenKind::Semicolon | TokenKind::Colon | TokenKind::Dash | TokenKind::Open | TokenKind::Close => Some(i + 1),
        TokenKind::Comma => {
            let next = skip(document, i + 1, limit);
            // The word after the comma begins the clause itself where it is a conjunction.
            let joined = is(document, next, CONJUNCTIONS)
                || is(document, next, REASONS)
                || is(document, next, SUBORDINATORS)
                || is(document, next, RELATIVES);
            (!joined && is_subject(document, next, limit)).then_some(i + 1)
        }
        TokenKind::Word if is(document, i, CONJUNCTIONS) => {
            let next = skip(document, i + 1, limit);
            // After a comma any noun phrase with its verb will do.
            let bare = kind_before(document, i) == Some(TokenKind::Comma) && is_bare_subject(document, next, limit);
            (bare || is_subject(document, next, limit)).then_some(i + 1)
        }
        TokenKind::Word if is(document, i, REASONS) => (!is(document, i + 1, &["of"])).then_some(i + 1),
        TokenKind::Word if is(document, i, SUBORDINATORS) && !is(document, i.wrapping_sub(1), &["as", "what"]) => {
            has_verb(document, i + 1, limit, 5).then_some(i + 1)
        }
        TokenKind::Word if is(document, i, RELATIVES) => relative(document, i, limit),
        _ => None,
    }
}

/// "families who cross", "the idea that they are": not "that bill", "so that".
fn relative(document: &Document, i: usize, limit: usize) -> Option<usize> {
    let that = is(document, i, &["that"]);
    let alone = is_verb(document, i + 1) || (!that && is_content(document, i + 1));
    // "that" after a verb or preposition with a noun behind it is a determiner.
    (alone || has_verb(document, i + 2, limit, 4)).then_some(i + 1)
}

/// The first token from `at` that is no adverb or quotation mark.
fn skip(document: &Document, at: usize, limit: usize) -> usize {
    (at..limit)
        .find(|&i| {
            let mark = kind(document, i).is_some_and(TokenKind::is_passed_over);
            !mark && !is(document, i, &["then", "now", "today", "instead", "yet", "still", "too", "also"])
        })
        .unwrap_or(limit)
}

/// Whether a subject with its verb begins at `at`.
fn is_subject(document: &Document, at: usize, limit: usize) -> bool {
    if at >= limit || !is_content(document, at) || is_verb(document, at) {
        return false;
    }
    if is(document, at, PRONOUNS) {
        let personal = is(document, at, &["i", "we", "you", "he", "she", "they"]);
        return has_verb(document, at + 1, limit, 3) || (personal && verb_follows(document, at + 1));
    }
    if is(document, at, DETERMINERS) || is_capital(document, at) {
        // The word after a determiner is the noun, even where it looks like a verb.
        let from = at + 1 + usize::from(is(document, at, DETERMINERS));
        return has_verb(document, from, limit, 3);
    }
    // A bare plural is a subject only where an auxiliary follows at once.
    !is(document, at, SMALL) && raw(document, at).ends_with('s') && is(document, at + 1, AUXILIARIES)
}

fn kind_before(document: &Document, at: usize) -> Option<TokenKind> {
    at.checked_sub(1).and_then(|i| kind(document, i))
}

/// "inner-city families paid": no determiner, but a verb that no plural noun can be.
fn is_bare_subject(document: &Document, at: usize, limit: usize) -> bool {
    let starts = is_content(document, at) && !is(document, at, SMALL) && !is_verb(document, at);
    starts
        && (at + 1..limit.min(at + 6))
            .take_while(|&i| is_content(document, i) && !is(document, i, SMALL))
            .any(|i| is_verb(document, i) && (!raw(document, i).ends_with('s') || is(document, i, AUXILIARIES)))
}

/// After a personal pronoun any word that is no small one is its verb.
fn verb_follows(document: &Document, at: usize) -> bool {
    kind(document, at) == Some(TokenKind::Word) && !is(document, at, SMALL) && !is(document, at, CONJUNCTIONS)
}

/// Whether a verb stands within `reach` tokens from `at`, before any mark.
fn has_verb(document: &Document, at: usize, limit: usize, reach: usize) -> bool {
    (at..limit.min(at + reach))
        .take_while(|&i| is_content(document, i) || kind(document, i).is_some_and(TokenKind::is_passed_over))
        .take_while(|&i| !is(document, i, CONJUNCTIONS))
        .any(|i| is_verb(document, i))
}

/// Whether the word looks like a finite verb where it stands.
pub(super) fn is_verb(document: &Document, at: usize) -> bool {
    // A possessive 's is no verb: a noun follows without article.
    if is(document, at, &["'s"]) {
        return is(document, at + 1, DETERMINERS) || is(document, at + 1, &["not", "been", "time"]);
    }
    if is_capital(document, at) || is(document, at, NO_VERBS) {
        return false;
    }
    if is(document, at, AUXILIARIES) || is(document, at, IRREGULAR) || has(document, at, CLITIC) {
        return true;
    }
    let word = raw(document, at);
    if word.ends_with("ed") && word.len() > 4 {
        return !is(document, at + 1, &["by"]);
    }
    // A plural noun is followed by a preposition, a conjunction or its verb.
    word.ends_with('s') && word.len() > 3 && follows_verb(document, at + 1)
}

fn follows_verb(document: &Document, at: usize) -> bool {
    is(document, at, DETERMINERS)
        || is(
            document,
            at,
            &["me", "us", "them", "him", "her", "it", "to", "that", "not", "how", "what", "why", "when"],
        )
        || is_capital(document, at)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::read;
    use super::*;

    /// A sentence with bars where clauses end, and the word whose clause is asked for.
    const TABLE: &[(&str, &str, &str)] = &[
        ("We reject the raids; they harm us.", "raids", "We reject the raids"),
        ("We reject the raids; they harm us.", "harm", "they harm us."),
        ("We demand this: the city must act.", "city", "the city must act."),
        ("Families — many of them renters — lost homes.", "many", "many of them renters"),
        ("The raids (three so far) must end.", "three", "three so far"),
        ("We will not stop, and we will win.", "stop", "We will not stop,"),
        ("We will not stop, and we will win.", "win", "we will win."),
        ("They fled war, poverty and hunger.", "fled", "They fled war, poverty and hunger."),
        ("We are not criminals, but they call us illegals.", "illegals", "they call us illegals."),
        ("We are not criminals but neighbors.", "neighbors", "We are not criminals but neighbors."),
        ("He left because the rent was high.", "left", "He left"),
        ("He left because the rent was high.", "rent", "the rent was high."),
        ("We stand with people who were detained.", "detained", "were detained."),
        ("We reject the idea that immigrants are a burden.", "burden", "immigrants are a burden."),
        ("We reject the idea that immigrants are a burden.", "reject", "We reject the idea"),
        ("They rejected that bill in May.", "May", "They rejected that bill in May."),
        ("While the mayor waits, rents are rising.", "rents", "rents are rising."),
        ("While the mayor waits, rents are rising.", "mayor", "While the mayor waits"),
        (
            "The bill cuts aid, the workers and the schools.",
            "schools",
            "The bill cuts aid, the workers and the schools.",
        ),
        ("The bill failed, the mayor said on Monday.", "mayor", "the mayor said on Monday."),
        ("We never asked for this, yet Congress has cut aid.", "Congress", "Congress has cut aid."),
        ("Unlike other immigrants, they never asked for handouts.", "immigrants", "Unlike other immigrants"),
        ("Unlike other immigrants, they never asked for handouts.", "handouts", "they never asked for handouts."),
        ("Maria Lopez, director of the union, spoke.", "spoke", "Maria Lopez, director of the union, spoke."),
        ("We do not call people illegal, and neighbors are not aliens.", "aliens", "neighbors are not aliens."),
        ("We fight for Black, Latino and Asian workers.", "workers", "We fight for Black, Latino and Asian workers."),
        ("Our city's tenants deserve better, and it's time to act.", "time", "it's time to act."),
        ("The policy which excludes them must end.", "excludes", "excludes them must end."),
        ("We march for those whose names we know.", "march", "We march for those"),
        (
            "She works two jobs and cares for three children.",
            "cares",
            "She works two jobs and cares for three children.",
        ),
        ("They want a wall, so we build a bridge.", "bridge", "we build a bridge."),
        ("The law passed although voters had said no.", "passed", "The law passed"),
    ];

    #[test]
    fn clauses_end_at_marks_and_new_subjects() {
        let mut wrong = Vec::new();
        for (text, word, expected) in TABLE {
            let fixture = read(text);
            let found = clause(&fixture.document, fixture.find(word).start as u32);
            if fixture.text(found.clone()) != *expected {
                wrong.push(format!("{text} [{word}]: {}", fixture.text(found)));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
