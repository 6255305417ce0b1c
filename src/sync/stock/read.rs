//! Levels of named products, as BaseLinker has them now.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::baselinker::wire::Lenient;
use crate::baselinker::{Account, ProductData};
use crate::domain::stock::Reading;
use crate::net::Clock;
use crate::sync::crash;
use crate::sync::orders::PassError;

/// Products of one call (no limit is documented; 200 are in use elsewhere).
const PRODUCTS: usize = 200;

/// A product that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    /// When, by the clock since boot.
    pub(super) at: Duration,
    /// What was found.
    pub(super) found: Found,
}

/// What was found of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// Its levels by key of warehouse.
    Levels(BTreeMap<String, Reading>),
    /// A bundle, or a parent of variants: its level is that of others.
    OfOthers,
    /// BaseLinker does not know it.
    Gone,
    /// Its levels cannot be read.
    Odd,
}

impl Seen {
    /// The level in a warehouse.
    pub(super) fn reading(&self, place: &str) -> Option<Reading> {
        match &self.found {
            // An attached warehouse is always among them; no entry is unknown, not zero.
            Found::Levels(levels) => levels.get(place).copied(),
            Found::OfOthers | Found::Gone | Found::Odd => None,
        }
    }
}

/// Reads products, oldest reading first.
///
/// # Errors
/// Those of the calls.
pub(super) fn products(
    account: &Account<'_>,
    clock: &dyn Clock,
    inventory: i64,
    products: &[i64],
) -> Result<BTreeMap<i64, Seen>, PassError> {
    let mut all = BTreeMap::new();
    for chunk in products.chunks(PRODUCTS) {
        crash::point();
        let at = clock.boot();
        let rows = account.get_inventory_products_data(inventory, chunk)?;
        crash::point();
        let mut rows: BTreeMap<i64, Lenient<ProductData>> = rows.into_iter().collect();
        for product in chunk {
            let found = match rows.remove(product) {
                None => Found::Gone,
                Some(Lenient::Known(data)) => found(&data),
                Some(Lenient::Absent | Lenient::Odd(_)) => Found::Odd,
            };
            all.insert(*product, Seen { at, found });
        }
    }
    Ok(all)
}

fn found(data: &ProductData) -> Found {
    let has_variants = data.variants.known().is_some_and(|map| !map.0.is_empty());
    if data.is_bundle.known().copied().unwrap_or_default() || has_variants {
        return Found::OfOthers;
    }
    let mut levels: BTreeMap<String, Reading> = BTreeMap::new();
    let Lenient::Known(stock) = &data.stock else {
        return Found::Odd;
    };
    for (place, pieces) in &stock.0 {
        match pieces.known() {
            Some(pieces) => levels.entry(place.clone()).or_default().stock = *pieces,
            None => return Found::Odd,
        }
    }
    match &data.reservations {
        Lenient::Absent => {}
        Lenient::Odd(_) => return Found::Odd,
        Lenient::Known(reserved) => {
            for (place, pieces) in &reserved.0 {
                match pieces.known() {
                    Some(pieces) => levels.entry(place.clone()).or_default().reserved = *pieces,
                    None => return Found::Odd,
                }
            }
        }
    }
    Found::Levels(levels)
}
