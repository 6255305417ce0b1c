//! `documents pdf`: what is printed is what the book says, and a file takes nobody's place.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};

use super::{rows, shop, told};
use crate::shop::{Desk, Shop};

/// Text of a PDF, as another program reads it.
fn text(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).expect("text");
    // The reader puts a space after each run.
    text.replace(" \n", "\n")
}

/// The printout on stdout.
fn printed(desk: &Desk, args: &[&str]) -> Vec<u8> {
    let out = desk.command(args).output().expect("started");
    assert_eq!(out.status.code(), Some(0), "{out:?}");
    assert!(out.stderr.is_empty(), "{out:?}");
    out.stdout
}

/// `1 234,56`, counted here on its own.
fn polish(grosze: i64) -> String {
    let units = (grosze.abs() / 100).to_string();
    let mut groups: Vec<&str> = Vec::new();
    let mut rest = units.as_str();
    while rest.len() > 3 {
        let (head, group) = rest.split_at(rest.len() - 3);
        groups.insert(0, group);
        rest = head;
    }
    groups.insert(0, rest);
    let sign = if grosze < 0 { "-" } else { "" };
    format!("{sign}{},{:02}", groups.join("\u{a0}"), grosze.abs() % 100)
}

/// Without spaces and line ends, for texts that may be broken.
fn plain(text: &str) -> String {
    text.split_whitespace().collect()
}

/// As it is printed: a replacement for an emoji, nothing for what only turns the direction.
fn shown(text: &str) -> String {
    let shown = text.chars().filter(|c| *c != '\u{202e}').map(|c| match c {
        '\u{10000}'.. => '\u{fffd}',
        c => c,
    });
    plain(&shown.collect::<String>())
}

/// Whether the printout has every figure of the document in the mirror.
fn agrees(db: &rusqlite::Connection, number: &str, text: &str) {
    let (id, gross, currency, buyer, issued, sold): (i64, i64, String, String, String, String) = db
        .query_row(
            "SELECT id, gross, currency, buyer, issued_on, sold_on FROM documents WHERE number = ?1",
            [number],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?)),
        )
        .expect("a document");
    let buyer: Value = serde_json::from_str(&buyer).expect("a buyer");
    let holds = |part: &str| assert!(text.contains(part), "{part:?} is not in:\n{text}");
    holds(&format!("{number}\n"));
    holds(&format!("{}\u{a0}{currency}\n", polish(gross)));
    holds(&format!("{issued}\n"));
    holds(&format!("{sold}\n"));
    for key in ["street", "city", "tax_id"] {
        holds(buyer[key].as_str().expect("a text"));
    }
    let all = plain(text);
    let name = shown(buyer["name"].as_str().expect("a text"));
    assert!(all.contains(&name), "{name} is not in:\n{text}");

    let mut lines = db
        .prepare("SELECT name, quantity, unit, price, rate, gross FROM document_lines WHERE document = ?1")
        .expect("a query");
    let mut lines = lines.query([id]).expect("rows");
    let mut count = 0;
    while let Some(row) = lines.next().expect("a row") {
        let get = |at: usize| row.get::<_, String>(at).expect("a text");
        let (quantity, gross): (i64, i64) =
            (row.get(1).expect("pieces"), row.get(5).expect("gross"));
        let rate = percent(&get(4));
        let price = get(3).replace('.', ",");
        assert!(all.contains(&shown(&get(0))), "{}", get(0));
        // Figures of one line stand one after the other.
        let figures = format!(
            "{quantity}\n{}\n{price}\n{rate}\n{}\n",
            get(2),
            polish(gross)
        );
        holds(&figures);
        count += 1;
    }
    assert!(count > 0);
    let mut rates = db
        .prepare("SELECT rate, net, vat, gross FROM document_rates WHERE document = ?1")
        .expect("a query");
    let mut rates = rates.query([id]).expect("rows");
    while let Some(row) = rates.next().expect("a row") {
        let sum = |at: usize| polish(row.get(at).expect("a sum"));
        let rate = percent(&row.get::<_, String>(0).expect("a rate"));
        // In a table of rates, where a row in a foreign currency goes on with VAT in PLN.
        let row = format!("{rate}\n{}\n{}\n{}\n", sum(1), sum(2), sum(3));
        holds(&row);
    }
}

