//! Statuses, sources, inventories, warehouses, price groups, categories and manufacturers of the account.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(crate) const DEFAULT_INVENTORY: u64 = 3101;
pub(crate) const DEFAULT_WAREHOUSE: u64 = 8801;
pub(crate) const DEFAULT_PRICE_GROUP: u64 = 4401;

/// Names of order sources, by source type and then by account of that source.
pub type Sources = BTreeMap<String, BTreeMap<u64, String>>;

/// A status of orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// Id.
    pub id: u64,
    /// Name in the panel.
    pub name: String,
    /// Name shown to the buyer.
    #[serde(default)]
    pub name_for_customer: String,
    /// `#RRGGBB`.
    #[serde(default = "default_color")]
    pub color: String,
    /// What the status means to stock (`type` of `addOrderStatus`); `getOrderStatusList` does not show it.
    #[serde(default, rename = "type")]
    pub kind: StatusKind,
}

fn default_color() -> String {
    "#0077DA".into()
}

/// Type of a status, as `addOrderStatus` knows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusKind {
    /// 0
    #[default]
    Other,
    /// 1
    Unpaid,
    /// 2
    InProgress,
    /// 3
    Sent,
    /// 4
    Delivered,
    /// 5
    Cancelled,
    /// 6
    Return,
}

/// A catalogue of products.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Inventory {
    /// Id.
    pub inventory_id: u64,
    /// Name.
    pub name: String,
    /// Attached price groups.
    pub price_groups: Vec<u64>,
    /// One of `price_groups`.
    pub default_price_group: u64,
    /// Keys of attached warehouses, e.g. `bl_8801`.
    pub warehouses: Vec<String>,
    /// One of `warehouses`.
    pub default_warehouse: String,
    /// Whether reservations are on.
    pub reservations: bool,
    /// The account's default catalogue.
    pub is_default: bool,
}

impl Default for Inventory {
    fn default() -> Self {
        Self {
            inventory_id: DEFAULT_INVENTORY,
            name: "Domyślny".into(),
            price_groups: vec![DEFAULT_PRICE_GROUP],
            default_price_group: DEFAULT_PRICE_GROUP,
            warehouses: vec!["bl_8801".into(), "bl_8802".into(), "shop_2334".into()],
            default_warehouse: "bl_8801".into(),
            reservations: true,
            is_default: true,
        }
    }
}

/// A warehouse, own (`bl`) or mirrored from a connected shop or wholesaler.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warehouse {
    /// `bl`, `shop` or `warehouse`.
    #[serde(default = "own_warehouse")]
    pub warehouse_type: String,
    /// Id, unique within the type.
    pub warehouse_id: u64,
    /// Name.
    pub name: String,
    /// Two letters.
    #[serde(default = "poland")]
    pub country: String,
    /// The account's default warehouse.
    #[serde(default)]
    pub is_default: bool,
}

fn own_warehouse() -> String {
    "bl".into()
}

fn poland() -> String {
    "PL".into()
}

impl Warehouse {
    /// The key of stock maps, e.g. `bl_8801`.
    pub fn key(&self) -> String {
        format!("{}_{}", self.warehouse_type, self.warehouse_id)
    }
}

/// A price group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceGroup {
    /// Id.
    pub price_group_id: u64,
    /// Name.
    pub name: String,
    /// Three letters.
    pub currency: String,
    /// The account's default group.
    #[serde(default)]
    pub is_default: bool,
}

/// A category of products.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Category {
    /// Id.
    pub category_id: u64,
    /// Name; not unique.
    pub name: String,
    /// The category it stands in; 0 = root.
    pub parent_id: u64,
    /// Catalogue; 0 = all of them.
    pub inventory_id: u64,
}

/// A manufacturer of products.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Manufacturer {
    /// Id.
    pub manufacturer_id: u64,
    /// Name; not unique.
    pub name: String,
}
