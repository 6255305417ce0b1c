//! The profile's words as the plan needs them: resolved, typed, without paths and addresses.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::card_match::ByEan;
use super::contractor::ByName;
use super::document::Seller;
use super::kind::{Choice, DefaultDocument, Oss};
use super::totals::DeliveryVat;

/// Who issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issue {
    /// A person, by `orders issue`.
    Manually,
    /// The pass.
    Automatically,
}

/// When the pass issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssueWhen {
    /// Once paid, or where payment comes later by agreement.
    Paid,
    /// At once.
    Any,
}

/// Which orders are linked to contractors' cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkContractors {
    /// None.
    Off,
    /// Every order.
    All,
    /// Only those that end in an invoice.
    Invoices,
}

/// Form and term of a payment method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentTerms {
    /// `transfer`, …
    pub form: String,
    /// Days until it is due; more than 0 counts as paid for issuing.
    pub days: i64,
}

/// Whether VAT is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VatPayer {
    /// Yes: rates of the lines.
    Yes,
    /// No: every line is `zw`.
    Exempt,
    /// Not known yet: orders are planned as for one who pays, and no document gets a number.
    Unknown,
}

/// What a business invoice waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BusinessInvoices {
    /// They are issued in Firmino, which hands them to KSeF.
    Hold,
    /// A typed consent: they are issued here.
    IssueHere,
}

/// Everything of the profile that decides about a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Seller's snapshot.
    pub seller: Seller,
    /// VAT payer or exempt.
    pub vat_payer: VatPayer,
    /// Registered for VAT-UE.
    pub vat_eu: bool,
    /// OSS, where the profile says.
    pub oss: Option<Oss>,
    /// `receipt` or `invoice`.
    pub default_kind: DefaultDocument,
    /// How the kind is chosen.
    pub kind_choice: Choice,
    /// From when the seller is in KSeF; `None`: not at all.
    pub ksef_from: Option<Date>,
    /// What business invoices wait for.
    pub business_invoices: BusinessInvoices,
    /// Rates of delivery.
    pub delivery: DeliveryVat,
    /// Payment methods.
    pub payments: BTreeMap<String, PaymentTerms>,
    /// Who issues.
    pub issue: Issue,
    /// When.
    pub issue_when: IssueWhen,
    /// Contractors.
    pub contractors: LinkContractors,
    /// What a name says by itself.
    pub by_name: ByName,
    /// Whether EANs count.
    pub by_ean: ByEan,
}
