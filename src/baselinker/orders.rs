//! getOrders: pages of orders, each kept as its text and checked at once.

use serde::Serialize;
use serde_json::value::RawValue;

use super::order::Order;
use super::reply::{Reply, Shape};
use super::wire::{Flag, Int, List, record};
use super::{Account, ApiError, Method, field_of};
use crate::net::retry::Read;

/// Most orders a call of getOrders returns (its official page: "max 100 orders").
pub const PAGE: usize = 100;

/// Which orders to read; what is `None` does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OrdersFilter {
    /// Only this order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<i64>,
    /// Confirmed in or after this Unix second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_confirmed_from: Option<i64>,
    /// Made in or after this Unix second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_from: Option<i64>,
    /// With ids from this one on, itself included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_from: Option<i64>,
    /// Standing in this status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_id: Option<i64>,
    /// From this source.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceFilter>,
}

/// A kind of source, and one source of that kind where it is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceFilter {
    /// `shop`, `personal`, `allegro`…
    #[serde(rename = "filter_order_source")]
    pub kind: String,
    /// The source's id; 0 is a source too.
    #[serde(
        rename = "filter_order_source_id",
        skip_serializing_if = "Option::is_none"
    )]
    pub id: Option<i64>,
}

/// An order as it came: its text, and what a walk over pages has to know. Its form is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawOrder {
    /// BaseLinker's id.
    pub id: i64,
    /// Unix second of its making.
    pub date_add: Option<i64>,
    /// Unix second of its confirmation; `None` while it is not confirmed.
    pub date_confirmed: Option<i64>,
    /// Status; `None` when the reply does not say.
    pub status_id: Option<i64>,
    /// Whether the buyer has finished it; `None` when the reply does not say.
    pub confirmed: Option<bool>,
    /// The order's JSON text, as sent.
    pub json: Box<str>,
}

record! {
    /// What makes an order an order; the rest may be odd, field by field.
    struct Head {
        order_id: Int,
        date_add: Int,
        date_confirmed: Int,
        order_status_id: Int,
        confirmed: Flag,
        products: List<Line>,
    }
}

record! {
    /// A line must be an object; nothing more is asked of it here.
    struct Line {}
}

impl RawOrder {
    /// Checks the form of an order's JSON text.
    ///
    /// # Errors
    /// No object, no readable id, an unreadable date, or lines that are no list of objects.
    pub fn from_json(json: &str) -> Result<Self, Shape> {
        let head: Head = serde_json::from_str(json).map_err(|_| Shape::Row("orders"))?;
        let id = match head.order_id {
            Int::Known(id) if id > 0 => id,
            _ => {
                let (list, name) = ("orders", "order_id");
                return Err(Shape::RowId { list, name });
            }
        };
        let seconds = |field: &Int, name| match field {
            Int::Known(0) | Int::Absent => Ok(None),
            Int::Known(seconds) => Ok(Some(*seconds)),
            Int::Odd(_) => Err(field_of(("orders", id), name)),
        };
        Ok(Self {
            id,
            date_add: seconds(&head.date_add, "date_add")?,
            date_confirmed: seconds(&head.date_confirmed, "date_confirmed")?,
            status_id: head.order_status_id.into_known(),
            confirmed: head.confirmed.into_known(),
            json: json.into(),
        })
    }

    /// Reads every field.
    ///
    /// # Errors
    /// The text is no order; cannot happen to one that [`RawOrder::from_json`] let through.
    pub fn parse(&self) -> Result<Order, Shape> {
        let (list, id) = ("orders", self.id);
        serde_json::from_str(&self.json).map_err(|_| Shape::RowForm { list, id })
    }
}

/// getOrders; a read.
struct GetOrders<'a>(&'a OrdersFilter);

impl Method for GetOrders<'_> {
    const NAME: &'static str = "getOrders";
    type Class = Read;
    type Reply = Vec<RawOrder>;

    fn parameters(&self) -> String {
        super::parameters(self.0)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Vec<RawOrder>, Shape> {
        let orders: List<&RawValue> = reply.own("orders")?;
        let orders = orders
            .iter()
            .map(|raw| RawOrder::from_json(raw.get()))
            .collect::<Result<Vec<_>, _>>()?;
        let undated = self
            .0
            .date_confirmed_from
            .and(orders.iter().find(|order| order.date_confirmed.is_none()));
        match undated {
            Some(order) => Err(field_of(("orders", order.id), "date_confirmed")),
            None => Ok(orders),
        }
    }
}

impl Account<'_> {
    /// getOrders, a read: one page, at most [`PAGE`] orders, in the order of the reply. Unconfirmed orders
    /// are not asked for.
    ///
    /// # Errors
    /// See [`ApiError`]; one order without its form fails the page, so that no walk steps over it.
    pub fn get_orders(&self, filter: &OrdersFilter) -> Result<Vec<RawOrder>, ApiError> {
        self.read(&GetOrders(filter))
    }

    /// getOrders of one order, a read; `None` where there is none (any more).
    ///
    /// # Errors
    /// See [`ApiError`].
    pub fn get_order(&self, id: i64) -> Result<Option<RawOrder>, ApiError> {
        let filter = OrdersFilter {
            order_id: Some(id),
            ..OrdersFilter::default()
        };
        let orders = self.get_orders(&filter)?;
        Ok(orders.into_iter().find(|order| order.id == id))
    }
}
