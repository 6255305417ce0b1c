//! `getInventoryProductsList`, `getInventoryProductsData`, `getInventoryProductsStock`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{ApiError, Parameters, World, Writer};
use crate::sandbox::catalog::{Inventory, Product};
use crate::sandbox::json::Fields;
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

/// One catalogue with its products and, by parent, their variants.
struct Shelf<'w> {
    world: &'w World,
    inventory: &'w Inventory,
    variants: BTreeMap<u64, Vec<&'w Product>>,
}

impl<'w> Shelf<'w> {
    fn open(world: &'w World, parameters: &Parameters<'_>) -> Result<Self, ApiError> {
        let id = parameters.positive("inventory_id").unwrap_or(0);
        let inventory = world
            .inventories
            .iter()
            .find(|inventory| inventory.inventory_id == id)
            .ok_or_else(|| {
                ApiError::new("ERROR_INVENTORY_ID", format!("No inventory with id {id}"))
            })?;
        let mut variants: BTreeMap<u64, Vec<&Product>> = BTreeMap::new();
        for product in world.products.values() {
            if product.parent_id != 0 {
                variants.entry(product.parent_id).or_default().push(product);
            }
        }
        Ok(Self {
            world,
            inventory,
            variants,
        })
    }

    fn products(&self) -> impl Iterator<Item = &'w Product> {
        let id = self.inventory.inventory_id;
        self.world
            .products
            .values()
            .filter(move |product| product.inventory_id == id)
    }

    fn children(&self, parent: u64) -> &[&'w Product] {
        self.variants.get(&parent).map_or(&[], Vec::as_slice)
    }

    fn answer(
        &self,
        writer: Writer,
        rows: &[&'w Product],
        write: impl Fn(&mut Fields<'_>, &'w Product),
    ) -> String {
        writer.document(|answer| {
            answer.text("status", "SUCCESS");
            answer.map("products", self.world.unknowns().empty_products, |map| {
                for product in rows {
                    map.record(&product.id.to_string(), |row| write(row, product));
                }
            });
        })
    }

    fn fits(&self, product: &Product, wanted: &Parameters<'_>) -> bool {
        let text = |key: &str, value: &str| wanted.filter(key).is_none_or(|text| text == value);
        let id = |key: &str, value: u64| wanted.positive(key).is_none_or(|id| id == value);
        let price = product
            .prices
            .get(&self.inventory.default_price_group)
            .copied()
            .unwrap_or_default();
        let pieces = self.total(product);
        let part_of_name = wanted
            .filter("filter_name")
            .is_none_or(|part| product.name.to_lowercase().contains(&part.to_lowercase()));
        id("filter_id", product.id)
            && id("filter_category_id", product.category_id)
            && text("filter_sku", &product.sku)
            && text("filter_ean", &product.ean)
            && part_of_name
            && wanted
                .decimal("filter_price_from")
                .is_none_or(|from| price >= from)
            && wanted
                .decimal("filter_price_to")
                .is_none_or(|to| price <= to)
            && wanted
                .int("filter_stock_from")
                .is_none_or(|from| pieces >= from)
            && wanted.int("filter_stock_to").is_none_or(|to| pieces <= to)
    }

    fn total(&self, product: &Product) -> i64 {
        let warehouses = self.inventory.warehouses.iter();
        warehouses.map(|key| self.pieces(product, key, false)).sum()
    }

    /// Pieces in a warehouse; a parent shows the sum of its variants.
    fn pieces(&self, product: &Product, warehouse: &str, reserved: bool) -> i64 {
        let own = |product: &Product| {
            let map = if reserved {
                &product.reservations
            } else {
                &product.stock
            };
            map.get(warehouse).copied().unwrap_or(0)
        };
        match self.children(product.id) {
            [] => own(product),
            children => children.iter().map(|child| own(child)).sum(),
        }
    }

    fn stock(&self, map: &mut Fields<'_>, product: &Product) {
        for key in &self.inventory.warehouses {
            map.int(key, self.pieces(product, key, false));
        }
    }

    fn reservations(&self, map: &mut Fields<'_>, product: &Product) {
        for key in &self.inventory.warehouses {
            map.int(key, self.pieces(product, key, true));
        }
    }

    fn zeros(&self, map: &mut Fields<'_>) {
        for key in &self.inventory.warehouses {
            map.int(key, 0);
        }
    }

    fn locations(&self, row: &mut Fields<'_>) {
        row.map("locations", EmptyMap::Array, |map| {
            for key in &self.inventory.warehouses {
                map.text_entry(key, "");
            }
        });
    }

    fn prices(&self, row: &mut Fields<'_>, product: &Product) {
        row.map("prices", EmptyMap::Array, |map| {
            for group in &self.inventory.price_groups {
                if let Some(price) = product.prices.get(group) {
                    map.decimal(&group.to_string(), *price);
                }
            }
        });
    }

    fn variants(&self, row: &mut Fields<'_>, product: &Product) {
        let children = self.children(product.id);
        if children.is_empty() {
            row.absent("variants");
            return;
        }
        row.map("variants", EmptyMap::Array, |map| {
            for child in children {
                map.record(&child.id.to_string(), |row| {
                    row.text("name", &child.name);
                    row.text("ean", &child.ean);
                    row.text("asin", "");
                    row.text("sku", &child.sku);
                    row.map("stock", EmptyMap::Array, |map| self.stock(map, child));
                    self.locations(row);
                    self.prices(row, child);
                });
            }
        });
    }
}

fn page_of<'a, 'p>(rows: &'a [&'p Product], parameters: &Parameters<'_>) -> &'a [&'p Product] {
    let page = usize::try_from(parameters.positive("page").unwrap_or(1)).unwrap_or(usize::MAX);
    let start = page.saturating_sub(1).saturating_mul(PAGE).min(rows.len());
    &rows[start..rows.len().min(start.saturating_add(PAGE))]
}
