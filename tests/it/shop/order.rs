//! Plain orders, and their time.

use firmino_link::sandbox::{Order, OrderLine, World};
use rust_decimal::Decimal;

use super::now;

/// The next second begins: orders that wait are looked at once a second.
pub(crate) fn next_second() {
    let now = jiff::Timestamp::now();
    let rest = 1_000_000_000 - now.subsec_nanosecond();
    std::thread::sleep(std::time::Duration::from_nanos(rest.unsigned_abs().into()));
}

/// The day of a Unix second in Warsaw, as `YYYY-MM-DD`.
pub(crate) fn warsaw_day(second: i64) -> String {
    let at = jiff::Timestamp::from_second(second).expect("in range");
    let there = at.in_tz("Europe/Warsaw").expect("known");
    there.date().to_string()
}

/// A paid order of one mug for 39.99 by courier for 14.99, confirmed so many seconds ago.
pub(crate) fn order(id: u64, status: u64, ago: i64) -> Order {
    Order {
        order_id: id,
        order_source: "shop".into(),
        order_source_id: 2334,
        order_status_id: status,
        date_add: now() - ago - 60,
        date_confirmed: now() - ago,
        payment_method: "PayU".into(),
        email: format!("kupujacy{id}@example.com"),
        delivery_method: "Kurier".into(),
        delivery_price: Decimal::new(1499, 2),
        delivery_fullname: format!("Anna Próbna {id}"),
        delivery_address: "ul. Krótka 3".into(),
        delivery_postcode: "90-001".into(),
        delivery_city: "Łódź".into(),
        products: vec![OrderLine {
            product_id: "560001".into(),
            sku: "KUB-300".into(),
            name: "Kubek 300 ml".into(),
            price_brutto: Decimal::new(3999, 2),
            ..OrderLine::default()
        }],
        ..Order::default()
    }
    .paid()
}

/// An account with these orders and nothing else.
pub(crate) fn world(orders: impl IntoIterator<Item = Order>) -> World {
    let mut world = World::new(1, now());
    for order in orders {
        world.put_order(order);
    }
    world
}

/// Statuses of the sandbox's account.
pub(crate) mod status {
    pub(crate) const NEW: u64 = 51001;
    pub(crate) const PAID: u64 = 51002;
    pub(crate) const SENT: u64 = 51004;
    pub(crate) const CANCELLED: u64 = 51005;
    pub(crate) const DONE: u64 = 51006;
}
