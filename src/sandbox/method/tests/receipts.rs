//! Receipts: filters, paging, numbers, encodings.

use super::*;
use crate::sandbox::{Receipt, ReceiptItem, RowSort};

fn found(world: &mut World, parameters: &Value) -> Vec<u64> {
    let answer = call(world, "getReceipts", parameters);
    let receipts = answer["receipts"].as_array().unwrap();
    receipts
        .iter()
        .map(|receipt| receipt["receipt_id"].as_u64().unwrap())
        .collect()
}

fn receipt(receipt_id: u64, date_add: i64) -> Receipt {
    Receipt {
        receipt_id,
        series_id: 61_178,
        date_add,
        ..Receipt::default()
    }
}

#[test]
fn a_receipt_has_every_documented_field() {
    let mut world = World::new(1, NOW);
    world.put_receipt(Receipt {
        order_id: 70_010_021,
        series_id: 61_178,
        payment_method: "PayU".into(),
        nip: "PL 123-456-32-18".into(),
        products: vec![ReceiptItem {
            name: "Kubek 300 ml".into(),
            price_brutto: "39.99".parse().unwrap(),
            quantity: 3,
            sku: "KUB-300".into(),
            ean: "5900000000015".into(),
            ..ReceiptItem::default()
        }],
        ..Receipt::default()
    });
    let answer = call(&mut world, "getReceipts", &json!({}));
    let wanted = json!([{
        "receipt_id": 15501, "series_id": 61178, "receipt_full_nr": "1/11/2026",
        "order_id": 70_010_021, "date_add": NOW, "payment_method": "PayU", "nip": "PL 123-456-32-18",
        "products": [{"name": "Kubek 300 ml", "price_brutto": 39.99, "tax_rate": 23, "quantity": 3,
                      "sku": "KUB-300", "ean": "5900000000015"}]
    }]);
    assert_eq!(answer["receipts"], wanted);
}

#[test]
fn a_page_holds_100_receipts_from_the_named_id_on() {
    let mut world = unlimited(World::new(1, NOW));
    for id in 1..=230 {
        world.put_receipt(receipt(id, NOW + i64::try_from(id).unwrap()));
    }
    assert_eq!(found(&mut world, &json!({})), Vec::from_iter(1..=100));
    let second = found(&mut world, &json!({"id_from": "101"}));
    assert_eq!(second, Vec::from_iter(101..=200));
    assert_eq!(found(&mut world, &json!({"id_from": 231})), [0_u64; 0]);
    let dates = json!({"date_from": NOW + 7, "date_to": NOW + 9});
    assert_eq!(found(&mut world, &dates), [7, 8, 9], "both ends are in");
    assert_eq!(
        found(&mut world, &json!({"series_id": 15})),
        [0_u64; 0],
        "a series of invoices"
    );
}

#[test]
fn without_id_from_the_order_is_by_id_or_by_date() {
    let mut world = unlimited(World::new(1, NOW));
    for (id, date_add) in [(7, 300), (8, 100), (9, 200), (10, 200)] {
        world.put_receipt(receipt(id, date_add));
    }
    assert_eq!(found(&mut world, &json!({"date_from": 1})), [7, 8, 9, 10]);
    world.set_unknowns(with(|u| u.receipt_sort = RowSort::ByDateAdd));
    assert_eq!(found(&mut world, &json!({"date_from": 1})), [8, 9, 10, 7]);
    assert_eq!(found(&mut world, &json!({"id_from": 1})), [7, 8, 9, 10]);
}

#[test]
fn a_receipt_of_an_order_holds_its_lines_and_delivery() {
    let mut world = demo();
    let order = world.order(1001).unwrap().clone();
    let id = world.put_receipt(Receipt::of(&order, 61_178));
    let items = &world.receipt(id).unwrap().products;
    assert_eq!(items.len(), order.products.len() + 1);
    let sum: rust_decimal::Decimal = items
        .iter()
        .map(|item| item.price_brutto * rust_decimal::Decimal::from(item.quantity))
        .sum();
    assert_eq!(sum, order.total());
    let again = world.put_receipt(Receipt::of(&order, 61_178));
    assert_eq!(world.receipt(again).unwrap().receipt_full_nr, "2/11/2026");
    world.delete_receipt(again);
    assert_eq!(found(&mut world, &json!({})), [id]);
}

#[test]
fn quirks_change_the_encoding_only() {
    let mut texts = 0;
    for seed in 0..40 {
        let mut world = World::new(1, NOW);
        world.put_receipt(receipt(0, 0));
        world.quirks = Some(seed);
        let answer = call(&mut world, "getReceipts", &json!({}));
        let id = &answer["receipts"][0]["receipt_id"];
        assert!(*id == 15501 || id == "15501", "{id}");
        texts += usize::from(id.is_string());
    }
    assert!(texts > 0);
}
