//! The quotation probe: the same words in seven settings, in every format. Only the author's own voice is flagged; the
//! other six are held back, each with its reason.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
#![allow(clippy::disallowed_methods, reason = "tests read the fixtures themselves")]

mod common;

use std::path::Path;

use common::{Block, Plain, check, findings, held};
use standwith::report::FileReport;
use standwith::terms::Voice;

/// The words in one setting.
struct Setting {
    name: &'static str,
    /// What stands in the document: `> ` begins a block quotation.
    blocks: &'static [&'static str],
    /// Reasons that are right; none for the author's own voice.
    reasons: &'static [&'static str],
    /// Words that must be among those held or flagged.
    words: &'static str,
}

const LABEL: &str = "centering/illegals";
const SPEAKING: &str = "centering/voiceless";

/// "illegals" and "illegal aliens". A label is a label in a denial too ("we don't want illegals here"), so the negated
/// setting is one that denies the use of the word; that is a rejection, and a mention, as well.
const ILLEGALS: [Setting; 7] = [
    Setting {
        name: "own voice",
        blocks: &["The county will hold forty more illegals at the county farm this winter."],
        reasons: &[],
        words: "illegals",
    },
    Setting {
        name: "direct speech",
        blocks: &["“This county is full of illegals,” claimed Sheriff Dale Boyd, a falsehood that his own booking \
             records disprove."],
        reasons: &["voice"],
        words: "illegals",
    },
    Setting {
        name: "block quotation",
        blocks: &[
            "We condemn what Sheriff Dale Boyd told the hearing on Monday:",
            "> This county is full of illegals, and every one of them should fear this office.",
            "His own booking records disprove this lie.",
        ],
        reasons: &["voice"],
        words: "illegals",
    },
    Setting {
        name: "mention of one word",
        blocks: &["The word “illegals” stands on the cover of the bill."],
        reasons: &["mention"],
        words: "illegals",
    },
    Setting {
        name: "mention of several words",
        blocks: &["The term “illegal aliens” appears nine times in the bill."],
        reasons: &["mention"],
        words: "illegal aliens",
    },
    Setting {
        name: "negated",
        blocks: &["We do not say illegals, in meetings or in print."],
        reasons: &["negated", "rejected", "mention"],
        words: "illegals",
    },
    Setting {
        name: "disavowed",
        blocks: &["We reject the word “illegals” wherever it is printed."],
        reasons: &["rejected", "mention"],
        words: "illegals",
    },
];

const VOICELESS: [Setting; 7] = [
    Setting {
        name: "own voice",
        blocks: &["For twenty years we have spoken for the voiceless in this valley."],
        reasons: &[],
        words: "spoken for the voiceless",
    },
    Setting {
        name: "direct speech",
        blocks: &["“I alone speak for the voiceless,” claimed Governor Slade, a lie to the families he evicted."],
        reasons: &["voice"],
        words: "speak for the voiceless",
    },
    Setting {
        name: "block quotation",
        blocks: &[
            "We condemn what Governor Slade told the families he evicted:",
            "> My office speaks for the voiceless, and nobody else in this state does.",
            "That is a lie, and the families have answered it.",
        ],
        reasons: &["voice"],
        words: "speaks for the voiceless",
    },
    Setting {
        name: "mention of one word",
        blocks: &["The senator's flyer says that he speaks for the “voiceless” of the east side."],
        reasons: &["mention", "voice"],
        words: "voiceless",
    },
    Setting {
        name: "mention of several words",
        blocks: &["The slogan “a voice for the voiceless” came down from our wall last fall."],
        reasons: &["mention"],
        words: "a voice for the voiceless",
    },
    Setting {
        name: "negated",
        blocks: &["We do not speak for the voiceless, and we never did."],
        reasons: &["negated"],
        words: "speak for the voiceless",
    },
    Setting {
        name: "disavowed",
        blocks: &["We reject the idea that funders give voice to the voiceless."],
        reasons: &["rejected"],
        words: "give voice to the voiceless",
    },
];

fn document(settings: &[&Setting]) -> Plain {
    let mut blocks = vec![
        Block::Heading(1, "Statement of the Tri-Valley Tenants Union".into()),
        Block::Paragraph("The Tri-Valley Tenants Union met on Sunday and voted on the county's budget.".into()),
    ];
    for text in settings.iter().flat_map(|s| s.blocks) {
        blocks.push(match text.strip_prefix("> ") {
            Some(inner) => Block::Quote(inner.into()),
            None => Block::Paragraph((*text).into()),
        });
    }
    blocks
        .push(Block::Paragraph("The next assembly of the Tri-Valley Tenants Union is on May 4 at the library.".into()));
    Plain { name: "probe".into(), blocks }
}

