//! Compiled patterns: one arena of nodes, one index from words to the patterns that cannot do without them.

use crate::terms::{Scope, Zone};
use crate::words::{TokenKind, WordId, core::Core, lexicon::Lexicon};

/// The number of a node in [`Program::nodes`].
pub type NodeId = u32;
/// The number of a pattern in [`Program::patterns`].
pub type PatternId = u32;

/// The longest match, in tokens.
pub const LONGEST_MATCH: usize = 40;

/// What a word must look like besides being the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// The pattern has a capital, so the text must.
    pub capital: bool,
    /// A hyphen may join it to the token before.
    pub glue_left: bool,
    /// A hyphen may join it to the token after.
    pub glue_right: bool,
    /// A possessive `'s` may follow it unseen.
    pub possessive: bool,
}

/// A slot that the document model fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The first person of whoever speaks, or the author's name.
    We,
    /// The name of an organization.
    Org,
    /// The name of a person.
    Person,
    /// A number, in digits or words.
    Number,
    /// A sum of money.
    Money,
    /// A date, month, weekday or year.
    Date,
}

impl Slot {
    /// Every slot with its name.
    pub const ALL: [(&'static str, Slot); 6] = [
        ("we", Slot::We),
        ("org", Slot::Org),
        ("person", Slot::Person),
        ("number", Slot::Number),
        ("money", Slot::Money),
        ("date", Slot::Date),
    ];
}

/// One step of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// One of some words, sorted by number.
    Word(Box<[WordId]>, Shape),
    /// A word that no pack knows by itself but that begins as a prefix asks, or one that is known and does.
    Lexicon(u32, Shape),
    /// A slot.
    Slot(Slot),
    /// A slot that data fills, by number in [`Program::data_slots`].
    Data(u32),
    /// A mark.
    Mark(TokenKind),
    /// Any word; a step of a gap.
    Any,
    /// Both ways.
    Split(NodeId, NodeId),
    /// One of many ways, by the word that each begins with, sorted; and those that begin with something else.
    Choice(Box<[(WordId, NodeId)]>, Box<[NodeId]>),
    /// The sentence starts here.
    Start,
    /// The sentence ends here.
    End,
    /// What stands before is used as a noun.
    Noun,
    /// The pattern is met.
    Accept,
}

/// A step and the one after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The step.
    pub op: Op,
    /// The node after it; of no meaning for [`Op::Split`], [`Op::Choice`] and [`Op::Accept`].
    pub next: NodeId,
}

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

/// The number of a set of words of which a pattern needs one.
pub type NeedId = u32;

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Its first node.
    pub start: NodeId,
    /// Words of which it needs one, sorted.
    pub anchors: Vec<WordId>,
    /// The most tokens that can stand between its start and its anchor.
    pub before: usize,
    /// Sets of words of which it needs one each, in this order, each with how many tokens behind the one before it can
    /// stand: a sentence that lacks one cannot hold it.
    pub needs: Vec<(NeedId, u8)>,
    /// What it can begin with; none if that can be anything.
    pub first: Option<First>,
}

/// What a condition asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A signal, by number.
    Signal(usize),
    /// A pattern.
    Pattern(PatternId),
    /// A lexicon, by number.
    Lexicon(u32),
    /// A topic, by number.
    Topic(usize),
}

/// A condition of a rule or match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// How far around the match it looks.
    pub within: Scope,
    /// What it asks for.
    pub wanted: Wanted,
    /// Its name in output: of the signal, topic or lexicon; "pattern" for a pattern.
    pub name: String,
}

/// What finds candidates.
#[derive(Debug, Clone)]
pub enum Finder {
    /// A pattern.
    Pattern(PatternId),
    /// A regular expression over one sentence, tried only where a required word stands.
    Regex(Box<regex::Regex>, WordId),
}

/// One `[[match]]` of a rule, compiled.
#[derive(Debug, Clone)]
pub struct Match {
    /// What finds it.
    pub finder: Finder,
    /// A match that overlaps one of these is none.
    pub except: Vec<PatternId>,
    /// All must hold.
    pub near: Vec<Condition>,
    /// None may hold.
    pub unless: Vec<Condition>,
}

/// A rule, compiled; its numbers are those of [`RuleSet::rules`](super::RuleSet::rules).
#[derive(Debug, Clone, Default)]
pub struct Compiled {
    /// Its matches.
    pub matches: Vec<Match>,
    /// All must hold, whichever match.
    pub near: Vec<Condition>,
    /// None may hold, whichever match.
    pub unless: Vec<Condition>,
}

/// Evidence that the document model knows without words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// A link or address.
    Link,
    /// A footnote mark.
    Footnote,
    /// An attributed quotation.
    Quotation,
    /// The name of an organization or person.
    Name,
    /// A number.
    Number,
    /// A sum of money.
    Money,
    /// A date.
    Date,
}

