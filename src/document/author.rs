//! Who issues the document: the author's names, found where documents introduce themselves.

use super::Block;
use super::structure::{Parts, is_title_zone, self_description};
use crate::terms::Zone;
use crate::words::core::Core;
use crate::words::{CAPITAL, CAPITALS, CLITIC, GLUED_LEFT, GLUED_RIGHT, Token, TokenKind, Vocabulary, fold, tokenize};

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
/// Words without a capital that join the parts of a name except in titles, where they begin the topic.
const LOOSE: &[&str] = &["on", "in", "to", "with", "at"];
/// Domains that say nothing of an organization.
const HOSTS: &[&str] =
    &["gmail", "yahoo", "hotmail", "outlook", "aol", "icloud", "twitter", "facebook", "youtube", "bit"];
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
    finder.led(&mut author);
    finder.domains(&mut author);
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
        if words.is_empty()
            || (words.len() == 1 && FORMS.contains(&&*words[0].folded))
            || one
            || self.names.contains(&words)
        {
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
            || last.has(CLITIC)
            || (!rest.is_empty() && FORMS.iter().chain(JOINTS).any(|f| is(prose, *last, f))))
    {
        tokens = rest;
    }
    tokens
}

fn is(prose: &str, token: Token, word: &str) -> bool {
    prose.get(token.range()).is_some_and(|t| t.eq_ignore_ascii_case(word) || (!t.is_ascii() && fold(t) == word))
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

/// The label of an address that names its owner: "aaldef" of `a@mail.aaldef.org`.
fn domain(address: &str) -> Option<String> {
    let host = address.rsplit('@').next()?;
    let host = host.rsplit("://").next()?.split('/').next()?.to_ascii_lowercase();
    let mut labels = host.split('.').rev().skip(1);
    let second = |l: &&str| !matches!(*l, "co" | "com" | "org" | "gov" | "net" | "ac" | "house" | "senate");
    labels.find(second).filter(|l| l.len() > 1 && !HOSTS.contains(l)).map(str::to_string)
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
    /// In a title, "on" and the like end it.
    fn name<'t>(&self, tokens: &'t [Token], at: usize, title: bool) -> &'t [Token] {
        let mut end = at;
        let mut here = at;
        while let Some(&token) = tokens.get(here).filter(|_| here < at + 14) {
            let capital = token.kind == TokenKind::Word && token.has(CAPITAL) && !(title && self.among(token, STOPS));
            let goes_on = token.has(CLITIC) || token.kind == TokenKind::Number || token.has(GLUED_LEFT);
            let joint = self.among(token, JOINTS) || (!title && self.among(token, LOOSE)) || self.is(token, "&");
            here += 1;
            if capital || (goes_on && end > at) {
                end = here;
            } else if !joint || end == at {
                break;
            }
        }
        &tokens[at.min(end)..end]
    }

    /// The organization whose leader is quoted and that is itself named in the headline or lead, if there is only one.
    fn led(&self, author: &mut Author) {
        if !author.is_empty() {
            return;
        }
        let tokens = self.parts.tokens;
        let mut found: Option<&[Token]> = None;
        for at in 0..tokens.len() {
            let title = self.core.leader_titles.longest_at(tokens, at);
            let of = tokens.get(at + title).filter(|t| title > 0 && self.among(**t, &["of", "at", "for", "with"]));
            if of.is_none() {
                continue;
            }
            let name = self.name(tokens, self.after_article(tokens, at + title + 1), false);
            let words = |n: &[Token]| n.iter().map(|t| self.parts.word(*t)).collect::<Vec<_>>();
            match found {
                _ if name.is_empty() => {}
                Some(other) if words(other) != words(name) => return,
                _ => found = Some(name),
            }
        }
        let Some(name) = found else { return };
        let mut candidate = Author::default();
        candidate.add(self.parts.prose, name);
        let top = |b: &&Block| is_title_zone(b) || b.zone == Zone::Lead;
        let told = self.parts.blocks.iter().filter(top).any(|b| {
            let own = self.parts.tokens_of(b);
            (0..own.len()).any(|i| candidate.matches_at(self.parts.prose, own, i) > 0)
        });
        if told {
            author.add(self.parts.prose, name);
        }
    }

    fn after_article(&self, tokens: &[Token], at: usize) -> usize {
        at + usize::from(tokens.get(at).is_some_and(|t| self.is(*t, "the")))
    }

    /// "Statement from X on", "X Statement on", "X: statement on".
    fn title(&self, tokens: &[Token], author: &mut Author) {
        let Some(at) = tokens.iter().position(|t| self.among(*t, &["statement", "message"])) else { return };
        let next = tokens.get(at + 1);
        if next.is_some_and(|t| self.among(*t, &["from", "by", "of"])) {
            let name = self.name(tokens, self.after_article(tokens, at + 2), true);
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
                || (!rest.is_empty() && self.core.leader_titles.lengths(before, rest.len(), true).any(|n| n == 1))
                || self.among(*last, &["joint", "solidarity", "public", "official", "press", "policy", "a", "media"]))
        {
            before = rest;
        }
        let topic =
            next.is_some_and(|t| self.among(*t, &["on", "regarding", "about", "in", "for", "against", "concerning"]));
        let whole = self.name(before, 0, true).len() == before.len()
            || before.last().is_some_and(|t| t.kind == TokenKind::Comma);
        if topic && whole && before.len() <= 8 {
            author.add(self.parts.prose, self.name(before, 0, true));
        }
    }

    /// "About X" and "X is a nonprofit".
    fn boilerplate(&self, tokens: &[Token], author: &mut Author) {
        // A picture may stand before the words.
        let marks = tokens.iter().take_while(|t| !t.kind.is_content()).count();
        let tokens = &tokens[marks..];
        if tokens.first().is_some_and(|t| self.is(*t, "about")) {
            let at = self.after_article(tokens, 1);
            author.add(self.parts.prose, self.name(tokens, at, false));
        } else if self_description(self.parts.prose, tokens) {
            let at = self.after_article(tokens, 0);
            author.add(self.parts.prose, self.name(tokens, at, false));
        }
    }

    /// Organizations in a contact or a release line: names that end in what "our" is said of.
    fn organizations(&self, tokens: &[Token], author: &mut Author) {
        const DEPARTMENTS: &[&str] =
            &["office", "department", "staff", "board", "group", "campaign", "project", "team"];
        let mut at = 0;
        while at < tokens.len() {
            let name = self.name(tokens, at, false);
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
        let first = self.after_article(tokens, at + 1 + usize::from(colon));
        let name = self.name(tokens, first, false);
        let rest = tokens.len().saturating_sub(first + name.len());
        if marked && !name.is_empty() && rest <= 3 {
            author.add(self.parts.prose, name);
        }
    }

    /// The organization of an address under Contact or "About": an acronym, or a name in title or lead, that its domain
    /// spells.
    fn domains(&self, author: &mut Author) {
        let mut labels: Vec<String> = Vec::new();
        for block in self.parts.blocks.iter().filter(|b| matches!(b.zone, Zone::Contact | Zone::Boilerplate)) {
            let addresses = self.parts.tokens_of(block).iter().filter(|t| t.kind == TokenKind::Address);
            labels.extend(addresses.filter_map(|t| domain(self.parts.word(*t))));
        }
        labels.sort_unstable();
        labels.dedup();
        for block in self.parts.blocks.iter().filter(|b| is_title_zone(b) || b.zone == Zone::Lead) {
            let tokens = self.parts.tokens_of(block);
            for at in 0..tokens.len() {
                let name = self.name(tokens, at, true);
                let fits = (1..=name.len()).find(|&n| {
                    let spelled: String = name[..n].iter().map(|t| fold(self.parts.word(*t))).collect();
                    labels.contains(&spelled) && (n > 1 || name[0].has(CAPITALS))
                });
                if let Some(n) = fits {
                    author.add(self.parts.prose, &name[..n]);
                }
            }
        }
    }

    /// `X (ABC)`: the acronym of a name that is known, or the name of an acronym that is known.
    fn acronyms(&self, author: &mut Author) {
        let prose = self.parts.prose;
        for block in self.parts.blocks {
            let tokens = self.parts.tokens_of(block);
            for at in 1..tokens.len().saturating_sub(2) {
                let acronym = tokens[at + 1];
                let bracket = tokens[at].kind == TokenKind::Open && tokens[at + 2].kind == TokenKind::Close;
                if !bracket || !acronym.has(CAPITALS) || !tokens[at - 1].kind.is_content() {
                    continue;
                }
                let known = (at.saturating_sub(14)..at).any(|i| i + author.matches_at(prose, tokens, i) == at);
                if known {
                    author.add(prose, &tokens[at + 1..at + 2]);
                } else if author.matches_at(prose, tokens, at + 1) == 1
                    && let Some(name) = self.spelled(&tokens[at.saturating_sub(14)..at], acronym)
                {
                    author.add(prose, name);
                }
            }
        }
    }

    /// The longest name at the end of `tokens` that begins as the acronym does.
    fn spelled<'t>(&self, tokens: &'t [Token], acronym: Token) -> Option<&'t [Token]> {
        let initial = self.parts.word(acronym).chars().next()?;
        let starts = |t: Token| t.has(CAPITAL) && self.parts.word(t).starts_with(initial);
        let whole = |i: usize| self.name(tokens, i, false).len() == tokens.len() - i;
        let first = (0..tokens.len().saturating_sub(1)).find(|&i| starts(tokens[i]) && whole(i))?;
        Some(&tokens[first..])
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
            ("# NCD Chair Statement on Rent", &["NCD"]),
            ("# Rent\n\n{lead}\n\n# About the Council on Homes", &["Council on Homes"]),
            ("# BF wins\n\nThe Bay Fund (BF) won a new law today.\n\nContact: ana@mail.bf.org", &["BF", "Bay Fund"]),
            ("# Homes\n\nBay Fund Oakland won a new law today.\n\nContact: ana@bayfund.org", &["Bay Fund"]),
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
