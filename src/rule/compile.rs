//! Turns pattern trees into nodes, and finds the words that a pattern cannot do without.

mod anchors;

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::pattern::{Item, PatternMistake, Word};
use anchors::Anchor;
pub(super) use anchors::Memory;

use super::program::{LONGEST_MATCH, NeedId, Node, NodeId, Op, Pattern, PatternId, Program, Shape, Slot};
use crate::words::inflect::Irregular;
use crate::words::{CAPITAL, CLITIC, GLUED_LEFT, GLUED_RIGHT, Vocabulary, WordId, did_you_mean, fold, tokenize};

/// The most nodes that one pattern may need; inlined slots count.
const MOST_NODES: usize = 20_000;

/// What patterns are compiled against.
pub(super) struct Compiler<'a> {
    pub(super) program: &'a mut Program,
    pub(super) vocabulary: &'a mut Vocabulary,
    pub(super) irregular: &'a Irregular,
    /// Data slots: name to the trees of their patterns.
    pub(super) slots: &'a BTreeMap<String, Vec<Vec<Item>>>,
    /// The slots that are being filled in, outermost first: in a slot, its own name means the lexicon.
    pub(super) inside: Vec<String>,
    /// What was worked out before.
    pub(super) memory: &'a mut Memory,
    /// What waits until all words are known.
    pub(super) later: &'a mut Later,
}

/// Words that stand so often in a million stand in most sentences.
const COMMON: u64 = 30_000;

/// The words that each token of a pattern word stands for, sorted, with their shapes.
type Steps = Rc<[(Vec<WordId>, Shape)]>;

/// Words of which a pattern needs one, and how many tokens behind the part before they can stand.
type Wanting = (Vec<WordId>, u8);

/// What waits until all words are known.
#[derive(Debug, Default)]
pub(super) struct Later {
    /// Nodes of words that begin so.
    prefixes: Vec<(NodeId, String)>,
    /// What patterns need besides their anchors.
    needs: Vec<(usize, Vec<Wanting>)>,
}

impl<'a> Compiler<'a> {
    /// Compiles a tree and gives it a number; `anchored` asks for a word that it cannot do without.
    ///
    /// # Errors
    /// A name that is no slot and no lexicon; a pattern that needs no word, or too many.
    pub(super) fn pattern(&mut self, items: &[Item], text: &str, anchored: bool) -> Result<PatternId, PatternMistake> {
        let whole = 0..text.len();
        let first = self.program.nodes.len();
        let accept = self.node(Op::Accept, 0);
        let start = self.sequence(items, accept)?;
        if self.program.nodes.len() - first > MOST_NODES {
            return Err(PatternMistake {
                message: "this pattern is too large".into(),
                help: "split it into several matches".into(),
                at: whole,
            });
        }
        let (shortest, _) = self.lengths(items);
        if shortest > LONGEST_MATCH {
            return Err(PatternMistake {
                message: format!("this pattern needs {shortest} words; a match holds at most {LONGEST_MATCH}"),
                help: "look for the part that decides".into(),
                at: whole,
            });
        }
        let (anchor, needs) = self.anchors(items);
        let anchor = match anchor {
            Some(anchor) => anchor,
            // A condition is tried around a match only, so it may do without.
            None if !anchored => Anchor { words: Vec::new(), cost: 0, before: 0, start: 0 },
            None => {
                return Err(PatternMistake {
                    message: "this pattern has no word that it cannot do without".into(),
                    help: "take a word out of the brackets, or add one that must stand there".into(),
                    at: whole,
                });
            }
        };
        let anchors = anchor.words;
        // Exceptions and conditions are tried around a match only, where nobody asks what they need.
        if anchored {
            self.later.needs.push((self.program.patterns.len(), wanted(needs)));
        }
        self.program.patterns.push(Pattern {
            start,
            anchors,
            before: anchor.before.min(LONGEST_MATCH),
            needs: Vec::new(),
            first: None,
        });
        Ok((self.program.patterns.len() - 1) as PatternId)
    }

    fn node(&mut self, op: Op, next: NodeId) -> NodeId {
        self.program.nodes.push(Node { op, next });
        (self.program.nodes.len() - 1) as NodeId
    }

    /// Compiles back to front, so that every node knows the one after it.
    fn sequence(&mut self, items: &[Item], next: NodeId) -> Result<NodeId, PatternMistake> {
        let mut next = next;
        for item in items.iter().rev() {
            next = self.item(item, next)?;
        }
        Ok(next)
    }

