//! Markdown: CommonMark with tables, footnotes, alerts, task lists, definition lists and front matter.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag as Mark, TagEnd};

use super::frontmatter;
use super::html::{Fragment, Walker};
use super::writer::Writer;
use crate::document::{Parsed, Tag};

/// Reads Markdown.
pub(super) fn parse(text: &str) -> Parsed {
    let mut reader = Reader {
        text,
        out: Writer::new(text),
        walker: Walker::default(),
        fences: Vec::new(),
        muted: false,
        html: None,
        paragraph: None,
        image: None,
    };
    // The parser knows no line that ends in a lone carriage return; in this copy every byte keeps its place.
    let lines = if text.contains('\r') && !text.contains('\n') {
        Cow::Owned(text.replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    };
    for (event, at) in Parser::new_ext(&lines, options()).into_offset_iter() {
        reader.event(event, at);
    }
    reader.walker.close_to(0, text.len(), &mut reader.out);
    reader.out.finish()
}

/// Never all of them: with mathematics two sums of money in a line lose what stands between them, subscripts take
/// `~5~`, and smart punctuation changes text that we fold ourselves.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
}

/// A paragraph that may turn out to be a picture alone.
#[derive(Debug, Clone, Copy)]
struct Paragraph {
    /// The event that opened it.
    event: usize,
    picture: bool,
    words: bool,
}

