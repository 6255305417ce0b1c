//! Must-hold c: `kill -9` at any commit or call of a pass of 20 orders, then a clean run: the end state of an
//! undisturbed run, numbers included.

use std::os::unix::process::ExitStatusExt as _;

use firmino_link::sandbox::{Invoice, World};

use crate::shop::{Desk, Profile, Shop, now};

fn world() -> World {
    let shop = firmino_link::sandbox::scenario("demo-shop", 1, now()).expect("known");
    let mut world = shop.clone();
    let ids: Vec<u64> = shop.orders().map(|order| order.order_id).collect();
    for id in ids.iter().skip(20) {
        world.delete_order(*id);
    }
    // What stands in BaseLinker is read, too.
    world.put_invoice(Invoice {
        order_id: ids[1],
        series_id: 15,
        ..Invoice::default()
    });
    world
}

fn profile(shop: &Shop) -> Profile {
    let mut profile = shop.profile();
    profile.head = profile
        .head
        .replace("[\"orders\"]", "[\"orders\", \"warehouses\"]");
    profile.orders += "status_after = { documented = \"Zrealizowane\" }\n";
    profile
}

/// Statuses of all orders in BaseLinker.
fn statuses(shop: &Shop) -> Vec<u64> {
    shop.sandbox
        .with(|world| world.orders().map(|order| order.order_status_id).collect())
}

#[test]
#[cfg_attr(
    not(debug_assertions),
    ignore = "crash points are not part of releases"
)]
fn a_kill_anywhere_changes_nothing_in_the_end() {
    // Statuses are set in BaseLinker, so each run has a BaseLinker of its own.
    let world = world();
    let shop = Shop::open(world.clone());
    let undisturbed = Desk::new(&profile(&shop));
    let _ = undisturbed.run(["sync", "orders"]).exits(3);
    let _ = undisturbed.run(["sync", "orders"]).exits(0);
    let expected = undisturbed.dump();
    assert!(expected.matches("\ndocuments: ").count() >= 5, "{expected}");
    let set = statuses(&shop);
    let mut points = 0;
    loop {
        let shop = Shop::open(world.clone());
        let desk = Desk::new(&profile(&shop));
        let killed = desk
            .command(["sync", "orders"])
            .env("FIRMINO_LINK_CRASH_AT", (points + 1).to_string())
            .output();
        let status = killed.expect("started").status;
        if status.signal().is_none() {
            break;
        }
        assert_eq!(status.signal(), Some(9));
        points += 1;
        let _ = desk.run(["sync", "orders"]);
        let _ = desk.run(["sync", "orders"]).exits(0);
        assert_eq!(desk.dump(), expected, "killed at point {points}");
        assert_eq!(statuses(&shop), set, "killed at point {points}");
    }
    assert!(points >= 32, "only {points} points were passed");
}
