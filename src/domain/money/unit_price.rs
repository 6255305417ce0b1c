use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Amount, MoneyError, parse_decimal, without_noise};

/// Price of one piece in units of the currency, exact to four places (`price_brutto` of getOrders).
/// Serde: decimal text.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct UnitPrice(Decimal);

impl UnitPrice {
    /// Most decimal places a price may have.
    pub const PLACES: u32 = 4;

    /// From the decimal of the API's text. Float noise is rounded away.
    ///
    /// # Errors
    /// `Precision` if more than 0.00001 would be lost.
    pub fn from_decimal(value: Decimal) -> Result<UnitPrice, MoneyError> {
        without_noise(value, Self::PLACES).map(|price| UnitPrice(price.normalize()))
    }

    /// The price in units.
    pub const fn to_decimal(self) -> Decimal {
        self.0
    }

    /// Value of so many pieces: the exact product, rounded half-up once.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn times(self, pieces: i64) -> Result<Amount, MoneyError> {
        let product = self
            .0
            .checked_mul(Decimal::from(pieces))
            .ok_or(MoneyError::Overflow)?;
        Amount::rounded(product)
    }
}

impl From<Amount> for UnitPrice {
    fn from(amount: Amount) -> UnitPrice {
        UnitPrice(amount.to_decimal().normalize())
    }
}

impl From<UnitPrice> for String {
    fn from(price: UnitPrice) -> String {
        price.to_string()
    }
}

impl TryFrom<String> for UnitPrice {
    type Error = MoneyError;

    fn try_from(text: String) -> Result<UnitPrice, MoneyError> {
        text.parse()
    }
}

impl FromStr for UnitPrice {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<UnitPrice, MoneyError> {
        UnitPrice::from_decimal(parse_decimal(text)?)
    }
}

impl fmt::Display for UnitPrice {
    /// `39.99`, `0.0125`: at least two places, at most four.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut price = self.0;
        if price.scale() < 2 {
            price.rescale(2);
        }
        f.pad(&price.to_string())
    }
}
