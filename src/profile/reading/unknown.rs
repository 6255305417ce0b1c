//! Keys that nobody asked for, and what was probably meant.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

use super::{bare_or_quoted, joined};
use crate::profile::problem::{Position, Problem};
use crate::texts::Said;

/// A key that is not known, and the known one that it resembles.
pub(super) struct Unknown {
    pub(super) problem: Problem,
    pub(super) meant: Option<String>,
}

/// All keys of `table` that are not in `known`.
pub(super) fn keys(text: &str, table: &DeTable<'_>, known: &BTreeSet<String>) -> Vec<Unknown> {
    let mut found = Vec::new();
    Walk { text, known }.table(table, "", "", &mut found);
    found
}

struct Walk<'a> {
    text: &'a str,
    known: &'a BTreeSet<String>,
}

impl Walk<'_> {
    fn table(&self, table: &DeTable<'_>, path: &str, kind: &str, found: &mut Vec<Unknown>) {
        for (key, value) in table {
            let path = joined(path, &bare_or_quoted(key.get_ref()));
            let any = joined(kind, "*");
            let own = if self.known.contains(&any) {
                any
            } else {
                joined(kind, key.get_ref())
            };
            if self.known.contains(&own) {
                self.value(value.get_ref(), &path, &own, found);
            } else {
                found.push(self.unknown(&path, kind, key.get_ref(), key.span().start));
            }
        }
    }

    fn value(&self, value: &DeValue<'_>, path: &str, kind: &str, found: &mut Vec<Unknown>) {
        let inside = format!("{kind}.");
        if !self.known.iter().any(|key| key.starts_with(&inside)) {
            return; // a table where a plain value belongs has been refused as such
        }
        match value {
            DeValue::Table(table) => self.table(table, path, kind, found),
            DeValue::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let path = format!("{path}[{}]", index + 1);
                    self.value(item.get_ref(), &path, kind, found);
                }
            }
            _ => {}
        }
    }

    fn unknown(&self, path: &str, table: &str, key: &str, offset: usize) -> Unknown {
        let at = Some(Position::of(self.text, offset));
        let own: Vec<&str> = self
            .known
            .iter()
            .filter_map(|known| in_table(known, table))
            .collect();
        let sibling = nearest(key, own.iter().copied());
        let elsewhere = self
            .known
            .iter()
            .find(|known| known.rsplit('.').next() == Some(key));
        let (meant, advice) = match (sibling, elsewhere) {
            (Some(sibling), _) => (
                Some(joined(table, sibling)),
                Some((sibling.to_owned(), rename(sibling))),
            ),
            (None, Some(elsewhere)) => {
                let home = elsewhere.rsplit_once('.').map_or("", |(table, _)| table);
                (
                    Some(elsewhere.clone()),
                    Some((elsewhere.clone(), place(key, home))),
                )
            }
            (None, None) => (None, None),
        };
        let (word, fix) = match advice {
            Some((word, fix)) => (Some(word), fix),
            None => (None, remove(&own)),
        };
        Unknown {
            problem: Problem {
                key: path.to_owned(),
                at,
                what: Said::of(|lang| {
                    let unknown = lang.pick("nieznany klucz", "unknown key");
                    match &word {
                        None => format!("{unknown} `{path}`"),
                        Some(word) => {
                            let meant = lang.pick("czy chodzi o", "did you mean");
                            format!("{unknown} `{path}`; {meant} `{word}`?")
                        }
                    }
                }),
                fix,
            },
            meant,
        }
    }
}

fn rename(word: &str) -> Said {
    Said::of(|lang| {
        lang.pick(
            format!("zmień nazwę na `{word}`"),
            format!("rename it to `{word}`"),
        )
    })
}

fn place(key: &str, table: &str) -> Said {
    Said::of(|lang| match table {
        "" => lang.pick(
            format!("napisz `{key}` nad pierwszą tabelą"),
            format!("write `{key}` above the first table"),
        ),
        table => lang.pick(
            format!("przenieś `{key}` pod `[{table}]`"),
            format!("move `{key}` under `[{table}]`"),
        ),
    })
}

fn remove(known: &[&str]) -> Said {
    let known = known.join(", ");
    Said::of(|lang| {
        lang.pick(
            format!("usuń go; tu znane są: {known}"),
            format!("remove it; known here: {known}"),
        )
    })
}

fn in_table<'k>(known: &'k str, table: &str) -> Option<&'k str> {
    let key = if table.is_empty() {
        known
    } else {
        known.strip_prefix(table)?.strip_prefix('.')?
    };
    (!key.contains('.')).then_some(key)
}

fn nearest<'k>(key: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    known
        .filter(|word| resembles(key, word))
        .min_by_key(|word| strsim::damerau_levenshtein(&key.to_lowercase(), word))
}

/// Whether `text` may be meant for `word`: misspelt, or cut short.
pub(super) fn resembles(text: &str, word: &str) -> bool {
    let lower = text.to_lowercase();
    let cut = text.len() >= 4 && (word.starts_with(&lower) || lower.starts_with(word));
    cut || misspells(text, word)
}

/// Whether `text` is `word` with a third of its letters wrong at most.
pub(in crate::profile) fn misspells(text: &str, word: &str) -> bool {
    let text = text.to_lowercase().replace('-', "_");
    let word = word.replace('-', "_");
    strsim::damerau_levenshtein(&text, &word) <= word.chars().count() / 3
}
