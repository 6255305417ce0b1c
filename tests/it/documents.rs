//! Documents by a person's word: confirmed, void, corrected, to a receipt, exported.

mod confirm;
mod export;
mod mend;
mod pdf;
mod to_receipt;

use firmino_link::sandbox::Order;
use serde_json::Value;

use crate::shop::status::PAID;
use crate::shop::{Desk, Out, Shop, order, warsaw_day, world};

/// The shop of these tests: order 1 ends in an invoice that KSeF must carry, 2 in a receipt, 3 in a receipt that is not
/// paid, 4 needs editing (a wrong NIP).
fn shop() -> Shop {
    let unpaid = Order {
        payment_done: 0.into(),
        ..order(3, PAID, 1800)
    };
    let orders = [
        business(1, "5265877635"),
        order(2, PAID, 2700),
        unpaid,
        business(4, "1234567890"),
    ];
    let shop = Shop::open(world(orders)).with(|profile| profile.manual().with_warehouses());
    let _ = shop.sync();
    shop
}

/// A paid order of a firm.
fn business(id: u64, nip: &str) -> Order {
    Order {
        invoice_fullname: "Anna Próbna".into(),
        invoice_company: format!("Próba {id} Sp. z o.o."),
        invoice_address: "ul. Długa 7".into(),
        invoice_postcode: "00-001".into(),
        invoice_city: "Warszawa".into(),
        invoice_country_code: "PL".into(),
        invoice_nip: nip.into(),
        ..order(id, PAID, 3600)
    }
}

/// Rows of `documents list --json`.
fn rows(desk: &Desk) -> Vec<Value> {
    let mut out = desk.run(["documents", "list", "--json"]).exits(0).json();
    match out["documents"].take() {
        Value::Array(rows) => rows,
        other => panic!("no list: {other}"),
    }
}

/// Runs a command with `--json`.
fn told(desk: &Desk, args: &[&str]) -> Out {
    desk.run([args, &["--json"]].concat())
}

/// Today in Warsaw.
fn today() -> String {
    warsaw_day(crate::shop::now())
}

/// A KSeF number of a day with a right checksum.
fn ksef(nip: &str, day: &str) -> String {
    let text = format!("{nip}-{}-0100001AF629", day.replace('-', ""));
    let crc = text.bytes().fold(0u8, |crc, byte| {
        (0..8).fold(crc ^ byte, |crc, _| match crc & 0x80 {
            0 => crc << 1,
            _ => (crc << 1) ^ 0x07,
        })
    });
    format!("{text}-{crc:02X}")
}

/// The seller's NIP in the tests' profile.
const SELLER: &str = "1234563218";
