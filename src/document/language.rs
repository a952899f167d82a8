//! The language of a block. English is seen by its small words; only other text is given to whatlang.

mod names;

use whatlang::Lang;

use crate::words::{CAPITAL, Token, TokenKind};
use names::NAMES;

/// A language: code and English name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Language {
    /// ISO 639-1, or 639-3 where there is none: "es".
    pub code: &'static str,
    /// "Spanish".
    pub name: &'static str,
}

/// Words that English texts are full of and that other languages written in Latin letters hardly have (so no `a`, `in`,
/// `me`, `no`, `do`); sorted.
const ENGLISH: [u64; 63] = keys([
    "about", "after", "and", "any", "are", "because", "been", "before", "between", "but", "by", "can", "could", "each",
    "every", "for", "from", "had", "has", "have", "her", "his", "how", "into", "is", "it", "its", "more", "must",
    "not", "of", "only", "other", "our", "out", "should", "than", "that", "the", "their", "them", "there", "these",
    "they", "this", "those", "through", "to", "us", "was", "we", "were", "what", "when", "where", "which", "while",
    "who", "will", "with", "would", "you", "your",
]);

/// Small words of other languages that are often written without accents; sorted.
const OTHER: [u64; 49] = keys([
    "ang", "ay", "con", "dan", "das", "dat", "de", "del", "den", "der", "des", "di", "die", "dos", "du", "een", "el",
    "en", "et", "het", "il", "ist", "la", "las", "le", "les", "los", "mga", "mit", "na", "ng", "och", "op", "para",
    "per", "por", "que", "sa", "se", "si", "sunt", "un", "una", "und", "van", "von", "voor", "yang", "zu",
]);

/// How many words of a block are looked at.
const SAMPLE: usize = 64;
/// So many small words are enough in any sample: 15 in a hundred.
const ENOUGH: usize = 10;
/// Fewer words say too little; names and headings would be taken for anything.
const FEWEST: usize = 8;
/// A heading, label or caption in names and loan words is easily taken for French; a sentence is not.
const FEWEST_UNACCENTED: usize = 12;
/// Fewer words say too little even where the script says much.
const FEWEST_OTHER_SCRIPT: usize = 4;
/// Characters of a script without spaces that make up for words.
const FEWEST_UNSPACED: usize = 8;
/// Bytes of a block that are given to whatlang.
const EXCERPT: usize = 2000;

/// The language of a block, if it is not English. None also where there is too little to say, or nothing reliable.
/// `tokens` are those of the block; their offsets are bytes of `text`.
pub fn judge(text: &str, tokens: &[Token]) -> Option<Language> {
    let words = || tokens.iter().filter(|t| t.kind == TokenKind::Word).take(SAMPLE);
    let count = words().count();
    let matching =
        |test: fn(&str) -> bool| words().filter(move |t| text.get(t.range()).is_some_and(test)).take(ENOUGH).count();
    let english = matching(|w| lists(&ENGLISH, w));
    if count > 0 && english * 100 >= count * 15 {
        return None;
    }
    // whatlang takes half a millisecond: one English word and nothing against it will do.
    if english > matching(|w| lists(&OTHER, w)) && matching(is_accented) * 10 <= count {
        return None;
    }
    let block = excerpt(text, tokens)?;
    let scripts = Scripts::of(block);
    if scripts.other > scripts.latin {
        let enough = count >= FEWEST_OTHER_SCRIPT || scripts.unspaced >= FEWEST_UNSPACED;
        return enough.then(|| whatlang::detect_lang(block)).flatten().and_then(other_than_english);
    }
    // Lists of names are in no language.
    let capitals = words().filter(|t| t.has(CAPITAL)).count();
    // A block shows its own language in its small words or its accents, if it is not long.
    let shown = matching(|w| lists(&OTHER, w)) + matching(is_accented) > 0;
    let fewest = if shown { FEWEST } else { FEWEST_UNACCENTED };
    if count < fewest || capitals * 10 > count * 6 {
        return None;
    }
    whatlang::detect(block).filter(whatlang::Info::is_reliable).and_then(|info| other_than_english(info.lang()))
}

