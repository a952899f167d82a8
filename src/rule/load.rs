//! From the files of packs to a [`RuleSet`]; every mistake is kept, with its place.

mod rules;
mod signals;

use std::collections::BTreeMap;
use std::ops::Range;

use super::compile::{Compiler, Later, Memory};
use super::file::{DefaultsFile, NeverFile, PackFile, PracticeFile, SignalFile, Text};
use super::mistake::{Mistake, Mistakes};
use super::pattern::{self, Item};
use super::program::{Compiled, Finder, Program, Trigger};
use super::{Citation, Never, Pack, PackFiles, Practice, Rule, RuleSet, examples};
use crate::terms::{Voice, Zone};
use crate::words::core::Core;
use crate::words::inflect::Irregular;
use crate::words::{Vocabulary, WordId, did_you_mean};

/// Zones in which rules match unless they say otherwise.
const ZONES: [Zone; 8] = [
    Zone::FrontMatter,
    Zone::Headline,
    Zone::Lead,
    Zone::Body,
    Zone::QuotationBlock,
    Zone::List,
    Zone::Table,
    Zone::Footnote,
];
/// Voices that rules look at unless they or their pack say otherwise.
const VOICES: [Voice; 6] =
    [Voice::Author, Voice::Own, Voice::Partner, Voice::Community, Voice::Official, Voice::Unknown];

/// Loads packs, the core lists first among them.
///
/// # Errors
/// Every mistake in every file, in order of file and place.
pub fn load(packs: &[PackFiles]) -> Result<RuleSet, Vec<Mistake>> {
    let mut loader = Loader::new(packs);
    loader.lexicons(packs);
    loader.slots(packs);
    loader.manifests(packs);
    let mut later = Later::default();
    for pack in packs {
        loader.signals(pack, &mut later);
        loader.topics(pack, &mut later);
    }
    loader.sort_signals();
    for (number, pack) in packs.iter().enumerate() {
        loader.rules(number, pack, &mut later);
    }
    loader.finish(later)
}

struct Loader {
    vocabulary: Vocabulary,
    irregular: Irregular,
    program: Program,
    slots: BTreeMap<String, Vec<Vec<Item>>>,
    memory: Memory,
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
        let mut vocabulary = Vocabulary::with_spellings(file("spellings.txt"));
        let mut memory = Memory::default();
        memory.frequencies(file("frequencies.txt"), &mut vocabulary);
        let we = ["we", "us", "i", "our", "the"].iter().map(|w| vocabulary.intern(w)).collect();
        let mut program = Program::default();
        program.we = we;
        Loader {
            vocabulary,
            irregular: Irregular::read(file("irregular.txt")),
            program,
            slots: BTreeMap::new(),
            memory,
            slot_files: Vec::new(),
            packs: Vec::new(),
            defaults: Vec::new(),
            precedence: Vec::new(),
            rules: Vec::new(),
            mistakes: Mistakes::default(),
        }
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

    /// Compiles a pattern; one that finds by itself must be `anchored` in a word.
    fn compile(&mut self, pattern: &Text, anchored: bool, file: &FileAt, later: &mut Later) -> Option<u32> {
        let items = self.tree(pattern, file)?;
        let mut compiler = Compiler {
            program: &mut self.program,
            vocabulary: &mut self.vocabulary,
            irregular: &self.irregular,
            slots: &self.slots,
            inside: Vec::new(),
            memory: &mut self.memory,
            later,
        };
        let result = compiler.pattern(&items, pattern.get_ref(), anchored);
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
            pack.never = self.never(files);
            pack.folder = (!files.built_in).then(|| files.root.clone());
            self.packs.push(pack);
            self.defaults.push(defaults);
        }
    }

    /// What a pack leaves alone.
    fn never(&mut self, files: &PackFiles) -> Vec<Never> {
        let Some((name, text)) = files.files.iter().find(|(name, _)| name == "never.toml") else { return Vec::new() };
        let at = FileAt::new(files, name, text);
        let Some(file) = self.read::<NeverFile>(&at) else { return Vec::new() };
        let mut all = Vec::new();
        for entry in file.never {
            if entry.sentences.is_empty() {
                let help = "write `sentences = [\"…\"]`: they run as tests".to_string();
                self.mistake(&at, entry.what.span(), "nothing shows what this means".into(), help);
            }
            let sentences = examples::read(&entry.sentences, false, at.as_pair(), &mut self.mistakes);
            all.push(Never { what: entry.what.into_inner(), why: entry.why, sentences, path: at.path.clone() });
        }
        all
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
            self.no_term(text, &names, what, file);
        }
        found
    }

    /// The mistake that a text names none of a closed set.
    fn no_term(&mut self, text: &Text, names: &[&str], what: &str, file: &FileAt) {
        let help = match did_you_mean(text.get_ref(), names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of {}", names.join(", ")),
        };
        self.mistake(file, text.span(), format!("`{}` is no {what}", text.get_ref()), help);
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

    fn finish(mut self, mut later: Later) -> Result<RuleSet, Vec<Mistake>> {
        let mut compiler = Compiler {
            program: &mut self.program,
            vocabulary: &mut self.vocabulary,
            irregular: &self.irregular,
            slots: &self.slots,
            inside: Vec::new(),
            memory: &mut self.memory,
            later: &mut later,
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
        folder: None,
        title: file.title.clone(),
        about: file.about.clone(),
        version: file.version.clone(),
        language: file.language.get_ref().clone(),
        source,
        owner: file.owner.clone(),
        objections: file.objections.clone(),
        review: file.review.clone(),
        practices: practices(&file.practices),
        values: practices(&file.values),
        never: Vec::new(),
    }
}
