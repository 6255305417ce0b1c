//! The history of payments.

use super::*;
use crate::sandbox::FirstPayment;

fn history(world: &mut World, order_id: u64) -> Value {
    let whole = json!({"order_id": order_id, "show_full_history": true});
    call(world, "getOrderPaymentsHistory", &whole)["payments"].clone()
}

#[test]
fn every_payment_is_kept_with_what_was_paid_before() {
    let mut world = unlimited(demo());
    assert_eq!(history(&mut world, 1007), json!([]), "nothing paid yet");
    let total = format!("{:.2}", world.order(1007).unwrap().total());
    let part = json!({"order_id": 1007, "payment_done": 5, "payment_date": NOW - 60,
        "payment_comment": "Ten komentarz jest dłuższy niż trzydzieści znaków"});
    call(&mut world, "setOrderPayment", &part);
    let whole = json!({"order_id": 1007, "payment_done": total, "external_payment_id": "p-55"});
    call(&mut world, "setOrderPayment", &whole);
    call(&mut world, "setOrderPayment", &whole);
    let wanted = json!([
        {"paid_before": "0.00", "paid_after": "5.00", "total_price": total, "date": (NOW - 60).to_string(),
         "currency": "PLN", "external_payment_id": "", "comment": "Ten komentarz jest dłuższy niż"},
        {"paid_before": "5.00", "paid_after": total, "total_price": total, "date": NOW.to_string(),
         "currency": "PLN", "external_payment_id": "p-55", "comment": ""},
    ]);
    assert_eq!(history(&mut world, 1007), wanted);
    let short = call(
        &mut world,
        "getOrderPaymentsHistory",
        &json!({"order_id": 1007}),
    );
    assert_eq!(
        short["payments"],
        json!([wanted[1]]),
        "with external ids only"
    );
}

#[test]
fn what_was_paid_at_first_may_be_told() {
    let mut world = unlimited(demo());
    let order = world.order(1001).unwrap().clone();
    let paid = format!("{:.2}", order.payment_done);
    let first = history(&mut world, 1001);
    assert_eq!(first[0]["paid_after"], json!(paid));
    assert_eq!(first[0]["date"], json!(order.date_add.to_string()));
    let back = json!({"order_id": 1001, "payment_done": 0});
    call(&mut world, "setOrderPayment", &back);
    let both = history(&mut world, 1001);
    assert_eq!((both.as_array().unwrap().len(), &both[0]), (2, &first[0]));
    assert_eq!(both[1]["paid_before"], json!(paid));
    world.set_unknowns(with(|u| u.first_payment = FirstPayment::NotKept));
    assert_eq!(history(&mut world, 1001), json!([both[1]]));
}

#[test]
fn a_missing_order_has_no_payments_or_is_an_error() {
    let mut world = unlimited(demo());
    assert_eq!(history(&mut world, 5), json!([]));
    world.set_unknowns(with(|u| u.missing_order = MissingOrder::Error));
    let missing = json!({"order_id": 5});
    let answer = call(&mut world, "getOrderPaymentsHistory", &missing);
    assert_eq!(answer["error_code"], "ERROR_ORDER_ID");
}

#[test]
fn another_order_under_the_id_does_not_inherit_them() {
    let mut world = unlimited(demo());
    world.edit_order(1007, |order| order.payment_done = 5.into());
    assert_eq!(world.payments(1007).len(), 1);
    world.reuse_id(1007, Order::default());
    assert_eq!(history(&mut world, 1007), json!([]));
}

#[test]
fn quirks_change_the_encoding_only() {
    let mut numbers = 0;
    for seed in 0..40 {
        let mut world = demo();
        world.quirks = Some(seed);
        let after = &history(&mut world, 1001)[0]["paid_after"];
        let text = after
            .as_str()
            .map_or_else(|| after.to_string(), str::to_owned);
        let exact: rust_decimal::Decimal = text.parse().unwrap();
        assert_eq!(exact.round_dp(6), world.order(1001).unwrap().payment_done);
        numbers += usize::from(after.is_number());
    }
    assert!(numbers > 0);
}
