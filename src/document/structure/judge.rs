//! The kind of a document: points for what each kind is known by.

use super::cues::Cue;
use super::look::{Look, SHORT, looks};
use super::{Judged, Parts};
use crate::document::{Block, BlockKind};
use crate::terms::{Kind, Zone};
use crate::words::core::Core;
use crate::words::{Token, TokenKind};

/// Points that make a kind.
const ENOUGH: u32 = 3;

/// Judges the kind. `forced` is the command line's, `declared` the front matter's; either decides alone. Zones must be
/// set. Where two kinds have the same points, releases go before joint statements, statements and policies.
pub fn kind(parts: &Parts, core: &Core, forced: Option<Kind>, declared: Option<Kind>) -> Judged {
    for (kind, because) in [(forced, "--kind"), (declared, "front matter")] {
        if let Some(kind) = kind {
            return Judged { kind, because: vec![because.into()] };
        }
    }
    let looks = looks(parts.prose, parts.tokens, core, parts.blocks);
    let judge = Judge { parts, core, looks: &looks, tally: Tally::new(parts, core, &looks) };
    let mut best = Score::new(Kind::Other);
    for score in [judge.release(), judge.joint(), judge.statement(), judge.policy()] {
        if score.points >= ENOUGH && score.points > best.points {
            best = score;
        }
    }
    Judged { kind: best.kind, because: best.because }
}

#[derive(Debug)]
struct Score {
    kind: Kind,
    points: u32,
    because: Vec<String>,
}

impl Score {
    fn new(kind: Kind) -> Self {
        Score { kind, points: 0, because: Vec::new() }
    }

    fn add(&mut self, points: u32, because: Option<String>) {
        if let Some(because) = because {
            self.points += points;
            self.because.push(because);
        }
    }
}

struct Judge<'a> {
    parts: &'a Parts<'a>,
    core: &'a Core,
    looks: &'a [Look<'a>],
    tally: Tally<'a>,
}

/// What the author's own sentences hold, without what stands in double quotation marks.
#[derive(Debug, Default)]
struct Tally<'a> {
    sentences: usize,
    /// Sentences in the first person plural.
    we: usize,
    /// Verbs that take a stand, and the first of them.
    stance: usize,
    stance_word: &'a str,
    /// "shall", "must" and the like, and the sentences that hold one.
    modals: usize,
    ruling: usize,
}

impl<'a> Tally<'a> {
    fn new(parts: &Parts<'a>, core: &Core, looks: &[Look]) -> Self {
        let own = |b: &Block| matches!(b.zone, Zone::Lead | Zone::Body | Zone::List) && b.quoted == 0;
        let mut tally = Tally::default();
        for (block, _) in parts.blocks.iter().zip(looks).filter(|(b, l)| own(b) && !l.heading) {
            let mut quoted = false;
            let range = block.sentences.start as usize..block.sentences.end as usize;
            for sentence in parts.sentences.get(range).unwrap_or(&[]) {
                let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
                quoted = tally.sentence(parts, core, tokens, quoted);
            }
        }
        tally
    }

    /// Counts one sentence; says whether a quotation is open at its end.
    fn sentence(&mut self, parts: &Parts<'a>, core: &Core, tokens: std::ops::Range<usize>, mut quoted: bool) -> bool {
        let (mut we, mut modals) = (false, 0);
        for at in tokens {
            let Some(&token) = parts.tokens.get(at) else { break };
            quoted = match token.kind {
                TokenKind::QuoteOpen => true,
                TokenKind::QuoteClose => false,
                TokenKind::QuoteStraight => !quoted,
                _ => quoted,
            };
            if quoted || token.kind != TokenKind::Word {
                continue;
            }
            let word = parts.word(token);
            let next = || parts.tokens.get(at + 1).map_or("", |t| parts.word(*t));
            we |= is_we(word);
            modals += usize::from(is_modal(word, next));
            if core.stance_verbs.longest_at(parts.tokens, at) > 0 {
                if self.stance == 0 {
                    self.stance_word = word;
                }
                self.stance += 1;
            }
        }
        self.sentences += 1;
        self.we += usize::from(we);
        self.modals += modals;
        self.ruling += usize::from(modals > 0);
        quoted
    }
}

impl<'a> Judge<'a> {
    fn blocks(&self) -> impl DoubleEndedIterator<Item = (&'a Block, &'a Look<'a>)> + use<'a> {
        self.parts.blocks.iter().zip(self.looks)
    }

    /// Headline and front-matter title.
    fn titles(&self) -> impl Iterator<Item = &'a Look<'a>> + use<'a> {
        self.blocks().filter(|(b, _)| b.zone == Zone::Headline || b.kind == BlockKind::Meta).map(|(_, l)| l).take(3)
    }

