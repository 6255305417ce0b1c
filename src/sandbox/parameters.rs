//! Parameters of a call, read as PHP would: ids may be texts, flags anything, wrong shapes are not there.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::lenient;

/// The JSON object of a call.
pub(crate) struct Parameters<'a> {
    fields: &'a Map<String, Value>,
}

impl<'a> Parameters<'a> {
    pub(crate) fn new(fields: &'a Map<String, Value>) -> Self {
        Self { fields }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&'a Value> {
        self.fields.get(key).filter(|value| !value.is_null())
    }

    /// A whole number or numeric text.
    pub(crate) fn int(&self, key: &str) -> Option<i64> {
        as_int(self.get(key)?)
    }

    /// An id or a time; 0 and absent are the same.
    pub(crate) fn positive(&self, key: &str) -> Option<u64> {
        u64::try_from(self.int(key)?).ok().filter(|id| *id > 0)
    }

    pub(crate) fn flag(&self, key: &str) -> bool {
        self.get(key).and_then(lenient::as_flag).unwrap_or(false)
    }

    pub(crate) fn decimal(&self, key: &str) -> Option<Decimal> {
        lenient::as_decimal(self.get(key)?)
    }

    /// A text, or a number as text.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        match self.get(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// A text that is not empty.
    pub(crate) fn filter(&self, key: &str) -> Option<String> {
        self.text(key).filter(|text| !text.is_empty())
    }

    /// The ids of a list.
    pub(crate) fn ids(&self, key: &str) -> Option<Vec<u64>> {
        let list = self.get(key)?.as_array()?;
        Some(
            list.iter()
                .filter_map(as_int)
                .filter_map(|id| u64::try_from(id).ok())
                .collect(),
        )
    }

    /// The texts of a map keyed by ids.
    pub(crate) fn entries(&self, key: &str) -> Vec<(u64, String)> {
        let map = self.get(key).and_then(Value::as_object);
        map.into_iter()
            .flatten()
            .filter_map(|(id, value)| Some((id.parse().ok()?, value.as_str()?.to_owned())))
            .collect()
    }

    /// The texts of a list.
    pub(crate) fn texts(&self, key: &str) -> Option<Vec<String>> {
        let list = self.get(key)?.as_array()?;
        let texts = list.iter().filter_map(Value::as_str);
        Some(texts.map(ToOwned::to_owned).collect())
    }

    /// The object under a key.
    pub(crate) fn object(&self, key: &str) -> Option<Parameters<'a>> {
        self.get(key)?.as_object().map(Parameters::new)
    }

    /// The keys that are there.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.fields.keys().map(String::as_str)
    }

    /// The objects of a list.
    pub(crate) fn records(&self, key: &str) -> Vec<Parameters<'a>> {
        let list = self.get(key).and_then(Value::as_array);
        list.into_iter()
            .flatten()
            .filter_map(Value::as_object)
            .map(Parameters::new)
            .collect()
    }
}

fn as_int(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}
