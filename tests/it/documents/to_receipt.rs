//! `orders issue ID --kind invoice --to-receipt NR`: a consumer's invoice to a receipt.

use firmino_link::sandbox::Order;
use serde_json::json;

use super::{business, rows, shop, told};
use crate::shop::status::PAID;
use crate::shop::{Desk, Out, Shop, now, order, warsaw_day, world};

fn invoice(desk: &Desk, order: &str, receipt: &str) -> Out {
    let rest = ["--kind", "invoice", "--to-receipt", receipt];
    told(
        desk,
        &[&["orders", "issue", order], rest.as_slice()].concat(),
    )
}

#[test]
fn to_our_own_receipt_it_is_issued_once_and_moves_nothing() {
    let shop = shop();
    let _ = shop.desk.run(["orders", "issue", "2"]).exits(0);
    let receipt = shop.desk.documents()[0].0.clone();
    let (moved, before) = (shop.desk.moved(), shop.desk.order(2));
    let (code, fix) = invoice(&shop.desk, "2", "PA 7").exits(3).error();
    assert_eq!(code, "order.other-receipt");
    assert!(fix.ends_with(&receipt), "{fix}");
    let out = invoice(&shop.desk, "2", &receipt).exits(0).json();
    let number = out["issued"][0]["number"]
        .as_str()
        .expect("a number")
        .to_owned();
    assert!(number.starts_with("BL/1/"), "{number}");
    let rows = rows(&shop.desk);
    let row = &rows[1];
    for (key, value) in [
        ("number", number.as_str()),
        ("kind", "invoice"),
        ("role", "to-receipt"),
        ("reason", "kind.to-receipt"),
        ("origin", "here"),
        ("gross", "54.98"),
    ] {
        assert_eq!(row[key], value, "{key}");
    }
    assert_eq!(row["sold_on"], rows[0]["sold_on"]);
    assert_eq!(
        row["notes"],
        json!([format!("Invoice to the receipt {receipt} (FP)")])
    );
    assert_eq!(shop.desk.moved(), moved);
    let after = shop.desk.order(2);
    assert_eq!(
        (&after["state"], &after["flags"], &after["kind"]),
        (&before["state"], &before["flags"], &before["kind"])
    );
    assert_eq!(after["documents"], json!([receipt, number]));

    let (code, _) = invoice(&shop.desk, "2", &receipt).exits(3).error();
    assert_eq!(code, "order.invoice-there");
    // The receipt stands as long as its invoice does.
    let void = |number: &str| told(&shop.desk, &["documents", "void", number, "--reason", "x"]);
    let (code, _) = void(&receipt).exits(3).error();
    assert_eq!(code, "document.has-invoice");
    let _ = void(&number).exits(0);
    assert_eq!(shop.desk.standing(2).0, "documented");
    let again = invoice(&shop.desk, "2", &receipt).exits(0).json();
    let again = again["issued"][0]["number"]
        .as_str()
        .expect("a number")
        .to_owned();
    assert!(again.starts_with("BL/2/"), "{again}");
}

#[test]
fn a_ready_order_has_its_receipt_elsewhere() {
    let shop = shop();
    let moved = shop.desk.moved();
    let out = invoice(&shop.desk, "3", "FISK 0012").exits(0).json();
    let number = out["issued"][0]["number"].clone();
    let documented = ("documented".to_owned(), vec!["elsewhere".to_owned()]);
    assert_eq!(shop.desk.standing(3), documented);
    assert_eq!(rows(&shop.desk)[0]["number"], number);
    assert_eq!(shop.desk.moved(), moved);
    let _ = told(&shop.desk, &["orders", "issue", "3"]).exits(3);
    // The other one was marked as issued elsewhere before anybody asked for an invoice.
    let _ = shop.desk.run(["orders", "mark-issued", "2"]).exits(0);
    let _ = invoice(&shop.desk, "2", "FISK 0013").exits(0);
    assert_eq!(rows(&shop.desk).len(), 2);
}

#[test]
fn eight_who_ask_at_once_get_one_invoice() {
    let shop = shop();
    let args = [
        "orders",
        "issue",
        "2",
        "--kind",
        "invoice",
        "--to-receipt",
        "FISK 1",
    ];
    let people: Vec<_> = (0..8)
        .map(|_| shop.desk.command(args).spawn().expect("started"))
        .collect();
    let outs = people
        .into_iter()
        .map(|one| Out::of(one.wait_with_output().expect("ended")));
    let mut codes: Vec<_> = outs.map(|out| out.code).collect();
    codes.sort_unstable();
    let mut expected = vec![Some(3); 8];
    expected[0] = Some(0);
    assert_eq!(codes, expected);
    assert_eq!(rows(&shop.desk).len(), 1);
}

#[test]
fn a_business_gets_none_here() {
    let shop = shop();
    let (code, _) = invoice(&shop.desk, "1", "FISK 1").exits(3).error();
    assert_eq!(code, "ksef.required");
    let (code, _) = invoice(&shop.desk, "4", "FISK 1").exits(3).error();
    assert_eq!(code, "order.nip-checksum");
    let (code, _) = invoice(&shop.desk, "77", "FISK 1").exits(2).error();
    assert_eq!(code, "order.unknown");
    assert_eq!(rows(&shop.desk), Vec::<serde_json::Value>::new());
}

