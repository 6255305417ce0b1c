//! `mirror export products` and `mirror export contractors`.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::json;

use super::{change, json, run, shop};
use crate::shop::status::PAID;
use crate::shop::{Shop, order, world};

const NASTY: &str = "sku;name;vat;ean;unit;price_net;price_gross;weight;class_code;note;images\n\
    \"=1+1\";\"+48 \"\"ósemka\"\"; ąęłżźń\";23;@5;-szt;1,00;1,23;0,5;'=A1;\"=dwie\nlinie; \"\"x\"\"\";https://a.example/1.jpg|https://a.example/2,3.jpg\n\
    ''-x;'90s;zw;'';kpl.;;;;-;-;\n\
    ;Zażółć 🎁 gęślą\u{202e}jaźń;0;;;;7;;;\"'\"\"=\";\n";

#[test]
fn an_export_imports_unchanged() {
    let shop = Shop::open(world([]));
    let desk = &shop.desk;
    std::fs::write(desk.path("nasty.csv"), NASTY).expect("written");
    let _ = json(desk, &["mirror", "import", "products", "nasty.csv"]);
    let before = desk.dump();
    let told = json(desk, &["mirror", "export", "products", "out.csv"]);
    assert_eq!(
        told,
        json!({"schema": 1, "export": "products", "file": "out.csv", "rows": 3, "left_blank": 0, "problems": [], "more": 0,
               "read_otherwise": []})
    );
    let text = std::fs::read_to_string(desk.path("out.csv")).expect("there");
    assert!(text.starts_with("\u{feff}sku;name;vat;ean;unit;price_net;price_gross;weight;class_code;note;images\r\n'=1+1;"), "{text}");
    assert!(text.contains("\u{202e}"), "{text}");
    let mode = std::fs::metadata(desk.path("out.csv"))
        .expect("there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);

    let again = json(desk, &["mirror", "import", "products", "out.csv"]);
    let counts = ["created", "updated", "unchanged"].map(|key| &again[key]);
    assert_eq!(counts, [0, 0, 3]);
    assert_eq!(again["extra_columns"], json!([]));
    assert_eq!(desk.dump(), before);
    // To stdout it is the same to the byte, and once more it takes the place of the file.
    let out = run(desk, &["mirror", "export", "products", "-"]).exits(0);
    assert_eq!((out.stdout, out.stderr), (text, String::new()));
    let said = run(desk, &["mirror", "export", "products", "out.csv"]).exits(0);
    assert_eq!(said.stdout, "3 cards in out.csv\n");
    let polish = desk
        .run(["mirror", "export", "products", "out.csv", "--lang", "pl"])
        .exits(0);
    assert_eq!(polish.stdout, "3 kartoteki w pliku out.csv\n");

    // A mirror that starts from the file has the same cards.
    let fresh = Shop::open(world([]));
    std::fs::copy(desk.path("out.csv"), fresh.desk.path("out.csv")).expect("copied");
    let _ = json(&fresh.desk, &["mirror", "import", "products", "out.csv"]);
    let cards = |dump: String| {
        dump.lines()
            .filter(|line| line.starts_with("cards"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(cards(fresh.desk.dump()), cards(before));
}

#[test]
fn what_an_import_refuses_is_told_beside_the_file() {
    let shop = shop();
    let told = json(&shop.desk, &["mirror", "export", "products", "out.csv"]);
    assert_eq!(told["rows"], 5);
    let problem = &told["problems"][0];
    assert_eq!(
        (&problem["code"], &problem["line"]),
        (&json!("row.sku-twice"), &json!(4))
    );
    let out = run(&shop.desk, &["mirror", "export", "products", "-"]).exits(0);
    assert!(
        out.stderr.contains("will not take this file") && out.stderr.contains("DUB"),
        "{out:?}"
    );
    assert!(!out.stdout.contains("note:"));
    let polish = shop
        .desk
        .run(["mirror", "export", "products", "-", "--lang", "pl"])
        .exits(0);
    assert!(
        polish.stderr.contains("nie przyjmie tego pliku"),
        "{polish:?}"
    );
}

#[test]
fn rates_and_prices_of_order_lines_do_not_become_a_persons_word() {
    let shop = Shop::open(world([order(1, PAID, 90)]));
    let _ = shop.sync().exits(0);
    let before = shop.desk.dump();
    let out = run(&shop.desk, &["mirror", "export", "products", "out.csv"]).exits(0);
    assert!(out.stderr.contains("only BaseLinker said them"), "{out:?}");
    let again = json(&shop.desk, &["mirror", "import", "products", "out.csv"]);
    assert_eq!(
        (&again["created"], &again["updated"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(shop.desk.dump(), before);
}

#[test]
fn buyers_are_exported_with_their_addresses() {
    let shop = Shop::open(world([order(1, PAID, 90)]));
    let _ = shop.sync().exits(0);
    change(
        &shop.desk,
        "UPDATE contractors SET name = '=HYPERLINK(1)', phone = '+48 600', nip = '5260001246', street = 'ul. \"Długa\"; boczna',
           house = '1A', flat = '2'",
    );
    let told = json(
        &shop.desk,
        &["mirror", "export", "contractors", "buyers.csv"],
    );
    assert_eq!(
        (&told["export"], &told["rows"]),
        (&json!("contractors"), &json!(1))
    );
    let text = std::fs::read_to_string(shop.desk.path("buyers.csv")).expect("there");
    let mut lines = text.trim_start_matches('\u{feff}').split("\r\n");
    assert_eq!(
        lines.next(),
        Some("name;short_name;nip;country;street;house;flat;postcode;city;email;phone")
    );
    let row = lines.next().expect("a row");
    assert!(
        row.starts_with("'=HYPERLINK(1);") && row.ends_with(";'+48 600"),
        "{row}"
    );
    assert!(
        row.contains(";5260001246;PL;\"ul. \"\"Długa\"\"; boczna\";1A;2;"),
        "{row}"
    );
    let mode = std::fs::metadata(shop.desk.path("buyers.csv"))
        .expect("there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let out = run(&shop.desk, &["mirror", "export", "contractors", "-"]).exits(0);
    assert_eq!(out.stdout, text);
}

#[test]
fn no_place_for_a_file_is_refused() {
    let shop = shop();
    let desk = &shop.desk;
    let before = desk.dump();
    let mirror = desk.mirror().display().to_string();
    for file in [".", mirror.as_str(), "shop.toml", "/dev/null"] {
        let out = run(desk, &["mirror", "export", "products", file, "--json"]).exits(2);
        assert_eq!(out.error().0, "export.file", "{file}");
    }
    let out = run(desk, &["mirror", "export", "contractors", "-", "--json"]).exits(2);
    assert_eq!(out.error().0, "export.stdout");
    let out = run(
        desk,
        &["mirror", "export", "products", "none/out.csv", "--json"],
    )
    .exits(1);
    assert_eq!(out.error().0, "export.file");
    assert_eq!(desk.dump(), before);
    std::fs::remove_dir_all(desk.path("data")).expect("removed");
    let out = run(desk, &["mirror", "export", "products", "out.csv", "--json"]).exits(78);
    assert_eq!(out.error().0, "mirror.missing");
    assert!(!desk.path("out.csv").exists());
}
