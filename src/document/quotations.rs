//! Voices: who says what. Quotations with their speakers, block quotes, statements, and words that are mentioned.

mod apposition;
mod attribution;
mod marks;
mod mentions;
mod speakers;
mod statements;

use std::ops::Range;

use super::Document;
use super::look::{block_range, is, is_content, is_heading, kind, last_sentence, sentence_range, stored};
use crate::terms::Voice;
use crate::words::TokenKind;
use crate::words::core::Core;
use attribution::Attribution;
use marks::Marked;
use speakers::{Judgement, Reader};

/// Words that are not simply the author's: a quotation, or a mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// The words, as tokens; without the marks.
    pub tokens: Range<u32>,
    /// The words that name who says it.
    pub speaker: Option<Range<u32>>,
    /// Own, partner, community, official, opponent or unknown; or mention.
    pub by: Voice,
    /// The verb or words that decided it.
    pub cue: Option<Range<u32>>,
    /// Whether the document says who says it.
    pub attributed: bool,
    /// Whether it is set as a block.
    pub block_quote: bool,
    /// The quotation that this one goes on from, as a number in [`Voices::quotations`].
    pub continues: Option<usize>,
}

/// The voice of every token of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Voices {
    quotations: Vec<Quotation>,
    /// In order of place, not overlapping: tokens and the innermost quotation.
    intervals: Vec<(Range<u32>, usize)>,
}

/// Reads who speaks. `author`: the length in tokens of the author's name at a token, 0 for none.
pub fn voices(document: &Document, core: &Core, author: &dyn Fn(usize) -> usize) -> Voices {
    let reader = Reader::new(document, core, author);
    let mut quotations = set_apart(&reader);
    in_marks(&reader, &mut quotations);
    quotations.extend(mentions::unquoted(document).into_iter().map(mention));
    let intervals = innermost(&quotations, document.tokens.len());
    Voices { quotations, intervals }
}

impl Voices {
    /// Whose word a token is, and in which quotation; the author's by default.
    pub fn voice_at(&self, token: u32) -> (Voice, Option<&Quotation>) {
        let i = self.intervals.partition_point(|(r, _)| r.end <= token);
        let found = self.intervals.get(i).filter(|(r, _)| r.start <= token);
        match found.and_then(|(_, q)| self.quotations.get(*q)) {
            Some(quotation) => (quotation.by, Some(quotation)),
            None => (Voice::Author, None),
        }
    }

    /// The verb or words that decided the voice of a token, as tokens.
    pub fn cue_at(&self, token: u32) -> Option<Range<u32>> {
        self.voice_at(token).1.and_then(|q| q.cue.clone())
    }

    /// Every quotation and mention: those set as blocks, those in marks, then mentions without marks; each kind in
    /// order of place.
    pub fn quotations(&self) -> &[Quotation] {
        &self.quotations
    }
}

fn mention((tokens, cue): mentions::Mention) -> Quotation {
    Quotation {
        tokens: stored(tokens),
        speaker: None,
        by: Voice::Mention,
        cue: cue.map(stored),
        attributed: false,
        block_quote: false,
        continues: None,
    }
}

/// The innermost quotation of each token, as intervals.
fn innermost(quotations: &[Quotation], tokens: usize) -> Vec<(Range<u32>, usize)> {
    let mut order: Vec<usize> = (0..quotations.len()).collect();
    // The shorter is painted over the longer; a mention over what is as long.
    order.sort_by_key(|&q| (std::cmp::Reverse(quotations[q].tokens.len()), quotations[q].by == Voice::Mention));
    let mut owner: Vec<Option<usize>> = vec![None; tokens];
    for q in order {
        let range = quotations[q].tokens.start as usize..quotations[q].tokens.end as usize;
        owner.get_mut(range).unwrap_or_default().fill(Some(q));
    }
    let mut out: Vec<(Range<u32>, usize)> = Vec::new();
    for (i, q) in owner.into_iter().enumerate().filter_map(|(i, q)| Some((i as u32, q?))) {
        match out.last_mut().filter(|(r, last)| *last == q && r.end == i) {
            Some((range, _)) => range.end = i + 1,
            None => out.push((i..i + 1, q)),
        }
    }
    out
}

