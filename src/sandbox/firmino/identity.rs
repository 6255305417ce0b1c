//! Checksums of NIP, REGON and Polish bank accounts.

use crate::sandbox::unknowns::NipSpelling;

/// Whether a text is a right NIP in a spelling that is taken.
pub(super) fn is_nip(text: &str, spelling: NipSpelling) -> bool {
    let digits = match spelling {
        NipSpelling::DigitsOnly => text.to_owned(),
        NipSpelling::Accepted => text
            .strip_prefix("PL")
            .unwrap_or(text)
            .replace(['-', ' '], ""),
    };
    match digits_of(&digits).as_deref() {
        Some([weighed @ .., check]) if weighed.len() == 9 => {
            weigh(weighed, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == *check
        }
        _ => false,
    }
}

/// Whether a text is a REGON of 9 or 14 digits with a right checksum.
pub(super) fn is_regon(text: &str) -> bool {
    let Some(digits) = digits_of(text) else {
        return false;
    };
    let short =
        |digits: &[u32]| weigh(&digits[..8], &[8, 9, 2, 3, 4, 5, 6, 7]) % 11 % 10 == digits[8];
    match digits.len() {
        9 => short(&digits),
        14 => {
            let weights = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8];
            short(&digits[..9]) && weigh(&digits[..13], &weights) % 11 % 10 == digits[13]
        }
        _ => false,
    }
}

/// Whether a text is a Polish account number of 26 digits, spaces and `PL` aside, with a right checksum.
pub(super) fn is_polish_account(text: &str) -> bool {
    let bare = text.replace(' ', "");
    let bare = bare.strip_prefix("PL").unwrap_or(&bare);
    match digits_of(bare) {
        Some(digits) if digits.len() == 26 => {
            // The check digits go to the end, behind `PL` as 2521 (ISO 7064).
            let turned = digits[2..].iter().chain(&[2, 5, 2, 1]).chain(&digits[..2]);
            turned.fold(0, |rest, digit| (rest * 10 + digit) % 97) == 1
        }
        _ => false,
    }
}

fn digits_of(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

fn weigh(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(d, w)| d * w).sum()
}
