//! Must-hold b: what happens to an order after it was taken – cancelled, edited, gone, or its id reused.

use firmino_link::sandbox::Order;

use crate::shop::status::{CANCELLED, NEW, PAID};
use crate::shop::{Shop, next_second, order, world};

const HOUR: i64 = 3600;

#[test]
fn cancelled_after_its_document_is_flagged_once_and_the_document_stays() {
    let shop = Shop::open(world([order(1, PAID, 90)]));
    let _ = shop.sync().exits(0);
    let before = shop.desk.documents();
    shop.sandbox.with(|world| world.set_status(1, CANCELLED));
    let out = shop.sync().exits(3);
    assert_eq!(out.problems(), ["order.cancelled"]);
    assert_eq!(shop.sync().exits(0).number("/orders/cancelled"), 0);
    assert_eq!(
        shop.desk.standing(1),
        ("documented".to_owned(), vec!["cancelled".to_owned()])
    );
    assert_eq!(shop.desk.documents(), before);
    let needs_me = shop.desk.run(["orders", "list", "--needs-me", "--json"]);
    assert_eq!(needs_me.exits(0).json()["orders"][0]["id"], 1);
}

#[test]
fn edited_after_its_document_is_flagged_once() {
    let shop = Shop::open(world([order(1, PAID, 90), order(2, PAID, 90)]));
    let _ = shop.sync().exits(0);
    let before = shop.desk.documents();
    shop.sandbox.with(|world| {
        world.edit_order(1, |order| order.products[0].quantity = 2);
        // What no document shows is no change.
        world.edit_order(2, |order| order.admin_comments = "zadzwonić".into())
    });
    let out = shop.sync().exits(3);
    assert_eq!(out.problems(), ["order.changed"]);
    let told = &out.json()["problems"][0];
    assert_eq!(told["subject"], 1);
    let message = told["message"].as_str().expect("a text");
    assert!(
        message.ends_with("(39.99 PLN; products[1].quantity: 1 → 2)"),
        "{message}"
    );
    assert_eq!(shop.sync().exits(0).number("/orders/changed"), 0);
    let order = shop.desk.order(1);
    let change = serde_json::json!({"field": "products[1].quantity", "was": "1", "is": "2"});
    assert_eq!(order["changes"], serde_json::json!([change]));
    assert_eq!(order["difference"], "39.99");
    let shown = shop.desk.run(["orders", "show", "1"]).exits(0).stdout;
    assert!(
        shown.contains("products[1].quantity: 1 → 2") && shown.contains("gross: 39.99 PLN"),
        "{shown}"
    );
    // Another change is news again.
    shop.sandbox
        .with(|world| world.edit_order(1, |order| order.products[0].quantity = 3));
    assert_eq!(shop.sync().exits(3).problems(), ["order.changed"]);
    assert_eq!(
        shop.desk.standing(1),
        ("documented".to_owned(), vec!["changed".to_owned()])
    );
    assert_eq!(shop.desk.standing(2).1, Vec::<String>::new());
    assert_eq!(shop.desk.documents(), before);
}

#[test]
fn a_reused_id_is_quarantined_and_leaves_the_known_order_alone() {
    let shop = Shop::open(world([order(1, PAID, 120)]));
    let _ = shop.sync().exits(0);
    let known = shop.desk.order(1);
    let documents = shop.desk.documents();
    shop.sandbox
        .with(|world| world.reuse_id(1, order(9, PAID, 60)));
    let out = shop.sync().exits(3);
    assert_eq!(out.problems(), ["order.other-identity"]);
    assert_eq!(out.number("/orders/quarantined"), 1);
    assert_eq!(shop.sync().exits(0).number("/orders/quarantined"), 0);
    assert_eq!(shop.desk.order(1), known);
    assert_eq!(shop.desk.documents(), documents);
    let list = shop
        .desk
        .run(["orders", "list", "--state", "quarantined", "--json"]);
    let rows = list.exits(0).json()["orders"].take();
    assert_eq!(rows.as_array().map(Vec::len), Some(1));
    // The document is the known order's; the newcomer has none.
    assert_eq!(rows[0]["documents"], serde_json::json!([]));
}

#[test]
fn deleted_while_waiting_is_given_up_after_two_reads() {
    let shop = Shop::open(world([order(1, NEW, 2 * HOUR), order(2, PAID, 60)]));
    let _ = shop.sync().exits(0);
    shop.sandbox.with(|world| world.delete_order(1));
    next_second();
    let _ = shop.sync().exits(0);
    assert_eq!(shop.desk.standing(1).0, "waiting");
    next_second();
    let out = shop.sync().exits(3);
    assert_eq!(out.problems(), ["order.gone"]);
    assert_eq!(shop.desk.standing(1).0, "skipped");
    next_second();
    let (out, calls) = shop.calls_of_sync();
    let _ = out.exits(0);
    assert_eq!(calls, 1, "nobody asks for it any more");
}

#[test]
fn cancelled_while_ready_is_not_issued_and_gives_its_pieces_back() {
    let shop = Shop::open(world([order(1, PAID, 90), order(2, PAID, 90)]));
    let shop = shop.with(|profile| profile.manual().with_warehouses());
    let _ = shop.sync().exits(0);
    assert_eq!(shop.desk.moved(), [("bl_8801".to_owned(), -2)]);
    // The second one is cancelled on a way round.
    shop.sandbox.with(|world| {
        world.set_status(1, CANCELLED);
        world.set_status(2, NEW)
    });
    let out = shop.sync().exits(0);
    assert_eq!(out.number("/orders/cancelled"), 1);
    assert_eq!(
        shop.desk.standing(1),
        ("ready".to_owned(), vec!["cancelled".to_owned()])
    );
    assert_eq!(shop.desk.moved(), [("bl_8801".to_owned(), -1)]);
    shop.sandbox.with(|world| world.set_status(2, CANCELLED));
    let _ = shop.sync().exits(0);
    assert_eq!(shop.desk.moved(), [("bl_8801".to_owned(), 0)]);

    let _ = shop.desk.run(["orders", "issue", "1", "--json"]).exits(3);
    let _ = shop
        .desk
        .run(["orders", "issue", "--all", "--json"])
        .exits(0);
    assert_eq!(shop.desk.documents(), []);

    // Cancelled by mistake: it goes on, and lowers again.
    shop.sandbox.with(|world| world.set_status(1, PAID));
    let _ = shop.sync().exits(0);
    assert_eq!(shop.desk.standing(1), ("ready".to_owned(), Vec::new()));
    assert_eq!(shop.desk.moved(), [("bl_8801".to_owned(), -1)]);
}

#[test]
fn deleted_after_it_was_taken_gives_its_pieces_back() {
    let unpaid = Order {
        payment_done: 0.into(),
        ..order(1, PAID, 2 * HOUR)
    };
    let shop = Shop::open(world([unpaid, order(2, PAID, 60)])).with(|p| p.with_warehouses());
    let _ = shop.sync().exits(0);
    assert_eq!(shop.desk.standing(1).0, "ready");
    assert_eq!(shop.desk.moved(), [("bl_8801".to_owned(), -2)]);
    shop.sandbox.with(|world| world.delete_order(1));
    for exit in [0, 3] {
        next_second();
        let _ = shop.sync().exits(exit);
    }
    assert_eq!(shop.desk.standing(1).0, "skipped");
    assert_eq!(shop.desk.moved(), [("bl_8801".to_owned(), -1)]);
    next_second();
    assert_eq!(shop.calls_of_sync().1, 1, "nobody asks for it any more");
}
