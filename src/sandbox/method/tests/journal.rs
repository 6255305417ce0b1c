//! The journal: off by default, what it tells, how far back, from where on.

use super::*;
use crate::sandbox::{Invoice, JournalPage, OrderLine, Payment, Receipt, RemovedDocument};

/// Type, order and object of every event that fits.
fn logs(world: &mut World, parameters: &Value) -> Vec<(u64, u64, u64)> {
    let answer = call(world, "getJournalList", parameters);
    let logs = answer["logs"].as_array().unwrap();
    let field = |log: &Value, key: &str| log[key].as_u64().unwrap();
    logs.iter()
        .map(|log| {
            (
                field(log, "log_type"),
                field(log, "order_id"),
                field(log, "object_id"),
            )
        })
        .collect()
}

fn listening() -> World {
    let mut world = unlimited(demo());
    world.set_journal(true);
    world
}

#[test]
fn it_is_off_at_first_and_then_empty() {
    let mut world = unlimited(demo());
    world.set_status(1001, 51_003);
    assert_eq!(logs(&mut world, &json!({})), []);
    world.set_journal(true);
    assert_eq!(logs(&mut world, &json!({})), [], "what was before is lost");
    world.set_status(1001, 51_002);
    assert_eq!(logs(&mut world, &json!({})), [(18, 1001, 51_002)]);
    world.set_journal(false);
    assert_eq!(logs(&mut world, &json!({})), []);
}

#[test]
fn an_event_has_every_documented_field() {
    let mut world = listening();
    world.set_status(1001, 51_003);
    let answer = call(&mut world, "getJournalList", &json!({}));
    let wanted = json!({"log_id": 82_000_001, "log_type": 18, "order_id": 1001, "object_id": 51003, "date": NOW});
    assert_eq!(answer["logs"], json!([wanted]));
}

#[test]
fn every_change_of_an_order_has_its_event() {
    let mut world = listening();
    let add = json!({"order_status_id": 51001, "delivery_fullname": "Anna Próbna",
        "products": [{"name": "A", "price_brutto": 5, "quantity": 1}]});
    let id = call(&mut world, "addOrder", &add)["order_id"]
        .as_u64()
        .unwrap();
    let line = world.order(id).unwrap().products[0].order_product_id;
    let last = |world: &mut World| logs(world, &json!({"order_id": id})).pop().unwrap();
    assert_eq!(
        logs(&mut world, &json!({})),
        [(1, id, 0), (2, id, 0)],
        "it comes confirmed"
    );
    let city = json!({"order_id": id, "delivery_city": "Łódź"});
    call(&mut world, "setOrderFields", &city);
    assert_eq!(last(&mut world), (11, id, 0));
    let nip = json!({"order_id": id, "invoice_nip": "1234563218"});
    call(&mut world, "setOrderFields", &nip);
    assert_eq!(last(&mut world), (16, id, 0));
    let pay = json!({"order_id": id, "payment_done": 5});
    call(&mut world, "setOrderPayment", &pay);
    assert_eq!(last(&mut world), (3, id, 0));
    world.edit_order(id, |order| order.products.push(OrderLine::default()));
    assert_eq!(last(&mut world), (12, id, 0));
    world.edit_order(id, |order| order.products[0].quantity = 2);
    assert_eq!(last(&mut world), (13, id, 0));
    world.edit_order(id, |order| order.products.truncate(1));
    assert_eq!(last(&mut world).0, 14);
    world.edit_order(id, |order| order.products.clear());
    assert_eq!(last(&mut world), (14, id, line));
    call(&mut world, "deleteOrders", &json!({"order_ids": [id]}));
    assert_eq!(last(&mut world), (4, id, 0));
    assert_eq!(logs(&mut world, &json!({})).len(), 10, "and nothing else");
    world.confirm_order(1006);
    assert_eq!(logs(&mut world, &json!({})).pop(), Some((2, 1006, 0)));
}

