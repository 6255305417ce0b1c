//! Orders merged, split and deleted.

use super::*;
use crate::sandbox::{
    MadeDates, MadeOrders, MergedPayment, OrderLine, Product, SplitPayment, StockFalls,
};

const PRODUCT: u64 = 560_001;

/// Two orders, 1 and 2, of two and three pieces of a product of which 10 were there, with 10.00 of delivery each.
fn pair(unknowns: Unknowns) -> World {
    let mut world = unlimited(World::new(1, NOW));
    world.set_unknowns(unknowns);
    world.products.insert(
        PRODUCT,
        Product {
            id: PRODUCT,
            ..Product::default()
        },
    );
    world.set_stock(PRODUCT, "bl_8801", 10);
    for (order_id, quantity) in [(1, 2), (2, 3)] {
        let line = OrderLine {
            product_id: PRODUCT.to_string(),
            price_brutto: 7.into(),
            quantity,
            ..OrderLine::default()
        };
        let order = Order {
            order_id,
            external_order_id: format!("shop-{order_id}"),
            date_add: NOW - 500,
            delivery_price: 10.into(),
            products: vec![line],
            ..Order::default()
        };
        world.place_order(order.paid());
    }
    world.set_journal(true);
    world
}

fn merge(world: &mut World, mode: &str) -> Value {
    let orders = json!({"main_order_id": 1, "order_ids_to_merge": [1, 2], "merge_mode": mode,
        "sum_delivery_costs": true});
    call(world, "setOrdersMerge", &orders)
}

fn events(world: &World) -> Vec<(u8, u64, u64)> {
    let entries = world.journal();
    entries
        .map(|entry| (entry.log_type, entry.order_id, entry.object_id))
        .collect()
}

fn stock(world: &World) -> (i64, i64) {
    let product = &world.products[&PRODUCT];
    let reserved = product.reservations.get("bl_8801").copied();
    (product.stock["bl_8801"], reserved.unwrap_or(0))
}

fn every_stock() -> [Unknowns; 3] {
    [
        StockFalls::AtConfirm,
        StockFalls::AtShipping,
        StockFalls::AsReservation,
    ]
    .map(|way| with(|u| u.stock_falls = way))
}

#[test]
fn merged_into_the_main_order_the_others_are_gone() {
    for unknowns in every_stock() {
        let mut world = pair(unknowns);
        let before = stock(&world);
        let answer = merge(&mut world, "into_main_order");
        assert_eq!(answer, json!({"status": "SUCCESS", "merged_order_id": 1}));
        assert_eq!(ids(&mut world, &json!({})), [1]);
        let order = world.order(1).unwrap();
        let lines: Vec<_> = order.products.iter().map(|line| line.quantity).collect();
        assert_eq!((lines, order.total()), (vec![2, 3], 55.into()));
        assert_eq!(order.payment_done, 55.into());
        assert_eq!(order.date_confirmed, NOW - 500);
        assert_eq!(stock(&world), before, "pieces are taken once");
        assert_eq!(events(&world), [(5, 1, 2), (4, 2, 0)]);
    }
}

#[test]
fn a_technical_merge_leaves_the_old_orders_beside_a_new_one() {
    let mut world = pair(Unknowns::default());
    let (before, old) = (stock(&world), world.order(2).cloned());
    let answer = merge(&mut world, "technical_merge");
    let made = answer["merged_order_id"].as_u64().unwrap();
    assert_eq!(ids(&mut world, &json!({})), [1, 2, made]);
    let order = world.order(made).unwrap();
    assert_eq!((order.products.len(), order.total()), (2, 55.into()));
    assert_eq!(order.external_order_id, "shop-1");
    assert_eq!(order.date_confirmed, NOW);
    let line = order.products[0].order_product_id;
    assert_ne!(line, world.order(1).unwrap().products[0].order_product_id);
    assert_eq!(world.order(2).cloned(), old);
    assert_eq!(stock(&world), before);
    assert_eq!(
        events(&world),
        [
            (1, made, 0),
            (2, made, 0),
            (3, made, 0),
            (5, made, 1),
            (5, made, 2)
        ]
    );
}

#[test]
fn what_is_not_known_of_a_merge_can_be_otherwise() {
    let mut world = pair(with(|u| {
        u.made_dates = MadeDates::Inherited;
        u.made_orders = MadeOrders::Untold;
        u.merged_payment = MergedPayment::OfMain;
    }));
    let answer = merge(&mut world, "technical_merge");
    let made = answer["merged_order_id"].as_u64().unwrap();
    let order = world.order(made).unwrap();
    assert_eq!(order.date_confirmed, NOW - 500);
    assert_eq!(order.payment_done, 24.into());
    assert_eq!(events(&world), [(5, made, 1), (5, made, 2)]);
}

