//! From the files of packs to a [`RuleSet`]; every mistake is kept, with its place.

use std::collections::BTreeMap;
use std::ops::Range;

use super::compile::Compiler;
use super::file::{
    ConditionFile, DefaultsFile, MatchFile, PackFile, PracticeFile, RuleFile, SignalFile, Text, TopicFile,
};
use super::mistake::{Mistake, Mistakes};
use super::pattern::{self, Item};
use super::program::{Compiled, Condition, Evidence, Finder, Match, Program, Signal, Topic, Trigger, Wanted};
use super::{Citation, Example, Pack, PackFiles, Practice, Rule, RuleSet, examples};
use crate::terms::{Kind, Level, Scope, Stance, Voice, Zone};
use crate::words::core::Core;
use crate::words::inflect::Irregular;
use crate::words::{Vocabulary, WordId, did_you_mean};

/// Zones in which rules match unless they say otherwise.
const ZONES: [Zone; 7] =
    [Zone::Headline, Zone::Lead, Zone::Body, Zone::QuotationBlock, Zone::List, Zone::Table, Zone::Footnote];
/// Voices that rules look at unless they or their pack say otherwise.
const VOICES: [Voice; 5] = [Voice::Author, Voice::Own, Voice::Partner, Voice::Community, Voice::Unknown];

/// Loads packs, the core lists first among them.
///
/// # Errors
/// Every mistake in every file, in order of file and place.
pub fn load(packs: &[PackFiles]) -> Result<RuleSet, Vec<Mistake>> {
    let mut loader = Loader::new(packs);
    loader.lexicons(packs);
    loader.slots(packs);
    loader.manifests(packs);
    let mut compiler_state = loader.prefixes();
    for pack in packs {
        loader.signals(pack, &mut compiler_state);
        loader.topics(pack, &mut compiler_state);
    }
    loader.sort_signals();
    for (number, pack) in packs.iter().enumerate() {
        loader.rules(number, pack, &mut compiler_state);
    }
    loader.finish(compiler_state)
}

/// Prefix words that wait for the end.
type Prefixes = Vec<(u32, String)>;

struct Loader {
    vocabulary: Vocabulary,
    irregular: Irregular,
    program: Program,
    slots: BTreeMap<String, Vec<Vec<Item>>>,
    slot_files: Vec<(String, SignalFile, FileAt)>,
    packs: Vec<Pack>,
    defaults: Vec<BTreeMap<String, DefaultsFile>>,
    precedence: Vec<Vec<String>>,
    rules: Vec<(Rule, Compiled)>,
    mistakes: Mistakes,
}

/// A file of a pack, for mistakes.
#[derive(Clone)]
struct FileAt {
    path: String,
    text: String,
}

impl FileAt {
    fn new(pack: &PackFiles, name: &str, text: &str) -> Self {
        FileAt { path: pack.path(name), text: text.to_string() }
    }
}

/// The folder and the stem of a file of a pack: `("signals", "source")`.
fn place(name: &str) -> Option<(&str, &str, &str)> {
    let (folder, file) = name.rsplit_once('/')?;
    let (stem, ending) = file.rsplit_once('.')?;
    Some((folder, stem, ending))
}

impl Loader {
    fn new(packs: &[PackFiles]) -> Self {
        let file = |wanted: &str| {
            packs.iter().flat_map(|p| &p.files).find(|(name, _)| name == wanted).map_or("", |(_, text)| &**text)
        };
        Loader {
            vocabulary: Vocabulary::with_spellings(file("spellings.txt")),
            irregular: Irregular::read(file("irregular.txt")),
            program: Program::default(),
            slots: BTreeMap::new(),
            slot_files: Vec::new(),
            packs: Vec::new(),
            defaults: Vec::new(),
            precedence: Vec::new(),
            rules: Vec::new(),
            mistakes: Mistakes::default(),
        }
    }

    fn prefixes(&self) -> Prefixes {
        Vec::new()
    }

