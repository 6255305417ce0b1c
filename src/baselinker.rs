//! BaseLinker's methods, one typed function each, and their lenient wire types.

mod account;
mod counts;
mod error;
mod inventories;
mod invoices;
mod method;
mod order;
mod orders;
mod price_groups;
mod products;
mod reply;
mod series;
mod sources;
mod statuses;
mod warehouses;
pub mod wire;

pub use account::{Account, Pacing};
pub use counts::Counts;
pub use error::ApiError;
pub use inventories::Inventory;
pub use invoices::{INVOICES_PAGE, Invoice, InvoiceKind, InvoicesFilter};
pub use method::Method;
pub use order::{Order, OrderLine};
pub use orders::{OrdersFilter, PAGE, RawOrder, SourceFilter};
pub use price_groups::PriceGroup;
pub use products::{LISTED, ListedProduct, ProductData, ProductStock, ProductsFilter, Variant};
pub use reply::{Reply, Shape};
pub use series::{InvoiceSeries, SeriesKind};
pub use sources::OrderSource;
pub use statuses::OrderStatus;
pub use warehouses::Warehouse;

use serde::Serialize;

/// Arguments as the JSON text that goes into the form field `parameters`.
fn parameters<T: Serialize>(arguments: &T) -> String {
    serde_json::to_string(arguments).expect("arguments have text keys and no floats")
}

/// The id of a row without which the row means nothing.
fn id_of(field: &wire::Int, list: &str, name: &str) -> Result<i64, Shape> {
    field
        .known()
        .copied()
        .ok_or_else(|| Shape(format!("a row of `{list}` has no readable `{name}`")))
}

#[cfg(test)]
mod tests;
