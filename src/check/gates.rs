//! The gates that hold a match back: zone, name, mention, voice, stance; the first that applies is the reason.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{Raw, naming};
use crate::document::quotations::Voices;
use crate::document::stance::{self, Operator};
use crate::document::{Document, names, quotations};
use crate::finding::Reason;
use crate::rule::{Rule, RuleSet};
use crate::terms::{Stance, Voice};
use crate::words::Token;

/// A reason, and the words that decided it.
type Hold = (Reason, Option<String>);

/// The gates of one document; voices and stances are worked out for documents with matches only.
pub(super) struct Gates<'a> {
    document: &'a Document,
    rules: &'a RuleSet,
    voices: Voices,
    operators: RefCell<FxHashMap<u32, Rc<[Operator]>>>,
}

impl<'a> Gates<'a> {
    pub(super) fn new(document: &'a Document, rules: &'a RuleSet) -> Self {
        let author = |at: usize| document.author.matches_at(document.prose(), &document.tokens, at);
        let voices = quotations::voices(document, &rules.program.core, &author);
        Gates { document, rules, voices, operators: RefCell::default() }
    }

    /// Whose words a match is: the first held voice among its words, else that of its first word.
    pub(super) fn voice(&self, raw: &Raw) -> (Voice, Option<String>) {
        let (voice, quotation) = self.voices.voice_at(raw.first());
        let speaker = quotation.and_then(|q| q.speaker.clone()).map(|s| self.words(s.start, s.end));
        (voice, speaker)
    }