    fn lexicons(&mut self, packs: &[PackFiles]) {
        let mut named = BTreeMap::new();
        for pack in packs {
            for (name, text) in &pack.files {
                let Some(("lexicons", stem, "txt")) = place(name) else { continue };
                let lexicon: &mut crate::words::lexicon::Lexicon = named.entry(stem.to_string()).or_default();
                for m in lexicon.extend(text, &mut self.vocabulary) {
                    self.mistakes.add(
                        &pack.path(name),
                        text,
                        m.at,
                        m.message,
                        "keep one entry a line, each once".into(),
                    );
                }
                if lexicon.is_empty() {
                    let help = "write one entry a line".to_string();
                    self.mistakes.add(&pack.path(name), text, 0..0, "this lexicon is empty".into(), help);
                }
            }
        }
        for name in Core::NAMES {
            if let (Some(list), Some(own)) = (named.get(*name), self.program.core.list_mut(name)) {
                *own = list.clone();
            }
        }
        self.program.lexicons = named.into_iter().collect();
    }

    fn slots(&mut self, packs: &[PackFiles]) {
        for pack in packs {
            for (name, text) in &pack.files {
                let Some(("slots", stem, "toml")) = place(name) else { continue };
                let at = FileAt::new(pack, name, text);
                let Some(file) = self.read::<SignalFile>(&at) else { continue };
                let mut trees = Vec::new();
                for found in &file.matches {
                    let found = found.get_ref();
                    if let Some(pattern) = &found.pattern {
                        trees.extend(self.tree(pattern, &at));
                    }
                }
                self.slots.entry(stem.to_string()).or_default().extend(trees);
                self.slot_files.push((stem.to_string(), file, at));
            }
        }
    }

