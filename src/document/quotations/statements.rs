//! Statements without marks: "Please attribute the following statement to X:", "STATEMENT FROM X", and block quotes.

use std::ops::Range;

use super::super::look::{
    block_range, count_words, is, is_capital, is_content, is_heading, kind, last_sentence, sentence_range,
};
use super::super::{BlockKind, Document};
use super::apposition::apposition;
use crate::terms::Zone;
use crate::words::TokenKind;

/// A line that hands the paragraphs below it to a speaker.
pub(super) struct Lead {
    /// The words that name the speaker.
    pub(super) speaker: Range<usize>,
    /// The words that decided it.
    pub(super) cue: Range<usize>,
    /// The sentence that holds them.
    pub(super) sentence: Range<usize>,
}

const STATEMENT: &[&str] = &["statement", "statements", "remarks", "comment", "comments", "message", "quote", "quotes"];
const ISSUED: &[&str] = &["issued", "released", "made", "gave", "shared", "offered", "provided"];

/// Whether block `block` leads in to a statement. `quoted`: what follows stands in quotation marks, so that the line
/// needs no more than its words and a colon.
pub(super) fn lead(document: &Document, block: usize, quoted: bool) -> Option<Lead> {
    let heading = is_heading(document, block);
    let sentence = if heading { block_range(document, block) } else { last_sentence(document, block)? };
    let colon = kind(document, sentence.end.checked_sub(1)?) == Some(TokenKind::Colon);
    let short = count_words(document, block_range(document, block)) <= 60;
    if heading {
        return headed(document, sentence);
    }
    if !colon && (quoted || !short) {
        return None;
    }
    let noun = sentence.clone().find(|&i| is(document, i, STATEMENT))?;
    let near = |words: &[&str], from: usize, to: usize| (from..to).find(|&i| is(document, i, words));
    let back = noun.saturating_sub(8).max(sentence.start);
    let following = near(&["following"], sentence.start, sentence.end);
    if let Some(cue) = near(&["attribute", "attributed", "attributable"], sentence.start, sentence.end)
        && let Some(to) = near(&["to"], cue + 1, sentence.end)
    {
        return Some(Lead { speaker: apposition(document, to + 1, sentence.end), cue: cue..to + 1, sentence });
    }
    if let Some(verb) = near(ISSUED, back, noun)
        && (following.is_some() || near(&["this"], verb, noun).is_some())
        && verb > sentence.start
    {
        return Some(Lead { speaker: name_before(document, sentence.start, verb), cue: verb..noun + 1, sentence });
    }
    if following.is_some() || (sentence.start == noun && colon) {
        let by = near(&["from", "by", "of"], noun + 1, sentence.end.min(noun + 5))?;
        return Some(Lead { speaker: apposition(document, by + 1, sentence.end), cue: noun..by + 1, sentence });
    }
    None
}

/// "STATEMENT FROM X", "Statement by X on Y" as a heading.
fn headed(document: &Document, range: Range<usize>) -> Option<Lead> {
    let noun = range.clone().take(4).find(|&i| is(document, i, &["statement", "remarks", "message"]))?;
    if !is(document, noun + 1, &["from", "by", "of"]) || noun + 2 >= range.end {
        return None;
    }
    let end = (noun + 2..range.end).find(|&i| is(document, i, &["on", "regarding", "about", "in", "after"]));
    let speaker = apposition(document, noun + 2, end.unwrap_or(range.end));
    (!speaker.is_empty()).then_some(Lead { speaker, cue: noun..noun + 2, sentence: range })
}

/// The name before a verb, behind a dateline's dash: "WASHINGTON — Maria Lopez, director of X, today".
fn name_before(document: &Document, start: usize, verb: usize) -> Range<usize> {
    let dash = (start..verb).rev().find(|&i| kind(document, i) == Some(TokenKind::Dash));
    let from = dash.map_or(start, |i| i + 1);
    let end = (from..verb).rev().find(|&i| is_content(document, i) && !is(document, i, &["today", "has", "also"]));
    from..end.map_or(from, |i| i + 1)
}

