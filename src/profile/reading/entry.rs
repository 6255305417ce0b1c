//! One key of the profile and the forms its value may take.

use std::fmt::Display;
use std::ops::RangeInclusive;

use toml::de::DeValue;

use super::{Reading, Section, masked};
use crate::profile::problem::{Position, Problem};

/// A key with its value, or the place where it is missing.
pub(in crate::profile) struct Entry<'r> {
    pub(super) reading: &'r Reading<'r>,
    pub(super) path: String,
    pub(super) kind: String,
    pub(super) start: Option<usize>,
    pub(super) value: Option<&'r DeValue<'r>>,
}

impl<'r> Entry<'r> {
    /// Whether the key stands in the file.
    pub(in crate::profile) fn is_present(&self) -> bool {
        self.value.is_some()
    }

    /// Whether there is no value, or an empty text, which means the same.
    pub(in crate::profile) fn is_unset(&self) -> bool {
        match self.value {
            None => true,
            Some(DeValue::String(text)) => text.trim().is_empty(),
            Some(_) => false,
        }
    }

    /// Whether the value is a list without items.
    pub(in crate::profile) fn is_empty_list(&self) -> bool {
        matches!(self.value, Some(DeValue::Array(items)) if items.is_empty())
    }

    /// The value as it was parsed.
    pub(in crate::profile) fn value(&self) -> Option<&'r DeValue<'r>> {
        self.value
    }

    /// The key without its tables.
    pub(in crate::profile) fn name(&self) -> &str {
        self.kind.rsplit('.').next().unwrap_or(&self.kind)
    }

    fn problem(&self, what: impl Display, fix: impl Into<String>) -> Problem {
        Problem {
            key: self.path.clone(),
            at: self
                .start
                .map(|offset| Position::of(self.reading.text, offset)),
            what: format!("`{}` {what}", self.path),
            fix: fix.into(),
        }
    }

    /// Notes what is wrong with the value; `what` goes on from the key's name.
    pub(in crate::profile) fn refuse(&self, what: impl Display, fix: impl Into<String>) {
        let problem = self.problem(what, fix);
        self.reading.wrong.borrow_mut().push(problem);
    }

    /// Notes that the key has to be there, and `why`; silent where the whole table is unreadable.
    pub(in crate::profile) fn missing(&self, why: impl Display, example: &str) {
        let broken = self.reading.broken.borrow();
        if !broken.iter().any(|table| super::covers(table, &self.path)) {
            let problem = self.problem(
                format!("is missing: {why}"),
                format!("add `{} = {example}`{}", self.name(), self.under()),
            );
            self.reading.missing.borrow_mut().push(problem);
        }
    }

    fn under(&self) -> String {
        match (self.path.rsplit_once('.'), self.kind.rsplit_once('.')) {
            (Some((table, _)), Some((kind, _))) if table.ends_with(']') => {
                format!(" under `[[{kind}]]`")
            }
            (Some((table, _)), _) => format!(" under `[{table}]`"),
            (None, _) => String::new(),
        }
    }

    /// Notes a value of another type than `form`.
    pub(in crate::profile) fn wrong_type(&self, form: &str, fix: &str) {
        self.reading.broken.borrow_mut().push(self.path.clone());
        self.refuse(
            format!("is {}; expected {form}", self.shown()),
            fix.to_owned(),
        );
    }

    fn expect_form(&self, form: &str, example: &str) {
        self.wrong_type(form, &self.write(example));
    }

    /// The value for a message; never where it could be a secret.
    pub(in crate::profile) fn shown(&self) -> String {
        let secrets = ["baselinker.token", "firmino.credentials"];
        if secrets.iter().any(|key| super::covers(key, &self.kind)) {
            return self.value.map_or("absent", DeValue::type_str).to_owned();
        }
        match self.value {
            None => "absent".to_owned(),
            Some(DeValue::String(text)) => {
                let short: String = text.chars().take(60).collect();
                format!("{:?}", masked(&short))
            }
            Some(DeValue::Integer(number)) => masked(&number.to_string()),
            Some(DeValue::Float(number)) => masked(number.as_str()),
            Some(DeValue::Boolean(flag)) => flag.to_string(),
            Some(DeValue::Datetime(moment)) => moment.to_string(),
            Some(DeValue::Array(_)) => "a list".to_owned(),
            Some(DeValue::Table(_)) => "a table".to_owned(),
        }
    }

