//! Must-hold j: a merged or split order does not get a second document unasked.

use firmino_link::sandbox::{MadeDates, Order, OrderLine, World};
use rust_decimal::Decimal;

use crate::shop::status::PAID;
use crate::shop::{Shop, next_second, order, world};

/// An order of Anna Próbna with these lines: SKU, pieces.
fn of_anna(id: u64, ago: i64, lines: &[(&str, i64)]) -> Order {
    let lines = lines.iter().map(|(sku, quantity)| OrderLine {
        sku: (*sku).into(),
        name: format!("Towar {sku}"),
        quantity: *quantity,
        price_brutto: Decimal::new(1000, 2),
        ..OrderLine::default()
    });
    Order {
        delivery_fullname: "Anna Próbna".into(),
        products: lines.collect(),
        ..order(id, PAID, ago)
    }
    .paid()
}

fn dated(world: &mut World, made: MadeDates) {
    let mut unknowns = world.unknowns();
    unknowns.made_dates = made;
    world.set_unknowns(unknowns);
}

#[test]
fn a_merged_order_is_held_until_a_person_says_so() {
    for made in [MadeDates::Now, MadeDates::Inherited] {
        let mut world = world([of_anna(1, 300, &[("K", 2)]), of_anna(2, 200, &[("T", 1)])]);
        dated(&mut world, made);
        let shop = Shop::open(world);
        assert_eq!(shop.sync().exits(0).number("/documents/issued/receipt"), 2);
        next_second();
        let merged = shop
            .sandbox
            .with(|world| world.merge_into_new(1, &[2], true))
            .expect("merged");
        let out = shop.sync().exits(3);
        assert_eq!(out.problems(), ["order.possible-duplicate"], "{made:?}");
        assert_eq!(shop.sync().exits(0).number("/documents/issued/receipt"), 0);
        assert_eq!(shop.desk.documents().len(), 2);
        // The person has looked: it is a sale of its own.
        let id = merged.to_string();
        let issued = shop.desk.run(["orders", "issue", &id, "--json"]).exits(0);
        assert!(issued.json()["issued"][0]["number"].is_string());
        assert_eq!(shop.desk.documents().len(), 3);
    }
}

#[test]
fn an_order_merged_into_one_without_a_document_is_held_too() {
    let mut waits = of_anna(2, 200, &[("T", 1)]);
    waits.payment_done = Decimal::ZERO;
    let shop = Shop::open(world([of_anna(1, 300, &[("K", 2)]), waits]));
    assert_eq!(shop.sync().exits(0).number("/documents/issued/receipt"), 1);
    shop.sandbox.with(|world| {
        world.merge_into_main(2, &[1], true).expect("merged");
        world.edit_order(2, |order| order.payment_done = order.total());
    });
    next_second();
    let out = shop.sync().exits(3);
    assert_eq!(out.problems(), ["order.possible-duplicate"]);
    assert_eq!(shop.desk.documents().len(), 1);
}

#[test]
fn a_part_that_is_split_off_is_held() {
    for made in [MadeDates::Now, MadeDates::Inherited] {
        let mut world = world([of_anna(1, 300, &[("K", 2), ("T", 1)])]);
        dated(&mut world, made);
        let shop = Shop::open(world);
        let _ = shop.sync().exits(0);
        next_second();
        shop.sandbox.with(|world| {
            let line = world.order(1).expect("there").products[0].order_product_id;
            world
                .split_order(1, &[(line, 1)], Decimal::ZERO)
                .expect("split");
        });
        let out = shop.sync().exits(3);
        let mut codes = out.problems();
        codes.sort();
        assert_eq!(
            codes,
            ["order.changed", "order.possible-duplicate"],
            "{made:?}"
        );
        assert_eq!(shop.desk.documents().len(), 1);
    }
}

#[test]
fn one_external_id_gets_one_document_and_two_buyers_of_one_basket_two() {
    let mut first = of_anna(1, 300, &[("K", 2)]);
    let mut second = of_anna(2, 200, &[("T", 1)]);
    (first.external_order_id, second.external_order_id) = ("A-7".into(), "A-7".into());
    let mut other = of_anna(3, 100, &[("K", 2)]);
    other.delivery_fullname = "Jan Próbny".into();
    let shop = Shop::open(world([first, second, other]));
    let out = shop.sync().exits(3);
    assert_eq!(out.problems(), ["order.possible-duplicate"]);
    let documented: Vec<i64> = shop.desk.documents().iter().map(|row| row.1).collect();
    assert_eq!(documented, [1, 3]);
    assert_eq!(shop.desk.order(2)["reasons"][0]["value"], "1 (external-id)");
}
