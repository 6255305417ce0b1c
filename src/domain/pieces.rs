//! Pieces as people and spreadsheets write them: whole numbers, never guessed.

use super::card::number;
use super::import::{FileField, Wrong};

/// A field of a file of counted levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountField {
    /// SKU of the card.
    Sku,
    /// Symbol of the warehouse.
    Warehouse,
    /// Pieces that are there.
    Quantity,
}

impl FileField for CountField {
    const ALL: &'static [CountField] =
        &[CountField::Sku, CountField::Warehouse, CountField::Quantity];

    fn word(self) -> &'static str {
        match self {
            CountField::Sku => "sku",
            CountField::Warehouse => "warehouse",
            CountField::Quantity => "quantity",
        }
    }
}

/// No level is further from zero; what is, is a code in the wrong column.
const MOST: i64 = 999_999_999;

/// Closing words that are left out.
const UNITS: [&str; 2] = ["szt.", "szt"];

/// Reads a whole number of pieces, which may be below zero. Decimal places are allowed where they are zeros (`10,00`);
/// thousands may be parted as in prices. What could be read in two ways is refused.
///
/// # Errors
/// What is wrong with the text.
pub fn read(text: &str) -> Result<i64, Wrong> {
    const MINUS: [char; 2] = ['-', '\u{2212}'];
    let bare = number::without_unit(text.trim(), &UNITS);
    let (negative, bare) = match bare.strip_prefix(MINUS) {
        Some(rest) => (true, rest),
        None => (false, bare.strip_prefix('+').unwrap_or(bare)),
    };
    if bare.starts_with(MINUS) || bare.starts_with('+') {
        return Err(Wrong::NotANumber);
    }
    if is_exponent(bare) {
        return Err(Wrong::Rounded);
    }
    if is_ambiguous(bare) {
        return Err(Wrong::Ambiguous);
    }
    let value = number::read(bare, &[], 0).map_err(|wrong| match wrong {
        Wrong::TooPrecise { .. } => Wrong::NotWhole,
        other => other,
    })?;
    let pieces = i64::try_from(value).map_err(|_| Wrong::TooBig)?;
    match pieces {
        0..=MOST if negative => Ok(-pieces),
        0..=MOST => Ok(pieces),
        _ => Err(Wrong::TooBig),
    }
}

fn is_digits(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// `1,2E+05`: digits may be gone.
fn is_exponent(text: &str) -> bool {
    let Some((head, tail)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let tail = tail.strip_prefix(['+', '-']).unwrap_or(tail);
    is_digits(tail) && is_digits(&head.replace([',', '.'], ""))
}

/// One mark with three digits after it, where it may part thousands.
fn is_ambiguous(text: &str) -> bool {
    let Some((head, tail)) = text.split_once([',', '.']) else {
        return false;
    };
    let may_be_thousands = head.len() <= 3 && !head.starts_with('0');
    is_digits(head) && is_digits(tail) && tail.len() == 3 && may_be_thousands
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_in_every_spelling() {
        for (text, pieces) in [
            ("10", 10),
            (" 10 ", 10),
            ("0", 0),
            ("-0", 0),
            ("-3", -3),
            ("\u{2212}3", -3),
            ("+7", 7),
            ("10,00", 10),
            ("10.00", 10),
            ("10,0000", 10),
            ("0,000", 0),
            ("1234,000", 1234),
            ("1 234", 1234),
            ("1\u{a0}234,00", 1234),
            ("1.234,00", 1234),
            ("1.234.567", 1_234_567),
            ("12 szt.", 12),
            ("12 SZT", 12),
            ("999999999", MOST),
        ] {
            assert_eq!(read(text), Ok(pieces), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_whole_number_or_could_be_two() {
        for (text, wrong) in [
            ("0,5", Wrong::NotWhole),
            ("10,01", Wrong::NotWhole),
            ("-1.5", Wrong::NotWhole),
            ("1.234,5", Wrong::NotWhole),
            ("1.000", Wrong::Ambiguous),
            ("1,000", Wrong::Ambiguous),
            ("-12.345", Wrong::Ambiguous),
            ("1.000 szt.", Wrong::Ambiguous),
            ("1,2E+05", Wrong::Rounded),
            ("1e5", Wrong::Rounded),
            ("", Wrong::NotANumber),
            ("dużo", Wrong::NotANumber),
            ("--5", Wrong::NotANumber),
            ("-+5", Wrong::NotANumber),
            ("=1+1", Wrong::NotANumber),
            ("10-", Wrong::NotANumber),
            ("1 2345", Wrong::NotANumber),
            ("NaN", Wrong::NotANumber),
            ("1000000000", Wrong::TooBig),
            ("-99999999999999999999999", Wrong::TooBig),
        ] {
            assert_eq!(read(text), Err(wrong), "{text:?}");
        }
    }
}
