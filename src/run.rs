//! A run: documents are read and checked side by side, and reported in order.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use rayon::prelude::*;

use crate::check::check;
use crate::document::{self, Block, Document, Reading};
use crate::finding::Verdict;
use crate::format;
use crate::report::{FileReport, Listed, Unread};
use crate::rule::RuleSet;
use crate::source::{self, ReadError, Source};
use crate::span::LineIndex;
use crate::terms::Kind;
use crate::words::{CAPITAL, Token, TokenKind};

/// What holds for every document of a run.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The kind that every document is read as.
    pub kind: Option<Kind>,
    /// The language that documents are declared to be in, where they do not say.
    pub language: Option<String>,
}

/// A document to check.
#[derive(Debug, Clone)]
pub enum Input {
    /// A file, and whether it was named on the command line.
    File(PathBuf, bool),
    /// A document that was read already: standard input.
    Read(Box<Source>),
}

/// Fewer documents than this are not worth a thread: starting a pool costs more than they do.
const ALONE: usize = 8;

/// What became of the inputs, each in their order.
#[derive(Default)]
pub struct Outcome {
    /// Documents that were read.
    pub files: Vec<FileReport>,
    /// What was asked for and not read, or holds no word.
    pub unread: Vec<Unread>,
    /// What a walk found and holds no word.
    pub listed: Vec<Listed>,
}

/// Why there is no report of one input.
enum Left {
    Unread(Unread),
    Listed(Listed),
}

/// Checks every input. A defect in one document is reported as unread and hides no other.
pub fn check_all(inputs: Vec<Input>, rules: &RuleSet, settings: &Settings) -> Outcome {
    let one = |input: Input| check_one(input, rules, settings);
    let results: Vec<Result<FileReport, Left>> = if inputs.len() < ALONE {
        inputs.into_iter().map(one).collect()
    } else {
        inputs.into_par_iter().map(one).collect()
    };
    let mut outcome = Outcome::default();
    for result in results {
        match result {
            Ok(mut file) => {
                outcome.unread.append(&mut file.mistaken);
                outcome.files.push(file);
            }
            Err(Left::Unread(error)) => outcome.unread.push(error),
            Err(Left::Listed(listed)) => outcome.listed.push(listed),
        }
    }
    outcome
}

/// What the run says of a document that could not be read.
pub fn unread(error: &ReadError) -> Unread {
    Unread { path: error.path.clone(), message: error.problem.to_string(), remedy: error.remedy() }
}

/// A document without a word is no clean one: saved before it was written, or the command before the pipe failed.
fn empty(path: String, named: bool) -> Left {
    if named {
        let remedy = "a document has words: save the draft, or see what the command before the pipe prints";
        Left::Unread(Unread { path, message: "empty (no words)".into(), remedy: remedy.into() })
    } else {
        Left::Listed(Listed { path, why: "empty".into() })
    }
}

fn check_one(input: Input, rules: &RuleSet, settings: &Settings) -> Result<FileReport, Left> {
    let (source, named) = match input {
        Input::File(path, named) => (source::read(&path).map_err(|e| Left::Unread(unread(&e)))?, named),
        Input::Read(source) => (*source, true),
    };
    let name = source.name.clone();
    // One odd document must not end a run over many.
    let checked = catch_unwind(AssertUnwindSafe(|| report(source, named, rules, settings))).map_err(|_| {
        Left::Unread(Unread {
            path: name,
            message: "the check failed here; this is a defect of standwith".into(),
            remedy: "report it with the document, or with the shortest part of it that still fails".into(),
        })
    });
    match checked {
        Ok(file) if file.words == 0 => Err(empty(file.path, named)),
        other => other,
    }
}

/// In a block of fewer small words, or of names alone, no language can be told.
const FEWEST: usize = 8;

