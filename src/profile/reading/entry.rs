//! One key of the profile and the forms its value may take.

use std::ops::RangeInclusive;

use toml::de::DeValue;

use super::{Reading, Section, masked};
use crate::profile::problem::{Position, Problem};
use crate::texts::{Lang, Said};

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

    fn problem(&self, what: &Said, fix: Said) -> Problem {
        Problem {
            key: self.path.clone(),
            at: self
                .start
                .map(|offset| Position::of(self.reading.text, offset)),
            what: Said::of(|lang| {
                let (path, what) = (&self.path, what.told(lang));
                lang.pick(format!("`{path}`: {what}"), format!("`{path}` {what}"))
            }),
            fix,
        }
    }

    /// Notes what is wrong with the value; `what` goes on from the key's name.
    pub(in crate::profile) fn refuse(&self, what: &Said, fix: Said) {
        let problem = self.problem(what, fix);
        self.reading.wrong.borrow_mut().push(problem);
    }

    /// Notes that the key has to be there, and `why`; silent where the whole table is unreadable.
    pub(in crate::profile) fn missing(&self, why: &Said, example: &str) {
        let broken = self.reading.broken.borrow();
        if !broken.iter().any(|table| super::covers(table, &self.path)) {
            let what = Said::of(|lang| {
                let why = why.told(lang);
                lang.pick(format!("brakuje: {why}"), format!("is missing: {why}"))
            });
            let fix = Said::of(|lang| {
                let (add, name) = (lang.pick("dopisz", "add"), self.name());
                format!("{add} `{name} = {example}`{}", self.under(lang))
            });
            let problem = self.problem(&what, fix);
            self.reading.missing.borrow_mut().push(problem);
        }
    }

    fn under(&self, lang: Lang) -> String {
        let under = lang.pick("pod", "under");
        match (self.path.rsplit_once('.'), self.kind.rsplit_once('.')) {
            (Some((table, _)), Some((kind, _))) if table.ends_with(']') => {
                format!(" {under} `[[{kind}]]`")
            }
            (Some((table, _)), _) => format!(" {under} `[{table}]`"),
            (None, _) => String::new(),
        }
    }

    /// Notes a value of another type than `form`.
    pub(in crate::profile) fn wrong_type(&self, form: &Said, fix: Said) {
        self.reading.broken.borrow_mut().push(self.path.clone());
        self.refuse(&self.expected(form), fix);
    }

    fn expect_form(&self, form: &Said, example: &str) {
        self.wrong_type(form, self.write(example));
    }

    fn expected(&self, form: &Said) -> Said {
        Said::of(|lang| {
            let (shown, form) = (self.shown(lang), form.told(lang));
            lang.pick(
                format!("jest {shown}, a ma być {form}"),
                format!("is {shown}; expected {form}"),
            )
        })
    }

    /// The value for a message; never where it could be a secret.
    pub(in crate::profile) fn shown(&self, lang: Lang) -> String {
        let secrets = ["baselinker.token", "firmino.credentials"];
        if secrets.iter().any(|key| super::covers(key, &self.kind)) {
            return kind(lang, self.value).to_owned();
        }
        match self.value {
            value @ (None | Some(DeValue::Array(_) | DeValue::Table(_))) => {
                kind(lang, value).to_owned()
            }
            Some(DeValue::String(text)) => {
                let short: String = text.chars().take(60).collect();
                format!("{:?}", masked(&short))
            }
            Some(DeValue::Integer(number)) => masked(&number.to_string()),
            Some(DeValue::Float(number)) => masked(number.as_str()),
            Some(DeValue::Boolean(flag)) => flag.to_string(),
            Some(DeValue::Datetime(moment)) => moment.to_string(),
        }
    }

    pub(super) fn into_section(self) -> Section<'r> {
        let table = match self.value {
            None => None,
            Some(DeValue::Table(table)) => Some(table),
            Some(_) => {
                let path = &self.path;
                let fix = Said::of(|lang| {
                    lang.pick(
                        format!("napisz `[{path}]`, a jego klucze pod spodem"),
                        format!("write `[{path}]` and its keys below"),
                    )
                });
                self.wrong_type(&Said::new("tabela", "a table"), fix);
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
                self.expect_form(
                    &Said::new("tekst w cudzysłowie", "a text in quotes"),
                    example,
                );
                return None;
            }
        };
        if text.chars().any(char::is_control) {
            let what = Said::of(|lang| {
                let shown = self.shown(lang);
                lang.pick(
                    format!("jest {shown}, ze znakiem sterującym w środku"),
                    format!("is {shown}, which holds a control character"),
                )
            });
            let name = self.name();
            let fix = Said::of(|lang| {
                lang.pick(
                    format!("napisz to w jednym wierszu: `{name} = {example}`"),
                    format!("write it in one line: `{name} = {example}`"),
                )
            });
            self.refuse(&what, fix);
            return None;
        }
        Some(text.to_owned())
    }

    /// A text, where an empty one means *unset*.
    pub(in crate::profile) fn filled_text(&self, example: &str) -> Option<String> {
        self.text(example).filter(|text| !text.is_empty())
    }

    /// A text that has to be there.
    pub(in crate::profile) fn required_text(&self, why: &Said, example: &str) -> Option<String> {
        if self.is_unset() {
            self.absent(why, example);
            return None;
        }
        self.text(example)
    }

    /// Notes that a value has to be there, whether the key is absent or its text empty.
    pub(in crate::profile) fn absent(&self, why: &Said, example: &str) {
        let empty = Said::of(|lang| {
            let why = why.told(lang);
            lang.pick(format!("jest pusty: {why}"), format!("is empty: {why}"))
        });
        match self.value {
            None => self.missing(why, example),
            Some(_) => self.refuse(&empty, self.write(example)),
        }
    }

    /// The fix which shows a right value.
    pub(in crate::profile) fn write(&self, example: &str) -> Said {
        Said::of(|lang| {
            let write = lang.pick("napisz", "write");
            if self.path.ends_with(']') {
                format!("{write} `{example}`")
            } else {
                format!("{write} `{} = {example}`", self.name())
            }
        })
    }

    /// `true` or `false`.
    pub(in crate::profile) fn flag(&self, default: bool) -> bool {
        match self.value {
            None => default,
            Some(DeValue::Boolean(flag)) => *flag,
            Some(_) => {
                let example = default.to_string();
                let form = Said::new(
                    "true albo false (bez cudzysłowu)",
                    "true or false (without quotes)",
                );
                self.expect_form(&form, &example);
                default
            }
        }
    }

    /// A whole number within `range`.
    pub(in crate::profile) fn whole(&self, default: u32, range: RangeInclusive<u32>) -> u32 {
        let (low, high) = (*range.start(), *range.end());
        let bounds = |lang: Lang| match high {
            u32::MAX => lang.pick(format!("od {low} wzwyż"), format!("of at least {low}")),
            high => lang.pick(
                format!("od {low} do {high}"),
                format!("from {low} to {high}"),
            ),
        };
        let number = |lang: Lang| lang.pick("liczba całkowita", "a whole number");
        let fix = self.write(&default.to_string());
        match self.value {
            None => default,
            Some(DeValue::Integer(_)) => match self.integer() {
                Some(number) if range.contains(&number) => number,
                _ => {
                    let form = Said::of(|lang| format!("{} {}", number(lang), bounds(lang)));
                    self.refuse(&self.expected(&form), fix);
                    default
                }
            },
            Some(_) => {
                let form = Said::of(|lang| {
                    let unquoted = lang.pick("bez cudzysłowu", "without quotes");
                    format!("{} {} ({unquoted})", number(lang), bounds(lang))
                });
                self.wrong_type(&form, fix);
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
        let form = Said::of(|lang| {
            let one_of = lang.pick("jedno z", "one of");
            format!("{one_of} {}", quoted.join(", "))
        });
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
        let what = self.expected(&form);
        match near {
            Some(word) => {
                let meant = Said::of(|lang| {
                    let meant = lang.pick("czy chodzi o", "did you mean");
                    format!("{}; {meant} {word}?", what.told(lang))
                });
                self.refuse(&meant, self.write(&word));
            }
            None => self.refuse(&what, self.write(&quoted[0])),
        }
        None
    }

    /// The items of a list, each as an entry of its own; absent is empty.
    pub(in crate::profile) fn items(&self, form: &Said, example: &str) -> Vec<Entry<'r>> {
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
        let why = Said::new("każda pozycja jest tekstem", "every item needs a text");
        self.items(&Said::new("lista tekstów", "a list of texts"), example)
            .iter()
            .filter_map(|item| item.required_text(&why, example))
            .collect()
    }
}

/// What a value is, without the value.
fn kind(lang: Lang, value: Option<&DeValue<'_>>) -> &'static str {
    match value {
        None => lang.pick("nieobecny", "absent"),
        Some(DeValue::String(_)) => lang.pick("tekst", "a text"),
        Some(DeValue::Integer(_) | DeValue::Float(_)) => lang.pick("liczba", "a number"),
        Some(DeValue::Boolean(_)) => lang.pick("true albo false", "true or false"),
        Some(DeValue::Datetime(_)) => lang.pick("dzień", "a day"),
        Some(DeValue::Array(_)) => lang.pick("lista", "a list"),
        Some(DeValue::Table(_)) => lang.pick("tabela", "a table"),
    }
}
