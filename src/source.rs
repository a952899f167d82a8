//! Reading: the only module that touches files. A document is opened once, decoded, and can say where its text stood.

#![allow(clippy::disallowed_methods, reason = "this is the module that reads")]

mod declared;
mod decode;
mod folder;
mod foreign;
mod problem;
#[cfg(test)]
mod scratch;
mod walk;

use std::fs::{File, Metadata};
use std::io::{ErrorKind, Read};
use std::path::Path;

pub use declared::{CODES, declared_language};
pub use folder::read_folder;
pub use foreign::Foreign;
pub use problem::{Problem, ReadError};
pub use walk::{FindOptions, Found, Listed, find};

use decode::{Decoded, Stored};

/// The largest document that is read unless the caller says otherwise: 256 MiB.
pub const LIMIT: u64 = 256 << 20;

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Markdown: `md`, `markdown`, `mdx`.
    Markdown,
    /// HTML: `html`, `htm`, `xhtml`.
    Html,
    /// Plain text: `txt`, `text`.
    Text,
}

impl Format {
    /// Every format, in order.
    pub const ALL: &'static [Format] = &[Format::Markdown, Format::Html, Format::Text];

    /// The format that a file's extension names. A named file of another extension is read as [`Format::Text`]; a walk
    /// passes it over.
    pub fn from_name(path: &Path) -> Option<Format> {
        match extension(path)?.as_str() {
            "md" | "markdown" | "mdx" => Some(Format::Markdown),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "txt" | "text" => Some(Format::Text),
            _ => None,
        }
    }
}

/// The extension in lower case.
fn extension(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

/// One document as it was read.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as it was given, with `/` between folders; for output.
    pub name: String,
    /// How its bytes are understood.
    pub format: Format,
    /// The decoded text, without a byte order mark; empty for an empty file.
    pub text: String,
    /// The encoding it was stored in, by its WHATWG name: "UTF-8", "UTF-16LE", "windows-1252".
    pub encoding: &'static str,
    /// The language that its path declares, as a lower-case tag: "es", "pt-br".
    pub declared_language: Option<String>,
    stored: Stored,
}

impl Source {
    /// A document from text that is in memory already: an example, an editor's buffer.
    pub fn from_text(name: &str, format: Format, text: String) -> Source {
        let declared_language = declared_language(name);
        Source { name: name.to_owned(), format, text, encoding: "UTF-8", declared_language, stored: Stored::default() }
    }

    /// A document from the bytes of a file called `name`.
    ///
    /// # Errors
    /// The bytes are another format, binary, or not decodable.
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Source, ReadError> {
        let path = Path::new(name);
        let decoded = match Foreign::of_document(path, &bytes) {
            Some(foreign) => Err(Problem::Foreign(foreign)),
            None => decode::decode(bytes),
        };
        let Decoded { text, encoding, stored } = decoded.map_err(|p| ReadError::new(name, p))?;
        let format = Format::from_name(path).unwrap_or(Format::Text);
        let declared_language = declared_language(name);
        Ok(Source { name: name.to_owned(), format, text, encoding, declared_language, stored })
    }

    /// The byte of the file at which the character at byte `offset` of the text begins; monotone, and the length of the
    /// file for the end of the text.
    pub fn stored(&self, offset: usize) -> usize {
        self.stored.locate(&self.text, offset)
    }
}

/// Reads one document of at most [`LIMIT`] bytes.
///
/// # Errors
/// See [`Problem`].
pub fn read(path: &Path) -> Result<Source, ReadError> {
    read_within(path, LIMIT)
}

/// Reads one document of at most `limit` bytes.
///
/// # Errors
/// See [`Problem`].
pub fn read_within(path: &Path, limit: u64) -> Result<Source, ReadError> {
    let name = shown(path);
    let bytes = bytes(path, limit).map_err(|p| ReadError::new(&name, p))?;
    Source::from_bytes(&name, bytes)
}

