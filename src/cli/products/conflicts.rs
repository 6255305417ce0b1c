//! `products conflicts`: what no pass decides, each with both sides and with what settles it.

use serde_json::{Value, json};

use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::domain::card_match::Why;
use crate::mirror::catalogue::ProductRow;
use crate::mirror::conflicts::ConflictRow;
use crate::mirror::links::ListedCard;
use crate::mirror::{Mirror, MirrorError};
use crate::report::visible::short;
use crate::report::{Exit, Failure};
use crate::sync::links;
use crate::texts::{Lang, conflicts as texts, count};

/// Most columns of a value that a person is shown; JSON has it whole.
const SHOWN: usize = 100;

/// A conflict with what is known of both sides.
struct Told {
    row: ConflictRow,
    card: Option<ListedCard>,
    product: Option<ProductRow>,
    message: String,
    fix: String,
}

pub(super) fn run(global: &Global, desk: &Desk, limit: Option<usize>) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let mirror = desk.mirror()?;
    let of_mirror = |error| Failure::of_mirror(lang, &error);
    let mut rows = mirror.conflicts().map_err(of_mirror)?;
    let open = rows.len();
    rows.truncate(limit.unwrap_or(usize::MAX));
    let told = rows.into_iter().map(|row| told(lang, &mirror, row));
    let told: Vec<Told> = told.collect::<Result<_, _>>().map_err(of_mirror)?;
    if global.json {
        let rows: Vec<Value> = told.iter().map(value).collect();
        show::out(&json!({"schema": 1, "conflicts": rows}).to_string());
        return Ok(Exit::Done);
    }
    if told.is_empty() && open == 0 {
        show::out(lang.pick("Brak konfliktów.", "No conflicts."));
        return Ok(Exit::Done);
    }
    for one in &told {
        show::out(&text(lang, one));
    }
    show::out(&count(
        lang,
        open,
        ["konflikt", "konflikty", "konfliktów"],
        ["conflict", "conflicts"],
    ));
    Ok(Exit::Done)
}

fn told(lang: Lang, mirror: &Mirror, row: ConflictRow) -> Result<Told, MirrorError> {
    let card = match row.card {
        0 => None,
        id => mirror.listed_card(id)?,
    };
    let product = match row.product {
        0 => None,
        id => mirror.product(id)?,
    };
    Ok(Told {
        message: texts::open(lang, &row.what, row.product, row.card),
        fix: fix(lang, mirror, &row, card.as_ref())?,
        card,
        product,
        row,
    })
}

fn fix(
    lang: Lang,
    mirror: &Mirror,
    row: &ConflictRow,
    card: Option<&ListedCard>,
) -> Result<String, MirrorError> {
    // A link would be refused as long as the card is another product.
    let another = card.is_some_and(|card| card.product.is_some_and(|id| id != row.product));
    let card = match row.card {
        0 => lang.pick("KARTOTEKA", "CARD").to_owned(),
        id => links::named(mirror, id)?,
    };
    if let Some(part) = texts::part_of(&row.what) {
        let fix = texts::fix_of_part(lang, part, row.product);
        // They may differ because they are not one at all.
        return Ok(lang.pick(
            format!("{fix}; jeśli to różne rzeczy: firmino-link products unlink {card}"),
            format!("{fix}; if they are different things: firmino-link products unlink {card}"),
        ));
    }
    let product = match row.product {
        0 => "BL_ID".to_owned(),
        id => id.to_string(),
    };
    let link = format!("firmino-link products link {card} {product}");
    let linked = [Why::SeveralLinks.code(), Why::LinkedToAnother(0).code()];
    if another || linked.contains(&row.what.as_str()) {
        return Ok(lang.pick(
            format!(
                "jeśli to powiązanie jest błędne: firmino-link products unlink {card}, potem {link}"
            ),
            format!("if that link is wrong: firmino-link products unlink {card}, then {link}"),
        ));
    }
    match row.what.as_str() {
        "product.gone" => return Ok(format!("firmino-link products link {card} BL_ID")),
        "product.name-too-long" | "product.sku-too-long" => {
            return Ok(texts::fix_of_width(lang, &link));
        }
        _ => {}
    }
    let unknown = match (row.card, row.product) {
        (0, _) => lang.pick(
            " (kartoteki: firmino-link products list)",
            " (cards: firmino-link products list)",
        ),
        (_, 0) => lang.pick(
            " (BL_ID to ID produktu w BaseLinker)",
            " (BL_ID is the product's id in BaseLinker)",
        ),
        _ => "",
    };
    Ok(format!("{link}{unknown}"))
}

fn value(told: &Told) -> Value {
    let row = &told.row;
    let known = |id: i64| Some(id).filter(|id| *id != 0);
    let (card, product) = (told.card.as_ref(), told.product.as_ref());
    json!({
        "product": known(row.product),
        "product_sku": product.and_then(|product| product.sku.as_ref()),
        "product_name": product.map(|product| &product.name),
        "card": known(row.card),
        "card_sku": card.and_then(|card| card.sku.as_ref()),
        "card_name": card.map(|card| &card.name),
        "what": row.what,
        "last": row.last,
        "here": row.here,
        "there": row.there,
        "message": told.message,
        "fix": told.fix,
    })
}

fn text(lang: Lang, told: &Told) -> String {
    let row = &told.row;
    let described = |id: i64, sku: Option<&String>, name: Option<&String>| {
        let sku = sku.map(|sku| format!(", SKU {sku}")).unwrap_or_default();
        let name = name.map(|name| format!(" {name}")).unwrap_or_default();
        short(&format!("{id}{name}{sku}"), SHOWN)
    };
    let mut sides = Vec::new();
    if row.card != 0 {
        let card = told.card.as_ref();
        let word = lang.pick("kartoteka", "card");
        let sku = card.and_then(|card| card.sku.as_ref());
        let named = described(row.card, sku, card.map(|card| &card.name));
        sides.push(format!("{word} {named}"));
    }
    if row.product != 0 {
        let product = told.product.as_ref();
        let word = lang.pick("produkt BaseLinker", "BaseLinker product");
        let sku = product.and_then(|product| product.sku.as_ref());
        let named = described(row.product, sku, product.map(|product| &product.name));
        sides.push(format!("{word} {named}"));
    }
    let mut lines = vec![
        sides.join(" – "),
        format!("  {}", short(&told.message, 200)),
    ];
    let values = [
        (lang.pick("ostatnio zgodne", "last agreed"), &row.last),
        (lang.pick("w kartotece", "in the card"), &row.here),
        (lang.pick("w BaseLinker", "in BaseLinker"), &row.there),
    ];
    if values.iter().any(|(_, value)| value.is_some()) {
        for (word, value) in values {
            let shown = value.as_deref().map_or_else(
                || lang.pick("nieznane", "unknown").to_owned(),
                |value| short(value, SHOWN),
            );
            lines.push(format!("  {word}: {shown}"));
        }
    }
    lines.push(format!("  → {}\n", told.fix));
    lines.join("\n")
}
