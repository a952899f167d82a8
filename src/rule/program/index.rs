//! What is worked out of compiled patterns once all words are known, so that most of them are never tried: choices by
//! word, what can stand first, who waits for a word, and what is needed besides.

use super::{Finder, NeedId, Node, NodeId, Op, Program, Slot, Trigger};
use crate::words::WordId;

/// What a pattern can begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct First {
    /// Words, sorted.
    pub words: Box<[WordId]>,
    /// Sets of words, as numbers in [`Program::sets`].
    pub sets: Box<[u32]>,
    /// Whether it can also begin with any word that has a capital: a name.
    pub capital: bool,
}

/// What a data slot can begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotFirst {
    /// Whether nothing but the words of the set, or a name, can stand first.
    pub known: bool,
    /// Whether a name can.
    pub capital: bool,
    /// The words, as a number in [`Program::sets`].
    pub set: u32,
}

/// A set of words, one bit each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordSet(Box<[u64]>);

impl WordSet {
    /// The set of some words of a vocabulary of `size`.
    pub fn of(size: usize, words: impl IntoIterator<Item = WordId>) -> Self {
        let mut set = WordSet(vec![0; size / 64 + 1].into());
        words.into_iter().for_each(|word| set.add(word));
        set
    }

    fn add(&mut self, word: WordId) {
        if let Some(bits) = self.0.get_mut(word as usize >> 6) {
            *bits |= 1 << (word & 63);
        }
    }

    fn join(&mut self, other: &WordSet) {
        self.0.iter_mut().zip(&other.0).for_each(|(bits, more)| *bits |= more);
    }

    /// Whether a word is in it.
    pub fn holds(&self, word: WordId) -> bool {
        self.0.get(word as usize >> 6).is_some_and(|bits| bits & (1 << (word & 63)) != 0)
    }
}

impl Program {
    /// Turns every tree of splits into one choice by word; to be called when all words are known. A group of forty
    /// alternatives then costs one look-up a token, not forty steps.
    pub fn choose(&mut self) {
        let starts = self.patterns.iter().map(|pattern| pattern.start);
        let inner = |node: &Node| !matches!(node.op, Op::Split(..) | Op::Accept);
        let nexts = self.nodes.iter().filter(|node| inner(node)).map(|node| node.next);
        let mut roots: Vec<NodeId> =
            starts.chain(nexts).filter(|&id| matches!(self.nodes[id as usize].op, Op::Split(..))).collect();
        roots.sort_unstable();
        roots.dedup();
        // For which root a node was last met.
        let mut met = vec![NodeId::MAX; self.nodes.len()];
        let choices: Vec<Op> = roots.iter().map(|&root| self.choice(root, &mut met)).collect();
        for (root, choice) in roots.into_iter().zip(choices) {
            self.nodes[root as usize].op = choice;
        }
    }

    /// The choice that a tree of splits comes to.
    fn choice(&self, root: NodeId, met: &mut [NodeId]) -> Op {
        let (mut by_word, mut others, mut open) = (Vec::new(), Vec::new(), vec![root]);
        while let Some(id) = open.pop() {
            if std::mem::replace(&mut met[id as usize], root) == root {
                continue;
            }
            match &self.nodes[id as usize].op {
                Op::Split(a, b) => open.extend([*b, *a]),
                Op::Word(words, _) => by_word.extend(words.iter().map(|&word| (word, id))),
                _ => others.push(id),
            }
        }
        by_word.sort_unstable();
        Op::Choice(by_word.into(), others.into())
    }

