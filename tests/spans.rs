//! The span map holds for any text in any format: in bounds, in order, on character boundaries, true to the text.

use proptest::prelude::*;
use standwith::document::{self, Document, Event, Reading};
use standwith::format::{Format, parse};
use standwith::span::{Span, Text};
use standwith::words::Vocabulary;
use standwith::words::core::Core;

/// The place that an event names.
fn place(event: &Event) -> Option<Span<Text>> {
    match event {
        Event::Start(_) | Event::End(_) => None,
        Event::Verbatim(at) | Event::Opaque(at) | Event::Link(at) | Event::FootnoteMark(at) | Event::Comment(at) => {
            Some(*at)
        }
        Event::Atomic { at, .. } => Some(*at),
    }
}

fn is_content(event: &Event) -> bool {
    matches!(event, Event::Verbatim(_) | Event::Opaque(_) | Event::Atomic { .. })
}

/// Events are in bounds, on character boundaries and in order, and every container that opens is closed.
fn check_events(format: Format, text: &str, events: &[Event]) {
    let mut end = 0;
    let mut open = Vec::new();
    for event in events {
        if let Some(at) = place(event) {
            assert!(text.get(at.range()).is_some(), "{format:?} {text:?}: {event:?} is no slice");
            if is_content(event) {
                assert!(at.start() >= end, "{format:?} {text:?}: {event:?} starts before {end}");
                end = at.end();
            }
        }
        match event {
            Event::Start(tag) => open.push(*tag),
            Event::End(tag) => assert_eq!(open.pop(), Some(*tag), "{format:?} {text:?}"),
            _ => {}
        }
    }
    assert!(open.is_empty(), "{format:?} {text:?}: {open:?} stay open");
}

fn check_document(format: Format, text: &str) -> Document {
    let parsed = parse(format, text);
    check_events(format, text, &parsed.events);
    let document = document::parse(text.to_owned(), parsed, &Vocabulary::new(), &Core::default(), &Reading::default());
    let prose = document.prose();
    let (mut prose_end, mut text_end) = (0, 0);
    for (p, t) in document.map.pieces() {
        assert_eq!(p.start(), prose_end, "{format:?} {text:?}: pieces touch");
        assert!(t.start() >= text_end && text.get(t.range()).is_some(), "{format:?} {text:?}: {t:?}");
        assert!(prose.get(p.range()).is_some(), "{format:?} {text:?}: {p:?}");
        (prose_end, text_end) = (p.end(), t.end());
    }
    for (p, t) in document.map.verbatim() {
        assert_eq!(prose.get(p.range()), text.get(t.range()), "{format:?} {text:?}");
    }
    let (mut block_end, mut token_end) = (0, 0);
    for block in &document.blocks {
        assert!(block.prose.start() >= block_end, "{format:?} {text:?}: {block:?}");
        assert!(prose.get(block.prose.range()).is_some() && !block.prose.is_empty(), "{format:?} {text:?}: {block:?}");
        assert_eq!(block.tokens.start, token_end, "{format:?} {text:?}: {block:?}");
        for token in &document.tokens[block.tokens.start as usize..block.tokens.end as usize] {
            let inside = block.prose.start() <= token.start as usize && token.end as usize <= block.prose.end();
            assert!(inside && prose.get(token.range()).is_some(), "{format:?} {text:?}: {token:?} {block:?}");
            let located = document.map.locate(Span::new(token.start as usize, token.end as usize));
            assert!(text.get(located.range()).is_some(), "{format:?} {text:?}: {token:?} at {located:?}");
        }
        (block_end, token_end) = (block.prose.end(), block.tokens.end);
    }
    assert_eq!(token_end as usize, document.tokens.len());
    assert!(document.evidence.iter().all(|e| (e.token as usize) < document.tokens.len()));
    document
}

/// The prose of each block.
fn blocks(format: Format, text: &str) -> Vec<String> {
    let document = check_document(format, text);
    document.blocks.iter().map(|b| document.prose()[b.prose.range()].to_owned()).collect()
}

