//! The check: one document and the rules in, a verdict out. Pure: no I/O, no clock, no global.
//!
//! Order of work, each step reading only those before it: candidates by required word, matches, exceptions, the
//! gates (zone, name, mention, voice, stance), conditions, precedence.

mod conditions;
pub mod examples;
mod gates;
mod matcher;
mod naming;
mod precedence;
mod present;
mod search;
mod slots;

use std::ops::Range;

use crate::document::Document;
use crate::finding::{Finding, Held, NotJudged, Position, RuleIndex, Verdict};
use crate::rule::RuleSet;
use crate::rule::program::Trigger;
use crate::span::{Span, Text};
use crate::words::{Token, fold};
use conditions::Conditions;
use gates::Gates;
use search::Search;
use slots::DocumentSlots;

/// The language of a block of which nothing else is judged.
const ENGLISH: &str = "en";

/// What an example may take as given.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// Conditions on the whole document count as met where a rule needs them.
    pub document: bool,
    /// Only this rule runs.
    pub only: Option<u32>,
}

/// A match before the gates: token ranges of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Raw {
    /// Which match of which rule.
    trigger: Trigger,
    /// The sentence, by number; of a stem and an item, the item's.
    sentence: u32,
    /// Contiguous pieces, in order; never empty.
    pieces: Vec<Range<u32>>,
    /// The piece that stands in `sentence`.
    primary: usize,
    /// A negator that a gap passed over.
    negator: Option<u32>,
}

impl Raw {
    fn first(&self) -> u32 {
        self.pieces[0].start
    }

    /// The first token of the piece that stands in the sentence.
    fn primary_start(&self) -> u32 {
        self.pieces[self.primary].start
    }

    fn tokens(&self) -> impl Iterator<Item = u32> + '_ {
        self.pieces.iter().cloned().flatten()
    }

    fn overlaps(&self, other: &Raw) -> bool {
        self.pieces.iter().any(|a| other.pieces.iter().any(|b| a.start < b.end && b.start < a.end))
    }
}

/// Checks a document.
pub fn check(document: &Document, rules: &RuleSet) -> Verdict {
    check_given(document, rules, &Given::default())
}

/// Checks a document, with what an example takes as given.
pub fn check_given(document: &Document, rules: &RuleSet, given: &Given) -> Verdict {
    let mut verdict = Verdict { not_judged: not_judged(document, rules), ..Verdict::default() };
    let author = |tokens: &[Token], at: usize| document.author.matches_at(document.prose(), tokens, at);
    let slots = DocumentSlots { prose: document.prose(), core: &rules.program.core, author: &author };
    let raw = Search::new(document, rules, &slots).run();
    if raw.is_empty() {
        return verdict;
    }
    let gates = Gates::new(document, rules);
    let conditions = Conditions::new(document, rules, &slots, given);
    let mut passed = Vec::new();
    for one in raw {
        let rule = &rules.rules[one.trigger.rule as usize];
        if given.only.map_or(!rule.on, |only| only != one.trigger.rule) {
            continue;
        }
        if !rule.kinds.is_empty() && !rule.kinds.contains(&document.kind.kind) {
            continue;
        }
        let compiled = &rules.program.rules[one.trigger.rule as usize];
        let found = &compiled.matches[one.trigger.found_by as usize];
        if !conditions.all(&compiled.near, &one) || !conditions.all(&found.near, &one) {
            continue;
        }
        let held = gates.hold(rule, &one).or_else(|| conditions.any(&compiled.unless, &found.unless, &one));
        match held {
            Some((reason, because)) => verdict.held.push(Held {
                rule: RuleIndex(one.trigger.rule),
                span: locate(document, &one.pieces[one.primary]),
                position: position(document, one.sentence),
                voice: gates.voice(&one).0,
                reason,
                because,
            }),
            None => passed.push(one),
        }
    }
    for (winner, also) in precedence::settle(passed, rules) {
        verdict.findings.push(finding(document, rules, &gates, &winner, also));
    }
    verdict.findings.sort_by_key(|f| (f.span(), f.rule));
    // Two matches of one rule that a gate held on the same words are one.
    verdict.held.sort_by(|a, b| (a.span, a.rule, &a.reason).cmp(&(b.span, b.rule, &b.reason)));
    verdict.held.dedup_by(|b, a| a.rule == b.rule && a.span.overlaps(b.span));
    let found: Vec<(Span<Text>, RuleIndex)> = verdict.findings.iter().map(|f| (f.span(), f.rule)).collect();
    verdict.held.retain(|h| !found.iter().any(|(span, rule)| *rule == h.rule && span.overlaps(h.span)));
    verdict
}