/// Reads a document of at most [`LIMIT`] bytes from standard input; `name` decides its format and is shown in output.
///
/// # Errors
/// See [`Problem`].
pub fn read_stdin(name: &str) -> Result<Source, ReadError> {
    read_from(name, std::io::stdin().lock(), LIMIT)
}

fn read_from(name: &str, input: impl Read, limit: u64) -> Result<Source, ReadError> {
    let bytes = drain(input, 0, limit).map_err(|p| ReadError::new(name, p))?;
    Source::from_bytes(name, bytes)
}

/// The path for output: `/` between folders, other bytes than UTF-8 replaced.
fn shown(path: &Path) -> String {
    let name = path.to_string_lossy();
    if cfg!(windows) { name.replace('\\', "/") } else { name.into_owned() }
}

/// A path as a shell takes it: in quotation marks where it needs them.
pub(crate) fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+,:@".contains(c);
    if !path.is_empty() && path.chars().all(plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

/// What a file holds. Asked for its type first, because opening a named pipe would wait for a writer.
fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
    let metadata = std::fs::metadata(path).map_err(|e| Problem::of_file(path, &e))?;
    regular(&metadata)?;
    let file = File::open(path).map_err(|e| Problem::of_file(path, &e))?;
    drain(file, metadata.len(), limit)
}

fn regular(metadata: &Metadata) -> Result<(), Problem> {
    if metadata.is_file() {
        Ok(())
    } else if metadata.is_dir() {
        Err(Problem::Folder)
    } else {
        Err(Problem::NotFile)
    }
}

