//! `find`: text, filters, order, size, and the rows after the first ones.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::account::Firmino;
use super::answer::{Refusal, Response, Shown};
use super::article::Article;
use super::call::{Scene, Task};
use super::customer::Customer;
use super::document::{Order, SaleDocument, Sheet};
use super::fields::{Fields, missing, mistyped};
use crate::sandbox::unknowns::{
    DefaultSize, DocumentFilters, FindSort, FirminoUnknowns, FoundDocuments, Paging, SizeCap,
    TextFields, UnknownFilter,
};

/// What rows are sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(Decimal),
    Text(String),
}

/// Rows that `find` knows how to look through.
trait Listed {
    /// Fields by which they can be sorted, beside `id`.
    const SORTED_BY: &'static [&'static str];

    /// The key of one of [`Listed::SORTED_BY`].
    fn sort_key(&self, field: &str) -> SortKey;

    /// Names, then other texts that may be searched.
    fn texts(&self) -> (Vec<String>, Vec<&str>);

    /// Filters that there are.
    fn filters(unknowns: FirminoUnknowns) -> &'static [&'static str];

    /// Whether a row passes one of [`Listed::filters`].
    fn passes(&self, filter: &str, value: &str) -> bool;

    fn row(&self, unknowns: FirminoUnknowns) -> Value;
}

impl Firmino {
    pub(super) fn find_customers(
        &mut self,
        task: &Task,
        scene: Scene,
    ) -> Result<Response, Refusal> {
        find(self.customers(), task, scene)
    }

    pub(super) fn find_articles(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        find(self.articles(), task, scene)
    }

    pub(super) fn find_orders(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        find(self.orders(), task, scene)
    }

    pub(super) fn find_sales(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        find(self.sale_documents(), task, scene)
    }
}

fn find<'a, T: Listed + 'a>(
    all: impl Iterator<Item = &'a T>,
    task: &Task,
    scene: Scene,
) -> Result<Response, Refusal> {
    let fields = task.fields(scene);
    let unknowns = scene.unknowns;
    let paging = match unknowns.paging {
        Paging::None => "size",
        Paging::PageFromZero | Paging::PageFromOne => "page",
        Paging::First => "first",
    };
    fields.only(&["sortField", "sortOrder", "text", "filters", "size", paging])?;
    let filters = filters::<T>(&fields, unknowns)?;
    let text = fields.text("text", 250)?.unwrap_or_default().to_lowercase();
    let mut rows: Vec<&T> = all
        .filter(|row| filters.iter().all(|(name, value)| row.passes(name, value)))
        .filter(|row| text.is_empty() || contains(*row, &text, unknowns.text_fields))
        .collect();
    sort(&mut rows, &fields, unknowns)?;
    let (first, size) = window(&fields, unknowns)?;
    let rows = rows.into_iter().skip(first).take(size);
    let list: Vec<Value> = rows.map(|row| row.row(unknowns)).collect();
    Ok(Response::Value(json!({"list": list})))
}

/// Names and values of the filters that are applied.
fn filters<T: Listed>(
    fields: &Fields<'_>,
    unknowns: FirminoUnknowns,
) -> Result<Vec<(String, String)>, Refusal> {
    let mut applied = Vec::new();
    for filter in fields.list("filters")?.unwrap_or_default() {
        let name = filter.text("name", 50)?.ok_or_else(|| missing("name"))?;
        let value = filter.text("value", 250)?.unwrap_or_default();
        if T::filters(unknowns).contains(&name.as_str()) {
            applied.push((name, value));
        } else if unknowns.unknown_filter == UnknownFilter::Refused {
            return Err(Refusal::wrong(format!("Nieznany filtr {name}")));
        }
    }
    Ok(applied)
}

fn contains<T: Listed>(row: &T, text: &str, fields: TextFields) -> bool {
    let (names, others) = row.texts();
    let others = match fields {
        TextFields::All => others,
        TextFields::Names => Vec::new(),
    };
    let mut texts = names.iter().map(String::as_str).chain(others);
    texts.any(|one| one.to_lowercase().contains(text))
}

/// Rows arrive by ascending id.
fn sort<T: Listed>(
    rows: &mut [&T],
    fields: &Fields<'_>,
    unknowns: FirminoUnknowns,
) -> Result<(), Refusal> {
    let downwards = match fields.text("sortOrder", 10)?.as_deref() {
        None | Some("asc") => false,
        Some("desc") => true,
        Some(_) => return Err(mistyped("sortOrder")),
    };
    match fields.text("sortField", 50)? {
        Some(field) if T::SORTED_BY.contains(&field.as_str()) => {
            rows.sort_by_cached_key(|row| row.sort_key(&field));
        }
        Some(field) if field == "id" => {}
        Some(field) if unknowns.unknown_filter == UnknownFilter::Refused => {
            return Err(Refusal::wrong(format!("Nie można sortować po {field}")));
        }
        Some(_) | None => {
            if unknowns.find_sort == FindSort::NewestFirst {
                rows.reverse();
            }
            return Ok(());
        }
    }
    if downwards {
        rows.reverse();
    }
    Ok(())
}

