//! What stands below the table: sums per rate, total, payment, notes.

use super::Sheet;
use super::block::{Align, Block, Cell, Row};
use super::columns::{Column, Frame, Places};
use super::face::Faces;
use super::goods::INSET;
use super::style::{BOTTOM, Ink, LABEL, LEFT, RIGHT, STRONG, SUM, Style, TEXT, TOP_AGAIN};
use super::words::{self, NBSP};
use crate::domain::money::{Amount, in_words};

/// Where payment ends, in points.
const PAYMENT_END: f32 = 245.0;

/// Width of its labels, in points.
const PAYMENT_LABEL: f32 = 92.0;

/// The blocks below the table. `last` is the last line of goods: it stays with the sums, so that no page has sums alone.
pub(super) fn closing(faces: &Faces, sheet: &Sheet, last: Option<Block>) -> Vec<Block> {
    let payment = payment(faces, sheet);
    let (rates, left) = rates(faces, sheet);
    let both = match left < PAYMENT_END + INSET {
        true => rates.then(Block::gap(8.0)).then(payment),
        false => payment.beside(rates),
    };
    let sums = Block::gap(14.0)
        .then(both)
        .then(Block::gap(8.0))
        .then(in_full(faces, sheet));
    let mut blocks = match last {
        // Unless the line itself fills a page.
        Some(last) if last.height + sums.height > (BOTTOM - TOP_AGAIN) * 0.9 => vec![last, sums],
        Some(last) => vec![last.then(sums)],
        None => vec![sums],
    };
    blocks.extend(notes(faces, sheet));
    blocks
}

/// The table of rates, and where it begins, in points.
fn rates(faces: &Faces, sheet: &Sheet) -> (Block, f32) {
    let draft = &sheet.draft;
    let mut columns = vec![
        Column::right("Stawka VAT"),
        Column::right("Netto"),
        Column::right("VAT"),
        Column::right("Brutto"),
    ];
    let mut rows: Vec<Vec<String>> = draft
        .rates
        .iter()
        .map(|sum| {
            vec![
                words::rate(sum.rate),
                sum.net.polish(),
                sum.vat.polish(),
                sum.gross.polish(),
            ]
        })
        .collect();
    let mut total = vec![
        "Razem".to_owned(),
        draft.net.polish(),
        draft.vat.polish(),
        draft.gross.polish(),
    ];
    if let Some(conversion) = &draft.conversion {
        columns.push(Column::right("VAT w PLN"));
        let of = |rate| {
            let found = conversion.vat_pln.iter().find(|(one, _)| *one == rate);
            found.map(|(_, vat)| *vat)
        };
        for (row, sum) in rows.iter_mut().zip(&draft.rates) {
            row.push(of(sum.rate).map(Amount::polish).unwrap_or_default());
        }
        let all = Amount::sum(conversion.vat_pln.iter().map(|(_, vat)| *vat));
        total.push(all.map(Amount::polish).unwrap_or_default());
    }
    // The total is bold: measured so, lest it be broken.
    let bold: Vec<Column> = columns
        .iter()
        .map(|column| Column {
            style: STRONG,
            ..*column
        })
        .collect();
    let all = rows.iter().chain([&total]);
    let frame = Frame {
        left: LEFT,
        right: RIGHT - INSET,
        between: 18.0,
        wide: None,
    };
    let places = Places::new(faces, &bold, all, frame);
    let left = places.left() - INSET;
    let line = |texts: &Vec<String>, style: fn(&Column) -> Style| {
        Row::new(places.cells(faces, &columns, texts, style)).padded(3.0)
    };
    let mut table =
        vec![
            Row::new(places.titles(faces, &columns))
                .padded(4.5)
                .filled(Ink::Band, left, RIGHT),
        ];
    table.extend(
        rows.iter()
            .map(|texts| line(texts, |column| column.style).ruled(left, RIGHT)),
    );
    table.push(line(&total, |_| STRONG));
    (Block::of(table), left)
}

