//! One cell becomes one value.

use rust_decimal::Decimal;

use super::{CardValues, Field, images, number};
use crate::domain::import::Wrong;
use crate::domain::money::Amount;
use crate::domain::names;
use crate::domain::vat::Rate;

/// No price above it: 99 999 999.99. What is more is a code in the wrong column.
const MOST_MONEY: Decimal = Decimal::from_parts(1_410_065_407, 2, 0, false, 2);

/// No piece is heavier, in kilograms.
const MOST_WEIGHT: Decimal = Decimal::from_parts(100_000, 0, 0, false, 0);

impl CardValues {
    /// Takes a cell's text as `field`. An empty cell is unknown and changes nothing. A text that a spreadsheet would take
    /// for a formula (`=…`, `@…`) is kept as the text that it is.
    ///
    /// # Errors
    /// What is wrong with the text; nothing is changed then.
    pub fn set(&mut self, field: Field, text: &str) -> Result<(), Wrong> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        match field {
            Field::Sku => self.sku = Some(code(text, 40)?),
            Field::Name => self.name = Some(phrase(text, 512)?),
            Field::Vat => self.rate = Some(rate(text)?),
            Field::Ean => self.ean = Some(code(text, 32)?),
            Field::Unit => self.unit = Some(phrase(text, 30)?),
            Field::PriceNet => self.price_net = Some(money(text)?),
            Field::PriceGross => self.price_gross = Some(money(text)?),
            Field::Weight => self.weight = Some(weight(text)?),
            Field::ClassCode => self.class_code = Some(phrase(text, 40)?),
            Field::Note => self.note = Some(note(text)?),
            Field::Images => self.images = Some(images::read(text)?),
        }
        Ok(())
    }
}

/// A code is kept exactly: neither control characters nor what a spreadsheet makes of a long number.
pub(in crate::domain) fn code(text: &str, limit: usize) -> Result<String, Wrong> {
    if text.chars().any(char::is_control) {
        return Err(Wrong::Control);
    }
    if is_rounded(text) {
        return Err(Wrong::Rounded);
    }
    within(text.to_owned(), limit)
}

/// `5,90123E+12`: a spreadsheet has thrown digits away.
fn is_rounded(text: &str) -> bool {
    let Some((head, tail)) = text.split_once("E+") else {
        return false;
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let whole = head.split_once([',', '.']);
    digits(tail) && whole.map_or(digits(head), |(a, b)| digits(a) && digits(b))
}

/// A text within one line, white space folded.
pub(in crate::domain) fn phrase(text: &str, limit: usize) -> Result<String, Wrong> {
    let folded = names::folded(text);
    // Nothing but control characters.
    if folded.is_empty() {
        return Err(Wrong::Control);
    }
    within(folded, limit)
}

/// Lines of a note stay; other control characters become spaces.
fn note(text: &str) -> Result<String, Wrong> {
    let plain: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect();
    let plain = plain.trim();
    if plain.is_empty() {
        return Err(Wrong::Control);
    }
    within(plain.to_owned(), 250)
}

fn within(text: String, limit: usize) -> Result<String, Wrong> {
    if text.chars().count() > limit {
        return Err(Wrong::TooLong { limit });
    }
    Ok(text)
}

/// No state of the EU has a higher rate of VAT (Hungary's, in hundredths of a per cent).
const HIGHEST: u32 = 2700;

fn rate(text: &str) -> Result<Rate, Wrong> {
    let rate: Rate = text.parse().map_err(|_| Wrong::Rate)?;
    // A cell with the format "per cent" comes out as 0,23: that is 23 %, and says 0.23 %. No state has such a rate.
    if matches!(rate, Rate::Percent(1..=99)) {
        return Err(Wrong::RateFraction);
    }
    if matches!(rate, Rate::Percent(rate) if rate > HIGHEST) {
        return Err(Wrong::Rate);
    }
    Ok(rate)
}

fn money(text: &str) -> Result<Amount, Wrong> {
    let value = number::read(text, &["zł", "pln"], 2)?;
    if value > MOST_MONEY {
        return Err(Wrong::TooBig);
    }
    Amount::from_decimal(value).map_err(|_| Wrong::TooBig)
}

fn weight(text: &str) -> Result<Decimal, Wrong> {
    let value = number::read(text, &["kg"], 6)?;
    if value > MOST_WEIGHT {
        return Err(Wrong::TooBig);
    }
    Ok(value)
}
