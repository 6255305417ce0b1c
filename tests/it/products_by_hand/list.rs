//! `products list`, `links`, `conflicts`.

use serde_json::{Value, json};

use super::{conflict, json, run, shop};

#[test]
fn cards_are_listed_with_their_products_oldest_first() {
    let shop = shop();
    conflict(&shop.desk, 5001, 1, "name", [Some("a"), Some("b"), None]);
    conflict(&shop.desk, 5002, 2, "product.several-by-sku", [None; 3]);
    let told = json(&shop.desk, &["products", "list"]);
    assert_eq!(told["schema"], 1);
    let cards = told["products"].as_array().expect("a list");
    assert_eq!(
        cards[0],
        json!({"card": 1, "sku": "KUB", "ean": null, "name": "Kubek", "baselinker_id": 5001, "linked_by": "link",
               "conflict": "name"})
    );
    assert_eq!(
        cards[1],
        json!({"card": 2, "sku": "DUB", "ean": null, "name": "Talerz", "baselinker_id": null, "linked_by": null,
               "conflict": "product.several-by-sku"})
    );
    let ids: Vec<&Value> = cards.iter().map(|card| &card["card"]).collect();
    assert_eq!(ids, [1, 2, 3, 4, 5]);
    assert_eq!(cards[3]["sku"], Value::Null);
    let two = json(&shop.desk, &["products", "list", "--limit", "2"]);
    assert_eq!(two["products"].as_array().expect("a list").len(), 2);

    // What a link waits for goes before what two linked ones differ in.
    conflict(&shop.desk, 5002, 1, "product.linked-to-another", [None; 3]);
    let told = json(&shop.desk, &["products", "list"]);
    assert_eq!(told["products"][0]["conflict"], "product.linked-to-another");
    assert!(shop.sandbox.with(|world| world.log().is_empty()));
}

#[test]
fn people_get_tables_in_both_languages() {
    let shop = shop();
    conflict(&shop.desk, 5001, 1, "price", [None; 3]);
    let list = run(&shop.desk, &["products", "list"]).exits(0).stdout;
    assert!(
        list.contains("linked by") && list.contains("product's id"),
        "{list}"
    );
    assert!(
        list.contains("gross price") && list.ends_with("\n5 cards\n"),
        "{list}"
    );
    let links = run(&shop.desk, &["products", "links"]).exits(0).stdout;
    assert!(
        links.contains("2026-03-29 01:59") && links.ends_with("\n1 card\n"),
        "{links}"
    );
    let polish = |command: &str| {
        let out = shop.desk.run(["products", command, "--lang", "pl"]);
        out.exits(0).stdout
    };
    let list = polish("list");
    assert!(
        list.contains("ID produktu") && list.contains("cena brutto"),
        "{list}"
    );
    assert!(list.ends_with("\n5 kartotek\n"), "{list}");
    assert!(polish("links").contains("połączono przez"));
    assert!(polish("conflicts").contains("cena brutto: zmieniono po obu stronach"));
}

#[test]
fn links_tell_by_what_and_since_when() {
    let shop = shop();
    let told = json(&shop.desk, &["products", "links"]);
    assert_eq!(
        told,
        json!({"schema": 1, "links": [{"card": 1, "sku": "KUB", "ean": null, "name": "Kubek", "baselinker_id": 5001,
               "linked_by": "link", "linked_at": "2026-03-29T01:59:59+01:00"}]})
    );
    let _ = run(&shop.desk, &["products", "unlink", "1"]).exits(0);
    let none = run(&shop.desk, &["products", "links"]).exits(0);
    assert_eq!(
        none.stdout,
        "No card is linked to a product in BaseLinker.\n"
    );
}

