//! `warehouses …`: which of BaseLinker's warehouses is which of ours. Rows 52, 53 and 59 of the requirements.

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::shop::status::PAID;
use crate::shop::{Desk, Out, Shop, next_second, order, world};

/// A shop without token, with a mirror in which nothing is linked. The profile names what `links` says.
fn shop(links: &str) -> Shop {
    let shop = Shop::open(world([])).with(|profile| {
        let mut profile = profile.with_warehouses();
        profile.rest += links;
        profile
    });
    std::fs::remove_file(shop.desk.path("shop.token")).expect("removed");
    std::fs::write(shop.desk.path("cards.csv"), "sku;name\nKUB;Kubek\n").expect("written");
    let _ = run(&shop.desk, &["mirror", "import", "products", "cards.csv"]).exits(0);
    shop
}

const MAG: &str = "[[warehouses.links]]\nbaselinker = \"bl_8801\"\nfirmino = \"MAG\"\n";

fn run(desk: &Desk, args: &[&str]) -> Out {
    desk.run([args, &["--lang", "en"]].concat())
}

fn json(desk: &Desk, args: &[&str]) -> Value {
    run(desk, &[args, &["--json"]].concat()).exits(0).json()
}

fn change(desk: &Desk, sql: &str) {
    let db = Connection::open(desk.mirror()).expect("opened");
    db.execute_batch(sql).expect("changed");
}

/// What `sync stock` read last.
fn read(desk: &Desk) {
    change(
        desk,
        "INSERT INTO places (key, kind, name, country, read_at) VALUES
           ('bl_8801', 'bl', 'Magazyn główny', 'PL', 1), ('bl_8802', 'bl', 'Outlet', '', 1),
           ('shop_2334', 'shop', 'Sklep', '', 1), ('warehouse_77', 'warehouse', 'Hurt', 'DE', 1)",
    );
}

/// Ends with 2, and leaves the mirror as it was.
fn refused(desk: &Desk, args: &[&str], code: &str, says: &[&str]) {
    let before = desk.dump();
    let out = run(desk, &[&["warehouses"], args, &["--json"]].concat()).exits(2);
    assert_eq!(out.error().0, code);
    for word in says {
        assert!(out.stderr.contains(word), "{word}: {}", out.stderr);
    }
    assert_eq!(desk.dump(), before);
}

/// Key, symbol and whose word the link is, of every row.
fn listed(desk: &Desk) -> Vec<[Value; 3]> {
    let json = json(desk, &["warehouses", "list"]);
    let rows = json["warehouses"].as_array().expect("a list");
    rows.iter()
        .map(|row| ["baselinker", "symbol", "link"].map(|key| row[key].clone()))
        .collect()
}

#[test]
fn every_warehouse_is_listed_with_what_it_is() {
    let shop = shop(MAG);
    let desk = &shop.desk;
    // Before anything was read: the profile's links, and how to read more.
    assert_eq!(
        listed(desk),
        [[json!("bl_8801"), json!("MAG"), json!("profile")]]
    );
    let out = run(desk, &["warehouses", "list"]).exits(0).stdout;
    assert!(
        out.contains("not read yet") && out.contains("firmino-link sync stock"),
        "{out}"
    );
    read(desk);
    change(
        desk,
        "INSERT INTO warehouses (symbol, name, country) VALUES ('REG', 'Regał', NULL), ('OLD', 'Stary', 'CZ');
         INSERT INTO warehouse_links (baselinker, warehouse) SELECT 'bl_9', id FROM warehouses WHERE symbol = 'OLD'",
    );
    let told = json(desk, &["warehouses", "list"]);
    assert_eq!(
        told,
        json!({"schema": 1, "read": true, "warehouses": [
            {"baselinker": "bl_8801", "name": "Magazyn główny", "kind": "bl", "external": false, "symbol": "MAG", "link": "profile", "country": "PL"},
            {"baselinker": "bl_8802", "name": "Outlet", "kind": "bl", "external": false, "symbol": null, "link": null, "country": null},
            {"baselinker": "shop_2334", "name": "Sklep", "kind": "shop", "external": true, "symbol": null, "link": null, "country": null},
            {"baselinker": "warehouse_77", "name": "Hurt", "kind": "warehouse", "external": true, "symbol": null, "link": null, "country": "DE"},
            {"baselinker": "bl_9", "name": null, "kind": "bl", "external": false, "symbol": "OLD", "link": "mirror", "country": "CZ"},
            {"baselinker": null, "name": "Regał", "kind": null, "external": false, "symbol": "REG", "link": null, "country": null},
        ]})
    );
    let out = run(desk, &["warehouses", "list"]).exits(0).stdout;
    for told in [
        "shop, read only",
        "wholesaler, read only",
        "profile",
        "6 warehouses",
        "warehouses link BL_KEY SYMBOL",
    ] {
        assert!(out.contains(told), "no `{told}` in {out}");
    }
    let polish = desk
        .run(["warehouses", "list", "--lang", "pl"])
        .exits(0)
        .stdout;
    for told in [
        "sklep, tylko do odczytu",
        "hurtownia, tylko do odczytu",
        "kopia danych",
    ] {
        assert!(polish.contains(told), "no `{told}` in {polish}");
    }
    assert!(shop.sandbox.with(|world| world.log().is_empty()));
}

