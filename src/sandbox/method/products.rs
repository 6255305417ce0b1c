//! `getInventoryProductsList`, `…ProductsData`, `…ProductsStock`, `…ProductsPrices`.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::shelf::Shelf;
use super::{ApiError, Parameters, World, Writer};
use crate::sandbox::product::Product;
use crate::sandbox::unknowns::{DataIds, EmptyMap};

const PAGE: usize = 1000;
/// Most ids of `getInventoryProductsData` that are in use elsewhere.
const DATA_IDS: usize = 200;

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
    match parameters.filter("filter_sort").as_deref() {
        Some("id ASC") => rows.sort_by_key(|product| product.id),
        Some("id DESC") => rows.sort_by_key(|product| Reverse(product.id)),
        _ => {}
    }
    Ok(
        shelf.answer(writer, page_of(&rows, parameters), |row, product| {
            row.int("id", product.id);
            row.text("ean", &product.ean);
            row.text("sku", &product.sku);
            row.text("asin", &product.asin);
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
    if wanted.len() > DATA_IDS && world.unknowns().data_ids == DataIds::TwoHundred {
        return Err(ApiError::new(
            "ERROR_BAD_PARAMETERS",
            format!("More than {DATA_IDS} products"),
        ));
    }
    let rows: Vec<&Product> = shelf
        .products()
        .filter(|product| wanted.contains(&product.id))
        .collect();
    Ok(shelf.answer(writer, &rows, |row, product| {
        row.flag("is_bundle", product.is_bundle);
        row.text("ean", &product.ean);
        row.text("asin", &product.asin);
        row.id_or_none("parent_id", product.parent_id);
        row.text("sku", &product.sku);
        row.list("tags", |list| {
            for tag in &product.tags {
                list.text(tag);
            }
        });
        row.decimal("tax_rate", product.tax_rate);
        row.decimal("weight", product.weight);
        row.decimal("height", product.height);
        row.decimal("width", product.width);
        row.decimal("length", product.length);
        row.int("star", product.star);
        row.id_or_none("category_id", product.category_id);
        row.id_or_none("manufacturer_id", product.manufacturer_id);
        row.map("text_fields", EmptyMap::Array, |texts| {
            texts.text_entry("name", &product.name);
            texts.text_entry("description", &product.description);
            for (key, text) in &product.other_texts {
                texts.text_entry(key, text);
            }
            if !product.features.is_empty() {
                texts.map("features", EmptyMap::Array, |map| {
                    for (name, value) in &product.features {
                        map.text_entry(name, value);
                    }
                });
            }
        });
        row.map("stock", EmptyMap::Array, |map| shelf.stock(map, product));
        row.map("reservations", EmptyMap::Array, |map| {
            shelf.reservations(map, product);
        });
        for none in ["thresholds", "incoming"] {
            row.map(none, EmptyMap::Array, |map| shelf.zeros(map));
        }
        shelf.prices(row, product);
        shelf.locations(row, product);
        row.map("links", EmptyMap::Object, |map| {
            for (storage, link) in &product.links {
                map.record(storage, |row| {
                    row.text_id("product_id", &link.product_id);
                    row.text_id("variant_id", &link.variant_id);
                });
            }
        });
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
                shelf.no_variants(row);
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

pub(super) fn prices(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let shelf = Shelf::open(world, parameters)?;
    let parents = shelf.products().filter(|product| product.parent_id == 0);
    let rows: Vec<&Product> = parents.collect();
    Ok(
        shelf.answer(writer, page_of(&rows, parameters), |row, product| {
            row.int("product_id", product.id);
            shelf.prices(row, product);
            let children = shelf.children(product.id);
            if children.is_empty() {
                shelf.no_variants(row);
                return;
            }
            row.map("variants", EmptyMap::Array, |map| {
                for child in children {
                    map.map(&child.id.to_string(), EmptyMap::Array, |map| {
                        shelf.price_entries(map, child);
                    });
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
