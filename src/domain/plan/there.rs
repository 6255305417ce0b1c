//! Documents of the sale that stand in BaseLinker.

use super::Context;
use crate::domain::country::Country;
use crate::domain::kind::DocumentKind;
use crate::domain::order::Order;
use crate::domain::reason::{Code, Reason};
use crate::domain::tax_id;

/// A document of the sale that stands in BaseLinker and is not ours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum There {
    /// None.
    #[default]
    Nothing,
    /// An invoice, by its number.
    Invoice(String),
    /// A receipt.
    Receipt {
        /// Its number.
        number: String,
        /// The buyer's tax number on it, as typed; empty where there is none.
        tax_id: String,
    },
}

/// What a document in BaseLinker means for the sale.
pub(super) enum Found {
    Nothing,
    Elsewhere(Reason),
    Bars(Reason),
}

/// An invoice is the sale's document, whatever was planned. A receipt is it, too, where a receipt was planned; where an
/// invoice was, one with the buyer's number may only follow a receipt with that number (art. 106b ust. 5), and any other
/// is an invoice to that receipt, which a person asks for.
pub(super) fn of(order: &Order, kind: Option<DocumentKind>, context: &Context) -> Found {
    let (number, on_receipt) = match (&context.there, kind) {
        (There::Nothing, _) | (There::Receipt { .. }, None) => return Found::Nothing,
        (There::Invoice(number), _) => {
            return Found::Elsewhere(Reason::new(Code::InvoiceElsewhere, "invoice", number));
        }
        (There::Receipt { number, .. }, Some(DocumentKind::Receipt)) => {
            return Found::Elsewhere(Reason::new(Code::ReceiptElsewhere, "receipt", number));
        }
        (
            There::Receipt { number, tax_id },
            Some(
                DocumentKind::Invoice
                | DocumentKind::InvoiceWdt
                | DocumentKind::InvoiceExport
                | DocumentKind::InvoiceOss,
            ),
        ) => (number, tax_id),
    };
    let country = Country::parse(&order.buyer_place().country);
    let key = |text: &str| tax_id::classify(text, country).key();
    let code = match key(&order.tax_id) {
        Some(buyer) if key(on_receipt).as_ref() != Some(&buyer) => Code::ReceiptBars,
        Some(_) | None => Code::ReceiptFirst,
    };
    Found::Bars(Reason::new(code, "receipt", number))
}
