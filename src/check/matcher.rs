//! Steps a compiled pattern through tokens. Time is bounded by the longest match times the nodes of a pattern.

use crate::rule::program::{LONGEST_MATCH, NodeId, Op, PatternId, Program, Shape};
use crate::words::lexicon::Lexicon;
use crate::words::{CAPITAL, CAPITALS, CLITIC, GLUED_LEFT, GLUED_RIGHT, Token, TokenKind};

/// The tokens that a pattern is tried on: those of one sentence, or a list's stem and one of its items.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    /// The tokens.
    pub(super) tokens: &'a [Token],
    /// Capitals say nothing here: a heading, a line in capitals.
    pub(super) any_case: bool,
}

/// What fills the code slots of a pattern; gives token lengths at a place.
pub(super) trait Slots {
    /// Adds the lengths, in tokens, that `slot` has at token `at` of the view.
    fn lengths(&self, slot: crate::rule::program::Slot, view: View<'_>, at: usize, out: &mut Vec<usize>);
}

/// A match: tokens of the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// First token.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
    /// A negator that a gap passed over.
    pub(super) negator: Option<usize>,
}

/// A place in a pattern with the words that gaps have passed over so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    node: NodeId,
    gap: u8,
    /// The last step only passed over a mark: no match may end here.
    slack: bool,
}

/// Buffers that are used again for every match.
#[derive(Debug, Default)]
pub(super) struct Matcher {
    agenda: Vec<Vec<State>>,
    lengths: Vec<usize>,
}

impl Matcher {
    /// The matches of a pattern that start at one of `starts`, leftmost first, none overlapping another.
    pub(super) fn find(
        &mut self,
        program: &Program,
        slots: &dyn Slots,
        pattern: PatternId,
        view: View<'_>,
        starts: std::ops::RangeInclusive<usize>,
        out: &mut Vec<Hit>,
    ) {
        let mut at = *starts.start();
        while at <= *starts.end() && at < view.tokens.len() {
            match self.at(program, slots, pattern, view, at) {
                Some(hit) => {
                    at = hit.end.max(at + 1);
                    out.push(hit);
                }
                None => at += 1,
            }
        }
    }

    /// The match of a pattern that starts at a token: fewest gap words first, then the longest.
    pub(super) fn at(
        &mut self,
        program: &Program,
        slots: &dyn Slots,
        pattern: PatternId,
        view: View<'_>,
        at: usize,
    ) -> Option<Hit> {
        if view.tokens[at].kind.is_passed_over() {
            return None;
        }
        let end = self.run(program, slots, pattern, view, at, true)?;
        let hit = Hit { start: at, end, negator: None };
        let negators: Vec<usize> =
            (at..end).filter(|&i| program.core.negators.longest_at(view.tokens, i) > 0).collect();
        // A negator that only a gap covers denies the match; one that the pattern asks for belongs to it.
        match negators.first() {
            Some(&first) => match self.run(program, slots, pattern, view, at, false) {
                Some(end) => Some(Hit { end, ..hit }),
                None => Some(Hit { negator: Some(first), ..hit }),
            },
            None => Some(hit),
        }
    }

    /// The end of the best match from `at`; with `negators`, gaps pass over them.
    fn run(
        &mut self,
        program: &Program,
        slots: &dyn Slots,
        pattern: PatternId,
        view: View<'_>,
        at: usize,
        negators: bool,
    ) -> Option<usize> {
        let most = LONGEST_MATCH.min(view.tokens.len() - at) + 1;
        while self.agenda.len() < most {
            self.agenda.push(Vec::new());
        }
        for list in &mut self.agenda[..most] {
            list.clear();
        }
        let start = program.patterns[pattern as usize].start;
        self.agenda[0].push(State { node: start, gap: 0, slack: false });
        let mut best: Option<(u8, usize)> = None;
        for ahead in 0..most {
            let mut i = 0;
            while i < self.agenda[ahead].len() {
                let state = self.agenda[ahead][i];
                i += 1;
                let position = at + ahead;
                match &program.nodes[state.node as usize].op {
                    Op::Accept => {
                        let better =
                            best.is_none_or(|(gap, end)| state.gap < gap || (state.gap == gap && position > end));
                        if !state.slack && ahead > 0 && better {
                            best = Some((state.gap, position));
                        }
                    }
                    Op::Split(a, b) => {
                        self.add(ahead, State { node: *a, ..state });
                        self.add(ahead, State { node: *b, ..state });
                    }
                    _ => self.step(program, slots, view, at, ahead, state, negators),
                }
            }
        }
        best.map(|(_, end)| end)
    }

