//! Source Firmino, and `--push` of the manual type.

use rust_decimal::Decimal;

use super::{calls, cards, count, import, messages, product, shop, sync, writes};

fn csv(rows: &[(&str, &str, &str)]) -> String {
    let mut text = "sku;name;vat;price_gross\n".to_owned();
    for (sku, name, price) in rows {
        text += &format!("{sku};{name};23;{price}\n");
    }
    text
}

/// Rows 35, 74, 49: what changes here is sent, new cards are made there once, nothing comes back.
#[test]
fn changes_go_there_and_new_cards_are_made_once() {
    for (source, way) in [("firmino", None), ("manual", Some("--push"))] {
        let shop = shop(
            source,
            [
                product(1, "K-1", "Kubek", "39.99"),
                product(9, "X-1", "Obcy", "1.00"),
            ],
        );
        import(
            &shop.desk,
            &csv(&[("K-1", "Kubek", "39.99"), ("N-1", "Nowy", "12.00")]),
        );
        let way: Vec<&str> = way.into_iter().collect();
        let out = sync(&shop, &way).exits(0);
        assert_eq!(
            ["linked_by_sku", "created_there", "updated_there"].map(|key| count(&out, key)),
            [1, 1, 0],
            "{source}"
        );
        // A product that matches no card is told, not imported.
        assert_eq!(out.json()["notices"][0]["code"], "products.unmatched");
        assert_eq!(cards(&shop.desk).len(), 2);
        let made = shop.sandbox.with(|world| {
            world
                .products()
                .find(|product| product.sku == "N-1")
                .cloned()
        });
        let made = made.expect("made");
        assert_eq!(
            (made.name.as_str(), made.tax_rate),
            ("Nowy", Decimal::from(23))
        );
        shop.sandbox.with(|world| world.clear_log());
        let again = sync(&shop, &way).exits(0);
        assert_eq!((count(&again, "unchanged"), writes(&shop)), (2, 0));
        import(&shop.desk, &csv(&[("K-1", "Kubek biały", "41.00")]));
        let sent = sync(&shop, &way).exits(0);
        assert_eq!((count(&sent, "updated_there"), writes(&shop)), (1, 1));
        let there = shop
            .sandbox
            .with(|world| world.product(1).cloned())
            .expect("there");
        assert_eq!(
            (there.name.as_str(), there.prices[&super::DETAL]),
            ("Kubek biały", Decimal::new(4100, 2))
        );
        assert_eq!(cards(&shop.desk)[0].1, "Kubek biały");
    }
}

/// Must-hold b: nothing changed, nothing but the list; one call for all prices, one for each renamed product.
#[test]
fn prices_go_together_and_names_one_by_one() {
    let rows = |price: &str, name: &str| -> Vec<(String, String, String)> {
        (1..=2_000)
            .map(|id| (format!("S-{id}"), format!("{name} {id}"), price.to_owned()))
            .collect()
    };
    let text = |rows: &[(String, String, String)]| {
        let rows: Vec<_> = rows
            .iter()
            .map(|(sku, name, price)| (sku.as_str(), name.as_str(), price.as_str()))
            .collect();
        csv(&rows)
    };
    let shop = shop(
        "firmino",
        (1..=2_000).map(|id| product(id, &format!("S-{id}"), &format!("Towar {id}"), "10.00")),
    );
    import(&shop.desk, &text(&rows("10.00", "Towar")));
    let _ = sync(&shop, &[]).exits(0);
    shop.sandbox.with(|world| world.clear_log());
    let same = sync(&shop, &[]).exits(0);
    assert_eq!((count(&same, "unchanged"), writes(&shop)), (2_000, 0));
    assert_eq!(
        (
            calls(&shop, "getInventoryProductsList"),
            calls(&shop, "getInventoryProductsData")
        ),
        (3, 0)
    );
    shop.sandbox.with(|world| world.clear_log());
    let mut next = rows("10.00", "Towar");
    for row in &mut next[..137] {
        row.2 = "11.00".into();
    }
    import(&shop.desk, &text(&next));
    let out = sync(&shop, &[]).exits(0);
    assert_eq!(count(&out, "updated_there"), 137);
    assert_eq!(
        (
            calls(&shop, "updateInventoryProductsPrices"),
            calls(&shop, "addInventoryProduct")
        ),
        (1, 0)
    );
    for row in &mut next[200..212] {
        row.1 += " nowy";
    }
    import(&shop.desk, &text(&next));
    let out = sync(&shop, &[]).exits(0);
    assert_eq!(
        (count(&out, "updated_there"), count(&out, "unchanged")),
        (12, 1_988)
    );
    assert_eq!(
        (
            calls(&shop, "updateInventoryProductsPrices"),
            calls(&shop, "addInventoryProduct")
        ),
        (1, 12)
    );
}

