//! `orders why`: every gate, offline for known orders, by one read for unknown ones.

use firmino_link::sandbox::{Order, World};
use serde_json::{Value, json};

use super::text;
use crate::shop::status::{CANCELLED, DONE, NEW, PAID};
use crate::shop::{Out, Shop, next_second, now, order, world};

const DAY: i64 = 24 * 3600;

fn why(shop: &Shop, id: u64) -> Value {
    let out = shop.desk.run(["orders", "why", &id.to_string(), "--json"]);
    out.exits(0).json()
}

/// A gate of the walk.
fn gate(json: &Value, name: &str) -> Value {
    let gates = json["gates"].as_array().expect("a list");
    let found = gates.iter().find(|gate| gate["gate"] == name);
    found
        .unwrap_or_else(|| panic!("no gate {name}: {json}"))
        .clone()
}

/// The gates that are closed, with their codes.
fn closed(json: &Value) -> Vec<(String, String)> {
    let gates = json["gates"].as_array().expect("a list").iter();
    gates
        .filter(|gate| gate["passed"] == false)
        .map(|gate| (text(gate, "/gate"), text(gate, "/code")))
        .collect()
}

fn pair(gate: &str, code: &str) -> (String, String) {
    (gate.to_owned(), code.to_owned())
}

#[test]
fn a_wrong_status_is_named_with_the_key_and_what_to_do() {
    let shop = Shop::open(world([order(1, NEW, 90)]));
    let _ = shop.sync().exits(0);
    let before = shop.desk.dump();
    let json = why(&shop, 1);
    assert_eq!(
        (&json["schema"], &json["order"], text(&json, "/state")),
        (&json!(1), &json!(1), "waiting".into())
    );
    assert_eq!(closed(&json), [pair("status", "order.status")]);
    let status = gate(&json, "status");
    assert_eq!(status["value"], "Nowe");
    assert!(
        text(&status, "/message").contains("orders.statuses (Opłacone"),
        "{status}"
    );
    assert_eq!(text(&json, "/next"), text(&status, "/fix"));
    for open in [
        "known",
        "confirmed",
        "kind",
        "buyer",
        "vat",
        "totals",
        "payment",
        "issuer",
    ] {
        assert_eq!(gate(&json, open)["passed"], true, "{open}: {json}");
    }
    assert_eq!(gate(&json, "warehouses")["passed"], Value::Null);
    assert_eq!(shop.desk.dump(), before, "nothing is written");
}

#[test]
fn a_known_order_needs_neither_token_nor_network() {
    let shop = Shop::open(world([order(1, PAID, 90)])).with(|p| p.manual());
    let _ = shop.sync().exits(0);
    std::fs::remove_file(shop.desk.path("shop.token")).expect("removed");
    shop.sandbox.with(World::clear_log);
    let json = why(&shop, 1);
    assert_eq!(closed(&json), [pair("issuer", "order.by-hand")]);
    assert_eq!(text(&json, "/next"), "firmino-link orders issue 1");
    assert_eq!(shop.sandbox.with(|world| world.log().len()), 0);
    let _ = shop.desk.run(["orders", "issue", "1"]).exits(0);
    let json = why(&shop, 1);
    assert_eq!(closed(&json), []);
    assert!(
        text(&json, "/next").starts_with("firmino-link documents show PA-BL/1/"),
        "{json}"
    );
    // One that it does not know needs the token.
    assert_eq!(shop.desk.run(["orders", "why", "2"]).code, Some(78));
}

#[test]
fn an_unknown_order_is_read_once_and_nothing_is_made() {
    let orders = [
        order(1, PAID, 90),
        order(2, DONE, 90),
        order(3, PAID, 100 * DAY),
        Order {
            currency: "EUR".into(),
            ..order(4, PAID, 90)
        },
    ];
    let shop = Shop::open(world(orders)).with(|p| p.with_warehouses());
    let json = why(&shop, 1);
    let calls = shop.sandbox.with(|world| {
        let log = world.log();
        (
            log.count("getOrders"),
            log.count("getOrderStatusList"),
            log.len(),
        )
    });
    assert_eq!(calls, (1, 1, 2));
    assert!(!shop.desk.mirror().exists());
    assert_eq!(json["state"], Value::Null);
    assert_eq!(closed(&json), [pair("known", "order.not-read-yet")]);
    assert_eq!(text(&json, "/next"), "firmino-link sync orders --order 1");
    assert_eq!(
        gate(&json, "warehouses")["value"],
        "bl_8801",
        "a pass would make it"
    );
    let json = why(&shop, 2);
    assert_eq!(closed(&json)[1], pair("status", "order.status"));
    assert_eq!(gate(&json, "status")["value"], "Zrealizowane");
    let json = why(&shop, 3);
    assert_eq!(closed(&json)[1], pair("orders-from", "order.before-start"));
    let json = why(&shop, 4);
    assert_eq!(
        gate(&json, "currency")["passed"],
        Value::Null,
        "a pass asks NBP"
    );
    assert_eq!(closed(&json).len(), 1, "{json}");
    let none = shop
        .desk
        .run(["orders", "why", "77", "--json"])
        .exits(2)
        .json();
    assert_eq!(closed(&none), [pair("known", "order.unknown")]);
    let next = none["next"].as_str().expect("a text");
    assert!(next.ends_with("firmino-link orders list"), "{next}");
    let reached = none["gates"].as_array().expect("a list").iter();
    assert_eq!(
        reached.filter(|gate| gate["passed"] != Value::Null).count(),
        1
    );
    // With a mirror that knows the statuses, one call is enough.
    let _ = shop.desk.run(["sync", "orders"]);
    shop.sandbox.with(World::clear_log);
    let _ = why(&shop, 3);
    assert_eq!(shop.sandbox.with(|world| world.log().len()), 1);
}

