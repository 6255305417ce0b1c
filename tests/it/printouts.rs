//! Printouts at their orders in BaseLinker: one invoice of ours each, with the bytes of our PDF (requirements.md, rows 23
//! and 71).

use std::collections::BTreeMap;

use firmino_link::mirror::Mirror;
use firmino_link::sandbox::{Invoice, Order, SecondInvoice, World};
use rusqlite::Connection;

use crate::shop::status::PAID;
use crate::shop::{Out, Profile, Shop, order, world};

/// The series "Faktury BL".
const SERIES: u64 = 61_179;

fn sending(mut profile: Profile) -> Profile {
    let on = "send_invoices = true\ninvoice_series = \"Faktury BL\"";
    profile.orders = profile.orders.replace("send_invoices = false", on);
    profile
}

/// A consumer who wants an invoice, which is finished here.
fn wants(id: u64) -> Order {
    let mut order = order(id, PAID, 90);
    order.want_invoice = true;
    order.invoice_fullname = format!("Łucja Żółć {id}");
    order.invoice_address = "ul. Krótka 3".into();
    order.invoice_postcode = "90-001".into();
    order.invoice_city = "Łódź".into();
    order.invoice_country_code = "PL".into();
    order
}

fn shop(orders: impl IntoIterator<Item = Order>) -> Shop {
    Shop::open(world(orders)).with(sending)
}

fn calls(shop: &Shop) -> BTreeMap<String, usize> {
    shop.sandbox.with(|world| {
        let mut calls = BTreeMap::new();
        for call in world.log().calls() {
            *calls.entry(call.method.clone()).or_default() += 1;
        }
        calls
    })
}

fn of(shop: &Shop, method: &str) -> usize {
    calls(shop).get(method).copied().unwrap_or(0)
}

/// Invoices of the account: order, external number, whether they carry a file.
fn invoices(shop: &Shop) -> Vec<(u64, String, bool)> {
    shop.sandbox.with(|world| {
        let all = world.invoices();
        all.map(|one| {
            let number = one.external_invoice_number.clone();
            (one.order_id, number, !one.file.is_empty())
        })
        .collect()
    })
}

/// The window in which an invoice could still be made is over.
fn its_window_is_over(shop: &Shop) {
    shop.sandbox.with(|world| world.advance(2));
    let db = Connection::open(shop.desk.mirror()).expect("opened");
    let _ = db
        .execute("UPDATE printouts SET sent_at = sent_at - 60", [])
        .expect("written");
}

fn sent(out: &Out) -> i64 {
    out.number("/documents/sent")
}

#[test]
fn an_invoice_goes_to_its_order_once_with_our_pdf() {
    let shop = shop([wants(1), order(2, PAID, 80)]);
    let out = shop.sync().exits(0);
    assert_eq!(sent(&out), 1, "{out:?}");
    let number = &shop.desk.documents()[0].0;
    let number_of_invoice = shop
        .desk
        .documents()
        .into_iter()
        .find(|(_, order, _)| *order == 1)
        .expect("issued")
        .0;
    assert_eq!(
        invoices(&shop),
        [(1, number_of_invoice.clone(), true)],
        "{number}"
    );
    let _ = shop
        .desk
        .run(["documents", "pdf", &number_of_invoice, "-o", "x.pdf"])
        .exits(0);
    let pdf = std::fs::read(shop.desk.path("x.pdf")).expect("written");
    let file = shop.sandbox.with(|world| {
        let file = world.invoices().next().expect("made").file.clone();
        file.strip_prefix("data:").expect("data").to_owned()
    });
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(file)
        .expect("base64");
    assert!(bytes.starts_with(b"%PDF"));
    assert_eq!(bytes, pdf);
    // At the rates of the lines, in our series.
    shop.sandbox.with(|world| {
        let call = world.log().of("addInvoice").next().expect("called");
        assert_eq!(call.parameters["vat_rate"], "ITEM");
        assert_eq!(call.parameters["series_id"], SERIES);
    });
    let list = shop.desk.run(["documents", "list", "--json"]).json();
    let told: Vec<_> = list["documents"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| {
            (
                row["kind"].as_str().expect("a kind").to_owned(),
                row["sent"].clone(),
            )
        })
        .collect();
    assert!(
        told.contains(&("invoice".to_owned(), true.into())),
        "{told:?}"
    );
    assert!(
        told.contains(&("receipt".to_owned(), false.into())),
        "{told:?}"
    );
    // Done is done.
    shop.sandbox.with(World::clear_log);
    let again = shop.sync().exits(0);
    assert_eq!(
        (
            sent(&again),
            of(&shop, "addInvoice"),
            of(&shop, "addOrderInvoiceFile")
        ),
        (0, 0, 0)
    );
}

/// Must-hold b: off means no call at all; a dry run sends nothing.
#[test]
fn off_is_off() {
    let shop = Shop::open(world([wants(1)]));
    let _ = shop.sync().exits(0);
    assert_eq!(
        (
            of(&shop, "addInvoice"),
            of(&shop, "addOrderInvoiceFile"),
            of(&shop, "getSeries")
        ),
        (0, 0, 0)
    );
    let dry = self::shop([wants(1)]);
    let _ = dry.desk.run(["sync", "orders", "--dry-run"]).exits(0);
    assert_eq!(dry.sandbox.with(|world| world.log().writes().len()), 0);
}

