//! The page as people see it; `SNAPSHOTS=overwrite cargo test` redraws these.

use snapbox::str;

use crate::finding::Reason;
use crate::report::samples::{document, findings, hold, not_judged, rules, same, two_packs};
use crate::report::{FileReport, Listed, Output, Page, Report, Unread, write, write_error, write_unanswered};
use crate::terms::{Level, Voice};

const UNLIKE: &str = "co-liberation/unlike-others";
const VOICELESS: &str = "centering/voiceless";

fn shown(report: &Report<'_>, page: Page, show_skipped: bool) -> String {
    let mut out = Vec::new();
    write(report, Output::Terminal { page, show_skipped }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The page of one document.
fn page(width: usize, file: FileReport) -> String {
    let rules = rules();
    let report = Report::new(&rules, vec![file], vec![], vec![], Level::Warning);
    // Codespan ends rows of an empty margin with a space.
    let text = shown(&report, Page { color: false, width }, false);
    assert!(text.lines().all(|line| crate::report::visible::width(line) <= width), "{text}");
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// One line of about 3,000 characters in one sentence.
fn long(before: usize, marked: &str, after: usize) -> String {
    let words = "we met in the hall with families and neighbors and the council heard what they asked for, ";
    format!("{}{marked}{}", words.repeat(before), format!(" {}", words.trim_end()).repeat(after))
}

#[test]
fn a_short_sentence_is_shown_whole() {
    let text = "# A title\n\nOn Friday we met. <<Unlike many immigrant groups>>, our Vietnamese neighbors rebuilt this \
                corridor. We thank them.\n";
    same(
        page(80, document("release.md", text, UNLIKE)),
        str![[r#"
warning[co-liberation/unlike-others]: praises one community by contrast with
  others
  ┌─ release.md:3:19
  │
3 │ Unlike many immigrant groups, our Vietnamese neighbors rebuilt this
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
3 │ corridor.
  │
  = ask: who benefits when these groups are compared? name the policy that made
         the difference
  = practice: Co-liberation (Solidarity Is)
  = more: standwith explain co-liberation/unlike-others

checked: 1 document (20 words), 3 rules of 2 practices
findings: 1 warning

"#]],
    );
    same(
        page(60, document("release.md", text, UNLIKE)),
        str![[r#"
warning[co-liberation/unlike-others]: praises one community
  by contrast with others
  ┌─ release.md:3:19
  │
3 │ Unlike many immigrant groups, our Vietnamese neighbors
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
3 │ rebuilt this corridor.
  │
  = ask: who benefits when these groups are compared? name
         the policy that made the difference
  = practice: Co-liberation (Solidarity Is)
  = more: standwith explain co-liberation/unlike-others

checked: 1 document (20 words), 3 rules of 2 practices
findings: 1 warning

"#]],
    );
}

#[test]
fn of_a_long_line_the_marked_rows_are_shown() {
    let text = long(15, "<<unlike many immigrant groups that the county has known since it was founded>>", 17);
    same(
        page(80, document("long.md", &text, UNLIKE)),
        str![[r#"
warning[co-liberation/unlike-others]: praises one community by contrast with
  others
  ┌─ long.md:1:1351
  │
1 │ … what they asked for, unlike many immigrant groups that the county has
  │                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
1 │ known since it was founded we met in the hall with families and …
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^
  │
  = ask: who benefits when these groups are compared? name the policy that made
         the difference
  = practice: Co-liberation (Solidarity Is)
  = more: standwith explain co-liberation/unlike-others

checked: 1 document (557 words), 3 rules of 2 practices
findings: 1 warning

"#]],
    );
    same(
        page(60, document("long.md", &text, UNLIKE)),
        str![[r#"
warning[co-liberation/unlike-others]: praises one community
  by contrast with others
  ┌─ long.md:1:1351
  │
1 │ … they asked for, unlike many immigrant groups that
  │                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
1 │ the county has known since it was founded we met in …
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  │
  = ask: who benefits when these groups are compared? name
         the policy that made the difference
  = practice: Co-liberation (Solidarity Is)
  = more: standwith explain co-liberation/unlike-others

checked: 1 document (557 words), 3 rules of 2 practices
findings: 1 warning

"#]],
    );
}

#[test]
fn a_finding_at_the_end_of_a_long_line_is_readable() {
    let text = long(33, "<<speak for the voiceless>>", 0);
    same(
        page(80, document("end.md", &text, VOICELESS)),
        str![[r#"
error[centering/voiceless]: calls people voiceless and offers to be their voice
  ┌─ end.md:1:2971
  │
1 │ … what they asked for, speak for the voiceless
  │                        ^^^^^^^^^^^^^^^^^^^^^^^
  │
  = ask: who asked you to carry this, and can they say it here? quote them, or
         say who decided
  = practice: Centering (Solidarity Is)
  = more: standwith explain centering/voiceless

checked: 1 document (565 words), 3 rules of 2 practices
findings: 1 error

"#]],
    );
    same(
        page(60, document("end.md", &text, VOICELESS)),
        str![[r#"
error[centering/voiceless]: calls people voiceless and
  offers to be their voice
  ┌─ end.md:1:2971
  │
1 │ … they asked for, speak for the voiceless
  │                   ^^^^^^^^^^^^^^^^^^^^^^^
  │
  = ask: who asked you to carry this, and can they say it
         here? quote them, or say who decided
  = practice: Centering (Solidarity Is)
  = more: standwith explain centering/voiceless

checked: 1 document (565 words), 3 rules of 2 practices
findings: 1 error

"#]],
    );
}

#[test]
fn of_a_mark_over_many_rows_the_ends_are_shown() {
    let text = format!("<<{}>>", long(12, "and so on", 0));
    same(
        page(60, document("huge.md", &text, VOICELESS)),
        str![[r#"
error[centering/voiceless]: calls people voiceless and
  offers to be their voice
  ┌─ huge.md:1:1
  │
1 │ we met in the hall with families and neighbors and
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
1 │ the council heard what they asked for, we met in the
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
1 │ hall with families and neighbors and the council
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
1 │ heard what they asked for, we met in the hall with
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  ·
1 │ they asked for, we met in the hall with families and
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
1 │ neighbors and the council heard what they asked for,
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
1 │ and so on
  │ ^^^^^^^^^
  │
  = ask: who asked you to carry this, and can they say it
         here? quote them, or say who decided
  = practice: Centering (Solidarity Is)
  = more: standwith explain centering/voiceless

checked: 1 document (207 words), 3 rules of 2 practices
findings: 1 error

"#]],
    );
}

#[test]
fn carets_stand_below_wide_characters_tabs_and_drawn_controls() {
    let text = "日本語の文章です。\t👩 families — “we <<speak for the 声なき人 👍 voiceless>> e\u{301}tudes\u{202e} \
                \u{1b}[31m” and\tmore \u{200b}<<spe\u{200b}ak for the voiceless>>\n";
    same(
        page(80, document("w\u{202e}\n.md", text, VOICELESS)),
        str![[r#"
error[centering/voiceless]: calls people voiceless and offers to be their voice
  ┌─ w\u{202E}\u{A}.md:1:28
  │
1 │ 日本語の文章です。  👩 families — “we speak for the 声なき人 👍 voiceless
  │                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
1 │ études\u{202E} \u{1B}[31m” and  more \u{200B}spe\u{200B}ak for the voiceless
  │
  = ask: who asked you to carry this, and can they say it here? quote them, or
         say who decided
  = practice: Centering (Solidarity Is)
  = more: standwith explain centering/voiceless
  = again: 1 more of this rule in this document: 1:85 “spe\u{200b}ak for the
           voiceless”

checked: 1 document (19 words), 3 rules of 2 practices
findings: 2 errors

"#]],
    );
    same(
        page(60, document("w\u{202e}\n.md", text, VOICELESS)),
        str![[r#"
error[centering/voiceless]: calls people voiceless and
  offers to be their voice
  ┌─ w\u{202E}\u{A}.md:1:28
  │
1 │ 日本語の文章です。  👩 families — “we speak for the 声な
  │                                       ^^^^^^^^^^^^^^^^^^
1 │ き人 👍 voiceless études\u{202E} \u{1B}[31m” and    more
  │ ^^^^^^^^^^^^^^^^^
1 │ \u{200B}spe\u{200B}ak for the voiceless
  │
  = ask: who asked you to carry this, and can they say it
         here? quote them, or say who decided
  = practice: Centering (Solidarity Is)
  = more: standwith explain centering/voiceless
  = again: 1 more of this rule in this document: 1:85
           “spe\u{200b}ak for the voiceless”

checked: 1 document (19 words), 3 rules of 2 practices
findings: 2 errors

"#]],
    );
}

#[test]
fn pieces_of_a_match_are_all_marked() {
    let text = "Intro of the list, which goes on for a while. <<Unlike others>> we will:\n\n- rebuild the hall with\n  \
                <<our Vietnamese neighbors>> and friends\n\n- go home\n";
    let file = || {
        let mut file = document("list.md", text, UNLIKE);
        let second = findings(&mut file).remove(1);
        let first = &mut findings(&mut file)[0];
        first.pieces.push(second.span());
        first.primary = 1;
        first.position = second.position;
        file
    };
    same(
        page(80, file()),
        str![[r#"
warning[co-liberation/unlike-others]: praises one community by contrast with
  others
  ┌─ list.md:4:3
  │
1 │ Intro of the list, which goes on for a while. Unlike others we will:
  │                                               -------------
  ·
3 │ - rebuild the hall with
4 │ our Vietnamese neighbors and friends
  │ ^^^^^^^^^^^^^^^^^^^^^^^^
  │
  = ask: who benefits when these groups are compared? name the policy that made
         the difference
  = practice: Co-liberation (Solidarity Is)
  = more: standwith explain co-liberation/unlike-others

checked: 1 document (27 words), 3 rules of 2 practices
findings: 1 warning

"#]],
    );
    same(
        page(60, file()),
        str![[r#"
warning[co-liberation/unlike-others]: praises one community
  by contrast with others
  ┌─ list.md:4:3
  │
1 │ Intro of the list, which goes on for a while. Unlike
  │                                               ------
1 │ others we will:
  │ ------
  ·
3 │ - rebuild the hall with
4 │ our Vietnamese neighbors and friends
  │ ^^^^^^^^^^^^^^^^^^^^^^^^
  │
  = ask: who benefits when these groups are compared? name
         the policy that made the difference
  = practice: Co-liberation (Solidarity Is)
  = more: standwith explain co-liberation/unlike-others

checked: 1 document (27 words), 3 rules of 2 practices
findings: 1 warning

"#]],
    );
}

#[test]
fn quotations_say_whose_words_they_are() {
    let mut file =
        document("q.md", "“We <<speak for the voiceless>>.”\n\n“We <<speak for the voiceless>>.”\n", VOICELESS);
    let also = findings(&mut file)[0].rule;
    findings(&mut file)[0].voice = Voice::Own;
    findings(&mut file)[0].speaker = Some("Dana Cole, our executive director".into());
    findings(&mut file)[0].also = vec![also];
    findings(&mut file)[1].voice = Voice::Community;
    same(
        page(80, file),
        str![[r#"
error[centering/voiceless]: calls people voiceless and offers to be their voice
  ┌─ q.md:1:5
  │
1 │ “We speak for the voiceless.”
  │     ^^^^^^^^^^^^^^^^^^^^^^^
  │
  = ask: who asked you to carry this, and can they say it here? quote them, or
         say who decided
  = voice: words of Dana Cole, our executive director
  = practice: Centering (Solidarity Is)
  = more: standwith explain centering/voiceless
  = also: centering/voiceless

note[centering/voiceless]: calls people voiceless and offers to be their voice
  ┌─ q.md:3:5
  │
3 │ “We speak for the voiceless.”
  │     ^^^^^^^^^^^^^^^^^^^^^^^
  │
  = to the editor: what to print is your choice; the words are theirs, not yours
      to reword
  = voice: words of a member of a community concerned
  = practice: Centering (Solidarity Is)
  = more: standwith explain centering/voiceless

checked: 1 document (10 words), 3 rules of 2 practices
findings: 1 error, 1 note

"#]],
    );
}

#[test]
fn repeats_in_a_document_are_counted_under_the_first() {
    let again = "We <<speak for the voiceless>>. ".repeat(10);
    let text = format!("{again}\n\nWe <<speak for the voiceless>>.\n");
    same(
        page(80, document("r.md", &text, VOICELESS)),
        str![[r#"
error[centering/voiceless]: calls people voiceless and offers to be their voice
  ┌─ r.md:1:4
  │
1 │ We speak for the voiceless.
  │    ^^^^^^^^^^^^^^^^^^^^^^^
  │
  = ask: who asked you to carry this, and can they say it here? quote them, or
         say who decided
  = practice: Centering (Solidarity Is)
  = more: standwith explain centering/voiceless
  = again: 10 more of this rule in this document: 1:32, 1:60, 1:88, 1:116,
           1:144, 1:172, and 4 more

checked: 1 document (55 words), 3 rules of 2 practices
findings: 11 errors

"#]],
    );
}

#[test]
fn the_summary_tells_what_was_not_judged() {
    let rules = rules();
    let mut file = document("a.md", "We never <<speak for\nthe voiceless>>.\n\n<<The homeless>>.", VOICELESS);
    hold(&mut file, 0, Reason::Negated, Some("never"));
    hold(&mut file, 0, Reason::Unless("source".into()), None);
    file.verdict.not_judged = vec![not_judged(false, true)];
    let unread = Unread {
        path: "drafts/b.docx".into(),
        message: "Word documents are not read yet".into(),
        remedy: "save it as Markdown or HTML, or: pandoc -t markdown drafts/b.docx | standwith check -".into(),
    };
    let listed = ["c.pdf", "d.pdf"].map(|path| Listed { path: path.into(), why: "a PDF".into() });
    let report = Report::new(&rules, vec![file], vec![unread], listed.into(), Level::Warning);
    let text = shown(&report, Page { color: false, width: 80 }, true);
    same(
        text,
        str![[r#"
a.md:1:10 centering/voiceless held back (negated: "never"): "speak for the voiceless"
a.md:4:1 centering/voiceless held back (answered by `source`): "The homeless"

error: not read: drafts/b.docx: Word documents are not read yet
  = help: save it as Markdown or HTML, or: pandoc -t markdown drafts/b.docx |
          standwith check -

checked: 1 document (8 words), 3 rules of 2 practices
held back: 2 (1 negated, 1 answered by `source`)
not judged: 2 paragraphs in Spanish, from a.md:1; declare it: `lang: es` in its
  front matter, or --lang es
not read: 1 file
left aside: 2 files, each a PDF: c.pdf, d.pdf

These rules found nothing. Silence is not approval: what was looked for is
wording that careful readers stop at, by 3 rules of 2 practices (Centering;
Co-liberation). Rules do not know your partners, your history or what was left
out; ask the people whom the text is about.

"#]],
    );
}

#[test]
fn silence_is_not_approval() {
    let text = page(80, document("quiet.md", "We listen.", VOICELESS));
    assert!(!text.contains("passed"));
    same(
        text,
        str![[r#"
checked: 1 document (2 words), 3 rules of 2 practices

These rules found nothing. Silence is not approval: what was looked for is
wording that careful readers stop at, by 3 rules of 2 practices (Centering;
Co-liberation). Rules do not know your partners, your history or what was left
out; ask the people whom the text is about.

"#]],
    );
}

#[test]
fn a_document_wholly_in_another_language_is_not_counted_as_checked() {
    let rules = rules();
    let mut file = document("comunicado.md", "Estamos con ustedes.", VOICELESS);
    file.judged = false;
    file.verdict.not_judged = vec![not_judged(false, true)];
    let report = Report::new(&rules, vec![file], vec![], vec![], Level::Warning);
    same(
        shown(&report, Page { color: false, width: 80 }, false),
        str![[r#"
checked: no document, 3 rules of 2 practices
not judged: comunicado.md, in Spanish; declare it: `lang: es` in its front
  matter, or --lang es

Nothing was judged, so this says nothing of any text.

"#]],
    );
}

#[test]
fn what_was_not_answered_is_one_line_each_beside_a_report_for_programs() {
    let rules = rules();
    let mut file = document("comunicado.md", "Estamos con ustedes.", VOICELESS);
    file.verdict.not_judged = vec![not_judged(false, true)];
    let unread = Unread { path: "b\u{1b}.docx".into(), message: "a Word document".into(), remedy: "save it".into() };
    let report = Report::new(&rules, vec![file], vec![unread], vec![], Level::Warning);
    let mut out = Vec::new();
    write_unanswered(&report, &mut out).unwrap();
    same(
        String::from_utf8(out).unwrap(),
        str![[r#"
error: not read: b\u{1B}.docx: a Word document (save it)
error: not judged: comunicado.md: in Spanish (declare it: `lang: es` in its front matter, or --lang es)

"#]],
    );
}

#[test]
fn each_pack_speaks_with_its_own_practice_and_its_command_works() {
    let rules = two_packs();
    let file = document("a.md", "<<The homeless>> wait.", "centering/the-homeless");
    let report = Report::new(&rules, vec![file], vec![], vec![], Level::Warning);
    let text = shown(&report, Page { color: false, width: 80 }, false);
    assert!(text.contains("= practice: In the middle (Solidarity Is)\n"), "{text}");
    assert!(text.contains("= more: standwith explain centering/the-homeless --pack 'our rules'\n"), "{text}");
    // Two practices of one id are two.
    assert!(text.contains("3 rules of 3 practices"), "{text}");
    let mut alone = two_packs();
    alone.packs[0].practices.clear();
    let report = Report::new(&alone, report.files, vec![], vec![], Level::Warning);
    let text = shown(&report, Page { color: false, width: 90 }, false);
    assert!(text.contains(" --pack 'our rules' --no-default-pack\n"), "{text}");
}

#[test]
fn errors_of_usage_fit_the_page() {
    let mut out = Vec::new();
    let help = ["drafts/plan.docx is a Word document (.docx): save it as text".to_string(), "name a file".to_string()];
    write_error("no document in drafts/ and letters/", &help, Page { color: false, width: 40 }, &mut out).unwrap();
    same(
        String::from_utf8(out).unwrap(),
        str![[r#"
error: no document in drafts/ and
  letters/
  = help: drafts/plan.docx is a Word
          document (.docx): save it as
          text
  = help: name a file

"#]],
    );
}

#[test]
fn below_a_long_code_the_message_begins_on_its_own_line() {
    let text = page(40, document("a.md", "<<Unlike others>>, we rest.", UNLIKE));
    assert!(
        text.starts_with("warning[co-liberation/unlike-others]:\n  praises one community by contrast with\n"),
        "{text}"
    );
}

#[test]
fn colours_change_nothing_else() {
    let rules = rules();
    let file = || vec![document("a.md", "We <<speak for the voiceless>>.", VOICELESS)];
    let page =
        |color| shown(&Report::new(&rules, file(), vec![], vec![], Level::Note), Page { color, width: 80 }, false);
    let colored = page(true);
    assert!(colored.contains("\u{1b}[1m\u{1b}[31merror"), "{colored:?}");
    assert_eq!(anstream::adapter::strip_str(&colored).to_string(), page(false));
}
