//! getInventories: the account's catalogues.

use super::reply::{Reply, Shape};
use super::wire::{Flag, Int, List, Text, record};
use super::{Account, ApiError, Method, id_of};
use crate::net::retry::Read;

/// A catalogue of products.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inventory {
    /// BaseLinker's id.
    pub id: i64,
    /// Name in the panel.
    pub name: String,
    /// Two-letter codes.
    pub languages: Vec<String>,
    /// One of `languages`; `""` when the reply does not say.
    pub default_language: String,
    /// Ids of its price groups.
    pub price_groups: Vec<i64>,
    /// The price group used when none is named.
    pub default_price_group: Option<i64>,
    /// Keys of its warehouses: `bl_8801`, `shop_2334`…
    pub warehouses: Vec<String>,
    /// Key of the warehouse used when none is named; `""` when the reply does not say.
    pub default_warehouse: String,
    /// Whether goods of downloaded orders are reserved; `None` when the reply does not say.
    pub reservations: Option<bool>,
    /// Whether it is the account's default; `None` when the reply does not say.
    pub is_default: Option<bool>,
}

record! {
    struct Row {
        inventory_id: Int,
        name: Text,
        languages: List<Text>,
        default_language: Text,
        price_groups: List<Int>,
        default_price_group: Int,
        warehouses: List<Text>,
        default_warehouse: Text,
        reservations: Flag,
        is_default: Flag,
    }
}

/// getInventories; a read.
struct GetInventories;

impl Method for GetInventories {
    const NAME: &'static str = "getInventories";
    type Class = Read;
    type Reply = Vec<Inventory>;

    fn parameters(&self) -> String {
        "{}".to_owned()
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Vec<Inventory>, Shape> {
        let rows: List<Row> = reply.own("inventories")?;
        rows.0.into_iter().map(inventory).collect()
    }
}

fn inventory(row: Row) -> Result<Inventory, Shape> {
    let texts = |list: List<Text>| list.0.into_iter().filter_map(Text::into_known).collect();
    Ok(Inventory {
        id: id_of(&row.inventory_id, "inventories", "inventory_id")?,
        name: row.name.into_known().unwrap_or_default(),
        languages: texts(row.languages),
        default_language: row.default_language.into_known().unwrap_or_default(),
        price_groups: row
            .price_groups
            .0
            .into_iter()
            .filter_map(Int::into_known)
            .collect(),
        default_price_group: row.default_price_group.into_known(),
        warehouses: texts(row.warehouses),
        default_warehouse: row.default_warehouse.into_known().unwrap_or_default(),
        reservations: row.reservations.into_known(),
        is_default: row.is_default.into_known(),
    })
}

impl Account<'_> {
    /// getInventories, a read: every catalogue.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub fn get_inventories(&self) -> Result<Vec<Inventory>, ApiError> {
        self.read(&GetInventories)
    }
}