/// Block quotes, and paragraphs that a line hands to a speaker.
fn set_apart(reader: &Reader) -> Vec<Quotation> {
    let document = reader.document;
    let mut out = Vec::new();
    for block in 0..document.blocks.len() {
        let Some(lead) = statements::lead(document, block, false) else { continue };
        let following = statements::following(document, block);
        let first = block_range(document, following.start).start;
        let opens = matches!(kind(document, first), Some(TokenKind::QuoteOpen | TokenKind::QuoteStraight));
        if following.is_empty() || opens || document.blocks.get(following.start).is_some_and(|b| b.quoted > 0) {
            continue;
        }
        let tokens = first..block_range(document, following.end - 1).end;
        let attribution = by_line(lead.speaker, lead.cue, lead.sentence);
        // "Statement of the Council": what the author says as a body is the author's voice.
        if !reader.is_author(&attribution.speaker) {
            let mut set = quotation(reader, tokens, &attribution, false);
            // A document that is headed "A message from X" and holds nothing else is X's own.
            if set.by == Voice::Unknown && is_heading(document, block) && block < OPENING {
                set.by = Voice::Own;
            }
            out.push(set);
        }
    }
    for run in statements::quoted_runs(document) {
        out.push(block_quote(reader, &run));
    }
    out
}

/// So many blocks are the opening of a document.
const OPENING: usize = 3;

fn by_line(speaker: Range<usize>, cue: Range<usize>, window: Range<usize>) -> Attribution {
    Attribution { speaker, cue, window, distanced: false, direct: true, before: true }
}

fn quotation(reader: &Reader, tokens: Range<usize>, attribution: &Attribution, block_quote: bool) -> Quotation {
    let Judgement { by, because } = reader.judge(attribution, &tokens);
    Quotation {
        tokens: stored(tokens),
        speaker: Some(stored(without_verdict(reader, attribution.speaker.clone()))).filter(|s| !s.is_empty()),
        by,
        cue: Some(stored(because.unwrap_or_else(|| attribution.cue.clone()))),
        attributed: true,
        block_quote,
        continues: None,
    }
}

/// "Sheriff Boyd, a falsehood": what the author says of the quotation is no part of the speaker's name.
fn without_verdict(reader: &Reader, speaker: Range<usize>) -> Range<usize> {
    let Some(verdict) = reader.critical(speaker.clone()) else { return speaker };
    let comma = |i: &usize| kind(reader.document, *i) == Some(TokenKind::Comma);
    let cut = (speaker.start..verdict.start).rev().find(comma);
    // "who condemned the order" is the speaker's own.
    let end = cut.filter(|&i| is(reader.document, i + 1, &["a", "an", "the"]) && verdict.start <= i + 3);
    speaker.start..end.unwrap_or(speaker.end)
}

/// A run of quoted blocks: by its last line, the line after it, or the sentence that leads in.
fn block_quote(reader: &Reader, run: &Range<usize>) -> Quotation {
    let document = reader.document;
    let whole = block_range(document, run.start).start..block_range(document, run.end - 1).end;
    let above = run.start.checked_sub(1).filter(|&b| !is_heading(document, b));
    let lead_in = above.and_then(|b| last_sentence(document, b));
    let signed = statements::signature(document, run);
    let end = signed.as_ref().map_or(whole.end, |(at, _)| *at);
    let window = lead_in.clone().unwrap_or(whole.start..whole.start);
    let name = signed.map(|(_, name)| name).or_else(|| statements::signature_after(document, run));
    let attribution = match (name, above) {
        (Some(name), _) => {
            let cue = name.clone();
            Some(Attribution { before: lead_in.is_some(), ..by_line(name, cue, window.clone()) })
        }
        (None, Some(b)) => match statements::lead(document, b, false) {
            Some(l) => Some(by_line(l.speaker, l.cue, l.sentence)),
            None => attribution::colon_lead(document, reader.core, window.clone()),
        },
        (None, None) => None,
    };
    if let Some(attribution) = attribution {
        return quotation(reader, whole.start..end, &attribution, true);
    }
    // Nobody is named: only a critical lead-in, or what is said of it next, tells.
    let because = reader.critical(window).or_else(|| reader.criticised_next(whole.end - 1));
    Quotation {
        tokens: stored(whole.start..end),
        speaker: None,
        by: if because.is_some() { Voice::Opponent } else { Voice::Unknown },
        cue: because.map(stored),
        attributed: false,
        block_quote: true,
        continues: None,
    }
}

/// What the walk over quotation marks remembers.
#[derive(Default)]
struct Walk {
    /// The last attributed quotation: its number, its attribution, its marks.
    last: Option<(usize, Attribution, Marked)>,
    /// Whether the quotation before was a mention, and its marks.
    mention: Option<Marked>,
    /// The last quotation of all, if its closing mark is missing.
    unclosed: Option<usize>,
    /// Where the last marks that are not nested ended.
    end: usize,
}

fn in_marks(reader: &Reader, out: &mut Vec<Quotation>) {
    let apart = out.len();
    let mut walk = Walk::default();
    for marked in marks::marked(reader.document) {
        let found = read_marked(reader, &marked, out, apart, &mut walk);
        if !marked.nested {
            walk.end = marked.after();
        }
        walk.unclosed = (!marked.closed).then_some(marked.block);
        out.extend(found);
    }
}

