//! What the API answers: the envelope, refusals, and values as they are printed.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Map, Number, Value, json};

use crate::sandbox::delivery::Answer;
use crate::sandbox::unknowns::{Days, Decimals, EmptyText, Failure, FirminoUnknowns, Nothing};

/// Why a call was not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// HTTP status where failures have one.
    pub(super) status: u16,
    /// What `response` says.
    pub(super) text: String,
}

impl Refusal {
    /// Something in the call is wrong.
    pub(super) fn wrong(text: String) -> Self {
        Self { status: 400, text }
    }

    /// What the call names does not exist.
    pub(super) fn no_such(what: &str, id: u64) -> Self {
        Self {
            status: 404,
            text: format!("Nie znaleziono: {what} {id}"),
        }
    }

    /// What is there stands against it.
    pub(super) fn conflict(text: String) -> Self {
        Self { status: 409, text }
    }

    /// On the wire.
    pub(super) fn answer(&self, unknowns: FirminoUnknowns) -> Answer {
        let mut answer = Answer::json(json!({"success": false, "response": self.text}).to_string());
        match unknowns.failure {
            Failure::InBody => answer,
            Failure::AsStatus => {
                answer.status = self.status;
                answer
            }
            Failure::AsPage => Answer::html(500, "Internal Server Error"),
        }
    }
}

/// What a call that was carried out answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Response {
    /// `response` of the envelope.
    Value(Value),
    /// A file.
    Pdf(String),
}

impl Response {
    /// The answer of a call that has nothing to say.
    pub(super) fn nothing(unknowns: FirminoUnknowns) -> Self {
        Self::Value(match unknowns.nothing {
            Nothing::Object => json!({}),
            Nothing::Null => Value::Null,
        })
    }

    /// On the wire.
    pub(super) fn answer(self) -> Answer {
        match self {
            Self::Value(value) => {
                Answer::json(json!({"success": true, "response": value}).to_string())
            }
            Self::Pdf(body) => Answer {
                status: 200,
                content_type: "application/pdf",
                headers: Vec::new(),
                body,
            },
        }
    }
}

/// An object of an answer in the making.
#[derive(Debug)]
pub(super) struct Shown {
    map: Map<String, Value>,
    unknowns: FirminoUnknowns,
}

impl Shown {
    pub(super) fn new(unknowns: FirminoUnknowns) -> Self {
        Self {
            map: Map::new(),
            unknowns,
        }
    }

    pub(super) fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.map.insert(name.to_owned(), value.into());
    }

    pub(super) fn text(&mut self, name: &str, text: &str) {
        match (text, self.unknowns.empty_text) {
            ("", EmptyText::Null) => self.put(name, Value::Null),
            ("", EmptyText::Absent) => {}
            (text, _) => self.put(name, text),
        }
    }

    /// With exactly so many places after the point where it is a text.
    pub(super) fn decimal(&mut self, name: &str, value: Decimal, places: u32) {
        let shown = match self.unknowns.decimals {
            Decimals::Texts => Value::from(padded(value, places)),
            Decimals::Numbers => {
                let text = value.normalize().to_string();
                text.parse::<Number>().map_or(Value::Null, Value::Number)
            }
        };
        self.put(name, shown);
    }

    pub(super) fn day(&mut self, name: &str, day: Date) {
        let shown = match self.unknowns.days {
            Days::Plain => day.to_string(),
            Days::Midnight => day
                .to_zoned_datetime(crate::sandbox::warsaw())
                .map(|midnight| midnight.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
                .unwrap_or_else(|_| day.to_string()),
        };
        self.put(name, shown);
    }

    pub(super) fn value(self) -> Value {
        Value::Object(self.map)
    }
}

/// A decimal as text with exactly so many places.
pub(super) fn padded(value: Decimal, places: u32) -> String {
    let mut padded = value;
    padded.rescale(places);
    padded.to_string()
}
