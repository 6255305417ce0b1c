//! Corrections that a person made to an order (`orders edit`). What BaseLinker says is kept beside each: a correction
//! stands as long as the corrected field keeps that value, and gives way when the field changes there.

mod key;
mod mend;
#[cfg(test)]
mod tests;
mod value;

pub use key::{EditError, Key};
pub use mend::mended_by;

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::kind::DocumentKind;
use super::order::Order;

/// One correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What the person said; ids for contractors, cards and warehouses.
    pub value: String,
    /// What BaseLinker said then.
    pub was: String,
}

/// The corrections of one order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Edits(pub BTreeMap<Key, Edit>);

/// A correction that BaseLinker has overtaken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overtaken {
    /// What it was about.
    pub key: Key,
    /// The correction.
    pub edit: Edit,
    /// What BaseLinker says now.
    pub now: String,
}

/// What a person said that is no field of the order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Kind of the document.
    pub kind: Option<DocumentKind>,
    /// PLN for one unit of the order's currency.
    pub rate: Option<Decimal>,
    /// The buyer's card.
    pub contractor: Option<i64>,
    /// Card of a line, by the line's id.
    pub cards: BTreeMap<i64, i64>,
    /// Warehouse of a line, by the line's id.
    pub warehouses: BTreeMap<i64, i64>,
    /// Lines whose VAT rate is a person's word.
    pub rates: BTreeSet<i64>,
}

/// An order with its corrections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// The order as it is planned.
    pub order: Order,
    /// The rest of what was said.
    pub said: Said,
    /// Corrections that no longer stand.
    pub overtaken: Vec<Overtaken>,
}

impl Edits {
    /// Whether nothing was corrected.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a correction of `order`, in place of an earlier one of the same key.
    ///
    /// # Errors
    /// A value that cannot be one of this key.
    pub fn set(&mut self, order: &Order, key: Key, value: &str) -> Result<(), EditError> {
        let value = value::checked(key, value)?;
        value::fits(self, order, key, &value)?;
        let was = value::there(order, key);
        self.0.insert(key, Edit { value, was });
        Ok(())
    }

    /// Takes a correction back; answers whether there was one.
    pub fn unset(&mut self, key: Key) -> bool {
        self.0.remove(&key).is_some()
    }

    /// The order as corrected.
    pub fn apply(&self, order: &Order) -> Corrected {
        let mut corrected = Corrected {
            order: order.clone(),
            said: Said::default(),
            overtaken: Vec::new(),
        };
        for (key, edit) in &self.0 {
            let now = value::there(order, *key);
            if now == edit.was {
                value::put(&mut corrected, order, *key, &edit.value);
            } else {
                corrected.overtaken.push(Overtaken {
                    key: *key,
                    edit: edit.clone(),
                    now,
                });
            }
        }
        corrected
    }

    /// The corrections that still stand for `order`.
    #[must_use]
    pub fn standing(&self, order: &Order) -> Edits {
        let stands = |(key, edit): &(&Key, &Edit)| value::there(order, **key) == edit.was;
        let kept = self.0.iter().filter(stands);
        Edits(kept.map(|(key, edit)| (*key, edit.clone())).collect())
    }
}