#[test]
fn a_merge_that_cannot_be_is_refused() {
    let mut world = pair(Unknowns::default());
    for (orders, code) in [
        (json!({"main_order_id": 9}), "ERROR_ORDER_ID"),
        (
            json!({"main_order_id": 1, "order_ids_to_merge": [9], "merge_mode": "into_main_order"}),
            "ERROR_ORDER_ID",
        ),
        (
            json!({"main_order_id": 1, "order_ids_to_merge": [], "merge_mode": "into_main_order"}),
            "ERROR_BAD_PARAMETERS",
        ),
        (
            json!({"main_order_id": 1, "order_ids_to_merge": [2], "merge_mode": "other"}),
            "ERROR_BAD_PARAMETERS",
        ),
    ] {
        let answer = call(&mut world, "setOrdersMerge", &orders);
        assert_eq!(answer["error_code"], code, "{orders}");
    }
    assert_eq!(ids(&mut world, &json!({})), [1, 2]);
    assert_eq!(events(&world), []);
}

fn split(world: &mut World, quantity: i64) -> Value {
    let line = world.order(2).unwrap().products[0].order_product_id;
    let items = json!({"order_id": 2, "delivery_cost_to_split": "4.00",
        "items_to_split": [{"order_product_id": line, "quantity": quantity}]});
    call(world, "addOrderBySplit", &items)
}

#[test]
fn a_split_order_shrinks_by_what_the_new_one_holds() {
    for unknowns in every_stock() {
        let mut world = pair(unknowns);
        let before = stock(&world);
        let answer = split(&mut world, 2);
        let made = answer["new_order_id"].as_u64().unwrap();
        let (old, new) = (world.order(2).unwrap(), world.order(made).unwrap());
        assert_eq!((old.products[0].quantity, new.products[0].quantity), (1, 2));
        assert_eq!(
            (old.total(), new.total(), new.payment_done),
            (13.into(), 18.into(), 31.into())
        );
        assert_eq!(new.external_order_id, "shop-2", "all else is inherited");
        assert_eq!((old.date_confirmed, new.date_confirmed), (NOW - 500, NOW));
        assert_ne!(
            old.products[0].order_product_id,
            new.products[0].order_product_id
        );
        assert_eq!(stock(&world), before);
        assert_eq!(
            events(&world),
            [(6, 2, made), (1, made, 0), (2, made, 0), (3, made, 0)]
        );
    }
}

#[test]
fn what_was_paid_may_be_parted_by_a_split() {
    let mut world = pair(with(|u| u.split_payment = SplitPayment::Parted));
    let made = split(&mut world, 3)["new_order_id"].as_u64().unwrap();
    let (old, new) = (world.order(2).unwrap(), world.order(made).unwrap());
    assert!(old.products.is_empty(), "the whole line has left");
    assert_eq!((old.payment_done, new.payment_done), (6.into(), 25.into()));
}

#[test]
fn a_split_that_cannot_be_is_refused() {
    let mut world = pair(Unknowns::default());
    for quantity in [0, -1, 4] {
        let answer = split(&mut world, quantity);
        assert_eq!(answer["error_code"], "ERROR_BAD_PARAMETERS", "{quantity}");
    }
    let nothing = json!({"order_id": 2});
    let answer = call(&mut world, "addOrderBySplit", &nothing);
    assert_eq!(answer["error_code"], "ERROR_BAD_PARAMETERS");
    let answer = call(&mut world, "addOrderBySplit", &json!({"order_id": 9}));
    assert_eq!(answer["error_code"], "ERROR_ORDER_ID");
    assert_eq!(ids(&mut world, &json!({})), [1, 2]);
}

#[test]
fn deleted_orders_vanish() {
    let mut world = pair(Unknowns::default());
    let answer = call(&mut world, "deleteOrders", &json!({"order_ids": [9, 2]}));
    assert_eq!(
        answer,
        json!({"status": "SUCCESS", "deleted_order_ids": [2]})
    );
    assert_eq!(ids(&mut world, &json!({})), [1]);
    let many: Vec<u64> = (1..=1001).collect();
    let answer = call(&mut world, "deleteOrders", &json!({"order_ids": many}));
    assert_eq!(answer["error_code"], "ERROR_BAD_PARAMETERS");
}