#[test]
fn each_trouble_closes_its_gate() {
    let odd = |id, change: &dyn Fn(&mut Order)| {
        let mut order = order(id, PAID, 90);
        order.products[0].name = format!("Towar {id}");
        order.products[0].product_id = (560_000 + id).to_string();
        order.products[0].sku = format!("SKU-{id}");
        change(&mut order);
        order.paid()
    };
    let unpaid = Order {
        payment_done: 0.into(),
        ..odd(9, &|_| {})
    };
    let shop = Shop::open(world([
        odd(1, &|order| order.delivery_country_code = String::new()),
        odd(2, &|order| order.invoice_nip = "1234563210".into()),
        odd(3, &|order| {
            order.want_invoice = true;
            order.delivery_postcode = String::new();
        }),
        odd(4, &|order| order.products.clear()),
        odd(5, &|order| order.products[0].tax_rate = 7.into()),
        odd(6, &|order| order.products[0].warehouse_id = 0),
        odd(7, &|order| order.currency = String::new()),
        odd(8, &|order| {
            order.products[0].price_brutto = 0.into();
            order.delivery_price = 0.into();
        }),
        unpaid,
        odd(10, &|order| order.order_source = "order_return".into()),
        odd(11, &|_| {}),
    ]))
    .with(|p| p.with_warehouses());
    let _ = shop.sync().exits(3);
    let first = |id| closed(&why(&shop, id)).first().cloned();
    let expected = [
        (1, "country", "order.no-country"),
        (2, "kind", "order.nip-checksum"),
        (3, "buyer", "buyer.no-postcode"),
        (4, "lines", "order.no-lines"),
        (5, "vat", "vat.not-polish"),
        (6, "warehouses", "line.warehouse"),
        (7, "currency", "currency.unknown"),
        (8, "totals", "totals.nothing"),
        (9, "payment", "payment.open"),
        (10, "return", "order.return-source"),
    ];
    for (id, gate, code) in expected {
        assert_eq!(
            first(id),
            Some(pair(gate, code)),
            "{id}: {}",
            why(&shop, id)
        );
    }
    assert_eq!(first(11), None);
    assert!(shop.sandbox.with(|world| world.set_status(9, CANCELLED)));
    next_second();
    let _ = shop.desk.run(["sync", "orders", "--order", "9"]);
    assert_eq!(first(9), Some(pair("status", "order.status")));
    assert!(closed(&why(&shop, 9)).contains(&pair("cancelled", "order.cancelled")));
    shop.sandbox.with(|world| {
        world.edit_order(11, |order| order.date_add -= 7);
    });
    let _ = shop.desk.run(["sync", "orders", "--order", "11"]);
    assert_eq!(first(11), Some(pair("identity", "order.other-identity")));
    assert!(now() > 0);
}

#[test]
fn it_fits_a_terminal_and_a_pipe_has_no_colours() {
    let shop = Shop::open(world([Order {
        invoice_nip: "1234563210".into(),
        delivery_fullname: "Anna\u{1b}[31m Próbna ".repeat(9),
        ..order(1, PAID, 90)
    }]));
    let _ = shop.sync().exits(3);
    for lang in ["pl", "en"] {
        let out: Out = shop
            .desk
            .run(["--lang", lang, "orders", "why", "1"])
            .exits(0);
        assert!(!out.stdout.contains('\u{1b}'), "{out:?}");
        for line in out.stdout.lines() {
            assert!(console::measure_text_width(line) <= 80, "{line}");
        }
        assert!(
            out.stdout.contains('✓') && out.stdout.contains('✗'),
            "{out:?}"
        );
        let last = out.stdout.lines().last().expect("a line");
        assert!(
            out.stdout
                .contains("→ firmino-link orders edit 1 --set nip="),
            "{last}"
        );
        let coloured = shop
            .desk
            .run(["--lang", lang, "--color", "always", "orders", "why", "1"]);
        assert!(coloured.exits(0).stdout.contains("\u{1b}[32m✓"));
    }
}
