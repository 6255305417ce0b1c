//! `text_fields` of a product: texts by key, and among them one map.

use serde_json::value::RawValue;

use super::wire::{FromWire, Lenient, Map, Text};

/// The texts of a product. Keys that are absent are empty texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextFields {
    /// `name`, `description`, `description_extra1`, `extra_field_201` and others, but not `features`.
    pub texts: Map<Text>,
    /// Parameters by name.
    pub features: Lenient<Map<Text>>,
}

impl TextFields {
    /// The text under `key`, if there is such a key.
    pub fn get(&self, key: &str) -> Option<&Text> {
        self.texts.get(key)
    }
}

impl FromWire for TextFields {
    fn from_wire(raw: &str) -> Lenient<Self> {
        let fields = match Map::<Box<RawValue>>::from_wire(raw) {
            Lenient::Known(fields) => fields,
            Lenient::Absent => return Lenient::Absent,
            Lenient::Odd(text) => return Lenient::Odd(text),
        };
        let mut known = Self::default();
        for (key, value) in fields.0 {
            if key == "features" {
                known.features = Map::from_wire(value.get());
            } else {
                known.texts.0.push((key, String::from_wire(value.get())));
            }
        }
        Lenient::Known(known)
    }
}
