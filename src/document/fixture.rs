//! Documents for unit tests: blocks by blank lines, `> ` for quotations, `# ` for headings, `- ` for items.

use super::structure::Judged;
use super::{Block, BlockKind, Document, Sentence};
use crate::span::{OffsetMap, Span};
use crate::terms::{Kind, Zone};
use crate::words::core::Core;
use crate::words::{Token, TokenKind, Vocabulary, tokenize};

/// A document read with small lists.
pub(crate) struct Fixture {
    pub(crate) document: Document,
    pub(crate) core: Core,
}

const LISTS: &[(&str, &str)] = &[
    (
        "attribution-neutral",
        "say\nsays\nsaid\nstated\nadded\nadds\nadding\ntold\nwrote\nwrites\nexplained\nasked\nreports\nannounced\n\
         according to\nin a statement\ntweeted\nshared\nreport\nstates\nnoted\nthe following statement\n\
         issued the following statement\nreleased the following statement",
    ),
    ("attribution-affirming", "urged\nemphasized\nwarned\ncall on\ncalled on\ncalls for"),
    (
        "attribution-distancing",
        "claim\nclaims\nclaimed\nclaiming\nallege\nalleged\ninsist\ninsists\ninsisted\nranted\nboasted\ndenied\n\
         denies\nblame\nblames\nblamed\nblaming\naccused\naccuses\nthreatens\nfalsely said\nwould have us believe\n\
         without evidence\npretend\npretends\ncalled us",
    ),
    ("opponents", "they\nsome\ncritics\nopponents\npoliticians\nlandlords"),
    ("saying-verbs", "say\nsaid\nargue\nclaim\nwarned\ncall\nwould have us believe"),
    ("leader-titles", "executive director\ndirector\npresident\nspokesperson\nCEO\norganizer\nlegal director"),
    ("official-titles", "mayor\nsenator\ngovernor\npresident\nsheriff\nSen\nGov\ncouncil member\nsecretary"),
    ("community-cues", "member\nresident\ntenant\ntenants\nmother\nfarmworker\nDACA recipient\nwho lives in\nstudent"),
    (
        "name-heads",
        "Act\nFund\nCoalition\nUnion\nNetwork\nAlliance\nBureau\nCommittee\nCenter\nAgency\nProject\nCouncil",
    ),
    (
        "negators",
        "not\nn't\nnever\nno\nnor\nneither\nnobody\nnone\nno one\ncannot\nwithout\nno longer\nrather than\ninstead of\n\
         refuse to\nfar from\navoid\nnothing",
    ),
    (
        "rejectors",
        "reject\nrejects\nrejected\nrejecting\ncondemn\ncondemns\ncondemned\ndenounce\noppose\nopposes\ndebunk\n\
         debunked\npush back against\nmyth\nmyths\ntrope\ntropes\nstereotype\nstereotypes\nrhetoric\nthe lie\nthe lies\n\
         scapegoating\ntalking point\nfalse narrative\nnarratives about\nthe narrative that\nstop calling\n\
         stop saying\nstop telling\na lie that\npits\npit\nfalsely\ncontrary to\nlies about\nharmful narrative\nresist\nunder the guise of\n\
         used to justify\nthere is no such thing as\npropaganda\nthe fiction that\ncriticized\ndo not say\ndo not use\n\
         calls us\nspeak out against\ncode for\nframing\ncritics claim\nracist narrative\nvilify\nrejection of\n\
         slur\nslurs",
    ),
    (
        "critique",
        "racist\nhateful\nlie\nlies\nfalse\nharmful\nrhetoric\nmyth\ndangerous\ndehumanizing\nbaseless\ncondemn\n\
         condemned\nreject\ndisgusting\nxenophobic\nlanguage that dehumanizes",
    ),
    (
        "mention-cues",
        "term\nterms\nword\nwords\nphrase\nphrases\nlabel\nlabels\nslogan\ncalls\ncalled\ncalling\ncall\nso-called\n\
         slur\nreferred to as\ntrope",
    ),
    ("reported-subjects", "bill\nlaw\norder\nstatute\nproposal\nact\nregulation\nrule\nordinance\nplan"),
    ("reported-verbs", "excludes\nexclude\nbars\nbar\nallows\nrequires\ndefines\nprohibits\ndenies"),
    ("hypotheticals", "if\nwhether\nimagine\nshould a\nas if\nas though\nsuppose\nunless\nwould be\nwhat if"),
];

