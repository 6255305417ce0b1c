//! Whether an order may be the sale of another one that has its document already: split, merged, or entered twice
//! (design.md §5, order identity). Nothing is decided here: a person is asked.

#[cfg(test)]
pub(super) mod tests;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::order::{Line, Order};

/// How long (seconds) after or before another order an equal one is taken for the same sale.
pub const WINDOW: i64 = 7 * 24 * 3600;

/// What makes two orders one sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Same source and external id.
    External,
    /// Same buyer, lines and sum.
    Content,
    /// A part of the other one: BaseLinker's split copies every other field. Whether also the dates is not known, so one
    /// made at another second counts where it has no delivery of its own.
    Part,
    /// It holds the lines of the other one and of further orders, and nothing else: BaseLinker's merge.
    Merged,
}

impl Likeness {
    /// Stable text for reasons.
    pub const fn code(self) -> &'static str {
        match self {
            Likeness::External => "external-id",
            Likeness::Content => "content",
            Likeness::Part => "split",
            Likeness::Merged => "merge",
        }
    }
}

/// Another order of the same source and external id, or of the same buyer.
#[derive(Debug, Clone, PartialEq)]
pub struct Other {
    /// The order.
    pub order: Order,
    /// It has its sale document, here or elsewhere.
    pub documented: bool,
}

/// The documented order that `order` may be the sale of, and why; `None` where there is none.
pub fn find(order: &Order, others: &[Other]) -> Option<(i64, Likeness)> {
    let documented = || others.iter().filter(|other| other.documented);
    let external = order.identity.external_key();
    let first = |likeness, fits: &dyn Fn(&Order) -> bool| {
        documented()
            .find(|other| fits(&other.order))
            .map(|other| (other.order.id, likeness))
    };
    first(Likeness::External, &|other| {
        external.is_some() && other.identity.external_key() == external
    })
    .or_else(|| {
        first(Likeness::Content, &|other| {
            near(order, other) && other.content_hash() == order.content_hash()
        })
    })
    .or_else(|| {
        first(Likeness::Part, &|other| {
            let made_alike =
                other.identity == order.identity || near(order, other) && sent_along(order, other);
            made_alike && contains(&pieces(other), &pieces(order))
        })
    })
    .or_else(|| merged(order, others))
}

/// Whether the goods of `order` may go with those of `other`: same buyer and source, and nothing to pay for delivery.
fn sent_along(order: &Order, other: &Order) -> bool {
    let from = |order: &Order| (order.identity.source.clone(), order.identity.source_id);
    let free = order.delivery_price.is_some_and(|price| price.is_zero());
    let paid_there = other.delivery_price.is_some_and(|price| !price.is_zero());
    free && paid_there && from(order) == from(other) && order.buyer_hash() == other.buyer_hash()
}

fn near(order: &Order, other: &Order) -> bool {
    let pair = order.confirmed_at.zip(other.confirmed_at);
    pair.is_some_and(|(one, two)| one.abs_diff(two) <= WINDOW.unsigned_abs())
}

/// Pieces of each thing at its price.
type Pieces<'a> = BTreeMap<(&'a str, &'a str, Option<Decimal>), i64>;

fn pieces(order: &Order) -> Pieces<'_> {
    let mut all = Pieces::new();
    for Line {
        name,
        sku,
        price,
        quantity,
        ..
    } in &order.lines
    {
        let sum = all.entry((name, sku, *price)).or_default();
        *sum = sum.saturating_add(quantity.unwrap_or(0));
    }
    all
}

fn contains(whole: &Pieces<'_>, part: &Pieces<'_>) -> bool {
    !part.is_empty()
        && part
            .iter()
            .all(|(thing, pieces)| whole.get(thing).is_some_and(|there| there >= pieces))
}

/// Whether the order is made of at least two others of the same buyer, one of them documented: those that fit into it
/// one after the other, oldest first, use it up.
fn merged(order: &Order, others: &[Other]) -> Option<(i64, Likeness)> {
    let mut rest = pieces(order);
    let mut parts = 0;
    let mut documented = None;
    let buyer = order.buyer_hash();
    for Other {
        order: other,
        documented: has,
    } in others
    {
        let part = pieces(other);
        if !near(order, other) || other.buyer_hash() != buyer || !contains(&rest, &part) {
            continue;
        }
        for (thing, pieces) in part {
            if let Some(left) = rest.get_mut(&thing) {
                *left -= pieces;
            }
        }
        parts += 1;
        documented = documented.or(has.then_some(other.id));
    }
    let used_up = rest.values().all(|left| *left == 0);
    documented
        .filter(|_| used_up && parts >= 2)
        .map(|id| (id, Likeness::Merged))
}
