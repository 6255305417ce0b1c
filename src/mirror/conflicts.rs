//! What no pass decides about products and cards, and what a person decided about their links.

use rusqlite::params;

use super::{Mirror, Result};

/// A conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictRow {
    /// BaseLinker's product; 0 where it is about a card alone.
    pub product: i64,
    /// The card; 0 where it is about a product alone.
    pub card: i64,
    /// A part's word, or why nothing is linked (`product.several-by-sku`, …).
    pub what: String,
    /// On what both sides agreed last.
    pub last: Option<String>,
    /// The card's value.
    pub here: Option<String>,
    /// BaseLinker's value.
    pub there: Option<String>,
}

impl Mirror {
    /// Keeps a conflict; answers whether it is new, or differs from what was known.
    pub fn keep_conflict(&self, row: &ConflictRow, now: i64) -> Result<bool> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO conflicts (product, card, what, last, here, there, found_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (product, card, what) DO UPDATE SET last = excluded.last, here = excluded.here,
               there = excluded.there, found_at = excluded.found_at
             WHERE (last, here, there) IS NOT (excluded.last, excluded.here, excluded.there)",
        )?;
        let changed = put.execute(params![
            row.product,
            row.card,
            row.what,
            row.last,
            row.here,
            row.there,
            now
        ])?;
        Ok(changed > 0)
    }

    /// Forgets conflicts of a product that are settled: all but those of these kinds.
    pub fn settle_conflicts(&self, product: i64, but: &[&str]) -> Result<()> {
        let mut all = self
            .db
            .prepare_cached("SELECT DISTINCT what FROM conflicts WHERE product = ?1")?;
        let there: Vec<String> = all
            .query_map([product], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut drop = self
            .db
            .prepare_cached("DELETE FROM conflicts WHERE product = ?1 AND what = ?2")?;
        for what in there.iter().filter(|what| !but.contains(&what.as_str())) {
            drop.execute(params![product, what])?;
        }
        Ok(())
    }

    /// Forgets what was open about a card alone, and that its product is gone, once it has another one.
    pub fn settle_card(&self, card: i64) -> Result<()> {
        let mut drop = self.db.prepare_cached(
            "DELETE FROM conflicts WHERE card = ?1 AND (product = 0 OR what = 'product.gone')",
        )?;
        drop.execute([card])?;
        Ok(())
    }

    /// Whether something about a card is not decided: which product it is, or what becomes of it now that its product is
    /// gone.
    pub fn is_in_conflict(&self, card: i64) -> Result<bool> {
        let mut get = self
            .db
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM conflicts WHERE card = ?1)")?;
        Ok(get.query_row([card], |row| row.get(0))?)
    }

    /// Every open conflict, by product and card.
    pub fn conflicts(&self) -> Result<Vec<ConflictRow>> {
        let mut all = self.db.prepare_cached(
            "SELECT product, card, what, last, here, there FROM conflicts ORDER BY product, card, what",
        )?;
        let rows = all.query_map([], |row| {
            Ok(ConflictRow {
                product: row.get(0)?,
                card: row.get(1)?,
                what: row.get(2)?,
                last: row.get(3)?,
                here: row.get(4)?,
                there: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a person said that the card is not the product.
    pub fn is_parted(&self, product: i64, card: i64) -> Result<bool> {
        let mut get = self.db.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM parted WHERE product = ?1 AND card = ?2)",
        )?;
        Ok(get.query_row([product, card], |row| row.get(0))?)
    }

    /// Keeps that word; a link between the two is dropped.
    pub fn part(&self, product: i64, card: i64, now: i64) -> Result<()> {
        self.db.execute(
            "DELETE FROM product_links WHERE product = ?1 AND card = ?2",
            [product, card],
        )?;
        self.db.execute(
            "INSERT OR IGNORE INTO parted (product, card, made_at) VALUES (?1, ?2, ?3)",
            [product, card, now],
        )?;
        Ok(())
    }

    /// Takes that word back.
    pub fn unpart(&self, product: i64, card: i64) -> Result<()> {
        self.db.execute(
            "DELETE FROM parted WHERE product = ?1 AND card = ?2",
            [product, card],
        )?;
        Ok(())
    }

    /// Drops the link of a product; answers the card that it had.
    pub fn drop_link(&self, product: i64) -> Result<Option<i64>> {
        let card = self.card_of(product)?;
        self.db
            .execute("DELETE FROM product_links WHERE product = ?1", [product])?;
        Ok(card)
    }
}
