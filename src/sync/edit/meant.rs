//! What a person means by `KEY=VALUE`, in words of the book.

use crate::domain::edits::{EditError, Edits, Key};
use crate::domain::names;
use crate::mirror::orders::OrderRow;
use crate::mirror::{Mirror, MirrorError};

/// One change, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// `--set KEY=VALUE`.
    Set(String),
    /// `--unset KEY`.
    Unset(String),
}

/// Changes of one order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish(pub Vec<Change>);

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// Key or value.
    Edit(EditError),
    /// There is no `=`.
    NoValue(String),
    /// A key twice.
    Twice(Key),
    /// `--unset` of what was not corrected.
    NotCorrected(Key),
    /// No contractor has this id.
    NoContractor(String),
    /// This contractor's card cannot be the buyer's: a tax number says otherwise, or contractors are not linked.
    NotTheirs(i64),
    /// No card has this SKU or id.
    NoCard(String),
    /// Several cards have this SKU.
    SeveralCards {
        /// The SKU.
        sku: String,
        /// Their ids.
        cards: Vec<i64>,
    },
    /// No warehouse has this symbol.
    NoWarehouse {
        /// As typed.
        symbol: String,
        /// Those that there are.
        known: Vec<String>,
    },
}

impl Wish {
    /// The order's corrections after these changes, or everything that is wrong with them.
    ///
    /// # Errors
    /// Those of the book.
    pub(super) fn read(
        &self,
        mirror: &Mirror,
        row: &OrderRow,
    ) -> Result<Result<Edits, Vec<Wrong>>, MirrorError> {
        let mut edits = row.edits.clone();
        let mut wrong = Vec::new();
        let mut done = Vec::new();
        for change in &self.0 {
            let (word, value) = match change {
                Change::Unset(word) => (word.as_str(), None),
                Change::Set(pair) => match pair.split_once('=') {
                    Some((word, value)) => (word, Some(value)),
                    None => {
                        wrong.push(Wrong::NoValue(pair.clone()));
                        continue;
                    }
                },
            };
            let key = match Key::of(word.trim(), &row.seen) {
                Ok(key) => key,
                Err(error) => {
                    wrong.push(Wrong::Edit(error));
                    continue;
                }
            };
            if done.contains(&key) {
                wrong.push(Wrong::Twice(key));
                continue;
            }
            done.push(key);
            let Some(value) = value else {
                if !edits.unset(key) {
                    wrong.push(Wrong::NotCorrected(key));
                }
                continue;
            };
            match meant(mirror, key, value)? {
                Ok(value) => {
                    if let Err(error) = edits.set(&row.seen, key, &value) {
                        wrong.push(Wrong::Edit(error));
                    }
                }
                Err(found) => wrong.push(found),
            }
        }
        Ok(if wrong.is_empty() {
            Ok(edits)
        } else {
            Err(wrong)
        })
    }
}

/// The value as it is kept: ids for contractors, cards and warehouses.
fn meant(mirror: &Mirror, key: Key, value: &str) -> Result<Result<String, Wrong>, MirrorError> {
    let text = names::folded(value);
    Ok(match key {
        Key::Contractor => match text.parse::<i64>() {
            Ok(id) if mirror.has_contractor(id)? => Ok(id.to_string()),
            _ => Err(Wrong::NoContractor(text)),
        },
        Key::Card(_) => match mirror.cards_meant(&text)?.as_slice() {
            [card] => Ok(card.to_string()),
            [] => Err(Wrong::NoCard(text)),
            cards => Err(Wrong::SeveralCards {
                sku: text,
                cards: cards.to_vec(),
            }),
        },
        Key::Warehouse(_) => match mirror.warehouse(&text)? {
            Some(row) => Ok(row.id.to_string()),
            None => Err(Wrong::NoWarehouse {
                symbol: text,
                known: mirror.warehouse_symbols()?,
            }),
        },
        Key::Name
        | Key::Company
        | Key::Nip
        | Key::Street
        | Key::Postcode
        | Key::City
        | Key::Country
        | Key::Kind
        | Key::CurrencyRate
        | Key::Vat(_) => Ok(value.to_owned()),
    })
}
