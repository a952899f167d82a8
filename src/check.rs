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
mod slots;

use std::borrow::Cow;
use std::ops::Range;

use crate::document::Document;
use crate::finding::{Finding, Held, NotJudged, Position, RuleIndex, Verdict};
use crate::rule::RuleSet;
use crate::rule::program::{Finder, Mask, Match, Trigger};
use crate::span::{Span, Text};
use crate::words::{Token, TokenKind, fold};
use conditions::Conditions;
use gates::Gates;
use matcher::{Hit, Matcher, View};
use slots::DocumentSlots;

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
    let mut search = Search {
        document,
        rules,
        slots: &slots,
        matcher: Matcher::default(),
        hits: Vec::new(),
        candidates: Vec::new(),
    };
    let raw = search.run();
    if raw.is_empty() {
        return verdict;
    }
    let gates = Gates::new(document, rules);
    let conditions = Conditions::new(document, rules, &slots, given);
    let mut passed = Vec::new();
    for one in raw {
        if given.only.is_some_and(|r| r != one.trigger.rule) {
            continue;
        }
        let rule = &rules.rules[one.trigger.rule as usize];
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

/// Finds the matches of all rules, one pass over the tokens.
struct Search<'a> {
    document: &'a Document,
    rules: &'a RuleSet,
    slots: &'a DocumentSlots<'a>,
    matcher: Matcher,
    hits: Vec<Hit>,
    candidates: Vec<(Trigger, usize)>,
}

/// The language of a block of which nothing else is judged.
const ENGLISH: &str = "en";

