//! What is refused, and what is told of it.

use super::{Shop, codes, consumer, firm, numbers, of, shop, with};
use crate::shop::Profile;

#[test]
fn without_the_table_nothing_happens() {
    let shop = Shop::open(crate::shop::world([]));
    let out = shop.desk.run(["mirror", "push", "--json"]).exits(78);
    let (code, fix) = out.error();
    assert_eq!(code, "profile.firmino");
    assert!(fix.contains("[firmino]"), "{fix}");
}

#[test]
fn a_wrong_password_ends_with_4() {
    let shop = shop([firm(1001)], "", |_| {});
    shop.desk.write("shop.firmino", "kto\nwrong\n");
    let out = shop.push(&[]).exits(4);
    assert!(!out.stdout.contains("wrong") && !out.stderr.contains("wrong"));
    assert_eq!(shop.there().orders, 0);
}

#[test]
fn what_does_not_fit_is_refused_before_any_request() {
    let mut long = firm(1001);
    long.invoice_city = "Ś".repeat(31);
    let mut fine = long.clone();
    fine.order_id = 1002;
    fine.invoice_nip = "1111111111".into();
    fine.invoice_city = "Ś".repeat(30);
    let shop = shop([long, fine], "issue = true", |_| {});
    let dry = shop.push(&["--dry-run"]).exits(3);
    assert_eq!(dry.json()["push"]["new"], serde_json::json!([1002]));
    assert!(shop.asked().is_empty());
    let out = shop.push(&[]).exits(3);
    assert_eq!(codes(&out), [(1001, "firmino.too-long".to_owned())]);
    assert_eq!(of(&out, "orders/confirmed"), 1);
    // It stays ready, is told once, and stands where a person looks.
    assert_eq!(shop.desk.standing(1001).0, "ready");
    assert!(codes(&shop.push(&[]).exits(0)).is_empty());
    let needs_me = shop.desk.run(["orders", "list", "--needs-me", "--json"]);
    let order = needs_me.exits(0).json()["orders"][0].clone();
    assert_eq!(order["id"], 1001);
    assert_eq!(order["firmino"]["refusal"]["code"], "push.misfit");
    let why = shop.desk.run(["--lang", "en", "orders", "why", "1001"]);
    let why = why.exits(0).stdout;
    assert!(
        why.contains("31/30") && why.contains("--set city="),
        "{why}"
    );
    // Its correction lets it go.
    let _ = shop
        .desk
        .run(["orders", "edit", "1001", "--set", "city=Łódź"])
        .exits(0);
    let out = shop.push(&[]).exits(0);
    assert_eq!(of(&out, "orders/confirmed"), 1, "{out:?}");
}

#[test]
fn another_sum_is_neither_noted_nor_sent_on() {
    let shop = shop([firm(1001)], "", |_| {});
    let _ = shop.push(&[]).exits(0);
    shop.issued_by_hand(|document| {
        document.sheet.items[0].price = "40.00".parse().expect("a price");
    });
    let out = shop.push(&[]).exits(3);
    assert_eq!(codes(&out), [(1001, "push.sums".to_owned())]);
    let message = out.json()["problems"][0]["message"].to_string();
    assert!(
        message.contains("54.99") && message.contains("54.98"),
        "{message}"
    );
    assert!(numbers(&shop).is_empty());
    assert_eq!(shop.desk.standing(1001).0, "ready");
}

#[test]
fn a_spent_budget_ends_with_75_and_the_next_day_goes_on() {
    let shop = shop([firm(1001)], "issue = true\nrequests_per_day = 6", |_| {});
    let out = shop.push(&[]).exits(75);
    assert_eq!(of(&out, "requests/used_now"), 6, "{out:?}");
    assert_eq!(of(&out, "orders/left"), 1);
    let asked: usize = shop.asked().values().sum();
    let _ = shop.push(&[]).exits(75);
    assert_eq!(shop.asked().values().sum::<usize>(), asked);
    for _ in 0..3 {
        let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
        let _ = db
            .execute("DELETE FROM firmino_requests", [])
            .expect("a new day");
        shop.window_is_over();
        let _ = shop.push(&[]);
    }
    assert_eq!(shop.there(), super::ONE);
    assert_eq!(numbers(&shop).len(), 1);
}

#[test]
fn a_run_of_few_requests_goes_on_with_the_next() {
    let shop = shop([firm(1001)], "issue = true", |_| {});
    let first = shop.push(&["--max-requests", "3"]).exits(0);
    assert_eq!(of(&first, "requests/used_now"), 3);
    let _ = shop.push(&[]).exits(0);
    assert_eq!(shop.there(), super::ONE);
}

