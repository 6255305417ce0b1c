//! A document issued here as Firmino takes it: as it was issued, not as its order is today.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Contact, EndKind, Item, Marker, Party, Seller, Taxed, item, party};
use crate::domain::document::Draft;
use crate::domain::handover::misfit::{Misfits, PRINT_NOTES};
use crate::domain::kind::DocumentKind;
use crate::domain::money::Amount;
use crate::domain::names;
use crate::domain::reason::Reason;

/// A document of ours that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnParcel {
    /// Our number, as printed.
    pub number: String,
    /// Kind there.
    pub kind: EndKind,
    /// By which rules it is taxed.
    pub taxed: Taxed,
    /// Day of issue.
    pub issued_on: Date,
    /// Day of sale.
    pub sold_on: Date,
    /// Until when it is to be paid.
    pub due: Date,
    /// Currency.
    pub currency: String,
    /// PLN for one unit of the currency; `None` in PLN.
    pub exchange: Option<Decimal>,
    /// Buyer; `None` on a receipt that names none by a tax number: it needs no customer there.
    pub buyer: Option<Party>,
    /// Lines, delivery last; `line` is the line's place on the document, from 0.
    pub items: Vec<Item>,
    /// Notes, with the marker.
    pub notes: String,
    /// What Firmino has to come to.
    pub gross: Amount,
}

/// Turns a document that was issued here into what Firmino takes, beside everything of it that does not fit. Nothing of
/// it can be mended: it is on paper. A person may type it in, and then it is compared all the same.
pub fn own_parcel(
    draft: &Draft,
    number: &str,
    issued_on: Date,
    contact: Contact<'_>,
    seller: Seller,
    marker: &Marker,
) -> (OwnParcel, Vec<Reason>) {
    let mut misfits = Misfits::default();
    let taxed = match draft.kind {
        DocumentKind::InvoiceOss => Taxed::Oss,
        _ => Taxed::Polish,
    };
    let kind = EndKind::of(draft.kind, seller).unwrap_or(EndKind::Invoice);
    misfits.currency(&draft.currency);
    let nameless = draft.kind == DocumentKind::Receipt && draft.buyer.tax_id.is_empty();
    let buyer = (!nameless).then(|| party(&draft.buyer, contact, &mut misfits));
    let lines = (0..).zip(&draft.lines).map(|(place, line)| Item {
        code: names::sku_key(&line.sku),
        line: Some(place),
        ..item(
            line,
            &format!("products[{}]", place + 1),
            taxed,
            &mut misfits,
        )
    });
    let items = lines.collect();
    let notes = marker.as_str().to_owned();
    misfits.text(PRINT_NOTES, &notes);
    let parcel = OwnParcel {
        number: number.to_owned(),
        kind,
        taxed,
        issued_on,
        sold_on: draft.sold_on,
        due: draft.payment.due.max(issued_on),
        currency: draft.currency.clone(),
        exchange: draft.conversion.as_ref().map(|conversion| conversion.rate),
        buyer,
        items,
        notes,
        gross: draft.gross,
    };
    (parcel, misfits.0)
}
