//! setOrderStatus: moves an order to a status.

use serde::Serialize;

use super::reply::{Reply, Shape};
use super::{Account, ApiError, Method};
use crate::net::Outcome;
use crate::net::retry::Set;

/// setOrderStatus; sets a value, so that sending it twice is sending it once.
#[derive(Serialize)]
pub(super) struct SetOrderStatus {
    pub(super) order_id: i64,
    pub(super) status_id: i64,
}

impl Method for SetOrderStatus {
    const NAME: &'static str = "setOrderStatus";
    type Class = Set;
    type Reply = ();

    fn parameters(&self) -> String {
        super::parameters(self)
    }

    /// The reply has no key of its own but `status`.
    fn read(&self, _: &Reply<'_>) -> Result<(), Shape> {
        Ok(())
    }
}

impl Account<'_> {
    /// setOrderStatus, a write: moves an order to a status of getOrderStatusList. Sent again where the first try was
    /// lost, and may be repeated by the caller after [`Outcome::InDoubt`]; a status that a person sets in between is
    /// then overwritten. An error whose code nobody knows, such as for an order that is gone, is in doubt, too.
    pub fn set_order_status(&self, order_id: i64, status_id: i64) -> Outcome<(), ApiError> {
        self.set(&SetOrderStatus {
            order_id,
            status_id,
        })
    }
}
