//! `[orders.numbering]`: the formats of numbers, and where their counters begin.

use super::reading::Section;
use crate::domain::numbering::{Format, can_collide};

/// The longest number of an invoice in BaseLinker (baselinker-api.md: invoice number 30).
const LONGEST: usize = 30;

/// Formats of numbers. Counters belong to the format and restart with its date parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbering {
    /// Invoices of every kind.
    pub invoice: Format,
    /// Receipts; never gives the number of an invoice.
    pub receipt: Format,
    /// Our number of an order (requirements.md, row 78).
    pub order: Format,
    /// The first number of each.
    pub start: Start,
}

/// First numbers, for those who go on from another program's; 1 and more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// Invoices.
    pub invoice: u32,
    /// Receipts.
    pub receipt: u32,
    /// Orders.
    pub order: u32,
}

impl Numbering {
    pub(super) fn read(section: &Section<'_>, sent: bool) -> Self {
        let format = |key: &str, default: &str| {
            let entry = section.entry(key);
            let example = format!("{default:?}");
            let text = entry.text(&example).unwrap_or_else(|| default.to_owned());
            Format::parse(&text).unwrap_or_else(|error| {
                entry.refuse(
                    format!("is {}: {error}", entry.shown()),
                    format!("write `{key} = {example}`"),
                );
                Format::parse(default).expect("the default format is a good one")
            })
        };
        let invoice = format("invoice", "BL/{n}/{mm}/{yyyy}");
        let receipt = format("receipt", "PA-BL/{n}/{mm}/{yyyy}");
        let order = format("order", "{n}/{mm}/{yyyy} BL ORDER");
        if can_collide(&invoice, &receipt) {
            let changed = section.entry("receipt");
            let entry = if changed.is_present() {
                changed
            } else {
                section.entry("invoice")
            };
            entry.refuse(
                format!(
                    "clashes: `invoice` ({:?}) and `receipt` ({:?}) could give the same number",
                    invoice.as_str(),
                    receipt.as_str()
                ),
                "let them begin with different letters, such as `BL/…` and `PA-BL/…`",
            );
        }
        for (key, format) in [("invoice", &invoice), ("receipt", &receipt)] {
            let longest = format.longest();
            if sent && longest > LONGEST {
                section.entry(key).refuse(
                    format!("gives numbers of up to {longest} characters; BaseLinker takes {LONGEST} (`send_invoices` is on)"),
                    format!("shorten the format by {} characters", longest - LONGEST),
                );
            }
        }
        let start = section.section("start");
        let first = |key: &str| start.entry(key).whole(1, 1..=Format::LARGEST);
        let start = Start {
            invoice: first("invoice"),
            receipt: first("receipt"),
            order: first("order"),
        };
        Self {
            invoice,
            receipt,
            order,
            start,
        }
    }
}
