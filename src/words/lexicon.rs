//! Lists of words and phrases, one entry a line, looked up at a token.

use rustc_hash::FxHashMap;

use super::{
    Alphabet, CAPITAL, CAPITALS, GLUED_LEFT, GLUED_RIGHT, Token, TokenKind, Vocabulary, WordId, fold, tokenize,
};

/// One token that an entry wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Want {
    word: WordId,
    kind: TokenKind,
    /// The entry is written with a capital, so the text must be.
    capital: bool,
    /// The entry has a hyphen before this token: the text may have one, a space or nothing of the two.
    glue: bool,
}

/// A list of words and phrases.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    first: FxHashMap<WordId, Vec<Box<[Want]>>>,
    /// The longest entry, in tokens.
    longest: usize,
    /// The entries as written, for mistakes and `explain`.
    entries: Vec<String>,
    /// One-word entries that end in `*`.
    prefixes: Vec<(String, WordId)>,
}

/// A mistake in a lexicon file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconMistake {
    /// What is wrong.
    pub message: String,
    /// Where: bytes of the file.
    pub at: std::ops::Range<usize>,
}

impl Lexicon {
    /// Adds the entries of a file: one a line, `#` begins a comment, a final `*` asks for words that begin so.
    /// An entry that repeats another of the same file is a mistake.
    pub fn extend(&mut self, file: &str, vocabulary: &mut Vocabulary) -> Vec<LexiconMistake> {
        let mut mistakes = Vec::new();
        let mut seen = FxHashMap::default();
        let mut at = 0;
        for line in file.split_inclusive('\n') {
            let entry = line.split('#').next().unwrap_or("").trim();
            let start = at + line.find(entry).unwrap_or(0);
            at += line.len();
            if entry.is_empty() {
                continue;
            }
            if seen.insert(entry.to_string(), start).is_some() {
                mistakes.push(LexiconMistake {
                    message: format!("`{entry}` stands here twice"),
                    at: start..start + entry.len(),
                });
                continue;
            }
            if !self.add(entry, vocabulary) {
                mistakes.push(LexiconMistake {
                    message: format!("`{entry}` holds no word"),
                    at: start..start + entry.len(),
                });
            }
        }
        mistakes
    }

    /// Adds one entry; says whether it holds a word.
    pub fn add(&mut self, entry: &str, vocabulary: &mut Vocabulary) -> bool {
        let stem = entry.strip_suffix('*').unwrap_or(entry);
        let mut tokens = Vec::new();
        tokenize(stem, 0, stem.len(), vocabulary, &mut tokens);
        let last = tokens.len().saturating_sub(1);
        let wants: Vec<Want> = tokens
            .iter()
            .enumerate()
            .map(|(i, t)| {
                let raw = &stem[t.range()];
                let word = match t.kind {
                    TokenKind::Word if i == last && stem.len() < entry.len() => vocabulary.intern_prefix(&fold(raw)),
                    TokenKind::Word | TokenKind::Number => vocabulary.intern(&fold(raw)),
                    _ => 0,
                };
                Want { word, kind: t.kind, capital: t.has(CAPITAL), glue: t.has(GLUED_LEFT) }
            })
            .collect();
        let Some(first) = wants.first().filter(|w| w.kind.is_content()) else { return false };
        self.longest = self.longest.max(wants.len());
        let key = first.word;
        self.entries.push(entry.to_string());
        self.first.entry(key).or_default().push(wants.into());
        if stem.len() < entry.len() && tokens.len() == 1 {
            self.prefixes.push((fold(stem), key));
        }
        true
    }

    /// Gives words that begin as an entry with `*` asks, and have numbers of their own, to that entry. To be called
    /// when all words are known.
    pub fn finish(&mut self, alphabet: &Alphabet<'_>) {
        for (prefix, key) in std::mem::take(&mut self.prefixes) {
            for word in alphabet.with_prefix(&prefix).into_iter().filter(|&w| w != key) {
                let want = Want { word, kind: TokenKind::Word, capital: false, glue: false };
                self.first.entry(word).or_default().push([want].into());
            }
        }
    }

    /// The lengths, in tokens, of the entries that stand at token `at`; `any_case` where the text's capitals say
    /// nothing (headings, lines in capitals).
    pub fn lengths<'a>(&'a self, tokens: &'a [Token], at: usize, any_case: bool) -> impl Iterator<Item = usize> + 'a {
        let entries = tokens.get(at).and_then(|t| self.first.get(&t.word).filter(|_| t.word != 0));
        entries.into_iter().flatten().filter(move |e| stands(e, tokens, at, any_case)).map(|e| e.len())
    }

    /// The length, in tokens, of the longest entry at token `at`; 0 for none.
    pub fn longest_at(&self, tokens: &[Token], at: usize) -> usize {
        self.lengths(tokens, at, false).max().unwrap_or(0)
    }

    /// The words that entries begin with, in order of their numbers.
    pub fn first_words(&self) -> Vec<WordId> {
        let mut words: Vec<WordId> = self.first.keys().copied().collect();
        words.sort_unstable();
        words
    }

    /// The longest entry, in tokens.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The entries as written, in order.
    pub fn entries(&self) -> &[String] {
        &self.entries
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

fn stands(wants: &[Want], tokens: &[Token], at: usize, any_case: bool) -> bool {
    let Some(found) = tokens.get(at..at + wants.len()) else { return false };
    let inside = wants.iter().zip(found).enumerate().all(|(i, (w, t))| {
        let word = if w.kind.is_content() { w.word == t.word } else { w.kind == t.kind };
        let case = !w.capital || any_case || t.has(CAPITAL) || t.has(CAPITALS);
        let glue = i == 0 || w.glue || !t.has(GLUED_LEFT);
        word && case && glue
    });
    // An entry never matches a part of a compound.
    inside && !found[0].has(GLUED_LEFT) && !found[wants.len() - 1].has(GLUED_RIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(entries: &str, text: &str) -> Vec<usize> {
        let mut vocabulary = Vocabulary::new();
        let mut lexicon = Lexicon::default();
        lexicon.extend(entries, &mut vocabulary);
        vocabulary.intern("scapegoated");
        lexicon.finish(&vocabulary.alphabet());
        let mut tokens = Vec::new();
        tokenize(text, 0, text.len(), &vocabulary, &mut tokens);
        (0..tokens.len()).map(|i| lexicon.longest_at(&tokens, i)).collect()
    }

    #[test]
    fn phrases_prefixes_capitals_and_compounds() {
        assert_eq!(lengths("refuse to\nrefuse", "We refuse to go"), [0, 2, 0, 0]);
        assert_eq!(lengths("scapegoat*", "scapegoating scapegoated them"), [1, 1, 0]);
        assert_eq!(lengths("Black", "black Black non-Black"), [0, 1, 0, 0]);
        assert_eq!(lengths("law-abiding", "law-abiding law abiding law"), [2, 0, 2, 0, 0]);
    }

    #[test]
    fn repeated_entries_are_mistakes_and_comments_are_not() {
        let mut lexicon = Lexicon::default();
        let found = lexicon.extend("# source\nmyth\ntrope # note\nmyth\n", &mut Vocabulary::new());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].at, 27..31);
    }
}
