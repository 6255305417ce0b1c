//! The figures of a shop's day, as `today` tells them.

use jiff::civil::Date;

use super::kind::DocumentKind;
use super::money::Amount;

/// Documents of one kind in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The kind.
    pub kind: DocumentKind,
    /// The currency.
    pub currency: String,
    /// How many.
    pub documents: u64,
    /// Their gross sum. An invoice to a receipt adds nothing: the receipt has counted already.
    pub gross: Amount,
}

/// Orders that are ready, by what they wait for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ready {
    /// A person's word (`orders issue`): nothing else stands in the way.
    pub by_hand: u64,
    /// Their invoice is to be issued in Firmino, for KSeF.
    pub ksef: u64,
    /// Their document in Firmino, to which they were handed over.
    pub there: u64,
    /// Their payment.
    pub payment: u64,
    /// Anything else.
    pub other: u64,
}

impl Ready {
    /// All of them.
    pub const fn total(&self) -> u64 {
        self.by_hand + self.ksef + self.there + self.payment + self.other
    }
}

/// What stands in the book beside documents, as counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Open {
    /// Ready orders.
    pub ready: Ready,
    /// Orders that need editing.
    pub needs_editing: u64,
    /// Orders that left the path of statuses without having been taken.
    pub missed: u64,
    /// Orders in quarantine.
    pub quarantined: u64,
    /// Documented orders that changed or were cancelled, without a correction.
    pub after_document: u64,
    /// Returns of documented orders, without a correction.
    pub returns: u64,
}

/// A day. All figures but those of new orders and documents are of the present moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The day, in Warsaw.
    pub day: Date,
    /// Orders confirmed on it.
    pub new_orders: u64,
    /// Whether the mirror is joined with Firmino's API (`[firmino]`).
    pub joined: bool,
    /// Documents issued on it that are not void.
    pub issued: Vec<Issued>,
    /// What is open among orders.
    pub open: Open,
    /// Orders without a document that are not paid in full, though they should be.
    pub unpaid: u64,
    /// Of these, ones that are ready.
    pub unpaid_ready: u64,
    /// Printouts that BaseLinker has not got.
    pub unsent: u64,
    /// Levels that differ.
    pub drift: u64,
    /// Open conflicts about products and cards.
    pub conflicts: u64,
}

fn plus(a: Amount, b: Amount) -> Amount {
    Amount::from_grosze(a.grosze().saturating_add(b.grosze()))
}

impl Day {
    /// Documents issued, by kind; kinds without a document are left out.
    pub fn by_kind(&self) -> Vec<(DocumentKind, u64)> {
        let of = |kind: DocumentKind| {
            let rows = self.issued.iter().filter(|row| row.kind == kind);
            rows.map(|row| row.documents).sum()
        };
        let kinds = DocumentKind::ALL.map(|kind| (kind, of(kind)));
        kinds.into_iter().filter(|(_, n)| *n > 0).collect()
    }

    /// Gross sums by currency, in the alphabet's order.
    pub fn sums(&self) -> Vec<(&str, Amount)> {
        let mut sums: Vec<(&str, Amount)> = Vec::new();
        for row in &self.issued {
            match sums
                .iter_mut()
                .find(|(currency, _)| *currency == row.currency)
            {
                Some((_, sum)) => *sum = plus(*sum, row.gross),
                None => sums.push((&row.currency, row.gross)),
            }
        }
        sums.sort_by_key(|(currency, _)| *currency);
        sums
    }

    /// Whether nothing waits for anybody.
    pub fn nothing_to_do(&self) -> bool {
        let open = &self.open;
        let counts = [
            open.ready.total(),
            open.needs_editing,
            open.missed,
            open.quarantined,
            open.after_document,
            open.returns,
            self.unpaid,
            self.unsent,
            self.drift,
            self.conflicts,
        ];
        counts.iter().all(|n| *n == 0)
    }
}
