//! A stored document as it was issued: rows become the draft again, to the grosz.

use jiff::civil::Date;
use rusqlite::OptionalExtension as _;

use super::DocumentRow;
use crate::domain::document::{DocumentLine, Draft};
use crate::domain::totals::RateSum;
use crate::mirror::{Mirror, MirrorError, Result};

/// What was issued, with what stands beside the draft on its printout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The document. Its lines do not tell the order's lines: the book keeps their cards instead.
    pub draft: Draft,
    /// Day of issue, in Warsaw.
    pub issued_on: Date,
    /// Our own number of the order.
    pub order_number: Option<String>,
}

impl Mirror {
    /// What was issued under a document's number.
    ///
    /// # Errors
    /// [`MirrorError::Content`] for a row that nothing here has written.
    pub fn snapshot(&self, row: &DocumentRow) -> Result<Snapshot> {
        let (net, vat, gross) = row.sums;
        let conversion = row.conversion.as_deref();
        let lines = self.document_lines(row.id)?.into_iter().map(|line| {
            Ok(DocumentLine {
                price: read("price", &line.price)?,
                rate: read("rate", &line.rate)?,
                name: line.name,
                sku: line.sku,
                unit: line.unit,
                quantity: line.quantity,
                gross: line.gross,
                order_line: None,
            })
        });
        let rates = row.rates.iter().map(|(rate, net, vat, gross)| {
            Ok(RateSum {
                rate: read("rate", rate)?,
                net: *net,
                vat: *vat,
                gross: *gross,
            })
        });
        let draft = Draft {
            kind: read("kind", &row.kind)?,
            kind_reason: row.reason.clone(),
            sold_on: read("day", &row.sold_on)?,
            currency: row.currency.clone(),
            lines: lines.collect::<Result<_>>()?,
            rates: rates.collect::<Result<_>>()?,
            net,
            vat,
            gross,
            seller: serde_json::from_str(&row.seller)?,
            buyer: serde_json::from_str(&row.buyer)?,
            payment: serde_json::from_str(&row.payment)?,
            conversion: conversion.map(serde_json::from_str).transpose()?,
            notes: serde_json::from_str(&row.notes)?,
        };
        Ok(Snapshot {
            draft,
            issued_on: read("day", &row.issued_on)?,
            order_number: self.own_number(row.order_key)?,
        })
    }

    /// By the order's own row: another order may stand in quarantine under the same id.
    fn own_number(&self, order_key: i64) -> Result<Option<String>> {
        let mut get = self
            .db
            .prepare_cached("SELECT number FROM orders WHERE key = ?1")?;
        let found: Option<Option<String>> =
            get.query_row([order_key], |row| row.get(0)).optional()?;
        Ok(found.flatten())
    }
}

fn read<T: std::str::FromStr>(what: &str, text: &str) -> Result<T> {
    text.parse()
        .map_err(|_| MirrorError::Content(format!("documents {what} {text}")))
}
