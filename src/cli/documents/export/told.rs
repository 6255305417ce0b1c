//! A month as JSON.

use serde_json::{Value, json};

use crate::cli::documents::row_json;
use crate::domain::money::Amount;
use crate::domain::month::Month;
use crate::domain::warsaw;
use crate::report::visible;
use crate::sync::documents::export::{Book, Entry, Marker, Turnover};
use crate::texts::{Lang, reasons};

pub(super) fn json(lang: Lang, month: Month, book: &Book) -> Value {
    let documents: Vec<Value> = book.documents.iter().map(|one| entry(lang, one)).collect();
    let sums: Vec<Value> = book
        .sums
        .iter()
        .map(|sum| {
            json!({
                "kind": sum.kind,
                "currency": sum.currency,
                "rate": sum.rate,
                "documents": sum.documents,
                "net": sum.net.to_string(),
                "vat": sum.vat.to_string(),
                "gross": sum.gross.to_string(),
                "vat_pln": sum.vat_pln.map(|vat| vat.to_string()),
            })
        })
        .collect();
    let series: Vec<Value> = book
        .series
        .iter()
        .map(|given| {
            json!({
                "format": given.format,
                "period": given.period,
                "documents": given.documents,
                "first": given.first,
                "last": given.last,
                "missing": given.missing,
            })
        })
        .collect();
    let corrections: Vec<Value> = book
        .corrections
        .iter()
        .map(|correction| {
            json!({
                "number": correction.number,
                "date": correction.day.to_string(),
                "gross": correction.gross.to_string(),
                "currency": correction.currency,
                "document": correction.document,
                "issued_on": correction.issued_on,
            })
        })
        .collect();
    let open: Vec<Value> = book
        .open
        .iter()
        .map(|order| {
            let reasons: Vec<Value> = order
                .reasons
                .iter()
                .map(|reason| {
                    json!({
                        "code": reason.code.text(),
                        "field": reason.field,
                        "value": visible(&reason.value),
                        "message": visible(&reasons::message(lang, reason)),
                        "fix": visible(&reasons::fix(lang, reason, order.seen.id)),
                    })
                })
                .collect();
            let day = order.seen.confirmed_at.map(warsaw::day);
            json!({
                "order": order.seen.id,
                "state": order.state.text(),
                "confirmed_on": day.map(|day| day.to_string()),
                "gross": order.gross.map(|gross| Amount::from_grosze(gross).to_string()),
                "currency": Some(&order.seen.currency).filter(|currency| !currency.is_empty()),
                "reasons": reasons,
            })
        })
        .collect();
    json!({
        "schema": 1,
        "month": month.to_string(),
        "documents": documents,
        "sums": sums,
        "series": series,
        "corrections": corrections,
        "without_document": open,
    })
}

/// The document as in lists, with what the accountant needs beside it.
fn entry(lang: Lang, entry: &Entry) -> Value {
    let mut value = row_json(lang, &entry.row);
    let rates: Vec<Value> = entry
        .rates
        .iter()
        .map(|row| {
            json!({
                "rate": row.rate,
                "net": row.net.to_string(),
                "vat": row.vat.to_string(),
                "gross": row.gross.to_string(),
                "vat_pln": row.vat_pln.map(|vat| vat.to_string()),
            })
        })
        .collect();
    let conversion = entry.conversion.as_ref().map(|conversion| {
        json!({
            "rate": conversion.rate.to_string(),
            "table": conversion.table,
            "day": conversion.day.to_string(),
        })
    });
    let buyer = &entry.buyer;
    value["rates"] = json!(rates);
    value["buyer"] = json!({"name": buyer.name, "tax_id": buyer.tax_id, "country": buyer.country});
    value["conversion"] = json!(conversion);
    value["marker"] = json!(marker(&entry.marker));
    value["turnover"] = json!(entry.turnover == Turnover::Counts);
    value["fp"] = json!(entry.turnover == Turnover::OfReceipt);
    value
}

/// What stands in the KSeF column: the number, `BFK`, `DI`, `?` where it is not known; nothing for a void one.
pub(super) fn marker(marker: &Marker) -> Option<&str> {
    match marker {
        Marker::Ksef(number) => Some(number),
        Marker::Bfk => Some("BFK"),
        Marker::Di => Some("DI"),
        Marker::Missing => Some("?"),
        Marker::None => None,
    }
}
