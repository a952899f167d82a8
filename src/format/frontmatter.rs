//! Front matter: the values that readers see, and what the document says of itself.

use crate::document::language::by_code;
use crate::words::did_you_mean;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::writer::Writer;
use crate::document::Tag;
use crate::terms::Kind;

/// Front matter at the start of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    toml: bool,
    inner: Range<usize>,
    /// Where the document goes on.
    pub(super) end: usize,
}

/// Finds front matter: a first line `---` or `+++`, and a later line that closes it.
pub(super) fn find(text: &str) -> Option<Found> {
    let toml = text.starts_with("+++");
    if !toml && !text.starts_with("---") {
        return None;
    }
    let mut at = text.find('\n')? + 1;
    let inner = at;
    if text[3..at].trim_end() != "" {
        return None;
    }
    for line in text[at..].split_inclusive('\n') {
        let closes = match line.trim_end() {
            "---" | "..." => !toml,
            "+++" => toml,
            // `---` and a blank line are a rule, not front matter.
            "" if at == inner => return None,
            _ => false,
        };
        if closes {
            return Some(Found { toml, inner: inner..at, end: at + line.len() });
        }
        at += line.len();
    }
    None
}

/// A value that is a string, or something else that we let pass.
struct Loose(Option<String>);

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LooseVisitor)
    }
}

struct LooseVisitor;

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = Loose;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_str<E: de::Error>(self, value: &str) -> Result<Loose, E> {
        Ok(Loose(Some(value.to_owned())))
    }
    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Loose, E> {
        Ok(Loose(None))
    }
    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Loose, E> {
        Ok(Loose(None))
    }
    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Loose, E> {
        Ok(Loose(None))
    }
    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Loose, E> {
        Ok(Loose(None))
    }
    fn visit_unit<E: de::Error>(self) -> Result<Loose, E> {
        Ok(Loose(None))
    }
    fn visit_none<E: de::Error>(self) -> Result<Loose, E> {
        Ok(Loose(None))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Loose, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Loose(None))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Loose, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Loose(None))
    }
}

