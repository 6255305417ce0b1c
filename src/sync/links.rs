//! `products link` and `products unlink`: a person says which card is which product of BaseLinker, and later passes keep
//! to it. Neither needs token or network.

use crate::domain::card_match::FoundBy;
use crate::domain::goods::Part;
use crate::mirror::catalogue::Role;
use crate::mirror::links::ListedCard;
use crate::mirror::{Mirror, MirrorError};

/// The card that a person means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// None is known by that text.
    None,
    /// This one.
    One(ListedCard),
    /// Any of these.
    Several(Vec<ListedCard>),
}

/// The card that a text names: `id:7` by its id, `sku:7` by its SKU, a bare `7` by either. One card's SKU may be another
/// card's id, and two cards may share a SKU: then it is not decided here.
///
/// # Errors
/// Those of the book.
pub fn meant(mirror: &Mirror, text: &str) -> Result<Meant, MirrorError> {
    let text = text.trim();
    let by_id = |text: &str| text.parse::<i64>().ok();
    let mut ids = match (text.strip_prefix("id:"), text.strip_prefix("sku:")) {
        (Some(id), _) => by_id(id).into_iter().collect(),
        (_, Some(sku)) => mirror.cards_with_sku(sku)?,
        (None, None) => {
            let mut ids = mirror.cards_with_sku(text)?;
            ids.extend(by_id(text));
            ids
        }
    };
    ids.sort_unstable();
    ids.dedup();
    let mut cards = Vec::with_capacity(ids.len());
    for id in ids {
        cards.extend(mirror.listed_card(id)?);
    }
    Ok(match cards.pop() {
        None => Meant::None,
        Some(only) if cards.is_empty() => Meant::One(only),
        Some(last) => {
            cards.push(last);
            Meant::Several(cards)
        }
    })
}

/// The text by which [`meant()`] finds this card and no other: its id, with `id:` before it where it is a SKU, too.
///
/// # Errors
/// Those of the book.
pub fn named(mirror: &Mirror, card: i64) -> Result<String, MirrorError> {
    let id = card.to_string();
    let other = mirror
        .cards_with_sku(&id)?
        .iter()
        .any(|found| *found != card);
    Ok(if other { format!("id:{id}") } else { id })
}

/// What became of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Linked {
    /// Which card is meant is not clear.
    Unclear(Meant),
    /// Its variants are sold, not the product.
    Parent(Vec<i64>),
    /// BaseLinker's list does not show the product any more.
    Gone,
    /// The product is this other card.
    ProductTaken(ListedCard),
    /// The card is this other product.
    CardTaken(ListedCard, i64),
    /// The two are one.
    Done {
        /// The card with its link.
        card: ListedCard,
        /// Whether that is new.
        changed: bool,
        /// Whether the mirror knows the product.
        known: bool,
    },
}

/// Links a card with a product by a person's word, and settles what was open about the two.
///
/// # Errors
/// Those of the book.
pub fn link(
    mirror: &mut Mirror,
    text: &str,
    product: i64,
    now: i64,
) -> Result<Linked, MirrorError> {
    mirror.write(|mirror| {
        let card = match meant(mirror, text)? {
            Meant::One(card) => card,
            unclear => return Ok(Linked::Unclear(unclear)),
        };
        let row = mirror.product(product)?;
        let variants = mirror.variants_of(product)?;
        if !variants.is_empty() || row.as_ref().is_some_and(|row| row.role == Role::Parent) {
            return Ok(Linked::Parent(variants));
        }
        if row.as_ref().is_some_and(|row| row.gone_at.is_some()) {
            return Ok(Linked::Gone);
        }
        if let Some(other) = card.product.filter(|other| *other != product) {
            return Ok(Linked::CardTaken(card, other));
        }
        match mirror.card_of(product)? {
            Some(other) if other != card.card => {
                let gone = || MirrorError::Content(format!("cards.id {other}"));
                let other = mirror.listed_card(other)?.ok_or_else(gone)?;
                return Ok(Linked::ProductTaken(other));
            }
            _ => {}
        }
        mirror.unpart(product, card.card)?;
        let changed = match card.product {
            // What the two differ in stays open.
            Some(_) => {
                mirror.settle_conflicts(product, &Part::ALL.map(Part::word))?;
                mirror.confirm_link(product)?
            }
            None => {
                mirror.settle_conflicts(product, &[])?;
                mirror.forget_agreed(product)?;
                mirror.link_card(card.card, product, FoundBy::Person, now)?;
                true
            }
        };
        mirror.settle_card(card.card)?;
        Ok(Linked::Done {
            card: mirror.listed_card(card.card)?.unwrap_or(card),
            changed,
            known: row.is_some(),
        })
    })
}

/// What became of an unlinking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unlinked {
    /// Which card is meant is not clear.
    Unclear(Meant),
    /// The card has no link.
    Done {
        /// The card.
        card: ListedCard,
        /// The product that it was until now.
        was: Option<i64>,
    },
}

/// Drops the link of a card, and remembers that it is not that product.
///
/// # Errors
/// Those of the book.
pub fn unlink(mirror: &mut Mirror, text: &str, now: i64) -> Result<Unlinked, MirrorError> {
    mirror.write(|mirror| {
        let card = match meant(mirror, text)? {
            Meant::One(card) => card,
            unclear => return Ok(Unlinked::Unclear(unclear)),
        };
        let was = card.product;
        if let Some(product) = was {
            mirror.part(product, card.card, now)?;
            // In what they differ is of no matter any more.
            mirror.settle_conflicts(product, &[])?;
            mirror.forget_agreed(product)?;
        }
        Ok(Unlinked::Done {
            card: mirror.listed_card(card.card)?.unwrap_or(card),
            was,
        })
    })
}
