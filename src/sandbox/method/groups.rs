//! `getInventoryCategories`, `addInventoryCategory`, `getInventoryManufacturers`, `addInventoryManufacturer`.

use super::shelf::known_inventory;
use super::{ApiError, Parameters, World, Writer, columns};
use crate::sandbox::catalog::{Category, Manufacturer};
use crate::sandbox::unknowns::{NameSort, SharedCategories};

/// Manufacturers of a page.
const PAGE: usize = 1000;
/// Width of a name in characters.
const NAME: usize = 200;

/// Those of a catalogue, or those that all catalogues share; unpaged.
pub(super) fn categories(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let inventory = named_inventory(world, parameters)?;
    let shared = world.unknowns().shared_categories == SharedCategories::Listed;
    let mut rows: Vec<&Category> = world
        .categories()
        .filter(|one| one.inventory_id == inventory || (shared && one.inventory_id == 0))
        .collect();
    if world.unknowns().name_sort == NameSort::ByName {
        rows.sort_by_key(|one| &one.name);
    }
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.list("categories", |list| {
            for category in rows {
                list.record(|row| {
                    row.int("category_id", category.category_id);
                    row.text("name", &category.name);
                    row.id_or_none("parent_id", category.parent_id);
                });
            }
        });
    }))
}

/// Without an id another category each time, whatever its name.
pub(super) fn add_category(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let mut category = match parameters.positive("category_id") {
        Some(id) => world
            .category(id)
            .cloned()
            .ok_or_else(|| no_row("ERROR_CATEGORY_ID", "category", id))?,
        None => Category::default(),
    };
    if parameters.get("inventory_id").is_some() || category.category_id == 0 {
        category.inventory_id = named_inventory(world, parameters)?;
    }
    if let Some(parent) = parameters.int("parent_id") {
        let known = u64::try_from(parent).ok();
        category.parent_id = known
            .filter(|id| *id == 0 || world.category(*id).is_some())
            .ok_or_else(|| no_row("ERROR_PARENT_ID", "category", parent))?;
    }
    category.name = name(world, parameters)?;
    let id = world.put_category(category);
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.int("category_id", id);
    }))
}

/// All of them, or one page.
pub(super) fn manufacturers(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let mut rows: Vec<&Manufacturer> = world.manufacturers().collect();
    if world.unknowns().name_sort == NameSort::ByName {
        rows.sort_by_key(|one| &one.name);
    }
    if let Some(page) = parameters.positive("page") {
        let page = usize::try_from(page - 1).unwrap_or(usize::MAX);
        let skipped = page.saturating_mul(PAGE);
        rows = rows.into_iter().skip(skipped).take(PAGE).collect();
    }
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.list("manufacturers", |list| {
            for manufacturer in rows {
                list.record(|row| {
                    row.int("manufacturer_id", manufacturer.manufacturer_id);
                    row.text("name", &manufacturer.name);
                });
            }
        });
    }))
}

/// Without an id another manufacturer each time, whatever its name.
pub(super) fn add_manufacturer(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let manufacturer_id = parameters.positive("manufacturer_id").unwrap_or(0);
    if manufacturer_id != 0 && world.manufacturer(manufacturer_id).is_none() {
        return Err(no_row(
            "ERROR_MANUFACTURER_ID",
            "manufacturer",
            manufacturer_id,
        ));
    }
    let name = name(world, parameters)?;
    let id = world.put_manufacturer(Manufacturer {
        manufacturer_id,
        name,
    });
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.int("manufacturer_id", id);
    }))
}

/// 0 without one: all catalogues.
fn named_inventory(world: &World, parameters: &Parameters<'_>) -> Result<u64, ApiError> {
    match parameters.get("inventory_id") {
        Some(_) => Ok(known_inventory(world, parameters)?.inventory_id),
        None => Ok(0),
    }
}

fn name(world: &World, parameters: &Parameters<'_>) -> Result<String, ApiError> {
    let name = parameters.text("name").unwrap_or_default();
    if name.trim().is_empty() {
        return Err(ApiError::new("ERROR_BAD_PARAMETERS", "No name"));
    }
    columns::fit("name", &name, NAME, world.unknowns().long_text)
}

fn no_row(code: &str, what: &str, id: impl std::fmt::Display) -> ApiError {
    ApiError::new(code, format!("No {what} with id {id}"))
}
