//! The pattern language: text in, tree out. The compiler gives it meaning.

use std::ops::Range;

use crate::words::TokenKind;
use crate::words::inflect::Form;

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A word, some form of it, or words that begin so.
    Word(Word),
    /// `{name}`: a slot or lexicon.
    Name(String, Range<usize>),
    /// `(a|b)`, or `[a|b]` where it may be missing.
    Group {
        /// The alternatives.
        alternatives: Vec<Vec<Item>>,
        /// Whether it may be missing.
        optional: bool,
    },
    /// `..5`: up to so many words.
    Gap(u8),
    /// A mark that must stand here.
    Mark(TokenKind),
    /// `^`: the sentence starts here.
    Start,
    /// `$`: the sentence ends here.
    End,
    /// `>noun`: what stands before is used as a noun.
    Noun,
}

/// A word of a pattern, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As written, without `~`, `*` and form.
    pub text: String,
    /// The forms that it stands for; none for the word alone.
    pub form: Option<Form>,
    /// `criminaliz*`
    pub prefix: bool,
    /// Where it stands: bytes of the pattern.
    pub at: Range<usize>,
}

/// A mistake in a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternMistake {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where: bytes of the pattern.
    pub at: Range<usize>,
}

/// The longest gap that a pattern may ask for, in words.
pub const LONGEST_GAP: u8 = 8;

/// How deep groups may nest.
const DEEPEST: usize = 16;

/// Reads a pattern.
///
/// # Errors
/// The first mistake, with its place.
pub fn parse(pattern: &str) -> Result<Vec<Item>, PatternMistake> {
    let mut reader = Reader { pattern, at: 0, depth: 0 };
    let items = reader.sequence()?;
    match reader.peek() {
        None if items.is_empty() => {
            Err(mistake("the pattern is empty", "write the words to look for", 0..pattern.len()))
        }
        None => Ok(items),
        Some(c) => Err(mistake(
            format!("`{c}` closes nothing here"),
            format!("take it out, or write `` `{c}` `` for the mark itself"),
            reader.at..reader.at + c.len_utf8(),
        )),
    }
}

fn mistake(message: impl Into<String>, help: impl Into<String>, at: Range<usize>) -> PatternMistake {
    PatternMistake { message: message.into(), help: help.into(), at }
}

