//! Compiled patterns: one arena of nodes, one index from words to the patterns that cannot do without them.

mod index;

pub use index::{First, SlotFirst, WordSet};

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

    /// The needs that a word meets.
    pub fn needs_of(&self, word: WordId) -> &[NeedId] {
        let at = word as usize;
        match (self.need_starts.get(at), self.need_starts.get(at + 1)) {
            (Some(&a), Some(&b)) => &self.word_needs[a as usize..b as usize],
            _ => &[],
        }
    }
}
