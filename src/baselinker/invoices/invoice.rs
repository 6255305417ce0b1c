//! One invoice, as getInvoices gives it.

use crate::baselinker::number_of;
use crate::baselinker::reply::Shape;
use crate::baselinker::wire::{Decimal, Int, Text, record};

/// An invoice that stands in BaseLinker (`reference/baselinker-api.md` §2.12). Money is in major units of `currency`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    /// BaseLinker's id.
    pub id: i64,
    /// BaseLinker's order; `None` where it has none.
    pub order_id: Option<i64>,
    /// Its series, see getSeries; `None` where it has none.
    pub series_id: Option<i64>,
    /// Whether it is an invoice or the correction of one.
    pub kind: InvoiceKind,
    /// Full number in BaseLinker.
    pub number: Text,
    /// Unix second of issue; `None` where the reply does not say.
    pub date_add: Option<i64>,
    /// The invoice that this one corrects; `None` where it corrects none.
    pub corrects: Option<i64>,
    /// Number that came with an uploaded file. Odd is not absent: such an invoice has a document elsewhere.
    pub external_invoice_number: Text,
    /// Number in KSeF; absent also where the filter did not ask for it. Odd is not absent.
    pub gov_id: Text,
    /// Three letters.
    pub currency: Text,
    /// Gross sum.
    pub total_price_brutto: Decimal,
    /// Seller: several lines of free text, as printed.
    pub seller: Text,
    /// Buyer: person.
    pub invoice_fullname: Text,
    /// Buyer: company.
    pub invoice_company: Text,
    /// Buyer: tax number as typed.
    pub invoice_nip: Text,
    /// Buyer: street and house.
    pub invoice_address: Text,
    /// Buyer: postcode.
    pub invoice_postcode: Text,
    /// Buyer: town.
    pub invoice_city: Text,
    /// Buyer: country by two letters.
    pub invoice_country_code: Text,
}

/// What an invoice is (`type` of getInvoices).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvoiceKind {
    /// `normal`.
    Normal,
    /// `correcting`.
    Correcting,
    /// Any other word, as sent; `""` when the reply does not say.
    Other(String),
}

impl InvoiceKind {
    fn of(word: &str) -> Self {
        match word {
            "normal" => Self::Normal,
            "correcting" => Self::Correcting,
            other => Self::Other(other.to_owned()),
        }
    }
}

record! {
    /// An invoice as sent.
    pub(super) struct Row {
        invoice_id: Int,
        order_id: Int,
        series_id: Int,
        kind as "type": Text,
        number: Text,
        date_add: Int,
        correcting_to_invoice_id: Int,
        external_invoice_number: Text,
        gov_id: Text,
        currency: Text,
        total_price_brutto: Decimal,
        seller: Text,
        invoice_fullname: Text,
        invoice_company: Text,
        invoice_nip: Text,
        invoice_address: Text,
        invoice_postcode: Text,
        invoice_city: Text,
        invoice_country_code: Text,
    }
}

impl Row {
    /// # Errors
    /// No readable id, or an order, series, date or corrected invoice that is there but cannot be read.
    pub(super) fn check(self) -> Result<Invoice, Shape> {
        let id = match self.invoice_id {
            Int::Known(id) if id > 0 => id,
            _ => {
                let (list, name) = ("invoices", "invoice_id");
                return Err(Shape::RowId { list, name });
            }
        };
        let number = |field: &Int, name| number_of(field, ("invoices", id), name);
        Ok(Invoice {
            id,
            order_id: number(&self.order_id, "order_id")?,
            series_id: number(&self.series_id, "series_id")?,
            kind: InvoiceKind::of(self.kind.text()),
            number: self.number,
            date_add: number(&self.date_add, "date_add")?,
            corrects: number(&self.correcting_to_invoice_id, "correcting_to_invoice_id")?,
            external_invoice_number: self.external_invoice_number,
            gov_id: self.gov_id,
            currency: self.currency,
            total_price_brutto: self.total_price_brutto,
            seller: self.seller,
            invoice_fullname: self.invoice_fullname,
            invoice_company: self.invoice_company,
            invoice_nip: self.invoice_nip,
            invoice_address: self.invoice_address,
            invoice_postcode: self.invoice_postcode,
            invoice_city: self.invoice_city,
            invoice_country_code: self.invoice_country_code,
        })
    }
}
