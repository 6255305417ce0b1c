//! `mirror import stock`: counted levels are in the mirror, wholly or not at all, without token and network.

use std::path::PathBuf;

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::shop::status::PAID;
use crate::shop::{Desk, Out, Profile, Shop, next_second, now, order, world};

/// Levels are kept, and `bl_8801` is `MAG`.
fn linked(profile: Profile) -> Profile {
    let mut profile = profile.with_warehouses();
    profile.rest += "[[warehouses.links]]\nbaselinker = \"bl_8801\"\nfirmino = \"MAG\"\n";
    profile
}

/// A shop without token, with the cards of the example and the warehouse `MAG`.
fn shop() -> Shop {
    let shop = Shop::open(world([])).with(linked);
    std::fs::remove_file(shop.desk.path("shop.token")).expect("removed");
    cards(&shop.desk);
    shop
}

fn example(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name)
}

fn cards(desk: &Desk) {
    let file = example("products.csv");
    let file = file.to_str().expect("a text");
    let _ = desk.run(["mirror", "import", "products", file]).exits(0);
}

fn import(desk: &Desk, text: &str, args: &[&str]) -> Out {
    std::fs::write(desk.path("stock.csv"), text).expect("written");
    let all = ["mirror", "import", "stock", "stock.csv", "--lang", "en"];
    desk.run(all.iter().chain(args))
}

fn imported(desk: &Desk, text: &str, args: &[&str]) -> Value {
    import(desk, text, &[args, &["--json"]].concat())
        .exits(0)
        .json()
}

/// Counts and levels, as text: everything that an import may change.
fn levels(desk: &Desk) -> Vec<String> {
    let db = Connection::open(desk.mirror()).expect("opened");
    let mut rows = Vec::new();
    for sql in [
        "SELECT 'count ' || c.sku || ' ' || w.symbol || ' ' || n.pieces FROM counts n JOIN cards c ON c.id = n.card
         JOIN warehouses w ON w.id = n.warehouse ORDER BY n.id",
        "SELECT 'level ' || c.sku || ' ' || w.symbol || ' ' || coalesce(l.level, '?') FROM levels l
         JOIN cards c ON c.id = l.card JOIN warehouses w ON w.id = l.warehouse ORDER BY c.id, w.id",
    ] {
        let mut query = db.prepare(sql).expect("a query");
        let found = query.query_map([], |row| row.get(0)).expect("rows");
        rows.extend(found.map(|row| row.expect("a row")));
    }
    rows
}

/// Ends with 2, tells these (line, column, code), and leaves the mirror as it was. Answers what stderr says.
#[track_caller]
fn refused(desk: &Desk, text: &str, problems: &[(i64, &str, &str)]) -> String {
    let before = (desk.dump(), levels(desk));
    let out = import(desk, text, &["--json"]).exits(2);
    let _ = out.error();
    let json = out.json();
    let told: Vec<(i64, &str, &str)> = json["problems"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|problem| {
            let text = |key: &str| problem[key].as_str().unwrap_or_default();
            (
                problem["line"].as_i64().unwrap_or(0),
                text("column"),
                text("code"),
            )
        })
        .collect();
    assert_eq!(told, problems);
    assert_eq!((desk.dump(), levels(desk)), before);
    out.stderr
}

#[test]
fn the_example_is_counted_without_token_and_network() {
    let shop = shop();
    let text = std::fs::read_to_string(example("stock.csv")).expect("there");
    let json = imported(&shop.desk, &text, &[]);
    assert_eq!(
        (
            &json["rows"],
            &json["counted"],
            &json["unchanged"],
            &json["unknown"]
        ),
        (&json!(4), &json!(3), &json!(0), &json!(1))
    );
    assert_eq!(
        (
            &json["import"],
            &json["dry_run"],
            &json["extra_columns"],
            &json["columns"][2]
        ),
        (
            &json!("stock"),
            &json!(false),
            &json!(["uwagi"]),
            &json!({"heading": "quantity", "field": "quantity"})
        )
    );
    assert_eq!(
        json["levels"][1],
        json!({"sku": "PLED-BEZ", "warehouse": "MAG", "counted": 8, "before": null, "after": 8})
    );
    let last = "level KSI-001 MAG 0".to_owned();
    assert_eq!(levels(&shop.desk).last(), Some(&last));
    // Once more: the same levels, counted again.
    let json = imported(&shop.desk, &text, &[]);
    assert_eq!(
        (&json["counted"], &json["unchanged"]),
        (&json!(0), &json!(3))
    );
    assert_eq!(json["levels"][0]["before"], 120);
    assert!(shop.sandbox.with(|world| world.log().is_empty()));
}

