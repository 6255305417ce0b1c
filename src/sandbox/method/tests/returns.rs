//! Returns: filters, paging, encodings.

use super::*;
use crate::sandbox::{OrderReturn, ReturnLine, RowSort};

fn found(world: &mut World, parameters: &Value) -> Vec<u64> {
    let answer = call(world, "getOrderReturns", parameters);
    let returns = answer["returns"].as_array().unwrap();
    returns
        .iter()
        .map(|one| one["return_id"].as_u64().unwrap())
        .collect()
}

#[test]
fn a_return_has_every_documented_field() {
    let mut world = World::new(1, NOW);
    world.put_return(OrderReturn {
        order_id: 70_010_021,
        email: "x7@example.com".into(),
        refunded: "7.5".parse().unwrap(),
        products: vec![ReturnLine {
            product_id: "560012".into(),
            name: "Kubek 300 ml".into(),
            sku: "KUB-300".into(),
            price_brutto: "39.99".parse().unwrap(),
            return_reason_id: 1020,
            ..ReturnLine::default()
        }],
        ..OrderReturn::default()
    });
    let answer = call(&mut world, "getOrderReturns", &json!({}));
    let wanted = r#"[{
        "return_id": 1001, "order_id": 70010021, "shop_order_id": 0, "external_order_id": "",
        "reference_number": "", "order_return_source": "personal", "order_return_source_id": 0,
        "status_id": 1001, "date_add": 1795000000, "date_in_status": 1795000000, "user_login": "",
        "currency": "PLN", "refunded": "7.50", "email": "x7@example.com", "phone": "",
        "delivery_price": 0, "extra_field_1": "", "extra_field_2": "", "admin_comments": "",
        "delivery_package_module": "", "delivery_package_nr": "",
        "products": [
            {"order_return_product_id": 2201, "storage": "db", "storage_id": 3101, "product_id": "560012",
             "variant_id": "", "name": "Kubek 300 ml", "sku": "KUB-300", "ean": "", "location": "",
             "warehouse_id": 8801, "auction_id": "0", "attributes": "", "price_brutto": 39.99,
             "tax_rate": 23, "quantity": 1, "weight": 0, "bundle_id": 0, "status_id": 0,
             "return_reason_id": 1020}
        ],
        "refund_account_number": "", "refund_iban": "", "refund_swift": "", "fulfillment_status": 0
    }]"#;
    let wanted: Value = serde_json::from_str(wanted).unwrap();
    assert_eq!(answer["returns"], wanted);
    let more = json!({"include_custom_extra_fields": true, "include_connect_data": true});
    let answer = call(&mut world, "getOrderReturns", &more);
    assert_eq!(answer["returns"][0]["custom_extra_fields"], "");
    assert!(answer["returns"][0]["connect_data"].is_object());
}

#[test]
fn filters_are_exact_and_from_filters_inclusive() {
    let mut world = unlimited(World::new(1, NOW));
    for (return_id, order_id, date_add, status_id) in [
        (7, 1001, 300, 1001),
        (8, 1002, 100, 1006),
        (9, 1001, 200, 1006),
    ] {
        world.put_return(OrderReturn {
            return_id,
            order_id,
            date_add,
            status_id,
            order_return_source: if return_id == 7 {
                "allegro"
            } else {
                "personal"
            }
            .into(),
            ..OrderReturn::default()
        });
    }
    for (filter, wanted) in [
        (json!({}), &[7, 8, 9][..]),
        (json!({"order_id": 1001}), &[7, 9]),
        (json!({"return_id": "8"}), &[8]),
        (json!({"id_from": 8}), &[8, 9]),
        (json!({"date_from": 200}), &[7, 9]),
        (json!({"status_id": 1006}), &[8, 9]),
        (json!({"filter_order_return_source": "allegro"}), &[7]),
        (json!({"filter_order_return_source_id": 5}), &[7, 8, 9]),
        (json!({"order_id": 0, "return_id": ""}), &[7, 8, 9]),
    ] {
        assert_eq!(found(&mut world, &filter), wanted, "{filter}");
    }
    world.set_unknowns(with(|u| u.return_sort = RowSort::ByDateAdd));
    assert_eq!(found(&mut world, &json!({})), [8, 9, 7]);
    assert_eq!(found(&mut world, &json!({"id_from": 1})), [7, 8, 9]);
}

#[test]
fn a_page_holds_100_returns() {
    let mut world = World::new(1, NOW);
    for _ in 0..130 {
        world.put_return(OrderReturn::default());
    }
    assert_eq!(found(&mut world, &json!({})), Vec::from_iter(1001..=1100));
    let rest = found(&mut world, &json!({"id_from": 1101}));
    assert_eq!(rest, Vec::from_iter(1101..=1130));
}

#[test]
fn a_missing_return_is_an_empty_list_or_an_error() {
    let mut world = demo();
    let missing = json!({"return_id": 5});
    let answer = call(&mut world, "getOrderReturns", &missing);
    assert_eq!(answer, json!({"status": "SUCCESS", "returns": []}));
    world.set_unknowns(with(|u| u.missing_order = MissingOrder::Error));
    let answer = call(&mut world, "getOrderReturns", &missing);
    assert_eq!(answer["error_code"], "ERROR_RETURN_ID");
    let of_order = call(&mut world, "getOrderReturns", &json!({"order_id": 1001}));
    assert_eq!(of_order["returns"], json!([]), "an order may have none");
}

#[test]
fn a_return_of_an_order_holds_its_lines_and_leaves_it_alone() {
    let mut world = demo();
    let order = world.order(1025).unwrap().clone();
    let stock = world.stock(560_048, "bl_8801");
    let id = world.put_return(OrderReturn::of(&order));
    let lines = &world.order_return(id).unwrap().products;
    assert_eq!(
        (lines[0].product_id.as_str(), lines[0].quantity),
        ("560048", 2)
    );
    assert_eq!(world.order(1025), Some(&order));
    assert_eq!(world.stock(560_048, "bl_8801"), stock);
    assert!(world.edit_return(id, |one| one.fulfillment_status = 1));
    let answer = call(&mut world, "getOrderReturns", &json!({}));
    assert_eq!(answer["returns"][0]["fulfillment_status"], 1);
    world.delete_return(id);
    assert_eq!(found(&mut world, &json!({})), [0_u64; 0]);
}
