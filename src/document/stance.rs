//! Stance: the words that deny, reject, ask or report, and how far each reaches.
//!
//! An operator holds a match only where the match's first content word lies in its scope and the operator lies outside
//! the match: many triggers hold their own negator ("this is not who we are").

mod rejection;

use std::ops::Range;

use super::Document;
pub use super::clause::clause;
use super::clause::{RELATIVES, end_after};
use super::look::{AUXILIARIES, are, is, is_content, kind, last_sentence, raw, stored};
use crate::terms::Stance;
use crate::words::TokenKind;
use crate::words::core::Core;
use crate::words::lexicon::Lexicon;

/// How many words a negator reaches.
const NEGATED_WORDS: usize = 8;

/// A word or phrase that changes how the author stands to what is in its scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// Negated, rejected, question or reported.
    pub kind: Stance,
    /// The words that decide it, as tokens.
    pub words: Range<u32>,
    /// What it reaches, as tokens; in an item these may be another sentence than `words`.
    pub scope: Range<u32>,
}

/// Every operator over a sentence, those of its list's stem included: negated, rejected, question, reported, and in
/// order of place within each.
pub fn operators(document: &Document, core: &Core, sentence: usize) -> Vec<Operator> {
    let Some(range) = document.sentences.get(sentence).map(|s| s.tokens.start as usize..s.tokens.end as usize) else {
        return Vec::new();
    };
    let mut out = own_operators(document, core, range.clone());
    let block = document.sentences.get(sentence).map_or(0, |s| s.block as usize);
    out.extend(
        stem_operators(document, core, block).into_iter().map(|o| Operator { scope: stored(range.clone()), ..o }),
    );
    out.sort_by_key(|o| (o.kind, o.words.start));
    out
}

/// The operators of a block's stem that are still open where the stem ends ("We will never:"); their scope is the
/// whole block.
pub fn stem_operators(document: &Document, core: &Core, block: usize) -> Vec<Operator> {
    let Some(block) = document.blocks.get(block) else { return Vec::new() };
    let Some(stem) = block.stem.and_then(|s| last_sentence(document, s as usize)) else { return Vec::new() };
    let last = stem.clone().rev().find(|&i| is_content(document, i)).map_or(stem.end, |i| i + 1);
    own_operators(document, core, stem)
        .into_iter()
        .filter(|o| o.scope.end as usize >= last || o.words.end as usize >= last)
        .map(|o| Operator { scope: block.tokens.clone(), ..o })
        .collect()
}

/// The operator that holds a match: it lies outside `matched` and reaches `first_content`, the first word of the match
/// that carries its meaning. Negated goes before rejected, question and reported.
pub fn held_by(operators: &[Operator], matched: Range<u32>, first_content: u32) -> Option<&Operator> {
    operators
        .iter()
        .filter(|o| o.words.end <= matched.start || matched.end <= o.words.start)
        .filter(|o| o.scope.contains(&first_content))
        .min_by_key(|o| (o.kind, o.words.start))
}

fn own_operators(document: &Document, core: &Core, sentence: Range<usize>) -> Vec<Operator> {
    let mut out = negations(document, core, sentence.clone());
    out.extend(rejection::rejections(document, core, sentence.clone()));
    out.extend(questions(document, core, sentence.clone()));
    out.extend(reports(document, core, sentence));
    out
}

/// Every entry of a list in the range, longest first at each place, none within another.
fn hits(document: &Document, list: &Lexicon, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let length = list.longest_at(&document.tokens, at);
        if length > 0 && at + length <= range.end {
            out.push(at..at + length);
        }
        at += length.max(1);
    }
    out
}

