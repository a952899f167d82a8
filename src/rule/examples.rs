//! Examples as used: the marks taken out, the expected spans kept.

use toml::Spanned;

use super::Example;
use super::file::{ExampleFile, FullExample};
use super::mistake::Mistakes;
use crate::terms::Kind;

/// Reads the examples of one list; `marked` ones need `<<…>>`, others may not have it.
pub(super) fn read(
    files: &[Spanned<ExampleFile>],
    marked: bool,
    file: (&str, &str),
    mistakes: &mut Mistakes,
) -> Vec<Example> {
    files.iter().filter_map(|f| one(f, marked, file, mistakes)).collect()
}

fn one(file: &Spanned<ExampleFile>, marked: bool, place: (&str, &str), mistakes: &mut Mistakes) -> Option<Example> {
    let at = file.span();
    let plain;
    let full = match file.get_ref() {
        ExampleFile::Plain(text) => {
            plain = FullExample { text: Some(text.clone()), ..FullExample::default() };
            &plain
        }
        ExampleFile::Full(full) => full,
    };
    let mut wrong = |message: &str, help: &str| {
        mistakes.add(place.0, place.1, at.clone(), message.to_string(), help.to_string());
    };
    let (text, whole) = match (&full.text, &full.document) {
        (Some(text), None) => (text, false),
        (None, Some(document)) => (document, true),
        _ => {
            wrong("an example has `text` or `document`", "write one of them");
            return None;
        }
    };
    let Some((text, spans)) = unmark(text) else {
        wrong("the marks of this example do not pair", "put `<<` before the words and `>>` after them");
        return None;
    };
    if marked && spans.is_empty() {
        wrong("this example shows no span", "mark the words that match: `… <<words>> …`");
    }
    if !marked && !spans.is_empty() {
        wrong("this example is marked and should not match", "take `<<` and `>>` out");
    }
    let kind = full.kind.as_deref().map(Kind::from_name);
    if kind == Some(None) {
        wrong(
            "this example names no kind of document",
            "write press-release, statement, joint-statement, policy or other",
        );
    }
    Some(Example {
        text,
        spans,
        before: full.before.clone(),
        after: full.after.clone(),
        kind: kind.flatten(),
        held: full.held.clone(),
        topics: full.topics.clone(),
        org: full.org.clone(),
        whole,
        at,
    })
}

/// Takes `<<` and `>>` out and gives the spans between them, in bytes of the text without marks.
fn unmark(text: &str) -> Option<(String, Vec<std::ops::Range<usize>>)> {
    let mut out = String::with_capacity(text.len());
    let mut spans = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find("<<") {
        out.push_str(&rest[..open]);
        let inner = &rest[open + 2..];
        let close = inner.find(">>")?;
        spans.push(out.len()..out.len() + close);
        out.push_str(&inner[..close]);
        rest = &inner[close + 2..];
    }
    if rest.contains(">>") {
        return None;
    }
    out.push_str(rest);
    Some((out, spans))
}

#[cfg(test)]
mod tests {
    use super::unmark;

    #[test]
    fn marks_come_out_and_spans_stay() {
        let (text, spans) = unmark("a <<b c>> d").unwrap();
        assert_eq!((text.as_str(), spans.len()), ("a b c d", 1));
        assert_eq!(spans[0], 2..5);
        assert_eq!(unmark("a <<b"), None);
        assert_eq!(unmark("a b>>"), None);
    }
}
