//! Must-hold b: the path of statuses – waiting, taken once, missed – and names that no longer lead anywhere.

use firmino_link::sandbox::{Order, Status, World};

use crate::shop::status::{CANCELLED, DONE, NEW, PAID, SENT};
use crate::shop::{Shop, next_second, order, world};

const HOUR: i64 = 3600;

/// A shop in which order 1 was confirmed long before the last one: only a second look finds it again.
fn shop_with_waiting(ago: i64) -> Shop {
    let shop = Shop::open(world([order(1, NEW, ago), order(2, PAID, 60)]));
    let first = shop.sync().exits(0);
    assert_eq!(first.number("/orders/waiting"), 1);
    next_second();
    shop
}

fn move_to(shop: &Shop, id: u64, status: u64) {
    assert!(shop.sandbox.with(|world| world.set_status(id, status)));
}

#[test]
fn allowed_later_is_taken_once_and_only_once() {
    for ago in [90, 2 * HOUR] {
        let shop = shop_with_waiting(ago);
        move_to(&shop, 1, SENT);
        let second = shop.sync().exits(0);
        assert_eq!(second.number("/orders/taken"), 1, "{ago}");
        let documents = shop.desk.documents();
        assert_eq!(documents.iter().filter(|row| row.1 == 1).count(), 1);
        for _ in 0..10 {
            let again = shop.sync().exits(0);
            assert_eq!(again.number("/orders/taken"), 0);
        }
        assert_eq!(shop.desk.documents(), documents);
    }
}

#[test]
fn over_the_path_is_missed_and_told_once() {
    for ago in [90, 2 * HOUR] {
        let shop = shop_with_waiting(ago);
        move_to(&shop, 1, DONE);
        let second = shop.sync().exits(3);
        assert_eq!(second.number("/orders/missed"), 1);
        assert_eq!(second.problems(), ["order.missed"]);
        assert!(second.stdout.contains("Zrealizowane"), "{second:?}");
        next_second();
        assert_eq!(shop.sync().exits(0).number("/orders/missed"), 0);
        assert_eq!(shop.desk.standing(1).0, "missed");
        assert_eq!(shop.desk.documents().len(), 1);
    }
}

#[test]
fn cancelled_while_waiting_is_nobodys_trouble() {
    let shop = shop_with_waiting(2 * HOUR);
    move_to(&shop, 1, CANCELLED);
    let second = shop.sync().exits(0);
    assert_eq!(second.number("/orders/cancelled"), 1);
    let (state, flags) = shop.desk.standing(1);
    assert_eq!(
        (state.as_str(), flags.join(" ")),
        ("waiting", "cancelled".to_owned())
    );
    // Confirmed up to three days ago, an order is looked at in every pass; a cancelled one is not.
    next_second();
    assert_eq!(shop.calls_of_sync().1, 1);
}

#[test]
fn many_waiting_orders_are_found_again_by_their_new_status() {
    let waiting = (1..=25).map(|id| order(id, NEW, 3 * HOUR + i64::try_from(id).expect("small")));
    let shop = Shop::open(world(waiting.chain([order(100, PAID, 60)])));
    let _ = shop.sync().exits(0);
    for (id, status) in [(3, PAID), (17, SENT), (25, DONE)] {
        move_to(&shop, id, status);
    }
    next_second();
    let (second, calls) = shop.calls_of_sync();
    let second = second.exits(3);
    assert_eq!(
        (
            second.number("/orders/taken"),
            second.number("/orders/missed")
        ),
        (2, 1)
    );
    assert!(calls <= 8, "{calls} calls for 25 waiting orders");
    let taken: Vec<i64> = shop.desk.documents().iter().map(|row| row.1).collect();
    assert_eq!(taken, [100, 17, 3], "by confirmation");
}

#[test]
fn mended_in_the_panel_gets_its_document_on_the_next_pass() {
    let firm = Order {
        invoice_fullname: "Jan Próbny".into(),
        invoice_company: "Zła Suma s.c.".into(),
        invoice_nip: "1234567890".into(),
        invoice_address: "ul. Polna 4".into(),
        invoice_postcode: "31-001".into(),
        invoice_city: "Kraków".into(),
        invoice_country_code: "PL".into(),
        want_invoice: true,
        ..order(1, PAID, 2 * HOUR)
    };
    let shop = Shop::open(world([firm, order(2, PAID, 60)]));
    let first = shop.sync().exits(3);
    assert_eq!(first.problems(), ["order.nip-checksum"]);
    next_second();
    let _ = shop.sync().exits(0);
    next_second();
    shop.sandbox.with(|world| {
        world.edit_order(1, |order| {
            order.invoice_nip.clear();
            order.invoice_company.clear();
        })
    });
    let third = shop.sync().exits(0);
    assert_eq!(third.number("/documents/issued/invoice"), 1);
    assert_eq!(shop.desk.standing(1).0, "documented");
    assert_eq!(shop.desk.order(1)["reasons"], serde_json::json!([]));
}

#[test]
fn a_deleted_status_stops_the_pass_before_orders_are_read() {
    let shop = Shop::open(world([order(1, PAID, 90)]));
    shop.sandbox.with(|world| world.delete_status(SENT));
    let out = shop.sync().exits(78);
    let (code, _) = out.error();
    assert_eq!(code, "profile.status");
    for named in ["orders.statuses", "Wysłane"] {
        assert!(out.stderr.contains(named), "{out:?}");
    }
    assert_eq!(shop.sandbox.with(|world| world.log().count("getOrders")), 0);
    assert_eq!(out.number("/orders/seen"), 0);
    assert_eq!(shop.desk.states(), []);
}

#[test]
fn two_statuses_of_one_name_stop_the_pass_with_both_ids() {
    let mut world = world([order(1, PAID, 90)]);
    let twin = Status {
        id: 60007,
        ..world.statuses[1].clone()
    };
    world.statuses.push(twin);
    let shop = Shop::open(world);
    let out = shop.sync().exits(78);
    for named in ["Opłacone", "51002", "60007"] {
        assert!(out.stderr.contains(named), "{out:?}");
    }
    assert_eq!(shop.sandbox.with(|world| world.log().count("getOrders")), 0);
    // By its id it is clear which one is meant.
    let shop = shop.with(|mut profile| {
        profile.orders = profile.orders.replace("\"Opłacone\"", "51002");
        profile
    });
    assert_eq!(shop.sync().exits(0).number("/orders/taken"), 1);
}

#[test]
fn unconfirmed_orders_and_returns_get_no_document() {
    let unconfirmed = Order {
        confirmed: false,
        date_confirmed: 0,
        ..order(1, PAID, 120)
    };
    let back = Order {
        order_source: "order_return".into(),
        order_source_id: 0,
        ..order(2, PAID, 90)
    };
    let shop = Shop::open(world([unconfirmed, back]));
    for _ in 0..2 {
        let out = shop.sync().exits(0);
        assert_eq!(out.number("/orders/taken"), 0);
    }
    assert_eq!(shop.desk.documents(), []);
    assert_eq!(shop.desk.states(), [(2, "skipped".to_owned())]);
    // Once the buyer finishes it, it is an order like any other.
    assert!(
        shop.sandbox
            .with(|world: &mut World| world.confirm_order(1))
    );
    assert_eq!(shop.sync().exits(0).number("/orders/taken"), 1);
}
