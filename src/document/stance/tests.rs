//! Sentences with a trigger and the stance that it is expected to have, both ways.

use super::super::fixture::read;
use super::*;
use crate::terms::Stance::{Asserted, Negated, Question, Rejected, Reported};

const TABLE: &[(&str, &str, Stance)] = &[
    // Negation reaches several words and stops at the clause.
    ("We do not say illegal aliens here.", "illegal aliens", Negated),
    ("We will never speak for the voiceless.", "voiceless", Negated),
    ("These families aren't illegal immigrants.", "illegal immigrants", Negated),
    ("Nobody is voiceless in this movement.", "voiceless", Negated),
    ("None of us is illegal.", "illegal", Negated),
    ("No human being is illegal.", "illegal", Negated),
    ("We speak with people rather than for the voiceless.", "voiceless", Negated),
    ("They are neighbors, not illegal aliens.", "illegal aliens", Negated),
    ("They neither take jobs nor drain resources.", "drain resources", Negated),
    ("We refuse to be a voice for the voiceless.", "voice for the voiceless", Negated),
    ("We don’t want handouts.", "handouts", Negated),
    ("They are not here because they are criminals.", "criminals", Asserted),
    ("They are not criminals but law-abiding workers.", "law-abiding workers", Asserted),
    ("They are not criminals but law-abiding workers.", "criminals", Negated),
    ("Not because they are illegals, but because they are poor, ICE came.", "illegals", Negated),
    ("We do not believe that immigrants take jobs from Americans.", "take jobs", Negated),
    ("It is not true that refugees flood the border.", "flood the border", Negated),
    ("We are not only a voice for the voiceless.", "voice for the voiceless", Asserted),
    ("This isn't just about illegal immigrants.", "illegal immigrants", Asserted),
    ("We will not rest in our fight for the voiceless.", "voiceless", Asserted),
    ("There is no doubt that illegal immigrants suffer.", "illegal immigrants", Asserted),
    ("We never forget the less fortunate.", "less fortunate", Asserted),
    ("We do not wait, we speak for the voiceless.", "voiceless", Asserted),
    ("It does not matter where they live; inner-city kids need help.", "inner-city", Asserted),
    ("The city did not act, and inner-city families paid.", "inner-city", Asserted),
    ("Hundreds, if not thousands, of illegals came.", "illegals", Asserted),
    ("They do nothing but flood the border.", "flood the border", Asserted),
    // An operator inside the match never holds it, and one in another clause does not.
    ("This is not who we are.", "not who we are", Asserted),
    ("They came through no fault of their own.", "no fault of their own", Asserted),
    ("Unlike other immigrants, they never asked for handouts.", "Unlike other immigrants", Asserted),
    ("The raid was not lawful, but illegal immigrants must leave.", "illegal immigrants", Asserted),
    // Rejection.
    ("We reject the model minority myth.", "model minority", Rejected),
    ("The model minority myth harms our students.", "model minority", Rejected),
    ("The myth of the good immigrant divides us.", "good immigrant", Rejected),
    ("The idea that immigrants steal jobs is a racist lie and a myth.", "steal jobs", Asserted),
    ("The idea that immigrants steal jobs is a myth.", "steal jobs", Rejected),
    ("The claim that refugees flood our cities has been debunked.", "flood our cities", Rejected),
    ("We condemn those who call our neighbors illegals.", "illegals", Rejected),
    ("Stop calling people illegals.", "illegals", Rejected),
    ("Calling people illegals is how they justify raids.", "illegals", Rejected),
    ("He attacked families by calling them illegal aliens.", "illegal aliens", Rejected),
    ("The governor pits immigrants against American workers.", "American workers", Rejected),
    ("We push back against the stereotype that inner-city youth are dangerous.", "inner-city youth", Rejected),
    ("We oppose rhetoric about an invasion of illegals.", "invasion", Rejected),
    ("Acme Inc. and the U.S. rejected the term illegal alien.", "illegal alien", Rejected),
    ("They claim that immigrants drain resources.", "drain resources", Rejected),
    ("Opponents of the bill argue that refugees flood the border.", "flood the border", Rejected),
    ("Critics, many of them elected, warned that illegals would come.", "illegals", Rejected),
    ("According to critics of the plan, illegals drain the budget.", "illegals", Rejected),
    ("Illegals drain the budget, according to opponents of the plan.", "Illegals", Rejected),
    ("Some would have us believe that refugees flood the border.", "flood the border", Rejected),
    ("Stop telling voters that illegals drain the budget.", "illegals", Rejected),
    ("We reject the claim that we welcome people who came the right way.", "the right way", Rejected),
    ("We reject the claim that whatever our skin, we all bleed the same color.", "bleed the same", Rejected),
    ("They say that we long for the day when illegals leave.", "illegals", Rejected),
    ("We reject the claim, and after the vote, illegals will come.", "illegals", Asserted),
    ("Critics say that we oppose the grant because it is reverse racism.", "reverse racism", Rejected),
    ("The city has no plan for illegals on our buses.", "illegals", Asserted),
    ("Taxpayers should not be footing the bill for illegals.", "illegals", Asserted),
    ("We will not bow to a flood of illegals.", "flood", Asserted),
    ("It is not fair that illegals take the beds.", "illegals", Asserted),
    ("Nobody knows how many illegals came.", "illegals", Asserted),
    ("The plan gives money to no one and feeds the homeless.", "the homeless", Asserted),
    ("We will not write that illegals drain the budget.", "illegals", Negated),
    ("Illegals drain the budget, they said.", "Illegals", Rejected),
    ("It is a lie that refugees flood the border.", "flood the border", Rejected),
    ("Some of our members say that illegals suffer most.", "illegals", Asserted),
    ("Some families came late, and the county said that illegals must leave.", "illegals", Asserted),
    ("Politicians claim immigrants are flooding in.", "flooding in", Rejected),
    ("The sheriff falsely said that illegals commit more crime.", "illegals", Rejected),
    ("They blame immigrants for stealing jobs.", "stealing jobs", Rejected),
    ("The administration accused families of cheating the system.", "cheating the system", Rejected),
    ("They call us illegals.", "illegals", Rejected),
    ("Under the guise of safety, the city clears out inner-city blocks.", "inner-city", Asserted),
    ("We denounce lies about welfare queens.", "welfare queens", Rejected),
    ("There is no such thing as an illegal person.", "illegal person", Negated),
    ("Reverse discrimination is a myth.", "Reverse discrimination", Rejected),
    ("It is the right-way stereotype again.", "right-way", Rejected),
    ("We do not reject illegal immigrants.", "illegal immigrants", Asserted),
    ("We insist that the voiceless be heard.", "voiceless", Asserted),
    ("Rejecting the old ways, we speak for the voiceless.", "voiceless", Asserted),
    ("We condemn the raid; illegal immigrants deserve due process.", "illegal immigrants", Asserted),
    ("The bill threatens illegal immigrants.", "illegal immigrants", Asserted),
    ("We oppose the bill because law-abiding families suffer.", "law-abiding families", Asserted),
    ("The city denies inner-city kids good schools.", "inner-city", Asserted),
    ("That the homeless choose this is no myth.", "homeless", Asserted),
    ("We blame the mayor for the inner city's decay.", "inner city", Asserted),
    ("We are calling on leaders to help the less fortunate.", "less fortunate", Asserted),
    ("Rhetoric has consequences, and inner-city kids pay.", "inner-city", Asserted),
    ("The claims backlog grew, and illegal immigrants waited.", "illegal immigrants", Asserted),
    ("Veterans filed claims for inner-city homes.", "inner-city", Asserted),
    ("We resist, and inner-city families win.", "inner-city", Asserted),
    // Questions and suppositions.
    ("Who will speak for the voiceless?", "voiceless", Question),
    ("“Are they illegals?”", "illegals", Question),
    ("If illegals come here, they will find friends.", "illegals", Question),
    ("If the law passes, we will defend the voiceless.", "voiceless", Asserted),
    ("Imagine a flood of illegals at your door.", "illegals", Question),
    ("The court asks whether illegal aliens may sue.", "illegal aliens", Question),
    ("They treat us as if we were illegals.", "illegals", Question),
    ("Should a criminal alien apply, the clerk decides.", "criminal alien", Question),
    // Reports of someone else's rule.
    ("The bill excludes criminal aliens.", "criminal aliens", Reported),
    ("The new law bars people who have felony convictions.", "felony convictions", Reported),
    ("Under current law, criminal aliens are deported.", "criminal aliens", Reported),
    ("Under Section 3, criminal aliens are deported.", "criminal aliens", Reported),
    ("The proposal, as written, prohibits aid to illegals.", "illegals", Reported),
    ("Our bill excludes criminal aliens.", "criminal aliens", Asserted),
    ("Under our plan, only citizens get aid.", "only citizens", Asserted),
    ("The law, said Ruiz, allows raids on criminal aliens.", "criminal aliens", Reported),
    ("Sign the law and bar criminal aliens.", "criminal aliens", Asserted),
    ("The bill failed, and criminal aliens remain.", "criminal aliens", Asserted),
    ("We wrote a bill for the less fortunate.", "less fortunate", Asserted),
];