#[test]
fn people_see_what_changed() {
    let shop = shop();
    let text = "sku;warehouse;quantity\nKUB-300;MAG;-2\nKSI-001;MAG;5\n";
    let out = import(&shop.desk, text, &[]).exits(0);
    for told in [
        "levels changed",
        "KUB-300  MAG",
        "–       -2     -2",
        "columns: sku, warehouse, quantity",
    ] {
        assert!(out.stdout.contains(told), "no `{told}` in {}", out.stdout);
    }
    assert!(out.stderr.contains("1 level is below zero"), "{out:?}");
    let args = ["mirror", "import", "stock", "stock.csv", "--lang", "pl"];
    let polish = shop.desk.run(args).exits(0);
    assert!(polish.stdout.contains("bez zmian"), "{polish:?}");
    assert!(
        polish.stderr.contains("1 stan jest poniżej zera"),
        "{polish:?}"
    );
}

#[test]
fn a_long_list_is_cut_for_people() {
    let shop = shop();
    let rows: String = (0..60).map(|n| format!("S{n};x\n")).collect();
    std::fs::write(shop.desk.path("cards.csv"), format!("sku;name\n{rows}")).expect("written");
    let _ = shop
        .desk
        .run(["mirror", "import", "products", "cards.csv"])
        .exits(0);
    let rows: String = (0..60).map(|n| format!("S{n};{n}\n")).collect();
    let text = format!("sku;quantity\n{rows}");
    let dry = import(&shop.desk, &text, &["--dry-run"]).exits(0).stdout;
    assert!(dry.contains("… and 10 more"), "{dry}");
    assert!(dry.contains("A rehearsal: nothing was written."), "{dry}");
    assert_eq!(levels(&shop.desk), Vec::<String>::new());
    let json = imported(&shop.desk, &text, &["--dry-run"]);
    assert_eq!(json["levels"].as_array().map(Vec::len), Some(60));
    assert_eq!(json["dry_run"], true);
}

#[test]
fn one_bad_row_stops_all() {
    let shop = shop();
    let _ = imported(&shop.desk, "sku;quantity\nKUB-300;4\n", &[]);
    let said = refused(
        &shop.desk,
        "sku;warehouse;quantity\nKUB-300;MAG;7\nPLED-BEZ;MAG;1,5\nKSI-001;MAG;1.000\nKUB-300;MAG;dużo\n",
        &[
            (3, "quantity", "row.not-whole"),
            (4, "quantity", "row.ambiguous-number"),
            (5, "quantity", "row.not-a-number"),
        ],
    );
    assert!(
        said.contains("line 3, column C (quantity), \"1,5\""),
        "{said}"
    );
    assert!(said.contains("nothing was imported"), "{said}");
    // What only the mirror shows.
    let said = refused(
        &shop.desk,
        "sku;warehouse;quantity\nKUB-300;MAG;7\nkub-300;MAG;1\nKSI-001;mag;1\n",
        &[
            (3, "sku", "row.sku-unknown"),
            (4, "warehouse", "row.warehouse-unknown"),
        ],
    );
    assert!(said.contains("of the mirror: MAG"), "{said}");
    assert!(said.contains("mirror import products"), "{said}");
    refused(
        &shop.desk,
        "sku;warehouse;quantity\nKUB-300;MAG;7\nKUB-300;MAG;7\n",
        &[(3, "sku", "row.count-twice")],
    );
    refused(
        &shop.desk,
        "sku;name\nKUB-300;7\n",
        &[(0, "", "import.column-needed")],
    );
    let db = Connection::open(shop.desk.mirror()).expect("opened");
    db.execute("UPDATE cards SET sku = 'KUB-300' WHERE sku = 'KSI-001'", [])
        .expect("changed");
    drop(db);
    let said = refused(
        &shop.desk,
        "sku;quantity\nKUB-300;7\n",
        &[(2, "sku", "row.sku-shared")],
    );
    assert!(said.contains("cards 1, 3 have this sku"), "{said}");
}

