//! What a person says of documents: issued elsewhere, void, corrected, an invoice to a receipt; their printouts, and a
//! month of them for the accountant. None of it needs token or network.

pub mod confirm;
pub mod correct;
pub mod export;
pub mod print;
pub mod refusal;
pub mod to_receipt;
pub mod void;

use jiff::civil::Date;

use super::orders::apply::{Apply, Named, Now, Purpose, Repair};
use super::orders::statuses::Statuses;
use super::settings::Settings;
use crate::domain::kind::DocumentKind;
use crate::domain::money::Amount;
use crate::domain::reason::Reason;
use crate::domain::state::State;
use crate::domain::warsaw;
use crate::mirror::MirrorError;
use crate::mirror::orders::{LineRow, OrderRow};

/// Why nothing was done.
#[derive(Debug)]
pub enum Refused {
    /// Those of the book.
    Book(MirrorError),
    /// No such order.
    UnknownOrder(i64),
    /// No such document.
    UnknownDocument(String),
    /// The order is in no state for it.
    NotOpen {
        /// BaseLinker's order id.
        order: i64,
        /// Its state.
        state: State,
        /// Its status says cancelled.
        cancelled: bool,
        /// Numbers of its documents.
        documents: Vec<String>,
    },
    /// The order is held for these reasons.
    Held {
        /// BaseLinker's order id.
        order: i64,
        /// Why; at least one.
        reasons: Vec<Reason>,
    },
    /// The order has changed since its last document, and was not read again.
    Stale(i64),
    /// The number belongs to a document of this order.
    NumberTaken {
        /// The number.
        number: String,
        /// BaseLinker's order id.
        order: i64,
    },
    /// The number is one that our own series is still to give.
    OwnSeries {
        /// The number.
        number: String,
        /// The series' format.
        format: String,
    },
    /// Another document has this number in KSeF.
    KsefTaken {
        /// The number in KSeF.
        ksef: String,
        /// The other document.
        document: String,
    },
    /// The order ends in a receipt, and no receipt goes to KSeF.
    KsefReceipt(i64),
    /// The day lies outside what can be.
    Day {
        /// The day.
        day: Date,
        /// First day that can be.
        first: Date,
        /// Last day that can be.
        last: Date,
    },
    /// KSeF took the invoice before the day on which it is said to be issued.
    AfterKsef {
        /// The day of issue.
        day: Date,
        /// KSeF's day.
        ksef: Date,
    },
    /// It was issued elsewhere: nothing here can make it void.
    NotOurs(String),
    /// It has left the house: only a correction mends it.
    Sent(String),
    /// Firmino has it, or may have it: void here alone, another one would be a second sale.
    InFirmino(String),
    /// It is void.
    Void(String),
    /// A correction of it is noted.
    Corrected {
        /// The document.
        number: String,
        /// The correction.
        by: String,
    },
    /// An invoice was issued to this receipt.
    HasInvoice {
        /// The receipt.
        number: String,
        /// The invoice.
        invoice: String,
    },
    /// Document and corrections together would be less than nothing.
    BelowZero {
        /// The document.
        number: String,
        /// What would be left.
        left: Amount,
    },
    /// The sale has its invoice.
    InvoiceThere {
        /// BaseLinker's order id.
        order: i64,
        /// The invoice.
        invoice: String,
    },
    /// The sale's receipt is another one.
    OtherReceipt {
        /// BaseLinker's order id.
        order: i64,
        /// The sale's receipt.
        receipt: String,
    },
    /// The sale is of a kind to which there is no receipt.
    OtherKind {
        /// BaseLinker's order id.
        order: i64,
        /// The kind.
        kind: DocumentKind,
    },
    /// The invoice would differ from the receipt.
    SumsDiffer {
        /// The receipt.
        receipt: String,
        /// Gross sum of the receipt.
        was: Amount,
        /// Gross sum of the invoice.
        now: Amount,
    },
}

impl From<MirrorError> for Refused {
    fn from(error: MirrorError) -> Refused {
        Refused::Book(error)
    }
}

/// What a single order is applied with, by a person's word.
pub(in crate::sync) fn by_person<'a>(
    settings: &'a Settings,
    statuses: &'a Statuses,
    now: &'a Now,
) -> Apply<'a> {
    Apply {
        settings,
        statuses,
        from: warsaw::start_of(settings.from),
        now,
        released: None,
        issued_before: 0,
        asked: Named::NotAtAll,
        repair: Repair::No,
        purpose: Purpose::Take,
    }
}

/// Why nothing can be made of what the book knows of the order.
fn stale(row: &OrderRow) -> Result<(), Refused> {
    match row.state != State::Documented && row.flags.changed {
        true => Err(Refused::Stale(row.seen.id)),
        false => Ok(()),
    }
}

fn not_open(row: &OrderRow, documents: Vec<String>) -> Refused {
    Refused::NotOpen {
        order: row.seen.id,
        state: row.state,
        cancelled: row.flags.cancelled,
        documents,
    }
}

/// The card of an order's line.
fn card(links: &[LineRow]) -> impl Fn(i64) -> Option<i64> {
    |line| {
        let found = links.iter().find(|link| link.line == line);
        found.and_then(|link| link.card)
    }
}
