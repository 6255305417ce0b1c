//! Firmino's quantities beside the levels of the warehouse that they stand for, in the transaction that applies the list.

use std::collections::HashSet;

use super::PullError;
use super::tally::{Differs, Notice};
use super::walk::Rows;
use crate::domain::firmino_count::{Beside, Says, compare, pieces};
use crate::domain::warsaw;
use crate::firmino::Article;
use crate::mirror::Mirror;
use crate::mirror::firmino::List;
use crate::mirror::levels::{Count, CountedBy};
use crate::mirror::quantities::Quantity;
use crate::report::pull::{Level, Quantities};
use crate::sync::handover::OwnDocuments;

/// What becomes of a level that differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// It is told: which side is right is a person's word.
    Tell,
    /// Firmino is right.
    Take,
}

/// The warehouse that Firmino's quantities stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shelf {
    /// Its row.
    pub warehouse: i64,
    /// What becomes of levels that differ.
    pub manner: Manner,
    /// Whether documents issued here go to Firmino: then its first count does not contain those that still have to.
    pub own: OwnDocuments,
}

/// The day from which documents issued here go to Firmino: the first push or count that may send them begins it.
fn own_since(mirror: &Mirror, own: OwnDocuments, now: i64) -> Result<Option<String>, PullError> {
    Ok(match (own, mirror.own_since()?) {
        (OwnDocuments::Kept, _) => None,
        (OwnDocuments::Sent, None) => {
            let today = warsaw::day(now).to_string();
            mirror.set_own_since(&today)?;
            Some(today)
        }
        (OwnDocuments::Sent, since) => since,
    })
}

/// Articles whose quantity was no number of whole pieces when they were last read: these have been told.
pub(super) fn odd(mirror: &Mirror) -> Result<HashSet<i64>, PullError> {
    let known = mirror.firmino_known(List::Articles)?.into_iter();
    let is_odd = |seen: &str| {
        let row = serde_json::from_str::<Article>(seen).ok();
        let told = row.and_then(|row| row.quantity);
        told.is_some_and(|told| pieces(told).is_none())
    };
    Ok(known
        .filter(|known| is_odd(&known.seen))
        .map(|known| known.id)
        .collect())
}

/// Compares the quantities of a list that was read from `began_at` on, and counts what is to be counted. Only articles that
/// are a card are looked at.
pub(super) fn apply(
    mirror: &Mirror,
    rows: &Rows<Article>,
    shelf: Shelf,
    (began_at, now): (i64, i64),
    were_odd: &HashSet<i64>,
    notices: &mut Vec<Notice>,
) -> Result<Quantities, PullError> {
    let mut tally = Quantities::default();
    let through = mirror.last_movement(i64::MAX)?;
    let since = own_since(mirror, shelf.own, now)?;
    let document = mirror.last_counted_document(since.as_deref())?;
    for known in mirror.firmino_known(List::Articles)? {
        let (Some(row), Some(card)) = (rows.get(&known.id), known.own) else {
            continue;
        };
        let Some(told) = row.quantity else {
            continue;
        };
        let before = mirror.firmino_quantity(card)?;
        let before = before.filter(|before| before.warehouse == shelf.warehouse);
        let Some(pieces) = pieces(told) else {
            tally.odd += 1;
            notices.push(Notice {
                code: "firmino.quantity-odd".to_owned(),
                is_new: !were_odd.contains(&row.id),
                ..Notice::of(List::Articles, row.id, &row.name)
            });
            continue;
        };
        let base = before.map_or((through, document), |before| {
            (before.through, before.document)
        });
        let level = mirror.level(card, shelf.warehouse)?.pieces;
        let on_top = mirror.on_top(card, shelf.warehouse, base, began_at)?;
        let beside = Beside {
            level,
            counts: before.is_some(),
            on_top,
        };
        let expected = on_top.expected(pieces);
        let says = compare(pieces, beside);
        let (counts, differs) = match (says, shelf.manner, level) {
            (Says::Nothing, ..) => {
                tally.uncounted += 1;
                continue;
            }
            (Says::Same, ..) => {
                tally.same += 1;
                (None, 0)
            }
            (Says::First(level), ..) => {
                tally.counted += 1;
                (Some(level), 0)
            }
            (Says::Other(level), Manner::Take, _) => {
                tally.taken += 1;
                (Some(level), 0)
            }
            (Says::Other(_), Manner::Tell, level) => {
                tally.differ += 1;
                (None, level.unwrap_or(0).saturating_sub(expected))
            }
        };
        if let Some(pieces) = counts {
            let count = Count {
                card,
                warehouse: shelf.warehouse,
                pieces,
                as_of: now,
                through,
            };
            mirror.count(count, CountedBy::Import, now)?;
        }
        if matches!(says, Says::First(_) | Says::Other(_)) {
            tally.levels.push(Level {
                card,
                sku: row.code.clone(),
                quantity: pieces,
                level,
                expected,
                taken: counts.is_some(),
            });
        }
        if differs != 0 {
            notices.push(Notice {
                code: "firmino.quantity-differs".to_owned(),
                is_new: before.is_none_or(|before| before.differs != differs),
                differs: Some(Differs {
                    level: level.unwrap_or(0),
                    pieces,
                    expected,
                }),
                ..Notice::of(List::Articles, row.id, &row.name)
            });
        }
        mirror.keep_firmino_quantity(&Quantity {
            card,
            warehouse: shelf.warehouse,
            pieces,
            expected,
            differs,
            through: base.0,
            document: base.1,
            counted: mirror.last_count(card, shelf.warehouse)?,
            read_at: now,
        })?;
    }
    Ok(tally)
}
