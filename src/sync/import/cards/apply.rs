//! A read file goes into the book, whole or not at all.

use std::collections::HashMap;

use super::CardsFile;
use crate::domain::card::Field;
use crate::domain::card_match::{ByEan, Candidate, Match, NameThere, Sought, match_card};
use crate::domain::import::{Problem, Wrong};
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

/// Applies a file in one transaction and remembers its mapping. Links to BaseLinker's products are left alone, and so is
/// whatever a row does not tell.
///
/// # Errors
/// Every row that does not fit the cards in the mirror; then nothing is changed. Those of the mirror.
pub fn apply(mirror: &mut Mirror, file: &CardsFile, now: i64) -> Result<Applied, ApplyError> {
    mirror.write(|mirror| {
        // All rows are matched before the first is written: none is taken for a card that another has just renamed.
        let targets = targets(mirror, file)?;
        let mut applied = Applied::default();
        for (row, target) in file.rows.iter().zip(targets) {
            match target {
                Target::New => {
                    mirror.add_imported_card(&row.values, now)?;
                    applied.created += 1;
                }
                Target::Card(card) if mirror.change_card(card, &row.values)? => {
                    applied.updated += 1;
                }
                Target::Card(_) => applied.unchanged += 1,
            }
        }
        mirror.remember_columns(super::KIND, &file.mapping.kept())?;
        Ok(applied)
    })
}

fn targets(mirror: &Mirror, file: &CardsFile) -> Result<Vec<Target>, ApplyError> {
    let mut named: HashMap<String, usize> = HashMap::new();
    for name in file.rows.iter().filter_map(|row| row.values.name_key()) {
        *named.entry(name).or_default() += 1;
    }
    let mut problems = Problems::default();
    let mut lines: HashMap<i64, u64> = HashMap::new();
    let mut targets = Vec::with_capacity(file.rows.len());
    for row in &file.rows {
        let sought = Sought {
            product: None,
            sku: row.values.sku.clone(),
            ean: None,
            name: row.values.name_key(),
            name_there: NameThere::Unique,
        };
        let candidates = mirror.card_candidates(&sought)?;
        let alone = sought.name.as_ref().is_some_and(|name| named[name] == 1);
        let problem = |wrong, field, value: &Option<String>| {
            let problem = Problem::of_line(row.line, wrong);
            let column = file.column(field).cloned();
            let value = value.as_deref().unwrap_or_default();
            problem.in_column(column).with_value(value)
        };
        let target = match find(&sought, &candidates, alone) {
            Ok(Some(card)) => {
                if let Some(line) = lines.insert(card, row.line) {
                    let wrong = Wrong::CardTwice { card, line };
                    problems.add(problem(wrong, Field::Name, &row.values.name));
                }
                Target::Card(card)
            }
            Ok(None) => {
                if row.values.name.is_none() {
                    problems.add(problem(Wrong::NameNeeded, Field::Sku, &row.values.sku));
                }
                Target::New
            }
            Err(wrong @ Wrong::SkuShared { .. }) => {
                problems.add(problem(wrong, Field::Sku, &row.values.sku));
                Target::New
            }
            Err(wrong) => {
                problems.add(problem(wrong, Field::Name, &row.values.name));
                Target::New
            }
        };
        targets.push(target);
    }
    problems.or(targets).map_err(ApplyError::Rows)
}

/// The row's card: by SKU; without a SKU, by a name that one card has. A card without SKU is the row's, too, if nothing
/// else has its name on either side: so the SKU comes to a card that an order line made without one.
fn find(sought: &Sought, candidates: &[Candidate], alone: bool) -> Result<Option<i64>, Wrong> {
    match &sought.sku {
        None => match match_card(sought, candidates, ByEan::Ignored) {
            Match::Linked { card, .. } => Ok(Some(card)),
            Match::New => Ok(None),
            Match::Conflict { cards, .. } => Err(Wrong::NameShared { cards }),
        },
        Some(sku) => {
            let has = |card: &&Candidate| card.sku.as_ref() == Some(sku);
            let cards: Vec<i64> = candidates
                .iter()
                .filter(has)
                .map(|card| card.card)
                .collect();
            match (cards.as_slice(), candidates) {
                ([card], _) => Ok(Some(*card)),
                ([], [card]) if alone && card.sku.is_none() => Ok(Some(card.card)),
                ([], _) => Ok(None),
                _ => Err(Wrong::SkuShared { cards }),
            }
        }
    }
}
