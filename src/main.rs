//! The command line: parse, run, exit code; the only writer to standard output and error.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};
use standwith::check::examples;
use standwith::cli::{
    CheckArgs, Cli, ColorWhen, Command, ExplainArgs, Format, PackArgs, PageArgs, RulesArgs, TestArgs,
};
use standwith::report::explain::Topic;
use standwith::report::{self, Listed, Output, Page, Report, explain, list};
use standwith::rule::{self, Mistake, PackFiles, RuleSet};
use standwith::run::{self, Input, Settings};
use standwith::source::{self, FindOptions};
use standwith::words::did_you_mean;

/// Nothing was judged: usage or configuration.
const USAGE: u8 = 2;

/// Why a command stopped before it could judge.
enum Stop {
    /// A message, and what to do: one or several ways.
    Say(String, Vec<String>),
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
        Command::Check(args) => (check(&args), page(&args.page, &io::stderr())),
        Command::Explain(args) => (explain(&args), page(&args.page, &io::stderr())),
        Command::Rules(args) => (rules(&args), page(&args.page, &io::stderr())),
        Command::Test(args) => (test(&args), page(&args.page, &io::stderr())),
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
        Stop::Say(message, help) => report::write_error(&message, &help, page, &mut err),
        Stop::Mistakes(mistakes) => report::write_mistakes(&mistakes, page, &mut err),
        Stop::Write(error) => writeln!(err, "error: the result could not be written: {error}"),
    };
    USAGE
}

/// How a page is set: colour where clap would colour too (a terminal that can, NO_COLOR, CLICOLOR, CLICOLOR_FORCE), the
/// terminal's columns unless told.
fn page(args: &PageArgs, stream: &impl anstream::stream::RawStream) -> Page {
    let color = match args.color {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never,
    };
    let width = args.width.map_or_else(|| if stream.is_terminal() { columns() } else { 80 }, usize::from);
    Page { color, width }
}

/// The terminal's columns, within what a page can be.
fn columns() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0)).clamp(40, 160)
}

fn stdout_page(args: &PageArgs) -> Page {
    page(args, &io::stdout())
}

/// The rules in force, and the files they come from.
fn load(args: &PackArgs) -> Result<(RuleSet, Vec<PackFiles>), Stop> {
    let mut packs = rule::built_in(!args.no_default_pack);
    for folder in &args.packs {
        packs.push(read_pack(folder)?);
    }
    let rules = rule::load(&packs).map_err(Stop::Mistakes)?;
    Ok((rules, packs))
}

fn read_pack(folder: &Path) -> Result<PackFiles, Stop> {
    let root = folder.to_string_lossy().trim_end_matches('/').to_string();
    let files = source::read_folder(folder)
        .map_err(|e| Stop::Say(format!("pack {}: {}", e.path, e.problem), vec![e.remedy()]))?;
    if files.is_empty() {
        return Err(Stop::Say(
            format!("pack {root} holds no rule files"),
            vec!["a pack is a folder with `pack.toml` and one folder of rules a practice".into()],
        ));
    }
    let name = folder.file_name().map_or_else(|| root.clone(), |n| n.to_string_lossy().into_owned());
    Ok(PackFiles { name, root, files, built_in: false })
}

fn check(args: &CheckArgs) -> Result<u8, Stop> {
    let (rules, _) = load(&args.packs)?;
    // They serve until the process ends; taking them apart word by word would only cost time.
    let rules = Box::leak(Box::new(rules));
    for id in &args.enable {
        if !rules.enable(id) {
            let ids = rules.rules.iter().flat_map(|rule| [rule.id.as_str(), rule.category.as_str()]);
            let help = match did_you_mean(id, ids) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`standwith rules` lists them".to_string(),
            };
            return Err(Stop::Say(format!("--enable: there is no rule or category `{id}`"), vec![help]));
        }
    }
    if let Some(threads) = args.threads {
        // A pool that exists already serves as well.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build_global();
    }
    if let Some(code) = &args.lang
        && standwith::document::language::by_code(code).is_none()
    {
        let help = "write two letters, such as es or en".into();
        return Err(Stop::Say(format!("`{code}` is no language code"), vec![help]));
    }
    let (inputs, mut unread, mut listed, foreign) = inputs(args)?;
    let settings = Settings { kind: args.kind, language: args.lang.clone() };
    let outcome = run::check_all(inputs, rules, &settings);
    unread.extend(outcome.unread);
    listed.extend(outcome.listed);
    if outcome.files.is_empty() && unread.is_empty() && !args.as_found {
        return Err(no_document(&args.paths, &foreign, &listed));
    }
    let report = Report::new(rules, outcome.files, unread, listed, args.fail_on);
    let output = match args.format {
        Format::Terminal => Output::Terminal { page: stdout_page(&args.page), show_skipped: args.show_skipped },
        Format::Json => Output::Json,
    };
    let code = report.exit_code();
    if output == Output::Json {
        // What goes to a program must not look clean to a person. If nobody listens there, the report still tells.
        let _ = report::write_unanswered(&report, &mut io::stderr().lock());
    }
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