impl Search<'_> {
    fn run(&mut self) -> Vec<Raw> {
        let mut out = Vec::new();
        for (number, sentence) in self.document.sentences.iter().enumerate() {
            let block = &self.document.blocks[sentence.block as usize];
            let language = block.language.map_or(ENGLISH, |l| l.code);
            if !self.rules.packs.iter().any(|p| p.language == language) {
                continue;
            }
            self.sentence(number, language, std::slice::from_ref(&sentence.tokens), &mut out);
            if block.sentences.start == number as u32
                && let Some(stem) = block.stem.and_then(|b| self.stem(b))
            {
                self.sentence(number, language, &[stem, sentence.tokens.clone()], &mut out);
            }
            if let Some(halves) = self.interrupted(sentence.tokens.clone()) {
                self.sentence(number, language, &halves, &mut out);
            }
        }
        out
    }

    /// Finds the matches in a sentence, or in pieces that are read as one: then only those that cross from one piece to
    /// another, since the others are found there.
    fn sentence(&mut self, number: usize, language: &str, pieces: &[Range<u32>], out: &mut Vec<Raw>) {
        let tokens: Cow<'_, [Token]> = match pieces {
            [one] => Cow::Borrowed(&self.document.tokens[one.start as usize..one.end as usize]),
            more => Cow::Owned(more.iter().cloned().flatten().map(|i| self.document.tokens[i as usize]).collect()),
        };
        let mut candidates = std::mem::take(&mut self.candidates);
        self.candidates(&tokens, language, &mut candidates);
        if !candidates.is_empty() {
            let view = View { tokens: &tokens, any_case: self.document.any_case(number) };
            let map = |i: usize| {
                let mut left = i as u32;
                let inside = pieces.iter().find(|p| {
                    let here = left < p.len() as u32;
                    left -= if here { 0 } else { p.len() as u32 };
                    here
                });
                inside.map_or(0, |p| p.start + left)
            };
            let from = out.len();
            self.view(view, &map, &candidates, number, out);
            if pieces.len() > 1 {
                let kept: Vec<Raw> = out.drain(from..).filter(|r| r.pieces.len() > 1).collect();
                out.extend(kept);
            }
        }
        self.candidates = candidates;
    }

    /// The halves of a quotation that its attribution interrupts: "We speak," said Dana Cole, "for the voiceless."
    fn interrupted(&self, sentence: Range<u32>) -> Option<[Range<u32>; 2]> {
        let kind = |i: u32| self.document.tokens.get(i as usize).map(|t| t.kind);
        let mark = |i: &u32| {
            kind(*i)
                .is_some_and(|k| matches!(k, TokenKind::QuoteOpen | TokenKind::QuoteClose | TokenKind::QuoteStraight))
        };
        let mut marks = sentence.clone().filter(mark);
        // The sentence splitter may leave the last mark outside.
        let (open, close, again) = (marks.next()?, marks.next()?, marks.next()?);
        let end = marks.next().unwrap_or(sentence.end);
        let comma = kind(close.checked_sub(1)?) == Some(TokenKind::Comma);
        // An attribution is short.
        (comma && open + 1 < close && again - close <= 24 && again + 1 < end)
            .then(|| [open + 1..close - 1, again + 1..end])
    }

    /// The last sentence of the block that leads into a list, without its colon.
    fn stem(&self, block: u32) -> Option<Range<u32>> {
        let block = &self.document.blocks[block as usize];
        let last = self.document.sentences.get(block.sentences.end.checked_sub(1)? as usize)?;
        let end = last.tokens.clone().rev().find(|&i| self.document.tokens[i as usize].kind.is_content())?;
        Some(last.tokens.start..end + 1)
    }

    fn candidates(&self, tokens: &[Token], language: &str, out: &mut Vec<(Trigger, usize)>) {
        out.clear();
        for (i, token) in tokens.iter().enumerate() {
            if token.word != 0 {
                out.extend(self.rules.program.triggers(token.word).iter().map(|&t| (t, i)));
            }
        }
        // A rule never runs on a language that it was not written for.
        out.retain(|(t, _)| {
            let pack = self.rules.rules[t.rule as usize].pack;
            self.rules.packs[pack].language == language
        });
        out.sort_unstable();
    }

    fn view(
        &mut self,
        view: View<'_>,
        map: &dyn Fn(usize) -> u32,
        candidates: &[(Trigger, usize)],
        sentence: usize,
        out: &mut Vec<Raw>,
    ) {
        self.matcher.begin();
        let present = Mask::of(view.tokens.iter().map(|t| t.word));
        let mut i = 0;
        while i < candidates.len() {
            let trigger = candidates[i].0;
            if !self.can_hold(trigger, &present) {
                i += candidates[i..].iter().take_while(|c| c.0 == trigger).count();
                continue;
            }
            let mut next_free = 0;
            self.hits.clear();
            while i < candidates.len() && candidates[i].0 == trigger {
                let anchor = candidates[i].1;
                i += 1;
                let found = &self.rules.program.rules[trigger.rule as usize].matches[trigger.found_by as usize];
                next_free = self.try_match(view, found, anchor, next_free);
            }
            let found = &self.rules.program.rules[trigger.rule as usize].matches[trigger.found_by as usize];
            let hits = std::mem::take(&mut self.hits);
            for hit in &hits {
                if !self.excepted(view, found, hit) {
                    out.push(raw(trigger, sentence, hit, map));
                }
            }
            self.hits = hits;
        }
    }

    /// Whether a sentence has the words that a match cannot do without.
    fn can_hold(&self, trigger: Trigger, present: &Mask) -> bool {
        match &self.rules.program.rules[trigger.rule as usize].matches[trigger.found_by as usize].finder {
            Finder::Pattern(id) => self.rules.program.patterns[*id as usize].needs.iter().all(|n| n.meets(present)),
            Finder::Regex(..) => true,
        }
    }

    /// Tries one match around an anchor; gives the first token that a later match may start at.
    fn try_match(&mut self, view: View<'_>, found: &Match, anchor: usize, next_free: usize) -> usize {
        match &found.finder {
            Finder::Pattern(id) => {
                let before = self.rules.program.patterns[*id as usize].before;
                let from = anchor.saturating_sub(before).max(next_free);
                if from > anchor {
                    return next_free;
                }
                let known = self.hits.len();
                self.matcher.find(&self.rules.program, self.slots, *id, view, from..=anchor, &mut self.hits);
                match self.hits[known..].last() {
                    Some(last) => last.end,
                    // These starts are done with: the next anchor need not try them again.
                    None => anchor + 1,
                }
            }
            Finder::Regex(regex, _) => {
                if next_free == 0 {
                    self.regex(view, regex);
                }
                usize::MAX
            }
        }
    }

    fn regex(&mut self, view: View<'_>, regex: &regex::Regex) {
        let (Some(first), Some(last)) = (view.tokens.first(), view.tokens.last()) else { return };
        // A stem and its item do not stand side by side in the prose.
        if first.start > last.start {
            return;
        }
        let base = first.start as usize;
        let slice = self.document.prose().get(base..last.end as usize).unwrap_or("");
        for m in regex.find_iter(slice) {
            let start = view.tokens.partition_point(|t| t.end as usize <= base + m.start());
            let end = view.tokens.partition_point(|t| (t.start as usize) < base + m.end());
            if start < end {
                self.hits.push(Hit { start, end, negator: None });
            }
        }
    }

    fn excepted(&mut self, view: View<'_>, found: &Match, hit: &Hit) -> bool {
        let mut hits = Vec::new();
        found.except.iter().any(|&id| {
            hits.clear();
            let from = hit.start.saturating_sub(crate::rule::program::LONGEST_MATCH);
            for start in from..hit.end {
                hits.extend(self.matcher.at(&self.rules.program, self.slots, id, view, start));
            }
            hits.iter().any(|h| h.start < hit.end && hit.start < h.end)
        })
    }
}

fn raw(trigger: Trigger, sentence: usize, hit: &Hit, map: &dyn Fn(usize) -> u32) -> Raw {
    let mut pieces: Vec<Range<u32>> = Vec::new();
    for i in hit.start..hit.end {
        let token = map(i);
        match pieces.last_mut() {
            Some(last) if last.end == token => last.end += 1,
            _ => pieces.push(token..token + 1),
        }
    }
    let primary = pieces.len() - 1;
    Raw { trigger, sentence: sentence as u32, pieces, primary, negator: hit.negator.map(map) }
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
