//! Prices and pieces of one product, as every method that writes them takes them.

use super::Parameters;
use super::warning::Warning;
use crate::sandbox::catalog::Inventory;
use crate::sandbox::product::Product;
use crate::sandbox::unknowns::{ForeignStock, Unknowns};

/// What became of one product.
#[derive(Debug, Default)]
pub(super) struct Effect {
    pub(super) accepted: bool,
    pub(super) changed: bool,
    pub(super) refused: Vec<Warning>,
}

impl Effect {
    fn note<T: PartialEq>(&mut self, before: Option<T>, after: &T) {
        self.accepted = true;
        self.changed |= before.as_ref() != Some(after);
    }
}

/// Gross prices by price group; groups that are not sent stay.
pub(super) fn set_prices(
    product: &mut Product,
    inventory: &Inventory,
    sent: &Parameters<'_>,
    _: &Unknowns,
) -> Effect {
    let mut effect = Effect::default();
    for key in sent.keys() {
        let Some(price) = sent.decimal(key) else {
            continue;
        };
        let group = key.parse().ok();
        match group.filter(|group| inventory.price_groups.contains(group)) {
            Some(group) => effect.note(product.prices.insert(group, price), &price),
            None => effect.refused.push(Warning::NoPriceGroup(key.to_owned())),
        }
    }
    effect
}

/// Pieces by warehouse, counted absolutely; warehouses that are not sent stay.
pub(super) fn set_stock(
    product: &mut Product,
    inventory: &Inventory,
    sent: &Parameters<'_>,
    unknowns: &Unknowns,
) -> Effect {
    let mut effect = Effect::default();
    for key in sent.keys() {
        let Some(pieces) = sent.int(key) else {
            continue;
        };
        if !key.starts_with("bl_") {
            if unknowns.foreign_stock == ForeignStock::Warned {
                effect
                    .refused
                    .push(Warning::ForeignWarehouse(key.to_owned()));
            }
        } else if inventory.warehouses.iter().any(|attached| attached == key) {
            // No entry is no pieces.
            let before = product.stock.insert(key.to_owned(), pieces);
            effect.note(Some(before.unwrap_or(0)), &pieces);
        } else {
            effect.refused.push(Warning::NoWarehouse(key.to_owned()));
        }
    }
    effect
}
