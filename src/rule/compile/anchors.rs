//! The words that a pattern cannot do without, and how long it can be.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Compiler, Steps, be};
use crate::rule::pattern::{Item, Word};
use crate::rule::program::LONGEST_MATCH;
use crate::words::inflect::Form;
use crate::words::{Vocabulary, WordId, fold};

/// How often a word that `frequencies.txt` does not list stands in a million.
const RARE: u32 = 10;

/// Values by the slots that something stands in, and its name; looked up without a copy of either.
type Named<T> = FxHashMap<Vec<String>, FxHashMap<String, T>>;

/// What is worked out once, however many patterns need it.
#[derive(Debug, Default)]
pub(in crate::rule) struct Memory {
    /// How often words stand in a million.
    frequencies: FxHashMap<WordId, u32>,
    /// The numbers of the data slots that are compiled.
    pub(super) numbers: BTreeMap<String, u32>,
    /// The words of pattern words, with their shapes.
    pub(super) steps: FxHashMap<Option<Form>, FxHashMap<String, Steps>>,
    /// The anchors of slots and lexicons, by the slots they stand in and their name.
    anchors: Named<Option<Anchor>>,
    /// The lengths of slots, likewise.
    lengths: Named<(usize, usize)>,
}

impl Memory {
    /// Reads `word count` lines; `#` begins a comment. Words that no pattern knows are left out.
    pub(in crate::rule) fn frequencies(&mut self, file: &str, vocabulary: &mut Vocabulary) {
        for line in file.lines().filter(|l| !l.starts_with('#')) {
            if let Some((word, count)) = line.split_once(' ') {
                self.frequencies.insert(vocabulary.intern(word), count.trim().parse().unwrap_or(RARE));
            }
        }
    }
}

/// The anchor of a part: the words of which it needs one, what they cost, how many tokens may stand before.
#[derive(Debug, Clone)]
pub(super) struct Anchor {
    pub(super) words: Vec<WordId>,
    pub(super) cost: u64,
    pub(super) before: usize,
    /// The most tokens that may stand before the part itself.
    pub(super) start: usize,
}

