//! Pairs of quotation marks, within a block.

use std::ops::Range;

use super::super::Document;
use super::super::look::{block_range, count_words, has, is, is_content, kind, raw};
use crate::words::{SPACE_BEFORE, TokenKind};

/// What stands between two marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marked {
    /// The tokens inside.
    pub(super) inside: Range<usize>,
    /// Whether the closing mark is there; else `inside` ends with its block, or where the next one opens.
    pub(super) closed: bool,
    /// The block.
    pub(super) block: usize,
    /// How many words and numbers stand inside.
    pub(super) words: usize,
    /// Whether it stands within other marks.
    pub(super) nested: bool,
}

impl Marked {
    /// The opening mark.
    pub(super) fn open(&self) -> usize {
        self.inside.start - 1
    }

    /// The first token after the closing mark.
    pub(super) fn after(&self) -> usize {
        self.inside.end + usize::from(self.closed)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
}

/// Every quotation by marks, in order of place, the outer one first.
pub(super) fn marked(document: &Document) -> Vec<Marked> {
    let mut out = Vec::new();
    for block in 0..document.blocks.len() {
        let range = block_range(document, block);
        let mut pairs = doubles(document, range.clone());
        let singles = singles(document, range);
        // A single pair that crosses a double one is made of apostrophes.
        let crosses = |s: &(Range<usize>, bool)| {
            pairs.iter().any(|(d, _)| {
                (d.contains(&s.0.start) && s.0.end > d.end) || (s.0.contains(&d.start) && d.end > s.0.end)
            })
        };
        let singles: Vec<_> = singles.into_iter().filter(|s| !crosses(s)).collect();
        pairs.extend(singles);
        pairs.sort_by_key(|(r, _)| (r.start, std::cmp::Reverse(r.end)));
        let mut outer_end = 0;
        for (inside, closed) in pairs {
            let words = count_words(document, inside.clone());
            let nested = inside.start < outer_end;
            outer_end = outer_end.max(inside.end);
            out.push(Marked { inside, closed, block, words, nested });
        }
    }
    out
}

fn doubles(document: &Document, range: Range<usize>) -> Vec<(Range<usize>, bool)> {
    let marks: Vec<(usize, Side)> =
        range.clone().filter_map(|i| side(document, i, &range).map(|side| (i, side))).collect();
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    let mut i = 0;
    while let Some(&(at, side)) = marks.get(i) {
        i += 1;
        match (side, open) {
            (Side::Open | Side::Either, None) => open = Some(at + 1),
            (Side::Close, None) => {}
            (Side::Close | Side::Either, Some(start)) => {
                out.push((start..at, true));
                open = None;
            }
            (Side::Open, Some(start)) => {
                let closes = |n: usize| marks.get(n).filter(|m| m.1 != Side::Open);
                if let (Some(inner), Some(_)) = (closes(i), closes(i + 1)) {
                    out.push((at + 1..inner.0, true));
                    i += 1;
                } else {
                    // The first one was never closed.
                    out.push((start..at, false));
                    open = Some(at + 1);
                }
            }
        }
    }
    out.extend(open.map(|start| (start..range.end, false)));
    out.retain(|(r, _)| !r.is_empty());
    out
}

/// Which way a double mark faces; straight ones by the spaces around them.
fn side(document: &Document, at: usize, block: &Range<usize>) -> Option<Side> {
    match kind(document, at)? {
        TokenKind::QuoteOpen => Some(Side::Open),
        TokenKind::QuoteClose => Some(Side::Close),
        TokenKind::QuoteStraight => {
            let before = has(document, at, SPACE_BEFORE) || at == block.start;
            let after = at + 1 >= block.end || has(document, at + 1, SPACE_BEFORE);
            let opener = at > block.start
                && matches!(
                    kind(document, at - 1),
                    Some(TokenKind::Open | TokenKind::Slash | TokenKind::Dash | TokenKind::SingleOpen)
                );
            match (before, after) {
                (true, false) => Some(Side::Open),
                (false, true) => Some(Side::Close),
                (false, false) if opener => Some(Side::Open),
                _ => Some(Side::Either),
            }
        }
        _ => None,
    }
}

/// British quotations: an apostrophe in '90s or workers' opens none.
fn singles(document: &Document, range: Range<usize>) -> Vec<(Range<usize>, bool)> {
    let mut out = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let end = opens_single(document, at, &range).then(|| closing_single(document, at, &range)).flatten();
        match end {
            Some(end) => {
                out.push((at + 1..end, true));
                at = end + 1;
            }
            None => at += 1,
        }
    }
    out
}

