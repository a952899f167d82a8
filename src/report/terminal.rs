//! Diagnostics for people.

use std::io::{self, Write};

use codespan_reporting::term::WriteStyle as _;

use super::paint::{Paint, TITLE, level_style};
use super::snippet::{Diagnostic, Snippet, draw};
use super::summary::held_by_reason;
use super::visible::{hang, one_line, visible, wrap};
use super::{FileReport, Page, Report, Summary, is_note_to_editor, is_unanswered};
use crate::finding::{Finding, Held, RuleIndex};
use crate::rule::{Mistake, Rule, RuleSet};
use crate::span::LineIndex;
use crate::terms::{Level, Voice};

/// At most so many places or files are named in a row.
const NAMED: usize = 6;

/// Writes findings, what was held back if asked for, what was not read, and the summary.
pub(super) fn write(report: &Report<'_>, page: Page, show_skipped: bool, out: &mut dyn Write) -> io::Result<()> {
    for file in &report.files {
        for spelt in spelt_out(report, file) {
            if let Some(rule) = report.rule(spelt.finding.rule) {
                draw(&diagnostic(report, file, rule, &spelt), page, out)?;
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
    }
    write_summary(report, page, show_skipped, &mut Paint::new(out, page.color))
}

/// Writes mistakes in the files of packs.
pub(super) fn write_mistakes(mistakes: &[Mistake], page: Page, out: &mut dyn Write) -> io::Result<()> {
    for mistake in mistakes {
        let lines = LineIndex::new(&mistake.text);
        let end = mistake.at.end.min(mistake.text.len());
        let start = mistake.at.start.min(end);
        let blank = mistake.text.get(start..end).is_none_or(|words| words.trim().is_empty());
        // White space cannot be underlined.
        let mark = start..if blank { start } else { end };
        let line = lines.line(start);
        let next = lines.start(line + 1);
        let snippet = Snippet {
            path: &mistake.path,
            text: &mistake.text,
            lines: &lines,
            sentence: lines.start(line)..if next > start { next } else { mistake.text.len() },
            marks: vec![mark],
            primary: 0,
        };
        let notes = vec![("help", mistake.help.clone())];
        let message = &mistake.message;
        draw(&Diagnostic { level: Level::Error, code: None, message, snippet: Some(snippet), notes }, page, out)?;
    }
    Ok(())
}

/// A finding that is drawn, and others of its rule and level in the same paragraph.
struct Spelt<'f> {
    finding: &'f Finding,
    others: Vec<&'f Finding>,
}

fn spelt_out<'f>(report: &Report<'_>, file: &'f FileReport) -> Vec<Spelt<'f>> {
    let mut all: Vec<Spelt<'f>> = Vec::new();
    let key = |finding: &Finding| (finding.rule, finding.position.paragraph, report.level(finding));
    // Findings come in order of place, so those of a paragraph are near the end.
    for finding in &file.verdict.findings {
        let paragraph = finding.position.paragraph;
        let mut near = all.iter_mut().rev().take_while(|spelt| spelt.finding.position.paragraph >= paragraph);
        match near.find(|spelt| key(spelt.finding) == key(finding)) {
            Some(spelt) => spelt.others.push(finding),
            None => all.push(Spelt { finding, others: Vec::new() }),
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
    let mut notes = vec![("ask", rule.ask.clone())];
    if let Some(voice) = voice_note(finding) {
        notes.push(("voice", voice));
    }
    if is_note_to_editor(finding.voice) {
        let note = "their words are theirs; your choice is what to print";
        notes.push(("note to the editor", note.to_string()));
    }
    notes.push(("practice", practice_note(report.rules, rule)));
    if let Some(also) = also_note(report, &finding.also) {
        notes.push(("also", also));
    }
    if let Some(again) = again_note(file, &spelt.others) {
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

/// The practice, where it comes from, and how to read more.
fn practice_note(rules: &RuleSet, rule: &Rule) -> String {
    let more = format!("more: standwith\u{A0}explain\u{A0}{}", rule.id);
    match rules.practice(&rule.practice) {
        Some((pack, practice)) if pack.source.title.is_empty() => format!("{}; {more}", practice.title),
        Some((pack, practice)) => format!("{} ({}); {more}", practice.title, pack.source.title),
        None => format!("{}; {more}", rule.practice),
    }
}

fn also_note(report: &Report<'_>, also: &[RuleIndex]) -> Option<String> {
    let ids: Vec<&str> = also.iter().filter_map(|&index| Some(report.rule(index)?.id.as_str())).collect();
    (!ids.is_empty()).then(|| ids.join(", "))
}

fn again_note(file: &FileReport, others: &[&Finding]) -> Option<String> {
    let places = others.iter().map(|finding| {
        let place = file.place(finding.span().start());
        format!("{}:{}", place.line, place.column)
    });
    let places = listed(places.collect());
    (!others.is_empty()).then(|| format!("{} more of this rule in this paragraph ({places})", others.len()))
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
    let why = match &held.because {
        Some(because) => format!("{} by \"{}\"", held.reason.name(), one_line(because)),
        None => held.reason.name(),
    };
    let words = one_line(file.words_of(held.span));
    format!("{}:{}:{} {rule} held back ({why}): \"{words}\"", visible(&file.path), place.line, place.column)
}

fn write_summary(report: &Report<'_>, page: Page, show_skipped: bool, out: &mut Paint<'_>) -> io::Result<()> {
    let summary = report.summary();
    let checked = format!(
        "{} ({}), {} of {}",
        count(summary.documents, "document"),
        count(summary.words, "word"),
        count(summary.rules, "rule"),
        count(summary.practices, "practice"),
    );
    line(out, page, "checked", &checked)?;
    if summary.findings.total() > 0 {
        write_levels(&summary, out)?;
    }
    if let Some(reasons) = held_by_reason(report) {
        let list = if show_skipped { "" } else { "; --show-skipped lists them" };
        let total = summary.skipped.values().sum::<usize>();
        line(out, page, "held back", &format!("{total} ({reasons}){list}"))?;
    }
    write_not_judged(report, page, out)?;
    if summary.unread > 0 {
        line(out, page, "not read", &count(summary.unread, "file"))?;
    }
    write_listed(report, page, out)?;
    if summary.findings.total() == 0 && summary.documents > 0 {
        writeln!(out, "\n{}", wrap(&silence(report, &summary), page.width, page.width).join("\n"))?;
    }
    Ok(())
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
            let place = file.place(part.first.start());
            let blocks = count(part.blocks as usize, "block");
            let mut text = format!("{}, {blocks}, {}:{}", part.language, visible(&file.path), place.line);
            if is_unanswered(part) {
                text += &format!("; declare it: `lang: {0}` in its front matter, or --lang {0}", part.code);
            }
            line(out, page, "not judged", &text)?;
        }
    }
    Ok(())
}

fn write_listed(report: &Report<'_>, page: Page, out: &mut Paint<'_>) -> io::Result<()> {
    let mut reasons: Vec<&str> = report.listed.iter().map(|listed| listed.why.as_str()).collect();
    reasons.sort_unstable();
    reasons.dedup();
    for why in reasons {
        let files: Vec<String> =
            report.listed.iter().filter(|listed| listed.why == why).map(|listed| visible(&listed.path)).collect();
        let text = format!("{} ({why}): {}", count(files.len(), "file"), listed(files));
        line(out, page, "left aside", &text)?;
    }
    Ok(())
}

/// What a run without findings says, and what it does not.
fn silence(report: &Report<'_>, summary: &Summary) -> String {
    let mut practices: Vec<&str> = report.rules.rules.iter().map(|rule| rule.practice.as_str()).collect();
    practices.sort_unstable();
    practices.dedup();
    let titles: Vec<&str> =
        practices.iter().map(|id| report.rules.practice(id).map_or(*id, |(_, p)| p.title.as_str())).collect();
    format!(
        "These rules found nothing. Silence is not approval: what was looked for is wording that careful readers stop \
         at, by {} of {} ({}). Rules do not know your partners, your history or what was left out; ask the people whom \
         the text is about.",
        count(summary.rules, "rule"),
        count(summary.practices, "practice"),
        titles.join("; "),
    )
}

/// "1 rule", "1,240 words".
fn count(n: usize, what: &str) -> String {
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
