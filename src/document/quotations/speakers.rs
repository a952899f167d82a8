//! Whose side a speaker is on: own, partner, community, official, opponent.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::Document;
use super::super::look::{SMALL, has, is, is_capital, is_content, kind, raw, sentence_range};
use super::apposition::apposition;
use super::attribution::Attribution;
use crate::terms::Voice;
use crate::words::core::Core;
use crate::words::{CAPITALS, TokenKind, fold};

/// What deciding needs.
pub(super) struct Reader<'a> {
    pub(super) document: &'a Document,
    pub(super) core: &'a Core,
    /// Length in tokens of the author's name at a token; 0 for none.
    pub(super) author: &'a dyn Fn(usize) -> usize,
    /// Where a name stands first with its titles, by its last word.
    introductions: BTreeMap<String, Range<usize>>,
}

/// A speaker's class, and the words that made them an opponent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judgement {
    pub(super) by: Voice,
    pub(super) because: Option<Range<usize>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a Document, core: &'a Core, author: &'a dyn Fn(usize) -> usize) -> Self {
        Reader { document, core, author, introductions: introductions(document) }
    }

    /// The class of who says `quotation`.
    pub(super) fn judge(&self, attribution: &Attribution, quotation: &Range<usize>) -> Judgement {
        let by = self.affiliation(&attribution.speaker, quotation);
        let cue = &attribution.cue;
        let mild = ["insist", "admit", "conced", "complain", "threaten", "blam", "accus", "den", "shrug", "lament"]
            .iter()
            .any(|p| fold(raw(self.document, cue.start)).starts_with(p));
        let distanced = attribution.distanced
            && match by {
                // A leader's title alone makes a speaker the author's only where nothing is held against them.
                Voice::Own => !self.is_ours(&attribution.speaker),
                Voice::Partner | Voice::Community => !mild,
                _ => true,
            };
        if distanced {
            return Judgement { by: Voice::Opponent, because: Some(cue.clone()) };
        }
        // Only those whom the author has no part in are made opponents by words around the quotation.
        if matches!(by, Voice::Official | Voice::Unknown)
            && let Some(because) = self.criticism(attribution, quotation)
        {
            return Judgement { by: Voice::Opponent, because: Some(because) };
        }
        Judgement { by, because: None }
    }

    /// Whether the words name the author, or say "our" or "we".
    fn is_ours(&self, speaker: &Range<usize>) -> bool {
        let regions = [Some(speaker.clone()), self.introduction(speaker)];
        let first_person = is(self.document, speaker.start, &["we", "i"]) && speaker.len() <= 2;
        first_person || regions.iter().flatten().any(|r| r.clone().any(|i| self.is_own(i)))
    }

    /// Whether the words are the author's name and nothing more.
    pub(super) fn is_author(&self, speaker: &Range<usize>) -> bool {
        let start = speaker.clone().find(|&i| is_content(self.document, i)).unwrap_or(speaker.end);
        let length = (self.author)(start);
        length > 0 && start + length >= speaker.end
    }

    /// Words of criticism in the lead-in, or in the next sentence where it begins with "This" or the like.
    pub(super) fn criticism(&self, attribution: &Attribution, quotation: &Range<usize>) -> Option<Range<usize>> {
        if attribution.before {
            // What stands in "who has condemned …" is the speaker's own criticism.
            let who = attribution.speaker.clone().find(|&i| is(self.document, i, &["who", "whose"]));
            let end = who.unwrap_or(attribution.window.end);
            if let Some(found) = self.critical(attribution.window.start..end) {
                return Some(found);
            }
        }
        self.criticised_next(quotation.end.max(attribution.window.end.saturating_sub(1)))
    }

    /// "That is a lie." in the sentence after the one that holds `at`.
    pub(super) fn criticised_next(&self, at: usize) -> Option<Range<usize>> {
        let own = sentence_range(self.document, at);
        let mut next = own.end;
        while next < own.end + 2 && !is_content(self.document, next) {
            next += 1;
        }
        let sentence = sentence_range(self.document, next);
        const POINTERS: &[&str] = &["this", "that", "such", "these", "those", "his", "her", "their"];
        const SAID: &[&str] =
            &["words", "word", "claim", "claims", "remarks", "remark", "comments", "statement", "rhetoric", "language"];
        if is(self.document, next, &["we", "i"]) && is(self.document, next + 1, &["disagree", "object"]) {
            return Some(next..next + 2);
        }
        if is(self.document, next, &["shame"]) && is(self.document, next + 1, &["on"]) {
            return Some(next..next + 2);
        }
        let theirs = is(self.document, next, &["his", "her", "their"]) && is(self.document, next + 1, SAID);
        let demonstrative = is(self.document, next, &["this", "that", "such", "these", "those"]);
        let points = theirs || demonstrative || self.rejects(next, POINTERS);
        let opens = sentence.start >= own.end;
        if points && opens { self.critical(next..sentence.end.min(next + 7)) } else { None }
    }

    /// "We reject that language": a rejection within three words, and what it points at right behind it.
    fn rejects(&self, from: usize, pointers: &[&str]) -> bool {
        (from..from + 3).any(|i| {
            let length = self.core.rejectors.longest_at(&self.document.tokens, i);
            length > 0 && is(self.document, i + length, pointers)
        })
    }

    /// The first word of criticism or rejection in the range.
    pub(super) fn critical(&self, range: Range<usize>) -> Option<Range<usize>> {
        let tokens = &self.document.tokens;
        range.clone().find_map(|i| {
            let length = self.core.critique.longest_at(tokens, i).max(self.core.rejectors.longest_at(tokens, i));
            // A capital inside a name ("Anti-Racist Action") criticises nobody.
            let name = is_capital(self.document, i) && i != sentence_range(self.document, i).start;
            (length > 0 && !name).then(|| i..i + length)
        })
    }

    /// The class by titles and organizations alone.
    fn affiliation(&self, speaker: &Range<usize>, quotation: &Range<usize>) -> Voice {
        let intro = self.introduction(speaker);
        let regions = [Some(speaker.clone()), intro];
        let regions = || regions.iter().flatten();
        let own = self.is_ours(speaker);
        let leader = regions().find_map(|r| self.title(r, true));
        let official = regions().find_map(|r| self.title(r, false));
        if own && leader.is_some() {
            return Voice::Own;
        }
        let titles = || leader.iter().chain(official.iter());
        if regions().any(|r| self.community(r, titles())) {
            return Voice::Community;
        }
        if own {
            return Voice::Own;
        }
        let other = regions().any(|r| self.other_organization(r, titles()));
        // A title that may be either ("president") is an official's only where no organization stands with it.
        if official.is_some() && !(leader.is_some() && other) && (leader.is_none() || leader != official) {
            return Voice::Official;
        }
        if !other && leader.as_ref().is_some_and(|t| self.is_head_of_state(t)) {
            return Voice::Official;
        }
        if leader.is_none() && official.is_none() && self.identifies(quotation) {
            return Voice::Community;
        }
        if other {
            return Voice::Partner;
        }
        if leader.is_some() { Voice::Own } else { Voice::Unknown }
    }

    /// Where the name of this speaker stands first with its titles, if the speaker's words hold none.
    fn introduction(&self, speaker: &Range<usize>) -> Option<Range<usize>> {
        let comma = speaker.clone().any(|i| kind(self.document, i) == Some(TokenKind::Comma));
        let name = speaker.clone().rev().find(|&i| is_capital(self.document, i)).filter(|_| !comma)?;
        self.introductions.get(&fold(raw(self.document, name))).filter(|r| r.start != speaker.start).cloned()
    }

    fn is_own(&self, at: usize) -> bool {
        is(self.document, at, &["our"]) || (self.author)(at) > 0
    }

    fn title(&self, region: &Range<usize>, leader: bool) -> Option<Range<usize>> {
        let list = if leader { &self.core.leader_titles } else { &self.core.official_titles };
        region.clone().find_map(|i| {
            let length = list.lengths(&self.document.tokens, i, true).max()?;
            (i + length <= region.end).then_some(i..i + length)
        })
    }

    /// "President Adams" with no organization.
    fn is_head_of_state(&self, title: &Range<usize>) -> bool {
        let d = self.document;
        title.len() <= 2 && is(d, title.start, &["president"]) && is_capital(d, title.start) && is_capital(d, title.end)
    }

    /// A word for a member of a community, outside titles and names.
    fn community<'r>(&self, region: &Range<usize>, titles: impl Iterator<Item = &'r Range<usize>> + Clone) -> bool {
        region.clone().any(|i| {
            let length = self.core.community_cues.longest_at(&self.document.tokens, i);
            let last = i + length.max(1) - 1;
            let free = !is_capital(self.document, last) || has(self.document, last, CAPITALS);
            length > 0 && free && i + length <= region.end && !titles.clone().any(|t| t.contains(&i))
        })
    }

    /// "as a tenant, I", "I am a mother" in the quotation itself.
    fn identifies(&self, quotation: &Range<usize>) -> bool {
        let d = self.document;
        quotation.clone().any(|i| {
            let opens = (is(d, i, &["as"]) && is(d, i + 1, &["a", "an"]))
                || (is(d, i, &["i"]) && is(d, i + 1, &["am", "'m"]) && is(d, i + 2, &["a", "an"]));
            let near = i + 2..quotation.end.min(i + 7);
            opens && near.clone().any(|j| self.core.community_cues.longest_at(&d.tokens, j) > 0)
        })
    }

    /// Whether another organization's name stands in the region: a run of capitals with a head noun, an acronym, or
    /// what follows "of", "at", "for" or a comma after a title.
    fn other_organization<'r>(
        &self,
        region: &Range<usize>,
        titles: impl Iterator<Item = &'r Range<usize>> + Clone,
    ) -> bool {
        let d = self.document;
        let titled = |i: usize| titles.clone().any(|t| t.contains(&i));
        let capitals = region.clone().filter(|&i| is_content(d, i)).all(|i| has(d, i, CAPITALS));
        region.clone().filter(|&i| is_capital(d, i) && !titled(i)).any(|i| {
            let head = self.core.name_heads.longest_at(&d.tokens, i) > 0
                && i > region.start
                && (is_capital(d, i - 1) || is(d, i + 1, &["of", "for"]) || is(d, i - 1, SMALL));
            let acronym = has(d, i, CAPITALS) && !capitals && (3..=8).contains(&raw(d, i).len());
            let joined = i > region.start + 1
                && (is(d, i - 1, &["of", "at", "for", "with", "from"])
                    || (is(d, i - 1, &["the"]) && is(d, i - 2, &["of", "at", "for", "with", "from"])))
                && titles.clone().any(|t| t.end <= i && i - t.end <= 6);
            head || acronym || joined
        })
    }
}

/// Where each name stands first with something that says who it is: "Maria Lopez, a tenant", "Mayor Eric Adams".
fn introductions(document: &Document) -> BTreeMap<String, Range<usize>> {
    let mut out = BTreeMap::new();
    let mut at = 0;
    while at < document.tokens.len() {
        let start = at;
        while is_capital(document, at) || (at > start && is_initial(document, at)) {
            at += 1;
        }
        if at - start >= 2 && is_capital(document, at - 1) {
            let sentence = sentence_range(document, start).end;
            let comma = kind(document, at) == Some(TokenKind::Comma);
            let end = if comma { apposition(document, at + 1, sentence.min(at + 25)).end } else { at };
            if comma || at - start >= 3 {
                out.entry(fold(raw(document, at - 1))).or_insert(start..end.max(at));
            }
        }
        at += 1;
    }
    out
}

/// The full stop of an initial or title between two capitals.
fn is_initial(document: &Document, at: usize) -> bool {
    kind(document, at) == Some(TokenKind::Period) && raw(document, at - 1).len() <= 3 && is_capital(document, at + 1)
}