/// The language of a document whose every block is too short to be judged by itself, if it is not English: small words
/// and accents of other languages, none of English, and whatlang's word.
pub fn judge_short(text: &str, tokens: &[Token]) -> Option<Language> {
    let words = || tokens.iter().filter(|t| t.kind == TokenKind::Word).take(SAMPLE);
    let matching =
        |test: fn(&str) -> bool| words().filter(move |t| text.get(t.range()).is_some_and(test)).take(ENOUGH).count();
    let count = words().count();
    let shown = matching(|w| lists(&OTHER, w)) + matching(is_accented);
    if count < FEWEST_OTHER_SCRIPT || shown == 0 || matching(|w| lists(&ENGLISH, w)) > 0 {
        return None;
    }
    whatlang::detect_lang(excerpt(text, tokens)?).and_then(other_than_english)
}

/// The language of a tag, English among them: "es", "es-MX", "pt_BR".
pub fn by_code(code: &str) -> Option<Language> {
    let primary = code.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let at = NAMES.binary_search_by(|(code, _)| (*code).cmp(&primary)).ok()?;
    NAMES.get(at).map(|&(code, name)| Language { code, name })
}

fn is_accented(word: &str) -> bool {
    !word.is_ascii() && word.chars().any(|c| !c.is_ascii() && c.is_alphabetic())
}

/// A word of at most eight letters as a number that sorts as the word does, whatever its case; 0 for longer ones.
const fn key(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (mut key, mut at) = (0, 0);
    while bytes.len() <= 8 && at < bytes.len() {
        key |= ((bytes[at] | 0x20) as u64) << (56 - 8 * at);
        at += 1;
    }
    key
}

const fn keys<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut keys = [0; N];
    let mut at = 0;
    while at < N {
        keys[at] = key(words[at]);
        at += 1;
    }
    keys
}

/// Whether a sorted list holds `word` in any case.
fn lists(list: &[u64], word: &str) -> bool {
    list.binary_search(&key(word)).is_ok()
}

/// The beginning of a block.
fn excerpt<'a>(text: &'a str, tokens: &[Token]) -> Option<&'a str> {
    let start = tokens.first()?.range().start;
    let end = tokens.iter().take_while(|t| t.range().end <= start + EXCERPT).last().or(tokens.first())?.range().end;
    text.get(start..end)
}

/// How many letters are of which script.
#[derive(Default)]
struct Scripts {
    latin: usize,
    other: usize,
    /// Of `other`, those of scripts that set no spaces between words.
    unspaced: usize,
}

impl Scripts {
    fn of(text: &str) -> Self {
        let mut scripts = Scripts::default();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            match c {
                '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => scripts.latin += 1,
                _ => scripts.other += 1,
            }
            scripts.unspaced += usize::from(is_unspaced(c));
        }
        scripts
    }
}

