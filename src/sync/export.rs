//! The mirror's cards and levels as files for people. Each is what `mirror import` reads: taken back as it is, it changes
//! nothing.

mod buyers;
mod levels;
#[cfg(test)]
mod tests;

pub use buyers::contractors;
pub use levels::stock;

use crate::domain::card::{CardValues, Field};
use crate::mirror::cards::CardRow;
use crate::mirror::{Mirror, MirrorError};
use crate::report::sheet::{Cell, Sheet};
use crate::sync::import::{Problems, cards};

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Its content.
    pub text: String,
    /// Rows after the headings.
    pub rows: usize,
    /// Rows in which rate or price were left blank, as only BaseLinker said them.
    pub blank: usize,
    /// Why an import refuses the file.
    pub refused: Problems,
    /// Lines that an import reads otherwise than they were meant.
    pub otherwise: Vec<u64>,
}

/// Columns for what only BaseLinker said; no import reads them. They are there where a card needs them.
const ONLY_THERE: [&str; 2] = ["vat_from_baselinker", "price_from_baselinker"];

/// All product cards, oldest first, under the headings that an import knows.
///
/// A rate or a gross price that came from BaseLinker (an order line, its catalogue) is left blank, and stands in a column
/// of its own. An import is a person's word, and counts for tax (a line at 0 %) and price lists; a file that nobody
/// changed would make one of what BaseLinker happened to say.
///
/// # Errors
/// Those of the book.
pub fn products(mirror: &Mirror) -> Result<Exported, MirrorError> {
    let rows = mirror.cards()?;
    let told: Vec<CardValues> = rows.iter().map(told).collect();
    let blank = rows.iter().zip(&told);
    let blank = blank.filter(|(row, told)| row.values != **told).count();
    let mut sheet = Sheet::default();
    let beside: &[&str] = if blank > 0 { &ONLY_THERE } else { &[] };
    sheet.texts(Field::ALL.map(Field::word).iter().chain(beside).copied());
    for (row, told) in rows.iter().zip(&told) {
        let beside = if blank > 0 {
            only_there(row, told)
        } else {
            Vec::new()
        };
        sheet.row(
            Field::ALL
                .map(|field| cell(told, field))
                .into_iter()
                .chain(beside),
        );
    }
    let text = sheet.finish();
    let (refused, otherwise) = match rows.len() {
        0 => (Problems::default(), Vec::new()),
        _ => read_back(mirror, &text, &told)?,
    };
    Ok(Exported {
        text,
        rows: rows.len(),
        blank,
        refused,
        otherwise,
    })
}

fn told(row: &CardRow) -> CardValues {
    let mut values = row.values.clone();
    if row.rate_from == "order" {
        values.rate = None;
    }
    if row.price_from.as_deref() == Some("order") {
        values.price_gross = None;
    }
    values
}

/// Rate and price that were left blank.
fn only_there(row: &CardRow, told: &CardValues) -> Vec<Cell> {
    let fields = [Field::Vat, Field::PriceGross];
    fields
        .map(
            |field| match (cell(told, field), cell(&row.values, field)) {
                (Cell::Empty, only) => only,
                _ => Cell::Empty,
            },
        )
        .to_vec()
}

fn cell(values: &CardValues, field: Field) -> Cell {
    let exact = |text: &Option<String>| text.clone().map(Cell::Exact);
    let found = match field {
        Field::Sku => exact(&values.sku),
        Field::Name => exact(&values.name),
        Field::Vat => values.rate.map(|rate| Cell::Exact(rate.to_string())),
        Field::Ean => exact(&values.ean),
        Field::Unit => exact(&values.unit),
        Field::PriceNet => values.price_net.map(Cell::Money),
        Field::PriceGross => values.price_gross.map(Cell::Money),
        Field::Weight => values
            .weight
            .map(|weight| Cell::Decimal(weight.to_string())),
        Field::ClassCode => exact(&values.class_code),
        Field::Note => exact(&values.note),
        Field::Images => values
            .images
            .as_ref()
            .map(|images| Cell::Exact(images.join(" "))),
    };
    found.unwrap_or(Cell::Empty)
}

/// What an import makes of the file. A card of BaseLinker may hold what a file cannot say (two cards with one SKU, a
/// code with a line break): that is told now, not when the file comes back.
fn read_back(
    mirror: &Mirror,
    text: &str,
    told: &[CardValues],
) -> Result<(Problems, Vec<u64>), MirrorError> {
    let file = match cards::read(text.as_bytes(), &cards::remembered(mirror)?) {
        Err(problems) => return Ok((problems, Vec::new())),
        Ok(file) => file,
    };
    let pairs = file.rows.iter().zip(told);
    let otherwise = pairs.filter(|(row, told)| row.values != **told);
    Ok((
        Problems::default(),
        otherwise.map(|(row, _)| row.line).collect(),
    ))
}
