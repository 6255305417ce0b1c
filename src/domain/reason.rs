//! Why an order is held back, ready but without a number, or not taken: stable codes with the field and value seen.

use serde::{Deserialize, Serialize};

/// A stable code; texts for people are in `texts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the codes and their texts say what they mean")]
pub enum Code {
    #[serde(rename = "order.no-lines")]
    NoLines,
    #[serde(rename = "order.no-country")]
    NoCountry,
    #[serde(rename = "order.countries-differ")]
    CountriesDiffer,
    #[serde(rename = "order.special-territory")]
    SpecialTerritory,
    #[serde(rename = "order.nip-checksum")]
    NipChecksum,
    #[serde(rename = "order.want-invoice-no-nip")]
    WantInvoiceNoNip,
    #[serde(rename = "order.foreign-warehouse")]
    ForeignWarehouse,
    #[serde(rename = "order.wdt-not-registered")]
    WdtNotRegistered,
    #[serde(rename = "order.oss-unset")]
    OssUnset,
    #[serde(rename = "order.polish-nip-abroad")]
    PolishNipAbroad,
    #[serde(rename = "order.tax-id-unreadable")]
    TaxIdUnreadable,
    #[serde(rename = "order.foreign-number-in-poland")]
    ForeignNumberInPoland,
    #[serde(rename = "order.odd-value")]
    OddValue,
    #[serde(rename = "order.unknown")]
    Unknown,
    #[serde(rename = "order.before-start")]
    BeforeStart,
    #[serde(rename = "order.gone")]
    Gone,
    #[serde(rename = "order.missed")]
    Missed,
    #[serde(rename = "order.return-source")]
    ReturnSource,
    #[serde(rename = "order.other-identity")]
    OtherIdentity,
    #[serde(rename = "order.marked-issued")]
    MarkedIssued,
    #[serde(rename = "order.changed")]
    Changed,
    #[serde(rename = "order.cancelled")]
    CancelledAfter,
    #[serde(rename = "order.left-out")]
    LeftOut,
    #[serde(rename = "kind.foreign-rates")]
    ForeignRates,
    #[serde(rename = "buyer.no-name")]
    BuyerNoName,
    #[serde(rename = "buyer.no-city")]
    BuyerNoCity,
    #[serde(rename = "buyer.no-postcode")]
    BuyerNoPostcode,
    #[serde(rename = "contractor.ambiguous")]
    ContractorAmbiguous,
    #[serde(rename = "line.no-name")]
    LineNoName,
    #[serde(rename = "line.name-too-long")]
    LineNameTooLong,
    #[serde(rename = "line.price")]
    LinePrice,
    #[serde(rename = "line.quantity")]
    LineQuantity,
    #[serde(rename = "line.card-conflict")]
    LineCardConflict,
    #[serde(rename = "line.warehouse")]
    LineWarehouse,
    #[serde(rename = "vat.unknown")]
    VatUnknown,
    #[serde(rename = "vat.zero")]
    VatZero,
    #[serde(rename = "vat.not-polish")]
    VatNotPolish,
    #[serde(rename = "vat.exempt-basis")]
    VatExemptBasis,
    #[serde(rename = "delivery.price")]
    DeliveryPrice,
    #[serde(rename = "totals.difference")]
    TotalsDifference,
    #[serde(rename = "totals.negative")]
    TotalsNegative,
    #[serde(rename = "totals.nothing")]
    TotalsNothing,
    #[serde(rename = "currency.unknown")]
    CurrencyUnknown,
    #[serde(rename = "currency.no-rate")]
    CurrencyNoRate,
    #[serde(rename = "payment.open")]
    PaymentOpen,
    #[serde(rename = "ksef.required")]
    KsefRequired,
    #[serde(rename = "company.vat-unknown")]
    CompanyVatUnknown,
    #[serde(rename = "clock.behind")]
    ClockBehind,
    #[serde(rename = "order.possible-duplicate")]
    PossibleDuplicate,
    #[serde(rename = "order.invoice-elsewhere")]
    InvoiceElsewhere,
    #[serde(rename = "order.receipt-elsewhere")]
    ReceiptElsewhere,
    #[serde(rename = "order.receipt-without-nip")]
    ReceiptBars,
    #[serde(rename = "order.receipt-first")]
    ReceiptFirst,
    #[serde(rename = "order.skipped")]
    SkippedByPerson,
    #[serde(rename = "order.returned")]
    Returned,
    #[serde(rename = "order.edit-overtaken")]
    EditOvertaken,
    #[serde(rename = "document.confirmed")]
    Confirmed,
    #[serde(rename = "document.voided")]
    Voided,
    #[serde(rename = "firmino.too-long")]
    FirminoTooLong,
    #[serde(rename = "firmino.missing")]
    FirminoMissing,
    #[serde(rename = "firmino.country")]
    FirminoCountry,
    #[serde(rename = "firmino.nip")]
    FirminoNip,
    #[serde(rename = "firmino.rate")]
    FirminoRate,
    #[serde(rename = "firmino.price")]
    FirminoPrice,
    #[serde(rename = "firmino.quantity")]
    FirminoQuantity,
    #[serde(rename = "firmino.currency")]
    FirminoCurrency,
    #[serde(rename = "firmino.kind")]
    FirminoKind,
    #[serde(rename = "firmino.handed-over")]
    FirminoHandedOver,
}

