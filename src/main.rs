//! The command line: parse, run, exit code; the only writer to standard output and error.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::SUCCESS
}
