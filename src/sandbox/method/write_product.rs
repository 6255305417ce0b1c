//! `addInventoryProduct`, `deleteInventoryProduct`.

use rust_decimal::{Decimal, RoundingStrategy};

use super::shelf::known_inventory;
use super::warning::Warning;
use super::write_orders::success;
use super::{ApiError, Parameters, World, Writer, levels, product_fields, product_images};
use crate::sandbox::catalog::Inventory;
use crate::sandbox::product::Product;
use crate::sandbox::unknowns::{DanglingId, EmptyMap};

/// Without an id another product each time, whatever its SKU; with one, only the fields sent are changed, and never the
/// parent. Unknown fields, `variants` among them, are ignored.
pub(super) fn add(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let inventory = known_inventory(world, parameters)?.clone();
    let unknowns = world.unknowns();
    let mut product = match parameters.int("product_id") {
        None | Some(0) => Product {
            id: world.free_product_id(),
            inventory_id: inventory.inventory_id,
            parent_id: parent(world, &inventory, parameters)?,
            tax_rate: Decimal::ZERO,
            ..Product::default()
        },
        Some(id) => present(world, &inventory, id)?.clone(),
    };
    product_fields::apply(&mut product, &inventory, parameters, unknowns.long_text)?;
    set_numbers(&mut product, parameters);
    let (category, manufacturer) = belongs(world, &inventory, parameters)?;
    product.category_id = category.unwrap_or(product.category_id);
    product.manufacturer_id = manufacturer.unwrap_or(product.manufacturer_id);
    let mut refused: Vec<(&str, Vec<Warning>)> = Vec::new();
    if let Some(prices) = parameters.object("prices") {
        let effect = levels::set_prices(&mut product, &inventory, &prices, &unknowns);
        refused.push(("prices", effect.refused));
    }
    if let Some(stock) = parameters.object("stock") {
        let effect = levels::set_stock(&mut product, &inventory, &stock, &unknowns);
        refused.push(("stock", effect.refused));
    }
    if let Some(images) = parameters.object("images") {
        let address = unknowns.image_address;
        let unseen = product_images::set(&mut product, &images, address);
        refused.push(("images", unseen));
    }
    refused.retain(|(_, warnings)| !warnings.is_empty());
    let id = world.put_product(product);
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.int("product_id", id);
        if refused.is_empty() {
            answer.absent("warnings");
            return;
        }
        answer.map("warnings", EmptyMap::Array, |map| {
            for (about, warnings) in &refused {
                map.text_entry(about, &Warning::texts(warnings, unknowns.warning_text));
            }
        });
    }))
}

pub(super) fn delete(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let id = parameters.int("product_id").unwrap_or(0);
    let deleted = u64::try_from(id)
        .ok()
        .and_then(|id| world.delete_product(id));
    deleted
        .map(|_| success(writer))
        .ok_or_else(|| no_product(id))
}

fn no_product(id: i64) -> ApiError {
    let message = format!("There is no product with id {id}");
    ApiError::new("ERROR_PRODUCT_ID", message)
}

fn present<'w>(world: &'w World, inventory: &Inventory, id: i64) -> Result<&'w Product, ApiError> {
    let product = u64::try_from(id).ok().and_then(|id| world.product(id));
    product
        .filter(|product| product.inventory_id == inventory.inventory_id)
        .ok_or_else(|| no_product(id))
}

/// A parent is a product of the same catalogue that is no variant itself.
fn parent(
    world: &World,
    inventory: &Inventory,
    parameters: &Parameters<'_>,
) -> Result<u64, ApiError> {
    let id = parameters.int("parent_id").unwrap_or(0);
    if id == 0 {
        return Ok(0);
    }
    match present(world, inventory, id) {
        Ok(product) if product.parent_id == 0 => Ok(product.id),
        _ => Err(ApiError::new(
            "ERROR_PARENT_ID",
            format!("No product with id {id} can have variants"),
        )),
    }
}

/// The category and manufacturer sent, if they are there.
fn belongs(
    world: &World,
    inventory: &Inventory,
    parameters: &Parameters<'_>,
) -> Result<(Option<u64>, Option<u64>), ApiError> {
    let category = |id: u64| {
        let place = world.category(id).map(|category| category.inventory_id);
        place.is_some_and(|place| place == 0 || place == inventory.inventory_id)
    };
    let manufacturer = |id: u64| world.manufacturer(id).is_some();
    Ok((
        belonging(world, parameters, "category_id", category)?,
        belonging(world, parameters, "manufacturer_id", manufacturer)?,
    ))
}

fn belonging(
    world: &World,
    parameters: &Parameters<'_>,
    key: &str,
    is_there: impl Fn(u64) -> bool,
) -> Result<Option<u64>, ApiError> {
    let Some(sent) = parameters.int(key) else {
        return Ok(None);
    };
    let id = u64::try_from(sent)
        .ok()
        .filter(|id| *id == 0 || is_there(*id));
    if id.is_none() && world.unknowns().dangling_id == DanglingId::Refused {
        let code = format!("ERROR_{}", key.to_ascii_uppercase());
        return Err(ApiError::new(&code, format!("No {key} {sent}")));
    }
    Ok(id)
}

fn set_numbers(product: &mut Product, parameters: &Parameters<'_>) {
    for (key, size) in [
        ("weight", &mut product.weight),
        ("height", &mut product.height),
        ("width", &mut product.width),
        ("length", &mut product.length),
    ] {
        if let Some(sent) = parameters.decimal(key) {
            *size = sent.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        }
    }
    if let Some(rate) = parameters.decimal("tax_rate").filter(is_rate) {
        product.tax_rate = rate;
    }
    let star = parameters
        .int("star")
        .and_then(|star| u8::try_from(star).ok());
    product.star = star.map_or(product.star, |star| star.min(5));
}

fn is_rate(rate: &Decimal) -> bool {
    let special = [
        Decimal::NEGATIVE_ONE,
        Decimal::new(-2, 2),
        Decimal::new(-3, 2),
    ];
    special.contains(rate) || (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(rate)
}
