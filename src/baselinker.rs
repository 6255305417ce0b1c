//! BaseLinker's methods, one typed function each, and their lenient wire types.

mod account;
mod add_product;
mod amount;
mod categories;
mod counts;
mod error;
mod inventories;
mod invoices;
mod journal;
mod manufacturers;
mod method;
mod order;
mod orders;
mod payments;
mod price_groups;
mod products;
mod receipts;
mod reply;
mod returns;
mod send_invoice;
mod series;
mod set_status;
mod sources;
mod statuses;
mod text_fields;
mod update_products;
mod warehouses;
mod warnings;
pub mod wire;

pub use account::{Account, Leave, Pacing};
pub use add_product::{
    Added, EAN_WIDTH, IMAGE_URL_WIDTH, IMAGES, Image, NAME_WIDTH, NewProduct, ProductChange,
    SKU_WIDTH, TextChange,
};
pub use categories::Category;
pub use counts::Counts;
pub use error::ApiError;
pub use inventories::Inventory;
pub use invoices::{INVOICES_PAGE, Invoice, InvoiceKind, InvoicesFilter};
pub use journal::JournalEntry;
pub use manufacturers::{MANUFACTURERS_PAGE, Manufacturer};
pub use method::Method;
pub use order::{Order, OrderLine};
pub use orders::{OrdersFilter, PAGE, RawOrder, SourceFilter};
pub use payments::Payment;
pub use price_groups::PriceGroup;
pub use products::{
    LISTED, Link, ListedProduct, ProductData, ProductPrices, ProductStock, ProductsFilter, Variant,
};
pub use receipts::{RECEIPTS_PAGE, Receipt, ReceiptsFilter};
pub use reply::{Reply, Shape};
pub use returns::{Fulfillment, OrderReturn, RETURNS_PAGE, ReturnedLine, ReturnsFilter};
pub use send_invoice::{INVOICE_FILE_SIZE, INVOICE_NUMBER_WIDTH};
pub use series::{InvoiceSeries, SeriesKind};
pub use sources::OrderSource;
pub use statuses::OrderStatus;
pub use text_fields::TextFields;
pub use update_products::{PricesByProduct, StockByProduct, WRITTEN, Written};
pub use warehouses::Warehouse;

use serde::Serialize;

/// Arguments as the JSON text that goes into the form field `parameters`.
fn parameters<T: Serialize>(arguments: &T) -> String {
    serde_json::to_string(arguments).expect("arguments have text keys and no floats")
}

/// The id of a row without which the row means nothing.
fn id_of(field: &wire::Int, list: &'static str, name: &'static str) -> Result<i64, Shape> {
    let id = field.known().copied();
    id.ok_or(Shape::RowId { list, name })
}

/// The id of what a call has made or changed, as the reply's own key.
fn id_in(reply: &Reply<'_>, name: &'static str) -> Result<i64, Shape> {
    match reply.own::<wire::Int>(name)? {
        wire::Int::Known(id) if id > 0 => Ok(id),
        _ => Err(Shape::Field(name)),
    }
}

/// A row by its list and id.
type RowName = (&'static str, i64);

/// The field of a row that is missing, or cannot be read.
fn field_of((list, id): RowName, name: &'static str) -> Shape {
    Shape::RowField { list, id, name }
}

/// A number of `row` that may be none: 0, −1 and nothing are BaseLinker's words for it.
fn number_of(field: &wire::Int, row: RowName, name: &'static str) -> Result<Option<i64>, Shape> {
    match field {
        wire::Int::Known(..=0) | wire::Int::Absent => Ok(None),
        wire::Int::Known(number) => Ok(Some(*number)),
        wire::Int::Odd(_) => Err(field_of(row, name)),
    }
}

#[cfg(test)]
mod tests;
