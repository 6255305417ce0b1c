//! A walk over a parsed profile which remembers every key that was asked for, so that the
//! code that reads a key is also the list of known keys, and which gathers all problems.

mod entry;
mod masked;
mod unknown;

use std::cell::RefCell;
use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) use entry::Entry;
pub(super) use masked::{is_token, masked};
pub(super) use unknown::misspells;

use super::problem::{Position, Problem};
use crate::texts::Said;

/// One reading of one text.
pub(super) struct Reading<'t> {
    text: &'t str,
    root: Spanned<DeTable<'t>>,
    known: RefCell<BTreeSet<String>>,
    broken: RefCell<Vec<String>>,
    unreadable: Vec<usize>,
    wrong: RefCell<Vec<Problem>>,
    missing: RefCell<Vec<Problem>>,
}

impl<'t> Reading<'t> {
    /// Parses `text`. Syntax errors come back alone, because what follows them would be guesses;
    /// only an unreal date leaves the rest readable.
    pub(super) fn of(text: &'t str) -> Result<Self, Vec<Problem>> {
        let (root, errors) = DeTable::parse_recoverable(text);
        let mut wrong: Vec<Problem> = errors
            .iter()
            .map(|error| syntax_problem(text, error))
            .collect();
        wrong.sort_by_key(|problem| problem.at);
        wrong.dedup_by_key(|problem| problem.at.map(|at| at.line));
        let is_date = |error: &toml::de::Error| error.message().starts_with("invalid date");
        if !errors.iter().all(is_date) {
            return Err(wrong);
        }
        Ok(Self {
            text,
            root,
            known: RefCell::default(),
            broken: RefCell::default(),
            unreadable: wrong
                .iter()
                .filter_map(|problem| problem.at)
                .map(|at| at.line)
                .collect(),
            wrong: RefCell::new(wrong),
            missing: RefCell::default(),
        })
    }

    /// The table that holds everything.
    pub(super) fn root(&self) -> Section<'_> {
        Section {
            reading: self,
            path: String::new(),
            kind: String::new(),
            start: None,
            table: Some(self.root.get_ref()),
        }
    }

    /// Keys that may stand in the file but were taken out of it: one that is still there is refused.
    pub(super) fn taken_out(&self, keys: &[&str]) {
        let stands = |key: &str| self.root.get_ref().keys().any(|own| own.get_ref() == key);
        let gone = keys.iter().filter(|key| !stands(key));
        let mut known = self.known.borrow_mut();
        known.extend(gone.map(|key| (*key).to_owned()));
    }

    /// Every key asked for so far: dotted, `*` for a name the user chooses.
    #[cfg(test)]
    pub(super) fn known(&self) -> BTreeSet<String> {
        self.known.borrow().clone()
    }

    /// All problems, in the order of the text. A missing key that is there misspelt is told once.
    pub(super) fn finish(self) -> Vec<Problem> {
        let unknown = unknown::keys(self.text, self.root.get_ref(), &self.known.borrow());
        let mut problems = self.wrong.into_inner();
        let misspelt: Vec<&str> = unknown
            .iter()
            .filter_map(|key| key.meant.as_deref())
            .collect();
        problems.extend(
            self.missing
                .into_inner()
                .into_iter()
                .filter(|problem| !misspelt.iter().any(|meant| covers(meant, &problem.key))),
        );
        problems.extend(unknown.into_iter().map(|key| key.problem));
        problems.retain(|problem| {
            let line = problem.at.map(|at| at.line);
            problem.key.is_empty() || !line.is_some_and(|line| self.unreadable.contains(&line))
        });
        problems.sort_by_key(|problem| problem.at.map_or((1, 0, 0), |at| (0, at.line, at.column)));
        problems
    }
}

