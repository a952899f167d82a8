//! Documents in formats that are not read: known by name or by content, so that the reader hears what to do.

use std::fmt;
use std::path::Path;

use super::{extension, quoted};

/// A format that holds documents and is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Foreign {
    /// Word: `docx`, `docm`, `dotx`.
    Word,
    /// Word before 2007 and other files of its container: `doc`, `dot`.
    OldWord,
    /// OpenDocument text: `odt`, `ott`.
    OpenDocument,
    /// PDF.
    Pdf,
    /// Rich text: `rtf`.
    Rtf,
    /// Apple Pages.
    Pages,
    /// An electronic book: `epub`.
    Epub,
    /// A ZIP archive of another kind.
    Archive,
    /// A pointer to a document in the cloud: `gdoc`.
    Cloud,
    /// reStructuredText, AsciiDoc, Org, LaTeX: text that a walk passes over and that is read as plain text if named.
    Markup,
}

/// How far into a file, from both ends, the names in an archive are looked for.
const NAMES: usize = 64 << 10;

impl Foreign {
    /// The format that a file's extension names.
    pub fn from_name(path: &Path) -> Option<Foreign> {
        match extension(path)?.as_str() {
            "docx" | "docm" | "dotx" => Some(Foreign::Word),
            "doc" | "dot" => Some(Foreign::OldWord),
            "odt" | "ott" => Some(Foreign::OpenDocument),
            "pdf" => Some(Foreign::Pdf),
            "rtf" => Some(Foreign::Rtf),
            "pages" => Some(Foreign::Pages),
            "epub" => Some(Foreign::Epub),
            "gdoc" => Some(Foreign::Cloud),
            "rst" | "adoc" | "asciidoc" | "org" | "tex" | "textile" => Some(Foreign::Markup),
            _ => None,
        }
    }

    /// The format that a file's first bytes, and the names in an archive, tell.
    pub fn from_bytes(bytes: &[u8]) -> Option<Foreign> {
        if bytes.starts_with(b"PK\x03\x04") {
            return Some(Foreign::of_archive(bytes));
        }
        let marks: [(&[u8], Foreign); 3] = [
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Foreign::OldWord),
            (b"%PDF-", Foreign::Pdf),
            (b"{\\rtf", Foreign::Rtf),
        ];
        marks.into_iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, format)| format)
    }

    fn of_archive(bytes: &[u8]) -> Foreign {
        let ends = [&bytes[..bytes.len().min(NAMES)], &bytes[bytes.len().saturating_sub(NAMES)..]];
        let holds = |name: &[u8]| ends.iter().any(|end| end.windows(name.len()).any(|w| w == name));
        if holds(b"word/document") {
            Foreign::Word
        } else if holds(b"application/vnd.oasis.opendocument") {
            Foreign::OpenDocument
        } else if holds(b"Index/Document.iwa") {
            Foreign::Pages
        } else if holds(b"application/epub+zip") {
            Foreign::Epub
        } else {
            Foreign::Archive
        }
    }

    /// The format of a document that is to be read, if it cannot be; content knows better than a name.
    pub(super) fn of_document(path: &Path, bytes: &[u8]) -> Option<Foreign> {
        Foreign::from_bytes(bytes).or_else(|| Foreign::from_name(path).filter(|f| *f != Foreign::Markup))
    }

    /// What to do with the file at `path`: one sentence without a full stop.
    pub fn remedy(self, path: &str) -> String {
        let remedy = match self {
            Foreign::Word => {
                return format!(
                    "in Word choose Save As > Plain Text (.txt) or Web Page (.html), or use pandoc: {}",
                    converted(path, "draft.docx")
                );
            }
            Foreign::OldWord => "open it in Word or LibreOffice and save its text with Save As > Plain Text (.txt)",
            Foreign::OpenDocument => {
                return format!(
                    "in LibreOffice choose Save As > Text (.txt) or HTML, or use pandoc: {}",
                    converted(path, "draft.odt")
                );
            }
            Foreign::Pdf => "check the document it was made from, or save its text: pdftotext FILE.pdf",
            Foreign::Rtf => "open it in Word, TextEdit or LibreOffice and save it as plain text (.txt)",
            Foreign::Pages => "in Pages choose File > Export To > Plain Text",
            Foreign::Epub => "check the text it was made from: Markdown, HTML or plain text",
            Foreign::Archive => "unpack it, and check the documents in it",
            Foreign::Cloud => "in the browser choose File > Download > Markdown or Plain Text",
            Foreign::Markup => "name the file itself to have it read as plain text",
        };
        remedy.into()
    }
}

