//! `documents export`: one month for the accountant.

use std::os::unix::fs::PermissionsExt as _;

use firmino_link::sandbox::Order;
use serde_json::{Value, json};

use super::{SELLER, ksef, shop, today, told};
use crate::shop::status::PAID;
use crate::shop::{Desk, Shop, order, world};

/// Receipts 2 (void) and 2 again, with an invoice to it and a correction; 1 confirmed with its KSeF number; 3 ready and
/// 4 held.
fn full() -> Shop {
    let shop = shop();
    let day = today();
    let run = |args: &[&str]| {
        let _ = shop.desk.run(args).exits(0);
    };
    let number = ksef(SELLER, &day);
    run(&[
        "documents",
        "confirm",
        "1",
        "--number",
        "=FV 1",
        "--ksef",
        &number,
    ]);
    run(&["orders", "issue", "2"]);
    let first = last(&shop.desk);
    run(&["documents", "void", &first, "--reason", "błąd; w nazwie"]);
    run(&["orders", "issue", "2"]);
    let second = last(&shop.desk);
    run(&[
        "orders",
        "issue",
        "2",
        "--kind",
        "invoice",
        "--to-receipt",
        &second,
    ]);
    run(&[
        "documents",
        "corrected",
        &second,
        "--by",
        "KOR 1",
        "--date",
        &day,
        "--gross",
        "-10",
    ]);
    shop
}

fn last(desk: &Desk) -> String {
    let documents = desk.documents();
    documents.last().expect("a document").0.clone()
}

fn export(shop: &Shop, rest: &[&str]) -> crate::shop::Out {
    let month = today()[..7].to_owned();
    let args = ["documents", "export", "--month", &month];
    shop.desk.run([args.as_slice(), rest].concat())
}

#[test]
fn the_table_is_safe_for_spreadsheets_and_says_everything() {
    let shop = full();
    let text = export(&shop, &["--lang", "pl"]).exits(0).stdout;
    assert!(text.starts_with("\u{feff}numer;rodzaj;rola;"), "{text}");
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains('\n'));
    let lines: Vec<&str> = text.lines().collect();
    let line = |begin: &str| {
        let found = lines.iter().find(|line| line.starts_with(begin));
        *found.unwrap_or_else(|| panic!("no {begin}: {text}"))
    };
    let firm = line("'=FV 1;Faktura;sprzedaż;");
    assert!(
        firm.contains(";5265877635;PL;23;44,70;10,28;54,98;PLN;"),
        "{firm}"
    );
    assert!(
        firm.contains(&ksef(SELLER, &today())) && firm.contains(";Firmino;"),
        "{firm}"
    );
    let void = line("PA-BL/1/");
    assert!(
        void.contains(";0,00;0,00;0,00;PLN;") && void.contains("\"błąd; w nazwie\""),
        "{void}"
    );
    let receipt = line("PA-BL/2/");
    assert!(
        receipt.contains(";DI;;tak;") && receipt.contains("KOR 1;") && receipt.contains(";-10,00;"),
        "{receipt}"
    );
    let invoice = line("BL/1/");
    assert!(
        invoice.contains("do paragonu") && invoice.contains(";BFK;FP;nie;"),
        "{invoice}"
    );
    assert_eq!(
        line("Paragon;PLN;"),
        "Paragon;PLN;23;1;44,70;10,28;54,98;10,28"
    );
    assert_eq!(
        line("Faktura;PLN;"),
        "Faktura;PLN;23;1;44,70;10,28;54,98;10,28"
    );
    assert!(line("PA-BL/{n}").ends_with(";brak luk"));
    assert!(line("3;").contains(";do wystawienia;"));
    assert!(line("4;").contains("Wymaga edycji"));
    let english = export(&shop, &["--lang", "en"]).exits(0).stdout;
    assert!(english.starts_with("\u{feff}number;kind;role;"));
    assert!(english.contains(";no gaps\r\n"));
}