struct Reader<'a> {
    pattern: &'a str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.pattern.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Whether a letter or digit stands right before.
    fn glued_before(&self) -> bool {
        self.pattern.get(..self.at).is_some_and(|before| before.ends_with(char::is_alphanumeric))
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn sequence(&mut self) -> Result<Vec<Item>, PatternMistake> {
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None | Some(')' | ']' | '|') => return Ok(items),
                Some(_) => items.push(self.item()?),
            }
        }
    }

    fn item(&mut self) -> Result<Item, PatternMistake> {
        let start = self.at;
        let rest = self.rest();
        let (item, length) = match rest.chars().next() {
            Some('(') => return self.group(')', false),
            Some('[') => return self.group(']', true),
            Some('{') => return self.name(),
            Some('`') => return self.literal(),
            Some('^') if !self.glued_before() => (Item::Start, 1),
            Some('$') if !rest[1..].starts_with(char::is_alphanumeric) => (Item::End, 1),
            Some(c @ ('^' | '$')) => {
                let help =
                    if c == '$' { "for a sum of money write `{money}`" } else { "`^` stands before the first word" };
                return Err(mistake(format!("`{c}` stands inside the words"), help, start..start + 1));
            }
            Some('?') if self.glued_before() || rest[1..].starts_with(char::is_alphanumeric) => {
                return Err(expression(start..start + 1));
            }
            Some('>') => {
                let length = 1 + rest[1..].find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len() - 1);
                if &rest[..length] != ">noun" {
                    return Err(mistake(
                        format!("there is no test `{}`", &rest[..length]),
                        "the only test is `>noun`",
                        start..start + length,
                    ));
                }
                (Item::Noun, length)
            }
            Some('.') if rest.starts_with("..") => return self.gap(),
            Some(c) => match mark(c) {
                Some(kind) => (Item::Mark(kind), c.len_utf8()),
                None => return self.word(),
            },
            None => return Err(mistake("the pattern ends here", "finish it", start..start)),
        };
        self.at += length;
        Ok(item)
    }

    fn group(&mut self, close: char, optional: bool) -> Result<Item, PatternMistake> {
        let start = self.at;
        if self.glued_before() {
            return Err(mistake(
                "a group stands right behind a word",
                "put a space between, or write the forms of a word with `~`: `~relocate`",
                start..start + 1,
            ));
        }
        self.at += 1;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(mistake("groups nest too deep", "split the pattern", start..start + 1));
        }
        let mut alternatives = vec![self.sequence()?];
        while self.peek() == Some('|') {
            self.at += 1;
            alternatives.push(self.sequence()?);
        }
        if self.peek() != Some(close) {
            return Err(mistake(
                format!("this group is not closed with `{close}`"),
                format!("add `{close}`"),
                start..start + 1,
            ));
        }
        self.at += 1;
        self.depth -= 1;
        if alternatives.iter().any(Vec::is_empty) {
            return Err(mistake(
                "an alternative of this group is empty",
                "write `[a|b]` for a part that may be missing",
                start..self.at,
            ));
        }
        Ok(Item::Group { alternatives, optional })
    }

    fn name(&mut self) -> Result<Item, PatternMistake> {
        let start = self.at;
        let Some(end) = self.rest().find('}') else {
            return Err(mistake("this name is not closed with `}`", "add `}`", start..start + 1));
        };
        let name = self.rest()[1..end].to_string();
        self.at += end + 1;
        Ok(Item::Name(name, start..self.at))
    }

    fn gap(&mut self) -> Result<Item, PatternMistake> {
        let start = self.at;
        let digits = self.rest()[2..].bytes().take_while(u8::is_ascii_digit).count();
        let length = self.rest()[2..2 + digits].parse::<u8>().ok().filter(|n| (1..=LONGEST_GAP).contains(n));
        self.at += 2 + digits;
        length.map(Item::Gap).ok_or_else(|| {
            mistake("a gap is `..` and a number", format!("write `..1` to `..{LONGEST_GAP}`"), start..self.at)
        })
    }

    /// `` `x` ``: a mark that the grammar uses itself.
    fn literal(&mut self) -> Result<Item, PatternMistake> {
        let start = self.at;
        let inner = self.rest()[1..].split('`').next().unwrap_or("").to_string();
        self.at += inner.len() + 2;
        let mut tokens = Vec::new();
        crate::words::tokenize(&inner, 0, inner.len(), &crate::words::Vocabulary::new(), &mut tokens);
        match &tokens[..] {
            [one] if !one.kind.is_content() && self.at <= self.pattern.len() => Ok(Item::Mark(one.kind)),
            _ => Err(mistake(
                "between back quotes stands one mark",
                "write `` `(` ``",
                start..self.at.min(self.pattern.len()),
            )),
        }
    }

    fn word(&mut self) -> Result<Item, PatternMistake> {
        let start = self.at;
        let inflect = self.peek() == Some('~');
        if inflect {
            self.at += 1;
        }
        let length = self
            .rest()
            .char_indices()
            .find(|&(_, c)| c.is_whitespace() || "()[]{}|^$>~*`\"".contains(c) || mark(c).is_some())
            .map_or(self.rest().len(), |(i, _)| i);
        let text = self.rest()[..length].to_string();
        self.at += length;
        if !text.chars().any(char::is_alphanumeric) && text != "&" {
            let end = (self.at).max(start + self.peek().map_or(1, char::len_utf8)).min(self.pattern.len());
            return Err(mistake("this is no word", "write `` `x` `` for a mark", start..end));
        }
        let foreign = text.find(['\\', '=', '<', '@', '#']);
        if let Some(i) = foreign.or_else(|| text.strip_suffix('.').filter(|_| self.peek() == Some('*')).map(str::len)) {
            let at = start + usize::from(inflect) + i;
            return Err(expression(at..at + 1));
        }
        let prefix = self.peek() == Some('*');
        if prefix {
            self.at += 1;
        }
        let form = if inflect { Some(self.form(start)?) } else { None };
        if prefix && inflect {
            return Err(mistake("`~` and `*` exclude each other", "keep one of them", start..self.at));
        }
        Ok(Item::Word(Word { text, form, prefix, at: start..self.at }))
    }

    fn form(&mut self, start: usize) -> Result<Form, PatternMistake> {
        if !self.rest().starts_with(':') || !self.rest()[1..].starts_with(|c: char| c.is_alphabetic()) {
            return Ok(Form::Any);
        }
        let length = self.rest()[1..].chars().take_while(|c| c.is_alphabetic()).count();
        let name = self.rest()[1..=length].to_string();
        self.at += 1 + length;
        match &*name {
            "ed" => Ok(Form::Past),
            "ing" => Ok(Form::Participle),
            "s" => Ok(Form::Ending),
            _ => Err(mistake(format!("there is no form `:{name}`"), "forms are `:ed`, `:ing`, `:s`", start..self.at)),
        }
    }
}

