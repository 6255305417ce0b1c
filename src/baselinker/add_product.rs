//! addInventoryProduct: makes a product or variant, or changes fields of one.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::reply::{Reply, Shape};
use super::{Account, ApiError, Method, amount, id_in, warnings};
use crate::net::Outcome;
use crate::net::retry::{Create, Set};

/// Width of a product's name in characters. Whether BaseLinker cuts or refuses longer text is unknown.
pub const NAME_WIDTH: usize = 200;
/// Width of a SKU in characters.
pub const SKU_WIDTH: usize = 50;
/// Width of an EAN in characters.
pub const EAN_WIDTH: usize = 32;
/// Most pictures of a product, at places 0 to 15.
pub const IMAGES: u8 = 16;
/// Width of a picture's address in characters.
pub const IMAGE_URL_WIDTH: usize = 1000;

/// What a product or variant is to have; what is `None` or empty is not sent and stays as it is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ProductChange {
    /// SKU; at most [`SKU_WIDTH`] characters. BaseLinker does not keep it unique.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// EAN; at most [`EAN_WIDTH`] characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ean: Option<String>,
    /// 0 to 100, or −1 exempt (zw), −0.02 not subject (np), −0.03 reverse charge (oo).
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "amount::optional"
    )]
    pub tax_rate: Option<Decimal>,
    /// Kilograms; sent with two places.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "amount::optional"
    )]
    pub weight: Option<Decimal>,
    /// Category, see getInventoryCategories; 0 for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category_id: Option<i64>,
    /// Manufacturer, see getInventoryManufacturers; 0 for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manufacturer_id: Option<i64>,
    /// All tags; an empty list takes every tag away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Gross prices by price group, in its currency; sent with two places.
    #[serde(
        skip_serializing_if = "BTreeMap::is_empty",
        serialize_with = "amount::prices"
    )]
    pub prices: BTreeMap<i64, Decimal>,
    /// Texts.
    #[serde(skip_serializing_if = "TextChange::is_empty")]
    pub text_fields: TextChange,
    /// Pictures by place from 0 to 15; getInventoryProductsData numbers them anew.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub images: BTreeMap<u8, Image>,
}

/// The texts of a product; what is `None` is not sent and stays as it is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TextChange {
    /// Name; at most [`NAME_WIDTH`] characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Description, HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Parameters by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub features: Option<BTreeMap<String, String>>,
    /// Others by their key: `description_extra1`, `extra_field_201`.
    #[serde(flatten)]
    pub others: BTreeMap<String, String>,
}

impl TextChange {
    /// Whether nothing is to be sent.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A picture to put in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Image {
    /// To be fetched by BaseLinker; at most [`IMAGE_URL_WIDTH`] characters.
    Url(String),
    /// The picture itself in base64; at most 2 MB.
    Base64(String),
    /// None: the one that is there goes.
    Remove,
}

impl Serialize for Image {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Url(url) => to.collect_str(&format_args!("url:{url}")),
            Self::Base64(data) => to.collect_str(&format_args!("data:{data}")),
            Self::Remove => to.serialize_str(""),
        }
    }
}

/// A product or variant to make.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NewProduct {
    /// The product it is to be a variant of; cannot be changed later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<i64>,
    /// Pieces by key of warehouse (`bl_8801`).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub stock: BTreeMap<String, i64>,
    /// All else. Without a rate BaseLinker makes it 0 %.
    #[serde(flatten)]
    pub values: ProductChange,
}

/// A product that was made or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// BaseLinker's id.
    pub product_id: i64,
    /// What was left out, such as a picture that cannot be fetched: what it is about (may be empty), and a text.
    pub warnings: Vec<(String, String)>,
}

fn added(reply: &Reply<'_>) -> Result<Added, Shape> {
    Ok(Added {
        product_id: id_in(reply, "product_id")?,
        warnings: warnings::notes(reply),
    })
}

/// addInventoryProduct without an id; makes another product each time.
#[derive(Serialize)]
struct AddInventoryProduct<'a> {
    inventory_id: i64,
    #[serde(flatten)]
    product: &'a NewProduct,
}

impl Method for AddInventoryProduct<'_> {
    const NAME: &'static str = "addInventoryProduct";
    type Class = Create;
    type Reply = Added;

    fn parameters(&self) -> String {
        super::parameters(self)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Added, Shape> {
        added(reply)
    }
}

/// addInventoryProduct with an id; sets values.
#[derive(Serialize)]
struct UpdateInventoryProduct<'a> {
    inventory_id: i64,
    product_id: i64,
    #[serde(flatten)]
    change: &'a ProductChange,
}

impl Method for UpdateInventoryProduct<'_> {
    const NAME: &'static str = "addInventoryProduct";
    type Class = Set;
    type Reply = Added;

    fn parameters(&self) -> String {
        super::parameters(self)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Added, Shape> {
        let added = added(reply)?;
        if added.product_id == self.product_id {
            Ok(added)
        } else {
            Err(Shape::Unasked("product_id"))
        }
    }
}

impl Account<'_> {
    /// addInventoryProduct, a write that is never sent again: makes a product or variant. BaseLinker keeps no key
    /// unique, so that after [`Outcome::InDoubt`] the caller has to look for it (getInventoryProductsList by SKU).
    pub fn add_inventory_product(
        &self,
        inventory_id: i64,
        product: &NewProduct,
    ) -> Outcome<Added, ApiError> {
        self.write_once(&AddInventoryProduct {
            inventory_id,
            product,
        })
    }

    /// addInventoryProduct with an id, a write: changes fields of a product or variant. Sent again where the first try
    /// was lost. A product that is gone: [`ApiError::is_missing_product`].
    pub fn update_inventory_product(
        &self,
        inventory_id: i64,
        product_id: i64,
        change: &ProductChange,
    ) -> Outcome<Added, ApiError> {
        self.set(&UpdateInventoryProduct {
            inventory_id,
            product_id,
            change,
        })
    }
}
