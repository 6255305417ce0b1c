//! Levels as a file: a list to count by, and what an import of levels reads.

use super::Exported;
use crate::domain::import::FileField as _;
use crate::domain::pieces::CountField;
use crate::mirror::{Mirror, MirrorError};
use crate::report::sheet::{Cell, Sheet};
use crate::sync::import::{Problems, counts};

/// What a level is of, for the person who counts; no import reads it.
const NAME: &str = "name";

/// Every level, and every card in a warehouse where none was counted yet, by card. A level that is not known is left
/// blank: it is not zero.
///
/// # Errors
/// Those of the book.
pub fn stock(mirror: &Mirror) -> Result<Exported, MirrorError> {
    let mut rows = mirror.stock_rows(None)?;
    // A warehouse that is two places of BaseLinker has one level.
    rows.dedup_by_key(|row| (row.card, row.warehouse));
    let mut sheet = Sheet::default();
    sheet.texts(
        CountField::ALL
            .iter()
            .map(|field| field.word())
            .chain([NAME]),
    );
    for row in &rows {
        let card = mirror.card(row.card)?;
        let name = card.and_then(|card| card.values.name);
        let exact = |text: Option<String>| text.map_or(Cell::Empty, Cell::Exact);
        sheet.row([
            exact(row.sku.clone()),
            exact(Some(row.symbol.clone())),
            row.level.pieces.map_or(Cell::Empty, Cell::Whole),
            exact(name),
        ]);
    }
    let text = sheet.finish();
    let refused = match rows.len() {
        0 => Problems::default(),
        _ => counts::check(mirror, text.as_bytes())?,
    };
    Ok(Exported {
        text,
        rows: rows.len(),
        blank: rows.iter().filter(|row| row.level.pieces.is_none()).count(),
        refused,
        otherwise: Vec::new(),
    })
}
