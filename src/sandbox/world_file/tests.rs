//! Hand-written files, and files written by the sandbox itself.

use serde_json::{Value, json};

use crate::sandbox::{
    Call, Category, Delivery, Link, Manufacturer, OrderReturn, Payment, Receipt, Unknowns, World,
    scenario,
};

const NOW: i64 = 1_795_000_000;

#[test]
fn a_short_file_gets_defaults() {
    let text = r#"{
        "statuses": [{"id": 1, "name": "Nowe"}, {"id": 2, "name": "Wysłane", "type": "sent"}],
        "orders": [
            {"delivery_fullname": "Anna Próbna", "products": [{"name": "Kubek", "price_brutto": 39.99, "quantity": 2}]},
            {"order_id": 70010001, "order_status_id": 2, "date_confirmed": 1794990000, "want_invoice": "1",
             "payment_done": "50.00", "products": []}
        ]
    }"#;
    let world = World::from_json(text, NOW).unwrap();
    let order = world.order(70_010_002).unwrap();
    assert_eq!((order.order_status_id, order.date_confirmed), (1, NOW));
    assert_eq!(order.total().to_string(), "79.98");
    assert_eq!(order.products[0].tax_rate.to_string(), "23");
    let other = world.order(70_010_001).unwrap();
    assert_eq!((other.date_add, other.want_invoice), (1_794_990_000, true));
    assert_eq!(other.payment_done.to_string(), "50.00");
    assert_eq!(world.tokens, ["sandbox-token"]);
    assert_eq!(world.inventories[0].inventory_id, 3101);
    assert_eq!(world.limit.unwrap().calls, 100);
}

#[test]
fn switches_are_read() {
    let text = r#"{"now": 1000, "seed": 4, "limit": null, "quirks": 9, "tokens": ["a-b-c"],
        "unknowns": {"ties": "descending", "stock-falls": "as-reservation"},
        "faults": ["getOrders:2=reset-after"]}"#;
    let world = World::from_json(text, NOW).unwrap();
    assert_eq!(
        (world.now(), world.seed(), world.limit, world.quirks),
        (1000, 4, None, Some(9))
    );
    assert_eq!(
        world.fault_rules()[0].to_string(),
        "getOrders:2=reset-after"
    );
    assert_ne!(world.unknowns(), Unknowns::default());
}

