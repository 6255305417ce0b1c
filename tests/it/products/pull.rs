//! Source BaseLinker, and `--pull` of the manual type.

use firmino_link::sandbox::{Category, Manufacturer, Product};
use rust_decimal::Decimal;

use super::{calls, cards, count, import, messages, product, shop, sync, writes};

/// Rows 36, 40–43, 48–50: linked by SKU and by name, the rest made here once, nothing written there.
#[test]
fn products_find_their_cards_or_get_them_once() {
    for (source, way) in [("baselinker", None), ("manual", Some("--pull"))] {
        let shop = shop(
            source,
            [
                product(1, "K-1", "Kubek", "39.99"),
                product(2, "", "Łóżko dębowe", "999.00"),
                product(3, "N-1", "Nowość", "5.00"),
            ],
        );
        import(
            &shop.desk,
            "sku;name;vat;price_gross\nK-1;Kubek stary;23;35.00\n;Ło\u{301}z\u{307}ko  dębowe;23;900.00\n",
        );
        let way: Vec<&str> = way.into_iter().collect();
        let out = sync(&shop, &way).exits(0);
        let counts = [
            "linked_by_sku",
            "linked_by_name",
            "created_here",
            "updated_here",
            "conflicts",
        ];
        assert_eq!(
            counts.map(|key| count(&out, key)),
            [1, 1, 1, 2, 0],
            "{source}"
        );
        let found = cards(&shop.desk);
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            found,
            [
                (text("K-1"), "Kubek".to_owned(), Some(3999), Some(1)),
                (None, "Łóżko dębowe".to_owned(), Some(99900), Some(2)),
                (text("N-1"), "Nowość".to_owned(), Some(500), Some(3)),
            ]
        );
        assert_eq!(writes(&shop), 0);
        // Again: nothing is new. After a rename and another SKU there the links stand, and no card is made.
        let again = sync(&shop, &way).exits(0);
        assert_eq!(counts.map(|key| count(&again, key)), [0; 5]);
        assert_eq!(count(&again, "unchanged"), 3);
        shop.sandbox.with(|world| {
            world.edit_product(1, |product| {
                (product.name, product.sku) = ("Kubek nowy".into(), "K-9".into());
            })
        });
        let renamed = sync(&shop, &way).exits(0);
        assert_eq!(
            (
                count(&renamed, "updated_here"),
                count(&renamed, "created_here")
            ),
            (1, 0)
        );
        assert_eq!(cards(&shop.desk)[0].1, "Kubek nowy");
        assert_eq!(writes(&shop), 0);
    }
}

#[test]
fn everything_of_a_product_comes_over() {
    let mut mug = product(1, "K-1", "Kubek", "39.99");
    mug.ean = "5900000000015".into();
    mug.tax_rate = Decimal::NEGATIVE_ONE;
    mug.weight = Decimal::new(4, 1);
    mug.description = "<p>Opis</p>".into();
    mug.images = vec!["https://img.example/1.jpg".into()];
    let shop = shop("baselinker", []);
    shop.sandbox.with(|world| {
        let kitchen = world.put_category(Category {
            name: "Kuchnia".into(),
            ..Category::default()
        });
        mug.category_id = world.put_category(Category {
            name: "Kubki".into(),
            parent_id: kitchen,
            ..Category::default()
        });
        mug.manufacturer_id = world.put_manufacturer(Manufacturer {
            name: "Fabryka".into(),
            ..Manufacturer::default()
        });
        world.put_product(mug);
    });
    let _ = sync(&shop, &[]).exits(0);
    let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
    let row: Vec<Option<String>> = db
        .query_row(
            "SELECT sku, ean, rate, weight, description, category, manufacturer, images, CAST(price_net AS TEXT) FROM cards",
            [],
            |row| (0..9).map(|at| row.get(at)).collect(),
        )
        .expect("a card");
    let expected = [
        "K-1",
        "5900000000015",
        "zw",
        "0.4",
        "<p>Opis</p>",
        "Kuchnia / Kubki",
        "Fabryka",
    ];
    let found: Vec<&str> = row.iter().flatten().map(String::as_str).collect();
    assert_eq!(found[..7], expected);
    assert!(found[7].contains("img.example"), "{found:?}");
    assert_eq!(found[8], "3999");
}

