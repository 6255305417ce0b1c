//! After an order was taken: returns, late changes, payments.

use firmino_link::sandbox::{OrderReturn, Payment, ReturnLine};
use rust_decimal::Decimal;

use crate::shop::status::PAID;
use crate::shop::{Shop, next_second, order, warsaw_day, world};

const DAY: i64 = 24 * 3600;

/// Has the mirror believe that its daily and hourly readings are long ago.
fn age(shop: &Shop) {
    let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
    db.execute_batch("DELETE FROM meta WHERE key IN ('window_read_on', 'returns_read_at')")
        .expect("run");
}

#[test]
fn a_return_is_told_once_and_issues_nothing() {
    let shop = Shop::open(world([order(1, PAID, 2 * DAY), order(2, PAID, DAY)]));
    let _ = shop.sync().exits(0);
    let documents = shop.desk.documents();
    let id = shop.sandbox.with(|world| {
        let mut back = OrderReturn::of(world.order(1).expect("there"));
        back.products.truncate(1);
        world.put_return(back)
    });
    let out = shop.sync().exits(3);
    assert_eq!(out.problems(), ["order.returned"]);
    let told = out.json()["problems"][0]["message"]
        .as_str()
        .expect("a text")
        .to_owned();
    assert!(told.contains("1 × Kubek 300 ml = 39.99 PLN"), "{told}");
    assert_eq!(shop.sync().exits(0).problems(), Vec::<String>::new());
    let needs_me = shop
        .desk
        .run(["orders", "list", "--needs-me", "--json"])
        .exits(0);
    let returns = needs_me.json()["orders"][0]["returns"].take();
    assert_eq!(
        (returns[0]["id"].as_u64(), returns[0]["phase"].as_str()),
        (Some(id), Some("active"))
    );
    age(&shop);
    assert_eq!(shop.sync().exits(0).problems(), Vec::<String>::new());
    // Its next phase is news.
    shop.sandbox
        .with(|world| world.edit_return(id, |back| back.fulfillment_status = 1));
    age(&shop);
    assert_eq!(shop.sync().exits(3).problems(), ["order.returned"]);
    assert_eq!(shop.desk.documents(), documents);
    // A named order is asked about at once.
    shop.sandbox.with(|world| {
        let line = ReturnLine::of(&world.order(2).expect("there").products[0], 1);
        let back = OrderReturn {
            products: vec![line],
            ..OrderReturn::of(world.order(2).expect("there"))
        };
        world.put_return(back)
    });
    let named = shop
        .desk
        .run(["sync", "orders", "--order", "2", "--json"])
        .exits(3);
    assert_eq!(named.problems(), ["order.returned"]);
}

#[test]
fn a_late_change_is_found_once_a_day_or_by_the_journal_at_once() {
    let shop = Shop::open(world([
        order(1, PAID, 3 * DAY),
        order(2, PAID, 2 * DAY),
        order(3, PAID, DAY),
    ]));
    let _ = shop.sync().exits(0);
    let change = |id| {
        shop.sandbox
            .with(|world| world.edit_order(id, |order| order.products[0].quantity = 2))
    };
    change(1);
    assert_eq!(
        shop.sync().exits(0).problems(),
        Vec::<String>::new(),
        "read again once a day"
    );
    age(&shop);
    let out = shop.sync().exits(3);
    assert_eq!(out.problems(), ["order.changed"]);
    let told = &out.json()["problems"][0];
    assert_eq!(told["subject"], 1);
    // Off, the journal is asked once a day at most.
    let asked = || {
        shop.sandbox
            .with(|world| world.log().count("getJournalList"))
    };
    assert_eq!(asked(), 1);
    let _ = shop.sync().exits(0);
    assert_eq!(asked(), 1);
    shop.sandbox.with(|world| world.set_journal(true));
    change(2);
    age(&shop);
    assert_eq!(
        shop.sync().exits(3).problems(),
        ["order.changed"],
        "by the day's reading"
    );
    change(3);
    assert_eq!(
        shop.sync().exits(3).problems(),
        ["order.changed"],
        "by the journal"
    );
    // Switched off again it tells nothing, and after a day the daily reading goes on.
    shop.sandbox.with(|world| {
        world.set_journal(false);
        world.edit_order(1, |order| order.products[0].quantity = 1)
    });
    let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
    db.execute_batch("UPDATE meta SET value = substr(value, 1, instr(value, ' ')) || '1' WHERE key = 'journal_cursor'").expect("run");
    age(&shop);
    let _ = shop.sync().exits(0);
    assert_eq!(
        shop.desk.standing(1).1,
        Vec::<String>::new(),
        "as it was documented"
    );
}

