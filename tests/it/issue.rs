//! Must-hold b: who issues, and when – once, whoever asks.

use firmino_link::sandbox::{Order, scenario};

use crate::shop::status::PAID;
use crate::shop::{Desk, Out, Shop, next_second, now, order, warsaw_day, world};

fn unpaid(order: Order) -> Order {
    Order {
        payment_done: 0.into(),
        ..order
    }
}

fn reasons(desk: &Desk, id: u64) -> Vec<String> {
    let order = desk.order(id);
    let reasons = order["reasons"].as_array().expect("a list");
    let codes = reasons.iter().map(|reason| reason["code"].as_str());
    codes.map(|code| code.expect("a code").to_owned()).collect()
}

#[test]
fn an_unpaid_order_is_ready_and_issued_once_paid() {
    let shop = Shop::open(world([
        unpaid(order(1, PAID, 7200)),
        Order {
            payment_method_cod: true,
            ..unpaid(order(2, PAID, 60))
        },
    ]));
    let first = shop.sync().exits(0);
    assert_eq!(first.number("/orders/ready"), 1);
    assert_eq!(first.number("/ready_reasons/payment.open"), 1);
    assert_eq!(reasons(&shop.desk, 1), ["payment.open"]);
    let documents = |shop: &Shop| -> Vec<i64> {
        let all = shop.desk.documents();
        all.iter().map(|row| row.1).collect()
    };
    assert_eq!(documents(&shop), [2], "cash on delivery counts as paid");
    next_second();
    shop.sandbox.with(|world| {
        world.edit_order(1, |order| {
            order.payment_done = "54.97".parse().expect("a sum")
        })
    });
    let _ = shop.sync().exits(0);
    assert_eq!(documents(&shop), [2], "a grosz is missing");
    next_second();
    shop.sandbox
        .with(|world| world.edit_order(1, |order| order.payment_done = order.total()));
    let third = shop.sync().exits(0);
    assert_eq!(third.number("/documents/issued/receipt"), 1);
    assert_eq!(documents(&shop), [2, 1]);
    next_second();
    let _ = shop.sync().exits(0);
    assert_eq!(documents(&shop), [2, 1]);
}