/// Must-hold e.
#[test]
fn nothing_is_linked_by_guess() {
    let variant = |id, sku: &str, name: &str| Product {
        parent_id: 20,
        ..product(id, sku, name, "10.00")
    };
    let shop = shop(
        "baselinker",
        [
            product(1, "D-1", "Donica", "10.00"),
            product(2, "D-1", "Donica mała", "8.00"),
            product(3, "", "Taca", "5.00"),
            product(4, "", "Taca", "6.00"),
            product(20, "T", "Koszulka", "30.00"),
            variant(21, "T", "Koszulka S"),
            variant(22, "T-L", "Koszulka L"),
            Product {
                is_bundle: true,
                ..product(30, "Z", "Zestaw", "50.00")
            },
        ],
    );
    import(
        &shop.desk,
        "sku;name;vat\nD-1;Donica;23\n;Taca;23\nT;Koszulka S;23\n",
    );
    let out = sync(&shop, &[]).exits(3);
    assert_eq!(count(&out, "conflicts"), 4, "{:?}", messages(&out));
    let found = cards(&shop.desk);
    assert_eq!([found[0].3, found[1].3], [None, None]);
    // The parent is not sold, so its SKU is its variant's alone; the bundle is one thing.
    assert_eq!(found[2].3, Some(21));
    let new: Vec<Option<i64>> = found[3..].iter().map(|card| card.3).collect();
    assert_eq!(new, [Some(22), Some(30)]);
    let again = sync(&shop, &[]).exits(0);
    assert_eq!(
        (count(&again, "conflicts"), count(&again, "created_here")),
        (4, 0),
        "known, and not told again"
    );
}

/// Part 5: a field changed on both sides is shown, and nothing wins by chance.
#[test]
fn changed_on_both_sides_is_a_conflict() {
    let shop = shop("baselinker", [product(1, "K-1", "Kubek", "39.99")]);
    let _ = sync(&shop, &[]).exits(0);
    import(&shop.desk, "sku;price_gross\nK-1;42.00\n");
    assert_eq!(
        sync(&shop, &[]).exits(0).number("/products/updated_here"),
        0,
        "only here"
    );
    shop.sandbox.with(|world| {
        world.edit_product(1, |product| {
            product.prices.insert(super::DETAL, Decimal::new(4100, 2));
            product.name = "Kubek 300 ml".into();
        })
    });
    let out = sync(&shop, &[]).exits(3);
    assert_eq!(
        (count(&out, "conflicts"), count(&out, "updated_here")),
        (1, 1)
    );
    let told = messages(&out).remove(0);
    assert!(
        ["39.99", "42.00", "41.00"]
            .iter()
            .all(|price| told.contains(price)),
        "{told}"
    );
    let card = cards(&shop.desk).remove(0);
    assert_eq!((card.1.as_str(), card.2), ("Kubek 300 ml", Some(4200)));
    // Settled by making both sides equal.
    import(&shop.desk, "sku;price_gross\nK-1;41.00\n");
    let settled = sync(&shop, &["--full"]).exits(0);
    assert_eq!(count(&settled, "conflicts"), 0);
}

#[test]
fn a_vanished_product_loses_its_link_and_is_not_made_anew() {
    let shop = shop(
        "baselinker",
        [
            product(1, "K-1", "Kubek", "39.99"),
            product(2, "T-1", "Talerz", "10.00"),
        ],
    );
    let _ = sync(&shop, &[]).exits(0);
    shop.sandbox.with(|world| world.delete_product(1));
    let out = sync(&shop, &[]).exits(3);
    assert_eq!(out.problems(), ["product.gone"]);
    assert_eq!(cards(&shop.desk)[0].3, None);
    assert_eq!(sync(&shop, &[]).exits(0).problems(), Vec::<String>::new());
    assert_eq!(cards(&shop.desk).len(), 2);
}

