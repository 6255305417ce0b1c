//! Lenient reading: numbers as text, text as numbers, fields that come and go. What cannot be read is unknown, never
//! zero, and never a failed page; no binary floats.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::value::RawValue;

pub(super) use crate::net::Shape;

/// An object whose fields are still unread. Of two fields of one name the last counts.
#[derive(Debug)]
pub(super) struct Fields<'a>(BTreeMap<String, &'a RawValue>);

impl<'a> Fields<'a> {
    /// Reads the text of an object; `None` if it is none.
    pub(super) fn parse(json: &'a str) -> Option<Self> {
        serde_json::from_str(json).ok().map(Self)
    }

    /// The JSON text of a field.
    pub(super) fn raw(&self, name: &str) -> Option<&'a str> {
        self.0.get(name).map(|raw| raw.get())
    }

    /// A text; a number's digits are one. Empty is absent.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        scalar(self.raw(name)?).filter(|text| !text.trim().is_empty())
    }

    /// A whole number: `7`, `"7"`, `7.0`.
    pub(super) fn whole(&self, name: &str) -> Option<i64> {
        whole(self.raw(name)?)
    }

    /// An exact decimal: `12.50`, `"12.50"`.
    pub(super) fn decimal(&self, name: &str) -> Option<Decimal> {
        decimal(&scalar(self.raw(name)?)?)
    }

    /// An object.
    pub(super) fn object(&self, name: &str) -> Option<Fields<'a>> {
        Self::parse(self.raw(name)?)
    }

    /// The JSON texts of a list's items.
    pub(super) fn list(&self, name: &str) -> Option<Vec<&'a RawValue>> {
        serde_json::from_str(self.raw(name)?).ok()
    }

    /// The id, without which a row means nothing.
    pub(super) fn id(&self) -> Result<i64, Shape> {
        self.whole("id")
            .filter(|id| *id > 0)
            .ok_or(Shape::Field("id"))
    }
}

/// The id that an add answers: the new thing with its `id`, or the id alone.
pub(super) fn new_id(response: &str) -> Result<i64, Shape> {
    if let Some(fields) = Fields::parse(response) {
        return fields.id();
    }
    whole(response)
        .filter(|id| *id > 0)
        .ok_or(Shape::Field("id"))
}

fn whole(json: &str) -> Option<i64> {
    let value = decimal(&scalar(json)?)?.normalize();
    (value.scale() == 0).then(|| i64::try_from(value).ok())?
}

fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    Decimal::from_str_exact(text)
        .or_else(|_| Decimal::from_scientific(text))
        .ok()
}

/// The text of a string, or the digits of a number.
fn scalar(json: &str) -> Option<String> {
    match json.as_bytes().first()? {
        b'"' => serde_json::from_str(json).ok(),
        b'-' | b'0'..=b'9' => Some(json.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_leniently_and_exactly() {
        let json = r#"{"id":"7","n":7.0,"t":42,"e":"","s":null,"d":"0.10","x":0.1000000000000000055,"b":true,
            "k":"\u017c","k":"\u0142","bad":"1,5","list":[1,{"a":2}],"o":{"id":3},"exp":1e2}"#;
        let fields = Fields::parse(json).expect("an object");
        assert_eq!(fields.id(), Ok(7));
        assert_eq!(fields.whole("n"), Some(7));
        assert_eq!(fields.whole("exp"), Some(100));
        assert_eq!(fields.whole("d"), None);
        assert_eq!(fields.text("t").as_deref(), Some("42"));
        assert_eq!(fields.text("k").as_deref(), Some("ł"));
        for absent in ["e", "s", "b", "none", "o"] {
            assert_eq!(fields.text(absent), None, "{absent}");
        }
        let exact = |name| fields.decimal(name).map(|value| value.to_string());
        assert_eq!(exact("d").as_deref(), Some("0.10"));
        assert_eq!(exact("x").as_deref(), Some("0.1000000000000000055"));
        assert_eq!(exact("bad"), None);
        assert_eq!(fields.list("list").map(|list| list.len()), Some(2));
        assert!(fields.list("o").is_none());
        assert_eq!(fields.object("o").and_then(|o| o.whole("id")), Some(3));
        assert!(Fields::parse("[]").is_none());
    }

    #[test]
    fn an_add_answers_an_id_in_either_way() {
        assert_eq!(new_id("12"), Ok(12));
        assert_eq!(new_id("\"12\""), Ok(12));
        assert_eq!(new_id("{\"id\":12,\"name\":\"x\"}"), Ok(12));
        for odd in ["null", "0", "{}", "true", "\"x\"", "[12]", "-3"] {
            assert!(new_id(odd).is_err(), "{odd}");
        }
    }
}
