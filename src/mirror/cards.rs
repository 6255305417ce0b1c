//! Cards (products) and their links to BaseLinker's products.

mod goods;
mod values;

pub use goods::CardGoods;
pub use values::CardRow;

use rusqlite::params;

use super::{Mirror, Result};
use crate::domain::card_match::{Candidate, FoundBy, Sought};
use crate::domain::money::Amount;
use crate::domain::vat::Rate;

/// A card to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCard {
    /// SKU key; `None` where there is none.
    pub sku: Option<String>,
    /// Name, at most 512 characters.
    pub name: String,
    /// Key of the name.
    pub name_key: String,
    /// EAN key.
    pub ean: Option<String>,
    /// Rate of the line that it was born from.
    pub rate: Option<Rate>,
    /// Gross price of a piece.
    pub price: Option<Amount>,
    /// BaseLinker's product; kept as link.
    pub product: Option<i64>,
}

impl Mirror {
    /// Every card that shares the link, SKU, EAN or name; none that a person said is not the product.
    pub fn card_candidates(&self, sought: &Sought) -> Result<Vec<Candidate>> {
        let mut all = self.db.prepare_cached(
            "SELECT c.id, l.product, c.sku, c.ean, c.name_key FROM cards c LEFT JOIN product_links l ON l.card = c.id
             WHERE c.id IN (
                SELECT card FROM product_links WHERE product = ?1
                UNION SELECT id FROM cards WHERE sku = ?2
                UNION SELECT id FROM cards WHERE ean = ?3
                UNION SELECT id FROM cards WHERE name_key = ?4)
               AND NOT EXISTS (SELECT 1 FROM parted p WHERE p.product = ?1 AND p.card = c.id)
             ORDER BY c.id",
        )?;
        let rows = all.query_map(
            params![sought.product, sought.sku, sought.ean, sought.name],
            |row| {
                Ok(Candidate {
                    card: row.get(0)?,
                    linked: row.get(1)?,
                    sku: row.get(2)?,
                    ean: row.get(3)?,
                    name: row.get(4)?,
                })
            },
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// SKU (may be empty), name and linked product of every card, by id.
    pub fn card_names(&self) -> Result<Vec<(String, String, Option<i64>)>> {
        let mut all = self.db.prepare_cached(
            "SELECT coalesce(c.sku, ''), c.name, l.product FROM cards c LEFT JOIN product_links l ON l.card = c.id ORDER BY c.id",
        )?;
        let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Id, SKU and key of the name of every card, by id.
    pub fn card_keys(&self) -> Result<Vec<(i64, Option<String>, String)>> {
        let mut all = self
            .db
            .prepare_cached("SELECT id, sku, name_key FROM cards ORDER BY id")?;
        let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Cards with this SKU, by id.
    pub fn cards_with_sku(&self, sku: &str) -> Result<Vec<i64>> {
        let mut all = self
            .db
            .prepare_cached("SELECT id FROM cards WHERE sku = ?1 ORDER BY id")?;
        let rows = all.query_map([sku], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The cards that a person may mean by a text: those with this SKU, else the one with this id.
    pub fn cards_meant(&self, text: &str) -> Result<Vec<i64>> {
        let mut by_sku = self
            .db
            .prepare_cached("SELECT id FROM cards WHERE sku = ?1 ORDER BY id")?;
        let rows = by_sku.query_map([text.trim()], |row| row.get(0))?;
        let found: Vec<i64> = rows.collect::<rusqlite::Result<_>>()?;
        let Some(id) = text.trim().parse::<i64>().ok().filter(|_| found.is_empty()) else {
            return Ok(found);
        };
        let mut by_id = self
            .db
            .prepare_cached("SELECT id FROM cards WHERE id = ?1")?;
        let rows = by_id.query_map([id], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether the card's rate is 0 % by a person's word or an import; a rate taken from an order line does not count.
    pub fn is_zero_rated(&self, card: i64) -> Result<bool> {
        let mut get = self.db.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM cards WHERE id = ?1 AND rate = '0' AND rate_from IN ('import', 'person'))",
        )?;
        Ok(get.query_row([card], |row| row.get(0))?)
    }

    /// Adds a card born from an order line, with the line's product as its link; answers its id.
    pub fn add_card(&self, card: &NewCard, now: i64) -> Result<i64> {
        let mut add = self.db.prepare_cached(
            "INSERT INTO cards (sku, name, name_key, ean, unit, rate, rate_from, price, price_from, origin, made_at)
             VALUES (?1, ?2, ?3, ?4, 'szt.', ?5, 'order', ?6, iif(?6 IS NULL, NULL, 'order'), 'order', ?7)",
        )?;
        add.execute(params![
            card.sku,
            card.name,
            card.name_key,
            card.ean,
            card.rate.map(|rate| rate.to_string()),
            card.price.map(Amount::grosze),
            now
        ])?;
        let id = self.db.last_insert_rowid();
        if let Some(product) = card.product {
            self.link_card(id, product, FoundBy::Link, now)?;
        }
        Ok(id)
    }

    /// Remembers that the card is BaseLinker's product. A link that stands already stays.
    pub fn link_card(&self, card: i64, product: i64, by: FoundBy, now: i64) -> Result<()> {
        let mut add =
            self.db.prepare_cached("INSERT OR IGNORE INTO product_links (product, card, by, made_at) VALUES (?1, ?2, ?3, ?4)")?;
        let added = add.execute(params![product, card, by.code(), now])?;
        if added > 0 {
            self.claims_get_card(product, card)?;
            self.card_due(card)?;
        }
        Ok(())
    }
}
