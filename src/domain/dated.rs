//! Rules of law that begin on a known day, as data: what is in force, and what is ahead.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// What changes. Words are in `texts::dated`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// KSeF must carry the invoices of all sellers but the smallest (those with sales above 200 m PLN in 2024 began on
    /// 2026-02-01).
    KsefForAllOthers,
    /// KSeF also for sellers with invoices of 10,000 PLN gross a month at most.
    KsefForSmallSellers,
    /// Fines for invoices outside KSeF, up to the whole VAT.
    KsefPenalties,
    /// A fiscal receipt with NIP up to 450 PLN is no invoice any more.
    ReceiptIsNoInvoice,
}

impl Change {
    /// Stable text for JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Change::KsefForAllOthers => "ksef.for-all-others",
            Change::KsefForSmallSellers => "ksef.for-small-sellers",
            Change::KsefPenalties => "ksef.penalties",
            Change::ReceiptIsNoInvoice => "receipt.is-no-invoice",
        }
    }
}

/// A change with its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// What changes.
    pub change: Change,
    /// The first day.
    pub from: Date,
    /// Where it is written: the provision of the VAT act, and what was read.
    pub source: &'static str,
}

/// Every change that is known, the earliest first. State of knowledge: 2026-11-25 (firmino.md §4.2, legal.md 1–6).
pub const CHANGES: [Dated; 4] = [
    Dated {
        change: Change::KsefForAllOthers,
        from: date(2026, 4, 1),
        source: "art. 106ga; https://constans.co/ksef",
    },
    Dated {
        change: Change::KsefForSmallSellers,
        from: date(2027, 1, 1),
        source: "art. 145m; https://constans.co/ksef",
    },
    Dated {
        change: Change::KsefPenalties,
        from: date(2027, 1, 1),
        source: "art. 106ni; https://legalis.pl/?p=82441",
    },
    Dated {
        change: Change::ReceiptIsNoInvoice,
        from: date(2027, 1, 1),
        source: "art. 106e ust. 5 pkt 3, art. 145n; https://www.i-malaksiegowosc.pl/paragony-z-nip-i-faktury-do-paragonu-w-ksef-koniec-faktury-uproszczonej",
    },
];

/// What is in force on a day, the oldest first.
pub fn in_force(day: Date) -> impl Iterator<Item = &'static Dated> {
    CHANGES.iter().filter(move |dated| dated.from <= day)
}

/// What begins after a day and within so many days of it, the nearest first.
pub fn ahead(day: Date, days: u16) -> impl Iterator<Item = &'static Dated> {
    let last = day.saturating_add(i64::from(days).days());
    CHANGES
        .iter()
        .filter(move |dated| dated.from > day && dated.from <= last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes<'a>(found: impl Iterator<Item = &'a Dated>) -> Vec<&'static str> {
        found.map(|dated| dated.change.code()).collect()
    }

    #[test]
    fn a_change_is_ahead_until_the_day_before_it_begins() {
        let new_year = [
            "ksef.for-small-sellers",
            "ksef.penalties",
            "receipt.is-no-invoice",
        ];
        let today = date(2026, 11, 25);
        assert_eq!(codes(in_force(today)), ["ksef.for-all-others"]);
        assert_eq!(codes(ahead(today, 36)), [""; 0]);
        assert_eq!(codes(ahead(today, 37)), new_year);
        let eve = date(2026, 12, 31);
        assert_eq!(codes(ahead(eve, 1)), new_year);
        assert_eq!(codes(ahead(eve, 0)), [""; 0]);
        let day = date(2027, 1, 1);
        assert_eq!(in_force(day).count(), 4);
        assert_eq!(ahead(day, u16::MAX).count(), 0);
        assert_eq!(in_force(date(2026, 3, 31)).count(), 0);
        assert_eq!(codes(ahead(date(2026, 3, 31), 1)), ["ksef.for-all-others"]);
        assert_eq!(ahead(Date::MAX, 1).count(), 0);
    }

    #[test]
    fn changes_stand_in_order_with_their_sources() {
        assert!(CHANGES.is_sorted_by_key(|dated| dated.from));
        let mut codes = codes(CHANGES.iter());
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), CHANGES.len());
        for dated in CHANGES {
            assert!(dated.source.starts_with("art. ") && dated.source.contains("https://"));
        }
    }
}
