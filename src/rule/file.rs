//! Rule files as written. Every string carries its place, so that a mistake can be drawn into the file.

use serde::Deserialize;
use toml::Spanned;

/// A string and its place in the file.
pub(super) type Text = Spanned<String>;

/// `<practice>/<name>.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RuleFile {
    pub(super) category: Text,
    pub(super) level: Text,
    pub(super) message: Text,
    pub(super) ask: Text,
    #[serde(default)]
    pub(super) why: String,
    /// Who holds otherwise.
    pub(super) disputed: Option<Text>,
    pub(super) repair: Option<RepairFile>,
    pub(super) measured: Option<Spanned<MeasuredFile>>,
    #[serde(default)]
    pub(super) values: Vec<Text>,
    #[serde(default)]
    pub(super) kinds: Vec<Text>,
    #[serde(default)]
    pub(super) zones: Vec<Text>,
    #[serde(default)]
    pub(super) voices: Vec<Text>,
    #[serde(default)]
    pub(super) stance: Vec<Text>,
    #[serde(default)]
    pub(super) near: Vec<Spanned<ConditionFile>>,
    #[serde(default)]
    pub(super) unless: Vec<Spanned<ConditionFile>>,
    #[serde(default, rename = "match")]
    pub(super) matches: Vec<Spanned<MatchFile>>,
    pub(super) examples: Option<Examples>,
}

/// `[repair]`: a sentence that the rule stops at, and the same after its author thought again.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RepairFile {
    pub(super) before: Text,
    pub(super) after: Text,
}

/// `[measured]`: what readers found who judged the rule's hits in documents that nobody had labelled.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MeasuredFile {
    pub(super) read: u32,
    pub(super) right: u32,
    #[serde(default)]
    pub(super) arguable: u32,
    pub(super) hits: u32,
    #[serde(default)]
    pub(super) documents: u32,
    pub(super) on: String,
    pub(super) by: String,
}

/// One `[[match]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MatchFile {
    pub(super) pattern: Option<Text>,
    pub(super) regex: Option<Text>,
    /// A word without which the regular expression is not tried.
    pub(super) required: Option<Text>,
    pub(super) evidence: Option<Text>,
    #[serde(default)]
    pub(super) except: Vec<Text>,
    #[serde(default)]
    pub(super) near: Vec<Spanned<ConditionFile>>,
    #[serde(default)]
    pub(super) unless: Vec<Spanned<ConditionFile>>,
}

/// One condition.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ConditionFile {
    pub(super) within: Text,
    pub(super) signal: Option<Text>,
    pub(super) pattern: Option<Text>,
    pub(super) lexicon: Option<Text>,
    pub(super) topic: Option<Text>,
}

/// `[examples]` of a rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Examples {
    #[serde(default)]
    pub(super) flag: Vec<Spanned<ExampleFile>>,
    #[serde(default)]
    pub(super) pass: Vec<Spanned<ExampleFile>>,
}

/// An example: its text alone, or with what it needs.
#[derive(Debug)]
pub(super) enum ExampleFile {
    /// Its text.
    Plain(String),
    /// With more.
    Full(Box<FullExample>),
}

// By hand: an untagged enum would answer a misspelt key with "did not match any variant".
impl<'de> Deserialize<'de> for ExampleFile {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = ExampleFile;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a text, or a table with `text` or `document`")
            }

            fn visit_str<E>(self, text: &str) -> Result<ExampleFile, E> {
                Ok(ExampleFile::Plain(text.to_string()))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<ExampleFile, A::Error> {
                let full = FullExample::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(ExampleFile::Full(Box::new(full)))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// An example with what it needs.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FullExample {
    pub(super) text: Option<String>,
    pub(super) document: Option<String>,
    #[serde(default)]
    pub(super) before: String,
    #[serde(default)]
    pub(super) after: String,
    pub(super) kind: Option<String>,
    pub(super) held: Option<String>,
    #[serde(default)]
    pub(super) topics: Vec<String>,
    pub(super) org: Option<String>,
}

/// `signals/<name>.toml` and `slots/<name>.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SignalFile {
    pub(super) about: String,
    #[serde(default)]
    pub(super) zones: Vec<Text>,
    #[serde(default, rename = "match")]
    pub(super) matches: Vec<Spanned<MatchFile>>,
    pub(super) examples: Option<SignalExamples>,
}

/// `[examples]` of a signal or slot.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SignalExamples {
    #[serde(default)]
    pub(super) has: Vec<Spanned<ExampleFile>>,
    #[serde(default)]
    pub(super) lacks: Vec<Spanned<ExampleFile>>,
}

/// `topics/<name>.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TopicFile {
    pub(super) about: String,
    pub(super) per_thousand: f64,
    pub(super) at_least: u32,
    pub(super) words: Vec<Text>,
    pub(super) examples: Option<TopicExamples>,
}

/// `[examples]` of a topic.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TopicExamples {
    #[serde(default)]
    pub(super) holds: Vec<Spanned<ExampleFile>>,
    #[serde(default)]
    pub(super) lacks: Vec<Spanned<ExampleFile>>,
}

/// `pack.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PackFile {
    pub(super) name: Text,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) about: String,
    #[serde(default)]
    pub(super) version: String,
    pub(super) language: Text,
    pub(super) source: Option<SourceFile>,
    /// Who answers for the pack.
    #[serde(default)]
    pub(super) owner: String,
    /// Where to object to a rule or a word.
    #[serde(default)]
    pub(super) objections: String,
    /// When the pack is to be looked through again: YYYY-MM-DD.
    #[serde(default)]
    pub(super) review: String,
    #[serde(default, rename = "practice")]
    pub(super) practices: Vec<PracticeFile>,
    #[serde(default, rename = "value")]
    pub(super) values: Vec<PracticeFile>,
    #[serde(default)]
    pub(super) precedence: Vec<Vec<Text>>,
    #[serde(default)]
    pub(super) defaults: std::collections::BTreeMap<String, DefaultsFile>,
}

/// `never.toml`: what a pack leaves alone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NeverFile {
    pub(super) never: Vec<NeverEntry>,
}

/// A `[[never]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NeverEntry {
    pub(super) what: Text,
    #[serde(default)]
    pub(super) why: String,
    pub(super) sentences: Vec<Spanned<ExampleFile>>,
}

/// `source = { title, url }`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceFile {
    pub(super) title: String,
    pub(super) url: String,
}

/// A `[[practice]]` or `[[value]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PracticeFile {
    pub(super) id: Text,
    pub(super) title: String,
    pub(super) text: String,
    #[serde(default)]
    pub(super) question: String,
}

/// `[defaults.<category>]`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DefaultsFile {
    /// Whether words that speakers use of themselves are held back: "as a felon, I".
    #[serde(default)]
    pub(super) hold_self_names: bool,
    #[serde(default)]
    pub(super) voices: Vec<Text>,
    #[serde(default)]
    pub(super) stance: Vec<Text>,
    #[serde(default)]
    pub(super) zones: Vec<Text>,
}
