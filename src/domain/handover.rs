//! An order's way into Firmino and back: the order there, the document that ends it, its number and print here
//! (`docs/firmino.md`). Pure: what is known goes in, the next step comes out.
//!
//! Nothing in Firmino tells a create from its repetition, and a document cannot be taken back. So whatever makes something
//! is noted before it is sent, and sent again only when a first try cannot take effect any more (after the window) and a
//! look has *proved* that it did not.

mod look;
mod making;
mod marker;
mod matching;
mod misfit;
mod own;
mod parcel;
#[cfg(test)]
mod tests;

pub use look::{Ask, LEAST_PAGE, Sheet, Sought, look};
pub use making::{Making, Move, found, next_of};
pub use marker::{Marker, Owner, holder, marker, own_marker};
pub use matching::{ArticleThere, CustomerThere, Hit, Name, article, customer};
pub use misfit::{kept_misfits, misfits};
pub use own::{
    Author, OwnStage, OwnStep, OwnThere, next_own, own_compared, own_looked, same_number,
    wants_customer,
};
pub use parcel::{
    Contact, EndKind, Item, OwnParcel, Parcel, Party, Seller, Taxed, own_parcel, parcel,
};

/// How far an order has come. Ids are Firmino's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nothing was sent, or what was sent is known to have had no effect.
    Pending,
    /// The order was sent at this second, and nothing is known of it.
    Sent(i64),
    /// The order is there.
    There(i64),
    /// The document that ends it was asked for at a second, and nothing is known of it.
    Ending {
        /// The order.
        order: i64,
        /// The second.
        at: i64,
    },
    /// The document is there.
    Issued {
        /// The order.
        order: i64,
        /// The document.
        document: i64,
    },
    /// Its number and print are in the mirror.
    Confirmed {
        /// The order.
        order: i64,
        /// The document.
        document: i64,
    },
}

impl Stage {
    /// Whether Firmino may have the order: from then on no document is issued for it here.
    pub const fn handed_over(self) -> bool {
        !matches!(self, Stage::Pending)
    }

    /// Whether Firmino may have issued its document.
    pub const fn may_be_issued(self) -> bool {
        matches!(
            self,
            Stage::Ending { .. } | Stage::Issued { .. } | Stage::Confirmed { .. }
        )
    }
}

/// Who issues the document in Firmino (`firmino.issue`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issuing {
    /// We ask for it.
    Asked,
    /// A person, in Firmino.
    ByPerson,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Make the order.
    Add,
    /// Look whether the order is there.
    LookForOrder,
    /// Look whether its document is there.
    LookForDocument(i64),
    /// Take number and print of the document.
    Fetch {
        /// The order.
        order: i64,
        /// The document.
        document: i64,
    },
    /// Leave it to a later push.
    Wait,
    /// Nothing any more.
    Nothing,
}

/// What a look shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// It is proved not to be there.
    Absent,
    /// One, by its id.
    One(i64),
    /// Several carry the marker.
    Several,
    /// Not found, and what was read may be a part only.
    Unproved,
}

/// The next step. `window` (seconds): from sending until a look can be believed.
pub fn next(stage: Stage, now: i64, window: i64) -> Step {
    match stage {
        Stage::Pending => Step::Add,
        Stage::Sent(at) | Stage::Ending { at, .. } if settles(at, now, window) => Step::Wait,
        Stage::Sent(_) => Step::LookForOrder,
        Stage::There(order) | Stage::Ending { order, .. } => Step::LookForDocument(order),
        Stage::Issued { order, document } => Step::Fetch { order, document },
        Stage::Confirmed { .. } => Step::Nothing,
    }
}

/// Whether what was sent at a second may still take effect. A clock that was set back is no reason to believe too early,
/// nor to wait for ever.
fn settles(at: i64, now: i64, window: i64) -> bool {
    now.abs_diff(at) < window.unsigned_abs()
}

/// What a look for an order in doubt means.
///
/// # Errors
/// A person has to say what is there.
pub fn order_looked(look: Look) -> Result<Stage, Refusal> {
    match look {
        Look::Absent => Ok(Stage::Pending),
        Look::One(order) => Ok(Stage::There(order)),
        Look::Several => Err(Refusal::Several),
        Look::Unproved => Err(Refusal::Unproved),
    }
}

