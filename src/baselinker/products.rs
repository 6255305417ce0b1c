//! getInventoryProductsList, …Data, …Stock and …Prices: the products of one catalogue.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::reply::{Reply, Shape};
use super::wire::{Decimal, Flag, FromWire, Int, Lenient, List, Map, Text, record};
use super::{Account, ApiError, Method, TextFields};
use crate::net::retry::Read;

/// Products a page of getInventoryProductsList, …Stock and …Prices (their official pages: 1000).
pub const LISTED: usize = 1000;

/// Products by id, in the order of the reply. One of another shape is odd and holds back itself alone.
type Products<T> = Vec<(i64, Lenient<T>)>;

record! {
    /// A product of getInventoryProductsList.
    pub struct ListedProduct {
        /// EAN.
        pub ean: Text,
        /// SKU; not unique.
        pub sku: Text,
        /// Name.
        pub name: Text,
        /// The product it is a variant of; 0 for none.
        pub parent_id: Int,
        /// Gross prices by price group.
        pub prices: Lenient<Map<Decimal>>,
        /// Pieces by key of warehouse (`bl_8801`).
        pub stock: Lenient<Map<Int>>,
    }
}

record! {
    /// A product of getInventoryProductsData.
    pub struct ProductData {
        /// Whether it is a bundle; its stock is not its own.
        pub is_bundle: Flag,
        /// SKU; not unique.
        pub sku: Text,
        /// EAN.
        pub ean: Text,
        /// The product it is a variant of; 0 for none.
        pub parent_id: Int,
        /// 0 to 100, or −1 exempt (zw), −0.02 not subject (np), −0.03 reverse charge (oo).
        pub tax_rate: Decimal,
        /// Kilograms.
        pub weight: Decimal,
        /// Category; 0 for none.
        pub category_id: Int,
        /// Manufacturer; 0 for none.
        pub manufacturer_id: Int,
        /// Gross prices by price group.
        pub prices: Lenient<Map<Decimal>>,
        /// Pieces by key of warehouse; of a parent the sum of its variants.
        pub stock: Lenient<Map<Int>>,
        /// Reserved pieces by key of warehouse, contained in `stock`; absent where the catalogue reserves nothing.
        pub reservations: Lenient<Map<Int>>,
        /// `name`, `description` and others by key, and `features`.
        pub text_fields: Lenient<TextFields>,
        /// Tags.
        pub tags: Lenient<List<Text>>,
        /// Addresses of pictures by place; see [`ProductData::pictures`].
        pub images: Lenient<Map<Text>>,
        /// The product in connected shops and wholesalers, by key of storage (`shop_2334`).
        pub links: Lenient<Map<Link>>,
        /// Variants by id.
        pub variants: Lenient<Map<Variant>>,
    }
}

impl ProductData {
    /// The addresses of its pictures in order. Places come from 0 or from 1 and have gaps, so that only their order
    /// says something; an address may be BaseLinker's own instead of the one that was sent.
    pub fn pictures(&self) -> Vec<&str> {
        let images = self.images.known().map_or(&[][..], |images| &images.0);
        let mut placed: Vec<(u64, &str)> = images
            .iter()
            .map(|(place, address)| (place.parse().unwrap_or(u64::MAX), address.text()))
            .filter(|(_, address)| !address.is_empty())
            .collect();
        placed.sort_by_key(|(place, _)| *place);
        placed.into_iter().map(|(_, address)| address).collect()
    }
}

record! {
    /// A product as another storage knows it.
    pub struct Link {
        /// The storage's id of the product.
        pub product_id: Text,
        /// The storage's id of the variant; 0 for none.
        pub variant_id: Text,
    }
}

record! {
    /// A variant inside its parent; its rate and weight stand only in its own data.
    pub struct Variant {
        /// Name.
        pub name: Text,
        /// SKU; not unique.
        pub sku: Text,
        /// EAN.
        pub ean: Text,
        /// Gross prices by price group.
        pub prices: Lenient<Map<Decimal>>,
        /// Pieces by key of warehouse.
        pub stock: Lenient<Map<Int>>,
    }
}

record! {
    /// A product of getInventoryProductsStock.
    pub struct ProductStock {
        /// Pieces by key of warehouse; of a parent the sum of its variants.
        pub stock: Lenient<Map<Int>>,
        /// Reserved pieces by key of warehouse; absent where the catalogue reserves nothing.
        pub reservations: Lenient<Map<Int>>,
        /// Pieces of variants: by id, then by key of warehouse.
        pub variants: Lenient<Map<Map<Int>>>,
        /// Reserved pieces of variants, likewise.
        pub variant_reservations: Lenient<Map<Map<Int>>>,
    }
}

