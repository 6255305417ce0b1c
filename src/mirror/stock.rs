//! Movements: append-only, one per line of an order that lowered a level, further ones for later differences.

use std::collections::BTreeMap;

use rusqlite::params;

use super::{Mirror, Result};

/// Pieces that a line of an order lowers (positive) in a warehouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lowered {
    /// BaseLinker's `order_product_id`.
    pub line: i64,
    /// Card.
    pub card: i64,
    /// Warehouse.
    pub warehouse: i64,
    /// Pieces, positive.
    pub pieces: i64,
}

impl Mirror {
    /// Makes the movements of an order equal to `wanted`: a line lowers once, a line that is no longer wanted is given
    /// back, a changed quantity moves by its difference. What lines in `kept` lowered stays as it is: that a line cannot
    /// be linked now does not unsell its pieces. Answers how many movements were added.
    pub fn lower(
        &self,
        order_key: i64,
        wanted: &[Lowered],
        kept: &[i64],
        now: i64,
    ) -> Result<usize> {
        let done = self.moved_by(order_key)?;
        let same = |a: &Lowered, b: &Lowered| {
            (a.line, a.card, a.warehouse) == (b.line, b.card, b.warehouse)
        };
        let mut added = 0;
        for want in wanted {
            let before = done.iter().find(|(lowered, _)| same(lowered, want));
            let (already, turn) = before.map_or((0, 0), |(lowered, turn)| (lowered.pieces, *turn));
            added += self.add_movement(order_key, *want, already - want.pieces, turn + 1, now)?;
        }
        for (lowered, turn) in &done {
            let stays = kept.contains(&lowered.line);
            if !stays && !wanted.iter().any(|want| same(want, lowered)) {
                added += self.add_movement(order_key, *lowered, lowered.pieces, turn + 1, now)?;
            }
        }
        Ok(added)
    }

    /// What the movements of an order sum up to, by line, card and warehouse, with the last turn.
    fn moved_by(&self, order_key: i64) -> Result<Vec<(Lowered, i64)>> {
        let mut all = self.db.prepare_cached(
            "SELECT line, card, warehouse, -sum(pieces), max(turn) FROM movements WHERE order_key = ?1
             GROUP BY line, card, warehouse",
        )?;
        let rows = all.query_map([order_key], |row| {
            let lowered = Lowered {
                line: row.get(0)?,
                card: row.get(1)?,
                warehouse: row.get(2)?,
                pieces: row.get(3)?,
            };
            Ok((lowered, row.get(4)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What an order has lowered and not given back.
    pub fn out(&self, order_key: i64) -> Result<Vec<Lowered>> {
        let moved = self.moved_by(order_key)?.into_iter();
        Ok(moved
            .map(|(lowered, _)| lowered)
            .filter(|lowered| lowered.pieces > 0)
            .collect())
    }

    /// Notes pieces of a line that a person took back; its movement is made by the next [`Mirror::lower`].
    pub fn take_back(&self, order_key: i64, line: i64, pieces: i64, now: i64) -> Result<()> {
        let mut add = self.db.prepare_cached(
            "INSERT INTO taken_back (order_key, line, pieces, made_at) VALUES (?1, ?2, ?3, ?4)",
        )?;
        add.execute([order_key, line, pieces, now])?;
        self.claim_less(order_key, line, pieces)
    }

    /// Pieces of each line of an order that were taken back.
    pub fn taken_back(&self, order_key: i64) -> Result<BTreeMap<i64, i64>> {
        let mut all = self.db.prepare_cached(
            "SELECT line, sum(pieces) FROM taken_back WHERE order_key = ?1 GROUP BY line",
        )?;
        let rows = all.query_map([order_key], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn add_movement(
        &self,
        order_key: i64,
        at: Lowered,
        pieces: i64,
        turn: i64,
        now: i64,
    ) -> Result<usize> {
        if pieces == 0 {
            return Ok(0);
        }
        let mut add = self.db.prepare_cached(
            "INSERT INTO movements (card, warehouse, pieces, at, order_key, line, turn) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        add.execute(params![
            at.card,
            at.warehouse,
            pieces,
            now,
            order_key,
            at.line,
            turn
        ])?;
        self.shift_level(at.card, at.warehouse, pieces)?;
        self.claim_moved(order_key, at.line, pieces)?;
        Ok(1)
    }

    /// Sum of all movements of a card in a warehouse, in pieces.
    pub fn moved(&self, card: i64, warehouse: i64) -> Result<i64> {
        let mut sum = self.db.prepare_cached(
            "SELECT coalesce(sum(pieces), 0) FROM movements WHERE card = ?1 AND warehouse = ?2",
        )?;
        Ok(sum.query_row([card, warehouse], |row| row.get(0))?)
    }
}
