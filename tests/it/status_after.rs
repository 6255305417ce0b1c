//! `orders.status_after`: written once, on change.

use crate::shop::status::{CANCELLED, DONE, PAID};
use crate::shop::{Profile, Shop, order, world};

const HELD: u64 = 51_003;

fn after(mut profile: Profile) -> Profile {
    profile.orders += "status_after = { documented = \"Zrealizowane\", needs_editing = 51003 }\n";
    profile
}

fn status(shop: &Shop, id: u64) -> u64 {
    shop.sandbox
        .with(|world| world.order(id).expect("there").order_status_id)
}

fn writes(shop: &Shop) -> usize {
    shop.sandbox
        .with(|world| world.log().count("setOrderStatus"))
}

#[test]
fn a_status_is_set_once_and_a_mended_order_comes_back() {
    let mut bad = order(2, PAID, 50);
    bad.products[0].tax_rate = 0.into();
    let shop = Shop::open(world([order(1, PAID, 60), bad])).with(after);
    let out = shop.sync().exits(3);
    assert_eq!(out.number("/statuses/set"), 2);
    assert_eq!((status(&shop, 1), status(&shop, 2)), (DONE, HELD));
    let again = shop.sync().exits(0);
    assert_eq!((again.number("/statuses/set"), writes(&shop)), (0, 2));
    shop.sandbox
        .with(|world| world.edit_order(2, |order| order.products[0].tax_rate = 23.into()));
    crate::shop::next_second();
    let mended = shop.sync().exits(0);
    assert_eq!(mended.number("/documents/issued/receipt"), 1);
    assert_eq!((status(&shop, 2), writes(&shop)), (DONE, 3));
}

#[test]
fn a_failed_write_undoes_nothing_and_is_made_up_for() {
    let mut world = world([order(1, PAID, 60)]);
    world.plan("setOrderStatus:*=unavailable").expect("a rule");
    let shop = Shop::open(world).with(after);
    let out = shop.sync();
    assert_eq!(out.number("/documents/issued/receipt"), 1);
    assert_eq!(out.number("/statuses/pending"), 1);
    assert_eq!(status(&shop, 1), PAID);
    shop.sandbox.with(|world| world.clear_faults());
    assert_eq!(shop.sync().exits(0).number("/statuses/set"), 1);
    assert_eq!(status(&shop, 1), DONE);
}

#[test]
fn an_order_that_went_on_meanwhile_is_not_taken_back() {
    let mut world = world([order(1, PAID, 60)]);
    world.plan("setOrderStatus:*=unavailable").expect("a rule");
    let shop = Shop::open(world).with(after);
    let _ = shop.sync();
    shop.sandbox.with(|world| {
        world.clear_faults();
        world.set_status(1, CANCELLED);
    });
    let out = shop.sync().exits(3);
    assert_eq!(out.problems(), ["order.cancelled"]);
    assert_eq!(
        (out.number("/statuses/set"), out.number("/statuses/pending")),
        (0, 0)
    );
    assert_eq!(status(&shop, 1), CANCELLED);
}

/// A dry run changes nothing on either side: no status is set.
#[test]
fn a_dry_run_sets_no_status() {
    let shop = Shop::open(world([order(1, PAID, 90)])).with(|mut profile| {
        profile.orders += "status_after = { documented = \"Spakowane\" }\n";
        profile
    });
    let _ = shop.desk.run(["sync", "orders", "--dry-run"]).exits(0);
    let writes = shop.sandbox.with(|world| world.log().writes().len());
    assert_eq!(writes, 0);
    assert_eq!(
        shop.sandbox
            .with(|world| world.order(1).map(|order| order.order_status_id)),
        Some(PAID)
    );
}
