//! `--dry-run` tells what a pass would do, and changes nothing on either side.

use firmino_link::sandbox::{World, scenario};
use sha2::{Digest as _, Sha256};

use crate::shop::{Out, Shop, now};

/// What a pass counted.
fn counts(out: &Out) -> Vec<serde_json::Value> {
    let json = out.json();
    let keys = ["orders", "documents", "contractors", "products", "stock"];
    let mut counts: Vec<_> = keys.iter().map(|key| json[key].clone()).collect();
    counts.push(json["problems"].clone());
    counts.push(json["outcome"].clone());
    counts
}

fn demo_shop() -> Shop {
    let mut shop = Shop::open(scenario("demo-shop", 1, now()).expect("known"));
    let mut profile = shop.profile();
    profile.head = profile
        .head
        .replace("[\"orders\"]", "[\"orders\", \"warehouses\"]");
    shop.desk = crate::shop::Desk::new(&profile);
    shop
}

#[test]
fn a_rehearsal_before_the_first_pass_creates_nothing() {
    let shop = demo_shop();
    let rehearsed = shop.desk.run(["sync", "orders", "--dry-run", "--json"]);
    let rehearsed = rehearsed.exits(3);
    assert_eq!(rehearsed.json()["dry_run"], true);
    assert!(rehearsed.json()["run"].is_null());
    let data = std::fs::read_dir(shop.desk.path("data")).expect("a folder");
    assert_eq!(data.count(), 0, "no mirror, no lock, no backups");
    assert!(shop.sandbox.with(|world| world.log().writes().is_empty()));
    let real = shop.sync().exits(3);
    assert!(rehearsed.number("/orders/taken") > 20, "{rehearsed:?}");
    assert_eq!(counts(&rehearsed), counts(&real));
}

#[test]
fn a_rehearsal_leaves_the_mirror_as_it_is() {
    let shop = demo_shop();
    let all = shop.sandbox.with(|world| world.clone());
    shop.sandbox.with(|world| {
        for id in 1021..=1040 {
            world.delete_order(id);
        }
    });
    let _ = shop.sync().exits(3);
    shop.sandbox.with(|world| {
        world.clone_from(&all);
        world.clear_log();
    });
    let mirror = shop.desk.mirror();
    let look = || Sha256::digest(std::fs::read(&mirror).expect("a mirror"));
    let folder = || {
        let data = mirror.parent().expect("a folder");
        let mut names: Vec<_> = std::fs::read_dir(data)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        names.sort();
        names
    };
    let before = (look(), folder(), shop.desk.dump());
    let rehearsed = shop.desk.run(["sync", "orders", "--dry-run", "--json"]);
    let rehearsed = rehearsed.exits(3);
    assert_eq!((look(), folder(), shop.desk.dump()), before);
    assert!(
        shop.sandbox
            .with(|world: &mut World| world.log().writes().is_empty())
    );
    assert!(rehearsed.number("/orders/taken") > 5, "{rehearsed:?}");
    assert_eq!(counts(&rehearsed), counts(&shop.sync().exits(3)));
}
