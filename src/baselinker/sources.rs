//! getOrderSources: where the account's orders come from.

use super::reply::{Reply, Shape};
use super::wire::{FromWire, Int, Lenient, Map, Text};
use super::{Account, ApiError, Method};
use crate::net::retry::Read;

/// A source of orders. Ids are unique only within a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderSource {
    /// `personal`, `shop`, `order_return` or a marketplace's code.
    pub kind: String,
    /// Id within its kind; 0 is the default one.
    pub id: i64,
    /// Name in the panel; `""` when the reply does not say.
    pub name: String,
}

/// getOrderSources; a read.
struct GetOrderSources;

impl Method for GetOrderSources {
    const NAME: &'static str = "getOrderSources";
    type Class = Read;
    type Reply = Vec<OrderSource>;

    fn parameters(&self) -> String {
        "{}".to_owned()
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Vec<OrderSource>, Shape> {
        let kinds: Map<Map<Text>> = reply.own("sources")?;
        let mut sources = Vec::new();
        for (kind, of_kind) in kinds.0 {
            for (id, name) in of_kind.0 {
                let Lenient::Known(id) = read_id(&id) else {
                    return Err(Shape::Key("sources"));
                };
                sources.push(OrderSource {
                    kind: kind.clone(),
                    id,
                    name: name.into_known().unwrap_or_default(),
                });
            }
        }
        Ok(sources)
    }
}

/// Keys of JSON objects are texts; these are numbers.
fn read_id(key: &str) -> Int {
    i64::from_wire(key)
}

impl Account<'_> {
    /// getOrderSources, a read: every source of every kind.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub fn get_order_sources(&self) -> Result<Vec<OrderSource>, ApiError> {
        self.read(&GetOrderSources)
    }
}