#[test]
fn the_same_as_one_object() {
    let shop = full();
    let out = export(&shop, &["--json"]).exits(0).json();
    assert_eq!(out["schema"], 1);
    let documents = out["documents"].as_array().expect("a list");
    let of = |key: &str| {
        documents
            .iter()
            .map(|row| row[key].clone())
            .collect::<Vec<Value>>()
    };
    assert_eq!(
        of("turnover"),
        [json!(true), json!(false), json!(true), json!(false)]
    );
    assert_eq!(
        of("fp"),
        [json!(false), json!(false), json!(false), json!(true)]
    );
    assert_eq!(of("marker")[1..], [Value::Null, json!("DI"), json!("BFK")]);
    let sum = json!({"kind": "invoice", "currency": "PLN", "rate": "23", "documents": 1, "net": "44.70", "vat": "10.28",
        "gross": "54.98", "vat_pln": "10.28"});
    assert_eq!(out["sums"][0], sum);
    for series in out["series"].as_array().expect("a list") {
        assert_eq!(series["missing"], json!([]));
    }
    assert_eq!(out["corrections"][0]["number"], "KOR 1");
    let open = out["without_document"].as_array().expect("a list").iter();
    let open: Vec<_> = open
        .map(|row| (row["order"].as_i64(), row["state"].clone()))
        .collect();
    assert_eq!(
        open,
        [(Some(4), json!("needs-editing")), (Some(3), json!("ready"))]
    );
    // Another month has nothing.
    let args = ["documents", "export", "--month", "2020-02"];
    let out = told(&shop.desk, &args).exits(0).json();
    assert_eq!((&out["documents"], &out["sums"]), (&json!([]), &json!([])));
}

#[test]
fn a_file_takes_its_place_whole_and_private() {
    let shop = full();
    let path = shop.desk.path("month.csv");
    std::fs::write(&path, "old").expect("written");
    let said = export(&shop, &["-o", "month.csv"]).exits(0);
    assert!(said.stdout.contains("4 documents"), "{said:?}");
    let text = std::fs::read_to_string(&path).expect("there");
    assert_eq!(text, export(&shop, &[]).exits(0).stdout);
    let mode = std::fs::metadata(&path)
        .expect("there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let (code, _) = export(&shop, &["--json", "-o", "none/month.csv"])
        .exits(1)
        .error();
    assert_eq!(code, "export.file");
    let _ = shop
        .desk
        .run(["documents", "export", "--month", "2026-13"])
        .exits(2);
    let _ = shop.desk.run(["documents", "export"]).exits(2);
}

#[test]
fn a_confirmed_invoice_without_its_ksef_number_is_marked_so() {
    let shop = shop();
    let _ = shop
        .desk
        .run(["documents", "confirm", "1", "--number", "FV 1"])
        .exits(0);
    let out = export(&shop, &["--json"]).exits(0).json();
    assert_eq!(out["documents"][0]["marker"], "?");
}

#[test]
fn a_foreign_currency_is_told_with_its_rate_and_its_vat_in_pln() {
    let euro = Order {
        currency: "EUR".into(),
        ..order(9, PAID, 60)
    };
    let shop = Shop::open(world([euro]));
    let _ = shop.sync().exits(0);
    let out = export(&shop, &["--json"]).exits(0).json();
    let document = &out["documents"][0];
    let rate = document["conversion"]["rate"].as_str().expect("a rate");
    let table = document["conversion"]["table"].as_str().expect("a table");
    let pln = document["rates"][0]["vat_pln"].as_str().expect("a sum");
    assert_eq!(document["currency"], "EUR");
    assert_ne!(document["rates"][0]["vat"], pln);
    assert_eq!(out["sums"][0]["vat_pln"], pln);
    let text = export(&shop, &[]).exits(0).stdout;
    let expected = format!(";EUR;{};{table};", rate.replace('.', ","));
    assert!(text.contains(&expected), "{expected} in {text}");
    assert!(
        text.contains(&format!(";{};DI;", pln.replace('.', ","))),
        "{text}"
    );
}
