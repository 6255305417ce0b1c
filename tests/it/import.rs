//! `mirror import products`: a file's cards are in the mirror, wholly or not at all, without token and network.

use std::path::PathBuf;

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::shop::status::PAID;
use crate::shop::{Desk, Out, Shop, order, world};

/// A shop whose token is gone: an import asks for none.
fn shop() -> Shop {
    let shop = Shop::open(world([order(1, PAID, 60)]));
    std::fs::remove_file(shop.desk.path("shop.token")).expect("removed");
    shop
}

fn import(desk: &Desk, bytes: impl AsRef<[u8]>, args: &[&str]) -> Out {
    std::fs::write(desk.path("products.csv"), bytes).expect("written");
    let all = [
        "mirror",
        "import",
        "products",
        "products.csv",
        "--lang",
        "en",
    ];
    desk.run(all.iter().chain(args))
}

fn imported(desk: &Desk, bytes: impl AsRef<[u8]>, args: &[&str]) -> Value {
    let out = import(desk, bytes, &[args, &["--json"]].concat());
    out.exits(0).json()
}

/// Created, updated, unchanged.
fn counts(json: &Value) -> [i64; 3] {
    ["created", "updated", "unchanged"].map(|key| json[key].as_i64().expect("a number"))
}

/// Ends with 2, tells these (line, column, code), and leaves the mirror as it was. Answers what stderr says.
#[track_caller]
fn refused(desk: &Desk, bytes: impl AsRef<[u8]>, problems: &[(i64, &str, &str)]) -> String {
    let before = desk.dump_if_any();
    let out = import(desk, bytes, &["--json"]).exits(2);
    let _ = out.error();
    let json = out.json();
    let of = |problem: &Value| {
        let text = |key: &str| problem[key].as_str().unwrap_or_default().to_owned();
        assert!(!text("message").is_empty() && !text("fix").is_empty());
        (
            problem["line"].as_i64().unwrap_or(0),
            text("column"),
            text("code"),
        )
    };
    let told: Vec<_> = json["problems"]
        .as_array()
        .expect("a list")
        .iter()
        .map(of)
        .collect();
    let told: Vec<_> = told
        .iter()
        .map(|(l, c, w)| (*l, c.as_str(), w.as_str()))
        .collect();
    assert_eq!(told, problems);
    assert_eq!(desk.dump_if_any(), before);
    out.stderr
}

