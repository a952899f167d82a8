//! HTML: a tokenizer with byte spans, and a walk that knows which elements hold prose.

mod elements;
mod tokens;
mod walker;

pub(super) use walker::Walker;

use super::writer::Writer;
use crate::document::Parsed;

/// Reads a whole HTML document.
pub(super) fn parse(text: &str) -> Parsed {
    let mut out = Writer::new(text);
    out.paragraphs = true;
    let mut walker = Walker::default();
    walker.feed(&Fragment::whole(text), &mut out);
    walker.close_to(0, text.len(), &mut out);
    out.finish()
}

/// HTML source: a slice of the document, or slices joined where a quotation's prefixes stand between its lines.
#[derive(Debug)]
pub(super) struct Fragment<'t> {
    source: std::borrow::Cow<'t, str>,
    /// Where pieces start, in the source and in the document.
    pieces: Vec<(usize, usize)>,
}

impl<'t> Fragment<'t> {
    fn whole(text: &'t str) -> Self {
        Fragment { source: text.into(), pieces: vec![(0, 0)] }
    }

    /// The slices of `text` at `lines`, which are in order.
    pub(super) fn joined(text: &'t str, lines: &[std::ops::Range<usize>]) -> Self {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return Fragment { source: "".into(), pieces: vec![(0, 0)] };
        };
        let touching = lines.windows(2).all(|w| w[0].end == w[1].start);
        if touching {
            let source = text.get(first.start..last.end).unwrap_or("");
            return Fragment { source: source.into(), pieces: vec![(0, first.start)] };
        }
        let mut source = String::new();
        let mut pieces = Vec::new();
        for line in lines {
            pieces.push((source.len(), line.start));
            source.push_str(text.get(line.clone()).unwrap_or(""));
        }
        Fragment { source: source.into(), pieces }
    }

    /// A range of the source as a range of the document.
    fn place(&self, at: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let map = |offset: usize, last: usize| {
            let i = self.pieces.partition_point(|&(start, _)| start <= last).saturating_sub(1);
            let (from, to) = self.pieces[i];
            to + (offset - from)
        };
        let start = map(at.start, at.start);
        start..map(at.end, at.end.saturating_sub(1).max(at.start)).max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Event, Tag};

    /// What is read: tags other than paragraphs as words, verbatim text as it is, the rest in angle brackets.
    fn read(text: &str) -> String {
        let mut out = String::new();
        for event in parse(text).events {
            match event {
                Event::Start(Tag::Paragraph) => {}
                Event::Start(tag) => out.push_str(&format!("{tag:?}[")),
                Event::End(Tag::Paragraph) => out.push('|'),
                Event::End(_) => out.push(']'),
                Event::Verbatim(at) => out.push_str(&text[at.range()]),
                Event::Atomic { prose, .. } => out.push_str(&format!("<{prose}>")),
                Event::Opaque(_) => out.push_str("<code>"),
                Event::Link(_) => out.push_str("<link>"),
                Event::FootnoteMark(_) => out.push_str("<note>"),
                Event::Comment(at) => out.push_str(&format!("<{}>", &text[at.range()])),
            }
        }
        out
    }

    #[test]
    fn markup_is_gone_and_entities_are_units() {
        assert_eq!(read("<p>stand <b>with</b>&nbsp;us &amp; me</p>"), "stand with<\u{a0}>us <&> me|");
        assert_eq!(read("a &not b &bogus; c &#8217;s"), "a <¬> b &bogus; c <’>s|");
    }

    #[test]
    fn white_space_is_one_space_and_none_at_the_ends() {
        assert_eq!(read("<p>\n  We\n  stand <i> with </i>\r\n us </p>"), "We< >stand< >with< >us|");
        assert_eq!(read("a<br>b<br/>\n c"), "a< >b< >c|");
    }

    #[test]
    fn what_no_reader_reads_is_no_prose() {
        assert_eq!(
            read("<nav>Home</nav><script>if (a<b) x()</script><style>p{}</style><svg><title>t</title></svg>Hi"),
            "Hi|"
        );
        assert_eq!(read("run <code>rm <b>x</b></code> now<pre>a</pre>"), "run <code> now|");
    }

    #[test]
    fn the_head_gives_title_and_description() {
        let text =
            "<html lang=en-US><head><title>T &amp; U</title><meta name=\"Description\" content='d &lt; e'></head>";
        assert_eq!(read(text), "Meta[T <&> U|]Meta[<d < e>|]");
        assert_eq!(parse(text).declared.language.as_deref(), Some("en-US"));
    }

    #[test]
    fn blocks_nest_and_close_themselves() {
        assert_eq!(read("<ul><li>a<li>b<ul><li>c</ul></ul>d"), "List[Item[a|]Item[b|List[Item[c|]]]]d|");
        assert_eq!(read("<p>a<p>b<blockquote>c</blockquote>"), "a|b|Quote[c|]");
        assert_eq!(read("<table><tr><th>a<td>b<tr><td>c</table>"), "Table[Row[Cell[a|]Cell[b|]]Row[Cell[c|]]]");
        assert_eq!(read("<h2>a</h3>b"), "Heading(2)[a|]b|");
    }

    #[test]
    fn pictures_speak_by_their_alternative_text() {
        assert_eq!(
            read("<img src=x alt='A &quot;b&quot;'><p>see <img alt=heart> us"),
            "Caption[<A \"b\">|]see heart us|"
        );
        assert_eq!(read("<figure><img alt=''><figcaption>c</figcaption></figure>"), "Caption[c|]");
    }

    #[test]
    fn footnote_marks_links_and_quotation_elements() {
        assert_eq!(read("a<sup>[<a href='#fn1'>1</a>]</sup> m<sup>2</sup>"), "a[<note>] m2|");
        assert_eq!(read("<a href=x>b</a> <q>c</q>"), "<link>b <\">c<\">|");
    }

    #[test]
    fn loose_marks_are_text() {
        assert_eq!(read("1 < 2 & 3 <é"), "1 < 2 & 3 <é|");
        assert_eq!(read("a <!-- c --> b"), "a<<!-- c -->>< >b|");
        assert_eq!(read("a <b"), "a|");
    }
}
