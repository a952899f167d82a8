//! The report of a run, and its writers: one match arm an output.

/// Manual pages.
pub mod explain;
mod json;
/// The list of rules.
pub mod list;
mod packs;
mod paint;
mod rows;
mod snippet;
mod summary;
mod terminal;
mod visible;

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::check::examples::Outcome;
use crate::finding::{Finding, NotJudged, RuleIndex, Verdict};
use crate::rule::{Mistake, PackFiles, Rule, RuleSet};
use crate::source::quoted;
use crate::span::{LineIndex, Place, Span, Text};
use crate::terms::{Kind, Level, Voice};

pub use summary::Summary;
use visible::visible;

/// From a byte of the text to the byte of the file, as stored.
pub type Stored = Box<dyn Fn(usize) -> usize + Send + Sync>;

/// What is said of one document.
pub struct FileReport {
    /// Its path, for people.
    pub path: String,
    /// What the reader sees; spans of the verdict are bytes of it.
    pub text: String,
    /// Its lines.
    pub lines: LineIndex,
    /// From its bytes to those of the file.
    pub stored: Stored,
    /// Its kind.
    pub kind: Kind,
    /// What decided the kind.
    pub kind_because: Vec<String>,
    /// How many words it has.
    pub words: usize,
    /// Whether any of it was judged; not so if it is wholly in a language that no rule is written for.
    pub judged: bool,
    /// What the check says.
    pub verdict: Verdict,
    /// What the document says of itself and cannot be; goes to what was not read.
    pub mistaken: Vec<Unread>,
    /// Whether it was named on the command line, not found by walking.
    pub named: bool,
}

impl FileReport {
    /// Line and column of a byte of the text.
    pub fn place(&self, offset: usize) -> Place {
        self.lines.place(&self.text, offset)
    }

    /// The words of a span; nothing where the span does not fit.
    pub fn words_of(&self, span: Span<Text>) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// For each finding: which of the findings with its fingerprint in this document it is, from 1.
    fn occurrences(&self) -> Vec<usize> {
        let mut seen = BTreeMap::new();
        let count = |finding: &Finding| {
            let n = seen.entry(finding.fingerprint).or_insert(0);
            *n += 1;
            *n
        };
        self.verdict.findings.iter().map(count).collect()
    }
}

/// A file that was asked for and not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// Its path, for people.
    pub path: String,
    /// Why; lower case, no full stop.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// A file that a walk found and left aside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// Its path, for people.
    pub path: String,
    /// Why.
    pub why: String,
}

/// The findings of a run, with what was not read and not judged.
pub struct Report<'r> {
    /// The rules of the run.
    pub rules: &'r RuleSet,
    /// Documents, by path.
    pub files: Vec<FileReport>,
    /// What was asked for and not read, by path.
    pub unread: Vec<Unread>,
    /// What a walk left aside, by path.
    pub listed: Vec<Listed>,
    /// The level from which a finding fails the run.
    pub fail_on: Level,
}

