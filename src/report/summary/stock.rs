//! What a stock pass did, for people.

use crate::report::pass::{PassReport, PlannedStock};
use crate::report::table::{Column, table};
use crate::report::visible;
use crate::texts::Lang;

/// Counts of levels; those that are zero are left out.
pub(super) fn counts(lang: Lang, report: &PassReport) -> Vec<(&'static str, u64)> {
    let stock = &report.stock;
    let sent = if report.dry_run {
        lang.pick("stany do wysłania", "levels to send")
    } else {
        lang.pick("wysłane stany", "levels sent")
    };
    let of_stock = report.pass == "stock";
    vec![
        (
            lang.pick("nowe magazyny", "warehouses created"),
            report.warehouses.created.len() as u64,
        ),
        (sent, stock.sent),
        (
            lang.pick("stany bez zmian", "levels unchanged"),
            if of_stock { stock.unchanged } else { 0 },
        ),
        (
            lang.pick(
                "sztuki zamówień, które czekają",
                "pieces of orders that wait",
            ),
            if of_stock { stock.held } else { 0 },
        ),
        (
            lang.pick(
                "połączone kartoteki bez stanu",
                "linked cards without a level",
            ),
            if of_stock { stock.unknown } else { 0 },
        ),
        (
            lang.pick("różnice", "levels that differ (drift)"),
            stock.drift,
        ),
        (
            lang.pick("stany niezapisane", "levels not written"),
            stock.warnings,
        ),
        (
            lang.pick("stany niepewne", "levels in doubt"),
            stock.in_doubt,
        ),
    ]
}

/// Levels of a plan in three columns: mirror, BaseLinker, to send. The first of many.
pub(super) fn levels(lang: Lang, levels: &[PlannedStock], width: Option<u16>) -> String {
    const SHOWN: usize = 50;
    let headings = [
        ("SKU", Column::Left),
        (lang.pick("magazyn", "warehouse"), Column::Left),
        (lang.pick("kopia danych", "mirror"), Column::Right),
        ("BaseLinker", Column::Right),
        (lang.pick("do wysłania", "to send"), Column::Right),
    ];
    let rows = levels.iter().take(SHOWN).map(|level| {
        let none = || lang.pick("(brak)", "(none)").to_owned();
        let sku = level.sku.as_deref().map(visible);
        vec![
            sku.map_or_else(none, |sku| sku.into_owned()),
            visible(&level.place).into_owned(),
            level.level.to_string(),
            level
                .remote
                .map_or("?".to_owned(), |pieces| pieces.to_string()),
            level.to_send.to_string(),
        ]
    });
    let mut text = table(&headings, rows.collect(), width);
    if levels.len() > SHOWN {
        text.push('\n');
        text.push_str(&super::more(lang, levels.len() - SHOWN));
    }
    text
}

/// Why a brake stopped a sending.
pub(super) fn brake(lang: Lang, reason: &str, count: impl Fn(&str) -> u64) -> Option<String> {
    let (all, zero) = (count("levels"), count("to_zero"));
    let (higher, lower, same) = (count("higher"), count("lower"), count("same"));
    match reason {
        "first_sending" => Some(lang.pick(
            format!("to pierwsza wysyłka stanów z tego profilu ({all}): {higher} wzrośnie, {lower} zmaleje, {zero} spadnie do zera, {same} bez zmian.\nPorównaj kolumny powyżej; stan w kopii danych poprawia: firmino-link stock set SKU MAGAZYN ILE"),
            format!("this is the first sending of levels of this profile ({all}): {higher} would rise, {lower} would fall, {zero} would go to zero, {same} stay.\nCompare the columns above; a level of the mirror is corrected by: firmino-link stock set SKU WAREHOUSE QTY"),
        )),
        "zero_products" => Some(lang.pick(
            format!("{zero} stanów spadłoby do zera (brakes.zero_percent, brakes.zero_products); oferta bez sztuk może zostać zakończona."),
            format!("{zero} levels would go to zero (brakes.zero_percent, brakes.zero_products); an offer without pieces may be ended."),
        )),
        _ => None,
    }
}
