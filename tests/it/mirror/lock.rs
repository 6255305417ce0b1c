//! One pass at a time.

use std::fs::File;
use std::time::Duration;

use crate::shop::status::PAID;
use crate::shop::{Desk, Out, Shop, order, world};

/// Holds the mirror's lock as another pass would.
fn held(desk: &Desk) -> File {
    let mut path = desk.mirror().into_os_string();
    path.push(".lock");
    let file = File::options().write(true).open(path).expect("there");
    file.lock().expect("locked");
    file
}

fn shop() -> Shop {
    let shop = Shop::open(world([]));
    let _ = shop.sync().exits(0);
    shop.sandbox
        .with(|world| world.put_order(order(1, PAID, 1)));
    shop
}

#[test]
fn a_second_pass_ends_at_once_and_touches_nothing() {
    let shop = shop();
    let lock = held(&shop.desk);
    let (out, calls) = shop.calls_of_sync();
    let out = out.exits(75);
    assert_eq!(out.error().0, "mirror.locked");
    assert_eq!(calls, 0);
    // Readers are not in the way of a pass.
    assert_eq!(shop.desk.states(), []);
    drop(lock);
    assert_eq!(shop.sync().exits(0).number("/orders/taken"), 1);
}

#[test]
fn a_pass_that_may_wait_goes_on_when_the_other_ends() {
    let shop = shop();
    let lock = held(&shop.desk);
    let args = ["sync", "orders", "--json", "--wait", "5"];
    let waiting = shop.desk.command(args).spawn().expect("started");
    std::thread::sleep(Duration::from_millis(400));
    assert!(shop.sandbox.with(|world| world.log().count("getOrders")) <= 1);
    drop(lock);
    let out = Out::of(waiting.wait_with_output().expect("ended")).exits(0);
    assert_eq!(out.number("/orders/taken"), 1);
}

#[test]
fn two_passes_at_once_make_one_document() {
    let shop = shop();
    let args = ["sync", "orders", "--json", "--wait", "5"];
    let both = [0, 1].map(|_| shop.desk.command(args).spawn().expect("started"));
    for pass in both {
        let _ = Out::of(pass.wait_with_output().expect("ended")).exits(0);
    }
    assert_eq!(shop.desk.documents().len(), 1);
}