/// Rows 75 and 76.
#[test]
fn names_and_images_are_obeyed() {
    let shop = shop("firmino", [product(1, "K-1", "Kubek", "39.99")]).with(|mut profile| {
        profile.head = profile
            .head
            .replace("[\"orders\"]", "[\"orders\", \"products\"]");
        profile.rest += "[products]\nsource = \"firmino\"\nupdate_names = false\n";
        profile
    });
    import(
        &shop.desk,
        "sku;name;vat;images\nK-1;Inna nazwa;23;https://img.example/a.jpg\n",
    );
    let _ = sync(&shop, &[]).exits(0);
    import(&shop.desk, "sku;name;ean\nK-1;Jeszcze inna;5900000000015\n");
    let _ = sync(&shop, &[]).exits(0);
    let there = shop
        .sandbox
        .with(|world| world.product(1).cloned())
        .expect("there");
    assert_eq!(
        (there.name.as_str(), there.ean.as_str()),
        ("Kubek", "5900000000015")
    );
    assert!(there.images.is_empty());
}

#[test]
fn changed_on_both_sides_is_a_conflict_and_nothing_is_sent() {
    let shop = shop("firmino", [product(1, "K-1", "Kubek", "39.99")]);
    import(&shop.desk, &csv(&[("K-1", "Kubek", "39.99")]));
    let _ = sync(&shop, &[]).exits(0);
    shop.sandbox.with(|world| {
        world.edit_product(1, |product| product.name = "Kubek z panelu".into());
        world.clear_log();
    });
    // Only there: it stands.
    let _ = sync(&shop, &["--full"]).exits(0);
    assert_eq!(writes(&shop), 0);
    import(&shop.desk, &csv(&[("K-1", "Kubek z Firmino", "39.99")]));
    let out = sync(&shop, &[]).exits(3);
    assert_eq!((count(&out, "conflicts"), writes(&shop)), (1, 0));
    let told = messages(&out).remove(0);
    assert!(
        ["Kubek", "Kubek z panelu", "Kubek z Firmino"]
            .iter()
            .all(|name| told.contains(name)),
        "{told}"
    );
    assert_eq!(
        sync(&shop, &[]).exits(0).problems(),
        Vec::<String>::new(),
        "told once"
    );
}

#[test]
fn a_deleted_product_is_not_recreated_blindly() {
    let shop = shop(
        "firmino",
        [
            product(1, "K-1", "Kubek", "39.99"),
            product(2, "T-1", "Talerz", "5.00"),
        ],
    );
    import(
        &shop.desk,
        &csv(&[("K-1", "Kubek", "39.99"), ("T-1", "Talerz", "5.00")]),
    );
    let _ = sync(&shop, &[]).exits(0);
    shop.sandbox.with(|world| world.delete_product(1));
    assert_eq!(sync(&shop, &[]).exits(3).problems(), ["product.gone"]);
    import(&shop.desk, &csv(&[("K-1", "Kubek biały", "39.99")]));
    let out = sync(&shop, &[]).exits(0);
    assert_eq!(count(&out, "created_there"), 0);
    assert_eq!(shop.sandbox.with(|world| world.products().count()), 1);
}

/// A card that an order line brought is not pushed before it is confirmed; what BaseLinker refuses is told per product.
#[test]
fn cards_of_orders_stay_and_refusals_are_told() {
    use crate::shop::status::PAID;
    let shop = shop("firmino", []);
    let mut order = crate::shop::order(1, PAID, 60);
    order.products[0].product_id = String::new();
    shop.sandbox.with(|world| world.put_order(order));
    let _ = shop.sync().exits(0);
    assert_eq!(cards(&shop.desk).len(), 1);
    let out = sync(&shop, &[]).exits(0);
    assert_eq!((count(&out, "created_there"), writes(&shop)), (0, 0));
    let long = "x".repeat(201);
    import(
        &shop.desk,
        &csv(&[("L-1", &long, "1.00"), ("O-1", "Dobry", "1.00")]),
    );
    let out = sync(&shop, &[]).exits(3);
    assert_eq!(out.problems(), ["product.name-too-long"]);
    assert_eq!(count(&out, "created_there"), 1);
    assert_eq!(sync(&shop, &[]).exits(0).problems(), Vec::<String>::new());
}

