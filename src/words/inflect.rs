//! The forms of a word: regular ones by rule, irregular ones from `rules/core/irregular.txt`.

use rustc_hash::FxHashMap;

/// Which forms a pattern asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// All: `~stand`.
    Any,
    /// Past tense and participle: `~stand:ed`.
    Past,
    /// Present participle: `~stand:ing`.
    Participle,
    /// Third person and plural: `~stand:s`.
    Ending,
}

/// The irregular forms, by base form.
#[derive(Debug, Clone, Default)]
pub struct Irregular {
    forms: FxHashMap<Box<str>, Vec<Box<str>>>,
}

impl Irregular {
    /// Reads `base: form form` lines; `#` begins a comment. A base may stand on several lines (verb and noun).
    pub fn read(file: &str) -> Self {
        let mut irregular = Irregular::default();
        for line in file.lines() {
            let line = line.split('#').next().unwrap_or("");
            if let Some((base, forms)) = line.split_once(':') {
                let all = irregular.forms.entry(base.trim().into()).or_default();
                all.extend(forms.split_whitespace().map(Box::from));
            }
        }
        irregular
    }

    /// The wanted forms of `base`, all in lower case; the base itself belongs to [`Form::Any`] only.
    pub fn forms(&self, base: &str, form: Form) -> Vec<String> {
        let base = base.to_lowercase();
        let given = self.forms.get(&*base).map_or(&[][..], Vec::as_slice);
        let of = |kind: Form| -> Vec<String> {
            let listed: Vec<String> = given.iter().filter(|f| kind_of(f) == kind).map(|f| f.to_string()).collect();
            if listed.is_empty() { vec![regular(&base, kind)] } else { listed }
        };
        let mut forms = match form {
            Form::Any => {
                let mut all = vec![base.clone()];
                // A noun with an irregular plural has no past: `people` must not bring `peopled`.
                let noun = !given.is_empty() && given.iter().all(|f| kind_of(f) != Form::Participle);
                all.extend(given.iter().map(|f| f.to_string()));
                if !noun {
                    all.extend([Form::Ending, Form::Past, Form::Participle].into_iter().flat_map(of));
                }
                all
            }
            one => of(one),
        };
        forms.sort();
        forms.dedup();
        forms
    }
}

fn kind_of(form: &str) -> Form {
    if form.ends_with("ing") {
        Form::Participle
    } else if form.ends_with('s') {
        Form::Ending
    } else {
        Form::Past
    }
}

fn regular(base: &str, form: Form) -> String {
    let before_y = base.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match form {
        Form::Ending => match before_y {
            Some(stem) => format!("{stem}ies"),
            None if base.ends_with(['s', 'x', 'z', 'o']) || base.ends_with("ch") || base.ends_with("sh") => {
                format!("{base}es")
            }
            None => format!("{base}s"),
        },
        Form::Past => match (before_y, base.ends_with('e')) {
            (Some(stem), _) => format!("{stem}ied"),
            (None, true) => format!("{base}d"),
            (None, false) => format!("{base}ed"),
        },
        Form::Participle => match base.strip_suffix('e').filter(|stem| !stem.ends_with(['e', 'o', 'y'])) {
            Some(stem) => match stem.strip_suffix('i') {
                Some(short) => format!("{short}ying"),
                None => format!("{stem}ing"),
            },
            None => format!("{base}ing"),
        },
        Form::Any => base.to_string(),
    }
}

/// The word with `-ise` for `-ize`, `-yse` for `-yze`, or the other way round, if it has such an ending.
pub fn respelled(word: &str) -> Option<String> {
    const ENDINGS: [&str; 9] = ["e", "es", "ed", "er", "ers", "ing", "ation", "ations", "ational"];
    for (from, to) in [("yz", "ys"), ("iz", "is"), ("ys", "yz"), ("is", "iz")] {
        if let Some(at) = word.rfind(from)
            && at >= 2
            && ENDINGS.contains(&&word[at + 2..])
        {
            return Some(format!("{}{to}{}", &word[..at], &word[at + 2..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_and_irregular_forms() {
        let irregular =
            Irregular::read("speak: speaks spoke spoken speaking\nchild: children\ncommit: committed committing");
        let any = |w| irregular.forms(w, Form::Any).join(" ");
        assert_eq!(any("speak"), "speak speaking speaks spoke spoken");
        assert_eq!(any("child"), "child children");
        assert_eq!(any("commit"), "commit commits committed committing");
        assert_eq!(any("rely"), "relied relies rely relying");
        assert_eq!(any("criminalize"), "criminalize criminalized criminalizes criminalizing");
        assert_eq!(irregular.forms("speak", Form::Past), ["spoke", "spoken"]);
        assert_eq!(irregular.forms("die", Form::Participle), ["dying"]);
    }

    #[test]
    fn other_spellings() {
        assert_eq!(respelled("criminalized").as_deref(), Some("criminalised"));
        assert_eq!(respelled("organisation").as_deref(), Some("organization"));
        assert_eq!(respelled("size"), None);
        assert_eq!(respelled("analyze").as_deref(), Some("analyse"));
    }
}
