//! The registry of the built-in packs is in order: ids, practices, categories, the shape of what is said, examples,
//! lists; and what our rules say passes our own rules.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{RULES, check, findings};
use standwith::rule::{self, Rule};
use standwith::words::fold;

/// The ids of the codebook.
const CATEGORIES: [&str; 32] = [
    "additive-identity",
    "agentless-harm",
    "ahistorical",
    "carve-out",
    "coded-blame",
    "conditional-support",
    "control",
    "deserving",
    "euphemism",
    "false-equivalence",
    "label",
    "missing-credit",
    "missing-signatories",
    "model-minority",
    "monolith",
    "no-accountability",
    "no-act",
    "no-community-voice",
    "no-decision-role",
    "no-framework",
    "no-named-harm",
    "savior",
    "silo",
    "sole-credit",
    "speaking-for",
    "token-input",
    "universalizing",
    "unnamed-partners",
    "unsourced",
    "vague-commitment",
    "vague-solidarity",
    "wedge",
];

/// The practices, as the manifest orders them.
const PRACTICES: [&str; 5] = ["clarity", "centering", "connectedness", "co-liberation", "conflict-credit-control"];

/// Words that keep their capital at the head of a message.
const PROPER: [&str; 4] = ["Black", "Native", "Jim", "I"];

/// Collects what `test` says of each rule.
fn sweep(test: impl Fn(&Rule) -> Option<String>) {
    let wrong: Vec<String> = RULES.rules.iter().filter_map(|r| Some(format!("{}: {}", r.id, test(r)?))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ids_are_unique_and_in_order() {
    let ids: Vec<&str> = RULES.rules.iter().map(|r| &*r.id).collect();
    assert!(ids.windows(2).all(|w| w[0] < w[1]), "not sorted, or twice: {ids:?}");
    let mut names: Vec<&str> = ids.iter().filter_map(|id| Some(id.split_once('/')?.1)).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|w| w[0] != w[1]), "one name in two practices: {names:?}");
    sweep(|r| {
        (r.id != format!("{}/{}", r.practice, r.id.rsplit('/').next()?)).then(|| "id and practice differ".into())
    });
    let is_id = |s: &str| s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'/');
    sweep(|r| (!is_id(&r.id)).then(|| "an id is lower case letters, digits and hyphens".into()));
}

#[test]
fn practices_values_and_categories_are_known() {
    sweep(|r| RULES.cited(r, &r.practice).is_none().then(|| format!("unknown practice {}", r.practice)));
    sweep(|r| r.values.iter().find(|v| RULES.cited(r, v).is_none()).map(|v| format!("unknown value {v}")));
    let known = |c: &str| CATEGORIES.contains(&c);
    sweep(|r| (!known(&r.category)).then(|| format!("unknown category {}", r.category)));
    let loose: Vec<_> = RULES.precedence.iter().flatten().filter(|c| !known(c)).collect();
    assert!(loose.is_empty(), "unknown in precedence: {loose:?}");
    let mut seen = BTreeSet::new();
    let twice: Vec<_> = RULES.precedence.iter().flatten().filter(|c| !seen.insert(*c)).collect();
    assert!(twice.is_empty(), "in two groups of precedence: {twice:?}");
    let pack = RULES.packs.iter().find(|p| p.name == "solidarity").unwrap();
    assert_eq!(pack.practices.iter().map(|p| &*p.id).collect::<Vec<_>>(), PRACTICES);
    for practice in &pack.practices {
        let whole = !practice.title.is_empty() && !practice.text.trim().is_empty() && practice.question.ends_with('?');
        assert!(whole, "{} lacks a title, a text or a question", practice.id);
    }
    for value in &pack.values {
        assert!(!value.title.is_empty() && !value.text.trim().is_empty(), "{} lacks a title or a text", value.id);
    }
}

#[test]
fn each_practice_has_rules_enough() {
    assert!(RULES.rules.len() >= 20, "{} rules", RULES.rules.len());
    let mut count = BTreeMap::from(PRACTICES.map(|p| (p, 0)));
    for rule in &RULES.rules {
        *count.entry(&*rule.practice).or_insert(0) += 1;
    }
    assert!(count.values().all(|&n| n >= 3), "{count:?}");
}