    fn lead(&self) -> Option<(&'a Block, &'a Look<'a>)> {
        self.blocks().find(|(b, _)| b.zone == Zone::Lead)
    }

    fn release(&self) -> Score {
        let mut score = Score::new(Kind::PressRelease);
        let head = |b: &Block| matches!(b.zone, Zone::Dateline | Zone::Headline | Zone::Contact | Zone::FrontMatter);
        let before = self.blocks().take_while(|(b, _)| b.zone != Zone::Lead);
        score.add(3, self.quote(before.filter(|(b, _)| head(b)), Cue::Release));
        score.add(2, self.blocks().skip(1).find(|(_, l)| l.end_mark).map(|(_, l)| l.text.to_string()));
        // Under a statement's title it introduces the statement.
        let issued = self.quote(self.blocks().take(6), Cue::Issued);
        let states = self.statement_title().is_some();
        if let Some((block, lead)) = self.lead() {
            let end = block.skip_tokens as usize;
            let dateline = (end > 0).then(|| self.between(&lead.tokens[..end]));
            score.add(2, dateline);
            score.add(2, self.news(lead).filter(|_| issued.is_none() || !states));
        }
        score.add(1, self.titles().find_map(|l| self.list_hit(&self.core.news_verbs, l.tokens)));
        score.add(2, issued.filter(|_| !states));
        score.add(1, self.zone(Zone::Contact));
        score.add(1, self.zone(Zone::Boilerplate));
        let quoted = self.attributed();
        let first_person = self.tally.we > 0;
        score.add(1, quoted.as_ref().filter(|_| !first_person).map(|_| "no first person outside them".to_string()));
        score.add(1, quoted);
        score
    }

    fn joint(&self) -> Score {
        let mut score = Score::new(Kind::JointStatement);
        let title = |l: &Look| {
            let words =
                ["joint statement", "sign-on", "open letter", "joint letter", "coalition letter", "joint declaration"];
            let text = l.text.to_lowercase();
            words.into_iter().find(|w| text.contains(w)).map(String::from)
        };
        score.add(3, self.titles().find_map(title));
        let undersigned = self.blocks().find_map(|(_, l)| {
            let hit = l.cues.iter().find(|h| h.cue == Cue::SignOn && h.end - h.start == "undersigned".len())?;
            self.parts.prose.get(hit.start..hit.end).map(str::to_string)
        });
        score.add(2, undersigned);
        let dear = self.blocks().take(12).find(|(_, l)| l.words <= SHORT && l.begins_with(Cue::Dear));
        score.add(2, dear.map(|(_, l)| l.text.to_string()));
        let signers: usize =
            self.blocks().filter(|(b, _)| b.zone == Zone::Signatories).map(|(_, l)| l.name_lines()).sum();
        score.add(2, (signers >= 5).then(|| format!("{signers} names that sign")));
        score
    }

    fn statement(&self) -> Score {
        let mut score = Score::new(Kind::Statement);
        let title = self.statement_title();
        let issued = title.as_ref().and_then(|_| self.quote(self.blocks().take(6), Cue::Issued));
        score.add(3, title);
        score.add(1, issued);
        let Tally { sentences: all, we, stance, stance_word: word, .. } = self.tally;
        score.add(1, (we > 1 && we * 5 >= all * 2).then(|| format!("first person in {we} of {all} sentences")));
        score.add(1, (stance >= 3).then(|| format!("{word} and {} more verbs", stance - 1)));
        score
    }

    /// The word of a title that makes a statement; no testimony, no policy.
    fn statement_title(&self) -> Option<String> {
        const WORDS: &[&str] =
            &["statement", "solidarity", "message", "acknowledgement", "acknowledgment", "declaration", "pledge"];
        self.titles().filter(|l| !self.is_policy_title(l)).find_map(|l| {
            let text = l.text.to_ascii_lowercase();
            if ["for the record", "testimony", "statement of work"].iter().any(|w| text.contains(w)) {
                return None;
            }
            let is = |w: &&str| WORDS.iter().any(|t| w.eq_ignore_ascii_case(t));
            l.tokens.iter().map(|t| self.parts.word(*t)).find(is).map(str::to_string)
        })
    }