    fn read<T: serde::de::DeserializeOwned>(&mut self, file: &FileAt) -> Option<T> {
        match toml::from_str(&file.text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.mistakes.toml(&file.path, &file.text, &error);
                None
            }
        }
    }

    fn tree(&mut self, pattern: &Text, file: &FileAt) -> Option<Vec<Item>> {
        if let Some(at) = pattern.get_ref().find(char::is_control) {
            let help =
                "TOML reads `\\b` in double quotes as a backspace; write the pattern in single quotes".to_string();
            let place = Mistakes::inside(pattern, &(at..at + 1), &file.text);
            self.mistakes.add(&file.path, &file.text, place, "this pattern holds a control character".into(), help);
            return None;
        }
        match pattern::parse(pattern.get_ref()) {
            Ok(items) => Some(items),
            Err(m) => {
                let place = Mistakes::inside(pattern, &m.at, &file.text);
                self.mistakes.add(&file.path, &file.text, place, m.message, m.help);
                None
            }
        }
    }

    fn compile(&mut self, pattern: &Text, file: &FileAt, prefixes: &mut Prefixes) -> Option<u32> {
        let items = self.tree(pattern, file)?;
        let mut compiler = Compiler {
            program: &mut self.program,
            vocabulary: &mut self.vocabulary,
            irregular: &self.irregular,
            slots: &self.slots,
            prefixes: std::mem::take(prefixes),
        };
        let result = compiler.pattern(&items, pattern.get_ref());
        *prefixes = compiler.prefixes;
        match result {
            Ok(id) => Some(id),
            Err(m) => {
                let place = Mistakes::inside(pattern, &m.at, &file.text);
                self.mistakes.add(&file.path, &file.text, place, m.message, m.help);
                None
            }
        }
    }

    fn mistake(&mut self, file: &FileAt, at: Range<usize>, message: String, help: String) {
        self.mistakes.add(&file.path, &file.text, at, message, help);
    }

    fn manifests(&mut self, packs: &[PackFiles]) {
        for files in packs {
            let mut pack = Pack { name: files.root.clone(), language: "en".into(), ..Pack::default() };
            let mut defaults = BTreeMap::new();
            if let Some((name, text)) = files.files.iter().find(|(name, _)| name == "pack.toml") {
                let at = FileAt::new(files, name, text);
                if let Some(file) = self.read::<PackFile>(&at) {
                    self.precedence
                        .extend(file.precedence.iter().map(|g| g.iter().map(|c| c.get_ref().clone()).collect()));
                    pack = as_pack(&file);
                    defaults = file.defaults;
                    if pack.language.len() != 2 || !pack.language.bytes().all(|b| b.is_ascii_lowercase()) {
                        let help = "write an ISO 639-1 code such as \"en\"".to_string();
                        self.mistake(
                            &at,
                            file.language.span(),
                            format!("`{}` is no language code", pack.language),
                            help,
                        );
                    }
                }
            } else if files.name != "core" {
                self.mistakes.add(
                    &files.path("pack.toml"),
                    "",
                    0..0,
                    "this pack has no manifest".into(),
                    "add `pack.toml` with `name` and `language`".into(),
                );
            }
            self.packs.push(pack);
            self.defaults.push(defaults);
        }
    }

    /// The member of a closed set that a text names.
    fn term<T: Copy>(
        &mut self,
        text: &Text,
        all: &[T],
        name: fn(T) -> &'static str,
        what: &str,
        file: &FileAt,
    ) -> Option<T> {
        let found = all.iter().copied().find(|&t| name(t) == text.get_ref());
        if found.is_none() {
            let names: Vec<&str> = all.iter().map(|&t| name(t)).collect();
            let help = match did_you_mean(text.get_ref(), names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of {}", names.join(", ")),
            };
            self.mistake(file, text.span(), format!("`{}` is no {what}", text.get_ref()), help);
        }
        found
    }

    fn terms<T: Copy>(
        &mut self,
        texts: &[Text],
        all: &[T],
        name: fn(T) -> &'static str,
        what: &str,
        file: &FileAt,
    ) -> Vec<T> {
        texts.iter().filter_map(|t| self.term(t, all, name, what, file)).collect()
    }

    fn signals(&mut self, pack: &PackFiles, prefixes: &mut Prefixes) {
        for (name, text) in &pack.files {
            let Some(("signals", stem, "toml")) = place(name) else { continue };
            let at = FileAt::new(pack, name, text);
            if let Some(file) = self.read::<SignalFile>(&at) {
                let signal = self.signal(stem, &file, &at, prefixes);
                self.program.signals.push(signal);
            }
        }
        if pack.name == "core" {
            for (stem, file, at) in std::mem::take(&mut self.slot_files) {
                let slot = self.signal(&stem, &file, &at, prefixes);
                self.program.slots.push(slot);
            }
        }
    }

    fn signal(&mut self, name: &str, file: &SignalFile, at: &FileAt, prefixes: &mut Prefixes) -> Signal {
        let mut signal = Signal {
            name: name.to_string(),
            about: file.about.clone(),
            zones: self.terms(&file.zones, Zone::ALL, Zone::name, "zone", at),
            path: at.path.clone(),
            ..Signal::default()
        };
        if file.matches.is_empty() {
            self.mistake(at, 0..0, "there is no `[[match]]`".into(), "add one with `pattern` or `evidence`".into());
        }
        for spanned in &file.matches {
            let found = spanned.get_ref();
            match (&found.pattern, &found.evidence) {
                (Some(pattern), None) => signal.patterns.extend(self.compile(pattern, at, prefixes)),
                (None, Some(text)) => {
                    let all: Vec<Evidence> = Evidence::ALL.iter().map(|(_, e)| *e).collect();
                    signal.evidence.extend(self.term(text, &all, Evidence::name, "kind of evidence", at));
                }
                _ => self.mistake(
                    at,
                    spanned.span(),
                    "this match has neither or both of `pattern` and `evidence`".into(),
                    "write one of them".into(),
                ),
            }
        }
        match &file.examples {
            Some(all) if !all.has.is_empty() && !all.lacks.is_empty() => {
                signal.has = examples::read(&all.has, true, at.as_pair(), &mut self.mistakes);
                signal.lacks = examples::read(&all.lacks, false, at.as_pair(), &mut self.mistakes);
            }
            _ => {
                self.mistake(at, 0..0, "there are no examples".into(), "add `[examples]` with `has` and `lacks`".into())
            }
        }
        signal
    }

    fn topics(&mut self, pack: &PackFiles, prefixes: &mut Prefixes) {
        for (name, text) in &pack.files {
            let Some(("topics", stem, "toml")) = place(name) else { continue };
            let at = FileAt::new(pack, name, text);
            let Some(file) = self.read::<TopicFile>(&at) else { continue };
            let mut topic = Topic {
                name: stem.to_string(),
                about: file.about.clone(),
                per_thousand: file.per_thousand,
                at_least: file.at_least,
                patterns: file.words.iter().filter_map(|w| self.compile(w, &at, prefixes)).collect(),
                path: at.path.clone(),
                ..Topic::default()
            };
            if let Some(all) = &file.examples {
                topic.holds = examples::read(&all.holds, false, at.as_pair(), &mut self.mistakes);
                topic.lacks = examples::read(&all.lacks, false, at.as_pair(), &mut self.mistakes);
            }
            self.program.topics.push(topic);
        }
    }

    fn sort_signals(&mut self) {
        self.program.signals.sort_by(|a, b| a.name.cmp(&b.name));
        self.program.topics.sort_by(|a, b| a.name.cmp(&b.name));
    }

    fn condition(
        &mut self,
        file: &toml::Spanned<ConditionFile>,
        at: &FileAt,
        prefixes: &mut Prefixes,
    ) -> Option<Condition> {
        let condition = file.get_ref();
        let within = self.term(&condition.within, Scope::ALL, Scope::name, "scope", at)?;
        let given = [&condition.signal, &condition.pattern, &condition.lexicon, &condition.topic];
        if given.iter().filter(|g| g.is_some()).count() != 1 {
            let help = "write one of `signal`, `pattern`, `lexicon`, `topic`".to_string();
            self.mistake(at, file.span(), "this condition asks for nothing, or for two things".into(), help);
            return None;
        }
        let (wanted, name) = if let Some(text) = &condition.signal {
            let names: Vec<String> = self.program.signals.iter().map(|s| s.name.clone()).collect();
            (Wanted::Signal(self.number(text, &names, "signal", at)?), text.get_ref().clone())
        } else if let Some(text) = &condition.topic {
            if within != Scope::Document {
                let help = "write `within = \"document\"`".to_string();
                self.mistake(at, condition.within.span(), "a topic belongs to a document".into(), help);
            }
            let names: Vec<String> = self.program.topics.iter().map(|s| s.name.clone()).collect();
            (Wanted::Topic(self.number(text, &names, "topic", at)?), text.get_ref().clone())
        } else if let Some(text) = &condition.lexicon {
            let names: Vec<String> = self.program.lexicons.iter().map(|(n, _)| n.clone()).collect();
            (Wanted::Lexicon(self.number(text, &names, "lexicon", at)? as u32), text.get_ref().clone())
        } else {
            let text = condition.pattern.as_ref()?;
            (Wanted::Pattern(self.compile(text, at, prefixes)?), "pattern".to_string())
        };
        Some(Condition { within, wanted, name })
    }

    fn number(&mut self, text: &Text, names: &[String], what: &str, file: &FileAt) -> Option<usize> {
        let found = names.iter().position(|n| n == text.get_ref());
        if found.is_none() {
            let help = match did_you_mean(text.get_ref(), names.iter().map(|n| &**n)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("add it to the pack's folder `{what}s/`"),
            };
            self.mistake(file, text.span(), format!("there is no {what} `{}`", text.get_ref()), help);
        }
        found
    }

    fn rules(&mut self, number: usize, pack: &PackFiles, prefixes: &mut Prefixes) {
        for (name, text) in &pack.files {
            let Some((folder, stem, "toml")) = place(name) else { continue };
            if matches!(folder, "signals" | "topics" | "slots" | "lexicons") {
                continue;
            }
            let at = FileAt::new(pack, name, text);
            let known = self.packs.iter().flat_map(|p| &p.practices).any(|p| p.id == folder);
            if !known {
                let ids = self.packs.iter().flat_map(|p| &p.practices).map(|p| &*p.id);
                let help = match did_you_mean(folder, ids) {
                    Some(near) => format!("did you mean the folder `{near}`?"),
                    None => "add a `[[practice]]` with this id to `pack.toml`".to_string(),
                };
                self.mistake(&at, 0..0, format!("there is no practice `{folder}`"), help);
            }
            if let Some(file) = self.read::<RuleFile>(&at) {
                let id = format!("{folder}/{stem}");
                if self.rules.iter().any(|(r, _)| r.id == id) {
                    let help = "give the file another name".to_string();
                    self.mistake(&at, 0..0, format!("there is a rule `{id}` already"), help);
                }
                let rule = self.rule(number, id, folder, &file, &at);
                let compiled = self.compiled(&file, &at, prefixes);
                self.rules.push((rule, compiled));
            }
        }
    }

    fn rule(&mut self, pack: usize, id: String, practice: &str, file: &RuleFile, at: &FileAt) -> Rule {
        let category = file.category.get_ref().clone();
        let (voices, stances, zones) = self.defaults(pack, &category, at);
        let or = |written: Vec<Voice>, default: Vec<Voice>| if file.voices.is_empty() { default } else { written };
        let level = self.term(&file.level, Level::ALL, Level::name, "level", at).unwrap_or(Level::Note);
        let written = self.terms(&file.voices, Voice::ALL, Voice::name, "voice", at);
        let stance = self.terms(&file.stance, Stance::ALL, Stance::name, "stance", at);
        let zone = self.terms(&file.zones, Zone::ALL, Zone::name, "zone", at);
        for value in &file.values {
            let ids: Vec<String> =
                self.packs.iter().flat_map(|p| p.values.iter().chain(&p.practices)).map(|v| v.id.clone()).collect();
            if !ids.contains(value.get_ref()) {
                let help = match did_you_mean(value.get_ref(), ids.iter().map(|n| &**n)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "add a `[[value]]` with this id to `pack.toml`".to_string(),
                };
                self.mistake(at, value.span(), format!("there is no value `{}`", value.get_ref()), help);
            }
        }
        let (flag, pass) = self.examples(file, at);
        Rule {
            id,
            pack,
            practice: practice.to_string(),
            category,
            level,
            message: file.message.get_ref().clone(),
            ask: file.ask.get_ref().clone(),
            why: file.why.clone(),
            values: file.values.iter().map(|v| v.get_ref().clone()).collect(),
            kinds: self.terms(&file.kinds, Kind::ALL, Kind::name, "kind of document", at),
            zones: if file.zones.is_empty() { zones } else { zone },
            voices: or(written, voices),
            stances: if file.stance.is_empty() { stances } else { stance },
            flag,
            pass,
            path: at.path.clone(),
            patterns: file
                .matches
                .iter()
                .filter_map(|m| m.get_ref().pattern.as_ref().or(m.get_ref().regex.as_ref()))
                .map(|p| p.get_ref().clone())
                .collect(),
        }
    }

    fn examples(&mut self, file: &RuleFile, at: &FileAt) -> (Vec<Example>, Vec<Example>) {
        let Some(all) = file.examples.as_ref().filter(|e| !e.flag.is_empty() && !e.pass.is_empty()) else {
            let help = "add `[examples]` with `flag = [\"… <<words>> …\"]` and `pass = [\"…\"]`".to_string();
            self.mistake(at, 0..0, "a rule needs examples that flag and examples that pass".into(), help);
            return (Vec::new(), Vec::new());
        };
        let flag = examples::read(&all.flag, true, at.as_pair(), &mut self.mistakes);
        let pass = examples::read(&all.pass, false, at.as_pair(), &mut self.mistakes);
        (flag, pass)
    }

    fn defaults(&mut self, pack: usize, category: &str, at: &FileAt) -> (Vec<Voice>, Vec<Stance>, Vec<Zone>) {
        let Some(own) = self.defaults[pack].remove(category) else {
            return (VOICES.to_vec(), vec![Stance::Asserted], ZONES.to_vec());
        };
        let voices = self.terms(&own.voices, Voice::ALL, Voice::name, "voice", at);
        let stances = self.terms(&own.stance, Stance::ALL, Stance::name, "stance", at);
        let zones = self.terms(&own.zones, Zone::ALL, Zone::name, "zone", at);
        self.defaults[pack].insert(category.to_string(), own);
        (
            if voices.is_empty() { VOICES.to_vec() } else { voices },
            if stances.is_empty() { vec![Stance::Asserted] } else { stances },
            if zones.is_empty() { ZONES.to_vec() } else { zones },
        )
    }

    fn compiled(&mut self, file: &RuleFile, at: &FileAt, prefixes: &mut Prefixes) -> Compiled {
        let conditions = |this: &mut Self, list: &[toml::Spanned<ConditionFile>], prefixes: &mut Prefixes| {
            list.iter().filter_map(|c| this.condition(c, at, prefixes)).collect::<Vec<_>>()
        };
        let near = conditions(self, &file.near, prefixes);
        let unless = conditions(self, &file.unless, prefixes);
        if file.matches.is_empty() {
            self.mistake(at, 0..0, "there is no `[[match]]`".into(), "add one with `pattern`".into());
        }
        let mut matches = Vec::new();
        for spanned in &file.matches {
            let found = spanned.get_ref();
            let Some(finder) = self.finder(found, spanned.span(), at, prefixes) else { continue };
            matches.push(Match {
                finder,
                except: found.except.iter().filter_map(|e| self.compile(e, at, prefixes)).collect(),
                near: conditions(self, &found.near, prefixes),
                unless: conditions(self, &found.unless, prefixes),
            });
        }
        Compiled { matches, near, unless }
    }

    fn finder(&mut self, file: &MatchFile, span: Range<usize>, at: &FileAt, prefixes: &mut Prefixes) -> Option<Finder> {
        match (&file.pattern, &file.regex) {
            (Some(pattern), None) => self.compile(pattern, at, prefixes).map(Finder::Pattern),
            (None, Some(text)) => self.regex(text, file.required.as_ref(), at),
            _ => {
                let help = "write one of them".to_string();
                self.mistake(at, span, "this match has neither or both of `pattern` and `regex`".into(), help);
                None
            }
        }
    }

    fn regex(&mut self, text: &Text, required: Option<&Text>, at: &FileAt) -> Option<Finder> {
        let Some(word) = required else {
            let help = "add `required = \"word\"`: a word without which it cannot match".to_string();
            self.mistake(at, text.span(), "a regular expression needs a required word".into(), help);
            return None;
        };
        if let Some(i) = text.get_ref().find(char::is_control) {
            let help =
                "TOML reads `\\b` in double quotes as a backspace; write the expression in single quotes".to_string();
            let place = Mistakes::inside(text, &(i..i + 1), &at.text);
            self.mistake(at, place, "this expression holds a control character".into(), help);
            return None;
        }
        let built = regex::RegexBuilder::new(text.get_ref()).case_insensitive(true).size_limit(1 << 20).build();
        match built {
            Ok(regex) if !regex.is_match("") => {
                let word = self.vocabulary.intern(&crate::words::fold(word.get_ref()));
                Some(Finder::Regex(Box::new(regex), word))
            }
            Ok(_) => {
                self.mistake(at, text.span(), "this expression matches nothing at all".into(), "ask for a word".into());
                None
            }
            Err(error) => {
                let reason = error.to_string();
                let reason = reason.lines().last().unwrap_or("").trim_start_matches("error: ").to_string();
                let help = "there is no look-around; use `except`, `near` or `unless`".to_string();
                self.mistake(at, text.span(), format!("this expression cannot be read: {reason}"), help);
                None
            }
        }
    }

    fn finish(mut self, prefixes: Prefixes) -> Result<RuleSet, Vec<Mistake>> {
        let mut compiler = Compiler {
            program: &mut self.program,
            vocabulary: &mut self.vocabulary,
            irregular: &self.irregular,
            slots: &self.slots,
            prefixes,
        };
        compiler.finish();
        for name in Core::NAMES {
            let own = self.program.lexicons.iter().find(|(n, _)| n == name).map(|(_, l)| l.clone());
            if let (Some(own), Some(list)) = (own, self.program.core.list_mut(name)) {
                *list = own;
            }
        }
        if !self.mistakes.is_empty() {
            return Err(self.mistakes.sorted());
        }
        self.rules.sort_by(|a, b| a.0.id.cmp(&b.0.id));
        let (rules, compiled): (Vec<Rule>, Vec<Compiled>) = self.rules.into_iter().unzip();
        self.program.rules = compiled;
        let waiting = waiting(&self.program);
        self.program.index(self.vocabulary.len(), &waiting);
        Ok(RuleSet {
            packs: self.packs,
            rules,
            precedence: self.precedence,
            vocabulary: self.vocabulary,
            program: self.program,
        })
    }
}

