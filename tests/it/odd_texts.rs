//! Odd texts of a shop neither steer a terminal nor keep an order from its document.

use firmino_link::sandbox::Order;

use crate::shop::status::PAID;
use crate::shop::{Shop, order, world};

#[test]
fn no_escape_of_an_order_reaches_the_terminal() {
    let escape = "\u{1b}]0;evil\u{7}";
    let mut odd = order(1, PAID, 60);
    let line = &mut odd.products[0];
    for text in [
        &mut line.name,
        &mut line.sku,
        &mut odd.currency,
        &mut odd.delivery_fullname,
        &mut odd.delivery_city,
        &mut odd.delivery_method,
        &mut odd.payment_method,
    ] {
        text.push_str(escape);
    }
    let buyer = format!("Anna {escape}");
    let issued = Order {
        delivery_fullname: buyer,
        ..order(2, PAID, 60)
    };
    let shop = Shop::open(world([odd, issued]));
    let rehearsed = shop.desk.run(["sync", "orders", "--dry-run"]);
    let mut all = vec![rehearsed, shop.desk.run(["sync", "orders"])];
    let number = shop.desk.documents()[0].0.clone();
    for args in [
        &["orders", "list"][..],
        &["orders", "show", "1"],
        &["documents", "list"],
        &["documents", "show", &number],
    ] {
        all.push(shop.desk.run(args).exits(0));
    }
    for out in all {
        let raw = [&out.stdout, &out.stderr].map(|text| text.contains(['\u{1b}', '\u{7}']));
        assert_eq!(raw, [false; 2], "{out:?}");
    }
    let list = shop.desk.run(["orders", "list"]).stdout;
    assert!(list.contains("PLN\\u{1b}]0;EVIL"), "{list}");
}

#[test]
fn names_with_nul_get_their_receipt() {
    let mut buyer = order(1, PAID, 60);
    buyer.delivery_fullname = "\0Anna\0Próbna".into();
    let mut product = order(2, PAID, 60);
    product.products[0].name = "\0Kubek\0 mały".into();
    product.products[0].product_id = "560002".into();
    product.products[0].sku = "KUB-NUL".into();
    let shop = Shop::open(world([buyer, product]));
    let out = shop.sync().exits(0);
    assert_eq!(out.number("/documents/issued/receipt"), 2);
    let shown = |row: usize| {
        let number = &shop.desk.documents()[row].0;
        shop.desk.run(["documents", "show", number]).exits(0).stdout
    };
    assert!(shown(0).contains(" Anna Próbna,"), "{}", shown(0));
    assert!(shown(1).contains("Kubek mały "), "{}", shown(1));
}

/// A megabyte of a buyer's name, marks that turn the writing round, and SQL: kept whole in the book, cut on the card, and
/// harmless where it is shown.
#[test]
fn a_megabyte_bidi_marks_and_sql_are_kept_and_harmless() {
    let evil = "\u{202e}Robert'); DROP TABLE documents;--\u{2066}";
    let mut long = order(1, PAID, 60);
    long.delivery_fullname = format!("{evil}{}", "Ż".repeat(500_000));
    let mut wanted = order(2, PAID, 50);
    wanted.want_invoice = true;
    wanted.delivery_fullname = evil.into();
    wanted.delivery_city = evil.into();
    let shop = Shop::open(world([long, wanted]));
    let out = shop.sync().exits(0);
    assert_eq!(out.number("/documents/issued/receipt"), 1);
    assert_eq!(out.number("/documents/issued/invoice"), 1);
    let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
    let kept: i64 = db
        .query_row(
            "SELECT length(json_extract(buyer, '$.name')) FROM documents WHERE order_id = 1",
            [],
            |row| row.get(0),
        )
        .expect("a length");
    assert!(kept > 500_000, "{kept}");
    let card: i64 = db
        .query_row("SELECT max(length(name)) FROM contractors", [], |row| {
            row.get(0)
        })
        .expect("a length");
    assert_eq!(card, 500);
    for args in [
        &["orders", "list"][..],
        &["documents", "list"],
        &["orders", "show", "1"],
    ] {
        let out = shop.desk.run(args).exits(0);
        assert!(!out.stdout.contains(['\u{202e}', '\u{2066}']), "{args:?}");
        assert!(out.stdout.contains("Robert')"), "{args:?}");
    }
}
