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

fn group(desk: &Desk) {
    let db = rusqlite::Connection::open(desk.mirror()).expect("opened");
    db.execute_batch("UPDATE cards SET category = 'Kuchnia / Kubki', manufacturer = 'Fabryka'")
        .expect("run");
}

/// Categories and manufacturers are made once, too: neither another card nor the next pass makes them again while a
/// lost create of them may still show.
#[test]
fn a_group_whose_making_is_not_sure_is_not_made_again() {
    for (method, fault) in [
        ("addInventoryCategory:1", "reset-after"),
        ("addInventoryCategory:2", "late:2"),
        ("addInventoryManufacturer:1", "late:2"),
        ("addInventoryManufacturer:1", "reset-before"),
    ] {
        let what = format!("{method}={fault}");
        let shop = shop("firmino", []);
        import(
            &shop.desk,
            "sku;name;vat;price_gross\nN-1;Nowy 1;23;11.00\nN-2;Nowy 2;23;12.00\nN-3;Nowy 3;23;13.00\n",
        );
        group(&shop.desk);
        shop.sandbox.with(|world| world.plan(&what)).expect("rule");
        let calls = |method| super::calls(&shop, method);
        let first = sync(&shop, &[]).exits(0);
        assert_eq!(super::count(&first, "created_there"), 3, "{what}");
        let (lost, _) = method.split_once(':').expect("a method");
        let made = calls(lost);
        // Parents before children: what is not sure is asked for once, not once a card.
        assert!(made <= 2, "{what}: {made}");
        shop.sandbox.with(|world| world.clear_faults());
        let soon = sync(&shop, &[]).exits(0);
        assert_eq!(super::count(&soon, "created_there"), 0, "{what}");
        if fault == "reset-before" {
            assert_eq!(calls(lost), made, "{what}: within the window");
        }
        std::thread::sleep(std::time::Duration::from_secs(
            if fault.starts_with("late") { 3 } else { 0 },
        ));
        let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
        db.execute_batch("UPDATE group_creations SET sent_at = 0")
            .expect("run");
        let _ = sync(&shop, &[]).exits(0);
        let (categories, manufacturers) = shop.sandbox.with(|world| {
            let names = |names: Vec<&str>| names.join(", ");
            (
                names(world.categories().map(|one| one.name.as_str()).collect()),
                names(world.manufacturers().map(|one| one.name.as_str()).collect()),
            )
        });
        assert_eq!(
            (categories.as_str(), manufacturers.as_str()),
            ("Kuchnia, Kubki", "Fabryka"),
            "{what}"
        );
        let grouped = shop.sandbox.with(|world| {
            world
                .products()
                .all(|product| product.category_id > 0 && product.manufacturer_id > 0)
        });
        assert!(grouped, "{what}");
    }
}

/// The window of a lost create is held against the time when the list was read, not against the time of the next
/// attempt: what shows between the two is in no list that was read.
#[test]
fn a_list_that_is_older_than_the_window_makes_nothing_anew() {
    let shop = shop("firmino", []).with(|mut profile| {
        profile.head = profile
            .head
            .replace("[\"orders\"]", "[\"orders\", \"products\"]");
        profile.baselinker = profile
            .baselinker
            .replace("rate_window = 1\n", "rate_window = 60\n");
        profile.rest += "[products]\nsource = \"firmino\"\n";
        profile
    });
    import(
        &shop.desk,
        "sku;name;vat;price_gross\nN-1;Nowy 1;23;11.00\nN-2;Nowy 2;23;12.00\n",
    );
    let _ = sync(&shop, &["--dry-run"]).exits(0);
    let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .expect("a time");
    // The window of ten seconds ends three seconds after the pass began; reading the list takes longer.
    let sent = i64::try_from(now.as_secs()).expect("a time") - 7;
    db.execute(
        "INSERT INTO creations (card, state, sku, sent_at) VALUES (2, 'in-doubt', 'N-2', ?1)",
        [sent],
    )
    .expect("a row");
    shop.sandbox
        .with(|world| world.plan("getInventoryProductsList:1=slow:8"))
        .expect("a rule");
    let out = sync(&shop, &[]).exits(0);
    assert_eq!(super::count(&out, "created_there"), 1, "{out:?}");
}
