//! getInventoryCategories and addInventoryCategory.

use serde::Serialize;

use super::reply::{Reply, Shape};
use super::wire::{Int, List, Text, record};
use super::{Account, ApiError, Method, id_in, id_of, number_of};
use crate::net::Outcome;
use crate::net::retry::{Create, Read};

/// A category of products.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// BaseLinker's id.
    pub id: i64,
    /// Name; not unique. Odd is not absent.
    pub name: Text,
    /// The category it stands in; `None` at the root.
    pub parent: Option<i64>,
}

record! {
    struct Row {
        category_id: Int,
        name: Text,
        parent_id: Int,
    }
}

impl Row {
    fn check(self) -> Result<Category, Shape> {
        let id = id_of(&self.category_id, "categories", "category_id")?;
        Ok(Category {
            id,
            name: self.name,
            parent: number_of(&self.parent_id, ("categories", id), "parent_id")?,
        })
    }
}

/// getInventoryCategories; a read.
#[derive(Serialize)]
struct GetInventoryCategories {
    #[serde(skip_serializing_if = "Option::is_none")]
    inventory_id: Option<i64>,
}

impl Method for GetInventoryCategories {
    const NAME: &'static str = "getInventoryCategories";
    type Class = Read;
    type Reply = Vec<Category>;

    fn parameters(&self) -> String {
        super::parameters(self)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Vec<Category>, Shape> {
        let rows: List<Row> = reply.own("categories")?;
        rows.0.into_iter().map(Row::check).collect()
    }
}

/// addInventoryCategory without an id; makes another one each time.
#[derive(Serialize)]
struct AddInventoryCategory<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    inventory_id: Option<i64>,
    name: &'a str,
    parent_id: i64,
}

impl Method for AddInventoryCategory<'_> {
    const NAME: &'static str = "addInventoryCategory";
    type Class = Create;
    type Reply = i64;

    fn parameters(&self) -> String {
        super::parameters(self)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<i64, Shape> {
        id_in(reply, "category_id")
    }
}

impl Account<'_> {
    /// getInventoryCategories, a read: every category of a catalogue, or without one those that all catalogues share.
    /// Whether the former contain the latter is not documented.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub fn get_inventory_categories(
        &self,
        inventory_id: Option<i64>,
    ) -> Result<Vec<Category>, ApiError> {
        self.read(&GetInventoryCategories { inventory_id })
    }

    /// addInventoryCategory, a write that is never sent again: makes a category in a catalogue (or for all of them),
    /// under a parent or at the root, and returns its id. Names are at most 200 characters and not unique.
    pub fn add_inventory_category(
        &self,
        inventory_id: Option<i64>,
        name: &str,
        parent: Option<i64>,
    ) -> Outcome<i64, ApiError> {
        self.write_once(&AddInventoryCategory {
            inventory_id,
            name,
            parent_id: parent.unwrap_or(0),
        })
    }
}
