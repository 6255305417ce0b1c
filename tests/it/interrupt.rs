//! Ctrl-C and SIGTERM: the first ends a pass after what is under way, the second at once; nothing is lost or done twice.

use std::collections::BTreeSet;
use std::process::Child;
use std::time::{Duration, Instant};

use firmino_link::sandbox::{Bulk, RateLimit, World};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::shop::{Out, Shop, now};

/// A shop whose calls are so many a second, so that a pass lasts.
fn slow_shop(orders: u64, calls: u32) -> Shop {
    let shop = Shop::open(World::bulk(1, now(), &Bulk::spread(orders)));
    let mut profile = shop.profile();
    profile.baselinker = profile
        .baselinker
        .replace("rate_limit = 2000", &format!("rate_limit = {calls}"));
    shop.desk.write("shop.toml", &profile.text());
    shop
}

/// Until so many calls of the method have reached the sandbox.
fn wait_for(shop: &Shop, method: &str, calls: usize) {
    let end = Instant::now() + Duration::from_secs(20);
    while shop.sandbox.with(|world| world.log().count(method)) < calls {
        assert!(Instant::now() < end, "{method} was never called so often");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn signal(child: &Child, signal: Signal) {
    let id = i32::try_from(child.id()).expect("a process id");
    kill(Pid::from_raw(id), signal).expect("it runs");
}

fn ended(child: Child) -> Out {
    Out::of(child.wait_with_output().expect("waited"))
}

#[test]
fn the_first_interruption_finishes_the_page_and_reports() {
    for asked in [Signal::SIGINT, Signal::SIGTERM] {
        let shop = slow_shop(450, 3);
        let child = shop.desk.command(["sync", "orders", "--json"]).spawn();
        let child = child.expect("started");
        wait_for(&shop, "getOrders", 2);
        signal(&child, asked);
        let out = ended(child).exits(130);
        let taken = out.number("/orders/taken");
        assert!((100..450).contains(&taken), "{taken} taken");
        assert_eq!(out.number("/orders/seen"), taken);
        assert_eq!(out.json()["error"]["code"], "pass.interrupted");
        assert_eq!(shop.desk.documents().len() as i64, taken);
        let said = &out.stderr;
        assert!(said.contains("finishing what is under way"), "{said}");

        let rest = shop.desk.run(["sync", "orders", "--json"]).exits(0);
        assert_eq!(rest.number("/orders/taken"), 450 - taken);
        let orders: BTreeSet<i64> = shop
            .desk
            .documents()
            .into_iter()
            .map(|(_, order, _)| order)
            .collect();
        assert_eq!(orders.len(), 450);
        assert_eq!(shop.desk.documents().len(), 450);
    }
}

#[test]
fn the_second_interruption_ends_it_at_once() {
    let shop = slow_shop(20, 2000);
    shop.sandbox
        .with(|world| world.plan("getOrders:1=hang"))
        .expect("a fault");
    let child = shop.desk.command(["sync", "orders", "--json"]).spawn();
    let child = child.expect("started");
    wait_for(&shop, "getOrders", 1);
    signal(&child, Signal::SIGINT);
    std::thread::sleep(Duration::from_millis(200));
    let begun = Instant::now();
    signal(&child, Signal::SIGINT);
    let _ = ended(child).exits(130);
    assert!(begun.elapsed() < Duration::from_secs(2), "it waited");

    let out = shop.desk.run(["sync", "orders", "--json"]).exits(0);
    assert_eq!(out.number("/orders/taken"), 20);
}

#[test]
fn a_block_is_not_sat_out_after_an_interruption() {
    let shop = slow_shop(20, 2000);
    shop.sandbox.with(|world| {
        world.limit = Some(RateLimit {
            calls: 1,
            window: 60,
            block: 300,
        });
    });
    let child = shop.desk.command(["sync", "orders", "--json"]).spawn();
    let child = child.expect("started");
    wait_for(&shop, "getOrderStatusList", 1);
    std::thread::sleep(Duration::from_millis(700));
    let begun = Instant::now();
    signal(&child, Signal::SIGINT);
    let out = ended(child).exits(130);
    assert!(begun.elapsed() < Duration::from_secs(60), "it waited");
    assert_eq!(out.number("/orders/taken"), 0);
    let blocks = shop.sandbox.with(|world| world.log().blocks());
    assert_eq!(blocks, 1);
}

#[test]
fn of_all_passes_no_other_one_begins() {
    let shop = slow_shop(450, 3);
    let mut profile = shop.profile().with_warehouses();
    profile.baselinker = profile
        .baselinker
        .replace("rate_limit = 2000", "rate_limit = 3");
    shop.desk.write("shop.toml", &profile.text());
    let child = shop.desk.command(["sync", "all", "--json"]).spawn();
    let child = child.expect("started");
    wait_for(&shop, "getOrders", 2);
    signal(&child, Signal::SIGINT);
    let out = ended(child).exits(130);
    let passes = out.json()["passes"].as_array().expect("a list").len();
    assert_eq!(passes, 1);
    let stock = |world: &mut World| world.log().count("getInventoryProductsData");
    assert_eq!(shop.sandbox.with(stock), 0);
}