/// What is to be read, what cannot be, and what a walk left aside, for the report and with what helps.
type Inputs = (Vec<Input>, Vec<report::Unread>, Vec<Listed>, Vec<source::Listed>);

fn inputs(args: &CheckArgs) -> Result<Inputs, Stop> {
    let dash = Path::new("-");
    let stdin = args.paths.iter().any(|p| p == dash);
    if args.stdin_filename.is_some() && !stdin {
        return Err(Stop::Say(
            "--stdin-filename is given and standard input is not read".into(),
            vec!["add `-` to the paths".into()],
        ));
    }
    let paths: Vec<PathBuf> = args.paths.iter().filter(|p| *p != dash).cloned().collect();
    let found = source::find(&paths, &FindOptions { as_found: args.as_found });
    let mut unread: Vec<report::Unread> = found.errors.iter().map(run::unread).collect();
    if !args.as_found {
        // A folder that was asked for and holds nothing to judge must not hide behind the others.
        let holds = |folder: &Path| found.documents.iter().any(|d| d.starts_with(folder));
        let empty = paths.iter().filter(|p| p.is_dir() && !holds(p) && !found.documents.is_empty());
        unread.extend(empty.map(|p| report::Unread {
            path: p.to_string_lossy().into_owned(),
            message: "holds no document".into(),
            remedy: "name a folder with Markdown, HTML or text files; ignore files hold in it".into(),
        }));
    }
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
    Ok((inputs, unread, listed, found.listed))
}

/// So many files are named when there is nothing else.
const NAMED: usize = 5;

/// Nothing to judge: what there is instead, and what to do about it.
fn no_document(paths: &[PathBuf], foreign: &[source::Listed], listed: &[Listed]) -> Stop {
    let named: Vec<String> = paths.iter().map(|p| p.to_string_lossy().into_owned()).collect();
    let mut help: Vec<String> = Vec::new();
    for file in foreign {
        let path = file.path.to_string_lossy();
        help.push(format!("{path} is {}: {}", file.format, file.format.remedy(&path)));
    }
    let empty = listed.iter().filter(|l| !foreign.iter().any(|f| f.path.to_string_lossy() == l.path.as_str()));
    help.extend(empty.map(|l| format!("{} is {}", l.path, l.why)));
    let more = help.len().saturating_sub(NAMED);
    help.truncate(NAMED);
    if more > 0 {
        help.push(format!("and {more} more files like these"));
    }
    help.push("name Markdown, HTML or text files, or a folder that holds some; ignore files hold in a folder".into());
    Stop::Say(format!("no document in {}", named.join(", ")), help)
}

fn explain(args: &ExplainArgs) -> Result<u8, Stop> {
    let (rules, packs) = load(&args.packs)?;
    let topic = explain::find(&rules, &args.id).map_err(|unknown| {
        let help = match unknown.near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`standwith rules` lists them".to_string(),
        };
        Stop::Say(format!("there is no rule, category, practice or value `{}`", unknown.id), vec![help])
    })?;
    let mut out = BufWriter::new(io::stdout().lock());
    match (&topic, args.source) {
        (Topic::Rule(rule), true) => {
            let text = packs.iter().find_map(|pack| pack.text(&rule.path));
            out.write_all(text.unwrap_or("").as_bytes())?;
        }
        (_, true) => {
            return Err(Stop::Say(
                format!("--source prints the file of a rule, and `{}` is none", args.id),
                vec!["`standwith rules` lists the rules".into()],
            ));
        }
        (_, false) => explain::write(&rules, &topic, stdout_page(&args.page), &mut out)?,
    }
    out.flush()?;
    Ok(0)
}

fn rules(args: &RulesArgs) -> Result<u8, Stop> {
    let (rules, _) = load(&args.packs)?;
    let mut out = BufWriter::new(io::stdout().lock());
    match args.format {
        Format::Terminal => list::write_text(&rules, stdout_page(&args.page), &mut out)?,
        Format::Json => list::write_json(&rules, &mut out)?,
    }
    out.flush()?;
    Ok(0)
}

fn test(args: &TestArgs) -> Result<u8, Stop> {
    let packs = PackArgs { packs: args.packs.clone(), no_default_pack: args.no_default_pack };
    let (rules, files) = load(&packs)?;
    let roots: Vec<String> =
        args.packs.iter().map(|p| format!("{}/", p.to_string_lossy().trim_end_matches('/'))).collect();
    let outcome = examples::run(&rules, &|path| roots.is_empty() || roots.iter().any(|r| path.starts_with(r.as_str())));
    let mut out = BufWriter::new(io::stdout().lock());
    report::write_outcome(&outcome, &files, stdout_page(&args.page), &mut out)?;
    out.flush()?;
    Ok(u8::from(!outcome.failures.is_empty()))
}

fn completions(shell: clap_complete::Shell) -> Result<u8, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "standwith", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(0)
}
