//! Decimals on their way out: JSON numbers, never binary floats.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::ser::Error;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// Money, a rate or a weight as a JSON number of at most two places, half up; the API's columns have no more.
pub(super) struct Amount(pub(super) Decimal);

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let rounded = self
            .0
            .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        RawValue::from_string(rounded.normalize().to_string())
            .map_err(S::Error::custom)?
            .serialize(to)
    }
}

/// Gross prices by price group.
pub(super) struct Prices<'a>(pub(super) &'a BTreeMap<i64, Decimal>);

impl Serialize for Prices<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        prices(self.0, to)
    }
}

/// `serialize_with` for a decimal that may be left out.
pub(super) fn optional<S: Serializer>(value: &Option<Decimal>, to: S) -> Result<S::Ok, S::Error> {
    value.map(Amount).serialize(to)
}

/// `serialize_with` for prices by price group.
pub(super) fn prices<S: Serializer>(
    prices: &BTreeMap<i64, Decimal>,
    to: S,
) -> Result<S::Ok, S::Error> {
    to.collect_map(prices.iter().map(|(group, price)| (group, Amount(*price))))
}
