//! `stock accept`.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{named, values};
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::products::{described, unclear};
use crate::cli::show;
use crate::mirror::overview::StockRow;
use crate::report::{Exit, Failure, visible};
use crate::sync::levels::{self, Accepted, Taken};
use crate::sync::links;
use crate::texts::{Lang, stock as texts};

pub(super) fn run(global: &Global, desk: &Desk, cards: &[String]) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let of_mirror = |error| Failure::of_mirror(lang, &error);
    desk.warehouses()?;
    let mut mirror = desk.mirror_with_warehouses()?;
    let now = Timestamp::now().as_second();
    let done = levels::accept(&mut mirror, cards, now).map_err(of_mirror)?;
    let (cards, taken) = match done {
        Accepted::Unclear(text, meant) => return Err(unclear(lang, &text, &meant)),
        Accepted::NeverCounted(row) => {
            let named = links::named(&mirror, row.card).map_err(of_mirror)?;
            return Err(never_counted(lang, &row, &named));
        }
        Accepted::InDoubt(row) => return Err(in_doubt(lang, &row)),
        Accepted::Done { cards, taken } => (cards, taken),
    };
    if global.json {
        let mut rows = Vec::new();
        for card in &cards {
            rows.extend(mirror.stock_rows(Some(card.card)).map_err(of_mirror)?);
        }
        let accepted: Vec<Value> = taken.iter().map(value).collect();
        let value = json!({"schema": 1, "accepted": accepted, "stock": values(&rows)});
        show::out(&value.to_string());
    } else {
        for one in &taken {
            show::out(&text(lang, one));
        }
        for card in &cards {
            if !taken.iter().any(|one| one.row.card == card.card) {
                let card = described(lang, card);
                show::out(&lang.pick(
                    format!("Kartoteka {card}: stan w BaseLinker nie różni się od wytłumaczonego, nic nie zmieniono."),
                    format!("Card {card}: BaseLinker's level is explained, nothing was changed."),
                ));
            }
        }
    }
    let below = taken.iter().filter(|one| one.after < 0).count();
    if below > 0 {
        show::err(&texts::below_zero(lang, below));
    }
    Ok(Exit::Done)
}

fn value(taken: &Taken) -> Value {
    json!({
        "card": taken.row.card,
        "sku": taken.row.sku,
        "warehouse": taken.row.symbol,
        "place": taken.row.place,
        "drift": taken.row.drift(),
        "before": taken.before,
        "after": taken.after,
    })
}

fn text(lang: Lang, taken: &Taken) -> String {
    let (card, symbol) = (named(&taken.row), visible(&taken.row.symbol));
    let Taken { before, after, .. } = taken;
    let remote = taken.row.shelf.remote.unwrap_or(0);
    lang.pick(
        format!("{card}, magazyn {symbol}: stan {before} → {after}; w BaseLinker zostaje {remote}, niczego nie trzeba wysyłać."),
        format!("{card}, warehouse {symbol}: level {before} → {after}; BaseLinker keeps {remote}, nothing is to be sent."),
    )
}

fn never_counted(lang: Lang, row: &StockRow, card: &str) -> Failure {
    let (shown, symbol) = (named(row), &row.symbol);
    Failure::new(
        Exit::Usage,
        "stock.never-counted",
        lang.pick(
            format!("stanu {shown} w magazynie {symbol} nigdy nie policzono, więc nie ma czego zmienić o różnicę; niczego nie zapisano"),
            format!("the level of {shown} in the warehouse {symbol} was never counted, so nothing can follow the difference; nothing was written"),
        ),
        lang.pick(
            format!("firmino-link stock set {card} {symbol} ILE"),
            format!("firmino-link stock set {card} {symbol} QTY"),
        ),
    )
}

fn in_doubt(lang: Lang, row: &StockRow) -> Failure {
    let (shown, symbol) = (named(row), &row.symbol);
    Failure::new(
        Exit::Later,
        "stock.in-doubt",
        lang.pick(
            format!("nie wiadomo jeszcze, czy ostatni wysłany stan {shown} ({symbol}) zapisał się w BaseLinker; niczego nie zapisano"),
            format!("it is not known yet whether the last level sent of {shown} ({symbol}) is in BaseLinker; nothing was written"),
        ),
        "firmino-link sync stock",
    )
}