/// From the words of an operator to the end of the clause that follows them. `through` also takes in clauses that hang
/// on it: those that begin with "that" or "who".
fn reach(document: &Document, words: Range<usize>, sentence: Range<usize>, through: bool) -> Range<usize> {
    let mut start = words.end;
    while start < sentence.end
        && (is(document, start, RELATIVES)
            || is(document, start, &["because"])
            || kind(document, start).is_some_and(|k| k.is_passed_over() || k == TokenKind::Colon))
    {
        start += 1;
    }
    if start >= sentence.end {
        return start..start;
    }
    let mut end = end_after(document, start, sentence.end);
    if through {
        end = end_of_claim(document, &words, start..end, sentence.end);
    }
    if opens_sentence(document, &words, &sentence) {
        // "Rejecting the myth, we …": what leads in ends at its comma.
        end = (start..end).find(|&i| kind(document, i) == Some(TokenKind::Comma)).unwrap_or(end);
    }
    start..end
}

/// The end of what is governed, with the clauses that hang on it: "the claim that we welcome people who came …" has two
/// at most. Where a claim is told, with "that", also those of time and reason, behind it or in front of its subject.
fn end_of_claim(document: &Document, words: &Range<usize>, governed: Range<usize>, limit: usize) -> usize {
    const HANG: &[&str] = &["because", "when", "where", "while", "until", "since", "after", "before", "as", "if"];
    const LEAD: &[&str] = &[
        "whatever", "when", "if", "while", "because", "although", "since", "as", "after", "before", "until", "unless",
        "to", "in", "at", "for", "on", "with", "without", "once", "where", "wherever", "however", "despite", "unlike",
    ];
    let Range { start, mut end } = governed;
    let told = (words.end.saturating_sub(1)..end + 1).any(|i| is(document, i, &["that"]));
    let beyond_lead = |from: usize, end: usize| {
        let leads = told && is(document, from, LEAD) && kind(document, end) == Some(TokenKind::Comma);
        if leads { end_after(document, end + 1, limit).max(end) } else { end }
    };
    let claim = (start..end).rev().find(|&i| is(document, i, RELATIVES)).map_or(start, |i| i + 1);
    end = beyond_lead(claim, end);
    for _ in 0..2 {
        if is(document, end, RELATIVES) || (told && is(document, end, HANG)) {
            let from = end + 1;
            end = beyond_lead(from, end_after(document, from, limit).max(end));
        }
    }
    end
}

/// Whether the words lead in to the sentence's main clause.
fn opens_sentence(document: &Document, words: &Range<usize>, sentence: &Range<usize>) -> bool {
    const LEAD: &[&str] =
        &["contrary", "despite", "under", "in", "rather", "instead", "without", "far", "if", "should", "unless"];
    words.start == sentence.start && (is(document, words.start, LEAD) || raw(document, words.start).ends_with("ing"))
}

fn negations(document: &Document, core: &Core, sentence: Range<usize>) -> Vec<Operator> {
    hits(document, &core.negators, sentence.clone())
        .into_iter()
        .filter(|words| denies(document, words) && !undoes_rejection(document, core, words))
        .map(|words| Operator {
            kind: Stance::Negated,
            scope: stored(negated(document, words.clone(), sentence.clone())),
            words: stored(words),
        })
        .collect()
}

