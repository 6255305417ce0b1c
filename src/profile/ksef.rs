//! `[ksef]`: invoices that have to go through the National e-Invoice System.

use jiff::civil::Date;

use super::day;
use super::reading::Section;
use crate::domain::rules::BusinessInvoices;

/// What is done with invoices which KSeF must carry (legal.md, items 1–4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ksef {
    /// First day on which the seller has to use KSeF; it may lie ahead.
    pub from: Date,
    /// What happens to them from that day on.
    pub business_invoices: BusinessInvoices,
}

impl Ksef {
    pub(super) fn read(section: &Section<'_>) -> Self {
        let words = [
            ("hold", BusinessInvoices::Hold),
            ("issue-here", BusinessInvoices::IssueHere),
        ];
        Self {
            from: day::read(&section.entry("from")).unwrap_or(Date::constant(2026, 4, 1)),
            business_invoices: section
                .entry("business_invoices")
                .choice(&words)
                .unwrap_or(BusinessInvoices::Hold),
        }
    }
}