/// How many rows are passed over, and how many are given.
fn window(fields: &Fields<'_>, unknowns: FirminoUnknowns) -> Result<(usize, usize), Refusal> {
    let number = |name| {
        let read = fields.whole(name)?;
        Ok(read.map(|number| usize::try_from(number).unwrap_or(usize::MAX)))
    };
    let wanted = number("size")?.filter(|size| *size > 0);
    let size = wanted.unwrap_or(match unknowns.default_size {
        DefaultSize::Twenty => 20,
        DefaultSize::Fifty => 50,
        DefaultSize::All => usize::MAX,
    });
    let size = size.min(match unknowns.size_cap {
        SizeCap::None => usize::MAX,
        SizeCap::Hundred => 100,
        SizeCap::Thousand => 1000,
    });
    let first = match unknowns.paging {
        Paging::None => 0,
        Paging::First => number("first")?.unwrap_or(0),
        Paging::PageFromZero => number("page")?.unwrap_or(0).saturating_mul(size),
        Paging::PageFromOne => {
            let page = number("page")?.unwrap_or(1);
            page.saturating_sub(1).saturating_mul(size)
        }
    };
    Ok((first, size))
}

fn text(text: &str) -> SortKey {
    SortKey::Text(text.to_lowercase())
}

impl Listed for Customer {
    const SORTED_BY: &'static [&'static str] = &["fullName", "shortName", "locality", "tin"];

    fn sort_key(&self, field: &str) -> SortKey {
        text(match field {
            "fullName" => &self.full_name,
            "shortName" => &self.short_name,
            "locality" => &self.locality,
            _ => &self.tin,
        })
    }

    fn texts(&self) -> (Vec<String>, Vec<&str>) {
        (
            vec![self.full_name.clone(), self.short_name.clone()],
            vec![&self.tin, &self.email, &self.note],
        )
    }

    fn filters(_: FirminoUnknowns) -> &'static [&'static str] {
        &["countryCode"]
    }

    fn passes(&self, _: &str, value: &str) -> bool {
        self.country_code == value
    }

    fn row(&self, unknowns: FirminoUnknowns) -> Value {
        self.shown(unknowns)
    }
}

impl Listed for Article {
    const SORTED_BY: &'static [&'static str] = &["name", "code", "quantity"];

    fn sort_key(&self, field: &str) -> SortKey {
        match field {
            "quantity" => SortKey::Number(self.quantity),
            "name" => text(&self.name),
            _ => text(&self.code),
        }
    }

    fn texts(&self) -> (Vec<String>, Vec<&str>) {
        (vec![self.name.clone()], vec![&self.code, &self.note])
    }

    fn filters(_: FirminoUnknowns) -> &'static [&'static str] {
        &["type"]
    }

    fn passes(&self, _: &str, value: &str) -> bool {
        self.kind.word() == value
    }

    fn row(&self, unknowns: FirminoUnknowns) -> Value {
        self.shown(unknowns)
    }
}

/// What orders and sale documents are sorted by.
const SHEET_KEYS: &[&str] = &["documentDate", "documentName", "ordinalNumber", "saleDate"];

fn sheet_key(sheet: &Sheet, name: &str, field: &str) -> SortKey {
    match field {
        "documentDate" => SortKey::Text(sheet.document_date.to_string()),
        "saleDate" => SortKey::Text(sheet.sale_date.to_string()),
        "ordinalNumber" => SortKey::Number(sheet.ordinal_number.into()),
        _ => text(name),
    }
}

fn sheet_filters(unknowns: FirminoUnknowns) -> &'static [&'static str] {
    match unknowns.document_filters {
        DocumentFilters::None => &[],
        DocumentFilters::Dates => &["fromDate", "toDate", "year"],
    }
}

fn sheet_passes(sheet: &Sheet, filter: &str, value: &str) -> bool {
    // Days as text sort as days.
    let day = sheet.document_date.to_string();
    match filter {
        "fromDate" => day.as_str() >= value,
        "toDate" => day.as_str() <= value,
        _ => sheet.document_date.year().to_string() == value,
    }
}

fn document_row(whole: Shown, unknowns: FirminoUnknowns) -> Value {
    let mut row = whole.value();
    if unknowns.found_documents == FoundDocuments::Short
        && let Some(map) = row.as_object_mut()
    {
        map.remove("items");
        map.remove("payment");
    }
    row
}

impl Listed for Order {
    const SORTED_BY: &'static [&'static str] = SHEET_KEYS;

    fn sort_key(&self, field: &str) -> SortKey {
        sheet_key(&self.sheet, &self.name(), field)
    }

    fn texts(&self) -> (Vec<String>, Vec<&str>) {
        (
            vec![self.name()],
            vec![&self.notes, &self.sheet.print_notes],
        )
    }

    fn filters(unknowns: FirminoUnknowns) -> &'static [&'static str] {
        sheet_filters(unknowns)
    }

    fn passes(&self, filter: &str, value: &str) -> bool {
        sheet_passes(&self.sheet, filter, value)
    }

    fn row(&self, unknowns: FirminoUnknowns) -> Value {
        document_row(self.shown(unknowns), unknowns)
    }
}

impl Listed for SaleDocument {
    const SORTED_BY: &'static [&'static str] = SHEET_KEYS;

    fn sort_key(&self, field: &str) -> SortKey {
        sheet_key(&self.sheet, &self.name(), field)
    }

    fn texts(&self) -> (Vec<String>, Vec<&str>) {
        (vec![self.name()], vec![&self.sheet.print_notes])
    }

    fn filters(unknowns: FirminoUnknowns) -> &'static [&'static str] {
        sheet_filters(unknowns)
    }

    fn passes(&self, filter: &str, value: &str) -> bool {
        sheet_passes(&self.sheet, filter, value)
    }

    fn row(&self, unknowns: FirminoUnknowns) -> Value {
        document_row(self.shown(unknowns), unknowns)
    }
}
