//! `products link` and `products unlink`.

use super::{change, conflict, json, rows, run, shop};
use crate::shop::status::PAID;
use crate::shop::{Desk, Shop, order, world};

const LINKS: &str = "SELECT product, card, by FROM product_links ORDER BY product";
const PARTED: &str = "SELECT product, card FROM parted ORDER BY product, card";
const OPEN: &str = "SELECT product, card, what FROM conflicts ORDER BY product, card, what";

fn refused(desk: &Desk, args: &[&str], code: &str, says: &[&str]) {
    let before = desk.dump();
    let out = run(desk, &[&["products"], args, &["--json"]].concat()).exits(2);
    assert_eq!(out.error().0, code);
    for word in says {
        assert!(out.stderr.contains(word), "{word}: {}", out.stderr);
    }
    assert_eq!(desk.dump(), before);
}

#[test]
fn a_persons_link_is_kept_and_settles_what_was_open() {
    let shop = shop();
    conflict(&shop.desk, 5002, 2, "product.several-by-sku", [None; 3]);
    conflict(&shop.desk, 5002, 3, "product.several-by-sku", [None; 3]);
    conflict(&shop.desk, 0, 3, "product.several-by-sku", [None; 3]);
    conflict(&shop.desk, 5001, 1, "name", [None; 3]);
    let told = json(&shop.desk, &["products", "link", "3", "5002"]);
    assert_eq!(told["changed"], true);
    assert_eq!(told["notes"], serde_json::json!([]));
    let row = &told["products"][0];
    assert_eq!(
        (&row["card"], &row["baselinker_id"], &row["linked_by"]),
        (&3.into(), &5002.into(), &"person".into())
    );
    assert_eq!(rows(&shop.desk, LINKS), "5001 1 link|5002 3 person");
    assert_eq!(rows(&shop.desk, OPEN), "5001 1 name");
    // With another card the product never agreed on anything: it is read and compared anew.
    let agreed =
        "SELECT product, stale, agreed IS NULL FROM catalogue WHERE product IN (5001, 5002)";
    assert_eq!(rows(&shop.desk, agreed), "5001 0 0|5002 1 1");

    let before = shop.desk.dump();
    let again = json(&shop.desk, &["products", "link", "id:3", "5002"]);
    assert_eq!(again["changed"], false);
    assert_eq!(shop.desk.dump(), before);
    let said = run(&shop.desk, &["products", "link", "3", "5002"])
        .exits(0)
        .stdout;
    assert!(said.contains("already: nothing was changed"), "{said}");
    assert!(shop.sandbox.with(|world| world.log().is_empty()));
}

#[test]
fn confirming_a_link_leaves_open_in_what_the_two_differ() {
    let shop = shop();
    conflict(&shop.desk, 5001, 1, "name", [None; 3]);
    let told = json(&shop.desk, &["products", "link", "KUB", "5001"]);
    assert_eq!(told["changed"], true);
    assert_eq!(told["products"][0]["conflict"], "name");
    assert_eq!(rows(&shop.desk, LINKS), "5001 1 person");
    assert_eq!(rows(&shop.desk, OPEN), "5001 1 name");
    let agreed = "SELECT stale, agreed IS NULL FROM catalogue WHERE product = 5001";
    assert_eq!(rows(&shop.desk, agreed), "0 0");
}

