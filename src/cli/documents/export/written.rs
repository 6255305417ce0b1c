//! A month as a table for spreadsheets.

use super::told::marker;
use crate::domain::money::{Amount, MoneyError};
use crate::domain::month::Month;
use crate::domain::warsaw;
use crate::mirror::documents::Role;
use crate::report::sheet::{Cell, Sheet};
use crate::sync::documents::export::{Book, Entry, Turnover};
use crate::texts::{Lang, orders as texts, reasons};

pub(super) fn csv(lang: Lang, month: Month, book: &Book) -> String {
    let mut sheet = Sheet::default();
    sheet.texts(headings(lang));
    for entry in &book.documents {
        documents(lang, &mut sheet, entry);
    }
    sums(lang, &mut sheet, month, book);
    series(lang, &mut sheet, book);
    corrections(lang, &mut sheet, book);
    open(lang, &mut sheet, book);
    sheet.finish()
}

fn headings(lang: Lang) -> [&'static str; 26] {
    lang.pick(
        [
            "numer",
            "rodzaj",
            "rola",
            "data wystawienia",
            "data sprzedaży",
            "nabywca",
            "NIP",
            "kraj",
            "stawka",
            "netto",
            "VAT",
            "brutto",
            "waluta",
            "kurs NBP",
            "tabela NBP",
            "data kursu",
            "VAT w PLN",
            "KSeF",
            "JPK",
            "w obrocie",
            "pochodzenie",
            "unieważniony",
            "korekta",
            "data korekty",
            "korekta brutto",
            "zamówienie",
        ],
        [
            "number",
            "kind",
            "role",
            "issued on",
            "tax date",
            "buyer",
            "NIP",
            "country",
            "rate",
            "net",
            "VAT",
            "gross",
            "currency",
            "NBP rate",
            "NBP table",
            "rate day",
            "VAT in PLN",
            "KSeF",
            "JPK",
            "in turnover",
            "origin",
            "void",
            "correction",
            "correction date",
            "correction gross",
            "order",
        ],
    )
}

/// One row for each rate; corrections stand in the first, so that a column can be summed.
fn documents(lang: Lang, sheet: &mut Sheet, entry: &Entry) {
    let row = &entry.row;
    let role = match row.role == Role::ToReceipt.text() {
        true => lang.pick("do paragonu", "to a receipt"),
        false => lang.pick("sprzedaż", "sale"),
    };
    let origin = match row.is_ours() {
        true => "firmino-link",
        false => "Firmino",
    };
    let conversion = entry.conversion.as_ref();
    let listed = |part: fn(&(String, jiff::civil::Date, Amount)) -> String| {
        row.corrections().map(part).collect::<Vec<_>>().join(", ")
    };
    let corrected = row.corrections().map(|(.., gross)| *gross);
    let corrected = row.corrections().next().map(|_| Amount::sum(corrected));
    for (place, sums) in entry.rates.iter().enumerate() {
        let first = place == 0;
        let on_first = |cell: Cell| if first { cell } else { Cell::Empty };
        sheet.row([
            Cell::text(&row.number),
            Cell::text(texts::kind(lang, &row.kind)),
            Cell::text(role),
            Cell::text(&row.issued_on),
            Cell::text(&row.sold_on),
            Cell::text(&entry.buyer.name),
            Cell::text(&entry.buyer.tax_id),
            Cell::text(&entry.buyer.country),
            Cell::text(&sums.rate),
            Cell::Money(sums.net),
            Cell::Money(sums.vat),
            Cell::Money(sums.gross),
            Cell::text(&row.currency),
            conversion.map_or(Cell::Empty, |fx| Cell::Decimal(fx.rate.to_string())),
            conversion.map_or(Cell::Empty, |fx| Cell::text(&fx.table)),
            conversion.map_or(Cell::Empty, |fx| Cell::text(fx.day.to_string())),
            sums.vat_pln.map_or(Cell::Empty, Cell::Money),
            marker(&entry.marker).map_or(Cell::Empty, Cell::text),
            match entry.turnover {
                Turnover::OfReceipt => Cell::text("FP"),
                Turnover::Counts | Turnover::Void => Cell::Empty,
            },
            Cell::text(match entry.turnover {
                Turnover::Counts => lang.pick("tak", "yes"),
                Turnover::OfReceipt | Turnover::Void => lang.pick("nie", "no"),
            }),
            Cell::text(origin),
            row.void().map_or(Cell::Empty, Cell::text),
            on_first(Cell::text(listed(|(number, ..)| number.clone()))),
            on_first(Cell::text(listed(|(_, day, _)| day.to_string()))),
            on_first(sum(corrected.as_ref())),
            Cell::Whole(row.order),
        ]);
    }
}