#[test]
fn a_link_by_name_is_the_profiles_before_and_after_it_is_found() {
    let shop = shop("[[warehouses.links]]\nbaselinker = \"Outlet\"\nfirmino = \"OUT\"\n");
    let desk = &shop.desk;
    assert_eq!(
        listed(desk),
        [[json!(null), json!("OUT"), json!("profile")]]
    );
    read(desk);
    change(
        desk,
        "INSERT INTO warehouse_links (baselinker, warehouse) SELECT 'bl_8802', id FROM warehouses WHERE symbol = 'OUT'",
    );
    assert_eq!(
        listed(desk)[1],
        [json!("bl_8802"), json!("OUT"), json!("profile")]
    );
    assert_eq!(listed(desk).len(), 4);
    refused(
        desk,
        &["link", "bl_8802", "MAG"],
        "warehouse.profile",
        &["OUT", "[[warehouses.links]]"],
    );
    refused(desk, &["unlink", "bl_8802"], "warehouse.profile", &["OUT"]);
}

#[test]
fn two_pairs_are_linked_and_each_once() {
    let shop = shop("");
    let desk = &shop.desk;
    read(desk);
    let told = json(desk, &["warehouses", "link", "bl_8801", "MAG"]);
    assert_eq!(
        told,
        json!({"schema": 1, "changed": true, "created": true, "notes": [], "warehouses": [
            {"baselinker": "bl_8801", "name": "Magazyn główny", "kind": "bl", "external": false, "symbol": "MAG", "link": "mirror", "country": "PL"}]})
    );
    let out = run(desk, &["warehouses", "link", "bl_8802", " OUT "]).exits(0);
    assert!(
        out.stdout.contains("The warehouse OUT was made."),
        "{out:?}"
    );
    assert!(out.stdout.contains("warehouses unlink bl_8802"), "{out:?}");
    assert_eq!(out.stderr, "");
    // Once more: nothing to do.
    let before = desk.dump();
    let told = json(desk, &["warehouses", "link", "bl_8801", "MAG"]);
    assert_eq!(
        (&told["changed"], &told["created"]),
        (&json!(false), &json!(false))
    );
    assert_eq!(desk.dump(), before);
    let out = run(desk, &["warehouses", "link", "bl_8801", "MAG"]).exits(0);
    assert!(
        out.stdout.contains("already: nothing was changed"),
        "{out:?}"
    );
    // Never two.
    refused(
        desk,
        &["link", "bl_8801", "OUT"],
        "warehouse.linked",
        &["MAG already", "warehouses unlink bl_8801"],
    );
}