#[test]
fn paid_later_it_is_sold_on_the_day_of_payment() {
    let mut unpaid = order(1, PAID, 3 * DAY);
    unpaid.payment_done = Decimal::ZERO;
    let shop = Shop::open(world([unpaid, order(2, PAID, 3 * DAY)]));
    let _ = shop.sync().exits(0);
    assert_eq!(shop.desk.order(1)["reasons"][0]["code"], "payment.open");
    let yesterday = crate::shop::now() - DAY;
    shop.sandbox.with(|world| {
        let total = world.order(1).expect("there").total();
        let payment = Payment {
            paid_after: total,
            date: yesterday,
            ..Payment::default()
        };
        assert!(world.set_payment(1, payment));
    });
    next_second();
    let _ = shop.sync().exits(0);
    let out = shop.desk.run(["documents", "list", "--json"]).exits(0);
    let sold: Vec<_> = out.json()["documents"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| (row["order"].clone(), row["sold_on"].clone()))
        .collect();
    assert_eq!(
        sold,
        [
            (2.into(), warsaw_day(crate::shop::now() - 3 * DAY).into()),
            (1.into(), warsaw_day(yesterday).into()),
        ]
    );
}

#[test]
fn an_unknown_payment_method_is_told_once_with_the_line_to_add() {
    let shop = Shop::open(world([order(1, PAID, 60), order(2, PAID, 50)]));
    let out = shop.sync().exits(0);
    let notices = out.json()["notices"].as_array().expect("a list").clone();
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0]["code"], "payment.unmapped");
    let fix = notices[0]["fix"].as_str().expect("a text");
    assert!(
        fix.ends_with("\"PayU\" = { form = \"transfer\", days = 0 }"),
        "{fix}"
    );
    shop.sandbox
        .with(|world| world.put_order(order(3, PAID, 10)));
    assert!(shop.sync().exits(0).json().get("notices").is_none());
}

#[test]
fn sales_to_consumers_abroad_are_weighed_against_the_year_s_limit() {
    let to_germany = |id, ago, price: i64| {
        let mut order = order(id, PAID, ago);
        order.delivery_country_code = "DE".into();
        order.products[0].price_brutto = Decimal::from(price);
        order.delivery_price = Decimal::ZERO;
        order.paid()
    };
    // 45,000 gross are 36,585.36 net: above 80 % of 42,000.
    let shop = Shop::open(world([
        to_germany(1, 100, 30_000),
        to_germany(2, 90, 15_000),
    ]))
    .with(|mut profile| {
        profile.head += "oss = \"below-threshold\"\n";
        profile
    });
    let codes = |out: &crate::shop::Out| -> Vec<String> {
        let json = out.json();
        let notices = json["notices"].as_array().cloned().unwrap_or_default();
        let eu = notices
            .iter()
            .filter(|notice| notice["code"] == "sales.eu-limit");
        eu.map(|notice| notice["message"].to_string()).collect()
    };
    let near = codes(&shop.sync().exits(0));
    assert!(
        near.len() == 1 && near[0].contains("36585.36") && near[0].contains("42000"),
        "{near:?}"
    );
    shop.sandbox
        .with(|world| world.put_order(order(3, PAID, 50)));
    assert_eq!(
        codes(&shop.sync().exits(0)),
        Vec::<String>::new(),
        "told once"
    );
    shop.sandbox
        .with(|world| world.put_order(to_germany(4, 10, 20_000)));
    let over = codes(&shop.sync().exits(0));
    assert!(over.len() == 1 && over[0].contains("52845.52"), "{over:?}");
}