    pub(super) fn into_section(self) -> Section<'r> {
        let table = match self.value {
            None => None,
            Some(DeValue::Table(table)) => Some(table),
            Some(_) => {
                let fix = format!("write `[{}]` and its keys below", self.path);
                self.wrong_type("a table", &fix);
                None
            }
        };
        Section {
            reading: self.reading,
            path: self.path,
            kind: self.kind,
            start: self.start,
            table,
        }
    }

    /// A text in one line, without blanks around it.
    pub(in crate::profile) fn text(&self, example: &str) -> Option<String> {
        let text = match self.value? {
            DeValue::String(text) => text.trim(),
            _ => {
                self.expect_form("a text in quotes", example);
                return None;
            }
        };
        if text.chars().any(char::is_control) {
            self.refuse(
                format!("is {}, which holds a control character", self.shown()),
                format!("write it in one line: `{} = {example}`", self.name()),
            );
            return None;
        }
        Some(text.to_owned())
    }

    /// A text, where an empty one means *unset*.
    pub(in crate::profile) fn filled_text(&self, example: &str) -> Option<String> {
        self.text(example).filter(|text| !text.is_empty())
    }

    /// A text that has to be there.
    pub(in crate::profile) fn required_text(&self, why: &str, example: &str) -> Option<String> {
        if self.is_unset() {
            self.absent(why, example);
            return None;
        }
        self.text(example)
    }

    /// Notes that a value has to be there, whether the key is absent or its text empty.
    pub(in crate::profile) fn absent(&self, why: &str, example: &str) {
        match self.value {
            None => self.missing(why, example),
            Some(_) => self.refuse(format!("is empty: {why}"), self.write(example)),
        }
    }

    /// The fix which shows a right value.
    pub(in crate::profile) fn write(&self, example: &str) -> String {
        if self.path.ends_with(']') {
            format!("write `{example}`")
        } else {
            format!("write `{} = {example}`", self.name())
        }
    }

    /// `true` or `false`.
    pub(in crate::profile) fn flag(&self, default: bool) -> bool {
        match self.value {
            None => default,
            Some(DeValue::Boolean(flag)) => *flag,
            Some(_) => {
                let example = default.to_string();
                self.expect_form("true or false (without quotes)", &example);
                default
            }
        }
    }

    /// A whole number within `range`.
    pub(in crate::profile) fn whole(&self, default: u32, range: RangeInclusive<u32>) -> u32 {
        let (low, high) = (*range.start(), *range.end());
        let bounds = if high == u32::MAX {
            format!("of at least {low}")
        } else {
            format!("from {low} to {high}")
        };
        let fix = self.write(&default.to_string());
        match self.value {
            None => default,
            Some(DeValue::Integer(_)) => match self.integer() {
                Some(number) if range.contains(&number) => number,
                _ => {
                    let what = format!("is {}; expected a whole number {bounds}", self.shown());
                    self.refuse(what, fix);
                    default
                }
            },
            Some(_) => {
                self.wrong_type(&format!("a whole number {bounds} (without quotes)"), &fix);
                default
            }
        }
    }

    /// The value as an integer of any width, where it is one and fits.
    pub(in crate::profile) fn integer<T: TryFrom<i64>>(&self) -> Option<T> {
        match self.value? {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .ok()
                .and_then(|number| T::try_from(number).ok()),
            _ => None,
        }
    }

    /// One of a few words; absent and empty are *unset*.
    pub(in crate::profile) fn choice<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let quoted: Vec<String> = words.iter().map(|(word, _)| format!("{word:?}")).collect();
        let form = format!("one of {}", quoted.join(", "));
        let text = match self.value? {
            DeValue::String(text) if text.trim().is_empty() => return None,
            DeValue::String(text) => text.trim(),
            _ => {
                self.expect_form(&form, &quoted[0]);
                return None;
            }
        };
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let near = words
            .iter()
            .map(|(word, _)| format!("{word:?}"))
            .zip(words)
            .find(|(_, (word, _))| super::unknown::resembles(text, word))
            .map(|(quoted, _)| quoted);
        let what = format!("is {}; expected {form}", self.shown());
        match near {
            Some(word) => self.refuse(format!("{what}; did you mean {word}?"), self.write(&word)),
            None => self.refuse(what, self.write(&quoted[0])),
        }
        None
    }

    /// The items of a list, each as an entry of its own; absent is empty.
    pub(in crate::profile) fn items(&self, form: &str, example: &str) -> Vec<Entry<'r>> {
        match self.value {
            None => Vec::new(),
            Some(DeValue::Array(items)) => items
                .iter()
                .enumerate()
                .map(|(index, item)| Entry {
                    reading: self.reading,
                    path: format!("{}[{}]", self.path, index + 1),
                    kind: self.kind.clone(),
                    start: Some(item.span().start),
                    value: Some(item.get_ref()),
                })
                .collect(),
            Some(_) => {
                self.expect_form(form, example);
                Vec::new()
            }
        }
    }

    /// A list of texts, none of them empty; absent is empty.
    pub(in crate::profile) fn texts(&self, example: &str) -> Vec<String> {
        self.items("a list of texts", example)
            .iter()
            .filter_map(|item| item.required_text("every item needs a text", example))
            .collect()
    }
}
