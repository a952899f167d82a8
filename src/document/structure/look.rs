//! What a block looks like: its size, its capitals, its cues. Worked out once, asked by zones and kind.

use super::cues::{self, Cue, Hit};
use crate::document::{Block, BlockKind};
use crate::words::core::Core;
use crate::words::{CAPITAL, CAPITALS, GLUED_LEFT, Token, TokenKind};

/// Words of a line that may be a name, a date or a title at most.
pub(super) const SHORT: usize = 12;
/// Words of a headline at most.
pub(super) const HEADLINE: usize = 25;

/// One block, seen from outside.
#[derive(Debug)]
pub(super) struct Look<'a> {
    /// Its prose, trimmed.
    pub(super) text: &'a str,
    /// Its tokens.
    pub(super) tokens: &'a [Token],
    /// Words and numbers.
    pub(super) words: usize,
    /// It is a heading.
    pub(super) heading: bool,
    /// A full stop, question or exclamation mark ends it, whatever quotation marks follow.
    pub(super) stopped: bool,
    /// Its cues.
    pub(super) cues: Vec<Hit>,
    /// It is short and holds a month with a number beside it, or a date in digits.
    pub(super) dated: bool,
    /// It is short and holds a telephone number.
    pub(super) phone: bool,
    /// It is short and holds an e-mail address.
    pub(super) mail: bool,
    /// It is an end mark and nothing else.
    pub(super) end_mark: bool,
}

/// Looks at every block.
pub(super) fn looks<'a>(prose: &'a str, tokens: &'a [Token], core: &Core, blocks: &[Block]) -> Vec<Look<'a>> {
    let hits = cues::find(prose);
    let mut first = 0;
    blocks
        .iter()
        .map(|block| {
            let range = block.prose.range();
            while hits.get(first).is_some_and(|h| h.start < range.start) {
                first += 1;
            }
            let cues: Vec<Hit> = hits[first..].iter().take_while(|h| h.end <= range.end).copied().collect();
            let tokens = tokens.get(block.tokens.start as usize..block.tokens.end as usize).unwrap_or(&[]);
            look(prose, prose.get(range).unwrap_or("").trim(), tokens, core, block, cues)
        })
        .collect()
}

fn look<'a>(prose: &str, text: &'a str, tokens: &'a [Token], core: &Core, block: &Block, cues: Vec<Hit>) -> Look<'a> {
    let words = tokens.iter().filter(|t| t.kind.is_content()).count();
    // Dates and numbers to call are asked of short blocks only.
    let short = if words <= 2 * HEADLINE { tokens } else { &[] };
    let heading = matches!(block.kind, BlockKind::Heading(_));
    let last = text.trim_end_matches(['"', '\u{201D}', '\u{2019}', '\'', ')', ']', '*']).chars().next_back();
    Look {
        text,
        tokens,
        words,
        heading,
        stopped: matches!(last, Some('.' | '!' | '?' | '…')),
        cues,
        dated: (0..short.len()).any(|at| is_date(prose, short, at, core)),
        phone: (0..short.len()).any(|at| is_phone(prose, short, at)),
        mail: short.iter().any(|t| t.kind == TokenKind::Address && prose[t.range()].contains('@')),
        // Markdown reads a bare `###` as a heading without text.
        end_mark: cues::is_end_mark(text) || (heading && text.bytes().all(|b| b == b'#')),
    }
}

