//! `stock rebuild`.

use serde_json::{Value, json};

use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::mirror::levels::{Differing, Level};
use crate::mirror::{Mirror, MirrorError};
use crate::report::table::{Column, table};
use crate::report::visible::short;
use crate::report::{Exit, Failure};
use crate::texts::{count, stock as texts};

/// A corrected level with the names of card and warehouse.
struct Told {
    sku: Option<String>,
    symbol: String,
    row: Differing,
}

pub(super) fn run(global: &Global, desk: &Desk) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let of_mirror = |error| Failure::of_mirror(lang, &error);
    let mut mirror = desk.mirror_with_warehouses()?;
    let differing = mirror
        .write(|mirror| mirror.rebuild_levels())
        .map_err(of_mirror)?;
    let told = differing.into_iter().map(|row| told(&mirror, row));
    let told: Vec<Told> = told.collect::<Result<_, _>>().map_err(of_mirror)?;
    if global.json {
        let rows: Vec<Value> = told.iter().map(value).collect();
        show::out(&json!({"schema": 1, "differing": rows}).to_string());
        return Ok(Exit::Done);
    }
    if told.is_empty() {
        show::out(lang.pick(
            "Wszystkie stany zgadzają się z policzonymi sztukami, ruchami i zamówieniami.",
            "All levels agree with counts, movements and orders.",
        ));
        return Ok(Exit::Done);
    }
    let headings = [
        ("SKU", Column::Left),
        (lang.pick("magazyn", "warehouse"), Column::Left),
        (lang.pick("stan", "level"), Column::Right),
        (lang.pick("zajęte", "held"), Column::Right),
    ];
    let rows = told.iter().map(|one| {
        let Differing { kept, computed, .. } = one.row;
        let level = |level: Level| texts::level(level.pieces);
        vec![
            one.sku
                .as_deref()
                .map_or_else(|| format!("id:{}", one.row.card), |sku| short(sku, 24)),
            short(&one.symbol, 30),
            format!("{} → {}", level(kept), level(computed)),
            format!("{} → {}", kept.held, computed.held),
        ]
    });
    show::out(&table(&headings, rows.collect(), show::width()));
    let levels = count(
        lang,
        told.len(),
        ["stan poprawiono", "stany poprawiono", "stanów poprawiono"],
        ["level was corrected", "levels were corrected"],
    );
    show::out(&lang.pick(
        format!("\n{levels}: w kopii danych nie zgadzały się z policzonymi sztukami, ruchami i zamówieniami. Nikt poza firmino-link nie powinien w niej pisać."),
        format!("\n{levels}: in the mirror they did not agree with counts, movements and orders. Nobody but firmino-link should write in it."),
    ));
    Ok(Exit::Done)
}

fn told(mirror: &Mirror, row: Differing) -> Result<Told, MirrorError> {
    let card = mirror.listed_card(row.card)?;
    let warehouse = mirror.warehouse_row(row.warehouse)?;
    Ok(Told {
        sku: card.and_then(|card| card.sku),
        symbol: warehouse.map(|row| row.symbol).unwrap_or_default(),
        row,
    })
}

fn value(told: &Told) -> Value {
    let level = |level: Level| json!({"level": level.pieces, "held": level.held});
    json!({
        "card": told.row.card,
        "sku": told.sku,
        "warehouse": told.symbol,
        "kept": level(told.row.kept),
        "computed": level(told.row.computed),
    })
}
