//! Shelves: the levels of BaseLinker, one a product and warehouse, with what is wanted of each.

use rusqlite::{OptionalExtension as _, Row, params};

use super::{Mirror, Result};
use crate::domain::stock::{self, Sent};

/// A shelf of BaseLinker.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// BaseLinker's product or variant.
    pub product: i64,
    /// Key of its warehouse: `bl_8801`.
    pub place: String,
}

/// What is known of a shelf.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    /// What was last wanted there, less what orders took since; `None`: nothing was ever sent.
    pub target: Option<i64>,
    /// Whether the next pass reads it, whatever is wanted.
    pub look: bool,
    /// What could be sold there when it was last read or written, less what orders took since.
    pub remote: Option<i64>,
    /// Reserved pieces, as last read.
    pub reserved: i64,
    /// When it was last read (Unix seconds).
    pub read_at: Option<i64>,
    /// By how much it differed from what was explained when it was last read, less what late orders explain.
    pub drift: i64,
    /// The drift that a person was told.
    pub drift_told: i64,
    /// Pieces of orders first seen since it was read; `None`: they cannot be compared with it.
    pub since: Option<i64>,
    /// A write whose outcome is not known.
    pub sent: Option<Sent>,
    /// What BaseLinker last refused to write there.
    pub refused: Option<Refused>,
}

/// A refused write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What BaseLinker said.
    pub said: String,
    /// The value.
    pub value: i64,
    /// When (Unix seconds).
    pub at: i64,
}

/// A level with the shelf that it is sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// The card.
    pub card: i64,
    /// Its SKU.
    pub sku: Option<String>,
    /// The warehouse.
    pub warehouse: i64,
    /// The shelf.
    pub at: Place,
    /// Pieces; `None`: never counted.
    pub level: Option<i64>,
    /// Pieces held.
    pub held: i64,
    /// Whether the product is sold as itself.
    pub goods: Goods,
    /// What is known of the shelf.
    pub shelf: Shelf,
}

/// What a product is there, as far as its level goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goods {
    /// It has a level of its own.
    Own,
    /// A bundle, or a parent of variants: its level is that of others.
    OfOthers,
    /// It was not in the catalogue when that was last read.
    Gone,
}

pub(super) const SHELF: &str =
    "s.target, s.look, s.remote, s.reserved, s.read_at, s.drift_told, s.since, s.sent, s.sent_over,
    s.sent_for, s.sent_since, s.sent_at, s.refused, s.refused_value, s.refused_at, s.drift";

/// What a product is: own, of others, gone.
const GOODS: &str =
    "CASE WHEN t.gone_at IS NOT NULL THEN 2 WHEN t.role IN ('bundle', 'parent') THEN 1 ELSE 0 END";

/// Levels with their shelves; conditions follow.
const LINKED: &str = "FROM levels l
    JOIN product_links p ON p.card = l.card
    JOIN warehouse_links w ON w.warehouse = l.warehouse
    LEFT JOIN shelves s ON s.product = p.product AND s.place = w.baselinker
    LEFT JOIN catalogue t ON t.product = p.product
    JOIN cards c ON c.id = l.card";

impl Mirror {
    /// Levels that are due, of cards above `after`, by card: those of at most `most` cards.
    pub fn due_levels(&self, after: i64, most: i64) -> Result<Vec<Linked>> {
        let sql = format!(
            "SELECT l.card, c.sku, l.warehouse, p.product, w.baselinker, l.level, l.held, {GOODS}, {SHELF}
             {LINKED} WHERE l.due = 1 AND l.card > ?1 AND l.card <= coalesce(
               (SELECT max(card) FROM (SELECT DISTINCT card FROM levels WHERE due = 1 AND card > ?1 ORDER BY card LIMIT ?2)), 0)
             ORDER BY l.card, w.baselinker"
        );
        let mut all = self.db.prepare_cached(&sql)?;
        let rows = all.query_map([after, most], linked)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Levels of a card with their shelves; the level of a linked warehouse that was never counted is unknown.
    pub fn linked_levels(&self, card: i64) -> Result<Vec<Linked>> {
        let sql = format!(
            "SELECT p.card, c.sku, w.warehouse, p.product, w.baselinker, l.level, coalesce(l.held, 0), {GOODS}, {SHELF}
             FROM product_links p JOIN cards c ON c.id = p.card JOIN warehouse_links w
             LEFT JOIN catalogue t ON t.product = p.product
             LEFT JOIN levels l ON l.card = p.card AND l.warehouse = w.warehouse
             LEFT JOIN shelves s ON s.product = p.product AND s.place = w.baselinker
             WHERE p.card = ?1 ORDER BY w.baselinker"
        );
        let mut all = self.db.prepare_cached(&sql)?;
        let rows = all.query_map([card], linked)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Cards of due levels that cannot be sent, since their card or warehouse is linked to nothing: they wait for a link.
    pub fn unsendable_done(&self) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE levels SET due = 0 WHERE due = 1 AND (
               NOT EXISTS (SELECT 1 FROM product_links p WHERE p.card = levels.card)
               OR NOT EXISTS (SELECT 1 FROM warehouse_links w WHERE w.warehouse = levels.warehouse))",
        )?;
        put.execute([])?;
        Ok(())
    }

