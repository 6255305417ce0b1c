//! `[orders.numbering]`: the formats of numbers, and where their counters begin.

use super::reading::Section;
use crate::domain::numbering::{Format, can_collide};
use crate::texts::Said;
use crate::texts::numbering::wrong_format;

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
                let what = Said::of(|lang| {
                    let (shown, why) = (entry.shown(lang), wrong_format(lang, &error));
                    lang.pick(format!("jest {shown}: {why}"), format!("is {shown}: {why}"))
                });
                entry.refuse(&what, entry.write(&example));
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
            let what = Said::of(|lang| {
                let (invoice, receipt) = (invoice.as_str(), receipt.as_str());
                lang.pick(
                    format!("koliduje: `invoice` ({invoice:?}) i `receipt` ({receipt:?}) mogłyby dać ten sam numer"),
                    format!("clashes: `invoice` ({invoice:?}) and `receipt` ({receipt:?}) could give the same number"),
                )
            });
            let fix = Said::new(
                "niech zaczynają się od innych liter, np. `BL/…` i `PA-BL/…`",
                "let them begin with different letters, such as `BL/…` and `PA-BL/…`",
            );
            entry.refuse(&what, fix);
        }
        for (key, format) in [("invoice", &invoice), ("receipt", &receipt)] {
            let longest = format.longest();
            if sent && longest > LONGEST {
                let what = Said::of(|lang| {
                    lang.pick(
                        format!("daje numery do {longest} znaków; BaseLinker przyjmuje {LONGEST} (`send_invoices` jest włączone)"),
                        format!("gives numbers of up to {longest} characters; BaseLinker takes {LONGEST} (`send_invoices` is on)"),
                    )
                });
                let fix = Said::of(|lang| {
                    let by = longest - LONGEST;
                    lang.pick(
                        format!("skróć format o tyle znaków: {by}"),
                        format!("shorten the format by {by} characters"),
                    )
                });
                section.entry(key).refuse(&what, fix);
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
