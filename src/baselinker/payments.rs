//! getOrderPaymentsHistory: the payments of one order.

use serde::Serialize;

use super::reply::{Reply, Shape};
use super::wire::{Decimal, Int, List, Text, record};
use super::{Account, ApiError, Method};
use crate::net::retry::Read;

record! {
    /// A change of what is paid for an order (`reference/baselinker-api.md` §2.7). Money is in major units of `currency`.
    pub struct Payment {
        /// Paid before the change.
        pub paid_before: Decimal,
        /// Paid after it: less than before where money was given back.
        pub paid_after: Decimal,
        /// What the order cost then.
        pub total_price: Decimal,
        /// Unix second.
        pub date: Int,
        /// Three letters.
        pub currency: Text,
    }
}

/// getOrderPaymentsHistory; a read.
#[derive(Serialize)]
pub(super) struct GetOrderPaymentsHistory {
    pub(super) order_id: i64,
    /// `false`, the API's default, leaves out entries without an external payment id.
    pub(super) show_full_history: bool,
}

impl Method for GetOrderPaymentsHistory {
    const NAME: &'static str = "getOrderPaymentsHistory";
    type Class = Read;
    type Reply = Vec<Payment>;

    fn parameters(&self) -> String {
        super::parameters(self)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Vec<Payment>, Shape> {
        let payments: List<Payment> = reply.own("payments")?;
        Ok(payments.0)
    }
}

impl Account<'_> {
    /// getOrderPaymentsHistory, a read: every change of what is paid for the order, in the order of the reply.
    ///
    /// # Errors
    /// See [`ApiError`]. How BaseLinker answers for an order that does not exist is not known.
    pub fn get_order_payments(&self, order_id: i64) -> Result<Vec<Payment>, ApiError> {
        self.read(&GetOrderPaymentsHistory {
            order_id,
            show_full_history: true,
        })
    }
}