impl Look<'_> {
    /// Where a cue of that sort stands in the prose.
    pub(super) fn cue(&self, cue: Cue) -> Option<Hit> {
        self.cues.iter().find(|h| h.cue == cue).copied()
    }

    /// Whether a cue of that sort begins it, after marks.
    pub(super) fn begins_with(&self, cue: Cue) -> bool {
        let first = self.tokens.iter().find(|t| t.kind.is_content());
        first.is_some_and(|t| self.cue(cue).is_some_and(|h| h.start <= t.start as usize))
    }

    /// A paragraph that says something: a sentence, or long.
    pub(super) fn is_real(&self) -> bool {
        !self.heading && (self.words > SHORT || (self.stopped && self.words >= 5))
    }

    /// How many of its lines are names: Title Case without a final full stop; 0 unless all are.
    pub(super) fn name_lines(&self) -> usize {
        if self.words > SHORT && !self.text.contains('\n') {
            return 0;
        }
        let mut count = 0;
        let mut rest = self.tokens;
        let base = self.tokens.first().map_or(0, |t| t.start as usize);
        let mut at = base;
        for line in self.text.split_inclusive('\n') {
            at += line.len();
            let end = rest.partition_point(|t| (t.start as usize) < at);
            if end > 0 && !is_name_line(&rest[..end]) {
                return 0;
            }
            count += usize::from(end > 0);
            rest = &rest[end..];
        }
        count
    }
}

fn is_name_line(tokens: &[Token]) -> bool {
    let words: Vec<&Token> = tokens.iter().filter(|t| t.kind == TokenKind::Word && !t.has(GLUED_LEFT)).collect();
    // "of", "and", "the" and the like have no capital.
    let long = |t: &&&Token| t.end - t.start > 3;
    let low = words.iter().filter(long).filter(|t| !t.has(CAPITAL)).count();
    let high = words.iter().filter(|t| t.has(CAPITAL)).count();
    let sentence = |t: &Token| matches!(t.kind, TokenKind::Question | TokenKind::Exclamation | TokenKind::Colon);
    let stop = tokens.last().is_some_and(|t| t.kind == TokenKind::Period) && high <= words.len() / 2;
    (1..=SHORT).contains(&words.len()) && high > 0 && low * 4 <= words.len() && !tokens.iter().any(sentence) && !stop
}

/// A month with a number within two tokens, or `2020-06-02`, `6/2/2020`.
fn is_date(prose: &str, tokens: &[Token], at: usize, core: &Core) -> bool {
    let number = |i: usize| tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number);
    if core.months.longest_at(tokens, at) > 0 {
        return number(at + 1) || number(at + 2) || (at > 0 && number(at - 1));
    }
    let digits = |i: usize| tokens.get(i).map_or(0, |t| t.end - t.start);
    let slashed = (at..at + 5).step_by(2).all(number)
        && tokens[at + 1].kind == TokenKind::Slash
        && tokens[at + 3].kind == TokenKind::Slash;
    let joined = number(at) && number(at + 1) && number(at + 2) && tokens[at + 1].has(GLUED_LEFT);
    let year = joined && digits(at) == 4 && prose[tokens[at].range()].starts_with("20");
    slashed || (year && digits(at + 1) <= 2)
}

/// `(415) 555-0123`, `415.555.0123`, `0427 604 760`.
fn is_phone(prose: &str, tokens: &[Token], at: usize) -> bool {
    let text = |t: &Token| prose.get(t.range()).unwrap_or("");
    let Some(first) = tokens.get(at).filter(|t| t.kind == TokenKind::Number).map(text) else { return false };
    if first.len() == 12 && first.split('.').map(str::len).eq([3, 3, 4]) {
        return true;
    }
    let joins = |t: &&Token| {
        matches!(t.kind, TokenKind::Number | TokenKind::Open | TokenKind::Close | TokenKind::Dash | TokenKind::Other)
    };
    let mut groups = tokens[at..].iter().take(6).take_while(joins).filter(|t| t.kind == TokenKind::Number).map(text);
    let digits = |g: Option<&str>| g.filter(|g| g.bytes().all(|b| b.is_ascii_digit())).map_or(0, str::len);
    let sizes = (digits(groups.next()), digits(groups.next()), digits(groups.next()));
    sizes == (3, 3, 4) || (sizes == (4, 3, 3) && first.starts_with('0'))
}

/// Whether most words are set in capitals.
pub(super) fn shouts(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|t| t.kind == TokenKind::Word).count();
    tokens.iter().filter(|t| t.has(CAPITALS)).count() * 2 > words
}
