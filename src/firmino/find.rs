//! `find` of any resource: what is asked, and the list that comes back.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::wire::{Fields, Shape};

/// What to find. Fields that are not set are not sent: the server's own values hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Find {
    /// By which field, and in which order.
    pub sort: Option<(&'static str, Order)>,
    /// Rows that contain this text, in whatever fields the server looks.
    pub text: Option<String>,
    /// Filters by name and value.
    pub filters: Vec<(&'static str, String)>,
    /// Most rows (`size`, told by third parties).
    pub size: Option<u32>,
    /// Which part of the list. Nothing of this is documented: see [`Page`].
    pub page: Page,
}

/// An order of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The least first.
    Ascending,
    /// The greatest first.
    Descending,
}

impl Order {
    const fn word(self) -> &'static str {
        match self {
            Order::Ascending => "asc",
            Order::Descending => "desc",
        }
    }
}

/// Which part of a list is asked for. The API's pages document no paging at all; the server may ignore either of these,
/// so a list is believed whole only on evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    /// Nothing is said.
    #[default]
    Unsaid,
    /// `page`.
    Number(u32),
    /// `first`: how many rows to leave out.
    From(u32),
}

impl Serialize for Find {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Filter<'a> {
            name: &'a str,
            value: &'a str,
        }
        let mut map = to.serialize_map(None)?;
        if let Some((field, order)) = self.sort {
            map.serialize_entry("sortField", field)?;
            map.serialize_entry("sortOrder", order.word())?;
        }
        if let Some(text) = &self.text {
            map.serialize_entry("text", text)?;
        }
        let filters = self.filters.iter();
        let filters: Vec<_> = filters
            .map(|(name, value)| Filter { name, value })
            .collect();
        if !filters.is_empty() {
            map.serialize_entry("filters", &filters)?;
        }
        if let Some(size) = self.size {
            map.serialize_entry("size", &size)?;
        }
        match self.page {
            Page::Unsaid => {}
            Page::Number(page) => map.serialize_entry("page", &page)?,
            Page::From(first) => map.serialize_entry("first", &first)?,
        }
        map.end()
    }
}

impl Find {
    pub(super) fn json(&self) -> String {
        super::documents::json(self)
    }
}

/// A list, or a part of one: the reply does not say which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// Rows in the server's order.
    pub rows: Vec<T>,
    /// Rows without a readable id, which are left out.
    pub unreadable: usize,
}

/// Reads `response.list`; without it the reply is of a wrong shape, never an empty list.
pub(super) fn list<T>(
    response: &str,
    row: impl Fn(&Fields<'_>) -> Result<T, Shape>,
) -> Result<Found<T>, Shape> {
    let list = Fields::parse(response).and_then(|fields| fields.list("list"));
    let list = list.ok_or(Shape::Field("list"))?;
    let all = list.len();
    let rows: Vec<T> = list
        .into_iter()
        .filter_map(|raw| Fields::parse(raw.get()))
        .filter_map(|fields| row(&fields).ok())
        .collect();
    Ok(Found {
        unreadable: all - rows.len(),
        rows,
    })
}

/// Reads `response` as one row.
pub(super) fn one<T>(
    response: &str,
    row: impl Fn(&Fields<'_>) -> Result<T, Shape>,
) -> Result<T, Shape> {
    let fields = Fields::parse(response);
    row(&fields.ok_or(Shape::Form("response"))?)
}
