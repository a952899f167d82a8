//! What users reported, one row each: a text, and whether it is flagged or why it is held back.

#![allow(clippy::panic, reason = "a test that cannot load its rules must say so")]

use std::sync::LazyLock;

use standwith::rule::{self, RuleSet};
use standwith::run::{self, Settings};
use standwith::source::{Format, Source};

static RULES: LazyLock<RuleSet> =
    LazyLock::new(|| rule::load(&rule::built_in(true)).unwrap_or_else(|m| panic!("{} mistakes", m.len())));

/// Text; `flagged`, or the reason of the one match that is held back.
const ROWS: &[(&str, &str)] = &[
    ("Governor Hale said: \"Illegals are ruining our schools.\" We condemn his words.", "voice"),
    ("Governor Hale said: \"Illegals are ruining our schools.\" We disagree.", "voice"),
    ("Governor Hale told reporters, \"Illegals are ruining our schools.\" His words are racist and false.", "voice"),
    ("We speak for the voiceless & weep.", "flagged"),
    ("We speak for the **voiceless** of this valley.", "flagged"),
    ("We speak for the voiceless 24/7.", "flagged"),
    ("We speak for the voiceless\u{b9}.", "flagged"),
    ("Instead of \"the homeless,\" write \"people who are homeless.\"", "voice"),
    ("It is false that we speak for the voiceless.", "rejected"),
    ("No one should say that illegals are here.", "negated"),
    ("We will never call our neighbors illegals.", "mention"),
    ("\u{201c}We speak,\u{201d} said Dana Cole, our executive director, \u{201c}for the voiceless.\u{201d}", "flagged"),
];

#[test]
fn reported_texts_stay_mended() {
    let mut wrong = Vec::new();
    for (text, wanted) in ROWS {
        let source = Source::from_text("row.txt", Format::Text, (*text).to_string());
        let file = run::report(source, true, &RULES, &Settings::default());
        let held: Vec<String> = file.verdict.held.iter().map(|h| h.reason.name()).collect();
        let found = file.verdict.findings.len();
        let right = match *wanted {
            "flagged" => found > 0,
            reason => found == 0 && held.iter().any(|h| h == reason),
        };
        if !right {
            wrong.push(format!("{text:?}: wanted {wanted}, found {found}, held {held:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
