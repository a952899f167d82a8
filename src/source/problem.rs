//! What can go wrong when a file is read, and what to do about it.

use std::io::ErrorKind;
use std::path::Path;

use super::{Foreign, shown};
use crate::words::did_you_mean;

/// A file or folder that was not read: which, why, and what helps.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {problem}")]
pub struct ReadError {
    /// The path as it was given, with `/` between folders.
    pub path: String,
    /// What is wrong.
    pub problem: Problem,
}

/// Why something was not read. Displayed as a phrase that stands after the path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// Nothing is there; `near` is a name beside it that may have been meant.
    #[error("no such file or folder")]
    Missing {
        /// A file or folder with a like name.
        near: Option<String>,
    },
    /// A symbolic link whose target is not there.
    #[error("a link to {target}, which is not there")]
    Dangling {
        /// The target as the link says it.
        target: String,
    },
    /// It was there when its folder was listed.
    #[error("gone since its folder was listed")]
    Vanished,
    /// A folder where a file is asked for.
    #[error("a folder, not a file")]
    Folder,
    /// Something else where a folder is asked for.
    #[error("not a folder")]
    NotFolder,
    /// A folder that may not be listed.
    #[error("this folder may not be opened (permission denied)")]
    FolderDenied,
    /// A file that may not be read.
    #[error("this file may not be read (permission denied)")]
    Denied,
    /// A named pipe, socket or device.
    #[error("a pipe, socket or device, not a file")]
    NotFile,
    /// A format that is not read.
    #[error("{0}, which is not read yet")]
    Foreign(Foreign),
    /// No text.
    #[error("binary data, not text")]
    Binary,
    /// Text in which bytes do not fit the encoding.
    #[error("not valid {encoding} (byte {offset})")]
    Undecodable {
        /// The encoding, by its WHATWG name.
        encoding: &'static str,
        /// The first byte of the file that does not fit, from 0.
        offset: usize,
    },
    /// More bytes than are read.
    #[error("larger than {}", Size(*.limit))]
    TooLarge {
        /// The most that is read, in bytes.
        limit: u64,
    },
    /// Anything else that the system says.
    #[error("could not be read: {0}")]
    Failed(String),
}

impl ReadError {
    pub(super) fn new(path: &str, problem: Problem) -> Self {
        ReadError { path: path.to_owned(), problem }
    }

    pub(super) fn at(path: &Path, problem: Problem) -> Self {
        ReadError { path: shown(path), problem }
    }

    /// What to do about it: one sentence without a full stop.
    pub fn remedy(&self) -> String {
        let path = &self.path;
        match &self.problem {
            Problem::Missing { near: Some(near) } => format!("did you mean {near}?"),
            Problem::Missing { near: None } => "check the spelling, and the folder you are in".into(),
            Problem::Dangling { .. } => "repair the link, or name the document itself".into(),
            Problem::Vanished => "run again; if it was meant to go, nothing is lost".into(),
            Problem::Folder => "name a document in it".into(),
            Problem::NotFolder => "name the folder that holds the files".into(),
            Problem::FolderDenied => format!("allow it (chmod u+rx '{path}'), or list it in .standwithignore"),
            Problem::Denied => format!("allow it (chmod u+r '{path}'), or list it in .standwithignore"),
            Problem::NotFile => "hand its text over on standard input: standwith check -".into(),
            Problem::Foreign(foreign) => foreign.remedy(path),
            Problem::Binary => "name the text it was made from: Markdown, HTML or plain text".into(),
            Problem::Undecodable { .. } => "save it as UTF-8; most editors offer that under Save As > Encoding".into(),
            Problem::TooLarge { .. } => "split it, and check the parts".into(),
            Problem::Failed(_) => "open it in another program to see whether the file is sound".into(),
        }
    }
}

impl Problem {
    /// What the system's error about a file at `path` means.
    pub(super) fn of_file(path: &Path, error: &std::io::Error) -> Problem {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => missing(path),
            ErrorKind::PermissionDenied => Problem::Denied,
            ErrorKind::IsADirectory => Problem::Folder,
            _ => Problem::Failed(error.to_string()),
        }
    }

    /// What the system's error about a folder at `path` means.
    pub(super) fn of_folder(path: &Path, error: &std::io::Error) -> Problem {
        match error.kind() {
            ErrorKind::PermissionDenied => Problem::FolderDenied,
            ErrorKind::NotADirectory => Problem::NotFolder,
            _ => Problem::of_file(path, error),
        }
    }
}

fn missing(path: &Path) -> Problem {
    if let Ok(target) = std::fs::read_link(path) {
        return Problem::Dangling { target: shown(&target) };
    }
    Problem::Missing { near: near(path) }
}

/// A name beside `path` that may have been meant, as a path.
fn near(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_str()?;
    let parent = path.parent()?;
    let folder = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    let mut names: Vec<String> =
        std::fs::read_dir(folder).ok()?.filter_map(|e| e.ok()?.file_name().into_string().ok()).collect();
    names.sort_unstable();
    let name = did_you_mean(wanted, names.iter().map(String::as_str))?;
    Some(shown(&parent.join(name)))
}

/// Bytes for people: whole mebibytes where there are any.
struct Size(u64);

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            n if n >= 1 << 20 => write!(f, "{} MiB", n >> 20),
            n => write!(f, "{n} bytes"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_says_what_to_do() {
        let all = [
            Problem::Missing { near: None },
            Problem::Missing { near: Some("a.md".into()) },
            Problem::Dangling { target: "b.md".into() },
            Problem::Vanished,
            Problem::Folder,
            Problem::NotFolder,
            Problem::FolderDenied,
            Problem::Denied,
            Problem::NotFile,
            Problem::Foreign(Foreign::Pdf),
            Problem::Binary,
            Problem::Undecodable { encoding: "UTF-8", offset: 3 },
            Problem::TooLarge { limit: super::super::LIMIT },
            Problem::Failed("disk".into()),
        ];
        for problem in all {
            let error = ReadError::new("a.md", problem);
            assert!(error.to_string().starts_with("a.md: "), "{error}");
            assert!(error.remedy().len() > 10 && !error.remedy().ends_with('.'), "{}", error.remedy());
        }
        assert_eq!(Problem::TooLarge { limit: 256 << 20 }.to_string(), "larger than 256 MiB");
        assert_eq!(Problem::Foreign(Foreign::Word).to_string(), "a Word document (.docx), which is not read yet");
    }
}
