//! getOrderReturns: pages of the returns that stand in BaseLinker.

mod order_return;

pub use order_return::{Fulfillment, OrderReturn, ReturnedLine};

use serde::Serialize;

use self::order_return::Row;
use super::reply::{Reply, Shape};
use super::wire::List;
use super::{Account, ApiError, Method};
use crate::net::retry::Read;

/// Most returns a call of getOrderReturns returns (its official page: "max 100"); the next page begins with the highest
/// id + 1.
pub const RETURNS_PAGE: usize = 100;

/// Which returns to read; what is `None` does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReturnsFilter {
    /// Only those of this order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<i64>,
    /// Only this return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_id: Option<i64>,
    /// Made in or after this Unix second. In which order a page comes without `id_from` is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_from: Option<i64>,
    /// With ids from this one on, itself included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_from: Option<i64>,
}

/// getOrderReturns; a read.
struct GetOrderReturns<'a>(&'a ReturnsFilter);

impl Method for GetOrderReturns<'_> {
    const NAME: &'static str = "getOrderReturns";
    type Class = Read;
    type Reply = Vec<OrderReturn>;

    fn parameters(&self) -> String {
        super::parameters(self.0)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Vec<OrderReturn>, Shape> {
        let rows: List<Row> = reply.own("returns")?;
        rows.0.into_iter().map(Row::check).collect()
    }
}

impl Account<'_> {
    /// getOrderReturns, a read: one page, at most [`RETURNS_PAGE`] returns, in the order of the reply.
    ///
    /// # Errors
    /// See [`ApiError`]; one return without a readable id, order or date, or whose lines are no list of objects, fails
    /// the page, so that no order is taken for one without a return.
    pub fn get_order_returns(&self, filter: &ReturnsFilter) -> Result<Vec<OrderReturn>, ApiError> {
        self.read(&GetOrderReturns(filter))
    }
}