/// Reads to the end, and one byte past the limit at most.
fn drain(input: impl Read, expected: u64, limit: u64) -> Result<Vec<u8>, Problem> {
    let too_large = Problem::TooLarge { limit };
    if expected > limit {
        return Err(too_large);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0).saturating_add(1));
    match input.take(limit.saturating_add(1)).read_to_end(&mut bytes) {
        Ok(n) if n as u64 > limit => Err(too_large),
        Ok(_) => Ok(bytes),
        Err(e) if e.kind() == ErrorKind::PermissionDenied => Err(Problem::Denied),
        Err(e) => Err(Problem::Failed(e.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::scratch::{Scratch, utf16};
    use super::*;

    fn problem(result: Result<Source, ReadError>) -> Problem {
        result.unwrap_err().problem
    }

    #[test]
    fn the_extension_decides_and_a_named_file_of_another_one_is_text() {
        let folder = Scratch::new();
        for (name, format) in [
            ("a.md", Format::Markdown),
            ("a.MARKDOWN", Format::Markdown),
            ("a.mdx", Format::Markdown),
            ("a.html", Format::Html),
            ("a.HTM", Format::Html),
            ("a.xhtml", Format::Html),
            ("a.txt", Format::Text),
            ("a.text", Format::Text),
            ("LICENSE", Format::Text),
            ("a.rst", Format::Text),
        ] {
            folder.write(name, b"x");
            assert_eq!(read(&folder.path(name)).unwrap().format, format, "{name}");
        }
        assert_eq!(Format::from_name(Path::new("LICENSE")), None);
        assert_eq!(Format::from_name(Path::new("a.rst")), None);
    }

    #[test]
    fn an_empty_file_is_no_error() {
        let folder = Scratch::new();
        folder.write("empty.md", b"");
        let source = read(&folder.path("empty.md")).unwrap();
        assert_eq!((source.text.as_str(), source.stored(0)), ("", 0));
        folder.write("bom.md", b"\xEF\xBB\xBF");
        assert_eq!(read(&folder.path("bom.md")).unwrap().text, "");
    }

    #[test]
    fn the_name_is_the_path_as_given() {
        let folder = Scratch::new();
        folder.write("es/a b.md", b"hola");
        let path = folder.path("es/a b.md");
        let source = read(&path).unwrap();
        assert_eq!(source.name, path.to_str().unwrap());
        assert_eq!(source.declared_language.as_deref(), Some("es"));
    }

    #[test]
    fn what_is_no_readable_file_is_named_with_a_remedy() {
        let folder = Scratch::new();
        folder.write("release.md", b"x");
        assert_eq!(
            problem(read(&folder.path("relaese.md"))),
            Problem::Missing { near: Some(shown(&folder.path("release.md"))) }
        );
        assert_eq!(problem(read(&folder.path("zzz"))), Problem::Missing { near: None });
        assert_eq!(problem(read(&folder.path("release.md/a.md"))), Problem::Missing { near: None });
        assert_eq!(problem(read(&folder.path(""))), Problem::Folder);
        let error = read(&folder.path("relaese.md")).unwrap_err();
        assert!(error.remedy().contains("release.md"), "{}", error.remedy());
        assert!(error.to_string().ends_with("relaese.md: no such file or folder"), "{error}");
    }

    #[test]
    fn limits_hold_for_files_and_for_streams() {
        let folder = Scratch::new();
        folder.write("a.txt", b"12345");
        assert_eq!(problem(read_within(&folder.path("a.txt"), 4)), Problem::TooLarge { limit: 4 });
        assert_eq!(read_within(&folder.path("a.txt"), 5).unwrap().text, "12345");
        assert_eq!(problem(read_from("-", &b"12345"[..], 4)), Problem::TooLarge { limit: 4 });
        assert_eq!(read_from("-", &b"12345"[..], 5).unwrap().text, "12345");
    }

    #[test]
    fn the_name_of_a_stream_decides_its_format() {
        assert_eq!(read_from("-", &b"x"[..], 9).unwrap().format, Format::Text);
        assert_eq!(read_from("a.html", &b"x"[..], 9).unwrap().format, Format::Html);
        assert_eq!(problem(read_from("a.docx", &b"x"[..], 9)), Problem::Foreign(Foreign::Word));
    }

    #[cfg(unix)]
    #[test]
    fn a_named_pipe_or_device_is_refused_without_waiting() {
        let folder = Scratch::new();
        let made = std::process::Command::new("mkfifo").arg(folder.path("pipe.md")).status();
        if made.is_ok_and(|s| s.success()) {
            assert_eq!(problem(read(&folder.path("pipe.md"))), Problem::NotFile);
        }
        assert_eq!(problem(read(Path::new("/dev/null"))), Problem::NotFile);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nothing_says_what_it_points_to() {
        let folder = Scratch::new();
        std::os::unix::fs::symlink("gone.md", folder.path("link.md")).unwrap();
        assert_eq!(problem(read(&folder.path("link.md"))), Problem::Dangling { target: "gone.md".into() });
    }

    #[cfg(unix)]
    #[test]
    fn a_file_without_permission_is_denied() {
        let folder = Scratch::new();
        folder.write("a.md", b"x");
        folder.forbidden("a.md", || {
            // The superuser may read everything.
            if File::open(folder.path("a.md")).is_err() {
                assert_eq!(problem(read(&folder.path("a.md"))), Problem::Denied);
            }
        });
        let denied = std::io::Error::from(ErrorKind::PermissionDenied);
        assert_eq!(Problem::of_file(Path::new("a.md"), &denied), Problem::Denied);
    }

    #[test]
    fn stored_counts_the_bytes_of_the_file() {
        let text = "Café 👩 “we”\r\nstand";
        for big_endian in [false, true] {
            let file = utf16(text, big_endian, true);
            let source = Source::from_bytes("a.txt", file.clone()).unwrap();
            assert_eq!(source.text, text);
            for (at, c) in text.char_indices() {
                let unit = utf16(&c.to_string(), big_endian, false);
                let stored = source.stored(at);
                assert_eq!(&file[stored..stored + unit.len()], unit, "{c:?} at {at}");
            }
            assert_eq!(source.stored(text.len()), file.len());
        }
        let source = Source::from_bytes("a.txt", [b"\xEF\xBB\xBF", text.as_bytes()].concat()).unwrap();
        assert_eq!((source.text.as_str(), source.stored(0), source.stored(6)), (text, 3, 9));
        assert_eq!(Source::from_text("a.md", Format::Markdown, text.into()).stored(6), 6);
    }
}