#[test]
fn messages_are_short_and_plain() {
    sweep(|r| {
        let length = r.message.chars().count();
        (length > 72 || length == 0).then(|| format!("the message has {length} characters; 72 at most"))
    });
    sweep(|r| {
        let first = r.message.split_whitespace().next().unwrap_or("");
        let is_lower = first.starts_with(|c: char| c.is_lowercase() || matches!(c, '“' | '"' | '‘' | '\''));
        (!is_lower && !PROPER.contains(&first)).then(|| format!("begins with a capital: {}", r.message))
    });
    sweep(|r| r.message.ends_with('.').then(|| format!("ends with a full stop: {}", r.message)));
    sweep(|r| (r.message.trim() != r.message || r.message.contains('\n')).then(|| "loose white space".into()));
    let mut seen = BTreeMap::new();
    let twice: Vec<_> = RULES.rules.iter().filter_map(|r| seen.insert(&r.message, &r.id).map(|o| (o, &r.id))).collect();
    assert!(twice.is_empty(), "the same message: {twice:?}");
}

#[test]
fn asks_are_short_and_whys_are_there() {
    sweep(|r| {
        let words = r.ask.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count();
        (words > 20 || words == 0).then(|| format!("the question has {words} words; 20 at most: {}", r.ask))
    });
    sweep(|r| (r.ask.ends_with('.') || !r.ask.contains('?')).then(|| format!("asks nothing: {}", r.ask)));
    sweep(|r| (r.why.split_whitespace().count() < 8).then(|| format!("says too little: {:?}", r.why)));
    sweep(|r| (!r.why.trim_end().ends_with(['.', '?', '”'])).then(|| format!("breaks off: {:?}", r.why)));
}

#[test]
fn each_rule_has_eight_examples_of_each_sort() {
    sweep(|r| (r.flag.len() < 8).then(|| format!("{} examples that flag", r.flag.len())));
    sweep(|r| (r.pass.len() < 8).then(|| format!("{} examples that pass", r.pass.len())));
    sweep(|r| {
        let mut seen = BTreeSet::new();
        let all = r.flag.iter().chain(&r.pass);
        all.map(|e| (&e.before, &e.text, &e.after)).find(|e| !seen.insert(*e)).map(|e| format!("twice: {:?}", e.1))
    });
    // Quotation, denial or rejection, and an innocent sense each stand among what passes.
    sweep(|r| r.pass.iter().all(|e| e.held.is_some()).then(|| "no example of an innocent sense".into()));
    sweep(|r| {
        let gates = ["negated", "rejected", "mention", "voice", "name", "question", "reported"];
        let held = |e: &rule::Example| e.held.as_deref().is_some_and(|h| gates.contains(&h));
        (!r.pass.iter().any(held)).then(|| "no example that a gate holds back".into())
    });
}

#[test]
fn lists_hold_each_entry_once() {
    let mut wrong = Vec::new();
    for pack in rule::built_in(true) {
        for (name, text) in pack.files.iter().filter(|(name, _)| name.starts_with("lexicons/")) {
            let mut seen: BTreeMap<(String, bool), usize> = BTreeMap::new();
            for (number, line) in text.lines().enumerate() {
                let entry = line.split('#').next().unwrap_or("").trim();
                if entry.is_empty() {
                    continue;
                }
                // "Black" and "black" are two entries: a capital asks for one.
                let key = (fold(entry), entry.chars().any(char::is_uppercase));
                if let Some(first) = seen.insert(key, number + 1) {
                    wrong.push(format!("{}:{}: `{entry}` stands in line {first} too", pack.path(name), number + 1));
                }
            }
            if seen.is_empty() {
                wrong.push(format!("{} is empty", pack.path(name)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What we say to authors keeps to what we ask of them. Words that a rule is about stand in quotation marks there.
#[test]
fn our_own_words_pass_our_own_rules() {
    let mut texts = Vec::new();
    for rule in &RULES.rules {
        texts.push((format!("{} message", rule.id), rule.message.clone()));
        texts.push((format!("{} ask", rule.id), rule.ask.clone()));
        texts.push((format!("{} why", rule.id), rule.why.clone()));
    }
    for pack in &RULES.packs {
        texts.push((format!("{} about", pack.name), pack.about.clone()));
        for part in pack.practices.iter().chain(&pack.values) {
            texts.push((part.id.clone(), format!("{}\n\n{}\n\n{}", part.title, part.text, part.question)));
        }
    }
    let mut wrong = Vec::new();
    for (name, text) in &texts {
        for (rule, words) in findings(&check("own.md", text.clone().into_bytes())) {
            wrong.push(format!("{name}: {rule} finds {words:?} in {text:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