/// Thai, Lao, Burmese, Khmer, Japanese, Chinese.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn other_than_english(lang: Lang) -> Option<Language> {
    let name = match lang {
        Lang::Eng => return None,
        Lang::Cmn => "Chinese",
        Lang::Nob => "Norwegian Bokmål",
        Lang::Ori => "Odia",
        Lang::Sin => "Sinhala",
        Lang::Slv => "Slovenian",
        other => other.eng_name(),
    };
    NAMES.iter().find(|(_, n)| *n == name).map(|&(code, name)| Language { code, name })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Vocabulary, tokenize};

    fn judged(text: &str) -> Option<&'static str> {
        let mut tokens = Vec::new();
        tokenize(text, 0, text.len(), &Vocabulary::new(), &mut tokens);
        judge(text, &tokens).map(|l| l.name)
    }

    #[test]
    fn other_languages_are_named() {
        for (text, name) in [
            (
                "Exigimos que el concejo municipal proteja a las familias inquilinas y detenga los desalojos ahora.",
                "Spanish",
            ),
            (
                "Nous demandons au conseil municipal de protéger les familles locataires et d'arrêter les expulsions.",
                "French",
            ),
            (
                "Wir fordern den Stadtrat auf, die Familien in unserer Nachbarschaft vor Räumungen zu schützen.",
                "German",
            ),
            (
                "Chúng tôi kêu gọi hội đồng thành phố bảo vệ các gia đình thuê nhà và chấm dứt việc trục xuất.",
                "Vietnamese",
            ),
            (
                "Nananawagan kami sa konseho ng lungsod na protektahan ang mga pamilyang umuupa ng bahay ngayon.",
                "Tagalog",
            ),
            ("我们要求市议会保护租户家庭，停止驱逐。", "Chinese"),
            ("私たちは市議会に対し、借家人の家族を守るよう求めます。", "Japanese"),
            ("우리는 시의회가 세입자 가족을 보호할 것을 요구합니다.", "Korean"),
            ("نطالب مجلس المدينة بحماية عائلات المستأجرين ووقف عمليات الإخلاء الآن", "Arabic"),
            ("Мы требуем, чтобы городской совет защитил семьи.", "Russian"),
        ] {
            assert_eq!(judged(text), Some(name), "{text}");
        }
    }

    #[test]
    fn english_and_what_says_too_little_are_not_judged() {
        for text in [
            "We stand with the tenants of this building and call on the city to act.",
            "City council rejects police budget increase following months-long community organizing campaign downtown",
            "Maria Gonzalez, Jose Rivera, Ana Perez, Luis Ortega, Rosa Hernandez Lopez, Juan Carlos Martinez",
            "Alto a los desalojos ya",
            "¡Sí se puede!",
            "Ελλάδα",
            "王小明 said the families of Chinatown will keep organizing until rents come down for everyone.",
            "“El pueblo unido jamás será vencido,” the crowd sang, and they marched to the office of the mayor.",
            "20,000 — 3.5% (2024)",
            "",
        ] {
            assert_eq!(judged(text), None, "{text}");
        }
    }

    #[test]
    fn only_the_block_is_looked_at() {
        let text =
            "Exigimos que el concejo municipal proteja a las familias y detenga los desalojos ahora. We ask them to.";
        let mut tokens = Vec::new();
        tokenize(text, text.len() - 15, text.len(), &Vocabulary::new(), &mut tokens);
        assert_eq!(judge(text, &tokens), None);
        tokens.clear();
        tokenize(text, 0, text.len() - 15, &Vocabulary::new(), &mut tokens);
        assert_eq!(judge(text, &tokens).map(|l| l.code), Some("es"));
    }

    #[test]
    fn tags_name_languages() {
        let code = |tag| by_code(tag).map(|l| l.code);
        assert_eq!(by_code("es-MX"), Some(Language { code: "es", name: "Spanish" }));
        assert_eq!(
            (code("pt_BR"), code(" EN "), code("zh-Hant-TW"), code("hmn")),
            (Some("pt"), Some("en"), Some("zh"), Some("hmn"))
        );
        assert_eq!((code("xx"), code(""), code("english")), (None, None, None));
    }

    #[test]
    fn tables_are_sorted_and_agree() {
        assert!(ENGLISH.is_sorted_by(|a, b| a < b) && OTHER.is_sorted_by(|a, b| a < b));
        assert!(ENGLISH.iter().all(|w| *w > 0 && !OTHER.contains(w)));
        let codes: Vec<&str> = NAMES.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes.join(" "), crate::source::CODES, "source.rs and names.rs know the same codes");
        for &lang in Lang::all() {
            assert_eq!(other_than_english(lang).is_none(), lang == Lang::Eng, "{lang}");
        }
    }
}
