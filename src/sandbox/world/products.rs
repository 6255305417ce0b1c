//! Products, categories and manufacturers of the world, kept by id.

use super::World;
use crate::sandbox::catalog::{Category, Manufacturer};
use crate::sandbox::product::Product;
use crate::sandbox::unknowns::Orphans;

/// Ids begin here unless a file or a test gives them.
const FIRST_PRODUCT: u64 = 560_001;
const FIRST_CATEGORY: u64 = 5;
const FIRST_MANUFACTURER: u64 = 7;

impl World {
    /// Puts a product there as it is (replacing one with the same id) and returns its id; 0 is the next free id, never
    /// one that a product had before.
    pub fn put_product(&mut self, mut product: Product) -> u64 {
        if product.id == 0 {
            product.id = self.free_product_id();
        }
        let id = product.id;
        self.spent_product = self.spent_product.max(id);
        self.products.insert(id, product);
        id
    }

    /// A product or variant by id.
    pub fn product(&self, product_id: u64) -> Option<&Product> {
        self.products.get(&product_id)
    }

    /// All products and variants by ascending id.
    pub fn products(&self) -> impl Iterator<Item = &Product> {
        self.products.values()
    }

    /// Changes a product as the panel would; its id stays. `false` if there is none.
    pub fn edit_product(&mut self, product_id: u64, edit: impl FnOnce(&mut Product)) -> bool {
        let Some(product) = self.products.get_mut(&product_id) else {
            return false;
        };
        edit(product);
        product.id = product_id;
        true
    }

    /// Removes a product; its id is not given again. What becomes of its variants: [`Orphans`]. `None` if there is
    /// none.
    pub fn delete_product(&mut self, product_id: u64) -> Option<Product> {
        let product = self.products.remove(&product_id)?;
        self.spent_product = self.spent_product.max(product_id);
        let orphans: Vec<u64> = self
            .products()
            .filter(|one| one.parent_id == product_id)
            .map(|one| one.id)
            .collect();
        for orphan in orphans {
            match self.unknowns.orphans {
                Orphans::Deleted => {
                    self.delete_product(orphan);
                }
                Orphans::TopLevel => {
                    self.edit_product(orphan, |one| one.parent_id = 0);
                }
            }
        }
        Some(product)
    }

    /// Puts a category there as it is (replacing one with the same id) and returns its id; 0 is the next free id.
    pub fn put_category(&mut self, mut category: Category) -> u64 {
        if category.category_id == 0 {
            let last = self.categories.last_key_value();
            category.category_id = last.map_or(FIRST_CATEGORY, |(id, _)| id.saturating_add(1));
        }
        let id = category.category_id;
        self.categories.insert(id, category);
        id
    }

    /// A category by id.
    pub fn category(&self, category_id: u64) -> Option<&Category> {
        self.categories.get(&category_id)
    }

    /// All categories by ascending id.
    pub fn categories(&self) -> impl Iterator<Item = &Category> {
        self.categories.values()
    }

    /// Puts a manufacturer there as it is (replacing one with the same id) and returns its id; 0 is the next free id.
    pub fn put_manufacturer(&mut self, mut manufacturer: Manufacturer) -> u64 {
        if manufacturer.manufacturer_id == 0 {
            let last = self.manufacturers.last_key_value();
            manufacturer.manufacturer_id =
                last.map_or(FIRST_MANUFACTURER, |(id, _)| id.saturating_add(1));
        }
        let id = manufacturer.manufacturer_id;
        self.manufacturers.insert(id, manufacturer);
        id
    }

    /// A manufacturer by id.
    pub fn manufacturer(&self, manufacturer_id: u64) -> Option<&Manufacturer> {
        self.manufacturers.get(&manufacturer_id)
    }

    /// All manufacturers by ascending id.
    pub fn manufacturers(&self) -> impl Iterator<Item = &Manufacturer> {
        self.manufacturers.values()
    }

    /// The id of the next product; products may also be put into the field without a method.
    pub(crate) fn free_product_id(&self) -> u64 {
        let last = self.products.last_key_value().map_or(0, |(id, _)| *id);
        let spent = self.spent_product.max(last);
        spent.saturating_add(1).max(FIRST_PRODUCT)
    }
}
