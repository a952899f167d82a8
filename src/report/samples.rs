//! Hand-made rules and documents for the tests of the writers.

use super::FileReport;
use crate::finding::{Finding, Held, NotJudged, Position, Reason, RuleIndex, Verdict};
use crate::rule::{Citation, Example, Never, Pack, Practice, Rule, RuleSet};
use crate::span::{LineIndex, Span};
use crate::terms::{Kind, Level, Stance, Voice, Zone};

/// Compares byte for byte; snapbox by itself takes `\\` for `/`.
#[track_caller]
pub(crate) fn same(actual: String, expected: snapbox::data::Inline) {
    snapbox::assert_data_eq!(actual, snapbox::IntoData::raw(expected));
}

fn practice(id: &str, title: &str, text: &str, question: &str) -> Practice {
    Practice { id: id.into(), title: title.into(), text: text.into(), question: question.into() }
}

fn example(text: &str, held: Option<&str>) -> Example {
    let (plain, spans) = unmark(text);
    Example {
        text: plain,
        spans,
        before: String::new(),
        after: String::new(),
        kind: None,
        held: held.map(Into::into),
        topics: vec![],
        org: None,
        whole: false,
        at: 0..0,
    }
}

fn rule(id: &str, category: &str, level: Level, message: &str, ask: &str) -> Rule {
    Rule {
        id: id.into(),
        pack: 0,
        practice: id.split('/').next().unwrap().into(),
        category: category.into(),
        level,
        message: message.into(),
        ask: ask.into(),
        on: true,
        hold_self_names: false,
        disputed: None,
        repair: None,
        measured: None,
        why: "Nobody is voiceless. Readers hear who was asked, and who was not.".into(),
        values: vec!["shared-voice".into()],
        kinds: vec![],
        zones: vec![Zone::Body, Zone::List],
        voices: vec![Voice::Author, Voice::Own],
        stances: vec![Stance::Asserted],
        flag: vec![example("We <<speak for the voiceless>>.", None)],
        pass: vec![example("We do not speak for the voiceless.", Some("negated")), example("They spoke.", None)],
        path: format!("rules/solidarity/{id}.toml"),
        patterns: vec!["(~speak for|~give [a] voice to) the voiceless".into()],
    }
}

/// Three rules of two practices.
pub(crate) fn rules() -> RuleSet {
    RuleSet {
        packs: vec![Pack {
            name: "solidarity".into(),
            folder: None,
            title: "Solidarity practices".into(),
            about: "The rules are ours, made after these practices; their authors have not reviewed them.".into(),
            version: "1".into(),
            language: "en".into(),
            source: Citation { title: "Solidarity Is".into(), url: "https://solidarityis.example/practices".into() },
            owner: "the pack's authors".into(),
            objections: "https://solidarityis.example/objections".into(),
            review: "2027-05-25".into(),
            never: vec![Never {
                what: "a community names itself".into(),
                why: "Its name is its own.".into(),
                sentences: vec![example("Disabled people wrote this.", None)],
                path: "rules/solidarity/never.toml".into(),
            }],
            practices: vec![
                practice("centering", "Centering", "People concerned speak for themselves.", "Who speaks?"),
                practice("co-liberation", "Co-liberation", "No community is free alone.", "Who benefits?"),
            ],
            values: vec![practice("shared-voice", "Shared voice", "We pass the microphone.", "")],
        }],
        rules: vec![
            rule("centering/the-homeless", "label", Level::Warning, "a label stands for people", "say people who"),
            rule(
                "centering/voiceless",
                "speaking-for",
                Level::Error,
                "calls people voiceless and offers to be their voice",
                "who asked you to carry this, and can they say it here? quote them, or say who decided",
            ),
            rule(
                "co-liberation/unlike-others",
                "wedge",
                Level::Warning,
                "praises one community by contrast with others",
                "who benefits when these groups are compared? name the policy that made the difference",
            ),
        ],
        ..RuleSet::default()
    }
}

/// The same, the first rule from a second pack that has a practice of the same id.
pub(crate) fn two_packs() -> RuleSet {
    let mut rules = rules();
    rules.packs.push(Pack {
        name: "ours".into(),
        folder: Some("our rules".into()),
        practices: vec![practice("centering", "In the middle", "Nothing about us.", "Who is in the middle?")],
        ..rules.packs[0].clone()
    });
    rules.rules[0].pack = 1;
    rules
}

fn unmark(marked: &str) -> (String, Vec<std::ops::Range<usize>>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    for (i, part) in marked.split("<<").enumerate() {
        match part.split_once(">>") {
            Some((words, rest)) if i > 0 => {
                spans.push(text.len()..text.len() + words.len());
                text += words;
                text += rest;
            }
            _ => text += part,
        }
    }
    (text, spans)
}

fn index(id: &str) -> RuleIndex {
    RuleIndex(rules().find(id).unwrap().0 as u32)
}

/// A document with one finding of `rule` for each `<<mark>>`; sentences end at `. `, paragraphs at an empty line.
pub(crate) fn document(path: &str, marked: &str, rule: &str) -> FileReport {
    let (text, spans) = unmark(marked);
    let finding = |at: &std::ops::Range<usize>| {
        let paragraph = text[..at.start].rfind("\n\n").map_or(0, |i| i + 2);
        let start = text[paragraph..at.start].rfind(". ").map_or(paragraph, |i| paragraph + i + 2);
        let rest = text[at.end..].find(". ").into_iter().chain(text[at.end..].find("\n\n")).min();
        let end = rest.map_or(text.trim_end().len(), |i| at.end + i + 1);
        Finding {
            rule: index(rule),
            pieces: vec![Span::new(at.start, at.end)],
            primary: 0,
            position: Position {
                sentence: Span::new(start, end),
                paragraph: text[..at.start].matches("\n\n").count() as u32 + 1,
                heading: None,
            },
            voice: Voice::Author,
            speaker: None,
            fingerprint: 0x00c0_ffee,
            also: vec![],
        }
    };
    FileReport {
        mistaken: Vec::new(),
        path: path.into(),
        lines: LineIndex::new(&text),
        stored: Box::new(|offset| offset + 3),
        kind: Kind::Statement,
        kind_because: vec!["we stand".into()],
        words: text.split_whitespace().count(),
        judged: true,
        verdict: Verdict { findings: spans.iter().map(finding).collect(), ..Verdict::default() },
        named: true,
        text,
    }
}

/// The findings of a document, to change.
pub(crate) fn findings(file: &mut FileReport) -> &mut Vec<Finding> {
    &mut file.verdict.findings
}

/// Makes the finding at `at` a match that was held back.
pub(crate) fn hold(file: &mut FileReport, at: usize, reason: Reason, because: Option<&str>) {
    let finding = file.verdict.findings.remove(at);
    file.verdict.held.push(Held {
        rule: finding.rule,
        span: finding.span(),
        position: finding.position,
        voice: finding.voice,
        reason,
        because: because.map(Into::into),
    });
}

/// Two blocks of Spanish.
pub(crate) fn not_judged(declared: bool, most: bool) -> NotJudged {
    NotJudged { language: "Spanish".into(), code: "es".into(), blocks: 2, first: Span::new(0, 4), declared, most }
}