/// The command that reads a document through pandoc; standard input is called `else_called`.
fn converted(path: &str, else_called: &str) -> String {
    let path = if path.starts_with('<') { else_called } else { path };
    let markdown = Path::new(path).with_extension("md");
    let name = markdown.file_name().map_or_else(|| "draft.md".into(), |name| name.to_string_lossy());
    format!("pandoc -t markdown {} | standwith check - --stdin-filename {}", quoted(path), quoted(&name))
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Foreign::Word => "a Word document (.docx)",
            Foreign::OldWord => "an old Office document (.doc)",
            Foreign::OpenDocument => "an OpenDocument file (.odt)",
            Foreign::Pdf => "a PDF",
            Foreign::Rtf => "a rich text file (.rtf)",
            Foreign::Pages => "a Pages document",
            Foreign::Epub => "an electronic book (.epub)",
            Foreign::Archive => "a ZIP archive",
            Foreign::Cloud => "a link to a Google document",
            Foreign::Markup => "markup of another kind",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Problem, Source};
    use super::*;

    fn refused(name: &str, bytes: &[u8]) -> Foreign {
        match Source::from_bytes(name, bytes.to_vec()).unwrap_err().problem {
            Problem::Foreign(foreign) => foreign,
            other => panic!("{name}: {other:?}"),
        }
    }

    #[test]
    fn names_are_refused() {
        for (name, format) in [
            ("a.docx", Foreign::Word),
            ("a.DOC", Foreign::OldWord),
            ("a.odt", Foreign::OpenDocument),
            ("a.pdf", Foreign::Pdf),
            ("a.rtf", Foreign::Rtf),
            ("a.pages", Foreign::Pages),
        ] {
            assert_eq!(refused(name, b"some text"), format, "{name}");
        }
    }

    #[test]
    fn a_word_file_is_handed_to_pandoc_by_its_name() {
        let remedy = Foreign::Word.remedy("drafts/June 3.docx");
        assert!(remedy.contains("Save As > Plain Text (.txt) or Web Page (.html)"), "{remedy}");
        let command = "pandoc -t markdown 'drafts/June 3.docx' | standwith check - --stdin-filename 'June 3.md'";
        assert!(remedy.ends_with(command), "{remedy}");
        assert!(Foreign::Word.remedy("<stdin>").contains("pandoc -t markdown draft.docx |"));
    }

    #[test]
    fn content_is_known_under_a_wrong_name() {
        let archive = |name: &str| [b"PK\x03\x04\x14\0\x06\0", name.as_bytes(), b"\0\0"].concat();
        assert_eq!(refused("a.md", &archive("word/document.xml")), Foreign::Word);
        assert_eq!(
            refused("a.txt", &archive("mimetypeapplication/vnd.oasis.opendocument.text")),
            Foreign::OpenDocument
        );
        assert_eq!(refused("a", &archive("Index/Document.iwa")), Foreign::Pages);
        assert_eq!(refused("a", &archive("photo.png")), Foreign::Archive);
        assert_eq!(refused("a.md", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"), Foreign::OldWord);
        assert_eq!(refused("a.md", b"%PDF-1.7\n"), Foreign::Pdf);
        assert_eq!(refused("a.txt", b"{\\rtf1\\ansi hello}"), Foreign::Rtf);
    }

    #[test]
    fn text_about_these_formats_is_read() {
        assert!(Source::from_bytes("a.md", b"PKs and PDFs: %PDF-1.7 is a mark".to_vec()).is_ok());
        assert!(Source::from_bytes("a.rst", b"Title\n=====\n".to_vec()).is_ok());
    }
}
