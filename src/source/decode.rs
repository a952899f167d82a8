//! File bytes to text, and from places in the text back to bytes of the file.
//!
//! Byte order mark, then zeros (UTF-16 or binary), then UTF-8, then a guess: chardetng takes UTF-16 for KOI8-U.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Problem;
use crate::span::narrow;

/// Text as it was decoded.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: &'static str,
    pub(super) stored: Stored,
}

/// How text offsets become file offsets.
#[derive(Debug, Clone)]
pub(super) enum Stored {
    /// UTF-8: the byte order mark's length is added.
    Shift(u32),
    /// A character's bytes follow from the character: counted from the last checkpoint (text, file).
    Counted { width: Width, marks: Vec<(u32, u32)> },
    /// Where each character begins (text, file), and both ends.
    Table(Vec<(u32, u32)>),
}

/// How many bytes a character takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Width {
    /// One.
    Byte,
    /// Two or four.
    Utf16,
}

/// Text bytes from one checkpoint to the next.
const STEP: usize = 1024;

impl Default for Stored {
    fn default() -> Self {
        Stored::Shift(0)
    }
}

impl Width {
    fn of(self, c: char) -> usize {
        match self {
            Width::Byte => 1,
            Width::Utf16 => 2 * c.len_utf16(),
        }
    }
}

impl Stored {
    fn counted(text: &str, mark: usize, width: Width) -> Stored {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut file = mark;
        let mut next = 0;
        for (at, c) in text.char_indices() {
            if at >= next {
                marks.push((narrow(at), narrow(file)));
                next = at + STEP;
            }
            file += width.of(c);
        }
        if marks.is_empty() {
            marks.push((0, narrow(mark)));
        }
        Stored::Counted { width, marks }
    }

    /// The file byte at which the character at `offset` begins.
    pub(super) fn locate(&self, text: &str, offset: usize) -> usize {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        match self {
            Stored::Shift(mark) => offset + *mark as usize,
            Stored::Counted { width, marks } => {
                let (at, file) = last_before(marks, offset);
                let between = text.get(at..offset).unwrap_or("");
                file + between.chars().map(|c| width.of(c)).sum::<usize>()
            }
            Stored::Table(starts) => last_before(starts, offset).1,
        }
    }
}

/// The last pair whose first number is not past `offset`.
fn last_before(pairs: &[(u32, u32)], offset: usize) -> (usize, usize) {
    let after = pairs.partition_point(|&(at, _)| at as usize <= offset);
    let (at, file) = after.checked_sub(1).and_then(|i| pairs.get(i)).copied().unwrap_or((0, 0));
    (at as usize, file as usize)
}

/// Decodes a file. Malformed bytes are an error, never replaced: a replaced byte would hide a word from every rule.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, Problem> {
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Err(Problem::Undecodable { encoding: "UTF-8 or UTF-16 but UTF-32", offset: 0 });
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return if encoding == UTF_8 { utf8(bytes, mark) } else { utf16(&bytes, encoding, mark) };
    }
    if bytes.contains(&0) {
        let encoding = unmarked_utf16(&bytes).ok_or(Problem::Binary)?;
        return utf16(&bytes, encoding, 0).map_err(|_| Problem::Binary);
    }
    utf8(bytes, 0)
}

fn utf8(bytes: Vec<u8>, mark: usize) -> Result<Decoded, Problem> {
    match String::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => Err(Problem::Binary),
        Ok(mut text) => {
            text.drain(..mark);
            Ok(Decoded { text, encoding: UTF_8.name(), stored: Stored::Shift(narrow(mark)) })
        }
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            if mark > 0 || is_damaged_utf8(&bytes) {
                return Err(Problem::Undecodable { encoding: UTF_8.name(), offset });
            }
            legacy(&bytes)
        }
    }
}

/// Whether text was UTF-8 before a few bytes broke: an older encoding would read all its quotation marks wrong.
/// Windows-1252 has a well-formed pair only by chance ("CAFÉ”").
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound >= 2 && sound > 2 * broken
}

/// UTF-16 without a mark: zeros at one parity only, as many as spaces and Latin letters leave.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(64 << 10)];
    let units = head.len() / 2;
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let (many, few) = (even.max(odd), even.min(odd));
    let enough = many * 2 > units || (units >= 16 && many * 10 >= units);
    let likely = bytes.len().is_multiple_of(2) && enough && few * 20 <= many;
    likely.then_some(if odd > even { UTF_16LE } else { UTF_16BE })
}

