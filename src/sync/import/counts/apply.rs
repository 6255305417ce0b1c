//! A read file of levels goes into the book, whole or not at all.

use std::collections::HashMap;

use super::{CountRow, CountsFile};
use crate::domain::import::{Problem, Wrong};
use crate::domain::pieces::CountField;
use crate::mirror::levels::{Count, CountedBy};
use crate::mirror::{Mirror, MirrorError};
use crate::sync::import::Problems;

/// When the levels were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// Now: every movement noted so far is in them.
    Now,
    /// At this Unix second: later movements stay on top.
    At(i64),
}

/// A level that was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// SKU of the card.
    pub sku: String,
    /// Symbol of the warehouse.
    pub warehouse: String,
    /// Pieces as counted.
    pub counted: i64,
    /// The level before; `None`: never counted.
    pub before: Option<i64>,
    /// The level with later movements on top.
    pub after: i64,
}

impl Counted {
    /// Whether the level is another one now.
    pub fn is_change(&self) -> bool {
        self.before != Some(self.after)
    }
}

/// What became of the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// Every level of the file, in its order.
    pub levels: Vec<Counted>,
}

impl Applied {
    /// How many levels are others now.
    pub fn changed(&self) -> usize {
        self.levels.iter().filter(|level| level.is_change()).count()
    }
}

/// Why nothing was applied.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// Rows that do not fit cards and warehouses of the mirror.
    #[error("{} rows do not fit the mirror", .0.count())]
    Rows(Problems),
    /// The mirror.
    #[error(transparent)]
    Mirror(#[from] MirrorError),
}

/// Applies a file in one transaction and remembers its mapping. `default` is the symbol of the warehouse of a file without
/// such a column; without it, the mirror's only one.
///
/// # Errors
/// Every row that does not fit the mirror; then nothing is changed. Those of the mirror.
pub fn apply(
    mirror: &mut Mirror,
    file: &CountsFile,
    taken: Taken,
    default: Option<&str>,
    now: i64,
) -> Result<Applied, ApplyError> {
    mirror.write(|mirror| {
        let targets = targets(mirror, file, default)?;
        let (as_of, through) = match taken {
            Taken::Now => (now, mirror.last_movement(i64::MAX)?),
            Taken::At(second) => (second, mirror.last_movement(second)?),
        };
        let mut levels = Vec::with_capacity(file.rows.len());
        for (row, target) in file.rows.iter().zip(targets) {
            let count = Count {
                card: target.card,
                warehouse: target.warehouse,
                pieces: row.pieces,
                as_of,
                through,
            };
            let (before, after) = mirror.count(count, CountedBy::Import, now)?;
            levels.push(Counted {
                sku: row.sku.clone(),
                warehouse: target.symbol,
                counted: row.pieces,
                before,
                after,
            });
        }
        mirror.remember_columns(super::KIND, &file.mapping.kept())?;
        Ok(Applied { levels })
    })
}

/// Everything that is wrong with a file, also with regard to the mirror, of which nothing is changed.
///
/// # Errors
/// Those of the mirror.
pub fn check(mirror: &Mirror, bytes: &[u8]) -> Result<Problems, MirrorError> {
    let file = match super::read(bytes, &super::remembered(mirror)?) {
        Ok(file) => file,
        Err(problems) => return Ok(problems),
    };
    match targets(mirror, &file, None) {
        Ok(_) => Ok(Problems::default()),
        Err(ApplyError::Rows(problems)) => Ok(problems),
        Err(ApplyError::Mirror(error)) => Err(error),
    }
}

/// What a row counts.
struct Target {
    card: i64,
    warehouse: i64,
    symbol: String,
}

fn targets(
    mirror: &Mirror,
    file: &CountsFile,
    default: Option<&str>,
) -> Result<Vec<Target>, ApplyError> {
    let known = mirror.warehouses()?;
    let known: HashMap<String, i64> = known
        .into_iter()
        .map(|(row, _)| (row.symbol, row.id))
        .collect();
    let mut symbols: Vec<String> = known.keys().cloned().collect();
    symbols.sort_unstable();
    let fallback = match (default, symbols.as_slice()) {
        (Some(default), _) => Some(default.to_owned()),
        (None, [only]) => Some(only.clone()),
        (None, _) => None,
    };
    if fallback.is_none() && file.column(CountField::Warehouse).is_none() {
        let wrong = Wrong::WarehouseNeeded { known: symbols };
        return Err(ApplyError::Rows(Problem::of_file(wrong).into()));
    }
    let mut problems = Problems::default();
    let mut targets = Vec::with_capacity(file.rows.len());
    for row in &file.rows {
        let card = card(mirror, row)?;
        let symbol = row.warehouse.clone().or_else(|| fallback.clone());
        let warehouse = symbol.and_then(|symbol| Some((*known.get(&symbol)?, symbol)));
        let mut wrong = |wrong, field, text: &str| {
            let problem = Problem::of_line(row.line, wrong).in_column(file.column(field));
            problems.add(problem.with_value(text));
        };
        match (card, warehouse) {
            (Ok(card), Some((warehouse, symbol))) => targets.push(Target {
                card,
                warehouse,
                symbol,
            }),
            (card, warehouse) => {
                if let Err(error) = card {
                    wrong(error, CountField::Sku, &row.sku);
                }
                if warehouse.is_none() {
                    let known = symbols.clone();
                    let text = row.warehouse.as_deref().unwrap_or_default();
                    wrong(
                        Wrong::WarehouseUnknown { known },
                        CountField::Warehouse,
                        text,
                    );
                }
            }
        }
    }
    problems.or(targets).map_err(ApplyError::Rows)
}

fn card(mirror: &Mirror, row: &CountRow) -> Result<Result<i64, Wrong>, MirrorError> {
    let cards = mirror.cards_with_sku(&row.sku)?;
    Ok(match cards.as_slice() {
        [] => Err(Wrong::SkuUnknown),
        [card] => Ok(*card),
        _ => Err(Wrong::SkuShared { cards }),
    })
}
