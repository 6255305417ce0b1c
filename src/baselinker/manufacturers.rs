//! getInventoryManufacturers and addInventoryManufacturer.

use serde::Serialize;

use super::reply::{Reply, Shape};
use super::wire::{Int, List, Text, record};
use super::{Account, ApiError, Method, id_in, id_of};
use crate::net::Outcome;
use crate::net::retry::{Create, Read};

/// Manufacturers a page of getInventoryManufacturers. An older BaseLinker knows no pages and sends all each time.
pub const MANUFACTURERS_PAGE: usize = 1000;

/// A manufacturer of products.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manufacturer {
    /// BaseLinker's id.
    pub id: i64,
    /// Name; not unique. Odd is not absent.
    pub name: Text,
}

record! {
    struct Row {
        manufacturer_id: Int,
        name: Text,
    }
}

impl Row {
    fn check(self) -> Result<Manufacturer, Shape> {
        Ok(Manufacturer {
            id: id_of(&self.manufacturer_id, "manufacturers", "manufacturer_id")?,
            name: self.name,
        })
    }
}

/// getInventoryManufacturers; a read.
#[derive(Serialize)]
struct GetInventoryManufacturers {
    page: u32,
}

impl Method for GetInventoryManufacturers {
    const NAME: &'static str = "getInventoryManufacturers";
    type Class = Read;
    type Reply = Vec<Manufacturer>;

    fn parameters(&self) -> String {
        super::parameters(self)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Vec<Manufacturer>, Shape> {
        let rows: List<Row> = reply.own("manufacturers")?;
        rows.0.into_iter().map(Row::check).collect()
    }
}

/// addInventoryManufacturer without an id; makes another one each time.
#[derive(Serialize)]
struct AddInventoryManufacturer<'a> {
    name: &'a str,
}

impl Method for AddInventoryManufacturer<'_> {
    const NAME: &'static str = "addInventoryManufacturer";
    type Class = Create;
    type Reply = i64;

    fn parameters(&self) -> String {
        super::parameters(self)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<i64, Shape> {
        id_in(reply, "manufacturer_id")
    }
}

impl Account<'_> {
    /// getInventoryManufacturers, a read: one page from 1, at most [`MANUFACTURERS_PAGE`]. The end is the first page
    /// that is empty or brings no new id.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub fn get_inventory_manufacturers(&self, page: u32) -> Result<Vec<Manufacturer>, ApiError> {
        self.read(&GetInventoryManufacturers { page })
    }

    /// addInventoryManufacturer, a write that is never sent again: makes a manufacturer and returns its id. Names are
    /// at most 200 characters and not unique.
    pub fn add_inventory_manufacturer(&self, name: &str) -> Outcome<i64, ApiError> {
        self.write_once(&AddInventoryManufacturer { name })
    }
}