    fn add(&mut self, ahead: usize, state: State) {
        let Some(list) = self.agenda.get_mut(ahead) else { return };
        match list.iter_mut().find(|s| s.node == state.node && s.slack == state.slack) {
            // A better way to a node that was expanded already must be expanded again.
            Some(known) if known.gap <= state.gap => {}
            _ => list.push(state),
        }
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "one step needs the whole of the run's state, and a struct of it would only be unpacked here"
    )]
    fn step(
        &mut self,
        program: &Program,
        slots: &dyn Slots,
        view: View<'_>,
        start: usize,
        ahead: usize,
        state: State,
        negators: bool,
    ) {
        let position = start + ahead;
        let node = &program.nodes[state.node as usize];
        let next = State { node: node.next, gap: state.gap, slack: false };
        let token = view.tokens.get(position);
        match &node.op {
            Op::Start => {
                if view.tokens[..position].iter().all(|t| !t.kind.is_content()) {
                    self.add(ahead, State { slack: state.slack, ..next });
                }
                return;
            }
            Op::End => {
                if view.tokens[position..].iter().all(|t| !t.kind.is_content()) {
                    self.add(ahead, State { slack: state.slack, ..next });
                }
                return;
            }
            Op::Noun => {
                if is_noun(view.tokens, position, &program.core.not_nouns) {
                    self.add(ahead, State { slack: state.slack, ..next });
                }
                return;
            }
            _ => {}
        }
        let Some(&token) = token else { return };
        match &node.op {
            Op::Word(words, shape) => {
                if words.binary_search(&token.word).is_ok() && token.word != 0 && fits(token, *shape, view.any_case) {
                    self.advance(view, position, ahead, 1, next, shape.possessive);
                }
            }
            Op::Lexicon(number, shape) => {
                let lexicon = &program.lexicons[*number as usize].1;
                let mut lengths = std::mem::take(&mut self.lengths);
                lengths.clear();
                lengths.extend(lexicon.lengths(view.tokens, position, view.any_case));
                for &length in &lengths {
                    self.advance(view, position, ahead, length, next, shape.possessive);
                }
                self.lengths = lengths;
            }
            Op::Slot(slot) => {
                let mut lengths = std::mem::take(&mut self.lengths);
                lengths.clear();
                slots.lengths(*slot, view, position, &mut lengths);
                for &length in &lengths {
                    self.advance(view, position, ahead, length, next, true);
                }
                self.lengths = lengths;
            }
            Op::Mark(kind) => {
                if token.kind == *kind || (kind == &TokenKind::QuoteStraight && token.kind.is_passed_over()) {
                    self.add(ahead + 1, next);
                }
            }
            Op::Any => {
                let passes = !matches!(
                    token.kind,
                    TokenKind::Comma
                        | TokenKind::Semicolon
                        | TokenKind::Colon
                        | TokenKind::Dash
                        | TokenKind::Open
                        | TokenKind::Close
                        | TokenKind::Question
                        | TokenKind::Exclamation
                        | TokenKind::Ellipsis
                );
                let denied = !negators && program.core.negators.longest_at(view.tokens, position) > 0;
                if passes && !denied && !token.kind.is_passed_over() {
                    self.add(ahead + 1, State { gap: state.gap.saturating_add(1), ..next });
                }
            }
            Op::Start | Op::End | Op::Noun | Op::Split(..) | Op::Accept => {}
        }
        // Quotation marks between two words are passed over.
        if ahead > 0 && token.kind.is_passed_over() {
            self.add(ahead + 1, State { slack: true, ..state });
        }
    }

    /// Goes on after `length` tokens; an unseen possessive may follow.
    fn advance(&mut self, view: View<'_>, position: usize, ahead: usize, length: usize, next: State, possessive: bool) {
        self.add(ahead + length, next);
        let after = view.tokens.get(position + length);
        // `'s` is the only clitic that is one letter after its mark.
        if possessive && after.is_some_and(|t| t.has(CLITIC) && t.end - t.start <= 4 && is_possessive(*t)) {
            self.add(ahead + length + 1, State { slack: true, ..next });
        }
    }
}

/// `'s` takes two bytes, `’s` four; `'m` and `'d` are as long, but follow pronouns, which have no possessive.
fn is_possessive(token: Token) -> bool {
    matches!(token.end - token.start, 2 | 4)
}

fn fits(token: Token, shape: Shape, any_case: bool) -> bool {
    (!shape.capital || any_case || token.has(CAPITAL) || token.has(CAPITALS))
        && (shape.glue_left || !token.has(GLUED_LEFT))
        && (shape.glue_right || !token.has(GLUED_RIGHT))
}

/// Whether what stands before `position` is used as a noun: a mark, a function word, a verb or an adverb follows.
fn is_noun(tokens: &[Token], position: usize, not_nouns: &Lexicon) -> bool {
    if position > 0 && tokens[position - 1].has(GLUED_RIGHT) {
        return false;
    }
    match tokens.get(position) {
        None => true,
        Some(t) if !t.kind.is_content() => !t.kind.is_passed_over() || is_noun(tokens, position + 1, not_nouns),
        Some(t) => t.has(CLITIC) || not_nouns.longest_at(tokens, position) > 0,
    }
}