#[test]
fn conflicts_show_both_sides_and_what_settles_them() {
    let shop = shop();
    let none = run(&shop.desk, &["products", "conflicts"]).exits(0);
    assert_eq!(none.stdout, "No conflicts.\n");
    let sides = [
        Some("Kubek"),
        Some("Kubek mały"),
        Some("Kubek\u{1b}[2J duży"),
    ];
    conflict(&shop.desk, 5001, 1, "name", sides);
    conflict(&shop.desk, 5002, 2, "product.several-by-sku", [None; 3]);
    conflict(&shop.desk, 5002, 3, "product.several-by-sku", [None; 3]);
    conflict(&shop.desk, 0, 4, "product.of-tomorrow", [None; 3]);
    conflict(&shop.desk, 5031, 0, "product.several-by-name", [None; 3]);
    conflict(&shop.desk, 5032, 1, "product.linked-to-another", [None; 3]);
    conflict(&shop.desk, 5002, 1, "product.sku-shared-there", [None; 3]);
    conflict(&shop.desk, 5004, 4, "product.gone", [None; 3]);
    conflict(&shop.desk, 0, 5, "product.name-too-long", [None; 3]);
    let told = json(&shop.desk, &["products", "conflicts"]);
    let rows = told["conflicts"].as_array().expect("a list");
    let of = |what: &str, card: Value| {
        let found = rows
            .iter()
            .find(|row| row["what"] == what && row["card"] == card);
        found.expect("told")
    };
    let part = of("name", json!(1));
    let keys = [
        "product",
        "product_sku",
        "product_name",
        "card_sku",
        "card_name",
        "last",
        "here",
        "there",
    ];
    assert_eq!(
        keys.map(|key| &part[key]),
        [
            &json!(5001),
            &json!("KUB"),
            &json!("Kubek"),
            &json!("KUB"),
            &json!("Kubek"),
            &json!(sides[0]),
            &json!(sides[1]),
            &json!(sides[2])
        ]
    );
    let fix = |row: &Value| row["fix"].as_str().expect("a text").to_owned();
    for word in ["column name", "product 5001", "products unlink 1"] {
        assert!(fix(part).contains(word), "{part}");
    }
    // `2` is another card's SKU: the printed command says that the id is meant.
    assert_eq!(
        fix(of("product.several-by-sku", json!(2))),
        "firmino-link products link id:2 5002"
    );
    assert_eq!(
        fix(of("product.several-by-sku", json!(3))),
        "firmino-link products link 3 5002"
    );
    assert!(
        fix(of("product.of-tomorrow", json!(4))).starts_with("firmino-link products link 4 BL_ID")
    );
    let of_product = of("product.several-by-name", Value::Null);
    assert!(fix(of_product).starts_with("firmino-link products link CARD 5031"));
    assert_eq!(of_product["product_name"], "Miska mała");
    assert!(fix(of("product.linked-to-another", json!(1))).contains("products unlink 1, then"));
    // A link that would be refused is not proposed alone.
    assert!(fix(of("product.sku-shared-there", json!(1))).contains("products unlink 1, then"));
    let gone = of("product.gone", json!(4));
    assert_eq!(fix(gone), "firmino-link products link 4 BL_ID");
    assert!(
        gone["message"]
            .as_str()
            .expect("a text")
            .contains("no longer in BaseLinker")
    );
    assert!(fix(of("product.name-too-long", json!(5))).starts_with("shorten it on the card"));
    assert!(
        rows.iter()
            .all(|row| row["message"].as_str().is_some_and(|text| !text.is_empty()))
    );

    let shown = run(&shop.desk, &["products", "conflicts"]).exits(0).stdout;
    for words in [
        "card 1 Kubek, SKU KUB – BaseLinker product 5001 Kubek, SKU KUB",
        "last agreed: Kubek\n",
        "in the card: Kubek mały\n",
        "→ firmino-link products link 3 5002",
        "\n9 conflicts\n",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!shown.contains('\u{1b}'));
    let polish = shop.desk.run(["products", "conflicts", "--lang", "pl"]);
    let polish = polish.exits(0).stdout;
    assert!(
        polish.contains("w kartotece: Kubek mały") && polish.contains("9 konfliktów"),
        "{polish}"
    );
}
