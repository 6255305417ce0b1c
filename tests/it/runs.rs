//! `runs show` tells again what a pass told when it ended.

use firmino_link::sandbox::{World, scenario};
use serde_json::json;

use crate::shop::status::{NEW, PAID};
use crate::shop::{Out, Shop, now, order, world};

fn two_passes() -> (Shop, Out, Out) {
    let shop = Shop::open(scenario("demo-shop", 1, now()).expect("known"));
    let first = shop.desk.run(["sync", "orders"]).exits(3);
    let second = shop.desk.run(["sync", "orders"]).exits(0);
    (shop, first, second)
}

#[test]
fn a_run_is_told_again_word_by_word() {
    let (shop, first, second) = two_passes();
    assert!(first.stdout.contains("Documents issued: "), "{first:?}");
    assert_ne!(first.stdout, second.stdout);
    shop.sandbox.with(World::clear_log);
    let shown = |run: &str| shop.desk.run(["runs", "show", run]).exits(0).stdout;
    assert_eq!(shown("1"), first.stdout);
    assert_eq!(shown("2"), second.stdout);
    let newest = shop.desk.run(["runs", "show"]).exits(0);
    assert_eq!(newest.stdout, second.stdout);
    assert_eq!(newest.stderr, "");
    assert!(shop.sandbox.with(|world| world.log().is_empty()));
}

#[test]
fn a_run_is_told_again_as_the_same_object() {
    let shop = Shop::open(scenario("demo-shop", 1, now()).expect("known"));
    let first = shop.sync().exits(3);
    let _ = shop.sync().exits(0);
    let again = shop.desk.run(["runs", "show", "1", "--json"]).exits(0);
    assert_eq!(again.stdout, first.stdout);
    assert_eq!(again.json()["run"], 1);
}

#[test]
fn labels_follow_the_language_and_polish_is_told_again_too() {
    let (shop, ..) = two_passes();
    let polish = shop.desk.run(["runs", "show", "1", "--lang", "pl"]);
    let text = polish.exits(0).stdout;
    assert!(
        text.starts_with("Zamówienia (shop), przebieg 1\n"),
        "{text}"
    );
    let sync = shop.desk.run(["sync", "orders", "--lang", "pl"]).exits(0);
    let again = shop.desk.run(["runs", "show", "--lang", "pl"]).exits(0);
    assert_eq!(again.stdout, sync.stdout);
}

#[test]
fn a_brake_and_an_error_are_told_again() {
    let shop = Shop::open(world([order(1, PAID, 3 * 24 * 3600)])).with(|mut profile| {
        profile.rest = profile
            .rest
            .replace("old_orders = 100000", "old_orders = 0");
        profile
    });
    let stopped = shop.desk.run(["sync", "orders"]).exits(5);
    assert!(stopped.stdout.contains("--force "), "{stopped:?}");
    let again = shop.desk.run(["runs", "show"]).exits(0);
    assert_eq!(again.stdout, stopped.stdout);

    shop.sandbox.with(|world| world.tokens.clear());
    let refused = shop.desk.run(["sync", "orders"]).exits(4);
    assert!(refused.stderr.contains("refuses the token"), "{refused:?}");
    let again = shop.desk.run(["runs", "show"]).exits(0);
    assert_eq!(again.stdout, refused.stdout);
    assert_eq!(again.stderr, refused.stderr);
}

#[test]
fn a_rehearsal_leaves_no_run() {
    let (shop, _, second) = two_passes();
    let _ = shop.desk.run(["sync", "orders", "--dry-run"]).exits(0);
    let newest = shop.desk.run(["runs", "show"]).exits(0);
    assert_eq!(newest.stdout, second.stdout);
}

#[test]
fn a_limit_keeps_the_newest_and_their_order() {
    let (shop, ..) = two_passes();
    let _ = shop.sync().exits(0);
    for (limit, wanted) in [("2", vec![2, 3]), ("0", vec![]), ("9", vec![1, 2, 3])] {
        let out = shop.desk.run(["runs", "list", "--json", "--limit", limit]);
        let json = out.exits(0).json();
        let runs = json["runs"].as_array().expect("a list");
        let runs: Vec<_> = runs.iter().map(|run| run["run"].as_i64()).collect();
        let wanted: Vec<_> = wanted.into_iter().map(Some).collect();
        assert_eq!(runs, wanted, "{json}");
    }
}

