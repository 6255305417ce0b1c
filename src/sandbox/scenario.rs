//! Ready-made accounts.

mod account;

pub(crate) use account::{price_groups, sources, statuses, warehouses};

use super::world::World;

/// Names of the scenarios that [`scenario`] knows.
pub const SCENARIOS: [&str; 1] = ["empty"];

/// A ready-made account by name, as of `now` (Unix seconds); `None` if there is none of that name.
pub fn scenario(name: &str, seed: u64, now: i64) -> Option<World> {
    match name {
        "empty" => Some(World::new(seed, now)),
        _ => None,
    }
}