record! {
    /// A product of getInventoryProductsPrices.
    pub struct ProductPrices {
        /// Gross prices by price group.
        pub prices: Lenient<Map<Decimal>>,
        /// Gross prices of variants: by id, then by price group.
        pub variants: Lenient<Map<Map<Decimal>>>,
    }
}

/// Which products to list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProductsFilter {
    /// The catalogue.
    pub inventory_id: i64,
    /// Page, from 1.
    pub page: u32,
    /// Always by id, so that pages do not overlap.
    filter_sort: &'static str,
    /// Variants come as products of their own.
    include_variants: bool,
    /// With this SKU.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter_sku: Option<String>,
    /// With this EAN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter_ean: Option<String>,
}

impl ProductsFilter {
    /// A page of all products and variants of a catalogue, by id.
    pub fn page(inventory_id: i64, page: u32) -> Self {
        Self {
            inventory_id,
            page,
            filter_sort: "id ASC",
            include_variants: true,
            filter_sku: None,
            filter_ean: None,
        }
    }
}

/// getInventoryProductsList; a read.
struct GetInventoryProductsList<'a>(&'a ProductsFilter);

impl Method for GetInventoryProductsList<'_> {
    const NAME: &'static str = "getInventoryProductsList";
    type Class = Read;
    type Reply = Products<ListedProduct>;

    fn parameters(&self) -> String {
        super::parameters(self.0)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Self::Reply, Shape> {
        products(reply)
    }
}

/// getInventoryProductsData; a read.
#[derive(Serialize)]
struct GetInventoryProductsData<'a> {
    inventory_id: i64,
    products: &'a [i64],
}

impl Method for GetInventoryProductsData<'_> {
    const NAME: &'static str = "getInventoryProductsData";
    type Class = Read;
    type Reply = Products<ProductData>;

    fn parameters(&self) -> String {
        super::parameters(self)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Self::Reply, Shape> {
        products(reply)
    }
}

/// getInventoryProductsStock; a read.
#[derive(Serialize)]
struct GetInventoryProductsStock {
    inventory_id: i64,
    page: u32,
}

impl Method for GetInventoryProductsStock {
    const NAME: &'static str = "getInventoryProductsStock";
    type Class = Read;
    type Reply = Products<ProductStock>;

    fn parameters(&self) -> String {
        super::parameters(self)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Self::Reply, Shape> {
        products(reply)
    }
}

/// getInventoryProductsPrices; a read.
#[derive(Serialize)]
struct GetInventoryProductsPrices {
    inventory_id: i64,
    page: u32,
}

impl Method for GetInventoryProductsPrices {
    const NAME: &'static str = "getInventoryProductsPrices";
    type Class = Read;
    type Reply = Products<ProductPrices>;

    fn parameters(&self) -> String {
        super::parameters(self)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Self::Reply, Shape> {
        products(reply)
    }
}

fn products<T: FromWire + DeserializeOwned>(reply: &Reply<'_>) -> Result<Products<T>, Shape> {
    let products: Map<Lenient<T>> = reply.own("products")?;
    let numbered = products
        .0
        .into_iter()
        .map(|(key, product)| match i64::from_wire(&key) {
            Lenient::Known(id) => Ok((id, product)),
            _ => Err(Shape::Key("products")),
        });
    numbered.collect()
}

impl Account<'_> {
    /// getInventoryProductsList, a read: one page, at most [`LISTED`] products. The end is the first page that is
    /// empty or brings no new id.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub fn get_inventory_products_list(
        &self,
        filter: &ProductsFilter,
    ) -> Result<Products<ListedProduct>, ApiError> {
        self.read(&GetInventoryProductsList(filter))
    }

    /// getInventoryProductsData, a read: details of these products; unknown ids are left out. No limit is documented;
    /// 100 to 200 ids a call are in use elsewhere.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub fn get_inventory_products_data(
        &self,
        inventory_id: i64,
        products: &[i64],
    ) -> Result<Products<ProductData>, ApiError> {
        self.read(&GetInventoryProductsData {
            inventory_id,
            products,
        })
    }

    /// getInventoryProductsStock, a read: one page from 1, keyed by parents, variants within. The end is the first page
    /// that is empty or brings no new id.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub fn get_inventory_products_stock(
        &self,
        inventory_id: i64,
        page: u32,
    ) -> Result<Products<ProductStock>, ApiError> {
        self.read(&GetInventoryProductsStock { inventory_id, page })
    }

    /// getInventoryProductsPrices, a read: one page from 1, keyed by parents, variants within. The end is the first page
    /// that is empty or brings no new id.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub fn get_inventory_products_prices(
        &self,
        inventory_id: i64,
        page: u32,
    ) -> Result<Products<ProductPrices>, ApiError> {
        self.read(&GetInventoryProductsPrices { inventory_id, page })
    }
}
