//! Who issues the document: the author's names, found where documents introduce themselves.

use super::structure::{Parts, is_title_zone, self_description};
use crate::terms::Zone;
use crate::words::core::Core;
use crate::words::{CAPITAL, CAPITALS, GLUED_LEFT, GLUED_RIGHT, Token, TokenKind, Vocabulary, fold, tokenize};

/// A word of a name, folded, and how it must be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordKey {
    folded: Box<str>,
    capital: bool,
    capitals: bool,
}

/// The author's own names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Author {
    /// The names as they are shown, the first found first; acronyms among them.
    pub display: Vec<String>,
    /// The same names as words, without "The" before and "Inc." after.
    pub names: Vec<Vec<WordKey>>,
}

/// Words that end a name after "Statement from X".
const STOPS: &[&str] = &[
    "on",
    "in",
    "about",
    "regarding",
    "concerning",
    "following",
    "after",
    "against",
    "re",
    "to",
    "at",
    "upon",
    "calling",
    "condemning",
    "opposing",
    "supporting",
    "as",
    "is",
    "are",
    "was",
    "has",
];
/// Words that stand in a name without a capital.
const JOINTS: &[&str] = &["of", "the", "and", "for", "de", "la", "del", "los"];
/// What follows "About" without being a name.
const NOT_NAMES: &[&str] = &[
    "us",
    "me",
    "you",
    "this",
    "these",
    "our",
    "the",
    "author",
    "company",
    "event",
    "administration",
    "organization",
    "president",
    "press",
    "secretary",
    "record",
    "statement",
    "joint",
    "solidarity",
    "contact",
    "media",
    "press release",
];
/// Dropped at the end of a name.
const FORMS: &[&str] = &["inc", "llc", "ltd", "corp", "co", "plc", "llp"];

/// Finds the author's names: `given` (from a profile) first, then titles, "About X", self-descriptions, `SOURCE: X`
/// and organizations in the release's head and contact; last, acronyms in brackets after a name. Zones must be set.
pub fn find(parts: &Parts, core: &Core, given: &[String]) -> Author {
    let mut author = Author::default();
    for name in given {
        author.add_text(name);
    }
    let finder = Finder { parts, core };
    for block in parts.blocks {
        let tokens = parts.tokens_of(block);
        match block.zone {
            _ if is_title_zone(block) => finder.title(tokens, &mut author),
            Zone::Boilerplate => finder.boilerplate(tokens, &mut author),
            Zone::Contact | Zone::Dateline => finder.organizations(tokens, &mut author),
            Zone::Body | Zone::Lead => finder.source(tokens, &mut author),
            _ => {}
        }
    }
    finder.acronyms(&mut author);
    author
}

impl Author {
    /// Whether no name is known.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The length, in tokens, of the longest name at token `at`, a "the" before it included; 0 for none.
    pub fn matches_at(&self, prose: &str, tokens: &[Token], at: usize) -> usize {
        let Some(first) = tokens.get(at).filter(|t| t.kind.is_content()) else { return 0 };
        if self.names.is_empty() || first.has(GLUED_LEFT) {
            return 0;
        }
        let article = is(prose, *first, "the");
        let start = at + usize::from(article);
        let longest = self.names.iter().map(|n| stands(n, prose, tokens, start)).max().unwrap_or(0);
        if longest == 0 { 0 } else { longest + usize::from(article) }
    }

    /// Adds a name as it is written.
    fn add_text(&mut self, name: &str) {
        let mut tokens = Vec::new();
        tokenize(name, 0, name.len(), &Vocabulary::new(), &mut tokens);
        self.add(name, &tokens);
    }

    /// Adds the name that `tokens` are.
    fn add(&mut self, prose: &str, tokens: &[Token]) {
        let kept = trim(prose, tokens);
        let (Some(first), Some(last)) = (kept.first(), kept.last()) else { return };
        let words: Vec<WordKey> = kept.iter().filter(|t| t.kind.is_content()).map(|t| key(prose, *t)).collect();
        let one = if let [word] = &*words { NOT_NAMES.contains(&&*word.folded) } else { false };
        if words.is_empty() || one || self.names.contains(&words) {
            return;
        }
        self.display.push(prose.get(first.start as usize..last.end as usize).unwrap_or("").to_string());
        self.names.push(words);
    }
}

fn key(prose: &str, token: Token) -> WordKey {
    let capitals = token.has(CAPITALS) && token.end - token.start <= 6;
    WordKey { folded: fold(prose.get(token.range()).unwrap_or("")).into(), capital: token.has(CAPITAL), capitals }
}

/// Without "The" before and "Inc." after.
fn trim<'t>(prose: &str, mut tokens: &'t [Token]) -> &'t [Token] {
    while let [first, rest @ ..] = tokens
        && (!first.kind.is_content() || is(prose, *first, "the"))
    {
        tokens = rest;
    }
    while let [rest @ .., last] = tokens
        && (!last.kind.is_content()
            || last.has(crate::words::CLITIC)
            || (!rest.is_empty() && FORMS.iter().chain(JOINTS).any(|f| is(prose, *last, f))))
    {
        tokens = rest;
    }
    tokens
}

