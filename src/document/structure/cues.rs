//! Literal cues with punctuation, found in one pass over the prose.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// What a literal says of its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// FOR IMMEDIATE RELEASE.
    Release,
    /// The mark of a wire service; stands in a dateline.
    Wire,
    /// Whom to call.
    Contact,
    /// The end of a letter, before its names.
    Closing,
    /// Announces names of those who sign.
    SignOn,
    /// `Dear`.
    Dear,
    /// The heading of the author's description.
    About,
    /// Who issues a release: `SOURCE:`.
    Source,
    /// The field of a policy's head: `Effective date`.
    Review,
    /// "released the following statement".
    Issued,
}

/// The literals, without case.
const LITERALS: &[(Cue, &[&str])] = &[
    (
        Cue::Release,
        &[
            "for immediate release",
            "for immediate distribution",
            "for release on",
            "for release after",
            "for release:",
            "embargoed until",
            "embargoed for",
            "embargo:",
            "under embargo",
            "press release",
            "news release",
            "media release",
            "press statement",
            "press advisory",
            "media advisory",
            "media alert",
            "news advisory",
            "for planning purposes",
            "icymi:",
            "para publicación inmediata",
            "para divulgación inmediata",
            "comunicado de prensa",
        ],
    ),
    (
        Cue::Wire,
        &["prnewswire", "/24-7pressrelease", "(business wire)", "globe newswire", "(newswire", "/einpresswire"],
    ),
    (
        Cue::Contact,
        &[
            "media contact",
            "press contact",
            "contact:",
            "contacts:",
            "contact for media",
            "contacto:",
            "press inquiries",
            "press enquiries",
            "media inquiries",
            "media enquiries",
            "for more information",
            "for further information",
            "for interviews",
            "to schedule an interview",
            "spanish-language media",
        ],
    ),
    (
        Cue::Closing,
        &[
            "sincerely",
            "respectfully",
            "in solidarity",
            "in struggle",
            "in community",
            "yours truly",
            "yours faithfully",
            "with gratitude",
            "signed",
        ],
    ),
    (
        Cue::SignOn,
        &[
            "undersigned",
            "signatories",
            "signatures",
            "co-signers",
            "signers",
            "signed by",
            "signed on by",
            "endorsed by",
            "endorsers",
            "supporting organizations",
            "organizational supporters",
            "sign-ons",
        ],
    ),
    (Cue::Dear, &["dear "]),
    (Cue::About, &["about "]),
    (Cue::Source, &["source:", "source "]),
    (
        Cue::Review,
        &[
            "effective date",
            "approved by",
            "approval date",
            "policy no",
            "policy number",
            "policy owner",
            "next review",
            "review date",
            "last reviewed",
            "last revised",
            "date adopted",
            "adopted:",
            "supersedes",
            "legal ref",
            "revision history",
        ],
    ),
    (
        Cue::Issued,
        &["the following statement", "the following joint statement", "following remarks", "this statement today"],
    ),
];

/// A cue and where it stands, in bytes of the text searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// What it says.
    pub(super) cue: Cue,
    /// First byte.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
}

static SEARCH: LazyLock<Option<(AhoCorasick, Vec<Cue>)>> = LazyLock::new(|| {
    let cues = LITERALS.iter().flat_map(|(cue, list)| list.iter().map(|_| *cue)).collect();
    let literals = LITERALS.iter().flat_map(|(_, list)| list.iter());
    let search =
        AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(literals);
    search.ok().map(|search| (search, cues))
});

/// Every cue of `prose` that begins a word, in order of place.
pub(super) fn find(prose: &str) -> Vec<Hit> {
    let Some((search, cues)) = SEARCH.as_ref() else { return Vec::new() };
    let word =
        |at: usize| at.checked_sub(1).and_then(|b| prose.as_bytes().get(b)).is_some_and(u8::is_ascii_alphanumeric);
    search
        .find_iter(prose)
        .filter(|m| !word(m.start()))
        .filter_map(|m| Some(Hit { cue: *cues.get(m.pattern().as_usize())?, start: m.start(), end: m.end() }))
        .collect()
}

/// Whether a block is nothing but the mark that a release ends here.
pub(super) fn is_end_mark(block: &str) -> bool {
    let bare: String = block.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(bare.to_ascii_lowercase().trim_matches(['-', '–', '—']), "30" | "end" | "ends")
        && bare.len() > 2
        && (bare.starts_with(['-', '–', '—']) || bare.eq_ignore_ascii_case("ends"))
        || (bare.len() >= 2 && bare.bytes().all(|b| b == b'#'))
        || (bare.len() >= 3 && bare.bytes().all(|b| b == b'*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_have_no_case_and_begin_a_word() {
        let found: Vec<Cue> =
            find("For Immediate Release Media Contact: x; designed, Signed").iter().map(|h| h.cue).collect();
        assert_eq!(found, [Cue::Release, Cue::Contact, Cue::Closing]);
    }

    #[test]
    fn end_marks_stand_alone() {
        for yes in ["###", "# # #", "-30-", "- 30 -", "–30–", "* * *", "-END-", "ENDS"] {
            assert!(is_end_mark(yes), "{yes}");
        }
        for no in ["30", "end", "#", "-", "", "### more"] {
            assert!(!is_end_mark(no), "{no}");
        }
    }
}