    fn words(&self, start: u32, end: u32) -> String {
        self.document.between(start as usize, end as usize).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Why a match is held back, if it is.
    pub(super) fn hold(&self, rule: &Rule, raw: &Raw) -> Option<Hold> {
        self.zone(rule, raw)
            .or_else(|| self.name(raw))
            .or_else(|| self.voice_gate(rule, raw))
            .or_else(|| self.stance(rule, raw))
    }

    fn zone(&self, rule: &Rule, raw: &Raw) -> Option<Hold> {
        let block = &self.document.blocks[self.document.sentences[raw.sentence as usize].block as usize];
        let skipped = raw.first() < block.tokens.start + block.skip_tokens;
        if skipped {
            return Some((Reason::Zone, Some("dateline".into())));
        }
        (!rule.zones.contains(&block.zone)).then(|| (Reason::Zone, Some(block.zone.name().to_string())))
    }

    fn name(&self, raw: &Raw) -> Option<Hold> {
        let piece = raw.pieces[raw.primary].clone();
        let at = |range: Range<u32>| names::name_at(self.document, &self.rules.program.core, range);
        let content = |i: &u32| self.document.tokens[*i as usize].kind.is_content();
        let whole = at(piece.clone());
        // A match may also end, or begin, inside a name that goes on beyond it.
        let headed = |mut r: Range<u32>| {
            r.any(|i| self.rules.program.core.name_heads.longest_at(&self.document.tokens, i as usize) > 0)
        };
        let last = || {
            let name = piece.clone().rev().find(content).and_then(|i| at(i..i + 1))?;
            headed(piece.end..name.end).then_some(name)
        };
        let first = || {
            let name = piece.clone().find(content).and_then(|i| at(i..i + 1))?;
            headed(name.start..piece.start).then_some(name)
        };
        let name = whole.or_else(last).or_else(first)?;
        Some((Reason::Name, Some(self.words(name.start, name.end))))
    }

    fn voice_gate(&self, rule: &Rule, raw: &Raw) -> Option<Hold> {
        let content = |i: &u32| {
            let token: Token = self.document.tokens[*i as usize];
            token.kind.is_content()
        };
        let sentence = self.document.sentences[raw.sentence as usize].tokens.clone();
        if let Some(verb) =
            naming::named_by(self.document, &self.rules.program.core, sentence.clone(), raw.primary_start())
        {
            return Some((Reason::Mention, Some(self.words(verb.start, verb.end))));
        }
        let mut held = None;
        for token in raw.tokens().filter(content) {
            let (voice, quotation) = self.voices.voice_at(token);
            match voice {
                Voice::Mention => {
                    return Some((Reason::Mention, self.voices.cue_at(token).map(|c| self.words(c.start, c.end))));
                }
                Voice::Name => return Some((Reason::Name, None)),
                other if !rule.voices.contains(&other) && held.is_none() => {
                    let who = quotation.and_then(|q| q.speaker.clone()).map(|s| self.words(s.start, s.end));
                    held = Some((Reason::Voice, who.or_else(|| Some(other.name().to_string()))));
                }
                _ => {}
            }
        }
        let own =
            || naming::self_named(self.document, sentence, &raw.pieces[raw.primary]).filter(|_| rule.hold_self_names);
        held.or_else(|| own().map(|own| (Reason::OwnName, Some(self.words(own.start, own.end)))))
    }

    fn stance(&self, rule: &Rule, raw: &Raw) -> Option<Hold> {
        let speaks = |stance: Stance| rule.stances.contains(&stance);
        if let Some(negator) = raw.negator
            && !speaks(Stance::Negated)
        {
            return Some((Reason::Negated, Some(self.words(negator, negator + 1))));
        }
        let first = raw.tokens().find(|&i| self.document.tokens[i as usize].kind.is_content())?;
        let piece = raw.pieces[raw.primary].clone();
        let holding: Vec<Operator> = self
            .operators(raw.sentence)
            .iter()
            .filter(|o| !speaks(o.kind) || self.is_about_words(o, raw))
            .cloned()
            .collect();
        let found = stance::held_by(&holding, piece, first)?;
        let reason = match found.kind {
            Stance::Negated => Reason::Negated,
            Stance::Rejected => Reason::Rejected,
            Stance::Question => Reason::Question,
            Stance::Reported => Reason::Reported,
            Stance::Asserted => return None,
        };
        Some((reason, Some(self.words(found.words.start, found.words.end))))
    }

    /// Whether a denial or rejection is of the naming, not of the thing: a word such as "call" or "term" stands in it, or
    /// between it and the match. Then it holds even what a rule looks for in every stance.
    fn is_about_words(&self, operator: &Operator, raw: &Raw) -> bool {
        const SAYING: [&str; 7] = ["say", "says", "saying", "use", "using", "write", "print"];
        let document = self.document;
        let names = |i: u32| self.rules.program.core.mention_cues.longest_at(&document.tokens, i as usize) > 0;
        let says = |i: u32| SAYING.iter().any(|s| document.word(document.tokens[i as usize]).eq_ignore_ascii_case(s));
        let first = raw.first();
        let sentence = document.sentences[raw.sentence as usize].tokens.clone();
        let words = operator.words.clone();
        // What stands between the two; of an operator in the list's stem, the rest of the stem and the item so far.
        let (stem, own) = if sentence.contains(&words.start) {
            (0..0, words.end..first)
        } else {
            let at = document.sentences.partition_point(|s| s.tokens.end <= words.start);
            (words.end..document.sentences.get(at).map_or(words.end, |s| s.tokens.end), sentence.start..first)
        };
        // "say X", "say that X"
        let that = |i: u32| document.word(document.tokens[i as usize]).eq_ignore_ascii_case("that");
        let last =
            |r: &Range<u32>| r.clone().rev().find(|&i| document.tokens[i as usize].kind.is_content() && !that(i));
        let said = last(&own).or_else(|| last(&stem)).is_some_and(says);
        matches!(operator.kind, Stance::Negated | Stance::Rejected) && (said || words.chain(stem).chain(own).any(names))
    }

    fn operators(&self, sentence: u32) -> Rc<[Operator]> {
        if let Some(known) = self.operators.borrow().get(&sentence) {
            return Rc::clone(known);
        }
        let found: Rc<[Operator]> =
            stance::operators(self.document, &self.rules.program.core, sentence as usize).into();
        self.operators.borrow_mut().insert(sentence, Rc::clone(&found));
        found
    }
}