#[test]
fn mistakes_are_named() {
    for (text, part) in [
        (r#"{"oders": []}"#, "oders"),
        (
            r#"{"orders": [{"order_id": 3}, {"order_id": 3}]}"#,
            "two orders have the id 3",
        ),
        (
            r#"{"invoices": [{"invoice_id": 7}, {"invoice_id": 7}]}"#,
            "two invoices have the id 7",
        ),
        (
            r#"{"receipts": [{"receipt_id": 7}, {"receipt_id": 7}]}"#,
            "two receipts have the id 7",
        ),
        (
            r#"{"returns": [{"return_id": 7}, {"return_id": 7}]}"#,
            "two returns have the id 7",
        ),
        (
            r#"{"series": [{"id": 1, "name": "A"}, {"id": 1, "name": "B"}]}"#,
            "two series have the id 1",
        ),
        (
            r#"{"series": [{"id": 1, "name": "A", "type": "BILL"}]}"#,
            "BILL",
        ),
        (
            r#"{"categories": [{"category_id": 7}, {"category_id": 7}]}"#,
            "two categories have the id 7",
        ),
        (
            r#"{"manufacturers": [{"manufacturer_id": 7}, {"manufacturer_id": 7}]}"#,
            "two manufacturers have the id 7",
        ),
        (r#"{"products": [{"sku": "A"}]}"#, "no id"),
        (r#"{"orders": [{"payment_done": "much"}]}"#, "not a decimal"),
        (r#"{"faults": ["1=bang"]}"#, "bang"),
    ] {
        let error = World::from_json(text, NOW).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn a_world_survives_its_file() {
    let mut world = scenario("demo-shop", 3, NOW).unwrap();
    world.set_unknowns(Unknowns::from_seed(11));
    world.plan("getOrders:*=slow:10").unwrap();
    let order = world.order(1001).unwrap().clone();
    world.put_receipt(Receipt::of(&order, 61_178));
    world.put_return(OrderReturn::of(&order));
    world.set_journal(true);
    world.set_payment(1007, Payment::default());
    world.edit_order(1007, |order| order.payment_done = 7.into());
    world.set_status(1007, 51_003);
    world.put_category(Category {
        name: "Kubki".into(),
        ..Category::default()
    });
    world.put_manufacturer(Manufacturer {
        name: "Fabryka".into(),
        ..Manufacturer::default()
    });
    world.edit_product(560_001, |product| {
        product.tags = vec!["nowe".into()];
        product.features = [("Kolor".to_owned(), "Biały".to_owned())].into();
        product.links = [("shop_2334".to_owned(), Link::default())].into();
    });
    let text = world.to_json();
    let again = World::from_json(&text, NOW).unwrap();
    assert_eq!(again.to_json(), text);
    assert!(again.products().eq(world.products()));
    assert!(again.categories().eq(world.categories()));
    assert!(again.manufacturers().eq(world.manufacturers()));
    assert!(again.orders().eq(world.orders()));
    assert!(again.invoices().eq(world.invoices()));
    assert_eq!(again.series, world.series);
    assert!(again.receipts().eq(world.receipts()));
    assert!(again.returns().eq(world.returns()));
    assert_eq!(again.payments(1007), world.payments(1007));
    assert_eq!(
        (again.journal().count(), again.payments(1007).len()),
        (1, 1)
    );
    assert!(again.journal().eq(world.journal()));
}

#[test]
fn receipts_and_returns_may_be_copied_from_an_answer() {
    let mut shop = scenario("demo-shop", 1, NOW).unwrap();
    let order = shop.order(1001).unwrap().clone();
    shop.put_receipt(Receipt::of(&order, 61_178));
    shop.put_return(OrderReturn::of(&order));
    let (receipts, returns) = (
        answer(&mut shop, "getReceipts"),
        answer(&mut shop, "getOrderReturns"),
    );
    let file = json!({ "receipts": receipts["receipts"], "returns": returns["returns"] });
    let mut world = World::from_json(&file.to_string(), NOW).unwrap();
    assert_eq!(answer(&mut world, "getReceipts"), receipts);
    assert_eq!(answer(&mut world, "getOrderReturns"), returns);
}

#[test]
fn a_journal_in_a_file_is_on() {
    let mut off = World::from_json("{}", NOW).unwrap();
    let mut on = World::from_json(r#"{"journal": [], "orders": [{}]}"#, NOW).unwrap();
    for world in [&mut off, &mut on] {
        world.place_order(Default::default());
    }
    assert_eq!(off.journal().count(), 0);
    let types: Vec<u8> = on.journal().map(|entry| entry.log_type).collect();
    assert_eq!(types, [1, 2], "the file's own orders came before");
}

fn answer(world: &mut World, method: &str) -> Value {
    let delivery = world.receive(&Call {
        token: Some("sandbox-token"),
        method: Some(method),
        parameters: None,
    });
    let Delivery::Answer(answer) = delivery else {
        panic!("no answer")
    };
    serde_json::from_str(&answer.body).unwrap()
}

#[test]
fn orders_may_be_copied_from_an_answer() {
    let first = answer(&mut scenario("demo-shop", 1, NOW).unwrap(), "getOrders");
    let file = json!({ "orders": first["orders"] }).to_string();
    let mut world = World::from_json(&file, NOW).unwrap();
    assert_eq!(answer(&mut world, "getOrders"), first);
}

#[test]
fn invoices_and_series_may_be_copied_from_an_answer() {
    let mut shop = scenario("demo-shop", 1, NOW).unwrap();
    let (series, invoices) = (
        answer(&mut shop, "getSeries"),
        answer(&mut shop, "getInvoices"),
    );
    let file = json!({ "series": series["series"], "invoices": invoices["invoices"] }).to_string();
    let mut world = World::from_json(&file, NOW).unwrap();
    assert_eq!(answer(&mut world, "getSeries"), series);
    assert_eq!(answer(&mut world, "getInvoices"), invoices);
}

#[test]
fn a_short_invoice_gets_defaults() {
    let text = r#"{"invoices": [
        {"order_id": 5, "series_id": 61179, "seller": "Sklep\nNIP: 1234563218\n",
         "items": [{"name": "Kubek", "price_brutto": 12.30, "quantity": 2}]},
        {"invoice_id": 1900001, "series_id": 61179}
    ]}"#;
    let world = World::from_json(text, NOW).unwrap();
    let invoice = world.invoice(1_900_002).unwrap();
    assert_eq!((invoice.date_add, invoice.kind.as_str()), (NOW, "normal"));
    assert_eq!(invoice.number, "BL 2/11/2026");
    assert_eq!(invoice.total_price_netto.normalize().to_string(), "20");
}
