//! BaseLinker's returns of orders (getOrderReturns), as last read.

use rusqlite::params;

use super::{Mirror, Result};

/// Where a return stands (`fulfillment_status`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Begun.
    Active,
    /// Accepted.
    Accepted,
    /// Done.
    Done,
    /// Called off.
    Cancelled,
    /// A number that this program does not know, or none.
    Unknown,
}

impl Phase {
    /// Every phase.
    pub const ALL: [Phase; 5] = [
        Phase::Active,
        Phase::Accepted,
        Phase::Done,
        Phase::Cancelled,
        Phase::Unknown,
    ];

    /// The word as stored.
    pub const fn text(self) -> &'static str {
        match self {
            Phase::Active => "active",
            Phase::Accepted => "accepted",
            Phase::Done => "done",
            Phase::Cancelled => "cancelled",
            Phase::Unknown => "unknown",
        }
    }
}

/// A return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnRow {
    /// BaseLinker's `return_id`.
    pub id: i64,
    /// BaseLinker's order.
    pub order: i64,
    /// Where it stands.
    pub phase: Phase,
    /// What comes back, in one line of text: pieces, names, sum.
    pub what: String,
}

impl Mirror {
    /// Keeps a return as read; answers whether it is new or stands elsewhere than before.
    pub fn keep_return(&self, row: &ReturnRow, now: i64) -> Result<bool> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO returns (id, order_id, phase, seen, read_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET order_id = excluded.order_id, phase = excluded.phase, seen = excluded.seen,
               read_at = excluded.read_at
             WHERE (order_id, phase, seen) IS NOT (excluded.order_id, excluded.phase, excluded.seen)",
        )?;
        let changed = put.execute(params![row.id, row.order, row.phase.text(), row.what, now])?;
        Ok(changed > 0)
    }

    /// The highest id of a return; `None` before the first.
    pub fn newest_return(&self) -> Result<Option<i64>> {
        let mut get = self.db.prepare_cached("SELECT max(id) FROM returns")?;
        Ok(get.query_row([], |row| row.get(0))?)
    }

    /// Returns of an order, oldest first.
    pub fn returns_of(&self, order: i64) -> Result<Vec<ReturnRow>> {
        let mut all = self.db.prepare_cached(
            "SELECT id, phase, seen FROM returns WHERE order_id = ?1 ORDER BY id",
        )?;
        let rows = all.query_map([order], |row| {
            let phase: String = row.get(1)?;
            Ok(ReturnRow {
                id: row.get(0)?,
                order,
                phase: Phase::ALL
                    .into_iter()
                    .find(|known| known.text() == phase)
                    .unwrap_or(Phase::Unknown),
                what: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
