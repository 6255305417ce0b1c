//! `stock drift`.

use serde_json::{Value, json};

use super::{named, named_by, values};
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::domain::stock::to_send;
use crate::mirror::Mirror;
use crate::mirror::overview::StockRow;
use crate::mirror::quantities::Differing;
use crate::report::table::{Column, table};
use crate::report::visible::short;
use crate::report::{Exit, Failure, time};
use crate::sync::{levels, links};
use crate::texts::{Lang, count, firmino, stock as texts};

pub(super) fn run(global: &Global, desk: &Desk, limit: Option<usize>) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let of_mirror = |error| Failure::of_mirror(lang, &error);
    let mirror = desk.mirror_with_warehouses()?;
    let mut rows = mirror.stock_rows(None).map_err(of_mirror)?;
    rows.retain(|row| row.drift().is_some_and(|drift| drift != 0));
    let found = rows.len();
    rows.truncate(limit.unwrap_or(usize::MAX));
    // Without the account nothing can be read or taken any more.
    let mut there = match &desk.profile.firmino {
        Some(_) => mirror.differing_quantities().map_err(of_mirror)?,
        None => Vec::new(),
    };
    let differing = there.len();
    there.truncate(limit.unwrap_or(usize::MAX));
    if global.json {
        let mut value = json!({"schema": 1, "stock": values(&rows)});
        if desk.profile.firmino.is_some() {
            value["firmino"] = there.iter().map(of_firmino).collect();
        }
        show::out(&value.to_string());
        return Ok(Exit::Done);
    }
    if found == 0 && differing == 0 {
        show::out(texts::no_drift(lang));
    }
    if found > 0 {
        show::out(&beside_baselinker(desk, &mirror, &rows, found)?);
    }
    if differing > 0 {
        if found > 0 {
            show::out("");
        }
        show::out(&beside_firmino(lang, &there, differing));
    }
    Ok(Exit::Done)
}

/// Levels of BaseLinker that are not explained.
fn beside_baselinker(
    desk: &Desk,
    mirror: &Mirror,
    rows: &[StockRow],
    found: usize,
) -> Result<String, Failure> {
    let lang = desk.lang;
    let of_mirror = |error| Failure::of_mirror(lang, &error);
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
    let table = table(&headings, shown, show::width());
    let levels = count(
        lang,
        found,
        ["różnica", "różnice", "różnic"],
        ["level differs", "levels differ"],
    );
    let card = match rows {
        [only] => links::named(mirror, only.card).map_err(of_mirror)?,
        _ => "SKU".to_owned(),
    };
    let settles = texts::settles(lang, &card);
    Ok(format!("{table}\n\n{levels}.\n{settles}"))
}

/// Levels that Firmino's quantity does not explain.
fn beside_firmino(lang: Lang, rows: &[Differing], found: usize) -> String {
    let headings = [
        ("SKU", Column::Left),
        (lang.pick("magazyn", "warehouse"), Column::Left),
        (lang.pick("stan", "level"), Column::Right),
        (
            lang.pick("ilość w Firmino", "Firmino's quantity"),
            Column::Right,
        ),
        (
            lang.pick("stan według Firmino", "level by Firmino"),
            Column::Right,
        ),
        (lang.pick("odczyt", "read"), Column::Left),
    ];
    let cells = rows.iter().map(|row| {
        vec![
            named_by(row.sku.as_deref(), row.card),
            short(&row.symbol, 30),
            texts::level(row.level),
            row.pieces.to_string(),
            row.expected.to_string(),
            time::short(row.read_at),
        ]
    });
    let table = table(&headings, cells.collect(), show::width());
    let levels = count(
        lang,
        found,
        [
            "różnica wobec Firmino",
            "różnice wobec Firmino",
            "różnic wobec Firmino",
        ],
        [
            "level differs from Firmino's",
            "levels differ from Firmino's",
        ],
    );
    let fix = firmino::fix(lang, "firmino.quantity-differs");
    format!("{table}\n\n{levels}.\n{fix}")
}

fn of_firmino(row: &Differing) -> Value {
    json!({
        "card": row.card,
        "sku": row.sku,
        "warehouse": row.symbol,
        "level": row.level,
        "quantity": row.pieces,
        "expected": row.expected,
        "differs": row.differs,
        "read_at": time::warsaw(row.read_at),
    })
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
