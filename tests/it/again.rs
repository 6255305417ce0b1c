//! Orders that the overlap no longer shows are looked at again (design.md §4.2, decision 7).

use crate::shop::status::{CANCELLED, NEW, PAID};
use crate::shop::{Desk, Shop, order, world};

const HOUR: i64 = 3600;

/// Puts the last look at every order so many seconds back.
fn unseen_for(desk: &Desk, seconds: i64) {
    let db = rusqlite::Connection::open(desk.mirror()).expect("opened");
    let back = "UPDATE orders SET read_at = read_at - ?1, looked_at = looked_at - ?1";
    db.execute(back, [seconds]).expect("changed");
}

#[test]
fn an_order_cancelled_while_it_is_ready_is_not_issued() {
    // The newest order keeps the others out of the overlap.
    let orders = [order(1, PAID, 5 * HOUR), order(2, PAID, 60)];
    let shop = Shop::open(world(orders)).with(|profile| profile.manual().with_warehouses());
    let _ = shop.sync().exits(0);
    shop.sandbox.with(|world| world.set_status(1, CANCELLED));
    let (out, calls) = shop.calls_of_sync();
    let _ = out.exits(0);
    assert_eq!(calls, 1, "ready orders cost no call in every pass");
    unseen_for(&shop.desk, HOUR);
    let _ = shop.sync().exits(0);
    assert_eq!(
        shop.desk.standing(1),
        ("ready".to_owned(), vec!["cancelled".to_owned()])
    );
    let _ = shop.desk.run(["orders", "issue", "1"]).exits(3);
    let _ = shop.desk.run(["orders", "issue", "--all"]).exits(0);
    let issued: Vec<i64> = shop
        .desk
        .documents()
        .into_iter()
        .map(|(_, order, _)| order)
        .collect();
    assert_eq!(issued, [2]);
    let pieces: i64 = shop.desk.moved().iter().map(|(_, pieces)| pieces).sum();
    assert_eq!(
        pieces,
        -1,
        "the cancelled order's piece is back: {:?}",
        shop.desk.moved()
    );
}

#[test]
fn a_deleted_order_is_given_up_though_a_listing_never_shows_it() {
    let waiting = (1..=30).map(|id| order(id, NEW, 5 * HOUR));
    let shop = Shop::open(world(waiting.chain([order(99, PAID, 60)])));
    let _ = shop.sync().exits(0);
    shop.sandbox.with(|world| world.delete_order(7));
    for _ in 0..20 {
        unseen_for(&shop.desk, 25 * HOUR);
        let out = shop.sync();
        if out.problems().contains(&"order.gone".to_owned()) {
            assert_eq!(
                out.exits(3).number("/orders/seen"),
                5,
                "the newest, and four of the five that were read"
            );
            assert_eq!(shop.desk.standing(7).0, "skipped");
            return;
        }
        let _ = out.exits(0);
    }
    panic!("order 7 waits for good: {:?}", shop.desk.standing(7));
}
