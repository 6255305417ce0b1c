use jiff::civil::Date;

use super::DocumentKind;
use crate::domain::country::Country;
use crate::domain::tax_id::TaxId;

/// What a buyer is for KSeF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Has a Polish NIP, or is a foreign business.
    Business,
    /// Anybody else.
    Consumer,
}

impl Standing {
    /// A tax number of any kind makes a business; a company's name does so abroad only, where
    /// businesses without a VAT number are common. An empty `company` is none.
    pub fn of(tax_id: &TaxId, company: &str, country: Option<Country>) -> Standing {
        let abroad = country.is_some_and(|country| country != Country::PL);
        match tax_id {
            TaxId::PolishNip(_) | TaxId::PolishWrong(_) | TaxId::Eu(_) | TaxId::Other(_) => {
                Standing::Business
            }
            TaxId::None if abroad && !company.trim().is_empty() => Standing::Business,
            TaxId::None => Standing::Consumer,
        }
    }
}

/// Whether KSeF must carry the document, so that it gets neither number nor print here (design.md §5,
/// KSeF; legal.md 1–6). `from` is the first day of `[ksef] from`.
pub fn ksef_required(kind: DocumentKind, buyer: Standing, day: Date, from: Date) -> bool {
    let carried = match (kind, buyer) {
        (
            DocumentKind::InvoiceWdt | DocumentKind::InvoiceExport,
            Standing::Business | Standing::Consumer,
        ) => true,
        (DocumentKind::Invoice, Standing::Business) => true,
        (DocumentKind::Invoice, Standing::Consumer) => false,
        (
            DocumentKind::Receipt | DocumentKind::InvoiceOss,
            Standing::Business | Standing::Consumer,
        ) => false,
    };
    carried && day >= from
}
