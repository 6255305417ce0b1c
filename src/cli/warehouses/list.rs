//! `warehouses list`.

use serde_json::{Value, json};

use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::mirror::{Mirror, MirrorError};
use crate::report::table::{Column, table};
use crate::report::visible::short;
use crate::report::{Exit, Failure};
use crate::sync::settings::KeepStock;
use crate::sync::warehouse_links::{self, Listed, Word};
use crate::texts::{Lang, count};

pub(super) fn run(global: &Global, desk: &Desk) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let mirror = desk.mirror_with_warehouses()?;
    let stock = KeepStock::from_profile(&desk.profile);
    let all = warehouse_links::list(&mirror, &stock).map_err(of_mirror)?;
    let read = !mirror.places().map_err(of_mirror)?.is_empty();
    if global.json {
        let rows: Vec<Value> = all.iter().map(value).collect();
        show::out(&json!({"schema": 1, "warehouses": rows, "read": read}).to_string());
        return Ok(Exit::Done);
    }
    if !all.is_empty() {
        let headings = [
            ("BaseLinker", Column::Left),
            (lang.pick("nazwa", "name"), Column::Left),
            (lang.pick("rodzaj", "kind"), Column::Left),
            (lang.pick("kraj", "country"), Column::Left),
            (lang.pick("magazyn", "warehouse"), Column::Left),
            (lang.pick("połączenie", "link"), Column::Left),
        ];
        let rows = all.iter().map(|one| cells(lang, one)).collect();
        show::out(&table(&headings, rows, show::width()));
        let warehouses = count(
            lang,
            all.len(),
            ["magazyn", "magazyny", "magazynów"],
            ["warehouse", "warehouses"],
        );
        show::out(&format!("\n{warehouses}"));
    }
    if !read {
        show::out(lang.pick(
            "Magazynów BaseLinker jeszcze nie odczytano; zrobi to: firmino-link sync stock",
            "BaseLinker's warehouses were not read yet; this reads them: firmino-link sync stock",
        ));
    }
    if all
        .iter()
        .any(|one| one.symbol.is_none() && !one.is_external())
    {
        show::out(lang.pick(
            "połącz: firmino-link warehouses link BL_KEY SYMBOL",
            "to link one: firmino-link warehouses link BL_KEY SYMBOL",
        ));
    }
    Ok(Exit::Done)
}

/// The row of a key, as lists have it in JSON; none where it is neither read nor linked.
pub(super) fn row(desk: &Desk, mirror: &Mirror, key: &str) -> Result<Vec<Value>, MirrorError> {
    let stock = KeepStock::from_profile(&desk.profile);
    let all = warehouse_links::list(mirror, &stock)?;
    let of_key = all.iter().filter(|one| one.key.as_deref() == Some(key));
    Ok(of_key.map(value).collect())
}

fn value(one: &Listed) -> Value {
    let link = one.link.map(|word| match word {
        Word::Profile => "profile",
        Word::Mirror => "mirror",
    });
    json!({
        "baselinker": one.key,
        "name": one.name,
        "kind": one.kind,
        "external": one.is_external(),
        "symbol": one.symbol,
        "link": link,
        "country": one.country,
    })
}

fn cells(lang: Lang, one: &Listed) -> Vec<String> {
    let text = |text: &Option<String>, columns| short(text.as_deref().unwrap_or_default(), columns);
    let kind = match one.kind.as_deref() {
        None => "",
        Some("shop") => lang.pick("sklep, tylko do odczytu", "shop, read only"),
        Some("warehouse") => lang.pick("hurtownia, tylko do odczytu", "wholesaler, read only"),
        Some(_) if one.is_external() => lang.pick("obcy, tylko do odczytu", "external, read only"),
        Some(_) => lang.pick("własny", "own"),
    };
    let link = match one.link {
        None => "",
        Some(Word::Profile) => lang.pick("profil", "profile"),
        Some(Word::Mirror) => lang.pick("kopia danych", "mirror"),
    };
    vec![
        text(&one.key, 30),
        text(&one.name, 36),
        kind.to_owned(),
        text(&one.country, 8),
        text(&one.symbol, 30),
        link.to_owned(),
    ]
}
