//! What stands above the table: title, days, both parties.

use super::Sheet;
use super::block::{Align, Block, Cell, Row};
use super::face::Faces;
use super::style::{ALERT, Ink, LABEL, LEFT, MARK, NAME, NUMBER, RIGHT, STRONG, TEXT, TITLE};
use super::words;
use crate::domain::document::{Buyer, Seller};
use crate::domain::kind::DocumentKind;

/// Where days and order begin, in points.
const FACTS: f32 = 345.0;

/// Width of their labels, in points.
const FACT_LABEL: f32 = 92.0;

/// Where the buyer begins, in points.
const BUYER: f32 = 305.0;

/// The blocks above the table.
pub(super) fn opening(faces: &Faces, sheet: &Sheet) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(reason) = &sheet.void {
        blocks.push(void(faces, reason));
        blocks.push(Block::gap(14.0));
    }
    blocks.push(name(faces, sheet).beside(facts(faces, sheet)));
    blocks.push(Block::of([Row::new(Vec::new())
        .padded(7.0)
        .ruled(LEFT, RIGHT)]));
    blocks.push(Block::gap(9.0));
    blocks.push(parties(faces, sheet));
    blocks.push(Block::gap(20.0));
    blocks
}

/// The mark of a void document.
fn void(faces: &Faces, reason: &str) -> Block {
    let cell = Cell::new(LEFT + 10.0, RIGHT - LEFT - 20.0, Align::Left)
        .with(faces, "DOKUMENT ANULOWANY", ALERT)
        .with(faces, &format!("Powód: {reason}"), TEXT);
    Block::of([Row::new(vec![cell])
        .padded(8.0)
        .filled(Ink::Pale, LEFT, RIGHT)])
}

fn name(faces: &Faces, sheet: &Sheet) -> Block {
    let kind = sheet.draft.kind;
    let mut cell = Cell::new(LEFT, FACTS - LEFT - 20.0, Align::Left)
        .with(faces, words::title(kind), TITLE)
        .with(faces, &sheet.number, NUMBER);
    if let Some(mark) = words::mark(kind) {
        cell = cell.with(faces, mark, MARK);
    }
    Block::of([Row::new(vec![cell])])
}

fn facts(faces: &Faces, sheet: &Sheet) -> Block {
    let mut facts = vec![
        ("Data wystawienia", sheet.issued_on.to_string()),
        ("Data sprzedaży", sheet.draft.sold_on.to_string()),
        ("Zamówienie", sheet.order.to_string()),
    ];
    if let Some(number) = &sheet.order_number {
        facts.push(("Nr zamówienia", number.clone()));
    }
    let value = FACTS + FACT_LABEL;
    let row = |(label, text): (&str, String)| {
        Row::new(vec![
            Cell::new(FACTS, FACT_LABEL, Align::Left).with(faces, label, LABEL),
            Cell::new(value, RIGHT - value, Align::Right).with(faces, &text, STRONG),
        ])
        .padded(1.0)
    };
    let below_the_edge = Block::gap(5.0);
    below_the_edge.then(Block::of(facts.into_iter().map(row)))
}

fn parties(faces: &Faces, sheet: &Sheet) -> Block {
    let draft = &sheet.draft;
    let (seller, buyer) = (&draft.seller, &draft.buyer);
    // Countries are said where one of the parties is abroad.
    let abroad = !matches!(buyer.country.as_str(), "" | "PL");
    let country = |code: &str| match abroad && !code.is_empty() {
        true => format!("Kraj: {code}"),
        false => String::new(),
    };
    let left = Cell::new(LEFT, BUYER - LEFT - 20.0, Align::Left);
    let right = Cell::new(BUYER, RIGHT - BUYER, Align::Left);
    Block::of([Row::new(vec![
        of_seller(faces, left, seller, &country(&seller.country), draft.kind),
        of_buyer(faces, right, buyer, &country(&buyer.country)),
    ])])
}

fn of_seller(
    faces: &Faces,
    cell: Cell,
    seller: &Seller,
    country: &str,
    kind: DocumentKind,
) -> Cell {
    // Art. 106e ust. 1 pkt 24: in a WDT the seller's number bears the country.
    let prefix = match kind {
        DocumentKind::InvoiceWdt => "PL",
        _ => "",
    };
    let cell = cell
        .with(faces, "Sprzedawca", LABEL)
        .with(faces, &seller.name, NAME)
        .with(faces, &seller.street, TEXT)
        .with(faces, &place(&seller.postcode, &seller.city), TEXT)
        .with(faces, country, TEXT);
    tax_id(faces, cell, "NIP", &seller.nip, prefix)
}

fn of_buyer(faces: &Faces, cell: Cell, buyer: &Buyer, country: &str) -> Cell {
    let cell = cell.with(faces, "Nabywca", LABEL);
    if *buyer == Buyer::default() {
        return cell.with(faces, "–", TEXT);
    }
    let cell = cell
        .with(faces, &buyer.name, NAME)
        .with(faces, &buyer.person, TEXT)
        .with(faces, &buyer.street, TEXT)
        .with(faces, &place(&buyer.postcode, &buyer.city), TEXT)
        .with(faces, country, TEXT);
    let label = match buyer.tax_id.starts_with(|c: char| c.is_ascii_digit()) {
        true => "NIP",
        false => "Numer VAT UE",
    };
    tax_id(faces, cell, label, &buyer.tax_id, "")
}

/// Postcode and city as one run.
fn place(postcode: &str, city: &str) -> String {
    format!("{} {}", postcode.trim(), city.trim())
}

fn tax_id(faces: &Faces, cell: Cell, label: &str, number: &str, prefix: &str) -> Cell {
    if number.is_empty() {
        return cell;
    }
    cell.with(faces, &format!("{label}: {prefix}{number}"), STRONG)
}
