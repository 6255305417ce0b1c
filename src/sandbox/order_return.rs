//! Returns of goods, with every field of `getOrderReturns` whose form has been seen.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::lenient;
use super::order::{Order, OrderLine};

/// A return as BaseLinker keeps it. Field names are the API's; money is in major units of `currency`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrderReturn {
    /// Id, in a space of its own; 0 in a world file or in `put_return` means: give the next free one.
    pub return_id: u64,
    /// Order whose goods come back; 0 = none. The order may be gone.
    pub order_id: u64,
    /// Number in the connected shop; 0 or −1 = none.
    pub shop_order_id: i64,
    /// Number on the marketplace; empty = none.
    pub external_order_id: String,
    /// Number of the return on the marketplace; empty = none.
    pub reference_number: String,
    /// `personal`, or a marketplace code.
    pub order_return_source: String,
    /// Account of the source.
    pub order_return_source_id: u64,
    /// Present status, from the list for returns.
    pub status_id: u64,
    /// Unix seconds; 0 means: now.
    pub date_add: i64,
    /// Unix seconds; 0 means: as `date_add`.
    pub date_in_status: i64,
    /// Buyer's login on the source.
    pub user_login: String,
    /// Three letters.
    pub currency: String,
    /// Given back so far.
    #[serde(with = "lenient::decimal")]
    pub refunded: Decimal,
    /// Buyer's e-mail.
    pub email: String,
    /// Buyer's telephone.
    pub phone: String,
    /// Gross.
    #[serde(with = "lenient::decimal")]
    pub delivery_price: Decimal,
    /// First built-in extra field.
    pub extra_field_1: String,
    /// Second built-in extra field.
    pub extra_field_2: String,
    /// Seller's note.
    pub admin_comments: String,
    /// Courier of the parcel that comes back.
    pub delivery_package_module: String,
    /// Number of the parcel that comes back.
    pub delivery_package_nr: String,
    /// The lines that come back.
    pub products: Vec<ReturnLine>,
    /// Where money is to go: account's owner or number as typed.
    pub refund_account_number: String,
    /// IBAN.
    pub refund_iban: String,
    /// SWIFT.
    pub refund_swift: String,
    /// 0 active, 5 accepted, 1 done, 2 cancelled.
    pub fulfillment_status: u8,
}

/// One line of an [`OrderReturn`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReturnLine {
    /// Line id; 0 in a world file or in `put_return` means: give the next free one.
    pub order_return_product_id: u64,
    /// `db` (BaseLinker's catalogue), `shop` or `warehouse`.
    pub storage: String,
    /// For `db` the inventory's id.
    pub storage_id: u64,
    /// Product's (or variant's own) id as text; empty = not linked.
    pub product_id: String,
    /// Empty or `0` for catalogue goods.
    pub variant_id: String,
    /// Name at the time of the order.
    pub name: String,
    /// SKU at the time of the order.
    pub sku: String,
    /// EAN at the time of the order.
    pub ean: String,
    /// Shelf.
    pub location: String,
    /// Warehouse, without prefix; 0 = unknown.
    pub warehouse_id: u64,
    /// Marketplace offer; `0` = none.
    pub auction_id: String,
    /// Variant's attributes as text.
    pub attributes: String,
    /// Gross price of one piece.
    #[serde(with = "lenient::decimal")]
    pub price_brutto: Decimal,
    /// Per cent; −1 exempt, −0.02 outside VAT, −0.03 reverse charge.
    #[serde(with = "lenient::decimal")]
    pub tax_rate: Decimal,
    /// Pieces that come back.
    pub quantity: i64,
    /// Kilograms a piece.
    #[serde(with = "lenient::decimal")]
    pub weight: Decimal,
    /// Bundle out of which the line was split; 0 = none.
    pub bundle_id: u64,
    /// Status of the line; 0 = none.
    pub status_id: u64,
    /// Why it comes back; 0 = not told.
    pub return_reason_id: u64,
}

impl Default for OrderReturn {
    fn default() -> Self {
        Self {
            return_id: 0,
            order_id: 0,
            shop_order_id: 0,
            external_order_id: String::new(),
            reference_number: String::new(),
            order_return_source: "personal".into(),
            order_return_source_id: 0,
            status_id: 1001,
            date_add: 0,
            date_in_status: 0,
            user_login: String::new(),
            currency: "PLN".into(),
            refunded: Decimal::ZERO,
            email: String::new(),
            phone: String::new(),
            delivery_price: Decimal::ZERO,
            extra_field_1: String::new(),
            extra_field_2: String::new(),
            admin_comments: String::new(),
            delivery_package_module: String::new(),
            delivery_package_nr: String::new(),
            products: Vec::new(),
            refund_account_number: String::new(),
            refund_iban: String::new(),
            refund_swift: String::new(),
            fulfillment_status: 0,
        }
    }
}

impl Default for ReturnLine {
    fn default() -> Self {
        Self::of(&OrderLine::default(), 1)
    }
}

impl ReturnLine {
    /// So many pieces of a line of an order.
    pub fn of(line: &OrderLine, quantity: i64) -> Self {
        Self {
            order_return_product_id: 0,
            storage: line.storage.clone(),
            storage_id: line.storage_id,
            product_id: line.product_id.clone(),
            variant_id: line.variant_id.clone(),
            name: line.name.clone(),
            sku: line.sku.clone(),
            ean: line.ean.clone(),
            location: line.location.clone(),
            warehouse_id: line.warehouse_id,
            auction_id: line.auction_id.clone(),
            attributes: line.attributes.clone(),
            price_brutto: line.price_brutto,
            tax_rate: line.tax_rate,
            quantity,
            weight: line.weight,
            bundle_id: line.bundle_id,
            status_id: 0,
            return_reason_id: 0,
        }
    }
}

impl OrderReturn {
    /// The return of all that an order holds, active, nothing given back yet.
    pub fn of(order: &Order) -> Self {
        let lines = order.products.iter();
        Self {
            order_id: order.order_id,
            shop_order_id: order.shop_order_id,
            external_order_id: order.external_order_id.clone(),
            order_return_source: order.order_source.clone(),
            order_return_source_id: order.order_source_id,
            user_login: order.user_login.clone(),
            currency: order.currency.clone(),
            email: order.email.clone(),
            phone: order.phone.clone(),
            products: lines
                .map(|line| ReturnLine::of(line, line.quantity))
                .collect(),
            ..Self::default()
        }
    }
}