    fn policy(&self) -> Score {
        let mut score = Score::new(Kind::Policy);
        let title = self.titles().find(|l| self.is_policy_title(l));
        score.add(3, title.map(|l| l.text.to_string()));
        let numbered = self.blocks().filter(|(b, l)| b.list == 0 && self.is_numbered(l)).count();
        score.add(2, (numbered >= 4).then(|| format!("{numbered} numbered sections")));
        let heads: Vec<&str> = self
            .blocks()
            .filter(|(b, l)| (l.heading || (l.words <= 5 && !l.stopped)) && b.zone == Zone::Body)
            .filter(|(_, l)| self.begins_with_heading(l))
            .map(|(_, l)| l.text)
            .collect();
        score.add(2, (heads.len() >= 3).then(|| heads[..3].join(", ")));
        let Tally { sentences: all, we, modals, ruling, .. } = self.tally;
        let dense = ruling >= 3 && ruling * 10 >= all * 3 && we * 5 <= all && self.attributed().is_none();
        score.add(2, dense.then(|| format!("shall or must in {ruling} of {all} sentences")));
        score.add(1, (modals >= 5).then(|| format!("shall or must {modals} times")));
        let review: Vec<&str> = self
            .blocks()
            .filter(|(_, l)| l.words <= 2 * SHORT && l.begins_with(Cue::Review))
            .map(|(_, l)| l.text)
            .collect();
        score.add(2, review.first().filter(|_| review.len() >= 2).map(|t| t.to_string()));
        score
    }

    /// The head of a policy's title at its end, or before a word that says what of.
    fn is_policy_title(&self, title: &Look) -> bool {
        let tokens = title.tokens;
        let ends = |at: usize| match tokens.get(at) {
            None => true,
            Some(t) => match t.kind {
                TokenKind::Colon | TokenKind::Dash | TokenKind::Open => true,
                _ => {
                    at <= 6
                        && matches!(
                            self.parts.word(*t).to_ascii_lowercase().as_str(),
                            "for" | "on" | "of" | "regarding" | "between"
                        )
                }
            },
        };
        let news = self.list_hit(&self.core.news_verbs, tokens).is_some();
        let statement = tokens.iter().any(|t| matches!(self.parts.word(*t), "Statement" | "Response" | "Letter"));
        let list = &self.core.policy_titles;
        title.words <= SHORT
            && !news
            && (!statement || title.text.to_ascii_lowercase().contains("policy statement"))
            && (0..tokens.len()).any(|i| list.lengths(tokens, i, true).any(|n| ends(i + n)))
    }

    /// `1.`, `1.1`, `Section 3`, `Article II`.
    fn is_numbered(&self, look: &Look) -> bool {
        let [first, second, ..] = look.tokens else { return false };
        let marked = matches!(second.kind, TokenKind::Period | TokenKind::Close) || look.heading;
        let dotted = self.parts.word(*first).contains('.');
        match first.kind {
            TokenKind::Number => marked || dotted,
            TokenKind::Word => {
                matches!(self.parts.word(*first).to_ascii_lowercase().as_str(), "section" | "article" | "clause")
                    && (second.kind == TokenKind::Number
                        || self.parts.word(*second).bytes().all(|b| b"IVX".contains(&b)))
            }
            _ => false,
        }
    }

    /// Whether a policy heading begins the block, after a number.
    fn begins_with_heading(&self, look: &Look) -> bool {
        let first = look.tokens.iter().position(|t| t.kind == TokenKind::Word);
        first.is_some_and(|at| self.core.policy_headings.lengths(look.tokens, at, true).next().is_some())
    }

    /// A verb of news in the lead, with "today" or a day beside it.
    fn news(&self, lead: &Look) -> Option<String> {
        let today = lead.tokens.iter().find(|t| {
            matches!(
                self.parts.word(**t),
                "today"
                    | "Today"
                    | "Monday"
                    | "Tuesday"
                    | "Wednesday"
                    | "Thursday"
                    | "Friday"
                    | "Saturday"
                    | "Sunday"
                    | "yesterday"
            )
        })?;
        let verb = self.list_hit(&self.core.news_verbs, lead.tokens)?;
        Some(format!("{} {verb}", self.parts.word(*today)))
    }

    /// Two quotations with "said".
    fn attributed(&self) -> Option<String> {
        let said = |l: &Look| (0..l.tokens.len()).any(|i| self.core.said.longest_at(l.tokens, i) > 0);
        let quote =
            |l: &Look| l.tokens.iter().any(|t| matches!(t.kind, TokenKind::QuoteOpen | TokenKind::QuoteStraight));
        let quotes = self.blocks().filter(|(_, l)| quote(l) && said(l)).take(2);
        (quotes.count() >= 2).then(|| "quotations with speakers".to_string())
    }

