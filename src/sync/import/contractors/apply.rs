//! A read file goes into the book, whole or not at all.

use std::collections::{HashMap, HashSet};

use super::{ContractorRow, ContractorsFile, number};
use crate::domain::contractor::{BuyerKey, Candidate, ContractorField, same_name_and_address};
use crate::domain::import::{BuyerWrong, Problem, Wrong};
use crate::mirror::{Mirror, MirrorError};
use crate::sync::import::Problems;

/// What became of the rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Applied {
    /// Cards that are new.
    pub created: usize,
    /// Cards of which something changed.
    pub updated: usize,
    /// Cards that were so already.
    pub unchanged: usize,
}

/// Why nothing was applied.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// Rows that do not fit the cards in the mirror.
    #[error("{} rows do not fit the mirror", .0.count())]
    Rows(Problems),
    /// The mirror.
    #[error(transparent)]
    Mirror(#[from] MirrorError),
}

/// Which card a row is.
enum Target {
    Card(i64),
    New,
}

/// Applies a file in one transaction and remembers its mapping. Whatever a row does not tell is left alone, and so are
/// documents: they keep the buyer that was printed on them.
///
/// # Errors
/// Every row that does not fit the cards in the mirror; then nothing is changed. Those of the mirror.
pub fn apply(mirror: &mut Mirror, file: &ContractorsFile, now: i64) -> Result<Applied, ApplyError> {
    mirror.write(|mirror| {
        // All rows are matched before the first is written: none is taken for a card that another has just renamed.
        let targets = targets(mirror, file)?;
        // A card that gets a short name from here must not take one that a later row brings.
        let shorts = file.rows.iter();
        let shorts = shorts.filter_map(|row| row.values.short_name.clone());
        let reserved: HashSet<String> = shorts.collect();
        let mut applied = Applied::default();
        for (row, target) in file.rows.iter().zip(targets) {
            match target {
                Target::New => {
                    mirror.add_imported_contractor(&row.values, &reserved, now)?;
                    applied.created += 1;
                }
                Target::Card(card) if mirror.change_contractor(card, &row.values)? => {
                    applied.updated += 1;
                }
                Target::Card(_) => applied.unchanged += 1,
            }
        }
        mirror.remember_columns(super::KIND, &file.mapping.kept())?;
        Ok(applied)
    })
}

fn targets(mirror: &Mirror, file: &ContractorsFile) -> Result<Vec<Target>, ApplyError> {
    let mut named: HashMap<String, usize> = HashMap::new();
    for name in file.rows.iter().filter_map(|row| row.values.key().name) {
        *named.entry(name).or_default() += 1;
    }
    let mut problems = Problems::default();
    let mut lines: HashMap<i64, u64> = HashMap::new();
    let mut targets = Vec::with_capacity(file.rows.len());
    for row in &file.rows {
        let key = row.values.key();
        let candidates = mirror.contractor_candidates(&key)?;
        let called = match &row.values.short_name {
            Some(short) => mirror.contractor_called(short)?,
            None => None,
        };
        let alone = key.name.as_ref().is_some_and(|name| named[name] == 1);
        let target = match find(row, &key, &candidates, called, alone) {
            Ok(Some(card)) => {
                if let Some(line) = lines.insert(card, row.line) {
                    let wrong = Wrong::CardTwice { card, line };
                    let problem = Problem::of_line(row.line, wrong);
                    let value = row.values.name.as_deref().unwrap_or_default();
                    let column = file.column(ContractorField::Name);
                    problems.add(problem.in_column(column).with_value(value));
                }
                Target::Card(card)
            }
            Ok(None) => {
                if key.name.is_none() {
                    problems.add(file.problem(row, BuyerWrong::NameNeeded));
                }
                Target::New
            }
            Err(wrong) => {
                problems.add(file.problem(row, wrong));
                Target::New
            }
        };
        targets.push(target);
    }
    problems.or(targets).map_err(ApplyError::Rows)
}

/// The row's card: by tax number; else by short name; else by name and address, which for a row that has a number or a
/// short name must be the only one on both sides – so the number comes to a card that an order made without one.
fn find(
    row: &ContractorRow,
    key: &BuyerKey,
    candidates: &[Candidate],
    called: Option<(i64, Option<String>)>,
    alone: bool,
) -> Result<Option<i64>, BuyerWrong> {
    let numbered = cards(candidates, |card| same_number(key, card));
    let found = match numbered.as_slice() {
        [card] => Some(*card),
        [] => None,
        _ => return Err(BuyerWrong::NipShared { cards: numbered }),
    };
    match (found, called) {
        (Some(found), Some((card, _))) if found != card => {
            return Err(BuyerWrong::ShortNameTaken { card });
        }
        (Some(found), _) => return Ok(Some(found)),
        // Another number is another buyer.
        (None, Some((card, Some(_)))) if key.nip.is_some() => {
            return Err(BuyerWrong::ShortNameTaken { card });
        }
        (None, Some((card, _))) => return Ok(Some(card)),
        (None, None) => {}
    }
    let here = cards(candidates, |card| {
        same_name_and_address(key, card) && (key.nip.is_none() || card.nip.is_none())
    });
    match here.as_slice() {
        [card] if row.is_bare() || alone => Ok(Some(*card)),
        [_, _, ..] if row.is_bare() => Err(BuyerWrong::NameShared { cards: here }),
        _ => Ok(None),
    }
}

fn same_number(key: &BuyerKey, card: &Candidate) -> bool {
    let there = BuyerKey {
        nip: card.nip.clone(),
        country: card.country,
        ..BuyerKey::default()
    };
    match (number(key), number(&there)) {
        (Some((ours, here)), Some((theirs, there))) => {
            ours == theirs && (here.is_none() || there.is_none() || here == there)
        }
        _ => false,
    }
}

fn cards(candidates: &[Candidate], fits: impl Fn(&Candidate) -> bool) -> Vec<i64> {
    let fitting = candidates.iter().filter(|card| fits(card));
    fitting.map(|card| card.card).collect()
}
