use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use super::{MoneyError, half_up, parse_decimal, without_noise};

/// A sum of money in hundredths of its currency's unit (grosze of PLN). The currency stands beside
/// it. Serde: the integer, for storage; see [`super::text`] for JSON.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Amount(i64);

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(0);

    /// From hundredths (grosze).
    pub const fn from_grosze(grosze: i64) -> Amount {
        Amount(grosze)
    }

    /// In hundredths (grosze).
    pub const fn grosze(self) -> i64 {
        self.0
    }

    /// A sum that another system states. Float noise is rounded away.
    ///
    /// # Errors
    /// `Precision` if more than 0.001 would be lost, `Overflow`.
    pub fn from_decimal(value: Decimal) -> Result<Amount, MoneyError> {
        Amount::rounded(without_noise(value, 2)?)
    }

    /// A computed result rounded half-up once, negatives away from zero (art. 106e).
    ///
    /// # Errors
    /// `Overflow`.
    pub fn rounded(value: Decimal) -> Result<Amount, MoneyError> {
        half_up(value, 2)
            .checked_mul(Decimal::ONE_HUNDRED)
            .and_then(|hundredths| hundredths.to_i64())
            .map(Amount)
            .ok_or(MoneyError::Overflow)
    }

    /// The same sum as a decimal in units (199.00).
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// Sum of two.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn plus(self, other: Amount) -> Result<Amount, MoneyError> {
        self.0
            .checked_add(other.0)
            .map(Amount)
            .ok_or(MoneyError::Overflow)
    }

    /// Difference of two.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn minus(self, other: Amount) -> Result<Amount, MoneyError> {
        self.0
            .checked_sub(other.0)
            .map(Amount)
            .ok_or(MoneyError::Overflow)
    }

    /// The opposite sum.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn negated(self) -> Result<Amount, MoneyError> {
        self.0.checked_neg().map(Amount).ok_or(MoneyError::Overflow)
    }

    /// So many pieces of it.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn times(self, pieces: i64) -> Result<Amount, MoneyError> {
        self.0
            .checked_mul(pieces)
            .map(Amount)
            .ok_or(MoneyError::Overflow)
    }

    /// Sum of many.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn sum(amounts: impl IntoIterator<Item = Amount>) -> Result<Amount, MoneyError> {
        amounts.into_iter().try_fold(Amount::ZERO, Amount::plus)
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// As Polish print writes it: `1 234,56`, groups parted by a no-break space.
    pub fn polish(self) -> String {
        let units = (self.0.unsigned_abs() / 100).to_string();
        let mut text = String::with_capacity(units.len() * 2 + 4);
        if self.0 < 0 {
            text.push('-');
        }
        for (place, digit) in units.chars().enumerate() {
            if place > 0 && (units.len() - place).is_multiple_of(3) {
                text.push('\u{a0}');
            }
            text.push(digit);
        }
        text.push_str(&format!(",{:02}", self.0.unsigned_abs() % 100));
        text
    }
}

impl fmt::Display for Amount {
    /// `199.00`: a dot, two places, no groups.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let hundredths = self.0.unsigned_abs();
        f.pad(&format!(
            "{sign}{}.{:02}",
            hundredths / 100,
            hundredths % 100
        ))
    }
}

impl FromStr for Amount {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Amount, MoneyError> {
        Amount::from_decimal(parse_decimal(text)?)
    }
}
