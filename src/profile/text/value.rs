//! Values of a profile's keys, and how they are written.

use jiff::civil::Date;
use toml_edit::{InlineTable, TableLike};

use crate::profile::day;

/// A value of a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// `true` or `false`.
    Flag(bool),
    /// A day.
    Day(Date),
    /// A list; `[[tables]]` are one of pairs.
    List(Vec<Value>),
    /// A table by its keys, in the order of the text.
    Pairs(Vec<(String, Value)>),
    /// What no key of a profile takes (a fraction, an hour), as TOML writes it.
    Other(String),
}

impl Value {
    /// The value as TOML on one line.
    pub fn written(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Whole(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Day(day) => day.to_string(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::written).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Pairs(pairs) if pairs.is_empty() => "{}".to_owned(),
            Self::Pairs(pairs) => {
                // TOML refuses a key that stands twice; the later one counts.
                let last = |at: usize, name: &str| pairs[at + 1..].iter().all(|(k, _)| k != name);
                let pairs: Vec<String> = pairs
                    .iter()
                    .enumerate()
                    .filter(|(at, (name, _))| last(*at, name))
                    .map(|(_, (name, value))| format!("{} = {}", key(name), value.written()))
                    .collect();
                format!("{{ {} }}", pairs.join(", "))
            }
            Self::Other(text) => text.clone(),
        }
    }

    /// Whether both say the same: a day also as text, a table's keys in any order.
    pub fn means(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Day(day), Self::Text(text)) | (Self::Text(text), Self::Day(day)) => {
                day::parse(text.trim()) == Some(*day)
            }
            (Self::List(one), Self::List(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.means(two))
            }
            (Self::Pairs(one), Self::Pairs(two)) => {
                let within = |name: &String, value: &Self| {
                    let found = two.iter().rev().find(|(other, _)| other == name);
                    found.is_some_and(|(_, other)| value.means(other))
                };
                two.iter()
                    .all(|(name, _)| one.iter().any(|(own, _)| own == name))
                    && one.iter().all(|(name, value)| within(name, value))
            }
            _ => self == other,
        }
    }

    /// The value that stands in a text.
    pub(super) fn of(value: &toml_edit::Value) -> Self {
        use toml_edit::Value as Toml;
        match value {
            Toml::String(text) => Self::Text(text.value().clone()),
            Toml::Integer(number) => Self::Whole(*number.value()),
            Toml::Boolean(flag) => Self::Flag(*flag.value()),
            Toml::Datetime(moment) => {
                let text = moment.value().to_string();
                text.parse()
                    .ok()
                    .filter(|_| moment.value().time.is_none())
                    .map_or(Self::Other(text), Self::Day)
            }
            Toml::Float(_) => Self::Other(value.to_string().trim().to_owned()),
            Toml::Array(items) => Self::List(items.iter().map(Self::of).collect()),
            Toml::InlineTable(table) => Self::of_inline(table),
        }
    }

    fn of_inline(table: &InlineTable) -> Self {
        let pairs = TableLike::iter(table)
            .filter_map(|(name, item)| Some((name.to_owned(), Self::of(item.as_value()?))));
        Self::Pairs(pairs.collect())
    }
}

/// A key as TOML writes it: with nothing around it where letters, digits, `-` and `_` make it up.
pub(super) fn key(name: &str) -> String {
    let bare = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// A basic string: every letter as it is, but for what TOML or a terminal would take as a command.
pub(super) fn quoted(text: &str) -> String {
    let mut written = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            letter if letter.is_control() => {
                written.push_str(&format!("\\u{:04X}", u32::from(letter)));
            }
            letter => written.push(letter),
        }
    }
    written.push('"');
    written
}
