//! Steps a compiled pattern through tokens. Time is bounded by the longest match times the nodes of a pattern.

use rustc_hash::FxHashMap;

use super::present::Present;
use crate::rule::program::{LONGEST_MATCH, NodeId, Op, PatternId, Program, Shape, Slot};
use crate::words::lexicon::Lexicon;
use crate::words::{CAPITAL, CAPITALS, CLITIC, GLUED_LEFT, GLUED_RIGHT, Token, TokenKind, WordId};

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
#[derive(Debug, Default)]
struct Agenda {
    lists: Vec<Vec<State>>,
    /// How far steps have led: lists beyond it hold what an earlier run left.
    reached: usize,
}

impl Agenda {
    /// Begins anew, for matches of fewer than `most` tokens.
    fn begin(&mut self, start: State, most: usize) {
        while self.lists.len() < most {
            self.lists.push(Vec::new());
        }
        self.reached = 0;
        self.lists[0].clear();
        self.lists[0].push(start);
    }

    fn add(&mut self, ahead: usize, state: State) {
        if ahead >= self.lists.len() {
            return;
        }
        while self.reached < ahead {
            self.reached += 1;
            self.lists[self.reached].clear();
        }
        let list = &mut self.lists[ahead];
        match list.iter().find(|s| s.node == state.node && s.slack == state.slack) {
            Some(known) if known.gap <= state.gap => {}
            // A better way to a node that was expanded already must be expanded again.
            _ => list.push(state),
        }
    }
}

/// Buffers that are used again for every match, and what slots were found in the view at hand.
#[derive(Debug, Default)]
pub(super) struct Matcher {
    agenda: Agenda,
    /// Agendas of slots within patterns.
    spare: Vec<Agenda>,
    lengths: Vec<usize>,
    /// The lengths that a data slot has at a token of the view, with gaps passing over negators or not.
    slots: FxHashMap<(u32, u32, bool), Box<[usize]>>,
    /// Where the words stand that patterns need, if the view was begun with them.
    pub(super) present: Present,
}

impl Matcher {
    /// Forgets what was found in another view; to be called before the first match in a view.
    pub(super) fn begin(&mut self) {
        self.slots.clear();
    }

    /// The same for a view on which many patterns are tried: looks up once where the words stand that they need.
    pub(super) fn begin_with_needs(&mut self, view: View<'_>, program: &Program) {
        self.slots.clear();
        self.present.begin(view, program);
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
        let start = run.program.patterns[pattern as usize].start;
        self.agenda.begin(State { node: start, gap: 0, slack: false }, most);
        let mut ahead = 0;
        while ahead <= self.agenda.reached && ahead < most {
            let mut i = 0;
            while i < self.agenda.lists[ahead].len() {
                let state = self.agenda.lists[ahead][i];
                i += 1;
                match &run.program.nodes[state.node as usize].op {
                    Op::Accept => {
                        if !state.slack && ahead > 0 {
                            accept(state.gap, run.at + ahead);
                        }
                    }
                    Op::Split(a, b) => {
                        self.agenda.add(ahead, State { node: *a, ..state });
                        self.agenda.add(ahead, State { node: *b, ..state });
                    }
                    Op::Choice(by_word, others) => self.choose(run, ahead, state, by_word, others),
                    Op::Start | Op::End | Op::Noun => self.test(run, ahead, state),
                    _ => self.step(run, ahead, state),
                }
            }
            ahead += 1;
        }
    }

