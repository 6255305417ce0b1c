//! Products and variants of a catalogue.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::catalog::DEFAULT_INVENTORY;
use super::lenient;

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
    /// Amazon's number.
    pub asin: String,
    /// Name.
    pub name: String,
    /// Description.
    pub description: String,
    /// Parameters by name.
    pub features: BTreeMap<String, String>,
    /// Other texts by key, such as `description_extra1`.
    pub other_texts: BTreeMap<String, String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Per cent, or −1, −0.02, −0.03; 0 is BaseLinker's default for a product made without a rate.
    #[serde(with = "lenient::decimal")]
    pub tax_rate: Decimal,
    /// Kilograms.
    #[serde(with = "lenient::decimal")]
    pub weight: Decimal,
    /// Centimetres.
    #[serde(with = "lenient::decimal")]
    pub height: Decimal,
    /// Centimetres.
    #[serde(with = "lenient::decimal")]
    pub width: Decimal,
    /// Centimetres.
    #[serde(with = "lenient::decimal")]
    pub length: Decimal,
    /// 0 to 5.
    pub star: u8,
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
    /// Places by warehouse key.
    pub locations: BTreeMap<String, String>,
    /// Addresses of pictures, in order.
    pub images: Vec<String>,
    /// The product in other storages, by key of storage (`shop_2334`).
    pub links: BTreeMap<String, Link>,
}

/// A product as another storage knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Link {
    /// The storage's id.
    pub product_id: String,
    /// The storage's id of the variant; empty = none.
    pub variant_id: String,
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
            asin: String::new(),
            name: String::new(),
            description: String::new(),
            features: BTreeMap::new(),
            other_texts: BTreeMap::new(),
            tags: Vec::new(),
            tax_rate: Decimal::from(23),
            weight: Decimal::ZERO,
            height: Decimal::ZERO,
            width: Decimal::ZERO,
            length: Decimal::ZERO,
            star: 0,
            category_id: 0,
            manufacturer_id: 0,
            prices: BTreeMap::new(),
            stock: BTreeMap::new(),
            reservations: BTreeMap::new(),
            locations: BTreeMap::new(),
            images: Vec::new(),
            links: BTreeMap::new(),
        }
    }
}
