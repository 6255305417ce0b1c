//! A file of products: read and checked here without a mirror, applied to one by [`apply`].

mod apply;
#[cfg(test)]
mod tests;

pub use apply::{Applied, ApplyError, apply};

use std::collections::HashMap;

use super::Problems;
use super::mapping::Mapping;
use super::sheet::{Row, Sheet};
use super::table;
use super::text::Encoding;
use crate::domain::card::{CardValues, Field};
use crate::domain::import::{Column, Kind, Problem, Wrong};
use crate::mirror::{Mirror, MirrorError};

/// The kind of file, under which its columns are remembered.
const KIND: &str = Kind::Products.word();

/// A file of products that was read and has nothing wrong in itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardsFile {
    /// How the file is encoded.
    pub encoding: Encoding,
    /// What parts its cells.
    pub separator: char,
    /// Columns that were read, with their fields, in the file's order.
    pub columns: Vec<(Column, Field)>,
    /// Headings of columns that were not read.
    pub extra: Vec<String>,
    /// Rows, in the file's order; blank ones are left out.
    pub rows: Vec<CardRow>,
    /// What a person said of the columns, to be remembered.
    pub mapping: Mapping,
}

/// A row: what it tells of one card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// Its values. SKU or name are there.
    pub values: CardValues,
}

impl CardsFile {
    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<&Column> {
        let mut columns = self.columns.iter();
        columns
            .find(|(_, of)| *of == field)
            .map(|(column, _)| column)
    }
}

/// What a person said of the columns of earlier files.
///
/// # Errors
/// Those of the mirror.
pub fn remembered(mirror: &Mirror) -> Result<Mapping, MirrorError> {
    Ok(Mapping::remembered(&mirror.remembered_columns(KIND)?))
}

/// Reads a file of products. Pure: the same bytes and mapping give the same rows.
///
/// # Errors
/// Everything that is wrong: with the file as a whole (then alone), or with rows, each with line and column. Only what
/// needs the mirror's cards to be seen is left to [`apply()`].
pub fn read(bytes: &[u8], mapping: &Mapping) -> Result<CardsFile, Problems> {
    let sheet = Sheet::open(bytes, |heading| mapping.knows(heading))?;
    let fields = mapping.columns(&sheet)?;
    let has = |field| fields.contains(&Some(field));
    if !has(Field::Sku) && !has(Field::Name) {
        let headings = sheet.headings.join(", ");
        return Err(Problem::of_file(Wrong::NoKeyColumn)
            .with_value(&headings)
            .into());
    }
    let (columns, extra) = table::columns(&sheet, &fields);
    let (rows, mut problems) = table::rows(&sheet, |row, problems| card(&columns, row, problems))?;
    let file = CardsFile {
        encoding: sheet.encoding,
        separator: sheet.separator,
        columns,
        extra,
        rows,
        mapping: mapping.clone(),
    };
    twice(&file, &mut problems);
    problems.listed.sort_by_key(|problem| problem.line);
    problems.or(file)
}

/// One row; `None` if anything is wrong with it.
fn card(columns: &[(Column, Field)], row: &Row, problems: &mut Problems) -> Option<CardRow> {
    let before = problems.count();
    let mut values = CardValues::default();
    for (column, field) in columns {
        let text = row.text(column);
        if let Err(wrong) = values.set(*field, text) {
            let problem = Problem::of_line(row.line, wrong).in_column(Some(column.clone()));
            problems.add(problem.with_value(text));
        }
    }
    let line = row.line;
    if problems.count() == before && values.sku.is_none() && values.name.is_none() {
        problems.add(Problem::of_line(line, Wrong::NoKey));
    }
    if let (Some(net), Some(gross)) = (values.price_net, values.price_gross)
        && gross < net
    {
        let column = columns
            .iter()
            .find(|(_, field)| *field == Field::PriceGross);
        let problem = Problem::of_line(line, Wrong::GrossBelowNet)
            .in_column(column.map(|(column, _)| column.clone()));
        problems.add(problem.with_value(&format!("{gross} < {net}")));
    }
    (problems.count() == before).then_some(CardRow { line, values })
}

/// Rows that are the same card: equal SKUs, or a row without SKU whose name another row has.
fn twice(file: &CardsFile, problems: &mut Problems) {
    let mut skus: HashMap<&str, u64> = HashMap::new();
    let mut names: HashMap<String, Vec<&CardRow>> = HashMap::new();
    for row in &file.rows {
        if let Some(sku) = row.values.sku.as_deref()
            && let Some(line) = skus.insert(sku, row.line)
        {
            // The first line stays the one that is named.
            skus.insert(sku, line);
            let problem = Problem::of_line(row.line, Wrong::SkuTwice { line });
            let column = file.column(Field::Sku).cloned();
            problems.add(problem.in_column(column).with_value(sku));
        }
        if let Some(key) = row.values.name_key() {
            names.entry(key).or_default().push(row);
        }
    }
    for (name, rows) in names {
        let bare = rows.iter().filter(|row| row.values.sku.is_none());
        for row in bare.filter(|_| rows.len() > 1) {
            let other = rows.iter().find(|other| other.line != row.line);
            let line = other.map_or(row.line, |other| other.line);
            let problem = Problem::of_line(row.line, Wrong::NameTwice { line });
            let column = file.column(Field::Name).cloned();
            problems.add(problem.in_column(column).with_value(&name));
        }
    }
}