fn percent(rate: &str) -> String {
    match rate.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("{}%", rate.replace('.', ",")),
        false => rate.to_owned(),
    }
}

#[test]
fn every_document_of_the_demo_is_printed_as_the_mirror_has_it() {
    let desk = Desk::bare();
    let _ = desk.run(["demo", "--keep", "."]).exits(0);
    std::fs::rename(desk.path("demo.toml"), desk.path("shop.toml")).expect("renamed");
    let run = |args: &[&str]| printed(&desk, args);
    let list: Value =
        serde_json::from_slice(&run(&["documents", "list", "--json"])).expect("a list");
    let db = rusqlite::Connection::open(desk.path("demo.sqlite")).expect("opened");
    let mut kinds = BTreeSet::new();
    for row in list["documents"].as_array().expect("a list") {
        let number = row["number"].as_str().expect("a number");
        let bytes = run(&["documents", "pdf", number, "-o", "-"]);
        assert!(bytes.len() <= 40_000, "{number}: {}", bytes.len());
        let text = text(&bytes);
        agrees(&db, number, &text);
        let kind = row["kind"].as_str().expect("a kind");
        let fiscal = text.contains("nie jest paragonem fiskalnym");
        assert_eq!(fiscal, kind == "receipt", "{number}");
        assert!(text.contains(if kind == "receipt" {
            "Paragon\n"
        } else {
            "Faktura\n"
        }));
        let foreign = row["currency"] != "PLN";
        assert_eq!(text.contains("Kurs NBP"), foreign, "{number}");
        // Another process draws the same bytes.
        assert_eq!(run(&["documents", "pdf", number, "-o", "-"]), bytes);
        kinds.insert(kind.to_owned());
    }
    assert!(kinds.len() >= 2, "{kinds:?}");
}

/// A shop with a receipt.
fn with_receipt() -> (Shop, String) {
    let shop = shop();
    let _ = shop.desk.run(["orders", "issue", "2"]).exits(0);
    let number = rows(&shop.desk)[0]["number"]
        .as_str()
        .expect("a number")
        .to_owned();
    (shop, number)
}

#[test]
fn a_file_is_named_after_the_number_and_takes_nobodys_place() {
    let (shop, number) = with_receipt();
    let desk = &shop.desk;
    std::fs::remove_file(desk.path("shop.token")).expect("removed");
    shop.sandbox.with(firmino_link::sandbox::World::clear_log);
    let name = format!("{}.pdf", number.replace('/', "-"));
    let file = desk.path(&name);

    let out = told(desk, &["documents", "pdf", &number]).exits(0);
    let bytes = std::fs::read(&file).expect("written");
    assert_eq!(
        out.json(),
        json!({"schema": 1, "pdf": {"number": number, "file": name, "bytes": bytes.len(), "pages": 1}})
    );
    let mode = std::fs::metadata(&file)
        .expect("there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(
        printed(desk, &["documents", "pdf", &number, "-o", "-"]),
        bytes
    );
    assert!(text(&bytes).contains("BL ORDER"));

    // The same bytes are there: nothing to do, and said so.
    let again = desk.run(["documents", "pdf", &number]).exits(0);
    assert!(again.stdout.contains("there already"), "{again:?}");
    let polish = desk.run([
        "--lang",
        "pl",
        "documents",
        "pdf",
        &number,
        "-o",
        "inny.pdf",
    ]);
    assert!(
        polish
            .exits(0)
            .stdout
            .contains("wydruk w pliku inny.pdf (1 strona)")
    );

    // Anything else stays.
    let dangling = desk.path("link.pdf");
    std::os::unix::fs::symlink("nowhere.pdf", &dangling).expect("linked");
    desk.write("longer.pdf", "mine");
    std::fs::write(desk.path("same-size.pdf"), vec![0; bytes.len()]).expect("written");
    for other in [
        "longer.pdf",
        "same-size.pdf",
        "data",
        "link.pdf",
        "/dev/null",
    ] {
        let out = told(desk, &["documents", "pdf", &number, "-o", other]).exits(2);
        assert_eq!(out.error().0, "document.file-there", "{other}");
    }
    assert_eq!(
        std::fs::read_to_string(desk.path("longer.pdf")).expect("there"),
        "mine"
    );
    assert!(!desk.path("nowhere.pdf").exists());
    let out = told(
        desk,
        &["documents", "pdf", &number, "-o", "no/such/folder.pdf"],
    )
    .exits(1);
    assert_eq!(out.error().0, "document.file");
    let out = told(desk, &["documents", "pdf", &number, "-o", "-"]).exits(2);
    assert_eq!(out.error().0, "document.pdf-stdout");

    let folder = std::fs::read_dir(desk.path("")).expect("read");
    let left = folder
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(".tmp"));
    assert_eq!(left.count(), 0, "temporary files");
    let calls = shop.sandbox.with(|world| world.log().count("getOrders"));
    assert_eq!(calls, 0);
}

