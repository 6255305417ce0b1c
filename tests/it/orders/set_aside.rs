//! `orders skip` and `orders retry`: a person's word that passes keep.

use super::{documented, reasons, text};
use crate::shop::status::{DONE, NEW, PAID};
use crate::shop::{Out, Shop, next_second, order, world};

fn run(shop: &Shop, args: &[&str]) -> Out {
    shop.desk.run([&["orders"], args, &["--json"]].concat())
}

#[test]
fn a_skipped_order_stays_skipped_gives_its_pieces_back_and_is_retried() {
    let shop = Shop::open(world([order(1, PAID, 90)])).with(|p| p.manual().with_warehouses());
    let _ = shop.sync().exits(0);
    assert_eq!(shop.desk.moved(), [("bl_8801".to_owned(), -1)]);
    let row = run(&shop, &["skip", "1", "--reason", " to samo  co 7 "])
        .exits(0)
        .json();
    assert_eq!(text(&row, "/orders/0/state"), "skipped");
    assert_eq!(text(&row, "/orders/0/reasons/0/code"), "order.skipped");
    assert_eq!(text(&row, "/orders/0/reasons/0/value"), "to samo co 7");
    assert_eq!(shop.desk.moved(), [("bl_8801".to_owned(), 0)]);
    let why = run(&shop, &["why", "1"]).exits(0).json();
    assert!(text(&why, "/next").contains("orders retry 1"), "{why}");

    // Seen again, edited, and named: it stays what a person said.
    shop.sandbox
        .with(|world| world.edit_order(1, |order| order.products[0].quantity = 2));
    let _ = shop.sync().exits(0);
    let _ = shop.desk.run(["sync", "orders", "--order", "1"]).exits(0);
    let _ = shop.desk.run(["orders", "issue", "1"]).exits(3);
    let _ = shop.desk.run(["orders", "issue", "--all"]).exits(0);
    assert_eq!(shop.desk.standing(1).0, "skipped");
    assert_eq!(shop.desk.moved(), [("bl_8801".to_owned(), 0)]);

    let out = run(&shop, &["retry", "1"]).exits(0).json();
    assert_eq!(text(&out, "/retried/0/state"), "waiting");
    next_second();
    let _ = shop.sync().exits(0);
    assert_eq!(shop.desk.standing(1).0, "ready");
    assert_eq!(shop.desk.moved(), [("bl_8801".to_owned(), -2)]);
    let _ = shop.desk.run(["orders", "issue", "1"]).exits(0);
    assert_eq!(documented(&shop.desk), [1]);
}

#[test]
fn what_cannot_be_skipped_or_retried_is_refused() {
    let shop = Shop::open(world([order(1, PAID, 90)]));
    let _ = shop.sync().exits(0);
    let before = shop.desk.dump();
    let documented = run(&shop, &["skip", "1", "--reason", "x"]).exits(3);
    assert_eq!(documented.error().0, "order.documented");
    assert_eq!(
        run(&shop, &["skip", "77", "--reason", "x"])
            .exits(2)
            .error()
            .0,
        "order.unknown"
    );
    assert_eq!(
        run(&shop, &["skip", "1", "--reason", " "])
            .exits(2)
            .error()
            .0,
        "skip.reason"
    );
    let _ = run(&shop, &["skip", "1"]).exits(2);
    let out = run(&shop, &["retry", "1"]).exits(3).json();
    assert_eq!(text(&out, "/retried/0/problems/0/code"), "order.documented");
    let out = run(&shop, &["retry", "77"]).exits(2).json();
    assert_eq!(text(&out, "/retried/0/problems/0/code"), "order.unknown");
    let _ = run(&shop, &["retry"]).exits(2);
    assert_eq!(shop.desk.dump(), before);
}

