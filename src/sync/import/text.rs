//! Bytes become text, in an encoding that is found and told, never guessed past doubt.

use std::io::Read;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1250};

use crate::domain::import::{Problem, Wrong};

/// Most bytes of a file: a quarter of a million products. More is no product list, and would be held in memory.
const LIMIT: usize = 64 << 20;

/// Most bytes of a line.
const LINE: usize = 1 << 20;

/// How the file is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// Windows-1250, as spreadsheets in Polish write by default.
    Windows1250,
    /// UTF-16 with a byte order mark: a spreadsheet's "Unicode text".
    Utf16,
}

impl Encoding {
    /// Stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Windows1250 => "windows-1250",
            Encoding::Utf16 => "utf-16",
        }
    }
}

/// Reads all bytes of a file, up to 64 MB.
///
/// # Errors
/// The inner one if there are more; the outer one is the reader's.
pub fn take(reader: impl Read) -> std::io::Result<Result<Vec<u8>, Problem>> {
    let mut bytes = Vec::new();
    reader.take(LIMIT as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > LIMIT {
        let limit = LIMIT >> 20;
        return Ok(Err(Problem::of_file(Wrong::FileTooLarge { limit })));
    }
    Ok(Ok(bytes))
}

/// Decodes a file: by its byte order mark; else as UTF-8 if it is that throughout; else as Windows-1250.
///
/// # Errors
/// One problem: too large, no text, bytes of neither encoding (with the first line that has them), a line too long.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), Problem> {
    if bytes.len() > LIMIT {
        let limit = LIMIT >> 20;
        return Err(Problem::of_file(Wrong::FileTooLarge { limit }));
    }
    let (text, encoding) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((utf16, bom)) if utf16 == UTF_16LE || utf16 == UTF_16BE => {
            let text = utf16.decode_without_bom_handling_and_without_replacement(&bytes[bom..]);
            let text = text.ok_or_else(|| Problem::of_file(Wrong::Undecodable))?;
            (text.into_owned(), Encoding::Utf16)
        }
        Some((_, bom)) => utf8_or_1250(&bytes[bom..])?,
        None => utf8_or_1250(bytes)?,
    };
    if text.contains('\0') || text.starts_with("PK\u{3}\u{4}") {
        return Err(Problem::of_file(Wrong::Binary));
    }
    for (line, text) in (1..).zip(text.split('\n')) {
        if text.len() > LINE {
            let limit = LINE >> 10;
            return Err(Problem::of_line(line, Wrong::LineTooLong { limit }));
        }
    }
    Ok((text, encoding))
}

fn utf8_or_1250(bytes: &[u8]) -> Result<(String, Encoding), Problem> {
    let broken = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok((text.to_owned(), Encoding::Utf8)),
        Err(error) => error.valid_up_to(),
    };
    if bytes.contains(&0) || bytes.starts_with(b"PK\x03\x04") {
        return Err(Problem::of_file(Wrong::Binary));
    }
    if is_mostly_utf8(bytes) {
        return Err(undecodable(&bytes[..broken]));
    }
    let (text, _) = WINDOWS_1250.decode_without_bom_handling(bytes);
    match foreign(&text) {
        Some(at) => Err(undecodable(&text.as_bytes()[..at])),
        None => Ok((text.into_owned(), Encoding::Windows1250)),
    }
}

fn undecodable(before: &[u8]) -> Problem {
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count() as u64;
    Problem::of_line(line, Wrong::Undecodable)
}

/// UTF-8 with a few bytes spoilt: letters of Latin alphabets in UTF-8 outnumber what is not UTF-8 at all. In a Polish
/// text of one byte a letter they do not occur: as Windows-1250 they would read `Ĺ‚`.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut odd) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        let latin = |c: &char| matches!(c, '\u{c0}'..='\u{17f}');
        letters += chunk.valid().chars().filter(latin).count();
        odd += usize::from(!chunk.invalid().is_empty());
    }
    letters > 0 && letters >= odd
}

/// Where a text read as Windows-1250 shows that it is none: the five bytes that mean nothing there (DOS's code page has
/// letters on them), or a sign of ISO 8859-2's letters (`±` is its ą) within a word.
fn foreign(text: &str) -> Option<usize> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let after = || text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let control = matches!(c, '\u{80}'..='\u{9f}');
        let sign = matches!(c, '±' | '¶' | '¦' | '¬' | 'ˇ');
        if control || (sign && before.is_alphabetic() && after().is_alphabetic()) {
            return Some(at);
        }
        before = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> Result<(String, Encoding), (Option<u64>, Wrong)> {
        decode(bytes).map_err(|problem| (problem.line, problem.wrong))
    }

    #[test]
    fn the_encoding_is_found() {
        let text = "sku;name\nA;Zażółć gęślą jaźń – „ok”\n";
        let read = |encoding| Ok((text.to_owned(), encoding));
        assert_eq!(found(text.as_bytes()), read(Encoding::Utf8));
        let bom = ["\u{feff}", text].concat();
        assert_eq!(found(bom.as_bytes()), read(Encoding::Utf8));
        let (bytes, _, _) = WINDOWS_1250.encode(text);
        assert_eq!(found(&bytes), read(Encoding::Windows1250));
        let utf16 = |order: fn(u16) -> [u8; 2]| bom.encode_utf16().flat_map(order).collect();
        let (little, big): (Vec<u8>, Vec<u8>) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
        assert_eq!(found(&little), read(Encoding::Utf16));
        assert_eq!(found(&big), read(Encoding::Utf16));
    }

    #[test]
    fn capital_letters_of_windows_1250_are_no_broken_utf8() {
        let text = "PÓŁKA\nZESPÓŁ\nŻYCIE\n";
        let (bytes, _, _) = WINDOWS_1250.encode(text);
        assert_eq!(found(&bytes), Ok((text.to_owned(), Encoding::Windows1250)));
    }

    #[test]
    fn other_encodings_are_refused_with_the_line() {
        let wrong = |line| Err((Some(line), Wrong::Undecodable));
        // `ł` of DOS's code page 852 on line 2; `ą` of ISO 8859-2 in `bąk`; one byte spoilt in UTF-8.
        assert_eq!(found(b"name\nko\x88o\n"), wrong(2));
        assert_eq!(found(b"name\nx\nb\xb1k\n"), wrong(3));
        assert_eq!(found("name\nżółw\n".as_bytes()).unwrap().1, Encoding::Utf8);
        let mut spoilt = "name\nżółw\nżaba".as_bytes().to_vec();
        spoilt.push(0xff);
        assert_eq!(found(&spoilt), wrong(3));
        // A sign between spaces or figures is what it is.
        let tolerance = b"name\n\xbf\xf3\xb3w 5 \xb1 1 mm\n";
        assert_eq!(found(tolerance).unwrap().1, Encoding::Windows1250);
    }

    #[test]
    fn what_is_no_text_or_too_much_is_refused() {
        let binary = Err((None, Wrong::Binary));
        assert_eq!(found(b"PK\x03\x04\x14\x00\x08"), binary);
        assert_eq!(found(b"sku;name\nA;\0\n"), binary);
        let mut long = b"sku\n".to_vec();
        long.resize(LINE + 6, b'x');
        let limit = 1024;
        assert_eq!(found(&long), Err((Some(2), Wrong::LineTooLong { limit })));
        let endless = take(std::io::repeat(b'x')).unwrap().unwrap_err();
        assert_eq!(endless.wrong, Wrong::FileTooLarge { limit: 64 });
    }
}