    /// How many products would go to zero pieces or below: due levels of which nothing is left after `buffer`, where
    /// something was wanted or seen before; and how many products have a level at all.
    pub fn going_to_zero(&self, buffer: i64) -> Result<(i64, i64)> {
        let sql = format!(
            "SELECT count(DISTINCT l.card) {LINKED} WHERE l.due = 1 AND l.level - l.held - ?1 <= 0
               AND (s.target IS NULL OR s.target > 0) AND (s.remote IS NULL OR s.remote > 0)"
        );
        let mut zero = self.db.prepare_cached(&sql)?;
        let zero = zero.query_row([buffer], |row| row.get(0))?;
        let mut all = self
            .db
            .prepare_cached("SELECT count(DISTINCT card) FROM levels WHERE level IS NOT NULL")?;
        Ok((zero, all.query_row([], |row| row.get(0))?))
    }

    /// Forgets what was wanted of every shelf: the next sending is a first one.
    pub fn forget_targets(&self) -> Result<()> {
        self.db
            .execute("UPDATE shelves SET target = NULL, look = 0", [])?;
        self.all_levels_due()
    }

    /// Shelves that can be compared with what orders took since they were read; at most `most`.
    pub fn comparable_shelves(&self, most: i64) -> Result<Vec<Place>> {
        let mut all = self.db.prepare_cached(
            "SELECT product, place FROM shelves WHERE since > 0 AND read_at IS NOT NULL LIMIT ?1",
        )?;
        let rows = all.query_map([most], |row| {
            Ok(Place {
                product: row.get(0)?,
                place: row.get(1)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Keeps one level of a stopped sending.
    pub fn keep_sending(&self, hash: &str, at: &Place, wanted: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "INSERT OR REPLACE INTO sendings (hash, product, place, wanted) VALUES (?1, ?2, ?3, ?4)",
        )?;
        put.execute(params![hash, at.product, at.place, wanted])?;
        Ok(())
    }

    /// Gives the levels kept under one name another one, and drops those of plans that are gone.
    pub fn name_sending(&self, from: &str, to: &str) -> Result<()> {
        self.db
            .execute("DELETE FROM sendings WHERE hash = ?1", [to])?;
        self.db
            .execute("UPDATE sendings SET hash = ?2 WHERE hash = ?1", [from, to])?;
        self.db.execute(
            "DELETE FROM sendings WHERE hash <> ?1 AND hash NOT IN (SELECT hash FROM brakes)",
            [to],
        )?;
        Ok(())
    }

    /// What a stopped sending wanted of a shelf.
    pub fn sending(&self, hash: &str, at: &Place) -> Result<Option<i64>> {
        let mut get = self.db.prepare_cached(
            "SELECT wanted FROM sendings WHERE hash = ?1 AND product = ?2 AND place = ?3",
        )?;
        let found = get.query_row(params![hash, at.product, at.place], |row| row.get(0));
        Ok(found.optional()?)
    }

    /// How many levels of linked cards and warehouses are known, how many pieces are held of them, and how many linked
    /// cards have no level in any warehouse.
    pub fn levels_known(&self) -> Result<(i64, i64, i64)> {
        let mut known = self.db.prepare_cached(
            "SELECT count(*), coalesce(sum(held), 0) FROM levels WHERE level IS NOT NULL
               AND warehouse IN (SELECT warehouse FROM warehouse_links)",
        )?;
        let (known, held) = known.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut unknown = self.db.prepare_cached(
            "SELECT count(*) FROM product_links p WHERE NOT EXISTS
               (SELECT 1 FROM levels l WHERE l.card = p.card AND l.level IS NOT NULL)",
        )?;
        Ok((known, held, unknown.query_row([], |row| row.get(0))?))
    }

    /// What is known of a shelf.
    pub fn shelf(&self, at: &Place) -> Result<Shelf> {
        let sql = format!("SELECT {SHELF} FROM shelves s WHERE product = ?1 AND place = ?2");
        let mut get = self.db.prepare_cached(&sql)?;
        let found = get.query_row(params![at.product, at.place], |row| shelf(row, 0));
        Ok(found.optional()?.unwrap_or_default())
    }

    /// Keeps a reading: what can be sold (`free`), and what is reserved.
    pub fn keep_reading(&self, at: &Place, free: i64, reserved: i64, now: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO shelves (product, place, remote, reserved, read_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (product, place) DO UPDATE SET remote = excluded.remote, reserved = excluded.reserved,
               read_at = excluded.read_at, since = 0, look = 0",
        )?;
        put.execute(params![at.product, at.place, free, reserved, now])?;
        self.measure_drift(at)
    }

    /// Computes anew by how much what was read differs from what is explained.
    fn measure_drift(&self, at: &Place) -> Result<()> {
        let Shelf { target, remote, .. } = self.shelf(at)?;
        let drift = match (target, remote) {
            (Some(target), Some(remote)) => stock::drift(target, remote),
            _ => 0,
        };
        let mut put = self
            .db
            .prepare_cached("UPDATE shelves SET drift = ?3 WHERE product = ?1 AND place = ?2")?;
        put.execute(params![at.product, at.place, drift])?;
        Ok(())
    }

    /// Keeps what is wanted of a shelf.
    pub fn set_target(&self, at: &Place, target: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO shelves (product, place, target) VALUES (?1, ?2, ?3)
             ON CONFLICT (product, place) DO UPDATE SET target = excluded.target",
        )?;
        put.execute(params![at.product, at.place, target])?;
        self.measure_drift(at)
    }

    /// Notes a write before it is sent.
    pub fn begin_write(&self, at: &Place, sent: Sent) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE shelves SET sent = ?3, sent_over = ?4, sent_for = ?5, sent_since = 0, sent_at = ?6
             WHERE product = ?1 AND place = ?2",
        )?;
        put.execute(params![
            at.product,
            at.place,
            sent.value,
            sent.over,
            sent.wanted,
            sent.at
        ])?;
        Ok(())
    }

    /// A write took effect: `target` is wanted there, and `remote` is there.
    pub fn end_write(&self, at: &Place, target: i64, remote: i64, now: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE shelves SET target = ?3, remote = ?4, wrote_at = ?5, read_at = ?5, since = NULL,
               sent = NULL, sent_over = NULL, sent_for = NULL, sent_since = 0, sent_at = NULL,
               refused = NULL, refused_value = NULL, refused_at = NULL
             WHERE product = ?1 AND place = ?2",
        )?;
        put.execute(params![at.product, at.place, target, remote, now])?;
        self.measure_drift(at)
    }