/// Reads `text`: a `> ` before a paragraph sets it as a quotation, `# ` as a heading, `- ` as an item whose stem is
/// the paragraph before the list.
pub(crate) fn read(text: &str) -> Fixture {
    let mut vocabulary = Vocabulary::new();
    let core = Core::from_files(LISTS.iter().copied(), &mut vocabulary);
    let mut document = Document {
        text: text.to_string(),
        prose: String::new(),
        map: OffsetMap::default(),
        blocks: Vec::new(),
        sentences: Vec::new(),
        tokens: Vec::new(),
        evidence: Vec::new(),
        comments: Vec::new(),
        declared: super::Declared::default(),
        author: super::author::Author::default(),
        kind: Judged { kind: Kind::Other, because: Vec::new() },
    };
    let (mut at, mut heading, mut stem) = (0, None, None);
    for part in text.split("\n\n") {
        let start = at;
        at += part.len() + 2;
        for (kind, quoted, from, to) in leaves(part, start) {
            let number = document.blocks.len() as u32;
            let item = kind == BlockKind::Item;
            block(&mut document, &vocabulary, (kind, quoted), heading, stem.filter(|_| item), from..to);
            if matches!(kind, BlockKind::Heading(_)) {
                heading = Some(number);
            }
            if !item {
                stem = Some(number);
            }
        }
    }
    Fixture { document, core }
}

/// The leaves of a part: one, or one a line where they are items.
fn leaves(part: &str, start: usize) -> Vec<(BlockKind, u8, usize, usize)> {
    let end = start + part.len();
    if part.starts_with("- ") {
        let mut at = start;
        return part
            .split('\n')
            .map(|line| {
                let from = at + 2;
                at += line.len() + 1;
                (BlockKind::Item, 0, from, from - 2 + line.len())
            })
            .collect();
    }
    match part.get(..2) {
        Some("# ") => vec![(BlockKind::Heading(1), 0, start + 2, end)],
        Some("> ") => vec![(BlockKind::Paragraph, 1, start + 2, end)],
        _ => vec![(BlockKind::Paragraph, 0, start, end)],
    }
}

fn block(
    document: &mut Document,
    vocabulary: &Vocabulary,
    (kind, quoted): (BlockKind, u8),
    heading: Option<u32>,
    stem: Option<u32>,
    bytes: std::ops::Range<usize>,
) {
    let first = document.tokens.len();
    let first_sentence = document.sentences.len() as u32;
    tokenize(&document.text, bytes.start, bytes.end, vocabulary, &mut document.tokens);
    let end = document.tokens.len();
    let number = document.blocks.len() as u32;
    let mut start = first;
    for i in first..end {
        let ends = i + 1 == end || sentence_ends(&document.text, &document.tokens, start, i);
        if ends {
            document.sentences.push(Sentence { tokens: start as u32..i as u32 + 1, block: number });
            start = i + 1;
        }
    }
    document.blocks.push(Block {
        kind,
        zone: if quoted > 0 { Zone::QuotationBlock } else { Zone::Body },
        prose: Span::new(bytes.start, bytes.end),
        quoted,
        list: u32::from(kind == BlockKind::Item),
        tokens: first as u32..end as u32,
        sentences: first_sentence..document.sentences.len() as u32,
        heading,
        stem,
        skip_tokens: 0,
        language: None,
    });
}

/// A final mark, closing marks after it, then a capital or an opening mark.
fn sentence_ends(text: &str, tokens: &[Token], start: usize, i: usize) -> bool {
    let closing = |k| matches!(k, TokenKind::QuoteClose | TokenKind::SingleClose | TokenKind::Close);
    let straight = |t: Token| t.kind == TokenKind::QuoteStraight && !t.has(crate::words::SPACE_BEFORE);
    let is_end = |k| matches!(k, TokenKind::Period | TokenKind::Question | TokenKind::Exclamation);
    let next = tokens[i + 1];
    if closing(next.kind) || straight(next) || !next.has(crate::words::SPACE_BEFORE) {
        return false;
    }
    let mut last = i;
    while last > start && (closing(tokens[last].kind) || straight(tokens[last])) {
        last -= 1;
    }
    let before = tokens.get(last.wrapping_sub(1)).map_or("", |t| &text[t.range()]);
    let abbreviation = matches!(before, "Inc" | "Dr" | "Sen" | "Gov" | "Ms");
    let lower = text[next.range()].chars().next().is_some_and(char::is_lowercase);
    is_end(tokens[last].kind) && !abbreviation && !lower
}

impl Fixture {
    /// The tokens of the first place where `words` stand in the text.
    pub(crate) fn find(&self, words: &str) -> std::ops::Range<usize> {
        let at = self.document.text.find(words).unwrap_or_else(|| panic!("`{words}` is not in the text"));
        let first = self.document.tokens.partition_point(|t| (t.start as usize) < at);
        let end = self.document.tokens.partition_point(|t| (t.start as usize) < at + words.len());
        first..end
    }

    /// The text of tokens.
    pub(crate) fn text(&self, range: std::ops::Range<u32>) -> &str {
        self.document.between(range.start as usize, range.end as usize)
    }
}
