//! One line of plain text, and what its first characters say.

/// A line without the white space at its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Bytes of white space before it.
    pub(super) indent: usize,
}

/// The line at `at`, and where the next one starts; `\n`, `\r\n` and a lone `\r` end a line.
pub(super) fn cut(text: &str, at: usize) -> (Line, usize) {
    let rest = &text[at..];
    let length = rest.bytes().position(|b| b == b'\n' || b == b'\r').unwrap_or(rest.len());
    let mark = match rest.as_bytes()[length..] {
        [b'\r', b'\n', ..] => 2,
        [] => 0,
        _ => 1,
    };
    (Line::new(text, at, at + length), at + length + mark)
}

impl Line {
    fn new(text: &str, from: usize, to: usize) -> Self {
        let raw = &text[from..to];
        let start = from + (raw.len() - raw.trim_start().len());
        Line { start, end: start + raw.trim().len(), indent: start - from }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.start == self.end
    }

    pub(super) fn words<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// The length of the marks that make it a quoted line.
    pub(super) fn quote(&self, text: &str) -> Option<usize> {
        let words = self.words(text);
        if !words.starts_with('>') {
            return None;
        }
        let inner = words.trim_start_matches(['>', ' ', '\t']);
        let marks = &words[..words.len() - inner.len()];
        (inner.is_empty() || marks.ends_with([' ', '\t'])).then_some(marks.len())
    }

    /// The line inside the quotation.
    pub(super) fn without_prefix(&self, text: &str) -> Line {
        Line::new(text, self.start + self.quote(text).unwrap_or(0), self.end)
    }

    /// The length of the marker that makes it a list item.
    pub(super) fn item(&self, text: &str) -> Option<usize> {
        let words = self.words(text);
        let marker = match words.as_bytes().first()? {
            b'-' | b'*' => 1,
            b'0'..=b'9' => numbered(words)?,
            b'(' => lettered(words)?,
            _ => ["•", "–", "◦", "▪", "·"].iter().find(|m| words.starts_with(**m))?.len(),
        };
        let rest = &words[marker..];
        let space = rest.len() - rest.trim_start().len();
        // `* * *` and `- - -` are ornaments.
        let says = rest.chars().any(char::is_alphanumeric);
        (space > 0 && says).then_some(marker + space)
    }

    /// Whether the sentence goes on in the next line: it is long, and no mark ends it.
    pub(super) fn is_unfinished(&self, text: &str) -> bool {
        self.end - self.start >= *super::WRAPPED.start()
            && !self.words(text).ends_with(['.', ':', ';', '!', '?', '”', '"'])
    }

    /// Whether `next` continues it without an indent.
    pub(super) fn runs_into(&self, next: &Line, text: &str) -> bool {
        self.is_unfinished(text) && next.words(text).starts_with(char::is_lowercase)
    }
}

/// `1.`, `12)`; a year is none.
fn numbered(words: &str) -> Option<usize> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    (digits <= 3 && matches!(words.as_bytes().get(digits), Some(b'.' | b')'))).then_some(digits + 1)
}

/// `(a)`, `(iv)`, `(12)`.
fn lettered(words: &str) -> Option<usize> {
    let inside = words[1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    ((1..=4).contains(&inside) && words.as_bytes().get(inside + 1) == Some(&b')')).then_some(inside + 2)
}

/// The length of `# ` to `###### ` before words.
pub(super) fn hashes(words: &str) -> Option<usize> {
    let hashes = words.bytes().take_while(|&b| b == b'#').count();
    let rest = &words[hashes..];
    let title = rest.trim_start();
    let is_heading = (1..=6).contains(&hashes) && rest.len() > title.len() && title.contains(char::is_alphanumeric);
    is_heading.then_some(words.len() - title.len())
}

/// A drawn line: three or more of one mark and nothing else. `###` is an end mark.
pub(super) fn is_rule(words: &str) -> bool {
    let Some(&mark) = words.as_bytes().first() else { return false };
    words.len() >= 3 && b"-=_*~".contains(&mark) && words.bytes().all(|b| b == mark)
}

/// Whether its letters, two at least, are all capitals.
pub(super) fn is_capitals(words: &str) -> bool {
    let mut letters = words.chars().filter(|c| c.is_alphabetic());
    letters.by_ref().take(2).filter(|c| c.is_uppercase()).count() == 2 && letters.all(char::is_uppercase)
}
