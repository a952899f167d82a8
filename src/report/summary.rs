//! The figures of a run.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Report;
use crate::finding::Reason;
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
    /// Documents that were checked.
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
        let mut practices: Vec<&str> = report.rules.rules.iter().map(|rule| rule.practice.as_str()).collect();
        practices.sort_unstable();
        practices.dedup();
        let mut summary = Summary {
            documents: report.files.len(),
            words: report.files.iter().map(|file| file.words).sum(),
            rules: report.rules.rules.len(),
            practices: practices.len(),
            findings: ByLevel::default(),
            skipped: BTreeMap::new(),
            unread: report.unread.len(),
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

/// The matches held back by reason, in the order in which reasons are tried: "2 negated, 1 mention".
pub(super) fn held_by_reason(report: &Report<'_>) -> Option<String> {
    let mut counts: BTreeMap<&Reason, usize> = BTreeMap::new();
    for held in report.files.iter().flat_map(|file| &file.verdict.held) {
        *counts.entry(&held.reason).or_default() += 1;
    }
    let parts: Vec<String> = counts.iter().map(|(reason, n)| format!("{n} {}", reason.name())).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
