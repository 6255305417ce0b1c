//! One return and its lines, as getOrderReturns gives them.

use crate::baselinker::number_of;
use crate::baselinker::reply::Shape;
use crate::baselinker::wire::{Decimal, Int, List, Text, record};

/// A return of goods (`reference/baselinker-api.md` §2.26). Money is gross in major units of `currency`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderReturn {
    /// BaseLinker's id; ids of returns are a space of their own.
    pub id: i64,
    /// The order whose goods come back; `None` where it has none.
    pub order_id: Option<i64>,
    /// Unix second of its making; `None` where the reply does not say.
    pub date_add: Option<i64>,
    /// Status in the panel, see getOrderReturnStatusList; not one of the statuses of orders.
    pub status_id: Int,
    /// How far it has come.
    pub fulfillment: Fulfillment,
    /// Amount given back so far.
    pub refunded: Decimal,
    /// Three letters.
    pub currency: Text,
    /// The lines that come back.
    pub products: Vec<ReturnedLine>,
}

/// How far a return has come (`fulfillment_status` of getOrderReturns).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fulfillment {
    /// 0: under way.
    Active,
    /// 5: accepted.
    Accepted,
    /// 1: done.
    Done,
    /// 2: cancelled.
    Cancelled,
    /// Anything else, as sent; `""` when the reply does not say.
    Other(String),
}

impl Fulfillment {
    fn of(field: &Int) -> Self {
        match field {
            Int::Known(0) => Self::Active,
            Int::Known(5) => Self::Accepted,
            Int::Known(1) => Self::Done,
            Int::Known(2) => Self::Cancelled,
            Int::Known(other) => Self::Other(other.to_string()),
            Int::Absent => Self::Other(String::new()),
            Int::Odd(text) => Self::Other(text.to_string()),
        }
    }
}

record! {
    /// A line of a return. It does not name the line of the order that it came from.
    pub struct ReturnedLine {
        /// The line's id.
        pub order_return_product_id: Int,
        /// Product of the catalogue; a variant's own id for a variant; absent when the line is not linked.
        pub product_id: Text,
        /// Name of the product.
        pub name: Text,
        /// SKU.
        pub sku: Text,
        /// Gross price of a piece.
        pub price_brutto: Decimal,
        /// 0 to 100, or −1 exempt (zw), −0.02 not subject (np), −0.03 reverse charge (oo).
        pub tax_rate: Decimal,
        /// Pieces that come back.
        pub quantity: Int,
    }
}

record! {
    /// A return as sent.
    pub(super) struct Row {
        return_id: Int,
        order_id: Int,
        date_add: Int,
        status_id: Int,
        fulfillment_status: Int,
        refunded: Decimal,
        currency: Text,
        products: List<ReturnedLine>,
    }
}

impl Row {
    /// # Errors
    /// No readable id, or an order or date that is there but cannot be read.
    pub(super) fn check(self) -> Result<OrderReturn, Shape> {
        let id = match self.return_id {
            Int::Known(id) if id > 0 => id,
            _ => {
                let (list, name) = ("returns", "return_id");
                return Err(Shape::RowId { list, name });
            }
        };
        let number = |field: &Int, name| number_of(field, ("returns", id), name);
        Ok(OrderReturn {
            id,
            order_id: number(&self.order_id, "order_id")?,
            date_add: number(&self.date_add, "date_add")?,
            status_id: self.status_id,
            fulfillment: Fulfillment::of(&self.fulfillment_status),
            refunded: self.refunded,
            currency: self.currency,
            products: self.products.0,
        })
    }
}
