//! The envelope every reply comes in: `status`, error, and the method's own keys.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::wire::{FromWire, Key, Lenient, Text};
pub use crate::net::Shape;

/// A reply that is complete JSON, its fields still unread.
pub struct Reply<'a> {
    fields: Vec<(Key<'a>, &'a RawValue)>,
}

/// A body that cannot be taken as a reply.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// Cut, or not JSON: a fault of transport, worth another try.
    Broken,
    /// JSON, but no object.
    NoObject,
}

impl<'a> Reply<'a> {
    /// Splits a body into its top-level fields.
    pub(super) fn parse(body: &'a str) -> Result<Self, Unreadable> {
        let body = body.trim_start_matches('\u{feff}');
        serde_json::from_str(body).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => Unreadable::NoObject,
            _ => Unreadable::Broken,
        })
    }

    /// A top-level text, such as `status`.
    pub(super) fn text(&self, name: &str) -> Text {
        self.optional(name)
    }

    /// A top-level field that need not be there.
    pub(super) fn optional<T: FromWire>(&self, name: &str) -> Lenient<T> {
        self.raw(name)
            .map_or(Lenient::Absent, |raw| T::from_wire(raw.get()))
    }

    /// A top-level field by name; of two the last.
    fn raw(&self, name: &str) -> Option<&'a RawValue> {
        self.fields
            .iter()
            .rev()
            .find(|(key, _)| key.0 == name)
            .map(|(_, raw)| *raw)
    }

    /// The method's own key.
    ///
    /// # Errors
    /// The key is missing, or its value does not read as a `T`.
    pub fn own<T: Deserialize<'a>>(&self, name: &'static str) -> Result<T, Shape> {
        let raw = self.raw(name).ok_or(Shape::Field(name))?;
        serde_json::from_str(raw.get()).map_err(|_| Shape::Form(name))
    }
}

impl<'de> Deserialize<'de> for Reply<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Envelope;

        impl<'de> Visitor<'de> for Envelope {
            type Value = Reply<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Reply<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some(entry) = entries.next_entry()? {
                    fields.push(entry);
                }
                Ok(Reply { fields })
            }
        }

        deserializer.deserialize_map(Envelope)
    }
}
