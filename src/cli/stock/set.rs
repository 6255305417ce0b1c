//! `stock set`.

use jiff::Timestamp;
use serde_json::json;

use super::values;
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::products::{described, unclear};
use crate::cli::show;
use crate::domain::import::{Kind, Problem};
use crate::domain::pieces;
use crate::mirror::overview::StockRow;
use crate::report::{Exit, Failure, visible};
use crate::sync::levels::{self, Counted};
use crate::sync::links;
use crate::texts::{self as all, Lang, stock as texts};

pub(super) fn run(
    global: &Global,
    desk: &Desk,
    text: &str,
    symbol: &str,
    quantity: &str,
) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let of_mirror = |error| Failure::of_mirror(lang, &error);
    desk.warehouses()?;
    let pieces = pieces::read(quantity).map_err(|wrong| {
        let message = all::import::message(
            lang,
            &Problem::of_file(wrong.clone()).with_value(quantity.trim()),
        );
        let fix = all::import::fix(lang, Kind::Stock, &wrong);
        Failure::new(Exit::Usage, "stock.quantity", message, fix)
    })?;
    let mut mirror = desk.mirror_with_warehouses()?;
    let now = Timestamp::now().as_second();
    let done = levels::count(&mut mirror, text, symbol, pieces, now).map_err(of_mirror)?;
    let (card, symbol, before, after, rows) = match done {
        Counted::Unclear(meant) => return Err(unclear(lang, text, &meant)),
        Counted::NoWarehouse(known) => return Err(no_warehouse(lang, symbol, &known)),
        Counted::Done {
            card,
            symbol,
            before,
            after,
            rows,
        } => (card, symbol, before, after, rows),
    };
    let held = rows.first().map_or(0, |row| row.level.held);
    if global.json {
        let value = json!({
            "schema": 1,
            "card": card.card,
            "sku": card.sku,
            "warehouse": symbol,
            "before": before,
            "after": after,
            "held": held,
            "stock": values(&rows),
        });
        show::out(&value.to_string());
    } else {
        let (shown, symbol) = (described(lang, &card), visible(&symbol));
        let before = before.map_or_else(
            || lang.pick("nigdy nie policzony", "never counted").to_owned(),
            |level| level.to_string(),
        );
        show::out(&lang.pick(
            format!("Kartoteka {shown}, magazyn {symbol}: stan {before} → {after}."),
            format!("Card {shown}, warehouse {symbol}: level {before} → {after}."),
        ));
        if held != 0 {
            show::out(&texts::held(lang, held, after));
        }
        let named = links::named(&mirror, card.card).map_err(of_mirror)?;
        let word = lang.pick("co ma BaseLinker", "what BaseLinker has");
        show::out(&format!("{word}: firmino-link stock show --sku {named}"));
    }
    if after < 0 {
        show::err(&texts::below_zero(lang, 1));
    }
    if let Some(note) = unsent(lang, &rows) {
        show::err(&note);
    }
    Ok(Exit::Done)
}

/// Why the level goes to no warehouse of BaseLinker.
fn unsent(lang: Lang, rows: &[StockRow]) -> Option<String> {
    let row = rows.first()?;
    let why = match (row.product, &row.place) {
        (None, _) => lang.pick(
            "kartoteka nie jest połączona z produktem w BaseLinker, więc jej stan tam nie trafi: firmino-link products link KARTOTEKA BL_ID",
            "the card is linked to no product of BaseLinker, so its level does not go there: firmino-link products link CARD BL_ID",
        ),
        (Some(_), None) => lang.pick(
            "magazyn nie jest połączony z magazynem w BaseLinker, więc stan tam nie trafi: firmino-link warehouses link BL_KEY SYMBOL",
            "the warehouse is linked to none of BaseLinker's, so the level does not go there: firmino-link warehouses link BL_KEY SYMBOL",
        ),
        (Some(_), Some(_)) => return None,
    };
    Some(format!("{}: {why}", lang.pick("uwaga", "note")))
}

fn no_warehouse(lang: Lang, symbol: &str, known: &[String]) -> Failure {
    let known = known.join(", ");
    let fix = match known.as_str() {
        "" => lang.pick(
            "kopia danych nie ma jeszcze magazynów: firmino-link warehouses link BL_KEY SYMBOL"
                .to_owned(),
            "the mirror has no warehouses yet: firmino-link warehouses link BL_KEY SYMBOL"
                .to_owned(),
        ),
        known => lang.pick(
            format!("podaj symbol magazynu z kopii danych: {known}"),
            format!("name the symbol of a warehouse of the mirror: {known}"),
        ),
    };
    Failure::new(
        Exit::Usage,
        "warehouse.unknown",
        lang.pick(
            format!("nie ma magazynu o symbolu „{symbol}”"),
            format!("there is no warehouse with the symbol \"{symbol}\""),
        ),
        fix,
    )
}
