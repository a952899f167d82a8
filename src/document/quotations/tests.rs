//! Who speaks: forms of attribution, classes of speakers, mentions.

use super::super::fixture::read;
use super::*;
use crate::terms::Voice::{Author, Community, Mention, Official, Opponent, Own, Partner, Unknown};

/// The voice of the first token of `words`, and the speaker.
fn voice(text: &str, words: &str) -> (Voice, String) {
    let fixture = read(text);
    let author = |i: usize| {
        let found = fixture.document.between(i, i + 2) == "Casa Unida";
        if found { 2 } else { 0 }
    };
    let voices = voices(&fixture.document, &fixture.core, &author);
    let (voice, quotation) = voices.voice_at(fixture.find(words).start as u32);
    let speaker = quotation.and_then(|q| q.speaker.clone()).map_or(String::new(), |r| fixture.text(r).to_string());
    (voice, speaker)
}

/// Text, words in it, the voice they are in, how the speaker is named.
const TABLE: &[(&str, &str, Voice, &str)] = &[
    // After.
    (
        "“We won,” said Maria Lopez, executive director of Casa Unida.",
        "won",
        Own,
        "Maria Lopez, executive director of Casa Unida",
    ),
    ("“We won,” Maria Lopez, a tenant in the Bronx, said.", "won", Community, "Maria Lopez, a tenant in the Bronx"),
    ("\"We won,\" she said.", "won", Unknown, "she"),
    ("“Why us?” asked Lee, spokesperson.", "Why", Own, "Lee, spokesperson"),
    (
        "“We won,” said Kim Park, director of the Tenants Union, after the vote.",
        "won",
        Partner,
        "Kim Park, director of the Tenants Union",
    ),
    ("‘We won this one,’ said Kim Park of the NAACP.", "won", Partner, "Kim Park of the NAACP"),
    ("“We won,” said Mayor Eric Adams.", "won", Official, "Mayor Eric Adams"),
    ("“We won,” according to Senator Ruiz.", "won", Official, "Senator Ruiz"),
    ("“We won,” said President Ruiz.", "won", Official, "President Ruiz"),
    // Before.
    (
        "Senator Ruiz issued the following statement on the attack on farm workers near the river, which left five \
         families without a home and seven without a wage: “We won today.”",
        "won",
        Official,
        "Senator Ruiz",
    ),
    ("Maria Lopez, our director, said, “We won.”", "won", Own, "Maria Lopez, our director"),
    (
        "In a statement, Maria Lopez, director of Casa Unida, said: “We won.”",
        "won",
        Own,
        "Maria Lopez, director of Casa Unida",
    ),
    (
        "Maria Lopez, Executive Director, Casa Unida: “We won today.”",
        "won",
        Own,
        "Maria Lopez, Executive Director, Casa Unida",
    ),
    (
        "According to Kim Park, director of the Food Network, “the shelves are empty.”",
        "shelves",
        Partner,
        "Kim Park, director of the Food Network",
    ),
    ("Said Ana Cruz, a farmworker, “We want shade and water today.”", "shade", Community, "Ana Cruz, a farmworker"),
    (
        "The sheriff claimed that “illegal aliens are pouring into every one of our cities.”",
        "illegal aliens",
        Opponent,
        "The sheriff",
    ),
    ("Ana Cruz told reporters on Monday, “As a mother, I cannot wait.”", "cannot", Community, "Ana Cruz"),
    ("Maria Lopez, director of Casa Unida, said:\n\n“We won this.”", "won", Own, "Maria Lopez, director of Casa Unida"),
    // In the middle, and going on.
    ("“We fought,” said Maria Lopez, our director, “and we won.”", "we won", Own, "Maria Lopez, our director"),
    ("“We fought,” said Maria Lopez, our director. “Then we won it all.”", "Then", Own, "Maria Lopez, our director"),
    (
        "“We fought,” said Maria Lopez, our director.\n\n“Then we won it all,” she added.",
        "Then",
        Own,
        "Maria Lopez, our director",
    ),
    ("“We fought,” said Maria Lopez, our director.\n\n“Then we won it all.”", "Then", Own, "Maria Lopez, our director"),
    (
        "“We fought,” said Maria Lopez, our director.\n\nThe city paid.\n\n“Then we won,” Lopez said.",
        "Then",
        Own,
        "Lopez",
    ),
    ("Maria Lopez, our director, said, “We fought.\n\n“Then we won it all.”", "Then", Own, "Maria Lopez, our director"),
    ("“We won,” said Ana Cruz, a tenant. “We lost,” said Mayor Adams.", "lost", Official, "Mayor Adams"),
    ("“We won, said Lee.\n\nThe city lost.", "city", Author, ""),
    // Statements without marks.
    (
        "Please attribute the following statement to Maria Lopez, director of Casa Unida:\n\nWe won.\n\nWe did.",
        "did",
        Own,
        "Maria Lopez, director of Casa Unida",
    ),
    (
        "The following is a statement from Kim Park, president of the Food Network:\n\nWe won.",
        "won",
        Partner,
        "Kim Park, president of the Food Network",
    ),
    (
        "# Statement from Maria Lopez, our director\n\nWe won.\n\n# More\n\nThe city lost.",
        "won",
        Own,
        "Maria Lopez, our director",
    ),
    ("# Statement from Maria Lopez, our director\n\nWe won.\n\n# More\n\nThe city lost.", "city", Author, ""),
    (
        "BOSTON — Maria Lopez, our director, issued the following statement:\n\n“We won today.”",
        "won",
        Own,
        "Maria Lopez, our director",
    ),
    (
        "BOSTON — Maria Lopez, our director, issued the following statement:\n\nWe won.",
        "won",
        Own,
        "Maria Lopez, our director",
    ),
    // Block quotes.
    ("She spoke.\n\n> We won. — Ana Cruz, tenant\n\nThe end.", "won", Community, "Ana Cruz, tenant"),
    ("She spoke.\n\n> We won.\n\n— Ana Cruz, tenant", "won", Community, "Ana Cruz, tenant"),
    ("Ana Cruz, a tenant, wrote:\n\n> We won.\n\nThe end.", "won", Community, "Ana Cruz, a tenant"),
    ("The sheriff went on a hateful tirade.\n\n> Illegals are everywhere.\n\nWe answered.", "Illegals", Opponent, ""),
    ("The order reads so.\n\n> Illegals must go.\n\nThat is a lie.", "Illegals", Opponent, ""),
    ("# We rise\n\n> We speak.\n\n> We won.", "speak", Author, ""),
    // Opponents.
    ("“Illegals are coming,” claimed Governor Abbott.", "Illegals", Opponent, "Governor Abbott"),
    ("“Illegals are coming,” said Governor Abbott. This is hateful.", "Illegals", Opponent, "Governor Abbott"),
    ("“Illegals are coming,” said Governor Abbott. The vote is today.", "Illegals", Official, "Governor Abbott"),
    ("In racist remarks, Governor Abbott said, “Illegals are coming.”", "Illegals", Opponent, "Governor Abbott"),
    ("“They took our homes,” insisted Ana Cruz, a tenant.", "took", Community, "Ana Cruz, a tenant"),
    (
        "“The raids must end,” said Senator Ruiz, who condemned the order.",
        "raids",
        Official,
        "Senator Ruiz, who condemned the order",
    ),
    // Mentions.
    ("The term “chairman” is old.", "chairman", Mention, ""),
    ("We reject the word “illegal aliens” here.", "illegal", Mention, ""),
    ("They called them “animals and criminals of the worst kind” again.", "animals", Mention, ""),
    ("We serve the “less fortunate” in town.", "less", Mention, ""),
    ("The labels “illegal” and “alien” hurt.", "alien", Mention, ""),
    ("“They call us ‘illegals’ all day,” said Ana Cruz, a tenant.", "illegals", Mention, ""),
    ("The so-called inner city is our home.", "inner", Mention, ""),
    ("The term hacking was used for inner city work.", "inner", Author, ""),
    ("Never use the term illegal immigrant in print.", "illegal", Mention, ""),
    ("We agreed on the terms of the inner city plan.", "inner", Author, ""),
    ("Words to avoid:\n\n- illegal alien\n- inner city", "inner", Mention, ""),
    ("# Outdated terms\n\n- illegal alien", "illegal", Mention, ""),
    ("Avoid: illegal alien, inner city.", "inner", Mention, ""),
    ("We avoid:\n\n- illegal dumping", "illegal", Author, ""),
    ("“Illegals,” he said.", "Illegals", Unknown, "he"),
    ("“We are the voice of the voiceless.”", "voice of", Unknown, ""),
    (
        "Casa Unida called on “every single neighbor in this wide city to stand with us today.”",
        "neighbor",
        Own,
        "Casa Unida",
    ),
];

#[test]
fn voices_of_fifty_texts() {
    let wrong: Vec<String> = TABLE
        .iter()
        .filter_map(|(text, words, expected, speaker)| {
            let found = voice(text, words);
            (found != (*expected, speaker.to_string()))
                .then(|| format!("{text} [{words}]: {} `{}`, not {expected} `{speaker}`", found.0, found.1))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn interrupted_quotations_are_linked_and_marks_stay_outside() {
    let fixture = read("“We fought,” said Ana Cruz, a tenant, “and we won.” The city paid.");
    let voices = voices(&fixture.document, &fixture.core, &|_| 0);
    let words: Vec<&str> = voices.quotations().iter().map(|q| fixture.text(q.tokens.clone())).collect();
    assert_eq!(words, ["We fought,", "and we won."]);
    assert_eq!(voices.quotations()[1].continues, Some(0));
    assert_eq!(voices.voice_at(fixture.find("city").start as u32), (Author, None));
}