impl Code {
    /// Every code, for tests of completeness.
    pub const ALL: [Code; 68] = [
        Code::NoLines,
        Code::NoCountry,
        Code::CountriesDiffer,
        Code::SpecialTerritory,
        Code::NipChecksum,
        Code::WantInvoiceNoNip,
        Code::ForeignWarehouse,
        Code::WdtNotRegistered,
        Code::OssUnset,
        Code::PolishNipAbroad,
        Code::TaxIdUnreadable,
        Code::ForeignNumberInPoland,
        Code::OddValue,
        Code::Unknown,
        Code::BeforeStart,
        Code::Gone,
        Code::Missed,
        Code::ReturnSource,
        Code::OtherIdentity,
        Code::MarkedIssued,
        Code::Changed,
        Code::CancelledAfter,
        Code::LeftOut,
        Code::ForeignRates,
        Code::BuyerNoName,
        Code::BuyerNoCity,
        Code::BuyerNoPostcode,
        Code::ContractorAmbiguous,
        Code::LineNoName,
        Code::LineNameTooLong,
        Code::LinePrice,
        Code::LineQuantity,
        Code::LineCardConflict,
        Code::LineWarehouse,
        Code::VatUnknown,
        Code::VatZero,
        Code::VatNotPolish,
        Code::VatExemptBasis,
        Code::DeliveryPrice,
        Code::TotalsDifference,
        Code::TotalsNegative,
        Code::TotalsNothing,
        Code::CurrencyUnknown,
        Code::CurrencyNoRate,
        Code::PaymentOpen,
        Code::KsefRequired,
        Code::CompanyVatUnknown,
        Code::ClockBehind,
        Code::PossibleDuplicate,
        Code::InvoiceElsewhere,
        Code::ReceiptElsewhere,
        Code::ReceiptBars,
        Code::ReceiptFirst,
        Code::SkippedByPerson,
        Code::Returned,
        Code::EditOvertaken,
        Code::Confirmed,
        Code::Voided,
        Code::FirminoTooLong,
        Code::FirminoMissing,
        Code::FirminoCountry,
        Code::FirminoNip,
        Code::FirminoRate,
        Code::FirminoPrice,
        Code::FirminoQuantity,
        Code::FirminoCurrency,
        Code::FirminoKind,
        Code::FirminoHandedOver,
    ];

    /// The stable text of the code, as in JSON.
    pub fn text(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(text)) => text,
            _ => String::new(),
        }
    }
}

/// One reason: code, the field of the order it is about, the value seen there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The stable code.
    pub code: Code,
    /// The field (`invoice_nip`, `products[2].tax_rate`, …); empty where it is about the whole order.
    pub field: String,
    /// The value seen, or the arithmetic.
    pub value: String,
}

impl Reason {
    /// A reason about one field.
    pub fn new(code: Code, field: impl Into<String>, value: impl Into<String>) -> Reason {
        Reason {
            code,
            field: field.into(),
            value: value.into(),
        }
    }

    /// A reason about the whole order.
    pub fn bare(code: Code) -> Reason {
        Reason::new(code, "", "")
    }
}
