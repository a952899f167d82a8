//! The registry of the built-in packs is in order: ids, practices, categories, the shape of what is said, examples,
//! lists; and what our rules say passes our own rules.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{RULES, check, findings};
use standwith::rule::{self, Rule};
use standwith::terms::Level;
use standwith::words::fold;

/// The ids of the codebook.
const CATEGORIES: [&str; 34] = [
    "additive-identity",
    "agentless-harm",
    "ahistorical",
    "assumed-impact",
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
    "once-lived-here",
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

/// The categories that are found in sentences, each with a rule; the others are found in documents.
#[test]
fn each_category_of_sentences_has_its_rules() {
    let of_documents = |c: &&str| c.starts_with("no-") || c.starts_with("missing-");
    let lacking: Vec<_> =
        CATEGORIES.iter().filter(|c| !of_documents(c) && RULES.find_category(c).next().is_none()).collect();
    assert!(lacking.is_empty(), "no rule of {lacking:?}");
    let off: Vec<&str> = RULES.rules.iter().filter(|r| !r.on).map(|r| &*r.category).collect();
    assert!(off.contains(&"assumed-impact"), "an effect that is only assumed is no finding unless asked for");
}

/// A level is earned: who says warning has read what the rule hits in documents that nobody tuned it on.
#[test]
fn levels_are_earned() {
    sweep(|r| (r.on && r.measured.is_none()).then(|| "nothing is measured".into()));
    sweep(|r| {
        let m = r.measured.as_ref().filter(|_| r.on)?;
        let read = m.read >= m.hits.min(30);
        (!read || m.documents < 1000)
            .then(|| format!("{} of {} hits read in {} documents", m.read, m.hits, m.documents))
    });
    sweep(|r| {
        let m = r.measured.as_ref().filter(|m| r.level >= Level::Warning && m.hits >= 5)?;
        let precision = m.precision().unwrap_or(0.0);
        (precision < 0.9).then(|| format!("{} of {} right, {} arguable: no {}", m.right, m.read, m.arguable, r.level))
    });
    let in_a_thousand = |m: &rule::Measured| m.hits * 1000 / m.documents.max(1);
    sweep(|r| {
        let m = r.measured.as_ref()?;
        let loud = in_a_thousand(m) > 15 && r.level >= Level::Warning && m.read < 30;
        loud.then(|| format!("{} hits in 1,000 documents and only {} read", in_a_thousand(m), m.read))
    });
}

/// Where practitioners differ, the rule says so and stays a thought.
#[test]
fn disputed_rules_are_notes_at_most() {
    sweep(|r| r.disputed.as_ref().filter(|_| r.level > Level::Note).map(|_| format!("disputed, and a {}", r.level)));
    sweep(|r| {
        r.disputed.as_ref().filter(|d| d.split_whitespace().count() < 8).map(|d| format!("says too little: {d}"))
    });
    let disputed = RULES.rules.iter().filter(|r| r.disputed.is_some()).count();
    assert!(disputed >= 4, "only {disputed} rules say who holds otherwise");
}

/// Each page shows a way out, and the way out passes.
#[test]
fn each_rule_shows_a_before_and_an_after() {
    sweep(|r| r.repair.is_none().then(|| "no [repair]".into()));
    sweep(|r| {
        let after = &r.repair.as_ref()?.after;
        let file = check("after.md", after.clone().into_bytes());
        let found: Vec<String> = findings(&file).iter().map(|(rule, words)| format!("{rule} on {words:?}")).collect();
        (!found.is_empty()).then(|| format!("the repair is flagged: {} in {after:?}", found.join(", ")))
    });
}

#[test]
fn the_pack_says_who_answers_for_it() {
    let pack = RULES.packs.iter().find(|p| p.name == "solidarity").unwrap();
    assert!(!pack.owner.is_empty() && !pack.objections.is_empty() && pack.review.len() == 10, "{pack:?}");
    assert!(pack.never.len() >= 20, "{} things left alone", pack.never.len());
    let thin: Vec<_> =
        pack.never.iter().filter(|n| n.sentences.len() < 6 || n.why.is_empty()).map(|n| &n.what).collect();
    assert!(thin.is_empty(), "fewer than six sentences, or no reason: {thin:?}");
}

/// People are asked for a quotation or a name only where that is safe, and for an actor only as far as facts go.
#[test]
fn asks_are_careful_with_people_and_facts() {
    sweep(|r| {
        let asks = ["quote ", "quote them", "name them", "name the person", "who lives", "by name"];
        let risks = asks.iter().any(|a| r.ask.contains(a)) && matches!(&*r.practice, "centering");
        (risks && !r.ask.contains("safe"))
            .then(|| format!("asks to quote or name people and not whether it is safe: {}", r.ask))
    });
    sweep(|r| {
        let open = r.ask.contains("if facts are open")
            || r.why.contains("facts are open")
            || r.why.contains("facts are still open");
        (r.category == "agentless-harm" && !open)
            .then(|| format!("asks for an actor and leaves no room for open facts: {}", r.ask))
    });
}

/// Read by people who were just interrupted, some of them in their second language.
#[test]
fn messages_hold_no_idiom() {
    const IDIOMS: [&str; 24] = [
        "dog whistle",
        "dog-whistle",
        "cry wolf",
        "silver bullet",
        "level playing field",
        "red flag",
        "lip service",
        "at the end of the day",
        "throw under",
        "on the table",
        "same boat",
        "walk the talk",
        "touch base",
        "double-edged",
        "scapegoat",
        "whitewash",
        "sugarcoat",
        "sugar-coat",
        "gaslight",
        "cherry-pick",
        "bottom line",
        "rule of thumb",
        "blind spot",
        "tone-deaf",
    ];
    sweep(|r| {
        let said = format!("{} {}", r.message, r.ask).to_lowercase();
        IDIOMS.iter().find(|idiom| said.contains(*idiom)).map(|idiom| format!("an idiom: {idiom}"))
    });
}

#[test]
fn messages_are_short_and_plain() {
    sweep(|r| {
        let length = r.message.chars().count();
        (length > 72 || length == 0).then(|| format!("the message has {length} characters; 72 at most"))
    });
    sweep(|r| (r.message.split_whitespace().count() > 20).then(|| format!("more than 20 words: {}", r.message)));
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

/// Entries that people differ on say who holds what, and since when.
#[test]
fn contested_entries_carry_source_and_date() {
    let (mut count, mut wrong) = (0, Vec::new());
    for pack in rule::built_in(true) {
        for (name, text) in pack.files.iter().filter(|(name, _)| name.starts_with("lexicons/")) {
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let Some((entry, who)) = line.split_once("# contested:") else { continue };
                count += 1;
                let digits = |w: &str| w.trim_matches(|c: char| !c.is_ascii_digit()).len() == 4;
                let dated = who.split_whitespace().any(digits);
                if !dated || who.split_whitespace().count() < 3 || entry.trim().is_empty() {
                    wrong.push(format!("{}: {line}", pack.path(name)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "no source or no year:\n{}", wrong.join("\n"));
    assert!(count >= 20, "only {count} entries say that they are contested");
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
