//! Rules, packs and practices, as used; [`file`] holds them as written.

mod compile;
mod examples;
mod file;
mod load;
mod mistake;
pub mod pattern;
pub mod program;

pub use load::load;
pub use mistake::Mistake;

use crate::terms::{Kind, Level, Stance, Voice, Zone};
use crate::words::Vocabulary;
use program::Program;

/// The files of a pack, as read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackFiles {
    /// The folder's name: `core`, `solidarity`.
    pub name: String,
    /// The folder, for people: `rules/solidarity`.
    pub root: String,
    /// Path below the folder with `/`, and text; sorted by path.
    pub files: Vec<(String, String)>,
    /// Whether it is inside the program, and `root` no folder of the reader's.
    pub built_in: bool,
}

impl PackFiles {
    /// The path of a file, for people.
    pub fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.root)
    }

    /// The text of the file that people know as `path`.
    pub fn text(&self, path: &str) -> Option<&str> {
        let name = path.strip_prefix(self.root.as_str())?.strip_prefix('/')?;
        self.files.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }
}

/// The packs inside the program: `core` first, then the built-in `solidarity` if wanted.
pub fn built_in(solidarity: bool) -> Vec<PackFiles> {
    const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));
    let pack = |name: &str| PackFiles {
        name: name.to_string(),
        root: format!("rules/{name}"),
        files: FILES
            .iter()
            .filter_map(|(path, text)| {
                Some((path.strip_prefix(name)?.strip_prefix('/')?.to_string(), text.to_string()))
            })
            .collect(),
        built_in: true,
    };
    let mut packs = vec![pack("core")];
    if solidarity {
        packs.push(pack("solidarity"));
    }
    packs
}

/// A place that guidance comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Citation {
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub url: String,
}

/// A practice or value that rules cite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practice {
    /// Its id: `co-liberation`.
    pub id: String,
    /// Its title: "Co-liberation".
    pub title: String,
    /// What it asks, in the pack's own words.
    pub text: String,
    /// The one question it puts to an author; empty for values.
    pub question: String,
}

/// A folder of rules with a manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pack {
    /// Its name: `solidarity`.
    pub name: String,
    /// The folder it was read from; none if it is inside the program.
    pub folder: Option<String>,
    /// Its title, for people.
    pub title: String,
    /// Who wrote it after what, in a few sentences.
    pub about: String,
    /// Its version.
    pub version: String,
    /// The language it is written for: `en`.
    pub language: String,
    /// Where its practices come from.
    pub source: Citation,
    /// Who answers for it; empty if it does not say.
    pub owner: String,
    /// Where to object to a rule or a word; empty if it does not say.
    pub objections: String,
    /// The day by which it is to be looked through again, as written; empty if it does not say.
    pub review: String,
    /// Its practices, in the order of the manifest.
    pub practices: Vec<Practice>,
    /// Its values, in the order of the manifest.
    pub values: Vec<Practice>,
    /// What it leaves alone, in the order of its `never.toml`.
    pub never: Vec<Never>,
}

/// Something that a pack leaves alone, with the sentences that prove it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Never {
    /// What: "a movement names itself".
    pub what: String,
    /// Whose choice it is, and why.
    pub why: String,
    /// Texts in which no rule of any pack may find anything.
    pub sentences: Vec<Example>,
    /// The path of its file, for people.
    pub path: String,
}

impl Pack {
    /// Its practice or value of that id.
    pub fn practice(&self, id: &str) -> Option<&Practice> {
        self.practices.iter().chain(&self.values).find(|p| p.id == id)
    }
}

/// An example of a rule: marks removed, the expected span kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The text, without marks.
    pub text: String,
    /// What should be found: bytes of `text`; none for `pass` examples.
    pub spans: Vec<std::ops::Range<usize>>,
    /// Text that stands before it in its paragraph.
    pub before: String,
    /// Text that stands after it.
    pub after: String,
    /// The kind of document it is read as; the rule's first kind, or a statement.
    pub kind: Option<Kind>,
    /// Why it is held back, if a gate does that.
    pub held: Option<String>,
    /// Topics taken as given.
    pub topics: Vec<String>,
    /// The author's name, if it matters.
    pub org: Option<String>,
    /// A whole document: nothing is taken as given.
    pub whole: bool,
    /// Where the example stands in its file: bytes.
    pub at: std::ops::Range<usize>,
}

/// A before and an after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// A sentence that the rule stops at.
    pub before: String,
    /// The same, after its author thought again.
    pub after: String,
}