impl<'r> Report<'r> {
    /// Puts everything in order; documents of the same path stay as given.
    pub fn new(
        rules: &'r RuleSet,
        mut files: Vec<FileReport>,
        mut unread: Vec<Unread>,
        mut listed: Vec<Listed>,
        fail_on: Level,
    ) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        unread.sort();
        listed.sort();
        Report { rules, files, unread, listed, fail_on }
    }

    /// The rule of a finding; none if the finding is of other rules.
    fn rule(&self, index: RuleIndex) -> Option<&'r Rule> {
        self.rules.rules.get(index.0 as usize)
    }

    /// The level of a finding: its rule's, but a note to the editor where the words are those of a member, a partner or
    /// a speaker unknown.
    pub fn level(&self, finding: &Finding) -> Level {
        if is_note_to_editor(finding.voice) {
            return Level::Note;
        }
        self.rule(finding.rule).map_or(Level::Note, |rule| rule.level)
    }

    /// What a finding asks: the author, as its rule does; of words that are not the author's to change, the editor.
    fn ask(&self, finding: &Finding, rule: &'r Rule) -> &'r str {
        if is_note_to_editor(finding.voice) { EDITOR } else { &rule.ask }
    }

    /// Documents named that are mostly in a language that nothing declares, with what is said of them.
    fn unanswered(&self) -> impl Iterator<Item = (&FileReport, &NotJudged)> {
        let named = self.files.iter().filter(|file| file.named);
        named.flat_map(|file| file.verdict.not_judged.iter().filter(|part| is_unanswered(part)).map(move |p| (file, p)))
    }

    /// 3 if something that was asked for was not read or not judged, else 1 if a finding reaches the fail level, else 0.
    pub fn exit_code(&self) -> u8 {
        if !self.unread.is_empty() || self.unanswered().next().is_some() {
            return 3;
        }
        let fails = |finding: &Finding| self.level(finding) >= self.fail_on;
        u8::from(self.files.iter().any(|file| file.verdict.findings.iter().any(fails)))
    }

    /// The figures of the run.
    pub fn summary(&self) -> Summary {
        Summary::new(self)
    }
}

/// What is asked of an editor who prints the words of a member, a partner or a speaker unknown.
const EDITOR: &str = "what to print is your choice; the words are theirs, not yours to reword";

/// Whether the words are somebody's whom an author may quote and not rewrite.
fn is_note_to_editor(voice: Voice) -> bool {
    matches!(voice, Voice::Community | Voice::Partner | Voice::Unknown)
}

/// Whether most of a document is in a language that nothing declares.
fn is_unanswered(not_judged: &NotJudged) -> bool {
    not_judged.most && !not_judged.declared
}

/// How a page for people is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Whether to colour.
    pub color: bool,
    /// Columns.
    pub width: usize,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// Diagnostics for people.
    Terminal {
        /// How the page is set.
        page: Page,
        /// Whether to list what was held back.
        show_skipped: bool,
    },
    /// One JSON object, version 1.
    Json,
}

/// Writes a report.
///
/// # Errors
/// Those of `out`.
pub fn write(report: &Report<'_>, output: Output, out: &mut dyn Write) -> io::Result<()> {
    match output {
        Output::Terminal { page, show_skipped } => terminal::write(report, page, show_skipped, out),
        Output::Json => json::write(report, out),
    }
}

/// Writes mistakes in the files of packs, drawn like findings, and that nothing was checked.
///
/// # Errors
/// Those of `out`.
pub fn write_mistakes(mistakes: &[Mistake], page: Page, out: &mut dyn Write) -> io::Result<()> {
    packs::write_mistakes(mistakes, page, out)
}

/// Writes how a run of examples went: those that failed are drawn in their files, which are looked up in `packs`.
///
/// # Errors
/// Those of `out`.
pub fn write_outcome(outcome: &Outcome, packs: &[PackFiles], page: Page, out: &mut dyn Write) -> io::Result<()> {
    packs::write_outcome(outcome, packs, page, out)
}

/// Writes why a command did nothing, and what helps.
///
/// # Errors
/// Those of `out`.
pub fn write_error(message: &str, help: &[String], page: Page, out: &mut dyn Write) -> io::Result<()> {
    let notes = help.iter().map(|help| ("help", help.clone())).collect();
    let diagnostic = snippet::Diagnostic { level: Level::Error, code: None, message, snippet: None, notes };
    snippet::draw(&diagnostic, page, out)
}

/// Writes on one line each what was asked for and not read or not judged: for standard error, where the report itself
/// goes to a program.
///
/// # Errors
/// Those of `out`.
pub fn write_unanswered(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for unread in &report.unread {
        writeln!(out, "error: not read: {}: {} ({})", visible(&unread.path), unread.message, visible(&unread.remedy))?;
    }
    for (file, part) in report.unanswered() {
        writeln!(out, "error: not judged: {}: in {} ({})", visible(&file.path), part.language, declare(part))?;
    }
    Ok(())
}

