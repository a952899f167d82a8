//! Cuts the tokens of one block into sentences. Only marks that may end one, and `U.S.`, are looked at.

use std::ops::Range;

use crate::words::core::Core;
use crate::words::lexicon::Lexicon;
use crate::words::{CAPITAL, SPACE_BEFORE, Token, TokenKind};

/// The sentences of one block, as ranges of `tokens`; together they cover all of them. `prose` is the text that
/// the tokens count in.
pub fn split(prose: &str, tokens: &[Token], core: &Core) -> Vec<Range<usize>> {
    let cutter = Cutter { prose, tokens, core };
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let Some(ender) = cutter.ender(at, start) else {
            at += 1;
            continue;
        };
        let end = cutter.tail(at + 1);
        if cutter.ends(ender, at, end) && tokens[start..at].iter().any(|t| t.kind.is_content()) {
            sentences.push(start..end);
            start = end;
        }
        at = end;
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

/// What a mark needs after it to end a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ender {
    /// Anything but a lower-case word.
    Plain,
    /// The same, but a speaker and a verb of saying go on: `“Why?” Ruiz asked`.
    Loud,
    /// A capitalised word that begins sentences.
    Abbreviation,
}

struct Cutter<'a> {
    prose: &'a str,
    tokens: &'a [Token],
    core: &'a Core,
}

impl Cutter<'_> {
    fn text(&self, token: Token) -> &str {
        self.prose.get(token.range()).unwrap_or("")
    }

    /// Whether token `at` may end the sentence that begins at `start`.
    fn ender(&self, at: usize, start: usize) -> Option<Ender> {
        let token = self.tokens[at];
        match token.kind {
            TokenKind::Question | TokenKind::Exclamation | TokenKind::Ellipsis => Some(Ender::Loud),
            TokenKind::Period => self.full_stop(at, start),
            // `U.S.`: the cutter of tokens left the full stop on it. One-letter sentences are list marks.
            TokenKind::Word if at > start && self.text(token).ends_with('.') => Some(Ender::Abbreviation),
            _ => None,
        }
    }

    fn full_stop(&self, at: usize, start: usize) -> Option<Ender> {
        let Some(before) = at.checked_sub(1).filter(|&b| b >= start) else { return Some(Ender::Plain) };
        let token = self.tokens[before];
        let letters = token.end - token.start;
        // "1. The", "a. The": marks of a list.
        if before == start && (token.kind == TokenKind::Number || (start == 0 && letters == 1)) {
            return None;
        }
        if token.kind != TokenKind::Word {
            return Some(Ender::Plain);
        }
        if ends_entry(&self.core.titles, self.tokens, before) {
            return None;
        }
        let initial = letters == 1 && token.has(CAPITAL);
        let short = initial || ends_entry(&self.core.abbreviations, self.tokens, before);
        Some(if short { Ender::Abbreviation } else { Ender::Plain })
    }

    /// The token after the marks, closing quotation marks, brackets and footnote marks that go with an ender.
    fn tail(&self, mut at: usize) -> usize {
        while let Some(token) = self.tokens.get(at) {
            let glued = !token.has(SPACE_BEFORE);
            at = match token.kind {
                TokenKind::Period | TokenKind::Question | TokenKind::Exclamation | TokenKind::Ellipsis if glued => {
                    at + 1
                }
                TokenKind::QuoteClose | TokenKind::SingleClose | TokenKind::Close => at + 1,
                TokenKind::QuoteStraight | TokenKind::Other if glued => at + 1,
                TokenKind::Open if glued || self.is_note(at) => match self.note_end(at) {
                    Some(end) => end,
                    None => return at,
                },
                // `stop.¹ Next` and `stop.12 Next`.
                TokenKind::Word | TokenKind::Number if glued && self.is_raised(at) => at + 1,
                _ => return at,
            };
        }
        at
    }

    /// `[1]` or `[ii]`, which may have a space before it.
    fn is_note(&self, at: usize) -> bool {
        self.text(self.tokens[at]) == "["
            && self.note_end(at) == Some(at + 3)
            && self.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Number)
    }

    fn note_end(&self, at: usize) -> Option<usize> {
        let close = self.tokens.iter().skip(at + 1).take(4).position(|t| t.kind == TokenKind::Close)?;
        Some(at + close + 2)
    }

    fn is_raised(&self, at: usize) -> bool {
        let text = self.text(self.tokens[at]);
        text.len() <= 6
            && !text.bytes().any(|b| b.is_ascii_alphabetic())
            && (text.len() <= 3 || !text.is_ascii())
            && self.tokens.get(at + 1).is_none_or(|t| t.has(SPACE_BEFORE))
    }

    /// Whether the ender at `at` with its tail up to `end` ends a sentence.
    fn ends(&self, ender: Ender, at: usize, end: usize) -> bool {
        let Some(&next) = self.tokens.get(end) else { return true };
        if !next.has(SPACE_BEFORE) {
            return false;
        }
        let first = self.opened(end);
        let Some(&word) = self.tokens.get(first) else { return true };
        match ender {
            Ender::Abbreviation => self.starts(first),
            _ if self.text(word).starts_with(char::is_lowercase) => false,
            _ if matches!(next.kind, TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon) => false,
            Ender::Loud => !(end > at + 1 && self.is_speaker(first)),
            Ender::Plain => true,
        }
    }

    /// The token after quotation marks, brackets and bullets that open.
    fn opened(&self, mut at: usize) -> usize {
        while self
            .tokens
            .get(at)
            .is_some_and(|t| t.kind.is_passed_over() || matches!(t.kind, TokenKind::Open | TokenKind::Other))
        {
            at += 1;
        }
        at
    }

    /// A capitalised word that begins sentences, and no initial.
    fn starts(&self, at: usize) -> bool {
        let initial = self.tokens[at].end - self.tokens[at].start == 1
            && self.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Period);
        !initial && self.tokens[at].has(CAPITAL) && self.core.starters.longest_at(self.tokens, at) > 0
    }

    /// Up to four capitalised words and a verb of saying.
    fn is_speaker(&self, at: usize) -> bool {
        if self.starts(at) {
            return false;
        }
        let name = self.tokens[at..].iter().take(4).take_while(|t| t.has(CAPITAL)).count();
        let verbs = [&self.core.said, &self.core.affirmed, &self.core.claimed];
        name > 0 && verbs.iter().any(|v| v.longest_at(self.tokens, at + name) > 0)
    }
}

