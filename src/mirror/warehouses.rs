//! Warehouses and their links to BaseLinker's.

use rusqlite::{OptionalExtension as _, params};

use super::{Mirror, Result};

/// A linked warehouse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarehouseRow {
    /// Its row.
    pub id: i64,
    /// Its symbol, for example `MAG`.
    pub symbol: String,
    /// ISO code of its country; `None` where unknown.
    pub country: Option<String>,
}

impl Mirror {
    /// The warehouse that a BaseLinker warehouse (`bl_8801`) is linked to.
    pub fn warehouse_of(&self, baselinker: &str) -> Result<Option<WarehouseRow>> {
        let mut get = self.db.prepare_cached(
            "SELECT w.id, w.symbol, w.country FROM warehouse_links l JOIN warehouses w ON w.id = l.warehouse
             WHERE l.baselinker = ?1",
        )?;
        Ok(get.query_row([baselinker], warehouse).optional()?)
    }

    /// The warehouse with a symbol.
    pub fn warehouse(&self, symbol: &str) -> Result<Option<WarehouseRow>> {
        let mut get = self
            .db
            .prepare_cached("SELECT id, symbol, country FROM warehouses WHERE symbol = ?1")?;
        Ok(get.query_row([symbol], warehouse).optional()?)
    }

    /// The warehouse of a row.
    pub fn warehouse_row(&self, id: i64) -> Result<Option<WarehouseRow>> {
        let mut get = self
            .db
            .prepare_cached("SELECT id, symbol, country FROM warehouses WHERE id = ?1")?;
        Ok(get.query_row([id], warehouse).optional()?)
    }

    /// Symbols of all warehouses, sorted.
    pub fn warehouse_symbols(&self) -> Result<Vec<String>> {
        let mut all = self
            .db
            .prepare_cached("SELECT symbol FROM warehouses ORDER BY symbol")?;
        let rows = all.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Adds a warehouse unless its symbol is known; answers its row's id.
    pub fn add_warehouse(&self, symbol: &str, name: &str, country: Option<&str>) -> Result<i64> {
        self.db.execute(
            "INSERT INTO warehouses (symbol, name, country) VALUES (?1, ?2, ?3)
             ON CONFLICT (symbol) DO UPDATE SET country = coalesce(warehouses.country, excluded.country)",
            params![symbol, name, country],
        )?;
        Ok(self.db.query_row(
            "SELECT id FROM warehouses WHERE symbol = ?1",
            [symbol],
            |row| row.get(0),
        )?)
    }

    /// Links BaseLinker's warehouse to one of ours; a later word wins.
    pub fn link_warehouse(&self, baselinker: &str, warehouse: i64) -> Result<()> {
        if self
            .warehouse_of(baselinker)?
            .is_some_and(|row| row.id == warehouse)
        {
            return Ok(());
        }
        self.db.execute(
            "INSERT INTO warehouse_links (baselinker, warehouse) VALUES (?1, ?2)
             ON CONFLICT (baselinker) DO UPDATE SET warehouse = excluded.warehouse",
            params![baselinker, warehouse],
        )?;
        self.db.execute(
            "UPDATE levels SET due = 1 WHERE warehouse = ?1 AND due = 0",
            [warehouse],
        )?;
        self.claims_get_warehouse(baselinker, warehouse)
    }

    /// Drops the link of a BaseLinker warehouse; answers whether there was one.
    pub fn unlink_warehouse(&self, baselinker: &str) -> Result<bool> {
        let dropped = self.db.execute(
            "DELETE FROM warehouse_links WHERE baselinker = ?1",
            [baselinker],
        )?;
        Ok(dropped > 0)
    }

    /// Every link: BaseLinker's key and our symbol, by key.
    pub fn warehouse_links(&self) -> Result<Vec<(String, WarehouseRow)>> {
        let mut all = self.db.prepare_cached(
            "SELECT w.id, w.symbol, w.country, l.baselinker FROM warehouse_links l JOIN warehouses w ON w.id = l.warehouse
             ORDER BY l.baselinker",
        )?;
        let rows = all.query_map([], |row| Ok((row.get(3)?, warehouse(row)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every warehouse of ours, with its name, by symbol.
    pub fn warehouses(&self) -> Result<Vec<(WarehouseRow, String)>> {
        let mut all = self
            .db
            .prepare_cached("SELECT id, symbol, country, name FROM warehouses ORDER BY symbol")?;
        let rows = all.query_map([], |row| Ok((warehouse(row)?, row.get(3)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Keeps BaseLinker's list of warehouses in place of what was read before.
    pub fn keep_places(&self, places: &[PlaceRow], now: i64) -> Result<()> {
        self.db.execute("DELETE FROM places", [])?;
        let mut add = self.db.prepare_cached(
            "INSERT OR REPLACE INTO places (key, kind, name, country, read_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for place in places {
            add.execute(params![
                place.key,
                place.kind,
                place.name,
                place.country,
                now
            ])?;
        }
        Ok(())
    }

    /// BaseLinker's warehouses as last read, by key; empty before the first reading.
    pub fn places(&self) -> Result<Vec<PlaceRow>> {
        let mut all = self
            .db
            .prepare_cached("SELECT key, kind, name, country FROM places ORDER BY key")?;
        let rows = all.query_map([], |row| {
            Ok(PlaceRow {
                key: row.get(0)?,
                kind: row.get(1)?,
                name: row.get(2)?,
                country: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// A warehouse of BaseLinker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRow {
    /// `bl_8801`.
    pub key: String,
    /// `bl`: its own; `shop` and `warehouse`: those of connected shops and wholesalers, which are never written.
    pub kind: String,
    /// Its name in the panel.
    pub name: String,
    /// ISO code of its country; empty where unknown.
    pub country: String,
}

fn warehouse(row: &rusqlite::Row<'_>) -> rusqlite::Result<WarehouseRow> {
    Ok(WarehouseRow {
        id: row.get(0)?,
        symbol: row.get(1)?,
        country: row.get(2)?,
    })
}
