//! `orders edit`: corrections beside what BaseLinker says.

use firmino_link::sandbox::Order;
use serde_json::json;

use super::{documented, reasons, text};
use crate::shop::status::{NEW, PAID};
use crate::shop::{Out, Shop, next_second, order, world};

/// Edits order 1.
fn edit(shop: &Shop, args: &[&str]) -> Out {
    shop.desk
        .run([&["orders", "edit", "1", "--json"], args].concat())
}

/// An order with a NIP whose checksum is wrong.
fn wrong_nip(id: u64) -> Order {
    Order {
        invoice_company: "Próbna sp. z o.o.".into(),
        invoice_nip: "1234563210".into(),
        invoice_address: "ul. Długa 1".into(),
        invoice_postcode: "90-001".into(),
        invoice_city: "Łódź".into(),
        invoice_country_code: "PL".into(),
        ..order(id, PAID, 90)
    }
}

fn shop(change: impl FnOnce(Order) -> Order) -> Shop {
    let shop = Shop::open(world([change(wrong_nip(1))])).with(|mut profile| {
        profile.head += "[ksef]\nbusiness_invoices = \"issue-here\"\n";
        profile
    });
    let _ = shop.sync().exits(3);
    assert_eq!(shop.desk.standing(1).0, "needs-editing");
    shop
}

#[test]
fn a_corrected_nip_is_issued_by_the_next_pass_and_the_original_is_kept() {
    let shop = shop(|order| order);
    assert_eq!(reasons(&shop.desk, 1), ["order.nip-checksum"]);
    let out = edit(&shop, &["--set", "nip=123-456-32-18"]).exits(0).json();
    assert_eq!(out["schema"], 1);
    let row = &out["orders"][0];
    assert_eq!(
        (text(row, "/state"), &row["reasons"]),
        ("ready".into(), &json!([]))
    );
    let nip = json!({"value": "123-456-32-18", "was": "1234563210"});
    assert_eq!(row["edits"], json!({"nip": nip}));
    assert!(
        documented(&shop.desk).is_empty(),
        "a number is given by the pass"
    );
    next_second();
    let pass = shop.sync().exits(0);
    assert_eq!(pass.number("/documents/issued/invoice"), 1);
    assert_eq!(documented(&shop.desk), [1]);
    let shown = shop.desk.run(["orders", "show", "1"]).exits(0).stdout;
    assert!(
        shown.contains("* NIP: 123-456-32-18 (BaseLinker: 1234563210)"),
        "{shown}"
    );
    let again = edit(&shop, &["--set", "city=Gdynia"]).exits(3);
    assert_eq!(again.error().0, "order.documented");
    assert!(again.stderr.contains("never edited"), "{again:?}");
}

#[test]
fn what_changes_in_baselinker_wins_and_is_told() {
    let shop = shop(|order| Order {
        currency: "ZZZ".into(),
        ..order
    });
    let _ = edit(&shop, &["--set", "nip=1234563218"]).exits(0);
    shop.sandbox
        .with(|world| world.edit_order(1, |order| order.invoice_nip = "1111111112".into()));
    next_second();
    let pass = shop.sync().exits(3);
    assert!(
        pass.problems().contains(&"order.edit-overtaken".to_owned()),
        "{pass:?}"
    );
    assert!(reasons(&shop.desk, 1).contains(&"order.nip-checksum".to_owned()));
    assert_eq!(shop.desk.order(1)["edits"], json!({}));
}