/// Must-hold b, and the brakes.
#[test]
fn an_unchanged_catalogue_costs_its_list_and_a_shrunken_one_stops() {
    let shop = shop(
        "baselinker",
        (1..=2_000).map(|id| product(id, &format!("S-{id}"), &format!("Towar {id}"), "10.00")),
    );
    let first = sync(&shop, &[]).exits(0);
    assert_eq!(count(&first, "created_here"), 2_000);
    shop.sandbox.with(|world| world.clear_log());
    let changes = || {
        let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
        db.query_row("SELECT count(*) FROM product_writes", [], |row| {
            row.get::<_, i64>(0)
        })
        .expect("a count")
    };
    let before = changes();
    let second = sync(&shop, &[]).exits(0);
    assert_eq!((count(&second, "unchanged"), changes()), (2_000, before));
    assert_eq!(
        (
            calls(&shop, "getInventoryProductsList"),
            calls(&shop, "getInventoryProductsData")
        ),
        (3, 0)
    );
    shop.sandbox.with(|world| {
        for id in 1..=1_600 {
            world.delete_product(id);
        }
    });
    let stopped = sync(&shop, &[]).exits(5);
    let brake = stopped.json()["brake"].take();
    assert_eq!(brake["reason"], "products_gone");
    assert!(cards(&shop.desk).iter().all(|card| card.3.is_some()));
    let hash = brake["hash"].as_str().expect("a hash");
    let let_go = sync(&shop, &["--force", hash]).exits(3);
    assert_eq!(let_go.problems().len(), 1_600);
}

/// Rows 37 and 15: by hand only, and only where the module is chosen.
#[test]
fn manual_means_a_person_says_the_direction() {
    let shop = shop("manual", [product(1, "K-1", "Kubek", "39.99")]);
    let refused = sync(&shop, &[]).exits(2);
    assert_eq!(refused.error().0, "products.way");
    assert_eq!(shop.sandbox.with(|world| world.log().len()), 0);
    let _ = shop.sync().exits(0);
    assert_eq!(calls(&shop, "getInventoryProductsList"), 0);
    let other = super::shop("baselinker", []);
    assert_eq!(sync(&other, &["--push"]).exits(2).error().0, "products.way");
    let without = crate::shop::Shop::open(firmino_link::sandbox::World::new(1, crate::shop::now()));
    assert_eq!(sync(&without, &[]).exits(78).error().0, "profile.module");
}

#[test]
fn a_dry_run_changes_nothing() {
    let shop = shop("baselinker", [product(1, "K-1", "Kubek", "39.99")]);
    let out = sync(&shop, &["--dry-run"]).exits(0);
    assert_eq!(count(&out, "created_here"), 1);
    let change = out.json()["changes"][0].take();
    assert_eq!(
        (change["product"].as_i64(), change["name"].as_str()),
        (Some(1), Some("Kubek"))
    );
    assert!(!shop.desk.mirror().exists());
}

/// `sync all`: the passes of the chosen modules in their order; a failing one does not stop the next.
#[test]
fn all_passes_run_and_one_failing_does_not_stop_the_next() {
    use crate::shop::status::PAID;
    let shop = shop("baselinker", [product(1, "K-1", "Kubek", "39.99")]);
    shop.sandbox
        .with(|world| world.put_order(crate::shop::order(1, PAID, 60)));
    let all = |shop: &crate::shop::Shop| shop.desk.run(["sync", "all", "--json"]);
    let out = all(&shop).exits(0).json();
    assert_eq!(
        (out["pass"].as_str(), out["outcome"].as_str()),
        (Some("all"), Some("done"))
    );
    let passes: Vec<_> = out["passes"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|pass| pass["pass"].clone())
        .collect();
    assert_eq!(passes, ["orders", "products"]);
    shop.sandbox.with(|world| {
        world.plan("getOrders:*=shape:html").expect("a rule");
        world.put_product(product(2, "N-1", "Nowy", "1.00"));
    });
    let out = all(&shop).exits(1).json();
    assert_eq!(out["passes"][0]["outcome"], "failed");
    assert_eq!(out["passes"][1]["products"]["created_here"], 1);
    let manual = super::shop("manual", []);
    let out = all(&manual).exits(0);
    assert_eq!(out.json()["passes"].as_array().map(Vec::len), Some(1));
    assert!(out.stderr.contains("by hand, skipped"), "{out:?}");
    let _ = manual.desk.run(["sync", "all", "--force", "abc"]).exits(2);
}

