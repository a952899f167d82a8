//! Names and titles of things: statutes, agencies, organizations, books. A match inside one is no use of its words.

use std::ops::Range;

use super::Document;
use super::look::{SMALL, block_of, has, is, is_capital, is_content, is_heading, kind, raw, sentence_range, stored};
use crate::words::core::Core;
use crate::words::{CAPITALS, GLUED_LEFT, GLUED_RIGHT, TokenKind};

/// Nouns whose title follows in quotation marks.
const TITLED: &[&str] = &[
    "book",
    "film",
    "movie",
    "report",
    "album",
    "song",
    "play",
    "article",
    "essay",
    "study",
    "documentary",
    "podcast",
    "series",
    "novel",
    "poem",
    "memoir",
    "paper",
    "exhibit",
    "exhibition",
    "episode",
    "column",
    "op-ed",
    "anthology",
];

/// The name that the matched tokens stand in, if they do.
pub fn name_at(document: &Document, core: &Core, range: Range<u32>) -> Option<Range<u32>> {
    let matched = range.start as usize..range.end as usize;
    let sentence = sentence_range(document, matched.start);
    let name = titled(document, &matched, &sentence).or_else(|| {
        let capitals = matched.clone().filter(|&i| is_content(document, i) && !is(document, i, SMALL));
        let all = capitals.clone().count() > 0
            && capitals.clone().all(|i| is_capital(document, i) || is_second_half(document, i));
        all.then(|| in_capitals(document, core, &matched, &sentence)).flatten()
    });
    name.map(stored)
}

/// The small half of a compound that begins with a capital: "Low-income" in a title.
fn is_second_half(document: &Document, at: usize) -> bool {
    has(document, at, GLUED_LEFT) && at > 0 && (is_capital(document, at - 1) || has(document, at - 1, GLUED_RIGHT))
}

fn in_capitals(
    document: &Document,
    core: &Core,
    matched: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let run = run(document, matched, sentence);
    let party = |i: usize| is(document, i, &["v", "vs", "v."]);
    if party(run.end) || run.start.checked_sub(1).is_some_and(|i| party(i) || party(i.wrapping_sub(1))) {
        return Some(run);
    }
    let head = |i: usize| core.name_heads.lengths(&document.tokens, i, true).max().unwrap_or(0);
    if is_title_case(document, sentence, &run) {
        // In a headline every word has a capital: only a head right beside the match tells.
        let after = head(matched.end);
        let before = matched.start.checked_sub(1).filter(|&i| i >= sentence.start && head(i) > 0);
        let of = matched
            .start
            .checked_sub(2)
            .filter(|&i| i >= sentence.start && head(i) > 0 && is(document, i + 1, &["of", "for"]));
        let start = before.or(of).unwrap_or(matched.start);
        return (after > 0 || start < matched.start).then(|| start..matched.end + after);
    }
    if run.clone().filter(|&i| is_capital(document, i) && !is(document, i, SMALL)).count() < 2 {
        return None;
    }
    // The first word of a sentence has its capital from there.
    let first = sentence.clone().find(|&i| is_content(document, i));
    let beyond = |i: usize| is_capital(document, i) && Some(i) != first && joined(document, i, matched);
    let headed = run.clone().any(|i| Some(i) != first && is_capital(document, i) && head(i) > 0);
    let extends = run.clone().any(|i| !matched.contains(&i) && beyond(i));
    let own = matched.clone().any(|i| is_capital(document, i) && Some(i) != first);
    ((headed && (own || extends)) || (extends && own)).then_some(run)
}

/// Whether `at` follows or precedes the match with no small word but "of" or "for" between: "Asian Americans in Queens"
/// is no name.
fn joined(document: &Document, at: usize, matched: &Range<usize>) -> bool {
    let between = if at < matched.start { at + 1..matched.start } else { matched.end..at };
    between.clone().all(|i| is_capital(document, i) || is(document, i, &["of", "for"]))
}

/// Capitalised words around the match, with small words between them.
fn run(document: &Document, matched: &Range<usize>, sentence: &Range<usize>) -> Range<usize> {
    let part = |i: usize| {
        is_capital(document, i)
            || is(document, i, SMALL)
            || is_second_half(document, i)
            || (is_content(document, i) && kind(document, i) == Some(TokenKind::Number))
    };
    let mut start = matched.start;
    while start > sentence.start && part(start - 1) {
        start -= 1;
    }
    let mut end = matched.end;
    while end < sentence.end && part(end) {
        end += 1;
    }
    let whole = |i: &usize| is_capital(document, *i) && !is(document, *i, &["a", "an", "the"]);
    let start = (start..matched.start).find(whole).unwrap_or(matched.start);
    let end = (matched.end..end).rev().find(whole).map_or(matched.end, |i| i + 1);
    start..end
}