/// Where the shop's own automation makes the invoice in that series, it is filled, and the calls halve.
#[test]
fn an_empty_invoice_in_our_series_is_filled() {
    let shop = shop([wants(1)]).with(|profile| sending(profile).manual());
    let _ = shop.sync().exits(0);
    shop.sandbox.with(|world| {
        world.put_invoice(Invoice {
            order_id: 1,
            series_id: SERIES,
            ..Invoice::default()
        })
    });
    let _ = shop.desk.run(["orders", "issue", "1"]).exits(0);
    shop.sandbox.with(World::clear_log);
    let out = shop.sync().exits(0);
    assert_eq!(
        (
            sent(&out),
            of(&shop, "addInvoice"),
            of(&shop, "addOrderInvoiceFile")
        ),
        (1, 0, 1)
    );
    // The walk found it: it is not read once more.
    shop.sandbox.with(|world| {
        let mut calls = world.log().of("getInvoices");
        assert!(calls.all(|call| call.parameters.get("order_id").is_none()));
    });
    assert_eq!(invoices(&shop).len(), 1);
}

/// Must-hold b: an invoice that a person made after ours was issued, or with file, external number or KSeF number, is left
/// alone, and told once.
#[test]
fn a_foreign_invoice_is_left_alone() {
    let plain = Invoice {
        order_id: 1,
        series_id: SERIES,
        ..Invoice::default()
    };
    for foreign in [
        Invoice {
            series_id: 61_178,
            ..plain.clone()
        },
        Invoice {
            file: "data:JVBERg==".into(),
            ..plain.clone()
        },
        Invoice {
            external_invoice_number: "FV 7".into(),
            ..plain.clone()
        },
        Invoice {
            gov_id: "1234563218-20261125-ABCDEF".into(),
            ..plain.clone()
        },
    ] {
        let shop = shop([wants(1)]).with(|profile| sending(profile).manual());
        let _ = shop.sync().exits(0);
        let _ = shop.desk.run(["orders", "issue", "1"]).exits(0);
        let before = foreign.clone();
        let id = shop.sandbox.with(|world| world.put_invoice(foreign));
        let out = shop.sync().exits(3);
        assert_eq!(out.problems(), ["document.foreign"]);
        assert_eq!(
            (of(&shop, "addInvoice"), of(&shop, "addOrderInvoiceFile")),
            (0, 0)
        );
        let after = shop
            .sandbox
            .with(|world| world.invoice(id).cloned())
            .expect("there");
        assert_eq!(
            (after.file, after.external_invoice_number),
            (before.file, before.external_invoice_number)
        );
        assert_eq!(shop.sync().exits(0).problems(), Vec::<String>::new());
        // A person removes it, and says so.
        shop.sandbox.with(|world| world.delete_invoice(id));
        let number = shop.desk.documents()[0].0.clone();
        let _ = shop.desk.run(["documents", "send", &number]).exits(0);
        assert_eq!(invoices(&shop), [(1, number, true)]);
    }
}

/// Must-hold a, over the wire: whatever fails, and however late it takes effect, there is one invoice with our file.
#[test]
fn each_fault_ends_in_one_invoice_with_our_file() {
    for method in ["addInvoice", "addOrderInvoiceFile", "getInvoices"] {
        for fault in [
            "reset-before",
            "reset-after",
            "bad-gateway",
            "bad-gateway-after",
            "cut-body",
            "shape:missing-key",
            "shape:html",
            "unknown-error",
            "late:1",
            "unavailable",
        ] {
            let shop = shop([wants(1), wants(2)]);
            shop.sandbox
                .with(|world| world.plan(&format!("{method}:1={fault}")))
                .expect("a rule");
            let _ = shop.sync();
            // Within the window nothing is made again for the order in doubt.
            let _ = shop.sync();
            let made = invoices(&shop);
            let first = made.iter().filter(|(order, ..)| *order == 1).count();
            assert!(first <= 1, "{method} {fault}: {made:?}");
            its_window_is_over(&shop);
            let _ = shop.sync();
            let last = shop.sync().exits(0);
            assert_eq!(last.number("/documents/pending"), 0, "{method} {fault}");
            let mut made = invoices(&shop);
            made.sort();
            let told: Vec<_> = made
                .iter()
                .map(|(order, _, file)| (*order, *file))
                .collect();
            assert_eq!(told, [(1, true), (2, true)], "{method} {fault}");
        }
    }
}