#[test]
fn by_hand_a_person_gives_number_and_document_once() {
    let shop = Shop::open(world((1..=3).map(|id| order(id, PAID, 90)))).with(|p| p.manual());
    let out = shop.sync().exits(0);
    assert_eq!(out.number("/orders/ready"), 3);
    assert_eq!(shop.desk.documents(), []);

    let issue = |args: &[&str]| {
        shop.desk
            .run([&["orders", "issue", "--json"], args].concat())
    };
    let one = issue(&["2"]).exits(0).json();
    let number = one["issued"][0]["number"]
        .as_str()
        .expect("a number")
        .to_owned();
    assert!(number.starts_with("PA-BL/1/"), "{number}");
    let again = issue(&["2"]).exits(3).json();
    assert_eq!(again["issued"][0]["number"], serde_json::Value::Null);
    assert_eq!(again["issued"][0]["problems"][0]["code"], "order.not-ready");
    let unknown = issue(&["77"]).exits(2).json();
    assert_eq!(unknown["issued"][0]["number"], serde_json::Value::Null);
    assert_eq!(unknown["issued"][0]["problems"][0]["code"], "order.unknown");

    let all = issue(&["--all"]).exits(0).json();
    assert_eq!(all["issued"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        issue(&["--all"]).exits(0).json()["issued"],
        serde_json::json!([])
    );
    let rows = shop.desk.documents();
    let of = rows.iter().map(|row| (row.1, row.2.as_str()));
    assert_eq!(
        of.collect::<Vec<_>>(),
        [(2, "54.98"), (1, "54.98"), (3, "54.98")]
    );
    let order = shop.desk.order(2);
    assert_eq!(order["documents"][0], number);
    assert_eq!(order["state"], "documented");
    let _ = shop.sync().exits(0);
    assert_eq!(shop.desk.documents(), rows);
}

#[test]
fn eight_who_issue_one_order_at_once_make_one_document() {
    let shop = Shop::open(world([order(1, PAID, 90), order(2, PAID, 90)]))
        .with(|profile| profile.manual().with_warehouses());
    let _ = shop.sync().exits(0);
    let people: Vec<_> = (0..8)
        .map(|_| {
            shop.desk
                .command(["orders", "issue", "1", "--json"])
                .spawn()
                .expect("started")
        })
        .collect();
    let outs = people
        .into_iter()
        .map(|one| Out::of(one.wait_with_output().expect("ended")));
    let mut codes: Vec<_> = outs.map(|out| out.code).collect();
    codes.sort_unstable();
    let mut expected = vec![Some(3); 8];
    expected[0] = Some(0);
    assert_eq!(codes, expected);
    assert_eq!(shop.desk.documents().len(), 1);
    let pieces: i64 = shop.desk.moved().iter().map(|(_, pieces)| pieces).sum();
    assert_eq!(pieces, -2, "one for each order");
    // No number was lost over it.
    let _ = shop.desk.run(["orders", "issue", "2", "77"]).exits(3);
    let documents = shop.desk.documents();
    assert!(documents[1].0.starts_with("PA-BL/2/"), "{documents:?}");
}

#[test]
fn what_ksef_must_carry_gets_neither_number_nor_document_here() {
    let shop = Shop::open(scenario("demo-shop", 1, now()).expect("known"));
    let _ = shop.sync().exits(3);
    assert_eq!(shop.desk.standing(1003).0, "ready");
    assert_eq!(reasons(&shop.desk, 1003), ["ksef.required"]);
    let before = shop.desk.documents();
    let out = shop
        .desk
        .run(["orders", "issue", "1003", "--json"])
        .exits(3)
        .json();
    assert_eq!(out["issued"][0]["number"], serde_json::Value::Null);
    assert_eq!(out["issued"][0]["problems"][0]["code"], "ksef.required");
    // What waits for KSeF or for its payment is left by `--all`, and said.
    let all = shop.desk.run(["orders", "issue", "--all"]).exits(0);
    assert!(all.stdout.contains("KSeF"), "{all:?}");
    assert_eq!(shop.desk.documents(), before);
    assert!(before.iter().all(|row| row.1 != 1003));
    assert_eq!(shop.desk.standing(1003).0, "ready");
}

#[test]
fn marked_as_issued_elsewhere_gets_nothing() {
    const DAY: i64 = 24 * 3600;
    let orders = [
        order(1, PAID, 3 * DAY),
        order(2, PAID, 3 * DAY - 60),
        order(3, PAID, 60),
    ];
    let shop = Shop::open(world(orders)).with(|p| p.manual());
    let _ = shop.sync().exits(0);
    let mark = |args: &[&str]| {
        shop.desk
            .run([&["orders", "mark-issued", "--json"], args].concat())
    };
    assert_eq!(
        mark(&["1"]).exits(0).json()["marked"],
        serde_json::json!([1])
    );
    assert_eq!(
        mark(&["1"]).exits(0).json()["marked"],
        serde_json::json!([])
    );
    let told = shop.desk.run(["orders", "mark-issued", "1"]).exits(0);
    assert!(told.stdout.contains("already and stay as they are: 1."));
    let _ = mark(&["77"]).exits(2);
    let elsewhere = ("documented".to_owned(), vec!["elsewhere".to_owned()]);
    assert_eq!(shop.desk.standing(1), elsewhere);

    let day = warsaw_day(now() - DAY);
    assert_eq!(
        mark(&["--before", &day]).exits(0).json()["marked"],
        serde_json::json!([2])
    );
    assert_eq!(shop.desk.standing(2), elsewhere);
    let _ = shop.desk.run(["orders", "issue", "--all"]).exits(0);
    assert_eq!(
        shop.desk
            .documents()
            .iter()
            .map(|row| row.1)
            .collect::<Vec<_>>(),
        [3]
    );
    let _ = shop.desk.run(["orders", "issue", "1"]).exits(3);
}

#[test]
fn a_day_marked_by_mistake_is_taken_back_for_orders_not_seen_yet() {
    const DAY: i64 = 24 * 3600;
    let shop = Shop::open(world([order(1, PAID, 3 * DAY), order(2, PAID, DAY)]));
    let mark = |day: &str| {
        shop.desk
            .run(["orders", "mark-issued", "--json", "--before", day])
    };
    let (code, fix) = mark(&warsaw_day(now() + 2 * DAY)).exits(2).error();
    let tomorrow = warsaw_day(now() + DAY);
    assert_eq!(code, "orders.day-ahead");
    assert!(fix.contains(&tomorrow), "{fix}");
    assert!(!shop.desk.mirror().exists(), "nothing was written");
    let _ = mark(&tomorrow).exits(0);
    let _ = mark(&warsaw_day(now() - 2 * DAY)).exits(0);
    let out = shop.desk.run(["sync", "orders"]).exits(0);
    let counted = out.stdout.lines().find(|line| line.contains("elsewhere"));
    let counted = counted.unwrap_or_else(|| panic!("{out:?}"));
    assert!(
        counted.starts_with("have their document elsewhere") && counted.ends_with(" 1"),
        "{counted}"
    );
    let orders: Vec<i64> = shop.desk.documents().iter().map(|row| row.1).collect();
    assert_eq!(orders, [2]);
}
