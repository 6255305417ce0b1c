//! Every level beside the shelf of BaseLinker that it belongs to, as lists need them.

use rusqlite::params;

use super::levels::Level;
use super::shelves::{SHELF, Shelf, shelf};
use super::{Mirror, Result};

/// A card in a warehouse. Where that warehouse is linked to several of BaseLinker's, each has a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockRow {
    /// The card.
    pub card: i64,
    /// Its SKU.
    pub sku: Option<String>,
    /// BaseLinker's product that it is.
    pub product: Option<i64>,
    /// The warehouse.
    pub warehouse: i64,
    /// Its symbol.
    pub symbol: String,
    /// Key of BaseLinker's warehouse that it is.
    pub place: Option<String>,
    /// The level.
    pub level: Level,
    /// What is known of the shelf.
    pub shelf: Shelf,
}

impl StockRow {
    /// By how much BaseLinker's level differs from what is explained; `None` where nothing was sent or read.
    pub fn drift(&self) -> Option<i64> {
        self.shelf.target?;
        self.shelf.remote?;
        Some(self.shelf.drift)
    }
}

impl Mirror {
    /// Every linked card in every linked warehouse, and every level besides, by card; `card`: of this one only.
    pub fn stock_rows(&self, card: Option<i64>) -> Result<Vec<StockRow>> {
        let sql = format!(
            "SELECT x.card, c.sku, p.product, x.warehouse, w.symbol, k.baselinker, l.level, coalesce(l.held, 0), {SHELF}
             FROM (SELECT card, warehouse FROM levels WHERE ?1 IS NULL OR card = ?1
                   UNION
                   SELECT p.card, k.warehouse FROM product_links p JOIN warehouse_links k WHERE ?1 IS NULL OR p.card = ?1) x
             JOIN cards c ON c.id = x.card
             JOIN warehouses w ON w.id = x.warehouse
             LEFT JOIN levels l ON l.card = x.card AND l.warehouse = x.warehouse
             LEFT JOIN product_links p ON p.card = x.card
             LEFT JOIN warehouse_links k ON k.warehouse = x.warehouse
             LEFT JOIN shelves s ON s.product = p.product AND s.place = k.baselinker
             ORDER BY x.card, w.symbol, k.baselinker"
        );
        let mut all = self.db.prepare_cached(&sql)?;
        let rows = all.query_map(params![card], |row| {
            Ok(StockRow {
                card: row.get(0)?,
                sku: row.get(1)?,
                product: row.get(2)?,
                warehouse: row.get(3)?,
                symbol: row.get(4)?,
                place: row.get(5)?,
                level: Level {
                    pieces: row.get(6)?,
                    held: row.get(7)?,
                },
                shelf: shelf(row, 8)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
