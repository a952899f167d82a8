//! Text as it may go to a terminal: what is invisible or steers the terminal is drawn, never sent.

use unicode_width::UnicodeWidthChar;

/// What to write for `c` between its neighbours if it may not be sent as it is: `\u{202E}`.
pub(crate) fn escape(before: Option<char>, c: char, after: Option<char>) -> Option<String> {
    // Joiners are letters' business in Arabic or Indic scripts and in emoji; elsewhere they only hide.
    let joins = |c: Option<char>| c.is_some_and(|c| c >= '\u{600}');
    let hidden = match c {
        '\u{200C}' | '\u{200D}' => !(joins(before) && joins(after)),
        _ => c.is_control() || is_hidden(c),
    };
    hidden.then(|| format!("\\u{{{:X}}}", u32::from(c)))
}

/// Characters without a shape of their own, and those that turn the direction of writing.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// `text` with everything drawn, line ends and tabs too; for paths and names.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match escape(before, c, rest.peek().copied()) {
            Some(escaped) => out.push_str(&escaped),
            None => out.push(c),
        }
        before = Some(c);
    }
    out
}

/// `text` on one line: white space as single spaces, the rest drawn.
pub(crate) fn one_line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The columns of a character, as codespan counts them.
pub(crate) fn columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The columns of a text.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// Breaks `text` at white space into lines of at most `first`, then `rest` columns; a longer word stands alone. A
/// no-break space becomes a space at which nothing breaks, so that a command stays whole where it fits.
pub(crate) fn wrap(text: &str, first: usize, rest: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    let mut used = 0;
    let words = text.split_ascii_whitespace().flat_map(|word| {
        let whole = width(word) <= first.min(rest);
        let parts: Vec<&str> = if whole { vec![word] } else { word.split('\u{A0}').collect() };
        parts.into_iter().map(|part| visible(part).replace('\u{A0}', " ")).collect::<Vec<_>>()
    });
    for word in words {
        let limit = if lines.len() == 1 { first } else { rest };
        let wide = width(&word);
        match lines.last_mut() {
            Some(line) if line.is_empty() || used + 1 + wide <= limit => {
                if !line.is_empty() {
                    line.push(' ');
                    used += 1;
                }
                line.push_str(&word);
                used += wide;
            }
            _ => {
                used = wide;
                lines.push(word);
            }
        }
    }
    lines
}

/// `label` and `text`, wrapped to `columns`, further lines set below the text; below the label's second letter where the
/// label is long.
pub(crate) fn hang(label: &str, text: &str, columns: usize) -> String {
    let used = width(label);
    let indent = if used > 9 { 2 } else { used };
    let room = |used: usize| columns.saturating_sub(used).max(20);
    format!("{label}{}", wrap(text, room(used), room(indent)).join(&format!("\n{}", " ".repeat(indent))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_invisible_is_sent() {
        assert_eq!(
            visible("a\u{1b}[31m\u{202e}b\u{200b}c\td\ne\u{9b}"),
            r"a\u{1B}[31m\u{202E}b\u{200B}c\u{9}d\u{A}e\u{9B}"
        );
        assert_eq!(visible("soft\u{ad}hyphen \u{feff}x \u{e0041}"), r"soft\u{AD}hyphen \u{FEFF}x \u{E0041}");
    }

    #[test]
    fn joiners_stay_in_emoji_and_scripts_that_need_them() {
        assert_eq!(visible("👩\u{200d}👧 نمی\u{200c}خواهم"), "👩\u{200d}👧 نمی\u{200c}خواهم");
        assert_eq!(visible("vo\u{200d}ice"), r"vo\u{200D}ice");
    }

    #[test]
    fn a_command_stays_whole_where_it_fits() {
        assert_eq!(hang("more: ", "standwith\u{A0}explain\u{A0}a/b", 30), "more: standwith explain a/b");
        assert_eq!(hang("more: ", "standwith\u{A0}explain\u{A0}aaa/bbb", 26), "more: standwith explain\n      aaa/bbb");
    }

    #[test]
    fn wrapping_hangs_and_never_cuts_a_word() {
        assert_eq!(
            hang("ask: ", "who asked you to carry this https://example.org/a/very/long/address", 27),
            "ask: who asked you to carry\n     this\n     https://example.org/a/very/long/address"
        );
    }
}
