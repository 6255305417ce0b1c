//! `stock …`: what a person sees and says of levels, without token and network.

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::shop::{Desk, Out, Profile, Shop, world};

/// Levels are kept; `bl_8801` is `MAG`, `bl_8802` is `SKLEP`; two pieces are kept back.
fn linked(profile: Profile) -> Profile {
    let mut profile = profile.with_warehouses();
    profile.rest += "[warehouses]\nbuffer = 2\n";
    for (key, symbol) in [("bl_8801", "MAG"), ("bl_8802", "SKLEP")] {
        profile.rest +=
            &format!("[[warehouses.links]]\nbaselinker = \"{key}\"\nfirmino = \"{symbol}\"\n");
    }
    profile
}

/// A shop without token, and a mirror with these cards:
///
/// | card | SKU | name | product |
/// |---|---|---|---|
/// | 1 | `KUB` | Kubek | 5001 |
/// | 2 | `PLED` | Pled | 5002 |
/// | 3 | `DUB` | Talerz | |
/// | 4 | `DUB` | Talerz głęboki | |
fn shop() -> Shop {
    let shop = Shop::open(world([])).with(linked);
    std::fs::remove_file(shop.desk.path("shop.token")).expect("removed");
    std::fs::write(
        shop.desk.path("cards.csv"),
        "sku;name\nKUB;Kubek\nPLED;Pled\nA;Talerz\nB;Talerz głęboki\n",
    )
    .expect("written");
    let _ = run(&shop.desk, &["mirror", "import", "products", "cards.csv"]).exits(0);
    change(
        &shop.desk,
        "UPDATE cards SET sku = 'DUB' WHERE id IN (3, 4);
         INSERT INTO product_links (product, card, by, made_at) VALUES (5001, 1, 'sku', 1), (5002, 2, 'sku', 1);",
    );
    shop
}

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

fn number(desk: &Desk, sql: &str) -> i64 {
    let db = Connection::open(desk.mirror()).expect("opened");
    db.query_row(sql, [], |row| row.get(0)).expect("a number")
}

/// What a pass last wanted and saw of 5001 in `bl_8801`.
fn shelf(desk: &Desk, target: i64, remote: i64) {
    change(
        desk,
        &format!(
            "INSERT OR REPLACE INTO shelves (product, place, target, remote, read_at, drift, drift_told) VALUES (5001, 'bl_8801', {target}, {remote}, 1, {remote} - max(0, {target}), 7)"
        ),
    );
}

/// Level, target, remote and drift of KUB in MAG.
fn kub(desk: &Desk) -> [Value; 4] {
    let json = json(desk, &["stock", "show", "--sku", "KUB"]);
    let row = &json["stock"][0];
    assert_eq!(row["place"], "bl_8801");
    ["level", "target", "remote", "drift"].map(|key| row[key].clone())
}

/// Ends with 2, and leaves counts and levels as they were.
fn refused(desk: &Desk, args: &[&str], code: &str, says: &[&str]) {
    let state = || {
        (
            number(desk, "SELECT count(*) FROM counts"),
            number(desk, "SELECT coalesce(sum(level), 0) FROM levels"),
            number(desk, "SELECT coalesce(sum(target), 0) FROM shelves"),
        )
    };
    let before = state();
    let out = run(desk, &[args, &["--json"]].concat()).exits(2);
    assert_eq!(out.error().0, code);
    for word in says {
        assert!(out.stderr.contains(word), "{word}: {}", out.stderr);
    }
    assert_eq!(state(), before);
}

