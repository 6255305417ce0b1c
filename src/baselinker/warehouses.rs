//! getInventoryWarehouses: the account's warehouses, its own and those of shops and wholesalers.

use super::reply::{Reply, Shape};
use super::wire::{Flag, Int, List, Text, record};
use super::{Account, ApiError, Method, field_of, id_of};
use crate::net::retry::Read;

/// A warehouse of BaseLinker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warehouse {
    /// `bl` is writable; `shop` and `warehouse` mirror somebody else's stock.
    pub kind: String,
    /// Id within its kind.
    pub id: i64,
    /// Name in the panel; `""` when the reply does not say.
    pub name: String,
    /// Two letters; `""` when the reply does not say.
    pub country: String,
    /// Whether the panel lets people edit its stock; the API may write either way.
    pub stock_edition: Option<bool>,
    /// Whether it is the default one; `None` when the reply does not say.
    pub is_default: Option<bool>,
}

impl Warehouse {
    /// The key under which stock maps name it: `bl_8801`.
    pub fn key(&self) -> String {
        format!("{}_{}", self.kind, self.id)
    }
}

record! {
    struct Row {
        warehouse_type: Text,
        warehouse_id: Int,
        name: Text,
        country: Text,
        stock_edition: Flag,
        is_default: Flag,
    }
}

/// getInventoryWarehouses; a read.
struct GetInventoryWarehouses;

impl Method for GetInventoryWarehouses {
    const NAME: &'static str = "getInventoryWarehouses";
    type Class = Read;
    type Reply = Vec<Warehouse>;

    fn parameters(&self) -> String {
        "{}".to_owned()
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Vec<Warehouse>, Shape> {
        let rows: List<Row> = reply.own("warehouses")?;
        rows.0.into_iter().map(warehouse).collect()
    }
}

fn warehouse(row: Row) -> Result<Warehouse, Shape> {
    let id = id_of(&row.warehouse_id, "warehouses", "warehouse_id")?;
    let kind = row.warehouse_type.into_known();
    Ok(Warehouse {
        kind: kind.ok_or_else(|| field_of(("warehouses", id), "warehouse_type"))?,
        id,
        name: row.name.into_known().unwrap_or_default(),
        country: row.country.into_known().unwrap_or_default(),
        stock_edition: row.stock_edition.into_known(),
        is_default: row.is_default.into_known(),
    })
}

impl Account<'_> {
    /// getInventoryWarehouses, a read: every warehouse.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub fn get_inventory_warehouses(&self) -> Result<Vec<Warehouse>, ApiError> {
        self.read(&GetInventoryWarehouses)
    }
}