#[test]
fn everything_wrong_is_said_at_once_and_nothing_is_written() {
    let shop = shop(|order| order);
    let before = shop.desk.dump();
    let out = edit(
        &shop,
        &[
            "--set",
            "colour=red",
            "--set",
            "nip",
            "--set",
            "country=Polska",
            "--set",
            "vat:9=23",
            "--set",
            "vat:1=dużo",
            "--set",
            "contractor=77",
            "--set",
            "card:1=NONE",
            "--set",
            "warehouse:1=NONE",
            "--set",
            "city=Łódź",
            "--set",
            "city=Gdynia",
            "--unset",
            "street",
        ],
    )
    .exits(2);
    assert_eq!(out.error().0, "edit.wrong");
    for part in [
        "colour",
        "\"nip\"",
        "Polska",
        "\"9\"",
        "vat:1: \"dużo\"",
        "77",
        "card: no card",
        "NONE",
        "city: given twice",
        "street: it was not corrected",
    ] {
        assert!(out.stderr.contains(part), "{part}: {out:?}");
    }
    assert_eq!(edit(&shop, &[]).exits(2).error().0, "edit.nothing");
    let unknown = shop
        .desk
        .run(["orders", "edit", "77", "--set", "city=Łódź", "--json"]);
    assert_eq!(unknown.exits(2).error().0, "order.unknown");
    assert_eq!(shop.desk.dump(), before);
    assert_eq!(shop.desk.order(1)["edits"], json!({}));
}

#[test]
fn a_proposed_command_pasted_as_it_is_changes_nothing() {
    let shop = shop(|order| order);
    let before = shop.desk.dump();
    let fix = text(&shop.desk.order(1), "/reasons/0/fix");
    assert!(
        fix.starts_with("firmino-link orders edit 1 --set nip=… "),
        "{fix}"
    );
    for set in ["nip=…", "city=…", "vat:1=…", "card:1=…"] {
        let out = edit(&shop, &["--set", set]).exits(2);
        assert!(out.stderr.contains("…"), "{out:?}");
    }
    assert_eq!(shop.desk.dump(), before);
    assert_eq!(shop.desk.order(1)["edits"], json!({}));
}

#[test]
fn a_correction_is_taken_back_and_a_field_can_be_emptied() {
    let shop = shop(|order| order);
    let _ = edit(&shop, &["--set", "nip=", "--set", "company="]).exits(0);
    let order = shop.desk.order(1);
    assert_eq!(
        (text(&order, "/state"), text(&order, "/kind")),
        ("ready".into(), "receipt".into())
    );
    let _ = edit(&shop, &["--unset", "nip", "--unset", "company"]).exits(0);
    assert_eq!(reasons(&shop.desk, 1), ["order.nip-checksum"]);
    assert_eq!(shop.desk.order(1)["edits"], json!({}));
}

#[test]
fn an_order_that_waits_keeps_its_correction_until_it_is_taken() {
    let shop = Shop::open(world([Order {
        order_status_id: NEW,
        ..wrong_nip(1)
    }]));
    let _ = shop.sync().exits(0);
    let out = edit(&shop, &["--set", "nip=", "--set", "company="])
        .exits(0)
        .json();
    assert_eq!(text(&out, "/orders/0/state"), "waiting");
    assert!(shop.sandbox.with(|world| world.set_status(1, PAID)));
    next_second();
    assert_eq!(shop.sync().exits(0).number("/documents/issued/receipt"), 1);
}

#[test]
fn the_output_says_what_is_left() {
    let shop = shop(|order| Order {
        currency: String::new(),
        ..order
    });
    let told = |args: &[&str]| {
        let out = shop.desk.run([&["orders", "edit", "1"], args].concat());
        out.exits(0).stdout
    };
    let left = told(&["--set", "nip=1234563218"]);
    assert!(
        left.contains("Left to correct") && left.contains("unknown currency"),
        "{left}"
    );
    assert!(left.contains("a pass says so"), "{left}");
    shop.sandbox
        .with(|world| world.edit_order(1, |order| order.currency = "PLN".into()));
    let manual = shop
        .desk
        .run(["--lang", "pl", "orders", "edit", "1", "--set", "city=Łódź"])
        .exits(0);
    assert!(
        manual.stdout.contains("Zostało do poprawienia"),
        "{manual:?}"
    );
    next_second();
    assert_eq!(shop.sync().exits(0).number("/documents/issued/invoice"), 1);
}

