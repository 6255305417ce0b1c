//! `mirror import contractors`: a file's buyers are in the mirror, wholly or not at all, without token and network, and
//! orders find them. Back again by `mirror export contractors`.

use std::path::PathBuf;

use firmino_link::sandbox::Order;
use serde_json::{Value, json};

use crate::shop::status::PAID;
use crate::shop::{Desk, Out, Shop, order, world};

/// A shop whose token is gone: an import asks for none.
fn shop() -> Shop {
    let shop = Shop::open(world([order(1, PAID, 60)]));
    std::fs::remove_file(shop.desk.path("shop.token")).expect("removed");
    shop
}

fn example() -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    std::fs::read(folder.join("examples/contractors.csv")).expect("there")
}

fn import(desk: &Desk, bytes: impl AsRef<[u8]>, args: &[&str]) -> Out {
    std::fs::write(desk.path("buyers.csv"), bytes).expect("written");
    let all = ["mirror", "import", "contractors", "buyers.csv"];
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

/// The cards as the mirror's dump has them.
fn cards(desk: &Desk) -> Vec<String> {
    let dump = desk.dump();
    let cards = dump.lines().filter(|line| line.starts_with("contractors:"));
    cards.map(str::to_owned).collect()
}

fn exported(desk: &Desk) -> String {
    let args = ["mirror", "export", "contractors"];
    desk.run(args).exits(0).stdout
}

#[test]
fn the_example_makes_a_mirror_without_token_and_network() {
    let shop = shop();
    let rehearsed = imported(&shop.desk, example(), &["--dry-run"]);
    assert_eq!(counts(&rehearsed), [4, 0, 0]);
    assert!(!shop.desk.mirror().exists());

    let json = imported(&shop.desk, example(), &[]);
    assert_eq!(counts(&json), [4, 0, 0]);
    assert_eq!(
        (
            &json["import"],
            &json["rows"],
            &json["dry_run"],
            &json["separator"],
            &json["encoding"],
            &json["extra_columns"]
        ),
        (
            &json!("contractors"),
            &json!(4),
            &json!(false),
            &json!(";"),
            &json!("utf-8"),
            &json!(["uwagi"])
        )
    );
    let listed = shop.desk.run(["contractors", "list", "--json"]).json();
    assert_eq!(
        listed["contractors"],
        json!([
            {"card": 1, "name": "Próbna Kawiarnia sp. z o.o.", "nip": "1234563218", "country": "PL"},
            {"card": 2, "name": "Muster Handel GmbH", "nip": "DE123456789", "country": "DE"},
            {"card": 3, "name": "Anna Próbna", "nip": null, "country": "PL"},
            {"card": 4, "name": "Jan Przykładowy", "nip": null, "country": "PL"},
        ])
    );
    assert_eq!(counts(&imported(&shop.desk, example(), &[])), [0, 0, 4]);

    let said = import(&shop.desk, example(), &["--lang", "en"]).exits(0);
    for line in [
        "Contractors of buyers.csv (encoding utf-8, separator: semicolon)",
        "columns not read: uwagi",
    ] {
        assert!(said.stdout.contains(line), "{said:?}");
    }
    let polish = import(&shop.desk, example(), &["--lang", "pl"]).exits(0);
    assert!(
        polish.stdout.contains("Kontrahenci z pliku buyers.csv"),
        "{polish:?}"
    );
}

#[test]
fn orders_find_imported_buyers_and_make_none() {
    let company = Order {
        invoice_nip: "PL 1234563218".into(),
        invoice_company: "PRÓBNA KAWIARNIA".into(),
        invoice_fullname: "Ewa Próbna".into(),
        invoice_address: "ul. Inna 1".into(),
        invoice_postcode: "00-001".into(),
        invoice_city: "Warszawa".into(),
        invoice_country_code: "PL".into(),
        want_invoice: true,
        ..order(1, PAID, 60)
    };
    let person = Order {
        delivery_fullname: "Anna  Próbna".into(),
        delivery_city: "ŁÓDŹ".into(),
        ..order(2, PAID, 60)
    };
    let shop = Shop::open(world([company, person]));
    // Documents need no KSeF here: the invoice gets its number, too.
    let mut profile = shop.profile();
    profile.rest += "[ksef]\nfrom = 2099-01-01\n";
    shop.desk.write("shop.toml", &profile.text());
    assert_eq!(counts(&imported(&shop.desk, example(), &[])), [4, 0, 0]);
    let before = cards(&shop.desk);

    let out = shop.sync().exits(0);
    assert_eq!(out.number("/contractors/linked"), 2);
    assert_eq!(out.number("/contractors/created"), 0);
    assert_eq!(out.number("/documents/issued/invoice"), 1);
    assert_eq!(out.number("/documents/issued/receipt"), 1);
    // An order never overwrites a card.
    assert_eq!(cards(&shop.desk), before);
    let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
    let mut linked = db
        .prepare(
            "SELECT o.order_id, d.kind, c.short_name FROM documents d JOIN orders o ON o.order_id = d.order_id
             JOIN contractors c ON c.id = o.contractor ORDER BY 1",
        )
        .expect("a query");
    let linked = linked.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    let linked: Vec<(i64, String, String)> = linked
        .expect("rows")
        .map(|row| row.expect("a row"))
        .collect();
    assert_eq!(
        linked,
        [
            (1, "invoice".to_owned(), "PRÓBNA".to_owned()),
            (2, "receipt".to_owned(), "ANNA Z ŁODZI".to_owned())
        ]
    );
}

#[test]
fn a_bad_row_stops_the_whole_file() {
    let shop = shop();
    let _ = imported(&shop.desk, example(), &[]);
    let before = shop.desk.dump();
    let bad = "name;nip;country;city\nDobra;1111111111;PL;Łódź\nZła;1234567890;PL;Łódź\nMuster;DE123456789;Niemcy;Berlin\n";
    let out = import(&shop.desk, bad, &["--json", "--lang", "en"]).exits(2);
    let json = out.json();
    assert_eq!(json["error"]["code"], "import.rows");
    let told = json["problems"].as_array().expect("a list");
    let places: Vec<_> = told
        .iter()
        .map(|problem| (&problem["line"], &problem["column"], &problem["code"]))
        .collect();
    assert_eq!(
        places,
        [
            (&json!(3), &json!("nip"), &json!("row.nip")),
            (&json!(4), &json!("country"), &json!("row.country")),
        ]
    );
    assert!(
        out.stderr
            .contains("line 3, column B (nip), \"1234567890\": is no Polish NIP"),
        "{out:?}"
    );
    assert_eq!(shop.desk.dump(), before);

    // Two hits are the same: nothing of the file is applied.
    let twins = "short_name;name;city\nA;Ewa;Łódź\nB;Ewa;Łódź\n";
    let _ = imported(&shop.desk, twins, &[]);
    let before = shop.desk.dump();
    let text = "name;city;phone\nOla;Łódź;1\nEwa;Łódź;1\n";
    let out = import(&shop.desk, text, &["--json", "--lang", "pl"]).exits(2);
    assert_eq!(out.json()["error"]["code"], "row.name-shared");
    assert!(
        out.stderr.contains("wiersz 3") && out.stderr.contains("kartoteki 5, 6"),
        "{out:?}"
    );
    assert_eq!(shop.desk.dump(), before);
    // Of a file that is refused, no mirror is left behind.
    std::fs::remove_dir_all(shop.desk.path("data")).expect("removed");
    let _ = import(&shop.desk, bad, &[]).exits(2);
    assert!(!shop.desk.mirror().exists());
}

#[test]
fn columns_of_other_names_and_encodings() {
    let shop = shop();
    // Windows-1250, commas: Łódź, Próbna.
    let mut bytes = b"Nazwa firmy,tin,locality,Uwagi\nPr".to_vec();
    bytes.extend([0xF3]);
    bytes.extend(b"bna,1234563218,");
    bytes.extend([0xA3, 0xF3, b'd', 0x9F]);
    bytes.extend(b",x\n");
    let json = imported(
        &shop.desk,
        &bytes,
        &["--map", "Nazwa firmy=name", "--map", "Uwagi=-"],
    );
    assert_eq!(counts(&json), [1, 0, 0]);
    assert_eq!(
        (&json["encoding"], &json["separator"]),
        (&json!("windows-1250"), &json!(","))
    );
    assert_eq!(
        json["columns"],
        json!([{"heading": "Nazwa firmy", "field": "name"}, {"heading": "tin", "field": "nip"}, {"heading": "locality", "field": "city"}])
    );
    assert!(
        cards(&shop.desk)[0].contains("Próbna"),
        "{:?}",
        cards(&shop.desk)
    );
    // What was said is remembered.
    assert_eq!(counts(&imported(&shop.desk, &bytes, &[])), [0, 0, 1]);
    let out = import(&shop.desk, &bytes, &["--map", "tin=regon", "--json"]).exits(2);
    assert_eq!(out.error().0, "import.map");
}

#[test]
fn an_export_makes_the_same_cards_again() {
    let mut odd = order(1, PAID, 90);
    odd.delivery_fullname = "=HYPERLINK(\"x\";1)".into();
    odd.phone = "+48 600 000 002".into();
    let shop = Shop::open(world([odd, order(2, PAID, 90)]));
    let _ = shop.sync().exits(0);
    let _ = imported(&shop.desk, example(), &[]);
    let nasty = "short_name;name;city;email\n'=A1;\"@x; \"\"y\"\"\";Łódź;-\n'90S;Zażółć 🎁\u{202e}x;Gęśl;\n";
    let _ = imported(&shop.desk, nasty, &[]);
    let before = cards(&shop.desk);
    assert_eq!(before.len(), 8);

    let text = exported(&shop.desk);
    assert!(
        text.contains("'=HYPERLINK") && text.contains(";'+48 600 000 002"),
        "{text}"
    );
    let formula = |cell: &str| cell.trim_matches('"').starts_with(['=', '+', '-', '@']);
    let cells = text.trim_start_matches('\u{feff}').split([';', '\n']);
    assert_eq!(cells.filter(|cell| formula(cell)).count(), 0, "{text}");
    assert_eq!(counts(&imported(&shop.desk, &text, &[])), [0, 0, 8]);
    assert_eq!(cards(&shop.desk), before);

    let fresh = self::shop();
    assert_eq!(counts(&imported(&fresh.desk, &text, &[])), [8, 0, 0]);
    assert_eq!(cards(&fresh.desk), before);
    assert_eq!(exported(&fresh.desk), text);
}

#[test]
fn a_card_that_no_file_can_say_is_told_beside_the_export() {
    let shop = shop();
    let _ = imported(&shop.desk, example(), &[]);
    let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
    db.execute(
        "UPDATE contractors SET nip = 'PRIVATE', country = 'US' WHERE id = 3",
        [],
    )
    .expect("changed");
    let out = shop
        .desk
        .run([
            "mirror",
            "export",
            "contractors",
            "-o",
            "out.csv",
            "--json",
            "--lang",
            "en",
        ])
        .exits(0);
    let json = out.json();
    let problem = &json["problems"][0];
    assert_eq!(
        (&problem["code"], &problem["line"]),
        (&json!("row.tax-id"), &json!(4)),
        "{json}"
    );
    assert!(
        out.stderr
            .contains("mirror import contractors will not take this file"),
        "{out:?}"
    );
    assert!(shop.desk.path("out.csv").exists());
}
