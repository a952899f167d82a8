//! Words: tokens, the vocabulary that numbers them, and the forms of a word.

pub mod core;
pub mod inflect;
pub mod lexicon;
mod tokenize;

use rustc_hash::FxHashMap;

pub use tokenize::{fold, tokenize};

/// The number of a word in a [`Vocabulary`]; 0 is a word that no pack knows.
pub type WordId = u32;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// Letters, with digits among them.
    Word,
    /// Digits: `20,000`, `3.5`, `1st`.
    Number,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `:`
    Colon,
    /// A dash between words: `—`, `–`, `--`, or a hyphen with spaces.
    Dash,
    /// `(` or `[`
    Open,
    /// `)` or `]`
    Close,
    /// A double quotation mark that opens: `“`, `«`.
    QuoteOpen,
    /// A double quotation mark that closes: `”`, `»`.
    QuoteClose,
    /// A straight double quotation mark.
    QuoteStraight,
    /// A single quotation mark that may open.
    SingleOpen,
    /// A single quotation mark that may close.
    SingleClose,
    /// `.`
    Period,
    /// `?`
    Question,
    /// `!`
    Exclamation,
    /// `…` or `...`
    Ellipsis,
    /// `/`
    Slash,
    /// A currency sign.
    Currency,
    /// `%`
    Percent,
    /// A URL or e-mail address.
    Address,
    /// Code or a picture: takes a place in the sentence and says nothing.
    Opaque,
    /// Any other mark.
    Other,
}

impl TokenKind {
    /// Whether it is a word or a number.
    pub fn is_content(self) -> bool {
        matches!(self, TokenKind::Word | TokenKind::Number)
    }

    /// Whether a match passes over it between two words without a pattern's leave.
    pub fn is_passed_over(self) -> bool {
        matches!(
            self,
            TokenKind::QuoteOpen
                | TokenKind::QuoteClose
                | TokenKind::QuoteStraight
                | TokenKind::SingleOpen
                | TokenKind::SingleClose
        )
    }
}

/// A word, number or mark. Offsets are bytes of the text that was tokenized.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The word's number; 0 for unknown words and for marks.
    pub word: WordId,
    /// What it is.
    pub kind: TokenKind,
    /// [`GLUED_LEFT`], [`GLUED_RIGHT`], [`CAPITAL`], [`CAPITALS`], [`CLITIC`], [`SPACE_BEFORE`].
    pub flags: u8,
}

/// A hyphen joins this token to the one before.
pub const GLUED_LEFT: u8 = 1;
/// A hyphen joins this token to the one after.
pub const GLUED_RIGHT: u8 = 2;
/// The first letter is a capital.
pub const CAPITAL: u8 = 4;
/// All letters are capitals, and there are at least two.
pub const CAPITALS: u8 = 8;
/// A contraction's second half: `'re`, `n't`, `'s`.
pub const CLITIC: u8 = 16;
/// White space, or the text's start, stands before it.
pub const SPACE_BEFORE: u8 = 32;

impl Token {
    /// Whether all of `flags` are set.
    pub fn has(self, flags: u8) -> bool {
        self.flags & flags == flags
    }

    /// The bytes as a range, to slice with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What the engine asks of single words, one bit each; filled from lexicons of `rules/core/lexicons/`.
pub type ClassBits = u32;

/// Numbers the words that packs know. Everything else is word 0.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    ids: FxHashMap<Box<str>, WordId>,
    words: Vec<Box<str>>,
    classes: Vec<ClassBits>,
    prefixes: Vec<(Box<str>, WordId)>,
    /// Other spellings of a word, both ways.
    spellings: FxHashMap<Box<str>, Vec<Box<str>>>,
}

impl Vocabulary {
    /// An empty vocabulary; word 0 is the unknown word.
    pub fn new() -> Self {
        Vocabulary { words: vec!["".into()], classes: vec![0], ..Vocabulary::default() }
    }

