//! The figures of a run.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Report;
use crate::finding::Reason;
use crate::rule::{Rule, RuleSet};
use crate::terms::Level;

/// How many findings there are of each level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ByLevel {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub note: usize,
}

impl ByLevel {
    fn add(&mut self, level: Level) {
        match level {
            Level::Error => self.error += 1,
            Level::Warning => self.warning += 1,
            Level::Note => self.note += 1,
        }
    }

    /// All of them.
    pub fn total(self) -> usize {
        self.error + self.warning + self.note
    }
}

/// The figures of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Documents that were checked; those wholly in a language that no rule is written for are not counted.
    pub documents: usize,
    /// Words in them.
    pub words: usize,
    /// Rules that were applied.
    pub rules: usize,
    /// Practices that these rules rest on.
    pub practices: usize,
    /// Findings by level.
    pub findings: ByLevel,
    /// Matches held back, by reason.
    pub skipped: BTreeMap<String, usize>,
    /// Files asked for and not read.
    pub unread: usize,
    /// Blocks not judged, by language.
    pub not_judged: BTreeMap<String, u32>,
    /// Files that a walk left aside.
    pub listed: usize,
    /// The level from which a finding fails the run.
    pub fail_on: Level,
    /// The exit code.
    pub exit_code: u8,
}

impl Summary {
    /// Counts.
    pub(super) fn new(report: &Report<'_>) -> Self {
        let judged = || report.files.iter().filter(|file| file.judged);
        let mut summary = Summary {
            documents: judged().count(),
            words: judged().map(|file| file.words).sum(),
            rules: report.rules.in_force().count(),
            practices: practices(report.rules).len(),
            findings: ByLevel::default(),
            skipped: BTreeMap::new(),
            // A file may have two things wrong; unread is sorted by path.
            unread: report.unread.chunk_by(|a, b| a.path == b.path).count(),
            not_judged: BTreeMap::new(),
            listed: report.listed.len(),
            fail_on: report.fail_on,
            exit_code: report.exit_code(),
        };
        for verdict in report.files.iter().map(|file| &file.verdict) {
            verdict.findings.iter().for_each(|finding| summary.findings.add(report.level(finding)));
            for held in &verdict.held {
                *summary.skipped.entry(held.reason.name()).or_default() += 1;
            }
            for block in &verdict.not_judged {
                *summary.not_judged.entry(block.language.clone()).or_default() += block.blocks;
            }
        }
        summary
    }
}

/// The titles of the practices that rules rest on, by id, each once.
pub(super) fn practices(rules: &RuleSet) -> Vec<&str> {
    let title = |rule| practice_title(rules, rule);
    let mut all: Vec<(&str, &str)> = rules.in_force().map(|rule| (rule.practice.as_str(), title(rule))).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(|(_, title)| title).collect()
}

fn practice_title<'r>(rules: &'r RuleSet, rule: &'r Rule) -> &'r str {
    rules.cited(rule, &rule.practice).map_or(&rule.practice, |(_, practice)| &practice.title)
}

/// The name of a reason as people say it.
pub(super) fn in_words(reason: &str) -> String {
    let words = match reason {
        "zone" => "in a part passed over",
        "name" => "in a name or title",
        "mention" => "only mentioned",
        "own-name" => "the speaker's own name",
        "voice" => "somebody else's words",
        "rejected" => "rejected by the author",
        "question" => "asked or supposed",
        "reported" => "somebody else's rule",
        _ => match reason.strip_prefix("unless:") {
            Some(what) => return format!("answered by `{what}`"),
            None => reason,
        },
    };
    words.to_string()
}

/// The matches held back by reason, in the order in which reasons are tried: "1 only mentioned, 2 negated".
pub(super) fn held_by_reason(report: &Report<'_>) -> Option<String> {
    let mut counts: BTreeMap<&Reason, usize> = BTreeMap::new();
    for held in report.files.iter().flat_map(|file| &file.verdict.held) {
        *counts.entry(&held.reason).or_default() += 1;
    }
    let one = counts.len() == 1;
    let part = |(reason, n): (&&Reason, &usize)| {
        let words = in_words(&reason.name());
        if one { words } else { format!("{n} {words}") }
    };
    let parts: Vec<String> = counts.iter().map(part).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
