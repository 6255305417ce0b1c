//! Products for cards that have none: sent once, and never again before it is sure that the first did not come through
//! (reliability.md P2–P5).

use super::change::Change;
use super::refused;
use crate::baselinker::{ApiError, NAME_WIDTH, NewProduct, SKU_WIDTH};
use crate::domain::card_match::FoundBy;
use crate::domain::goods::{Changed, Differing, Goods, Part};
use crate::domain::names;
use crate::mirror::Mirror;
use crate::mirror::cards::CardGoods;
use crate::mirror::catalogue::{ProductRow, Role, Side, Write};
use crate::mirror::conflicts::ConflictRow;
use crate::net::Outcome;
use crate::sync::crash;
use crate::sync::orders::PassError;
use crate::sync::products::groups::Groups;
use crate::sync::products::place::Place;
use crate::sync::products::tally::Trouble;
use crate::sync::products::{Effects, Ended, Pass};

/// Whether a card without a product gets one: not one that an order line brought, not one whose product is gone or in
/// conflict, and none whose create may still take effect.
///
/// # Errors
/// Those of the book.
pub(super) fn is_due(
    pass: &Pass<'_>,
    place: &Place,
    mirror: &Mirror,
    card: &CardGoods,
    ended: &mut Ended,
) -> Result<bool, PassError> {
    if card.origin == "order" || mirror.is_in_conflict(card.card)? {
        return Ok(false);
    }
    match mirror.creation_of(card.card)? {
        // Had it come through before the window was over, a list read since then would show it, and it would be linked.
        Some(sent_at) if place.read_at < sent_at + pass.settings.settle_window => {
            ended.tally.left += 1;
            Ok(false)
        }
        Some(_) | None => Ok(true),
    }
}

/// Makes a product for a card.
///
/// # Errors
/// Those of call and book; a create in doubt is noted first.
pub(super) fn one(
    pass: &Pass<'_>,
    place: &Place,
    mirror: &mut Mirror,
    groups: &mut Groups,
    card: i64,
    ended: &mut Ended,
) -> Result<(), PassError> {
    let Some(card) = mirror.card_goods(card)? else {
        return Ok(());
    };
    if let Some(code) = too_long(&card.goods) {
        return hold(pass, mirror, &card, code, ended);
    }
    if pass.ask.effects == Effects::Rehearsed {
        ended.tally.products.created_there += 1;
        ended.tally.would_make(None, Some(card.card), &card.goods);
        return Ok(());
    }
    // A new product has its name and pictures whatever is overwritten later.
    let mut change = Change::default();
    for (part, value) in &card.goods.0 {
        if *part == Part::Price && place.group.is_none() {
            continue;
        }
        change.add(&Differing {
            part: *part,
            changed: Changed::Here,
            last: None,
            here: Some(value.clone()),
            there: None,
        });
    }
    let product = NewProduct {
        values: change.fields(pass, place, mirror, groups)?,
        ..NewProduct::default()
    };
    let sku = card.goods.get(Part::Sku).unwrap_or_default().to_owned();
    let now = pass.now();
    mirror.write(|mirror| mirror.begin_creation(card.card, &sku, now))?;
    crash::point();
    let outcome = pass
        .account
        .add_inventory_product(place.inventory, &product);
    crash::point();
    match outcome {
        Outcome::Applied(added) => {
            made(pass, mirror, &card, added.product_id, change.here())?;
            ended.tally.products.created_there += 1;
            let said: Vec<String> = added
                .warnings
                .iter()
                .map(|(what, said)| format!("{what}: {said}"))
                .collect();
            if !said.is_empty() {
                ended.tally.troubles.push(Trouble::Refused {
                    card: card.card,
                    said: said.join("; "),
                });
            }
            Ok(())
        }
        Outcome::NotApplied(error) => {
            mirror.write(|mirror| mirror.end_creation(card.card))?;
            refused(error, card.card, ended)
        }
        Outcome::InDoubt(error) => {
            mirror.write(|mirror| mirror.doubt_creation(card.card))?;
            ended
                .tally
                .troubles
                .push(Trouble::InDoubt { card: card.card });
            match error {
                ApiError::Refused { .. } => Ok(()),
                other => Err(PassError::Api(other)),
            }
        }
    }
}

/// Links the card to its new product.
fn made(
    pass: &Pass<'_>,
    mirror: &mut Mirror,
    card: &CardGoods,
    product: i64,
    agreed: Goods,
) -> Result<(), PassError> {
    let now = pass.now();
    mirror.write(|mirror| {
        let text = |part| card.goods.get(part).map(str::to_owned);
        let name = text(Part::Name).unwrap_or_default();
        mirror.keep_product(&ProductRow {
            product,
            parent: None,
            sku: text(Part::Sku),
            ean: text(Part::Ean),
            name_key: names::key(&name),
            name,
            role: Role::Plain,
            row_hash: String::new(),
            stale: false,
            agreed: Some(agreed),
            read_on: None,
            gone_at: None,
        })?;
        mirror.link_card(card.card, product, FoundBy::Link, now)?;
        for (part, value) in &card.goods.0 {
            let write = Write {
                side: Side::There,
                product: Some(product),
                card: card.card,
                part: part.word(),
                old: None,
                new: Some(value),
            };
            mirror.keep_write(&write, now)?;
        }
        Ok(mirror.end_creation(card.card)?)
    })
}

fn too_long(goods: &Goods) -> Option<&'static str> {
    let longer = |part, most| {
        goods
            .get(part)
            .is_some_and(|text| text.chars().count() > most)
    };
    if longer(Part::Name, NAME_WIDTH) {
        Some("product.name-too-long")
    } else if longer(Part::Sku, SKU_WIDTH) {
        Some("product.sku-too-long")
    } else {
        None
    }
}

/// A card that does not fit BaseLinker is kept as a conflict and told once.
fn hold(
    pass: &Pass<'_>,
    mirror: &mut Mirror,
    card: &CardGoods,
    code: &str,
    ended: &mut Ended,
) -> Result<(), PassError> {
    let row = ConflictRow {
        product: 0,
        card: card.card,
        what: code.to_owned(),
        last: None,
        here: card.goods.get(Part::Name).map(str::to_owned),
        there: None,
    };
    let now = pass.now();
    if mirror.write(|mirror| mirror.keep_conflict(&row, now))? {
        ended.tally.products.conflicts += 1;
        ended.tally.troubles.push(Trouble::Conflict {
            product: 0,
            code: code.to_owned(),
            between: vec![card.card],
        });
    }
    Ok(())
}
