//! Words that reject a frame: verbs that govern what follows, nouns that name a frame as false, other people's claims.

use std::ops::Range;

use super::super::Document;
use super::super::clause::{RELATIVES, clause, is_verb};
use super::super::look::{AUXILIARIES, DETERMINERS, PRONOUNS, is, is_content, kind, raw, stored};
use super::{Operator, governs, hits, reach};
use crate::terms::Stance;
use crate::words::TokenKind;
use crate::words::core::Core;

/// Heads of the nouns among the rejectors; the other entries govern what follows.
const NOUNS: &[&str] = &[
    "myth",
    "myths",
    "trope",
    "tropes",
    "stereotype",
    "stereotypes",
    "rhetoric",
    "narrative",
    "narratives",
    "lie",
    "lies",
    "falsehood",
    "falsehoods",
    "fiction",
    "fantasy",
    "fallacy",
    "choice",
    "framing",
    "frame",
    "point",
    "points",
    "scapegoat",
    "scapegoats",
    "scapegoating",
    "stereotyping",
    "whistle",
    "whistles",
    "misconception",
    "misconceptions",
    "misperception",
    "caricature",
    "caricatures",
    "pretext",
    "pretexts",
    "propaganda",
    "misinformation",
    "disinformation",
    "slur",
    "slurs",
    "smear",
    "smears",
    "theory",
    "theories",
    "language",
    "term",
    "terms",
    "euphemism",
    "euphemisms",
    "speech",
    "politics",
    "tactic",
    "tactics",
    "fearmongering",
    "gaslighting",
    "campaign",
    "slogan",
];
/// What joins such a noun to the frame after it.
const LINKS: &[&str] = &["of", "that", "about", "as", "like", "which"];
/// Beginnings of verbs whose object is always a claim.
const CLAIMS: &[&str] = &["claim", "alleg", "insist", "contend", "pretend", "boast"];
/// "Calling people illegal is how …".
const NAMING: &[&str] =
    &["calling", "labeling", "labelling", "branding", "describing", "portraying", "painting", "casting", "treating"];

pub(super) fn rejections(document: &Document, core: &Core, sentence: Range<usize>) -> Vec<Operator> {
    let mut out = Vec::new();
    for words in hits(document, &core.rejectors, sentence.clone()) {
        let scopes = match head(document, &words) {
            Some(noun) => noun_scopes(document, noun, &words, &sentence),
            None => verb_scope(document, &words, &sentence).into_iter().collect(),
        };
        // "a lie that": a match may begin with the word that joins, and is rejected all the same.
        let last = words.clone().rev().find(|&i| !is(document, i, LINKS)).unwrap_or(words.start);
        let joined = |scope: Range<usize>| if scope.start == words.end { last + 1..scope.end } else { scope };
        out.extend(scopes.into_iter().map(|scope| operator(words.start..last + 1, joined(scope))));
    }
    claims(document, core, &sentence, &mut out);
    opponents(document, core, &sentence, &mut out);
    naming(document, &sentence, &mut out);
    out
}

fn operator(words: Range<usize>, scope: Range<usize>) -> Operator {
    Operator { kind: Stance::Rejected, words: stored(words), scope: stored(scope) }
}

/// The noun at the head of a rejector, where it is one: "the narrative of" is headed by "narrative".
pub(super) fn head(document: &Document, words: &Range<usize>) -> Option<usize> {
    let last = words.clone().rev().find(|&i| !is(document, i, LINKS))?;
    is(document, last, NOUNS).then_some(last)
}

fn is_denied(document: &Document, at: usize) -> bool {
    is(document, at, &["not", "n't", "never", "no", "cannot"])
}

/// What a verb or phrase governs: the rest of its clause with one that-clause, or its subject where it is passive.
fn verb_scope(document: &Document, words: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let before = words.start.checked_sub(1).filter(|&i| i >= sentence.start);
    if before.is_some_and(|i| is_denied(document, i)) {
        return None;
    }
    // "resist, and grapple with …": no object.
    if kind(document, words.end) == Some(TokenKind::Comma) {
        return None;
    }
    let passive = raw(document, words.end - 1).ends_with("ed")
        && before.is_some_and(|i| is(document, i, &["is", "are", "was", "were", "been", "being", "be", "'s"]))
        && !is(document, words.end, &["to"]);
    if let Some(i) = before.filter(|_| passive) {
        return Some(subject(document, i, sentence));
    }
    Some(reach(document, words.clone(), sentence.clone(), true))
}

/// The clause before `at`, and the one that it goes on from: "the idea that X is", "people who say X are".
fn subject(document: &Document, at: usize, sentence: &Range<usize>) -> Range<usize> {
    let mut start = clause(document, at as u32).start as usize;
    if start > sentence.start + 1 && is(document, start - 1, RELATIVES) {
        start = clause(document, (start - 2) as u32).start as usize;
    }
    start.max(sentence.start)..at
}

/// A noun rejects the clause behind "of", "that", "about"; the words compounded with it; and its subject in
/// "X is a myth".
fn noun_scopes(document: &Document, noun: usize, words: &Range<usize>, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    if noun + 1 < words.end || is(document, noun + 1, LINKS) || are_quoted(document, noun + 1) {
        let start = if noun + 1 < words.end { words.end } else { noun + 2 };
        out.push(reach(document, words.start..start, sentence.clone(), true));
    }
    let compound = compound(document, words.start, sentence.start);
    let mut at = compound.start;
    while at > sentence.start && is(document, at - 1, &["a", "an", "the", "just", "simply", "another", "yet", "pure"]) {
        at -= 1;
    }
    if at > sentence.start && is(document, at - 1, &["is", "are", "was", "were", "'s", "be", "remains"]) {
        let denied = (at..noun).any(|i| is_denied(document, i)) || is_denied(document, at);
        if !denied {
            out.push(subject(document, at - 1, sentence));
        }
    }
    if !compound.is_empty() {
        out.push(compound);
    }
    out
}