    /// A write did not take effect; `refused`: BaseLinker said why.
    pub fn drop_write(&self, at: &Place, refused: Option<&Refused>) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE shelves SET sent = NULL, sent_over = NULL, sent_for = NULL, sent_since = 0, sent_at = NULL,
               refused = ?3, refused_value = ?4, refused_at = ?5
             WHERE product = ?1 AND place = ?2",
        )?;
        put.execute(params![
            at.product,
            at.place,
            refused.map(|refused| refused.said.as_str()),
            refused.map(|refused| refused.value),
            refused.map(|refused| refused.at),
        ])?;
        Ok(())
    }

    /// Notes the drift that a person was told.
    pub fn drift_told(&self, at: &Place, drift: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE shelves SET drift_told = ?3 WHERE product = ?1 AND place = ?2",
        )?;
        put.execute(params![at.product, at.place, drift])?;
        Ok(())
    }

    /// Has the next pass read a shelf.
    pub fn look_at_shelf(&self, product: i64, place: &str) -> Result<()> {
        let mut put = self
            .db
            .prepare_cached("UPDATE shelves SET look = 1 WHERE product = ?1 AND place = ?2")?;
        put.execute(params![product, place])?;
        let mut due = self.db.prepare_cached(
            "UPDATE levels SET due = 1 WHERE card = (SELECT card FROM product_links WHERE product = ?1)
               AND warehouse = (SELECT warehouse FROM warehouse_links WHERE baselinker = ?2)",
        )?;
        due.execute(params![product, place])?;
        Ok(())
    }
}

fn linked(row: &Row<'_>) -> rusqlite::Result<Linked> {
    Ok(Linked {
        card: row.get(0)?,
        sku: row.get(1)?,
        warehouse: row.get(2)?,
        at: Place {
            product: row.get(3)?,
            place: row.get(4)?,
        },
        level: row.get(5)?,
        held: row.get(6)?,
        goods: match row.get(7)? {
            0 => Goods::Own,
            1 => Goods::OfOthers,
            _ => Goods::Gone,
        },
        shelf: shelf(row, 8)?,
    })
}

/// A shelf from its columns, the first of which is `from`; of a missing row all are NULL.
pub(super) fn shelf(row: &Row<'_>, from: usize) -> rusqlite::Result<Shelf> {
    let at = |column: usize| from + column;
    let sent: Option<i64> = row.get(at(7))?;
    let sent = match sent {
        None => None,
        Some(value) => Some(Sent {
            value,
            over: row.get(at(8))?,
            wanted: row.get(at(9))?,
            since: row.get(at(10))?,
            at: row.get(at(11))?,
        }),
    };
    let said: Option<String> = row.get(at(12))?;
    let refused = match said {
        None => None,
        Some(said) => Some(Refused {
            said,
            value: row.get(at(13))?,
            at: row.get(at(14))?,
        }),
    };
    Ok(Shelf {
        target: row.get(at(0))?,
        look: row.get::<_, Option<bool>>(at(1))?.unwrap_or(false),
        remote: row.get(at(2))?,
        reserved: row.get::<_, Option<i64>>(at(3))?.unwrap_or(0),
        read_at: row.get(at(4))?,
        drift_told: row.get::<_, Option<i64>>(at(5))?.unwrap_or(0),
        since: row.get(at(6))?,
        sent,
        refused,
        drift: row.get::<_, Option<i64>>(at(15))?.unwrap_or(0),
    })
}
