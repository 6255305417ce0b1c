//! An order as Firmino takes it: within its lengths and words, or what of it does not fit.

mod own;
#[cfg(test)]
mod tests;

pub use own::{OwnParcel, own_parcel};

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::Marker;
use super::misfit::{
    CITY, CODE, EMAIL, LINE_NAME, Misfits, NAME, PHONE, POSTCODE, PRINT_NOTES, STREET, UNIT,
};
use crate::domain::contractor::{HOUSE, split_street};
use crate::domain::document::{Buyer, DocumentLine, Draft};
use crate::domain::kind::DocumentKind;
use crate::domain::money::Amount;
use crate::domain::names;
use crate::domain::reason::Reason;
use crate::domain::rules::VatPayer;

/// The document that an order ends in there (`finalDocumentType`, firmino.md §1.10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum EndKind {
    /// `fas`: Faktura sprzedaży.
    Invoice,
    /// `fhan`: Rachunek, of a seller who pays no VAT.
    Bill,
    /// `par`: Paragon VAT.
    Receipt,
    /// `pa`: Paragon, of a seller who pays no VAT.
    PlainReceipt,
    /// `fdw`: dostawa wewnątrzwspólnotowa.
    IntraCommunity,
    /// `fe`: Faktura eksportowa.
    Export,
}

/// By which rules a document is taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Taxed {
    /// Those of Poland.
    Polish,
    /// OSS: at the rates of the buyer's state.
    Oss,
}

/// Whether the seller pays VAT, where that is known.
pub type Seller = VatPayer;

impl EndKind {
    /// Firmino's word.
    pub const fn word(self) -> &'static str {
        match self {
            EndKind::Invoice => "fas",
            EndKind::Bill => "fhan",
            EndKind::Receipt => "par",
            EndKind::PlainReceipt => "pa",
            EndKind::IntraCommunity => "fdw",
            EndKind::Export => "fe",
        }
    }

    /// The kind there; `None` for a sale at another state's rates, which the API has no rates for.
    pub fn of(kind: DocumentKind, seller: Seller) -> Option<EndKind> {
        let exempt = seller == VatPayer::Exempt;
        match kind {
            DocumentKind::Receipt if exempt => Some(EndKind::PlainReceipt),
            DocumentKind::Receipt => Some(EndKind::Receipt),
            DocumentKind::Invoice if exempt => Some(EndKind::Bill),
            DocumentKind::Invoice => Some(EndKind::Invoice),
            DocumentKind::InvoiceWdt => Some(EndKind::IntraCommunity),
            DocumentKind::InvoiceExport => Some(EndKind::Export),
            DocumentKind::InvoiceOss => None,
        }
    }
}

/// How the buyer is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact<'a> {
    /// E-mail.
    pub email: &'a str,
    /// Telephone.
    pub phone: &'a str,
}

/// The buyer as a customer there; without the short name, which says whose customer it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party {
    /// Full name.
    pub name: String,
    /// NIP or EU VAT number; empty for a consumer.
    pub tin: String,
    /// ISO code.
    pub country: String,
    /// Street.
    pub street: String,
    /// House.
    pub house: String,
    /// Flat.
    pub flat: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// E-mail.
    pub email: String,
    /// Telephone.
    pub phone: String,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Name.
    pub name: String,
    /// Code of its article; `None` where it has none, or one that is too long: it travels by its name then.
    pub code: Option<String>,
    /// Unit.
    pub unit: String,
    /// Rate in Firmino's word.
    pub rate: String,
    /// Gross price of a piece, at most two places.
    pub price: Decimal,
    /// Pieces, at least one.
    pub quantity: i64,
    /// The line of the order; `None` for delivery.
    pub line: Option<i64>,
}

/// An order that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// What it ends in.
    pub kind: EndKind,
    /// Day of sale.
    pub sold_on: Date,
    /// Until when it is to be paid.
    pub due: Date,
    /// Currency.
    pub currency: String,
    /// Buyer.
    pub buyer: Party,
    /// Lines, delivery last.
    pub items: Vec<Item>,
    /// Notes, printed also on the document.
    pub notes: String,
    /// What Firmino has to come to.
    pub gross: Amount,
}

