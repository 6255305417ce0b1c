//! A stored document as what is sent.

use crate::domain::handover::{Contact, OwnParcel, Taxed, own_parcel};
use crate::domain::reason::Reason;
use crate::firmino::{NewDocument, Procedure};
use crate::mirror::documents::DocumentRow;
use crate::mirror::own_handovers::OwnHandover;
use crate::mirror::{Mirror, MirrorError};
use crate::sync::handover::order::{items, kind, payment};
use crate::sync::settings::Settings;

/// A document with what it takes to make it there.
pub(in crate::sync::handover) struct OwnLoad {
    pub(in crate::sync::handover) parcel: OwnParcel,
    /// What of it does not fit.
    pub(in crate::sync::handover) misfits: Vec<Reason>,
    /// The order's own row.
    pub(in crate::sync::handover) order_key: i64,
    /// Our card of the buyer.
    pub(in crate::sync::handover) contractor: Option<i64>,
    /// Our cards of its lines.
    cards: Vec<Option<i64>>,
}

impl OwnLoad {
    /// The card of a line.
    pub(in crate::sync::handover) fn card(&self, line: Option<i64>) -> Option<i64> {
        let place = usize::try_from(line?).ok()?;
        self.cards.get(place).copied().flatten()
    }
}

/// The document as it was issued, in Firmino's words.
pub(in crate::sync::handover) fn own_load(
    settings: &Settings,
    mirror: &Mirror,
    row: &DocumentRow,
    way: &OwnHandover,
) -> Result<OwnLoad, MirrorError> {
    let order = mirror.order(row.order)?;
    let order = order.filter(|order| order.key == row.order_key);
    let contact = Contact {
        email: order.as_ref().map_or("", |order| &order.seen.email),
        phone: order.as_ref().map_or("", |order| &order.seen.phone),
    };
    let snapshot = mirror.snapshot(row)?;
    let seller = settings.rules.vat_payer;
    let (number, day) = (&row.number, snapshot.issued_on);
    let (parcel, misfits) = own_parcel(&snapshot.draft, number, day, contact, seller, &way.marker);
    let lines = mirror.document_lines(row.id)?;
    Ok(OwnLoad {
        parcel,
        misfits,
        order_key: row.order_key,
        contractor: order.as_ref().and_then(|order| order.contractor),
        cards: lines.iter().map(|line| line.card).collect(),
    })
}

pub(super) fn sheet(
    parcel: &OwnParcel,
    customer: Option<i64>,
    articles: &[Option<i64>],
) -> NewDocument {
    NewDocument {
        name: Some(parcel.number.clone()),
        procedure: match parcel.taxed {
            Taxed::Polish => Procedure::Polish,
            Taxed::Oss => Procedure::Oss,
        },
        issued_on: parcel.issued_on,
        sold_on: parcel.sold_on,
        kind: kind(parcel.kind),
        customer,
        items: items(&parcel.items, articles),
        payment: payment(parcel.due),
        print_notes: parcel.notes.clone(),
        currency: parcel.currency.clone(),
    }
}
