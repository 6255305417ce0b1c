//! One thing that is wrong in a profile, with its place and its remedy.

use std::fmt;

use crate::texts::{Lang, Said};

/// A place in the profile's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// The place of byte `offset` of `text`.
    pub(super) fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
        }
    }
}

/// One thing that is wrong in a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The dotted key, `orders.statuses`; empty where the text is not TOML.
    pub key: String,
    /// Where it stands; of a missing key the head of its table, if that is there.
    pub at: Option<Position>,
    /// What is wrong: one sentence which names the key and, but for secrets, the value.
    pub what: Said,
    /// What to write instead.
    pub fix: Said,
}

impl Problem {
    /// Place, fault and remedy in one line.
    pub fn told(&self, lang: Lang) -> String {
        let place = self
            .at
            .map_or_else(String::new, |Position { line, column }| {
                lang.pick(
                    format!("wiersz {line}, znak {column}: "),
                    format!("line {line}, column {column}: "),
                )
            });
        let (what, fix) = (self.what.told(lang), self.fix.told(lang));
        format!("{place}{what} ({}: {fix})", lang.pick("poprawka", "fix"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.told(Lang::En))
    }
}
