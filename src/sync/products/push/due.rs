//! What a push has to do: cards that differ from what both sides agreed on, and cards without a product.

use super::{create, decimal};
use crate::domain::goods::{Goods, Part};
use crate::mirror::Mirror;
use crate::sync::orders::PassError;
use crate::sync::products::place::Place;
use crate::sync::products::{Carry, Ended, Extent, Pass, brake};

/// Cards that are looked at in one go.
const BATCH: i64 = 500;

/// What is to be done.
#[derive(Debug, Default)]
pub(super) struct Due {
    /// Linked cards that differ from what both sides agreed on.
    pub(super) changed: Vec<i64>,
    /// Cards that get a product.
    pub(super) new: Vec<i64>,
    /// All linked cards.
    pub(super) linked: u64,
    /// Linked cards whose price would jump.
    pub(super) jumping: u64,
}

/// Cards that differ from what both sides agreed on, and cards without a product that get one.
pub(super) fn due(
    pass: &Pass<'_>,
    place: &Place,
    mirror: &Mirror,
    ended: &mut Ended,
) -> Result<Due, PassError> {
    let mut due = Due::default();
    let mut after = 0;
    loop {
        let cards = mirror.cards_after(after, BATCH)?;
        let Some(last) = cards.last() else {
            return Ok(due);
        };
        after = last.card;
        for card in &cards {
            if !pass.wants(card.goods.get(Part::Sku)) {
                continue;
            }
            let Some(product) = card.product else {
                if pass.ticked(card.card) && create::is_due(pass, place, mirror, card, ended)? {
                    due.new.push(card.card);
                }
                continue;
            };
            let agreed = mirror.product(product)?.and_then(|row| row.agreed);
            let anew = pass.ask.extent == Extent::Full || !pass.ask.skus.is_empty();
            let here = sendable(pass, place, &card.goods);
            due.linked += 1;
            let price = |goods: &Goods| goods.get(Part::Price).and_then(decimal);
            if let (Some(old), Some(new)) = (agreed.as_ref().and_then(price), price(&here)) {
                due.jumping += u64::from(brake::jumps(old, new));
            }
            let same = agreed.is_some_and(|agreed| {
                here.0
                    .iter()
                    .all(|(part, value)| agreed.get(*part) == Some(value))
            });
            if same && !anew {
                ended.tally.products.unchanged += 1;
            } else {
                due.changed.push(card.card);
            }
        }
    }
}

/// What of a card may be sent at all (`update_names`, `overwrite_images`).
pub(super) fn sendable(pass: &Pass<'_>, place: &Place, goods: &Goods) -> Goods {
    let mut goods = goods.clone();
    if place.group.is_none() {
        goods.0.remove(&Part::Price);
    }
    if pass.settings.update_names == Carry::No {
        goods.0.remove(&Part::Name);
    }
    if pass.settings.overwrite_images == Carry::No {
        goods.0.remove(&Part::Images);
    }
    goods
}