#[test]
fn what_has_no_number_has_no_printout() {
    let shop = shop();
    // Order 1 waits for KSeF, 3 for its payment: neither has a document under any name.
    for number in ["1", "3", "BL/1/11/2026", ""] {
        let (code, fix) = told(&shop.desk, &["documents", "pdf", number])
            .exits(2)
            .error();
        assert_eq!(
            (code.as_str(), fix.as_str()),
            ("document.unknown", "firmino-link documents list")
        );
    }
}

#[test]
fn a_document_from_firmino_has_the_print_that_was_kept() {
    let shop = shop();
    let desk = &shop.desk;
    std::fs::write(desk.path("fv.pdf"), b"%PDF-1.7 from elsewhere").expect("written");
    for (order, number, pdf) in [("1", "FV 7/2026", Some("fv.pdf")), ("2", "PA 8", None)] {
        let mut args = vec!["documents", "confirm", order, "--number", number];
        args.extend(pdf.iter().flat_map(|file| ["--pdf", file]));
        let _ = desk.run(args).exits(0);
    }
    let out = told(desk, &["documents", "pdf", " FV 7/2026 "]).exits(0);
    let kept = &out.json()["pdf"];
    assert_eq!(kept["file"], "FV-7-2026.pdf");
    assert_eq!(kept["pages"], Value::Null);
    let bytes = std::fs::read(desk.path("FV-7-2026.pdf")).expect("written");
    assert_eq!(bytes, b"%PDF-1.7 from elsewhere");

    let out = told(desk, &["documents", "pdf", "PA 8"]).exits(3);
    assert_eq!(out.error().0, "document.no-print");
    assert!(!desk.path("PA-8.pdf").exists());
}

#[test]
fn a_void_document_is_printed_with_its_mark() {
    let (shop, number) = with_receipt();
    let before = printed(&shop.desk, &["documents", "pdf", &number, "-o", "-"]);
    assert!(!text(&before).contains("ANULOWANY"));
    let reason = "pomyłka w nazwie";
    let _ = shop
        .desk
        .run(["documents", "void", &number, "--reason", reason])
        .exits(0);
    let after = text(&printed(
        &shop.desk,
        &["documents", "pdf", &number, "-o", "-"],
    ));
    assert!(
        after.contains("DOKUMENT ANULOWANY\nPowód: pomyłka w nazwie\n"),
        "{after}"
    );
}

/// An invoice to a receipt names it, and later passes leave printouts as they are.
#[test]
fn printouts_stay_the_same_when_the_order_changes() {
    let (shop, number) = with_receipt();
    let args = ["documents", "pdf", number.as_str(), "-o", "-"];
    let before = printed(&shop.desk, &args);
    let _ = shop
        .desk
        .run([
            "orders",
            "issue",
            "2",
            "--kind",
            "invoice",
            "--to-receipt",
            &number,
        ])
        .exits(0);
    assert!(shop.sandbox.with(|world| {
        world.edit_order(2, |order| order.invoice_city = "Gdzie Indziej".into())
    }));
    let _ = shop.sync();
    assert_eq!(printed(&shop.desk, &args), before);
    let invoice = rows(&shop.desk)[1]["number"]
        .as_str()
        .expect("a number")
        .to_owned();
    let invoice = text(&printed(
        &shop.desk,
        &["documents", "pdf", &invoice, "-o", "-"],
    ));
    assert!(
        invoice.contains(&format!("Faktura do paragonu {number} (FP)")),
        "{invoice}"
    );
}