/// The blocks after `block` that a statement takes in: up to a heading, another zone, or another such line.
pub(super) fn following(document: &Document, block: usize) -> Range<usize> {
    let mut end = block + 1;
    while let Some(next) = document.blocks.get(end) {
        let body = matches!(next.zone, Zone::Lead | Zone::Body | Zone::List | Zone::QuotationBlock);
        let prose = matches!(next.kind, BlockKind::Paragraph | BlockKind::Item);
        if !body || !prose || is_ending(document, end) || (end > block + 1 && lead(document, end, false).is_some()) {
            break;
        }
        end += 1;
    }
    block + 1..end
}

/// "###", "-30-" and the like.
fn is_ending(document: &Document, block: usize) -> bool {
    count_words(document, block_range(document, block)) == 0
}

/// Runs of blocks that are set as quotations; none where the document as a whole is set so, or where it is an alert.
pub(super) fn quoted_runs(document: &Document) -> Vec<Range<usize>> {
    let prose = |b: &&super::super::Block| {
        b.kind == BlockKind::Paragraph && matches!(b.zone, Zone::Lead | Zone::Body | Zone::QuotationBlock)
    };
    if document.blocks.iter().filter(prose).all(|b| b.quoted > 0) {
        return Vec::new();
    }
    let mut out: Vec<Range<usize>> = Vec::new();
    for (i, _) in document.blocks.iter().enumerate().filter(|(_, b)| b.quoted > 0) {
        match out.last_mut().filter(|r| r.end == i) {
            Some(run) => run.end = i + 1,
            None => out.push(i..i + 1),
        }
    }
    out.retain(|r| !is_alert(document, r.start));
    out
}

/// `> [!NOTE]` is the author's.
fn is_alert(document: &Document, block: usize) -> bool {
    let first = block_range(document, block).start;
    kind(document, first) == Some(TokenKind::Open) && kind(document, first + 1) == Some(TokenKind::Exclamation)
}

/// The last line of a block quote that names its speaker: where it begins, and the name in it.
pub(super) fn signature(document: &Document, run: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let last = run.end.checked_sub(1)?;
    let block = block_range(document, last);
    let dash = block.clone().rev().take(40).find(|&i| kind(document, i) == Some(TokenKind::Dash));
    if let Some(dash) = dash
        && is_name_line(document, dash + 1..block.end)
        && (dash == block.start || ends_sentence(document, dash - 1))
    {
        return Some((dash, apposition(document, dash + 1, block.end)));
    }
    // A footer of its own: short, a name first, no final mark.
    if run.len() > 1 && is_name_line(document, block.clone()) && count_words(document, block.clone()) <= 20 {
        return Some((block.start, apposition(document, block.start, block.end)));
    }
    None
}

/// The line right after a block quote: "— Maria Lopez, tenant".
pub(super) fn signature_after(document: &Document, run: &Range<usize>) -> Option<Range<usize>> {
    let block = block_range(document, run.end);
    let dash = kind(document, block.start) == Some(TokenKind::Dash);
    let line = block.start + 1..block.end;
    (dash && is_name_line(document, line.clone())).then(|| apposition(document, line.start, line.end))
}

fn is_name_line(document: &Document, line: Range<usize>) -> bool {
    let unfinished = line.end > line.start && !ends_sentence(document, line.end - 1);
    unfinished && is_capital(document, line.start) && count_words(document, line) <= 25
}

fn ends_sentence(document: &Document, at: usize) -> bool {
    let mark = |i| matches!(kind(document, i), Some(TokenKind::Period | TokenKind::Question | TokenKind::Exclamation));
    let closing = kind(document, at).is_some_and(TokenKind::is_passed_over);
    mark(at) || (closing && at > sentence_range(document, at).start && mark(at - 1))
}
