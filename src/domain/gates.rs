//! The gates that an order passes on its way to a document, in a fixed order, and which reasons belong to which: what
//! `orders why` walks. Pure.

#[cfg(test)]
mod tests;
mod walk;

pub use walk::{Facts, Known, Place, Status, walk};

use super::reason::{Code, Reason};

/// A gate, in the order of the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gate {
    /// The mirror, else BaseLinker, knows it.
    Known,
    /// The buyer has finished it.
    Confirmed,
    /// Not confirmed before `orders.from`.
    Start,
    /// Not from a return.
    Return,
    /// No other order stands under its id.
    Identity,
    /// In an allowed status.
    Status,
    /// Not cancelled.
    Cancelled,
    /// Not skipped, marked, left out or void.
    SetAside,
    /// The sale has no document in BaseLinker.
    Elsewhere,
    /// It is not another order's sale.
    Duplicate,
    /// Countries of buyer and delivery.
    Country,
    /// Kind of document.
    Kind,
    /// The buyer's data.
    Buyer,
    /// Lines and delivery.
    Lines,
    /// Rates of the lines.
    Vat,
    /// Cards of the lines.
    Cards,
    /// Warehouses of the lines.
    Warehouses,
    /// Currency and its rate.
    Currency,
    /// Sums.
    Totals,
    /// Whether the seller pays VAT is known.
    Seller,
    /// KSeF need not carry it.
    Ksef,
    /// It is paid, or counts as paid.
    Payment,
    /// The computer's clock may date documents.
    Clock,
    /// Who issues.
    Issuer,
}

impl Gate {
    /// Every gate, in order.
    pub const ALL: [Gate; 24] = [
        Gate::Known,
        Gate::Confirmed,
        Gate::Start,
        Gate::Return,
        Gate::Identity,
        Gate::Status,
        Gate::Cancelled,
        Gate::SetAside,
        Gate::Elsewhere,
        Gate::Duplicate,
        Gate::Country,
        Gate::Kind,
        Gate::Buyer,
        Gate::Lines,
        Gate::Vat,
        Gate::Cards,
        Gate::Warehouses,
        Gate::Currency,
        Gate::Totals,
        Gate::Seller,
        Gate::Ksef,
        Gate::Payment,
        Gate::Clock,
        Gate::Issuer,
    ];

    /// The stable word, as in JSON.
    pub const fn text(self) -> &'static str {
        match self {
            Gate::Known => "known",
            Gate::Confirmed => "confirmed",
            Gate::Start => "orders-from",
            Gate::Return => "return",
            Gate::Identity => "identity",
            Gate::Status => "status",
            Gate::Cancelled => "cancelled",
            Gate::SetAside => "set-aside",
            Gate::Elsewhere => "elsewhere",
            Gate::Duplicate => "duplicate",
            Gate::Country => "country",
            Gate::Kind => "kind",
            Gate::Buyer => "buyer",
            Gate::Lines => "lines",
            Gate::Vat => "vat",
            Gate::Cards => "cards",
            Gate::Warehouses => "warehouses",
            Gate::Currency => "currency",
            Gate::Totals => "totals",
            Gate::Seller => "seller-vat",
            Gate::Ksef => "ksef",
            Gate::Payment => "payment",
            Gate::Clock => "clock",
            Gate::Issuer => "issuer",
        }
    }

    /// The code of a gate that is not passed for no reason of the plan.
    pub const fn own_code(self) -> Option<&'static str> {
        match self {
            Gate::Known => Some("order.not-read-yet"),
            Gate::Confirmed => Some("order.not-confirmed"),
            Gate::Status => Some("order.status"),
            Gate::Cancelled => Some("order.cancelled"),
            Gate::Issuer => Some("order.by-hand"),
            Gate::Start
            | Gate::Return
            | Gate::Identity
            | Gate::SetAside
            | Gate::Elsewhere
            | Gate::Duplicate
            | Gate::Country
            | Gate::Kind
            | Gate::Buyer
            | Gate::Lines
            | Gate::Vat
            | Gate::Cards
            | Gate::Warehouses
            | Gate::Currency
            | Gate::Totals
            | Gate::Seller
            | Gate::Ksef
            | Gate::Payment
            | Gate::Clock => None,
        }
    }
}

