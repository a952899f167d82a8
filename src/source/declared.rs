//! The language that a path declares: `release.es.md`, `es/release.md`.

/// Every ISO 639-1 code, and codes of three letters for languages spoken where our users work; sorted.
pub const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch chr ckb co cr cs cu cv \
    cy da de dv dz ee el en eo es et eu fa ff fi fil fj fo fr fy ga gd gl gn gu gv ha haw he hi hmn ho hr ht hu hy hz \
    ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh \
    mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl prs ps pt qu rm rn ro ru rw sa sc \
    sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo \
    wa wo xh yi yo yue za zh zu";

/// Codes that say nothing as the name of a folder: words (`in`, `no`, `is`, `to`, `my`, `so`), states (`pa`, `ca`,
/// `la`), common short names (`os`, `hr`, `pi`, `id`, `tt`). German and Arabic stay, although Delaware and Arkansas
/// share their codes.
const NOT_AS_FOLDER: &str = "ae am an as av ba be bi bm br ca ce ch co cr cs cu cv ee ff fo ga ha ho hi hr hz ia id ie \
    ii ik io is it ki kg kr ks kw la li lo lu mh mi ml mn mr ms mt my na nd ne ng no nr nv ny om or os pa pi ps rm rn \
    sa sc sd se sg sh si sm so ss st su ta tg ti tn to ts tt tw ty ve vo wa za";

/// The language that a path declares, as a lower-case tag: a last but one extension (`a.es.md`, `a.pt-BR.html`), else
/// the innermost folder that is named after a language (`es/a.md`). `in/`, `no/`, `my/` and their like are no languages.
pub fn declared_language(path: &str) -> Option<String> {
    let mut parts = path.rsplit('/');
    let mut extensions = parts.next()?.rsplit('.').skip(1);
    // The first piece of a name is no extension: `es.md` is a file about something.
    let inner = extensions.next().filter(|_| extensions.next().is_some());
    inner.and_then(|piece| tag(piece, false)).or_else(|| parts.find_map(|folder| tag(folder, true)))
}

/// `es`, `pt-br`, `zh_Hant` as a lower-case tag with hyphens.
fn tag(piece: &str, folder: bool) -> Option<String> {
    let tag = piece.replace('_', "-").to_ascii_lowercase();
    let (code, region) = tag.split_once('-').map_or((tag.as_str(), None), |(code, region)| (code, Some(region)));
    // `DE/` is a state sooner than a language.
    let lower = !folder || piece.starts_with(code);
    let known = lists(CODES, code) && lower && !(folder && lists(NOT_AS_FOLDER, code));
    (known && region.is_none_or(is_region)).then_some(tag)
}

fn lists(list: &str, code: &str) -> bool {
    !code.is_empty() && list.split_ascii_whitespace().any(|c| c == code)
}

/// A country of two letters, a script of four, or a region of three digits.
fn is_region(region: &str) -> bool {
    match region.len() {
        2 | 4 => region.bytes().all(|b| b.is_ascii_alphabetic()),
        3 => region.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_and_folders_declare() {
        for (path, language) in [
            ("release.es.md", Some("es")),
            ("docs/release.pt-BR.html", Some("pt-br")),
            ("CODE_OF_CONDUCT.zh_Hant.md", Some("zh-hant")),
            ("a.no.md", Some("no")),
            ("a.en.md", Some("en")),
            ("es/release.md", Some("es")),
            ("docs/es-419/2024/release.md", Some("es-419")),
            ("en/guides/es/a.md", Some("es")),
            ("es/a.fr.md", Some("fr")),
            ("hmn/a.md", Some("hmn")),
            ("release.md", None),
            ("es.md", None),
            ("es", None),
            ("v1.2.md", None),
            ("a.min.html", None),
            ("a.xx.md", None),
        ] {
            assert_eq!(declared_language(path).as_deref(), language, "{path}");
        }
    }

    #[test]
    fn folders_named_after_words_and_states_declare_nothing() {
        for folder in
            ["in", "no", "is", "to", "my", "so", "it", "or", "hr", "pa", "la", "ca", "co-op", "it-hr", "DE", ""]
        {
            assert_eq!(declared_language(&format!("{folder}/a.md")), None, "{folder}");
        }
    }

    #[test]
    fn codes_are_sorted() {
        let codes: Vec<&str> = CODES.split_ascii_whitespace().collect();
        assert!(codes.is_sorted_by(|a, b| a < b));
        assert!(NOT_AS_FOLDER.split_ascii_whitespace().all(|c| codes.contains(&c)));
    }
}
