//! Limit, stock, faults in time, the call log.

use serde_json::{Value, json};

use super::{Call, World};
use crate::sandbox::{
    Answer, BlockZone, CallOutcome, CancelledStock, Delivery, Order, OrderLine, Product, RateLimit,
    RefusedCalls, StockFalls, Unknowns,
};

const NOW: i64 = 1_795_000_000;

fn receive(world: &mut World, method: &str, parameters: &Value) -> Delivery {
    let parameters = parameters.to_string();
    world.receive(&Call {
        token: Some("sandbox-token"),
        method: Some(method),
        parameters: Some(&parameters),
    })
}

fn message(delivery: &Delivery) -> String {
    let Delivery::Answer(Answer {
        body, status: 200, ..
    }) = delivery
    else {
        panic!("no answer: {delivery:?}")
    };
    let answer: Value = serde_json::from_str(body).unwrap();
    format!("{} {}", answer["error_code"], answer["error_message"]).replace('"', "")
}

fn blocked(world: &mut World) -> bool {
    let answer = message(&receive(world, "getOrderStatusList", &json!({})));
    answer.starts_with("ERROR_BLOCKED_TOKEN")
}

fn limited(refused_calls: RefusedCalls) -> World {
    let mut world = World::new(1, NOW);
    world.limit = Some(RateLimit {
        calls: 3,
        window: 10,
        block: 20,
    });
    world.set_unknowns(Unknowns {
        refused_calls,
        ..Unknowns::default()
    });
    world
}

#[test]
fn the_window_slides() {
    let mut world = limited(RefusedCalls::Ignored);
    for at in [0, 4, 8, 10, 14, 18, 20] {
        world.set_now(NOW + at);
        assert!(!blocked(&mut world), "{at}");
    }
    assert_eq!(world.log().largest_in_window(10), 3);
    assert_eq!(world.log().blocks(), 0);
    world.set_now(NOW + 23);
    assert!(blocked(&mut world));
    assert_eq!(world.log().blocks(), 1);
    assert_eq!(world.log().refused(), 1);
}

#[test]
fn the_block_holds_every_call_until_the_stated_second() {
    let mut world = limited(RefusedCalls::Ignored);
    for _ in 0..3 {
        assert!(!blocked(&mut world));
    }
    let refusal = receive(&mut world, "getOrders", &json!({}));
    assert_eq!(
        message(&refusal),
        "ERROR_BLOCKED_TOKEN Query limit exceeded, token blocked until 2026-11-18 12:07:00"
    );
    for at in [1, 11, 19] {
        world.set_now(NOW + at);
        assert!(blocked(&mut world), "{at}");
    }
    world.set_now(NOW + 20);
    assert!(!blocked(&mut world));
    assert_eq!((world.log().blocks(), world.log().refused()), (1, 4));
}

#[test]
fn refused_calls_may_count_or_prolong() {
    let mut counted = limited(RefusedCalls::Counted);
    let mut prolonged = limited(RefusedCalls::ProlongBlock);
    for world in [&mut counted, &mut prolonged] {
        for _ in 0..4 {
            blocked(world);
        }
        world.set_now(NOW + 15);
        for _ in 0..3 {
            assert!(blocked(world));
        }
        world.set_now(NOW + 20);
        assert!(blocked(world));
    }
    prolonged.set_now(NOW + 39);
    assert!(blocked(&mut prolonged));
    prolonged.set_now(NOW + 59);
    assert!(!blocked(&mut prolonged));
}

#[test]
fn the_time_of_a_block_is_shown_in_the_chosen_zone() {
    for (zone, shown) in [
        (BlockZone::Warsaw, "12:16:40"),
        (BlockZone::Utc, "11:16:40"),
    ] {
        let mut world = World::new(1, NOW);
        world.set_unknowns(Unknowns {
            block_zone: zone,
            ..Unknowns::default()
        });
        world.block_token("sandbox-token", NOW + 600);
        let text = message(&receive(&mut world, "getOrders", &json!({})));
        assert!(text.ends_with(&format!("2026-11-18 {shown}")), "{text}");
    }
}

