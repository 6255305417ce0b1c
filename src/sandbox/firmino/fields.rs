//! Reads the fields of a call: kinds, lengths, places after the point.

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Map, Value};

use super::answer::Refusal;
use crate::sandbox::unknowns::{
    FirminoUnknowns, LongField, LooseTypes, SurplusPlaces, UnknownField,
};

/// The object of a call, or one within it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'a> {
    map: &'a Map<String, Value>,
    unknowns: FirminoUnknowns,
}

impl<'a> Fields<'a> {
    pub(super) fn new(map: &'a Map<String, Value>, unknowns: FirminoUnknowns) -> Self {
        Self { map, unknowns }
    }

    /// Refuses fields of other names, if that is how Firmino is.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), Refusal> {
        if self.unknowns.unknown_field == UnknownField::Ignored {
            return Ok(());
        }
        match self.map.keys().find(|key| !known.contains(&key.as_str())) {
            Some(key) => Err(Refusal::wrong(format!("Nieznane pole: {key}"))),
            None => Ok(()),
        }
    }

    /// What a field holds; null is nothing.
    pub(super) fn value(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name).filter(|value| !value.is_null())
    }

    /// A text of at most `longest` characters.
    pub(super) fn text(&self, name: &str, longest: usize) -> Result<Option<String>, Refusal> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => self.loose(name, number.to_string())?,
            _ => return Err(mistyped(name)),
        };
        if text.chars().count() <= longest {
            return Ok(Some(text));
        }
        match self.unknowns.long_text {
            LongField::Cut => Ok(Some(text.chars().take(longest).collect())),
            LongField::Refused => Err(Refusal::wrong(format!(
                "Pole {name} może mieć najwyżej {longest} znaków"
            ))),
        }
    }

    /// A decimal with at most so many places after the point.
    pub(super) fn decimal(&self, name: &str, places: u32) -> Result<Option<Decimal>, Refusal> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => self.loose(name, number.to_string())?,
            _ => return Err(mistyped(name)),
        };
        let read: Decimal = text.parse().map_err(|_| mistyped(name))?;
        if read.normalize().scale() <= places {
            return Ok(Some(read));
        }
        match self.unknowns.surplus_places {
            SurplusPlaces::Rounded => Ok(Some(
                read.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero),
            )),
            SurplusPlaces::Refused => Err(Refusal::wrong(format!(
                "Pole {name} może mieć najwyżej {places} miejsc po przecinku"
            ))),
        }
    }

    /// An id or another whole number, also as text.
    pub(super) fn whole(&self, name: &str) -> Result<Option<u64>, Refusal> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::Number(number)) => number.as_u64().map(Some).ok_or_else(|| mistyped(name)),
            Some(Value::String(text)) => text.parse().map(Some).map_err(|_| mistyped(name)),
            Some(_) => Err(mistyped(name)),
        }
    }

    /// A day, also with a time of day behind it, as answers may show it.
    pub(super) fn day(&self, name: &str) -> Result<Option<Date>, Refusal> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let text = value.as_str().ok_or_else(|| mistyped(name))?;
        let day = text.split('T').next().unwrap_or_default();
        day.parse().map(Some).map_err(|_| mistyped(name))
    }

    /// An object.
    pub(super) fn object(&self, name: &str) -> Result<Option<Fields<'a>>, Refusal> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::Object(map)) => Ok(Some(Fields { map, ..*self })),
            Some(_) => Err(mistyped(name)),
        }
    }

    /// A list of objects.
    pub(super) fn list(&self, name: &str) -> Result<Option<Vec<Fields<'a>>>, Refusal> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let list = value.as_array().ok_or_else(|| mistyped(name))?;
        let objects = list.iter().map(|one| match one {
            Value::Object(map) => Ok(Fields { map, ..*self }),
            _ => Err(mistyped(name)),
        });
        objects.collect::<Result<Vec<_>, _>>().map(Some)
    }

    pub(super) fn unknowns(&self) -> FirminoUnknowns {
        self.unknowns
    }

    fn loose(&self, name: &str, text: String) -> Result<String, Refusal> {
        match self.unknowns.loose_types {
            LooseTypes::Taken => Ok(text),
            LooseTypes::Refused => Err(mistyped(name)),
        }
    }
}

pub(super) fn mistyped(name: &str) -> Refusal {
    Refusal::wrong(format!("Nieprawidłowa wartość pola {name}"))
}

pub(super) fn missing(name: &str) -> Refusal {
    Refusal::wrong(format!("Pole {name} jest wymagane"))
}