    /// The lengths that a data slot has at a token; found once a view.
    fn data(&mut self, run: Run<'_>, slot: u32, position: usize, out: &mut Vec<usize>) {
        let token = run.view.tokens[position];
        let first = run.program.slot_first[slot as usize];
        let named = first.capital && token.has(CAPITAL);
        if first.known && !named && (token.word == 0 || !run.program.sets[first.set as usize].holds(token.word)) {
            return;
        }
        let place = (slot, position as u32, run.negators);
        if let Some(known) = self.slots.get(&place) {
            out.extend_from_slice(known);
            return;
        }
        let mut lengths = Vec::new();
        for &pattern in &run.program.data_slots[slot as usize] {
            let needs = &run.program.patterns[pattern as usize].needs;
            let near = needs.iter().all(|&need| self.present.near(need, position));
            if near && can_begin(run.program, pattern, token) {
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

    /// Of many ways, those that begin with the token at hand or with something else than a word.
    fn choose(&mut self, run: Run<'_>, ahead: usize, state: State, by_word: &[(WordId, NodeId)], others: &[NodeId]) {
        for &node in others {
            self.agenda.add(ahead, State { node, ..state });
        }
        let Some(&token) = run.view.tokens.get(run.at + ahead) else { return };
        if token.word != 0 {
            let from = by_word.partition_point(|(word, _)| *word < token.word);
            for (_, node) in by_word[from..].iter().take_while(|(word, _)| *word == token.word) {
                self.agenda.add(ahead, State { node: *node, ..state });
            }
        }
        self.pass_over(ahead, state, token);
    }

    /// Quotation marks between two words are passed over.
    fn pass_over(&mut self, ahead: usize, state: State, token: Token) {
        if ahead > 0 && token.kind.is_passed_over() {
            self.agenda.add(ahead + 1, State { slack: true, ..state });
        }
    }

    /// A test that takes no token.
    fn test(&mut self, run: Run<'_>, ahead: usize, state: State) {
        let tokens = run.view.tokens;
        let position = run.at + ahead;
        let node = &run.program.nodes[state.node as usize];
        // A clause number ("2.2", "(b)") stands before the sentence.
        let number = |t: &Token| !t.kind.is_content() || t.kind == TokenKind::Number || t.end - t.start == 1;
        let met = match node.op {
            Op::Start => position < 5 && tokens[..position].iter().all(number),
            Op::End => tokens[position..].iter().all(|t| !t.kind.is_content()),
            Op::Noun => is_noun(tokens, position, &run.program.core.not_nouns),
            _ => false,
        };
        if met {
            self.agenda.add(ahead, State { node: node.next, ..state });
        }
    }

    /// A step over tokens.
    fn step(&mut self, run: Run<'_>, ahead: usize, state: State) {
        let position = run.at + ahead;
        let Some(&token) = run.view.tokens.get(position) else { return };
        let node = &run.program.nodes[state.node as usize];
        let gap = state.gap.saturating_add(u8::from(node.op == Op::Any));
        let mut lengths = std::mem::take(&mut self.lengths);
        lengths.clear();
        self.lengths_of(run, &node.op, position, token, &mut lengths);
        for &length in &lengths {
            self.agenda.add(ahead + length, State { node: node.next, gap, slack: false });
            let after = run.view.tokens.get(position + length);
            // A possessive may follow unseen.
            if has_possessive(&node.op) && after.is_some_and(|t| is_possessive(*t)) {
                self.agenda.add(ahead + length + 1, State { node: node.next, gap, slack: true });
            }
        }
        self.lengths = lengths;
        self.pass_over(ahead, state, token);
    }

    /// How many tokens a step can take at a place.
    fn lengths_of(&mut self, run: Run<'_>, op: &Op, position: usize, token: Token, out: &mut Vec<usize>) {
        let view = run.view;
        match op {
            Op::Word(words, shape) => {
                let word = token.word != 0 && words.binary_search(&token.word).is_ok();
                out.extend((word && fits(token, *shape, view.any_case)).then_some(1));
            }
            Op::Lexicon(number, _) => {
                if token.word == 0 || !run.program.sets[*number as usize].holds(token.word) {
                    return;
                }
                out.extend(run.program.lexicons[*number as usize].1.lengths(view.tokens, position, view.any_case));
            }
            Op::Slot(slot) => {
                let names = matches!(slot, Slot::Org | Slot::Person | Slot::We);
                let ours = *slot == Slot::We && run.program.we.contains(&token.word);
                if !names || ours || token.has(CAPITAL) {
                    run.slots.lengths(*slot, view, position, out);
                }
            }
            Op::Data(slot) => self.data(run, *slot, position, out),
            Op::Mark(kind) => {
                let quote = *kind == TokenKind::QuoteStraight && token.kind.is_passed_over();
                out.extend((token.kind == *kind || quote).then_some(1));
            }
            Op::Any => {
                let denied = || !run.negators && run.program.core.negators.longest_at(view.tokens, position) > 0;
                out.extend((goes_over(token.kind) && !denied()).then_some(1));
            }
            Op::Start | Op::End | Op::Noun | Op::Split(..) | Op::Choice(..) | Op::Accept => {}
        }
    }
}

/// Whether a gap may go over a token: no mark that ends a clause, and no quotation mark.
fn goes_over(kind: TokenKind) -> bool {
    use TokenKind::{Close, Colon, Comma, Dash, Ellipsis, Exclamation, Open, Question, Semicolon};
    let ends = matches!(kind, Comma | Semicolon | Colon | Dash | Open | Close | Question | Exclamation | Ellipsis);
    !ends && !kind.is_passed_over()
}

/// Whether a possessive may follow a step unseen: inflected words, lexicons and slots.
fn has_possessive(op: &Op) -> bool {
    match op {
        Op::Word(_, shape) | Op::Lexicon(_, shape) => shape.possessive,
        Op::Slot(_) | Op::Data(_) => true,
        _ => false,
    }
}

/// Whether a pattern can begin with a token.
fn can_begin(program: &Program, pattern: PatternId, token: Token) -> bool {
    let Some(first) = &program.patterns[pattern as usize].first else { return true };
    let word = token.word;
    (first.capital && token.has(CAPITAL))
        || (word != 0
            && (first.words.binary_search(&word).is_ok()
                || first.sets.iter().any(|&set| program.sets[set as usize].holds(word))))
}

/// `'s` takes two bytes, `’s` four; `'m` and `'d` are as long, but follow pronouns, which have no possessive.
fn is_possessive(token: Token) -> bool {
    token.has(CLITIC) && matches!(token.end - token.start, 2 | 4)
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
        Some(t) => t.has(CLITIC) || t.kind == TokenKind::Number || not_nouns.longest_at(tokens, position) > 0,
    }
}