    fn item(&mut self, item: &Item, next: NodeId) -> Result<NodeId, PatternMistake> {
        Ok(match item {
            Item::Word(word) => self.word(word, next),
            Item::Name(name, at) => self.name(name, at, next)?,
            Item::Group { alternatives, optional } => {
                let mut start = if *optional { Some(next) } else { None };
                for alternative in alternatives.iter().rev() {
                    let one = self.sequence(alternative, next)?;
                    start = Some(match start {
                        Some(other) => self.node(Op::Split(one, other), 0),
                        None => one,
                    });
                }
                start.unwrap_or(next)
            }
            Item::Gap(most) => {
                let mut start = next;
                for _ in 0..*most {
                    let any = self.node(Op::Any, start);
                    start = self.node(Op::Split(next, any), 0);
                }
                start
            }
            Item::Mark(kind) => self.node(Op::Mark(*kind), next),
            Item::Start => self.node(Op::Start, next),
            Item::End => self.node(Op::End, next),
            Item::Noun => self.node(Op::Noun, next),
        })
    }

    /// The words that each token of a pattern word stands for, with their shapes.
    fn steps(&mut self, word: &Word) -> Steps {
        if let Some(known) = self.memory.steps.get(&word.form).and_then(|all| all.get(&word.text)) {
            return Rc::clone(known);
        }
        let mut tokens = Vec::new();
        tokenize(&word.text, 0, word.text.len(), self.vocabulary, &mut tokens);
        let last = tokens.iter().rposition(|t| t.kind.is_content()).unwrap_or(0);
        let mut steps = Vec::new();
        for (i, token) in tokens.iter().enumerate().filter(|(_, t)| t.kind.is_content()) {
            let raw = &word.text[token.range()];
            let words: Vec<WordId> = match word.form {
                Some(form) if i == last => {
                    self.irregular.forms(raw, form).iter().map(|f| self.vocabulary.intern(f)).collect()
                }
                _ => vec![self.vocabulary.intern(&fold(raw))],
            };
            let shape = Shape {
                capital: token.has(CAPITAL) && !token.has(CLITIC),
                glue_left: token.has(GLUED_LEFT),
                glue_right: token.has(GLUED_RIGHT),
                possessive: word.form.is_some() && i == last,
            };
            steps.push((sorted(words), shape));
        }
        let steps: Steps = steps.into();
        self.memory.steps.entry(word.form).or_default().insert(word.text.clone(), Rc::clone(&steps));
        steps
    }

    fn word(&mut self, word: &Word, next: NodeId) -> NodeId {
        let steps = self.steps(word);
        if word.prefix {
            let shape = Shape { capital: false, glue_left: false, glue_right: false, possessive: false };
            let stem = fold(&word.text);
            let id = self.vocabulary.intern_prefix(&stem);
            let node = self.node(Op::Word([id].into(), shape), next);
            self.later.prefixes.push((node, stem));
            return node;
        }
        // `law-abiding` also stands for the two in one word.
        let joined = (steps.len() > 1 && steps.iter().skip(1).all(|(_, s)| s.glue_left)).then(|| {
            let text = word.text.replace('-', "");
            let one = Word { text, ..word.clone() };
            self.steps(&one)
        });
        let mut start = next;
        for (words, shape) in steps.iter().rev() {
            start = self.node(Op::Word(words.as_slice().into(), *shape), start);
        }
        match joined {
            Some(one) if one.len() == 1 => {
                let mut single = next;
                for (words, shape) in one.iter() {
                    single = self.node(Op::Word(words.as_slice().into(), *shape), single);
                }
                self.node(Op::Split(start, single), 0)
            }
            _ => start,
        }
    }

    fn name(&mut self, name: &str, at: &Range<usize>, next: NodeId) -> Result<NodeId, PatternMistake> {
        if name == "be" {
            let words = be(self.vocabulary);
            let shape = Shape { capital: false, glue_left: false, glue_right: false, possessive: false };
            return Ok(self.node(Op::Word(words.into(), shape), next));
        }
        if let Some((_, slot)) = Slot::ALL.iter().find(|(n, _)| *n == name) {
            return Ok(self.node(Op::Slot(*slot), next));
        }
        if let Some(patterns) = self.slot(name) {
            // A mistake in the slot shows at its name: its own file is another one.
            let number = self.data_slot(name, patterns).map_err(|m| PatternMistake { at: at.clone(), ..m })?;
            return Ok(self.node(Op::Data(number), next));
        }
        match self.lexicon(name) {
            Some(number) => {
                let shape = Shape { capital: false, glue_left: false, glue_right: false, possessive: true };
                Ok(self.node(Op::Lexicon(number, shape), next))
            }
            None => Err(self.unknown(name, at)),
        }
    }

    /// The number of a data slot, which is compiled when it is first used.
    fn data_slot(&mut self, name: &str, patterns: &[Vec<Item>]) -> Result<u32, PatternMistake> {
        if let Some(&number) = self.memory.numbers.get(name) {
            return Ok(number);
        }
        self.inside.push(name.to_string());
        let mut compiled = Vec::new();
        for pattern in patterns {
            let accept = self.node(Op::Accept, 0);
            let start = self.sequence(pattern, accept)?;
            if let Some(anchor) = self.anchors(pattern).0 {
                // How far into the slot the word can stand.
                let reach = anchor.before.min(usize::from(u8::MAX)) as u8;
                self.later.needs.push((self.program.patterns.len(), vec![(anchor.words, reach)]));
            }
            self.program.patterns.push(Pattern {
                start,
                anchors: Vec::new(),
                before: 0,
                needs: Vec::new(),
                first: None,
            });
            compiled.push((self.program.patterns.len() - 1) as PatternId);
        }
        self.inside.pop();
        self.program.data_slots.push(compiled);
        let number = (self.program.data_slots.len() - 1) as u32;
        self.memory.numbers.insert(name.to_string(), number);
        Ok(number)
    }

