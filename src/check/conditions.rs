//! Conditions: what must, or must not, stand around a match. Answered when asked, and remembered.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::matcher::{Hit, Matcher, Slots as _, View};
use super::slots::DocumentSlots;
use super::{Given, Raw};
use crate::document::{BlockKind, Document, EvidenceKind, clause};
use crate::finding::Reason;
use crate::rule::RuleSet;
use crate::rule::program::{Condition, Evidence, PatternId, Signal, Slot, Wanted};
use crate::terms::{Scope, Zone};
use crate::words::TokenKind;

/// Token ranges, in order.
type Ranges = Rc<[Range<u32>]>;

/// What a key of the memory asks for: `Wanted` is no key, since it holds several number spaces.
type Key = (u8, usize);

/// The conditions of one document.
pub(super) struct Conditions<'a> {
    document: &'a Document,
    rules: &'a RuleSet,
    slots: &'a DocumentSlots<'a>,
    given: &'a Given,
    matcher: RefCell<Matcher>,
    /// What stands in one sentence.
    by_sentence: RefCell<FxHashMap<(Key, u32), Ranges>>,
    /// What stands in the whole document.
    whole: RefCell<FxHashMap<Key, Ranges>>,
    topics: RefCell<FxHashMap<usize, bool>>,
}

fn key(wanted: Wanted) -> Key {
    match wanted {
        Wanted::Signal(n) => (0, n),
        Wanted::Pattern(n) => (1, n as usize),
        Wanted::Lexicon(n) => (2, n as usize),
        Wanted::Topic(n) => (3, n),
    }
}

impl<'a> Conditions<'a> {
    pub(super) fn new(
        document: &'a Document,
        rules: &'a RuleSet,
        slots: &'a DocumentSlots<'a>,
        given: &'a Given,
    ) -> Self {
        Conditions {
            document,
            rules,
            slots,
            given,
            matcher: RefCell::default(),
            by_sentence: RefCell::default(),
            whole: RefCell::default(),
            topics: RefCell::default(),
        }
    }

    /// Whether all of `near` hold around a match.
    pub(super) fn all(&self, near: &[Condition], raw: &Raw) -> bool {
        near.iter().all(|c| (self.given.document && c.within == Scope::Document) || self.holds(c, raw).is_some())
    }

    /// The first condition that holds, with the words that meet it.
    pub(super) fn any(&self, a: &[Condition], b: &[Condition], raw: &Raw) -> Option<(Reason, Option<String>)> {
        a.iter().chain(b).find_map(|c| {
            let words = self.holds(c, raw)?;
            Some((Reason::Unless(c.name.clone()), words))
        })
    }

    /// Whether a condition holds around a match, and the words that meet it.
    #[allow(clippy::option_option, reason = "met or not, and by words or not, are two questions")]
    fn holds(&self, condition: &Condition, raw: &Raw) -> Option<Option<String>> {
        if let Wanted::Topic(number) = condition.wanted {
            return self.topic(number).then_some(None);
        }
        let outside = |r: &Range<u32>| !raw.pieces.iter().any(|p| p.start <= r.start && r.end <= p.end);
        let words = |r: &Range<u32>| Some(self.document.between(r.start as usize, r.end as usize).to_string());
        match condition.within {
            Scope::Clause => {
                let clause = clause::clause(self.document, raw.first());
                let inside = |r: &Range<u32>| clause.start <= r.start && r.end <= clause.end;
                let found = self.in_sentence(condition.wanted, raw.sentence);
                found.iter().find(|r| inside(r) && outside(r)).map(words)
            }
            Scope::Sentence => self.in_sentence(condition.wanted, raw.sentence).iter().find(|r| outside(r)).map(words),
            Scope::Neighbours => self
                .neighbours(raw.sentence)
                .into_iter()
                .find_map(|s| self.in_sentence(condition.wanted, s).iter().find(|r| outside(r)).map(words)),
            Scope::Paragraph | Scope::Section | Scope::Document => {
                let scope = self.tokens_of(condition.within, raw.sentence);
                let all = self.in_document(condition.wanted);
                let from = all.partition_point(|r| r.start < scope.start);
                all[from..].iter().take_while(|r| r.end <= scope.end).find(|r| outside(r)).map(words)
            }
        }
    }

