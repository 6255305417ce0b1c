//! `orders return`: pieces of an order back into stock. Movements are only added, and what was taken back is never lowered
//! again by a later pass. Needs neither token nor network.

use std::collections::BTreeMap;

use crate::domain::order::Order;
use crate::domain::state::State;
use crate::mirror::orders::OrderRow;
use crate::mirror::stock::Lowered;
use crate::mirror::{Mirror, MirrorError};

/// Pieces of one line, as a person names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The line: its place from 1, or BaseLinker's id.
    pub line: String,
    /// Pieces, where they were said; else all that are out.
    pub pieces: Option<i64>,
}

/// Pieces of a line that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Back {
    /// BaseLinker's `order_product_id`.
    pub line: i64,
    /// Pieces that came back.
    pub pieces: i64,
    /// Pieces that are still out.
    pub out: i64,
}

/// Why a part cannot be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The order has no such line.
    NoLine(String),
    /// A line twice.
    Twice(String),
    /// More than is out.
    TooMany {
        /// The line as named.
        line: String,
        /// As asked.
        asked: i64,
        /// Pieces that are out.
        out: i64,
    },
}

/// What became of it.
#[derive(Debug)]
pub enum Returned {
    /// The mirror does not know the order.
    Unknown,
    /// It has no document and is neither skipped nor cancelled.
    Sold(State),
    /// Nothing was written, for all these reasons.
    Wrong(Vec<Wrong>),
    /// Done; empty where nothing was out.
    Done(Box<OrderRow>, Vec<Back>),
}

/// Takes pieces back: those of `parts`, all that are out where it is empty.
///
/// # Errors
/// Those of the book.
pub fn take_back(
    mirror: &mut Mirror,
    order: i64,
    parts: &[Part],
    now: i64,
) -> Result<Returned, MirrorError> {
    mirror.write(|mirror| {
        let Some(row) = mirror.order(order)? else {
            return Ok(Returned::Unknown);
        };
        let ended = matches!(row.state, State::Documented | State::Skipped) || row.flags.cancelled;
        if !ended {
            return Ok(Returned::Sold(row.state));
        }
        let lowered = mirror.out(row.key)?;
        let mut out = BTreeMap::<i64, i64>::new();
        for one in &lowered {
            *out.entry(one.line).or_default() += one.pieces;
        }
        let wanted = match wanted(&row.seen, parts, &out) {
            // Nothing is out any more: a second word about it is no mistake.
            _ if out.is_empty() => BTreeMap::new(),
            Err(wrong) => return Ok(Returned::Wrong(wrong)),
            Ok(wanted) => wanted,
        };
        for (line, pieces) in &wanted {
            mirror.take_back(row.key, *line, *pieces, now)?;
        }
        mirror.lower(row.key, &rest(&lowered, &wanted), &[], now)?;
        let back = wanted.iter().map(|(line, pieces)| Back {
            line: *line,
            pieces: *pieces,
            out: out.get(line).copied().unwrap_or(0) - pieces,
        });
        Ok(Returned::Done(Box::new(row), back.collect()))
    })
}

/// Pieces to take back of each line, or everything that is wrong with the parts.
fn wanted(
    order: &Order,
    parts: &[Part],
    out: &BTreeMap<i64, i64>,
) -> Result<BTreeMap<i64, i64>, Vec<Wrong>> {
    if parts.is_empty() {
        return Ok(out.clone());
    }
    let mut wanted = BTreeMap::new();
    let mut wrong = Vec::new();
    for part in parts {
        let Some(line) = order.line_meant(&part.line) else {
            wrong.push(Wrong::NoLine(part.line.clone()));
            continue;
        };
        let there = out.get(&line).copied().unwrap_or(0);
        let asked = part.pieces.unwrap_or(there);
        if asked > there {
            wrong.push(Wrong::TooMany {
                line: part.line.clone(),
                asked,
                out: there,
            });
        }
        if wanted.insert(line, asked).is_some() {
            wrong.push(Wrong::Twice(part.line.clone()));
        }
    }
    wanted.retain(|_, pieces| *pieces > 0);
    if wrong.is_empty() {
        Ok(wanted)
    } else {
        Err(wrong)
    }
}

/// What stays lowered. A line that lowered in two places gives back where it did so first.
fn rest(lowered: &[Lowered], wanted: &BTreeMap<i64, i64>) -> Vec<Lowered> {
    let mut left = wanted.clone();
    lowered
        .iter()
        .map(|one| {
            let back = left.get_mut(&one.line).map_or(0, |pieces| {
                let back = (*pieces).min(one.pieces);
                *pieces -= back;
                back
            });
            Lowered {
                pieces: one.pieces - back,
                ..*one
            }
        })
        .filter(|one| one.pieces > 0)
        .collect()
}
