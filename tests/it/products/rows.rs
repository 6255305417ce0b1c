//! Rows 35–50 of requirements.md about finding a card, in each of the three types: what is linked is the same
//! whoever is the source; only where the new ones are made differs.

use std::collections::BTreeMap;

use super::{cards, count, import, product, shop, sync, writes};
use crate::shop::{Out, Shop};

/// Each type with its direction; manual has both.
const TYPES: [(&str, &[&str], Side); 4] = [
    ("baselinker", &[], Side::Here),
    ("manual", &["--pull"], Side::Here),
    ("firmino", &[], Side::There),
    ("manual", &["--push"], Side::There),
];

/// Where new ones are made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Here,
    There,
}

/// Cards as they are imported; ids count from 1.
const CARDS: &str = "sku;name;vat;price_gross
A-1;Kubek;23;10.00
;Ło\u{301}z\u{307}ko  dębowe ;23;10.00
;Stół;23;10.00
;Miska;23;10.00
B-1;Deska mała;23;10.00
B-2;Deska duża;23;10.00
C-9;Lampa;23;10.00
E-8;Wazon;23;10.00
E-9;Wazon;23;10.00
F-1;Donica;23;10.00
g-1;Garnek;23;10.00
";

/// The shop of the rows.
fn opened(source: &str) -> Shop {
    let there = [
        (1, "A-1", "Filiżanka"),
        (2, "", "Łóżko dębowe"),
        (3, "", "Stol"),
        (4, "", "Taca"),
        (5, "B-1", "Deska duża"),
        (6, "C-1", "Lampa"),
        (7, "E-1", "Wazon"),
        (8, "F-1", "Donica biała"),
        (9, "F-1", "Donica czarna"),
        (10, "N-1", "Nowość"),
    ];
    let shop = shop(
        source,
        there.map(|(id, sku, name)| product(id, sku, name, "10.00")),
    );
    import(&shop.desk, CARDS);
    shop
}

/// Links by card.
fn links(shop: &Shop) -> BTreeMap<usize, i64> {
    let cards = cards(&shop.desk);
    let linked = cards.iter().enumerate();
    linked
        .filter_map(|(at, card)| card.3.map(|product| (at + 1, product)))
        .collect()
}

fn notices(out: &Out) -> Vec<(String, Option<i64>)> {
    let json = out.json();
    let all = json["notices"].as_array();
    all.into_iter()
        .flatten()
        .map(|notice| {
            let code = notice["code"].as_str().expect("a code");
            (code.to_owned(), notice["subject"].as_i64())
        })
        .filter(|(code, _)| code.starts_with("product."))
        .collect()
}

#[test]
fn cards_are_found_alike_in_every_type() {
    for (source, way, side) in TYPES {
        let what = format!("{source} {way:?}");
        let shop = opened(source);
        let out = sync(&shop, way).exits(3);
        let known = links(&shop);
        // 40 by SKU whatever the name; 41 and 47 by name, however it is encoded; 44 SKU before name; 45 different SKUs.
        let expected: BTreeMap<usize, i64> = [(1, 1), (2, 2), (5, 5), (7, 6)].into();
        let of_import: BTreeMap<usize, i64> = known
            .iter()
            .filter(|(card, product)| **card <= 11 && **product <= 10)
            .map(|(card, product)| (*card, *product))
            .collect();
        assert_eq!(of_import, expected, "{what}");
        assert_eq!(
            ["linked_by_sku", "linked_by_name"].map(|key| count(&out, key)),
            [2, 2],
            "{what}"
        );
        // 44 and 45 are reported.
        assert_eq!(
            notices(&out),
            [
                ("product.name-of-others".to_owned(), Some(5)),
                ("product.sku-differs".to_owned(), Some(6)),
            ],
            "{what}"
        );
        // 45 and 46: two cards of a name, two products of a SKU; both sides' ids are told.
        let conflicts = shop.desk.run(["products", "conflicts", "--json"]).exits(0);
        let conflicts = conflicts.json()["conflicts"].take();
        let mut pairs: Vec<(i64, i64)> = conflicts
            .as_array()
            .expect("a list")
            .iter()
            .map(|row| {
                let id = |key: &str| row[key].as_i64().expect("an id");
                (id("product"), id("card"))
            })
            .collect();
        pairs.sort_unstable();
        assert_eq!(pairs, [(7, 8), (7, 9), (8, 10), (9, 10)], "{what}");
        // 42, 43, 50: what nobody knows is new on the side that is not the source.
        let made = match side {
            Side::Here => {
                assert_eq!((count(&out, "created_there"), writes(&shop)), (0, 0));
                let new = cards(&shop.desk).split_off(11);
                let new: Vec<_> = new.into_iter().map(|card| (card.1, card.3)).collect();
                let name = |name: &str, id| (name.to_owned(), Some(id));
                assert_eq!(new, [name("Stol", 3), name("Taca", 4), name("Nowość", 10)]);
                count(&out, "created_here")
            }
            Side::There => {
                assert_eq!(cards(&shop.desk).len(), 11, "{what}");
                let names: Vec<String> = shop.sandbox.with(|world| {
                    let made = world.products().filter(|product| product.id > 10);
                    made.map(|product| product.name.clone()).collect()
                });
                assert_eq!(names, ["Stół", "Miska", "Deska duża", "Garnek"], "{what}");
                // 50: products without a card are reported.
                assert_eq!(
                    out.json()["notices"]
                        .as_array()
                        .map(|all| all.iter().any(|one| one["code"] == "products.unmatched")),
                    Some(true)
                );
                count(&out, "created_there")
            }
        };
        assert_eq!(made, if side == Side::Here { 3 } else { 4 }, "{what}");
        // 49: again, nothing.
        let links_before = links(&shop);
        let again = sync(&shop, way).exits(0);
        let keys = [
            "linked_by_sku",
            "linked_by_name",
            "created_here",
            "created_there",
            "updated_here",
            "updated_there",
        ];
        assert_eq!(keys.map(|key| count(&again, key)), [0; 6], "{what}");
        assert_eq!(notices(&again), [], "{what}");
        // 48: renames and other SKUs on either side.
        shop.sandbox.with(|world| {
            world.edit_product(1, |product| {
                (product.name, product.sku) = ("Miska".into(), "B-1".into());
            });
        });
        import(&shop.desk, "sku;name\nB-1;Wazon\n");
        let _ = sync(&shop, way);
        let renamed = sync(&shop, way);
        assert_eq!(links(&shop), links_before, "{what}");
        assert_eq!(
            keys[..4]
                .iter()
                .map(|key| count(&renamed, key))
                .sum::<i64>(),
            0,
            "{what}"
        );
        assert_eq!(
            cards(&shop.desk).len(),
            if side == Side::Here { 14 } else { 11 },
            "{what}"
        );
    }
}
