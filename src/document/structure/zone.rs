//! The zone of every block.

use super::cues::Cue;
use super::look::{HEADLINE, Look, SHORT, looks, shouts};
use crate::document::{Block, BlockKind};
use crate::span::narrow;
use crate::terms::Zone;
use crate::words::core::Core;
use crate::words::{CAPITAL, CAPITALS, SPACE_BEFORE, Token, TokenKind};

/// Lines that make a list of those who sign.
const SIGNERS: usize = 5;

/// Sets the zone of every block that its markup alone does not place, and [`Block::skip_tokens`]. A document that is
/// one block quotation is the author's voice: it loses that depth. Blocks come with the zone of their markup: body,
/// list, table, quotation block, footnote, code or front matter.
pub fn zones(prose: &str, tokens: &[Token], core: &Core, blocks: &mut [Block]) {
    let looks = looks(prose, tokens, core, blocks);
    unquote(&looks, blocks);
    let lead = head(&looks, blocks);
    if let Some(lead) = lead {
        blocks[lead].zone = Zone::Lead;
        blocks[lead].skip_tokens = narrow(dateline(prose, &looks[lead]));
    }
    signatories(&looks, blocks);
    boilerplate(prose, &looks, blocks, lead.unwrap_or(0));
    contact(&looks, blocks, lead.unwrap_or(0));
}

/// Whether structure left the block to us.
fn is_free(block: &Block) -> bool {
    matches!(block.zone, Zone::Body | Zone::List | Zone::Table)
}

/// Takes one block quotation away where all of the document's text stands in it.
fn unquote(looks: &[Look], blocks: &mut [Block]) {
    let aside = |b: &Block, l: &Look| !matches!(b.zone, Zone::Body | Zone::List | Zone::QuotationBlock) || !l.is_real();
    let mut quoted = blocks.iter().zip(looks).filter(|(b, l)| !aside(b, l)).map(|(b, _)| b.quoted > 0).peekable();
    if quoted.peek().is_none() || !quoted.all(|q| q) {
        return;
    }
    for block in blocks.iter_mut().filter(|b| b.quoted > 0) {
        block.quoted -= 1;
        if block.quoted == 0 && block.zone == Zone::QuotationBlock {
            block.zone = if block.list > 0 { Zone::List } else { Zone::Body };
        }
    }
}

/// Headline and dateline, and the number of the lead.
fn head(looks: &[Look], blocks: &mut [Block]) -> Option<usize> {
    let lead = (0..blocks.len()).find(|&i| {
        let look = &looks[i];
        let opening = look.begins_with(Cue::Dear) || is_release_line(look) || is_contact_start(look);
        blocks[i].zone == Zone::Body && blocks[i].kind == BlockKind::Paragraph && look.is_real() && !opening
    });
    let end = lead.unwrap_or(blocks.len());
    let letter = looks[..end].iter().any(|l| l.begins_with(Cue::Dear));
    let mut last = None;
    for i in 0..end {
        let look = &looks[i];
        if blocks[i].zone != Zone::Body || look.words == 0 {
            continue;
        }
        let titled = look.heading || names_release(look);
        let follows = last.is_none_or(|l| l + 1 == i);
        if !titled && (is_release_line(look) || (look.dated && look.words <= 7 && !look.stopped)) {
            blocks[i].zone = Zone::Dateline;
        // A heading after the first opens a section; above a letter stands an address.
        } else if (titled && last.is_none())
            || (lead.is_some() && !letter && !look.heading && follows && is_headline(look))
        {
            blocks[i].zone = Zone::Headline;
            last = Some(i);
        }
    }
    lead
}

/// `PRESS RELEASE: Tenants win`: the headline stands in the release line.
fn names_release(look: &Look) -> bool {
    let Some(hit) = look.cue(Cue::Release).filter(|_| look.begins_with(Cue::Release)) else { return false };
    let after = look.tokens.iter().skip_while(|t| (t.start as usize) < hit.end);
    let rest = after.skip_while(|t| t.kind == TokenKind::Colon).filter(|t| t.kind.is_content()).count();
    let colon = look.text.get(..hit.end - hit.start + 1).is_some_and(|t| t.ends_with(':'));
    colon && rest >= 3 && !look.dated && !look.stopped && look.words <= HEADLINE
}

/// A line or two with FOR IMMEDIATE RELEASE or the like.
fn is_release_line(look: &Look) -> bool {
    look.cue(Cue::Release).is_some()
        && (look.begins_with(Cue::Release) || look.words <= SHORT)
        && !look.stopped
        && look.words <= 2 * HEADLINE
}

