//! Cards beside the BaseLinker products that they are, as lists need them and as a person changes them.

use rusqlite::{OptionalExtension as _, Row, params};

use super::{Mirror, Result};
use crate::domain::card_match::FoundBy;

/// A card and its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCard {
    /// The card.
    pub card: i64,
    /// SKU key.
    pub sku: Option<String>,
    /// EAN key.
    pub ean: Option<String>,
    /// Name.
    pub name: String,
    /// BaseLinker's product that it is.
    pub product: Option<i64>,
    /// By what the two were found to be one, or whose word it is: see [`FoundBy::code`].
    pub by: Option<String>,
    /// Since when (Unix seconds).
    pub since: Option<i64>,
}

const LISTED: &str = "SELECT c.id, c.sku, c.ean, c.name, l.product, l.by, l.made_at
                      FROM cards c LEFT JOIN product_links l ON l.card = c.id";

impl Mirror {
    /// Every card, oldest first.
    pub fn listed_cards(&self) -> Result<Vec<ListedCard>> {
        let mut all = self.db.prepare_cached(&format!("{LISTED} ORDER BY c.id"))?;
        let rows = all.query_map([], listed)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A card.
    pub fn listed_card(&self, card: i64) -> Result<Option<ListedCard>> {
        let mut get = self
            .db
            .prepare_cached(&format!("{LISTED} WHERE c.id = ?1"))?;
        Ok(get.query_row([card], listed).optional()?)
    }

    /// Variants of a product that were not found gone, by id.
    pub fn variants_of(&self, product: i64) -> Result<Vec<i64>> {
        let mut all = self.db.prepare_cached(
            "SELECT product FROM catalogue WHERE parent = ?1 AND gone_at IS NULL ORDER BY product",
        )?;
        let rows = all.query_map([product], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Makes the link of a product a person's word; answers whether it was none before.
    pub fn confirm_link(&self, product: i64) -> Result<bool> {
        let changed = self.db.execute(
            "UPDATE product_links SET by = ?2 WHERE product = ?1 AND by <> ?2",
            params![product, FoundBy::Person.code()],
        )?;
        Ok(changed > 0)
    }

    /// Forgets on what the product and its former card agreed, and has its details read again: with another card it never
    /// agreed on anything.
    pub fn forget_agreed(&self, product: i64) -> Result<()> {
        self.db.execute(
            "UPDATE catalogue SET agreed = NULL, stale = 1 WHERE product = ?1",
            [product],
        )?;
        Ok(())
    }
}

fn listed(row: &Row<'_>) -> rusqlite::Result<ListedCard> {
    Ok(ListedCard {
        card: row.get(0)?,
        sku: row.get(1)?,
        ean: row.get(2)?,
        name: row.get(3)?,
        product: row.get(4)?,
        by: row.get(5)?,
        since: row.get(6)?,
    })
}