impl FileAt {
    fn as_pair(&self) -> (&str, &str) {
        (&self.path, &self.text)
    }
}

/// The words that each match waits for.
fn waiting(program: &Program) -> Vec<(WordId, Trigger)> {
    let mut waiting = Vec::new();
    for (rule, compiled) in program.rules.iter().enumerate() {
        for (number, found) in compiled.matches.iter().enumerate() {
            let trigger = Trigger { rule: rule as u32, found_by: number as u32 };
            match &found.finder {
                Finder::Pattern(id) => {
                    waiting.extend(program.patterns[*id as usize].anchors.iter().map(|&w| (w, trigger)));
                }
                Finder::Regex(_, word) => waiting.push((*word, trigger)),
            }
        }
    }
    waiting
}

fn as_pack(file: &PackFile) -> Pack {
    let practices = |list: &[PracticeFile]| {
        list.iter()
            .map(|p| Practice {
                id: p.id.get_ref().clone(),
                title: p.title.clone(),
                text: p.text.clone(),
                question: p.question.clone(),
            })
            .collect()
    };
    let source = file
        .source
        .as_ref()
        .map_or_else(Citation::default, |s| Citation { title: s.title.clone(), url: s.url.clone() });
    Pack {
        name: file.name.get_ref().clone(),
        title: file.title.clone(),
        about: file.about.clone(),
        version: file.version.clone(),
        language: file.language.get_ref().clone(),
        source,
        practices: practices(&file.practices),
        values: practices(&file.values),
    }
}
