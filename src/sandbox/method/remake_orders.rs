//! `setOrdersMerge`, `addOrderBySplit`, `deleteOrders`. All of their error codes are inventions.

use rust_decimal::Decimal;

use super::write_orders::{known_order, no_order};
use super::{ApiError, Parameters, World, Writer};

/// Most orders that a call of `deleteOrders` takes.
const DELETED: usize = 1000;

pub(super) fn merge(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let main = parameters.positive("main_order_id").unwrap_or(0);
    let mut others = parameters.ids("order_ids_to_merge").unwrap_or_default();
    others.sort_unstable();
    others.dedup();
    others.retain(|id| *id != main);
    if let Some(id) = [&[main], &others[..]]
        .concat()
        .into_iter()
        .find(|id| world.order(*id).is_none())
    {
        return Err(no_order(id));
    }
    if others.is_empty() {
        return Err(bad("order_ids_to_merge"));
    }
    let sum_delivery = parameters.flag("sum_delivery_costs");
    let merged = match parameters.text("merge_mode").as_deref() {
        Some("technical_merge") => world.merge_into_new(main, &others, sum_delivery),
        Some("into_main_order") => world.merge_into_main(main, &others, sum_delivery),
        _ => None,
    };
    let merged = merged.ok_or_else(|| bad("merge_mode"))?;
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.int("merged_order_id", merged);
    }))
}

pub(super) fn split(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let order_id = known_order(world, parameters)?;
    let records = parameters.records("items_to_split");
    let items: Vec<(u64, i64)> = records
        .iter()
        .map(|item| {
            let line = item.positive("order_product_id").unwrap_or(0);
            (line, item.int("quantity").unwrap_or(0))
        })
        .collect();
    let delivery = parameters
        .decimal("delivery_cost_to_split")
        .unwrap_or(Decimal::ZERO);
    let made = world
        .split_order(order_id, &items, delivery)
        .ok_or_else(|| bad("items_to_split"))?;
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.int("new_order_id", made);
    }))
}

/// Those that do not exist are left out of the answer.
pub(super) fn delete(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let mut ids = parameters.ids("order_ids").unwrap_or_default();
    if ids.len() > DELETED {
        return Err(bad("order_ids"));
    }
    ids.retain(|id| world.delete_order(*id).is_some());
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.list("deleted_order_ids", |list| {
            for id in ids {
                list.int(id);
            }
        });
    }))
}

fn bad(parameter: &str) -> ApiError {
    ApiError::new("ERROR_BAD_PARAMETERS", format!("Bad {parameter}"))
}