fn covers(table: &str, key: &str) -> bool {
    key.strip_prefix(table)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn syntax_problem(text: &str, error: &toml::de::Error) -> Problem {
    let at = error
        .span()
        .map(|span| Position::of(text, span.start.min(text.len())));
    let line = at
        .and_then(|at| text.lines().nth(at.line - 1))
        .map(masked::line)
        .filter(|line| !line.is_empty());
    let message = error.message().lines().collect::<Vec<_>>().join("; ");
    Problem {
        key: String::new(),
        at,
        what: Said::of(|lang| {
            let not_toml = lang.pick("to nie TOML", "not TOML");
            match &line {
                Some(line) => format!("{not_toml}: {message}: `{line}`"),
                None => format!("{not_toml}: {message}"),
            }
        }),
        fix: Said::new(
            "popraw ten wiersz; teksty stoją w podwójnych cudzysłowach, listy w [ ], tabele pod [nazwa]",
            "correct the line; texts stand in double quotes, lists in [ ], tables under [name]",
        ),
    }
}

/// A table of the profile; one that is absent reads as one without keys.
pub(super) struct Section<'r> {
    reading: &'r Reading<'r>,
    path: String,
    kind: String,
    start: Option<usize>,
    table: Option<&'r DeTable<'r>>,
}

impl<'r> Section<'r> {
    /// Whether the table stands in the file.
    pub(super) fn is_present(&self) -> bool {
        self.table.is_some()
    }

    /// The key of this table, which is known from now on.
    pub(super) fn entry(&self, key: &str) -> Entry<'r> {
        let kind = joined(&self.kind, key);
        self.reading.known.borrow_mut().insert(kind.clone());
        let found = self.table.and_then(|table| {
            table
                .iter()
                .find(|(name, _)| name.get_ref().as_ref() == key)
        });
        Entry {
            reading: self.reading,
            path: joined(&self.path, key),
            kind,
            start: found.map(|(_, value)| value.span().start).or(self.start),
            value: found.map(|(_, value)| value.get_ref()),
        }
    }

    /// Keys that the table under `key` may have, where it is not read.
    pub(super) fn known_below(&self, key: &str, keys: &[&str]) {
        let table = joined(&self.kind, key);
        let mut known = self.reading.known.borrow_mut();
        known.extend(keys.iter().map(|key| joined(&table, key)));
    }

    /// The table under `key`.
    pub(super) fn section(&self, key: &str) -> Section<'r> {
        self.entry(key).into_section()
    }

    /// The tables `[[key]]`, whose own keys are `keys`.
    pub(super) fn sections(&self, key: &str, keys: &[&str]) -> Vec<Section<'r>> {
        let entry = self.entry(key);
        self.known_below(key, keys);
        let path = &entry.path;
        let form = Said::of(|lang| {
            lang.pick(
                format!("tabele pod `[[{path}]]`"),
                format!("tables under `[[{path}]]`"),
            )
        });
        let fix = Said::of(|lang| {
            lang.pick(
                format!("napisz `[[{path}]]`, a jego klucze pod spodem"),
                format!("write `[[{path}]]` and its keys below"),
            )
        });
        match entry.value {
            None => Vec::new(),
            Some(DeValue::Array(items)) => items
                .iter()
                .enumerate()
                .map(|(index, item)| Entry {
                    reading: self.reading,
                    path: format!("{}[{}]", entry.path, index + 1),
                    kind: entry.kind.clone(),
                    start: Some(item.span().start),
                    value: Some(item.get_ref()),
                })
                .map(Entry::into_section)
                .collect(),
            Some(_) => {
                entry.wrong_type(&form, fix);
                Vec::new()
            }
        }
    }

    /// The tables under names which the user chooses, whose own keys are `keys`.
    pub(super) fn named_sections(&self, keys: &[&str]) -> Vec<(String, Section<'r>)> {
        let any = self.entry("*").kind;
        self.known_below("*", keys);
        let Some(table) = self.table else {
            return Vec::new();
        };
        let named = |(name, value): (&Spanned<_>, &'r Spanned<DeValue<'r>>)| {
            let name: &std::borrow::Cow<'_, str> = name.get_ref();
            let entry = Entry {
                reading: self.reading,
                path: joined(&self.path, &bare_or_quoted(name)),
                kind: any.clone(),
                start: Some(value.span().start),
                value: Some(value.get_ref()),
            };
            (name.to_string(), entry.into_section())
        };
        table.iter().map(named).collect()
    }
}

fn joined(table: &str, key: &str) -> String {
    if table.is_empty() {
        key.to_owned()
    } else {
        format!("{table}.{key}")
    }
}

/// A key as TOML writes it, with nothing in it that could move a terminal's cursor.
fn bare_or_quoted(key: &str) -> String {
    let bare = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    if !key.is_empty() && key.chars().all(bare) {
        masked(key)
    } else {
        format!("{:?}", masked(key))
    }
}
