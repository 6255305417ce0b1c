//! Whose mirror it is: one account's, one computer's.

use firmino_link::sandbox::{ClockSource, Options, Order, Sandbox, World};

use crate::shop::status::PAID;
use crate::shop::{Desk, Profile, Shop, order, world};

fn served(mut world: World) -> Sandbox {
    world.limit = None;
    let options = Options {
        port: 0,
        clock: ClockSource::Real,
    };
    Sandbox::start(world, options).expect("a port")
}

/// A shop with two documents.
fn shop() -> Shop {
    let shop = Shop::open(world([order(1, PAID, 120), order(2, PAID, 60)]));
    let _ = shop.sync().exits(0);
    shop
}

#[test]
fn another_account_is_refused_after_one_order_was_read_again() {
    let stranger = Order {
        date_add: 1_700_000_000,
        ..order(2, PAID, 60)
    };
    for orders in [vec![order(7, PAID, 60)], vec![stranger, order(3, PAID, 30)]] {
        let shop = shop();
        let before = shop.desk.documents();
        let mut other = world(orders);
        other.tokens = vec!["another-token".into()];
        let other = served(other);
        shop.desk.write("shop.toml", &Profile::of(&other).text());
        shop.desk.write("shop.token", "another-token");
        let out = shop.sync().exits(78);
        assert_eq!(out.error().0, "mirror.other-account");
        let asked = other.with(|world| {
            let asked = world.log().of("getOrders");
            asked
                .map(|call| call.parameters["order_id"].clone())
                .collect::<Vec<_>>()
        });
        assert_eq!(asked, [2], "the newest documented order, and nothing else");
        assert_eq!(shop.desk.documents(), before);
        // The mirror still belongs to the first account.
        shop.desk.write("shop.toml", &shop.profile().text());
        shop.desk
            .write("shop.token", firmino_link::sandbox::DEFAULT_TOKEN);
        assert_eq!(shop.sync().exits(0).number("/orders/known"), 2);
    }
}

#[test]
fn the_same_account_under_a_new_address_and_token_goes_on() {
    let shop = shop();
    let mut same = shop.sandbox.with(|world| world.clone());
    same.clear_log();
    same.tokens = vec!["another-token".into()];
    same.put_order(order(3, PAID, 30));
    let same = served(same);
    shop.desk.write("shop.toml", &Profile::of(&same).text());
    shop.desk.write("shop.token", "another-token");
    let out = shop.sync().exits(0);
    assert_eq!(out.number("/orders/taken"), 1);
    assert_eq!(shop.desk.documents().len(), 3);
    // Proven once; after that one call is enough again.
    same.with(World::clear_log);
    let _ = shop.sync().exits(0);
    assert_eq!(same.with(|world| world.log().count("getOrders")), 1);
}

#[test]
fn a_mirror_that_moved_is_closed_where_it_was() {
    let shop = shop();
    let out = shop
        .desk
        .run(["mirror", "backup", "move.sqlite", "--close"]);
    let out = out.exits(0);
    assert!(out.stdout.contains("mirror restore move.sqlite"), "{out:?}");
    shop.sandbox.with(World::clear_log);
    for command in ["sync orders", "sync orders --dry-run", "orders issue --all"] {
        let out = shop.desk.run(command.split(' ').chain(["--json"]));
        let (code, fix) = out.exits(78).error();
        assert_eq!(code, "mirror.closed", "{command}");
        assert!(fix.contains("mirror adopt"), "{fix}");
    }
    assert!(shop.sandbox.with(|world| world.log().is_empty()));

    // The copy goes on at the new computer.
    let mut profile = shop.profile();
    profile.rest = profile.rest.replace("\"test\"", "\"new\"");
    let desk = Desk::new(&profile);
    let copy = shop.desk.path("move.sqlite").display().to_string();
    let _ = desk.run(["mirror", "restore", &copy]).exits(0);
    let _ = desk.run(["sync", "orders"]).exits(78);
    let _ = desk.run(["mirror", "adopt"]).exits(0);
    let _ = desk.run(["sync", "orders"]).exits(0);
    assert_eq!(desk.documents().len(), 2);

    // And if there was no move after all, a person's word opens the old one.
    let _ = shop.desk.run(["mirror", "adopt"]).exits(0);
    let _ = shop.sync().exits(0);
}

#[test]
fn another_computer_is_refused_by_every_command_until_it_adopts_the_mirror() {
    let shop = shop();
    let mut profile = shop.profile();
    profile.rest = profile.rest.replace("\"test\"", "\"moved\"");
    shop.desk.write("shop.toml", &profile.text());
    shop.sandbox.with(World::clear_log);
    for command in [
        "sync orders",
        "sync orders --dry-run",
        "orders list",
        "orders show 1",
        "orders issue --all",
        "orders mark-issued 1",
        "documents list",
        "runs list",
        "runs show",
        "mirror backup copy.sqlite",
    ] {
        let out = shop.desk.run(command.split(' ').chain(["--json"]));
        assert_eq!(out.code, Some(78), "{command}: {out:?}");
        let (code, fix) = out.error();
        assert_eq!(code, "mirror.other-machine", "{command}");
        assert!(fix.contains("mirror adopt"), "{fix}");
    }
    assert!(shop.sandbox.with(|world| world.log().is_empty()));
    let _ = shop.desk.run(["mirror", "adopt"]).exits(0);
    let _ = shop.sync().exits(0);
    // And the former computer is the stranger now.
    shop.desk.write("shop.toml", &shop.profile().text());
    let _ = shop.sync().exits(78);
}
