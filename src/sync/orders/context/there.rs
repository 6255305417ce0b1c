//! What the sale has in BaseLinker, as the book last read it.

use crate::domain::plan::There;
use crate::mirror::remote::{Made, RemoteDocument, RemoteKind};
use crate::mirror::{Mirror, Result};
use crate::sync::orders::elsewhere::ours;
use crate::sync::settings::Settings;

/// The document of an order in BaseLinker that is not ours to fill. An invoice in `orders.invoice_series` without file,
/// external number and KSeF number is: our own document goes there (design.md §5, documents elsewhere).
pub(super) fn of(mirror: &Mirror, settings: &Settings, order: i64) -> Result<There> {
    let there = mirror.remote_of(order)?;
    if there.is_empty() {
        return Ok(There::Nothing);
    }
    let ours = ours(settings, mirror)?;
    let adoptable = |document: &RemoteDocument| {
        document.made == Made::Plain && ours.is_some() && document.series == ours
    };
    let invoice = there
        .iter()
        .find(|document| document.kind == RemoteKind::Invoice && !adoptable(document));
    if let Some(invoice) = invoice {
        return Ok(There::Invoice(named(invoice)));
    }
    let receipt = there
        .iter()
        .find(|document| document.kind == RemoteKind::Receipt);
    Ok(receipt.map_or(There::Nothing, |receipt| There::Receipt {
        number: named(receipt),
        tax_id: receipt.tax_id.clone(),
    }))
}

fn named(document: &RemoteDocument) -> String {
    match document.number.as_str() {
        "" => document.id.to_string(),
        number => number.to_owned(),
    }
}
