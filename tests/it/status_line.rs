//! `status`: one line and an exit code, without token and network.

use firmino_link::sandbox::{DEFAULT_TOKEN, World};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::shop::status::{NEW, PAID};
use crate::shop::{Out, Shop, now, order, world};

const DAY: i64 = 24 * 3600;

fn change(shop: &Shop, sql: &str) {
    let db = Connection::open(shop.desk.mirror()).expect("opened");
    db.execute_batch(sql).expect("changed");
}

/// As if everything had happened so many seconds earlier.
fn age(shop: &Shop, seconds: i64) {
    change(
        shop,
        &format!(
            "UPDATE runs SET started_at = started_at - {seconds}, finished_at = finished_at - {seconds};
             UPDATE orders SET first_seen_at = first_seen_at - {seconds};
             UPDATE meta SET value = value - {seconds} WHERE key = 'made_at'"
        ),
    );
}

fn status(shop: &Shop) -> Out {
    shop.desk.run(["status"])
}

fn status_json(shop: &Shop) -> Value {
    let out = shop.desk.run(["status", "--json"]);
    let json = out.json();
    assert_eq!(json["exit"], json!(out.code), "{out:?}");
    json
}

fn codes(json: &Value) -> Vec<&str> {
    let rows = json["problems"].as_array().expect("a list");
    let codes = rows.iter().map(|row| row["code"].as_str());
    codes.map(|code| code.expect("a code")).collect()
}

#[test]
fn after_a_good_pass_all_is_well_without_token_and_network() {
    let shop = Shop::open(world([order(1, PAID, 10)]));
    let _ = shop.sync().exits(0);
    std::fs::remove_file(shop.desk.path("shop.token")).expect("removed");
    shop.sandbox.with(World::clear_log);
    let before = shop.desk.files();
    let out = status(&shop).exits(0);
    assert!(out.stdout.starts_with("All is well – orders "), "{out:?}");
    let wrong = out.stdout.lines().skip(1);
    assert_eq!(
        wrong.filter(|line| line.contains('!')).count(),
        0,
        "{out:?}"
    );
    let polish = shop.desk.run(["status", "--lang", "pl"]).exits(0).stdout;
    assert!(polish.starts_with("W porządku – zamówienia "), "{polish}");

    let json = status_json(&shop);
    assert_eq!(
        (&json["schema"], &json["status"]),
        (&json!(1), &json!("well"))
    );
    let pass = &json["passes"][0];
    assert_eq!(
        (&pass["pass"], &pass["last_outcome"], &pass["late"]),
        (&json!("orders"), &json!("done"), &json!(false))
    );
    assert!(pass["age_s"].as_i64().expect("a number") < 60, "{json}");
    assert!(
        json["backup_age_s"].as_i64().expect("a number") < 60,
        "{json}"
    );
    for key in [
        "waiting_too_long",
        "unsent",
        "unsent_in_doubt",
        "drift",
        "conflicts",
    ] {
        assert_eq!(json[key], 0, "{key}");
    }
    assert_eq!(json["needs_me"], json!({"orders": 0, "oldest": null}));
    assert_eq!(json["blocked_until"], Value::Null);
    assert!(json["dated"].is_array());
    assert_eq!(json["problems"], json!([]));
    assert!(shop.sandbox.with(|world| world.log().is_empty()));
    assert_eq!(shop.desk.files(), before, "nothing is written");
}

