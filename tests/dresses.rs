//! One document in many dresses: whatever markup, encoding or marks it wears, the same findings stand over the same words.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use common::{Block, Plain, check, documents, letters, rule_id};
use standwith::finding::Finding;
use standwith::report::FileReport;
use standwith::span::{Span, Text};

/// What must not depend on the dress.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    /// Rule and letters of the words.
    findings: Vec<(&'static str, String)>,
    /// Rule and reason.
    held: Vec<(&'static str, String)>,
}

/// How the bytes of a dress are read again.
#[derive(Debug, Clone, Copy)]
enum Encoding {
    Utf8,
    Utf16 { big_endian: bool },
    Windows1252,
}

impl Encoding {
    fn decode(self, bytes: &[u8]) -> String {
        match self {
            Encoding::Utf8 => String::from_utf8(bytes.to_vec()).unwrap(),
            Encoding::Utf16 { big_endian } => {
                let unit = |b: &[u8]| {
                    let pair = [b[0], b[1]];
                    if big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
                };
                String::from_utf16(&bytes.chunks(2).map(unit).collect::<Vec<_>>()).unwrap()
            }
            Encoding::Windows1252 => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        }
    }

    /// The bytes of a text, with a byte order mark where the encoding takes one; none if a character does not fit.
    fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Encoding::Utf8 => Some(text.as_bytes().to_vec()),
            Encoding::Utf16 { big_endian } => {
                let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
                let bytes = |u: u16| if big_endian { u.to_be_bytes() } else { u.to_le_bytes() };
                Some(units.flat_map(bytes).collect())
            }
            Encoding::Windows1252 => {
                let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(text);
                (!lost).then(|| bytes.into_owned())
            }
        }
    }
}

/// The letters of a place: tags are cut out, the entities that the dresses use are read.
fn place_letters(file: &FileReport, span: Span<Text>) -> String {
    let mut words = String::new();
    let (mut tag, mut value) = (false, false);
    for c in file.words_of(span).chars() {
        match c {
            '"' if tag => value = !value,
            '<' => tag = true,
            '>' if !value => tag = false,
            c if !tag => words.push(c),
            _ => {}
        }
    }
    for (entity, read) in ENTITIES {
        words = words.replace(entity, read);
    }
    letters(&words)
}

const ENTITIES: &[(&str, &str)] = &[
    ("&nbsp;", "\u{A0}"),
    ("&amp;", "&"),
    ("&rsquo;", "’"),
    ("&ldquo;", "“"),
    ("&rdquo;", "”"),
    ("&quot;", "\""),
    ("&shy;", "\u{AD}"),
    ("&#101;", "e"),
    ("&#x6F;", "o"),
];

fn seen(file: &FileReport) -> Seen {
    let words = |f: &Finding| f.pieces.iter().map(|&p| place_letters(file, p)).collect::<Vec<_>>().join("+");
    Seen {
        findings: file.verdict.findings.iter().map(|f| (rule_id(f.rule.0), words(f))).collect(),
        held: file.verdict.held.iter().map(|h| (rule_id(h.rule.0), h.reason.name())).collect(),
    }
}

/// Every reported place of the file, cut from its bytes and decoded, is the place of the text.
fn wrong_bytes(file: &FileReport, bytes: &[u8], encoding: Encoding) -> Option<String> {
    let findings = file.verdict.findings.iter().flat_map(|f| f.pieces.iter().copied());
    for span in findings.chain(file.verdict.held.iter().map(|h| h.span)) {
        let (start, end) = ((file.stored)(span.start()), (file.stored)(span.end()));
        let words = file.words_of(span);
        match bytes.get(start..end) {
            Some(part) if encoding.decode(part) == words => {}
            part => return Some(format!("bytes {start}..{end} are {part:?}, not {words:?}")),
        }
    }
    None
}

