//! A catalogue opened for reading: what its products show in every method.

use std::collections::BTreeMap;

use super::{ApiError, Parameters, World, Writer};
use crate::sandbox::catalog::Inventory;
use crate::sandbox::json::Fields;
use crate::sandbox::product::Product;
use crate::sandbox::unknowns::{EmptyMap, NoVariants, ProductSort};

/// One catalogue with its products and, by parent, their variants.
pub(super) struct Shelf<'w> {
    world: &'w World,
    pub(super) inventory: &'w Inventory,
    variants: BTreeMap<u64, Vec<&'w Product>>,
}

impl<'w> Shelf<'w> {
    pub(super) fn open(world: &'w World, parameters: &Parameters<'_>) -> Result<Self, ApiError> {
        let inventory = known_inventory(world, parameters)?;
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

    /// Products and variants in the order of an answer that was not asked for another one.
    pub(super) fn products(&self) -> impl Iterator<Item = &'w Product> {
        let id = self.inventory.inventory_id;
        let mut products: Vec<&Product> = self
            .world
            .products()
            .filter(|product| product.inventory_id == id)
            .collect();
        if self.world.unknowns().product_sort == ProductSort::Descending {
            products.reverse();
        }
        products.into_iter()
    }

    pub(super) fn children(&self, parent: u64) -> &[&'w Product] {
        self.variants.get(&parent).map_or(&[], Vec::as_slice)
    }

    pub(super) fn answer(
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

    pub(super) fn fits(&self, product: &Product, wanted: &Parameters<'_>) -> bool {
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

    pub(super) fn total(&self, product: &Product) -> i64 {
        let warehouses = self.inventory.warehouses.iter();
        warehouses.map(|key| self.pieces(product, key, false)).sum()
    }

    /// Pieces in a warehouse; a parent shows the sum of its variants.
    pub(super) fn pieces(&self, product: &Product, warehouse: &str, reserved: bool) -> i64 {
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

    pub(super) fn stock(&self, map: &mut Fields<'_>, product: &Product) {
        for key in &self.inventory.warehouses {
            map.int(key, self.pieces(product, key, false));
        }
    }

    pub(super) fn reservations(&self, map: &mut Fields<'_>, product: &Product) {
        for key in &self.inventory.warehouses {
            map.int(key, self.pieces(product, key, true));
        }
    }

    pub(super) fn zeros(&self, map: &mut Fields<'_>) {
        for key in &self.inventory.warehouses {
            map.int(key, 0);
        }
    }

    pub(super) fn locations(&self, row: &mut Fields<'_>, product: &Product) {
        row.map("locations", EmptyMap::Array, |map| {
            for key in &self.inventory.warehouses {
                map.text_entry(key, product.locations.get(key).map_or("", String::as_str));
            }
        });
    }

    pub(super) fn prices(&self, row: &mut Fields<'_>, product: &Product) {
        row.map("prices", EmptyMap::Array, |map| {
            self.price_entries(map, product);
        });
    }

    pub(super) fn price_entries(&self, map: &mut Fields<'_>, product: &Product) {
        for group in &self.inventory.price_groups {
            if let Some(price) = product.prices.get(group) {
                map.decimal(&group.to_string(), *price);
            }
        }
    }

    pub(super) fn variants(&self, row: &mut Fields<'_>, product: &Product) {
        let children = self.children(product.id);
        if children.is_empty() {
            self.no_variants(row);
            return;
        }
        row.map("variants", EmptyMap::Array, |map| {
            for child in children {
                map.record(&child.id.to_string(), |row| {
                    row.text("name", &child.name);
                    row.text("ean", &child.ean);
                    row.text("asin", &child.asin);
                    row.text("sku", &child.sku);
                    row.map("stock", EmptyMap::Array, |map| self.stock(map, child));
                    self.locations(row, child);
                    self.prices(row, child);
                });
            }
        });
    }

    /// `variants` of a product without any.
    pub(super) fn no_variants(&self, row: &mut Fields<'_>) {
        match self.world.unknowns().no_variants {
            NoVariants::Absent => row.absent("variants"),
            NoVariants::Null => row.null("variants"),
        }
    }
}

/// The catalogue that a call names.
pub(super) fn known_inventory<'w>(
    world: &'w World,
    parameters: &Parameters<'_>,
) -> Result<&'w Inventory, ApiError> {
    let id = parameters.positive("inventory_id").unwrap_or(0);
    let inventory = world.inventories.iter().find(|one| one.inventory_id == id);
    inventory
        .ok_or_else(|| ApiError::new("ERROR_INVENTORY_ID", format!("No inventory with id {id}")))
}
