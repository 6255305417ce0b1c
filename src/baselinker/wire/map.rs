//! A map keyed by ids, in any of the shapes in which PHP writes one.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::Key;

/// A map in the order of the reply. Empty also as `[]`, `""` or `null`; PHP writes keys 0, 1, 2… as a
/// list, whose places are the keys. Anything else is a fault of shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map<V>(pub Vec<(String, V)>);

impl<V> Default for Map<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> Map<V> {
    /// The value under `key`; of two under one key the last.
    pub fn get(&self, key: &str) -> Option<&V> {
        self.0
            .iter()
            .rev()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }
}

impl<V> std::ops::Deref for Map<V> {
    type Target = [(String, V)];

    fn deref(&self) -> &[(String, V)] {
        &self.0
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Map<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MapVisitor(PhantomData))
    }
}

struct MapVisitor<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for MapVisitor<V> {
    type Value = Map<V>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Map<V>, A::Error> {
        let mut map = Vec::new();
        while let Some(Key(key)) = entries.next_key()? {
            map.push((key.into_owned(), entries.next_value()?));
        }
        Ok(Map(map))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Map<V>, A::Error> {
        let mut map = Vec::new();
        while let Some(value) = values.next_element()? {
            map.push((map.len().to_string(), value));
        }
        Ok(Map(map))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Map<V>, E> {
        if text.trim().is_empty() {
            Ok(Map::default())
        } else {
            Err(E::custom("a text where a map belongs"))
        }
    }

    fn visit_unit<E: Error>(self) -> Result<Map<V>, E> {
        Ok(Map::default())
    }
}