#[test]
fn an_order_that_needs_editing_needs_a_person() {
    let mut held = order(2, PAID, 10);
    held.invoice_nip = "1234567890".into();
    held.want_invoice = true;
    let shop = Shop::open(world([order(1, PAID, 20), held]));
    let _ = shop.sync().exits(3);
    let out = status(&shop).exits(3);
    assert!(
        out.stdout.starts_with("A person is needed – orders "),
        "{out:?}"
    );
    assert!(
        out.stdout
            .contains("  ! for a person: 1 order, the oldest since 20"),
        "{out:?}"
    );
    assert!(
        out.stdout
            .contains("    → firmino-link orders list --needs-me"),
        "{out:?}"
    );
    let json = status_json(&shop);
    assert_eq!(
        (&json["status"], &json["exit"]),
        (&json!("person"), &json!(3))
    );
    assert_eq!(json["needs_me"]["orders"], 1);
    assert_eq!(codes(&json), ["orders.need-a-person"]);
    // It stays so until the person has done something, whatever the passes say.
    let _ = shop.sync().exits(0);
    let _ = status(&shop).exits(3);
    let fix = ["orders", "skip", "2", "--reason", "test"];
    let _ = shop.desk.run(fix).exits(0);
    let _ = status(&shop).exits(0);
}

#[test]
fn it_counts_the_orders_that_the_list_shows() {
    let demo = firmino_link::sandbox::scenario("demo-shop", 1, now()).expect("known");
    let shop = Shop::open(demo);
    let _ = shop.sync().exits(3);
    let listed = |shop: &Shop| {
        let list = shop
            .desk
            .run(["orders", "list", "--needs-me", "--json"])
            .json();
        list["orders"].as_array().expect("a list").len()
    };
    let before = listed(&shop);
    assert!(before > 0);
    change(
        &shop,
        "UPDATE orders SET changed = 1 WHERE key = (SELECT min(key) FROM orders WHERE state = 'documented');
         INSERT INTO returns (id, order_id, phase, seen, read_at)
           SELECT 1, max(order_id), 'active', '', 1 FROM orders WHERE state = 'documented'",
    );
    let after = listed(&shop);
    let json = status_json(&shop);
    assert_eq!(json["needs_me"]["orders"], json!(after));
    assert_eq!(after, before + 2);
}

#[test]
fn a_pass_that_only_fails_is_late_after_a_day_and_no_sooner() {
    let shop = Shop::open(world([order(1, PAID, 10)]));
    let _ = shop.sync().exits(0);
    let fail = |shop: &Shop| {
        shop.sandbox.with(|world| {
            world
                .plan("getOrderStatusList:*=unavailable")
                .expect("a rule")
        });
        let _ = shop.sync().exits(75);
    };
    age(&shop, DAY - 600);
    fail(&shop);
    let out = status(&shop).exits(0);
    assert!(
        out.stdout
            .contains("  · orders: run 2 failed; the next one tries again"),
        "{out:?}"
    );
    let json = status_json(&shop);
    assert_eq!(json["passes"][0]["last_outcome"], "later");
    age(&shop, 601);
    let out = status(&shop).exits(75);
    assert!(
        out.stdout
            .starts_with("Late or blocked – orders 24 h ago\n"),
        "{out:?}"
    );
    assert!(
        out.stdout.contains("    → firmino-link sync orders"),
        "{out:?}"
    );
    let json = status_json(&shop);
    assert_eq!(
        (&json["status"], &json["exit"]),
        (&json!("late"), &json!(75))
    );
    assert_eq!(json["passes"][0]["late"], true);
    assert_eq!(codes(&json), ["pass.late", "pass.failed"]);
    // A success that a wrong clock put ahead is none.
    age(&shop, -3 * DAY);
    assert_eq!(status_json(&shop)["passes"][0]["last_success"], Value::Null);
    age(&shop, 3 * DAY);
    // The next success ends it.
    shop.sandbox.with(World::clear_faults);
    let _ = shop.sync().exits(0);
    let _ = status(&shop).exits(0);
}

#[test]
fn a_pass_that_never_succeeded_is_late_a_day_after_the_mirror_was_made() {
    let shop = Shop::open(world([order(1, PAID, 10)]));
    let marked = ["orders", "mark-issued", "--before", "2020-01-01"];
    let _ = shop.desk.run(marked).exits(0);
    let out = status(&shop).exits(0);
    assert!(
        out.stdout.starts_with("All is well – orders never yet"),
        "{out:?}"
    );
    let json = status_json(&shop);
    assert_eq!(
        (
            &json["passes"][0]["last_success"],
            &json["passes"][0]["age_s"]
        ),
        (&Value::Null, &Value::Null)
    );
    age(&shop, DAY + 1);
    let out = status(&shop).exits(75);
    assert!(
        out.stdout.contains("orders: no pass has succeeded yet"),
        "{out:?}"
    );
}