fn is(prose: &str, token: Token, word: &str) -> bool {
    prose.get(token.range()).is_some_and(|t| t.eq_ignore_ascii_case(word))
}

/// The length of the name at token `at`, with the marks between its words; 0 where it does not stand there.
fn stands(name: &[WordKey], prose: &str, tokens: &[Token], at: usize) -> usize {
    let mut here = at;
    for (n, key) in name.iter().enumerate() {
        while n > 0 && tokens.get(here).is_some_and(|t| is_inside(prose, *t)) {
            here += 1;
        }
        let Some(token) = tokens.get(here).filter(|t| t.kind.is_content()) else { return 0 };
        let text = prose.get(token.range()).unwrap_or("");
        let word = text.eq_ignore_ascii_case(&key.folded) || (!text.is_ascii() && *fold(text) == *key.folded);
        if !word || (key.capital && !token.has(CAPITAL)) || (key.capitals && !token.has(CAPITALS)) {
            return 0;
        }
        here += 1;
    }
    if tokens.get(here - 1).is_some_and(|t| t.has(GLUED_RIGHT)) { 0 } else { here - at }
}

/// Marks that a name may hold.
fn is_inside(prose: &str, token: Token) -> bool {
    matches!(token.kind, TokenKind::Comma | TokenKind::Slash | TokenKind::SingleClose)
        || (token.kind == TokenKind::Other && is(prose, token, "&"))
}

struct Finder<'a> {
    parts: &'a Parts<'a>,
    core: &'a Core,
}