/// The total in figures and in words.
fn in_full(faces: &Faces, sheet: &Sheet) -> Block {
    let draft = &sheet.draft;
    let wide = RIGHT - LEFT - 2.0 * INSET;
    let label = Cell::new(LEFT + INSET, 150.0, Align::Left).with(faces, "Należność ogółem", SUM);
    let sum = words::money(draft.gross, &draft.currency);
    let sum = Cell::new(LEFT + INSET + 150.0, wide - 150.0, Align::Right).with(faces, &sum, SUM);
    let words = format!("Słownie: {}", in_words(draft.gross, &draft.currency));
    let words = Cell::new(LEFT + INSET, wide, Align::Left).with(faces, &words, TEXT);
    Block::of([
        Row::new(vec![label, sum])
            .padded(6.0)
            .filled(Ink::Band, LEFT, RIGHT),
        Row::new(vec![words]).padded(5.0),
    ])
}

fn payment(faces: &Faces, sheet: &Sheet) -> Block {
    let draft = &sheet.draft;
    let payment = &draft.payment;
    let money = |amount| words::money(amount, &draft.currency);
    let mut facts = Vec::new();
    let how = words::payment(&payment.form, &payment.method);
    if !how.is_empty() {
        facts.push(("Forma płatności", how, TEXT));
    }
    facts.push(("Zapłacono", money(payment.paid), TEXT));
    // Both are bounded by what an order can cost.
    let open = draft.gross.minus(payment.paid).unwrap_or(draft.gross);
    if open < Amount::ZERO {
        let over = open.negated().unwrap_or(Amount::ZERO);
        facts.push(("Nadpłata", money(over), STRONG));
    } else {
        facts.push(("Pozostało do zapłaty", money(open), STRONG));
    }
    if open > Amount::ZERO {
        facts.push(("Termin płatności", payment.due.to_string(), STRONG));
    }
    let account = words::account(&draft.seller.bank_account);
    let value = LEFT + PAYMENT_LABEL;
    let row = |(label, text, style): (&str, String, Style)| {
        Row::new(vec![
            Cell::new(LEFT, PAYMENT_LABEL, Align::Left).with(faces, label, LABEL),
            Cell::new(value, PAYMENT_END - value, Align::Left).with(faces, &text, style),
        ])
        .padded(1.5)
    };
    let mut block = Block::gap(3.0).then(Block::of(facts.into_iter().map(row)));
    if !account.is_empty() {
        // Of its own width: an account is copied as one.
        let cell = Cell::new(LEFT, PAYMENT_END - LEFT, Align::Left)
            .with(faces, "Rachunek bankowy", LABEL)
            .with(faces, &account, STRONG);
        block = block.then(Block::of([Row::new(vec![cell]).padded(1.5)]));
    }
    block
}

fn notes(faces: &Faces, sheet: &Sheet) -> Vec<Block> {
    let mut notes = sheet.notes.clone();
    if let Some(conversion) = &sheet.draft.conversion {
        let currency = &sheet.draft.currency;
        let rate = words::exchange(conversion.rate);
        notes.push(format!(
            "Kurs NBP: 1{NBSP}{currency} = {rate}{NBSP}PLN, tabela nr {} z dnia {}",
            conversion.table, conversion.day
        ));
    }
    let one = |text: &String, label: &str| {
        let mut cell = Cell::new(LEFT + INSET, RIGHT - LEFT - 2.0 * INSET, Align::Left);
        if !label.is_empty() {
            cell = cell.with(faces, label, LABEL);
        }
        Block::of([Row::new(vec![cell.with(faces, text, TEXT)]).padded(1.5)])
    };
    let mut blocks = Vec::new();
    for (place, text) in notes.iter().enumerate() {
        if place == 0 {
            blocks.push(Block::gap(8.0));
        }
        blocks.push(one(text, if place == 0 { "Uwagi" } else { "" }));
    }
    blocks
}