/// Whether most longer words around `run` have a capital: then capitals say nothing. Outside headings the run itself
/// does not count, since a name may be half of a short sentence.
fn is_title_case(document: &Document, sentence: &Range<usize>, run: &Range<usize>) -> bool {
    let heading = block_of(document, run.start).is_some_and(|b| is_heading(document, b));
    let all = sentence.clone().filter(|&i| kind(document, i) == Some(TokenKind::Word));
    let mut words = all.clone().filter(|&i| raw(document, i).len() >= 4 && (heading || !run.contains(&i)));
    let count = words.clone().count();
    let capitals = words.by_ref().filter(|&i| is_capital(document, i)).count();
    let shouted =
        all.clone().count() >= 2 && all.clone().all(|i| has(document, i, CAPITALS) || raw(document, i).len() < 3);
    shouted || (capitals * 3 >= count * 2 && (heading || count >= 3))
}

/// `the book “X”`, `a film called “X”`: the words between the marks.
fn titled(document: &Document, matched: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let mark = |i: &usize| kind(document, *i).is_some_and(TokenKind::is_passed_over);
    let open = (matched.start.saturating_sub(12).max(sentence.start)..matched.start).rev().find(mark)?;
    let close = (matched.end..sentence.end.min(matched.end + 12)).find(mark)?;
    let skipped = |i: usize| {
        is(document, i, &["called", "titled", "entitled", "named"]) || kind(document, i) == Some(TokenKind::Comma)
    };
    let mut before = open;
    while before > sentence.start && before + 3 > open && skipped(before - 1) {
        before -= 1;
    }
    let noun = before.checked_sub(1).is_some_and(|i| i >= sentence.start && is(document, i, TITLED));
    (noun && is_capital(document, open + 1)).then_some(open + 1..close)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::read;
    use super::*;

    /// Text, the match, the name around it; empty for none.
    const TABLE: &[(&str, &str, &str)] = &[
        (
            "Congress passed the Illegal Immigration Reform Act in 1996.",
            "Illegal Immigration",
            "Illegal Immigration Reform Act",
        ),
        ("We thank the Coalition for the Homeless today.", "the Homeless", "Coalition for the Homeless"),
        ("She works at the Inner-City Muslim Action Network now.", "Inner-City", "Inner-City Muslim Action Network"),
        (
            "He ran the Minority Business Development Agency for years.",
            "Minority",
            "Minority Business Development Agency",
        ),
        ("They read “Illegals” aloud.", "Illegals", ""),
        ("They read the book “The New Illegals” aloud.", "Illegals", "The New Illegals"),
        ("A film called \"Voice of the Voiceless\" opened.", "Voice of the Voiceless", "Voice of the Voiceless"),
        ("They passed the Inner-city Renewal Act.", "Inner-city", "Inner-city Renewal Act"),
        ("We work with inner-city youth in Queens.", "inner-city", ""),
        ("Illegals are people too.", "Illegals", ""),
        ("Illegal Immigrants are people too.", "Illegal Immigrants", ""),
        ("We met Asian Americans in Queens.", "Asian Americans", ""),
        ("We met Black and Latino leaders.", "Black", ""),
        ("The plaintiffs in Illegal Aliens v. Smith won.", "Illegal Aliens", "Illegal Aliens"),
        ("# Mayor Sweeps the Homeless From Downtown Parks", "the Homeless", ""),
        ("# Coalition for the Homeless Sues Mayor Over Sweeps", "the Homeless", "Coalition for the Homeless"),
        ("# Senate Passes Criminal Alien Act After Long Debate", "Criminal Alien", "Criminal Alien Act"),
        ("# ICE ARRESTS ILLEGAL ALIENS", "ILLEGAL ALIENS", ""),
        ("# Illegal Aliens", "Illegal Aliens", ""),
        ("They call us illegal aliens.", "illegal aliens", ""),
        ("We joined Save the Homeless Project last week.", "the Homeless", "Save the Homeless Project"),
        ("The Voice of the Voiceless Fund pays rent.", "Voice of the Voiceless", "Voice of the Voiceless Fund"),
        ("Inner City Press reported it first.", "Inner City", "Inner City Press"),
        ("The inner city needs a Tenant Union.", "inner city", ""),
    ];

    #[test]
    fn names_need_more_than_a_capital() {
        let wrong: Vec<String> = TABLE
            .iter()
            .filter_map(|(text, words, expected)| {
                let fixture = read(text);
                let matched = fixture.find(words);
                let found = name_at(&fixture.document, &fixture.core, matched.start as u32..matched.end as u32);
                let found = found.map_or("", |r| fixture.text(r));
                (found != *expected).then(|| format!("{text} [{words}]: `{found}`, not `{expected}`"))
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
