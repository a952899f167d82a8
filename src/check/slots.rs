//! The slots that code fills: `{we}`, `{org}`, `{person}`, `{number}`, `{money}`, `{date}`.

use super::matcher::{Slots, View};
use crate::rule::program::Slot;
use crate::words::core::Core;
use crate::words::{CAPITAL, CAPITALS, GLUED_LEFT, Token, TokenKind};

/// The longest name, in tokens.
const LONGEST_NAME: usize = 14;

/// Fills slots for one document.
pub(super) struct DocumentSlots<'a> {
    /// What tokens index.
    pub(super) prose: &'a str,
    /// The engine's lists.
    pub(super) core: &'a Core,
    /// The length, in tokens, of the author's name at a place; 0 for none.
    pub(super) author: &'a dyn Fn(&[Token], usize) -> usize,
}

/// The short name in brackets behind a name, in tokens: "(AALDEF)".
fn in_brackets(tokens: &[Token], at: usize) -> Option<usize> {
    let kind = |i: usize| tokens.get(i).map(|t| t.kind);
    let short = tokens.get(at + 1).is_some_and(|t| t.has(CAPITALS));
    (short && kind(at) == Some(TokenKind::Open) && kind(at + 2) == Some(TokenKind::Close)).then_some(3)
}

impl DocumentSlots<'_> {
    fn text(&self, token: Token) -> &str {
        self.prose.get(token.range()).unwrap_or("")
    }

    fn is(&self, token: Option<&Token>, words: &[&str]) -> bool {
        token.is_some_and(|t| {
            let text = self.text(*t);
            words.iter().any(|w| text.eq_ignore_ascii_case(w))
        })
    }

    /// We, us, I; our (…) coalition; the author's name.
    fn we(&self, tokens: &[Token], at: usize, out: &mut Vec<usize>) {
        if self.is(tokens.get(at), &["we", "us", "i"]) {
            out.push(1);
        }
        if self.is(tokens.get(at), &["our", "the"]) {
            let ours = self.is(tokens.get(at), &["our"]);
            for words in 1..=if ours { 4 } else { 1 } {
                let length = self.core.own_heads.longest_at(tokens, at + words);
                // "the organization" is the author only where nothing narrows it.
                if length > 0
                    && (ours
                        || !tokens.get(at + words + length).is_some_and(|t| self.is(Some(t), &["of", "that", "for"])))
                {
                    out.push(words + length);
                }
            }
        }
        let article = usize::from(self.is(tokens.get(at), &["the"]));
        let name = (self.author)(tokens, at + article);
        if name > 0 {
            out.push(article + name);
            out.extend(in_brackets(tokens, at + article + name).map(|short| article + name + short));
        }
    }

    /// The end of the run of capitalised words from `at`: small words may stand inside it, never at its end.
    fn name_run(&self, tokens: &[Token], at: usize) -> usize {
        let mut end = at;
        let mut i = at;
        while i < tokens.len() && i - at < LONGEST_NAME {
            let t = tokens[i];
            let small = self.is(Some(&t), &["of", "the", "and", "for", "on", "in", "to", "de", "del", "la", "&"]);
            if t.kind == TokenKind::Word && t.has(CAPITAL) {
                i += 1;
                end = i;
            } else if i > at && (small || (t.kind == TokenKind::Number && !t.has(GLUED_LEFT))) {
                i += 1;
                if t.kind == TokenKind::Number {
                    end = i;
                }
            } else {
                break;
            }
        }
        end
    }

    fn org(&self, tokens: &[Token], at: usize, out: &mut Vec<usize>) {
        let own = (self.author)(tokens, at);
        let end = self.name_run(tokens, at);
        let run = &tokens[at..end];
        let head = (at..end).any(|i| self.core.name_heads.longest_at(tokens, i) > 0);
        let acronym = run.iter().any(|t| t.has(CAPITALS) && self.text(*t).len() >= 3);
        if (head && run.len() >= 2) || acronym {
            out.push(end - at);
            out.extend(in_brackets(tokens, end).map(|short| end - at + short));
        } else if own > 0 {
            out.push(own);
        }
    }

    fn person(&self, tokens: &[Token], at: usize, out: &mut Vec<usize>) {
        let mut start = at;
        while self.core.titles.longest_at(tokens, start) > 0 {
            start += 1;
            if tokens.get(start).is_some_and(|t| t.kind == TokenKind::Period) {
                start += 1;
            }
        }
        let titled = start > at;
        let mut end = start;
        let mut words = 0;
        while let Some(t) = tokens.get(end) {
            let initial =
                t.kind == TokenKind::Period && end > start && tokens[end - 1].end - tokens[end - 1].start == 1;
            let word = t.kind == TokenKind::Word && t.has(CAPITAL) && !t.has(CAPITALS);
            let initial_letter = t.kind == TokenKind::Word && t.has(CAPITAL) && t.end - t.start == 1;
            if !(word || initial || initial_letter) || words >= 4 || self.core.name_heads.longest_at(tokens, end) > 0 {
                break;
            }
            words += usize::from(!initial);
            end += 1;
        }
        let starter =
            self.core.starters.longest_at(tokens, start) > 0 || self.core.months.longest_at(tokens, start) > 0;
        if (words >= 2 && !starter) || (titled && words >= 1) {
            out.push(end - at);
        }
    }

    fn number_at(&self, tokens: &[Token], at: usize) -> usize {
        match tokens.get(at) {
            Some(t) if t.kind == TokenKind::Number => 1,
            _ => self.core.numbers.longest_at(tokens, at),
        }
    }

    fn number(&self, tokens: &[Token], at: usize, out: &mut Vec<usize>) {
        let first = self.number_at(tokens, at);
        if first > 0 {
            let more = self.number_at(tokens, at + first);
            out.push(first + more);
        }
    }

    fn money(&self, tokens: &[Token], at: usize, out: &mut Vec<usize>) {
        const SCALES: [&str; 6] = ["million", "billion", "trillion", "thousand", "m", "k"];
        const UNITS: [&str; 6] = ["dollars", "dollar", "pounds", "euros", "cents", "pesos"];
        // "A$5 million", "C$200"
        let country = usize::from(self.is(tokens.get(at), &["a", "c", "us", "u.s.", "nz", "au", "ca", "cad", "aud"]));
        let sign = at + country;
        if tokens.get(sign).is_some_and(|t| t.kind == TokenKind::Currency) {
            if tokens.get(sign + 1).is_some_and(|t| t.kind == TokenKind::Number) {
                out.push(country + if self.is(tokens.get(sign + 2), &SCALES) { 3 } else { 2 });
            }
            return;
        }
        let number = self.number_at(tokens, at);
        if number > 0 {
            let scale = usize::from(self.is(tokens.get(at + number), &SCALES));
            if self.is(tokens.get(at + number + scale), &UNITS) {
                out.push(number + scale + 1);
            }
        }
    }

    fn date(&self, tokens: &[Token], at: usize, out: &mut Vec<usize>) {
        const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let month = self.core.months.longest_at(tokens, at);
        let year = |i: usize| tokens.get(i).is_some_and(|t| is_year(self.text(*t)));
        if month > 0 && tokens[at].has(CAPITAL) {
            let mut end = at + month;
            end += usize::from(tokens.get(end).is_some_and(|t| t.kind == TokenKind::Period));
            if tokens.get(end).is_some_and(|t| t.kind == TokenKind::Number) {
                end += 1;
            }
            if tokens.get(end).is_some_and(|t| t.kind == TokenKind::Comma) && year(end + 1) {
                end += 2;
            }
            // "May" and "March" alone are verbs too.
            if end > at + month || !self.is(tokens.get(at), &["may", "march"]) {
                out.push(end - at);
            }
        } else if self.is(tokens.get(at), &DAYS) || year(at) {
            out.push(1);
        } else if tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number) {
            let month = self.core.months.longest_at(tokens, at + 1);
            if month > 0 && tokens[at + 1].has(CAPITAL) {
                out.push(1 + month + usize::from(year(at + 1 + month)));
            }
        }
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u16>().is_ok_and(|y| (1600..2100).contains(&y))
}

impl Slots for DocumentSlots<'_> {
    fn lengths(&self, slot: Slot, view: View<'_>, at: usize, out: &mut Vec<usize>) {
        let tokens = view.tokens;
        match slot {
            Slot::We => self.we(tokens, at, out),
            Slot::Org => self.org(tokens, at, out),
            Slot::Person => self.person(tokens, at, out),
            Slot::Number => self.number(tokens, at, out),
            Slot::Money => self.money(tokens, at, out),
            Slot::Date => self.date(tokens, at, out),
        }
    }
}