    /// The sentence, and one before and after it in the same section; headings are skipped, a list's stem counts.
    fn neighbours(&self, sentence: u32) -> Vec<u32> {
        let document = self.document;
        let block = &document.blocks[document.sentences[sentence as usize].block as usize];
        let same = |s: u32| {
            let other = &document.blocks[document.sentences[s as usize].block as usize];
            other.heading == block.heading && !matches!(other.kind, BlockKind::Heading(_))
        };
        let before = (0..sentence).next_back().filter(|&s| same(s));
        let after = Some(sentence + 1).filter(|&s| (s as usize) < document.sentences.len() && same(s));
        let stem = block.stem.and_then(|b| document.blocks[b as usize].sentences.clone().next_back());
        [Some(sentence), before, after, stem].into_iter().flatten().collect()
    }

    fn tokens_of(&self, scope: Scope, sentence: u32) -> Range<u32> {
        let blocks = &self.document.blocks;
        let own = self.document.sentences[sentence as usize].block as usize;
        match scope {
            Scope::Document => 0..self.document.tokens.len() as u32,
            Scope::Section => {
                let heading = blocks[own].heading.map_or(0, |h| h as usize);
                let level = |b: &BlockKind| if let BlockKind::Heading(l) = b { Some(*l) } else { None };
                let above = level(&blocks[heading].kind).unwrap_or(0);
                let end = (own + 1..blocks.len())
                    .find(|&i| level(&blocks[i].kind).is_some_and(|l| l <= above.max(1)))
                    .unwrap_or(blocks.len());
                blocks[heading].tokens.start..blocks[end - 1].tokens.end
            }
            _ => blocks[own].tokens.clone(),
        }
    }

    fn in_sentence(&self, wanted: Wanted, sentence: u32) -> Ranges {
        let place = (key(wanted), sentence);
        if let Some(known) = self.by_sentence.borrow().get(&place) {
            return Rc::clone(known);
        }
        let mut found = Vec::new();
        self.search(wanted, sentence, &mut found);
        found.sort_by_key(|r| (r.start, r.end));
        let found: Ranges = found.into();
        self.by_sentence.borrow_mut().insert(place, Rc::clone(&found));
        found
    }

    fn in_document(&self, wanted: Wanted) -> Ranges {
        if let Some(known) = self.whole.borrow().get(&key(wanted)) {
            return Rc::clone(known);
        }
        let mut found = Vec::new();
        for sentence in 0..self.document.sentences.len() as u32 {
            self.search(wanted, sentence, &mut found);
        }
        found.sort_by_key(|r| (r.start, r.end));
        let found: Ranges = found.into();
        self.whole.borrow_mut().insert(key(wanted), Rc::clone(&found));
        found
    }

    fn search(&self, wanted: Wanted, sentence: u32, out: &mut Vec<Range<u32>>) {
        match wanted {
            Wanted::Pattern(id) => self.patterns(&[id], sentence, out),
            Wanted::Lexicon(number) => {
                let lexicon = &self.rules.program.lexicons[number as usize].1;
                let range = self.document.sentences[sentence as usize].tokens.clone();
                let tokens = &self.document.tokens[range.start as usize..range.end as usize];
                for i in 0..tokens.len() {
                    let length = lexicon.longest_at(tokens, i) as u32;
                    if length > 0 {
                        out.push(range.start + i as u32..range.start + i as u32 + length);
                    }
                }
            }
            Wanted::Signal(number) => self.signal(&self.rules.program.signals[number], sentence, out),
            Wanted::Topic(_) => {}
        }
    }

    fn signal(&self, signal: &Signal, sentence: u32, out: &mut Vec<Range<u32>>) {
        let block = &self.document.blocks[self.document.sentences[sentence as usize].block as usize];
        if !signal.zones.is_empty() && !signal.zones.contains(&block.zone) {
            return;
        }
        self.patterns(&signal.patterns, sentence, out);
        for &evidence in &signal.evidence {
            self.evidence(evidence, sentence, out);
        }
    }

    fn patterns(&self, ids: &[PatternId], sentence: u32, out: &mut Vec<Range<u32>>) {
        let range = self.document.sentences[sentence as usize].tokens.clone();
        let tokens = &self.document.tokens[range.start as usize..range.end as usize];
        let view = View { tokens, any_case: self.document.any_case(sentence as usize) };
        let mut matcher = self.matcher.borrow_mut();
        matcher.begin();
        let mut hits = Vec::new();
        // The number of a note itself ("[1] Studies show") says nothing of what stands behind it.
        let bracketed = [TokenKind::Open, TokenKind::Number, TokenKind::Close];
        let label = if tokens.iter().take(3).map(|t| t.kind).eq(bracketed) { 3 } else { 0 };
        let place = |h: &Hit| (h.end > label).then(|| range.start + h.start as u32..range.start + h.end as u32);
        for &id in ids {
            let pattern = &self.rules.program.patterns[id as usize];
            if pattern.anchors.is_empty() && !tokens.is_empty() {
                hits.clear();
                matcher.find(&self.rules.program, self.slots, id, view, 0..=tokens.len() - 1, &mut hits);
                out.extend(hits.iter().filter_map(place));
                continue;
            }
            let mut next = 0;
            for (i, token) in tokens.iter().enumerate() {
                if token.word == 0 || pattern.anchors.binary_search(&token.word).is_err() {
                    continue;
                }
                let from = i.saturating_sub(pattern.before).max(next);
                if from > i {
                    continue;
                }
                hits.clear();
                matcher.find(&self.rules.program, self.slots, id, view, from..=i, &mut hits);
                next = hits.last().map_or(i + 1, |h| h.end);
                out.extend(hits.iter().filter_map(place));
            }
        }
    }

