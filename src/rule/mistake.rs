//! Mistakes in the files of a pack; they are drawn like findings.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;

use crate::words::did_you_mean;

/// A mistake in a file of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The file, for people.
    pub path: String,
    /// The whole file.
    pub text: Arc<str>,
    /// Where: bytes of the file.
    pub at: Range<usize>,
    /// What is wrong; lower case, no full stop.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Mistake {
    /// Whether it is about the file as a whole: something is missing, or the file stands in the wrong place.
    pub fn is_of_file(&self) -> bool {
        self.at == (0..0)
    }
}

/// Mistakes as they are found.
#[derive(Debug, Default)]
pub(super) struct Mistakes {
    all: Vec<Mistake>,
    last: Option<(String, Arc<str>)>,
}

impl Mistakes {
    /// Adds one.
    pub(super) fn add(&mut self, path: &str, text: &str, at: Range<usize>, message: String, help: String) {
        let text = match &self.last {
            Some((known, shared)) if known == path => Arc::clone(shared),
            _ => Arc::from(text),
        };
        self.last = Some((path.to_string(), Arc::clone(&text)));
        self.all.push(Mistake { path: path.to_string(), text, at, message, help });
    }

    /// Adds what the TOML reader says: `unknown field` gets a "did you mean".
    pub(super) fn toml(&mut self, path: &str, text: &str, error: &toml::de::Error) {
        let message = error.message().lines().next().unwrap_or("").trim_end_matches('.').to_string();
        let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let help = match quoted.split_first() {
            Some((unknown, known)) if message.starts_with("unknown field") => {
                match did_you_mean(unknown, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known keys: {}", known.join(", ")),
                }
            }
            Some((missing, _)) if message.starts_with("missing field") => format!("add `{missing} = …`"),
            _ if text.contains(['\u{201C}', '\u{201D}']) => {
                "a curly quotation mark stands here or before; TOML wants straight ones".to_string()
            }
            _ => "see the manual page of the rule language: standwith explain rule-language".to_string(),
        };
        let message = match message.split_once(", expected") {
            Some((what, _)) if what.starts_with("unknown field") => what.replace("field", "key"),
            _ => message.replace("missing field", "missing key"),
        };
        self.add(path, text, error.span().unwrap_or(0..0), message, help);
    }

    /// The place of `part` (bytes of the decoded string) in the file, exact where the string is written as it is.
    pub(super) fn inside(string: &Spanned<String>, part: &Range<usize>, file: &str) -> Range<usize> {
        let span = string.span();
        let raw = file.get(span.clone()).unwrap_or("");
        match raw.find(string.get_ref().as_str()) {
            Some(quote) => span.start + quote + part.start..span.start + quote + part.end,
            None => span,
        }
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them, by file and place.
    pub(super) fn sorted(mut self) -> Vec<Mistake> {
        self.all.sort_by(|a, b| (&a.path, a.at.start, &a.message).cmp(&(&b.path, b.at.start, &b.message)));
        self.all
    }
}
