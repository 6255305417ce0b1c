//! Receipts of the account, with every field of `getReceipts`.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::lenient;
use super::order::Order;

/// A receipt as BaseLinker keeps it. Field names are the API's; money is gross in the currency of the order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Receipt {
    /// Id; 0 in a world file or in `put_receipt` means: give the next free one.
    pub receipt_id: u64,
    /// Series.
    pub series_id: u64,
    /// Full number; empty in a world file or in `put_receipt` means: by the series' format.
    pub receipt_full_nr: String,
    /// Number within year and month; 0 means: the next one of its series. `getReceipts` does not send it.
    pub sub_id: u64,
    /// Month of numbering; 0 = numbered by the year. See `year`.
    pub month: i64,
    /// Year of numbering; 0 means: year and month of `date_add`. `getReceipts` does not send it.
    pub year: i64,
    /// Order; 0 = none. The order may be gone.
    pub order_id: u64,
    /// Unix seconds; 0 means: now.
    pub date_add: i64,
    /// Name of the payment method, up to 30 characters.
    pub payment_method: String,
    /// Buyer's tax number as typed.
    pub nip: String,
    /// Lines; delivery, if it is on the receipt, is one of them.
    pub products: Vec<ReceiptItem>,
}

/// A line of a receipt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReceiptItem {
    /// Name.
    pub name: String,
    /// Gross price of a piece.
    #[serde(with = "lenient::decimal")]
    pub price_brutto: Decimal,
    /// Per cent; below 0 = no rate (exempt, not subject, reverse charge).
    #[serde(with = "lenient::decimal")]
    pub tax_rate: Decimal,
    /// Pieces.
    pub quantity: i64,
    /// SKU.
    pub sku: String,
    /// EAN.
    pub ean: String,
}

impl Default for ReceiptItem {
    fn default() -> Self {
        Self {
            name: String::new(),
            price_brutto: Decimal::ZERO,
            tax_rate: Decimal::from(23),
            quantity: 1,
            sku: String::new(),
            ean: String::new(),
        }
    }
}

impl Receipt {
    /// The receipt of an order in a series: its lines, and its delivery as one more at 23 %; no tax number.
    pub fn of(order: &Order, series_id: u64) -> Self {
        let lines = order.products.iter().map(|line| ReceiptItem {
            name: line.name.clone(),
            price_brutto: line.price_brutto,
            tax_rate: line.tax_rate,
            quantity: line.quantity,
            sku: line.sku.clone(),
            ean: line.ean.clone(),
        });
        let delivery = (!order.delivery_price.is_zero()).then(|| ReceiptItem {
            name: format!("Dostawa: {}", order.delivery_method),
            price_brutto: order.delivery_price,
            ..ReceiptItem::default()
        });
        Self {
            series_id,
            order_id: order.order_id,
            payment_method: order.payment_method.chars().take(30).collect(),
            products: lines.chain(delivery).collect(),
            ..Self::default()
        }
    }
}