fn is_headline(look: &Look) -> bool {
    let byline = look.tokens.first().is_some_and(|t| t.kind == TokenKind::Word) && {
        let first = look.text.split_whitespace().next().unwrap_or("");
        matches!(first, "By" | "by" | "By:" | "BY" | "To:" | "From:" | "RE:" | "Re:" | "TO:" | "FROM:")
    };
    !look.heading
        && !look.stopped
        && (2..=HEADLINE).contains(&look.words)
        && !byline
        && !look.text.ends_with([',', ':', ';'])
        && !look.phone
        && !look.mail
        && !look.begins_with(Cue::Dear)
        && !is_contact_start(look)
}

/// The tokens of a dateline at the start of the lead, its dash included; 0 for none.
pub(super) fn dateline(prose: &str, look: &Look) -> usize {
    let text = |t: &Token| prose.get(t.range()).unwrap_or("");
    let wire = look.cue(Cue::Wire);
    let mut number = false;
    let mut mark = false;
    for (at, token) in look.tokens.iter().enumerate().take(30) {
        let in_wire = wire.is_some_and(|w| w.start <= token.end as usize && token.start as usize <= w.end + 1);
        match token.kind {
            TokenKind::Dash if at > 0 => return ends_dateline(look, at, number || mark || in_wire),
            TokenKind::Other if text(token) == "-" && at > 0 => {
                return if number || mark || in_wire { ends_dateline(look, at, true) } else { 0 };
            }
            TokenKind::Colon if number && mark => return ends_dateline(look, at, true),
            TokenKind::Number => number = true,
            TokenKind::Word if in_wire || token.has(CAPITAL) => {
                mark |= at == 0 && token.has(CAPITALS) || text(token).ends_with('.');
            }
            TokenKind::Word if at > 0 && matches!(text(token), "of" | "de" | "and" | "th" | "st") => {}
            TokenKind::Comma | TokenKind::Open | TokenKind::Period => mark = true,
            TokenKind::Close | TokenKind::Slash => {}
            TokenKind::Other if in_wire => {}
            _ => return 0,
        }
    }
    0
}

/// The length of a dateline whose dash is token `at`. A bare name and a dash may be the start of a sentence, so the
/// next word must then begin one.
fn ends_dateline(look: &Look, at: usize, sure: bool) -> usize {
    let end = at + 1 + look.tokens[at + 1..].iter().take_while(|t| t.kind == TokenKind::Dash).count();
    let next = look.tokens.get(end);
    let begins = next.is_some_and(|t| t.has(CAPITAL) || t.kind == TokenKind::QuoteOpen);
    let spaced = next.is_some_and(|t| t.has(SPACE_BEFORE)) || look.tokens[at].kind == TokenKind::Dash;
    if (sure || (at <= 3 && begins)) && spaced { end } else { 0 }
}

/// Names of those who sign: after a closing, a heading that says so, or anywhere once "undersigned" was said.
fn signatories(looks: &[Look], blocks: &mut [Block]) {
    let mut undersigned = false;
    let mut i = 0;
    while i < blocks.len() {
        let look = &looks[i];
        undersigned |= look.cue(Cue::SignOn).is_some();
        let few = look.words <= SHORT && !look.stopped;
        let closing = few && look.begins_with(Cue::Closing) && !look.heading && blocks[i].zone != Zone::Headline;
        let heading = few && look.cue(Cue::SignOn).is_some() && blocks[i].zone != Zone::Headline;
        let first = if closing || heading { i + 1 } else { i };
        let (end, lines) = names(looks, blocks, first);
        // A closing may hold its names in the same paragraph.
        let own = if closing { look.name_lines() } else { 0 };
        let enough = lines >= SIGNERS || own > SIGNERS || (closing && lines > 0);
        if (closing || heading || undersigned) && enough {
            let start = if closing || heading { i } else { first };
            for block in blocks[start..end].iter_mut().filter(|b| is_free(b)) {
                block.zone = Zone::Signatories;
            }
            i = end.max(i + 1);
        } else {
            i += 1;
        }
    }
}

/// The end of the run of name lines from block `first`, and how many lines it has.
fn names(looks: &[Look], blocks: &[Block], first: usize) -> (usize, usize) {
    let mut lines = 0;
    let mut end = first;
    while end < blocks.len() && is_free(&blocks[end]) {
        let here = looks[end].name_lines();
        if here == 0 || is_contact_start(&looks[end]) || is_about(&looks[end]) {
            break;
        }
        // "National", "State and local": headings inside the list.
        lines += if looks[end].heading { 0 } else { here };
        end += 1;
    }
    (end, lines)
}