impl Finder<'_> {
    fn is(&self, token: Token, word: &str) -> bool {
        is(self.parts.prose, token, word)
    }

    fn among(&self, token: Token, words: &[&str]) -> bool {
        words.iter().any(|w| self.is(token, w))
    }

    /// The tokens of the name that begins at `at`: capitalised words, with "of the" and "&" between them.
    fn name<'t>(&self, tokens: &'t [Token], at: usize) -> &'t [Token] {
        let mut end = at;
        let mut here = at;
        while let Some(&token) = tokens.get(here).filter(|_| here < at + 14) {
            let capital = token.kind == TokenKind::Word && token.has(CAPITAL) && !self.among(token, STOPS);
            let clitic = token.has(crate::words::CLITIC) || token.kind == TokenKind::Number || token.has(GLUED_LEFT);
            here += 1;
            if capital || (clitic && end > at) {
                end = here;
            } else if !(self.among(token, JOINTS)
                || is_inside(self.parts.prose, token) && token.kind == TokenKind::Other)
            {
                break;
            }
        }
        &tokens[at.min(end)..end]
    }

    /// "Statement from X on", "X Statement on", "X: statement on".
    fn title(&self, tokens: &[Token], author: &mut Author) {
        let Some(at) = tokens.iter().position(|t| self.among(*t, &["statement", "message"])) else { return };
        let next = tokens.get(at + 1);
        if next.is_some_and(|t| self.among(*t, &["from", "by", "of"])) {
            let name = self.name(tokens, at + 2);
            let policy = name.last().is_some_and(|_| {
                (0..name.len()).any(|i| self.core.policy_titles.lengths(name, i, true).any(|n| i + n == name.len()))
            });
            if !policy {
                author.add(self.parts.prose, name);
            }
            return;
        }
        let mut before = &tokens[..at];
        while let [rest @ .., last] = before
            && (last.kind == TokenKind::Colon
                || self.core.news_verbs.longest_at(before, rest.len()) > 0
                || self.among(*last, &["joint", "solidarity", "public", "official", "press", "policy", "a", "media"]))
        {
            before = rest;
        }
        let topic =
            next.is_some_and(|t| self.among(*t, &["on", "regarding", "about", "in", "for", "against", "concerning"]));
        let whole =
            self.name(before, 0).len() == before.len() || before.last().is_some_and(|t| t.kind == TokenKind::Comma);
        if topic && whole && before.len() <= 8 {
            author.add(self.parts.prose, self.name(before, 0));
        }
    }

    /// "About X" and "X is a nonprofit".
    fn boilerplate(&self, tokens: &[Token], author: &mut Author) {
        if tokens.first().is_some_and(|t| self.is(*t, "about")) {
            let at = 1 + usize::from(tokens.get(1).is_some_and(|t| self.is(*t, "the")));
            author.add(self.parts.prose, self.name(tokens, at));
        } else if self_description(self.parts.prose, tokens) {
            let at = usize::from(tokens.first().is_some_and(|t| self.is(*t, "the")));
            author.add(self.parts.prose, self.name(tokens, at));
        }
    }

    /// Organizations in a contact or a release line: names that end in what "our" is said of.
    fn organizations(&self, tokens: &[Token], author: &mut Author) {
        const DEPARTMENTS: &[&str] =
            &["office", "department", "staff", "board", "group", "campaign", "project", "team"];
        let mut at = 0;
        while at < tokens.len() {
            let name = self.name(tokens, at);
            let head = name.last().is_some_and(|t| {
                let folded = self.parts.word(*t).to_ascii_lowercase();
                !DEPARTMENTS.contains(&&*folded)
                    && self.core.own_heads.lengths(name, name.len() - 1, true).next().is_some()
            });
            if head && name.len() >= 2 && !self.among(name[0], &["press", "media", "communications", "contact"]) {
                author.add(self.parts.prose, name);
            }
            at += name.len().max(1);
        }
    }

    /// "SOURCE: X" or "(SOURCE X)" as a block of its own.
    fn source(&self, tokens: &[Token], author: &mut Author) {
        let Some(at) = tokens.iter().take(3).position(|t| t.kind == TokenKind::Word) else { return };
        let colon = tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Colon);
        let marked = self.is(tokens[at], "source") && (colon || tokens[at].has(CAPITALS));
        let name = self.name(tokens, at + 1 + usize::from(colon));
        let rest = tokens.len().saturating_sub(at + 1 + usize::from(colon) + name.len());
        if marked && !name.is_empty() && rest <= 3 {
            author.add(self.parts.prose, name);
        }
    }

    /// `X (ABC)`: the acronym of a name that is known, or the name of an acronym that is known.
    fn acronyms(&self, author: &mut Author) {
        let (prose, tokens) = (self.parts.prose, self.parts.tokens);
        for at in 1..tokens.len().saturating_sub(2) {
            let acronym = tokens[at + 1];
            let bracket = tokens[at].kind == TokenKind::Open && tokens[at + 2].kind == TokenKind::Close;
            if !bracket || !acronym.has(CAPITALS) || !tokens[at - 1].kind.is_content() {
                continue;
            }
            let before = at.saturating_sub(14);
            let known = (before..at).any(|i| i + author.matches_at(prose, tokens, i) == at);
            if known {
                author.add(prose, &tokens[at + 1..at + 2]);
            } else if author.matches_at(prose, tokens, at + 1) == 1
                && let Some(start) = self.spelled(before, at, acronym)
            {
                author.add(prose, &tokens[start..at]);
            }
        }
    }

    /// Where the name begins that ends before token `at` and that the acronym abbreviates.
    fn spelled(&self, from: usize, at: usize, acronym: Token) -> Option<usize> {
        let initial = self.parts.word(acronym).chars().next()?;
        let starts = |t: Token| t.has(CAPITAL) && self.parts.word(t).starts_with(initial);
        (from..at).find(|&i| {
            starts(self.parts.tokens[i])
                && self.name(self.parts.tokens.get(..at).unwrap_or(&[]), i).len() == at - i
                && at - i > 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::structure::tests::{Draft, core};

    fn names(text: &str) -> Vec<String> {
        let draft = Draft::new(text);
        find(&draft.parts(), &core().0, &[]).display
    }

    #[test]
    fn names_are_found_where_documents_introduce_themselves() {
        let lead = "Tenants across the whole city won a new law today after ten long years of work.";
        let cases: &[(&str, &[&str])] = &[
            ("# Statement from the Bay Tenants Union on Rent", &["Bay Tenants Union"]),
            ("# Hillary Clinton Issues Statement on Rent", &["Hillary Clinton"]),
            ("# Acme: statement on Rent", &["Acme"]),
            ("# Solidarity Statement on Rent", &[]),
            ("# Statement of Administration Policy", &[]),
            ("# Rent\n\n{lead}\n\n# About the Bay Fund, Inc.\n\nWe work.", &["Bay Fund"]),
            ("# Rent\n\n{lead}\n\n# About Us", &[]),
            ("# Rent\n\n{lead}\n\nThe Bay Fund (BF) is a nonprofit for homes.", &["Bay Fund", "BF"]),
            ("# BF Statement on Rent\n\nThe Bay Fund (BF) won a new law today.", &["BF", "Bay Fund"]),
            ("# Rent\n\n{lead}\n\nSOURCE: Fresh Homes of Oakland", &["Fresh Homes of Oakland"]),
            ("# Rent\n\n{lead}\n\nContact: Ana Ruiz, Bay Housing Coalition, 415-555-0123", &["Bay Housing Coalition"]),
            ("# Rent\n\n{lead}\n\nThe Department (DOJ) sued.", &[]),
        ];
        for (text, want) in cases {
            assert_eq!(names(&text.replace("{lead}", lead)), *want, "{text}");
        }
    }

    #[test]
    fn names_match_whole_and_in_capitals_as_written() {
        let mut author = Author::default();
        author.add_text("The Bay Fund & Friends, Inc.");
        author.add_text("ACT");
        let cases = [
            ("the Bay Fund & Friends won", 5),
            ("Bay Fund and Friends", 0),
            ("BAY FUND & FRIENDS", 4),
            ("bay fund & friends", 0),
            ("ACT won", 1),
            ("Act won", 0),
            ("ACT-UP won", 0),
            ("the law", 0),
        ];
        for (text, want) in cases {
            let mut tokens = Vec::new();
            tokenize(text, 0, text.len(), &Vocabulary::new(), &mut tokens);
            assert_eq!(author.matches_at(text, &tokens, 0), want, "{text}");
        }
    }
}
