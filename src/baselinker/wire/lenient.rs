//! A field that is known, absent, or odd; never a failed page.

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::value::RawValue;

use super::scalar::Scalar;
use super::{List, Map, number};

/// Longest quotation of an odd value, in characters.
const QUOTED: usize = 60;

/// One field of a reply. An unreadable value holds back the one thing it belongs to, never its page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Lenient<T> {
    /// A value that could be read.
    Known(T),
    /// No such field, `null`, or the API's `""` for "none". Never the same as zero.
    #[default]
    Absent,
    /// A value that cannot be read as `T`: its JSON text, at most 60 characters.
    Odd(Box<str>),
}

/// A whole number: `7`, `"7"`, `7.0`.
pub type Int = Lenient<i64>;
/// An exact decimal, from the decimal text of the API.
pub type Decimal = Lenient<rust_decimal::Decimal>;
/// A yes or no: `true`, `1`, `"1"`, `0`, `""` (PHP's false).
pub type Flag = Lenient<bool>;
/// A text; a number where a text belongs is its digits.
pub type Text = Lenient<String>;

impl<T> Lenient<T> {
    /// The value, if it could be read.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Absent | Self::Odd(_) => None,
        }
    }

    /// The value itself, if it could be read.
    pub fn into_known(self) -> Option<T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Absent | Self::Odd(_) => None,
        }
    }

    /// The JSON text of a value that could not be read.
    pub fn odd(&self) -> Option<&str> {
        match self {
            Self::Odd(text) => Some(text),
            Self::Known(_) | Self::Absent => None,
        }
    }

    /// The value where there is one, `None` where there is none; an odd one is the error.
    pub fn checked(&self) -> Result<Option<&T>, &str> {
        match self {
            Self::Known(value) => Ok(Some(value)),
            Self::Absent => Ok(None),
            Self::Odd(text) => Err(text),
        }
    }

    fn quote(raw: &str) -> Self {
        Self::Odd(raw.chars().take(QUOTED).collect())
    }
}

impl Text {
    /// The text, `""` where there is none.
    pub fn text(&self) -> &str {
        self.known().map_or("", String::as_str)
    }
}

/// A type that a field of a reply can hold.
pub(crate) trait FromWire: Sized {
    /// Reads the text of one valid JSON value.
    fn from_wire(raw: &str) -> Lenient<Self>;
}

impl FromWire for i64 {
    fn from_wire(raw: &str) -> Lenient<Self> {
        let value = match Scalar::of(raw) {
            Scalar::Null => return Lenient::Absent,
            Scalar::Number(text) => number::whole(text),
            Scalar::Text(text) if text.trim().is_empty() => return Lenient::Absent,
            Scalar::Text(text) => number::whole(text.trim()),
            Scalar::Bool(_) | Scalar::Other => None,
        };
        value.map_or_else(|| Lenient::quote(raw), Lenient::Known)
    }
}

impl FromWire for rust_decimal::Decimal {
    fn from_wire(raw: &str) -> Lenient<Self> {
        let value = match Scalar::of(raw) {
            Scalar::Null => return Lenient::Absent,
            Scalar::Number(text) => number::decimal(text),
            Scalar::Text(text) if text.trim().is_empty() => return Lenient::Absent,
            Scalar::Text(text) => number::decimal(text.trim()),
            Scalar::Bool(_) | Scalar::Other => None,
        };
        value.map_or_else(|| Lenient::quote(raw), Lenient::Known)
    }
}

impl FromWire for bool {
    fn from_wire(raw: &str) -> Lenient<Self> {
        let value = match Scalar::of(raw) {
            Scalar::Null => return Lenient::Absent,
            Scalar::Bool(value) => Some(value),
            Scalar::Number(text) => flag(number::whole(text)),
            Scalar::Text(text) => match text.trim() {
                "" | "false" => Some(false),
                "true" => Some(true),
                digits => flag(number::whole(digits)),
            },
            Scalar::Other => None,
        };
        value.map_or_else(|| Lenient::quote(raw), Lenient::Known)
    }
}

fn flag(value: Option<i64>) -> Option<bool> {
    match value {
        Some(0) => Some(false),
        Some(1) => Some(true),
        _ => None,
    }
}

impl FromWire for String {
    fn from_wire(raw: &str) -> Lenient<Self> {
        match Scalar::of(raw) {
            Scalar::Null => Lenient::Absent,
            Scalar::Text(text) if text.is_empty() => Lenient::Absent,
            Scalar::Text(text) => Lenient::Known(text.into_owned()),
            Scalar::Number(digits) => Lenient::Known(digits.to_owned()),
            Scalar::Bool(_) | Scalar::Other => Lenient::quote(raw),
        }
    }
}

impl<T: DeserializeOwned> FromWire for List<T> {
    fn from_wire(raw: &str) -> Lenient<Self> {
        nested(raw)
    }
}

impl<V: DeserializeOwned> FromWire for Map<V> {
    fn from_wire(raw: &str) -> Lenient<Self> {
        nested(raw)
    }
}

/// Reads an object or a list; one of another shape (a text of cut JSON, as large ones come) is odd.
pub(crate) fn nested<T: DeserializeOwned>(raw: &str) -> Lenient<T> {
    if matches!(Scalar::of(raw), Scalar::Null) {
        return Lenient::Absent;
    }
    serde_json::from_str(raw).map_or_else(|_| Lenient::quote(raw), Lenient::Known)
}

impl<'de, T: FromWire> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&'de RawValue>::deserialize(deserializer).map(|raw| T::from_wire(raw.get()))
    }
}