#[test]
fn a_contractor_once_chosen_is_remembered_for_the_buyer() {
    let buyer = |id: u64| {
        let mut order = order(id, PAID, 90);
        order.products[0].sku = format!("SKU-{id}");
        order.products[0].name = format!("Towar {id}");
        order.products[0].product_id = (560_000 + id).to_string();
        order.products[0].price_brutto = (10 * id).into();
        Order {
            delivery_fullname: "Jan Kowalski".into(),
            want_invoice: true,
            ..order
        }
        .paid()
    };
    let shop = Shop::open(world([buyer(1)]));
    let _ = shop.sync().exits(0);
    {
        let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
        db.execute(
            "INSERT INTO contractors (name, short_name, name_key, nip, country, street, house, flat, postcode, postcode_key, city, city_key, email, phone, made_at)
             SELECT name, 'DRUGI', name_key, nip, country, street, house, flat, postcode, postcode_key, city, city_key, email, phone, made_at FROM contractors",
            [],
        )
        .expect("a double");
    }
    for id in [2, 3] {
        let next = buyer(id);
        shop.sandbox.with(|world| world.put_order(next));
    }
    let _ = shop.sync().exits(3);
    assert_eq!(reasons(&shop.desk, 2), ["contractor.ambiguous"]);
    let out = shop
        .desk
        .run(["orders", "edit", "2", "--set", "contractor=2", "--json"])
        .exits(0)
        .json();
    assert_eq!(
        out["orders"][0]["edits"]["contractor"],
        json!({"value": "2", "was": null})
    );
    next_second();
    let _ = shop.sync().exits(0);
    assert_eq!(
        documented(&shop.desk),
        [1, 2, 3],
        "the third is this buyer's, too"
    );
    let linked: i64 = rusqlite::Connection::open(shop.desk.mirror())
        .expect("opened")
        .query_row(
            "SELECT contractor FROM orders WHERE order_id = 3",
            [],
            |row| row.get(0),
        )
        .expect("linked");
    assert_eq!(linked, 2);
}

