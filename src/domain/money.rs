//! Money without binary floats: [`Amount`] in hundredths, [`UnitPrice`] as the API's decimal text.

mod amount;
#[cfg(test)]
mod tests;
pub mod text;
mod unit_price;
mod words;

pub use amount::Amount;
pub use unit_price::UnitPrice;
pub use words::in_words;

use rust_decimal::{Decimal, RoundingStrategy};
use thiserror::Error;

/// Why a sum of money cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// The result does not fit into 64 bits of hundredths.
    #[error("amount is too large to count with")]
    Overflow,
    /// Rounding would lose more than float noise: the text means something else than it says.
    #[error("`{0}` has more decimal places than money has")]
    Precision(Decimal),
    /// The text is no decimal number with a dot.
    #[error("`{0}` is not an amount")]
    NotANumber(String),
}

/// Half-up as in art. 106e of the VAT act; of a negative number the absolute value is rounded so
/// (−0.005 → −0.01), so that a sum and its reversal cancel out.
fn half_up(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// Rounds away float noise only: `19.990000000000002` is 19.99, but more than a tenth of the last
/// place lost is an error (pains.md, trap 16).
fn without_noise(value: Decimal, places: u32) -> Result<Decimal, MoneyError> {
    let rounded = half_up(value, places);
    if (value - rounded).abs() > Decimal::new(1, places + 1) {
        return Err(MoneyError::Precision(value));
    }
    Ok(rounded)
}

fn parse_decimal(text: &str) -> Result<Decimal, MoneyError> {
    let wrong = || MoneyError::NotANumber(text.to_owned());
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte));
    if !plain {
        return Err(wrong());
    }
    Decimal::from_str_exact(text).map_err(|_| wrong())
}