fn utf16(bytes: &[u8], encoding: &'static Encoding, mark: usize) -> Result<Decoded, Problem> {
    let text = strict(encoding, &bytes[mark..]).map_err(|at| malformed(encoding, at + mark))?;
    if text.chars().any(is_binary) {
        return Err(Problem::Binary);
    }
    let stored = Stored::counted(&text, mark, Width::Utf16);
    Ok(Decoded { text, encoding: encoding.name(), stored })
}

/// Control characters that no text holds.
fn is_binary(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{1A}' | '\u{1B}' | '\u{7F}')
}

/// An encoding from before Unicode: Windows-1252 for most of our readers.
fn legacy(bytes: &[u8]) -> Result<Decoded, Problem> {
    if bytes.iter().any(|&b| is_binary(char::from(b))) {
        return Err(Problem::Binary);
    }
    let encoding = guess(bytes);
    let (text, stored) = if encoding.is_single_byte() {
        let text = strict(encoding, bytes).map_err(|at| malformed(encoding, at))?;
        let stored = Stored::counted(&text, 0, Width::Byte);
        (text, stored)
    } else {
        let (text, starts) = tabled(encoding, bytes).map_err(|at| malformed(encoding, at))?;
        (text, Stored::Table(starts))
    };
    // The web's tables give every byte a character; those that were never assigned come out as C1 controls.
    if let Some(at) = text.find(|c| matches!(c, '\u{80}'..='\u{84}' | '\u{86}'..='\u{9F}')) {
        return Err(malformed(encoding, stored.locate(&text, at)));
    }
    Ok(Decoded { text, encoding: encoding.name(), stored })
}

/// Where a text is almost all ASCII the detector has nothing to go by and says Polish for "£5"; ours write English.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let high = bytes.iter().filter(|b| !b.is_ascii()).count();
    if high <= 4 || high * 20 <= bytes.len() {
        return WINDOWS_1252;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

fn malformed(encoding: &'static Encoding, offset: usize) -> Problem {
    Problem::Undecodable { encoding: encoding.name(), offset }
}

/// Decodes all of `bytes`, or says where the first malformed sequence begins.
fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).ok_or(0_usize)?;
    let mut text = String::with_capacity(room);
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => {
            text.shrink_to_fit();
            Ok(text)
        }
        (DecoderResult::Malformed(length, after), read) => Err(read - usize::from(length) - usize::from(after)),
        (DecoderResult::OutputFull, read) => Err(read),
    }
}

/// Text, and where its characters begin: (text, file).
type Tabled = (String, Vec<(u32, u32)>);

/// As [`strict`], byte by byte, noting where each character begins: in these encodings it cannot be counted.
fn tabled(encoding: &'static Encoding, bytes: &[u8]) -> Result<Tabled, usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut starts = Vec::with_capacity(bytes.len() / 2);
    let mut begun = 0;
    for at in 0..bytes.len() {
        let before = text.len();
        text.reserve(16);
        let last = at + 1 == bytes.len();
        match decoder.decode_to_string_without_replacement(&bytes[at..=at], &mut text, last) {
            (DecoderResult::InputEmpty, _) => {}
            (DecoderResult::Malformed(..) | DecoderResult::OutputFull, _) => return Err(begun),
        }
        if text.len() > before {
            starts.push((narrow(before), narrow(begun)));
            begun = at + 1;
        }
    }
    starts.push((narrow(text.len()), narrow(bytes.len())));
    Ok((text, starts))
}

