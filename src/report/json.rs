//! The report as one JSON object, version 1: a promise. Keys are never renamed or dropped within a version; what a
//! document lacks is null.

use std::io::{self, Write};

use serde::Serialize;

use super::{FileReport, Listed, Report, Summary, Unread, write_value};
use crate::finding::{Finding, Held, NotJudged};
use crate::span::{Span, Text};

/// The version of the promise.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Json<'a> {
    version: u32,
    findings: Vec<JsonFinding<'a>>,
    skipped: Vec<JsonSkipped<'a>>,
    unread: Vec<JsonUnread<'a>>,
    not_judged: Vec<JsonNotJudged<'a>>,
    listed: Vec<JsonListed<'a>>,
    documents: Vec<JsonDocument<'a>>,
    summary: Summary,
}

/// Bytes of the file, as stored; `end` is one past the last.
#[derive(Serialize)]
struct JsonSpan {
    start: usize,
    end: usize,
}

/// Lines and columns from 1, columns in characters; `end_column` is one past the last.
#[derive(Serialize)]
struct JsonFinding<'a> {
    rule: &'a str,
    category: &'a str,
    practice: &'a str,
    values: &'a [String],
    pack: Option<&'a str>,
    level: &'static str,
    path: &'a str,
    message: &'a str,
    ask: &'a str,
    span: JsonSpan,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    paragraph: u32,
    heading: Option<&'a str>,
    text: &'a str,
    sentence: &'a str,
    voice: &'static str,
    speaker: Option<&'a str>,
    fingerprint: String,
    also: Vec<&'a str>,
}

#[derive(Serialize)]
struct JsonSkipped<'a> {
    rule: &'a str,
    reason: String,
    because: Option<&'a str>,
    path: &'a str,
    span: JsonSpan,
    line: u32,
    column: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct JsonUnread<'a> {
    path: &'a str,
    message: &'a str,
    remedy: &'a str,
}

#[derive(Serialize)]
struct JsonNotJudged<'a> {
    path: &'a str,
    language: &'a str,
    code: &'a str,
    blocks: u32,
    declared: bool,
    most: bool,
    span: JsonSpan,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct JsonListed<'a> {
    path: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
struct JsonDocument<'a> {
    path: &'a str,
    kind: &'static str,
    kind_because: &'a [String],
    words: usize,
    judged: bool,
}

/// Writes the object, indented.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let each = |file| findings(report, file);
    let json = Json {
        version: VERSION,
        findings: report.files.iter().flat_map(each).collect(),
        skipped: report.files.iter().flat_map(|f| f.verdict.held.iter().map(|h| skipped(report, f, h))).collect(),
        unread: report.unread.iter().map(unread).collect(),
        not_judged: report.files.iter().flat_map(|f| f.verdict.not_judged.iter().map(|n| not_judged(f, n))).collect(),
        listed: report.listed.iter().map(listed).collect(),
        documents: report.files.iter().map(document).collect(),
        summary: report.summary(),
    };
    write_value(&json, out)
}

fn span(file: &FileReport, span: Span<Text>) -> JsonSpan {
    JsonSpan { start: (file.stored)(span.start()), end: (file.stored)(span.end()) }
}

fn findings<'a>(report: &'a Report<'_>, file: &'a FileReport) -> Vec<JsonFinding<'a>> {
    let occurrences = file.occurrences();
    let all = file.verdict.findings.iter().zip(occurrences);
    all.filter_map(|(finding, nth)| json_finding(report, file, finding, nth)).collect()
}

fn json_finding<'a>(
    report: &'a Report<'_>,
    file: &'a FileReport,
    finding: &'a Finding,
    nth: usize,
) -> Option<JsonFinding<'a>> {
    let rule = report.rule(finding.rule)?;
    let at = finding.span();
    let (start, end) = (file.place(at.start()), file.place(at.end()));
    Some(JsonFinding {
        rule: &rule.id,
        category: &rule.category,
        practice: &rule.practice,
        values: &rule.values,
        pack: report.rules.packs.get(rule.pack).map(|pack| pack.name.as_str()),
        level: report.level(finding).name(),
        path: &file.path,
        message: &rule.message,
        ask: report.ask(finding, rule),
        span: span(file, at),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        paragraph: finding.position.paragraph,
        heading: finding.position.heading.as_deref(),
        text: file.words_of(at),
        sentence: file.words_of(finding.position.sentence),
        voice: finding.voice.name(),
        speaker: finding.speaker.as_deref(),
        fingerprint: format!("{:016x}-{nth}", finding.fingerprint),
        also: finding.also.iter().filter_map(|&index| Some(report.rule(index)?.id.as_str())).collect(),
    })
}

fn skipped<'a>(report: &'a Report<'_>, file: &'a FileReport, held: &'a Held) -> JsonSkipped<'a> {
    let place = file.place(held.span.start());
    JsonSkipped {
        rule: report.rule(held.rule).map_or("", |rule| &rule.id),
        reason: held.reason.name(),
        because: held.because.as_deref(),
        path: &file.path,
        span: span(file, held.span),
        line: place.line,
        column: place.column,
        text: file.words_of(held.span),
    }
}

fn unread(unread: &Unread) -> JsonUnread<'_> {
    JsonUnread { path: &unread.path, message: &unread.message, remedy: &unread.remedy }
}