#[test]
fn nothing_is_issued_here_for_an_order_that_is_there() {
    let shop = shop([consumer(1001)], "", |_| {});
    let _ = shop.push(&["1001"]).exits(0);
    let out = shop
        .desk
        .run(["orders", "issue", "1001", "--json"])
        .exits(3);
    let json = out.json();
    assert_eq!(
        json["issued"][0]["problems"][0]["code"],
        "firmino.handed-over"
    );
    assert!(numbers(&shop).is_empty());
    // A person who issued it there may say so by hand.
    let _ = shop
        .desk
        .run(["documents", "confirm", "1001", "--number", "FV 7/2026"])
        .exits(0);
    let out = shop.push(&[]).exits(0);
    assert_eq!(of(&out, "orders/known"), 0, "{out:?}");
    assert_eq!(numbers(&shop), ["FV 7/2026"]);
}

#[test]
fn no_other_number_is_noted_while_firmino_may_have_issued_one() {
    let shop = shop([firm(1001)], "issue = true", |_| {});
    shop.fault("firmino:order-documents/add-end-doc:1=reset-after");
    let _ = shop.push(&[]).exits(75);
    let out = shop
        .desk
        .run([
            "documents",
            "confirm",
            "1001",
            "--number",
            "FV 7/2026",
            "--json",
        ])
        .exits(3);
    assert_eq!(out.error().0, "firmino.handed-over");
    shop.window_is_over();
    let _ = shop.push(&[]).exits(0);
    assert_eq!(numbers(&shop).len(), 1);
}

#[test]
fn a_pass_issues_nothing_for_an_order_that_is_there() {
    let mut unpaid = consumer(1001);
    unpaid.payment_done = 0.into();
    let shop = with([unpaid], "", |_| {}, |profile: Profile| profile);
    let _ = shop.push(&["1001"]).exits(0);
    shop.sandbox.with(|world| {
        let mut order = world.order(1001).expect("there").clone();
        order.payment_done = "54.98".parse().expect("a sum");
        world.put_order(order);
    });
    let _ = shop.sync();
    assert!(numbers(&shop).is_empty());
    let order = shop.desk.order(1001);
    assert_eq!(
        order["reasons"][0]["code"], "firmino.handed-over",
        "{order}"
    );
}

#[test]
fn a_cancelled_order_that_is_there_is_told() {
    let shop = shop([firm(1001)], "", |_| {});
    let _ = shop.push(&[]).exits(0);
    shop.sandbox.with(|world| {
        let mut order = world.order(1001).expect("there").clone();
        order.order_status_id = crate::shop::status::CANCELLED;
        world.put_order(order);
    });
    let _ = shop.desk.run(["sync", "orders", "--order", "1001"]);
    let out = shop.push(&[]).exits(3);
    assert_eq!(codes(&out), [(1001, "push.given-up".to_owned())]);
}

/// Nothing there will ever end it: it is told, stops nobody, and is sent again by a person's word.
#[test]
fn an_order_that_was_removed_there_is_told_and_stops_nobody() {
    for (table, fault) in [
        ("", ""),
        ("issue = true", ""),
        // Its document was asked for, and no answer came.
        ("issue = true", "order-documents/add-end-doc:1=reset-before"),
    ] {
        let shop = shop([firm(1001), firm(1002)], table, |_| {});
        if fault.is_empty() {
            // With `issue` the run's requests end after the order, before its document.
            let _ = shop.push(&["1001", "--max-requests", "9"]).exits(0);
        } else {
            shop.fault(&format!("firmino:{fault}"));
            let _ = shop.push(&["1001"]).exits(75);
            shop.window_is_over();
        }
        assert_eq!((shop.there().orders, shop.there().documents), (1, 0));
        let first = shop.sandbox.with(|world| {
            let order = world.firmino.orders().next().expect("one").sheet.id;
            world.firmino.remove_order(order);
            order
        });
        let out = shop.push(&[]).exits(3);
        assert_eq!(codes(&out), [(1001, "push.gone".to_owned())], "{out:?}");
        assert_eq!(of(&out, "orders/pushed"), 1, "the other one went");
        assert!(codes(&shop.push(&[]).exits(0)).is_empty());
        let _ = shop.push(&["1001", "--absent"]).exits(0);
        let there = shop.there();
        assert_eq!(there.orders, 2, "{first}");
        assert_eq!(there.documents, if table.is_empty() { 0 } else { 2 });
    }
}