#[test]
fn a_run_without_an_end_is_late_after_an_hour() {
    let shop = Shop::open(world([order(1, PAID, 10)]));
    let _ = shop.sync().exits(0);
    change(
        &shop,
        &format!(
            "INSERT INTO runs (pass, started_at) VALUES ('orders', {})",
            now() - 3500
        ),
    );
    let _ = status(&shop).exits(0);
    change(
        &shop,
        "UPDATE runs SET started_at = started_at - 200 WHERE finished_at IS NULL",
    );
    let out = status(&shop).exits(75);
    assert!(
        out.stdout.contains("  ! orders: run 2 began at 20"),
        "{out:?}"
    );
    assert_eq!(status_json(&shop)["passes"][0]["last_outcome"], Value::Null);
}

#[test]
fn a_blocked_token_is_told_with_its_time_and_the_rate_file_stays() {
    let shop = Shop::open(world([order(1, PAID, 10)]));
    let _ = shop.sync().exits(0);
    let until = now() + 25 * 60;
    shop.sandbox
        .with(|world| world.block_token(DEFAULT_TOKEN, until));
    let _ = shop.sync().exits(75);
    let before = shop.desk.files();
    let json = status_json(&shop);
    assert_eq!(
        (&json["status"], &json["exit"]),
        (&json!("late"), &json!(75))
    );
    let told: jiff::Timestamp = json["blocked_until"]
        .as_str()
        .and_then(|text| text.parse().ok())
        .expect("a time");
    assert!((told.as_second() - until).abs() <= 60, "{told} for {until}");
    assert_eq!(codes(&json), ["token.blocked", "pass.failed"]);
    let out = status(&shop).exits(75);
    assert!(
        out.stdout
            .contains("  ! BaseLinker has blocked the token until 20"),
        "{out:?}"
    );
    assert_eq!(shop.desk.files(), before, "nothing is written");
    let rate = before.iter().find(|(path, _)| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.starts_with("rate-"))
    });
    std::fs::remove_file(&rate.expect("a rate file").0).expect("removed");
    let _ = status(&shop).exits(0);
}

#[test]
fn drift_and_conflicts_need_a_person() {
    let shop = Shop::open(world([])).with(|profile| {
        let mut profile = profile.with_warehouses();
        profile.rest +=
            "[warehouses]\n[[warehouses.links]]\nbaselinker = \"bl_8801\"\nfirmino = \"MAG\"\n";
        profile
    });
    let _ = shop.sync().exits(0);
    shop.desk.write("cards.csv", "sku,name\nKUB,Kubek\n");
    let import = ["mirror", "import", "products", "cards.csv"];
    let _ = shop.desk.run(import).exits(0);
    let _ = shop.desk.run(["products", "link", "KUB", "5001"]).exits(0);
    let _ = shop.desk.run(["stock", "set", "KUB", "MAG", "7"]).exits(0);
    let _ = status(&shop).exits(0);
    change(
        &shop,
        "INSERT OR REPLACE INTO shelves (product, place, target, remote, read_at, drift) VALUES (5001, 'bl_8801', 7, 5, 1, -2)",
    );
    let out = status(&shop).exits(3);
    assert!(
        out.stdout.contains(
            "  ! not as explained in BaseLinker: 1 level\n    → firmino-link stock drift"
        ),
        "{out:?}"
    );
    let json = status_json(&shop);
    assert_eq!(json["drift"], 1);
    assert_eq!(json["passes"][1]["pass"], "stock");
    let listed = shop.desk.run(["stock", "drift", "--json"]).json();
    assert_eq!(listed["stock"].as_array().map(Vec::len), Some(1));
    change(
        &shop,
        "INSERT INTO conflicts (product, card, what, found_at) VALUES (5001, 1, 'name', 1)",
    );
    let json = status_json(&shop);
    assert_eq!(json["conflicts"], 1);
    assert_eq!(codes(&json), ["stock.drift", "products.conflicts"]);
}

