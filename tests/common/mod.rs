//! What several test files share: the rules, documents of our own making, and how they are written in each format.

#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]
#![allow(clippy::disallowed_methods, reason = "tests read the fixtures themselves")]
#![allow(unreachable_pub, reason = "shared by test files")]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use standwith::report::FileReport;
use standwith::rule::{self, RuleSet};
use standwith::run::{self, Settings};
use standwith::source::Source;

/// The built-in rules.
pub static RULES: LazyLock<RuleSet> = LazyLock::new(|| match rule::load(&rule::built_in(true)) {
    Ok(rules) => rules,
    Err(mistakes) => panic!("{}: {}", mistakes[0].path, mistakes[0].message),
});

/// Checks the bytes of a file called `name` with the built-in rules.
pub fn check(name: &str, bytes: Vec<u8>) -> FileReport {
    let source = Source::from_bytes(name, bytes).unwrap_or_else(|e| panic!("{name} is not read: {e}"));
    run::report(source, true, &RULES, &Settings::default())
}

/// The rule and the words of each finding, as they stand in the text.
pub fn findings(file: &FileReport) -> Vec<(&str, &str)> {
    file.verdict.findings.iter().map(|f| (rule_id(f.rule.0), file.words_of(f.span()))).collect()
}

/// The rule, reason and words of each match that was held back.
pub fn held(file: &FileReport) -> Vec<(&str, String, &str)> {
    file.verdict.held.iter().map(|h| (rule_id(h.rule.0), h.reason.name(), file.words_of(h.span))).collect()
}

/// The id of a rule.
pub fn rule_id(rule: u32) -> &'static str {
    &RULES.rules[rule as usize].id
}

/// Letters in lower case, nothing else; marks, white space, soft hyphens and emphasis are gone.
pub fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// A block of a plain document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Heading(usize, String),
    Paragraph(String),
    Quote(String),
    /// Items; numbered or not.
    List(bool, Vec<String>),
}

impl Block {
    /// The block with each of its texts changed.
    pub fn map(&self, change: &mut dyn FnMut(&str) -> String) -> Block {
        match self {
            Block::Heading(level, text) => Block::Heading(*level, change(text)),
            Block::Paragraph(text) => Block::Paragraph(change(text)),
            Block::Quote(text) => Block::Quote(change(text)),
            Block::List(numbered, items) => Block::List(*numbered, items.iter().map(|i| change(i)).collect()),
        }
    }
}

/// A document without any dress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain {
    pub name: String,
    pub blocks: Vec<Block>,
}

impl Plain {
    /// The document with each of its texts changed.
    pub fn map(&self, change: &mut dyn FnMut(&str) -> String) -> Plain {
        Plain { name: self.name.clone(), blocks: self.blocks.iter().map(|b| b.map(change)).collect() }
    }

    /// One paragraph a line, block quotations with their mark, lists with theirs.
    pub fn markdown(&self) -> String {
        let block = |b: &Block| match b {
            Block::Heading(level, text) => format!("{} {text}", "#".repeat(*level)),
            Block::Paragraph(text) => text.clone(),
            Block::Quote(text) => format!("> {text}"),
            Block::List(numbered, items) => list(*numbered, items),
        };
        joined(self.blocks.iter().map(block))
    }

    /// As [`Plain::markdown`], with the headings bare.
    pub fn text(&self) -> String {
        let block = |b: &Block| match b {
            Block::Heading(1, text) => text.clone(),
            Block::Heading(_, text) => format!("## {text}"),
            Block::Paragraph(text) => text.clone(),
            Block::Quote(text) => format!("> {text}"),
            Block::List(numbered, items) => list(*numbered, items),
        };
        joined(self.blocks.iter().map(block))
    }

    /// A page; `<` and `&` in the texts stand for themselves unless `raw`.
    pub fn html(&self, raw: bool) -> String {
        let escape = |text: &str| {
            if raw { text.to_string() } else { text.replace('&', "&amp;").replace('<', "&lt;") }
        };
        let block = |b: &Block| match b {
            Block::Heading(level, text) => format!("<h{level}>{}</h{level}>", escape(text)),
            Block::Paragraph(text) => format!("<p>{}</p>", escape(text)),
            Block::Quote(text) => format!("<blockquote><p>{}</p></blockquote>", escape(text)),
            Block::List(numbered, items) => {
                let tag = if *numbered { "ol" } else { "ul" };
                let items: String = items.iter().map(|i| format!("  <li>{}</li>\n", escape(i))).collect();
                format!("<{tag}>\n{items}</{tag}>")
            }
        };
        let body = joined(self.blocks.iter().map(block));
        format!("<!doctype html>\n<html lang=\"en\">\n<body>\n{body}</body>\n</html>\n")
    }
}

