//! `stock drift`.

use serde_json::json;

use super::{named, values};
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::domain::stock::to_send;
use crate::mirror::overview::StockRow;
use crate::report::table::{Column, table};
use crate::report::visible::short;
use crate::report::{Exit, Failure};
use crate::sync::{levels, links};
use crate::texts::{count, stock as texts};

pub(super) fn run(global: &Global, desk: &Desk, limit: Option<usize>) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let of_mirror = |error| Failure::of_mirror(lang, &error);
    let mirror = desk.mirror_with_warehouses()?;
    let mut rows = mirror.stock_rows(None).map_err(of_mirror)?;
    rows.retain(|row| row.drift().is_some_and(|drift| drift != 0));
    let found = rows.len();
    rows.truncate(limit.unwrap_or(usize::MAX));
    if global.json {
        show::out(&json!({"schema": 1, "stock": values(&rows)}).to_string());
        return Ok(Exit::Done);
    }
    if found == 0 {
        show::out(texts::no_drift(lang));
        return Ok(Exit::Done);
    }
    let buffer = desk.profile.warehouses.as_ref().map_or(0, |all| all.buffer);
    let headings = [
        ("SKU", Column::Left),
        (lang.pick("magazyn", "warehouse"), Column::Left),
        ("BaseLinker", Column::Left),
        (lang.pick("wytłumaczone", "explained"), Column::Right),
        (lang.pick("w BaseLinker", "remote"), Column::Right),
        (lang.pick("różnica", "drift"), Column::Right),
        (lang.pick("accept: stan", "accept: level"), Column::Right),
        ("push: BaseLinker", Column::Right),
    ];
    let shown = rows.iter().map(|row| cells(row, buffer)).collect();
    show::out(&table(&headings, shown, show::width()));
    let levels = count(
        lang,
        found,
        ["różnica", "różnice", "różnic"],
        ["level differs", "levels differ"],
    );
    let card = match rows.as_slice() {
        [only] => links::named(&mirror, only.card).map_err(of_mirror)?,
        _ => "SKU".to_owned(),
    };
    show::out(&format!("\n{levels}.\n{}", texts::settles(lang, &card)));
    Ok(Exit::Done)
}

fn cells(row: &StockRow, buffer: u32) -> Vec<String> {
    let shelf = &row.shelf;
    let (accept, push) = match row.level.pieces {
        // Neither can be done before the level is counted.
        None => (texts::level(None), texts::level(None)),
        Some(level) => (
            format!("{level} → {}", level + levels::missing(row).unwrap_or(0)),
            format!(
                "{} → {}",
                texts::level(shelf.remote),
                to_send(level, row.level.held, buffer).max(0)
            ),
        ),
    };
    vec![
        named(row),
        short(&row.symbol, 30),
        short(row.place.as_deref().unwrap_or_default(), 30),
        texts::level(shelf.target.map(|target| target.max(0))),
        texts::level(shelf.remote),
        texts::difference(row.drift()),
        accept,
        push,
    ]
}