#[test]
fn a_blocked_account_answers_nothing_else() {
    let mut world = World::new(1, NOW);
    world.account_blocked = true;
    let text = message(&receive(&mut world, "getOrders", &json!({})));
    assert!(text.starts_with("ERROR_USER_ACCOUNT_BLOCKED"), "{text}");
}

fn shop(stock_falls: StockFalls, cancelled_stock: CancelledStock) -> World {
    let mut world = World::new(1, NOW);
    world.set_unknowns(Unknowns {
        stock_falls,
        cancelled_stock,
        ..Unknowns::default()
    });
    for (id, bundle) in [(7, None), (8, Some((7, 2)))] {
        world.products.insert(
            id,
            Product {
                id,
                is_bundle: bundle.is_some(),
                bundle_products: bundle.into_iter().collect(),
                stock: [("bl_8801".to_owned(), 10)].into(),
                ..Product::default()
            },
        );
    }
    world
}

fn order_of(product: u64, quantity: i64) -> Order {
    Order {
        order_id: 1,
        order_status_id: 51002,
        products: vec![OrderLine {
            product_id: product.to_string(),
            quantity,
            ..OrderLine::default()
        }],
        ..Order::default()
    }
}

/// Pieces and reserved pieces of product 7.
fn level(world: &World) -> (i64, i64) {
    let reserved = world.products[&7].reservations.get("bl_8801");
    (
        world.stock(7, "bl_8801").unwrap(),
        reserved.copied().unwrap_or(0),
    )
}

#[test]
fn stock_falls_at_the_chosen_moment() {
    for (falls, confirmed, sent) in [
        (StockFalls::AtConfirm, (7, 0), (7, 0)),
        (StockFalls::AtShipping, (10, 0), (7, 0)),
        (StockFalls::AsReservation, (10, 3), (7, 0)),
    ] {
        let mut world = shop(falls, CancelledStock::Returned);
        world.place_order(order_of(7, 3));
        assert_eq!(level(&world), confirmed, "{falls:?}");
        world.set_status(1, 51004);
        assert_eq!(level(&world), sent, "{falls:?}");
        world.set_status(1, 51006);
        assert_eq!(level(&world), sent, "once only");
    }
}

#[test]
fn a_cancelled_order_gives_back_or_not() {
    for (falls, cancelled, after) in [
        (StockFalls::AtConfirm, CancelledStock::Returned, (10, 0)),
        (StockFalls::AtConfirm, CancelledStock::Kept, (7, 0)),
        (StockFalls::AtShipping, CancelledStock::Kept, (10, 0)),
        (StockFalls::AsReservation, CancelledStock::Returned, (10, 0)),
        (StockFalls::AsReservation, CancelledStock::Kept, (10, 3)),
    ] {
        let mut world = shop(falls, cancelled);
        world.place_order(order_of(7, 3));
        world.set_status(1, 51005);
        assert_eq!(level(&world), after, "{falls:?} {cancelled:?}");
    }
}

#[test]
fn stock_follows_edits_bundles_and_confirmation() {
    let mut world = shop(StockFalls::AtConfirm, CancelledStock::Returned);
    world.place_order(order_of(7, 3));
    world.edit_order(1, |order| order.products[0].quantity = 1);
    assert_eq!(level(&world), (9, 0));
    world.place_order(Order {
        order_id: 2,
        confirmed: false,
        ..order_of(8, 2)
    });
    assert_eq!(level(&world), (9, 0));
    world.confirm_order(2);
    assert_eq!(level(&world), (5, 0), "parts of the bundle");
    world.put_order(Order {
        order_id: 3,
        ..order_of(7, 4)
    });
    assert_eq!(level(&world), (5, 0), "an order that was there already");
    world.set_status(3, 51005);
    assert_eq!(level(&world), (9, 0));
    world.delete_order(1);
    assert_eq!(level(&world), (9, 0), "deleting gives nothing back");
}

