//! Manual pages, offline: of a rule, a category, a practice or value, and of the rule language.

mod language;

use std::io::{self, Write};

use super::Page;
use super::paint::{Paint, TITLE};
use super::summary::in_words;
use super::terminal::count;
use super::visible::{one_line, visible, width, wrap};
use super::{explain_command, pack_options};
use crate::rule::{Example, Measured, Pack, Practice, Rule, RuleSet};
use crate::source::quoted;
use crate::words::did_you_mean;

/// What a page is about.
#[derive(Debug)]
pub enum Topic<'r> {
    /// One rule.
    Rule(&'r Rule),
    /// The rules of a category.
    Category(&'r str),
    /// The practices or values of an id, each with its pack.
    Practice(Vec<(&'r Pack, &'r Practice)>),
    /// What packs leave alone.
    Never,
    /// How rules are written.
    Language,
}

/// The id of the page on the rule language.
const LANGUAGE: &str = "rule-language";

/// The id of the page on what packs leave alone.
const NEVER: &str = "never";

/// An id that nothing has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no rule, category, practice or value is called `{}`{}", visible(.id), hint(.near.as_deref()))]
pub struct Unknown {
    /// The id, as given.
    pub id: String,
    /// An id that may have been meant.
    pub near: Option<String>,
}

fn hint(near: Option<&str>) -> String {
    match near {
        Some(near) => format!("; did you mean `{near}`?"),
        None => "; `standwith rules` lists them".to_string(),
    }
}

/// The page for an id: of a rule (with or without its practice), category, practice or value.
///
/// # Errors
/// [`Unknown`] where nothing has that id.
pub fn find<'r>(rules: &'r RuleSet, id: &str) -> Result<Topic<'r>, Unknown> {
    if let Some((_, rule)) = rules.find(id) {
        return Ok(Topic::Rule(rule));
    }
    let practices: Vec<_> = rules.practices(id).collect();
    if !practices.is_empty() {
        return Ok(Topic::Practice(practices));
    }
    if let Some(rule) = rules.find_category(id).next() {
        return Ok(Topic::Category(&rule.category));
    }
    if id == LANGUAGE {
        return Ok(Topic::Language);
    }
    if id == NEVER {
        return Ok(Topic::Never);
    }
    let mut named = rules.rules.iter().filter(|rule| name(rule) == id);
    match (named.next(), named.next()) {
        (Some(rule), None) => Ok(Topic::Rule(rule)),
        _ => Err(Unknown { id: id.to_string(), near: near(rules, id) }),
    }
}

/// The last part of a rule's id.
fn name(rule: &Rule) -> &str {
    rule.id.rsplit('/').next().unwrap_or(&rule.id)
}

fn near(rules: &RuleSet, id: &str) -> Option<String> {
    let practices = rules.packs.iter().flat_map(|pack| pack.practices.iter().chain(&pack.values));
    let whole = rules.rules.iter().flat_map(|rule| [rule.id.as_str(), rule.category.as_str()]);
    let ids = whole.chain(practices.map(|practice| practice.id.as_str())).chain([LANGUAGE, NEVER]);
    if let Some(near) = did_you_mean(id, ids) {
        return Some(near.to_string());
    }
    let near = did_you_mean(id, rules.rules.iter().map(name))?;
    rules.rules.iter().find(|rule| name(rule) == near).map(|rule| rule.id.clone())
}

/// Writes a page.
///
/// # Errors
/// Those of `out`.
pub fn write(rules: &RuleSet, topic: &Topic<'_>, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet { out: Paint::new(out, page.color), width: page.width };
    match topic {
        Topic::Rule(rule) => write_rule(rules, rule, &mut sheet),
        Topic::Category(category) => write_category(rules, category, &mut sheet),
        Topic::Practice(all) => all.iter().enumerate().try_for_each(|(i, (pack, practice))| {
            if i > 0 {
                writeln!(sheet.out)?;
            }
            write_practice(rules, pack, practice, &mut sheet)
        }),
        Topic::Never => write_never(rules, &mut sheet),
        Topic::Language => language::write(&mut sheet),
    }
}

/// A page in the making.
struct Sheet<'w> {
    out: Paint<'w>,
    width: usize,
}