fn read_marked(
    reader: &Reader,
    marked: &Marked,
    out: &[Quotation],
    apart: usize,
    walk: &mut Walk,
) -> Option<Quotation> {
    let (document, core) = (reader.document, reader.core);
    let number = out.len();
    if marked.nested {
        return mentions::in_marks(document, core, marked, false).map(mention);
    }
    // The second half of an interrupted quotation has the first half's attribution.
    let sentence = sentence_range(document, marked.open());
    let interrupted = walk.last.clone().filter(|(_, attribution, _)| {
        let window = &attribution.window;
        !attribution.before && window.end == marked.open() && sentence.contains(&window.start)
    });
    if let Some((first, attribution, _)) = interrupted {
        walk.last = Some((number, attribution, marked.clone()));
        return out.get(first).map(|q| going_on(q, first, marked));
    }
    let from = if walk.end > block_range(document, marked.block).start { walk.end } else { 0 };
    let found = attribution::find(document, core, marked, from);
    let direct = found.as_ref().is_some_and(|a| a.direct);
    if !direct {
        let chained = walk.mention.as_ref().is_some_and(|m| is_chain(document, m.after()..marked.open()));
        if let Some(found) = mentions::in_marks(document, core, marked, chained) {
            walk.mention = Some(marked.clone());
            return Some(mention(found));
        }
    }
    walk.mention = None;
    if let Some(mut attribution) = found {
        let mut quotation = quotation(reader, marked.inside.clone(), &attribution, false);
        if is_pronoun(document, &attribution.speaker)
            && let Some((last, before, _)) = &walk.last
            && let Some(same) = out.get(*last)
        {
            // "she added": the speaker before.
            attribution.speaker = before.speaker.clone();
            let by = reader.judge(&attribution, &marked.inside).by;
            let by = if same.by == Voice::Opponent { same.by } else { by };
            quotation = Quotation { speaker: same.speaker.clone(), by, ..quotation };
        }
        walk.last = Some((number, attribution, marked.clone()));
        return Some(quotation);
    }
    floating(reader, marked, walk, number, out).or_else(|| Some(unattributed(reader, marked, out.get(..apart)?)))
}

fn going_on(first: &Quotation, number: usize, marked: &Marked) -> Quotation {
    Quotation { tokens: stored(marked.inside.clone()), continues: Some(number), block_quote: false, ..first.clone() }
}

/// Only "and", "or" and commas between two mentions.
fn is_chain(document: &Document, between: Range<usize>) -> bool {
    between.len() <= 3
        && between.clone().all(|i| !is_content(document, i) || is(document, i, &["and", "or", "nor", "to"]))
}

fn is_pronoun(document: &Document, speaker: &Range<usize>) -> bool {
    speaker.len() <= 2 && is(document, speaker.start, &["he", "she", "they", "who"])
}

/// A whole sentence in marks without a speaker, after one that has one: the same speaker.
fn floating(reader: &Reader, marked: &Marked, walk: &mut Walk, number: usize, out: &[Quotation]) -> Option<Quotation> {
    let document = reader.document;
    let (first, attribution, last) = walk.last.clone()?;
    let carried = walk.unclosed == Some(last.block);
    let near = marked.block == last.block || (marked.block == last.block + 1 && !is_heading(document, marked.block));
    let opens = sentence_range(document, marked.open()).start == marked.open();
    let ends = matches!(
        kind(document, marked.inside.end - 1),
        Some(TokenKind::Period | TokenKind::Question | TokenKind::Exclamation | TokenKind::Ellipsis)
    );
    if !near || !opens || !(ends || !marked.closed || carried) {
        return None;
    }
    walk.last = Some((number, attribution, marked.clone()));
    out.get(first).map(|q| going_on(q, first, marked))
}

/// A quotation without a speaker takes that of the block it stands in; else it may be criticised.
fn unattributed(reader: &Reader, marked: &Marked, apart: &[Quotation]) -> Quotation {
    let tokens = stored(marked.inside.clone());
    let around = apart.iter().find(|q| q.tokens.start <= tokens.start && tokens.end <= q.tokens.end);
    if let Some(around) = around {
        return Quotation { tokens, ..around.clone() };
    }
    let sentence = sentence_range(reader.document, marked.open());
    let because = reader.critical(sentence.start..marked.open()).or_else(|| reader.criticised_next(marked.inside.end));
    Quotation {
        tokens,
        speaker: None,
        by: if because.is_some() { Voice::Opponent } else { Voice::Unknown },
        cue: because.map(stored),
        attributed: false,
        block_quote: false,
        continues: None,
    }
}

#[cfg(test)]
mod tests;
