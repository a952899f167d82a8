//! What a check finds, and what it held back; knows no rule, only its number.

use crate::span::{Span, Text};
use crate::terms::Voice;

/// The number of a rule in its [`RuleSet`](crate::rule::RuleSet).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleIndex(pub u32);

/// Where in the document a finding stands, for readers without lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The sentence that holds the primary span.
    pub sentence: Span<Text>,
    /// The number of the block, from 1, headings counted.
    pub paragraph: u32,
    /// The nearest heading above, as text.
    pub heading: Option<String>,
}

/// One result in one document. Its level is set by the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: RuleIndex,
    /// The contiguous pieces of the match, in order; never empty.
    pub pieces: Vec<Span<Text>>,
    /// Which of `pieces` is the primary one.
    pub primary: usize,
    /// Sentence, paragraph and heading.
    pub position: Position,
    /// Whose words these are.
    pub voice: Voice,
    /// Who says them, where the document tells: "Dana Cole, our executive director".
    pub speaker: Option<String>,
    /// Stable identity over category, rule and the folded sentence; never a line number.
    pub fingerprint: u64,
    /// Other rules that matched the same words and yielded to this one.
    pub also: Vec<RuleIndex>,
}

impl Finding {
    /// The span that the diagnostic points at.
    pub fn span(&self) -> Span<Text> {
        self.pieces[self.primary]
    }
}

/// Why a match was held back; the order is the order in which reasons are tried.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It stands in a zone that the rule does not look at.
    Zone,
    /// It is part of the name or title of something.
    Name,
    /// The words are talked about, not used.
    Mention,
    /// Somebody else's words.
    Voice,
    /// A word that speakers use of themselves.
    OwnName,
    /// Denied.
    Negated,
    /// Rejected or criticised.
    Rejected,
    /// Asked, supposed or imagined.
    Question,
    /// Somebody else's rule, reported.
    Reported,
    /// A condition of the rule: the signal, topic, lexicon or pattern that was met.
    Unless(String),
}

impl Reason {
    /// The name as it is written in examples and output: `negated`, `unless:source`.
    pub fn name(&self) -> String {
        match self {
            Reason::Zone => "zone".into(),
            Reason::Name => "name".into(),
            Reason::Mention => "mention".into(),
            Reason::OwnName => "own-name".into(),
            Reason::Voice => "voice".into(),
            Reason::Negated => "negated".into(),
            Reason::Rejected => "rejected".into(),
            Reason::Question => "question".into(),
            Reason::Reported => "reported".into(),
            Reason::Unless(what) => format!("unless:{what}"),
        }
    }
}

/// A match that the gates held back, so that a reviewer can check the silence too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The rule.
    pub rule: RuleIndex,
    /// The words that matched.
    pub span: Span<Text>,
    /// Sentence, paragraph and heading.
    pub position: Position,
    /// Whose words these are.
    pub voice: Voice,
    /// Why it was held back.
    pub reason: Reason,
    /// The words that decided it, if words did.
    pub because: Option<String>,
}

/// Blocks in a language that no pack is written for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotJudged {
    /// English name of the language: "Spanish".
    pub language: String,
    /// Its code, as a document declares it: "es".
    pub code: String,
    /// How many blocks.
    pub blocks: u32,
    /// The first of them.
    pub first: Span<Text>,
    /// Whether the document, its name or its configuration says that it is in this language.
    pub declared: bool,
    /// Whether this is most of the document.
    pub most: bool,
}

/// Everything that a check says of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// In order of place, then rule.
    pub findings: Vec<Finding>,
    /// In order of place, then rule.
    pub held: Vec<Held>,
    /// By language.
    pub not_judged: Vec<NotJudged>,
}
