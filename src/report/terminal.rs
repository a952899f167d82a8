//! Diagnostics for people.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::{self, Write};

use codespan_reporting::term::WriteStyle as _;

use super::paint::{Paint, TITLE, level_style};
use super::snippet::{Diagnostic, Snippet, draw};
use super::summary::{held_by_reason, in_words, practices};
use super::visible::{hang, one_line, visible, wrap};
use super::{FileReport, Page, Report, Summary, declare, explain_command, is_note_to_editor, is_unanswered};
use crate::finding::{Finding, Held, NotJudged, RuleIndex};
use crate::rule::{Rule, RuleSet};
use crate::terms::{Level, Voice};

/// At most so many places or files are named in a row.
const NAMED: usize = 6;

/// Writes findings, what was held back if asked for, what was not read, and the summary.
pub(super) fn write(report: &Report<'_>, page: Page, show_skipped: bool, out: &mut dyn Write) -> io::Result<()> {
    for file in &report.files {
        for spelt in spelt_out(report, file) {
            if let Some(rule) = report.rule(spelt.finding.rule) {
                draw(&diagnostic(report, file, rule, &spelt), page, out)?;
                writeln!(out)?;
            }
        }
    }
    if show_skipped {
        write_skipped(report, out)?;
    }
    for unread in &report.unread {
        let message = format!("not read: {}: {}", visible(&unread.path), unread.message);
        let notes = vec![("help", unread.remedy.clone())];
        draw(&Diagnostic { level: Level::Error, code: None, message: &message, snippet: None, notes }, page, out)?;
        writeln!(out)?;
    }
    write_summary(report, page, show_skipped, &mut Paint::new(out, page.color))
}

/// A finding that is drawn, and the later ones of its rule and level in the same document.
struct Spelt<'f> {
    finding: &'f Finding,
    others: Vec<&'f Finding>,
}

fn spelt_out<'f>(report: &Report<'_>, file: &'f FileReport) -> Vec<Spelt<'f>> {
    let mut all: Vec<Spelt<'f>> = Vec::new();
    let mut first: BTreeMap<_, usize> = BTreeMap::new();
    for finding in &file.verdict.findings {
        match first.entry((finding.rule, report.level(finding), is_note_to_editor(finding.voice))) {
            Entry::Occupied(at) => all[*at.get()].others.push(finding),
            Entry::Vacant(free) => {
                free.insert(all.len());
                all.push(Spelt { finding, others: Vec::new() });
            }
        }
    }
    all
}

fn diagnostic<'a>(report: &'a Report<'_>, file: &'a FileReport, rule: &'a Rule, spelt: &Spelt<'a>) -> Diagnostic<'a> {
    let finding = spelt.finding;
    let snippet = Snippet {
        path: &file.path,
        text: &file.text,
        lines: &file.lines,
        sentence: finding.position.sentence.range(),
        marks: finding.pieces.iter().map(|piece| piece.range()).collect(),
        primary: finding.primary,
    };
    let asked = if is_note_to_editor(finding.voice) { "to the editor" } else { "ask" };
    let mut notes = vec![(asked, report.ask(finding, rule).to_string())];
    if let Some(voice) = voice_note(finding) {
        notes.push(("voice", voice));
    }
    if rule.disputed.is_some() {
        notes.push(("disputed", "practitioners differ on this; the manual page says who".to_string()));
    }
    notes.push(("practice", practice_note(report.rules, rule)));
    // No-break spaces keep the command on one line, to be copied.
    notes.push(("more", explain_command(report.rules, rule).replace(' ', "\u{A0}")));
    if let Some(also) = also_note(report, &finding.also) {
        notes.push(("also", also));
    }
    if let Some(again) = again_note(file, spelt) {
        notes.push(("again", again));
    }
    let message = &rule.message;
    Diagnostic { level: report.level(finding), code: Some(&rule.id), message, snippet: Some(snippet), notes }
}

