//! Cuts text into tokens. ASCII goes byte by byte; other characters are folded as they come.

use super::{CAPITAL, CAPITALS, CLITIC, GLUED_LEFT, GLUED_RIGHT, SPACE_BEFORE, Token, TokenKind, Vocabulary};
use crate::span::narrow;

/// The folded form of a word: lower case, straight apostrophes, no soft hyphens or zero-width characters.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

fn fold_into(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.push_str(word);
        out.make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{201B}' | '\u{FF07}' => out.push('\''),
            c if is_ignored(c) => {}
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// Soft hyphens, zero-width characters and joiners: in a word they count for nothing.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}' | '\u{2018}' | '\u{FF07}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || c == '_'
    } else {
        // A raised number marks a footnote.
        let raised = matches!(c, '\u{B9}' | '\u{B2}' | '\u{B3}' | '\u{2070}'..='\u{2079}');
        (c.is_alphanumeric() && !raised) || is_ignored(c) || is_combining(c)
    }
}

/// Combining marks stay with their letter, so that decomposed accents do not cut a word.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Cuts `text[from..to]` into tokens and appends them; offsets count from the start of `text`.
pub fn tokenize(text: &str, from: usize, to: usize, vocabulary: &Vocabulary, out: &mut Vec<Token>) {
    let slice = text.get(from..to).unwrap_or("");
    Cutter { text: slice, base: from, at: 0, space: true, glued: false, vocabulary, out, buffer: String::new() }.run();
}

struct Cutter<'a> {
    text: &'a str,
    base: usize,
    at: usize,
    /// White space, or the start, stands before `at`.
    space: bool,
    /// A hyphen that glues stands right before `at`.
    glued: bool,
    vocabulary: &'a Vocabulary,
    out: &'a mut Vec<Token>,
    buffer: String,
}

