//! The command line: parse, run, exit code; the only writer to standard output and error.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};
use standwith::check::examples;
use standwith::cli::{
    CheckArgs, Cli, ColorWhen, Command, ExplainArgs, Format, PackArgs, PageArgs, RulesArgs, TestArgs,
};
use standwith::report::{self, Listed, Output, Page, Report, explain, list};
use standwith::rule::{self, Mistake, PackFiles, RuleSet};
use standwith::run::{self, Input, Settings};
use standwith::source::{self, FindOptions};

/// Nothing was judged: usage or configuration.
const USAGE: u8 = 2;

/// Why a command stopped before it could judge.
enum Stop {
    /// A message and what to do.
    Say(String, String),
    /// Mistakes in the files of a pack.
    Mistakes(Vec<Mistake>),
    /// The reader of our output went away; nothing to say.
    Gone,
    /// Our output could not be written.
    Write(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Stop::Gone } else { Stop::Write(error) }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let (result, page) = match cli.command {
        Command::Check(args) => (check(&args), page(&args.page, io::stderr().is_terminal())),
        Command::Explain(args) => (explain(&args), page(&args.page, io::stderr().is_terminal())),
        Command::Rules(args) => (rules(&args), page(&args.page, io::stderr().is_terminal())),
        Command::Test(args) => (test(&args), page(&args.page, io::stderr().is_terminal())),
        Command::Completions { shell } => (completions(shell), Page { color: false, width: 80 }),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(stop) => ExitCode::from(say(stop, page)),
    }
}

/// Prints why nothing was judged and gives the exit code.
fn say(stop: Stop, page: Page) -> u8 {
    let mut err = io::stderr().lock();
    // Where standard error is gone too there is nobody left to tell.
    let _ = match stop {
        Stop::Gone => return 0,
        Stop::Say(message, help) => writeln!(err, "error: {message}\n  = help: {help}"),
        Stop::Mistakes(mistakes) => report::write_mistakes(&mistakes, page, &mut err),
        Stop::Write(error) => writeln!(err, "error: the result could not be written: {error}"),
    };
    USAGE
}

/// How a page is set: colour where a terminal is there and nothing forbids it, the terminal's columns unless told.
fn page(args: &PageArgs, terminal: bool) -> Page {
    let color = match args.color {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => terminal && color_allowed(),
    };
    let width = args.width.map_or_else(|| if terminal { columns() } else { 80 }, usize::from);
    Page { color, width }
}

/// Whether NO_COLOR, CLICOLOR or a dumb terminal forbids colour.
fn color_allowed() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

/// The terminal's columns, within what a page can be.
fn columns() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0)).clamp(40, 160)
}

fn stdout_page(args: &PageArgs) -> Page {
    page(args, io::stdout().is_terminal())
}

fn load(args: &PackArgs) -> Result<RuleSet, Stop> {
    let mut packs = rule::built_in(!args.no_default_pack);
    for folder in &args.packs {
        packs.push(read_pack(folder)?);
    }
    rule::load(&packs).map_err(Stop::Mistakes)
}

fn read_pack(folder: &Path) -> Result<PackFiles, Stop> {
    let root = folder.to_string_lossy().trim_end_matches('/').to_string();
    let files =
        source::read_folder(folder).map_err(|e| Stop::Say(format!("pack {}: {}", e.path, e.problem), e.remedy()))?;
    if files.is_empty() {
        return Err(Stop::Say(
            format!("pack {root} holds no rule files"),
            "a pack is a folder with `pack.toml` and one folder of rules a practice".into(),
        ));
    }
    let name = folder.file_name().map_or_else(|| root.clone(), |n| n.to_string_lossy().into_owned());
    Ok(PackFiles { name, root, files })
}

fn check(args: &CheckArgs) -> Result<u8, Stop> {
    let rules = load(&args.packs)?;
    if let Some(threads) = args.threads {
        // A pool that exists already serves as well.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build_global();
    }
    if let Some(code) = &args.lang
        && standwith::document::language::by_code(code).is_none()
    {
        return Err(Stop::Say(format!("`{code}` is no language code"), "write an ISO 639-1 code: --lang es".into()));
    }
    let (inputs, mut unread, listed) = inputs(args)?;
    let settings = Settings { kind: args.kind, language: args.lang.clone() };
    let (files, more) = run::check_all(inputs, &rules, &settings);
    unread.extend(more);
    let report = Report::new(&rules, files, unread, listed, args.fail_on);
    let output = match args.format {
        Format::Terminal => Output::Terminal { page: stdout_page(&args.page), show_skipped: args.show_skipped },
        Format::Json => Output::Json,
    };
    let code = report.exit_code();
    let mut out = BufWriter::new(io::stdout().lock());
    match report::write(&report, output, &mut out).and_then(|()| out.flush()) {
        // The reader had enough; the verdict stands.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(code),
        result => {
            result?;
            Ok(code)
        }
    }
}