#[test]
fn late_effects_come_when_due() {
    let mut world = World::new(1, NOW);
    world.plan("addOrder:1=late:30").unwrap();
    let add = json!({"order_status_id": 51001, "date_add": NOW});
    assert_eq!(receive(&mut world, "addOrder", &add), Delivery::Reset);
    world.advance(29);
    assert_eq!(world.orders().count(), 0);
    world.advance(1);
    assert_eq!(world.orders().count(), 1);
}

#[test]
fn rules_hit_the_calls_they_name() {
    let mut world = World::new(1, NOW);
    world.plan("getOrders:2=bad-gateway").unwrap();
    world.plan("3=hang").unwrap();
    let mut hits = Vec::new();
    for method in ["getOrders", "getOrderSources", "getOrders", "getOrders"] {
        receive(&mut world, method, &json!({}));
        hits.push(world.log().calls().last().unwrap().outcome.clone());
    }
    let fault = |name: &str| CallOutcome::Fault {
        name: name.into(),
        applied: false,
    };
    assert_eq!(
        hits,
        [
            CallOutcome::Success,
            CallOutcome::Success,
            fault("bad-gateway"),
            CallOutcome::Success,
        ]
    );
    assert!(
        world.fault_rules().is_empty(),
        "both rules counted the third call"
    );

    world.plan("getOrders:500/1000=unavailable").unwrap();
    let histories: Vec<Vec<CallOutcome>> = (0..2)
        .map(|_| {
            let mut twin = world.clone();
            twin.limit = None;
            for _ in 0..200 {
                receive(&mut twin, "getOrders", &json!({}));
            }
            twin.log()
                .calls()
                .iter()
                .map(|call| call.outcome.clone())
                .collect()
        })
        .collect();
    assert_eq!(histories[0], histories[1]);
    let failed = histories[0]
        .iter()
        .filter(|o| **o == fault("unavailable"))
        .count();
    assert!((60..140).contains(&failed), "{failed}");
}

#[test]
fn rules_read_back_as_they_are_written() {
    for rule in [
        "getOrders:2=reset-after",
        "*=slow:4",
        "addOrder:25/1000=late:90",
        "1=huge:200000000",
        "7=too-many-requests",
        "7=too-many-requests:30",
        "1=shape:key-text",
        "1=unavailable",
        "1=redirect:307:http://127.0.0.1:9/connector.php",
        "nbp:*=unavailable",
        "1=cut-body",
        "1=long-length",
        "1=bad-gateway-after",
        "1=hang-after",
        "1=account-blocked",
    ] {
        assert_eq!(
            rule.parse::<crate::sandbox::FaultRule>()
                .unwrap()
                .to_string(),
            rule
        );
    }
    for bad in [
        "",
        "hang",
        "0=hang",
        "x=hang",
        "1=bang",
        "1=shape:round",
        "1=redirect:200:x",
        "1=hang:3",
        ":1=hang",
    ] {
        assert!(bad.parse::<crate::sandbox::FaultRule>().is_err(), "{bad}");
    }
}

#[test]
fn ids_are_reused_and_orders_and_statuses_vanish() {
    let mut world = World::new(1, NOW);
    world.put_order(Order {
        date_confirmed: 50,
        ..order_of(7, 1)
    });
    world.reuse_id(
        1,
        Order {
            email: "inny@example.com".into(),
            date_confirmed: 60,
            ..Order::default()
        },
    );
    assert_eq!(world.order(1).unwrap().email, "inny@example.com");
    assert_eq!(world.orders().count(), 1);
    assert!(world.delete_order(1).is_some());
    assert!(world.delete_order(1).is_none());
    world.delete_status(51002);
    assert!(world.statuses.iter().all(|status| status.id != 51002));
}

#[test]
fn one_seed_is_one_set_of_unknowns() {
    assert_eq!(Unknowns::from_seed(5), Unknowns::from_seed(5));
    let drawn: Vec<Unknowns> = (0..40).map(Unknowns::from_seed).collect();
    assert!(drawn.iter().any(|u| u.ties != drawn[0].ties));
    assert!(drawn.iter().any(|u| u.stock_falls != drawn[0].stock_falls));
}