#[test]
fn asked_for_wrongly() {
    let shop = shop();
    for args in [
        &["--kind", "receipt", "--to-receipt", "F"][..],
        &["3", "--kind", "invoice", "--to-receipt", "F"],
        &["--kind", "invoice", "--to-receipt", " "],
    ] {
        let (code, _) = told(&shop.desk, &[&["orders", "issue", "2"], args].concat())
            .exits(2)
            .error();
        assert_eq!(code, "orders.to-receipt");
    }
    let _ = shop
        .desk
        .run(["orders", "issue", "2", "--to-receipt", "F"])
        .exits(2);
    let _ = shop
        .desk
        .run(["orders", "issue", "--all", "--kind", "invoice"])
        .exits(2);
    let _ = shop.desk.run(["orders", "issue"]).exits(2);
    let _ = shop.desk.run(["orders", "issue", "2", "--all"]).exits(2);
}

#[test]
fn a_kind_alone_only_holds_back() {
    let shop = shop();
    let issue = |kind: &str| told(&shop.desk, &["orders", "issue", "2", "--kind", kind]);
    let out = issue("invoice").exits(3).json();
    let problem = &out["issued"][0]["problems"][0];
    assert_eq!(problem["code"], "order.other-kind");
    let fix = problem["fix"].as_str().expect("a fix");
    assert!(fix.contains("orders edit 2 --set kind="), "{fix}");
    assert_eq!(shop.desk.standing(2).0, "ready");
    let _ = issue("receipt").exits(0);
    assert_eq!(shop.desk.documents().len(), 1);
}

/// Notes a receipt that stands in BaseLinker, as a pass reads it.
fn receipt_there(desk: &Desk, id: i64, order: i64, tax_id: &str) {
    let db = rusqlite::Connection::open(desk.mirror()).expect("opened");
    db.execute(
        "INSERT INTO remote_documents (kind, id, order_id, number, tax_id, made, read_at) VALUES ('receipt', ?1, ?2, ?3, ?4, 'finished', 0)",
        rusqlite::params![id, order, format!("PAR/{id}"), tax_id],
    )
    .expect("added");
}

#[test]
fn a_receipt_in_baselinker_gives_a_consumer_an_invoice_and_bars_a_business() {
    let person = Order {
        want_invoice: true,
        ..order(1, PAID, 600)
    };
    let orders = [person, business(2, "5265877635"), business(3, "5265877635")];
    let shop = Shop::open(world([])).with(|profile| profile.manual().with_warehouses());
    let _ = shop.sync().exits(0);
    for (order, tax_id) in [(1, ""), (2, ""), (3, "526-587-76-35")] {
        receipt_there(&shop.desk, 70 + order, order, tax_id);
    }
    shop.sandbox.with(|world| {
        for order in orders {
            world.put_order(order);
        }
    });
    let _ = shop.desk.run([
        "sync", "orders", "--order", "1", "--order", "2", "--order", "3",
    ]);
    let reason = |order: u64| shop.desk.order(order)["reasons"][0]["code"].clone();
    assert_eq!(
        [1, 2, 3].map(reason),
        [
            "order.receipt-first",
            "order.receipt-without-nip",
            "order.receipt-first"
        ]
    );
    let moved = shop.desk.moved();
    let _ = invoice(&shop.desk, "1", "PAR/71").exits(0);
    let documented = ("documented".to_owned(), vec!["elsewhere".to_owned()]);
    assert_eq!(shop.desk.standing(1), documented);
    let (code, _) = invoice(&shop.desk, "2", "PAR/72").exits(3).error();
    assert_eq!(code, "order.receipt-without-nip");
    let (code, _) = invoice(&shop.desk, "3", "PAR/73").exits(3).error();
    assert_eq!(code, "ksef.required");
    assert_eq!(rows(&shop.desk).len(), 1);
    let all: i64 = shop.desk.moved().iter().map(|(_, pieces)| pieces).sum();
    let before: i64 = moved.iter().map(|(_, pieces)| pieces).sum();
    assert!(
        all >= before - 1,
        "the sale itself lowers once: {before} → {all}"
    );
    let _ = shop.sync();
    assert_eq!(shop.desk.standing(1), documented);
}

#[test]
fn after_three_months_it_is_issued_with_a_warning() {
    const DAY: i64 = 24 * 3600;
    let old = order(1, PAID, 150 * DAY);
    let shop = Shop::open(world([old])).with(|profile| {
        let mut profile = profile.manual();
        let from = warsaw_day(now() - 200 * DAY);
        let was = profile.orders.lines().find(|line| line.starts_with("from"));
        let was = was.expect("a day").to_owned();
        profile.orders = profile.orders.replace(&was, &format!("from = {from}"));
        profile
    });
    let _ = shop.sync();
    let out = invoice(&shop.desk, "1", "FISK 1").exits(0);
    assert!(out.stderr.contains("art. 106b"), "{out:?}");
    let warnings = &out.json()["issued"][0]["warnings"];
    assert_eq!(warnings.as_array().map(Vec::len), Some(1));
}
