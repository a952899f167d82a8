//! The built-in pack: every file loads, every example does what it says, the registry is in order.

use standwith::rule;

#[test]
fn built_in_packs_load() {
    let packs = rule::built_in(true);
    match rule::load(&packs) {
        Ok(rules) => println!(
            "{} rules, {} words, {} nodes",
            rules.rules.len(),
            rules.vocabulary.len(),
            rules.program.nodes.len()
        ),
        Err(mistakes) => {
            let all: Vec<String> = mistakes
                .iter()
                .map(|m| {
                    let line = m.text[..m.at.start.min(m.text.len())].lines().count().max(1);
                    format!(
                        "{}:{line}: {} ({}) `{}`",
                        m.path,
                        m.message,
                        m.help,
                        m.text.get(m.at.clone()).unwrap_or("")
                    )
                })
                .collect();
            panic!("{}", all.join("\n"));
        }
    }
}
