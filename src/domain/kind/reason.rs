use std::fmt;

/// Why an order ends in its kind; stored on the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KindReason {
    /// `auto_document_type` is off: always the default.
    AutomaticOff,
    /// Delivery outside the EU.
    DeliveryOutsideEu,
    /// Delivery to another EU state to a buyer with an EU VAT number.
    EuVatNumber,
    /// Delivery to a consumer in another EU state; the seller is registered for OSS.
    Oss,
    /// The same, but the seller is below the threshold: the default at Polish rates.
    OssBelowThreshold,
    /// Polish NIP with a right checksum.
    NipValid,
    /// A person without NIP wants an invoice.
    PersonWantsInvoice,
    /// Nothing spoke against the default.
    Default,
}

impl KindReason {
    /// Every reason.
    pub const ALL: [KindReason; 8] = [
        KindReason::AutomaticOff,
        KindReason::DeliveryOutsideEu,
        KindReason::EuVatNumber,
        KindReason::Oss,
        KindReason::OssBelowThreshold,
        KindReason::NipValid,
        KindReason::PersonWantsInvoice,
        KindReason::Default,
    ];

    /// Stable text for storage and JSON (`kind_reason`).
    pub const fn code(self) -> &'static str {
        match self {
            KindReason::AutomaticOff => "kind.automatic-off",
            KindReason::DeliveryOutsideEu => "kind.delivery-outside-eu",
            KindReason::EuVatNumber => "kind.eu-vat-number",
            KindReason::Oss => "kind.oss",
            KindReason::OssBelowThreshold => "kind.oss-below-threshold",
            KindReason::NipValid => "kind.nip-valid",
            KindReason::PersonWantsInvoice => "kind.person-wants-invoice",
            KindReason::Default => "kind.default",
        }
    }

    /// The reason with that text.
    pub fn from_code(code: &str) -> Option<KindReason> {
        KindReason::ALL
            .into_iter()
            .find(|reason| reason.code() == code)
    }
}

impl fmt::Display for KindReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// Why no kind follows and a person has to look at the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HoldReason {
    /// A line comes from a warehouse outside Poland.
    ForeignWarehouse,
    /// Neither delivery nor invoice country is known.
    NoCountry,
    /// A territory with VAT rules of its own, such as Northern Ireland or the Canaries.
    SpecialTerritory,
    /// Invoice and delivery country differ.
    CountriesDiffer,
    /// WDT, but the seller is not registered for VAT-UE.
    WdtNotRegistered,
    /// Delivery to another EU state with a Polish NIP (legal.md 11).
    PolishNipAbroad,
    /// Delivery to another EU state with a tax number that is no EU VAT number.
    TaxIdUnreadable,
    /// A consumer in another EU state, and `company.oss` is not set.
    OssUnset,
    /// Delivery in Poland with a VAT number of another state.
    ForeignNumberInPoland,
    /// NIP with a wrong pattern or checksum.
    NipChecksum,
    /// A company wants an invoice, but gave no NIP.
    WantInvoiceNoNip,
}

impl HoldReason {
    /// Every reason.
    pub const ALL: [HoldReason; 11] = [
        HoldReason::ForeignWarehouse,
        HoldReason::NoCountry,
        HoldReason::SpecialTerritory,
        HoldReason::CountriesDiffer,
        HoldReason::WdtNotRegistered,
        HoldReason::PolishNipAbroad,
        HoldReason::TaxIdUnreadable,
        HoldReason::OssUnset,
        HoldReason::ForeignNumberInPoland,
        HoldReason::NipChecksum,
        HoldReason::WantInvoiceNoNip,
    ];

    /// Stable text for storage and JSON (`reasons[].code`).
    pub const fn code(self) -> &'static str {
        match self {
            HoldReason::ForeignWarehouse => "order.foreign-warehouse",
            HoldReason::NoCountry => "order.no-country",
            HoldReason::SpecialTerritory => "order.special-territory",
            HoldReason::CountriesDiffer => "order.countries-differ",
            HoldReason::WdtNotRegistered => "order.wdt-not-registered",
            HoldReason::PolishNipAbroad => "order.polish-nip-abroad",
            HoldReason::TaxIdUnreadable => "order.tax-id-unreadable",
            HoldReason::OssUnset => "order.oss-unset",
            HoldReason::ForeignNumberInPoland => "order.foreign-number-in-poland",
            HoldReason::NipChecksum => "order.nip-checksum",
            HoldReason::WantInvoiceNoNip => "order.want-invoice-no-nip",
        }
    }

    /// The reason with that text.
    pub fn from_code(code: &str) -> Option<HoldReason> {
        HoldReason::ALL
            .into_iter()
            .find(|reason| reason.code() == code)
    }
}

impl fmt::Display for HoldReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}