impl Cutter<'_> {
    fn run(&mut self) {
        while let Some(c) = self.peek(self.at) {
            if is_space(c) {
                self.at += c.len_utf8();
                self.space = true;
                self.glued = false;
            } else if is_word(c) {
                if is_ignored(c) {
                    self.at += c.len_utf8();
                } else {
                    self.word_or_number(c);
                }
            } else {
                self.mark(c);
            }
        }
    }

    fn peek(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            None => None,
            Some(&b) if b < 0x80 => Some(b as char),
            Some(_) => self.text.get(at..)?.chars().next(),
        }
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind, word: u32, flags: u8) {
        let mut flags = flags;
        if self.space {
            flags |= SPACE_BEFORE;
        }
        if self.glued {
            flags |= GLUED_LEFT;
        }
        self.out.push(Token { start: narrow(self.base + start), end: narrow(self.base + end), word, kind, flags });
        self.space = false;
        self.glued = false;
        self.at = end;
    }

    /// Where the run of word characters from `at` ends.
    fn run_end(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = at;
        loop {
            match bytes.get(end) {
                Some(b) if b.is_ascii_alphanumeric() || *b == b'_' => end += 1,
                Some(b) if *b < 0x80 => return end,
                None => return end,
                Some(_) => match self.peek(end) {
                    Some(c) if is_word(c) => end += c.len_utf8(),
                    _ => return end,
                },
            }
        }
    }

    fn word_or_number(&mut self, first: char) {
        let start = self.at;
        if let Some(end) = self.address_end(start) {
            self.push(start, end, TokenKind::Address, 0, 0);
            return;
        }
        if first.is_ascii_digit() {
            let end = self.number_end(start);
            // "9/11", "section 8": lists and patterns may name a number.
            let word = self.vocabulary.id(&self.text[start..end]);
            self.push(start, end, TokenKind::Number, word, 0);
            self.glue();
            return;
        }
        if let Some(end) = self.dotted_end(start) {
            self.word(start, end, 0);
            return;
        }
        let mut end = self.run_end(start);
        // An apostrophe between letters belongs to the word: O'Brien, people's, don't.
        while let Some(c) = self.peek(end)
            && is_apostrophe(c)
            && self.peek(end + c.len_utf8()).is_some_and(|n| n.is_alphabetic())
        {
            end = self.run_end(end + c.len_utf8());
        }
        match self.clitic(start, end) {
            Some(cut) => {
                self.word(start, cut, 0);
                self.word(cut, end, CLITIC);
            }
            None => self.word(start, end, 0),
        }
        self.glue();
    }

    /// Marks a hyphen between letters or digits: it glues the two tokens.
    fn glue(&mut self) {
        if let Some(c) = self.peek(self.at)
            && is_hyphen(c)
            && self.peek(self.at + c.len_utf8()).is_some_and(|n| n.is_alphanumeric())
        {
            if let Some(last) = self.out.last_mut() {
                last.flags |= GLUED_RIGHT;
            }
            self.at += c.len_utf8();
            self.glued = true;
        }
    }

    fn word(&mut self, start: usize, end: usize, flags: u8) {
        let mut buffer = std::mem::take(&mut self.buffer);
        let raw = &self.text[start..end];
        fold_into(raw, &mut buffer);
        let word = self.vocabulary.id(&buffer);
        self.buffer = buffer;
        self.push(start, end, TokenKind::Word, word, flags | case_flags(raw));
    }

    /// Where a contraction is cut: `we|'re`, `do|n't`, `people|'s`.
    fn clitic(&self, start: usize, end: usize) -> Option<usize> {
        let raw = &self.text[start..end];
        let (i, mark) = raw.char_indices().rev().find(|(_, c)| is_apostrophe(*c))?;
        let tail = fold(&raw[i + mark.len_utf8()..]);
        match &*tail {
            "s" | "re" | "ve" | "ll" | "d" | "m" if i > 0 => Some(start + i),
            "t" if i > 1 && raw[..i].ends_with(['n', 'N']) => Some(start + i - 1),
            _ => None,
        }
    }

    /// `U.S.`, `a.m.`, `N.A.A.C.P.`: letters with a full stop after each, the last one included.
    fn dotted_end(&self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = start;
        let mut letters = 0;
        while bytes.get(at).is_some_and(u8::is_ascii_alphabetic) && bytes.get(at + 1) == Some(&b'.') {
            at += 2;
            letters += 1;
        }
        let ends_in_word = bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        (letters >= 2 && !ends_in_word).then_some(at)
    }

    fn number_end(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = self.run_end(start);
        while bytes.get(end).is_some_and(|b| matches!(b, b',' | b'.' | b':'))
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
        {
            end = self.run_end(end + 1);
        }
        end
    }

    /// The end of a URL or e-mail address that starts here.
    fn address_end(&self, start: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(start..)?;
        let url = starts_with_fold(rest, b"http://")
            || starts_with_fold(rest, b"https://")
            || starts_with_fold(rest, b"www.");
        if !url && !(is_local_part(rest)) {
            return None;
        }
        let mut end = start;
        while let Some(c) = self.peek(end)
            && !is_space(c)
            && !matches!(c, '<' | '>' | '"' | '\u{201C}' | '\u{201D}' | '|')
        {
            end += c.len_utf8();
        }
        // Marks at its end belong to the sentence.
        let kept = self.text[start..end]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '\u{2019}', '*', '_']);
        (!kept.is_empty()).then_some(start + kept.len())
    }

    /// The end of a contraction's second half that stands by itself: `”’s`, or a pattern's `'s`.
    fn lone_clitic(&self, start: usize, c: char) -> Option<usize> {
        let from = start + c.len_utf8();
        let end = self.run_end(from);
        let alone = !self.space || (start == 0 && end == self.text.len());
        let tail = self.text.get(from..end)?;
        (alone && ["s", "re", "ve", "ll", "d", "m"].iter().any(|t| tail.eq_ignore_ascii_case(t))).then_some(end)
    }

    fn mark(&mut self, c: char) {
        let start = self.at;
        let end = start + c.len_utf8();
        if is_apostrophe(c)
            && let Some(end) = self.lone_clitic(start, c)
        {
            return self.word(start, end, CLITIC);
        }
        let kind = match c {
            ',' => TokenKind::Comma,
            ';' => TokenKind::Semicolon,
            ':' => TokenKind::Colon,
            '(' | '[' => TokenKind::Open,
            ')' | ']' => TokenKind::Close,
            '"' => TokenKind::QuoteStraight,
            '\u{201C}' | '\u{201F}' | '\u{AB}' | '\u{201E}' => TokenKind::QuoteOpen,
            '\u{201D}' | '\u{BB}' => TokenKind::QuoteClose,
            '\u{2018}' | '\u{201B}' => TokenKind::SingleOpen,
            '\u{2019}' => TokenKind::SingleClose,
            '\'' if self.space => TokenKind::SingleOpen,
            '\'' => TokenKind::SingleClose,
            '?' => TokenKind::Question,
            '!' => TokenKind::Exclamation,
            '\u{2026}' => TokenKind::Ellipsis,
            '/' => TokenKind::Slash,
            '$' | '\u{A3}' | '\u{20AC}' | '\u{A5}' => TokenKind::Currency,
            '%' => TokenKind::Percent,
            '\u{2014}' | '\u{2013}' | '\u{2012}' | '\u{2015}' | '\u{2212}' => TokenKind::Dash,
            '\u{FFFC}' => TokenKind::Opaque,
            // "and" in names: a word, so that patterns and lists can hold it.
            '&' => return self.word(start, end, 0),
            '.' => return self.dots(start),
            c if is_hyphen(c) => return self.hyphens(start, c),
            _ => TokenKind::Other,
        };
        self.push(start, end, kind, 0, 0);
    }

    fn dots(&mut self, start: usize) {
        let count = self.text[start..].bytes().take_while(|&b| b == b'.').count();
        match count {
            1 => self.push(start, start + 1, TokenKind::Period, 0, 0),
            n => self.push(start, start + n, TokenKind::Ellipsis, 0, 0),
        }
    }

    fn hyphens(&mut self, start: usize, c: char) {
        let end = start + self.text[start..].chars().take_while(|&n| n == c).map(char::len_utf8).sum::<usize>();
        let alone = self.space && self.peek(end).is_none_or(is_space);
        let kind = if end > start + c.len_utf8() || alone { TokenKind::Dash } else { TokenKind::Other };
        self.push(start, end, kind, 0, 0);
    }
}