fn joined(blocks: impl Iterator<Item = String>) -> String {
    let mut all = blocks.collect::<Vec<_>>().join("\n\n");
    all.push('\n');
    all
}

fn list(numbered: bool, items: &[String]) -> String {
    let mark = |i: usize| if numbered { format!("{}.", i + 1) } else { "-".into() };
    items.iter().enumerate().map(|(i, item)| format!("{} {item}", mark(i))).collect::<Vec<_>>().join("\n")
}

/// The documents of our own making.
pub fn own_documents() -> Vec<Plain> {
    let mut all = Vec::new();
    for part in include_str!("documents.txt").split("=== ").skip(1) {
        let (name, text) = part.split_once('\n').unwrap();
        all.push(plain(name, text));
    }
    all
}

/// Those, and what of `fixtures/` can be written without a dress.
pub fn documents() -> Vec<Plain> {
    let mut all = own_documents();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut paths = Vec::new();
    files(&root, &mut paths);
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "md")) {
        let text = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let document = plain(&name, without_front_matter(&text));
        if !document.blocks.is_empty() {
            all.push(document);
        }
    }
    all
}

/// The files below a folder, in order; none if it is not there.
pub fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut entries: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push(path);
        }
    }
}

fn without_front_matter(text: &str) -> &str {
    let inner = text.strip_prefix("---\n").and_then(|t| t.split_once("\n---\n"));
    inner.map_or(text, |(_, rest)| rest)
}

/// Reads headings, paragraphs, block quotations and flat lists; a block with any other markup is left out.
fn plain(name: &str, text: &str) -> Plain {
    let mut blocks = Vec::new();
    for chunk in text.split("\n\n") {
        let lines: Vec<&str> = chunk.lines().filter(|l| !l.trim().is_empty()).collect();
        let Some(first) = lines.first() else { continue };
        if chunk.contains(['`', '<', '[', '|', '*', '_', '\\']) || has_entity(chunk) || first.starts_with("---") {
            continue;
        }
        let words = |lines: &[&str]| lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        let hashes = first.bytes().take_while(|&b| b == b'#').count();
        if (1..=6).contains(&hashes) {
            blocks.push(Block::Heading(hashes, words(&[&first[hashes..]])));
        } else if lines.iter().all(|l| l.starts_with("> ")) {
            let inner: Vec<&str> = lines.iter().map(|l| &l[2..]).collect();
            blocks.push(Block::Quote(words(&inner)));
        } else if marker(first).is_some() {
            let mut items: Vec<String> = Vec::new();
            for line in &lines {
                match (marker(line), items.last_mut()) {
                    (None, Some(last)) => *last = format!("{last} {}", line.trim()),
                    (at, _) => items.push(line[at.unwrap_or(0)..].trim().to_string()),
                }
            }
            blocks.push(Block::List(first.starts_with('1'), items));
        } else {
            blocks.push(Block::Paragraph(words(&lines)));
        }
    }
    Plain { name: name.trim().to_string(), blocks }
}

fn marker(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mark = if digits > 0 { digits } else { 0 };
    let rest = &line[mark..];
    let marked = if digits > 0 { rest.starts_with(". ") } else { rest.starts_with("- ") };
    marked.then_some(mark + 2)
}

fn has_entity(text: &str) -> bool {
    text.split('&').skip(1).any(|t| {
        let name = t.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
        name > 1 && t[name..].starts_with(';')
    })
}

/// Whether a word keeps its capital within a sentence, as the lists of communities write it.
pub fn is_proper(word: &str) -> bool {
    static PROPER: LazyLock<std::collections::BTreeSet<String>> = LazyLock::new(|| {
        let packs = rule::built_in(true);
        let lists = ["lexicons/communities.txt", "lexicons/community-nouns.txt", "lexicons/citizens.txt"];
        let files = packs.iter().flat_map(|p| &p.files).filter(|(name, _)| lists.contains(&&**name));
        let words = files.flat_map(|(_, text)| text.split_whitespace()).filter(|w| w.starts_with(char::is_uppercase));
        words.map(str::to_string).collect()
    });
    PROPER.contains(word)
}