    /// The patterns of a data slot, unless it is being filled in already.
    fn slot(&self, name: &str) -> Option<&'a [Vec<Item>]> {
        let known: &'a BTreeMap<_, Vec<Vec<Item>>> = self.slots;
        known.get(name).filter(|_| !self.inside.iter().any(|i| i == name)).map(Vec::as_slice)
    }

    /// The number of a lexicon.
    pub(super) fn lexicon(&self, name: &str) -> Option<u32> {
        self.program.lexicons.binary_search_by(|(n, _)| (**n).cmp(name)).ok().map(|i| i as u32)
    }

    fn unknown(&self, name: &str, at: &Range<usize>) -> PatternMistake {
        let slots = Slot::ALL.iter().map(|(n, _)| *n).chain(["be"]);
        let known = slots.chain(self.slots.keys().map(|k| &**k)).chain(self.program.lexicons.iter().map(|(n, _)| &**n));
        let help = match did_you_mean(name, known) {
            Some(near) => format!("did you mean `{{{near}}}`?"),
            None => format!("add `lexicons/{name}.txt` to the pack, or use a slot"),
        };
        PatternMistake { message: format!("there is no slot or lexicon `{name}`"), help, at: at.clone() }
    }

    /// Gives every word that begins as a prefix asks to that prefix; to be called when all words are known.
    pub(super) fn finish(&mut self) {
        let prefixes: Vec<(NodeId, String, WordId)> = std::mem::take(&mut self.later.prefixes)
            .into_iter()
            .map(|(node, stem)| {
                let own = self.vocabulary.intern_prefix(&stem);
                (node, stem, own)
            })
            .collect();
        let alphabet = self.vocabulary.alphabet();
        for (node, stem, own) in prefixes {
            let mut words = alphabet.with_prefix(&stem);
            words.push(own);
            if let Op::Word(set, _) = &mut self.program.nodes[node as usize].op {
                *set = sorted(words).into();
            }
        }
        let vocabulary = &*self.vocabulary;
        for (_, lexicon) in &mut self.program.lexicons {
            lexicon.finish(&alphabet);
        }
        // Words that begin as a prefix asks and have numbers of their own.
        let mut begun: FxHashMap<WordId, Vec<WordId>> = FxHashMap::default();
        let mut more = |words: &[WordId]| -> Vec<WordId> {
            let mut all = words.to_vec();
            for &word in words {
                if let Some(stem) = vocabulary.word(word).strip_suffix('*') {
                    all.extend(begun.entry(word).or_insert_with(|| alphabet.with_prefix(stem)).iter());
                }
            }
            all
        };
        // As they come: a slot brings the same words each time.
        let mut known: FxHashMap<Vec<WordId>, Vec<WordId>> = FxHashMap::default();
        for pattern in &mut self.program.patterns {
            let words = std::mem::take(&mut pattern.anchors);
            pattern.anchors = known.entry(words).or_insert_with_key(|words| sorted(more(words))).clone();
        }
        let mut known: FxHashMap<Vec<WordId>, NeedId> = FxHashMap::default();
        let mut sets: Vec<Vec<WordId>> = Vec::new();
        for (pattern, needs) in std::mem::take(&mut self.later.needs) {
            for (words, reach) in needs {
                // As they come: a slot brings the same words each time.
                let number = *known.entry(words).or_insert_with_key(|words| {
                    sets.push(sorted(more(words)));
                    (sets.len() - 1) as NeedId
                });
                self.program.patterns[pattern].needs.push((number, reach));
            }
        }
        self.program.index_needs(vocabulary.len(), &sets);
        self.program.choose();
        self.program.begin(self.vocabulary.len());
    }
}

/// What a pattern needs, part by part: what stands in most sentences says nothing.
fn wanted(parts: Vec<Anchor>) -> Vec<Wanting> {
    let mut from = 0;
    let rare = parts.into_iter().filter(|part| part.cost < COMMON);
    rare.map(|part| {
        let reach = part.before.saturating_sub(std::mem::replace(&mut from, part.start));
        (part.words, reach.min(usize::from(u8::MAX)) as u8)
    })
    .collect()
}

fn sorted(mut words: Vec<WordId>) -> Vec<WordId> {
    words.sort_unstable();
    words.dedup();
    words
}

/// Every form of be and get, contracted too.
fn be(vocabulary: &mut Vocabulary) -> Vec<WordId> {
    let forms = [
        "be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m", "get", "gets", "got", "gotten",
        "getting",
    ];
    sorted(forms.iter().map(|f| vocabulary.intern(f)).collect())
}
