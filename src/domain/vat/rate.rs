use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A VAT rate of a line. Ordered as on a document: percentages from the highest, then zw, np, oo.
/// Serde and text: `23`, `25.5`, `zw`, `np`, `oo`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Rate {
    /// Hundredths of a per cent: 23 % is 2300.
    Percent(u32),
    /// `zw`: exempt (API: −1).
    Exempt,
    /// `np`: not subject to Polish VAT (API: −0.02).
    NotSubject,
    /// `oo`: reverse charge (API: −0.03).
    ReverseCharge,
}

/// A rate that does not exist. Unknown is never taken for 23 % or 0 %.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a VAT rate")]
pub struct RateError(pub String);

impl Rate {
    const FULL: u32 = 10_000;

    /// From `tax_rate` of BaseLinker: 0–100, −1 (zw), −0.02 (np), −0.03 (oo).
    ///
    /// # Errors
    /// Any other number.
    pub fn from_api(value: Decimal) -> Result<Rate, RateError> {
        let unknown = || RateError(value.normalize().to_string());
        let rounded = value.round_dp(2);
        if (value - rounded).abs() > Decimal::new(1, 6) {
            return Err(unknown());
        }
        let hundredths = rounded
            .checked_mul(Decimal::ONE_HUNDRED)
            .and_then(|hundredths| hundredths.to_i64())
            .ok_or_else(unknown)?;
        match hundredths {
            -100 => Ok(Rate::Exempt),
            -2 => Ok(Rate::NotSubject),
            -3 => Ok(Rate::ReverseCharge),
            other => u32::try_from(other)
                .ok()
                .filter(|percent| *percent <= Self::FULL)
                .map(Rate::Percent)
                .ok_or_else(unknown),
        }
    }

    /// As BaseLinker's `tax_rate` wants it.
    pub fn to_api(self) -> Decimal {
        match self {
            Rate::Percent(hundredths) => Decimal::new(i64::from(hundredths), 2).normalize(),
            Rate::Exempt => Decimal::NEGATIVE_ONE,
            Rate::NotSubject => Decimal::new(-2, 2),
            Rate::ReverseCharge => Decimal::new(-3, 2),
        }
    }

    /// Hundredths of a per cent that are charged: none for zw, np and oo.
    pub const fn charged(self) -> u32 {
        match self {
            Rate::Percent(hundredths) => hundredths,
            Rate::Exempt | Rate::NotSubject | Rate::ReverseCharge => 0,
        }
    }

    /// Place on a document: group, then the highest percentage first.
    const fn place(self) -> (u8, u32) {
        match self {
            Rate::Percent(hundredths) => (0, u32::MAX - hundredths),
            Rate::Exempt => (1, 0),
            Rate::NotSubject => (2, 0),
            Rate::ReverseCharge => (3, 0),
        }
    }
}

impl Ord for Rate {
    fn cmp(&self, other: &Rate) -> Ordering {
        self.place().cmp(&other.place())
    }
}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Rate) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rate::Percent(_) => f.pad(&self.to_api().to_string()),
            Rate::Exempt => f.pad("zw"),
            Rate::NotSubject => f.pad("np"),
            Rate::ReverseCharge => f.pad("oo"),
        }
    }
}

impl FromStr for Rate {
    type Err = RateError;

    /// A person's or a file's text: a comma and a closing `%` are allowed.
    fn from_str(text: &str) -> Result<Rate, RateError> {
        let wrong = || RateError(text.to_owned());
        let trimmed = text.trim();
        match trimmed.to_ascii_lowercase().trim_end_matches('.') {
            "zw" => return Ok(Rate::Exempt),
            "np" => return Ok(Rate::NotSubject),
            "oo" => return Ok(Rate::ReverseCharge),
            _ => {}
        }
        let number = trimmed
            .strip_suffix('%')
            .unwrap_or(trimmed)
            .trim_end()
            .replace(',', ".");
        if !number.starts_with(|first: char| first.is_ascii_digit()) || number.contains('_') {
            return Err(wrong());
        }
        Decimal::from_str_exact(&number)
            .map_err(|_| wrong())
            .and_then(|percent| Rate::from_api(percent).map_err(|_| wrong()))
    }
}

impl TryFrom<String> for Rate {
    type Error = RateError;

    fn try_from(text: String) -> Result<Rate, RateError> {
        text.parse()
    }
}

impl From<Rate> for String {
    fn from(rate: Rate) -> String {
        rate.to_string()
    }
}