/// What looks like a regular expression would match nothing as words.
fn expression(at: Range<usize>) -> PatternMistake {
    mistake(
        "this looks like a regular expression; a pattern is words",
        "write the words, `(a|b)`, `[a]`, `~word`, `word*`; or use `regex = '…'` with `required = \"word\"`",
        at,
    )
}

/// Marks that stand for themselves.
fn mark(c: char) -> Option<TokenKind> {
    Some(match c {
        ',' => TokenKind::Comma,
        ':' => TokenKind::Colon,
        ';' => TokenKind::Semicolon,
        '\u{2014}' | '\u{2013}' => TokenKind::Dash,
        '"' => TokenKind::QuoteStraight,
        '?' => TokenKind::Question,
        '!' => TokenKind::Exclamation,
        '%' => TokenKind::Percent,
        '/' => TokenKind::Slash,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(pattern: &str) -> (String, Range<usize>) {
        parse(pattern).map_err(|m| (m.message, m.at)).expect_err("a mistake")
    }

    #[test]
    fn shapes() {
        let items = parse("(~speak for|[a] voice of) ..3 the {community} $").expect("a pattern");
        assert_eq!(items.len(), 5);
        assert_eq!(items[1], Item::Gap(3));
        assert_eq!(items[4], Item::End);
        let items = parse("~kill:ed , criminaliz* >noun").expect("a pattern");
        assert!(matches!(&items[0], Item::Word(w) if w.form == Some(Form::Past) && w.text == "kill"));
        assert!(matches!(&items[2], Item::Word(w) if w.prefix));
        assert_eq!(items[3], Item::Noun);
    }

    #[test]
    fn mistakes_point_at_their_place() {
        assert_eq!(error("the (a|b"), ("this group is not closed with `)`".into(), 4..5));
        assert_eq!(error("the )"), ("`)` closes nothing here".into(), 4..5));
        assert_eq!(error("..9 the"), ("a gap is `..` and a number".into(), 0..3));
        assert_eq!(error("~kill:en"), ("there is no form `:en`".into(), 0..8));
        assert_eq!(error("(a|)").0, "an alternative of this group is empty");
        assert_eq!(error("a >verb").1, 2..7);
        assert_eq!(error("{we").0, "this name is not closed with `}`");
        assert_eq!(error("  ").0, "the pattern is empty");
        let expressions = [r"\brelocated\b", "relocated.*tenants", "reloc?ated"];
        for pattern in expressions {
            assert!(error(pattern).0.contains("regular expression"), "{pattern}");
        }
        assert_eq!(error("relocated $5").0, "`$` stands inside the words");
        assert_eq!(error("the^relocated").0, "`^` stands inside the words");
        assert_eq!(error("relocate(d|s)").0, "a group stands right behind a word");
    }
}
