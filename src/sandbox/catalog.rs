//! Statuses, sources, inventories, warehouses, price groups and products of the account.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::lenient;

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

/// A product or a variant of a catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Product {
    /// Id.
    pub id: u64,
    /// Catalogue.
    pub inventory_id: u64,
    /// Parent of a variant; 0 = top level.
    pub parent_id: u64,
    /// Made of other products.
    pub is_bundle: bool,
    /// Parts of a bundle: product id → pieces.
    pub bundle_products: BTreeMap<u64, i64>,
    /// SKU; not unique in BaseLinker.
    pub sku: String,
    /// EAN.
    pub ean: String,
    /// Name.
    pub name: String,
    /// Description.
    pub description: String,
    /// Per cent; 0 is BaseLinker's default for a product made without a rate.
    #[serde(with = "lenient::decimal")]
    pub tax_rate: Decimal,
    /// Kilograms.
    #[serde(with = "lenient::decimal")]
    pub weight: Decimal,
    /// 0 = none.
    pub category_id: u64,
    /// 0 = none.
    pub manufacturer_id: u64,
    /// Gross price by price group.
    #[serde(with = "lenient::decimals")]
    pub prices: BTreeMap<u64, Decimal>,
    /// Pieces by warehouse key; a parent shows the sum of its variants instead.
    pub stock: BTreeMap<String, i64>,
    /// Reserved pieces by warehouse key; they are still contained in `stock`.
    pub reservations: BTreeMap<String, i64>,
    /// Addresses of pictures, in order.
    pub images: Vec<String>,
}

impl Default for Product {
    fn default() -> Self {
        Self {
            id: 0,
            inventory_id: DEFAULT_INVENTORY,
            parent_id: 0,
            is_bundle: false,
            bundle_products: BTreeMap::new(),
            sku: String::new(),
            ean: String::new(),
            name: String::new(),
            description: String::new(),
            tax_rate: Decimal::from(23),
            weight: Decimal::ZERO,
            category_id: 0,
            manufacturer_id: 0,
            prices: BTreeMap::new(),
            stock: BTreeMap::new(),
            reservations: BTreeMap::new(),
            images: Vec::new(),
        }
    }
}