impl Parcel {
    /// Hash of buyer, lines and sum: another one means that the order is no longer what was handed over. Days are left
    /// out: that of the payment's end moves on with the day of planning.
    pub fn content(&self) -> String {
        let what = (
            self.kind,
            &self.currency,
            &self.buyer,
            &self.items,
            self.gross,
        );
        let json = serde_json::to_vec(&what).unwrap_or_default();
        let digest = Sha256::digest(json);
        let bytes = digest.iter().take(16);
        bytes.map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Turns a planned document into what Firmino takes.
///
/// # Errors
/// Everything that does not fit, with the field that mends it.
pub fn parcel(
    draft: &Draft,
    contact: Contact<'_>,
    seller: Seller,
    marker: &Marker,
) -> Result<Parcel, Vec<Reason>> {
    let mut misfits = Misfits::default();
    let kind = EndKind::of(draft.kind, seller);
    if kind.is_none() {
        misfits.kind(draft.kind.as_str());
    }
    misfits.currency(&draft.currency);
    let buyer = party(&draft.buyer, contact, &mut misfits);
    let lines = draft.lines.iter().enumerate();
    let items = lines
        .map(|(index, line)| {
            let field = match line.order_line {
                Some(_) => format!("products[{}]", index + 1),
                None => "delivery".to_owned(),
            };
            item(line, &field, Taxed::Polish, &mut misfits)
        })
        .collect();
    let notes = marker.as_str().to_owned();
    misfits.text(PRINT_NOTES, &notes);
    match kind.filter(|_| misfits.0.is_empty()) {
        None => Err(misfits.0),
        Some(kind) => Ok(Parcel {
            kind,
            sold_on: draft.sold_on,
            due: draft.payment.due,
            currency: draft.currency.clone(),
            buyer,
            items,
            notes,
            gross: draft.gross,
        }),
    }
}

fn party(from: &Buyer, contact: Contact<'_>, misfits: &mut Misfits) -> Party {
    let mut street = split_street(&from.street);
    let wide = |text: &str| text.chars().count() > HOUSE;
    if wide(&street.house) || wide(&street.flat) {
        // What does not fit into its own field stays in the line.
        street.street = names::folded(&from.street);
        street.house.clear();
        street.flat.clear();
    }
    let buyer = Party {
        name: names::folded(&from.name),
        tin: from.tax_id.clone(),
        country: from.country.clone(),
        street: street.street,
        house: street.house,
        flat: street.flat,
        postcode: names::folded(&from.postcode),
        city: names::folded(&from.city),
        email: names::folded(contact.email),
        phone: names::folded(contact.phone),
    };
    misfits.required(NAME, &buyer.name);
    misfits.required(CITY, &buyer.city);
    misfits.country(&buyer.country);
    misfits.tax_id(&buyer.country, &buyer.tin);
    misfits.text(STREET, &buyer.street);
    misfits.text(POSTCODE, &buyer.postcode);
    misfits.text(EMAIL, &buyer.email);
    misfits.text(PHONE, &buyer.phone);
    buyer
}

fn item(line: &DocumentLine, field: &str, taxed: Taxed, misfits: &mut Misfits) -> Item {
    let name = names::folded(&line.name);
    misfits.length(&format!("{field}.name"), LINE_NAME, &name);
    let price = line.price.to_decimal();
    misfits.price(&format!("{field}.price_brutto"), price);
    misfits.quantity(&format!("{field}.quantity"), line.quantity);
    let rate_field = format!("{field}.tax_rate");
    let rate = match taxed {
        Taxed::Polish => misfits.rate(&rate_field, line.rate),
        Taxed::Oss => misfits.foreign_rate(&rate_field, line.rate),
    };
    // Firmino's own word for pieces has no full stop; another one would be a new unit there.
    let unit = line.unit.trim_end_matches('.').to_owned();
    misfits.length(&format!("{field}.unit"), UNIT, &unit);
    let code = names::sku_key(&line.sku);
    if let Some(code) = &code {
        misfits.length(&format!("{field}.sku"), CODE, code);
    }
    Item {
        name,
        code: code.filter(|_| line.order_line.is_some()),
        unit,
        rate,
        price,
        quantity: line.quantity,
        line: line.order_line,
    }
}