/// Part 4: by hand on a terminal, a person ticks what is to happen; what is not ticked stays as it is.
#[test]
fn on_a_terminal_only_what_is_ticked_happens() {
    use crate::terminal::{ENTER, Terminal};
    let shop = shop(
        "manual",
        [
            product(1, "K-1", "Kubek", "39.99"),
            product(2, "T-1", "Talerz", "5.00"),
        ],
    );
    import(&shop.desk, "sku;name;vat;price_gross\nK-1;Kubek;23;35.00\n");
    let mut terminal = Terminal::start(&shop.desk, &["sync", "products", "--pull"], 80, 24);
    terminal.see("What to take from BaseLinker into the cards?");
    terminal.see("Kubek – price: 35.00 → 39.99");
    terminal.see("Talerz – new");
    // The first is unticked.
    terminal.send(" ");
    terminal.send(ENTER);
    terminal.see("Ticked: 1 of 2.");
    assert_eq!(terminal.wait(), Some(0));
    let found = cards(&shop.desk);
    assert_eq!(
        (found.len(), found[0].2, found[1].1.as_str()),
        (2, Some(3500), "Talerz")
    );
    assert!(!terminal.cursor_hidden() && terminal.echo());
    let mut terminal = Terminal::start(&shop.desk, &["sync", "products", "--pull"], 80, 24);
    terminal.see("Kubek – price: 35.00 → 39.99");
    terminal.send(crate::terminal::CTRL_C);
    assert_eq!(terminal.wait(), Some(130));
    assert_eq!(cards(&shop.desk), found);
}

/// Where there is nothing to tick, links are made all the same, and a brake can be released.
#[test]
fn on_a_terminal_links_and_brakes_need_no_ticks() {
    use crate::terminal::{ENTER, Terminal};
    let dear =
        |id: u64, price: &str| product(id, &format!("S-{id}"), &format!("Towar {id}"), price);
    let shop = shop("manual", (1..=8).map(|id| dear(id, "10.00")));
    let mut csv = "sku;name;vat;price_gross\n".to_owned();
    for id in 1..=8 {
        csv += &format!("S-{id};Towar {id};23;10.00\n");
    }
    import(&shop.desk, &csv);
    let by_hand = |args: &[&str]| {
        let args: Vec<&str> = [&["sync", "products"], args].concat();
        Terminal::start(&shop.desk, &args, 80, 30)
    };
    assert_eq!(by_hand(&["--push"]).wait(), Some(0));
    assert!(cards(&shop.desk).iter().all(|card| card.3.is_some()));
    shop.sandbox.with(|world| world.clear_log());
    let _ = sync(&shop, &["--push"]).exits(0);
    assert_eq!(calls(&shop, "getInventoryProductsData"), 0, "all is agreed");
    import(&shop.desk, &csv.replace("10.00", "99.00"));
    let mut terminal = by_hand(&["--push"]);
    assert_eq!(terminal.wait(), Some(5));
    let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
    let hash: String = db
        .query_row("SELECT hash FROM brakes", [], |row| row.get(0))
        .expect("a plan that can be let go");
    let mut terminal = by_hand(&["--push", "--force", &hash]);
    terminal.see("Towar 8 – price: 10.00 → 99.00");
    terminal.send(" ");
    terminal.send(ENTER);
    assert_eq!(terminal.wait(), Some(0));
    let price = |id| {
        shop.sandbox
            .with(|world| world.product(id).expect("there").prices[&super::DETAL])
    };
    let whole = |zloty: i64| Decimal::new(zloty * 100, 2);
    assert_eq!([1, 2, 8].map(price), [10, 99, 99].map(whole));
}