/// Whether the negator denies what follows it: "not only", "no doubt", "will not rest" do not.
fn denies(document: &Document, words: &Range<usize>) -> bool {
    const MORE: &[&str] = &["only", "just", "merely", "simply", "solely", "least", "surprisingly", "coincidentally"];
    const NO: &[&str] = &[
        "doubt",
        "matter",
        "wonder",
        "question",
        "secret",
        "surprise",
        "coincidence",
        "accident",
        "mistake",
        "exception",
        "stranger",
        "strangers",
    ];
    // What these govern stands as said.
    const STANDS: &[&str] = &[
        "forget",
        "forgotten",
        "ignore",
        "overlook",
        "deny",
        "denied",
        "doubt",
        "rest",
        "stop",
        "hesitate",
        "tire",
        "waver",
        "cease",
        "surprised",
        "surprising",
        "alone",
        "before",
        "again",
        "fail",
        // "It is not fair that …": what follows is so.
        "fair",
        "acceptable",
        "okay",
    ];
    // What must not, cannot or will not be borne is there.
    const BORNE: &[&str] = &[
        "bow",
        "yield",
        "surrender",
        "tolerate",
        "afford",
        "bear",
        "cave",
        "bend",
        "hold",
        "foot",
        "footing",
        "pay",
        "paying",
        "fund",
        "funding",
        "subsidize",
        "subsidizing",
    ];
    const MODALS: &[&str] = &["should", "must", "can", "ca", "could", "will", "wo", "shall"];
    let (at, next) = (words.start, words.end);
    let plain = is(document, next - 1, &["not", "n't", "never", "cannot", "no", "neither"]);
    let with_no =
        is(document, at, &["no"]) && (is(document, next, NO) || kind(document, next) == Some(TokenKind::Period));
    let but = is(document, next - 1, &["nothing"]) && is(document, next, &["but", "less", "short"]);
    let aside = is(document, at, &["not", "no"]) && is(document, at.wrapping_sub(1), &["if", "or", "why"]);
    let mention = are(document, at, &["not", "to", "mention"]);
    let stands = plain
        && !is(document, at, &["no"])
        && is(document, next, STANDS)
        && !is(document, next + 1, &["calling", "saying"]);
    let verb = next + usize::from(is(document, next, &["be", "have"]));
    let modal = is(document, next - 1, &["cannot"]) || (plain && is(document, next.wrapping_sub(2), MODALS));
    let borne = modal && is(document, verb, BORNE);
    // "Nobody knows how many …", "offers amnesty to no one and cuts off …"
    let nobody = is(document, at, &["nobody", "no", "none"]) && !plain;
    let known = nobody && is(document, next, &["knows", "knew", "denies", "doubts"]);
    let object = nobody && (is(document, next, &["and", "but"]) || kind(document, next) == Some(TokenKind::Comma));
    let held = with_no || but || aside || mention || stands || borne || known || object;
    !(plain && is(document, next, MORE) || held)
}

/// "We do not reject …": the two cancel out.
fn undoes_rejection(document: &Document, core: &Core, words: &Range<usize>) -> bool {
    let length = core.rejectors.longest_at(&document.tokens, words.end);
    length > 0 && rejection::head(document, &(words.end..words.end + length)).is_none()
}

/// A negator reaches eight words, at most to the end of its clause, and stops at "but".
fn negated(document: &Document, words: Range<usize>, sentence: Range<usize>) -> Range<usize> {
    // What is not believed is denied; what is not forgotten is not.
    const BELIEF: &[&str] = &[
        "believe",
        "believes",
        "believed",
        "think",
        "thinks",
        "thought",
        "say",
        "says",
        "said",
        "saying",
        "telling",
        "write",
        "writes",
        "wrote",
        "written",
        "writing",
        "pretending",
        "claiming",
        "tell",
        "tells",
        "told",
        "accept",
        "accepts",
        "accepted",
        "agree",
        "agrees",
        "agreed",
        "mean",
        "means",
        "meant",
        "suggest",
        "suggests",
        "imply",
        "implies",
        "claim",
        "claims",
        "claimed",
        "pretend",
        "pretends",
        "pretended",
        "imagine",
        "imagines",
        "buy",
        "assume",
        "assumes",
        "true",
        "case",
        "evidence",
        "fact",
        "call",
        "those",
        "people",
    ];
    let near = reach(document, words.clone(), sentence.clone(), false);
    let belief = near.clone().any(|i| is(document, i, BELIEF));
    let whole = if belief { reach(document, words, sentence, true) } else { near };
    let mut left = NEGATED_WORDS;
    // "Anyone without a visa must leave": what lacks something is no part of the verb.
    let without = is(document, whole.start.wrapping_sub(1), &["without"]);
    // "No plan for gangs" denies the plan.
    let none = is(document, whole.start.wrapping_sub(1), &["no"]);
    for i in whole.clone() {
        if left == 0
            || is(document, i, &["but", "until", "unless"])
            || (without && is(document, i, AUXILIARIES))
            || (none && is(document, i, &["for", "with", "against"]))
        {
            return whole.start..i;
        }
        left -= usize::from(is_content(document, i));
    }
    whole
}