/// What is done after a look for the document of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// It stands here now.
    At(Stage),
    /// The document may be asked for.
    End(i64),
    /// A person has not issued it yet.
    Leave,
}

/// What a look for the document means. A list that is no proof bars asking for a document; where a person issues it, it
/// only means that it was not seen yet.
///
/// # Errors
/// A person has to say what is there.
pub fn document_looked(stage: Stage, issuing: Issuing, look: Look) -> Result<Then, Refusal> {
    let (Stage::There(order) | Stage::Ending { order, .. }) = stage else {
        return Ok(Then::At(stage));
    };
    match (look, issuing, stage) {
        (Look::One(document), ..) => Ok(Then::At(Stage::Issued { order, document })),
        (Look::Several, ..) => Err(Refusal::SeveralDocuments),
        (Look::Absent, Issuing::Asked, _) => Ok(Then::End(order)),
        (Look::Absent, Issuing::ByPerson, Stage::Ending { .. }) => {
            Ok(Then::At(Stage::There(order)))
        }
        (Look::Absent | Look::Unproved, Issuing::ByPerson, Stage::There(_)) => Ok(Then::Leave),
        (Look::Unproved, ..) => Err(Refusal::Unproved),
        (Look::Absent, Issuing::ByPerson, _) => Ok(Then::Leave),
    }
}

/// Why an order stays where it is until a person says more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Firmino said no by name.
    Refused,
    /// Sent several times, and never there afterwards.
    Lost,
    /// Not found, and the lists could not be proved whole.
    Unproved,
    /// Several orders there carry the marker.
    Several,
    /// Several documents there carry the marker.
    SeveralDocuments,
    /// Several customers there could be the buyer.
    Customers,
    /// Several articles there could be a line's.
    Articles,
    /// Firmino comes to another sum.
    Sums,
    /// The order has changed since it was handed over.
    Changed,
    /// The order was cancelled, or left out, since it was handed over.
    Given,
    /// The document cannot be noted here.
    Unconfirmed,
    /// Firmino named a document of ours otherwise: it does not work with numbers from elsewhere.
    Renumbered,
    /// Another document there has the number of one of ours.
    NumberTaken,
    /// Firmino takes no receipt without a customer.
    NoCustomer,
    /// A document of ours is not the same there: kind, day, procedure or rates.
    Unlike,
    /// A document of ours that is there, or may be, was made void here.
    Voided,
    /// It does not fit into Firmino's fields.
    Misfit,
    /// What a person named there is another's.
    NotOurs,
    /// The order was removed there.
    Gone,
}

impl Refusal {
    const ALL: [Refusal; 19] = [
        Refusal::Refused,
        Refusal::Lost,
        Refusal::Unproved,
        Refusal::Several,
        Refusal::SeveralDocuments,
        Refusal::Customers,
        Refusal::Articles,
        Refusal::Sums,
        Refusal::Changed,
        Refusal::Given,
        Refusal::Unconfirmed,
        Refusal::Renumbered,
        Refusal::NumberTaken,
        Refusal::NoCustomer,
        Refusal::Unlike,
        Refusal::Voided,
        Refusal::Misfit,
        Refusal::NotOurs,
        Refusal::Gone,
    ];

    /// Its code, as kept.
    pub const fn code(self) -> &'static str {
        match self {
            Refusal::Refused => "refused",
            Refusal::Lost => "lost",
            Refusal::Unproved => "unproved",
            Refusal::Several => "several",
            Refusal::SeveralDocuments => "several-documents",
            Refusal::Customers => "customers",
            Refusal::Articles => "articles",
            Refusal::Sums => "sums",
            Refusal::Changed => "changed",
            Refusal::Given => "given-up",
            Refusal::Unconfirmed => "unconfirmed",
            Refusal::Renumbered => "renumbered",
            Refusal::NumberTaken => "number-taken",
            Refusal::NoCustomer => "no-customer",
            Refusal::Unlike => "unlike",
            Refusal::Voided => "voided",
            Refusal::Misfit => "misfit",
            Refusal::NotOurs => "not-ours",
            Refusal::Gone => "gone",
        }
    }

    /// The one of a code.
    pub fn parse(code: &str) -> Option<Refusal> {
        Refusal::ALL
            .into_iter()
            .find(|refusal| refusal.code() == code)
    }
}
