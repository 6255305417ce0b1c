//! Serde form of an [`Amount`] for JSON: `"199.00"`, used as `#[serde(with = "money::text")]`.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

use super::Amount;

/// Writes `"199.00"`.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer>(amount: &Amount, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(amount)
}

/// Reads `"199.00"`.
///
/// # Errors
/// The text is no amount.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
    String::deserialize(deserializer)?
        .parse()
        .map_err(D::Error::custom)
}

/// The same for a sum that may be unknown: `null`.
pub mod option {
    use super::{Amount, Deserialize, Deserializer, Error, Serializer};

    /// Writes `"199.00"` or `null`.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(
        amount: &Option<Amount>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match amount {
            Some(amount) => serializer.collect_str(amount),
            None => serializer.serialize_none(),
        }
    }

    /// Reads `"199.00"` or `null`.
    ///
    /// # Errors
    /// The text is no amount.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Amount>, D::Error> {
        Option::<String>::deserialize(deserializer)?
            .map(|text| text.parse().map_err(D::Error::custom))
            .transpose()
    }
}