struct Reader<'t> {
    text: &'t str,
    out: Writer<'t>,
    walker: Walker,
    /// What the walker needs back when the open containers end.
    fences: Vec<usize>,
    /// Inside code or front matter.
    muted: bool,
    /// The lines of the open HTML block.
    html: Option<Vec<Range<usize>>>,
    paragraph: Option<Paragraph>,
    /// Inside a picture: whether it has words, and how many pictures deep.
    image: Option<(bool, usize)>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(mark) => self.start(&mark, at),
            Event::End(mark) => self.end(mark, at),
            Event::Text(words) => self.words(at, &words),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                if self.says() {
                    self.out.opaque(at);
                }
            }
            Event::Html(_) => match &mut self.html {
                Some(lines) => lines.push(at),
                None => self.inline_html(at),
            },
            Event::InlineHtml(_) => self.inline_html(at),
            Event::FootnoteReference(_) => {
                if !self.walker.is_hidden() {
                    self.out.footnote_mark(at);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if !self.walker.is_hidden() {
                    self.out.soft_break(at);
                }
            }
            Event::Rule => self.out.boundary(),
            Event::TaskListMarker(_) => {}
        }
    }

    /// Whether content that comes now is prose; if so, it counts for the paragraph or the picture.
    fn says(&mut self) -> bool {
        if self.muted || self.walker.is_hidden() {
            return false;
        }
        match (&mut self.image, &mut self.paragraph) {
            (Some((words, _)), _) => *words = true,
            (None, Some(paragraph)) => paragraph.words = true,
            (None, None) => {}
        }
        true
    }

    fn words(&mut self, at: Range<usize>, words: &str) {
        // In a block of HTML only what is left of a tab comes as text.
        if self.html.is_none() && self.says() {
            self.out.reads(at, words);
        }
    }

    fn inline_html(&mut self, at: Range<usize>) {
        let before = self.out.len();
        self.walker.feed(&Fragment::joined(self.text, &[at]), &mut self.out);
        if let Some((words, _)) = &mut self.image {
            *words |= self.out.len() > before;
        }
    }

    /// Our tag for a block of Markdown, if it has one.
    fn tag(mark: &Mark<'_>) -> Option<Tag> {
        match mark {
            Mark::Paragraph | Mark::DefinitionListTitle | Mark::DefinitionListDefinition => Some(Tag::Paragraph),
            Mark::Heading { level, .. } => Some(Tag::Heading(number(*level))),
            Mark::BlockQuote(None) => Some(Tag::Quote),
            // An alert is in the author's own voice.
            Mark::BlockQuote(Some(_)) => None,
            Mark::List(_) => Some(Tag::List),
            Mark::Item => Some(Tag::Item),
            Mark::FootnoteDefinition(_) => Some(Tag::Footnote),
            Mark::Table(_) => Some(Tag::Table),
            Mark::TableHead | Mark::TableRow => Some(Tag::Row),
            Mark::TableCell => Some(Tag::Cell),
            _ => None,
        }
    }

    fn start(&mut self, mark: &Mark<'_>, at: Range<usize>) {
        match mark {
            Mark::CodeBlock(_) => {
                self.out.boundary();
                self.muted = true;
            }
            Mark::MetadataBlock(_) => {
                self.muted = true;
                if let Some(found) = self.text.get(at.clone()).and_then(frontmatter::find) {
                    frontmatter::read(&found, at.start, &mut self.out);
                }
            }
            Mark::HtmlBlock => {
                self.out.boundary();
                self.html = Some(Vec::new());
            }
            Mark::Link { link_type, .. } => {
                let bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                if !bare && !self.walker.is_hidden() {
                    self.out.link(at);
                }
            }
            Mark::Image { .. } => match &mut self.image {
                Some((_, depth)) => *depth += 1,
                None => self.image = Some((false, 1)),
            },
            Mark::Emphasis | Mark::Strong | Mark::Strikethrough | Mark::Superscript | Mark::Subscript => {}
            _ => {
                let event = self.out.len();
                self.fences.push(self.walker.enter());
                match Self::tag(mark) {
                    Some(tag) => self.out.start(tag),
                    None => self.out.boundary(),
                }
                let is_paragraph = matches!(mark, Mark::Paragraph);
                self.paragraph = is_paragraph.then_some(Paragraph { event, picture: false, words: false });
            }
        }
    }

    fn end(&mut self, mark: TagEnd, at: Range<usize>) {
        let tag = match mark {
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => {
                self.muted = false;
                return;
            }
            TagEnd::HtmlBlock => return self.html_block(),
            TagEnd::Image => return self.end_image(at),
            TagEnd::Link
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => return,
            TagEnd::Paragraph => Some(self.paragraph_tag()),
            TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => Some(Tag::Paragraph),
            TagEnd::Heading(level) => Some(Tag::Heading(number(level))),
            TagEnd::BlockQuote(None) => Some(Tag::Quote),
            TagEnd::BlockQuote(Some(_)) | TagEnd::DefinitionList => None,
            TagEnd::List(_) => Some(Tag::List),
            TagEnd::Item => Some(Tag::Item),
            TagEnd::FootnoteDefinition => Some(Tag::Footnote),
            TagEnd::Table => Some(Tag::Table),
            TagEnd::TableHead | TagEnd::TableRow => Some(Tag::Row),
            TagEnd::TableCell => Some(Tag::Cell),
        };
        self.paragraph = None;
        if let Some(outer) = self.fences.pop() {
            self.walker.leave(outer, at.end, &mut self.out);
        }
        match tag {
            Some(tag) => self.out.end(tag),
            None => self.out.boundary(),
        }
    }

    /// A paragraph that holds nothing but pictures is their caption.
    fn paragraph_tag(&mut self) -> Tag {
        match self.paragraph {
            Some(p) if p.picture && !p.words => {
                self.out.retag(p.event, Tag::Caption);
                Tag::Caption
            }
            _ => Tag::Paragraph,
        }
    }

    fn end_image(&mut self, at: Range<usize>) {
        match self.image.take() {
            Some((words, depth)) if depth > 1 => self.image = Some((words, depth - 1)),
            Some((false, _)) if self.out.is_filled() && !self.walker.is_hidden() => self.out.opaque(at),
            _ => {}
        }
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.picture = true;
        }
    }

    fn html_block(&mut self) {
        let Some(lines) = self.html.take() else { return };
        self.out.paragraphs = true;
        self.walker.feed(&Fragment::joined(self.text, &lines), &mut self.out);
        self.out.boundary();
        self.out.paragraphs = false;
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Event;

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
    fn markup_is_gone_and_what_is_decoded_is_a_unit() {
        assert_eq!(read("stand **with** us &amp; \\*me"), "stand with us <&> *me|");
        assert_eq!(read("Price $20,000 and$30,000, ~5~ x^2^"), "Price $20,000 and$30,000, 5 x^2^|");
    }

    #[test]
    fn a_soft_break_takes_the_next_prefix_with_it() {
        let text = "> a\r\n> **b**\nc";
        assert_eq!(read(text), "Quote[a< >b< >c|]");
        let breaks: Vec<_> = parse(text)
            .events
            .iter()
            .filter_map(|e| match e {
                Event::Atomic { at, .. } => Some(&text[at.range()]),
                _ => None,
            })
            .collect();
        assert_eq!(breaks, ["\r\n> **", "\n"]);
    }

    #[test]
    fn code_is_no_prose() {
        assert_eq!(read("a `b` c\n\n```\nd\n```\n\n    e\n"), "a <code> c|");
    }

    #[test]
    fn alerts_are_the_authors_voice() {
        assert_eq!(read("> [!NOTE]\n> a\n\n> b"), "a|Quote[b|]");
    }

    #[test]
    fn pictures_alone_are_captions() {
        assert_eq!(read("![a *b*](x)"), "Caption[a b]");
        assert_eq!(read("[![a](x)](y)"), "Caption[<link>a]");
        assert_eq!(read("see ![a](x) and ![](y)"), "see a and <code>|");
    }

    #[test]
    fn links_notes_and_lists() {
        assert_eq!(read("[a](b) <https://c.org>"), "<link>a https://c.org|");
        assert_eq!(read("a[^1]\n\n[^1]: b\n"), "a<note>|Footnote[b|]");
        assert_eq!(read("We ask:\n\n- [ ] a\n- b\n  1. c\n"), "We ask:|List[Item[a]Item[bList[Item[c]]]]");
        assert_eq!(read("|a|b|\n|-|-|\n|c \\| d|e|\n"), "Table[Row[Cell[a]Cell[b]]Row[Cell[c | d]Cell[e]]]");
    }

    #[test]
    fn html_is_read_as_html() {
        assert_eq!(read("a <b>b</b><br>c <!-- d --> <code>x</code>y"), "a b< >c <<!-- d -->> <code>y|");
        assert_eq!(read("<blockquote>\n\n**a**\n\n</blockquote>\n\nb"), "Quote[a|]b|");
        assert_eq!(read("> <div>\n> a\n> b</div>\n\nc"), "Quote[a< >b|]c|");
        assert_eq!(read("<script>\nlet x;\n</script>\n\na <nav>b\n\nc"), "a |c|");
    }

    #[test]
    fn front_matter_gives_values_alone() {
        assert_eq!(read("---\ntitle: 'A b'\ntags: [c]\n---\n\n# D {#d}\n"), "Meta[A b]Heading(1)[D]");
        assert_eq!(read("---\ntitle: [\n---\n\na"), "a|");
    }
}
