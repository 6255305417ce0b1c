use super::Prefix;

/// Whether a number without prefix looks like one that the state gives (structures published by
/// VIES). Used only to tell a number that lacks its prefix from another country's number.
pub fn fits_state(prefix: Prefix, number: &str) -> bool {
    let digits = |lengths: &[usize]| lengths.contains(&number.len()) && all_digits(number);
    match prefix.as_str() {
        "AT" => number.len() == 9 && number.strip_prefix('U').is_some_and(all_digits),
        "BE" => digits(&[10]) && (number.starts_with('0') || number.starts_with('1')),
        "BG" => digits(&[9, 10]),
        "CY" => number.len() == 9 && ends_with_letter(number),
        "CZ" => digits(&[8, 9, 10]),
        "DE" | "EE" | "EL" | "PT" => digits(&[9]),
        "DK" | "FI" | "HU" | "LU" | "MT" | "SI" => digits(&[8]),
        "ES" => number.len() == 9 && edges_and_digits(number, 1, 1),
        "FR" => number.len() == 11 && edges_and_digits(number, 2, 0),
        "HR" | "IT" | "LV" => digits(&[11]),
        "IE" => matches!(number.len(), 8 | 9) && number.starts_with(|c: char| c.is_ascii_digit()),
        "LT" => digits(&[9, 12]),
        "NL" => number.len() == 12 && number.as_bytes().get(9) == Some(&b'B'),
        "RO" => digits(&[2, 3, 4, 5, 6, 7, 8, 9, 10]),
        "SE" => digits(&[12]),
        "SK" => digits(&[10]),
        "XI" => digits(&[9, 12]),
        _ => false,
    }
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn ends_with_letter(number: &str) -> bool {
    match number.as_bytes().split_last() {
        Some((last, rest)) => last.is_ascii_uppercase() && rest.iter().all(u8::is_ascii_digit),
        None => false,
    }
}

/// All digits but for so many characters at each end.
fn edges_and_digits(number: &str, before: usize, after: usize) -> bool {
    let bytes = number.as_bytes();
    bytes.iter().all(u8::is_ascii_alphanumeric)
        && bytes
            .get(before..bytes.len() - after)
            .is_some_and(|middle| middle.iter().all(u8::is_ascii_digit))
}