impl Sheet<'_> {
    fn title(&mut self, title: &str, aside: &str) -> io::Result<()> {
        let title = visible(title);
        self.out.styled(TITLE, &title)?;
        let below = if width(&title) + 2 + width(aside) > self.width { "\n" } else { "" };
        writeln!(self.out, "{below}  {aside}")
    }

    fn head(&mut self, head: &str) -> io::Result<()> {
        writeln!(self.out)?;
        self.out.styled(TITLE, head)?;
        writeln!(self.out)
    }

    /// A paragraph, wrapped and indented by two; nothing for an empty text.
    fn text(&mut self, text: &str) -> io::Result<()> {
        self.item("", text)
    }

    /// A paragraph behind a mark.
    fn item(&mut self, mark: &str, text: &str) -> io::Result<()> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let indent = " ".repeat(2 + mark.chars().count());
        let room = self.width.saturating_sub(indent.len()).max(20);
        writeln!(self.out, "  {mark}{}", wrap(text, room, room).join(&format!("\n{indent}")))
    }

    /// A pattern, broken between words and alternatives.
    fn pattern(&mut self, pattern: &str) -> io::Result<()> {
        let mut line = String::from("  ");
        for piece in pattern.split_inclusive([' ', '|']).map(visible) {
            if width(&line) + width(piece.trim_end()) > self.width && !line.trim().is_empty() {
                writeln!(self.out, "{}", line.trim_end())?;
                line = "      ".to_string();
            }
            line += &piece;
        }
        writeln!(self.out, "{}", line.trim_end())
    }

    /// Lines as they are.
    fn raw(&mut self, text: &str) -> io::Result<()> {
        text.lines().try_for_each(|line| writeln!(self.out, "{}", format!("  {}", visible(line)).trim_end()))
    }
}

fn write_rule(rules: &RuleSet, rule: &Rule, sheet: &mut Sheet<'_>) -> io::Result<()> {
    sheet.title(&rule.id, &format!("{}, category {}", rule.level_name(), visible(&rule.category)))?;
    sheet.text(&rule.message)?;
    sheet.head("It asks")?;
    sheet.text(&rule.ask)?;
    sheet.head("Why")?;
    sheet.text(&rule.why)?;
    if let Some(otherwise) = &rule.disputed {
        sheet.head("Who holds otherwise")?;
        sheet.text(otherwise)?;
    }
    if let Some(repair) = &rule.repair {
        sheet.head("Before and after")?;
        sheet.item("before: ", &repair.before)?;
        sheet.item("after:  ", &repair.after)?;
    }
    write_rests_on(rules, rule, sheet)?;
    sheet.head("How often it is right")?;
    sheet.text(&measured(rule.measured.as_ref()))?;
    sheet.head("Examples that it flags")?;
    rule.flag.iter().try_for_each(|example| sheet.item("- ", &marked(example)))?;
    sheet.head("Examples that it leaves alone")?;
    rule.pass.iter().try_for_each(|example| sheet.item("- ", &marked(example)))?;
    sheet.head("What it looks for")?;
    rule.patterns.iter().try_for_each(|pattern| sheet.pattern(pattern))?;
    write_where(rule, sheet)?;
    sheet.head("To change it")?;
    write_change(rules, rule, sheet)?;
    write_about(rules.packs.get(rule.pack), sheet)
}

fn write_rests_on(rules: &RuleSet, rule: &Rule, sheet: &mut Sheet<'_>) -> io::Result<()> {
    sheet.head("The practice it rests on")?;
    let Some((pack, practice)) = rules.cited(rule, &rule.practice) else {
        return sheet.text(&rule.practice);
    };
    sheet.text(&format!("{}: {}", practice.title, practice.text))?;
    sheet.text(&practice.question)?;
    for (_, value) in rule.values.iter().filter_map(|id| rules.cited(rule, id)) {
        sheet.item("- ", &format!("{}: {}", value.title, value.text))?;
    }
    write_source(pack, sheet)
}

fn write_source(pack: &Pack, sheet: &mut Sheet<'_>) -> io::Result<()> {
    if pack.source.title.is_empty() {
        return Ok(());
    }
    sheet.text(&format!("Source: {}, {}", pack.source.title, pack.source.url))
}

/// What reading a rule's hits showed, and who read them.
fn measured(found: Option<&Measured>) -> String {
    let Some(Measured { read, right, arguable, hits, documents, on, by }) = found else {
        return "Nobody has measured it: its file says nothing of hits read.".to_string();
    };
    let among = if *documents > 0 { format!(" in {}", count(*documents as usize, "document")) } else { String::new() };
    let found = format!("It hit {}{among} that nobody had labelled.", count(*hits as usize, "time"));
    let doubt = if *arguable > 0 { format!(", {arguable} arguable") } else { String::new() };
    match read {
        0 => format!("{found} None was there to read, so only its examples speak for it ({on}, {by})."),
        _ => format!("{found} Of {read} read, {right} were right{doubt}. Judged on {on} by {by}; nobody else has yet."),
    }
}

