//! The house rules that no compiler knows: layer order, a sentence on every file, sizes.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests read the sources they judge")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn all() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files
        .into_iter()
        .map(|p| (p.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"), fs::read_to_string(&p).unwrap()))
        .collect()
}

/// A file without its tests.
fn code(text: &str) -> &str {
    text.find("\n#[cfg(test)]\nmod tests").map_or(text, |i| &text[..i])
}

#[test]
fn modules_import_only_what_stands_above_them() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let order: Vec<&str> =
        lib.lines().filter_map(|l| l.strip_prefix("pub mod ")).map(|l| l.trim_end_matches(';')).collect();
    assert!(order.len() >= 8, "the module list of lib.rs was not read: {order:?}");
    let rank: BTreeMap<&str, usize> = order.iter().enumerate().map(|(i, m)| (*m, i)).collect();
    let mut wrong = Vec::new();
    for (name, text) in all() {
        let own = name.split(['/', '.']).next().unwrap();
        let Some(&own_rank) = rank.get(own) else { continue };
        for (number, line) in code(&text).lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for part in line.split("crate::").skip(1) {
                let used: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if rank.get(&*used).is_some_and(|&r| r > own_rank) {
                    wrong.push(format!("src/{name}:{}: {own} imports {used}, which stands below it", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_lives_there_and_keeps_its_size() {
    let mut wrong = Vec::new();
    for (name, text) in all() {
        if !text.starts_with("//! ") {
            wrong.push(format!("src/{name} has no first line `//! …`"));
        }
        let lines = code(&text).lines().count();
        if lines > 600 {
            wrong.push(format!("src/{name} has {lines} lines without its tests; 600 at most"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_left_for_later() {
    let words = ["TO".to_string() + "DO", "FIX".to_string() + "ME", "unimplemented".to_string() + "!"];
    let mut wrong = Vec::new();
    for (name, text) in all() {
        for word in &words {
            if text.contains(word.as_str()) {
                wrong.push(format!("src/{name} holds {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