#[test]
fn of_two_cards_with_one_sku_the_person_names_the_id() {
    let shop = shop(|order| order);
    rusqlite::Connection::open(shop.desk.mirror())
        .expect("opened")
        .execute_batch(
            "INSERT INTO cards (sku, name, name_key, unit, rate_from, origin, made_at) VALUES ('KUB-300', 'A', 'a', 'szt.', 'order', 'order', 1);
             INSERT INTO cards (sku, name, name_key, unit, rate_from, origin, made_at) VALUES ('KUB-300', 'B', 'b', 'szt.', 'order', 'order', 1);",
        )
        .expect("two cards");
    let out = edit(&shop, &["--set", "card:1=KUB-300", "--set", "nip="]).exits(2);
    assert!(out.stderr.contains("give the id of one: 1, 2"), "{out:?}");
    let line = {
        let out = edit(
            &shop,
            &["--set", "card:1=2", "--set", "nip=", "--set", "company="],
        );
        let json = out.exits(0).json();
        let edits = json["orders"][0]["edits"]
            .as_object()
            .expect("an object")
            .clone();
        let (key, edit) = edits
            .iter()
            .find(|(key, _)| key.starts_with("card:"))
            .expect("a card");
        assert_eq!(edit["value"], "2");
        key.clone()
    };
    // The line's id says the same as its place.
    let same = edit(&shop, &["--set", &format!("{line}=2")])
        .exits(0)
        .json();
    assert_eq!(text(&same, "/orders/0/state"), "ready");
    let linked: (i64, i64) = rusqlite::Connection::open(shop.desk.mirror())
        .expect("opened")
        .query_row("SELECT product, card FROM product_links", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("a link");
    assert_eq!(linked, (560_001, 2), "the product's card from now on");
}

#[test]
fn a_kind_by_a_persons_word_gives_way_when_the_order_changes_also_while_it_waits() {
    let shop = Shop::open(world([order(1, NEW, 90)]));
    let _ = shop.sync().exits(0);
    let out = edit(&shop, &["--set", "kind=invoice"]).exits(0).json();
    let kind = json!({"value": "invoice", "was": null});
    assert_eq!(out["orders"][0]["edits"], json!({"kind": kind}));
    shop.sandbox
        .with(|world| world.edit_order(1, |order| order.delivery_price = 20.into()));
    next_second();
    let pass = shop.sync().exits(3);
    assert_eq!(pass.problems(), ["order.edit-overtaken"]);
    let message = text(&pass.json(), "/problems/0/message");
    assert!(
        message.ends_with("the order has changed in BaseLinker"),
        "{message}"
    );
    assert_eq!(shop.desk.order(1)["edits"], json!({}));
}

#[test]
fn an_order_off_the_path_is_not_promised_a_document() {
    let shop = shop(|order| order);
    assert!(shop.sandbox.with(|world| world.set_status(1, NEW)));
    let _ = shop.desk.run(["sync", "orders", "--order", "1"]).exits(0);
    let out = shop
        .desk
        .run(["orders", "edit", "1", "--set", "nip=1234563218"])
        .exits(0);
    assert!(out.stdout.contains("orders why 1"), "{out:?}");
    assert!(!out.stdout.contains("next pass issues"), "{out:?}");
    next_second();
    let _ = shop.sync().exits(0);
    assert!(documented(&shop.desk).is_empty());
}

#[test]
fn a_contractor_whose_nip_says_otherwise_is_refused() {
    let shop = shop(|order| order);
    let _ = edit(&shop, &["--set", "nip=1234563218"]).exits(0);
    next_second();
    let _ = shop.sync().exits(0);
    assert_eq!(documented(&shop.desk), [1], "its contractor is card 1");
    let other = Order {
        invoice_nip: "5260250274".into(),
        currency: String::new(),
        ..wrong_nip(2)
    };
    shop.sandbox.with(|world| world.put_order(other));
    let _ = shop.sync().exits(3);
    let out = shop
        .desk
        .run(["orders", "edit", "2", "--set", "contractor=1", "--json"]);
    let out = out.exits(2);
    assert_eq!(out.error().0, "edit.wrong");
    assert!(out.stderr.contains("a NIP says otherwise"), "{out:?}");
    assert_eq!(shop.desk.order(2)["edits"], json!({}));
}

#[test]
fn a_warehouse_that_the_profile_links_is_known_before_the_next_pass() {
    let mut elsewhere = order(1, PAID, 90);
    elsewhere.products[0].warehouse_id = 0;
    let shop = Shop::open(world([elsewhere])).with(|p| p.with_warehouses());
    let _ = shop.sync().exits(3);
    assert_eq!(reasons(&shop.desk, 1), ["line.warehouse"]);
    let refused = edit(&shop, &["--set", "warehouse:1=MAG"]).exits(2);
    assert!(refused.stderr.contains("MAG"), "{refused:?}");
    let mut profile = shop.profile().with_warehouses();
    profile.rest += "[[warehouses.links]]\nbaselinker = \"bl_8801\"\nfirmino = \"MAG\"\n";
    shop.desk.write("shop.toml", &profile.text());
    let out = edit(&shop, &["--set", "warehouse:1=MAG"]).exits(0).json();
    assert_eq!(text(&out, "/orders/0/state"), "ready");
    let again = ["orders", "edit", "1", "--set", "warehouse:1=MAG"];
    let told = shop.desk.run(again).exits(0).stdout;
    assert!(told.contains("warehouse of line 1: MAG"), "{told}");
    assert_eq!(shop.desk.moved(), [("MAG".to_owned(), -1)]);
}
