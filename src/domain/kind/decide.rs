use jiff::civil::Date;

use super::{DefaultDocument, DocumentKind, HoldReason, KindReason};
use crate::domain::country::Country;
use crate::domain::eu_vat::{EuVat, Prefix, is_eu};
use crate::domain::tax_id::{TaxId, classify};

/// Whether the tool chooses (`orders.auto_document_type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// By the rules.
    Automatic,
    /// Always the default.
    AlwaysDefault,
}

/// The seller's stand towards consumers in other EU states (`company.oss`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oss {
    /// Registered for the OSS procedure.
    Registered,
    /// Sells less than 42,000 PLN a year to all states together (art. 22a of the VAT act).
    BelowThreshold,
}

/// All that the kind of a document depends on. The amount is not among it.
#[derive(Debug, Clone, Copy)]
pub struct KindInput<'a> {
    /// Whether the tool chooses.
    pub choice: Choice,
    /// `orders.default_document`.
    pub default: DefaultDocument,
    /// Country of each line's warehouse, if known; an unknown one holds nothing.
    pub warehouses: &'a [Option<Country>],
    /// Delivery country; none if empty or no country's code.
    pub delivery: Option<Country>,
    /// Invoice country; none if empty or no country's code.
    pub invoice: Option<Country>,
    /// Text of the NIP field as it came.
    pub tax_id: &'a str,
    /// `want_invoice` of the order.
    pub want_invoice: bool,
    /// Whether the invoice data name a company.
    pub company: bool,
    /// `company.vat_eu`: the seller is registered for VAT-UE.
    pub vat_eu: bool,
    /// `company.oss`.
    pub oss: Option<Oss>,
    /// The day that decides who is in the EU.
    pub day: Date,
}

/// What follows for an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindDecision {
    /// This kind, for this reason.
    Decided {
        /// The kind.
        kind: DocumentKind,
        /// Why.
        reason: KindReason,
    },
    /// Needs editing.
    Hold(HoldReason),
}

/// Where the goods go.
enum Destination {
    Poland,
    OtherEuState,
    OutsideEu,
}

/// Chooses the kind by the first rule that fits (design.md §5, Kind).
pub fn decide(input: &KindInput<'_>) -> KindDecision {
    match input.choice {
        Choice::AlwaysDefault => return default(input, KindReason::AutomaticOff),
        Choice::Automatic => {}
    }
    if input
        .warehouses
        .iter()
        .flatten()
        .any(|country| *country != Country::PL)
    {
        return KindDecision::Hold(HoldReason::ForeignWarehouse);
    }
    let Some(country) = input.delivery.or(input.invoice) else {
        return KindDecision::Hold(HoldReason::NoCountry);
    };
    if [input.delivery, input.invoice]
        .into_iter()
        .flatten()
        .any(Country::is_special_territory)
    {
        return KindDecision::Hold(HoldReason::SpecialTerritory);
    }
    if input.invoice.is_some_and(|invoice| invoice != country) {
        return KindDecision::Hold(HoldReason::CountriesDiffer);
    }
    // The countries agree here, so the buyer's is the one of the delivery.
    let tax_id = classify(input.tax_id, Some(country));
    match destination(country, input.day) {
        Destination::OutsideEu => {
            decided(DocumentKind::InvoiceExport, KindReason::DeliveryOutsideEu)
        }
        Destination::OtherEuState => to_other_state(input, &tax_id),
        Destination::Poland => within_poland(input, &tax_id),
    }
}

fn destination(country: Country, day: Date) -> Destination {
    if country == Country::PL {
        Destination::Poland
    } else if is_eu(country, day) {
        Destination::OtherEuState
    } else {
        Destination::OutsideEu
    }
}

fn to_other_state(input: &KindInput<'_>, tax_id: &TaxId) -> KindDecision {
    match tax_id {
        TaxId::Eu(number) if is_northern_irish(number) => {
            KindDecision::Hold(HoldReason::SpecialTerritory)
        }
        TaxId::Eu(_) if input.vat_eu => decided(DocumentKind::InvoiceWdt, KindReason::EuVatNumber),
        TaxId::Eu(_) => KindDecision::Hold(HoldReason::WdtNotRegistered),
        TaxId::PolishNip(_) => KindDecision::Hold(HoldReason::PolishNipAbroad),
        TaxId::PolishWrong(_) => KindDecision::Hold(HoldReason::NipChecksum),
        TaxId::Other(_) => KindDecision::Hold(HoldReason::TaxIdUnreadable),
        TaxId::None => match input.oss {
            Some(Oss::Registered) => decided(DocumentKind::InvoiceOss, KindReason::Oss),
            Some(Oss::BelowThreshold) => default(input, KindReason::OssBelowThreshold),
            None => KindDecision::Hold(HoldReason::OssUnset),
        },
    }
}

fn within_poland(input: &KindInput<'_>, tax_id: &TaxId) -> KindDecision {
    match tax_id {
        TaxId::PolishNip(_) => decided(DocumentKind::Invoice, KindReason::NipValid),
        TaxId::PolishWrong(_) | TaxId::Other(_) => KindDecision::Hold(HoldReason::NipChecksum),
        TaxId::Eu(_) => KindDecision::Hold(HoldReason::ForeignNumberInPoland),
        TaxId::None => match (input.want_invoice, input.company) {
            (true, true) => KindDecision::Hold(HoldReason::WantInvoiceNoNip),
            (true, false) => decided(DocumentKind::Invoice, KindReason::PersonWantsInvoice),
            (false, true | false) => default(input, KindReason::Default),
        },
    }
}

fn is_northern_irish(number: &EuVat) -> bool {
    number.prefix() == Prefix::NORTHERN_IRELAND
}

fn default(input: &KindInput<'_>, reason: KindReason) -> KindDecision {
    decided(input.default.into(), reason)
}

fn decided(kind: DocumentKind, reason: KindReason) -> KindDecision {
    KindDecision::Decided { kind, reason }
}