#[test]
fn which_warehouse_is_said_or_evident() {
    let shop = shop();
    // The only one.
    let json = imported(&shop.desk, "sku;quantity\nKUB-300;4\n", &[]);
    assert_eq!(json["levels"][0]["warehouse"], "MAG");
    // Two, and nobody says which.
    let second = "[[warehouses.links]]\nbaselinker = \"bl_8802\"\nfirmino = \"SKLEP\"\n";
    let profile = linked(shop.profile());
    let two = format!("{}{second}", profile.text());
    shop.desk.write("shop.toml", &two);
    let out = import(&shop.desk, "sku;quantity\nKUB-300;4\n", &["--json"]).exits(2);
    assert_eq!(out.error().0, "import.warehouse-needed");
    assert!(out.stderr.contains("MAG, SKLEP"), "{out:?}");
    // The profile says.
    let default = two.replace(
        "[[warehouses.links]]\nbaselinker = \"bl_8801\"",
        "[warehouses]\ndefault = \"SKLEP\"\n[[warehouses.links]]\nbaselinker = \"bl_8801\"",
    );
    shop.desk.write("shop.toml", &default);
    let json = imported(&shop.desk, "sku;quantity\nKUB-300;4\n", &[]);
    assert_eq!(json["levels"][0]["warehouse"], "SKLEP");
}

#[test]
fn headings_of_ones_own_are_remembered_by_kind() {
    let shop = shop();
    let text = "Kod;Ilość\nKUB-300;4\n";
    let out = import(&shop.desk, text, &["--map", "Kod=name", "--json"]).exits(2);
    let (code, fix) = out.error();
    assert_eq!(code, "import.map");
    assert!(fix.contains("fields: sku warehouse quantity"), "{fix}");
    let json = imported(
        &shop.desk,
        text,
        &["--map", "Kod=sku", "--map", "ilość=quantity"],
    );
    assert_eq!(json["counted"], 1);
    assert_eq!(imported(&shop.desk, text, &[])["unchanged"], 1);
    // Products have words of their own.
    let products = ["mirror", "import", "products", "stock.csv", "--json"];
    let out = shop.desk.run(products).exits(2);
    assert_eq!(out.error().0, "import.no-key-column");
}

/// Row 56 and the counts: what moved after the moment of a count stays on top of it; the last word wins.
#[test]
fn a_count_of_an_earlier_moment_keeps_later_movements_on_top() {
    let shop = Shop::open(world([order(1, PAID, 90)])).with(linked);
    cards(&shop.desk);
    let at = |second| {
        let at = jiff::Timestamp::from_second(second).expect("in range");
        at.to_string()
    };
    let text = "sku;quantity\nKUB-300;10\n";
    let level = |text: &str, as_of: &str| {
        let args: &[&str] = if as_of.is_empty() {
            &[]
        } else {
            &["--as-of", as_of]
        };
        let json = imported(&shop.desk, text, args);
        let level = &json["levels"][0];
        (level["before"].as_i64(), level["after"].as_i64())
    };
    let before_all = at(now() - 30);
    let _ = shop.sync().exits(0);
    next_second();
    let between = at(now());
    next_second();
    shop.sandbox.with(|world| {
        let mut second = order(2, PAID, 0);
        second.products[0].quantity = 4;
        world.put_order(second);
    });
    let _ = shop.sync().exits(0);
    assert_eq!(shop.desk.moved(), [("MAG".to_owned(), -5)]);

    let json = imported(&shop.desk, text, &["--as-of", &before_all]);
    assert_eq!(
        json["levels"][0],
        json!({"sku": "KUB-300", "warehouse": "MAG", "counted": 10, "before": null, "after": 5})
    );
    let told: jiff::Timestamp = json["as_of"]
        .as_str()
        .expect("a text")
        .parse()
        .expect("RFC 3339");
    assert_eq!(at(told.as_second()), before_all);
    assert_eq!(level(text, &between), (Some(5), Some(6)));
    // As of now both sales are in the count.
    assert_eq!(level(text, ""), (Some(6), Some(10)));
    // Of an earlier moment, but the last word.
    assert_eq!(level(text, &between), (Some(10), Some(6)));
    assert_eq!(
        level("sku;quantity\nKUB-300;20\n", &before_all),
        (Some(6), Some(15))
    );
    assert_eq!(
        levels(&shop.desk).last(),
        Some(&"level KUB-300 MAG 15".to_owned())
    );
}

