//! Brakes of a sending: stopped before any write, let go by their hash.

use firmino_link::sandbox::StockFalls;

use super::{MUG, Stall, figure, goods, notices, sends};
use crate::shop::status::{DONE, PAID};
use crate::shop::{next_second, now, order};

/// Ten products with ten pieces each, counted at `pieces` each; the first sending is let go.
fn ten(pieces: i64) -> Stall {
    let stall = Stall::open(&sends("confirmed"));
    stall.shop.sandbox.with(|world| {
        for id in 1..=9 {
            world.put_product(goods(id, &format!("T-{id}"), 10));
        }
    });
    stall.make_cards();
    for id in 1..=9 {
        stall.count(&format!("T-{id}"), pieces);
    }
    stall.let_go();
    stall.clear();
    stall
}

/// The first sending is a plan in three columns that a person lets go; nothing is written before.
#[test]
fn the_first_sending_is_a_plan() {
    let stall = Stall::open(&sends("confirmed"));
    stall.count("KUB-300", 7);
    let stopped = stall.stock(&[]).exits(5);
    let json = stopped.json();
    assert_eq!(stall.written(), []);
    let row = &json["levels"][0];
    assert_eq!(
        (&row["sku"], &row["level"], &row["remote"], &row["to_send"]),
        (&"KUB-300".into(), &7.into(), &10.into(), &7.into())
    );
    assert_eq!(json["brake"]["counts"]["lower"], 1);
    let hash = json["brake"]["hash"].as_str().expect("a hash").to_owned();
    // The same plan has the same name; an unknown one is refused.
    assert_eq!(
        stall.stock(&[]).exits(5).json()["brake"]["hash"],
        json["brake"]["hash"]
    );
    let _ = stall.stock(&["--force", "0123456789ab"]).exits(2);
    let text = stall.shop.desk.run(["sync", "stock"]).exits(5).stdout;
    assert!(text.contains("to send") && text.contains(&hash), "{text}");
    let _ = stall.stock(&["--force", &hash]).exits(0);
    assert_eq!(stall.written(), [(MUG, 7)]);
    // Let go once, it is let go.
    stall.count("KUB-300", 8);
    let _ = stall.stock(&[]).exits(0);
    assert_eq!(stall.there(MUG), 8);
}

/// A member that changed since the plan was stopped is left out and told; the next pass sends it.
#[test]
fn what_changed_since_the_plan_is_left_out() {
    let stall = Stall::open(&sends("confirmed"));
    stall
        .shop
        .sandbox
        .with(|world| world.put_product(goods(2, "INNY", 5)));
    stall.make_cards();
    stall.count("KUB-300", 7);
    stall.count("INNY", 4);
    let stopped = stall.stock(&[]).exits(5);
    let json = stopped.json();
    let hash = json["brake"]["hash"].as_str().expect("a hash").to_owned();
    stall.count("INNY", 3);
    let out = stall.stock(&["--force", &hash]).exits(0);
    assert_eq!(notices(&out), ["stock.left-out"]);
    assert_eq!(stall.written(), [(MUG, 7)]);
    let _ = stall.stock(&[]).exits(0);
    assert_eq!(stall.there(2), 3);
}

/// More than a fifth of the products, of five and more, to zero: stopped, and let go by its hash.
#[test]
fn many_products_going_to_zero_stop_the_sending() {
    let stall = ten(10);
    for id in 1..=5 {
        stall.count(&format!("T-{id}"), 0);
    }
    let stopped = stall.stock(&[]).exits(5);
    let json = stopped.json();
    assert_eq!(
        (
            &json["brake"]["reason"],
            &json["brake"]["counts"]["to_zero"]
        ),
        (&"zero_products".into(), &5.into())
    );
    assert_eq!(stall.written(), []);
    let hash = json["brake"]["hash"].as_str().expect("a hash").to_owned();
    let out = stall.stock(&["--force", &hash]).exits(0);
    assert_eq!((figure(&out, "sent"), stall.there(1)), (5, 0));
}

/// Four of ten are fewer than five: they go.
#[test]
fn a_few_products_going_to_zero_go() {
    let stall = ten(10);
    for id in 1..=4 {
        stall.count(&format!("T-{id}"), 0);
    }
    let out = stall.stock(&[]).exits(0);
    assert_eq!((figure(&out, "sent"), stall.there(1)), (4, 0));
}

/// Another answer to when BaseLinker lowers makes the next sending a first one.
#[test]
fn another_way_of_lowering_is_a_first_sending() {
    let stall = ten(10);
    let path = stall.shop.desk.path("shop.toml");
    let text = std::fs::read_to_string(&path).expect("read");
    stall
        .shop
        .desk
        .write("shop.toml", &text.replace("\"confirmed\"", "\"shipped\""));
    let stopped = stall.stock(&[]).exits(5);
    assert_eq!(stopped.json()["brake"]["reason"], "first_sending");
    assert_eq!(stall.written(), []);
}

/// More pieces kept back: every level is sent anew, without a brake.
#[test]
fn another_buffer_sends_every_level() {
    let stall = ten(10);
    let path = stall.shop.desk.path("shop.toml");
    let text = std::fs::read_to_string(&path).expect("read");
    stall.shop.desk.write(
        "shop.toml",
        &text.replace("send_stock = true", "send_stock = true\nbuffer = 1"),
    );
    let out = stall.stock(&[]).exits(0);
    assert_eq!((figure(&out, "sent"), stall.there(MUG)), (10, 9));
}

/// … and what orders took is reckoned by the new answer: a shipment is the moment at which BaseLinker's level falls.
#[test]
fn another_way_of_lowering_reckons_open_orders_anew() {
    let stall = Stall::open(&sends("confirmed"));
    stall.shop.sandbox.with(|world| {
        let mut unknowns = world.unknowns();
        unknowns.stock_falls = StockFalls::AtShipping;
        world.set_unknowns(unknowns);
    });
    stall.let_go();
    stall.shop.sandbox.with(|world| {
        let mut order = order(1, PAID, 30);
        order.products[0].quantity = 3;
        order.date_confirmed = now();
        world.place_order(order.paid())
    });
    let _ = stall.shop.sync().exits(0);
    let path = stall.shop.desk.path("shop.toml");
    let text = std::fs::read_to_string(&path).expect("read");
    let text = text.replace("\"confirmed\"", "\"shipped\"");
    stall.shop.desk.write("shop.toml", &text);
    let _ = stall.release().exits(0);
    assert_eq!(stall.there(MUG), 7);
    next_second();
    stall.shop.sandbox.with(|world| world.set_status(1, DONE));
    assert_eq!(stall.there(MUG), 4);
    let _ = stall.shop.desk.run(["sync", "orders", "--order", "1"]);
    let _ = stall.stock(&[]).exits(0);
    assert_eq!(
        (stall.there(MUG), stall.known("KUB-300")),
        (7, (Some(7), 0, Some(7)))
    );
    stall.adds_up();
}