fn cards(desk: &Desk, columns: &str) -> Vec<Vec<Value>> {
    let db = Connection::open(desk.mirror()).expect("opened");
    let mut rows = db
        .prepare(&format!("SELECT {columns} FROM cards ORDER BY id"))
        .expect("a query");
    let width = rows.column_count();
    let value = |value| match value {
        rusqlite::types::Value::Null => Value::Null,
        rusqlite::types::Value::Integer(n) => n.into(),
        rusqlite::types::Value::Text(text) => text.into(),
        other => panic!("{other:?}"),
    };
    let row = |row: &rusqlite::Row<'_>| (0..width).map(|n| Ok(value(row.get(n)?))).collect();
    let rows = rows.query_map([], row).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

#[test]
fn the_example_makes_a_mirror_without_token_and_network() {
    let shop = shop();
    let example = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/products.csv");
    let bytes = std::fs::read(example).expect("there");
    let json = imported(&shop.desk, &bytes, &[]);
    assert_eq!(counts(&json), [4, 0, 0]);
    assert_eq!(
        (
            &json["separator"],
            &json["encoding"],
            &json["extra_columns"]
        ),
        (&json!(";"), &json!("utf-8"), &json!([]))
    );
    let kept = cards(
        &shop.desk,
        "sku, name, rate, rate_from, ean, unit, price_net, price, price_from, weight, class_code, note, images, origin",
    );
    assert_eq!(
        json!(kept[0]),
        json!([
            "KUB-300",
            "Kubek ceramiczny 300 ml",
            "23",
            "import",
            "5900000000015",
            "szt.",
            3251,
            3999,
            "import",
            "0.4",
            "23.41.11.0",
            "kruche",
            r#"["https://img.example/kubek-1.jpg","https://img.example/kubek-2.jpg"]"#,
            "import"
        ])
    );
    assert_eq!(kept[1][1], "Pled \"Zorza\" beżowy, 130 × 170");
    assert_eq!((&kept[3][0], &kept[3][6]), (&Value::Null, &Value::Null));
    // Once more: nothing to do.
    assert_eq!(counts(&imported(&shop.desk, &bytes, &[])), [0, 0, 4]);
    assert!(shop.sandbox.with(|world| world.log().is_empty()));
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(shop.desk.mirror())
        .expect("there")
        .permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
}

#[test]
fn separator_and_encoding_are_found_and_told() {
    // Windows-1250, UTF-8 with a mark, and a tab.
    let shop = shop();
    let json = imported(
        &shop.desk,
        b"SKU,Name,Price_Gross\nA,\xa3\xf3\xbfko,\"1 234,50\"\n",
        &[],
    );
    assert_eq!(
        (&json["separator"], &json["encoding"]),
        (&json!(","), &json!("windows-1250"))
    );
    let text = "\u{feff}sku\tname\tkolor\r\nA\tŁóżko duże\tczarny\r\n";
    let out = import(&shop.desk, text, &[]).exits(0).stdout;
    for told in [
        "utf-8",
        "separator: tab",
        "columns not read: kolor",
        "cards updated  1",
    ] {
        assert!(out.contains(told), "no `{told}` in {out}");
    }
    let kept = cards(&shop.desk, "name, price");
    assert_eq!(json!(kept), json!([["Łóżko duże", 123_450]]));
}

#[test]
fn an_empty_cell_leaves_what_is_there() {
    let shop = shop();
    let columns = "name, rate, price, price_net, unit, weight, note";
    let full =
        "sku;name;vat;price_gross;price_net;unit;weight;note\nA;Kubek;8;10,80;10;kpl.;0,4;x\n";
    let _ = imported(&shop.desk, full, &[]);
    let before = cards(&shop.desk, columns);
    let blank = "sku;name;vat;price_gross;price_net;unit;weight;note\nA;;;;;;;\n";
    assert_eq!(counts(&imported(&shop.desk, blank, &[])), [0, 0, 1]);
    assert_eq!(cards(&shop.desk, columns), before);
    // On a new card, too: unknown is neither 0 nor 23 %.
    let _ = imported(&shop.desk, "sku;name;vat;price_gross\nB;Pled;;\n", &[]);
    assert_eq!(
        json!(cards(&shop.desk, columns)[1][1..4]),
        json!([null, null, null])
    );
}

#[test]
fn all_bad_rows_are_told_and_nothing_is_applied() {
    let shop = shop();
    let bad = "sku;name;vat;price_gross\nA;Kubek;23;39,99\nB;Pled;32x;1\nC;Koc;23;=1+1\n;;23;\nA;Kubek 2;23;1\n";
    let said = refused(
        &shop.desk,
        bad,
        &[
            (3, "vat", "row.rate"),
            (4, "price_gross", "row.not-a-number"),
            (5, "", "row.no-key"),
            (6, "sku", "row.sku-twice"),
        ],
    );
    assert!(said.contains("line 3, column C (vat), \"32x\""), "{}", said);
    for fix in [
        "write 23, 8, 5, 0",
        "write the number as",
        "leave one of these rows",
    ] {
        assert!(said.contains(fix), "no `{fix}` in {said}");
    }
    assert!(!shop.desk.mirror().exists(), "nothing was made");
    let _ = imported(&shop.desk, "sku;name\nA;Kubek\n", &[]);
    refused(
        &shop.desk,
        bad.replace("Kubek", "Inna"),
        &[
            (3, "vat", "row.rate"),
            (4, "price_gross", "row.not-a-number"),
            (5, "", "row.no-key"),
            (6, "sku", "row.sku-twice"),
        ],
    );
    // What only the mirror shows: a new card needs a name.
    refused(
        &shop.desk,
        "sku;vat\nA;8\nNEW;8\n",
        &[(3, "sku", "row.name-needed")],
    );
}

#[test]
fn a_long_list_is_cut_for_people() {
    let shop = shop();
    let rows: String = (0..70).map(|n| format!("S{n};x{n}\n")).collect();
    let out = import(&shop.desk, format!("sku;vat\n{rows}"), &[]).exits(2);
    assert_eq!(out.stdout, "");
    assert!(
        out.stderr
            .contains("70 things to correct; nothing was imported"),
        "{}",
        out.stderr
    );
    assert!(out.stderr.contains("… and 20 more"), "{}", out.stderr);
}

#[test]
fn files_that_are_no_list_of_products() {
    let shop = shop();
    let one = |code| [(0, "", code)];
    refused(
        &shop.desk,
        b"PK\x03\x04\x14\x00\x06\x00",
        &one("import.binary"),
    );
    refused(&shop.desk, "", &one("import.empty"));
    refused(&shop.desk, "sku;name\n", &one("import.no-rows"));
    refused(
        &shop.desk,
        "kod;nazwa\nA;Kubek\n",
        &one("import.no-key-column"),
    );
    refused(
        &shop.desk,
        b"sku;name\nA;ko\x88o\n",
        &[(2, "", "import.encoding")],
    );
    refused(
        &shop.desk,
        "sku;name\nA;\"Kubek\nB;Pled\n",
        &[(2, "", "import.open-quote")],
    );
    let long = format!("sku;name\nA;{}\n", "x".repeat(2 << 20));
    refused(&shop.desk, long, &[(2, "", "import.line-too-long")]);
    let out = shop
        .desk
        .run(["mirror", "import", "products", "none.csv", "--json"])
        .exits(2);
    assert_eq!(out.error().0, "import.unreadable");
    assert!(!shop.desk.mirror().exists());
}

#[test]
fn an_endless_line_takes_no_endless_memory() {
    let shop = shop();
    let file = std::fs::File::create(shop.desk.path("products.csv")).expect("made");
    // A gigabyte without a line's end, on the disk no more than a hole.
    file.set_len(1 << 30).expect("grown");
    let out = shop
        .desk
        .run(["mirror", "import", "products", "products.csv", "--json"])
        .exits(2);
    assert_eq!(out.error().0, "import.file-too-large");
}

#[test]
fn a_formula_is_a_text_and_nothing_is_shown_raw() {
    let shop = shop();
    let text = "sku;name;note;\u{1b}[31mx\n=1+1;@SUM(A1);-2+3|cmd;y\n";
    let out = import(&shop.desk, text, &[]).exits(0).stdout;
    assert!(!out.contains('\u{1b}'), "{out:?}");
    let kept = cards(&shop.desk, "sku, name, note");
    assert_eq!(json!(kept), json!([["=1+1", "@SUM(A1)", "-2+3|cmd"]]));
}

#[test]
fn a_mapping_is_remembered_and_can_be_overruled() {
    let shop = shop();
    let text = "Kod;Nazwa towaru;Cena\nA;Kubek;39,99\n";
    let out = import(
        &shop.desk,
        text,
        &["--map", "Kod=sku", "--map", "x", "--json"],
    )
    .exits(2);
    assert_eq!(out.error().0, "import.map");
    let out = import(
        &shop.desk,
        text,
        &["--map", "Kod=sku", "--map", "Nzwa=name", "--json"],
    )
    .exits(2);
    assert_eq!(out.error().0, "import.no-such-column");
    assert!(!shop.desk.mirror().exists());
    let map = ["--map", "kod=SKU", "--map", " Nazwa towaru =name"];
    let json = imported(&shop.desk, text, &map);
    assert_eq!(
        (counts(&json), &json["extra_columns"]),
        ([1, 0, 0], &json!(["Cena"]))
    );
    let json = imported(&shop.desk, text, &["--map", "Cena=price_gross"]);
    assert_eq!(counts(&json), [0, 1, 0]);
    assert_eq!(
        json["columns"][1],
        json!({"heading": "Nazwa towaru", "field": "name"})
    );
    // The third time all three are known; another word for one of them goes before.
    assert_eq!(counts(&imported(&shop.desk, text, &[])), [0, 0, 1]);
    let json = imported(&shop.desk, text, &["--map", "Cena=price_net"]);
    assert_eq!(counts(&json), [0, 1, 0]);
    assert_eq!(
        json!(cards(&shop.desk, "price, price_net")),
        json!([[3999, 3999]])
    );
}

#[test]
fn a_rehearsal_changes_nothing() {
    let shop = shop();
    let text = "sku;nazwa\nA;Kubek\n";
    let json = imported(&shop.desk, text, &["--map", "nazwa=name", "--dry-run"]);
    assert_eq!((counts(&json), &json["dry_run"]), ([1, 0, 0], &json!(true)));
    assert!(!shop.desk.mirror().exists());
    let _ = imported(&shop.desk, "sku;name\nA;Kubek\n", &[]);
    let files = shop.desk.files();
    let text = "sku;nazwa\nA;Inny kubek\n";
    let json = imported(&shop.desk, text, &["--map", "nazwa=name", "--dry-run"]);
    assert_eq!(counts(&json), [0, 1, 0]);
    let same = |path: &PathBuf| !path.ends_with("products.csv");
    let (before, after): (Vec<_>, Vec<_>) = (
        files.into_iter().filter(|file| same(&file.0)).collect(),
        shop.desk
            .files()
            .into_iter()
            .filter(|file| same(&file.0))
            .collect(),
    );
    assert_eq!(before, after);
}

#[test]
fn an_order_finds_the_imported_card() {
    let shop = Shop::open(world([order(1, PAID, 60)]));
    let text = "sku;name;vat\nKUB-300;Kubek z pliku;23\n";
    assert_eq!(counts(&imported(&shop.desk, text, &[])), [1, 0, 0]);
    let out = shop.sync().exits(0);
    assert_eq!(out.number("/products/created_here"), 0);
    assert_eq!(out.number("/products/linked_by_sku"), 1);
    assert_eq!(cards(&shop.desk, "name").len(), 1);
}

#[test]
fn cards_of_orders_keep_their_links() {
    let shop = Shop::open(world([order(1, PAID, 60)]));
    let _ = shop.sync().exits(0);
    let before = shop.desk.dump();
    let links = |dump: &str| -> Vec<String> {
        let lines = dump
            .lines()
            .filter(|line| line.starts_with("product_links"));
        lines.map(str::to_owned).collect()
    };
    let card = &cards(&shop.desk, "sku, name, rate_from, price_from")[0];
    let (sku, name) = (card[0].as_str().expect("a SKU"), &card[1]);
    assert_eq!((&card[2], &card[3]), (&json!("order"), &json!("order")));
    let text = format!("sku;vat;price_gross;note\n{sku};8;11;z pliku\n");
    assert_eq!(counts(&imported(&shop.desk, &text, &[])), [0, 1, 0]);
    let card = &cards(
        &shop.desk,
        "name, rate, rate_from, price, price_from, note, origin",
    )[0];
    assert_eq!(
        json!(card),
        json!([name, "8", "import", 1100, "import", "z pliku", "order"])
    );
    assert!(!links(&before).is_empty());
    assert_eq!(links(&shop.desk.dump()), links(&before));
}

#[test]
fn two_cards_of_one_sku_are_a_conflict() {
    let shop = shop();
    let _ = imported(&shop.desk, "sku;name\nA;Kubek\nB;Pled\n", &[]);
    let db = Connection::open(shop.desk.mirror()).expect("opened");
    db.execute("UPDATE cards SET sku = 'A' WHERE sku = 'B'", [])
        .expect("changed");
    drop(db);
    let said = refused(
        &shop.desk,
        "sku;name\nC;Koc\nA;Inny\n",
        &[(3, "sku", "row.sku-shared")],
    );
    assert!(said.contains("cards 1, 2 have this sku"), "{}", said);
}

#[test]
fn one_at_a_time_and_on_its_own_computer() {
    let shop = shop();
    let _ = imported(&shop.desk, "sku;name\nA;Kubek\n", &[]);
    let held = firmino_link::mirror::lock::take(&shop.desk.mirror()).expect("taken");
    let out = import(&shop.desk, "sku;name\nB;Pled\n", &["--json"]).exits(75);
    assert_eq!(out.error().0, "mirror.locked");
    drop(held);
    let profile = shop
        .profile()
        .text()
        .replace("machine = \"test\"", "machine = \"other\"");
    shop.desk.write("shop.toml", &profile);
    let out = import(&shop.desk, "sku;name\nB;Pled\n", &["--json"]).exits(78);
    assert_eq!(out.error().0, "mirror.other-machine");
    assert_eq!(cards(&shop.desk, "sku").len(), 1);
}
