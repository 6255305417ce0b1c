//! 10,000 printouts drawn one after the other: how many a second of one core, how large, and the peak memory of it all.
//!
//! `cargo bench --bench printout` draws 10,000 of five lines, and fewer of the others; `cargo bench --bench printout --
//! 200` so many instead. CPU and memory are the operating system's account of this process.

#![allow(
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a bench prints figures"
)]

use std::time::Duration;

use firmino_link::domain::document::{Buyer, DocumentLine, Draft, Payment, Seller};
use firmino_link::domain::kind::DocumentKind;
use firmino_link::domain::money::{Amount, UnitPrice};
use firmino_link::domain::totals::{Line, totals};
use firmino_link::printout::{Sheet, print};
use jiff::civil::date;
use nix::sys::resource::{UsageWho, getrusage};

fn cpu() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_SELF).expect("measured");
    let part = |time: nix::sys::time::TimeVal| {
        Duration::from_secs(time.tv_sec().unsigned_abs())
            + Duration::from_micros(time.tv_usec().unsigned_abs())
    };
    part(usage.user_time()) + part(usage.system_time())
}

/// Peak memory of this process in MB as Linux tells it (0 elsewhere).
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let told = status.lines().find_map(|line| {
        line.strip_prefix("VmHWM:")?
            .split_whitespace()
            .next()?
            .parse::<u32>()
            .ok()
    });
    f64::from(told.unwrap_or(0)) / 1024.0
}

/// An invoice of so many lines, another one for each `n`.
fn sheet(lines: usize, n: usize) -> Sheet {
    let goods = [
        ("Kubek ceramiczny „Żółw” 330 ml, biały", "39.99", "23"),
        (
            "Książka kucharska – smaki Podlasia, oprawa twarda",
            "54.9",
            "5",
        ),
        ("Gęś śpiąca w źdźbłach, łańcuszek, 12 cm", "1249.5", "8"),
    ];
    let lines: Vec<DocumentLine> = (0..lines)
        .map(|place| {
            let (name, price, rate) = goods[(place + n) % goods.len()];
            let price: UnitPrice = price.parse().expect("a price");
            let quantity = (place + n) as i64 % 7 + 1;
            DocumentLine {
                name: format!("{name} {n}"),
                sku: format!("SKU-{place}"),
                unit: "szt.".into(),
                quantity,
                price,
                rate: rate.parse().expect("a rate"),
                gross: price.times(quantity).expect("a value"),
                order_line: None,
            }
        })
        .collect();
    let plain: Vec<Line> = lines
        .iter()
        .map(|line| Line {
            rate: line.rate,
            quantity: line.quantity,
            unit_price: line.price,
        })
        .collect();
    let sums = totals(&plain).expect("sums");
    Sheet {
        draft: Draft {
            kind: DocumentKind::Invoice,
            kind_reason: String::new(),
            sold_on: date(2026, 11, 24),
            currency: "PLN".into(),
            lines,
            rates: sums.rates,
            net: sums.net,
            vat: sums.vat,
            gross: sums.gross,
            seller: Seller {
                name: "Próbna Hurtownia sp. z o.o.".into(),
                nip: "1234563218".into(),
                street: "ul. Krótka 3".into(),
                postcode: "65-001".into(),
                city: "Zielona Góra".into(),
                country: "PL".into(),
                bank_account: "61109010140000071219812874".into(),
                exempt_basis: String::new(),
            },
            buyer: Buyer {
                name: format!("Łucja Święćkowska {n}"),
                street: "ul. Wąska 12/4".into(),
                postcode: "31-001".into(),
                city: "Kraków".into(),
                country: "PL".into(),
                ..Buyer::default()
            },
            payment: Payment {
                method: "PayU".into(),
                form: "transfer".into(),
                paid: Amount::ZERO,
                due: date(2026, 12, 9),
            },
            conversion: None,
            notes: Vec::new(),
        },
        number: format!("BL/{n}/11/2026"),
        issued_on: date(2026, 11, 25),
        order: n as i64,
        order_number: Some(format!("{n}/11/2026 BL ORDER")),
        notes: Vec::new(),
        void: None,
    }
}

fn main() {
    let asked = std::env::args().find_map(|word| word.parse::<usize>().ok());
    println!("lines  printouts  pages  a second  CPU ms each  bytes each  largest  peak MB");
    for (lines, count) in [(1, 2_000), (5, 10_000), (40, 2_000), (300, 300)] {
        let count = asked.unwrap_or(count);
        let begun = cpu();
        let (mut bytes, mut largest, mut pages) = (0, 0, 0);
        for n in 1..=count {
            let printout = print(&sheet(lines, n)).expect("printed");
            bytes += printout.bytes.len();
            largest = largest.max(printout.bytes.len());
            pages = printout.pages;
        }
        let spent = (cpu() - begun).as_secs_f64();
        println!(
            "{lines:>5}  {count:>9}  {pages:>5}  {:>8.0}  {:>11.2}  {:>10}  {largest:>7}  {:>7.1}",
            count as f64 / spent,
            spent * 1000.0 / count as f64,
            bytes / count,
            peak(),
        );
    }
}