/// What is to be read, what cannot be, and what a walk left aside.
fn inputs(args: &CheckArgs) -> Result<(Vec<Input>, Vec<report::Unread>, Vec<Listed>), Stop> {
    let dash = Path::new("-");
    let stdin = args.paths.iter().any(|p| p == dash);
    if args.stdin_filename.is_some() && !stdin {
        return Err(Stop::Say(
            "--stdin-filename is given and standard input is not read".into(),
            "add `-` to the paths".into(),
        ));
    }
    let paths: Vec<PathBuf> = args.paths.iter().filter(|p| *p != dash).cloned().collect();
    let found = source::find(&paths, &FindOptions { as_found: args.as_found });
    let mut unread: Vec<report::Unread> = found.errors.iter().map(run::unread).collect();
    let listed: Vec<Listed> = found
        .listed
        .iter()
        .map(|l| Listed { path: l.path.to_string_lossy().into_owned(), why: l.format.to_string() })
        .collect();
    let named = |path: &PathBuf| !args.as_found && paths.contains(path);
    let mut inputs: Vec<Input> = found
        .documents
        .into_iter()
        .map(|p| {
            let n = named(&p);
            Input::File(p, n)
        })
        .collect();
    if stdin {
        let name =
            args.stdin_filename.as_ref().map_or_else(|| "<stdin>".to_string(), |p| p.to_string_lossy().into_owned());
        match source::read_stdin(&name) {
            Ok(source) => inputs.push(Input::Read(Box::new(source))),
            Err(error) => unread.push(run::unread(&error)),
        }
    }
    if inputs.is_empty() && unread.is_empty() && !args.as_found {
        let aside =
            if listed.is_empty() { String::new() } else { format!(" ({} in formats that are not read)", listed.len()) };
        let named: Vec<String> = paths.iter().map(|p| p.to_string_lossy().into_owned()).collect();
        return Err(Stop::Say(
            format!("no document in {}{aside}", named.join(", ")),
            "name Markdown, HTML or text files, or a folder that holds some; ignore files hold in a folder".into(),
        ));
    }
    Ok((inputs, unread, listed))
}

fn explain(args: &ExplainArgs) -> Result<u8, Stop> {
    let rules = load(&args.packs)?;
    let topic = explain::find(&rules, &args.id).map_err(|unknown| {
        let help = match unknown.near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`standwith rules` lists them".to_string(),
        };
        Stop::Say(format!("there is no rule, category, practice or value `{}`", unknown.id), help)
    })?;
    let mut out = BufWriter::new(io::stdout().lock());
    explain::write(&rules, &topic, stdout_page(&args.page), &mut out)?;
    out.flush()?;
    Ok(0)
}

fn rules(args: &RulesArgs) -> Result<u8, Stop> {
    let rules = load(&args.packs)?;
    let mut out = BufWriter::new(io::stdout().lock());
    match args.format {
        Format::Terminal => list::write_text(&rules, stdout_page(&args.page), &mut out)?,
        Format::Json => list::write_json(&rules, &mut out)?,
    }
    out.flush()?;
    Ok(0)
}

fn test(args: &TestArgs) -> Result<u8, Stop> {
    let packs = PackArgs { packs: args.packs.clone(), no_default_pack: false };
    let rules = load(&packs)?;
    let roots: Vec<String> =
        args.packs.iter().map(|p| format!("{}/", p.to_string_lossy().trim_end_matches('/'))).collect();
    let outcome = examples::run(&rules, &|path| roots.is_empty() || roots.iter().any(|r| path.starts_with(r.as_str())));
    let mut out = BufWriter::new(io::stdout().lock());
    for failure in &outcome.failures {
        writeln!(out, "{}: {}", failure.path, failure.owner)?;
        writeln!(out, "  example:  {}", failure.text)?;
        writeln!(out, "  expected: {}\n  found:    {}\n", failure.expected, failure.found)?;
    }
    writeln!(out, "{} examples run, {} failed", outcome.run, outcome.failures.len())?;
    out.flush()?;
    Ok(u8::from(!outcome.failures.is_empty()))
}

fn completions(shell: clap_complete::Shell) -> Result<u8, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "standwith", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(0)
}