/// Whose words these are, unless they are simply the author's.
fn voice_note(finding: &Finding) -> Option<String> {
    let whose = match (finding.voice, &finding.speaker) {
        (Voice::Author, None) => return None,
        (_, Some(speaker)) => speaker.clone(),
        (Voice::Own, None) => "the author's own spokesperson".to_string(),
        (Voice::Partner, None) => "a partner".to_string(),
        (Voice::Community, None) => "a member of a community concerned".to_string(),
        (Voice::Official, None) => "a public official".to_string(),
        (Voice::Opponent, None) => "somebody whom the author keeps at a distance".to_string(),
        (Voice::Unknown, None) => "a speaker of whom the document says too little".to_string(),
        (Voice::Mention | Voice::Name, None) => return None,
    };
    Some(format!("words of {}", one_line(&whose)))
}

/// The practice, and where it comes from: of the source "Solidarity Is: solidarity values and practices" whose it is;
/// the manual page has the whole of it.
fn practice_note(rules: &RuleSet, rule: &Rule) -> String {
    let Some((pack, practice)) = rules.cited(rule, &rule.practice) else { return rule.practice.clone() };
    let source = pack.source.title.split(": ").next().unwrap_or("");
    if source.is_empty() { practice.title.clone() } else { format!("{} ({source})", practice.title) }
}

fn also_note(report: &Report<'_>, also: &[RuleIndex]) -> Option<String> {
    let ids: Vec<&str> = also.iter().filter_map(|&index| Some(report.rule(index)?.id.as_str())).collect();
    (!ids.is_empty()).then(|| ids.join(", "))
}

/// Where the others stand, each with its words where these are not the same again.
fn again_note(file: &FileReport, spelt: &Spelt<'_>) -> Option<String> {
    let words = |finding: &Finding| one_line(file.words_of(finding.span())).to_lowercase();
    let mut said = words(spelt.finding);
    let places = spelt.others.iter().map(|finding| {
        let place = file.place(finding.span().start());
        let again = std::mem::replace(&mut said, words(finding));
        let quoted = if said == again { String::new() } else { format!(" “{said}”") };
        format!("{}:{}{quoted}", place.line, place.column)
    });
    let places = listed(places.collect());
    (!spelt.others.is_empty()).then(|| format!("{} more of this rule in this document: {places}", spelt.others.len()))
}

/// The first few of `names`, and how many are left.
fn listed(mut names: Vec<String>) -> String {
    let left = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    if left > 0 {
        names.push(format!("and {left} more"));
    }
    names.join(", ")
}

fn write_skipped(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut any = false;
    for file in &report.files {
        for held in &file.verdict.held {
            writeln!(out, "{}", skipped_line(report, file, held))?;
            any = true;
        }
    }
    if any { writeln!(out) } else { Ok(()) }
}

/// One held match on one line, so that it can be searched and sorted.
fn skipped_line(report: &Report<'_>, file: &FileReport, held: &Held) -> String {
    let place = file.place(held.span.start());
    let rule = report.rule(held.rule).map_or("", |rule| rule.id.as_str());
    let mut why = in_words(&held.reason.name());
    if let Some(because) = &held.because {
        why += &format!(": \"{}\"", one_line(because));
    }
    let words = one_line(file.words_of(held.span));
    format!("{}:{}:{} {rule} held back ({why}): \"{words}\"", visible(&file.path), place.line, place.column)
}

