//! The word lists that the document model itself reads: `rules/core/lexicons/`.

use super::{Vocabulary, lexicon::Lexicon};

/// Declares the lists with their file names.
macro_rules! core {
    ($($(#[$doc:meta])* $field:ident = $file:literal),+ $(,)?) => {
        /// The lists that decide sentences, speakers, voice and stance.
        #[derive(Debug, Clone, Default)]
        pub struct Core {
            $($(#[$doc])* pub $field: Lexicon),+
        }

        impl Core {
            /// The file names, without `.txt`, that [`Core::list`] knows.
            pub const NAMES: &'static [&'static str] = &[$($file),+];

            /// The list of that file name.
            pub fn list(&self, name: &str) -> Option<&Lexicon> {
                match name { $($file => Some(&self.$field),)+ _ => None }
            }

            /// The list of that file name, to add to.
            pub fn list_mut(&mut self, name: &str) -> Option<&mut Lexicon> {
                match name { $($file => Some(&mut self.$field),)+ _ => None }
            }
        }
    };
}

core! {
    /// not, n't, never, without, refuse to
    negators = "negators",
    /// reject, condemn, stop calling, myth
    rejectors = "rejectors",
    /// myth, rhetoric, scapegoating: words that show criticism
    critique = "critique",
    /// term, word, phrase, so-called
    mention_cues = "mention-cues",
    /// call, label: what follows their object names it
    naming = "naming-verbs",
    /// describe, portray: what follows "as" names their object
    naming_as = "naming-as-verbs",
    /// said, wrote
    said = "attribution-neutral",
    /// affirmed, urged
    affirmed = "attribution-affirming",
    /// claimed, ranted
    claimed = "attribution-distancing",
    /// critics, they: what these say without quotation marks is not the author's
    opponents = "opponents",
    /// say, argue: what opponents do
    saying = "saying-verbs",
    /// executive director, spokesperson
    leader_titles = "leader-titles",
    /// mayor, senator
    official_titles = "official-titles",
    /// member, resident, who lives in
    community_cues = "community-cues",
    /// Act, Fund, Coalition
    name_heads = "name-heads",
    /// Mr, Dr: never end a sentence
    titles = "abbreviations-title",
    /// Inc, Jan: may end one
    abbreviations = "abbreviations",
    /// bill, law
    reported_subjects = "reported-subjects",
    /// excludes, bars
    reported_verbs = "reported-verbs",
    /// if, imagine
    hypotheticals = "hypotheticals",
    /// The, We, In: begin a sentence
    starters = "sentence-starters",
    /// and, who, will: show that the adjective before is used as a noun
    not_nouns = "not-nouns",
    /// organization, coalition: after "our", the author
    own_heads = "own-heads",
    /// January
    months = "months",
    /// two, dozens
    numbers = "numbers",
    /// condemn, stand with: what statements do
    stance_verbs = "stance-verbs",
    /// announces, applauds: what a release's headline says
    news_verbs = "news-verbs",
    /// policy, code of conduct: heads of a policy's title
    policy_titles = "policy-titles",
    /// purpose, scope, definitions: headings of a policy
    policy_headings = "policy-headings",
}

impl Core {
    /// Reads lists from `(file name without .txt, text)`; names that [`Core::list`] does not know are left alone.
    pub fn from_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>, vocabulary: &mut Vocabulary) -> Self {
        let mut core = Core::default();
        for (name, text) in files {
            if let Some(list) = core.list_mut(name) {
                list.extend(text, vocabulary);
            }
        }
        for name in Core::NAMES {
            if let Some(list) = core.list_mut(name) {
                list.finish(&vocabulary.alphabet());
            }
        }
        core
    }
}