/// "About X" as a line of its own or the start of a paragraph, where X is a name.
fn is_about(look: &Look) -> bool {
    let mut words = look.tokens.iter().filter(|t| t.kind == TokenKind::Word).skip(1);
    let article = |t: &&Token| !t.has(CAPITAL) && t.end - t.start == 3;
    let name = words.by_ref().find(|t| !article(t)).is_some_and(|t| t.has(CAPITAL));
    let line = look.words <= SHORT && (look.heading || !look.stopped);
    let colon = look.tokens.iter().take(10).any(|t| t.kind == TokenKind::Colon);
    look.begins_with(Cue::About) && (line || colon) && (name || shouts(look.tokens) || look.text.len() < 9)
}

/// Words one of which follows "X is a" where X describes itself.
const SELF: &[&str] = &[
    "nonprofit",
    "non-profit",
    "nonpartisan",
    "501",
    "grassroots",
    "membership",
    "coalition",
    "organization",
    "network",
    "foundation",
    "alliance",
    "association",
    "organisation",
    "charity",
    "union",
    "federation",
    "profit",
    "partisan",
];

/// "X (ABC) is a national nonprofit": the block begins with a name.
pub(crate) fn self_description(prose: &str, tokens: &[Token]) -> bool {
    let text = |t: &Token| prose.get(t.range()).unwrap_or("");
    let Some(is) = tokens.iter().take(16).position(|t| matches!(text(t), "is" | "are" | "was")) else { return false };
    let named = tokens[..is].iter().filter(|t| t.kind == TokenKind::Word);
    let low = named.clone().filter(|t| !t.has(CAPITAL) && t.end - t.start > 3).count();
    named.filter(|t| t.has(CAPITAL)).count() > 0
        && low == 0
        && tokens.get(is + 1).is_some_and(|t| matches!(text(t), "a" | "an" | "the"))
        && tokens[is + 1..].iter().take(14).any(|t| SELF.iter().any(|s| text(t).eq_ignore_ascii_case(s)))
}

/// "About X", what follows an end mark, and self-descriptions near the end.
fn boilerplate(prose: &str, looks: &[Look], blocks: &mut [Block], lead: usize) {
    let late = (blocks.len() * 3 / 5).max(lead + 1);
    let last = blocks.len().saturating_sub(4).max(lead + 1);
    let mut about = false;
    let mut ended = false;
    for i in lead + 1..blocks.len() {
        let look = &looks[i];
        let body = blocks[i].zone == Zone::Body;
        ended |= look.end_mark && i * 2 >= blocks.len();
        if is_about(look) && i >= late {
            about = true;
        } else if (look.heading && about) || look.end_mark || is_contact_start(look) {
            about = false;
        }
        let own = body && i >= last && look.is_real() && self_description(prose, look.tokens);
        if is_free(&blocks[i]) && (about || ended || own) {
            blocks[i].zone = Zone::Boilerplate;
        }
    }
}

/// A block that begins with a contact cue and is no sentence of the text.
fn is_contact_start(look: &Look) -> bool {
    look.begins_with(Cue::Contact) && (look.words <= HEADLINE || look.phone || look.mail)
}

