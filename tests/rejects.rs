//! Crying wolf: every rule that can fail a run is put into sentences that quote, name, deny, reject, ask and report its
//! own examples, and must stay silent in nineteen of twenty.

mod common;

use common::{RULES, check, rule_id};
use standwith::rule::{Example, Rule};
use standwith::terms::{Level, Stance};

/// How many examples of a rule are tried.
const TRIED: usize = 4;

/// Sentences around an example: `{S}` is the whole of it as it begins a sentence, `{s}` as it goes on in one, `{w}` the
/// words that match, `{W}` the same as a title.
const TOLD: [&str; 11] = [
    "“{S},” claimed Senator Burke, a smear that ignores the facts.",
    "The governor's claim that “{s}” is false.",
    "Nobody should write “{S}.”",
    "Phrases such as “{w}” have no place in our statements.",
    "We do not use the phrase “{w}” in our materials.",
    "What he calls “{w}” is a talking point.",
    "Do not write “{w}”: name the people and the policy.",
    "The committee heard the {W} Act on Tuesday.",
    "Her book, “{W},” came out in 2012.",
    "The flyer read: “{S}.” It was paid for by the landlords.",
    "Rhetoric like “{w}” puts our members in danger.",
];

/// The same for rules that look at what is asserted only.
const DENIED: [&str; 10] = [
    "We reject the claim that {s}.",
    "It is not true that {s}.",
    "It is a lie that {s}.",
    "The myth that {s} has been debunked again and again.",
    "Some politicians falsely claim that {s}.",
    "Opponents of the bill argue that {s}.",
    "According to opponents of the bill, {s}.",
    "Who still believes that {s}?",
    "We refuse to say that {s}.",
    "Stop telling voters that {s}.",
];

/// An example that can be a clause of another sentence: one statement without marks within.
fn is_clause(example: &&Example) -> bool {
    let text = example.text.trim().trim_end_matches(['.', '?']);
    let opens =
        ["To ", "At ", "In ", "For ", "On ", "And ", "But ", "From ", "With ", "When ", "After ", "Our hearts "];
    let joins = [":", ";", "?", "!", "“", "—", "‘", "(", "\n", ". ", ", and ", ", but ", ", so ", ", which "];
    example.before.is_empty()
        && example.after.is_empty()
        && !example.whole
        && !opens.iter().any(|o| text.starts_with(o))
        && !joins.iter().any(|j| text.contains(j))
}

/// Whether a rule speaks of what is asserted only. A soft word for a killing, or a label, is one in a denial too.
fn minds_stance(rule: &Rule) -> bool {
    let always = ["label", "euphemism", "agentless-harm"];
    rule.stances.iter().all(|s| matches!(s, Stance::Asserted | Stance::Reported)) && !always.contains(&&*rule.category)
}

fn title(words: &str) -> String {
    let word = |w: &str| w.chars().next().map(|c| c.to_uppercase().chain(w.chars().skip(1)).collect::<String>());
    words.split_whitespace().filter_map(word).collect::<Vec<_>>().join(" ")
}

/// The frame with an example in it.
fn framed(frame: &str, example: &Example) -> String {
    let text = example.text.trim().trim_end_matches(['.', '?']);
    let words = example.spans.first().map_or("", |span| &example.text[span.clone()]);
    let first = text.split([' ', '\'', '’']).next().unwrap_or("");
    let small: String = text.char_indices().map(|(i, c)| if i == 0 { c.to_ascii_lowercase() } else { c }).collect();
    let keeps = first == "I" || common::is_proper(first);
    let goes_on = if keeps { text.to_string() } else { small };
    frame.replace("{S}", text).replace("{s}", &goes_on).replace("{w}", words).replace("{W}", &title(words))
}

/// Sentences in which the rule still speaks at its level, of all that were tried.
fn loud(rule: &Rule) -> (Vec<String>, usize) {
    // A question is no claim that could be denied.
    let denied = |example: &Example| minds_stance(rule) && !example.text.contains('?');
    let frames = |example| TOLD.iter().chain(DENIED.iter().filter(move |_| denied(example)));
    let examples = rule.flag.iter().filter(is_clause).take(TRIED);
    let texts: Vec<String> = examples.flat_map(|example| frames(example).map(|frame| framed(frame, example))).collect();
    let speaks = |text: &&String| {
        let file = check("a.md", text.as_bytes().to_vec());
        file.verdict.findings.iter().any(|f| {
            let quoted = matches!(f.voice, standwith::terms::Voice::Unknown);
            rule_id(f.rule.0) == rule.id && !quoted
        })
    };
    (texts.iter().filter(speaks).cloned().collect(), texts.len())
}

#[test]
fn rules_that_fail_a_run_are_silent_about_what_is_told_and_denied() {
    let mut wrong = Vec::new();
    let (mut all, mut bad) = (0, 0);
    for rule in RULES.rules.iter().filter(|r| r.on && r.level >= Level::Warning) {
        let (loud, tried) = loud(rule);
        assert!(tried >= 20, "{}: only {tried} sentences could be made of its examples", rule.id);
        all += tried;
        bad += loud.len();
        if loud.len() * 20 > tried {
            wrong.push(format!("{}: speaks in {} of {tried}\n  {}", rule.id, loud.len(), loud.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{bad} of {all} in all\n{}", wrong.join("\n"));
}
