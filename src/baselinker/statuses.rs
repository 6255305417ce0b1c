//! getOrderStatusList: the account's statuses.

use super::reply::{Reply, Shape};
use super::wire::{Int, List, Text, record};
use super::{Account, ApiError, Method, id_of};
use crate::net::retry::Read;

/// A status of orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderStatus {
    /// BaseLinker's id.
    pub id: i64,
    /// Name in the panel; `""` when the reply does not say.
    pub name: String,
}

record! {
    struct Row {
        id: Int,
        name: Text,
    }
}

/// getOrderStatusList; a read.
struct GetOrderStatusList;

impl Method for GetOrderStatusList {
    const NAME: &'static str = "getOrderStatusList";
    type Class = Read;
    type Reply = Vec<OrderStatus>;

    fn parameters(&self) -> String {
        "{}".to_owned()
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Vec<OrderStatus>, Shape> {
        let rows: List<Row> = reply.own("statuses")?;
        rows.0
            .into_iter()
            .map(|row| {
                let id = id_of(&row.id, "statuses", "id")?;
                Ok(OrderStatus {
                    id,
                    name: row.name.into_known().unwrap_or_default(),
                })
            })
            .collect()
    }
}

impl Account<'_> {
    /// getOrderStatusList, a read: every status, in the panel's order.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub fn get_order_status_list(&self) -> Result<Vec<OrderStatus>, ApiError> {
        self.read(&GetOrderStatusList)
    }
}
