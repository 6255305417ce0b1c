//! A file of buyers: read and checked here without a mirror, applied to one by [`apply`].

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
use crate::domain::contractor::{
    BuyerKey, Candidate, ContractorField, ContractorValues, same_name_and_address,
};
use crate::domain::country::Country;
use crate::domain::import::{BuyerWrong, Column, Kind, Problem, Wrong};
use crate::domain::tax_id;
use crate::mirror::{Mirror, MirrorError};

/// The kind of file, under which its columns are remembered.
const KIND: &str = Kind::Contractors.word();

/// A file of buyers that was read and has nothing wrong in itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractorsFile {
    /// How the file is encoded.
    pub encoding: Encoding,
    /// What parts its cells.
    pub separator: char,
    /// Columns that were read, with their fields, in the file's order.
    pub columns: Vec<(Column, ContractorField)>,
    /// Headings of columns that were not read.
    pub extra: Vec<String>,
    /// Rows, in the file's order; blank ones are left out.
    pub rows: Vec<ContractorRow>,
    /// What a person said of the columns, to be remembered.
    pub mapping: Mapping<ContractorField>,
}

/// A row: what it tells of one buyer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractorRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// Its values. A tax number, a short name, or a name with postcode or city are there.
    pub values: ContractorValues,
}

impl ContractorRow {
    /// Whether nothing but name and address says who it is.
    fn is_bare(&self) -> bool {
        self.values.nip.is_none() && self.values.short_name.is_none()
    }
}

impl ContractorsFile {
    fn column(&self, field: ContractorField) -> Option<Column> {
        column(&self.columns, field)
    }

    fn problem(&self, row: &ContractorRow, wrong: BuyerWrong) -> Problem {
        let values = &row.values;
        let (field, value) = match wrong {
            BuyerWrong::NipTwice { .. } | BuyerWrong::NipShared { .. } => {
                (ContractorField::Nip, &values.nip)
            }
            BuyerWrong::ShortNameTwice { .. } | BuyerWrong::ShortNameTaken { .. } => {
                (ContractorField::ShortName, &values.short_name)
            }
            _ => (ContractorField::Name, &values.name),
        };
        let problem = Problem::of_line(row.line, Wrong::Buyer(wrong));
        let value = value.as_deref().unwrap_or_default();
        problem.in_column(self.column(field)).with_value(value)
    }
}

fn column(columns: &[(Column, ContractorField)], field: ContractorField) -> Option<Column> {
    let found = columns.iter().find(|(_, of)| *of == field);
    found.map(|(column, _)| column.clone())
}

/// What a person said of the columns of earlier files.
///
/// # Errors
/// Those of the mirror.
pub fn remembered(mirror: &Mirror) -> Result<Mapping<ContractorField>, MirrorError> {
    Ok(Mapping::remembered(&mirror.remembered_columns(KIND)?))
}

/// Reads a file of buyers. Pure: the same bytes and mapping give the same rows.
///
/// # Errors
/// Everything that is wrong: with the file as a whole (then alone), or with rows, each with line and column. Only what
/// needs the mirror's cards to be seen is left to [`apply()`].
pub fn read(bytes: &[u8], mapping: &Mapping<ContractorField>) -> Result<ContractorsFile, Problems> {
    let sheet = Sheet::open(bytes, |heading| mapping.knows(heading))?;
    let fields = mapping.columns(&sheet)?;
    let has = |field| fields.contains(&Some(field));
    let placed = has(ContractorField::Postcode) || has(ContractorField::City);
    let named = has(ContractorField::Name) && placed;
    if !has(ContractorField::Nip) && !has(ContractorField::ShortName) && !named {
        let headings = sheet.headings.join(", ");
        let problem = Problem::of_file(Wrong::Buyer(BuyerWrong::NoKeyColumn));
        return Err(problem.with_value(&headings).into());
    }
    let (columns, extra) = table::columns(&sheet, &fields);
    let (rows, mut problems) =
        table::rows(&sheet, |row, problems| contractor(&columns, row, problems))?;
    let file = ContractorsFile {
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
fn contractor(
    columns: &[(Column, ContractorField)],
    row: &Row,
    problems: &mut Problems,
) -> Option<ContractorRow> {
    let line = row.line;
    let cells = columns
        .iter()
        .map(|(column, field)| (*field, row.text(column)));
    let values = match ContractorValues::read(cells) {
        Ok(values) => values,
        Err(wrong) => {
            for (field, wrong) in wrong {
                let column = column(columns, field);
                let text = column.as_ref().map_or("", |column| row.text(column));
                let problem = Problem::of_line(line, wrong).in_column(column.clone());
                problems.add(problem.with_value(text));
            }
            return None;
        }
    };
    let key = values.key();
    let placed = key.postcode.is_some() || key.city.is_some();
    if key.nip.is_none() && values.short_name.is_none() && !(key.name.is_some() && placed) {
        problems.add(Problem::of_line(line, Wrong::Buyer(BuyerWrong::NoKey)));
        return None;
    }
    Some(ContractorRow { line, values })
}

/// A tax number as it tells two buyers apart: one that no state of the EU gave is the country's own.
fn number(key: &BuyerKey) -> Option<(&str, Option<Country>)> {
    let number = key.nip.as_deref()?;
    let own = tax_id::names_its_state(number);
    Some((number, key.country.filter(|_| !own)))
}

/// A row as a card that others are compared with.
fn as_card(key: BuyerKey) -> Candidate {
    Candidate {
        card: 0,
        nip: key.nip,
        name_key: key.name,
        postcode_key: key.postcode,
        city_key: key.city,
        country: key.country,
    }
}

/// Rows that are the same buyer: equal tax numbers, equal short names, or a row with nothing but name and address which
/// another row has.
fn twice(file: &ContractorsFile, problems: &mut Problems) {
    let mut numbers: HashMap<(String, Option<Country>), u64> = HashMap::new();
    let mut shorts: HashMap<&str, u64> = HashMap::new();
    let mut named: HashMap<String, Vec<(&ContractorRow, BuyerKey)>> = HashMap::new();
    for row in &file.rows {
        let key = row.values.key();
        if let Some((number, country)) = number(&key) {
            let line = *numbers
                .entry((number.to_owned(), country))
                .or_insert(row.line);
            if line != row.line {
                problems.add(file.problem(row, BuyerWrong::NipTwice { line }));
            }
        }
        if let Some(short) = row.values.short_name.as_deref() {
            let line = *shorts.entry(short).or_insert(row.line);
            if line != row.line {
                problems.add(file.problem(row, BuyerWrong::ShortNameTwice { line }));
            }
        }
        if let Some(name) = key.name.clone() {
            named.entry(name).or_default().push((row, key));
        }
    }
    for rows in named.values().filter(|rows| rows.len() > 1) {
        for (row, key) in rows.iter().filter(|(row, _)| row.is_bare()) {
            let other = rows.iter().find(|(other, of)| {
                other.line != row.line && same_name_and_address(key, &as_card(of.clone()))
            });
            if let Some((other, _)) = other {
                let line = other.line;
                problems.add(file.problem(row, BuyerWrong::NameTwice { line }));
            }
        }
    }
}