/// Must-hold a: killed at any point of the sending, there is one invoice with our file in the end.
#[test]
fn a_kill_anywhere_makes_no_second_invoice() {
    let shop = shop([wants(1)]).with(|profile| sending(profile).manual());
    let _ = shop.sync().exits(0);
    let _ = shop.desk.run(["orders", "issue", "1"]).exits(0);
    let mut at = 1;
    loop {
        let desk = shop.desk.twin();
        shop.sandbox.with(|world| {
            let ids: Vec<u64> = world.invoices().map(|one| one.invoice_id).collect();
            for id in ids {
                world.delete_invoice(id);
            }
        });
        let mut command = desk.command(["sync", "orders", "--json"]);
        command.env("FIRMINO_LINK_CRASH_AT", at.to_string());
        if command.output().expect("started").status.code().is_some() {
            break;
        }
        let db = Connection::open(desk.mirror()).expect("opened");
        let _ = db
            .execute("UPDATE printouts SET sent_at = sent_at - 60", [])
            .expect("written");
        drop(db);
        let _ = desk.run(["sync", "orders"]).exits(0);
        let told: Vec<_> = invoices(&shop)
            .iter()
            .map(|(order, _, file)| (*order, *file))
            .collect();
        assert_eq!(told, [(1, true)], "killed at {at}");
        at += 1;
    }
    assert!(at > 20, "there are points: {at}");
}

/// What BaseLinker does with a second invoice on an order is unknown: no way of it makes two.
#[test]
fn each_way_of_a_second_invoice_is_survived() {
    for way in [
        SecondInvoice::Made,
        SecondInvoice::Refused,
        SecondInvoice::First,
    ] {
        let shop = shop([wants(1)]);
        shop.sandbox.with(|world| {
            let mut unknowns = world.unknowns();
            unknowns.second_invoice = way;
            world.set_unknowns(unknowns);
            world.plan("addInvoice:1=reset-after").expect("a rule");
        });
        let _ = shop.sync();
        its_window_is_over(&shop);
        let _ = shop.sync().exits(0);
        assert_eq!(invoices(&shop).len(), 1, "{way:?}");
        assert!(invoices(&shop)[0].2, "{way:?}");
    }
}

/// A refusal is tried three times, then told; a person has it sent again.
#[test]
fn a_refusal_is_told_and_sent_again_by_a_word() {
    let shop = shop([wants(1)]);
    shop.sandbox.with(|world| {
        world
            .plan("addOrderInvoiceFile:*=unknown-error")
            .expect("a rule");
    });
    for _ in 0..2 {
        let out = shop.sync().exits(0);
        assert_eq!(out.number("/documents/pending"), 1);
    }
    let told = shop.sync().exits(3);
    assert_eq!(told.problems(), ["document.refused"]);
    assert_eq!(shop.sync().exits(0).problems(), Vec::<String>::new());
    shop.sandbox.with(World::clear_faults);
    let number = shop.desk.documents()[0].0.clone();
    let out = shop
        .desk
        .run(["documents", "send", &number, "--json"])
        .exits(0);
    assert_eq!(out.number("/sent"), 1);
    assert_eq!(invoices(&shop), [(1, number.clone(), true)]);
    let unsent = shop.desk.run(["documents", "list", "--unsent", "--json"]);
    assert_eq!(unsent.json()["documents"].as_array().map(Vec::len), Some(0));
    let _ = shop.desk.run(["documents", "send", "NIC/1"]).exits(2);
}

/// A print from Firmino goes the same way.
#[test]
fn a_confirmed_print_is_sent() {
    let shop = shop([wants(1)]).with(|profile| sending(profile).manual());
    let _ = shop.sync().exits(0);
    shop.desk.write("f.pdf", "%PDF-1.7 print\n%%EOF\n");
    let confirm = [
        "documents",
        "confirm",
        "1",
        "--number",
        "FS 7/2026",
        "--pdf",
        "f.pdf",
    ];
    let _ = shop.desk.run(confirm).exits(0);
    let out = shop.sync().exits(0);
    assert_eq!(
        (sent(&out), invoices(&shop)),
        (1, vec![(1, "FS 7/2026".to_owned(), true)])
    );
}

/// Must-hold f: many unsent documents keep nothing waiting.
#[test]
fn sending_ends_when_its_time_is_over() {
    let shop = shop((1..=6).map(wants));
    let out = shop
        .desk
        .run(["sync", "orders", "--max-minutes", "0", "--json"])
        .exits(0);
    assert_eq!((sent(&out), out.number("/documents/pending")), (0, 6));
    assert_eq!(shop.desk.documents().len(), 6);
    let open = Mirror::open(&shop.desk.mirror()).expect("opened");
    assert_eq!(open.count_open_printouts().expect("read"), (6, 0));
}

/// What may be in BaseLinker already is not made void; what never left the house is.
#[test]
fn a_document_on_its_way_is_not_made_void() {
    let shop = shop([wants(1), wants(2)]);
    shop.sandbox
        .with(|world| world.plan("addInvoice:1=reset-before"))
        .expect("a rule");
    let _ = shop.sync();
    let numbers = shop.desk.documents();
    let void = |order: i64| {
        let (number, ..) = numbers
            .iter()
            .find(|(_, of, _)| *of == order)
            .expect("issued");
        shop.desk
            .run(["documents", "void", number, "--reason", "test", "--json"])
    };
    let _ = void(1).exits(3);
    let _ = void(2).exits(0);
}