/// "such as", a colon or an opening mark: examples of the frame follow.
fn are_quoted(document: &Document, at: usize) -> bool {
    matches!(kind(document, at), Some(TokenKind::Colon | TokenKind::QuoteOpen)) || is(document, at, &["such"])
}

/// The words right before a noun that make one term with it: "the model minority myth".
fn compound(document: &Document, at: usize, from: usize) -> Range<usize> {
    const STOPS: &[&str] = &[
        "of", "in", "to", "and", "or", "but", "for", "with", "by", "on", "from", "at", "as", "into", "not", "against",
        "about",
    ];
    let joins = |i: usize| {
        let word = is_content(document, i)
            && !is(document, i, DETERMINERS)
            && !is(document, i, STOPS)
            && !is(document, i, PRONOUNS)
            && !is(document, i, AUXILIARIES)
            && !is_verb(document, i);
        word || kind(document, i).is_some_and(TokenKind::is_passed_over)
    };
    let mut start = at;
    while start > from.max(at.saturating_sub(6)) && joins(start - 1) {
        start -= 1;
    }
    start..at
}

/// What others claim: "they say that", "politicians claim", "the governor alleged that", "blamed immigrants for".
fn claims(document: &Document, core: &Core, sentence: &Range<usize>, out: &mut Vec<Operator>) {
    for words in hits(document, &core.claimed, sentence.clone()) {
        if first_person(document, words.start, sentence.start) {
            continue;
        }
        let scope = reach(document, words.clone(), sentence.clone(), true);
        let that = (words.end..words.end + 2).any(|i| is(document, i, &["that"]));
        // A noun ("their claims", "the claims backlog") is a claim only with "that".
        let determined = words.start > sentence.start && is(document, words.start - 1, DETERMINERS);
        let bare = is(document, words.start, &["claim", "claims"]) && !has_clause(document, &scope);
        let noun = determined || bare || is(document, words.end, &["with"]);
        let blames = scope.clone().any(|i| is(document, i, &["for", "of"]))
            && ["blam", "accus"].iter().any(|p| starts(document, words.start, p));
        let claims = words.len() > 1 || CLAIMS.iter().any(|p| starts(document, words.start, p));
        if that || (!noun && (claims || blames)) {
            let scope = words.end..scope.end;
            out.push(operator(words, scope));
        }
    }
}

/// How many words may stand between an opponent and the verb: "opponents of the bill argue".
const TO_THE_VERB: usize = 8;

/// What opponents say, without quotation marks: "critics of the bill warn that", "according to critics,".
fn opponents(document: &Document, core: &Core, sentence: &Range<usize>, out: &mut Vec<Operator>) {
    for who in hits(document, &core.opponents, sentence.clone()) {
        // "Some of our members say" is no opponent.
        if is(document, who.end, &["of"]) && first_person(document, who.end + 4, who.end) {
            continue;
        }
        let near = who.end..sentence.end.min(who.end + TO_THE_VERB);
        let verb = hits(document, &core.saying, near).into_iter().next();
        if let Some(verb) = verb.filter(|verb| governs(document, who.end..verb.start)) {
            let end = reach(document, verb.clone(), sentence.clone(), true).end;
            out.push(operator(who.start..verb.end, verb.end..end));
        }
        // "Mistakes were made, they said."
        let behind = who.end + 1;
        let said = core.saying.longest_at(&document.tokens, who.end) == 1 && !is_content(document, behind);
        if said && kind(document, who.start.wrapping_sub(1)) == Some(TokenKind::Comma) {
            out.push(operator(who.start..behind, sentence.start..who.start));
        }
        let by = (who.start.saturating_sub(5).max(sentence.start)..who.start).rev();
        if let Some(to) =
            by.clone().find(|&i| is(document, i, &["to"]) && is(document, i.wrapping_sub(1), &["according"]))
        {
            out.push(operator(to - 1..who.end, sentence.clone()));
        }
    }
}

/// Whether a subject and its verb begin the range, or an infinitive.
fn has_clause(document: &Document, range: &Range<usize>) -> bool {
    const NO_SUBJECT: &[&str] = &["for", "on", "of", "since", "against", "and", "or", "in", "by", "from"];
    is(document, range.start, &["to"])
        || (!is(document, range.start, NO_SUBJECT) && range.clone().take(6).skip(1).any(|i| is_verb(document, i)))
}

fn starts(document: &Document, at: usize, prefix: &str) -> bool {
    raw(document, at).get(..prefix.len()).is_some_and(|p| p.eq_ignore_ascii_case(prefix))
}

/// Whether the author is the subject: then the claim is the author's own.
fn first_person(document: &Document, at: usize, from: usize) -> bool {
    (at.saturating_sub(4).max(from)..at).any(|i| is(document, i, &["we", "i", "our", "us"]))
}

/// "Calling people illegal is how …", "attack us by calling us illegals".
fn naming(document: &Document, sentence: &Range<usize>, out: &mut Vec<Operator>) {
    for i in sentence.clone().filter(|&i| is(document, i, NAMING)) {
        let placed = i == sentence.start || is(document, i - 1, &["by", "for", "of", "that", "without", "from"]);
        let other = is(document, i + 1, &["on", "for", "upon", "all", "attention"]);
        if placed && !other {
            let scope = reach(document, i..i + 1, sentence.clone(), false);
            let end = scope.clone().find(|&j| is(document, j, &["is", "was", "does", "has"])).unwrap_or(scope.end);
            out.push(operator(i..i + 1, scope.start..end));
        }
    }
}
