//! The manual page of the rule language.

use std::io;

use super::Sheet;

const FILE: &str = r#"category = "speaking-for"
level = "error"
message = "calls people voiceless and offers to be their voice"
ask = "who asked you to carry this? quote them, or say who decided"

[[match]]
pattern = "(~speak for|~give [a] voice to) the voiceless"

[examples]
flag = ["We are proud to <<speak for the voiceless>> in Kern County."]
pass = [
  "Nobody is voiceless: the county stopped answering.",
  { text = "We do not speak for the voiceless.", held = "negated" },
]"#;

const PATTERNS: &[(&str, &str)] = &[
    ("stand", "this word; case, quotation marks and dashes are folded"),
    ("~stand", "any form of it: stands, standing, stood"),
    ("~stand:ed", "only that form; also :ing and :s"),
    ("criminaliz*", "words that begin so"),
    ("(a|b c)  [a]", "one of; may be there"),
    ("..5", "up to five tokens, inside the clause"),
    ("law-abiding", "a hyphen matches hyphen, space or nothing"),
    ("^  $  >noun", "sentence start, sentence end, used as a noun"),
    ("{communities}", "an entry of lexicons/communities.txt"),
    ("{we} {org}", "slots: also {person} {number} {money} {date} {community}"),
];

const CONDITIONS: &str = "A match is told only where it is asserted in a voice that the rule looks at. `except` lists \
    patterns that are no match; `near` must be met and `unless` must not, within clause, sentence, neighbours, \
    paragraph, section or document: `unless = [{ within = \"paragraph\", signal = \"source\" }]`. A condition names a \
    signal, pattern, lexicon or topic, and does not see the words of the match itself. Signals and slots have no conditions.";

const SELF: &str = "`level` is error, warning, note or off. `disputed` says who holds otherwise. `[repair]` has a \
    sentence `before` and `after`. `[measured]` has `hits` in how many `documents`, how many were `read`, `right` and \
    `arguable`, `on` which day, `by` whom. The pack's `never.toml` lists what no rule may stop at.";

/// Writes the page.
pub(super) fn write(sheet: &mut Sheet<'_>) -> io::Result<()> {
    sheet.title("rule-language", "how rules are written")?;
    sheet.text(
        "One TOML file a rule: PACK/PRACTICE/NAME.toml, and its id is PRACTICE/NAME. It holds its own examples, and \
         `standwith test FOLDER` runs them. << >> marks what should be found.",
    )?;
    sheet.head("A rule")?;
    sheet.raw(FILE)?;
    sheet.head("Patterns")?;
    PATTERNS.iter().try_for_each(|(pattern, meaning)| sheet.item(&format!("{pattern:15}"), meaning))?;
    sheet.head("Conditions")?;
    sheet.text(CONDITIONS)?;
    sheet.head("What a rule says of itself")?;
    sheet.text(SELF)?;
    sheet.head("Where words are not enough")?;
    sheet.text(
        "`regex = '…'` with `required = \"word\"` stands in for `pattern`: a regular expression over one sentence, tried \
         only where the required word stands. Write it in single quotes.",
    )
}
