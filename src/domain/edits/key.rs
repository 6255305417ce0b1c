//! What can be corrected: the keys of `orders edit --set KEY=VALUE` (design.md §6).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::order::Order;

/// A key; lines by BaseLinker's `order_product_id`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[allow(missing_docs, reason = "the keys are those of design.md §6")]
pub enum Key {
    Name,
    Company,
    Nip,
    Street,
    Postcode,
    City,
    Country,
    Kind,
    CurrencyRate,
    Contractor,
    Vat(i64),
    Card(i64),
    Warehouse(i64),
}

/// Why a correction cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[allow(missing_docs)]
pub enum EditError {
    #[error(
        "`{0}` is no key: name company nip street postcode city country kind currency_rate contractor vat:LINE card:LINE warehouse:LINE"
    )]
    UnknownKey(String),
    #[error("the order has no line `{0}`")]
    NoLine(String),
    #[error("`{value}` cannot be the {key}: {why}")]
    BadValue {
        key: Key,
        value: String,
        why: &'static str,
    },
}

const WHOLE: [(&str, Key); 10] = [
    ("name", Key::Name),
    ("company", Key::Company),
    ("nip", Key::Nip),
    ("street", Key::Street),
    ("postcode", Key::Postcode),
    ("city", Key::City),
    ("country", Key::Country),
    ("kind", Key::Kind),
    ("currency_rate", Key::CurrencyRate),
    ("contractor", Key::Contractor),
];

impl Key {
    /// The key of a word as a person types it; lines as [`Order::line_meant`].
    ///
    /// # Errors
    /// [`EditError::UnknownKey`], [`EditError::NoLine`].
    pub fn of(word: &str, order: &Order) -> Result<Key, EditError> {
        let Some((what, line)) = word.split_once(':') else {
            return word.parse();
        };
        let none = || EditError::NoLine(line.to_owned());
        let id = order.line_meant(line).ok_or_else(none)?;
        match what {
            "vat" => Ok(Key::Vat(id)),
            "card" => Ok(Key::Card(id)),
            "warehouse" => Ok(Key::Warehouse(id)),
            _ => Err(EditError::UnknownKey(word.to_owned())),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = WHOLE.iter().find(|(_, key)| key == self);
        match (self, word) {
            (Key::Vat(line), _) => write!(f, "vat:{line}"),
            (Key::Card(line), _) => write!(f, "card:{line}"),
            (Key::Warehouse(line), _) => write!(f, "warehouse:{line}"),
            (_, Some((word, _))) => f.write_str(word),
            (_, None) => Ok(()),
        }
    }
}

impl FromStr for Key {
    type Err = EditError;

    fn from_str(text: &str) -> Result<Key, EditError> {
        let unknown = || EditError::UnknownKey(text.to_owned());
        if let Some((_, key)) = WHOLE.iter().find(|(word, _)| *word == text) {
            return Ok(*key);
        }
        let (what, line) = text.split_once(':').ok_or_else(unknown)?;
        let line = line.parse().map_err(|_| unknown())?;
        match what {
            "vat" => Ok(Key::Vat(line)),
            "card" => Ok(Key::Card(line)),
            "warehouse" => Ok(Key::Warehouse(line)),
            _ => Err(unknown()),
        }
    }
}

impl TryFrom<String> for Key {
    type Error = EditError;

    fn try_from(text: String) -> Result<Key, EditError> {
        text.parse()
    }
}

impl From<Key> for String {
    fn from(key: Key) -> String {
        key.to_string()
    }
}
