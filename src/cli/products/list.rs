//! `products list` and `products links`.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::mirror::conflicts::ConflictRow;
use crate::mirror::links::ListedCard;
use crate::report::table::{Column, table};
use crate::report::time;
use crate::report::visible::short;
use crate::report::{Exit, Failure, visible};
use crate::texts::{Lang, conflicts as texts, count};

pub(super) fn all(global: &Global, desk: &Desk, limit: Option<usize>) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let mirror = desk.mirror()?;
    let of_mirror = |error| Failure::of_mirror(lang, &error);
    let mut cards = mirror.listed_cards().map_err(of_mirror)?;
    let open = Open::of(&mirror.conflicts().map_err(of_mirror)?);
    cards.truncate(limit.unwrap_or(usize::MAX));
    if global.json {
        let rows: Vec<Value> = cards.iter().map(|card| row(card, open.at(card))).collect();
        show::out(&json!({"schema": 1, "products": rows}).to_string());
        return Ok(Exit::Done);
    }
    if cards.is_empty() {
        show::out(lang.pick("Brak kartotek.", "No cards."));
        return Ok(Exit::Done);
    }
    let headings = [
        (lang.pick("kartoteka", "card"), Column::Right),
        ("SKU", Column::Left),
        ("EAN", Column::Left),
        (lang.pick("nazwa", "name"), Column::Left),
        ("BaseLinker", Column::Right),
        (lang.pick("połączono przez", "linked by"), Column::Left),
        (lang.pick("konflikt", "conflict"), Column::Left),
    ];
    let conflict = |what: &str| match texts::part_of(what) {
        Some(part) => texts::part(lang, part).to_owned(),
        None => visible(what).into_owned(),
    };
    let rows = cards.iter().map(|card| {
        let [id, sku, ean, name, product, by] = cells(lang, card);
        let conflict = open.at(card).map(conflict).unwrap_or_default();
        vec![id, sku, ean, name, product, by, conflict]
    });
    shown(lang, &headings, rows.collect());
    Ok(Exit::Done)
}

pub(super) fn links(global: &Global, desk: &Desk, limit: Option<usize>) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let mirror = desk.mirror()?;
    let cards = mirror
        .listed_cards()
        .map_err(|error| Failure::of_mirror(lang, &error))?;
    let mut linked: Vec<ListedCard> = cards
        .into_iter()
        .filter(|card| card.product.is_some())
        .collect();
    linked.sort_by_key(|card| card.since);
    linked.truncate(limit.unwrap_or(usize::MAX));
    if global.json {
        let rows: Vec<Value> = linked
            .iter()
            .map(|card| {
                json!({"card": card.card, "sku": card.sku, "ean": card.ean, "name": card.name, "baselinker_id": card.product,
                       "linked_by": card.by, "linked_at": card.since.map(time::warsaw)})
            })
            .collect();
        show::out(&json!({"schema": 1, "links": rows}).to_string());
        return Ok(Exit::Done);
    }
    if linked.is_empty() {
        show::out(lang.pick(
            "Żadna kartoteka nie jest połączona z produktem w BaseLinker.",
            "No card is linked to a product in BaseLinker.",
        ));
        return Ok(Exit::Done);
    }
    let headings = [
        (lang.pick("kartoteka", "card"), Column::Right),
        ("SKU", Column::Left),
        ("EAN", Column::Left),
        (lang.pick("nazwa", "name"), Column::Left),
        ("BaseLinker", Column::Right),
        (lang.pick("połączono przez", "linked by"), Column::Left),
        (lang.pick("od", "since"), Column::Left),
    ];
    let rows = linked.iter().map(|card| {
        let [id, sku, ean, name, product, by] = cells(lang, card);
        let since = card.since.map(time::short).unwrap_or_default();
        vec![id, sku, ean, name, product, by, since]
    });
    shown(lang, &headings, rows.collect());
    Ok(Exit::Done)
}

/// A card as lists have it in JSON.
pub(super) fn row(card: &ListedCard, conflict: Option<&str>) -> Value {
    json!({"card": card.card, "sku": card.sku, "ean": card.ean, "name": card.name, "baselinker_id": card.product,
           "linked_by": card.by, "conflict": conflict})
}

fn cells(lang: Lang, card: &ListedCard) -> [String; 6] {
    let text = |text: &Option<String>| short(text.as_deref().unwrap_or_default(), 24);
    let by = card.by.as_deref().unwrap_or_default();
    [
        card.card.to_string(),
        text(&card.sku),
        text(&card.ean),
        short(&card.name, 36),
        card.product.map(|id| id.to_string()).unwrap_or_default(),
        visible(texts::found_by(lang, by)).into_owned(),
    ]
}

fn shown(lang: Lang, headings: &[(&str, Column)], rows: Vec<Vec<String>>) {
    let cards = count(
        lang,
        rows.len(),
        ["kartoteka", "kartoteki", "kartotek"],
        ["card", "cards"],
    );
    show::out(&table(headings, rows, show::width()));
    show::out(&format!("\n{cards}"));
}

/// The first open conflict of each card and product. What a link waits for goes before what two linked ones differ in:
/// once the link is another, so is the rest.
pub(super) struct Open {
    of_card: HashMap<i64, String>,
    of_product: HashMap<i64, String>,
}

impl Open {
    pub(super) fn of(conflicts: &[ConflictRow]) -> Open {
        let mut open = Open {
            of_card: HashMap::new(),
            of_product: HashMap::new(),
        };
        let mut sorted: Vec<&ConflictRow> = conflicts.iter().collect();
        sorted.sort_by_key(|row| (texts::part_of(&row.what), row.what.as_str()));
        for row in sorted {
            for (id, of) in [
                (row.card, &mut open.of_card),
                (row.product, &mut open.of_product),
            ] {
                if id != 0 {
                    of.entry(id).or_insert_with(|| row.what.clone());
                }
            }
        }
        open
    }

    pub(super) fn at(&self, card: &ListedCard) -> Option<&str> {
        let of_product = || self.of_product.get(&card.product?);
        self.of_card
            .get(&card.card)
            .or_else(of_product)
            .map(String::as_str)
    }
}
