//! Edges at which an order could be lost, sold twice or sold by the wrong rules.

use firmino_link::sandbox::World;

use crate::shop::status::{NEW, PAID};
use crate::shop::{Profile, Shop, order, world};

const HOUR: i64 = 3600;

#[test]
fn an_order_dated_ahead_hides_none_that_comes_after_it() {
    let shop = Shop::open(world([order(1, PAID, 100), order(2, PAID, -2 * HOUR)]));
    assert_eq!(shop.sync().exits(0).number("/orders/taken"), 2);
    shop.sandbox
        .with(|world| world.put_order(order(3, PAID, 0)));
    assert_eq!(shop.sync().exits(0).number("/orders/taken"), 1);
    assert_eq!(shop.desk.documents().len(), 3);
}

#[test]
fn an_order_of_another_age_is_held_and_hides_none() {
    let far = order(2, PAID, -30 * 24 * HOUR);
    let mut never = order(3, PAID, 0);
    never.date_confirmed = i64::MAX;
    let shop = Shop::open(world([order(1, PAID, 100), far, never]));
    let out = shop.sync().exits(3);
    assert!(
        out.problems().iter().all(|code| code == "order.odd-value"),
        "{out:?}"
    );
    shop.sandbox
        .with(|world| world.put_order(order(4, PAID, 0)));
    let _ = shop.sync();
    let issued: Vec<i64> = shop
        .desk
        .documents()
        .into_iter()
        .map(|(_, order, _)| order)
        .collect();
    assert_eq!(issued, [1, 4]);
}

#[test]
fn two_lines_of_one_id_hold_their_order_and_no_other() {
    let mut poison = order(1, PAID, 200);
    poison.products[0].order_product_id = 77;
    poison.products.push(poison.products[0].clone());
    let shop = Shop::open(world([poison, order(2, PAID, 100)]));
    assert_eq!(shop.sync().exits(3).problems(), ["order.odd-value"]);
    assert_eq!(shop.desk.standing(1).0, "needs-editing");
    assert_eq!(shop.desk.documents().len(), 1);
    let _ = shop.sync().exits(0);
}

#[test]
fn sold_pieces_stay_sold_when_stock_is_no_longer_kept() {
    let shop =
        Shop::open(world([order(1, PAID, 100)])).with(|profile| profile.manual().with_warehouses());
    let _ = shop.sync().exits(0);
    let sold = shop.desk.moved();
    assert_eq!(sold.iter().map(|(_, pieces)| pieces).sum::<i64>(), -1);
    shop.desk
        .write("shop.toml", &shop.profile().manual().text());
    let _ = shop.desk.run(["orders", "issue", "1"]).exits(0);
    assert_eq!(shop.desk.documents().len(), 1);
    assert_eq!(shop.desk.moved(), sold);
}

#[test]
fn a_ready_order_in_a_status_of_no_list_stays_ready() {
    let shop = Shop::open(world([order(1, PAID, 100)])).with(Profile::manual);
    let _ = shop.sync().exits(0);
    shop.sandbox.with(|world| world.set_status(1, NEW));
    let _ = shop.sync().exits(0);
    assert_eq!(shop.desk.standing(1).0, "ready");
    let _ = shop.desk.run(["orders", "issue", "1"]).exits(0);
}

#[test]
fn goods_from_a_linked_warehouse_abroad_are_not_sold_by_polish_rules() {
    let mut account = world([order(1, PAID, 100)]);
    let abroad = |world: &mut World| {
        for warehouse in world
            .warehouses
            .iter_mut()
            .filter(|warehouse| warehouse.warehouse_id == 8801)
        {
            warehouse.country = "DE".into();
        }
    };
    abroad(&mut account);
    let shop = Shop::open(account).with(|profile| {
        let mut profile = profile.with_warehouses();
        profile.rest += "[[warehouses.links]]\nbaselinker = \"bl_8801\"\nfirmino = \"MAG\"\n";
        profile
    });
    assert_eq!(shop.sync().exits(3).problems(), ["order.foreign-warehouse"]);
    assert_eq!(shop.desk.documents().len(), 0);
}

#[test]
fn a_ready_order_seen_again_is_counted_as_known_and_as_nothing_else() {
    let shop =
        Shop::open(world([order(1, PAID, 100)])).with(|profile| profile.manual().with_warehouses());
    let first = shop.sync().exits(0);
    assert_eq!(
        (
            first.number("/orders/taken"),
            first.number("/contractors/created")
        ),
        (1, 1)
    );
    let second = shop.sync().exits(0);
    for (count, expected) in [
        ("/orders/seen", 1),
        ("/orders/known", 1),
        ("/orders/taken", 0),
        ("/orders/ready", 0),
        ("/contractors/linked", 0),
        ("/contractors/created", 0),
        ("/products/created_here", 0),
        ("/stock/lines_lowered", 0),
    ] {
        assert_eq!(second.number(count), expected, "{count}");
    }
}

#[test]
fn an_order_named_before_the_start_is_refused_with_the_reason() {
    let shop = Shop::open(world([order(1, PAID, 50 * 24 * HOUR)]));
    let out = shop
        .desk
        .run(["sync", "orders", "--json", "--order", "1", "--order", "1"])
        .exits(3);
    assert_eq!(out.problems(), ["order.before-start"]);
    assert_eq!(shop.desk.states(), []);
}
