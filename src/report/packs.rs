//! What is said of the files of packs: mistakes in them, and examples that failed.

use std::io::{self, Write};
use std::ops::Range;

use super::Page;
use super::snippet::{Diagnostic, Snippet, draw};
use super::terminal::count;
use super::visible::wrap;
use crate::check::examples::{Failure, Outcome};
use crate::rule::{Mistake, PackFiles};
use crate::span::LineIndex;
use crate::terms::Level;

/// Writes mistakes, and that nothing was checked.
pub(super) fn write_mistakes(mistakes: &[Mistake], page: Page, out: &mut dyn Write) -> io::Result<()> {
    for mistake in mistakes {
        let at = (!mistake.is_of_file()).then(|| mistake.at.clone());
        let place = Place { path: &mistake.path, text: &mistake.text, at };
        draw_at(&place, None, &mistake.message, vec![("help", mistake.help.clone())], page, out)?;
    }
    let mut files: Vec<&str> = mistakes.iter().map(|mistake| mistake.path.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    let mistakes = count(mistakes.len(), "mistake");
    let last = format!("nothing was checked: {mistakes} in {}", count(files.len(), "file"));
    writeln!(out, "{}", wrap(&last, page.width, page.width).join("\n"))
}

/// Writes the examples that failed, and how many were run.
pub(super) fn write_outcome(outcome: &Outcome, packs: &[PackFiles], page: Page, out: &mut dyn Write) -> io::Result<()> {
    for failure in &outcome.failures {
        let text = packs.iter().find_map(|pack| pack.text(&failure.path));
        write_failure(failure, text.unwrap_or(""), page, out)?;
    }
    writeln!(out, "{} run, {} failed", count(outcome.run, "example"), outcome.failures.len())
}

fn write_failure(failure: &Failure, text: &str, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let at = (!text.is_empty()).then(|| failure.at.clone());
    let notes = vec![("expected", failure.expected.clone()), ("found", failure.found.clone())];
    let place = Place { path: &failure.path, text, at };
    draw_at(&place, Some(&failure.owner), "this example fails", notes, page, out)
}

/// A place in a file; the file as a whole without `at`.
struct Place<'a> {
    path: &'a str,
    text: &'a str,
    at: Option<Range<usize>>,
}

/// Draws an error with the line that it stands on, and an empty line.
fn draw_at(
    place: &Place<'_>,
    code: Option<&str>,
    message: &str,
    notes: Vec<(&'static str, String)>,
    page: Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lines = LineIndex::new(place.text);
    let mark = place.at.clone().map(|at| {
        let end = at.end.min(place.text.len());
        let start = at.start.min(end);
        // White space cannot be underlined.
        let blank = place.text.get(start..end).is_none_or(|words| words.trim().is_empty());
        start..if blank { start } else { end }
    });
    let line = lines.line(mark.as_ref().map_or(0, |mark| mark.start));
    let next = lines.start(line + 1);
    let end = if next > lines.start(line) { next } else { place.text.len() };
    let snippet = Snippet {
        path: place.path,
        text: place.text,
        lines: &lines,
        sentence: lines.start(line)..end,
        marks: mark.into_iter().collect(),
        primary: 0,
    };
    draw(&Diagnostic { level: Level::Error, code, message, snippet: Some(snippet), notes }, page, out)?;
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use snapbox::str;

    use super::*;
    use crate::report::samples::same;

    #[test]
    fn mistakes_are_drawn_like_findings() {
        let text = "category = \"label\"\nlevle = \"error\"\n";
        let mistake = |at: std::ops::Range<usize>, message: &str, help: &str| Mistake {
            path: "ours/label/x.toml".into(),
            text: text.into(),
            at,
            message: message.into(),
            help: help.into(),
        };
        let mistakes = [
            mistake(19..24, "unknown key `levle`", "did you mean `level`?"),
            mistake(999..1_000, "the last line ends early", "close the quotation mark"),
            mistake(0..0, "missing key `message`", "add `message = …`"),
        ];
        let mut out = Vec::new();
        write_mistakes(&mistakes, Page { color: false, width: 80 }, &mut out).unwrap();
        let text: String =
            String::from_utf8(out).unwrap().lines().map(|line| format!("{}\n", line.trim_end())).collect();
        same(
            text,
            str![[r#"
error: unknown key `levle`
  ┌─ ours/label/x.toml:2:1
  │
2 │ levle = "error"
  │ ^^^^^
  │
  = help: did you mean `level`?

error: the last line ends early
  ┌─ ours/label/x.toml:3:1
  │
3 │
  │ ^
  │
  = help: close the quotation mark

error: missing key `message`
  ┌─ ours/label/x.toml
  = help: add `message = …`

nothing was checked: 3 mistakes in 1 file

"#]],
        );
    }

    #[test]
    fn failed_examples_are_drawn_in_their_file() {
        let text = "[examples]\nflag = [\n  \"We <<speak for the voiceless>>.\",\n]\n";
        let at = text.find("\"We").unwrap();
        let failure = Failure {
            path: "ours/centering/x.toml".into(),
            owner: "centering/x".into(),
            at: at..at + 33,
            text: "We speak for the voiceless.".into(),
            expected: "“speak for the voiceless”".into(),
            found: "nothing (held back: negated)".into(),
        };
        let files = vec![("centering/x.toml".to_string(), text.to_string())];
        let packs = [PackFiles { name: "ours".into(), root: "ours".into(), files, built_in: false }];
        let mut out = Vec::new();
        let outcome = Outcome { run: 1_200, failures: vec![failure] };
        write_outcome(&outcome, &packs, Page { color: false, width: 80 }, &mut out).unwrap();
        let text: String =
            String::from_utf8(out).unwrap().lines().map(|line| format!("{}\n", line.trim_end())).collect();
        same(
            text,
            str![[r#"
error[centering/x]: this example fails
  ┌─ ours/centering/x.toml:3:3
  │
3 │ "We <<speak for the voiceless>>.",
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  │
  = expected: “speak for the voiceless”
  = found: nothing (held back: negated)

1,200 examples run, 1 failed

"#]],
        );
    }
}
