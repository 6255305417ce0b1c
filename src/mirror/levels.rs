//! Levels: what a person counted, with every later movement on top. They are kept as sums; [`Mirror::rebuild_levels`]
//! computes them anew.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension as _, params};

use super::{Mirror, Result};

/// Whose word a count is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedBy {
    /// `stock set`.
    Set,
    /// `mirror import stock`.
    Import,
    /// `stock accept`: BaseLinker's level is the right one.
    Accept,
}

impl CountedBy {
    const fn text(self) -> &'static str {
        match self {
            CountedBy::Set => "set",
            CountedBy::Import => "import",
            CountedBy::Accept => "accept",
        }
    }
}

/// A count of one card in one warehouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Card.
    pub card: i64,
    /// Warehouse.
    pub warehouse: i64,
    /// Pieces; may be below zero, as in Firmino.
    pub pieces: i64,
    /// The second that it describes.
    pub as_of: i64,
    /// The last movement that it contains: see [`Mirror::last_movement`].
    pub through: i64,
}

/// A level as kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Level {
    /// Pieces; `None`: never counted, which is not zero.
    pub pieces: Option<i64>,
    /// Pieces of orders that have not lowered it yet.
    pub held: i64,
}

/// A kept level that differs from what counts, movements and claims say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Differing {
    /// Card.
    pub card: i64,
    /// Warehouse.
    pub warehouse: i64,
    /// As kept.
    pub kept: Level,
    /// As computed.
    pub computed: Level,
}

/// Level and held pieces computed from what is append-only: `:card` and `:warehouse` are bound, or columns.
const COMPUTED: &str = "(SELECT c.pieces + (SELECT coalesce(sum(m.pieces), 0) FROM movements m
                         WHERE m.card = c.card AND m.warehouse = c.warehouse AND m.id > c.through)
      FROM counts c WHERE c.card = l.card AND c.warehouse = l.warehouse ORDER BY c.id DESC LIMIT 1),
     (SELECT coalesce(sum(k.pieces - k.lowered), 0) FROM claims k
      WHERE k.card = l.card AND k.warehouse = l.warehouse AND k.pieces > k.lowered)";