#[test]
fn a_dry_run_sends_nothing() {
    let shop = shop("firmino", [product(1, "K-1", "Kubek", "39.99")]);
    import(
        &shop.desk,
        &csv(&[("K-1", "Kubek biały", "39.99"), ("N-1", "Nowy", "1.00")]),
    );
    let out = sync(&shop, &["--dry-run"]).exits(0);
    assert_eq!(
        (
            count(&out, "updated_there"),
            count(&out, "created_there"),
            writes(&shop)
        ),
        (1, 1, 0)
    );
    assert_eq!(cards(&shop.desk)[0].3, None);
}

/// A wrong file of prices does not reach the shop: more than a fifth of the prices jump by more than 30 %.
#[test]
fn jumping_prices_stop_before_anything_is_sent() {
    let all = |price: &str| -> String {
        let rows: Vec<(String, String)> = (1..=10)
            .map(|id| (format!("S-{id}"), format!("Towar {id}")))
            .collect();
        let rows: Vec<(&str, &str, &str)> = rows
            .iter()
            .map(|(sku, name)| (sku.as_str(), name.as_str(), price))
            .collect();
        csv(&rows)
    };
    let shop = shop(
        "firmino",
        (1..=10).map(|id| product(id, &format!("S-{id}"), &format!("Towar {id}"), "10.00")),
    );
    import(&shop.desk, &all("10.00"));
    let _ = sync(&shop, &[]).exits(0);
    import(&shop.desk, &all("1.00"));
    let stopped = sync(&shop, &[]).exits(5);
    assert_eq!(
        (stopped.json()["brake"]["reason"].as_str(), writes(&shop)),
        (Some("prices"), 0)
    );
    let hash = stopped.json()["brake"]["hash"]
        .as_str()
        .expect("a hash")
        .to_owned();
    let _ = sync(&shop, &["--force", "000000000000"]).exits(2);
    let sent = sync(&shop, &["--force", &hash]).exits(0);
    assert_eq!((count(&sent, "updated_there"), writes(&shop)), (10, 1));
}

/// Manual resync: certain SKUs are compared anew, whatever is known.
#[test]
fn certain_skus_are_compared_anew() {
    let shop = shop(
        "firmino",
        [
            product(1, "K-1", "Kubek", "39.99"),
            product(2, "T-1", "Talerz", "5.00"),
        ],
    );
    import(
        &shop.desk,
        &csv(&[("K-1", "Kubek", "39.99"), ("T-1", "Talerz", "5.00")]),
    );
    let _ = sync(&shop, &[]).exits(0);
    import(
        &shop.desk,
        &csv(&[
            ("K-1", "Kubek biały", "39.99"),
            ("T-1", "Talerz biały", "5.00"),
        ]),
    );
    let one = sync(&shop, &["--sku", "K-1"]).exits(0);
    assert_eq!(count(&one, "updated_there"), 1);
    let name = |id| {
        shop.sandbox
            .with(|world| world.product(id).map(|product| product.name.clone()))
    };
    assert_eq!(
        [name(1), name(2)],
        [Some("Kubek biały".to_owned()), Some("Talerz".to_owned())]
    );
}

#[test]
fn a_sku_that_nobody_has_is_told_and_the_others_are_done() {
    for (source, done) in [("firmino", "created_there"), ("baselinker", "created_here")] {
        let shop = shop(source, [product(1, "K-1", "Kubek", "39.99")]);
        import(&shop.desk, &csv(&[("N-1", "Nowy", "12.00")]));
        let sku = match source {
            "firmino" => "N-1",
            _ => "K-1",
        };
        let out = sync(&shop, &["--sku", "NOPE", "--sku", sku]).exits(2);
        assert_eq!(out.problems(), ["product.unknown-sku"], "{source}");
        assert_eq!(count(&out, done), 1, "{source}");
        assert!(messages(&out)[0].contains("\"NOPE\""), "{out:?}");
        // For `status` the pass has not failed.
        assert_eq!(out.json()["outcome"], "partial");
        // One side is enough.
        let _ = sync(&shop, &["--sku", "K-1", "--sku", "N-1"]).exits(0);
    }
}