fn starts_with_fold(bytes: &[u8], prefix: &[u8]) -> bool {
    bytes.len() >= prefix.len() && bytes[..prefix.len()].eq_ignore_ascii_case(prefix)
}

/// Whether an e-mail address starts here: local part, `@`, a domain with a full stop.
fn is_local_part(rest: &[u8]) -> bool {
    let local = rest.iter().take(64).take_while(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(b)).count();
    if rest.get(local) != Some(&b'@') {
        return false;
    }
    let domain =
        rest[local + 1..].iter().take(255).take_while(|b| b.is_ascii_alphanumeric() || b".-".contains(b)).count();
    rest[local + 1..local + 1 + domain].iter().position(|&b| b == b'.').is_some_and(|dot| dot > 0 && dot + 1 < domain)
}

fn case_flags(raw: &str) -> u8 {
    let mut letters = raw.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return 0 };
    if !first.is_uppercase() {
        return 0;
    }
    let mut more = 0;
    let all = letters.all(|c| {
        more += 1;
        c.is_uppercase()
    });
    if all && more > 0 { CAPITAL | CAPITALS } else { CAPITAL }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        tokenize(text, 0, text.len(), &Vocabulary::new(), &mut out);
        out.iter().map(|t| text[t.range()].to_string()).collect()
    }

    #[test]
    fn contractions_are_split_and_names_are_not() {
        assert_eq!(
            cut("We're people's, don’t O'Brien '90s workers’ can't"),
            ["We", "'re", "people", "'s", ",", "do", "n’t", "O'Brien", "'", "90s", "workers", "’", "ca", "n't"]
        );
    }

    #[test]
    fn hyphens_glue() {
        let mut out = Vec::new();
        let text = "officer-involved - non‑citizen";
        tokenize(text, 0, text.len(), &Vocabulary::new(), &mut out);
        assert!(out[0].has(GLUED_RIGHT) && out[1].has(GLUED_LEFT));
        assert_eq!(out[2].kind, TokenKind::Dash);
        assert!(out[3].has(GLUED_RIGHT) && out[4].has(GLUED_LEFT));
    }

    #[test]
    fn numbers_initials_and_addresses_are_one_token() {
        assert_eq!(
            cut("U.S. 20,000 3.5% a.m. www.x.org/a, dana@x.org."),
            ["U.S.", "20,000", "3.5", "%", "a.m.", "www.x.org/a", ",", "dana@x.org", "."]
        );
    }

    #[test]
    fn soft_hyphens_and_case_fold_away() {
        assert_eq!(fold("Voice\u{AD}less"), "voiceless");
        assert_eq!(fold("DON’T"), "don't");
    }
}
