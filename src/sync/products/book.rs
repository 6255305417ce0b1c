//! Single steps in the book that several parts of a products pass take.

use crate::mirror::conflicts::ConflictRow;
use crate::mirror::{Mirror, Result};

/// Code of a card whose product is gone: it is not made anew before a person says so.
pub(super) const GONE: &str = "product.gone";

/// Notes that a product is gone; answers the card whose link was dropped.
pub(super) fn gone(mirror: &Mirror, product: i64, now: i64) -> Result<Option<i64>> {
    if let Some(mut row) = mirror.product(product)? {
        row.gone_at = Some(now);
        row.stale = false;
        mirror.keep_product(&row)?;
    }
    mirror.settle_conflicts(product, &[])?;
    let card = mirror.drop_link(product)?;
    if let Some(card) = card {
        let row = ConflictRow {
            product,
            card,
            what: GONE.to_owned(),
            last: None,
            here: None,
            there: None,
        };
        mirror.keep_conflict(&row, now)?;
    }
    Ok(card)
}
