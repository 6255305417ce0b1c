//! What a push did, and what it leaves to a person.

use crate::domain::handover::Refusal;
use crate::domain::reason::Reason;
use crate::domain::state::State;
use crate::firmino::FirminoError;
use crate::mirror::MirrorError;
use crate::report::push::{Counts, Documents, Orders};
use crate::sync::documents::Refused;

/// What is left to a person.
#[derive(Debug)]
pub enum Trouble {
    /// The order does not fit, or is held here.
    Misfit {
        /// BaseLinker's order.
        order: i64,
        /// What.
        reason: Reason,
    },
    /// The order stays where it is.
    Refused {
        /// BaseLinker's order.
        order: i64,
        /// Why.
        refusal: Refusal,
        /// What Firmino said, or what was seen.
        said: String,
    },
    /// A document of ours stays where it is.
    Own {
        /// BaseLinker's order.
        order: i64,
        /// Its number.
        number: String,
        /// Why.
        refusal: Refusal,
        /// What Firmino said, or what was seen.
        said: String,
    },
    /// A document of ours does not fit.
    OwnMisfit {
        /// BaseLinker's order.
        order: i64,
        /// Its number.
        number: String,
        /// What.
        reason: Reason,
    },
    /// The document there cannot be noted here.
    Unconfirmed {
        /// BaseLinker's order.
        order: i64,
        /// Its number there.
        number: String,
        /// Why.
        refused: Box<Refused>,
    },
    /// The order is in no state for it; `None`: it is not known here.
    NotReady {
        /// BaseLinker's order.
        order: i64,
        /// Its state.
        state: Option<State>,
    },
}

/// How a push ended.
#[derive(Debug, Default)]
pub struct Pushed {
    /// Orders.
    pub orders: Orders,
    /// Documents issued here.
    pub documents: Documents,
    /// Customers.
    pub customers: Counts,
    /// Articles.
    pub articles: Counts,
    /// What is left to a person.
    pub troubles: Vec<Trouble>,
    /// Invoices noted here whose number in KSeF the API does not tell: BaseLinker's orders.
    pub without_ksef: Vec<i64>,
    /// What stopped it.
    pub stopped: Option<FirminoError>,
}

/// Why an order goes no further in this push.
#[derive(Debug)]
pub enum Halt {
    /// The book: nothing goes on.
    Book(MirrorError),
    /// Firmino: nothing goes on, for whatever failed would fail the others, too.
    Firmino(FirminoError),
    /// This order only.
    Left,
}

/// A step of an order.
pub(super) type Done<T> = Result<T, Halt>;

impl From<MirrorError> for Halt {
    fn from(error: MirrorError) -> Halt {
        Halt::Book(error)
    }
}

impl From<FirminoError> for Halt {
    fn from(error: FirminoError) -> Halt {
        Halt::Firmino(error)
    }
}