#[test]
fn every_linked_card_has_a_row_in_every_linked_warehouse() {
    let shop = shop();
    let rows = json(&shop.desk, &["stock", "show"])["stock"].take();
    let unknown = |card: i64, sku: &str, product: i64, warehouse: &str, place: &str| {
        json!({"card": card, "sku": sku, "baselinker_id": product, "warehouse": warehouse, "place": place,
               "level": null, "held": 0, "target": null, "remote": null, "drift": null})
    };
    assert_eq!(
        rows,
        json!([
            unknown(1, "KUB", 5001, "MAG", "bl_8801"),
            unknown(1, "KUB", 5001, "SKLEP", "bl_8802"),
            unknown(2, "PLED", 5002, "MAG", "bl_8801"),
            unknown(2, "PLED", 5002, "SKLEP", "bl_8802"),
        ])
    );
    // And levels of what is linked to nothing.
    let _ = run(&shop.desk, &["stock", "set", "id:3", "MAG", "4"]).exits(0);
    change(
        &shop.desk,
        "INSERT INTO warehouses (symbol, name) VALUES ('REG', 'Regał')",
    );
    let _ = run(&shop.desk, &["stock", "set", "KUB", "REG", "6"]).exits(0);
    let rows = json(&shop.desk, &["stock", "show"])["stock"].take();
    let pick = |at: usize| {
        let row = &rows[at];
        (
            row["baselinker_id"].clone(),
            row["warehouse"].clone(),
            row["place"].clone(),
            row["level"].clone(),
        )
    };
    assert_eq!(rows.as_array().map(Vec::len), Some(6));
    assert_eq!(pick(1), (json!(5001), json!("REG"), json!(null), json!(6)));
    assert_eq!(
        pick(5),
        (json!(null), json!("MAG"), json!("bl_8801"), json!(4))
    );
    assert!(shop.sandbox.with(|world| world.log().is_empty()));
}

#[test]
fn people_see_what_is_unknown_and_what_to_do() {
    let shop = shop();
    let _ = run(&shop.desk, &["stock", "set", "KUB", "MAG", "12"]).exits(0);
    shelf(&shop.desk, 10, 7);
    let out = run(&shop.desk, &["stock", "show"]).exits(0).stdout;
    for told in [
        "KUB   MAG        bl_8801        12     0      10       7     -3",
        "PLED  SKLEP      bl_8802         –     0       –       –      –",
        "4 levels. Level:",
        "–: unknown (not zero)",
        "firmino-link stock drift",
        "firmino-link stock set SKU WAREHOUSE QTY",
    ] {
        assert!(out.contains(told), "no `{told}` in {out}");
    }
    let polish = shop.desk.run(["stock", "show", "--lang", "pl"]).exits(0);
    for told in [
        "zajęte",
        "różnica",
        "nieznane (to nie zero)",
        "stock set SKU MAGAZYN ILE",
    ] {
        assert!(polish.stdout.contains(told), "no `{told}` in {polish:?}");
    }
    let one = json(&shop.desk, &["stock", "show", "--sku", "id:2"]);
    assert_eq!(one["stock"].as_array().map(Vec::len), Some(2));
    // Two cards of one SKU are both shown.
    let two = json(&shop.desk, &["stock", "show", "--sku", "DUB"]);
    assert_eq!(two["stock"], json!([]));
    let out = run(&shop.desk, &["stock", "show", "--sku", "DUB"]).exits(0);
    assert!(out.stdout.contains("They begin with a count"), "{out:?}");
    refused(
        &shop.desk,
        &["stock", "show", "--sku", "kub"],
        "card.unknown",
        &["products list"],
    );
}

#[test]
fn a_count_is_the_level_from_now_on() {
    let shop = shop();
    let desk = &shop.desk;
    let told = json(desk, &["stock", "set", "KUB", "MAG", "10,00"]);
    assert_eq!(
        (
            &told["before"],
            &told["after"],
            &told["warehouse"],
            &told["stock"][0]["level"]
        ),
        (&json!(null), &json!(10), &json!("MAG"), &json!(10))
    );
    change(desk, "UPDATE levels SET held = 3 WHERE card = 1");
    let out = run(desk, &["stock", "set", " sku:KUB", "MAG ", "12"]).exits(0);
    assert!(
        out.stdout
            .contains("Card 1 \"Kubek\" (KUB), warehouse MAG: level 10 → 12."),
        "{out:?}"
    );
    assert!(
        out.stdout
            .contains("Orders that wait hold 3 pieces: 9 pieces left to sell"),
        "{out:?}"
    );
    assert_eq!(out.stderr, "");
    // Below zero is allowed, and told.
    let out = run(desk, &["stock", "set", "KUB", "MAG", "-3"]).exits(0);
    assert!(out.stdout.contains("12 → -3"), "{out:?}");
    assert!(out.stderr.contains("below zero"), "{out:?}");
    assert_eq!(kub(desk)[0], -3);
    assert_eq!(number(desk, "SELECT count(*) FROM counts"), 3);
    // A card that BaseLinker does not know.
    let out = run(desk, &["stock", "set", "id:3", "MAG", "1"]).exits(0);
    assert!(out.stderr.contains("linked to no product"), "{out:?}");
}

