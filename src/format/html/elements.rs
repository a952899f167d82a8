//! What each element means for prose.

use crate::document::Tag;

/// What an element does to the text inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A block of its own; a tag of ours, if it has one.
    Block(Option<Tag>),
    /// Nothing inside is prose, and it ends a block.
    HiddenBlock,
    /// Nothing inside is prose.
    Hidden,
    /// Code within a sentence.
    Code,
    /// A short quotation; its marks are drawn by the browser.
    Quotation,
    /// A superscript, which may hold a footnote mark.
    Superscript,
    /// A link.
    Anchor,
    /// A line break.
    Break,
    /// A rule across the page.
    Rule,
    /// A picture.
    Image,
    /// A statement about the document.
    Meta,
    /// The whole document.
    Document,
}

/// The name and role of an element that is more than a span of text.
pub(super) fn lookup(name: &[u8]) -> Option<(&'static str, Role)> {
    let name = std::str::from_utf8(name).ok()?;
    let known = TABLE.binary_search_by(|&(n, _)| n.cmp(name)).ok()?;
    TABLE.get(known).copied()
}

const fn block(tag: Tag) -> Role {
    Role::Block(Some(tag))
}

/// Sorted by name.
const TABLE: &[(&str, Role)] = &[
    ("a", Role::Anchor),
    ("address", Role::Block(None)),
    ("article", Role::Block(None)),
    ("aside", Role::Block(None)),
    ("audio", Role::Hidden),
    ("blockquote", block(Tag::Quote)),
    ("body", Role::Block(None)),
    ("br", Role::Break),
    ("canvas", Role::Hidden),
    ("caption", block(Tag::Caption)),
    ("center", Role::Block(None)),
    ("code", Role::Code),
    ("datalist", Role::Hidden),
    ("dd", Role::Block(None)),
    ("details", Role::Block(None)),
    ("dialog", Role::Block(None)),
    ("div", Role::Block(None)),
    ("dl", Role::Block(None)),
    ("dt", Role::Block(None)),
    ("fieldset", Role::Block(None)),
    ("figcaption", block(Tag::Caption)),
    ("figure", Role::Block(None)),
    ("footer", Role::Block(None)),
    ("form", Role::Block(None)),
    ("h1", block(Tag::Heading(1))),
    ("h2", block(Tag::Heading(2))),
    ("h3", block(Tag::Heading(3))),
    ("h4", block(Tag::Heading(4))),
    ("h5", block(Tag::Heading(5))),
    ("h6", block(Tag::Heading(6))),
    ("head", Role::Block(None)),
    ("header", Role::Block(None)),
    ("hgroup", Role::Block(None)),
    ("hr", Role::Rule),
    ("html", Role::Document),
    ("iframe", Role::Hidden),
    ("img", Role::Image),
    ("kbd", Role::Code),
    ("legend", Role::Block(None)),
    ("li", block(Tag::Item)),
    ("main", Role::Block(None)),
    ("math", Role::Hidden),
    ("menu", block(Tag::List)),
    ("meta", Role::Meta),
    ("nav", Role::HiddenBlock),
    ("noembed", Role::Hidden),
    ("noframes", Role::Hidden),
    ("noscript", Role::Hidden),
    ("object", Role::Hidden),
    ("ol", block(Tag::List)),
    ("p", Role::Block(None)),
    ("pre", Role::HiddenBlock),
    ("q", Role::Quotation),
    ("samp", Role::Code),
    ("script", Role::Hidden),
    ("search", Role::Block(None)),
    ("section", Role::Block(None)),
    ("select", Role::Hidden),
    ("style", Role::Hidden),
    ("summary", Role::Block(None)),
    ("sup", Role::Superscript),
    ("svg", Role::Hidden),
    ("table", block(Tag::Table)),
    ("tbody", Role::Block(None)),
    ("td", block(Tag::Cell)),
    ("template", Role::Hidden),
    ("textarea", Role::Hidden),
    ("tfoot", Role::Block(None)),
    ("th", block(Tag::Cell)),
    ("thead", Role::Block(None)),
    ("title", block(Tag::Meta)),
    ("tr", block(Tag::Row)),
    ("tt", Role::Code),
    ("ul", block(Tag::List)),
    ("video", Role::Hidden),
    ("xmp", Role::HiddenBlock),
];

/// The elements that the start of `name` ends when they are open, and the element beyond which it does not look.
pub(super) fn ends_before(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ul", "ol", "menu"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr"], &["table"]),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot", "tr"], &["table"]),
        _ => (&["p"], &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_of_the_table_is_found() {
        for &(name, role) in TABLE {
            assert_eq!(lookup(name.as_bytes()), Some((name, role)), "the table is sorted by name");
        }
    }
}
