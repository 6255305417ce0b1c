//! Must-hold b: a taken order lowers the mirror's stock once.

use firmino_link::sandbox::{World, scenario};

use crate::shop::status::PAID;
use crate::shop::{Shop, next_second, now, order, world};

#[test]
fn a_taken_order_lowers_once_also_after_it_is_issued() {
    let shop = Shop::open(world([order(1, PAID, 90)])).with(|p| p.manual().with_warehouses());
    assert_eq!(shop.sync().exits(0).number("/stock/lines_lowered"), 1);
    let once = [("bl_8801".to_owned(), -1)];
    assert_eq!(shop.desk.moved(), once);
    assert_eq!(shop.sync().exits(0).number("/stock/lines_lowered"), 0);
    let _ = shop.desk.run(["orders", "issue", "1"]).exits(0);
    next_second();
    let _ = shop.sync().exits(0);
    let _ = shop.desk.run(["sync", "orders", "--order", "1"]).exits(0);
    assert_eq!(shop.desk.moved(), once);
}

#[test]
fn a_ready_order_that_is_edited_moves_by_the_difference() {
    let shop = Shop::open(world([order(1, PAID, 90)])).with(|p| p.manual().with_warehouses());
    let _ = shop.sync().exits(0);
    shop.sandbox
        .with(|world| world.edit_order(1, |order| order.products[0].quantity = 3));
    let out = shop.sync().exits(0);
    assert_eq!(out.number("/stock/lines_lowered"), 1);
    assert_eq!(shop.desk.moved(), [("bl_8801".to_owned(), -3)]);
    assert_eq!(shop.desk.order(1)["gross"], "134.96");
}

/// The demo shop with one order left.
fn only(id: u64) -> World {
    let mut world = scenario("demo-shop", 1, now()).expect("known");
    let others: Vec<u64> = world.orders().map(|order| order.order_id).collect();
    for other in others.into_iter().filter(|other| *other != id) {
        world.delete_order(other);
    }
    world
}

#[test]
fn lines_lower_the_warehouse_that_they_come_from() {
    let shop = Shop::open(only(1036)).with(|p| p.with_warehouses());
    let _ = shop.sync().exits(0);
    assert_eq!(
        shop.desk.moved(),
        [("bl_8801".to_owned(), -1), ("bl_8802".to_owned(), -1)]
    );
}

#[test]
fn a_warehouse_linked_in_the_profile_is_the_one_that_is_lowered() {
    let shop = Shop::open(only(1036)).with(|profile| {
        let mut profile = profile.with_warehouses();
        profile.rest += "[[warehouses.links]]\nbaselinker = \"bl_8801\"\nfirmino = \"MAG\"\n";
        profile
    });
    let _ = shop.sync().exits(0);
    assert_eq!(
        shop.desk.moved(),
        [("MAG".to_owned(), -1), ("bl_8802".to_owned(), -1)]
    );
}

#[test]
fn without_the_module_no_stock_is_touched() {
    let shop = Shop::open(only(1036));
    assert_eq!(shop.sync().exits(0).number("/stock/lines_lowered"), 0);
    assert_eq!(shop.desk.moved(), []);
}

/// Rows 52 and 53: a link may name the warehouse as the panel does; a name that is no warehouse, or several, stops the pass.
#[test]
fn a_warehouse_may_be_linked_by_its_name() {
    let world = only(1036);
    let name = world.warehouses[0].name.clone();
    let linked = |name: &str, import: bool| {
        let link = format!(
            "[warehouses]\nimport_new = {import}\n[[warehouses.links]]\nbaselinker = \"{name}\"\nfirmino = \"MAG\"\n"
        );
        Shop::open(only(1036)).with(|profile| {
            let mut profile = profile.with_warehouses();
            profile.rest += &link;
            profile
        })
    };
    let shop = linked(&name, true);
    let _ = shop.sync().exits(0);
    assert_eq!(
        shop.desk.moved(),
        [("MAG".to_owned(), -1), ("bl_8802".to_owned(), -1)]
    );
    let by_hand = linked(&name, false);
    assert_eq!(
        by_hand.sync().exits(3).problems(),
        ["line.warehouse"],
        "the other one is not linked"
    );
    let gone = linked("Piwnica", true).sync().exits(78);
    assert!(gone.stdout.contains(&name), "{gone:?}");
    let twice = linked(&name, true);
    twice.sandbox.with(|world| {
        for warehouse in &mut world.warehouses {
            warehouse.name.clone_from(&name);
        }
    });
    let several = twice.sync().exits(78);
    assert!(several.stdout.contains("8801, 8802"), "{several:?}");
    assert_eq!(twice.desk.moved(), []);
}
