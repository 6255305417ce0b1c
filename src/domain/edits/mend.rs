//! Which correction mends a reason.

use super::Key;
use crate::domain::order::Order;
use crate::domain::reason::{Code, Reason};

/// The key whose correction mends this reason of the order; `None` where BaseLinker's panel, the profile or Firmino does.
pub fn mended_by(reason: &Reason, order: &Order) -> Option<Key> {
    // `products[2].tax_rate` is about the second line.
    let line = || {
        let place: usize = reason.field.split(['[', ']']).nth(1)?.parse().ok()?;
        order.lines.get(place.checked_sub(1)?).map(|line| line.id)
    };
    match reason.code {
        Code::NoCountry | Code::CountriesDiffer => Some(Key::Country),
        Code::NipChecksum
        | Code::TaxIdUnreadable
        | Code::WantInvoiceNoNip
        | Code::PolishNipAbroad
        | Code::ForeignNumberInPoland
        | Code::ReceiptBars => Some(Key::Nip),
        Code::FirminoTooLong | Code::FirminoMissing | Code::FirminoCountry | Code::FirminoNip => {
            by_field(&reason.field)
        }
        Code::BuyerNoName => Some(Key::Name),
        Code::BuyerNoCity => Some(Key::City),
        Code::BuyerNoPostcode => Some(Key::Postcode),
        Code::ContractorAmbiguous => Some(Key::Contractor),
        Code::CurrencyNoRate => Some(Key::CurrencyRate),
        Code::LineCardConflict => line().map(Key::Card),
        Code::LineWarehouse => line().map(Key::Warehouse),
        Code::VatUnknown | Code::VatZero | Code::VatNotPolish | Code::ForeignRates => {
            line().map(Key::Vat)
        }
        Code::OddValue if reason.field.ends_with(".tax_rate") => line().map(Key::Vat),
        Code::OddValue
        | Code::NoLines
        | Code::SpecialTerritory
        | Code::ForeignWarehouse
        | Code::WdtNotRegistered
        | Code::OssUnset
        | Code::Unknown
        | Code::BeforeStart
        | Code::Gone
        | Code::Missed
        | Code::ReturnSource
        | Code::OtherIdentity
        | Code::MarkedIssued
        | Code::Changed
        | Code::CancelledAfter
        | Code::LeftOut
        | Code::LineNoName
        | Code::LineNameTooLong
        | Code::LinePrice
        | Code::LineQuantity
        | Code::VatExemptBasis
        | Code::DeliveryPrice
        | Code::TotalsDifference
        | Code::TotalsNegative
        | Code::TotalsNothing
        | Code::CurrencyUnknown
        | Code::PaymentOpen
        | Code::KsefRequired
        | Code::CompanyVatUnknown
        | Code::ClockBehind
        | Code::PossibleDuplicate
        | Code::InvoiceElsewhere
        | Code::ReceiptElsewhere
        | Code::ReceiptFirst
        | Code::SkippedByPerson
        | Code::Returned
        | Code::EditOvertaken
        | Code::Confirmed
        | Code::Voided
        | Code::FirminoRate
        | Code::FirminoPrice
        | Code::FirminoQuantity
        | Code::FirminoCurrency
        | Code::FirminoKind
        | Code::FirminoHandedOver => None,
    }
}

/// The correction of what a customer in Firmino is made of.
fn by_field(field: &str) -> Option<Key> {
    match field {
        "name" => Some(Key::Name),
        "nip" => Some(Key::Nip),
        "street" => Some(Key::Street),
        "postcode" => Some(Key::Postcode),
        "city" => Some(Key::City),
        "country" => Some(Key::Country),
        _ => None,
    }
}