    fn list_hit(&self, list: &crate::words::lexicon::Lexicon, tokens: &[Token]) -> Option<String> {
        let at = (0..tokens.len()).find(|&i| list.longest_at(tokens, i) > 0)?;
        Some(self.between(&tokens[at..at + list.longest_at(tokens, at)]))
    }

    fn between(&self, tokens: &[Token]) -> String {
        let (Some(a), Some(b)) = (tokens.first(), tokens.last()) else { return String::new() };
        self.parts.prose.get(a.start as usize..b.end as usize).unwrap_or("").to_string()
    }

    fn quote<'b>(&self, mut among: impl Iterator<Item = (&'b Block, &'b Look<'b>)>, cue: Cue) -> Option<String> {
        let hit = among.find_map(|(_, l)| l.cue(cue))?;
        self.parts.prose.get(hit.start..hit.end).map(str::to_string)
    }

    fn zone(&self, zone: Zone) -> Option<String> {
        let (_, look) = self.blocks().find(|(b, _)| b.zone == zone)?;
        Some(self.between(&look.tokens[..look.tokens.len().min(6)]))
    }
}

fn is_we(word: &str) -> bool {
    word.len() <= 9 && ["we", "us", "our", "ours", "ourselves"].iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// shall, must, may not, will be, responsible for
fn is_modal<'a>(word: &str, next: impl Fn() -> &'a str) -> bool {
    match word {
        "shall" | "must" | "SHALL" | "MUST" => true,
        "may" => next() == "not",
        "will" => next() == "be",
        "responsible" => next() == "for",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::structure::tests::{Draft, core};

    fn judged(text: &str) -> Judged {
        let draft = Draft::new(text);
        kind(&draft.parts(), &core().0, None, None)
    }

    #[test]
    fn points_make_kinds() {
        let lead = "Tenants across the whole city have a new law after ten long years of work.";
        let cases = [
            ("FOR IMMEDIATE RELEASE\n\n# Rent\n\nLEAD", Kind::PressRelease, "FOR IMMEDIATE RELEASE"),
            ("# Bay Union Sues\n\nOAKLAND, Calif. — LEAD", Kind::PressRelease, "OAKLAND, Calif. —"),
            ("# Rent\n\nOAKLAND, Calif. — LEAD", Kind::Other, ""),
            ("# Statement on Rent\n\nLEAD", Kind::Statement, "Statement"),
            ("# Statement for the Record\n\nLEAD", Kind::Other, ""),
            ("# Joint Statement on Rent\n\nLEAD", Kind::JointStatement, "joint statement"),
            (
                "# Rent\n\nDear Mayor:\n\nWe, the undersigned, write to you about the rent.",
                Kind::JointStatement,
                "undersigned",
            ),
            ("# Rent\n\nDear Mayor:\n\nI write to you about the rent we pay.", Kind::Other, ""),
            ("# Housing Policy\n\nLEAD", Kind::Policy, "Housing Policy"),
            ("# Code of Conduct for Members\n\nLEAD", Kind::Policy, "Code of Conduct for Members"),
            ("# Mayor announces housing policy\n\nLEAD", Kind::Other, ""),
            (
                "# Homes\n\nStaff shall meet. Staff shall vote. Staff must act. Members shall meet. Members must vote.",
                Kind::Policy,
                "shall or must in 5 of 5 sentences",
            ),
            ("# Homes\n\nLEAD", Kind::Other, ""),
        ];
        for (text, want, because) in cases {
            let found = judged(&text.replace("LEAD", lead));
            assert_eq!(found.kind, want, "{text} {found:?}");
            assert_eq!(found.because.iter().any(|b| b == because), !because.is_empty(), "{text} {found:?}");
        }
    }

    #[test]
    fn settings_decide_alone() {
        let draft = Draft::new("# Statement on Rent");
        let judge = |forced, declared| kind(&draft.parts(), &core().0, forced, declared);
        let forced = judge(Some(Kind::Policy), Some(Kind::Other));
        assert_eq!((forced.kind, &*forced.because[0]), (Kind::Policy, "--kind"));
        let declared = judge(None, Some(Kind::Other));
        assert_eq!((declared.kind, &*declared.because[0]), (Kind::Other, "front matter"));
    }
}