/// Texts that broke other tools, and that a random one will not be.
const NASTY: &[&str] = &[
    "",
    "\n",
    "\r",
    "\u{FEFF}a",
    "<",
    "<é",
    "a <é> b",
    "&",
    "&amp",
    "&#x1F600;&#0;&#xD800;&ngE;",
    "stand **wi*th*** _us_ &amp; y'all",
    "a\r\nb\r\n\r\n> c\r\n> d\re\r\n",
    "👩‍👩‍👧 <b>👩</b>\u{301} é",
    "\ta\tb\n\t\tc\n",
    "> a\n> > b\n> c\nd\n\ne",
    "> lazy\ncontinuation **of\nit**\n",
    "| a \\| b | `c \\| d` |\n|---|---|\n| é \\| | <b>x |\n",
    "voice\u{AD}less voice&shy;less \u{200B}",
    "<p>a<div>b</p>c</div></span><li>d<td>e",
    "<code>a\n\nb</code> <pre>c",
    "<script>a\n\n</scr",
    "<!-- a\n\n-->b<!-- c",
    "<a href='é\nb' title=\"&quot;\">c</a",
    "<img alt='é &amp; è' src=x> <img alt=a>b",
    "<title>a<b>c</title><textarea>d",
    "<svg><title>x</title><p>y</svg>z",
    "- a\n  - <blockquote>\n- b\n\nc",
    "> <div>\n> <p>a\n> &amp; b\n>\n> c</div>\n",
    "[^1]: a\n    b\n\n[^1]\n",
    "---\ntitle: é\nsummary: |\n  a\n  b\n---\n\n# c\n",
    "---\r\ntitle: \"a \\u00e9\"\r\ndescription: 'it''s'\r\n---\r\nb",
    "---\ntitle: &a é\nsummary: *a\n---\n",
    "---\ntitle: >\n\n---\n",
    "+++\ntitle = \"\"\"\na\\\n b\"\"\"\n+++\n",
    "+++\ntitle = 'é'\nsummary = [1]\n+++\n",
    "---\n",
    "+++",
    "a\n: b\n: c\n\n    d\n",
    "Title {#é}\n===\n\n# # #\n",
    "![a ![b](c) d](e)\n![](x)",
    "*a **b `c* d` e**",
    "\\\\ \\* \\\n\\&amp;",
    "a  \nb\\\nc",
    "<details>\n<summary>a</summary>\n\nb\n\n</details>\n\nc",
    "1. a\n2) b\n(c) d\n• e\n– f\n",
    "(é) a\n1é",
    "====\n----\na\n---\n",
];

#[test]
fn nasty_texts_hold() {
    for format in Format::ALL {
        for text in NASTY {
            check_document(*format, text);
        }
    }
}

#[test]
fn deep_nesting_needs_no_stack() {
    let deep = 2000;
    let texts = [
        "<div>".repeat(deep) + "a",
        "<ul><li>".repeat(deep) + "a" + &"</li></ul>".repeat(deep),
        "<blockquote><b><q><code>".repeat(deep) + "a",
        "> ".repeat(deep) + "a",
        "* ".repeat(deep) + "a",
        "*a_ ".repeat(deep) + "b",
        "[".repeat(deep) + "a" + &"](b)".repeat(deep),
        "![".repeat(deep) + "a" + &"](b)".repeat(deep),
        format!("---\ntitle: {}\n---\n", "[".repeat(deep)),
        format!("---\ntitle: {}{}\n---\n", "{a: ".repeat(deep), "}".repeat(deep)),
        format!("+++\ntitle = {}{}\n+++\n", "[".repeat(deep), "]".repeat(deep)),
    ];
    for text in &texts {
        for format in Format::ALL {
            check_document(*format, text);
        }
    }
}

#[test]
fn a_phrase_is_the_same_in_every_dress() {
    let dressed = [
        (Format::Markdown, "We stand **with** you."),
        (Format::Markdown, "> We *stand\n> with* you."),
        (Format::Markdown, "We <b>stand</b>\nwith [you](x)."),
        (Format::Markdown, "<p>We stand\n<i>with</i> you.</p>"),
        (Format::Html, "<p>We <b>stand</b>\n  with&#32;<a href=x>you</a>."),
        (Format::Text, "> We stand with you."),
    ];
    for (format, text) in dressed {
        assert_eq!(blocks(format, text), ["We stand with you."], "{text:?}");
    }
}

#[test]
fn plain_text_is_not_copied() {
    let text = "Title\n\nA line.\n\n- one\n  more\n";
    let document = check_document(Format::Text, text);
    assert!(document.map.is_identity() && std::ptr::eq(document.prose(), document.text.as_str()));
}

/// Pieces that formats treat in their own ways.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "We", "é", "👩‍👧", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "\n> ", "\n- ", "\n1. ", "\n# ", "\n---\n",
    "\n===\n", "---\n", "+++\n", "title: ", "title = ", "\"", "'", ":", "\n: ", "*", "**", "_", "`", "```\n", "~~",
    "[", "](b)", "![", "[^1]", "\n[^1]: ", "\\", "|", "\n|-|-|\n", "<", ">", "/>", "</", "<p>", "</p>", "<b>", "</b>",
    "<br>", "<li>", "<ul>", "</ul>", "<td>", "<tr>", "<table>", "</table>", "<code>", "</code>", "<q>", "</q>",
    "<sup>", "</sup>", "<a href='#fn1'>", "</a>", "<blockquote>", "</blockquote>", "<script>", "</script>", "<nav>",
    "</nav>", "<div>\n", "</div>", "<!--", "-->", "<img alt='é &amp;'>", "<title>", "</title>", "&amp;", "&#233;",
    "&not", "&", "\u{AD}", "\u{A0}", "\u{200B}", "<?", "?>", "<![CDATA[", "]]>", "<h1>", "</h2>", "> [!NOTE]\n", "\0",
    "    ", "{#a}", "- [ ] ", "(a) ", "• ",
];

/// Pieces strung together.
fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn markdown_holds(text in soup()) {
        check_document(Format::Markdown, &text);
    }

    #[test]
    fn html_holds(text in soup()) {
        check_document(Format::Html, &text);
    }

    #[test]
    fn text_holds(text in soup()) {
        check_document(Format::Text, &text);
    }

    #[test]
    fn any_characters_hold(text in "\\PC{0,80}|(?s).{0,80}") {
        for format in Format::ALL {
            check_document(*format, &text);
        }
    }
}