/// `standwith: {kind: …, lang: …}`.
#[derive(Default, Deserialize)]
struct Own {
    kind: Option<Loose>,
    lang: Option<Loose>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum MaybeOwn {
    Own(Own),
    Other(IgnoredAny),
}

/// The keys that we read; `S` is a string with its place.
#[derive(Deserialize)]
struct Front<S> {
    title: Option<S>,
    description: Option<S>,
    summary: Option<S>,
    lang: Option<Loose>,
    language: Option<Loose>,
    standwith: Option<MaybeOwn>,
}

/// A value and its bytes, in the front matter.
type Value = (Range<usize>, String);

impl<S> Front<S> {
    fn values(self, place: impl Fn(S) -> Option<Value>) -> (Vec<Value>, Option<String>, Option<String>) {
        let own = match self.standwith {
            Some(MaybeOwn::Own(own)) => own,
            Some(MaybeOwn::Other(_)) | None => Own::default(),
        };
        let shown = [self.title, self.description, self.summary];
        let mut values: Vec<_> = shown.into_iter().flatten().filter_map(place).collect();
        values.sort_by_key(|(at, _)| at.start);
        let string = |loose: Option<Loose>| loose.and_then(|l| l.0);
        let kind = string(own.kind);
        let language = string(own.lang).or(string(self.lang)).or(string(self.language));
        (values, kind, language)
    }
}

/// Writes the values of front matter that `find` found in `text[base..]`. What does not parse says nothing.
pub(super) fn read(found: &Found, base: usize, out: &mut Writer<'_>) {
    let start = base + found.inner.start;
    let Some(inner) = out.text().get(start..base + found.inner.end) else { return };
    let read = if found.toml { toml_values(inner) } else { yaml_values(inner) };
    let Some((values, kind, language)) = read else { return };
    let declared = out.declared();
    if let Some(name) = &kind
        && Kind::from_name(name).is_none()
    {
        let names: Vec<&str> = Kind::ALL.iter().map(|k| k.name()).collect();
        let help = match did_you_mean(name, names.iter().copied()) {
            Some(near) => format!("did you mean `kind: {near}`?"),
            None => format!("write one of {}", names.join(", ")),
        };
        declared.mistakes.push((format!("its front matter says `kind: {name}`, which is no kind of document"), help));
    }
    if let Some(code) = &language
        && by_code(code).is_none()
    {
        let help = "write two letters such as es or en".to_string();
        declared.mistakes.push((format!("its front matter says `lang: {code}`, which is no language code"), help));
    }
    declared.kind = kind.as_deref().and_then(Kind::from_name);
    declared.language = language;
    for (at, value) in values {
        if let Some(raw) = inner.get(at.clone()) {
            out.start(Tag::Meta);
            write_value(start + at.start, raw, &value, out);
            out.end(Tag::Meta);
        }
    }
}

fn toml_values(inner: &str) -> Option<(Vec<Value>, Option<String>, Option<String>)> {
    let front: Front<toml::Spanned<Loose>> = toml::from_str(inner).ok()?;
    Some(front.values(|s| {
        let at = s.span();
        s.into_inner().0.map(|value| (at, value))
    }))
}

fn yaml_values(inner: &str) -> Option<(Vec<Value>, Option<String>, Option<String>)> {
    let front: Front<serde_saphyr::Spanned<Loose>> = serde_saphyr::from_str(inner).ok()?;
    Some(front.values(|s| {
        let span = s.referenced.span();
        let start = usize::try_from(span.byte_offset()?).ok()?;
        let end = start + usize::try_from(span.byte_len()?).ok()?;
        s.value.0.map(|value| (start..end, value))
    }))
}

/// Writes `value`, which was read from `raw` at `start`: word by word where the words stand there as they are read,
/// else as one unit.
fn write_value(start: usize, raw: &str, value: &str, out: &mut Writer<'_>) {
    match aligned(raw, value) {
        Some(words) => {
            for word in words {
                if out.is_filled() {
                    out.soft_break(start + word.start..start + word.start);
                }
                out.verbatim(start + word.start..start + word.end);
            }
        }
        None => out.reads(start..start + raw.len(), value),
    }
}

/// Where the pieces of `value` stand in `raw`: the whole, or its words where lines were folded.
fn aligned(raw: &str, value: &str) -> Option<Vec<Range<usize>>> {
    let open = match raw.as_bytes().first()? {
        b'|' | b'>' => raw.find('\n')?,
        b'"' | b'\'' => raw.len() - raw.trim_start_matches(['"', '\'']).len(),
        _ => 0,
    };
    if raw[open..].starts_with(value) {
        return Some(std::iter::once(open..open + value.len()).collect());
    }
    let mut at = open;
    let mut words = Vec::new();
    for word in value.split_whitespace() {
        let rest = &raw[at..];
        at += rest.len() - rest.trim_start().len();
        if !raw[at..].starts_with(word) {
            return None;
        }
        words.push(at..at + word.len());
        at += word.len();
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Event, Parsed};

    fn parse(text: &str) -> Parsed {
        let mut out = Writer::new(text);
        if let Some(found) = find(text) {
            read(&found, 0, &mut out);
        }
        out.finish()
    }

    fn shown(text: &str) -> Vec<String> {
        let piece = |event: &Event| match event {
            Event::Verbatim(at) => Some(text[at.range()].to_owned()),
            Event::Atomic { prose, .. } => Some(format!("<{prose}>")),
            _ => None,
        };
        parse(text).events.iter().filter_map(piece).collect()
    }

    #[test]
    fn values_are_verbatim_within_their_quotation_marks() {
        assert_eq!(shown("---\ntitle: \"Café: we\"\ndraft: true\nsummary: a b\n---\n"), ["Café: we", "a b"]);
        assert_eq!(shown("+++\ntitle = 'We stand'\n+++\n"), ["We stand"]);
    }

    #[test]
    fn escapes_are_one_unit_and_folded_lines_are_words() {
        assert_eq!(shown("---\ntitle: \"a\\tb\"\n---\n"), ["<a\tb>"]);
        assert_eq!(shown("---\ntitle: >-\n  We stand\n  with\n---\n"), ["We", "< >", "stand", "< >", "with"]);
    }

    #[test]
    fn a_document_declares_its_kind_and_language() {
        let declared = parse("---\nlang: es\nstandwith: {kind: policy}\n---\n").declared;
        assert_eq!((declared.kind, declared.language.as_deref()), (Some(Kind::Policy), Some("es")));
        let mistakes = parse("---\nlang: klingon\nstandwith: {kind: polcy}\n---\n").declared.mistakes;
        assert_eq!(mistakes.len(), 2);
        assert_eq!(mistakes[0].1, "did you mean `kind: policy`?");
        assert_eq!(parse("---\nstandwith: yes please\nlang: fr\n---\n").declared.language.as_deref(), Some("fr"));
    }

    #[test]
    fn broken_front_matter_says_nothing() {
        assert!(shown("---\ntitle: [a\n: b\n---\n").is_empty());
        assert!(shown("+++\ntitle = \n+++\n").is_empty());
        assert_eq!(find("---\n\nText\n---\n"), None);
        assert_eq!(find("--- x\na\n---\n"), None);
        assert_eq!(shown("---\ntitle: 2024\nsummary: x\n---\n"), ["x"]);
    }
}
