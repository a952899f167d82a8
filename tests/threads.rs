//! The number of threads, and the order in which documents were named, change no byte of what is printed.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{RULES, own_documents};
use standwith::report::{Output, Page, Report, write};
use standwith::run::{Input, Outcome, Settings, check_all};
use standwith::source::Source;
use standwith::terms::Level;

/// Sixty documents: ours in three formats, some twice as long as others.
fn inputs() -> Vec<Input> {
    let all = own_documents();
    let mut out = Vec::new();
    for i in 0..60 {
        let mut document = all[i % all.len()].clone();
        for more in 1..=i % 4 {
            document.blocks.extend(all[(i + 7 * more) % all.len()].blocks.iter().cloned());
        }
        let (extension, text) = match i % 3 {
            0 => ("md", document.markdown()),
            1 => ("html", document.html(false)),
            _ => ("txt", document.text()),
        };
        let source = Source::from_bytes(&format!("in/{:02}.{extension}", (i * 37) % 60), text.into_bytes());
        out.push(Input::Read(Box::new(source.unwrap())));
    }
    // What is not read is part of the report too.
    out.push(Input::File("in/not-there.md".into(), true));
    out
}

/// What is printed, as JSON and for people.
fn printed(inputs: Vec<Input>) -> (Vec<u8>, Vec<u8>) {
    let Outcome { files, unread, .. } = check_all(inputs, &RULES, &Settings::default());
    let report = Report::new(&RULES, files, unread, Vec::new(), Level::Warning);
    let (mut json, mut terminal) = (Vec::new(), Vec::new());
    write(&report, Output::Json, &mut json).unwrap();
    let page = Page { color: false, width: 80 };
    write(&report, Output::Terminal { page, show_skipped: true }, &mut terminal).unwrap();
    (json, terminal)
}

fn with_threads(threads: usize, inputs: Vec<Input>) -> (Vec<u8>, Vec<u8>) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| printed(inputs))
}

#[test]
fn one_thread_and_eight_print_the_same_bytes() {
    let one = with_threads(1, inputs());
    let json: serde_json::Value = serde_json::from_slice(&one.0).unwrap();
    assert!(json["findings"].as_array().unwrap().len() >= 100, "too few findings to compare");
    assert_eq!(json["documents"].as_array().unwrap().len(), 60);
    assert_eq!(json["unread"].as_array().unwrap().len(), 1);
    for round in 0..3 {
        let eight = with_threads(8, inputs());
        assert!(one.0 == eight.0, "JSON differs in round {round}");
        assert!(one.1 == eight.1, "the page differs in round {round}");
    }
}

#[test]
fn the_order_of_the_documents_changes_nothing() {
    let mut turned = inputs();
    turned.reverse();
    assert!(with_threads(8, inputs()) == with_threads(8, turned));
}

/// What is found in a document does not depend on those beside it.
#[test]
fn a_document_alone_says_what_it_says_among_others() {
    let together = |inputs| {
        let Outcome { files, .. } = check_all(inputs, &RULES, &Settings::default());
        files.into_iter().map(|f| (f.path, f.verdict)).collect::<Vec<_>>()
    };
    let alone: Vec<_> = inputs().into_iter().flat_map(|one| together(vec![one])).collect();
    assert!(together(inputs()) == alone);
}
