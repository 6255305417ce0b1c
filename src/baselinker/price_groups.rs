//! getInventoryPriceGroups: the account's price groups.

use super::reply::{Reply, Shape};
use super::wire::{Flag, Int, List, Text, record};
use super::{Account, ApiError, Method, id_of};
use crate::net::retry::Read;

/// A group of prices in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceGroup {
    /// BaseLinker's id.
    pub id: i64,
    /// Name in the panel; `""` when the reply does not say.
    pub name: String,
    /// Three letters; `""` when the reply does not say.
    pub currency: String,
    /// Whether it is the default one; `None` when the reply does not say.
    pub is_default: Option<bool>,
    /// The group its prices are computed from; such prices are not to be written.
    pub computed_from: Option<i64>,
}

record! {
    struct Row {
        price_group_id: Int,
        name: Text,
        currency: Text,
        is_default: Flag,
        source_price_group_id: Int,
    }
}

/// getInventoryPriceGroups; a read.
struct GetInventoryPriceGroups;

impl Method for GetInventoryPriceGroups {
    const NAME: &'static str = "getInventoryPriceGroups";
    type Class = Read;
    type Reply = Vec<PriceGroup>;

    fn parameters(&self) -> String {
        "{}".to_owned()
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Vec<PriceGroup>, Shape> {
        let rows: List<Row> = reply.own("price_groups")?;
        rows.0
            .into_iter()
            .map(|row| {
                Ok(PriceGroup {
                    id: id_of(&row.price_group_id, "price_groups", "price_group_id")?,
                    name: row.name.into_known().unwrap_or_default(),
                    currency: row.currency.into_known().unwrap_or_default(),
                    is_default: row.is_default.into_known(),
                    computed_from: row.source_price_group_id.into_known().filter(|id| *id != 0),
                })
            })
            .collect()
    }
}

impl Account<'_> {
    /// getInventoryPriceGroups, a read: every price group.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub fn get_inventory_price_groups(&self) -> Result<Vec<PriceGroup>, ApiError> {
        self.read(&GetInventoryPriceGroups)
    }
}
