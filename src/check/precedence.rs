//! One span, one finding: of matches of one rule, category or group that overlap, and of matches on the same words, one
//! wins. A label within a longer frame of another group stands beside it, and so do two frames of a sentence that share
//! no word: they ask different things.

use super::Raw;
use crate::finding::RuleIndex;
use crate::rule::RuleSet;

/// The winners, each with the rules that yielded to it, in order of place.
pub(super) fn settle(mut found: Vec<Raw>, rules: &RuleSet) -> Vec<(Raw, Vec<RuleIndex>)> {
    // Best first: by precedence, then level, then length, then place; the order is total.
    found.sort_by(|a, b| {
        let key = |r: &Raw| {
            let rule = &rules.rules[r.trigger.rule as usize];
            (
                rank(&rule.category, rules),
                std::cmp::Reverse(rule.level),
                std::cmp::Reverse(r.tokens().count()),
                r.first(),
                r.trigger,
            )
        };
        key(a).cmp(&key(b))
    });
    // Only matches of one sentence can meet, so winners are kept by sentence.
    let mut winners: std::collections::BTreeMap<u32, Vec<(Raw, Vec<RuleIndex>)>> = std::collections::BTreeMap::new();
    for one in found {
        let rivals = winners.entry(one.sentence).or_default();
        match rivals.iter_mut().find(|(w, _)| compete(w, &one, rules)) {
            Some((winner, also)) => {
                let rule = RuleIndex(one.trigger.rule);
                if winner.trigger.rule != one.trigger.rule && !also.contains(&rule) {
                    also.push(rule);
                }
            }
            None => rivals.push((one, Vec::new())),
        }
    }
    winners
        .into_values()
        .flatten()
        .map(|(w, mut also)| {
            also.sort_unstable();
            (w, also)
        })
        .collect()
}

fn rank(category: &str, rules: &RuleSet) -> usize {
    rules.precedence.iter().flatten().position(|c| c == category).unwrap_or(usize::MAX)
}

/// Whether only one of two matches of one sentence can stand.
fn compete(a: &Raw, b: &Raw, rules: &RuleSet) -> bool {
    let category = |r: &Raw| &rules.rules[r.trigger.rule as usize].category;
    let (one, other) = (category(a), category(b));
    let grouped = rules.precedence.iter().any(|g| g.contains(one) && g.contains(other));
    if one == other { a.overlaps(b) } else { (grouped && a.overlaps(b)) || a.pieces == b.pieces }
}
