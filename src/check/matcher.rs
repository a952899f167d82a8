//! Steps a compiled pattern through tokens. Time is bounded by the longest match times the nodes of a pattern.

use rustc_hash::FxHashMap;

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

/// One attempt: what is stepped over what, from which token.
#[derive(Clone, Copy)]
struct Run<'a> {
    program: &'a Program,
    slots: &'a dyn Slots,
    view: View<'a>,
    at: usize,
    /// Whether gaps pass over negators.
    negators: bool,
}

/// A place in a pattern with the words that gaps have passed over so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    node: NodeId,
    gap: u8,
    /// The last step only passed over a mark: no match may end here.
    slack: bool,
}

/// Where each step leads, by the number of tokens ahead of the start.
type Agenda = Vec<Vec<State>>;

/// Buffers that are used again for every match, and what slots were found in the view at hand.
#[derive(Debug, Default)]
pub(super) struct Matcher {
    agenda: Agenda,
    /// Agendas of slots within patterns.
    spare: Vec<Agenda>,
    lengths: Vec<usize>,
    /// The lengths that a data slot has at a token of the view, with gaps passing over negators or not.
    slots: FxHashMap<(u32, u32, bool), Box<[usize]>>,
}

impl Matcher {
    /// Forgets what was found in another view; to be called before the first match in a view.
    pub(super) fn begin(&mut self) {
        self.slots.clear();
    }

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
        let token = view.tokens[at];
        if !can_begin(program, pattern, token) || token.kind.is_passed_over() {
            return None;
        }
        let run = Run { program, slots, view, at, negators: true };
        let end = self.best(run, pattern)?;
        let hit = Hit { start: at, end, negator: None };
        let negator = (at..end).find(|&i| program.core.negators.longest_at(view.tokens, i) > 0);
        // A negator that only a gap covers denies the match; one that the pattern asks for belongs to it.
        match negator {
            Some(first) => match self.best(Run { negators: false, ..run }, pattern) {
                Some(end) => Some(Hit { end, ..hit }),
                None => Some(Hit { negator: Some(first), ..hit }),
            },
            None => Some(hit),
        }
    }

    /// The end of the best match.
    fn best(&mut self, run: Run<'_>, pattern: PatternId) -> Option<usize> {
        let mut best: Option<(u8, usize)> = None;
        self.run(run, pattern, &mut |gap, end| {
            if best.is_none_or(|(g, e)| gap < g || (gap == g && end > e)) {
                best = Some((gap, end));
            }
        });
        best.map(|(_, end)| end)
    }

    /// Steps a pattern from the run's token and tells of every end: gap words, and one past the last token.
    fn run(&mut self, run: Run<'_>, pattern: PatternId, accept: &mut dyn FnMut(u8, usize)) {
        let most = LONGEST_MATCH.min(run.view.tokens.len() - run.at) + 1;
        while self.agenda.len() < most {
            self.agenda.push(Vec::new());
        }
        let start = run.program.patterns[pattern as usize].start;
        self.agenda[0].clear();
        self.agenda[0].push(State { node: start, gap: 0, slack: false });
        // How far steps have led: lists beyond it hold what an earlier run left.
        let mut reached = 0;
        let mut ahead = 0;
        while ahead <= reached && ahead < most {
            let mut i = 0;
            while i < self.agenda[ahead].len() {
                let state = self.agenda[ahead][i];
                i += 1;
                match &run.program.nodes[state.node as usize].op {
                    Op::Accept => {
                        if !state.slack && ahead > 0 {
                            accept(state.gap, run.at + ahead);
                        }
                    }
                    Op::Split(a, b) => {
                        self.add(ahead, &mut reached, State { node: *a, ..state });
                        self.add(ahead, &mut reached, State { node: *b, ..state });
                    }
                    _ => self.step(run, ahead, &mut reached, state),
                }
            }
            ahead += 1;
        }
    }

    /// The lengths that a data slot has at a token; found once a view.
    fn data(&mut self, run: Run<'_>, slot: u32, position: usize, out: &mut Vec<usize>) {
        let place = (slot, position as u32, run.negators);
        if let Some(known) = self.slots.get(&place) {
            out.extend_from_slice(known);
            return;
        }
        let token = run.view.tokens[position];
        let mut lengths = Vec::new();
        for &pattern in &run.program.data_slots[slot as usize] {
            if can_begin(run.program, pattern, token) {
                let outer = std::mem::replace(&mut self.agenda, self.spare.pop().unwrap_or_default());
                self.run(Run { at: position, ..run }, pattern, &mut |_, end| lengths.push(end - position));
                let inner = std::mem::replace(&mut self.agenda, outer);
                self.spare.push(inner);
            }
        }
        lengths.sort_unstable();
        lengths.dedup();
        out.extend_from_slice(&lengths);
        self.slots.insert(place, lengths.into());
    }

    fn add(&mut self, ahead: usize, reached: &mut usize, state: State) {
        if ahead >= self.agenda.len() {
            return;
        }
        while *reached < ahead {
            *reached += 1;
            self.agenda[*reached].clear();
        }
        let list = &mut self.agenda[ahead];
        match list.iter().find(|s| s.node == state.node && s.slack == state.slack) {
            Some(known) if known.gap <= state.gap => {}
            // A better way to a node that was expanded already must be expanded again.
            _ => list.push(state),
        }
    }

    fn step(&mut self, run: Run<'_>, ahead: usize, reached: &mut usize, state: State) {
        let Run { program, slots, view, at, negators } = run;
        let position = at + ahead;
        let node = &program.nodes[state.node as usize];
        let next = State { node: node.next, gap: state.gap, slack: false };
        let token = view.tokens.get(position);
        match &node.op {
            Op::Start => {
                // A clause number ("2.2", "(b)") stands before the sentence.
                let number = |t: &Token| !t.kind.is_content() || t.kind == TokenKind::Number || t.end - t.start == 1;
                if position < 5 && view.tokens[..position].iter().all(number) {
                    self.add(ahead, reached, State { slack: state.slack, ..next });
                }
                return;
            }
            Op::End => {
                if view.tokens[position..].iter().all(|t| !t.kind.is_content()) {
                    self.add(ahead, reached, State { slack: state.slack, ..next });
                }
                return;
            }
            Op::Noun => {
                if is_noun(view.tokens, position, &program.core.not_nouns) {
                    self.add(ahead, reached, State { slack: state.slack, ..next });
                }
                return;
            }
            _ => {}
        }
        let Some(&token) = token else { return };
        match &node.op {
            Op::Word(words, shape) => {
                if words.binary_search(&token.word).is_ok() && token.word != 0 && fits(token, *shape, view.any_case) {
                    self.advance(view, position, ahead, reached, 1, next, shape.possessive);
                }
            }
            Op::Lexicon(number, shape) => {
                let lexicon = &program.lexicons[*number as usize].1;
                let mut lengths = std::mem::take(&mut self.lengths);
                lengths.clear();
                lengths.extend(lexicon.lengths(view.tokens, position, view.any_case));
                for &length in &lengths {
                    self.advance(view, position, ahead, reached, length, next, shape.possessive);
                }
                self.lengths = lengths;
            }
            Op::Slot(slot) => {
                let mut lengths = std::mem::take(&mut self.lengths);
                lengths.clear();
                slots.lengths(*slot, view, position, &mut lengths);
                for &length in &lengths {
                    self.advance(view, position, ahead, reached, length, next, true);
                }
                self.lengths = lengths;
            }
            Op::Data(slot) => {
                let mut lengths = std::mem::take(&mut self.lengths);
                lengths.clear();
                self.data(run, *slot, position, &mut lengths);
                for &length in &lengths {
                    self.advance(view, position, ahead, reached, length, next, true);
                }
                self.lengths = lengths;
            }
            Op::Mark(kind) => {
                if token.kind == *kind || (kind == &TokenKind::QuoteStraight && token.kind.is_passed_over()) {
                    self.add(ahead + 1, reached, next);
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
                    self.add(ahead + 1, reached, State { gap: state.gap.saturating_add(1), ..next });
                }
            }
            Op::Start | Op::End | Op::Noun | Op::Split(..) | Op::Accept => {}
        }
        // Quotation marks between two words are passed over.
        if ahead > 0 && token.kind.is_passed_over() {
            self.add(ahead + 1, reached, State { slack: true, ..state });
        }
    }

    /// Goes on after `length` tokens; an unseen possessive may follow.
    fn advance(
        &mut self,
        view: View<'_>,
        position: usize,
        ahead: usize,
        reached: &mut usize,
        length: usize,
        next: State,
        possessive: bool,
    ) {
        self.add(ahead + length, reached, next);
        let after = view.tokens.get(position + length);
        // `'s` is the only clitic that is one letter after its mark.
        if possessive && after.is_some_and(|t| t.has(CLITIC) && t.end - t.start <= 4 && is_possessive(*t)) {
            self.add(ahead + length + 1, reached, State { slack: true, ..next });
        }
    }
}

/// Whether a pattern can begin with a token.
fn can_begin(program: &Program, pattern: PatternId, token: Token) -> bool {
    let pattern = &program.patterns[pattern as usize];
    let Some(words) = &pattern.first else { return true };
    (pattern.capital && token.has(CAPITAL)) || (token.word != 0 && words.binary_search(&token.word).is_ok())
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