/// The document in each format, checked.
fn in_each_format(document: &Plain) -> Vec<(&'static str, FileReport)> {
    vec![
        ("md", check("probe.md", document.markdown().into_bytes())),
        ("html", check("probe.html", document.html(false).into_bytes())),
        ("txt", check("probe.txt", document.text().into_bytes())),
    ]
}

/// What is wrong with a setting on its own page.
fn faults(rule: &str, setting: &Setting) -> Vec<String> {
    let mut out = Vec::new();
    for (format, file) in in_each_format(&document(&[setting])) {
        let (found, skipped) = (findings(&file), held(&file));
        let flagged = found.iter().filter(|(r, _)| *r == rule).count();
        let right = if setting.reasons.is_empty() {
            found == [(rule, setting.words)] && skipped.is_empty()
        } else {
            let is_ours = |(r, why, words): &(&str, String, &str)| {
                *r == rule && setting.reasons.contains(&&**why) && words.contains(setting.words)
            };
            flagged == 0 && found.is_empty() && skipped.iter().filter(|h| is_ours(h)).count() == 1
        };
        if !right {
            out.push(format!(
                "{rule}, {} in {format}: found {found:?}, held {skipped:?}; wanted {:?}",
                setting.name,
                if setting.reasons.is_empty() { &["found"] } else { setting.reasons }
            ));
        }
    }
    out
}