#[test]
fn orders_that_wait_for_long_and_old_backups_are_told() {
    let shop = Shop::open(world([order(1, PAID, 20), order(2, NEW, 10)]));
    let _ = shop.sync().exits(0);
    change(
        &shop,
        &format!(
            "UPDATE orders SET first_seen_at = {} WHERE state = 'waiting'",
            now() - 7 * DAY - 5
        ),
    );
    let json = status_json(&shop);
    assert_eq!(
        (&json["exit"], &json["waiting_too_long"]),
        (&json!(0), &json!(1))
    );
    assert_eq!(codes(&json), ["orders.waiting-long"]);

    let mut folder = shop.desk.mirror().into_os_string();
    folder.push(".backups");
    for entry in std::fs::read_dir(&folder).expect("a folder") {
        let file = std::fs::File::options()
            .append(true)
            .open(entry.expect("an entry").path())
            .expect("opened");
        let old = std::time::SystemTime::now() - std::time::Duration::from_secs(49 * 3600);
        file.set_modified(old).expect("set");
    }
    let out = status(&shop).exits(75);
    assert!(
        out.stdout.contains("  ! the newest backup is of 20"),
        "{out:?}"
    );
    assert_eq!(
        codes(&status_json(&shop)),
        ["backup.late", "orders.waiting-long"]
    );
}

#[test]
fn printouts_on_their_way_and_refused_ones_are_told() {
    let shop = Shop::open(world([order(1, PAID, 20), order(2, PAID, 10)]));
    let _ = shop.sync().exits(0);
    change(
        &shop,
        &format!(
            "INSERT INTO printouts (document, stage, sent_at, made_at) SELECT min(id), 'sent', 1, {} FROM documents",
            now() - 60
        ),
    );
    let json = status_json(&shop);
    assert_eq!(
        (&json["exit"], &json["unsent"], &json["unsent_in_doubt"]),
        (&json!(0), &json!(1), &json!(1))
    );
    change(
        &shop,
        "INSERT INTO printouts (document, stage, refusal, made_at) SELECT max(id), 'not-applied', 'refused', 1 FROM documents",
    );
    let out = status(&shop).exits(3);
    assert!(
        out.stdout
            .contains("    → firmino-link documents list --unsent"),
        "{out:?}"
    );
    change(
        &shop,
        &format!("UPDATE printouts SET made_at = {}", now() - DAY - 5),
    );
    let json = status_json(&shop);
    assert_eq!(json["unsent"], 2);
    assert_eq!(codes(&json), ["printouts.late", "printouts.refused"]);
}

#[test]
fn a_refused_token_and_a_brake_are_told_at_once() {
    let shop = Shop::open(world([order(1, PAID, 20)]));
    let _ = shop.sync().exits(0);
    shop.sandbox.with(|world| world.tokens.clear());
    let _ = shop.sync().exits(4);
    let out = status(&shop).exits(3);
    assert!(
        out.stdout.contains(
            "  ! orders: in run 2 BaseLinker refused the token\n    → firmino-link runs show 2"
        ),
        "{out:?}"
    );

    let shop = Shop::open(world([order(1, PAID, 3 * DAY)])).with(|mut profile| {
        profile.rest = profile
            .rest
            .replace("old_orders = 100000", "old_orders = 0");
        profile
    });
    let _ = shop.sync().exits(5);
    let out = status(&shop).exits(3);
    let told = "  ! orders: a brake stopped run 1\n    → firmino-link runs show 1";
    assert!(out.stdout.contains(told), "{out:?}");
}

#[test]
fn without_a_mirror_it_ends_with_78() {
    let shop = Shop::open(world([]));
    let out = shop.desk.run(["status", "--json"]).exits(78);
    assert!(out.json()["error"]["code"].is_string(), "{out:?}");
}