/// Whether any of a document is judged: anything was found, or something is left besides what is in another language
/// and what says too little to be in any: its names, figures and addresses.
fn is_judged(document: &Document, rules: &RuleSet, verdict: &Verdict) -> bool {
    if verdict.not_judged.is_empty() || !verdict.findings.is_empty() || !verdict.held.is_empty() {
        return true;
    }
    let small = |token: &&Token| token.kind == TokenKind::Word && !token.has(CAPITAL);
    let says = |block: &Block| {
        let at = block.tokens.start as usize..block.tokens.end as usize;
        document.tokens.get(at).unwrap_or(&[]).iter().filter(small).count()
    };
    let packs = || rules.rules.iter().filter_map(|rule| rules.packs.get(rule.pack));
    let has_rules = |code: &str| packs().any(|pack| pack.language == code);
    document.blocks.iter().any(|block| match block.language {
        Some(language) => has_rules(language.code),
        None => has_rules("en") && says(block) >= FEWEST,
    })
}

/// Reads, checks and reports one document; also for whole documents in memory.
pub fn report(mut source: Source, named: bool, rules: &RuleSet, settings: &Settings) -> FileReport {
    let reading = Reading {
        kind: settings.kind,
        names: Vec::new(),
        language: source.declared_language.clone().or_else(|| settings.language.clone()),
    };
    let text = std::mem::take(&mut source.text);
    let parsed = format::parse(source.format, &text);
    let document = document::parse(text, parsed, &rules.vocabulary, &rules.program.core, &reading);
    let verdict = check(&document, rules);
    let words = document.tokens.iter().filter(|t| t.kind.is_content()).count();
    let path = source.name.clone();
    let judged = is_judged(&document, rules, &verdict);
    let mistaken = document
        .declared
        .mistakes
        .iter()
        .map(|(message, remedy)| Unread { path: source.name.clone(), message: message.clone(), remedy: remedy.clone() })
        .collect();
    let kind = document.kind;
    // Of a document with nothing to show, only the figures are kept: a run over many stays small.
    if verdict == Verdict::default() {
        let lines = LineIndex::new("");
        let stored = Box::new(|offset| offset);
        let text = String::new();
        return FileReport {
            mistaken,
            path,
            text,
            lines,
            stored,
            kind: kind.kind,
            kind_because: kind.because,
            words,
            judged,
            verdict,
            named,
        };
    }
    let lines = LineIndex::new(&document.text);
    source.text.clone_from(&document.text);
    FileReport {
        mistaken,
        path,
        lines,
        text: document.text,
        stored: Box::new(move |offset| source.stored(offset)),
        kind: kind.kind,
        kind_because: kind.because,
        words,
        judged,
        verdict,
        named,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Format;
    use crate::rule;

    const SPANISH: &str =
        "Exigimos que el concejo municipal proteja a las familias inquilinas y detenga los desalojos.";

    fn judged(text: &str) -> bool {
        let rules = rule::load(&rule::built_in(true)).unwrap();
        report(Source::from_text("a.md", Format::Markdown, text.into()), true, &rules, &Settings::default()).judged
    }

    #[test]
    fn headings_names_and_numbers_make_no_foreign_document_judged() {
        assert!(!judged(SPANISH));
        assert!(!judged(&format!("# Comunicado\n\n{SPANISH}\n\nContacto: Ana Ruiz Soto, 555 0100\n")));
        assert!(judged(&format!("{SPANISH}\n\nWe ask the council to protect families who rent their homes.\n")));
        assert!(judged(&format!("{SPANISH}\n\nWe speak for the voiceless.\n")));
        assert!(judged("Rent is due."));
    }

    #[test]
    fn a_document_without_a_word_is_never_clean() {
        let rules = rule::load(&rule::built_in(false)).unwrap();
        for text in ["", " \n\n", "***\n", "<!-- a note -->"] {
            let input = || Input::Read(Box::new(Source::from_text("a.md", Format::Markdown, text.into())));
            let outcome = check_all(vec![input()], &rules, &Settings::default());
            assert_eq!((outcome.files.len(), outcome.unread.len()), (0, 1), "{text:?}");
        }
    }
}
