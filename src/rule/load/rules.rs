//! Rules: from file to rule and program.

use std::ops::Range;

use super::{FileAt, Loader, VOICES, ZONES, place};
use crate::rule::compile::Later;
use crate::rule::file::{ConditionFile, MatchFile, MeasuredFile, RuleFile, Text};
use crate::rule::mistake::Mistakes;
use crate::rule::program::{Compiled, Condition, Finder, Match, Wanted};
use crate::rule::{Example, Measured, OFF, PackFiles, Repair, Rule, examples};
use crate::terms::{Kind, Level, Scope, Stance, Voice, Zone};
use crate::words::did_you_mean;

/// Whether a text has the shape YYYY-MM-DD.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    parts.iter().map(|part| part.len()).eq([4, 2, 2]) && parts.iter().all(digits)
}

impl Loader {
    pub(super) fn condition(
        &mut self,
        file: &toml::Spanned<ConditionFile>,
        at: &FileAt,
        later: &mut Later,
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
            (Wanted::Pattern(self.compile(text, false, at, later)?), "pattern".to_string())
        };
        Some(Condition { within, wanted, name })
    }

    pub(super) fn number(&mut self, text: &Text, names: &[String], what: &str, file: &FileAt) -> Option<usize> {
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

    pub(super) fn rules(&mut self, number: usize, pack: &PackFiles, later: &mut Later) {
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
                    let help = "give the file another name, or leave the other pack out (the built-in one: \
                                --no-default-pack)"
                        .to_string();
                    self.mistake(&at, 0..0, format!("there is a rule `{id}` already"), help);
                }
                let rule = self.rule(number, id, folder, &file, &at);
                let compiled = self.compiled(&file, &at, later);
                self.rules.push((rule, compiled));
            }
        }
    }

    pub(super) fn rule(&mut self, pack: usize, id: String, practice: &str, file: &RuleFile, at: &FileAt) -> Rule {
        let category = file.category.get_ref().clone();
        let (voices, stances, zones) = self.defaults(pack, &category, at);
        let hold_self_names = self.defaults[pack].get(&category).is_some_and(|own| own.hold_self_names);
        let or = |written: Vec<Voice>, default: Vec<Voice>| if file.voices.is_empty() { default } else { written };
        let on = file.level.get_ref() != OFF;
        let level = if on { self.level(&file.level, at) } else { Level::Note };
        let measured = file.measured.as_ref().and_then(|m| self.measured(m, at));
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
            on,
            message: file.message.get_ref().clone(),
            ask: file.ask.get_ref().clone(),
            why: file.why.clone(),
            disputed: file.disputed.as_ref().map(|d| d.get_ref().clone()),
            repair: file
                .repair
                .as_ref()
                .map(|r| Repair { before: r.before.get_ref().clone(), after: r.after.get_ref().clone() }),
            measured,
            values: file.values.iter().map(|v| v.get_ref().clone()).collect(),
            kinds: self.terms(&file.kinds, Kind::ALL, Kind::name, "kind of document", at),
            zones: if file.zones.is_empty() { zones } else { zone },
            voices: or(written, voices),
            hold_self_names,
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

    fn level(&mut self, text: &Text, at: &FileAt) -> Level {
        let found = Level::from_name(text.get_ref());
        if found.is_none() {
            let names: Vec<&str> = Level::ALL.iter().map(|level| level.name()).chain([OFF]).collect();
            self.no_term(text, &names, "level", at);
        }
        found.unwrap_or(Level::Note)
    }

    fn measured(&mut self, file: &toml::Spanned<MeasuredFile>, at: &FileAt) -> Option<Measured> {
        let MeasuredFile { read, right, arguable, hits, documents, on, by } = file.get_ref().clone();
        let (message, help) = if u64::from(right) + u64::from(arguable) > u64::from(read) {
            ("more hits are right or arguable than were read", "`right` and `arguable` are part of `read`")
        } else if read > hits {
            ("more hits were read than there are", "`hits` counts all, `read` those that somebody judged")
        } else if !is_day(&on) {
            ("this is no day", "write `on` as YYYY-MM-DD")
        } else {
            return Some(Measured { read, right, arguable, hits, documents, on, by });
        };
        self.mistake(at, file.span(), message.into(), help.into());
        None
    }

    pub(super) fn examples(&mut self, file: &RuleFile, at: &FileAt) -> (Vec<Example>, Vec<Example>) {
        let Some(all) = file.examples.as_ref().filter(|e| !e.flag.is_empty() && !e.pass.is_empty()) else {
            let help = "add `[examples]` with `flag = [\"… <<words>> …\"]` and `pass = [\"…\"]`".to_string();
            self.mistake(at, 0..0, "a rule needs examples that flag and examples that pass".into(), help);
            return (Vec::new(), Vec::new());
        };
        let flag = examples::read(&all.flag, true, at.as_pair(), &mut self.mistakes);
        let pass = examples::read(&all.pass, false, at.as_pair(), &mut self.mistakes);
        (flag, pass)
    }

    pub(super) fn defaults(
        &mut self,
        pack: usize,
        category: &str,
        at: &FileAt,
    ) -> (Vec<Voice>, Vec<Stance>, Vec<Zone>) {
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

    pub(super) fn compiled(&mut self, file: &RuleFile, at: &FileAt, later: &mut Later) -> Compiled {
        let conditions = |this: &mut Self, list: &[toml::Spanned<ConditionFile>], later: &mut Later| {
            list.iter().filter_map(|c| this.condition(c, at, later)).collect::<Vec<_>>()
        };
        let near = conditions(self, &file.near, later);
        let unless = conditions(self, &file.unless, later);
        if file.matches.is_empty() {
            self.mistake(at, 0..0, "there is no `[[match]]`".into(), "add one with `pattern`".into());
        }
        let mut matches = Vec::new();
        for spanned in &file.matches {
            let found = spanned.get_ref();
            let Some(finder) = self.finder(found, spanned.span(), at, later) else { continue };
            matches.push(Match {
                finder,
                except: found.except.iter().filter_map(|e| self.compile(e, false, at, later)).collect(),
                near: conditions(self, &found.near, later),
                unless: conditions(self, &found.unless, later),
            });
        }
        Compiled { matches, near, unless }
    }

    pub(super) fn finder(
        &mut self,
        file: &MatchFile,
        span: Range<usize>,
        at: &FileAt,
        later: &mut Later,
    ) -> Option<Finder> {
        match (&file.pattern, &file.regex) {
            (Some(pattern), None) => self.compile(pattern, true, at, later).map(Finder::Pattern),
            (None, Some(text)) => self.regex(text, file.required.as_ref(), at),
            _ => {
                let help = "write one of them".to_string();
                self.mistake(at, span, "this match has neither or both of `pattern` and `regex`".into(), help);
                None
            }
        }
    }

    pub(super) fn regex(&mut self, text: &Text, required: Option<&Text>, at: &FileAt) -> Option<Finder> {
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
}