/// Whether an entry's last word is token `last`.
fn ends_entry(list: &Lexicon, tokens: &[Token], last: usize) -> bool {
    let longest = list.longest().min(last + 1);
    (1..=longest).any(|n| list.lengths(tokens, last + 1 - n, false).any(|found| found == n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Vocabulary, tokenize};

    fn cut(text: &str) -> Vec<String> {
        let mut vocabulary = Vocabulary::new();
        let core = Core::from_files(
            [
                ("abbreviations-title", "Dr\nSen\nMs\nSt"),
                ("abbreviations", "Inc\nJan\nNo\nPh.D"),
                ("sentence-starters", "The\nWe\nShe\nA\nIn"),
                ("attribution-neutral", "said\nasked"),
            ],
            &mut vocabulary,
        );
        let mut tokens = Vec::new();
        tokenize(text, 0, text.len(), &vocabulary, &mut tokens);
        split(text, &tokens, &core)
            .into_iter()
            .map(|s| text[tokens[s.start].start as usize..tokens[s.end - 1].end as usize].to_string())
            .collect()
    }

    #[test]
    fn sentences_are_cut_at_the_bar() {
        let cases = [
            // Titles, initials, abbreviations.
            "Dr. Ruiz and Sen. Lee met St. Paul.|We left.",
            "John F. Kennedy spoke.|He won.",
            "We followed Malcolm X.|The rest is known.",
            "Acme, Inc. hired Bo.|Acme Inc. Workers lost.|She sued Acme Inc.|The firm fell.",
            "She has a Ph.D. from Yale.|In Jan. 2020 we met.",
            "No.|We will not.",
            "Rule No. 5 holds.",
            "In the U.S. Black tenants pay more in the U.S.|We know.",
            "We met at 5 p.m. Monday.",
            "It cost 3.5 million.|20 people came.",
            "It is so in the U.S.” |She left.",
            // Quotations.
            "“We won,” she said.|“Stop!” she said.|“Stop!” Dana Ruiz said.|“Stop!”|She left.",
            "“We won.”|She left.",
            "She asked, \"Why?\"|We know.|\"We know.\"",
            "He said (quietly.)|We heard.",
            "Really?!|Yes…|We did... and so on.",
            // No ends.
            "We demand: The end; The start.",
            "Visit x.org. now, see p.5 there",
            "1. The board meets.|2. The staff meets.",
            "A. The board meets.|We agree.",
            "Go... |[...] We went.",
            // Notes stay with their sentence.
            "We won.[1] |She left.¹ |We stay.12 |The end. [3]",
            "We won.* |She left.",
            "",
            "...",
        ];
        for case in cases {
            let text = case.replace('|', if case.contains(" |") { "" } else { " " });
            let want: Vec<&str> = case.split('|').map(str::trim).filter(|s| !s.is_empty()).collect();
            assert_eq!(cut(&text), want, "{text}");
        }
    }

    #[test]
    fn a_full_stop_before_a_new_list_mark_ends() {
        assert_eq!(cut("1. The board meets. We agree."), ["1. The board meets.", "We agree."]);
    }
}