fn opens_single(document: &Document, at: usize, range: &Range<usize>) -> bool {
    const CLIPPED: &[&str] = &["tis", "twas", "em", "til", "till", "cause", "n", "bout", "round", "hood", "burbs"];
    let next = at + 1;
    kind(document, at) == Some(TokenKind::SingleOpen)
        && next < range.end
        && !has(document, next, SPACE_BEFORE)
        && !is(document, next, CLIPPED)
        && !(kind(document, next) == Some(TokenKind::Number) && raw(document, next).ends_with('s'))
}

/// The mark that closes a single quotation: before the next that opens; one after a final -s and before a word may be
/// a possessive, so a better one goes first.
fn closing_single(document: &Document, open: usize, range: &Range<usize>) -> Option<usize> {
    let end = (open + 1..range.end).find(|&i| opens_single(document, i, range)).unwrap_or(range.end);
    let closes: Vec<usize> = (open + 2..end).filter(|&i| kind(document, i) == Some(TokenKind::SingleClose)).collect();
    let possessive = |i: usize| {
        let plural = is_content(document, i - 1) && raw(document, i - 1).ends_with(['s', 'S']);
        plural && i + 1 < range.end && has(document, i + 1, SPACE_BEFORE) && is_content(document, i + 1)
    };
    closes.iter().copied().find(|&i| !possessive(i)).or(closes.first().copied())
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::read;
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let fixture = read(text);
        marked(&fixture.document)
            .into_iter()
            .map(|m| {
                let end = if m.closed { "" } else { "…" };
                format!("{}{end}", fixture.text(m.inside.start as u32..m.inside.end as u32))
            })
            .collect()
    }

    #[test]
    fn curly_and_straight_marks_pair() {
        assert_eq!(found("He said, “We won,” and left. (\"Yes.\")"), ["We won,", "Yes."]);
        assert_eq!(found("\"We won,\" he said. \"We did.\""), ["We won,", "We did."]);
        assert_eq!(found("a 6\" pipe and \"a word\""), ["a word"]);
    }

    #[test]
    fn apostrophes_open_no_quotation() {
        assert!(found("In the '90s the workers' rights and the ’80s families’ homes mattered.").is_empty());
        assert!(found("Get 'em out, it's the tenants' turn.").is_empty());
        assert_eq!(found("‘The workers’ rights matter,’ said Lee."), ["The workers’ rights matter,"]);
        assert_eq!(found("They call us 'illegal aliens' daily."), ["illegal aliens"]);
    }

    #[test]
    fn a_forgotten_mark_hides_at_most_its_paragraph() {
        assert_eq!(found("“We won, said Lee.\n\nThe city lost."), ["We won, said Lee.…"]);
        assert_eq!(found("“We won, said Lee. “We did,” said Kim."), ["We won, said Lee.…", "We did,"]);
    }

    #[test]
    fn quotations_nest() {
        assert_eq!(
            found("“They call us ‘illegals,’ daily,” she said."),
            ["They call us ‘illegals,’ daily,", "illegals,"]
        );
        assert_eq!(found("“He yelled “go home” at us,” she said."), ["He yelled “go home” at us,", "go home"]);
    }
}