#[test]
fn what_cannot_be_linked_is_refused_with_the_reason() {
    let shop = shop(MAG);
    let desk = &shop.desk;
    // The first command that opens the mirror puts the profile's link in.
    assert_eq!(listed(desk).len(), 1);
    for key in ["8801", "bl_x", "bl_0", "BL_8801", ""] {
        refused(desk, &["link", key, "OUT"], "warehouse.key", &["bl_8801"]);
    }
    for key in ["shop_2334", "warehouse_77"] {
        refused(
            desk,
            &["link", key, "OUT"],
            "warehouse.external",
            &["connected shop or wholesaler"],
        );
    }
    for symbol in ["", "  ", "x\u{1b}[31m", &"x".repeat(31)] {
        refused(
            desk,
            &["link", "bl_8802", symbol],
            "warehouse.symbol",
            &["30 characters"],
        );
    }
    refused(
        desk,
        &["link", "bl_8801", "OUT"],
        "warehouse.profile",
        &["MAG", "[[warehouses.links]]"],
    );
    refused(desk, &["unlink", "bl_8801"], "warehouse.profile", &["MAG"]);
    // The same as the profile says: done already.
    assert_eq!(
        json(desk, &["warehouses", "link", "bl_8801", "MAG"])["changed"],
        false
    );
    read(desk);
    refused(
        desk,
        &["link", "bl_8803", "OUT"],
        "warehouse.not-there",
        &["bl_8801 Magazyn główny, bl_8802 Outlet", "sync stock"],
    );
    let symbol = "ż".repeat(30);
    assert_eq!(
        json(desk, &["warehouses", "link", "bl_8802", &symbol])["created"],
        true
    );
}

#[test]
fn two_of_baselinkers_may_be_one_and_that_is_told() {
    let shop = shop(MAG);
    let desk = &shop.desk;
    let out = run(desk, &["warehouses", "link", "bl_8802", "MAG"]).exits(0);
    assert!(!out.stdout.contains("was made"), "{out:?}");
    for told in [
        "linked to others, too: bl_8801",
        "not sent to BaseLinker",
        "not read yet",
    ] {
        assert!(out.stderr.contains(told), "no `{told}` in {out:?}");
    }
    let told = json(desk, &["warehouses", "link", "bl_8802", "MAG"]);
    let codes: Vec<&Value> = told["notes"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|note| &note["code"])
        .collect();
    assert_eq!(codes, ["warehouse.shared"]);
}

#[test]
fn unlinking_what_is_not_linked_changes_nothing() {
    let shop = shop("");
    let before = shop.desk.dump();
    let told = json(&shop.desk, &["warehouses", "unlink", "bl_8801"]);
    assert_eq!(
        told,
        json!({"schema": 1, "warehouses": [], "changed": false, "was": null})
    );
    let out = run(&shop.desk, &["warehouses", "unlink", "bl_8801"]).exits(0);
    assert!(out.stdout.contains("nothing was changed"), "{out:?}");
    assert_eq!(shop.desk.dump(), before);
}

/// Row 59 and a person's word: what was unlinked is not imported again, until it is linked again.
#[test]
fn no_pass_links_again_what_a_person_unlinked() {
    let shop = Shop::open(world([order(1, PAID, 90)])).with(|profile| profile.with_warehouses());
    let _ = shop.sync().exits(0);
    assert_eq!(shop.desk.moved(), [("bl_8801".to_owned(), -1)]);
    let told = json(&shop.desk, &["warehouses", "unlink", "bl_8801"]);
    assert_eq!(
        (&told["changed"], &told["was"]),
        (&json!(true), &json!("bl_8801"))
    );
    next_second();
    shop.sandbox
        .with(|world| world.put_order(order(2, PAID, 0)));
    assert_eq!(shop.sync().exits(3).problems(), ["line.warehouse"]);
    assert_eq!(
        listed(&shop.desk),
        [[json!(null), json!("bl_8801"), json!(null)]]
    );
    // What it lowered stays lowered.
    assert_eq!(shop.desk.moved(), [("bl_8801".to_owned(), -1)]);

    let _ = run(&shop.desk, &["warehouses", "link", "bl_8801", "MAG"]).exits(0);
    next_second();
    let _ = shop.sync().exits(0);
    assert_eq!(
        shop.desk.moved(),
        [("MAG".to_owned(), -1), ("bl_8801".to_owned(), -1)]
    );
    // Linked and unlinked by turns: the last word holds.
    let _ = run(&shop.desk, &["warehouses", "unlink", "bl_8801"]).exits(0);
    let _ = run(&shop.desk, &["warehouses", "link", "bl_8801", "bl_8801"]).exits(0);
    shop.sandbox
        .with(|world| world.put_order(order(3, PAID, 0)));
    let _ = shop.sync().exits(0);
    assert_eq!(
        shop.desk.moved(),
        [("MAG".to_owned(), -1), ("bl_8801".to_owned(), -2)]
    );
}