    fn evidence(&self, evidence: Evidence, sentence: u32, out: &mut Vec<Range<u32>>) {
        let range = self.document.sentences[sentence as usize].tokens.clone();
        let tokens = &self.document.tokens[range.start as usize..range.end as usize];
        let slot = match evidence {
            Evidence::Link | Evidence::Footnote => {
                let kind = if evidence == Evidence::Link { EvidenceKind::Link } else { EvidenceKind::Footnote };
                let from = self.document.evidence.partition_point(|e| e.token < range.start);
                let inside = self.document.evidence[from..].iter().take_while(|e| e.token < range.end);
                out.extend(inside.filter(|e| e.kind == kind).map(|e| e.token..e.token + 1));
                if evidence == Evidence::Link {
                    let address = |i: &usize| tokens[*i].kind == TokenKind::Address;
                    out.extend(
                        (0..tokens.len()).filter(address).map(|i| range.start + i as u32..range.start + i as u32 + 1),
                    );
                }
                return;
            }
            Evidence::Quotation => {
                let marks = |k: TokenKind| matches!(k, TokenKind::QuoteOpen | TokenKind::QuoteStraight);
                out.extend(range.clone().filter(|&i| marks(self.document.tokens[i as usize].kind)).map(|i| i..i + 1));
                return;
            }
            Evidence::Name => &[Slot::Org, Slot::Person][..],
            Evidence::Number => &[Slot::Number],
            Evidence::Money => &[Slot::Money],
            Evidence::Date => &[Slot::Date],
        };
        let view = View { tokens, any_case: false };
        let mut lengths = Vec::new();
        let mut i = 0;
        while i < tokens.len() {
            lengths.clear();
            for &one in slot {
                self.slots.lengths(one, view, i, &mut lengths);
            }
            match lengths.iter().max() {
                Some(&length) if length > 0 => {
                    out.push(range.start + i as u32..range.start + (i + length) as u32);
                    i += length;
                }
                _ => i += 1,
            }
        }
    }

    /// Whether a topic holds: enough of its words, densely enough, in title, lead and body.
    pub(super) fn topic(&self, number: usize) -> bool {
        if let Some(&known) = self.topics.borrow().get(&number) {
            return known;
        }
        let topic = &self.rules.program.topics[number];
        let counts = |zone: Zone| {
            !matches!(zone, Zone::Boilerplate | Zone::Contact | Zone::Signatories | Zone::Code | Zone::Dateline)
        };
        let mut words = 0usize;
        let mut found = Vec::new();
        for (i, sentence) in self.document.sentences.iter().enumerate() {
            if counts(self.document.blocks[sentence.block as usize].zone) {
                let tokens = &self.document.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
                words += tokens.iter().filter(|t| t.kind.is_content()).count();
                self.patterns(&topic.patterns, i as u32, &mut found);
            }
        }
        // Two patterns on the same words are one hit.
        found.sort_by_key(|r| (r.start, r.end));
        let mut hits = 0u32;
        let mut end = 0;
        for range in found {
            if range.start >= end {
                hits += 1;
                end = range.end;
            }
        }
        let dense = f64::from(hits) * 1000.0 >= topic.per_thousand * words as f64;
        let holds = hits >= topic.at_least && dense;
        self.topics.borrow_mut().insert(number, holds);
        holds
    }

    /// Everything that a signal finds, in order.
    pub(super) fn spans_of(&self, signal: &Signal) -> Vec<Range<u32>> {
        let mut found = Vec::new();
        for sentence in 0..self.document.sentences.len() as u32 {
            self.signal(signal, sentence, &mut found);
        }
        found.sort_by_key(|r| (r.start, std::cmp::Reverse(r.end)));
        // Of nested finds the longest stands.
        let mut out: Vec<Range<u32>> = Vec::new();
        for range in found {
            if out.last().is_none_or(|last| range.start >= last.end) {
                out.push(range);
            }
        }
        out
    }
}
