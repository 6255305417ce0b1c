//! `getInventoryProductsList`, `getInventoryProductsData`, `getInventoryProductsStock`.

use rust_decimal::Decimal;

use super::shelf::Shelf;
use super::{ApiError, Parameters, World, Writer};
use crate::sandbox::catalog::Product;
use crate::sandbox::unknowns::EmptyMap;

const PAGE: usize = 1000;

pub(super) fn list(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let shelf = Shelf::open(world, parameters)?;
    let variants_too = parameters.flag("include_variants");
    let mut rows: Vec<&Product> = shelf
        .products()
        .filter(|product| product.parent_id == 0 || variants_too)
        .filter(|product| shelf.fits(product, parameters))
        .collect();
    if parameters.filter("filter_sort").as_deref() == Some("id DESC") {
        rows.reverse();
    }
    Ok(
        shelf.answer(writer, page_of(&rows, parameters), |row, product| {
            row.int("id", product.id);
            row.text("ean", &product.ean);
            row.text("sku", &product.sku);
            row.text("asin", "");
            row.text("name", &product.name);
            row.id_or_none("parent_id", product.parent_id);
            shelf.prices(row, product);
            row.map("stock", EmptyMap::Array, |map| shelf.stock(map, product));
        }),
    )
}

pub(super) fn data(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let shelf = Shelf::open(world, parameters)?;
    let wanted = parameters.ids("products").unwrap_or_default();
    let rows: Vec<&Product> = shelf
        .products()
        .filter(|product| wanted.contains(&product.id))
        .collect();
    Ok(shelf.answer(writer, &rows, |row, product| {
        row.flag("is_bundle", product.is_bundle);
        row.text("ean", &product.ean);
        row.text("asin", "");
        row.id_or_none("parent_id", product.parent_id);
        row.text("sku", &product.sku);
        row.list("tags", |_| {});
        row.decimal("tax_rate", product.tax_rate);
        row.decimal("weight", product.weight);
        for size in ["height", "width", "length"] {
            row.decimal(size, Decimal::ZERO);
        }
        row.int("star", 0);
        row.id_or_none("category_id", product.category_id);
        row.id_or_none("manufacturer_id", product.manufacturer_id);
        row.map("text_fields", EmptyMap::Array, |texts| {
            texts.text_entry("name", &product.name);
            texts.text_entry("description", &product.description);
        });
        row.map("stock", EmptyMap::Array, |map| shelf.stock(map, product));
        row.map("reservations", EmptyMap::Array, |map| {
            shelf.reservations(map, product);
        });
        for none in ["thresholds", "incoming"] {
            row.map(none, EmptyMap::Array, |map| shelf.zeros(map));
        }
        shelf.prices(row, product);
        shelf.locations(row);
        row.map("links", EmptyMap::Object, |_| {});
        row.decimal("average_cost", Decimal::ZERO);
        row.decimal("average_landed_cost", Decimal::ZERO);
        shelf.variants(row, product);
        if !product.bundle_products.is_empty() {
            row.map("bundle_products", EmptyMap::Array, |map| {
                for (part, pieces) in &product.bundle_products {
                    map.int(&part.to_string(), *pieces);
                }
            });
        }
        row.map("images", EmptyMap::Object, |map| {
            for (position, address) in product.images.iter().enumerate() {
                map.text_entry(&(position + 1).to_string(), address);
            }
        });
        row.map("videos", EmptyMap::Object, |_| {});
    }))
}

pub(super) fn stock(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let shelf = Shelf::open(world, parameters)?;
    let rows: Vec<&Product> = shelf
        .products()
        .filter(|product| product.parent_id == 0)
        .filter(|product| shelf.fits(product, parameters))
        .collect();
    Ok(
        shelf.answer(writer, page_of(&rows, parameters), |row, product| {
            row.int("product_id", product.id);
            row.map("stock", EmptyMap::Array, |map| shelf.stock(map, product));
            if shelf.inventory.reservations {
                row.map("reservations", EmptyMap::Array, |map| {
                    shelf.reservations(map, product);
                });
            }
            let children = shelf.children(product.id);
            if children.is_empty() {
                row.absent("variants");
                return;
            }
            row.map("variants", EmptyMap::Array, |map| {
                for child in children {
                    map.map(&child.id.to_string(), EmptyMap::Array, |map| {
                        shelf.stock(map, child);
                    });
                }
            });
            row.map("variant_reservations", EmptyMap::Array, |map| {
                for child in children {
                    if child.reservations.values().any(|pieces| *pieces != 0) {
                        map.map(&child.id.to_string(), EmptyMap::Array, |map| {
                            shelf.reservations(map, child);
                        });
                    }
                }
            });
        }),
    )
}

fn page_of<'a, 'p>(rows: &'a [&'p Product], parameters: &Parameters<'_>) -> &'a [&'p Product] {
    let page = usize::try_from(parameters.positive("page").unwrap_or(1)).unwrap_or(usize::MAX);
    let start = page.saturating_sub(1).saturating_mul(PAGE).min(rows.len());
    &rows[start..rows.len().min(start.saturating_add(PAGE))]
}
