//! One JSON value as it stands in the text, before any meaning is given to it.

use std::borrow::Cow;

/// A scalar by its JSON form; numbers keep their text, so that no binary float touches money.
pub(super) enum Scalar<'a> {
    Null,
    Bool(bool),
    Number(&'a str),
    Text(Cow<'a, str>),
    /// An array, an object, or a string that is no text (a lone surrogate).
    Other,
}

impl<'a> Scalar<'a> {
    /// Classifies the text of one valid JSON value.
    pub(super) fn of(raw: &'a str) -> Self {
        match raw.as_bytes().first() {
            Some(b'n') => Self::Null,
            Some(b't') => Self::Bool(true),
            Some(b'f') => Self::Bool(false),
            Some(b'"') => Self::text(raw),
            Some(b'-' | b'0'..=b'9') => Self::Number(raw),
            _ => Self::Other,
        }
    }

    fn text(raw: &'a str) -> Self {
        let inner = raw.get(1..raw.len() - 1).unwrap_or_default();
        if !inner.as_bytes().contains(&b'\\') {
            return Self::Text(Cow::Borrowed(inner));
        }
        serde_json::from_str(raw).map_or(Self::Other, |text: String| Self::Text(Cow::Owned(text)))
    }
}
