//! Must-hold d: several processes on one key never exceed the limit; a block is waited out by all, and told.

use std::time::Instant;

use firmino_link::sandbox::{BlockZone, Bulk, DEFAULT_TOKEN, RateLimit, World};

use crate::shop::{Desk, Out, Shop, now};

/// Calls and window of the scaled limit.
const CALLS: usize = 20;
const WINDOW: u64 = 2;

fn shop(orders: u64) -> Shop {
    let shop = Shop::open(World::bulk(1, now(), &Bulk::spread(orders)));
    shop.sandbox.with(|world| {
        world.limit = Some(RateLimit {
            calls: CALLS,
            window: WINDOW,
            block: 2,
        })
    });
    shop
}

/// Desks with mirrors of their own that share one rate file.
fn desks(shop: &Shop, n: usize) -> Vec<Desk> {
    let mut profile = shop.profile();
    profile.baselinker = profile
        .baselinker
        .replace("rate_limit = 2000", &format!("rate_limit = {CALLS}"))
        .replace("rate_window = 1", &format!("rate_window = {WINDOW}"));
    let rate_file = shop.desk.path("shared-rate.sqlite");
    profile.baselinker += &format!("rate_file = \"{}\"\n", rate_file.display());
    (0..n).map(|_| Desk::new(&profile)).collect()
}

fn run_at_once(desks: &[Desk]) -> Vec<Out> {
    let running: Vec<_> = desks
        .iter()
        .map(|desk| {
            desk.command(["sync", "orders", "--json"])
                .spawn()
                .expect("started")
        })
        .collect();
    running
        .into_iter()
        .map(|child| Out::of(child.wait_with_output().expect("waited")))
        .collect()
}

#[test]
fn three_processes_on_one_key_keep_the_limit() {
    let shop = shop(1500);
    let desks = desks(&shop, 3);
    for out in run_at_once(&desks) {
        assert_eq!(out.exits(0).number("/orders/taken"), 1500);
    }
    shop.sandbox.with(|world| {
        let log = world.log();
        assert!(
            log.largest_in_window(WINDOW) <= CALLS,
            "{} calls in a window",
            log.largest_in_window(WINDOW)
        );
        assert_eq!((log.blocks(), log.refused()), (0, 0));
        assert!(
            log.len() > 2 * CALLS,
            "the limit was never near: {} calls",
            log.len()
        );
    });
}

#[test]
fn lines_of_a_log_tell_their_run() {
    let shop = shop(3);
    for run in 1..=2 {
        let out = shop.desk.run(["-v", "sync", "orders"]).exits(0);
        let calls: Vec<&str> = out
            .stderr
            .lines()
            .filter(|line| line.contains('→'))
            .collect();
        assert!(!calls.is_empty(), "{out:?}");
        let begin = format!("[run {run}] → get");
        assert!(calls.iter().all(|line| line.starts_with(&begin)), "{out:?}");
    }
}

#[test]
fn a_block_is_waited_out_by_every_process_whatever_its_zone() {
    for zone in [BlockZone::Warsaw, BlockZone::Utc, BlockZone::Machine] {
        let shop = shop(3);
        shop.sandbox.with(|world| {
            let mut unknowns = world.unknowns();
            unknowns.block_zone = zone;
            world.set_unknowns(unknowns);
            let until = world.now() + 3;
            world.block_token(DEFAULT_TOKEN, until);
        });
        let begun = Instant::now();
        let desks = desks(&shop, 3);
        for out in run_at_once(&desks) {
            assert!(
                out.stderr.contains("has blocked the token until")
                    || out.stderr.contains("another process tries"),
                "{out:?}"
            );
            assert_eq!(out.exits(0).number("/orders/taken"), 3);
        }
        let took = begun.elapsed().as_secs();
        assert!((2..12).contains(&took), "{zone:?}: {took} s");
        // Each of the three may have been under way when the block was first heard of; nobody knocks after that.
        let refused = shop.sandbox.with(|world| world.log().refused());
        assert!(
            (1..=3).contains(&refused),
            "{zone:?}: {refused} refused calls"
        );
    }
}

#[test]
fn a_block_longer_than_a_run_ends_it_and_is_remembered() {
    let shop = shop(3);
    shop.sandbox
        .with(|world| world.block_token(DEFAULT_TOKEN, world.now() + 25 * 60));
    let desks = desks(&shop, 2);
    let first = desks[0].run(["sync", "orders", "--json"]).exits(75);
    assert_eq!(first.json()["error"]["code"], "api.blocked");
    let calls = shop.sandbox.with(|world| world.log().len());
    let _ = desks[1].run(["sync", "orders", "--json"]).exits(75);
    assert_eq!(
        shop.sandbox.with(|world| world.log().len()),
        calls,
        "the other process did not knock"
    );
}
