//! What a person says of levels: counts, and which side is right where BaseLinker's level differs from what is explained.
//! None of it needs token or network.

use std::collections::BTreeSet;

use super::links::{self, Meant};
use crate::mirror::levels::{Count, CountedBy};
use crate::mirror::links::ListedCard;
use crate::mirror::overview::StockRow;
use crate::mirror::shelves::Place;
use crate::mirror::{Mirror, MirrorError};

/// What became of a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    /// Which card is meant is not clear.
    Unclear(Meant),
    /// No warehouse has the symbol; these are known.
    NoWarehouse(Vec<String>),
    /// The level is counted.
    Done {
        /// The card.
        card: ListedCard,
        /// Symbol of the warehouse.
        symbol: String,
        /// The level before; `None`: never counted.
        before: Option<i64>,
        /// The level now.
        after: i64,
        /// The card's rows of that warehouse.
        rows: Vec<StockRow>,
    },
}

/// Counts a card in a warehouse, as of now (Unix seconds): every movement noted so far is in the count.
///
/// # Errors
/// Those of the book.
pub fn count(
    mirror: &mut Mirror,
    text: &str,
    symbol: &str,
    pieces: i64,
    now: i64,
) -> Result<Counted, MirrorError> {
    mirror.write(|mirror| {
        let card = match links::meant(mirror, text)? {
            Meant::One(card) => card,
            unclear => return Ok(Counted::Unclear(unclear)),
        };
        let Some(warehouse) = mirror.warehouse(symbol.trim())? else {
            return Ok(Counted::NoWarehouse(mirror.warehouse_symbols()?));
        };
        let count = Count {
            card: card.card,
            warehouse: warehouse.id,
            pieces,
            as_of: now,
            through: mirror.last_movement(i64::MAX)?,
        };
        let (before, after) = mirror.count(count, CountedBy::Set, now)?;
        let mut rows = mirror.stock_rows(Some(card.card))?;
        rows.retain(|row| row.warehouse == warehouse.id);
        Ok(Counted::Done {
            card,
            symbol: warehouse.symbol,
            before,
            after,
            rows,
        })
    })
}

/// A level that took over what BaseLinker has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The row as it was.
    pub row: StockRow,
    /// The level before, in pieces.
    pub before: i64,
    /// The level now, in pieces.
    pub after: i64,
}

/// What became of an acceptance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// Which card is meant by this text is not clear. Nothing was written.
    Unclear(String, Meant),
    /// This level was never counted, so it cannot follow. Nothing was written.
    NeverCounted(StockRow),
    /// What BaseLinker has there is not known for sure: a write may still take effect. Nothing was written.
    InDoubt(StockRow),
    /// These levels follow BaseLinker's; none, where none differs.
    Done {
        /// The cards that were meant.
        cards: Vec<ListedCard>,
        /// The levels.
        taken: Vec<Taken>,
    },
}

/// BaseLinker's levels of these cards are the right ones: where one differs from what is explained, ours is counted anew
/// with the difference, as of now (Unix seconds). What is wanted there moves along, so that nothing is to be sent.
///
/// # Errors
/// Those of the book.
pub fn accept(mirror: &mut Mirror, texts: &[String], now: i64) -> Result<Accepted, MirrorError> {
    mirror.write(|mirror| {
        let mut cards = Vec::new();
        let mut seen = BTreeSet::new();
        for text in texts {
            match links::meant(mirror, text)? {
                Meant::One(card) if seen.insert(card.card) => cards.push(card),
                Meant::One(_) => {}
                unclear => return Ok(Accepted::Unclear(text.clone(), unclear)),
            }
        }
        let mut rows = Vec::new();
        for card in &cards {
            rows.extend(mirror.stock_rows(Some(card.card))?);
        }
        rows.retain(|row| row.drift().is_some_and(|drift| drift != 0));
        if let Some(open) = rows.iter().find(|row| row.shelf.sent.is_some()) {
            return Ok(Accepted::InDoubt(open.clone()));
        }
        if let Some(unknown) = rows.iter().find(|row| row.level.pieces.is_none()) {
            return Ok(Accepted::NeverCounted(unknown.clone()));
        }
        let mut taken = Vec::with_capacity(rows.len());
        for row in rows {
            taken.extend(take(mirror, row, now)?);
        }
        Ok(Accepted::Done { cards, taken })
    })
}

fn take(mirror: &Mirror, row: StockRow, now: i64) -> Result<Option<Taken>, MirrorError> {
    let (Some(by), Some(product), Some(place), Some(target)) = (
        missing(&row),
        row.product,
        row.place.clone(),
        row.shelf.target,
    ) else {
        return Ok(None);
    };
    // Two of BaseLinker's warehouses may be one of ours: the second adds to what the first made of it.
    let before = mirror.level(row.card, row.warehouse)?.pieces.unwrap_or(0);
    let count = Count {
        card: row.card,
        warehouse: row.warehouse,
        pieces: before.saturating_add(by),
        as_of: now,
        through: mirror.last_movement(i64::MAX)?,
    };
    let (_, after) = mirror.count(count, CountedBy::Accept, now)?;
    let at = Place { product, place };
    mirror.set_target(&at, target.saturating_add(by))?;
    mirror.drift_told(&at, 0)?;
    Ok(Some(Taken { row, before, after }))
}

/// By how many pieces a level follows BaseLinker's where that is the right one; `None` where the two agree, or nothing was
/// sent or read. It is the drift but where less than nothing is wanted: there, BaseLinker's pieces are all that there are.
pub fn missing(row: &StockRow) -> Option<i64> {
    row.drift().filter(|drift| *drift != 0)?;
    Some(row.shelf.remote?.saturating_sub(row.shelf.target?))
}
