//! Reads numbers, money and flags of a world file in any of the encodings that the API prints.

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Value;

/// A flag written as `true`, `1` or `"1"`.
pub(crate) fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    let value = Value::deserialize(from)?;
    as_flag(&value).ok_or_else(|| D::Error::custom(format!("not a flag: {value}")))
}

/// The flag in a value; `None` if there is none.
pub(crate) fn as_flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => number.as_i64().map(|n| n != 0),
        Value::String(text) => match text.trim() {
            "" | "0" | "false" => Some(false),
            "1" | "true" => Some(true),
            _ => None,
        },
        _ => None,
    }
}

/// The decimal in a number or a numeric text. Numbers go through their shortest text, so 39.99 stays 39.99.
pub(crate) fn as_decimal(value: &Value) -> Option<rust_decimal::Decimal> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    text.parse()
        .ok()
        .or_else(|| rust_decimal::Decimal::from_scientific(&text).ok())
}

/// `#[serde(with)]` for a decimal: read from a number or a text, written as a number.
pub(crate) mod decimal {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
    use serde_json::{Number, Value};

    pub(crate) fn serialize<S: Serializer>(value: &Decimal, to: S) -> Result<S::Ok, S::Error> {
        let text = value.normalize().to_string();
        match text.parse::<Number>() {
            Ok(number) => number.serialize(to),
            Err(_) => text.serialize(to),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
        let value = Value::deserialize(from)?;
        super::as_decimal(&value).ok_or_else(|| D::Error::custom(format!("not a decimal: {value}")))
    }
}

/// `#[serde(with)]` for a decimal that is 0 where there is none; also read from `""` and null.
pub(crate) mod decimal_or_none {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, de::Error};
    use serde_json::Value;

    pub(crate) use super::decimal::serialize;

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
        let value = Value::deserialize(from)?;
        if value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty()) {
            return Ok(Decimal::ZERO);
        }
        super::as_decimal(&value).ok_or_else(|| D::Error::custom(format!("not a decimal: {value}")))
    }
}

/// `#[serde(with)]` for a map of decimals.
pub(crate) mod decimals {
    use std::collections::BTreeMap;

    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Entry(#[serde(with = "super::decimal")] Decimal);

    pub(crate) fn serialize<S: Serializer>(
        map: &BTreeMap<u64, Decimal>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        map.iter()
            .map(|(key, value)| (*key, Entry(*value)))
            .collect::<BTreeMap<_, _>>()
            .serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<BTreeMap<u64, Decimal>, D::Error> {
        let map = BTreeMap::<u64, Entry>::deserialize(from)?;
        Ok(map.into_iter().map(|(key, entry)| (key, entry.0)).collect())
    }
}
