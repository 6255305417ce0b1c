//! The table of goods.

use super::Sheet;
use super::block::{Block, Row};
use super::columns::{Column, Frame, Places};
use super::face::Faces;
use super::style::{Ink, LEFT, RIGHT, SMALL};
use super::words;
use crate::domain::document::DocumentLine;

/// From the edge of the table to its text, in points.
pub(super) const INSET: f32 = 5.0;

const COLUMNS: [Column; 7] = [
    Column::right("Lp."),
    Column::left("Nazwa towaru lub usługi"),
    Column::right("Ilość"),
    Column::left("J.m."),
    Column::right("Cena brutto"),
    Column::right("VAT"),
    Column::right("Wartość brutto"),
];

/// The column that takes the room which the others leave.
const NAME: usize = 1;

/// The table's head, and a block for each line.
pub(super) fn table(faces: &Faces, sheet: &Sheet) -> (Block, Vec<Block>) {
    let lines = &sheet.draft.lines;
    let texts: Vec<Vec<String>> = lines
        .iter()
        .enumerate()
        .map(|(place, line)| {
            vec![
                (place + 1).to_string(),
                line.name.clone(),
                words::pieces(line.quantity),
                line.unit.clone(),
                words::price(line.price),
                words::rate(line.rate),
                line.gross.polish(),
            ]
        })
        .collect();
    let frame = Frame {
        left: LEFT + INSET,
        right: RIGHT - INSET,
        between: 9.0,
        wide: Some(NAME),
    };
    let places = Places::new(faces, &COLUMNS, texts.iter(), frame);
    let head = Row::new(places.titles(faces, &COLUMNS))
        .padded(4.5)
        .filled(Ink::Band, LEFT, RIGHT);
    let row = |(texts, line): (&Vec<String>, &DocumentLine)| {
        let mut cells = places.cells(faces, &COLUMNS, texts, |column| column.style);
        if let (Some(name), false) = (cells.get_mut(NAME), line.sku.trim().is_empty()) {
            let sku = format!("SKU: {}", line.sku);
            *name = name.clone().with(faces, &sku, SMALL);
        }
        Block::of([Row::new(cells).padded(3.5).ruled(LEFT, RIGHT)]).in_table()
    };
    let rows = texts.iter().zip(lines).map(row).collect();
    (Block::of([head]).in_table(), rows)
}
