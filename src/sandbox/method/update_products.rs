//! `updateInventoryProductsPrices`, `updateInventoryProductsStock`.

use super::levels::{Effect, set_prices, set_stock};
use super::shelf::known_inventory;
use super::warning::Warning;
use super::{ApiError, Parameters, World, Writer};
use crate::sandbox::catalog::Inventory;
use crate::sandbox::product::Product;
use crate::sandbox::unknowns::{BatchSize, Counter, Unknowns};

/// Most products of a call.
const BATCH: usize = 1000;

type SetLevels = fn(&mut Product, &Inventory, &Parameters<'_>, &Unknowns) -> Effect;

pub(super) fn prices(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    run(world, parameters, writer, set_prices)
}

pub(super) fn stock(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    run(world, parameters, writer, set_stock)
}

/// What can be written is; the rest stands in `warnings`.
fn run(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
    set: SetLevels,
) -> Result<String, ApiError> {
    let inventory = known_inventory(world, parameters)?.clone();
    let unknowns = world.unknowns();
    let products = parameters.object("products");
    let keys: Vec<&str> = products.iter().flat_map(Parameters::keys).collect();
    if keys.len() > BATCH && unknowns.batch_size == BatchSize::Refused {
        return Err(ApiError::new(
            "ERROR_BAD_PARAMETERS",
            format!("More than {BATCH} products"),
        ));
    }
    let mut counter = 0_u64;
    let mut warnings = Vec::new();
    for key in keys.into_iter().take(BATCH) {
        let Some(levels) = products.as_ref().and_then(|all| all.object(key)) else {
            continue;
        };
        let mut effect = Effect::default();
        let id = key.parse().unwrap_or(0);
        let here = |product: &Product| product.inventory_id == inventory.inventory_id;
        if world.product(id).is_some_and(here) {
            world.edit_product(id, |product| {
                effect = set(product, &inventory, &levels, &unknowns);
            });
        } else {
            effect.refused.push(Warning::NoProduct);
        }
        counter += u64::from(match unknowns.counter {
            Counter::Accepted => effect.accepted,
            Counter::Changed => effect.changed,
        });
        if !effect.refused.is_empty() {
            let text = Warning::texts(&effect.refused, unknowns.warning_text);
            warnings.push((key.to_owned(), text));
        }
    }
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.int("counter", counter);
        answer.texts_or_empty("warnings", &warnings);
    }))
}
