//! `addOrder`, `setOrderStatus`.

use super::{ApiError, Parameters, World, Writer, write_order_fields};
use crate::sandbox::order::{Order, OrderLine};
use crate::sandbox::unknowns::PaidFlag;

/// The order comes confirmed at `date_add`, and takes its stock at once.
pub(super) fn add(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let status_id = known_status(world, parameters, "order_status_id")?;
    let mut order = Order {
        order_status_id: status_id,
        order_source_id: parameters.positive("custom_source_id").unwrap_or(0),
        date_add: parameters
            .int("date_add")
            .filter(|at| *at > 0)
            .unwrap_or(world.now()),
        currency: parameters.text("currency").unwrap_or_default(),
        delivery_country: String::new(),
        delivery_country_code: String::new(),
        ..Order::default()
    };
    write_order_fields::apply(&mut order, parameters, world.unknowns().long_text)?;
    for line in parameters.records("products") {
        order.products.push(read_line(world, &line));
    }
    if parameters.flag("paid") && world.unknowns().paid_flag == PaidFlag::FullPayment {
        order = order.paid();
    }
    let id = world.place_order(order);
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.int("order_id", id);
    }))
}

pub(super) fn set_status(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let order_id = known_order(world, parameters)?;
    let status_id = known_status(world, parameters, "status_id")?;
    world.set_status(order_id, status_id);
    Ok(success(writer))
}

pub(super) fn success(writer: Writer) -> String {
    writer.document(|answer| answer.text("status", "SUCCESS"))
}

pub(super) fn known_order(world: &World, parameters: &Parameters<'_>) -> Result<u64, ApiError> {
    let id = parameters.positive("order_id").unwrap_or(0);
    match world.order(id) {
        Some(_) => Ok(id),
        None => Err(no_order(id)),
    }
}

pub(super) fn no_order(id: u64) -> ApiError {
    ApiError::new("ERROR_ORDER_ID", format!("No order with id {id}"))
}

fn known_status(world: &World, parameters: &Parameters<'_>, key: &str) -> Result<u64, ApiError> {
    let id = parameters.positive(key).unwrap_or(0);
    if world.statuses.iter().any(|status| status.id == id) {
        Ok(id)
    } else {
        Err(ApiError::new(
            "ERROR_STATUS_ID",
            format!("No status with id {id}"),
        ))
    }
}

fn read_line(world: &World, line: &Parameters<'_>) -> OrderLine {
    let text = |key: &str| line.text(key).unwrap_or_default();
    let (storage, storage_id) = read_storage(line);
    let inventory = world
        .inventories
        .iter()
        .find(|inventory| inventory.inventory_id == storage_id);
    let default_warehouse = inventory
        .map_or("bl_0", |inventory| inventory.default_warehouse.as_str())
        .split_once('_')
        .unwrap_or(("bl", "0"));
    let warehouse_id = line.positive("warehouse_id");
    let kind = world
        .warehouses
        .iter()
        .find(|warehouse| Some(warehouse.warehouse_id) == warehouse_id)
        .map_or(default_warehouse.0, |warehouse| &warehouse.warehouse_type);
    OrderLine {
        storage,
        storage_id,
        product_id: text("product_id"),
        variant_id: text("variant_id"),
        name: text("name"),
        attributes: text("attributes"),
        sku: text("sku"),
        ean: text("ean"),
        location: text("location"),
        warehouse_id: warehouse_id.unwrap_or(default_warehouse.1.parse().unwrap_or(0)),
        warehouse_type: kind.to_owned(),
        price_brutto: line.decimal("price_brutto").unwrap_or_default(),
        tax_rate: line.decimal("tax_rate").unwrap_or_default(),
        quantity: line.int("quantity").unwrap_or(0),
        weight: line.decimal("weight").unwrap_or_default(),
        ..OrderLine::default()
    }
}

/// `storage` and `storage_id`, or `storage_id: "bl_3101"` alone; read back as `db` and the number.
fn read_storage(line: &Parameters<'_>) -> (String, u64) {
    let id = line.text("storage_id").unwrap_or_default();
    let (prefix, number) = id.split_once('_').unwrap_or(("", &id));
    let storage = match line.filter("storage") {
        Some(storage) => storage,
        None if prefix == "shop" || prefix == "warehouse" => prefix.to_owned(),
        None => "db".to_owned(),
    };
    (storage, number.parse().unwrap_or(0))
}