#[test]
fn cards_and_products_that_are_another_one_are_refused() {
    let shop = shop();
    let desk = &shop.desk;
    refused(
        desk,
        &["link", "4", "5001"],
        "product.linked",
        &["card 1 \"Kubek\" (KUB)", "products unlink 1"],
    );
    refused(
        desk,
        &["link", "KUB", "5031"],
        "card.linked",
        &["product 5001", "products unlink 1"],
    );
    refused(
        desk,
        &["link", "DUB", "5002"],
        "card.ambiguous",
        &["2 \"Talerz\"", "3 \"Talerz głęboki\"", "id:2 or id:3"],
    );
    // `2` is the SKU of card 5 and the id of card 2.
    refused(
        desk,
        &["link", "2", "5002"],
        "card.ambiguous",
        &["id:2 or id:5"],
    );
    refused(desk, &["unlink", "2"], "card.ambiguous", &["id:2 or id:5"]);
    for unknown in ["77", "id:77", "sku:KUBEK", "id:KUB", "", "0"] {
        refused(
            desk,
            &["link", unknown, "5002"],
            "card.unknown",
            &["products list"],
        );
        refused(
            desk,
            &["unlink", unknown],
            "card.unknown",
            &["products list"],
        );
    }
    refused(
        desk,
        &["link", "4", "5003"],
        "product.parent",
        &["5031, 5032", "products link 4 5031"],
    );
    // A product that variants point to is a parent, whatever its details say.
    change(
        desk,
        "UPDATE catalogue SET role = 'unknown' WHERE product = 5003",
    );
    refused(
        desk,
        &["link", "4", "5003"],
        "product.parent",
        &["5031, 5032"],
    );
    refused(
        desk,
        &["link", "4", "5004"],
        "product.gone",
        &["sync products"],
    );
    for id in ["0", "-1", "x"] {
        let _ = run(desk, &["products", "link", "4", id]).exits(2);
    }
    // Which one is meant can always be said.
    let told = json(desk, &["products", "link", "sku:2", "5031"]);
    assert_eq!(told["products"][0]["card"], 5);
    let told = json(desk, &["products", "link", "id:2", "5002"]);
    assert_eq!(told["products"][0]["card"], 2);
}

#[test]
fn a_product_that_was_not_read_yet_is_linked_with_a_note() {
    let shop = shop();
    let told = json(&shop.desk, &["products", "link", "4", "987654"]);
    assert_eq!(told["notes"][0]["code"], "product.not-read");
    assert_eq!(rows(&shop.desk, LINKS), "5001 1 link|987654 4 person");
    let out = run(&shop.desk, &["products", "link", "4", "987654"]).exits(0);
    assert!(
        out.stderr.contains("does not know product 987654"),
        "{out:?}"
    );
}

#[test]
fn unlinking_is_remembered_until_a_person_says_otherwise() {
    let shop = shop();
    conflict(&shop.desk, 5001, 1, "name", [None; 3]);
    let told = json(&shop.desk, &["products", "unlink", "KUB"]);
    assert_eq!(
        (&told["changed"], &told["was"]),
        (&true.into(), &5001.into())
    );
    assert_eq!(
        told["products"][0]["baselinker_id"],
        serde_json::Value::Null
    );
    assert_eq!(rows(&shop.desk, LINKS), "");
    assert_eq!(rows(&shop.desk, PARTED), "5001 1");
    assert_eq!(rows(&shop.desk, OPEN), "");
    let before = shop.desk.dump();
    let again = json(&shop.desk, &["products", "unlink", "KUB"]);
    assert_eq!(
        (&again["changed"], &again["was"]),
        (&false.into(), &serde_json::Value::Null)
    );
    assert_eq!(shop.desk.dump(), before);
    let said = run(&shop.desk, &["products", "unlink", "1"])
        .exits(0)
        .stdout;
    assert!(said.contains("linked to no product"), "{said}");

    let back = run(&shop.desk, &["products", "link", "1", "5001"])
        .exits(0)
        .stdout;
    assert!(back.contains("firmino-link products unlink 1"), "{back}");
    assert_eq!(rows(&shop.desk, PARTED), "");
    assert_eq!(rows(&shop.desk, LINKS), "5001 1 person");
    let polish = shop
        .desk
        .run(["products", "unlink", "1", "--lang", "pl"])
        .exits(0)
        .stdout;
    assert!(
        polish.contains("żadna synchronizacja nie połączy ich sama"),
        "{polish}"
    );
}

#[test]
fn an_order_does_not_link_again_what_a_person_parted() {
    let shop = Shop::open(world([order(1, PAID, 90)]));
    let _ = shop.sync().exits(0);
    let linked = rows(&shop.desk, LINKS);
    let _ = run(&shop.desk, &["products", "unlink", "1"]).exits(0);
    let parted = rows(&shop.desk, PARTED);
    assert!(linked.starts_with(&parted), "{linked} {parted}");
    crate::shop::next_second();
    shop.sandbox
        .with(|world| world.put_order(order(2, PAID, 30)));
    let _ = shop.sync().exits(0);
    assert_eq!(rows(&shop.desk, PARTED), parted);
    let product = parted.split(' ').next().expect("a product");
    let card = rows(
        &shop.desk,
        &format!("SELECT card FROM product_links WHERE product = {product}"),
    );
    assert!(!card.is_empty() && card != "1", "{card}");
}
