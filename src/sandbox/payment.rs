//! Changes of what is paid for an order, with every field of `getOrderPaymentsHistory`.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::lenient;

/// One change. Field names are the API's; money is in major units of `currency`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Payment {
    /// Paid before it.
    #[serde(with = "lenient::decimal")]
    pub paid_before: Decimal,
    /// Paid after it.
    #[serde(with = "lenient::decimal")]
    pub paid_after: Decimal,
    /// What the order cost then.
    #[serde(with = "lenient::decimal")]
    pub total_price: Decimal,
    /// Three letters.
    pub currency: String,
    /// Id at the payment operator; empty = none.
    pub external_payment_id: String,
    /// Unix seconds; 0 in `set_payment` means: now.
    pub date: i64,
    /// Comment, up to 30 characters.
    pub comment: String,
}