#[test]
fn a_part_of_the_price_is_no_payment_and_a_second_one_is_none() {
    let mut world = listening();
    let total = world.order(1007).unwrap().total();
    let pay = |world: &mut World, paid_after| {
        world.set_payment(
            1007,
            Payment {
                paid_after,
                ..Payment::default()
            },
        )
    };
    assert!(pay(&mut world, 1.into()));
    assert_eq!(logs(&mut world, &json!({})), []);
    assert!(pay(&mut world, total));
    assert!(pay(&mut world, total));
    assert_eq!(logs(&mut world, &json!({})), [(3, 1007, 0)]);
}

#[test]
fn documents_have_their_events() {
    let mut world = listening();
    let invoice = world.put_invoice(Invoice {
        order_id: 1001,
        series_id: 15,
        ..Invoice::default()
    });
    let order = world.order(1002).unwrap().clone();
    let receipt = world.put_receipt(Receipt::of(&order, 61_178));
    world.edit_invoice(invoice, |invoice| invoice.invoice_city = "Łódź".into());
    assert_eq!(
        logs(&mut world, &json!({})),
        [(7, 1001, invoice), (8, 1002, 0), (21, 1001, invoice)]
    );
    world.delete_invoice(invoice);
    assert_eq!(
        logs(&mut world, &json!({"logs_types": [4, 19]})),
        [(4, 1001, 0), (19, 1001, 0)]
    );
    world.set_unknowns(with(|u| {
        u.removed_document = RemovedDocument::OwnOnly;
    }));
    world.delete_receipt(receipt);
    assert_eq!(
        logs(&mut world, &json!({"order_id": 1002})),
        [(8, 1002, 0), (20, 1002, 0)]
    );
    world.set_unknowns(with(|u| {
        u.removed_document = RemovedDocument::GeneralOnly;
    }));
    let again = world.put_receipt(Receipt::of(&order, 61_178));
    world.delete_receipt(again);
    assert_eq!(logs(&mut world, &json!({})).pop(), Some((4, 1002, 0)));
}

#[test]
fn the_named_event_is_included_and_zero_refused() {
    let mut world = listening();
    for status in [51_003, 51_002, 51_003] {
        world.set_status(1001, status);
    }
    assert_eq!(
        logs(&mut world, &json!({"last_log_id": "82000002"})),
        [(18, 1001, 51_002), (18, 1001, 51_003)]
    );
    assert_eq!(logs(&mut world, &json!({"last_log_id": 82_000_004})), []);
    assert_eq!(logs(&mut world, &json!({"logs_types": []})).len(), 3);
    let refused = call(&mut world, "getJournalList", &json!({"last_log_id": 0}));
    assert_eq!(refused["error_code"], "ERROR_BAD_PARAMETERS");
}

#[test]
fn three_days_are_kept() {
    let mut world = listening();
    world.set_status(1001, 51_003);
    world.advance(86_400);
    world.set_status(1001, 51_002);
    world.advance(2 * 86_400);
    assert_eq!(logs(&mut world, &json!({})).len(), 2);
    world.advance(1);
    assert_eq!(logs(&mut world, &json!({})), [(18, 1001, 51_002)]);
    world.set_status(1001, 51_003);
    let answer = call(&mut world, "getJournalList", &json!({}));
    assert_eq!(answer["logs"][1]["log_id"], 82_000_003, "ids go on");
}

#[test]
fn a_call_gives_all_or_a_hundred() {
    let mut world = listening();
    for turn in 0..250_u64 {
        world.set_status(1001, 51_002 + turn % 2);
    }
    let all = logs(&mut world, &json!({}));
    world.set_unknowns(with(|u| u.journal_page = JournalPage::Hundred));
    assert_eq!(logs(&mut world, &json!({})), all[..100]);
    let next = json!({"last_log_id": 82_000_101});
    assert_eq!(logs(&mut world, &next), all[100..200]);
}

#[test]
fn quirks_may_call_the_id_otherwise() {
    let mut names = [0, 0];
    for seed in 0..60 {
        let mut world = listening();
        world.set_status(1001, 51_003);
        world.quirks = Some(seed);
        let answer = call(&mut world, "getJournalList", &json!({}));
        for (count, key) in names.iter_mut().zip(["log_id", "id"]) {
            *count += usize::from(answer["logs"][0].get(key).is_some());
        }
    }
    assert_eq!(names[0] + names[1], 60);
    assert!(names.iter().all(|count| *count > 0), "{names:?}");
}