/// The stance of the words in the sentence that holds them.
fn stance(text: &str, trigger: &str) -> Stance {
    let fixture = read(text);
    let matched = fixture.find(trigger);
    let matched = matched.start as u32..matched.end as u32;
    let sentence = fixture.document.sentences.iter().position(|s| s.tokens.contains(&matched.start));
    let operators = operators(&fixture.document, &fixture.core, sentence.expect("a sentence"));
    held_by(&operators, matched.clone(), matched.start).map_or(Asserted, |o| o.kind)
}

#[test]
fn stances_of_sixty_sentences_and_more() {
    let wrong: Vec<String> = TABLE
        .iter()
        .filter_map(|(text, trigger, expected)| {
            let found = stance(text, trigger);
            (found != *expected).then(|| format!("{text} [{trigger}]: {found}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_stem_passes_its_operator_to_its_items() {
    assert_eq!(stance("We will never:\n\n- speak for the voiceless\n- wait", "voiceless"), Negated);
    assert_eq!(stance("We reject:\n\n- the idea of good immigrants", "good immigrants"), Rejected);
    assert_eq!(stance("We will:\n\n- speak for the voiceless", "voiceless"), Asserted);
    assert_eq!(stance("We do not wait. We will:\n\n- help the voiceless", "voiceless"), Asserted);
    assert_eq!(stance("We never lied, and we promise to:\n\n- help the voiceless", "voiceless"), Asserted);
}

#[test]
fn negated_goes_before_the_others_and_keeps_its_words() {
    let fixture = read("Why do we not help the voiceless?");
    let matched = fixture.find("voiceless");
    let operators = operators(&fixture.document, &fixture.core, 0);
    let held = held_by(&operators, matched.start as u32..matched.end as u32, matched.start as u32).expect("held");
    assert_eq!((held.kind, fixture.text(held.words.clone())), (Negated, "not"));
}
