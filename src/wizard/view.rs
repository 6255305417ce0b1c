//! What a screen is made of: answers, facts, the day, the language.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::draft::Draft;
use super::facts::{Facts, Named};
use crate::profile::NameOrId;
use crate::report::table::{Column, table};
use crate::report::visible;
use crate::texts::Lang;

/// Where things are, for people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// The profile's file.
    pub profile: String,
}

/// Everything that a screen may show.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// Language.
    pub lang: Lang,
    /// The answers.
    pub draft: &'a Draft,
    /// The profile's values before this run of the wizard; `None`: there was no profile.
    pub was: Option<&'a Draft>,
    /// What was learned.
    pub facts: &'a Facts,
    /// The day in Poland.
    pub today: Date,
}

impl View<'_> {
    /// Picks one of two texts.
    pub fn pick<T>(&self, pl: T, en: T) -> T {
        self.lang.pick(pl, en)
    }

    /// "I don't know", which is always allowed in tax questions and means *hold*.
    pub fn dont_know(&self) -> &'static str {
        self.pick(
            "Nie wiem – zapytam księgową",
            "I don't know – I'll ask the accountant",
        )
    }
}

/// The index of a named thing, as a profile means it.
pub fn index_of(list: &[Named], meant: &NameOrId) -> Option<usize> {
    match meant {
        NameOrId::Id(id) => list.iter().position(|thing| thing.id == *id),
        NameOrId::Name(name) => {
            let mut hits = list
                .iter()
                .enumerate()
                .filter(|(_, thing)| thing.name.trim() == name.trim());
            let first = hits.next()?.0;
            hits.next().is_none().then_some(first)
        }
    }
}

/// How a profile means a thing: by its name, or by its id where the name is shared, empty or not to be written.
pub fn meant(list: &[Named], at: usize) -> Option<NameOrId> {
    let thing = list.get(at)?;
    let name = thing.name.trim();
    let by_name = NameOrId::Name(name.to_owned());
    let plain = !name.is_empty() && !name.chars().any(char::is_control);
    let own = plain && index_of(list, &by_name) == Some(at);
    Some(if own { by_name } else { NameOrId::Id(thing.id) })
}

/// The present ticks of a list of names, and the names that are gone.
pub fn ticks(list: &[Named], meant: &[NameOrId]) -> (BTreeSet<usize>, Vec<String>) {
    let mut present = BTreeSet::new();
    let mut lost = Vec::new();
    for one in meant {
        match index_of(list, one) {
            Some(at) => {
                present.insert(at);
            }
            None => lost.push(shown(one)),
        }
    }
    (present, lost)
}

/// A thing of the account, for people.
pub fn shown(thing: &NameOrId) -> String {
    match thing {
        NameOrId::Name(name) => visible(name).into_owned(),
        NameOrId::Id(id) => id.to_string(),
    }
}

/// Rows in columns, a line each: words left, the last column right.
pub fn aligned(rows: Vec<Vec<String>>) -> Vec<String> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let columns: Vec<_> = (0..width)
        .map(|at| {
            (
                "",
                if at > 0 && at + 1 == width {
                    Column::Right
                } else {
                    Column::Left
                },
            )
        })
        .collect();
    let shown = table(&columns, rows, None);
    shown
        .trim_start_matches('\n')
        .lines()
        .map(str::to_owned)
        .collect()
}