fn demand(name: &str) {
    let pick = |settings: &'static [Setting; 7]| settings.iter().find(|s| s.name == name).unwrap();
    let mut wrong = faults(LABEL, pick(&ILLEGALS));
    wrong.extend(faults(SPEAKING, pick(&VOICELESS)));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn own_voice_is_flagged() {
    demand("own voice");
}

#[test]
fn direct_speech_of_someone_criticised_is_theirs() {
    demand("direct speech");
}

#[test]
fn a_block_quotation_of_an_opponent_is_theirs() {
    demand("block quotation");
}

#[test]
fn one_word_that_is_talked_about_is_a_mention() {
    demand("mention of one word");
}

#[test]
fn several_words_that_are_talked_about_are_a_mention() {
    demand("mention of several words");
}

#[test]
fn what_is_denied_is_negated() {
    demand("negated");
}

#[test]
fn what_is_disavowed_is_rejected() {
    demand("disavowed");
}

/// All seven on one page: no setting leaks into its neighbours.
#[test]
fn seven_settings_stand_side_by_side() {
    let mut wrong = Vec::new();
    for (rule, settings) in [(LABEL, &ILLEGALS), (SPEAKING, &VOICELESS)] {
        let all: Vec<&Setting> = settings.iter().collect();
        for (format, file) in in_each_format(&document(&all)) {
            let (found, mut skipped) = (findings(&file), held(&file));
            // Other rules may know some of the same words.
            skipped.retain(|(r, _, _)| *r == rule);
            let reasons = || settings.iter().filter(|s| !s.reasons.is_empty()).map(|s| s.reasons);
            let fits =
                skipped.len() == 6 && skipped.iter().zip(reasons()).all(|((_, why, _), want)| want.contains(&&**why));
            if found != [(rule, settings[0].words)] || !fits {
                wrong.push(format!("{rule} in {format}: found {found:?}, held {skipped:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The words of the author's own director are the author's, and the finding says whose they are.
#[test]
fn the_authors_own_director_is_flagged_by_name() {
    let quotations: [(&str, &str, &[&str]); 5] = [
        (
            LABEL,
            "Ruth Hale",
            &["“No church should hide illegals from the law,” said Ruth Hale, our executive director."],
        ),
        (SPEAKING, "Carla Dunn", &["Carla Dunn, our president, said: “We have spoken for the voiceless since 1998.”"]),
        (SPEAKING, "Carla Dunn", &["“For years,” said Carla Dunn, our president, “we have spoken for the voiceless.”"]),
        (
            SPEAKING,
            "Carla Dunn",
            &["“We have spoken for the voiceless,” said Carla Dunn, president of the Tri-Valley Tenants Union."],
        ),
        (
            SPEAKING,
            "Carla Dunn",
            &["Our president, Carla Dunn, wrote to the members:", "> We have spoken for the voiceless since 1998."],
        ),
    ];
    let mut wrong = Vec::new();
    for (rule, speaker, blocks) in quotations {
        let setting = Setting { name: "own director", blocks, reasons: &[], words: "" };
        for (format, file) in in_each_format(&document(&[&setting])) {
            let own = |f: &&standwith::finding::Finding| {
                common::rule_id(f.rule.0) == rule
                    && f.voice == Voice::Own
                    && f.speaker.as_deref().is_some_and(|s| s.contains(speaker))
            };
            let all = &file.verdict.findings;
            if all.len() != 1 || all.iter().filter(own).count() != 1 {
                let said: Vec<_> = all.iter().map(|f| (f.voice, f.speaker.clone())).collect();
                wrong.push(format!("{blocks:?} in {format}: {said:?}, held {:?}", held(&file)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Who the author is may also be told by the headline, by the lead, or by the director's own title alone.
#[test]
fn an_author_who_is_named_in_passing_has_a_director_too() {
    let quotation =
        "“Somebody has to speak for the voiceless,” said Ruth Hale, executive director of the Pell Valley Council.";
    let lead = "The Pell Valley Council met on Tuesday with 60 neighbors.";
    let pages = [
        format!("# Statement on the County Budget\n\n{lead}\n\n{quotation}\n"),
        format!("# The Pell Valley Council Opens a Clinic\n\n{lead}\n\n{quotation}\n"),
        format!("# Pell Valley Council statement on the budget\n\nThe hearing is on Tuesday.\n\n{quotation}\n"),
        format!("TELLER FALLS, Ohio, January 14, 2025 — {lead}\n\n{quotation}\n"),
    ];
    let mut wrong = Vec::new();
    for page in pages {
        let file = check("own.md", page.clone().into_bytes());
        let voices: Vec<_> = file.verdict.findings.iter().map(|f| f.voice).collect();
        if voices != [Voice::Own] {
            let held: Vec<_> = file.verdict.held.iter().map(|h| (h.voice, h.because.clone())).collect();
            wrong.push(format!("{page}found as {voices:?}, held {held:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a sentence denies or rejects, it denies or rejects when its end is set as a list.
#[test]
fn a_lead_in_passes_its_stance_to_its_list() {
    let pages = [
        "We will never call our neighbors illegals.",
        "We will never:\n\n- call our neighbors illegals\n- trade one building for another",
        "We will never\n\n- call our neighbors illegals;\n- trade one building for another.",
        "We will never speak for the voiceless.",
        "We will never:\n\n- speak for the voiceless\n- trade one building for another",
        "We will never\n\n- speak for the voiceless;\n- trade one building for another.",
        "We reject:\n\n- reverse discrimination\n- the idea that we speak for refugees",
        "Do not say:\n\n- illegals\n- the homeless",
    ];
    let mut wrong = Vec::new();
    for page in pages {
        let document = format!("# What we promise\n\nThe tenants met on Sunday.\n\n{page}\n");
        let file = check("list.md", document.into_bytes());
        if !findings(&file).is_empty() || file.verdict.held.is_empty() {
            wrong.push(format!("{page:?}: found {:?}, held {:?}", findings(&file), held(&file)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The probe as it stands in `fixtures/`, where it is there: a file's name says its setting.
#[test]
fn the_probe_in_the_fixtures_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/probe");
    let mut paths = Vec::new();
    common::files(&folder, &mut paths);
    let mut wrong = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let file = check(&name, std::fs::read(&path).unwrap());
        let reasons: &[&str] = match name.split('.').next().unwrap() {
            "own-voice" | "own-director" => &[],
            "direct-speech" | "block-quote" => &["voice"],
            "mention-one-word" | "mention-several-words" => &["mention"],
            "negated" => &["negated"],
            "disavowed" => &["rejected", "mention"],
            other => panic!("no setting is called {other}"),
        };
        let (found, skipped) = (findings(&file), held(&file));
        let right = match reasons {
            [] => found.len() == 1 && skipped.is_empty(),
            _ => found.is_empty() && skipped.len() == 1 && reasons.contains(&&*skipped[0].1),
        };
        let named = !name.starts_with("own-director")
            || file.verdict.findings.iter().any(|f| f.voice == Voice::Own && f.speaker.is_some());
        if !right || !named {
            wrong.push(format!("{name}: found {found:?}, held {skipped:?}; wanted {reasons:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
