//! Formats: text in, events out. Formats know nothing of each other.

mod frontmatter;
mod html;
mod markdown;
mod text;
mod writer;

use crate::document::Parsed;

pub use crate::source::Format;

/// Reads `text` as `format`. Every text is a document: what cannot be understood is read as prose.
pub fn parse(format: Format, text: &str) -> Parsed {
    match format {
        Format::Markdown => markdown::parse(text),
        Format::Html => html::parse(text),
        Format::Text => text::parse(text),
    }
}