#[test]
fn a_moment_must_be_clear_and_past() {
    let shop = shop();
    let text = "sku;quantity\nKUB-300;10\n";
    let future = jiff::Timestamp::from_second(now() + 600).expect("in range");
    for (as_of, says) in [
        ("2026-11-23", "--as-of \"2026-11-23 18:00\""),
        ("yesterday", "no moment that can be read"),
        ("2026-10-25 02:30", "that hour came twice"),
        (future.to_string().as_str(), "still to come"),
    ] {
        let out = import(&shop.desk, text, &["--as-of", as_of, "--json"]).exits(2);
        assert_eq!(out.error().0, "import.as-of", "{as_of}");
        assert!(out.stderr.contains(says), "{says}: {out:?}");
    }
    assert_eq!(levels(&shop.desk), Vec::<String>::new());
    for as_of in [
        "2025-11-23 18:00",
        "2025-11-23T18:00:00",
        "2025-11-23T18:00:00+01:00",
    ] {
        let json = imported(&shop.desk, text, &["--as-of", as_of]);
        assert_eq!(json["as_of"], "2025-11-23T18:00:00+01:00");
    }
}

#[test]
fn without_mirror_or_module_nothing_is_counted() {
    let shop = Shop::open(world([])).with(linked);
    let out = import(&shop.desk, "sku;quantity\nA;1\n", &["--json"]).exits(78);
    assert_eq!(out.error().0, "mirror.missing");
    assert!(!shop.desk.mirror().exists());
    let shop = Shop::open(world([]));
    cards(&shop.desk);
    let out = import(&shop.desk, "sku;quantity\nKUB-300;1\n", &["--json"]).exits(78);
    assert_eq!(out.error().0, "profile.module");
    assert!(out.stderr.contains("warehouses"), "{out:?}");
}

#[test]
fn one_at_a_time_and_never_without_a_copy() {
    let shop = shop();
    let held = firmino_link::mirror::lock::take(&shop.desk.mirror()).expect("taken");
    let out = import(&shop.desk, "sku;quantity\nKUB-300;1\n", &["--json"]).exits(75);
    assert_eq!(out.error().0, "mirror.locked");
    drop(held);
    let _ = imported(&shop.desk, "sku;quantity\nKUB-300;1\n", &[]);
    let copies = std::fs::read_dir(shop.desk.path("data/firmino-link/shop.sqlite.backups"));
    assert_eq!(copies.expect("a folder").count(), 1);
}

#[test]
fn an_export_is_a_list_to_count_by_and_comes_back_unchanged() {
    let shop = shop();
    let text = std::fs::read_to_string(example("stock.csv")).expect("there");
    let _ = imported(&shop.desk, &text, &[]);
    // Counts are kept, all of them; the levels that come of them are the same.
    let kept = || {
        let rows = levels(&shop.desk).into_iter();
        rows.filter(|row| row.starts_with("level "))
            .collect::<Vec<_>>()
    };
    let before = kept();
    let args = [
        "mirror", "export", "stock", "-o", "out.csv", "--json", "--lang", "en",
    ];
    let out = shop.desk.run(args).exits(0);
    let told = out.json();
    let as_of = told["as_of"].as_str().expect("a moment").to_owned();
    assert_eq!(
        (&told["export"], &told["problems"]),
        (&json!("stock"), &json!([]))
    );
    assert!(out.stderr.contains(&format!("--as-of {as_of}")), "{out:?}");
    let text = std::fs::read_to_string(shop.desk.path("out.csv")).expect("there");
    assert!(
        text.starts_with(
            "\u{feff}sku;warehouse;quantity;name\r\nKUB-300;MAG;120;Kubek ceramiczny 300 ml\r\n"
        ),
        "{text}"
    );
    let again = imported(&shop.desk, &text, &["--as-of", &as_of]);
    assert_eq!(
        (&again["counted"], &again["extra_columns"]),
        (&json!(0), &json!(["name"])),
        "{again}"
    );
    assert_eq!(kept(), before);
    let polish = ["mirror", "export", "stock", "out.csv", "--lang", "pl"];
    let out = shop.desk.run(polish).exits(0);
    assert!(out.stdout.ends_with(" w pliku out.csv\n"), "{out:?}");
    // Two cards of one SKU: no file can say which is meant.
    let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
    db.execute("UPDATE cards SET sku = 'KUB-300'", [])
        .expect("changed");
    let told = shop.desk.run(args).exits(0).json();
    let codes: Vec<&Value> = told["problems"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|problem| &problem["code"])
        .collect();
    assert!(codes.contains(&&json!("row.count-twice")), "{codes:?}");
}