/// How a language is declared.
fn declare(part: &NotJudged) -> String {
    format!("declare it: `lang: {0}` in its front matter, or --lang {0}", part.code)
}

/// The options under which the rules of a run are in force again: "--pack ours --no-default-pack"; empty for those in
/// the program.
fn pack_options(rules: &RuleSet) -> String {
    let folders = rules.packs.iter().filter_map(|pack| pack.folder.as_deref());
    let mut options: Vec<String> = folders.map(|folder| format!("--pack {}", quoted(folder))).collect();
    // The core lists are always there.
    if !rules.packs.iter().any(|pack| pack.folder.is_none() && !pack.practices.is_empty()) && !options.is_empty() {
        options.push("--no-default-pack".into());
    }
    options.join(" ")
}

/// The command that explains a rule of these packs.
fn explain_command(rules: &RuleSet, rule: &Rule) -> String {
    let built_in = rules.packs.get(rule.pack).is_none_or(|pack| pack.folder.is_none());
    let options = if built_in { String::new() } else { pack_options(rules) };
    format!("standwith explain {} {options}", rule.id).trim_end().to_string()
}

/// Writes one JSON value, indented, with a line end.
fn write_value(value: &impl serde::Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

#[cfg(test)]
pub(crate) mod samples;

#[cfg(test)]
mod tests {
    use super::samples::{document, findings, not_judged, rules};
    use super::*;

    #[test]
    fn words_of_members_partners_and_unknown_speakers_are_notes() {
        let rules = rules();
        for (voice, level) in [
            (Voice::Author, Level::Error),
            (Voice::Own, Level::Error),
            (Voice::Official, Level::Error),
            (Voice::Community, Level::Note),
            (Voice::Partner, Level::Note),
            (Voice::Unknown, Level::Note),
        ] {
            let mut file = document("a.md", "We <<speak for the voiceless>>.", "centering/voiceless");
            findings(&mut file)[0].voice = voice;
            let report = Report::new(&rules, vec![file], vec![], vec![], Level::Warning);
            assert_eq!(report.level(&report.files[0].verdict.findings[0]), level, "{voice}");
            assert_eq!(report.exit_code(), u8::from(level == Level::Error), "{voice}");
        }
    }

    #[test]
    fn three_wins_over_one() {
        let rules = rules();
        let file = || document("a.md", "We <<speak for the voiceless>>.", "centering/voiceless");
        let unread = Unread { path: "b.docx".into(), message: "m".into(), remedy: "r".into() };
        assert_eq!(Report::new(&rules, vec![file()], vec![unread], vec![], Level::Error).exit_code(), 3);
        let quiet = document("a.md", "We listen.", "centering/voiceless");
        assert_eq!(Report::new(&rules, vec![quiet], vec![], vec![], Level::Note).exit_code(), 0);
    }

    #[test]
    fn only_a_named_document_mostly_in_an_undeclared_language_is_three() {
        let rules = rules();
        for (named, declared, most, code) in
            [(true, false, true, 3), (false, false, true, 0), (true, true, true, 0), (true, false, false, 0)]
        {
            let mut file = document("a.md", "Estamos con ustedes.", "centering/voiceless");
            file.named = named;
            file.verdict.not_judged = vec![not_judged(declared, most)];
            assert_eq!(Report::new(&rules, vec![file], vec![], vec![], Level::Warning).exit_code(), code);
        }
    }

    #[test]
    fn documents_are_sorted_by_path() {
        let rules = rules();
        let files = ["b.md", "a.md"].map(|path| document(path, "x", "centering/voiceless")).into();
        let report = Report::new(&rules, files, vec![], vec![], Level::Warning);
        assert_eq!(report.files.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(), ["a.md", "b.md"]);
    }
}
