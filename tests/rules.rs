//! The built-in pack: every file loads, and every example does what it says.

#![allow(clippy::panic, reason = "tests")]

use standwith::check::examples;
use standwith::rule::{self, RuleSet};

fn built_in() -> RuleSet {
    rule::load(&rule::built_in(true)).unwrap_or_else(|mistakes| {
        let all: Vec<String> = mistakes
            .iter()
            .map(|m| {
                let line = m.text[..m.at.start.min(m.text.len())].lines().count().max(1);
                format!("{}:{line}: {} ({})", m.path, m.message, m.help)
            })
            .collect();
        panic!("{}", all.join("\n"));
    })
}

#[test]
fn every_example_does_what_it_says() {
    let outcome = examples::run(&built_in(), &|_| true);
    let failures: Vec<String> = outcome
        .failures
        .iter()
        .map(|f| format!("{} at byte {}\n  expected: {}\n  found:    {}", f.path, f.at.start, f.expected, f.found))
        .collect();
    assert!(outcome.run > 500, "only {} examples were run", outcome.run);
    assert!(failures.is_empty(), "{} of {} failed\n{}", failures.len(), outcome.run, failures.join("\n"));
}