#[test]
fn a_missed_order_back_in_an_allowed_status_is_taken_after_a_retry() {
    const HOURS: i64 = 5 * 3600;
    let shop = Shop::open(world([order(1, NEW, HOURS), order(2, PAID, 60)]));
    let _ = shop.sync().exits(0);
    assert!(shop.sandbox.with(|world| world.set_status(1, DONE)));
    next_second();
    let _ = shop.sync().exits(3);
    assert_eq!(shop.desk.standing(1).0, "missed");
    // Left where it is, it is missed again, and said again: a person asked.
    let _ = run(&shop, &["retry", "1"]).exits(0);
    assert!(reasons(&shop.desk, 1).is_empty());
    next_second();
    assert_eq!(shop.sync().exits(3).problems(), ["order.missed"]);
    assert!(shop.sandbox.with(|world| world.set_status(1, PAID)));
    let _ = run(&shop, &["retry", "1"]).exits(0);
    next_second();
    let _ = shop.sync().exits(0);
    assert_eq!(documented(&shop.desk), [2, 1]);
}

#[test]
fn an_old_order_is_looked_at_by_the_very_next_pass() {
    const DAY: i64 = 24 * 3600;
    let broken = |id| {
        let mut order = order(id, PAID, 35 * DAY - i64::try_from(id).expect("small"));
        order.invoice_nip = "1234563210".into();
        order
    };
    let shop = Shop::open(world((1..=30).map(broken).chain([order(31, PAID, 60)])));
    let _ = shop.sync().exits(3);
    shop.sandbox
        .with(|world| world.edit_order(30, |order| order.invoice_nip = String::new()));
    next_second();
    let _ = shop.sync().exits(0);
    assert_eq!(documented(&shop.desk), [31], "a day has not passed");
    let out = run(&shop, &["retry", "30", "77"]).exits(3).json();
    assert_eq!(text(&out, "/retried/0/state"), "needs-editing");
    next_second();
    let _ = shop.sync().exits(0);
    assert_eq!(documented(&shop.desk), [31, 30]);
}

/// Writes a state and one reason into order 1.
fn becomes(shop: &Shop, state: &str, code: &str) {
    let reasons = serde_json::json!([{"code": code, "field": "", "value": "PA-BL/1"}]).to_string();
    rusqlite::Connection::open(shop.desk.mirror())
        .expect("opened")
        .execute(
            "UPDATE orders SET state = ?1, reasons = ?2",
            [state, &reasons],
        )
        .expect("written");
}

#[test]
fn a_voided_document_waits_for_a_persons_word_also_after_skip_and_retry() {
    let shop = Shop::open(world([order(1, PAID, 90)])).with(|p| p.manual());
    let _ = shop.sync().exits(0);
    becomes(&shop, "ready", "document.voided");
    let _ = run(&shop, &["skip", "1", "--reason", "x"]).exits(0);
    assert_eq!(reasons(&shop.desk, 1), ["order.skipped", "document.voided"]);
    let out = run(&shop, &["retry", "1"]).exits(0).json();
    assert_eq!(text(&out, "/retried/0/state"), "ready");
    shop.desk.write("shop.toml", &shop.profile().text());
    next_second();
    let _ = shop.sync().exits(0);
    assert_eq!(reasons(&shop.desk, 1), ["document.voided"]);
    assert!(documented(&shop.desk).is_empty());
}

#[test]
fn what_was_left_out_of_a_plan_is_issued_after_a_retry() {
    let shop = Shop::open(world([order(1, PAID, 90)])).with(|p| p.manual());
    let _ = shop.sync().exits(0);
    becomes(&shop, "ready", "order.left-out");
    shop.desk.write("shop.toml", &shop.profile().text());
    next_second();
    let _ = shop.sync();
    assert_eq!(reasons(&shop.desk, 1), ["order.left-out"]);
    let _ = run(&shop, &["retry", "1"]).exits(0);
    next_second();
    let _ = shop.sync().exits(0);
    assert_eq!(documented(&shop.desk), [1]);
}

#[test]
fn an_order_from_a_return_is_never_sold() {
    let mut back = order(1, PAID, 90);
    back.order_source = "order_return".into();
    let shop = Shop::open(world([back]));
    let _ = shop.sync().exits(0);
    let out = run(&shop, &["retry", "1"]).exits(3).json();
    assert_eq!(
        text(&out, "/retried/0/problems/0/code"),
        "order.return-source"
    );
    next_second();
    let _ = shop.sync().exits(0);
    assert!(documented(&shop.desk).is_empty());
}