/// The gate that a reason closes; `None` for what is only told of an order that is through.
pub const fn gate_of(code: Code) -> Option<Gate> {
    match code {
        Code::Unknown | Code::Gone => Some(Gate::Known),
        Code::BeforeStart => Some(Gate::Start),
        Code::ReturnSource => Some(Gate::Return),
        Code::OtherIdentity => Some(Gate::Identity),
        Code::Missed => Some(Gate::Status),
        Code::CancelledAfter => Some(Gate::Cancelled),
        Code::MarkedIssued
        | Code::SkippedByPerson
        | Code::LeftOut
        | Code::Confirmed
        | Code::Voided
        | Code::FirminoHandedOver => Some(Gate::SetAside),
        Code::InvoiceElsewhere
        | Code::ReceiptElsewhere
        | Code::ReceiptBars
        | Code::ReceiptFirst => Some(Gate::Elsewhere),
        Code::PossibleDuplicate => Some(Gate::Duplicate),
        Code::NoCountry | Code::CountriesDiffer | Code::SpecialTerritory => Some(Gate::Country),
        Code::NipChecksum
        | Code::WantInvoiceNoNip
        | Code::WdtNotRegistered
        | Code::OssUnset
        | Code::PolishNipAbroad
        | Code::TaxIdUnreadable
        | Code::ForeignNumberInPoland => Some(Gate::Kind),
        Code::BuyerNoName
        | Code::BuyerNoCity
        | Code::BuyerNoPostcode
        | Code::ContractorAmbiguous => Some(Gate::Buyer),
        Code::NoLines
        | Code::OddValue
        | Code::LineNoName
        | Code::LineNameTooLong
        | Code::LinePrice
        | Code::LineQuantity
        | Code::DeliveryPrice => Some(Gate::Lines),
        Code::VatUnknown
        | Code::VatZero
        | Code::VatNotPolish
        | Code::VatExemptBasis
        | Code::ForeignRates => Some(Gate::Vat),
        Code::LineCardConflict => Some(Gate::Cards),
        Code::LineWarehouse | Code::ForeignWarehouse => Some(Gate::Warehouses),
        Code::CurrencyUnknown | Code::CurrencyNoRate => Some(Gate::Currency),
        Code::TotalsDifference | Code::TotalsNegative | Code::TotalsNothing => Some(Gate::Totals),
        Code::CompanyVatUnknown => Some(Gate::Seller),
        Code::KsefRequired => Some(Gate::Ksef),
        Code::PaymentOpen => Some(Gate::Payment),
        Code::ClockBehind => Some(Gate::Clock),
        // Told of an order that waits for Firmino, by the push that would take it there.
        Code::FirminoTooLong
        | Code::FirminoMissing
        | Code::FirminoCountry
        | Code::FirminoNip
        | Code::FirminoRate
        | Code::FirminoPrice
        | Code::FirminoQuantity
        | Code::FirminoCurrency
        | Code::FirminoKind => None,
        // Of a document that is there, and of a correction that gave way: the order itself went on.
        Code::Changed | Code::Returned | Code::EditOvertaken => None,
    }
}

/// How an order stands before one gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The gate.
    pub gate: Gate,
    /// Whether it is passed; `None` where it was not reached or does not apply.
    pub passed: Option<bool>,
    /// The value seen: names, ids, sums, codes. Foreign text.
    pub value: String,
    /// Why it is not passed, where the plan says.
    pub reasons: Vec<Reason>,
}

impl Passage {
    /// The code of what closes the gate.
    pub fn code(&self) -> Option<String> {
        if self.passed != Some(false) {
            return None;
        }
        let first = self.reasons.first().map(|reason| reason.code.text());
        first.or_else(|| self.gate.own_code().map(str::to_owned))
    }
}

/// The gate that a person looks at first: the first closed one. That the mirror has not read an order yet matters only
/// where nothing else is in its way.
pub fn first_closed(walked: &[Passage]) -> Option<&Passage> {
    let mut closed = walked
        .iter()
        .filter(|passage| passage.passed == Some(false));
    let first = closed.next()?;
    match first.gate {
        Gate::Known if first.reasons.is_empty() => closed
            .find(|passage| passage.gate != Gate::Issuer)
            .or(Some(first)),
        _ => Some(first),
    }
}