/// The documents, and what is seen in them without a dress.
static UNDRESSED: LazyLock<Vec<(Plain, Seen)>> = LazyLock::new(|| {
    let look = |d: Plain| {
        let seen = seen(&check("plain.md", d.markdown().into_bytes()));
        (d, seen)
    };
    documents().into_iter().map(look).collect()
});

/// How much of what went wrong is shown in full.
const SHOWN: usize = 4;

/// Compares every document in a dress with itself undressed.
fn demand(dress: &str, extension: &str, encoding: Encoding, wear: &dyn Fn(&Plain) -> String) {
    let mut wrong = Vec::new();
    let mut compared = 0;
    for (document, plain) in UNDRESSED.iter() {
        let text = wear(document);
        let Some(bytes) = encoding.encode(&text) else { continue };
        compared += 1;
        let file = check(&format!("dressed.{extension}"), bytes.clone());
        let dressed = seen(&file);
        let mut faults = Vec::new();
        if dressed.findings != plain.findings {
            faults.push(format!("findings: {:?}\n  undressed: {:?}", dressed.findings, plain.findings));
        }
        if dressed.held != plain.held {
            faults.push(format!("held: {:?}\n  undressed: {:?}", dressed.held, plain.held));
        }
        faults.extend(wrong_bytes(&file, &bytes, encoding));
        if !faults.is_empty() {
            let shown = if wrong.len() < SHOWN { format!("\n--- {text}---") } else { String::new() };
            wrong.push(format!("{} in {dress}:\n  {}{shown}", document.name, faults.join("\n  ")));
        }
    }
    assert!(compared >= 40, "only {compared} documents could wear {dress}");
    assert!(wrong.is_empty(), "{} of {compared} documents\n{}", wrong.len(), wrong.join("\n"));
}

fn markdown(dress: &str, change: &dyn Fn(&str) -> String) {
    demand(dress, "md", Encoding::Utf8, &|d| d.map(&mut |t| change(t)).markdown());
}

fn html(dress: &str, change: &dyn Fn(&str) -> String) {
    demand(dress, "html", Encoding::Utf8, &|d| d.map(&mut |t| change(t)).html(true));
}

/// Changes each word, told its number and whether letters and apostrophes are all that it has.
fn each_word(text: &str, change: &dyn Fn(usize, &str) -> String) -> String {
    let mut out = String::new();
    for (i, part) in text.split(' ').enumerate() {
        if i > 0 {
            out.push(' ');
        }
        let core = part.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(at) = part.find(core).filter(|_| !core.is_empty()) else {
            out.push_str(part);
            continue;
        };
        out.push_str(&part[..at]);
        out.push_str(&change(i, core));
        out.push_str(&part[at + core.len()..]);
    }
    out
}

/// Joins words, the gap chosen by its number.
fn each_gap(text: &str, gap: &dyn Fn(usize) -> &'static str) -> String {
    let mut out = String::new();
    for (i, part) in text.split(' ').enumerate() {
        if i > 0 {
            out.push_str(gap(i));
        }
        out.push_str(part);
    }
    out
}

/// Cuts a text to 60 columns; no line begins with what Markdown would take for a mark.
fn wrapped(text: &str, prefix: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().unwrap();
        let is_mark =
            word.starts_with(['-', '+', '*', '#', '>', '=']) || word.starts_with(|c: char| c.is_ascii_digit());
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= 60 || is_mark {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_string());
        }
    }
    lines.join(&format!("\n{prefix}"))
}

fn wrapped_markdown(document: &Plain, quote: &str) -> String {
    let block = |b: &Block| match b {
        Block::Heading(..) => b.clone(),
        Block::Paragraph(text) => Block::Paragraph(wrapped(text, "")),
        Block::Quote(text) => Block::Quote(wrapped(text, quote)),
        Block::List(numbered, items) => Block::List(*numbered, items.iter().map(|i| wrapped(i, "   ")).collect()),
    };
    Plain { name: document.name.clone(), blocks: document.blocks.iter().map(block).collect() }.markdown()
}

