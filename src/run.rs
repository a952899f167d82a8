//! A run: documents are read and checked side by side, and reported in order.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use rayon::prelude::*;

use crate::check::check;
use crate::document::{self, Reading};
use crate::finding::Verdict;
use crate::format;
use crate::report::{FileReport, Unread};
use crate::rule::RuleSet;
use crate::source::{self, ReadError, Source};
use crate::span::LineIndex;
use crate::terms::Kind;

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

/// Checks every input; the results are in the order of `inputs`. A defect in one document is reported as unread and
/// hides no other.
pub fn check_all(inputs: Vec<Input>, rules: &RuleSet, settings: &Settings) -> (Vec<FileReport>, Vec<Unread>) {
    let one = |input: Input| check_one(input, rules, settings);
    let results: Vec<Result<FileReport, Unread>> = if inputs.len() < ALONE {
        inputs.into_iter().map(one).collect()
    } else {
        inputs.into_par_iter().map(one).collect()
    };
    let mut files = Vec::new();
    let mut unread = Vec::new();
    for result in results {
        match result {
            Ok(file) => files.push(file),
            Err(error) => unread.push(error),
        }
    }
    (files, unread)
}

/// What the run says of a document that could not be read.
pub fn unread(error: &ReadError) -> Unread {
    Unread { path: error.path.clone(), message: error.problem.to_string(), remedy: error.remedy() }
}

fn check_one(input: Input, rules: &RuleSet, settings: &Settings) -> Result<FileReport, Unread> {
    let (source, named) = match input {
        Input::File(path, named) => (source::read(&path).map_err(|e| unread(&e))?, named),
        Input::Read(source) => (*source, true),
    };
    let name = source.name.clone();
    // One odd document must not end a run over many.
    catch_unwind(AssertUnwindSafe(|| report(source, named, rules, settings))).map_err(|_| Unread {
        path: name,
        message: "the check failed here; this is a defect of standwith".into(),
        remedy: "report it with the document, or with the shortest part of it that still fails".into(),
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
    let kind = document.kind;
    let path = source.name.clone();
    // Of a document with nothing to show, only the figures are kept: a run over many stays small.
    if verdict == Verdict::default() {
        let lines = LineIndex::new("");
        let stored = Box::new(|offset| offset);
        let text = String::new();
        return FileReport {
            path,
            text,
            lines,
            stored,
            kind: kind.kind,
            kind_because: kind.because,
            words,
            verdict,
            named,
        };
    }
    let lines = LineIndex::new(&document.text);
    source.text.clone_from(&document.text);
    FileReport {
        path,
        lines,
        text: document.text,
        stored: Box::new(move |offset| source.stored(offset)),
        kind: kind.kind,
        kind_because: kind.because,
        words,
        verdict,
        named,
    }
}
