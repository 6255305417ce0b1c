//! Must-hold d: a document that stands in BaseLinker is neither doubled nor overwritten, and a status that flips while a
//! pass waits is noticed.

use firmino_link::sandbox::{Invoice, Order, Receipt};

use crate::shop::status::{CANCELLED, PAID};
use crate::shop::{Out, Profile, Shop, order, world};

const FAKTURY: u64 = 15;
const FAKTURY_BL: u64 = 61_179;
const PARAGONY: u64 = 61_178;

fn invoice(order_id: u64, series_id: u64) -> Invoice {
    Invoice {
        order_id,
        series_id,
        ..Invoice::default()
    }
}

fn firm(id: u64, nip: &str) -> Order {
    let mut order = order(id, PAID, 60);
    order.invoice_company = "Firma Próbna".into();
    order.invoice_fullname = "Anna Próbna".into();
    order.invoice_address = "ul. Krótka 3".into();
    order.invoice_postcode = "90-001".into();
    order.invoice_city = "Łódź".into();
    order.invoice_nip = nip.into();
    order.want_invoice = true;
    order
}

fn receipt(order: &Order, nip: &str) -> Receipt {
    Receipt {
        nip: nip.into(),
        ..Receipt::of(order, PARAGONY)
    }
}

fn issue_here(mut profile: Profile) -> Profile {
    profile.rest += "[ksef]\nfrom = 2026-04-01\nbusiness_invoices = \"issue-here\"\n";
    profile
}

#[test]
fn an_invoice_or_receipt_of_a_person_stands_and_nothing_is_issued() {
    let (by_invoice, by_receipt, free) =
        (order(1, PAID, 90), order(2, PAID, 80), order(3, PAID, 70));
    let mut world = world([by_invoice, by_receipt.clone(), free]);
    world.put_invoice(invoice(1, FAKTURY));
    world.put_receipt(receipt(&by_receipt, ""));
    let before: Vec<_> = world.invoices().cloned().collect();
    let shop = Shop::open(world);
    let out = shop.sync().exits(0);
    assert_eq!(out.number("/documents/elsewhere"), 2);
    assert_eq!(out.number("/documents/issued/receipt"), 1);
    for (id, code) in [
        (1, "order.invoice-elsewhere"),
        (2, "order.receipt-elsewhere"),
    ] {
        assert_eq!(
            shop.desk.standing(id),
            ("documented".to_owned(), vec!["elsewhere".to_owned()])
        );
        assert_eq!(shop.desk.order(id)["reasons"][0]["code"], code);
    }
    let documented: Vec<i64> = shop.desk.documents().iter().map(|row| row.1).collect();
    assert_eq!(documented, [3]);
    // Neither the next pass nor a named one issues anything.
    assert_eq!(shop.sync().exits(0).number("/documents/issued/receipt"), 0);
    let named = shop
        .desk
        .run(["sync", "orders", "--order", "1", "--order", "2", "--json"]);
    assert_eq!(named.exits(0).number("/documents/issued/receipt"), 0);
    let after: Vec<_> = shop
        .sandbox
        .with(|world| world.invoices().cloned().collect());
    assert_eq!(before, after);
}

#[test]
fn a_receipt_without_nip_bars_an_invoice_with_nip() {
    let (bare, other, same) = (
        firm(1, "1234563218"),
        firm(2, "1234563218"),
        firm(3, "1111111111"),
    );
    let mut world = world([
        bare.clone(),
        other.clone(),
        same.clone(),
        firm(4, "1111111111"),
    ]);
    world.put_receipt(receipt(&bare, ""));
    world.put_receipt(receipt(&other, "1111111111"));
    world.put_receipt(receipt(&same, "PL 111-111-11-11"));
    let shop = Shop::open(world).with(issue_here);
    let out = shop.sync().exits(3);
    assert_eq!(out.number("/documents/issued/invoice"), 1);
    let codes = [1, 2, 3].map(|id| shop.desk.order(id)["reasons"][0]["code"].clone());
    assert_eq!(
        codes,
        [
            "order.receipt-without-nip",
            "order.receipt-without-nip",
            "order.receipt-first"
        ]
    );
    let documented: Vec<i64> = shop.desk.documents().iter().map(|row| row.1).collect();
    assert_eq!(documented, [4]);
}