impl Compiler<'_> {
    /// The fewest and the most tokens that a sequence can take.
    pub(super) fn lengths(&mut self, items: &[Item]) -> (usize, usize) {
        let mut sum = (0, 0);
        for item in items {
            let (low, high) = self.item_lengths(item);
            sum = (sum.0 + low, (sum.1 + high).min(10 * LONGEST_MATCH));
        }
        sum
    }

    fn of_all(&mut self, alternatives: &[Vec<Item>]) -> (usize, usize) {
        let all: Vec<_> = alternatives.iter().map(|a| self.lengths(a)).collect();
        (all.iter().map(|l| l.0).min().unwrap_or(0), all.iter().map(|l| l.1).max().unwrap_or(0))
    }

    fn item_lengths(&mut self, item: &Item) -> (usize, usize) {
        match item {
            Item::Word(word) => {
                let count = self.steps(word).len().max(1);
                // One more for an unseen possessive.
                (1, count + usize::from(word.form.is_some()))
            }
            Item::Name(name, _) => match (self.slot(name), self.lexicon(name)) {
                (Some(patterns), _) => {
                    let known = self.memory.lengths.get(&*self.inside).and_then(|all| all.get(name));
                    if let Some(&known) = known {
                        return known;
                    }
                    self.inside.push(name.clone());
                    let lengths = self.of_all(patterns);
                    self.inside.pop();
                    self.memory.lengths.entry(self.inside.clone()).or_default().insert(name.clone(), lengths);
                    lengths
                }
                (_, Some(number)) => (1, self.program.lexicons[number as usize].1.longest() + 1),
                _ => (1, 6),
            },
            Item::Group { alternatives, optional } => {
                let (low, high) = self.of_all(alternatives);
                (if *optional { 0 } else { low }, high)
            }
            Item::Gap(most) => (0, usize::from(*most)),
            Item::Mark(_) => (1, 1),
            Item::Start | Item::End | Item::Noun => (0, 0),
        }
    }

    fn cost(&self, word: WordId) -> u64 {
        u64::from(self.memory.frequencies.get(&word).copied().unwrap_or(RARE))
    }

    /// The cheapest part of a sequence that it cannot do without.
    fn anchor(&mut self, items: &[Item]) -> Option<Anchor> {
        self.anchors(items).0
    }

    /// The cheapest part of a sequence that it cannot do without, and all such parts.
    pub(super) fn anchors(&mut self, items: &[Item]) -> (Option<Anchor>, Vec<Anchor>) {
        let mut before = 0;
        let mut all: Vec<Anchor> = Vec::new();
        for item in items {
            if let Some(mut one) = self.item_anchor(item) {
                one.before += before;
                one.start = before;
                all.push(one);
            }
            // Quotation marks may stand between two words unseen.
            before += self.item_lengths(item).1 + 2;
        }
        (all.iter().min_by_key(|a| a.cost).cloned(), all)
    }

    fn item_anchor(&mut self, item: &Item) -> Option<Anchor> {
        match item {
            Item::Word(word) if word.prefix => {
                let id = self.vocabulary.intern_prefix(&fold(&word.text));
                Some(Anchor { words: vec![id], cost: u64::from(RARE), before: 0, start: 0 })
            }
            Item::Word(word) => self.word_anchor(word),
            Item::Name(name, _) if name == "be" => {
                let words = be(self.vocabulary);
                Some(Anchor { cost: words.iter().map(|&w| self.cost(w)).sum(), words, before: 0, start: 0 })
            }
            Item::Name(name, _) => {
                if let Some(known) = self.memory.anchors.get(&*self.inside).and_then(|all| all.get(name)) {
                    return known.clone();
                }
                let anchor = self.name_anchor(name);
                self.memory.anchors.entry(self.inside.clone()).or_default().insert(name.clone(), anchor.clone());
                anchor
            }
            Item::Group { alternatives, optional: false } => self.all(alternatives),
            _ => None,
        }
    }

    fn name_anchor(&mut self, name: &str) -> Option<Anchor> {
        if let Some(patterns) = self.slot(name) {
            self.inside.push(name.to_string());
            let anchor = self.all(patterns);
            self.inside.pop();
            return anchor;
        }
        let number = self.lexicon(name)?;
        let words = self.program.lexicons[number as usize].1.first_words();
        let cost = words.iter().map(|&w| self.cost(w)).sum();
        (!words.is_empty()).then_some(Anchor { words, cost, before: 0, start: 0 })
    }

    fn word_anchor(&mut self, word: &Word) -> Option<Anchor> {
        let steps = self.steps(word);
        let sum = |this: &Self, words: &[WordId]| words.iter().map(|&w| this.cost(w)).sum::<u64>();
        let (at, (words, _)) = steps.iter().enumerate().min_by_key(|(_, (words, _))| sum(self, words))?;
        let mut words = words.clone();
        if steps.len() > 1 && word.text.contains('-') {
            let joined = self.steps(&Word { text: word.text.replace('-', ""), ..word.clone() });
            if let [(one, _)] = &*joined {
                words.extend(one);
            }
        }
        let cost = sum(self, &words);
        Some(Anchor { words, cost, before: at * 2, start: 0 })
    }

    /// The anchor of alternatives: one word of each.
    fn all(&mut self, alternatives: &[Vec<Item>]) -> Option<Anchor> {
        let mut sum = Anchor { words: Vec::new(), cost: 0, before: 0, start: 0 };
        for alternative in alternatives {
            let one = self.anchor(alternative)?;
            sum.words.extend(one.words);
            sum.cost += one.cost;
            sum.before = sum.before.max(one.before);
        }
        Some(sum)
    }
}
