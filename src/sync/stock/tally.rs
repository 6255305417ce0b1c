//! Counts of a stock pass, and what is new in it for a person.

use std::collections::BTreeMap;

use crate::domain::stock::Lowers;
use crate::mirror::shelves::Place;
use crate::mirror::{Mirror, MirrorError};
use crate::report::pass::Stock;

/// Something new for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// BaseLinker has fewer pieces than what was sent and the orders explain, or more.
    Drift {
        /// The card's SKU, or its id.
        named: String,
        /// Where.
        at: Place,
        /// What is explained.
        target: i64,
        /// What is there.
        remote: i64,
    },
    /// BaseLinker refused a level.
    Refused {
        /// The card's SKU, or its id.
        named: String,
        /// Where.
        at: Place,
        /// The value.
        value: i64,
        /// What it said; empty where it said nothing and wrote nothing.
        said: String,
    },
    /// BaseLinker lowers levels at another moment than the profile says.
    LowersOtherwise {
        /// What the profile says.
        said: Lowers,
        /// What its levels show.
        seen: Lowers,
    },
}

/// Worth knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Without the module `orders` nobody knows what was sold and not shipped.
    NoOrders,
    /// When BaseLinker lowers a level is neither said nor evident: nothing is sent.
    LowersUnknown,
    /// It has become evident.
    LowersEvident(Lowers),
    /// BaseLinker lowers at another moment than the profile says, as a person was told.
    LowersOtherwise {
        /// What the profile says.
        said: Lowers,
        /// What its levels show.
        seen: Lowers,
    },
    /// Levels of a warehouse that several of BaseLinker's are linked to are not sent.
    Shared {
        /// Our symbol.
        symbol: String,
        /// Their keys.
        places: Vec<String>,
    },
    /// A linked warehouse does not belong to the catalogue.
    NotAttached {
        /// Its key.
        place: String,
    },
    /// Levels of a stopped sending that changed since were left out.
    LeftOut(u64),
    /// Levels that time did not suffice for.
    Left(u64),
    /// A zero brake keeps an orders pass from sending what it touched.
    LeftToStock,
    /// Pieces that somebody added there were taken off again.
    TakenOff {
        /// The card's SKU, or its id.
        named: String,
        /// How many pieces.
        pieces: i64,
    },
}

/// A level that a stopped sending or a dry run would have sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedLevel {
    /// The card's SKU.
    pub sku: Option<String>,
    /// Where.
    pub at: Place,
    /// The mirror's level.
    pub level: i64,
    /// What can be sold there now; `None`: the product is not there.
    pub remote: Option<i64>,
    /// What would be there.
    pub to_send: i64,
}

/// Most planned levels that a report lists.
pub(super) const LISTED: usize = 1000;

/// The counts.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Counts as in JSON.
    pub stock: Stock,
    /// Warehouses that were made and linked, by name.
    pub warehouses: Vec<String>,
    /// What is new for a person.
    pub troubles: Vec<Trouble>,
    /// Worth knowing.
    pub notices: Vec<Notice>,
    /// The first thousand planned levels.
    pub planned: Vec<PlannedLevel>,
    /// Levels of a stopped sending that changed since.
    pub left_out: u64,
    /// Levels of which pieces are reserved, while nobody said how they count.
    pub reserved: u64,
}

impl Tally {
    /// Counts the levels that are known.
    ///
    /// # Errors
    /// Those of the book.
    pub(super) fn count_known(&mut self, mirror: &Mirror) -> Result<(), MirrorError> {
        let (known, held, unknown) = mirror.levels_known()?;
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        let stock = &mut self.stock;
        let busy = stock.sent + stock.warnings + stock.in_doubt;
        stock.unchanged = count(known).saturating_sub(busy);
        stock.held = count(held);
        stock.unknown = count(unknown);
        Ok(())
    }

    pub(super) fn plan(&mut self, level: PlannedLevel) {
        if self.planned.len() < LISTED {
            self.planned.push(level);
        }
    }

    /// Adds a notice once.
    pub(super) fn notice(&mut self, notice: Notice) {
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }
}

/// Counts by word.
pub(super) type Counts = BTreeMap<String, u64>;