#[test]
fn only_a_bare_invoice_of_our_series_leaves_the_sale_open() {
    let mut world =
        world((1..=5).map(|id| order(id, PAID, 100 - 10 * i64::try_from(id).expect("small"))));
    world.put_invoice(invoice(1, FAKTURY_BL));
    world.put_invoice(Invoice {
        external_invoice_number: "FS 1/2026".into(),
        ..invoice(2, FAKTURY_BL)
    });
    world.put_invoice(Invoice {
        gov_id: "1234563218-20261125-0123456789AB-CD".into(),
        ..invoice(3, FAKTURY_BL)
    });
    world.put_invoice(Invoice {
        file: "data:JVBERi0xLjQK".into(),
        ..invoice(4, FAKTURY_BL)
    });
    let shop = Shop::open(world).with(|mut profile| {
        profile.orders = profile.orders.replace(
            "send_invoices = false",
            "send_invoices = true\ninvoice_series = \"Faktury BL\"",
        );
        profile
    });
    let out = shop.sync().exits(0);
    assert_eq!(out.number("/documents/elsewhere"), 3);
    let documented: Vec<i64> = shop.desk.documents().iter().map(|row| row.1).collect();
    assert_eq!(documented, [1, 5]);
}

#[test]
fn a_series_that_is_gone_stops_the_pass_before_orders_are_read() {
    let shop = Shop::open(world([order(1, PAID, 60)])).with(|mut profile| {
        profile.orders = profile.orders.replace(
            "send_invoices = false",
            "send_invoices = true\ninvoice_series = \"Faktury XL\"",
        );
        profile
    });
    let out = shop.sync().exits(78);
    assert_eq!(out.json()["error"]["code"], "profile.status");
    assert!(out.stderr.contains("Faktury XL"), "{out:?}");
    assert_eq!(shop.sandbox.with(|world| world.log().count("getOrders")), 0);
}

/// Invoices that cannot be read are not taken for none.
#[test]
fn no_answer_about_documents_means_no_document() {
    let mut world = world([order(1, PAID, 60)]);
    world
        .plan("getReceipts:*=shape:missing-key")
        .expect("a rule");
    let shop = Shop::open(world);
    let out = shop.sync().exits(1);
    assert_eq!(out.json()["error"]["code"], "api.wrong-shape");
    assert_eq!(shop.desk.documents(), []);
    shop.sandbox.with(|world| world.clear_faults());
    assert_eq!(shop.sync().exits(0).number("/documents/issued/receipt"), 1);
}

/// A call hangs after the orders were read; while the pass waits for it one order is cancelled.
#[test]
fn a_status_that_flips_while_a_pass_waits_gets_no_document() {
    let mut world = world([order(1, PAID, 60), order(2, PAID, 50)]);
    world.plan("getReceipts:1=hang").expect("a rule");
    let shop = Shop::open(world).with(|mut profile| {
        profile.baselinker = profile
            .baselinker
            .replace("timeout = 5", "timeout = 2")
            .replace("rate_window = 1", "rate_window = 20");
        profile
    });
    let asked = || shop.sandbox.with(|world| world.log().count("getReceipts"));
    let pass = shop
        .desk
        .command(["sync", "orders", "--json"])
        .spawn()
        .expect("started");
    let begun = std::time::Instant::now();
    while asked() == 0 && begun.elapsed().as_secs() < 20 {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    shop.sandbox.with(|world| world.set_status(1, CANCELLED));
    let out = Out::of(pass.wait_with_output().expect("ended")).exits(0);
    assert_eq!(out.number("/documents/issued/receipt"), 1);
    assert_eq!(out.number("/orders/cancelled"), 1);
    let documented: Vec<i64> = shop.desk.documents().iter().map(|row| row.1).collect();
    assert_eq!(documented, [2]);
}
