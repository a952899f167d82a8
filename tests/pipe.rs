//! A reader that has seen enough (`| head -1`) ends a run quietly.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, Stdio};

fn start(args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_standwith"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Waits, and sees that nothing was said and no signal or panic ended it.
fn quiet(child: Child, args: &[&str], codes: &[i32]) {
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    assert_eq!(output.status.signal(), None, "{args:?}");
    assert!(codes.contains(&output.status.code().unwrap()), "{args:?}: {:?}", output.status);
}

#[test]
fn a_reader_that_left_before_the_first_byte() {
    for format in ["terminal", "json"] {
        let args = ["check", "-", "--format", format];
        let mut child = start(&args);
        drop(child.stdout.take());
        // The check waits for its text, so the reader is gone for certain when it writes.
        child.stdin.take().unwrap().write_all(b"We speak for the voiceless.\n").unwrap();
        quiet(child, &args, &[1]);
    }
    for args in [&["rules"][..], &["explain", "centering/voiceless"], &["test"], &["completions", "bash"]] {
        let mut child = start(args);
        drop(child.stdout.take());
        quiet(child, args, &[0, 1]);
    }
}

#[test]
fn a_reader_that_left_after_the_first_line() {
    let args = ["check", "fixtures/", "--format", "json"];
    let mut child = start(&args);
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "{\n");
    quiet(child, &args, &[1]);
}