fn questions(document: &Document, core: &Core, sentence: Range<usize>) -> Vec<Operator> {
    let closing = |k| matches!(k, TokenKind::Close) || TokenKind::is_passed_over(k);
    let last = sentence.clone().rev().find(|&i| !kind(document, i).is_some_and(closing));
    let asked = last.filter(|&i| kind(document, i) == Some(TokenKind::Question));
    let mut out: Vec<Operator> = asked
        .map(|i| Operator { kind: Stance::Question, words: stored(i..i + 1), scope: stored(sentence.clone()) })
        .into_iter()
        .collect();
    for words in hits(document, &core.hypotheticals, sentence.clone()) {
        // "hundreds, if not thousands"
        if is(document, words.end, &["not", "any", "anything", "ever"]) {
            continue;
        }
        let scope = reach(document, words.clone(), sentence.clone(), true);
        out.push(Operator { kind: Stance::Question, words: stored(words), scope: stored(scope) });
    }
    out
}

/// "The bill excludes …", "Under current law, …": somebody else's rule, told.
fn reports(document: &Document, core: &Core, sentence: Range<usize>) -> Vec<Operator> {
    let mut out = Vec::new();
    for subject in hits(document, &core.reported_subjects, sentence.clone()) {
        if (subject.start.saturating_sub(3).max(sentence.start)..subject.start).any(|i| is(document, i, &["our", "my"]))
        {
            continue;
        }
        if let Some(under) = under(document, subject.start, &sentence) {
            out.push(whole_sentence(under..subject.end, &sentence));
            continue;
        }
        let near = subject.end..sentence.end.min(subject.end + 6);
        let verb = hits(document, &core.reported_verbs, near).into_iter().next();
        if let Some(verb) = verb.filter(|v| governs(document, subject.end..v.start)) {
            let scope = reach(document, verb.clone(), sentence.clone(), true);
            out.push(Operator { kind: Stance::Reported, words: stored(subject.start..verb.end), scope: stored(scope) });
        }
    }
    // "Under Section 3," needs no list.
    for i in sentence.clone().filter(|&i| is(document, i, &["section", "title", "article", "chapter"])) {
        if let Some(under) = under(document, i, &sentence)
            && kind(document, i + 1) == Some(TokenKind::Number)
        {
            out.push(whole_sentence(under..i + 2, &sentence));
        }
    }
    out
}

/// Whether a subject can reach its verb over these tokens: commas in pairs, no other mark, no "and".
fn governs(document: &Document, mut between: Range<usize>) -> bool {
    let commas = between.clone().filter(|&i| kind(document, i) == Some(TokenKind::Comma)).count();
    commas % 2 == 0
        && between.all(|i| {
            let comma = kind(document, i) == Some(TokenKind::Comma);
            (comma || is_content(document, i)) && !is(document, i, &["and", "or", "but"])
        })
}

fn whole_sentence(words: Range<usize>, sentence: &Range<usize>) -> Operator {
    Operator { kind: Stance::Reported, scope: stored(words.end..sentence.end), words: stored(words) }
}

/// Where "Under" opens the sentence, or follows a comma, at most six words before `at`.
fn under(document: &Document, at: usize, sentence: &Range<usize>) -> Option<usize> {
    (at.saturating_sub(6).max(sentence.start)..at).rev().find(|&i| {
        let opens = i == sentence.start || kind(document, i - 1) == Some(TokenKind::Comma);
        opens && is(document, i, &["under"])
    })
}

#[cfg(test)]
mod tests;
