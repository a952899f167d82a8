//! The search: candidates by required word, then matches, one pass over the tokens.

use std::borrow::Cow;
use std::ops::Range;

use super::matcher::{Hit, Matcher, View};
use super::slots::DocumentSlots;
use super::{ENGLISH, Raw};
use crate::document::Document;
use crate::rule::RuleSet;
use crate::rule::program::{Finder, Match, Trigger};
use crate::words::{Token, TokenKind};

/// Finds the matches of all rules, one pass over the tokens.
pub(super) struct Search<'a> {
    document: &'a Document,
    rules: &'a RuleSet,
    slots: &'a DocumentSlots<'a>,
    matcher: Matcher,
    hits: Vec<Hit>,
    candidates: Vec<(Trigger, usize)>,
}

impl<'a> Search<'a> {
    pub(super) fn new(document: &'a Document, rules: &'a RuleSet, slots: &'a DocumentSlots<'a>) -> Self {
        Search { document, rules, slots, matcher: Matcher::default(), hits: Vec::new(), candidates: Vec::new() }
    }

    /// Every match before the gates, in order of sentence.
    pub(super) fn run(mut self) -> Vec<Raw> {
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
        let view = View { tokens: &tokens, any_case: self.document.any_case(number) };
        self.matcher.begin_with_needs(view, &self.rules.program);
        self.candidates(&tokens, language, &mut candidates);
        if !candidates.is_empty() {
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
                let waiting = self.rules.program.triggers(token.word);
                out.extend(waiting.filter(|(_, needs)| self.matcher.present.holds(needs)).map(|(t, _)| (t, i)));
            }
        }
        // A rule never runs on a language that it was not written for.
        if self.rules.packs.iter().any(|pack| pack.language != language) {
            out.retain(|(t, _)| {
                let pack = self.rules.rules[t.rule as usize].pack;
                self.rules.packs[pack].language == language
            });
        }
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
        let mut i = 0;
        while i < candidates.len() {
            let trigger = candidates[i].0;
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
