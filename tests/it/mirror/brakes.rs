//! A lost mirror is no reason to issue everything again: brakes of an orders pass.

use serde_json::Value;

use crate::shop::status::PAID;
use crate::shop::{Desk, Out, Profile, Shop, now, order, warsaw_day, world};

const DAY: i64 = 24 * 3600;

/// Two orders from before today, one of today.
fn shop() -> Shop {
    Shop::open(world([
        order(1, PAID, 3 * DAY),
        order(2, PAID, 2 * DAY),
        order(3, PAID, 1),
    ]))
}

fn with_brakes(profile: Profile, brakes: &str) -> Profile {
    let (head, tail) = profile.rest.split_once("[brakes]").expect("brakes");
    let (_, mirror) = tail.split_once("[mirror]").expect("a mirror");
    Profile {
        rest: format!("{head}[brakes]\n{brakes}\n[mirror]{mirror}"),
        ..profile
    }
}

fn brake(out: &Out) -> (String, String) {
    let json = out.json();
    let text = |key: &str| json["brake"][key].as_str().expect("a text").to_owned();
    (text("reason"), text("hash"))
}

fn force(desk: &Desk, hash: &str) -> Out {
    desk.run(["sync", "orders", "--json", "--force", hash])
}

/// A shop whose mirror was lost after everything had its document.
fn shop_without_its_mirror() -> Shop {
    let shop = shop();
    let _ = shop.sync().exits(0);
    assert_eq!(shop.desk.documents().len(), 3);
    std::fs::remove_dir_all(shop.desk.path("data")).expect("removed");
    let profile = with_brakes(shop.profile(), "old_orders = 0");
    shop.desk.write("shop.toml", &profile.text());
    shop
}

#[test]
fn a_lost_mirror_issues_nothing_until_a_person_lets_it() {
    let shop = shop_without_its_mirror();
    let first = shop.sync().exits(5);
    let (reason, hash) = brake(&first);
    assert_eq!(reason, "old_orders");
    let counts = first.json()["brake"]["counts"].take();
    assert_eq!(
        counts,
        serde_json::json!({"documents": 3, "limit": 0, "old_orders": 2})
    );
    assert_eq!(first.number("/orders/taken"), 0);
    assert_eq!(shop.desk.documents(), []);
    assert_eq!(shop.desk.states(), []);
    assert_eq!(
        brake(&shop.sync().exits(5)).1,
        hash,
        "the same plan, the same hash"
    );

    let wrong = force(&shop.desk, "0123456789ab").exits(2);
    assert_eq!(wrong.json()["error"]["code"], "brake.unknown-plan");
    assert_eq!(shop.desk.documents(), []);

    let text = shop.desk.run(["sync", "orders"]).exits(5).stdout;
    assert!(text.contains(&format!("--force {hash}")), "{text}");
    let forced = force(&shop.desk, &hash).exits(0);
    assert_eq!(forced.number("/documents/issued/receipt"), 3);
    assert_eq!(forced.json()["brake"], Value::Null);
    assert_eq!(shop.desk.documents().len(), 3);
    let _ = shop.sync().exits(0);
}

#[test]
fn a_changed_order_is_left_out_of_the_plan_that_was_let_go() {
    let shop = shop_without_its_mirror();
    let (_, hash) = brake(&shop.sync().exits(5));
    shop.sandbox.with(|world| {
        world.edit_order(2, |order| {
            order.products[0].quantity = 2;
            order.payment_done = order.total()
        })
    });
    let forced = force(&shop.desk, &hash).exits(3);
    assert_eq!(forced.problems(), ["order.left-out"]);
    let orders: Vec<i64> = shop.desk.documents().iter().map(|row| row.1).collect();
    assert_eq!(orders, [1, 3]);
}

#[test]
fn orders_marked_as_issued_get_no_document() {
    let shop = shop_without_its_mirror();
    let _ = shop.sync().exits(5);
    let today = warsaw_day(now());
    let _ = shop
        .desk
        .run(["orders", "mark-issued", "--before", &today])
        .exits(0);
    let out = shop.sync().exits(0);
    assert_eq!(out.number("/documents/elsewhere"), 2);
    let elsewhere = ("documented".to_owned(), vec!["elsewhere".to_owned()]);
    assert_eq!(
        [1, 2].map(|id| shop.desk.standing(id)),
        [elsewhere.clone(), elsewhere]
    );
    let orders: Vec<i64> = shop.desk.documents().iter().map(|row| row.1).collect();
    assert_eq!(orders, [3], "that of today has none yet");
    let _ = shop.sync().exits(0);
}

#[test]
fn one_run_issues_no_more_than_it_may() {
    let shop =
        shop().with(|profile| with_brakes(profile, "old_orders = 100\ndocuments_per_run = 2"));
    let (reason, hash) = brake(&shop.sync().exits(5));
    assert_eq!(reason, "documents_per_run");
    assert_eq!(shop.desk.documents(), []);
    let _ = force(&shop.desk, &hash).exits(0);
    assert_eq!(shop.desk.documents().len(), 3);
}

#[test]
fn a_rehearsal_names_no_plan_that_is_not_kept() {
    let shop = shop_without_its_mirror();
    let rehearsed = shop.desk.run(["sync", "orders", "--dry-run"]).exits(5);
    assert!(!rehearsed.stdout.contains("--force"), "{rehearsed:?}");
    assert!(
        rehearsed
            .stdout
            .contains("run it without --dry-run first: it keeps the plan"),
        "{rehearsed:?}"
    );
}

#[test]
fn a_mirror_lost_beside_its_backups_issues_nothing_of_the_same_day_either() {
    let profile = |shop: &Shop| with_brakes(shop.profile(), "old_orders = 0");
    let shop = Shop::open(world([order(1, PAID, 60)]));
    shop.desk.write("shop.toml", &profile(&shop).text());
    let _ = shop.sync();
    for end in ["", "-wal", "-shm"] {
        let mut path = shop.desk.mirror().into_os_string();
        path.push(end);
        let _ = std::fs::remove_file(path);
    }
    assert_eq!(brake(&shop.sync().exits(5)).0, "old_orders");
    assert_eq!(shop.desk.documents(), []);
}
