//! What has happened to an order since its document: changes with what a correction would hold, and returns.

use serde_json::{Value, json};

use crate::domain::difference;
use crate::domain::money::Amount;
use crate::mirror::orders::OrderRow;
use crate::mirror::returns::Phase;
use crate::mirror::{Mirror, MirrorError};
use crate::report::visible;
use crate::texts::Lang;

/// `changes` and `difference` of the order as JSON; `returns` beside them.
///
/// # Errors
/// Those of the book.
pub(super) fn json(
    mirror: &Mirror,
    order: &OrderRow,
) -> Result<[(&'static str, Value); 3], MirrorError> {
    let later = order.later.as_deref();
    let changes: Vec<Value> = later
        .map(|later| difference::changes(&order.seen, later))
        .unwrap_or_default()
        .iter()
        .map(|change| {
            json!({"field": change.field, "was": visible(&change.was), "is": visible(&change.is)})
        })
        .collect();
    let gross = later.and_then(|later| difference::gross(&order.seen, later));
    let returns: Vec<Value> = mirror
        .returns_of(order.seen.id)?
        .iter()
        .map(|back| json!({"id": back.id, "phase": back.phase.text(), "what": visible(&back.what)}))
        .collect();
    Ok([
        ("changes", changes.into()),
        ("difference", gross.map(|gross| gross.to_string()).into()),
        ("returns", returns.into()),
    ])
}

/// The same for people; empty where nothing has happened.
///
/// # Errors
/// Those of the book.
pub(super) fn text(lang: Lang, mirror: &Mirror, order: &OrderRow) -> Result<String, MirrorError> {
    let mut lines = Vec::new();
    if let Some(later) = order.later.as_deref() {
        lines.push(lang.pick(
            "Zmieniło się od dokumentu (korekta objęłaby):".to_owned(),
            "Changed since the document (a correction would hold):".to_owned(),
        ));
        for change in difference::changes(&order.seen, later) {
            let line = format!("  {}: {} → {}", change.field, change.was, change.is);
            lines.push(visible(&line).into_owned());
        }
        if let Some(gross) =
            difference::gross(&order.seen, later).filter(|gross| *gross != Amount::ZERO)
        {
            let sum = lang.pick(gross.polish(), gross.to_string());
            let line = format!(
                "  {}: {sum} {}",
                lang.pick("brutto", "gross"),
                order.seen.currency
            );
            lines.push(visible(&line).into_owned());
        }
    }
    for back in mirror.returns_of(order.seen.id)? {
        let phase = phase(lang, back.phase);
        let line = lang.pick(
            format!("Zwrot {} ({phase}): {}", back.id, back.what),
            format!("Return {} ({phase}): {}", back.id, back.what),
        );
        lines.push(visible(&line).into_owned());
    }
    Ok(lines.join("\n"))
}

fn phase(lang: Lang, phase: Phase) -> &'static str {
    match phase {
        Phase::Active => lang.pick("w toku", "under way"),
        Phase::Accepted => lang.pick("przyjęty", "accepted"),
        Phase::Done => lang.pick("zakończony", "done"),
        Phase::Cancelled => lang.pick("anulowany", "cancelled"),
        Phase::Unknown => lang.pick("nieznany etap", "unknown phase"),
    }
}