fn write_summary(report: &Report<'_>, page: Page, show_skipped: bool, out: &mut Paint<'_>) -> io::Result<()> {
    let summary = report.summary();
    let documents = match summary.documents {
        0 => "no document".to_string(),
        n => format!("{} ({})", count(n, "document"), count(summary.words, "word")),
    };
    let rules = format!("{} of {}", count(summary.rules, "rule"), count(summary.practices, "practice"));
    line(out, page, "checked", &format!("{documents}, {rules}"))?;
    if summary.findings.total() > 0 {
        write_levels(&summary, out)?;
    }
    if let Some(reasons) = held_by_reason(report) {
        let total = summary.skipped.values().sum::<usize>();
        let list = match total {
            _ if show_skipped => "",
            1 => "; --show-skipped lists it",
            _ => "; --show-skipped lists them",
        };
        line(out, page, "held back", &format!("{total} ({reasons}){list}"))?;
    }
    write_not_judged(report, page, out)?;
    if summary.unread > 0 {
        line(out, page, "not read", &count(summary.unread, "file"))?;
    }
    write_listed(report, page, out)?;
    let last = match (summary.documents, summary.findings.total()) {
        (0, _) => "Nothing was judged, so this says nothing of any text.".to_string(),
        (_, 0) => silence(report, &summary),
        _ => return Ok(()),
    };
    writeln!(out, "\n{}", wrap(&last, page.width, page.width).join("\n"))
}

/// `label: text`, wrapped.
fn line(out: &mut Paint<'_>, page: Page, label: &str, text: &str) -> io::Result<()> {
    let label = format!("{label}: ");
    let hung = hang(&label, text, page.width);
    out.styled(TITLE, &label)?;
    writeln!(out, "{}", hung.strip_prefix(label.as_str()).unwrap_or(&hung))
}

fn write_levels(summary: &Summary, out: &mut Paint<'_>) -> io::Result<()> {
    out.styled(TITLE, "findings: ")?;
    let levels = [
        (Level::Error, summary.findings.error),
        (Level::Warning, summary.findings.warning),
        (Level::Note, summary.findings.note),
    ];
    for (i, (level, n)) in levels.into_iter().filter(|(_, n)| *n > 0).enumerate() {
        if i > 0 {
            write!(out, ", ")?;
        }
        out.styled(level_style(level), &count(n, level.name()))?;
    }
    out.reset()?;
    writeln!(out)
}

fn write_not_judged(report: &Report<'_>, page: Page, out: &mut Paint<'_>) -> io::Result<()> {
    for file in &report.files {
        for part in &file.verdict.not_judged {
            line(out, page, "not judged", &not_judged(file, part))?;
        }
    }
    Ok(())
}

/// What was not judged, how much of it, and how to say that it is meant to be so.
fn not_judged(file: &FileReport, part: &NotJudged) -> String {
    let path = visible(&file.path);
    let mut text = if file.judged {
        let place = file.place(part.first.start());
        format!("{} in {}, from {path}:{}", count(part.blocks as usize, "paragraph"), part.language, place.line)
    } else {
        format!("{path}, in {}", part.language)
    };
    if is_unanswered(part) {
        text += &format!("; {}", declare(part));
    }
    text
}

fn write_listed(report: &Report<'_>, page: Page, out: &mut Paint<'_>) -> io::Result<()> {
    let mut reasons: Vec<&str> = report.listed.iter().map(|listed| listed.why.as_str()).collect();
    reasons.sort_unstable();
    reasons.dedup();
    for why in reasons {
        let files: Vec<String> =
            report.listed.iter().filter(|listed| listed.why == why).map(|listed| visible(&listed.path)).collect();
        let text = match files.as_slice() {
            [file] => format!("{file}, {why}"),
            _ => format!("{}, each {why}: {}", count(files.len(), "file"), listed(files)),
        };
        line(out, page, "left aside", &text)?;
    }
    Ok(())
}

/// What a run without findings says, and what it does not.
fn silence(report: &Report<'_>, summary: &Summary) -> String {
    format!(
        "These rules found nothing. Silence is not approval: what was looked for is wording that careful readers stop \
         at, by {} of {} ({}). Rules do not know your partners, your history or what was left out; ask the people whom \
         the text is about.",
        count(summary.rules, "rule"),
        count(summary.practices, "practice"),
        practices(report.rules).join("; "),
    )
}

/// "1 rule", "1,240 words".
pub(super) fn count(n: usize, what: &str) -> String {
    let digits = n.to_string();
    let mut number = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            number.push(',');
        }
        number.push(digit);
    }
    format!("{number} {what}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests;
