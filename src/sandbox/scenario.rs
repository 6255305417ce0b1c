//! Ready-made accounts.

mod account;
mod bulk;
mod demo_shop;

pub(crate) use account::{price_groups, series, sources, statuses, warehouses};
pub use bulk::Bulk;

use super::world::World;

/// Names of the scenarios that [`scenario`] knows.
pub const SCENARIOS: [&str; 2] = ["demo-shop", "empty"];

/// A ready-made account by name, as of `now` (Unix seconds); `None` if there is none of that name.
pub fn scenario(name: &str, seed: u64, now: i64) -> Option<World> {
    match name {
        "demo-shop" => Some(demo_shop::world(seed, now)),
        "empty" => Some(World::new(seed, now)),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