#[test]
fn an_unknown_run_is_refused_with_what_there_is() {
    let (shop, ..) = two_passes();
    for run in ["3", "0"] {
        let out = shop.desk.run(["runs", "show", run, "--json"]).exits(2);
        let (code, fix) = out.error();
        assert_eq!(code, "run.unknown");
        assert_eq!(fix, "firmino-link runs list");
        let said = format!("there is no run {run} (there are 1 to 2)");
        assert!(out.stderr.contains(&said), "{out:?}");
    }
    let polish = shop.desk.run(["runs", "show", "9", "--lang", "pl"]);
    let polish = polish.exits(2).stderr;
    assert!(
        polish.contains("nie ma przebiegu 9 (są od 1 do 2)"),
        "{polish}"
    );
}

#[test]
fn a_mirror_that_no_pass_has_touched_has_no_run_to_show() {
    let shop = Shop::open(world([order(1, NEW, 10)]));
    let marked = ["orders", "mark-issued", "--before", "2020-01-01"];
    let _ = shop.desk.run(marked).exits(0);
    let out = shop.desk.run(["runs", "show", "--json"]).exits(2);
    let (code, fix) = out.error();
    assert_eq!(code, "run.unknown");
    assert_eq!(fix, "firmino-link sync orders");
}

/// The first run of a later day takes the reports of old ones that had nothing to tell.
#[test]
fn a_run_whose_report_is_not_kept_any_more_says_so() {
    let shop = Shop::open(world([]));
    let _ = shop.sync().exits(0);
    let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
    let _ = db
        .execute(
            "UPDATE runs SET started_at = started_at - 91 * 86400, finished_at = finished_at - 91 * 86400",
            [],
        )
        .expect("written");
    let _ = shop.sync().exits(0);
    let shown = shop.desk.run(["runs", "show", "1"]).exits(0).stdout;
    assert!(shown.contains("kept for 90 days"), "{shown}");
    let shown = shop.desk.run(["runs", "show", "2", "--json"]).exits(0);
    assert_eq!(shown.json()["run"], 2);
}

#[test]
fn a_run_that_was_cut_short_says_so() {
    let shop = Shop::open(world([order(1, PAID, 10)]));
    let _ = shop
        .desk
        .command(["sync", "orders"])
        .env("FIRMINO_LINK_CRASH_AT", "2")
        .output()
        .expect("started");
    let shown = shop.desk.run(["runs", "show"]).exits(0).stdout;
    assert!(shown.starts_with("Run 1 (orders), begun "), "{shown}");
    assert!(shown.contains("no report"), "{shown}");
    assert!(shown.contains("cut short"), "{shown}");
    assert!(shown.ends_with("firmino-link sync orders\n"), "{shown}");
    let polish = shop.desk.run(["runs", "show", "1", "--lang", "pl"]);
    let polish = polish.exits(0).stdout;
    assert!(polish.contains("został przerwany"), "{polish}");
    let out = shop.desk.run(["runs", "show", "1", "--json"]).exits(0);
    let row = out.json();
    assert!(row["started_at"].is_string(), "{row}");
    let mut rest = row.clone();
    rest["started_at"].take();
    assert_eq!(
        rest,
        json!({"schema": 1, "run": 1, "pass": "orders", "started_at": null, "finished_at": null, "outcome": null, "exit": null})
    );
    // The next pass has its own run, and the first one stays cut short.
    let next = shop.desk.run(["sync", "orders"]).exits(0);
    let newest = shop.desk.run(["runs", "show"]).exits(0);
    assert_eq!(newest.stdout, next.stdout);
    let first = shop.desk.run(["runs", "show", "1"]).exits(0);
    assert_eq!(first.stdout, shown);
}
