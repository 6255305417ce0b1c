//! `getInventories`, `getInventoryWarehouses`, `getInventoryPriceGroups`.

use rust_decimal::Decimal;

use super::{ApiError, Parameters, World, Writer};

pub(super) fn inventories(
    world: &mut World,
    _: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.list("inventories", |list| {
            for inventory in &world.inventories {
                list.record(|row| {
                    row.int("inventory_id", inventory.inventory_id);
                    row.text("name", &inventory.name);
                    row.text("description", "");
                    row.list("languages", |list| list.text("pl"));
                    row.text("default_language", "pl");
                    row.list("price_groups", |list| {
                        for id in &inventory.price_groups {
                            list.int(*id);
                        }
                    });
                    row.int("default_price_group", inventory.default_price_group);
                    row.list("warehouses", |list| {
                        for key in &inventory.warehouses {
                            list.text(key);
                        }
                    });
                    row.text("default_warehouse", &inventory.default_warehouse);
                    row.flag("reservations", inventory.reservations);
                    row.flag("is_default", inventory.is_default);
                });
            }
        });
    }))
}

pub(super) fn warehouses(
    world: &mut World,
    _: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.list("warehouses", |list| {
            for warehouse in &world.warehouses {
                let own = warehouse.warehouse_type == "bl";
                list.record(|row| {
                    row.text("warehouse_type", &warehouse.warehouse_type);
                    row.int("warehouse_id", warehouse.warehouse_id);
                    row.int(
                        "internal_warehouse_id",
                        if own { warehouse.warehouse_id } else { 9100 },
                    );
                    row.text("name", &warehouse.name);
                    row.text_or_null("description", "");
                    row.flag("stock_edition", own);
                    row.flag("is_default", warehouse.is_default);
                    row.text("address", "");
                    row.text("postcode", "");
                    row.text("city", "");
                    row.text("country", &warehouse.country);
                });
            }
        });
    }))
}

pub(super) fn price_groups(
    world: &mut World,
    _: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.list("price_groups", |list| {
            for group in &world.price_groups {
                list.record(|row| {
                    row.int("price_group_id", group.price_group_id);
                    row.text("name", &group.name);
                    row.text_or_null("description", "");
                    row.text("currency", &group.currency);
                    row.flag("is_default", group.is_default);
                    row.text("price_group_type", "standard");
                    row.int("source_price_group_id", 0);
                    row.decimal("price_multiplier", Decimal::ZERO);
                    row.decimal("price_addition", Decimal::ZERO);
                    row.flag("is_bundle_price_calculated", false);
                    row.decimal("bundle_price_multiplier", Decimal::ZERO);
                    row.decimal("bundle_price_addition", Decimal::ZERO);
                });
            }
        });
    }))
}
