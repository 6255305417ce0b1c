//! Must-hold c: a push of new cards killed at every call and commit, and replies lost after the effect: never a second
//! product in BaseLinker, never a link lost.

use std::os::unix::process::ExitStatusExt as _;

use super::{cards, import, shop, sync};
use crate::shop::{Desk, Shop};

const NEW: usize = 30;

fn cards_csv() -> String {
    let mut text = "sku;name;vat;price_gross\n".to_owned();
    for n in 1..=NEW {
        text += &format!("N-{n};Nowy {n};23;1{n}.00\n");
    }
    text
}

/// Products in BaseLinker by SKU, each once, and every card linked to its own.
#[track_caller]
fn complete(shop: &Shop, desk: &Desk, what: &str) {
    let mut skus: Vec<String> = shop.sandbox.with(|world| {
        world
            .products()
            .map(|product| product.sku.clone())
            .collect()
    });
    skus.sort();
    let all = skus.len();
    skus.dedup();
    assert_eq!((skus.len(), all), (NEW, NEW), "{what}");
    let found = cards(desk);
    let own = |sku: &Option<String>, id: Option<i64>| {
        let id = id.and_then(|id| u64::try_from(id).ok());
        let there = id.and_then(|id| {
            shop.sandbox
                .with(|world| world.product(id).map(|product| product.sku.clone()))
        });
        there.is_some() && there == *sku
    };
    assert!(
        found.iter().all(|card| own(&card.0, card.3)),
        "{what}: {found:?}"
    );
}

/// Has the settle window of every create be over.
fn settle(desk: &Desk) {
    let db = rusqlite::Connection::open(desk.mirror()).expect("opened");
    db.execute_batch("UPDATE creations SET sent_at = 0")
        .expect("run");
}

#[test]
#[cfg_attr(
    not(debug_assertions),
    ignore = "crash points are not part of releases"
)]
fn a_kill_anywhere_makes_no_second_product() {
    let mut points = 0;
    loop {
        let shop = shop("firmino", []);
        import(&shop.desk, &cards_csv());
        // Every third point: the places repeat for each of the thirty cards.
        let at = points + 1;
        let killed = shop
            .desk
            .command(["sync", "products"])
            .env("FIRMINO_LINK_CRASH_AT", at.to_string())
            .output()
            .expect("started");
        if killed.status.signal().is_none() {
            break;
        }
        points += if points < 16 { 1 } else { 7 };
        let _ = sync(&shop, &[]);
        settle(&shop.desk);
        let _ = sync(&shop, &[]).exits(0);
        complete(&shop, &shop.desk, &format!("killed at point {at}"));
    }
    assert!(points > 40, "only {points} points");
}

#[test]
fn a_lost_reply_is_read_back_and_not_sent_again() {
    for (nth, fault) in [
        (1, "reset-after"),
        (3, "hang-after"),
        (30, "reset-after"),
        (7, "reset-before"),
        (12, "late:2"),
    ] {
        let shop = shop("firmino", []).with(|mut profile| {
            profile.head = profile
                .head
                .replace("[\"orders\"]", "[\"orders\", \"products\"]");
            profile.baselinker = profile.baselinker.replace("timeout = 5", "timeout = 1");
            profile.rest += "[products]\nsource = \"firmino\"\n";
            profile
        });
        import(&shop.desk, &cards_csv());
        shop.sandbox
            .with(|world| world.plan(&format!("addInventoryProduct:{nth}={fault}")))
            .expect("a rule");
        let first = sync(&shop, &[]);
        assert_ne!(first.code, Some(0), "{fault} {first:?}");
        shop.sandbox.with(|world| world.clear_faults());
        // Within the window nothing is sent for the card in doubt; what came through is found by its SKU.
        let _ = sync(&shop, &[]);
        if fault.starts_with("late") {
            // The effect comes after the second pass.
            std::thread::sleep(std::time::Duration::from_secs(3));
        }
        settle(&shop.desk);
        let _ = sync(&shop, &[]).exits(0);
        complete(&shop, &shop.desk, &format!("{fault} at {nth}"));
    }
}
