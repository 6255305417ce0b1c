//! `stock show`.

use serde_json::json;

use super::{cards, named, values};
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::mirror::overview::StockRow;
use crate::report::table::{Column, table};
use crate::report::visible::short;
use crate::report::{Exit, Failure};
use crate::texts::{count, stock as texts};

pub(super) fn run(
    global: &Global,
    desk: &Desk,
    sku: Option<&str>,
    limit: Option<usize>,
) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let of_mirror = |error| Failure::of_mirror(lang, &error);
    let mirror = desk.mirror_with_warehouses()?;
    let mut rows = match sku {
        None => mirror.stock_rows(None).map_err(of_mirror)?,
        Some(text) => {
            let mut rows = Vec::new();
            for card in cards(desk, &mirror, text)? {
                rows.extend(mirror.stock_rows(Some(card)).map_err(of_mirror)?);
            }
            rows
        }
    };
    rows.truncate(limit.unwrap_or(usize::MAX));
    if global.json {
        show::out(&json!({"schema": 1, "stock": values(&rows)}).to_string());
        return Ok(Exit::Done);
    }
    if rows.is_empty() {
        show::out(texts::none(lang));
        return Ok(Exit::Done);
    }
    let headings = [
        ("SKU", Column::Left),
        (lang.pick("magazyn", "warehouse"), Column::Left),
        ("BaseLinker", Column::Left),
        (lang.pick("stan", "level"), Column::Right),
        (lang.pick("zajęte", "held"), Column::Right),
        (lang.pick("cel", "target"), Column::Right),
        (lang.pick("w BaseLinker", "remote"), Column::Right),
        (lang.pick("różnica", "drift"), Column::Right),
    ];
    let shown = rows.iter().map(cells).collect();
    show::out(&table(&headings, shown, show::width()));
    let levels = count(
        lang,
        rows.len(),
        ["stan", "stany", "stanów"],
        ["level", "levels"],
    );
    show::out(&format!("\n{levels}. {}", texts::legend(lang)));
    let drifts = rows
        .iter()
        .any(|row| row.drift().is_some_and(|drift| drift != 0));
    show::out(&texts::next(
        lang,
        drifts.then_some("firmino-link stock drift"),
    ));
    Ok(Exit::Done)
}

fn cells(row: &StockRow) -> Vec<String> {
    vec![
        named(row),
        short(&row.symbol, 30),
        row.place
            .as_deref()
            .map_or_else(|| texts::level(None), |place| short(place, 30)),
        texts::level(row.level.pieces),
        row.level.held.to_string(),
        texts::level(row.shelf.target),
        texts::level(row.shelf.remote),
        texts::difference(row.drift()),
    ]
}
