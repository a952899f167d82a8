//! The closed sets that rules, documents and reports share, each with its written name.

use serde::{Deserialize, Serialize};

/// Declares a closed set: variants, their written names, and both conversions.
macro_rules! terms {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// Every member, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The name as it is written in rule files, arguments and output.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// The member of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some($name::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

terms! {
    /// How much a finding matters; the rule sets it, settings may change it.
    Level {
        /// Worth a thought; never fails a run by itself.
        Note = "note",
        /// Most careful reviewers would stop here.
        Warning = "warning",
        /// Any careful reviewer would stop here.
        Error = "error",
    }
}

terms! {
    /// The kind of a document.
    Kind {
        /// A press release or media advisory.
        PressRelease = "press-release",
        /// A statement by one organization.
        Statement = "statement",
        /// A joint statement or sign-on letter.
        JointStatement = "joint-statement",
        /// A policy, plan, agreement or code.
        Policy = "policy",
        /// Anything else.
        Other = "other",
    }
}

terms! {
    /// The part of a document in which a block stands.
    Zone {
        /// The title of the document.
        Headline = "headline",
        /// Place and date before the first sentence, and the release line.
        Dateline = "dateline",
        /// The first paragraph of the text.
        Lead = "lead",
        /// Everything else that the author says.
        Body = "body",
        /// A block set as a quotation.
        QuotationBlock = "quotation-block",
        /// An item of a list.
        List = "list",
        /// A cell of a table.
        Table = "table",
        /// Names of those who sign.
        Signatories = "signatories",
        /// Whom to call.
        Contact = "contact",
        /// "About the organization".
        Boilerplate = "boilerplate",
        /// A footnote or endnote.
        Footnote = "footnote",
        /// Code; never prose.
        Code = "code",
        /// Title, description and summary of the front matter.
        FrontMatter = "front-matter",
    }
}

terms! {
    /// Whose words a span is.
    Voice {
        /// The document's author.
        Author = "author",
        /// The author's own spokesperson.
        Own = "own",
        /// A partner organization.
        Partner = "partner",
        /// A member of a community concerned.
        Community = "community",
        /// A public official whom the author does not oppose.
        Official = "official",
        /// Somebody whom the author criticises or keeps at a distance.
        Opponent = "opponent",
        /// A speaker of whom the document says too little.
        Unknown = "unknown",
        /// Words that are talked about, not used.
        Mention = "mention",
        /// The name or title of something.
        Name = "name",
    }
}

terms! {
    /// How the author stands to what is said.
    Stance {
        /// Said as the case.
        Asserted = "asserted",
        /// Denied.
        Negated = "negated",
        /// Rejected or criticised.
        Rejected = "rejected",
        /// Asked, supposed or imagined.
        Question = "question",
        /// Reported as somebody else's rule.
        Reported = "reported",
    }
}

terms! {
    /// How far around a match a condition looks.
    Scope {
        /// The clause of the match.
        Clause = "clause",
        /// The sentence.
        Sentence = "sentence",
        /// The sentence, one before and one after, within the section.
        Neighbours = "neighbours",
        /// The paragraph.
        Paragraph = "paragraph",
        /// Up to the next heading of the same or a higher level.
        Section = "section",
        /// The whole document.
        Document = "document",
    }
}
