//! Arguments: what can be asked for, and the help that says so.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::terms::{Kind, Level};

const EXIT_CODES: &str = "\
Exit codes:
  0  nothing at or above --fail-on (which is not approval)
  1  findings at or above --fail-on
  2  usage or configuration error; nothing was judged
  3  something asked for was not read or not judged (3 wins over 1)";

const CHECK_EXAMPLES: &str = "\
Examples:
  standwith check release.md                   one draft
  standwith check drafts/                      a folder; .gitignore and .standwithignore hold
  pandoc -t markdown draft.docx | standwith check - --stdin-filename draft.md
  standwith check --fail-on error drafts/      notes and warnings are shown and fail nothing
  standwith check --show-skipped release.md    what was held back, and why
  standwith check --pack ours/ --no-default-pack release.md";

/// Asks an author, before release, what a careful reader would stop at.
#[derive(Debug, Parser)]
#[command(
    name = "standwith",
    version,
    about,
    long_about = "Reads a press release, statement, sign-on letter or policy before it goes out, and points at wording \
                  that readers who hold practices of solidarity stop at: what it is, where it stands, what to ask, and \
                  the practice that it rests on.\n\nIt asks an author; it gives no score, and silence is not approval.",
    after_help = EXIT_CODES,
    arg_required_else_help = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check documents and print what a careful reader would stop at
    #[command(after_help = EXIT_CODES, after_long_help = format!("{CHECK_EXAMPLES}\n\n{EXIT_CODES}"))]
    Check(CheckArgs),
    /// Show the manual page of a rule, category, practice or value
    #[command(after_help = "Examples:\n  standwith explain centering/voiceless\n  standwith explain co-liberation\n  \
                            standwith explain rule-language\n  standwith explain centering/voiceless --source")]
    Explain(ExplainArgs),
    /// List the rules
    Rules(RulesArgs),
    /// Run the examples of rules as tests
    #[command(long_about = "Runs the flag and pass examples of every rule of a pack, and says which failed, what was \
                            expected and what was found. Without a folder: the built-in pack.")]
    Test(TestArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Which packs are in force.
#[derive(Debug, Clone, Default, Args)]
pub struct PackArgs {
    /// Add the rules of a pack folder; may be given several times
    #[arg(long = "pack", value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub packs: Vec<PathBuf>,
    /// Leave the built-in pack out
    #[arg(long, requires = "packs")]
    pub no_default_pack: bool,
}

/// How pages for people are set.
#[derive(Debug, Clone, Args)]
pub struct PageArgs {
    /// When to colour; NO_COLOR is honoured
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = ColorWhen::Auto)]
    pub color: ColorWhen,
    /// Columns of the page [default: those of the terminal, else 80]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(40..=500), value_hint = ValueHint::Other)]
    pub width: Option<u16>,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// Where a terminal is there and nothing forbids it.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Terminal,
    /// One JSON object with a version.
    Json,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files and folders to check; `-` reads standard input
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// How to write the result
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    pub format: Format,
    /// Read every document as this kind, whatever it looks like
    #[arg(long, value_parser = kind())]
    pub kind: Option<Kind>,
    /// Packs in force.
    #[command(flatten)]
    pub packs: PackArgs,
    /// Switch on a rule, or the rules of a category, that is off by itself; may be given several times
    #[arg(long, value_name = "ID", value_hint = ValueHint::Other)]
    pub enable: Vec<String>,
    /// The level from which findings make the exit code 1
    #[arg(long, value_name = "LEVEL", default_value = Level::Warning.name(), value_parser = level())]
    pub fail_on: Level,
    /// List what was held back, with the reason for each
    #[arg(long)]
    pub show_skipped: bool,
    /// Treat named paths as if a walk had found them: ignore files hold, and what is no document is listed, not an error
    #[arg(long)]
    pub as_found: bool,
    /// The name that standard input is read under; its ending decides the format
    #[arg(long, value_name = "NAME", value_hint = ValueHint::Other)]
    pub stdin_filename: Option<PathBuf>,
    /// The language that documents are declared to be in, where they do not say; such as en or es
    #[arg(long, value_name = "CODE", value_hint = ValueHint::Other)]
    pub lang: Option<String>,
    /// Threads to use [default: one a core]
    #[arg(short = 'j', long, value_name = "N", value_hint = ValueHint::Other)]
    pub threads: Option<NonZeroUsize>,
    /// The page.
    #[command(flatten)]
    pub page: PageArgs,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A rule, category, practice or value, `never` (what is left alone), or `rule-language`
    #[arg(value_hint = ValueHint::Other)]
    pub id: String,
    /// Print the file of the rule itself, to read or to start one of your own from
    #[arg(long)]
    pub source: bool,
    /// Packs in force.
    #[command(flatten)]
    pub packs: PackArgs,
    /// The page.
    #[command(flatten)]
    pub page: PageArgs,
}

/// Arguments of `rules`.
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// How to write the list
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    pub format: Format,
    /// Packs in force.
    #[command(flatten)]
    pub packs: PackArgs,
    /// The page.
    #[command(flatten)]
    pub page: PageArgs,
}

/// Arguments of `test`.
#[derive(Debug, Args)]
pub struct TestArgs {
    /// Pack folders
    #[arg(value_name = "PACK", value_hint = ValueHint::DirPath)]
    pub packs: Vec<PathBuf>,
    /// Leave the built-in pack out: for a pack that takes its place
    #[arg(long, requires = "packs")]
    pub no_default_pack: bool,
    /// The page.
    #[command(flatten)]
    pub page: PageArgs,
}

/// Parses the name of a level; unknown ones get clap's suggestion.
fn level() -> impl TypedValueParser<Value = Level> {
    let names = PossibleValuesParser::new(Level::ALL.iter().map(|level| level.name()));
    names.try_map(|name| Level::from_name(&name).ok_or("not a level"))
}

/// Parses the name of a kind of document.
fn kind() -> impl TypedValueParser<Value = Kind> {
    let names = PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.name()));
    names.try_map(|name| Kind::from_name(&name).ok_or("not a kind"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    fn fails(args: &[&str]) -> String {
        Cli::try_parse_from(args).unwrap_err().to_string()
    }

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn values_become_terms() {
        let cli = Cli::try_parse_from(["standwith", "check", "a.md", "--fail-on", "note", "--kind", "policy", "-j2"]);
        let Command::Check(args) = cli.unwrap().command else { panic!("not check") };
        assert_eq!((args.fail_on, args.kind), (Level::Note, Some(Kind::Policy)));
        assert_eq!(args.threads.map(NonZeroUsize::get), Some(2));
    }

    #[test]
    fn mistakes_get_a_suggestion() {
        assert!(fails(&["standwith", "chek", "a.md"]).contains("'check'"));
        assert!(fails(&["standwith", "check", "a.md", "--show-skiped"]).contains("'--show-skipped'"));
        assert!(fails(&["standwith", "check", "a.md", "--kind", "statment"]).contains("'statement'"));
        assert!(fails(&["standwith", "check", "a.md", "--fail-on", "warn"]).contains("note, warning, error"));
    }

    #[test]
    fn no_path_and_no_pack_are_errors() {
        assert!(fails(&["standwith", "check"]).contains("<PATH>"));
        assert!(fails(&["standwith", "rules", "--no-default-pack"]).contains("--pack"));
    }

    #[test]
    fn help_tells_the_exit_codes() {
        let help = fails(&["standwith", "check", "--help"]);
        assert!(help.contains("3 wins over 1") && help.contains("Examples:"));
    }
}