/// Curly quotation marks and apostrophes for straight ones.
fn curly(text: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for c in text.chars() {
        out.push(match c {
            '"' if before.is_whitespace() || before == '(' => '“',
            '"' => '”',
            '\'' => '’',
            c => c,
        });
        before = c;
    }
    out
}

/// Straight ones for curly ones.
fn straight(text: &str) -> String {
    text.replace(['“', '”'], "\"").replace(['‘', '’'], "'")
}

fn entities(text: &str) -> String {
    let text = each_gap(&curly(text).replace('&', "&amp;"), &|i| if i % 2 == 0 { "&nbsp;" } else { " " });
    text.replace('’', "&rsquo;").replace('“', "&ldquo;").replace('”', "&rdquo;")
}

/// A character in the midst of each third word, as a number.
fn references(text: &str) -> String {
    each_word(&text.replace('&', "&amp;"), &|i, word| {
        if i % 3 != 0 || word == "amp" {
            return word.to_string();
        }
        word.replacen('e', "&#101;", 1).replacen('o', "&#x6F;", 1)
    })
}

fn soft_hyphens(text: &str, mark: &str) -> String {
    each_word(text, &|_, word| {
        if word.chars().count() < 7 || !word.chars().all(char::is_alphabetic) {
            return word.to_string();
        }
        let at = word.char_indices().nth(3).map_or(0, |(at, _)| at);
        format!("{}{mark}{}", &word[..at], &word[at..])
    })
}

/// An emoji before the text and before each sentence in it, where one plainly begins.
fn emoji(text: &str) -> String {
    let mut out = String::from("👩🏽‍🌾 ");
    let chars: Vec<char> = text.chars().collect();
    for (i, &c) in chars.iter().enumerate() {
        let ends = i > 4 && c == ' ' && chars[i - 1] == '.' && chars[i - 4..i - 1].iter().all(|c| c.is_lowercase());
        out.push(c);
        if ends && chars.get(i + 1).is_some_and(|c| c.is_uppercase()) {
            out.push_str("🎉 ");
        }
    }
    out
}

#[test]
fn the_documents_say_enough_to_compare() {
    let all = &*UNDRESSED;
    assert!(all.len() >= 40, "{} documents", all.len());
    let mut rules = BTreeSet::new();
    let (mut findings, mut held, mut reasons) = (0, 0, BTreeSet::new());
    let mut quiet = Vec::new();
    for (document, seen) in all {
        if seen.findings.is_empty() && seen.held.is_empty() && document.name != "clean" {
            quiet.push(document.name.clone());
        }
        findings += seen.findings.len();
        held += seen.held.len();
        rules.extend(seen.findings.iter().map(|(rule, _)| *rule));
        reasons.extend(seen.held.iter().map(|(_, reason)| reason));
    }
    println!("{} documents: {findings} findings of {} rules, {held} held: {reasons:?}", all.len(), rules.len());
    let ours: Vec<_> = quiet.iter().filter(|name| !name.contains('/')).collect();
    assert!(ours.is_empty(), "nothing was found in {ours:?}");
    assert!(findings >= 70 && rules.len() >= 20 && held >= 10, "{findings} findings, {held} held, {rules:?}");
}

#[test]
fn emphasis_inside_phrases() {
    let strong = |i: usize, word: &str| if i % 2 == 1 { format!("**{word}**") } else { word.to_string() };
    markdown("Markdown with every second word strong", &|t| each_word(t, &strong));
    let slanted = |i: usize, word: &str| if i.is_multiple_of(3) { format!("_{word}_") } else { word.to_string() };
    markdown("Markdown with every third word slanted", &|t| each_word(t, &slanted));
}

