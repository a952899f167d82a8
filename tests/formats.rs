//! The same statement as Markdown, HTML and plain text: the same findings over the same words, at the right lines and
//! columns.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
#![allow(clippy::disallowed_methods, reason = "tests read the fixtures themselves")]

mod common;

use std::path::Path;

use common::{check, letters, rule_id};
use standwith::report::FileReport;

const MARKDOWN: &str = "\
# Statement of the Quay Street Tenants' Union

Señora Peña's café closes on Friday. We **speak for
the voiceless** of Quay&nbsp;Street.

👩🏽‍🌾 The market pays an *illegal* worker less.\t(The homeless sleep there.)

> 🎉\tAll lives **truly**
> matter, our landlord wrote.

We will:

- feed the *poor*, and
- adopt a race-neutral
  approach to stops.
";

const HTML: &str = "\
<h1>Statement of the Quay Street Tenants&rsquo; Union</h1>
<p>Se&ntilde;ora Peña&#39;s café closes on Friday. We <b>speak for
the voiceless</b> of Quay&nbsp;Street.</p>
<p>👩🏽‍🌾 The market pays an <i>illegal</i> worker less.\t(The homeless sleep there.)</p>
<blockquote><p>🎉\tAll lives <b>truly</b>
matter, our landlord wrote.</p></blockquote>
<p>We will:</p>
<ul><li>feed the <em>poor</em>, and</li>
<li>adopt a race-neutral
approach to stops.</li></ul>
";

const TEXT: &str = "\
Statement of the Quay Street Tenants' Union

Señora Peña's café closes on Friday. We speak for the voiceless of Quay\u{A0}Street.

👩🏽‍🌾 The market pays an illegal worker less.\t(The homeless sleep there.)

> 🎉\tAll lives truly matter, our landlord wrote.

We will:

- feed the poor, and
- adopt a race-neutral approach to stops.
";

/// Rule, line and column of the first character, line and column after the last.
type Row = (&'static str, u32, u32, u32, u32);

fn rows(file: &FileReport) -> Vec<Row> {
    let row = |f: &standwith::finding::Finding| {
        let (start, end) = (file.place(f.span().start()), file.place(f.span().end()));
        (rule_id(f.rule.0), start.line, start.column, end.line, end.column)
    };
    file.verdict.findings.iter().map(row).collect()
}

/// Rule and letters of the words, without tags.
fn said(file: &FileReport) -> Vec<(&'static str, String)> {
    let words = |f: &standwith::finding::Finding| {
        let mut text = file.words_of(f.span()).replace("&nbsp;", " ").replace("&rsquo;", "’");
        while let Some((from, to)) = text.find('<').zip(text.find('>')).filter(|(a, b)| a < b) {
            text.replace_range(from..=to, "");
        }
        letters(&text)
    };
    file.verdict.findings.iter().map(|f| (rule_id(f.rule.0), words(f))).collect()
}

// The farmer is four characters: woman, skin tone, joiner, rice. "é" and "ñ" are one each, a tab is one.

#[test]
fn markdown_places_are_right() {
    assert_eq!(
        rows(&check("quay.md", MARKDOWN.into())),
        [
            ("centering/voiceless", 3, 43, 4, 14),
            ("centering/illegals", 6, 26, 6, 41),
            ("centering/the-homeless", 6, 49, 6, 61),
            ("clarity/all-lives", 8, 5, 9, 9),
            ("centering/the-homeless", 13, 8, 13, 17),
            ("clarity/color-blind", 14, 3, 15, 11),
        ]
    );
}

#[test]
fn html_places_are_right() {
    assert_eq!(
        rows(&check("quay.html", HTML.into())),
        [
            ("centering/voiceless", 2, 58, 3, 14),
            ("centering/illegals", 4, 31, 4, 49),
            ("centering/the-homeless", 4, 57, 4, 69),
            ("clarity/all-lives", 5, 18, 6, 7),
            ("centering/the-homeless", 8, 14, 8, 26),
            ("clarity/color-blind", 9, 5, 10, 9),
        ]
    );
}

#[test]
fn text_places_are_right() {
    assert_eq!(
        rows(&check("quay.txt", TEXT.into())),
        [
            ("centering/voiceless", 3, 41, 3, 64),
            ("centering/illegals", 5, 25, 5, 39),
            ("centering/the-homeless", 5, 47, 5, 59),
            ("clarity/all-lives", 7, 5, 7, 27),
            ("centering/the-homeless", 11, 8, 11, 16),
            ("clarity/color-blind", 12, 3, 12, 32),
        ]
    );
}

/// Carriage returns and a byte order mark move no line and no column.
#[test]
fn line_ends_and_marks_move_nothing() {
    for (name, text) in [("quay.md", MARKDOWN), ("quay.html", HTML), ("quay.txt", TEXT)] {
        let plain = rows(&check(name, text.into()));
        assert_eq!(rows(&check(name, text.replace('\n', "\r\n").into())), plain, "{name} with CRLF");
        assert_eq!(rows(&check(name, format!("\u{FEFF}{text}").into())), plain, "{name} with a mark");
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        let utf16: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&check(name, utf16)), plain, "{name} in UTF-16");
    }
}

#[test]
fn the_same_statement_says_the_same_in_each_format() {
    let markdown = said(&check("quay.md", MARKDOWN.into()));
    assert_eq!(said(&check("quay.html", HTML.into())), markdown);
    assert_eq!(said(&check("quay.txt", TEXT.into())), markdown);
}

#[test]
fn one_line_alone_is_checked() {
    for name in ["-", "one.md", "one.html", "one.txt"] {
        assert_eq!(rows(&check(name, "We speak for the voiceless.\n".into())), [("centering/voiceless", 1, 4, 1, 27)]);
    }
}

/// The fixture that is written in three formats, where it is there.
#[test]
fn the_fixture_says_the_same_in_each_format() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/three-formats");
    if !folder.is_dir() {
        return;
    }
    let read = |extension: &str| {
        let name = format!("harbor.{extension}");
        check(&name, std::fs::read(folder.join(&name)).unwrap())
    };
    let markdown = read("md");
    let held =
        |file: &FileReport| file.verdict.held.iter().map(|h| (rule_id(h.rule.0), h.reason.name())).collect::<Vec<_>>();
    assert!(!markdown.verdict.findings.is_empty());
    for extension in ["html", "txt"] {
        let other = read(extension);
        assert_eq!(said(&other), said(&markdown), "{extension}");
        assert_eq!(held(&other), held(&markdown), "{extension}");
        assert_eq!(other.kind, markdown.kind, "{extension}");
    }
}
