//! Which card a product is, by the rules of `domain::card_match`: never a guess, and a conflict is listed.

use super::tally::{Linking, Tally, Trouble};
use super::{Ended, Pass};
use crate::domain::card_match::{FoundBy, Match, NameThere, Sought, match_card};
use crate::mirror::catalogue::ProductRow;
use crate::mirror::conflicts::ConflictRow;
use crate::mirror::{Mirror, MirrorError};
use crate::sync::crash;
use crate::sync::orders::PassError;

/// Products of one transaction.
const BATCH: i64 = 500;

/// What a product without a card is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Linked {
    /// Linked to this card now.
    To(i64),
    /// No card fits.
    None,
    /// A conflict.
    Conflict,
}

/// Links every product that has no card yet and finds one.
///
/// # Errors
/// Those of the book.
pub(super) fn all(
    pass: &Pass<'_>,
    mirror: &mut Mirror,
    ended: &mut Ended,
) -> Result<(), PassError> {
    let mut after = 0;
    loop {
        let products = mirror.unlinked_products(after, BATCH)?;
        let Some(last) = products.last() else {
            return Ok(());
        };
        after = last.product;
        mirror.write(|mirror| {
            for product in products.iter().filter(|row| pass.wants(row.sku.as_deref())) {
                let tally = &mut ended.tally;
                match one(pass, mirror, product, tally)? {
                    Linked::To(_) => {}
                    Linked::None => tally.unmatched += 1,
                    Linked::Conflict => tally.products.conflicts += 1,
                }
            }
            Ok::<_, PassError>(())
        })?;
        crash::point();
    }
}

/// Links one product, if exactly one card is it.
pub(super) fn one(
    pass: &Pass<'_>,
    mirror: &Mirror,
    product: &ProductRow,
    tally: &mut Tally,
) -> Result<Linked, MirrorError> {
    // Two products of one SKU cannot both be the card with it.
    if let Some(sku) = &product.sku {
        let cards = mirror.cards_with_sku(sku)?;
        if !cards.is_empty() && mirror.products_with_sku(sku)?.len() > 1 {
            let code = "product.sku-shared-there";
            return conflict(pass, mirror, product, code, &cards, tally);
        }
    }
    let shared = match &product.name_key {
        Some(key) => mirror.products_named(key)? > 1,
        None => false,
    };
    let sought = Sought {
        product: Some(product.product),
        sku: product.sku.clone(),
        ean: product.ean.clone(),
        name: product.name_key.clone(),
        name_there: if shared {
            NameThere::Shared
        } else {
            NameThere::Unique
        },
    };
    let mut candidates = mirror.card_candidates(&sought)?;
    let mut parted = Vec::new();
    for candidate in &candidates {
        if mirror.is_parted(product.product, candidate.card)? {
            parted.push(candidate.card);
        }
    }
    candidates.retain(|candidate| !parted.contains(&candidate.card));
    match match_card(&sought, &candidates, pass.settings.by_ean) {
        Match::New => {
            mirror.settle_conflicts(product.product, &[])?;
            Ok(Linked::None)
        }
        Match::Linked { card, by, notice } => {
            mirror.link_card(card, product.product, by, pass.now())?;
            mirror.settle_conflicts(product.product, &[])?;
            mirror.settle_card(card)?;
            match by {
                FoundBy::Sku => tally.products.linked_by_sku += 1,
                FoundBy::Name => tally.products.linked_by_name += 1,
                FoundBy::Link | FoundBy::Ean | FoundBy::Person => {}
            }
            if let Some(notice) = notice {
                tally.worth_knowing(Linking {
                    product: product.product,
                    card,
                    notice,
                });
            }
            Ok(Linked::To(card))
        }
        Match::Conflict { cards, why } => {
            conflict(pass, mirror, product, why.code(), &cards, tally)
        }
    }
}

fn conflict(
    pass: &Pass<'_>,
    mirror: &Mirror,
    product: &ProductRow,
    code: &str,
    between: &[i64],
    tally: &mut Tally,
) -> Result<Linked, MirrorError> {
    mirror.settle_conflicts(product.product, &[code])?;
    let mut new = false;
    for other in between {
        let row = ConflictRow {
            product: product.product,
            card: *other,
            what: code.to_owned(),
            last: None,
            here: None,
            there: Some(product.name.clone()),
        };
        new |= mirror.keep_conflict(&row, pass.now())?;
    }
    if new {
        tally.troubles.push(Trouble::Conflict {
            product: product.product,
            code: code.to_owned(),
            between: between.to_vec(),
        });
    }
    Ok(Linked::Conflict)
}
