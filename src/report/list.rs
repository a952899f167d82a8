//! The list of rules, for people and for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::paint::{Paint, TITLE, level_style};
use super::visible::{hang, visible};
use super::{Page, write_value};
use crate::rule::{Measured, Rule, RuleSet};
use crate::terms::Kind;

/// Writes the rules, practice by practice.
///
/// # Errors
/// Those of `out`.
pub fn write_text(rules: &RuleSet, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let mut paint = Paint::new(out, page.color);
    let mut above = None;
    let id_width = rules.rules.iter().map(|rule| rule.id.chars().count()).max().unwrap_or(0);
    // Two packs may have a practice of the same id; each has its own rules.
    let practice = |rule: &'_ Rule| {
        let cited = rules.cited(rule, &rule.practice).map(|(pack, practice)| (&pack.name, &practice.title));
        (rule.practice.clone(), cited)
    };
    let mut sorted: Vec<&Rule> = rules.rules.iter().collect();
    sorted.sort_by_cached_key(|rule| (practice(rule), rule.id.clone()));
    for rule in sorted {
        if above.as_ref() != Some(&practice(rule)) {
            if above.is_some() {
                writeln!(paint)?;
            }
            above = Some(practice(rule));
            write_practice(rules, rule, page, &mut paint)?;
        }
        write!(paint, "  ")?;
        paint.styled(level_style(rule.level), &format!("{:7}", rule.level_name()))?;
        let label = format!(" {:id_width$}  ", visible(&rule.id));
        // On a narrow page the message goes below the id.
        let below = if 9 + label.len() + 24 > page.width { "\n          " } else { "" };
        let room = page.width.saturating_sub(if below.is_empty() { 9 + label.len() } else { 10 });
        let message = hang("", &rule.message, room);
        let indent = " ".repeat(if below.is_empty() { 9 + label.len() } else { 10 });
        let label = if below.is_empty() { label.as_str() } else { label.trim_end() };
        writeln!(paint, "{label}{below}{}", message.replace('\n', &format!("\n{indent}")))?;
    }
    let last = "standwith explain ID tells what a rule looks for, why, and how to change it.";
    writeln!(paint, "\n{}", hang("", last, page.width))
}

fn write_practice(rules: &RuleSet, rule: &Rule, page: Page, paint: &mut Paint<'_>) -> io::Result<()> {
    let Some((_, practice)) = rules.cited(rule, &rule.practice) else {
        paint.styled(TITLE, &visible(&rule.practice))?;
        return writeln!(paint);
    };
    paint.styled(TITLE, &visible(&practice.title))?;
    let question = hang("  ", &practice.question, page.width);
    if practice.question.is_empty() { writeln!(paint) } else { writeln!(paint, "\n{question}") }
}

#[derive(Serialize)]
struct Json<'a> {
    version: u32,
    rules: Vec<JsonRule<'a>>,
}

#[derive(Serialize)]
struct JsonRule<'a> {
    id: &'a str,
    category: &'a str,
    practice: &'a str,
    values: &'a [String],
    level: &'static str,
    message: &'a str,
    ask: &'a str,
    why: &'a str,
    disputed: Option<&'a str>,
    measured: Option<&'a Measured>,
    kinds: &'a [Kind],
    pack: Option<&'a str>,
    path: &'a str,
    flag_examples: usize,
    pass_examples: usize,
}

/// Writes the rules as one JSON object, version 1.
///
/// # Errors
/// Those of `out`.
pub fn write_json(rules: &RuleSet, out: &mut dyn Write) -> io::Result<()> {
    let rule = |rule| json_rule(rules, rule);
    write_value(&Json { version: 1, rules: rules.rules.iter().map(rule).collect() }, out)
}

fn json_rule<'a>(rules: &'a RuleSet, rule: &'a Rule) -> JsonRule<'a> {
    JsonRule {
        id: &rule.id,
        category: &rule.category,
        practice: &rule.practice,
        values: &rule.values,
        level: rule.level_name(),
        message: &rule.message,
        ask: &rule.ask,
        why: &rule.why,
        disputed: rule.disputed.as_deref(),
        measured: rule.measured.as_ref(),
        kinds: &rule.kinds,
        pack: rules.packs.get(rule.pack).map(|pack| pack.name.as_str()),
        path: &rule.path,
        flag_examples: rule.flag.len(),
        pass_examples: rule.pass.len(),
    }
}

#[cfg(test)]
mod tests {
    use snapbox::str;

    use super::*;
    use crate::report::samples::{rules, same, two_packs};

    fn text(width: usize) -> String {
        let mut out = Vec::new();
        write_text(&rules(), Page { color: false, width }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn rules_stand_below_their_practice() {
        same(
            text(80),
            str![[r#"
Centering
  Who speaks?
  warning centering/the-homeless       a label stands for people
  error   centering/voiceless          calls people voiceless and offers to be
                                       their voice

Co-liberation
  Who benefits?
  warning co-liberation/unlike-others  praises one community by contrast with
                                       others

standwith explain ID tells what a rule looks for, why, and how to change it.

"#]],
        );
        same(
            text(50),
            str![[r#"
Centering
  Who speaks?
  warning centering/the-homeless
          a label stands for people
  error   centering/voiceless
          calls people voiceless and offers to be
          their voice

Co-liberation
  Who benefits?
  warning co-liberation/unlike-others
          praises one community by contrast with
          others

standwith explain ID tells what a rule looks for,
why, and how to change it.

"#]],
        );
    }

    #[test]
    fn practices_of_the_same_id_stand_apart() {
        let mut out = Vec::new();
        write_text(&two_packs(), Page { color: false, width: 80 }, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let heads: Vec<&str> = text.lines().filter(|line| !line.is_empty() && !line.starts_with(' ')).collect();
        assert_eq!(heads[..3], ["In the middle", "Centering", "Co-liberation"]);
    }

    #[test]
    fn json_lists_every_rule_by_id() {
        let mut out = Vec::new();
        write_json(&rules(), &mut out).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(json["version"], 1);
        assert_eq!(json["rules"].as_array().unwrap().len(), 3);
        assert_eq!(json["rules"][1]["id"], "centering/voiceless");
        assert_eq!(json["rules"][1]["level"], "error");
        assert_eq!(json["rules"][1]["pack"], "solidarity");
    }
}
