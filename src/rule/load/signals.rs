//! Signals, slots and topics: from file to program.

use super::{FileAt, Loader, place};
use crate::rule::PackFiles;
use crate::rule::compile::Later;
use crate::rule::examples;
use crate::rule::file::{SignalFile, TopicFile};
use crate::rule::program::{Evidence, Signal, Topic};
use crate::terms::Zone;

impl Loader {
    pub(super) fn signals(&mut self, pack: &PackFiles, later: &mut Later) {
        for (name, text) in &pack.files {
            let Some(("signals", stem, "toml")) = place(name) else { continue };
            let at = FileAt::new(pack, name, text);
            if let Some(file) = self.read::<SignalFile>(&at) {
                let signal = self.signal(stem, &file, &at, later);
                self.program.signals.push(signal);
            }
        }
        if pack.name == "core" {
            for (stem, file, at) in std::mem::take(&mut self.slot_files) {
                let slot = self.signal(&stem, &file, &at, later);
                self.program.slots.push(slot);
            }
        }
    }

    pub(super) fn signal(&mut self, name: &str, file: &SignalFile, at: &FileAt, later: &mut Later) -> Signal {
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
            if !(found.near.is_empty() && found.unless.is_empty() && found.except.is_empty()) {
                let help = "put the condition into the rules that ask for it, or write a narrower pattern".to_string();
                self.mistake(at, spanned.span(), "a match of a signal or slot has no conditions".into(), help);
            }
            match (&found.pattern, &found.evidence) {
                (Some(pattern), None) => signal.patterns.extend(self.compile(pattern, false, at, later)),
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

    pub(super) fn topics(&mut self, pack: &PackFiles, later: &mut Later) {
        for (name, text) in &pack.files {
            let Some(("topics", stem, "toml")) = place(name) else { continue };
            let at = FileAt::new(pack, name, text);
            let Some(file) = self.read::<TopicFile>(&at) else { continue };
            let mut topic = Topic {
                name: stem.to_string(),
                about: file.about.clone(),
                per_thousand: file.per_thousand,
                at_least: file.at_least,
                patterns: file.words.iter().filter_map(|w| self.compile(w, false, &at, later)).collect(),
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

    pub(super) fn sort_signals(&mut self) {
        self.program.signals.sort_by(|a, b| a.name.cmp(&b.name));
        self.program.topics.sort_by(|a, b| a.name.cmp(&b.name));
    }
}