#[test]
fn a_count_that_is_not_clear_changes_nothing() {
    let shop = shop();
    let desk = &shop.desk;
    let _ = run(desk, &["stock", "set", "KUB", "MAG", "10"]).exits(0);
    let set = |sku: &str, symbol: &str, quantity: &str, code: &str, says: &[&str]| {
        refused(desk, &["stock", "set", sku, symbol, quantity], code, says);
    };
    set("KUB2", "MAG", "1", "card.unknown", &["products list"]);
    set("DUB", "MAG", "1", "card.ambiguous", &["id:3 or id:4"]);
    set("KUB", "mag", "1", "warehouse.unknown", &["MAG, SKLEP"]);
    for (quantity, says) in [
        ("1,5", "no whole number"),
        ("1.000", "could be two numbers"),
        ("many", "is no number"),
        ("--1", "is no number"),
    ] {
        set("KUB", "MAG", quantity, "stock.quantity", &[says]);
    }
    // Without the module no order would lower it.
    let profile = linked(shop.profile())
        .text()
        .replace("[\"orders\", \"warehouses\"]", "[\"orders\"]");
    desk.write("shop.toml", &profile);
    let out = run(desk, &["stock", "set", "KUB", "MAG", "1", "--json"]).exits(78);
    assert_eq!(out.error().0, "profile.module");
    assert_eq!(kub(desk)[0], 10, "looking needs no module");
}

#[test]
fn the_profiles_warehouses_are_made_also_without_the_module_orders() {
    let shop = shop();
    let text = linked(shop.profile())
        .text()
        .replace("[\"orders\", \"warehouses\"]", "[\"warehouses\"]")
        .replace("\"SKLEP\"", "\"OUTLET\"");
    shop.desk.write("shop.toml", &text);
    let json = json(&shop.desk, &["stock", "set", "KUB", "OUTLET", "2"]);
    assert_eq!(json["stock"][0]["place"], "bl_8802");
}

#[test]
fn drift_tells_what_each_side_would_do() {
    let shop = shop();
    let desk = &shop.desk;
    let out = run(desk, &["stock", "drift"]).exits(0).stdout;
    assert!(out.starts_with("No drift"), "{out}");
    assert_eq!(
        json(desk, &["stock", "drift"]),
        json!({"schema": 1, "stock": []})
    );
    let _ = run(desk, &["stock", "set", "KUB", "MAG", "12"]).exits(0);
    let _ = run(desk, &["stock", "set", "PLED", "MAG", "12"]).exits(0);
    shelf(desk, 10, 7);
    let json = json(desk, &["stock", "drift"]);
    assert_eq!(json["stock"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&json["stock"][0]["sku"], &json["stock"][0]["drift"]),
        (&json!("KUB"), &json!(-3))
    );
    let out = run(desk, &["stock", "drift"]).exits(0).stdout;
    for told in [
        "12 → 9",
        "7 → 10",
        "1 level differs",
        "firmino-link stock accept 1\n",
        "firmino-link stock push 1",
    ] {
        assert!(out.contains(told), "no `{told}` in {out}");
    }
}

/// BaseLinker is right: the level follows, and so does what is wanted there, so that nothing is to be sent.
#[test]
fn accepting_moves_level_and_target_by_the_drift() {
    let shop = shop();
    let desk = &shop.desk;
    for (target, remote, level) in [(10, 7, 9), (10, 15, 17), (0, 2, 14)] {
        let _ = run(desk, &["stock", "set", "KUB", "MAG", "12"]).exits(0);
        shelf(desk, target, remote);
        let told = json(desk, &["stock", "accept", "KUB", "id:1"]);
        assert_eq!(
            told["accepted"],
            json!([{"card": 1, "sku": "KUB", "warehouse": "MAG", "place": "bl_8801", "drift": remote - target,
                    "before": 12, "after": level}])
        );
        assert_eq!(told["stock"][0]["level"], level);
        assert_eq!(
            kub(desk),
            [json!(level), json!(remote), json!(remote), json!(0)]
        );
    }
    let by = "SELECT count(*) FROM counts WHERE by = 'accept'";
    assert_eq!(number(desk, by), 3);
    assert_eq!(number(desk, "SELECT drift_told FROM shelves"), 0);
    // Nothing more to accept.
    let out = run(desk, &["stock", "accept", "KUB"]).exits(0);
    assert!(out.stdout.contains("nothing was changed"), "{out:?}");
    assert_eq!(number(desk, by), 3);
}