impl Evidence {
    /// Every kind with its name.
    pub const ALL: [(&'static str, Evidence); 7] = [
        ("link", Evidence::Link),
        ("footnote", Evidence::Footnote),
        ("quotation", Evidence::Quotation),
        ("name", Evidence::Name),
        ("number", Evidence::Number),
        ("money", Evidence::Money),
        ("date", Evidence::Date),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Evidence::ALL.iter().find(|(_, e)| *e == self).map_or("", |(n, _)| n)
    }
}

/// A signal: a thing whose presence repairs or explains a sentence.
#[derive(Debug, Clone, Default)]
pub struct Signal {
    /// Its name.
    pub name: String,
    /// What it is, for people.
    pub about: String,
    /// Its patterns.
    pub patterns: Vec<PatternId>,
    /// Its evidence.
    pub evidence: Vec<Evidence>,
    /// The zones that it looks at; empty for all.
    pub zones: Vec<Zone>,
    /// Examples that it must find.
    pub has: Vec<super::Example>,
    /// Examples in which it must find nothing.
    pub lacks: Vec<super::Example>,
    /// Its file, for people.
    pub path: String,
}

/// A topic: words, and how dense they must stand.
#[derive(Debug, Clone, Default)]
pub struct Topic {
    /// Its name.
    pub name: String,
    /// What it is, for people.
    pub about: String,
    /// The density from which it holds: hits in 1,000 words.
    pub per_thousand: f64,
    /// The number of hits from which it holds.
    pub at_least: u32,
    /// Its words.
    pub patterns: Vec<PatternId>,
    /// Documents in which it holds.
    pub holds: Vec<super::Example>,
    /// Documents in which it does not.
    pub lacks: Vec<super::Example>,
    /// Its file, for people.
    pub path: String,
}

/// Who waits for a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Trigger {
    /// The rule.
    pub rule: u32,
    /// Which of its matches.
    pub found_by: u32,
}

/// Everything compiled.
#[derive(Debug, Clone, Default)]
pub struct Program {
    /// The steps of all patterns.
    pub nodes: Vec<Node>,
    /// The patterns.
    pub patterns: Vec<Pattern>,
    /// What lexicons and data slots can begin with; those of the lexicons stand first, by number.
    pub sets: Vec<WordSet>,
    /// What each data slot can begin with.
    pub slot_first: Vec<SlotFirst>,
    /// How many sets of words there are that patterns need.
    pub needs: usize,
    /// The patterns of each slot that data fills; compiled once, however many patterns use it.
    pub data_slots: Vec<Vec<PatternId>>,
    /// The lexicons, with their names, sorted by name.
    pub lexicons: Vec<(String, Lexicon)>,
    /// The lists that the document model reads.
    pub core: Core,
    /// The rules.
    pub rules: Vec<Compiled>,
    /// Words that [`Slot::We`] begins with, names apart.
    pub we: Vec<WordId>,
    /// The signals, sorted by name.
    pub signals: Vec<Signal>,
    /// The data slots, in the form of signals, so that their examples run.
    pub slots: Vec<Signal>,
    /// The topics, sorted by name.
    pub topics: Vec<Topic>,
    /// Where the triggers of a word begin in `triggers`; one more than there are words.
    trigger_starts: Vec<u32>,
    triggers: Vec<Trigger>,
    /// For each of `triggers`: where its needs stand in `needed`, and how many there are.
    trigger_needs: Vec<(u32, u32)>,
    needed: Vec<(NeedId, u8)>,
    /// Where the needs of a word begin in `word_needs`; one more than there are words.
    need_starts: Vec<u32>,
    word_needs: Vec<NeedId>,
}

impl Program {
    /// The matches that wait for a word, each with what its pattern needs besides.
    pub fn triggers(&self, word: WordId) -> impl Iterator<Item = (Trigger, &[(NeedId, u8)])> {
        let at = word as usize;
        let range = match (self.trigger_starts.get(at), self.trigger_starts.get(at + 1)) {
            (Some(&a), Some(&b)) => a as usize..b as usize,
            _ => 0..0,
        };
        let all = self.triggers[range.clone()].iter().zip(&self.trigger_needs[range]);
        all.map(|(&trigger, &(start, count))| (trigger, &self.needed[start as usize..(start + count) as usize]))
    }

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

    /// The needs that a word meets.
    pub fn needs_of(&self, word: WordId) -> &[NeedId] {
        let at = word as usize;
        match (self.need_starts.get(at), self.need_starts.get(at + 1)) {
            (Some(&a), Some(&b)) => &self.word_needs[a as usize..b as usize],
            _ => &[],
        }
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
