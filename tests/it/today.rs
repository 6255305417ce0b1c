//! `today`: a shop's day on one screen, without token and network.

use firmino_link::sandbox::{World, scenario};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::shop::status::{NEW, PAID};
use crate::shop::{Shop, now, order, warsaw_day, world};

fn change(shop: &Shop, sql: &str) {
    let db = Connection::open(shop.desk.mirror()).expect("opened");
    db.execute_batch(sql).expect("changed");
}

fn today(shop: &Shop) -> Value {
    shop.desk.run(["today", "--json"]).exits(0).json()
}

fn screen(shop: &Shop, lang: &str) -> String {
    let out = shop.desk.run(["today", "--lang", lang]).exits(0);
    assert_eq!(out.stderr, "");
    let lines: Vec<&str> = out.stdout.lines().collect();
    assert!(lines.len() <= 24, "{}", out.stdout);
    let widest = lines.iter().map(|line| line.chars().count()).max();
    assert!(widest <= Some(100), "{}", out.stdout);
    out.stdout
}

#[test]
fn a_day_without_anything_says_so() {
    let shop = Shop::open(world([]));
    let _ = shop.sync().exits(0);
    let day = warsaw_day(now());
    let text = screen(&shop, "en");
    assert_eq!(
        text,
        format!("Today, {day} (shop)\nnew orders        0\ndocuments issued  0\nNothing to do.\n")
    );
    let text = screen(&shop, "pl");
    assert!(text.starts_with(&format!("Dziś, {day} (shop)\n")), "{text}");
    assert!(text.ends_with("\nNic do zrobienia.\n"), "{text}");
}