#[cfg(test)]
mod tests {
    use super::super::scratch::utf16 as to_utf16;
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes.to_vec()).unwrap();
        (decoded.text, decoded.encoding)
    }

    fn fails(bytes: &[u8]) -> Problem {
        decode(bytes.to_vec()).unwrap_err()
    }

    /// Every character of the text must stand in the file where `stored` says.
    fn holds(text: &str, encoding: &'static Encoding, expect: &str) {
        let file = encoding.encode(text).0.into_owned();
        let decoded = decode(file.clone()).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, expect));
        let mut last = 0;
        for (at, c) in text.char_indices() {
            let stored = decoded.stored.locate(text, at);
            let unit = encoding.encode(c.encode_utf8(&mut [0; 4])).0.into_owned();
            assert_eq!(&file[stored..stored + unit.len()], unit, "{c:?} at {at}");
            assert!(stored >= last);
            last = stored;
        }
        assert_eq!(decoded.stored.locate(text, text.len()), file.len());
        assert_eq!(decoded.stored.locate(text, text.len() + 9), file.len());
    }

    #[test]
    fn windows_1252_is_read_with_its_quotes() {
        let text = "“We don’t speak for families” – said María Peña, café owner… €20\r\n".repeat(100);
        holds(&text, encoding_rs::WINDOWS_1252, "windows-1252");
        assert_eq!(read(b"They said \x93we\x92re here\x94").0, "They said “we’re here”");
        assert_eq!(read(b"\x93CAF\xC9\x94").0, "“CAFÉ”");
        assert_eq!(read(b"caf\xE9").0, "café");
        assert_eq!(read(b"\xA31,000 \x96 it\x92s").0, "£1,000 – it’s");
    }

    #[test]
    fn other_old_encodings_keep_their_places() {
        let russian = "Мы стоим вместе с нашими соседями и друзьями. ".repeat(60);
        holds(&russian, encoding_rs::WINDOWS_1251, "windows-1251");
        let japanese = "私たちは移民の家族とともに立ち上がります。カタカナ ASCII too. ".repeat(60);
        holds(&japanese, encoding_rs::SHIFT_JIS, "Shift_JIS");
        let chinese = "我们与移民家庭站在一起，要求市议会立即采取行动。".repeat(60);
        holds(&chinese, encoding_rs::GBK, "GBK");
    }

    #[test]
    fn utf16_is_known_without_a_mark() {
        for text in ["We stand with tenants.\r\n", "a", "Мы стоим вместе с соседями: «вместе», и это все."]
        {
            for big_endian in [false, true] {
                let expect = if big_endian { "UTF-16BE" } else { "UTF-16LE" };
                for mark in [false, true] {
                    assert_eq!(read(&to_utf16(text, big_endian, mark)), (text.to_owned(), expect), "{text} {mark}");
                }
            }
        }
    }

    #[test]
    fn checkpoints_agree_with_counting() {
        let text = "Ωé👩 word ".repeat(700);
        let decoded = decode(to_utf16(&text, false, true)).unwrap();
        let mut file = 2;
        for (at, c) in text.char_indices() {
            assert_eq!(decoded.stored.locate(&text, at), file);
            file += 2 * c.len_utf16();
        }
        assert_eq!(decoded.stored.locate(&text, 1), 2, "inside a character: its beginning");
    }

    #[test]
    fn binary_is_no_text() {
        assert_eq!(fails(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), Problem::Binary);
        assert_eq!(fails(b"abc\0"), Problem::Binary);
        assert_eq!(fails(b"some text \0 with one zero"), Problem::Binary);
        assert_eq!(fails(b"\xEF\xBB\xBFabc\0"), Problem::Binary);
        assert_eq!(fails(b"\x01\x02\xFF\xD8"), Problem::Binary);
        assert_eq!(fails(b"\x01\0\x02\0\x03\0\x04\0"), Problem::Binary);
    }

    #[test]
    fn what_fits_no_encoding_is_an_error_and_says_where() {
        let at = |encoding, offset| Problem::Undecodable { encoding, offset };
        assert_eq!(fails(b"\xEF\xBB\xBFabc \xFF"), at("UTF-8", 7));
        let damaged = ["“We” say ‘yes’ ".as_bytes(), b"\xFF x"].concat();
        assert_eq!(fails(&damaged), at("UTF-8", 23));
        assert_eq!(fails(b"\xFF\xFEa\0\x00\xD8b\0"), at("UTF-16LE", 4));
        assert_eq!(fails(b"\xFF\xFEa\0b"), at("UTF-16LE", 4));
        assert_eq!(fails(b"plain \x81 text"), at("windows-1252", 6));
        assert!(matches!(fails(b"\xFF\xFE\0\0a\0\0\0"), Problem::Undecodable { .. }));
    }

    #[test]
    fn utf8_stays_utf8() {
        assert_eq!(read("Café 👩 — “we”\u{1B}[0m".as_bytes()), ("Café 👩 — “we”\u{1B}[0m".into(), "UTF-8"));
        assert_eq!(read(b""), (String::new(), "UTF-8"));
    }
}