fn write_where(rule: &Rule, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let join = |names: Vec<&str>| names.join(", ");
    let kinds = join(rule.kinds.iter().map(|kind| kind.name()).collect());
    sheet.item("Documents: ", if kinds.is_empty() { "all" } else { &kinds })?;
    sheet.item("Parts: ", &join(rule.zones.iter().map(|zone| zone.name()).collect()))?;
    sheet.item("Whose words: ", &join(rule.voices.iter().map(|voice| voice.name()).collect()))?;
    sheet.item("Said how: ", &join(rule.stances.iter().map(|stance| stance.name()).collect()))
}

/// The example with what is found drawn in, and why it is held back.
fn marked(example: &Example) -> String {
    let mut text = String::new();
    let mut at = 0;
    for span in &example.spans {
        text += example.text.get(at..span.start).unwrap_or("");
        text += &format!("<<{}>>", example.text.get(span.clone()).unwrap_or(""));
        at = span.end;
    }
    text += example.text.get(at..).unwrap_or("");
    let around = [&example.before, &text, &example.after].map(|part| part.trim());
    let whole = one_line(&around.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "));
    match &example.held {
        Some(reason) => format!("{whole} (held back: {})", in_words(reason)),
        None => whole,
    }
}

fn write_change(rules: &RuleSet, rule: &Rule, sheet: &mut Sheet<'_>) -> io::Result<()> {
    // A command stays on one line, to be copied.
    let command = |command: &str| command.replace(' ', "\u{A0}");
    let source = command(&format!("{} --source", explain_command(rules, rule)));
    match rules.packs.get(rule.pack).and_then(|pack| pack.folder.as_deref()) {
        Some(folder) => {
            let options = if pack_options(rules).ends_with("--no-default-pack") { " --no-default-pack" } else { "" };
            let test = command(&format!("standwith test {}{options}", quoted(folder)));
            sheet.text(&format!(
                "Its file is {}; the examples in it are its tests. Change `level`, patterns or examples there, and run:",
                rule.path
            ))?;
            sheet.item("  ", &test)?;
        }
        None => {
            sheet.text("It is inside the program. Its whole file, examples included, to read or to start from:")?;
            sheet.item("  ", &source)?;
            sheet.text(
                "Rules of your own stand in a folder: `pack.toml`, and PRACTICE/NAME.toml for each. `--pack FOLDER` \
                 adds them; with `--no-default-pack` they take the place of ours.",
            )?;
        }
    }
    sheet.text("How a rule is written:")?;
    sheet.item("  ", &command("standwith explain rule-language"))
}

fn write_about(pack: Option<&Pack>, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let Some(pack) = pack else { return Ok(()) };
    sheet.head(&format!("Who says so: {} {}", visible(&pack.title), visible(&pack.version)))?;
    sheet.text(&pack.about)?;
    let facts = [("Owner: ", &pack.owner), ("Object at: ", &pack.objections), ("To be reviewed by: ", &pack.review)];
    facts.into_iter().filter(|(_, text)| !text.is_empty()).try_for_each(|(mark, text)| sheet.item(mark, text))
}

fn write_never(rules: &RuleSet, sheet: &mut Sheet<'_>) -> io::Result<()> {
    sheet.title("What is left alone", NEVER)?;
    sheet.text(
        "No rule stops at these. The sentences below each run as tests; more can be added by whoever was stopped.",
    )?;
    for pack in rules.packs.iter().filter(|pack| !pack.never.is_empty()) {
        for never in &pack.never {
            sheet.head(&visible(&never.what))?;
            sheet.text(&never.why)?;
            never.sentences.iter().try_for_each(|example| sheet.item("- ", &marked(example)))?;
        }
        write_about(Some(pack), sheet)?;
    }
    Ok(())
}

fn write_category(rules: &RuleSet, category: &str, sheet: &mut Sheet<'_>) -> io::Result<()> {
    sheet.title(category, "category")?;
    let members: Vec<&Rule> = rules.find_category(category).collect();
    sheet.head("Its rules")?;
    write_members(&members, sheet)?;
    let Some(first) = members.first() else { return Ok(()) };
    write_rests_on(rules, first, sheet)?;
    write_about(rules.packs.get(first.pack), sheet)
}

fn write_members(members: &[&Rule], sheet: &mut Sheet<'_>) -> io::Result<()> {
    members
        .iter()
        .try_for_each(|rule| sheet.item("- ", &format!("{} ({}): {}", rule.id, rule.level_name(), rule.message)))
}

fn write_practice(rules: &RuleSet, pack: &Pack, practice: &Practice, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let is_value = pack.values.iter().any(|value| value.id == practice.id);
    sheet.title(
        &practice.title,
        &format!("{}, {}", visible(&practice.id), if is_value { "value" } else { "practice" }),
    )?;
    sheet.text(&practice.text)?;
    sheet.text(&practice.question)?;
    write_source(pack, sheet)?;
    let cites = |rule: &Rule| rule.practice == practice.id || rule.values.contains(&practice.id);
    let means = |rule: &Rule| rules.cited(rule, &practice.id).is_some_and(|(_, cited)| std::ptr::eq(cited, practice));
    let rests = |rule: &&Rule| cites(rule) && means(rule);
    let members: Vec<&Rule> = rules.rules.iter().filter(rests).collect();
    sheet.head("Rules that cite it")?;
    write_members(&members, sheet)?;
    if members.is_empty() {
        sheet.text("None: it stands here to be read, and for rules of your own.")?;
    }
    write_about(Some(pack), sheet)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{rules, two_packs};

    fn page(id: &str, width: usize) -> String {
        let rules = rules();
        let mut out = Vec::new();
        write(&rules, &find(&rules, id).unwrap(), Page { color: false, width }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn each_rule_is_explained_with_the_practice_of_its_own_pack() {
        let rules = two_packs();
        let page = |id| {
            let mut out = Vec::new();
            write(&rules, &find(&rules, id).unwrap(), Page { color: false, width: 80 }, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert!(page("centering/the-homeless").contains("In the middle: Nothing about us."));
        assert!(page("centering/the-homeless").contains("standwith test 'our rules'\n"));
        assert!(page("centering/voiceless").contains("Centering: People concerned speak for themselves."));
        let both = page("centering");
        let (ours, theirs) = both.split_once("In the middle").unwrap();
        assert!(ours.contains("centering/voiceless") && !ours.contains("centering/the-homeless"), "{both}");
        assert!(theirs.contains("centering/the-homeless") && !theirs.contains("centering/voiceless"), "{both}");
    }

    #[test]
    fn an_unknown_id_gets_a_suggestion_over_all_ids() {
        let rules = rules();
        for (id, near) in [
            ("centering/voicless", "centering/voiceless"),
            ("voicless", "centering/voiceless"),
            ("wedgy", "wedge"),
            ("co-libration", "co-liberation"),
            ("shared-voise", "shared-voice"),
        ] {
            assert_eq!(find(&rules, id).unwrap_err().near.as_deref(), Some(near), "{id}");
        }
        assert_eq!(
            find(&rules, "qqqqqqqqqqq").unwrap_err().to_string(),
            "no rule, category, practice or value is called `qqqqqqqqqqq`; `standwith rules` lists them"
        );
    }

    #[test]
    fn every_kind_of_id_has_its_page() {
        for (id, holds) in [
            ("voiceless", "We <<speak for the voiceless>>."),
            ("centering/voiceless", "We do not speak for the voiceless. (held back: negated)"),
            ("centering/voiceless", "--no-default-pack"),
            ("centering/voiceless", "their authors have not reviewed"),
            ("label", "centering/the-homeless (warning)"),
            ("centering", "Rules that cite it"),
            ("shared-voice", "shared-voice, value"),
            ("never", "- Disabled people wrote this."),
            ("rule-language", "~stand"),
        ] {
            assert!(page(id, 200).contains(holds), "{id}: {}", page(id, 200));
        }
    }

    #[test]
    fn pages_fit() {
        for id in ["voiceless", "label", "centering", "shared-voice", "rule-language"] {
            assert!(page(id, 80).lines().all(|line| crate::report::visible::width(line) <= 80), "{}", page(id, 80));
        }
        let rules = crate::rule::load(&crate::rule::built_in(true)).unwrap();
        for rule in &rules.rules {
            let mut out = Vec::new();
            write(&rules, &Topic::Rule(rule), Page { color: false, width: 60 }, &mut out).unwrap();
            let page = String::from_utf8(out).unwrap();
            // A command is not broken within its parts.
            let fits =
                |line: &str| crate::report::visible::width(line) <= 60 || line.trim_start().starts_with("standwith");
            assert!(page.lines().all(fits), "{page}");
        }
    }
}