/// Whom to call: blocks with the cue and the short lines after it, and blocks that hold little else than a number.
fn contact(looks: &[Look], blocks: &mut [Block], lead: usize) {
    let late = blocks.len().saturating_sub((blocks.len() / 3).max(8)).max(lead + 1);
    let mut going = 0_u32;
    for i in 0..blocks.len() {
        let look = &looks[i];
        let near = i < lead || i >= late;
        let reach = look.phone || look.mail;
        let cue = look.cue(Cue::Contact).is_some() && (reach || look.words <= SHORT) && look.words <= 2 * HEADLINE;
        let line = !look.heading && look.words <= SHORT && (!look.stopped || reach) && blocks[i].zone != Zone::Headline;
        let free = is_free(&blocks[i]) || matches!(blocks[i].zone, Zone::Boilerplate | Zone::Dateline);
        if near && free && (is_contact_start(look) || cue) {
            going = 9;
        } else if !(line && (going > 0 || (reach && near))) || look.end_mark || is_about(look) {
            going = 0;
            continue;
        }
        going = going.saturating_sub(1);
        if free && blocks[i].zone != Zone::Dateline {
            blocks[i].zone = Zone::Contact;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::structure::tests::Draft;

    const LEAD: &str = "Tenants across the whole city won a new law today after ten long years of work.";

    /// The zones in order; `*3` after one that three blocks in a row have.
    fn zones_of(text: &str) -> String {
        let draft = Draft::new(&text.replace("LEAD", LEAD));
        let runs = draft.blocks.chunk_by(|a, b| a.zone == b.zone).map(|run| match run.len() {
            1 => run[0].zone.name().to_string(),
            n => format!("{}*{n}", run[0].zone.name()),
        });
        runs.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn blocks_get_their_zones() {
        let signers = "\n\nBay Tenants Union\n\nHomes for All\n\nUnite Here Local 2\n\nRev. Ana Ruiz\n\nACT Oakland";
        let cases = [
            ("FOR IMMEDIATE RELEASE\n\nJune 2, 2020\n\n# Rent\n\nLEAD\n\nMore text.", "dateline*2 headline lead body"),
            ("PRESS RELEASE: Tenants Win New Law\n\nLEAD", "headline lead"),
            ("Tenants Win New Law\n\nA subhead\n\nLEAD\n\n# Why", "headline*2 lead body"),
            ("By Ana Ruiz\n\nLEAD", "body lead"),
            ("123 Main Street\n\nDear Mayor,\n\nLEAD", "body*2 lead"),
            ("# Rent\n\nLEAD\n\nLEAD\n\nSincerely,SIGNERS", "headline lead body signatories*6"),
            (
                "# Rent\n\nLEAD\n\n# Signatories\n\n- Bay Union\n\n- B Union\n\n- C Union\n\n- D Union\n\n- E Union",
                "headline lead signatories*6",
            ),
            (
                "# Rent\n\nLEAD\n\nWe, the undersigned, agree.SIGNERS\n\nMore text.",
                "headline lead body signatories*5 body",
            ),
            ("# Rent\n\nLEADSIGNERS", "headline lead body*5"),
            (
                "# Rent\n\nLEAD\n\nSincerely,\nBay Union\nB Union\nC Union\nD Union\nE Union",
                "headline lead signatories",
            ),
            ("# Rent\n\nLEAD\n\nMedia Contact:\n\nAna Ruiz\n\nana@x.org, (415) 555-0123", "headline lead contact*3"),
            ("Contact: Ana Ruiz, 415-555-0123\n\n# Rent\n\nLEAD", "contact headline lead"),
            (
                "# Rent\n\nLEAD\n\nMore text.\n\nMore text.\n\n# About the Bay Fund\n\nWe work.\n\nContact: a@x.org",
                "headline lead body*2 boilerplate*2 contact",
            ),
            ("# Rent\n\nLEAD\n\n# About this policy\n\nWe work.", "headline lead body*2"),
            ("# Rent\n\nLEAD\n\n###\n\nBay Fund builds homes.", "headline lead boilerplate*2"),
            ("# Rent\n\nLEAD\n\nBay Fund is a national nonprofit for homes.", "headline lead boilerplate"),
            ("# Rent\n\nLEAD\n\n> Our homes are ours, she said.\n\n| Home", "headline lead quotation-block table"),
            ("# Rent\n\n> LEAD\n\n> We will not leave our homes.", "headline lead body"),
        ];
        for (text, want) in cases {
            assert_eq!(zones_of(&text.replace("SIGNERS", signers)), want, "{text}");
        }
    }

    #[test]
    fn a_quotation_that_is_the_document_loses_its_depth() {
        let quoted = |text: &str| Draft::new(text).blocks.iter().map(|b| b.quoted).collect::<Vec<_>>();
        assert_eq!(quoted("# Rent\n\n> We will not leave our homes."), [0, 0]);
        assert_eq!(quoted("She wrote to all of us:\n\nIt was not to be.\n\n> We will not leave our homes."), [0, 0, 1]);
    }

    #[test]
    fn datelines_end_at_their_dash() {
        let cases = [
            ("WASHINGTON, D.C. (June 2, 2020) — ", 10),
            ("(WASHINGTON) – ", 4),
            ("Tovaangar/Los Angeles, CA — ", 7),
            ("Oakland — ", 2),
            ("CHICAGO, IL, September 19, 2024 /24-7PressRelease/ -- ", 13),
            ("Washington, D.C.- ", 4),
            ("", 0),
            ("Black women — mothers above all — and ", 0),
            ("Chair- ", 0),
        ];
        for (line, want) in cases {
            let draft = Draft::new(&format!("# Rent\n\n{line}{LEAD}"));
            assert_eq!(draft.blocks[1].skip_tokens, want, "{line}");
        }
        let draft = Draft::new("# Rent\n\nCongress — under pressure — has passed a law that we have wanted for years.");
        assert_eq!(draft.blocks[1].skip_tokens, 0);
    }
}