/// Less than nothing was wanted, and BaseLinker has some: these are all that there are.
#[test]
fn accepting_where_less_than_nothing_was_wanted_takes_all_that_is_there() {
    let shop = shop();
    let desk = &shop.desk;
    let _ = run(desk, &["stock", "set", "KUB", "MAG", "-2"]).exits(0);
    shelf(desk, -4, 3);
    let out = run(desk, &["stock", "accept", "KUB"]).exits(0).stdout;
    assert!(out.contains("level -2 → 5; BaseLinker keeps 3"), "{out}");
    assert_eq!(kub(desk), [json!(5), json!(3), json!(3), json!(0)]);
}

#[test]
fn an_acceptance_that_is_not_clear_changes_nothing() {
    let shop = shop();
    let desk = &shop.desk;
    let _ = run(desk, &["stock", "set", "KUB", "MAG", "12"]).exits(0);
    shelf(desk, 10, 7);
    refused(
        desk,
        &["stock", "accept", "KUB", "NIX"],
        "card.unknown",
        &["NIX"],
    );
    refused(
        desk,
        &["stock", "accept", "KUB", "DUB"],
        "card.ambiguous",
        &["id:3 or id:4"],
    );
    let _ = run(desk, &["stock", "accept"]).exits(2);
    change(
        desk,
        "INSERT INTO shelves (product, place, target, remote, drift) VALUES (5002, 'bl_8802', 4, 3, -1)",
    );
    refused(
        desk,
        &["stock", "accept", "KUB", "PLED"],
        "stock.never-counted",
        &["stock set 2 SKLEP QTY"],
    );
    change(
        desk,
        "UPDATE shelves SET sent = 10, sent_over = 7, sent_for = 10, sent_at = 1 WHERE product = 5001",
    );
    let out = run(desk, &["stock", "accept", "KUB", "--json"]).exits(75);
    assert_eq!(out.error().0, "stock.in-doubt");
    assert_eq!(kub(desk)[0], 12);
}

#[test]
fn rebuilding_corrects_what_somebody_wrote_into_the_file() {
    let shop = shop();
    let desk = &shop.desk;
    let _ = run(desk, &["stock", "set", "KUB", "MAG", "12"]).exits(0);
    assert_eq!(
        json(desk, &["stock", "rebuild"]),
        json!({"schema": 1, "differing": []})
    );
    let out = run(desk, &["stock", "rebuild"]).exits(0).stdout;
    assert!(out.starts_with("All levels agree"), "{out}");
    change(desk, "UPDATE levels SET level = 99, held = 4");
    let out = run(desk, &["stock", "rebuild"]).exits(0).stdout;
    for told in ["99 → 12", "4 → 0", "1 level was corrected"] {
        assert!(out.contains(told), "no `{told}` in {out}");
    }
    assert_eq!(kub(desk)[0], 12);
    change(desk, "UPDATE levels SET level = NULL");
    assert_eq!(
        json(desk, &["stock", "rebuild"])["differing"],
        json!([{"card": 1, "sku": "KUB", "warehouse": "MAG", "kept": {"level": null, "held": 0},
                "computed": {"level": 12, "held": 0}}])
    );
}

#[test]
fn foreign_texts_are_shown_as_texts() {
    let shop = shop();
    change(
        &shop.desk,
        "UPDATE cards SET sku = 'K' || char(27) || '[31m' WHERE id = 1; UPDATE warehouses SET symbol = 'M' || char(7) WHERE symbol = 'SKLEP'",
    );
    let out = run(&shop.desk, &["stock", "show"]).exits(0).stdout;
    assert!(!out.contains(['\u{1b}', '\u{7}']), "{out:?}");
}
