//! Runs the examples of rules, signals, slots and topics: a rule file is its own test.

use std::ops::Range;

use super::{Given, check, check_given, matches_of, topic_holds};
use crate::document::{self, Document, Reading};
use crate::finding::Finding;
use crate::format::{self, Format};
use crate::rule::program::Signal;
use crate::rule::{Example, Rule, RuleSet};
use crate::terms::Kind;

/// An example that did not do what its file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The file, for people.
    pub path: String,
    /// Whose example it is: a rule's id, "signal source", "slot community", "topic housing".
    pub owner: String,
    /// Where the example stands in the file: bytes.
    pub at: Range<usize>,
    /// The example, without its marks.
    pub text: String,
    /// What should have been found.
    pub expected: String,
    /// What was.
    pub found: String,
}

/// What a run of examples says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many examples were run.
    pub run: usize,
    /// Those that failed, by file and place.
    pub failures: Vec<Failure>,
}

/// Runs every example of the files that `wanted` approves, and the sentences that packs leave alone.
pub fn run(rules: &RuleSet, wanted: &dyn Fn(&str) -> bool) -> Outcome {
    let mut outcome = Outcome::default();
    for (number, rule) in rules.rules.iter().enumerate().filter(|(_, rule)| wanted(&rule.path)) {
        for example in rule.flag.iter().chain(&rule.pass) {
            outcome.add(&rule.path, &rule.id, example, rule_example(rules, number, rule, example));
        }
    }
    let named = |what: &'static str| move |s: &Signal| format!("{what} {}", s.name);
    let signals = rules.program.signals.iter().map(|s| (named("signal")(s), s));
    let slots = rules.program.slots.iter().map(|s| (named("slot")(s), s));
    for (owner, signal) in signals.chain(slots).filter(|(_, signal)| wanted(&signal.path)) {
        for example in signal.has.iter().chain(&signal.lacks) {
            outcome.add(&signal.path, &owner, example, signal_example(rules, signal, example));
        }
    }
    for (number, topic) in rules.program.topics.iter().enumerate().filter(|(_, topic)| wanted(&topic.path)) {
        let owner = format!("topic {}", topic.name);
        for (examples, holds) in [(&topic.holds, true), (&topic.lacks, false)] {
            for example in examples {
                outcome.add(&topic.path, &owner, example, topic_example(rules, number, example, holds));
            }
        }
    }
    for never in rules.packs.iter().flat_map(|pack| &pack.never).filter(|never| wanted(&never.path)) {
        for example in &never.sentences {
            outcome.add(&never.path, &format!("never: {}", never.what), example, never_example(rules, example));
        }
    }
    outcome.failures.sort_by(|a, b| (&a.path, a.at.start).cmp(&(&b.path, b.at.start)));
    outcome
}

impl Outcome {
    /// Counts an example; one that went wrong brings what was expected and what was found.
    fn add(&mut self, path: &str, owner: &str, example: &Example, wrong: Option<(String, String)>) {
        self.run += 1;
        self.failures.extend(wrong.map(|(expected, found)| Failure {
            path: path.to_string(),
            owner: owner.to_string(),
            at: example.at.clone(),
            text: example.text.clone(),
            expected,
            found,
        }));
    }
}

fn topic_example(rules: &RuleSet, topic: usize, example: &Example, holds: bool) -> Option<(String, String)> {
    let document = read(rules, example, Kind::Statement);
    let words = |yes: bool| if yes { "the topic holds" } else { "the topic does not hold" }.to_string();
    (topic_holds(&document, rules, topic) != holds).then(|| (words(holds), words(!holds)))
}

/// A text in which every rule in force must be silent.
fn never_example(rules: &RuleSet, example: &Example) -> Option<(String, String)> {
    let document = read(rules, example, Kind::Statement);
    let verdict = check(&document, rules);
    let words = |f: &Finding| {
        let rule = &rules.rules[f.rule.0 as usize].id;
        format!("{rule} on \u{201C}{}\u{201D}", &document.text[f.span().range()])
    };
    let found: Vec<String> = verdict.findings.iter().map(words).collect();
    (!found.is_empty()).then(|| ("nothing".to_string(), found.join(", ")))
}

/// The example as a document: what stands before and after it in its paragraph included.
fn read(rules: &RuleSet, example: &Example, kind: Kind) -> Document {
    let mut text = example.before.clone();
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(&example.text);
    if !example.after.is_empty() {
        text.push(' ');
        text.push_str(&example.after);
    }
    let format = if example.whole { Format::Markdown } else { Format::Text };
    let parsed = format::parse(format, &text);
    let kind = if example.whole { example.kind } else { Some(example.kind.unwrap_or(kind)) };
    let reading = Reading { kind, names: example.org.iter().cloned().collect(), ..Reading::default() };
    document::parse(text, parsed, &rules.vocabulary, &rules.program.core, &reading)
}

fn rule_example(rules: &RuleSet, number: usize, rule: &Rule, example: &Example) -> Option<(String, String)> {
    let kind = rule.kinds.first().copied().unwrap_or(Kind::Statement);
    let document = read(rules, example, kind);
    let given = Given { document: !example.whole, only: Some(number as u32) };
    let verdict = check_given(&document, rules, &given);
    let offset = if example.before.is_empty() { 0 } else { example.before.len() + 1 };
    let wanted: Vec<Range<usize>> = example.spans.iter().map(|s| s.start + offset..s.end + offset).collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    for finding in &verdict.findings {
        found.push(finding.span().range());
    }
    let inside = |r: &Range<usize>| r.start >= offset && r.end <= offset + example.text.len();
    found.retain(inside);
    let show = |spans: &[Range<usize>]| {
        if spans.is_empty() {
            return "nothing".to_string();
        }
        let words: Vec<String> =
            spans.iter().map(|s| format!("\u{201C}{}\u{201D}", &document.text[s.clone()])).collect();
        words.join(", ")
    };
    let held: Vec<String> = verdict.held.iter().filter(|h| inside(&h.span.range())).map(|h| h.reason.name()).collect();
    if found != wanted {
        let why = if held.is_empty() { String::new() } else { format!(" (held back: {})", held.join(", ")) };
        return Some((show(&wanted), format!("{}{why}", show(&found))));
    }
    match &example.held {
        Some(reason) if !held.contains(reason) => {
            let found =
                if held.is_empty() { "no match at all".to_string() } else { format!("held back: {}", held.join(", ")) };
            Some((format!("held back: {reason}"), found))
        }
        _ => None,
    }
}

fn signal_example(rules: &RuleSet, signal: &Signal, example: &Example) -> Option<(String, String)> {
    let document = read(rules, example, Kind::Statement);
    let found: Vec<Range<usize>> = matches_of(&document, rules, signal).into_iter().map(|s| s.range()).collect();
    let offset = if example.before.is_empty() { 0 } else { example.before.len() + 1 };
    let wanted: Vec<Range<usize>> = example.spans.iter().map(|s| s.start + offset..s.end + offset).collect();
    let show = |spans: &[Range<usize>]| {
        let words: Vec<&str> = spans.iter().map(|s| &document.text[s.clone()]).collect();
        if words.is_empty() { "nothing".to_string() } else { words.join(", ") }
    };
    // A document may show a signal twice; what is marked must be among the finds.
    let met = if wanted.is_empty() { found.is_empty() } else { wanted.iter().all(|w| found.contains(w)) };
    (!met).then(|| (show(&wanted), show(&found)))
}