impl Mirror {
    /// Notes a count; later movements stay on top of it. Answers the level before and after.
    pub fn count(&self, count: Count, by: CountedBy, now: i64) -> Result<(Option<i64>, i64)> {
        let Count {
            card,
            warehouse,
            pieces,
            as_of,
            through,
        } = count;
        let before = self.level(card, warehouse)?.pieces;
        let mut add = self.db.prepare_cached(
            "INSERT INTO counts (card, warehouse, pieces, as_of, through, by, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        add.execute(params![
            card,
            warehouse,
            pieces,
            as_of,
            through,
            by.text(),
            now
        ])?;
        let mut later = self.db.prepare_cached(
            "SELECT coalesce(sum(pieces), 0) FROM movements WHERE card = ?1 AND warehouse = ?2 AND id > ?3",
        )?;
        let later: i64 = later.query_row([card, warehouse, through], |row| row.get(0))?;
        let after = pieces.saturating_add(later);
        let mut put = self.db.prepare_cached(
            "INSERT INTO levels (card, warehouse, level, held)
             VALUES (?1, ?2, ?3, (SELECT coalesce(sum(pieces - lowered), 0) FROM claims
                                  WHERE card = ?1 AND warehouse = ?2 AND pieces > lowered))
             ON CONFLICT (card, warehouse) DO UPDATE SET level = excluded.level, due = 1",
        )?;
        put.execute([card, warehouse, after])?;
        Ok((before, after))
    }

    /// The last movement noted at or before a second; 0 where there is none.
    pub fn last_movement(&self, at: i64) -> Result<i64> {
        let mut last = self
            .db
            .prepare_cached("SELECT coalesce(max(id), 0) FROM movements WHERE at <= ?1")?;
        Ok(last.query_row([at], |row| row.get(0))?)
    }

    /// The level of a card in a warehouse.
    pub fn level(&self, card: i64, warehouse: i64) -> Result<Level> {
        let mut get = self
            .db
            .prepare_cached("SELECT level, held FROM levels WHERE card = ?1 AND warehouse = ?2")?;
        let found = get.query_row([card, warehouse], |row| {
            Ok(Level {
                pieces: row.get(0)?,
                held: row.get(1)?,
            })
        });
        Ok(found.optional()?.unwrap_or_default())
    }

    /// Forgets which cards were touched.
    pub fn touch_nothing(&self) {
        self.touched.borrow_mut().clear();
    }

    /// Cards of which orders took, held or gave back pieces since [`Mirror::touch_nothing`].
    pub fn touched_cards(&self) -> BTreeSet<i64> {
        self.touched.borrow().clone()
    }

    /// Levels below zero of these cards: the card's SKU (or `id:7`), the warehouse's symbol, pieces.
    pub fn below_zero(&self, cards: &BTreeSet<i64>) -> Result<Vec<(String, String, i64)>> {
        let mut of = self.db.prepare_cached(
            "SELECT coalesce(c.sku, 'id:' || c.id), w.symbol, l.level FROM levels l
             JOIN cards c ON c.id = l.card JOIN warehouses w ON w.id = l.warehouse
             WHERE l.card = ?1 AND l.level < 0 ORDER BY w.symbol",
        )?;
        let mut found = Vec::new();
        for card in cards {
            let rows = of.query_map([card], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            for row in rows {
                found.push(row?);
            }
        }
        Ok(found)
    }

    /// A movement changes the level, where there is one.
    pub(super) fn shift_level(&self, card: i64, warehouse: i64, pieces: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE levels SET level = level + ?3, due = 1 WHERE card = ?1 AND warehouse = ?2",
        )?;
        put.execute([card, warehouse, pieces])?;
        self.touched.borrow_mut().insert(card);
        Ok(())
    }

    /// Computes what is held of a level anew, and has it looked at.
    pub(super) fn hold_anew(&self, card: i64, warehouse: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO levels (card, warehouse, level, held)
             VALUES (?1, ?2, NULL, (SELECT coalesce(sum(pieces - lowered), 0) FROM claims
                                    WHERE card = ?1 AND warehouse = ?2 AND pieces > lowered))
             ON CONFLICT (card, warehouse) DO UPDATE SET held = excluded.held, due = 1",
        )?;
        put.execute([card, warehouse])?;
        self.touched.borrow_mut().insert(card);
        Ok(())
    }

    /// Kept levels that differ from what they are sums of: none, unless somebody wrote into the file.
    pub fn differing_levels(&self) -> Result<Vec<Differing>> {
        let sql = format!("SELECT l.card, l.warehouse, l.level, l.held, {COMPUTED} FROM levels l");
        let mut all = self.db.prepare_cached(&sql)?;
        let rows = all.query_map([], |row| {
            Ok(Differing {
                card: row.get(0)?,
                warehouse: row.get(1)?,
                kept: Level {
                    pieces: row.get(2)?,
                    held: row.get(3)?,
                },
                computed: Level {
                    pieces: row.get(4)?,
                    held: row.get(5)?,
                },
            })
        })?;
        let mut differing = Vec::new();
        for row in rows {
            let row = row?;
            if row.kept != row.computed {
                differing.push(row);
            }
        }
        Ok(differing)
    }

    /// Computes every level anew; answers those that were wrong.
    pub fn rebuild_levels(&self) -> Result<Vec<Differing>> {
        let differing = self.differing_levels()?;
        let mut put = self.db.prepare_cached(
            "UPDATE levels SET level = ?3, held = ?4, due = 1 WHERE card = ?1 AND warehouse = ?2",
        )?;
        for row in &differing {
            let Level { pieces, held } = row.computed;
            put.execute(params![row.card, row.warehouse, pieces, held])?;
        }
        Ok(differing)
    }

    /// Has every level looked at by the next sending.
    pub fn all_levels_due(&self) -> Result<()> {
        self.db
            .execute("UPDATE levels SET due = 1 WHERE due = 0", [])?;
        Ok(())
    }

    /// Has the levels of a card looked at: it is another product's from now on.
    pub(super) fn card_due(&self, card: i64) -> Result<()> {
        let mut put = self
            .db
            .prepare_cached("UPDATE levels SET due = 1 WHERE card = ?1")?;
        put.execute([card])?;
        Ok(())
    }

    /// A level was looked at: nothing is to be done.
    pub fn level_done(&self, card: i64, warehouse: i64) -> Result<()> {
        let mut put = self
            .db
            .prepare_cached("UPDATE levels SET due = 0 WHERE card = ?1 AND warehouse = ?2")?;
        put.execute([card, warehouse])?;
        Ok(())
    }
}
