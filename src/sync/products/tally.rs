//! Counts of a products pass, and what is new in it for a person.

use crate::domain::card_match::Notice;
use crate::domain::goods::{Differing, Goods, Part};
use crate::report::pass::{PlannedChange, Products};

/// Changes that are listed one by one.
const TOLD: usize = 1000;

/// Something new for a person, about a product or a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing is linked: why, with the cards or products between which nobody guesses.
    Conflict {
        /// BaseLinker's product.
        product: i64,
        /// Code of the reason (`product.several-by-sku`, …).
        code: String,
        /// The cards, or the other products.
        between: Vec<i64>,
    },
    /// A part that changed on both sides.
    Both {
        /// BaseLinker's product.
        product: i64,
        /// The card.
        card: i64,
        /// The part.
        part: &'static str,
        /// On what both agreed last.
        last: Option<String>,
        /// The card's value.
        here: Option<String>,
        /// BaseLinker's value.
        there: Option<String>,
    },
    /// A linked product is no longer in BaseLinker.
    Gone {
        /// BaseLinker's product.
        product: i64,
        /// The card that was linked to it.
        card: i64,
    },
    /// A product that cannot be read.
    Odd {
        /// BaseLinker's product.
        product: i64,
        /// What was seen.
        seen: String,
    },
    /// BaseLinker refused a product, or a part of it.
    Refused {
        /// The card.
        card: i64,
        /// What it said.
        said: String,
    },
    /// No product and no card has a SKU that was asked for.
    UnknownSku {
        /// The SKU.
        sku: String,
    },
    /// A create whose outcome is not known yet.
    InDoubt {
        /// The card.
        card: i64,
    },
}

/// A link that was made, with something to be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linking {
    /// BaseLinker's product.
    pub product: i64,
    /// The card.
    pub card: i64,
    /// What is to be said.
    pub notice: Notice,
}

/// The counts.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Counts of design.md §6.
    pub products: Products,
    /// Products of BaseLinker that match no card (source Firmino).
    pub unmatched: u64,
    /// What is new for a person.
    pub troubles: Vec<Trouble>,
    /// New links to look at twice (requirements.md 44, 45); the first thousand.
    pub linkings: Vec<Linking>,
    /// Rows of the list that were read.
    pub listed: u64,
    /// What a rehearsal would change; the first thousand.
    pub changes: Vec<PlannedChange>,
    /// Products whose price would jump.
    pub jumping: u64,
    /// Cards that are left to the next pass.
    pub left: u64,
}

impl Tally {
    /// Notes a link that a person should hear of.
    pub(super) fn worth_knowing(&mut self, linking: Linking) {
        if self.linkings.len() < TOLD {
            self.linkings.push(linking);
        }
    }

    /// Notes what a rehearsal would make of a product or card that is new on the other side.
    pub(super) fn would_make(&mut self, product: Option<i64>, card: Option<i64>, goods: &Goods) {
        if self.changes.len() < TOLD {
            self.changes.push(PlannedChange {
                product,
                card,
                name: goods.get(Part::Name).unwrap_or_default().to_owned(),
                parts: Vec::new(),
            });
        }
    }

    /// Notes what a rehearsal would change; `parts` with the old and the new value of each.
    pub(super) fn would_change<'a>(
        &mut self,
        product: i64,
        card: i64,
        goods: &Goods,
        parts: impl Iterator<Item = (&'a Differing, Option<&'a str>, Option<&'a str>)>,
    ) {
        if self.changes.len() < TOLD {
            let word = |text: Option<&str>| text.unwrap_or("–").to_owned();
            self.changes.push(PlannedChange {
                product: Some(product),
                card: Some(card),
                name: goods.get(Part::Name).unwrap_or_default().to_owned(),
                parts: parts
                    .map(|(part, old, new)| {
                        format!("{}: {} → {}", part.part.word(), word(old), word(new))
                    })
                    .collect(),
            });
        }
    }
}