/// What readers found who judged hits of a rule in documents that nobody had labelled.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Measured {
    /// Hits read.
    pub read: u32,
    /// Of these, where a careful reviewer would stop.
    pub right: u32,
    /// Of these, where reviewers would differ.
    pub arguable: u32,
    /// Hits in all documents.
    pub hits: u32,
    /// How many documents that were; 0 if the file does not say.
    pub documents: u32,
    /// The day: YYYY-MM-DD.
    pub on: String,
    /// Who read them.
    pub by: String,
}

impl Rule {
    /// The name of its level; `off` if it takes no part.
    pub fn level_name(&self) -> &'static str {
        if self.on { self.level.name() } else { OFF }
    }
}

/// The level of a rule that is shipped and takes no part.
const OFF: &str = "off";

impl Measured {
    /// The part of the hits that were right, of those on which reviewers would agree; none if there are none.
    pub fn precision(&self) -> Option<f64> {
        let sure = self.read.checked_sub(self.arguable).filter(|&sure| sure > 0)?;
        Some(f64::from(self.right) / f64::from(sure))
    }
}

/// One rule, as used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its id, from its path: `co-liberation/unlike-others`.
    pub id: String,
    /// Its pack, as a number in [`RuleSet::packs`].
    pub pack: usize,
    /// The practice it rests on: the folder it stands in.
    pub practice: String,
    /// The category, for grouping, switching and scoring.
    pub category: String,
    /// How much a finding matters, before settings.
    pub level: Level,
    /// Whether it takes part; a rule of level `off` does only once it is switched on, and is a note then.
    pub on: bool,
    /// What a finding says; lower case, no full stop.
    pub message: String,
    /// What it asks the author.
    pub ask: String,
    /// Why a reader who holds the practice stops here.
    pub why: String,
    /// Who holds otherwise, where practitioners differ.
    pub disputed: Option<String>,
    /// A sentence that it stops at, and one that says it better.
    pub repair: Option<Repair>,
    /// What reading its hits showed.
    pub measured: Option<Measured>,
    /// Values that it cites besides its practice.
    pub values: Vec<String>,
    /// Kinds of document it speaks for; empty for all.
    pub kinds: Vec<Kind>,
    /// Zones that it looks at.
    pub zones: Vec<Zone>,
    /// Voices that it looks at.
    pub voices: Vec<Voice>,
    /// Whether words that speakers use of themselves are held back: "as a felon, I".
    pub hold_self_names: bool,
    /// Stances that it speaks of.
    pub stances: Vec<Stance>,
    /// Examples that it must flag.
    pub flag: Vec<Example>,
    /// Examples that it must leave alone.
    pub pass: Vec<Example>,
    /// The path of its file, for people.
    pub path: String,
    /// The patterns as written, for `explain`.
    pub patterns: Vec<String>,
}

/// Every rule of a run, and all that they need.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    /// Packs, in the order given.
    pub packs: Vec<Pack>,
    /// Rules, sorted by id.
    pub rules: Vec<Rule>,
    /// Categories in groups: of two findings of a group that overlap, the first wins.
    pub precedence: Vec<Vec<String>>,
    /// The words that packs know.
    pub vocabulary: Vocabulary,
    /// Patterns, compiled.
    pub program: Program,
}

impl RuleSet {
    /// The rule of that id, with its number.
    pub fn find(&self, id: &str) -> Option<(usize, &Rule)> {
        self.rules.iter().enumerate().find(|(_, r)| r.id == id)
    }

    /// The rules of a category.
    pub fn find_category<'r>(&'r self, category: &str) -> impl Iterator<Item = &'r Rule> {
        self.rules.iter().filter(move |rule| rule.category == category)
    }

    /// The rules that take part.
    pub fn in_force(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|rule| rule.on)
    }

    /// Switches on the rule of that id, or the rules of that category; false if there is none.
    pub fn enable(&mut self, id: &str) -> bool {
        let mut named = self.rules.iter_mut().filter(|rule| rule.id == id || rule.category == id).peekable();
        let any = named.peek().is_some();
        named.for_each(|rule| rule.on = true);
        any
    }

    /// The practices and values of that id, each with its pack; two packs may define the same.
    pub fn practices<'r>(&'r self, id: &str) -> impl Iterator<Item = (&'r Pack, &'r Practice)> {
        self.packs.iter().filter_map(move |pack| Some((pack, pack.practice(id)?)))
    }

    /// What a rule means by the id of a practice or value: that of its own pack, else the first of another.
    pub fn cited<'r>(&'r self, rule: &Rule, id: &str) -> Option<(&'r Pack, &'r Practice)> {
        let own = self.packs.get(rule.pack).and_then(|pack| Some((pack, pack.practice(id)?)));
        own.or_else(|| self.practices(id).next())
    }
}
