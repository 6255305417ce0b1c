//! Must-hold e: one order that cannot be documented neither stops the others nor comes back as news.

use crate::shop::status::PAID;
use crate::shop::{Shop, order, world};

#[test]
fn one_bad_order_among_a_hundred_is_told_once_and_stops_nobody() {
    let mut orders: Vec<_> = (1..=100).map(|id| order(id, PAID, 200)).collect();
    orders[49].products[0].quantity = 0;
    let shop = Shop::open(world(orders)).with(|mut profile| {
        profile.orders += "status_after = { needs_editing = 51003 }\n";
        profile
    });
    let first = shop.sync().exits(3);
    assert_eq!(first.number("/documents/issued/receipt"), 99);
    assert_eq!(first.problems(), ["line.quantity"]);
    let documents = shop.desk.documents();
    assert_eq!(documents.len(), 99);
    let mut dump = None;
    for pass in 0..10 {
        let again = shop.sync().exits(0);
        assert_eq!(again.problems(), Vec::<String>::new(), "pass {pass}");
        assert_eq!(again.number("/documents/issued/receipt"), 0, "pass {pass}");
        // The second pass notes the status that the first one set; after that nothing changes.
        let now = shop.desk.dump();
        assert_eq!(dump.get_or_insert_with(|| now.clone()), &now, "pass {pass}");
    }
    assert_eq!(shop.desk.documents(), documents);
    let written = shop
        .sandbox
        .with(|world| world.log().count("setOrderStatus"));
    assert_eq!(written, 1, "no note is written twice");
}