#[test]
fn figures_of_the_demo_are_those_of_its_pass() {
    let shop = Shop::open(scenario("demo-shop", 1, now()).expect("known"));
    let pass = shop.sync().exits(3).json();
    std::fs::remove_file(shop.desk.path("shop.token")).expect("removed");
    shop.sandbox.with(World::clear_log);
    let json = today(&shop);
    assert_eq!(json["day"], warsaw_day(now()));
    assert_eq!(json["documents"]["issued"], pass["documents"]["issued"]);
    let documents = shop.desk.run(["documents", "list", "--json"]).json();
    let mut sums = std::collections::BTreeMap::<String, i64>::new();
    for row in documents["documents"].as_array().expect("a list") {
        let gross = row["gross"].as_str().expect("a sum").replace('.', "");
        let currency = row["currency"].as_str().expect("a text").to_owned();
        *sums.entry(currency).or_default() += gross.parse::<i64>().expect("a number");
    }
    let sums: Vec<Value> = sums
        .iter()
        .map(|(currency, sum)| {
            json!({"currency": currency, "gross": format!("{}.{:02}", sum / 100, sum % 100)})
        })
        .collect();
    assert_eq!(json["documents"]["gross"], json!(sums));
    let orders = shop.desk.run(["orders", "list", "--json"]).json();
    let orders = orders["orders"].as_array().expect("a list").clone();
    let in_state = |state: &str| {
        let live = |row: &&Value| {
            let flags = row["flags"].as_array().expect("a list");
            row["state"] == state && !flags.contains(&json!("cancelled"))
        };
        orders.iter().filter(live).count()
    };
    assert_eq!(json["ready"]["total"], json!(in_state("ready")));
    for (key, code) in [("ksef", "ksef.required"), ("payment", "payment.open")] {
        let for_it = |row: &&Value| {
            let reasons = row["reasons"].as_array().expect("a list");
            row["state"] == "ready" && reasons.iter().any(|reason| reason["code"] == code)
        };
        let found = orders.iter().filter(for_it).count();
        assert!(found > 0, "{code}");
        assert_eq!(json["ready"][key], json!(found), "{key}");
    }
    assert_eq!(json["needs_editing"], json!(in_state("needs-editing")));
    assert_eq!(json["missed"], json!(in_state("missed")));

    let text = screen(&shop, "en");
    for line in [
        "  in Firmino (KSeF)",
        "→ firmino-link orders list --state ready\n",
        "→ firmino-link orders list --state needs-editing\n",
        "→ firmino-link orders list --state missed\n",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(!text.contains("Nothing to do"), "{text}");
    assert!(!text.contains("stock drift"), "{text}");
    let text = screen(&shop, "pl");
    assert!(text.contains("\nWymaga edycji"), "{text}");
    assert!(shop.sandbox.with(|world| world.log().is_empty()));
}

#[test]
fn every_row_at_once_still_fits_on_a_screen() {
    let shop = Shop::open(scenario("demo-shop", 1, now()).expect("known"));
    let _ = shop.sync().exits(3);
    let documented = "SELECT max(order_id) FROM orders WHERE state = 'documented'";
    change(
        &shop,
        &format!(
            "UPDATE orders SET changed = 1 WHERE key = (SELECT min(key) FROM orders WHERE state = 'documented');
             INSERT INTO returns (id, order_id, phase, seen, read_at) SELECT 1, ({documented}), 'done', '', 1;
             INSERT INTO printouts (document, stage, made_at) SELECT min(id), 'pending', 1 FROM documents;
             INSERT INTO conflicts (product, card, what, found_at) VALUES (5001, 1, 'name', 1);
             UPDATE orders SET reasons = '[]' WHERE key = (SELECT min(key) FROM orders WHERE state = 'ready');
             UPDATE orders SET reasons = '[{{\"code\":\"company.vat-unknown\",\"field\":\"\",\"value\":\"\"}}]'
               WHERE key = (SELECT max(key) FROM orders WHERE state = 'ready')"
        ),
    );
    let json = today(&shop);
    let ones = ["changed_after_document", "returns", "unsent", "conflicts"];
    for key in ones {
        assert_eq!(json[key], 1, "{key}");
    }
    assert_eq!(
        (&json["ready"]["by_hand"], &json["ready"]["other"]),
        (&json!(1), &json!(1))
    );
    for lang in ["en", "pl"] {
        let text = screen(&shop, lang);
        for command in [
            "orders issue --all",
            "orders list --needs-me",
            "documents list --unsent",
            "products conflicts",
        ] {
            assert!(text.contains(command), "{command}: {text}");
        }
    }
}

/// New is what was confirmed today in Warsaw; unpaid is what should be paid by now and has no document.
#[test]
fn new_and_unpaid_orders_are_counted() {
    let mut unpaid = order(2, NEW, 1);
    unpaid.payment_done = rust_decimal::Decimal::ZERO;
    let mut on_delivery = order(3, NEW, 1);
    on_delivery.payment_done = rust_decimal::Decimal::ZERO;
    on_delivery.payment_method_cod = true;
    let mut unpaid_ready = order(4, PAID, 1);
    unpaid_ready.payment_done = rust_decimal::Decimal::ZERO;
    let old = order(5, PAID, 2 * 24 * 3600);
    let confirmed = [1, 2, 3, 4]
        .iter()
        .filter(|_| warsaw_day(now() - 1) == warsaw_day(now()))
        .count();
    let shop = Shop::open(world([
        order(1, PAID, 1),
        unpaid,
        on_delivery,
        unpaid_ready,
        old,
    ]));
    let _ = shop.sync().exits(0);
    let json = today(&shop);
    assert_eq!(json["new_orders"], json!(confirmed));
    assert_eq!(json["unpaid"], 2);
    assert_eq!(json["ready"]["payment"], 1);
    let text = screen(&shop, "en");
    let row = text.lines().find(|line| line.starts_with("unpaid"));
    let row = row.expect("a row");
    assert!(
        row.ends_with("2  → firmino-link orders list --state waiting"),
        "{text}"
    );
    // An invoice to a receipt is a document, and no turnover of its own.
    let sums = json["documents"]["gross"].clone();
    change(
        &shop,
        "INSERT INTO documents (account, order_id, order_key, role, kind, reason, format, period, n, number, issued_on,
           sold_on, currency, net, vat, gross, seller, buyer, payment, made_at)
         SELECT account, order_id, order_key, 'to-receipt', 'invoice', reason, 'X', period, 1, 'X/1', issued_on,
           sold_on, currency, net, vat, gross, seller, buyer, payment, made_at FROM documents ORDER BY id DESC LIMIT 1",
    );
    let json = today(&shop);
    assert_eq!(json["documents"]["issued"]["invoice"], 1);
    assert_eq!(json["documents"]["gross"], sums);
    // Void documents are none.
    let before = json["documents"]["issued"]["receipt"]
        .as_i64()
        .expect("a number");
    assert_eq!(before, 2);
    change(
        &shop,
        "INSERT INTO document_marks (document, what, reason, made_at) SELECT min(id), 'void', 'test', 1 FROM documents",
    );
    let json = today(&shop);
    assert_eq!(json["documents"]["issued"]["receipt"], 1);
    assert_eq!(
        json["documents"]["gross"],
        json!([{"currency": "PLN", "gross": "54.98"}])
    );
}

#[test]
fn without_a_mirror_it_ends_with_78() {
    let shop = Shop::open(world([]));
    let out = shop.desk.run(["today", "--json"]).exits(78);
    assert!(out.json()["error"]["code"].is_string(), "{out:?}");
}