/// The matches of patterns by themselves, for the examples of signals and slots: spans of text.
pub fn matches_of(document: &Document, rules: &RuleSet, signal: &crate::rule::program::Signal) -> Vec<Span<Text>> {
    let author = |tokens: &[Token], at: usize| document.author.matches_at(document.prose(), tokens, at);
    let slots = DocumentSlots { prose: document.prose(), core: &rules.program.core, author: &author };
    let given = Given::default();
    let conditions = Conditions::new(document, rules, &slots, &given);
    conditions.spans_of(signal).into_iter().map(|r| locate(document, &r)).collect()
}

/// Whether a topic holds in a document.
pub fn topic_holds(document: &Document, rules: &RuleSet, topic: usize) -> bool {
    let author = |tokens: &[Token], at: usize| document.author.matches_at(document.prose(), tokens, at);
    let slots = DocumentSlots { prose: document.prose(), core: &rules.program.core, author: &author };
    let given = Given::default();
    Conditions::new(document, rules, &slots, &given).topic(topic)
}

fn locate(document: &Document, tokens: &Range<u32>) -> Span<Text> {
    let first = document.tokens[tokens.start as usize];
    let last = document.tokens[(tokens.end - 1) as usize];
    document.map.locate(Span::new(first.start as usize, last.end as usize))
}

fn position(document: &Document, sentence: u32) -> Position {
    let sentence = &document.sentences[sentence as usize];
    let block = &document.blocks[sentence.block as usize];
    let heading = block.heading.map(|h| {
        let words = document.prose().get(document.blocks[h as usize].prose.range()).unwrap_or("");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    Position { sentence: locate(document, &sentence.tokens), paragraph: sentence.block + 1, heading }
}

fn finding(document: &Document, rules: &RuleSet, gates: &Gates<'_>, raw: &Raw, also: Vec<RuleIndex>) -> Finding {
    let rule = &rules.rules[raw.trigger.rule as usize];
    let (voice, speaker) = gates.voice(raw);
    let sentence = &document.sentences[raw.sentence as usize];
    let mut identity = Fnv::new();
    identity.add(&rule.category);
    identity.add(&rule.id);
    for i in sentence.tokens.clone() {
        let token = document.tokens[i as usize];
        if token.kind.is_content() {
            identity.add(&fold(document.word(token)));
        }
    }
    Finding {
        rule: RuleIndex(raw.trigger.rule),
        pieces: raw.pieces.iter().map(|p| locate(document, p)).collect(),
        primary: raw.primary,
        position: position(document, raw.sentence),
        voice,
        speaker,
        fingerprint: identity.0,
        also,
    }
}

/// FNV-1a, 64 bits: fingerprints must be the same for ever, which the standard hashers do not promise.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// What stands in a language that no rule is written for.
fn not_judged(document: &Document, rules: &RuleSet) -> Vec<NotJudged> {
    let mut found: Vec<(crate::document::language::Language, NotJudged)> = Vec::new();
    let words = |b: &crate::document::Block| b.tokens.len();
    let all: usize = document.blocks.iter().map(words).sum();
    let mut spoken: Vec<&str> = rules.rules.iter().map(|r| &*rules.packs[r.pack].language).collect();
    spoken.dedup();
    let judged = |b: &crate::document::Block| spoken.contains(&b.language.map_or(ENGLISH, |l| l.code));
    let foreign: usize = document.blocks.iter().filter(|b| !judged(b)).map(words).sum();
    for block in document.blocks.iter().filter(|b| !judged(b)) {
        let Some(language) = block.language.or_else(|| crate::document::language::by_code(ENGLISH)) else { continue };
        let first = document.map.locate(block.prose);
        match found.iter_mut().find(|(l, _)| *l == language) {
            Some((_, known)) => known.blocks += 1,
            None => found.push((
                language,
                NotJudged {
                    language: language.name.to_string(),
                    code: language.code.to_string(),
                    blocks: 1,
                    first,
                    declared: document.is_declared(language),
                    most: foreign * 2 > all,
                },
            )),
        }
    }
    found.into_iter().map(|(_, n)| n).collect()
}
