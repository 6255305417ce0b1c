//! A file of counted levels: read and checked here without a mirror, applied to one by [`apply`].

mod apply;
#[cfg(test)]
mod tests;

pub use apply::{Applied, ApplyError, Counted, Taken, apply, check};

use std::collections::HashMap;

use super::Problems;
use super::mapping::Mapping;
use super::sheet::{Row, Sheet};
use super::table;
use super::text::Encoding;
use crate::domain::card::{CardValues, Field};
use crate::domain::import::{Column, FileField, Kind, Problem, Wrong};
use crate::domain::pieces::{self, CountField};
use crate::mirror::{Mirror, MirrorError};

/// The kind of file, under which its columns are remembered.
const KIND: &str = Kind::Stock.word();

/// A file of levels that was read and has nothing wrong in itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountsFile {
    /// How the file is encoded.
    pub encoding: Encoding,
    /// What parts its cells.
    pub separator: char,
    /// Columns that were read, with their fields, in the file's order.
    pub columns: Vec<(Column, CountField)>,
    /// Headings of columns that were not read.
    pub extra: Vec<String>,
    /// Rows that say a level, in the file's order.
    pub rows: Vec<CountRow>,
    /// How many rows say none: an empty cell is unknown, not zero.
    pub unknown: usize,
    /// What a person said of the columns, to be remembered.
    pub mapping: Mapping<CountField>,
}

/// A row: the level of one card in one warehouse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// SKU, trimmed, otherwise exact.
    pub sku: String,
    /// Symbol of the warehouse, trimmed; `None`: the file has no such column.
    pub warehouse: Option<String>,
    /// Pieces; may be below zero.
    pub pieces: i64,
}

impl CountsFile {
    fn column(&self, field: CountField) -> Option<Column> {
        column(&self.columns, field)
    }
}

fn column(columns: &[(Column, CountField)], field: CountField) -> Option<Column> {
    let found = columns.iter().find(|(_, of)| *of == field);
    found.map(|(column, _)| column.clone())
}

/// What a person said of the columns of earlier files.
///
/// # Errors
/// Those of the mirror.
pub fn remembered(mirror: &Mirror) -> Result<Mapping<CountField>, MirrorError> {
    Ok(Mapping::remembered(&mirror.remembered_columns(KIND)?))
}

/// Reads a file of levels. Pure: the same bytes and mapping give the same rows.
///
/// # Errors
/// Everything that is wrong: with the file as a whole (then alone), or with rows, each with line and column. Only what
/// needs the mirror's cards and warehouses to be seen is left to [`apply()`].
pub fn read(bytes: &[u8], mapping: &Mapping<CountField>) -> Result<CountsFile, Problems> {
    let sheet = Sheet::open(bytes, |heading| mapping.knows(heading))?;
    let fields = mapping.columns(&sheet)?;
    for field in [CountField::Sku, CountField::Quantity] {
        if !fields.contains(&Some(field)) {
            let headings = sheet.headings.join(", ");
            let problem = Problem::of_file(Wrong::ColumnNeeded(field.word()));
            return Err(problem.with_value(&headings).into());
        }
    }
    let (columns, extra) = table::columns(&sheet, &fields);
    let mut unknown = 0;
    let mut lines: HashMap<(String, Option<String>), u64> = HashMap::new();
    let (rows, problems) = table::rows(&sheet, |row, problems| {
        let row = match count(&columns, row, problems) {
            Read::Count(row) => row,
            Read::Unknown => {
                unknown += 1;
                return None;
            }
            Read::Wrong => return None,
        };
        let key = (row.sku.clone(), row.warehouse.clone());
        if let Some(line) = lines.get(&key) {
            let problem = Problem::of_line(row.line, Wrong::CountTwice { line: *line });
            let problem = problem.in_column(column(&columns, CountField::Sku));
            problems.add(problem.with_value(&row.sku));
            return None;
        }
        lines.insert(key, row.line);
        Some(row)
    })?;
    problems.or(CountsFile {
        encoding: sheet.encoding,
        separator: sheet.separator,
        columns,
        extra,
        rows,
        unknown,
        mapping: mapping.clone(),
    })
}

/// What a row says.
enum Read {
    Count(CountRow),
    Unknown,
    Wrong,
}

fn count(columns: &[(Column, CountField)], row: &Row, problems: &mut Problems) -> Read {
    let text = |field| column(columns, field).map(|column| row.text(&column));
    let quantity = text(CountField::Quantity).unwrap_or_default();
    if quantity.is_empty() {
        return Read::Unknown;
    }
    let before = problems.count();
    let mut wrong = |wrong, field, text: &str| {
        let problem = Problem::of_line(row.line, wrong).in_column(column(columns, field));
        problems.add(problem.with_value(text));
    };
    let mut values = CardValues::default();
    let sku = text(CountField::Sku).unwrap_or_default();
    match values.set(Field::Sku, sku) {
        Ok(()) if values.sku.is_none() => wrong(Wrong::NoSku, CountField::Sku, ""),
        Ok(()) => {}
        Err(error) => wrong(error, CountField::Sku, sku),
    }
    let warehouse = text(CountField::Warehouse);
    if warehouse.is_some_and(str::is_empty) {
        wrong(Wrong::NoWarehouse, CountField::Warehouse, "");
    }
    let pieces = pieces::read(quantity).unwrap_or_else(|error| {
        wrong(error, CountField::Quantity, quantity);
        0
    });
    match values.sku {
        Some(sku) if problems.count() == before => Read::Count(CountRow {
            line: row.line,
            sku,
            warehouse: warehouse.map(str::to_owned),
            pieces,
        }),
        _ => Read::Wrong,
    }
}
