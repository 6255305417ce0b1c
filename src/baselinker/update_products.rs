//! updateInventoryProductsPrices and …Stock: prices and pieces of many products at once.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::amount::Prices;
use super::reply::{Reply, Shape};
use super::wire::Int;
use super::{Account, ApiError, Leave, Method, warnings};
use crate::net::Outcome;
use crate::net::retry::Set;

/// Most products of a call of updateInventoryProductsPrices or …Stock (their official pages). What more of them do is
/// unknown: the caller has to split.
pub const WRITTEN: usize = 1000;

/// Pieces by product or variant, then by key of warehouse (`bl_8801`).
pub type StockByProduct = BTreeMap<i64, BTreeMap<String, i64>>;
/// Gross prices by product or variant, then by price group.
pub type PricesByProduct = BTreeMap<i64, BTreeMap<i64, Decimal>>;

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Products written, by BaseLinker's count; whether ones that stay the same count is unknown.
    pub counter: i64,
    /// Products of which something was refused, and why; such a call is a success all the same.
    pub warnings: BTreeMap<i64, String>,
}

fn written(reply: &Reply<'_>) -> Result<Written, Shape> {
    let counter: Int = reply.own("counter")?;
    Ok(Written {
        counter: counter.into_known().ok_or(Shape::Field("counter"))?,
        warnings: warnings::by_product(reply)?,
    })
}

/// updateInventoryProductsPrices; sets values.
#[derive(Serialize)]
struct UpdateInventoryProductsPrices<'a> {
    inventory_id: i64,
    #[serde(serialize_with = "by_product")]
    products: &'a PricesByProduct,
}

fn by_product<S: Serializer>(products: &PricesByProduct, to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(products.iter().map(|(id, prices)| (id, Prices(prices))))
}

impl Method for UpdateInventoryProductsPrices<'_> {
    const NAME: &'static str = "updateInventoryProductsPrices";
    type Class = Set;
    type Reply = Written;

    fn parameters(&self) -> String {
        super::parameters(self)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Written, Shape> {
        written(reply)
    }
}

/// updateInventoryProductsStock; sets values.
#[derive(Serialize)]
struct UpdateInventoryProductsStock<'a> {
    inventory_id: i64,
    products: &'a StockByProduct,
}

impl Method for UpdateInventoryProductsStock<'_> {
    const NAME: &'static str = "updateInventoryProductsStock";
    type Class = Set;
    type Reply = Written;

    fn parameters(&self) -> String {
        super::parameters(self)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Written, Shape> {
        written(reply)
    }
}

impl Account<'_> {
    /// updateInventoryProductsPrices, a write: sets gross prices, sent with two places, of at most [`WRITTEN`] products
    /// or variants; groups that are not named stay. Sent again where the first try was lost. Groups computed from
    /// another one are not to be written.
    pub fn update_prices(
        &self,
        inventory_id: i64,
        products: &PricesByProduct,
    ) -> Outcome<Written, ApiError> {
        self.set(&UpdateInventoryProductsPrices {
            inventory_id,
            products,
        })
    }

    /// updateInventoryProductsStock, a write: sets the pieces, counted absolutely, of at most [`WRITTEN`] products or
    /// variants in warehouses of the kind `bl`. Sent once: by a second try BaseLinker may have sold some, and the old
    /// level would bring them back. After [`Outcome::InDoubt`] the caller reads them and writes anew.
    pub fn update_stock(
        &self,
        leave: Leave,
        inventory_id: i64,
        products: &StockByProduct,
    ) -> Outcome<Written, ApiError> {
        self.write_now(
            leave,
            &UpdateInventoryProductsStock {
                inventory_id,
                products,
            },
        )
    }

    /// Leave to call [`Account::update_stock`] at once.
    ///
    /// # Errors
    /// See [`Account::leave`].
    pub fn leave_to_update_stock(&self) -> Result<Leave, ApiError> {
        self.leave(UpdateInventoryProductsStock::NAME)
    }
}