fn not_judged<'a>(file: &'a FileReport, part: &'a NotJudged) -> JsonNotJudged<'a> {
    let place = file.place(part.first.start());
    JsonNotJudged {
        path: &file.path,
        language: &part.language,
        code: &part.code,
        blocks: part.blocks,
        declared: part.declared,
        most: part.most,
        span: span(file, part.first),
        line: place.line,
        column: place.column,
    }
}

fn listed(listed: &Listed) -> JsonListed<'_> {
    JsonListed { path: &listed.path, why: &listed.why }
}

fn document(file: &FileReport) -> JsonDocument<'_> {
    JsonDocument {
        path: &file.path,
        kind: file.kind.name(),
        kind_because: &file.kind_because,
        words: file.words,
        judged: file.judged,
    }
}

#[cfg(test)]
mod tests {
    use snapbox::str;

    use super::*;
    use crate::finding::Reason;
    use crate::report::samples::{document, findings, hold, not_judged, rules, same};
    use crate::terms::{Level, Voice};

    #[test]
    #[allow(clippy::too_many_lines, reason = "the promise as it stands")]
    fn version_one_is_a_promise() {
        let rules = rules();
        let text = "# Wörter 👩\n\nWe <<speak for\nthe voiceless>>.\n\nNo. We never <<speak for the voiceless>>.\n";
        let mut file = document("a.md", text, "centering/voiceless");
        hold(&mut file, 1, Reason::Negated, Some("never"));
        file.verdict.not_judged = vec![not_judged(true, false)];
        let also = findings(&mut file)[0].rule;
        let finding = &mut findings(&mut file)[0];
        finding.voice = Voice::Own;
        finding.speaker = Some("Dana Cole".into());
        finding.position.heading = Some("Wörter 👩".into());
        finding.also = vec![also];
        let unread = vec![Unread { path: "b.docx".into(), message: "m".into(), remedy: "r".into() }];
        let listed = vec![Listed { path: "c.pdf".into(), why: "not a format that is read".into() }];
        let report = Report::new(&rules, vec![file], unread, listed, Level::Warning);
        let mut out = Vec::new();
        write(&report, &mut out).unwrap();
        same(
            String::from_utf8(out).unwrap(),
            str![[r#"
{
  "version": 1,
  "findings": [
    {
      "rule": "centering/voiceless",
      "category": "speaking-for",
      "practice": "centering",
      "values": [
        "shared-voice"
      ],
      "pack": "solidarity",
      "level": "error",
      "path": "a.md",
      "message": "calls people voiceless and offers to be their voice",
      "ask": "who asked you to carry this, and can they say it here? quote them, or say who decided",
      "span": {
        "start": 22,
        "end": 45
      },
      "line": 3,
      "column": 4,
      "end_line": 4,
      "end_column": 14,
      "paragraph": 2,
      "heading": "Wörter 👩",
      "text": "speak for\nthe voiceless",
      "sentence": "We speak for\nthe voiceless.\n",
      "voice": "own",
      "speaker": "Dana Cole",
      "fingerprint": "0000000000c0ffee-1",
      "also": [
        "centering/voiceless"
      ]
    }
  ],
  "skipped": [
    {
      "rule": "centering/voiceless",
      "reason": "negated",
      "because": "never",
      "path": "a.md",
      "span": {
        "start": 61,
        "end": 84
      },
      "line": 6,
      "column": 14,
      "text": "speak for the voiceless"
    }
  ],
  "unread": [
    {
      "path": "b.docx",
      "message": "m",
      "remedy": "r"
    }
  ],
  "not_judged": [
    {
      "path": "a.md",
      "language": "Spanish",
      "code": "es",
      "blocks": 2,
      "declared": true,
      "most": false,
      "span": {
        "start": 3,
        "end": 7
      },
      "line": 1,
      "column": 1
    }
  ],
  "listed": [
    {
      "path": "c.pdf",
      "why": "not a format that is read"
    }
  ],
  "documents": [
    {
      "path": "a.md",
      "kind": "statement",
      "kind_because": [
        "we stand"
      ],
      "words": 15,
      "judged": true
    }
  ],
  "summary": {
    "documents": 1,
    "words": 15,
    "rules": 3,
    "practices": 2,
    "findings": {
      "error": 1,
      "warning": 0,
      "note": 0
    },
    "skipped": {
      "negated": 1
    },
    "unread": 1,
    "not_judged": {
      "Spanish": 2
    },
    "listed": 1,
    "fail_on": "warning",
    "exit_code": 3
  }
}

"#]],
        );
    }

    #[test]
    fn equal_sentences_stay_distinct_and_what_lacks_is_null() {
        let rules = rules();
        let text = "We <<speak for the voiceless>>. We <<speak for the voiceless>>.";
        let files = vec![document("a.md", text, "centering/voiceless"), document("b.md", text, "centering/voiceless")];
        let mut out = Vec::new();
        write(&Report::new(&rules, files, vec![], vec![], Level::Warning), &mut out).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let prints: Vec<_> = (0..4).map(|i| json["findings"][i]["fingerprint"].as_str().unwrap()).collect();
        // Another document in the run changes nothing.
        assert_eq!(prints, ["0000000000c0ffee-1", "0000000000c0ffee-2", "0000000000c0ffee-1", "0000000000c0ffee-2"]);
        assert!(json["findings"][0]["heading"].is_null() && json["findings"][0]["speaker"].is_null());
    }
}