    /// Builds the index from words to needs: `sets` are the words of each need, `words` the size of the vocabulary.
    pub fn index_needs(&mut self, words: usize, sets: &[Vec<WordId>]) {
        self.needs = sets.len();
        let mut starts = vec![0u32; words + 1];
        for &word in sets.iter().flatten() {
            starts[word as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut free = starts.clone();
        self.word_needs = vec![0; sets.iter().map(Vec::len).sum()];
        for (need, set) in sets.iter().enumerate() {
            for &word in set {
                let at = &mut free[word as usize];
                self.word_needs[*at as usize] = need as NeedId;
                *at += 1;
            }
        }
        self.need_starts = starts;
    }

    /// Works out what each pattern can begin with; to be called when all words are known. `words` is the size of the
    /// vocabulary.
    pub fn begin(&mut self, words: usize) {
        let lexicons = self.lexicons.iter().map(|(_, lexicon)| WordSet::of(words, lexicon.first_words()));
        self.sets = lexicons.collect();
        let mut slots = vec![None; self.data_slots.len()];
        for slot in 0..self.data_slots.len() {
            self.begin_slot(slot, words, &mut slots);
        }
        for number in 0..self.patterns.len() {
            let first = self.first(self.patterns[number].start, words, &mut slots);
            self.patterns[number].first = first;
        }
        self.slot_first = slots.into_iter().flatten().collect();
    }

    /// What a data slot can begin with: whether nothing but words can, whether a name can, and the number of its set.
    fn begin_slot(&mut self, slot: usize, words: usize, slots: &mut Vec<Option<SlotFirst>>) -> SlotFirst {
        if let Some(known) = slots[slot] {
            return known;
        }
        let (mut set, mut known, mut capital) = (WordSet::of(words, []), true, false);
        for pattern in self.data_slots[slot].clone() {
            match self.first(self.patterns[pattern as usize].start, words, slots) {
                None => known = false,
                Some(first) => {
                    capital |= first.capital;
                    first.words.iter().for_each(|&word| set.add(word));
                    first.sets.iter().for_each(|&other| set.join(&self.sets[other as usize]));
                }
            }
        }
        self.sets.push(set);
        let first = SlotFirst { known, capital, set: (self.sets.len() - 1) as u32 };
        slots[slot] = Some(first);
        first
    }

    /// What can stand first from a node on; none if that can be anything.
    fn first(&mut self, start: NodeId, words: usize, slots: &mut Vec<Option<SlotFirst>>) -> Option<First> {
        let (mut found, mut sets, mut capital) = (Vec::new(), Vec::new(), false);
        let (mut open, mut met) = (vec![start], rustc_hash::FxHashSet::default());
        while let Some(id) = open.pop() {
            if !met.insert(id) {
                continue;
            }
            let Node { op, next } = &self.nodes[id as usize];
            match op {
                Op::Word(set, _) => found.extend_from_slice(set),
                Op::Lexicon(number, _) => sets.push(*number),
                Op::Data(slot) => {
                    let slot = *slot as usize;
                    let first = self.begin_slot(slot, words, slots);
                    if !first.known {
                        return None;
                    }
                    capital |= first.capital;
                    sets.push(first.set);
                }
                Op::Split(a, b) => open.extend([*a, *b]),
                Op::Choice(by_word, others) => {
                    found.extend(by_word.iter().map(|(word, _)| *word));
                    open.extend(others);
                }
                Op::Start | Op::End | Op::Noun => open.push(*next),
                Op::Slot(Slot::We) => {
                    found.extend_from_slice(&self.we);
                    capital = true;
                }
                Op::Slot(Slot::Org | Slot::Person) => capital = true,
                Op::Slot(_) | Op::Mark(_) | Op::Any | Op::Accept => return None,
            }
        }
        found.sort_unstable();
        found.dedup();
        sets.sort_unstable();
        sets.dedup();
        Some(First { words: found.into(), sets: sets.into(), capital })
    }

    /// Builds the index from words to matches; `words` is the size of the vocabulary.
    pub fn index(&mut self, words: usize, waiting: &[(WordId, Trigger)]) {
        let mut sorted = waiting.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        self.trigger_starts = vec![0; words + 1];
        for (word, _) in &sorted {
            self.trigger_starts[*word as usize + 1] += 1;
        }
        for i in 1..self.trigger_starts.len() {
            self.trigger_starts[i] += self.trigger_starts[i - 1];
        }
        self.triggers = sorted.into_iter().map(|(_, t)| t).collect();
        // Side by side with the triggers, so that most candidates are turned away without a look at their patterns.
        let mut places = rustc_hash::FxHashMap::default();
        for trigger in &self.triggers {
            let place = *places.entry(*trigger).or_insert_with(|| {
                let finder = &self.rules[trigger.rule as usize].matches[trigger.found_by as usize].finder;
                let needs = match finder {
                    Finder::Pattern(id) => self.patterns[*id as usize].needs.as_slice(),
                    Finder::Regex(..) => &[],
                };
                let start = self.needed.len() as u32;
                self.needed.extend_from_slice(needs);
                (start, needs.len() as u32)
            });
            self.trigger_needs.push(place);
        }
    }
}
