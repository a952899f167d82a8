//! Formats: text in, events out. Formats know nothing of each other.

mod frontmatter;
mod html;
mod markdown;
mod text;
mod writer;

use crate::document::Parsed;

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// CommonMark with the extensions of GitHub, and front matter.
    Markdown,
    /// HTML.
    Html,
    /// Plain text.
    Text,
}

impl Format {
    /// Every format, in order.
    pub const ALL: &'static [Format] = &[Format::Markdown, Format::Html, Format::Text];

    /// The name as it is written in arguments and output.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Text => "text",
        }
    }

    /// The format of a file, by the extension of its name; a name without one is plain text.
    pub fn from_name(name: &str) -> Option<Format> {
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        // `.profile` has a name and no extension.
        let Some((_, extension)) = file.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) else {
            return Some(Format::Text);
        };
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" | "mdx" => Some(Format::Markdown),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "txt" | "text" => Some(Format::Text),
            _ => None,
        }
    }
}

/// Reads `text` as `format`. Every text is a document: what cannot be understood is read as prose.
pub fn parse(format: Format, text: &str) -> Parsed {
    match format {
        Format::Markdown => markdown::parse(text),
        Format::Html => html::parse(text),
        Format::Text => text::parse(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_names_the_format() {
        assert_eq!(Format::from_name("a.b/README"), Some(Format::Text));
        assert_eq!(Format::from_name("x/Release.MD"), Some(Format::Markdown));
        assert_eq!(Format::from_name("x.htm"), Some(Format::Html));
        assert_eq!(Format::from_name("x.pdf"), None);
        assert_eq!(Format::from_name(".profile"), Some(Format::Text));
    }
}