    /// An empty vocabulary in which the pairs of `file` (`color colour`, one pair a line, `#` comments) are one word.
    pub fn with_spellings(file: &str) -> Self {
        let mut vocabulary = Vocabulary::new();
        for line in file.lines() {
            let mut words = line.split('#').next().unwrap_or("").split_whitespace();
            if let (Some(a), Some(b)) = (words.next(), words.next()) {
                vocabulary.spellings.entry(a.into()).or_default().push(b.into());
                vocabulary.spellings.entry(b.into()).or_default().push(a.into());
            }
        }
        vocabulary
    }

    /// The number of a folded word, given to it now if it has none; its other spellings get the same.
    pub fn intern(&mut self, folded: &str) -> WordId {
        if let Some(&id) = self.ids.get(folded) {
            return id;
        }
        let id = self.words.len() as WordId;
        self.ids.insert(folded.into(), id);
        self.words.push(folded.into());
        self.classes.push(0);
        let listed = self.spellings.get(folded).cloned().unwrap_or_default();
        let regular = inflect::respelled(folded).into_iter().map(String::into_boxed_str);
        for other in listed.into_iter().chain(regular) {
            self.ids.entry(other).or_insert(id);
        }
        id
    }

    /// Makes every word that begins with `prefix` known: a word without a number of its own gets this one.
    pub fn intern_prefix(&mut self, prefix: &str) -> WordId {
        if let Some((_, id)) = self.prefixes.iter().find(|(p, _)| &**p == prefix) {
            return *id;
        }
        let id = self.words.len() as WordId;
        self.words.push(format!("{prefix}*").into());
        self.classes.push(0);
        self.prefixes.push((prefix.into(), id));
        if let Some(stem) = prefix.strip_suffix("iz") {
            self.prefixes.push((format!("{stem}is").into(), id));
        }
        // The longest prefix decides.
        self.prefixes.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        id
    }

    /// The number of a folded word, or 0.
    pub fn id(&self, folded: &str) -> WordId {
        match self.ids.get(folded) {
            Some(&id) => id,
            None => self.prefixes.iter().find(|(p, _)| folded.starts_with(&**p)).map_or(0, |(_, id)| *id),
        }
    }

    /// The word of a number, folded; a prefix ends with `*`.
    pub fn word(&self, id: WordId) -> &str {
        &self.words[id as usize]
    }

    /// How many numbers are given out.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether no word is known.
    pub fn is_empty(&self) -> bool {
        self.words.len() <= 1
    }

    /// The classes of a word.
    pub fn classes(&self, id: WordId) -> ClassBits {
        self.classes[id as usize]
    }

    /// Adds classes to a word.
    pub fn add_classes(&mut self, id: WordId, bits: ClassBits) {
        self.classes[id as usize] |= bits;
    }

    /// Every word in the order of its letters, to find those that begin alike.
    pub fn alphabet(&self) -> Alphabet<'_> {
        let mut words: Vec<(&str, WordId)> = self.entries().collect();
        words.sort_unstable();
        Alphabet(words)
    }

    /// Every word and its number, for spellings that apply to all of them.
    pub fn entries(&self) -> impl Iterator<Item = (&str, WordId)> {
        self.words.iter().enumerate().skip(1).map(|(i, w)| (&**w, i as WordId))
    }
}

/// The words of a vocabulary in the order of their letters.
#[derive(Debug)]
pub struct Alphabet<'v>(Vec<(&'v str, WordId)>);

impl Alphabet<'_> {
    /// Every known word (not prefix) that begins with `prefix`, and every longer prefix.
    pub fn with_prefix(&self, prefix: &str) -> Vec<WordId> {
        let from = self.0.partition_point(|(word, _)| *word < prefix);
        self.0[from..].iter().take_while(|(word, _)| word.starts_with(prefix)).map(|(_, id)| *id).collect()
    }
}

/// The entry of `among` that `word` was most likely meant to be: at most a third of its letters differ.
pub fn did_you_mean<'a>(word: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    among
        .into_iter()
        .map(|w| (strsim::damerau_levenshtein(word, w), w))
        .filter(|(d, w)| *d <= word.chars().count().max(w.chars().count()).div_ceil(3))
        .min_by_key(|(d, _)| *d)
        .map(|(_, w)| w)
}