fn sum(found: Option<&Result<Amount, MoneyError>>) -> Cell {
    match found {
        Some(Ok(sum)) => Cell::Money(*sum),
        Some(Err(_)) => Cell::text("?"),
        None => Cell::Empty,
    }
}

fn sums(lang: Lang, sheet: &mut Sheet, month: Month, book: &Book) {
    sheet.row([]);
    sheet.row([Cell::text(lang.pick(
        format!(
            "Sumy kontrolne {month} (bez unieważnionych i faktur do paragonów; korekty osobno)"
        ),
        format!(
            "Control sums {month} (without void ones and invoices to receipts; corrections apart)"
        ),
    ))]);
    sheet.texts(lang.pick(
        [
            "rodzaj",
            "waluta",
            "stawka",
            "dokumenty",
            "netto",
            "VAT",
            "brutto",
            "VAT w PLN",
        ],
        [
            "kind",
            "currency",
            "rate",
            "documents",
            "net",
            "VAT",
            "gross",
            "VAT in PLN",
        ],
    ));
    for sum in &book.sums {
        sheet.row([
            Cell::text(texts::kind(lang, &sum.kind)),
            Cell::text(&sum.currency),
            Cell::text(&sum.rate),
            Cell::Whole(i64::try_from(sum.documents).unwrap_or(i64::MAX)),
            Cell::Money(sum.net),
            Cell::Money(sum.vat),
            Cell::Money(sum.gross),
            sum.vat_pln.map_or(Cell::text("?"), Cell::Money),
        ]);
    }
}

fn series(lang: Lang, sheet: &mut Sheet, book: &Book) {
    sheet.row([]);
    sheet.texts([lang.pick("Numery własnych serii", "Numbers of our own series")]);
    sheet.texts(lang.pick(
        ["seria", "okres", "dokumenty", "od", "do", "luki"],
        ["series", "period", "documents", "from", "to", "gaps"],
    ));
    for given in &book.series {
        let missing = match given.missing.as_slice() {
            [] => lang.pick("brak luk", "no gaps").to_owned(),
            some => some.join(", "),
        };
        sheet.row([
            Cell::text(&given.format),
            Cell::text(&given.period),
            Cell::Whole(i64::try_from(given.documents).unwrap_or(i64::MAX)),
            Cell::text(&given.first),
            Cell::text(&given.last),
            Cell::text(missing),
        ]);
    }
    if book.series.is_empty() {
        sheet.texts([lang.pick(
            "brak dokumentów z własnymi numerami, brak luk",
            "no documents with numbers of our own, no gaps",
        )]);
    }
}

fn corrections(lang: Lang, sheet: &mut Sheet, book: &Book) {
    if book.corrections.is_empty() {
        return;
    }
    sheet.row([]);
    sheet.texts([lang.pick(
        "Korekty z datą w tym miesiącu",
        "Corrections dated in this month",
    )]);
    sheet.texts(lang.pick(
        [
            "korekta",
            "data",
            "brutto",
            "waluta",
            "dokument",
            "wystawiony",
        ],
        [
            "correction",
            "date",
            "gross",
            "currency",
            "document",
            "issued on",
        ],
    ));
    for correction in &book.corrections {
        sheet.row([
            Cell::text(&correction.number),
            Cell::text(correction.day.to_string()),
            Cell::Money(correction.gross),
            Cell::text(&correction.currency),
            Cell::text(&correction.document),
            Cell::text(&correction.issued_on),
        ]);
    }
}

fn open(lang: Lang, sheet: &mut Sheet, book: &Book) {
    sheet.row([]);
    sheet.texts([lang.pick(
        "Zamówienia potwierdzone w tym miesiącu, które nie mają jeszcze dokumentu",
        "Orders confirmed in this month that lack their document",
    )]);
    if book.open.is_empty() {
        sheet.texts([lang.pick("brak takich zamówień", "no such orders")]);
        return;
    }
    sheet.texts(lang.pick(
        [
            "zamówienie",
            "potwierdzone",
            "stan",
            "brutto",
            "waluta",
            "powód",
        ],
        [
            "order",
            "confirmed on",
            "state",
            "gross",
            "currency",
            "reason",
        ],
    ));
    for order in &book.open {
        let reasons = order.reasons.iter();
        let reasons: Vec<String> = reasons
            .map(|reason| reasons::message(lang, reason))
            .collect();
        let day = order.seen.confirmed_at.map(warsaw::day);
        sheet.row([
            Cell::Whole(order.seen.id),
            day.map_or(Cell::Empty, |day| Cell::text(day.to_string())),
            Cell::text(texts::state(lang, order.state, order.flags)),
            order
                .gross
                .map_or(Cell::Empty, |gross| Cell::Money(Amount::from_grosze(gross))),
            Cell::text(&order.seen.currency),
            Cell::text(reasons.join("; ")),
        ]);
    }
}