#[test]
fn emphasis_inside_words() {
    let halves = |word: &str| word.split_once('\u{AD}').map(|(a, b)| format!("{a}**{b}**"));
    let half = |t: &str| each_word(&soft_hyphens(t, "\u{AD}"), &|_, w| halves(w).unwrap_or_else(|| w.to_string()));
    markdown("Markdown with half of a word strong", &half);
}

#[test]
fn hard_wraps() {
    demand("Markdown cut at 60 columns", "md", Encoding::Utf8, &|d| wrapped_markdown(d, "> "));
    demand("Markdown cut at 60 columns, quotations lazily", "md", Encoding::Utf8, &|d| wrapped_markdown(d, ""));
    let crlf = |d: &Plain| wrapped_markdown(d, "> ").replace('\n', "\r\n");
    demand("Markdown cut at 60 columns with CRLF", "md", Encoding::Utf8, &crlf);
}

#[test]
fn entities_in_markdown() {
    markdown("Markdown with entities", &entities);
    markdown("Markdown with character references", &references);
}

#[test]
fn entities_in_html() {
    html("HTML with entities", &entities);
    html("HTML with character references", &references);
}

#[test]
fn plain_html() {
    demand("HTML without inline markup", "html", Encoding::Utf8, &|d| d.html(false));
}

#[test]
fn tags_inside_phrases() {
    let tags = |i: usize, word: &str| match i % 4 {
        1 => format!("<b>{word}</b>"),
        3 => format!("<span class=\"x\" title=\"a > b\">{word}</span>"),
        _ => word.to_string(),
    };
    let safe = |t: &str| t.replace('&', "&amp;");
    html("HTML with inline tags", &|t| each_word(&safe(t), &|i, w| if w == "amp" { w.into() } else { tags(i, w) }));
    html("HTML with line ends and comments in phrases", &|t| {
        each_gap(&safe(t), &|i| match i % 3 {
            0 => "\n      ",
            1 => " <!-- note --> ",
            _ => " ",
        })
    });
}

#[test]
fn other_encodings() {
    for big_endian in [false, true] {
        let dress = if big_endian { "UTF-16BE" } else { "UTF-16LE" };
        demand(dress, "md", Encoding::Utf16 { big_endian }, &|d| d.map(&mut |t| curly(t)).markdown());
    }
    demand("UTF-8 with a byte order mark", "md", Encoding::Utf8, &|d| format!("\u{FEFF}{}", d.markdown()));
    demand("Windows-1252", "md", Encoding::Windows1252, &|d| d.map(&mut |t| curly(t)).markdown());
    demand("HTML in UTF-16LE", "html", Encoding::Utf16 { big_endian: false }, &|d| d.html(false));
}

#[test]
fn curly_and_straight_marks() {
    markdown("curly quotation marks", &curly);
    markdown("straight quotation marks", &straight);
}

#[test]
fn line_ends() {
    demand("CRLF", "md", Encoding::Utf8, &|d| d.markdown().replace('\n', "\r\n"));
}

#[test]
fn line_ends_of_old_macintosh() {
    demand("CR", "md", Encoding::Utf8, &|d| d.markdown().replace('\n', "\r"));
}

#[test]
fn soft_hyphens_and_no_break_spaces() {
    markdown("soft hyphens", &|t| soft_hyphens(t, "\u{AD}"));
    markdown("no-break spaces", &|t| each_gap(t, &|i| if i % 2 == 0 { "\u{A0}" } else { " " }));
    markdown("narrow no-break spaces", &|t| each_gap(t, &|i| if i % 3 == 0 { "\u{202F}" } else { " " }));
    markdown("double spaces and tabs", &|t| each_gap(t, &|i| if i % 2 == 0 { "  " } else { "\t" }));
    html("soft hyphens as entities", &|t| soft_hyphens(&t.replace('&', "&amp;"), "&shy;"));
}

#[test]
fn emoji_before_sentences() {
    markdown("emoji before sentences", &emoji);
}
