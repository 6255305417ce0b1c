//! Manual resync: what a person names is read again, repaired where something is missing, and never doubled.

use crate::shop::status::PAID;
use crate::shop::{Shop, order, warsaw_day, world};

const DAY: i64 = 24 * 3600;

fn days_ago(days: i64) -> String {
    warsaw_day(crate::shop::now() - days * DAY)
}

#[test]
fn certain_days_are_read_whatever_the_cursor_says_and_it_stays() {
    let shop = Shop::open(world((1..=6).map(|id| {
        order(id, PAID, 10 + DAY * (7 - i64::try_from(id).expect("small")))
    })));
    let args = [
        "sync",
        "orders",
        "--since",
        &days_ago(4),
        "--until",
        &days_ago(3),
        "--json",
    ];
    let out = shop.desk.run(args).exits(0);
    assert_eq!(out.number("/orders/taken"), 2);
    assert!(!shop.desk.dump().contains("orders_cursor"));
    let out = shop.desk.run(args).exits(0);
    assert_eq!(
        (out.number("/orders/taken"), out.number("/orders/known")),
        (0, 2)
    );
    assert_eq!(shop.sync().exits(0).number("/orders/taken"), 4);
    let before = shop.desk.dump();
    let full = shop
        .desk
        .run(["sync", "orders", "--full", "--json"])
        .exits(0);
    assert_eq!(
        (full.number("/orders/known"), full.number("/orders/taken")),
        (6, 0)
    );
    assert_eq!(shop.desk.dump(), before);
    let _ = shop
        .desk
        .run([
            "sync",
            "orders",
            "--since",
            &days_ago(2),
            "--until",
            &days_ago(4),
        ])
        .exits(2);
    let _ = shop
        .desk
        .run(["sync", "orders", "--full", "--order", "1"])
        .exits(2);
}

#[test]
fn a_limit_leaves_the_rest_to_the_next_pass() {
    let shop =
        Shop::open(world((1..=7).map(|id| {
            order(id, PAID, DAY * (8 - i64::try_from(id).expect("small")))
        })));
    let mut taken = Vec::new();
    for _ in 0..4 {
        let out = shop
            .desk
            .run(["sync", "orders", "--limit", "3", "--json"])
            .exits(0);
        taken.push(out.number("/orders/taken"));
    }
    assert_eq!(taken.iter().sum::<i64>(), 7, "{taken:?}");
    let orders: Vec<i64> = shop.desk.documents().iter().map(|row| row.1).collect();
    assert_eq!(orders, [1, 2, 3, 4, 5, 6, 7]);
}

/// Taken without links and stock, then the profile is changed: a named pass makes up for it, once.
#[test]
fn what_is_missing_is_made_up_for() {
    let shop = Shop::open(world([order(1, PAID, 60)]));
    shop.desk.write(
        "shop.toml",
        &shop.profile().text().replace(
            "send_invoices = false",
            "send_invoices = false\nlink_products = false\nlink_contractors = false",
        ),
    );
    let _ = shop.sync().exits(0);
    let documents = shop.desk.documents();
    assert!(!shop.desk.dump().contains("movements:"));
    shop.desk
        .write("shop.toml", &shop.profile().with_warehouses().text());
    assert_eq!(
        shop.sync().exits(0).number("/stock/lines_lowered"),
        0,
        "a pass of its own accord repairs nothing"
    );
    let named = shop
        .desk
        .run(["sync", "orders", "--order", "1", "--json"])
        .exits(0);
    assert_eq!(named.number("/stock/lines_lowered"), 1);
    assert_eq!(
        (
            named.number("/products/created_here"),
            named.number("/contractors/created")
        ),
        (1, 1)
    );
    assert_eq!(shop.desk.moved().iter().map(|row| row.1).sum::<i64>(), -1);
    let dump = shop.desk.dump();
    for args in [["--order", "1"], ["--since", &days_ago(1)]] {
        let again = shop
            .desk
            .run(["sync", "orders", "--json"].into_iter().chain(args))
            .exits(0);
        assert_eq!(again.number("/stock/lines_lowered"), 0);
    }
    assert_eq!(shop.desk.dump(), dump);
    assert_eq!(shop.desk.documents(), documents);
}
