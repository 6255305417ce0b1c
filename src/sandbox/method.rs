//! The API's methods, each as a function of world and parameters.

mod catalogs;
mod columns;
mod get_invoices;
mod get_journal_list;
mod get_order_returns;
mod get_orders;
mod get_receipts;
mod groups;
mod levels;
mod order_lists;
mod payments;
mod product_fields;
mod product_images;
mod products;
mod remake_orders;
mod shelf;
mod update_products;
mod warning;
mod write_invoices;
mod write_order_fields;
mod write_orders;
mod write_product;

pub(crate) use write_order_fields::country_name;

use super::json::Writer;
use super::parameters::Parameters;
use super::world::World;

/// An answer with `status: ERROR`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub(crate) code: String,
    pub(crate) message: String,
}

impl ApiError {
    pub(crate) fn new(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
        }
    }

    pub(crate) fn body(&self) -> String {
        Writer::new(None).document(|answer| {
            answer.text("status", "ERROR");
            answer.text("error_code", &self.code);
            answer.text("error_message", &self.message);
        })
    }
}

/// Carries out a method and writes its answer.
pub(crate) type Run = fn(&mut World, &Parameters<'_>, Writer) -> Result<String, ApiError>;

/// Every method that the sandbox knows, with the key that its answer must have.
const METHODS: [(&str, &str, Run); 34] = [
    ("getOrders", "orders", get_orders::run),
    ("getOrderStatusList", "statuses", order_lists::statuses),
    ("getOrderSources", "sources", order_lists::sources),
    ("getInventories", "inventories", catalogs::inventories),
    ("getInventoryWarehouses", "warehouses", catalogs::warehouses),
    (
        "getInventoryPriceGroups",
        "price_groups",
        catalogs::price_groups,
    ),
    ("getSeries", "series", get_invoices::series),
    ("getInvoices", "invoices", get_invoices::run),
    ("addInvoice", "invoice_id", write_invoices::add),
    ("addOrderInvoiceFile", "status", write_invoices::file),
    ("getInvoiceFile", "invoice", write_invoices::get_file),
    ("getReceipts", "receipts", get_receipts::run),
    ("getOrderReturns", "returns", get_order_returns::run),
    ("getJournalList", "logs", get_journal_list::run),
    ("getOrderPaymentsHistory", "payments", payments::history),
    ("getInventoryProductsList", "products", products::list),
    ("getInventoryProductsData", "products", products::data),
    ("getInventoryProductsStock", "products", products::stock),
    ("getInventoryProductsPrices", "products", products::prices),
    ("addInventoryProduct", "product_id", write_product::add),
    ("deleteInventoryProduct", "status", write_product::delete),
    (
        "updateInventoryProductsPrices",
        "counter",
        update_products::prices,
    ),
    (
        "updateInventoryProductsStock",
        "counter",
        update_products::stock,
    ),
    ("getInventoryCategories", "categories", groups::categories),
    ("addInventoryCategory", "category_id", groups::add_category),
    (
        "getInventoryManufacturers",
        "manufacturers",
        groups::manufacturers,
    ),
    (
        "addInventoryManufacturer",
        "manufacturer_id",
        groups::add_manufacturer,
    ),
    ("addOrder", "order_id", write_orders::add),
    ("setOrderStatus", "status", write_orders::set_status),
    ("setOrderPayment", "status", payments::set),
    ("setOrderFields", "status", write_order_fields::run),
    ("setOrdersMerge", "merged_order_id", remake_orders::merge),
    ("addOrderBySplit", "new_order_id", remake_orders::split),
    ("deleteOrders", "deleted_order_ids", remake_orders::delete),
];

/// The function of a method; an unknown, missing or unparsed method gives the same error.
pub(crate) fn find(method: &str) -> Result<Run, ApiError> {
    METHODS
        .iter()
        .find(|(name, _, _)| *name == method)
        .map(|(_, _, run)| *run)
        .ok_or_else(|| ApiError::new("ERROR_UNKNOWN_METHOD", "Unknown method"))
}

/// The key without which the method's answer has a wrong shape.
pub(crate) fn answer_key(method: &str) -> &'static str {
    METHODS
        .iter()
        .find(|(name, _, _)| *name == method)
        .map_or("orders", |(_, key, _)| *key)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
