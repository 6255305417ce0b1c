//! Methods as a client sees them: answers are decoded anew.

mod groups;
mod invoices;
mod journal;
mod payments;
mod receipts;
mod remake_orders;
mod returns;
mod update_products;
mod write_product;

use serde_json::{Value, json};

use crate::sandbox::{
    Bulk, Call, Delivery, EmptyMap, IdFromSort, LongText, MissingOrder, Order, PaidFlag, Ties,
    Unknowns, World, scenario,
};

const NOW: i64 = 1_795_000_000;

fn call(world: &mut World, method: &str, parameters: &Value) -> Value {
    let parameters = parameters.to_string();
    let delivery = world.receive(&Call {
        token: Some("sandbox-token"),
        method: Some(method),
        parameters: Some(&parameters),
    });
    let Delivery::Answer(answer) = delivery else {
        panic!("no answer: {delivery:?}")
    };
    serde_json::from_str(&answer.body).unwrap_or_else(|e| panic!("{e}: {}", answer.body))
}

fn ids(world: &mut World, parameters: &Value) -> Vec<u64> {
    let answer = call(world, "getOrders", parameters);
    let orders = answer["orders"].as_array().unwrap();
    orders
        .iter()
        .map(|order| order["order_id"].as_u64().unwrap())
        .collect()
}

fn demo() -> World {
    scenario("demo-shop", 1, NOW).unwrap()
}

fn unlimited(mut world: World) -> World {
    world.limit = None;
    world
}

fn with(change: impl FnOnce(&mut Unknowns)) -> Unknowns {
    let mut unknowns = Unknowns::default();
    change(&mut unknowns);
    unknowns
}

#[test]
fn a_page_holds_100_orders_from_the_named_second_on() {
    let mut world = World::bulk(1, NOW, &Bulk::spread(250));
    let first = ids(&mut world, &json!({"date_confirmed_from": 1}));
    assert_eq!(first, (1..=100).collect::<Vec<u64>>());
    let last = world.order(100).unwrap().date_confirmed;
    let second = ids(&mut world, &json!({"date_confirmed_from": last}));
    assert_eq!(
        second,
        (100..200).collect::<Vec<u64>>(),
        "the named second is included"
    );
    let last = world.order(240).unwrap().date_confirmed;
    assert_eq!(
        ids(&mut world, &json!({"date_confirmed_from": last})).len(),
        11
    );
    assert_eq!(
        ids(&mut world, &json!({"date_confirmed_from": NOW})),
        Vec::<u64>::new()
    );
    assert_eq!(ids(&mut world, &json!({})).len(), 100);
}

#[test]
fn orders_of_one_second_come_either_way() {
    let mut world = World::bulk(1, NOW, &Bulk::with_together(250, 150));
    let second = world.order(60).unwrap().date_confirmed;
    let sharing = world
        .orders()
        .filter(|o| o.date_confirmed == second)
        .count();
    assert_eq!(sharing, 150);
    let page = ids(&mut world, &json!({"date_confirmed_from": second}));
    assert_eq!(page, (51..=150).collect::<Vec<u64>>());
    world.set_unknowns(with(|u| u.ties = Ties::Descending));
    let page = ids(&mut world, &json!({"date_confirmed_from": second}));
    assert_eq!(page, (101..=200).rev().collect::<Vec<u64>>());
    let before = world.order(50).unwrap().date_confirmed;
    let page = ids(&mut world, &json!({"date_confirmed_from": before}));
    assert_eq!(page[..2], [50, 200], "seconds ascend in any case");
}

#[test]
fn id_from_sorts_by_id_or_by_date() {
    let mut world = World::new(1, NOW);
    world.limit = None;
    for (order_id, date_confirmed) in [(10, 300), (11, 200), (12, 200), (13, 100)] {
        world.put_order(Order {
            order_id,
            date_confirmed,
            date_add: 50,
            ..Order::default()
        });
    }
    assert_eq!(ids(&mut world, &json!({"id_from": 11})), [11, 12, 13]);
    assert_eq!(
        ids(
            &mut world,
            &json!({"id_from": "11", "date_confirmed_from": 150})
        ),
        [11, 12]
    );
    world.set_unknowns(with(|u| {
        u.id_from_sort = IdFromSort::ByDateConfirmed;
        u.ties = Ties::Descending;
    }));
    assert_eq!(ids(&mut world, &json!({"id_from": 11})), [13, 12, 11]);
    assert_eq!(
        ids(
            &mut world,
            &json!({"id_from": 11, "date_confirmed_from": 150})
        ),
        [12, 11]
    );
    assert_eq!(ids(&mut world, &json!({})), [13, 12, 11, 10]);
}

#[test]
fn filters_are_exact_and_zero_is_no_filter() {
    let mut world = unlimited(demo());
    let all = ids(&mut world, &json!({}));
    assert_eq!(all.len(), 39, "the unconfirmed one is left out");
    let more = ids(&mut world, &json!({"get_unconfirmed_orders": true}));
    assert_eq!(more.len(), 40);
    assert_eq!(ids(&mut world, &json!({"order_id": 1001})), [1001]);
    assert_eq!(
        ids(
            &mut world,
            &json!({"order_id": 0, "id_from": "0", "status_id": ""})
        ),
        all
    );
    assert_eq!(ids(&mut world, &json!({"status_id": 51005})), [1010]);
    assert_eq!(
        ids(
            &mut world,
            &json!({"filter_email": "kupujacy1004@example.com"})
        ),
        [1004]
    );
    assert_eq!(
        ids(&mut world, &json!({"filter_order_source": "allegro"})),
        [1031, 1032]
    );
    assert_eq!(
        ids(
            &mut world,
            &json!({"filter_order_source": "allegro", "filter_order_source_id": 1})
        ),
        [0_u64; 0]
    );
    assert_eq!(ids(&mut world, &json!({"filter_order_source_id": 1})), all);
    assert_eq!(
        ids(&mut world, &json!({"filter_shop_order_id": 9002})),
        [1003]
    );
    assert_eq!(
        ids(
            &mut world,
            &json!({"filter_external_order_id": "a1b2c3d4-0001-11ef-0000-000000001032"})
        ),
        [1032]
    );
    let added = world.order(1030).unwrap().date_add;
    assert_eq!(
        ids(&mut world, &json!({"date_from": added})),
        (1030..=1040).collect::<Vec<u64>>()
    );
}

#[test]
fn a_missing_order_is_an_empty_list_or_an_error() {
    let mut world = demo();
    let answer = call(&mut world, "getOrders", &json!({"order_id": 9}));
    assert_eq!(answer, json!({"status": "SUCCESS", "orders": []}));
    world.set_unknowns(with(|u| u.missing_order = MissingOrder::Error));
    let answer = call(&mut world, "getOrders", &json!({"order_id": 9}));
    assert_eq!(answer["error_code"], "ERROR_ORDER_ID");
}

/// Keys of an order captured live, and of its line.
const ORDER_KEYS: &str =
    "order_id shop_order_id external_order_id order_source order_source_id order_source_info
    order_status_id confirmed date_confirmed date_add date_in_status user_login phone email
    user_comments admin_comments currency payment_method payment_method_cod payment_done
    delivery_method_id delivery_method delivery_price delivery_package_module
    delivery_package_nr delivery_fullname delivery_company delivery_address delivery_city
    delivery_state delivery_postcode delivery_country_code delivery_point_id
    delivery_point_name delivery_point_address delivery_point_postcode delivery_point_city
    invoice_fullname invoice_company invoice_nip invoice_address invoice_city invoice_state
    invoice_postcode invoice_country_code want_invoice extra_field_1 extra_field_2 order_page
    pick_state pack_state star crm_client_id delivery_country invoice_country products";
const LINE_KEYS: &str =
    "storage storage_id order_product_id product_id variant_id name attributes sku ean location
    warehouse_id warehouse_type warehouse_source_id auction_id price_brutto tax_rate quantity
    weight bundle_id transaction_id transaction2_id";

#[test]
fn an_order_has_the_live_shape() {
    let mut world = demo();
    let answer = call(&mut world, "getOrders", &json!({"order_id": 1003}));
    let order = &answer["orders"][0];
    assert_eq!(order["payment_method_cod"], "0");
    assert_eq!(order["want_invoice"], "1");
    assert_eq!(order["confirmed"], true);
    assert_eq!(order["payment_done"].to_string(), "414.89");
    assert_eq!(order["delivery_price"].to_string(), "14.99");
    assert_eq!(order["invoice_nip"], "PL 123-456-32-18");
    assert_eq!(order["order_source_info"], "-");
    assert!(order.get("custom_extra_fields").is_none());
    let line = &order["products"][0];
    assert_eq!(line["product_id"], "560001");
    assert_eq!(line["variant_id"], "");
    assert_eq!(line["auction_id"], "0");
    assert_eq!(line["storage_id"], 3101);
    assert_eq!(line["tax_rate"].to_string(), "23");
    let keys = |record: &Value| {
        record
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    let documented = |keys: &str| {
        let mut keys: Vec<String> = keys.split_whitespace().map(str::to_owned).collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(order), documented(ORDER_KEYS));
    assert_eq!(keys(line), documented(LINE_KEYS));
    let asked = json!({"order_id": 1003, "include_custom_extra_fields": true, "include_commissions": 1, "include_connect_data": "1"});
    let order = call(&mut world, "getOrders", &asked)["orders"][0].clone();
    assert_eq!(order["custom_extra_fields"], json!([]), "PHP's empty map");
    assert_eq!(order["commissions"], json!([]));
    assert_eq!(order["connect_data"]["connect_sale_id"], 0);
}

#[test]
fn lists_have_the_live_shapes() {
    let mut world = demo();
    let statuses = call(&mut world, "getOrderStatusList", &json!([]));
    assert_eq!(
        statuses["statuses"][0],
        json!({"id": 51001, "name": "Nowe", "color": "#0077DA", "group_id": 901, "is_primary": 1, "name_for_customer": "Przyjęto"})
    );
    let sources = call(&mut world, "getOrderSources", &json!({}));
    assert_eq!(sources["sources"]["allegro"], json!({"4021": "Konto A"}));
    let inventories = call(&mut world, "getInventories", &json!({}));
    assert_eq!(
        inventories["inventories"][0]["warehouses"],
        json!(["bl_8801", "bl_8802", "shop_2334"])
    );
    let warehouses = call(&mut world, "getInventoryWarehouses", &json!({}));
    assert_eq!(warehouses["warehouses"][0]["description"], Value::Null);
    assert_eq!(warehouses["warehouses"][2]["stock_edition"], false);
    let groups = call(&mut world, "getInventoryPriceGroups", &json!({}));
    assert_eq!(groups["price_groups"][0]["currency"], "PLN");
}

#[test]
fn products_are_listed_read_and_counted() {
    let mut world = demo();
    let of = |answer: &Value| answer["products"].as_object().unwrap().len();
    let list = call(
        &mut world,
        "getInventoryProductsList",
        &json!({"inventory_id": 3101}),
    );
    assert_eq!(of(&list), 50, "variants are listed only on request");
    let all = json!({"inventory_id": "3101", "include_variants": true});
    assert_eq!(of(&call(&mut world, "getInventoryProductsList", &all)), 60);
    let page_2 = json!({"inventory_id": 3101, "page": 2});
    let past_the_end = call(&mut world, "getInventoryProductsList", &page_2);
    assert_eq!(past_the_end["products"], json!([]));
    world.set_unknowns(with(|u| u.empty_products = EmptyMap::Object));
    assert_eq!(
        call(&mut world, "getInventoryProductsList", &page_2)["products"],
        json!({})
    );
    let by_sku = json!({"inventory_id": 3101, "filter_sku": "DUP-1"});
    assert_eq!(
        of(&call(&mut world, "getInventoryProductsList", &by_sku)),
        2
    );
    let by_name = json!({"inventory_id": 3101, "filter_name": "solniczka"});
    assert_eq!(
        of(&call(&mut world, "getInventoryProductsList", &by_name)),
        2
    );
    let wrong = call(
        &mut world,
        "getInventoryProductsList",
        &json!({"inventory_id": 1}),
    );
    assert_eq!(wrong["error_code"], "ERROR_INVENTORY_ID");

    let wanted = json!({"inventory_id": 3101, "products": [560_001, "560047", 560_048, 1]});
    let data = call(&mut world, "getInventoryProductsData", &wanted);
    assert_eq!(of(&data), 3, "an unknown id is absent");
    let parent = &data["products"]["560047"];
    let sum: i64 = parent["variants"]
        .as_object()
        .unwrap()
        .values()
        .map(|variant| variant["stock"]["bl_8801"].as_i64().unwrap())
        .sum();
    assert_eq!(parent["stock"]["bl_8801"], sum);
    assert!(data["products"]["560001"].get("variants").is_none());
    assert_eq!(data["products"]["560048"]["parent_id"], 560_047);
    assert_eq!(
        data["products"]["560048"]["text_fields"]["name"],
        "Koszulka L"
    );

    let stock = call(
        &mut world,
        "getInventoryProductsStock",
        &json!({"inventory_id": 3101}),
    );
    assert_eq!(of(&stock), 50);
    assert_eq!(
        stock["products"]["560047"]["variants"]
            .as_object()
            .unwrap()
            .len(),
        4
    );
    assert_eq!(
        stock["products"]["560047"]["variant_reservations"],
        json!([])
    );
    assert_eq!(stock["products"]["560001"]["stock"]["shop_2334"], 0);
}

#[test]
fn more_than_a_page_of_products_is_paged() {
    let mut world = World::new(1, NOW);
    let product = scenario("demo-shop", 1, NOW).unwrap().products[&560_001].clone();
    for id in 1..=2500 {
        world.products.insert(
            id,
            crate::sandbox::Product {
                id,
                ..product.clone()
            },
        );
    }
    for (page, size) in [(1, 1000), (2, 1000), (3, 500)] {
        for method in ["getInventoryProductsList", "getInventoryProductsStock"] {
            let answer = call(
                &mut world,
                method,
                &json!({"inventory_id": 3101, "page": page}),
            );
            assert_eq!(answer["products"].as_object().unwrap().len(), size);
        }
    }
}

fn new_order() -> Value {
    json!({
        "order_status_id": "51002", "date_add": NOW - 60, "currency": "PLN", "paid": 1,
        "payment_method": "PayU", "payment_method_cod": false, "delivery_price": "14.99",
        "delivery_fullname": "Anna Próbna", "delivery_country_code": "PL", "want_invoice": 1,
        "products": [{"storage_id": "bl_3101", "product_id": 560_001, "name": "Kubek 300 ml",
                      "sku": "KUB-300", "price_brutto": 39.99, "tax_rate": 23, "quantity": 3}]
    })
}

#[test]
fn add_order_confirms_at_date_add_and_lowers_stock() {
    let mut world = demo();
    let before = world.stock(560_001, "bl_8801").unwrap();
    let answer = call(&mut world, "addOrder", &new_order());
    let id = answer["order_id"].as_u64().unwrap();
    assert_eq!(id, 70_010_001);
    assert_eq!(world.stock(560_001, "bl_8801").unwrap(), before - 3);
    let order = call(&mut world, "getOrders", &json!({"order_id": id}))["orders"][0].clone();
    assert_eq!(order["date_confirmed"], NOW - 60);
    assert_eq!(order["payment_done"], 0, "paid is ignored, as seen live");
    assert_eq!(order["delivery_country"], "Polska");
    assert_eq!(order["products"][0]["storage"], "db");
    assert_eq!(order["products"][0]["storage_id"], 3101);
    assert_eq!(order["products"][0]["warehouse_id"], 8801);
    let again = call(&mut world, "addOrder", &new_order());
    assert_ne!(
        again["order_id"], answer["order_id"],
        "there is no idempotency key"
    );

    world.set_unknowns(with(|u| u.paid_flag = PaidFlag::FullPayment));
    let id = call(&mut world, "addOrder", &new_order())["order_id"]
        .as_u64()
        .unwrap();
    assert_eq!(world.order(id).unwrap().payment_done.to_string(), "134.96");
}

#[test]
fn status_payment_and_fields_are_set() {
    let mut world = demo();
    world.advance(5);
    let set = json!({"order_id": "1007", "status_id": 51004});
    assert_eq!(
        call(&mut world, "setOrderStatus", &set),
        json!({"status": "SUCCESS"})
    );
    let pay = json!({"order_id": 1007, "payment_done": 83.99, "payment_date": NOW, "payment_comment": "x"});
    assert_eq!(
        call(&mut world, "setOrderPayment", &pay)["status"],
        "SUCCESS"
    );
    let fields = json!({"order_id": 1007, "extra_field_1": "FS 1/11/2026", "want_invoice": true, "star": 9,
                        "custom_extra_fields": {"140": "B2B"}, "order_status_id": 1, "nonsense": {}});
    assert_eq!(
        call(&mut world, "setOrderFields", &fields)["status"],
        "SUCCESS"
    );
    let order = world.order(1007).unwrap();
    assert_eq!(
        (order.order_status_id, order.date_in_status),
        (51004, NOW + 5)
    );
    assert_eq!(order.payment_done, order.total());
    assert_eq!(order.extra_field_1, "FS 1/11/2026");
    assert_eq!((order.want_invoice, order.star), (true, 5));
    assert_eq!(order.delivery_city, "Łódź", "what is not sent stays");
    let ask = json!({"order_id": 1007, "include_custom_extra_fields": true});
    let order = call(&mut world, "getOrders", &ask)["orders"][0].clone();
    assert_eq!(order["custom_extra_fields"], json!({"140": "B2B"}));

    let code = |world: &mut World, method: &str, parameters: Value| {
        call(world, method, &parameters)["error_code"]
            .as_str()
            .unwrap_or("none")
            .to_owned()
    };
    assert_eq!(
        code(
            &mut world,
            "setOrderStatus",
            json!({"order_id": 1, "status_id": 51004})
        ),
        "ERROR_ORDER_ID"
    );
    assert_eq!(
        code(
            &mut world,
            "setOrderStatus",
            json!({"order_id": 1007, "status_id": 4})
        ),
        "ERROR_STATUS_ID"
    );
    assert_eq!(
        code(&mut world, "setOrderPayment", json!({})),
        "ERROR_ORDER_ID"
    );
}

#[test]
fn long_text_is_cut_or_refused() {
    let mut world = demo();
    let long = json!({"order_id": 1001, "extra_field_1": "ż".repeat(60)});
    call(&mut world, "setOrderFields", &long);
    assert_eq!(world.order(1001).unwrap().extra_field_1.chars().count(), 50);
    world.set_unknowns(with(|u| u.long_text = LongText::Refused));
    let longer = json!({"order_id": 1001, "extra_field_1": "x".repeat(51), "extra_field_2": "y"});
    assert_eq!(
        call(&mut world, "setOrderFields", &longer)["error_code"],
        "ERROR_FIELD_LENGTH"
    );
    assert_eq!(
        world.order(1001).unwrap().extra_field_2,
        "",
        "nothing of a refused call is kept"
    );
}

#[test]
fn parameters_that_are_no_object_are_refused_only_where_they_are_not_empty() {
    let mut world = demo();
    let mut code = |text: Option<&str>| {
        let delivery = world.receive(&Call {
            token: Some("sandbox-token"),
            method: Some("getOrderStatusList"),
            parameters: text,
        });
        let Delivery::Answer(answer) = delivery else {
            panic!("no answer")
        };
        let answer: Value = serde_json::from_str(&answer.body).unwrap();
        answer["error_code"].as_str().unwrap_or("none").to_owned()
    };
    for good in [None, Some(""), Some("[]"), Some("{}")] {
        assert_eq!(code(good), "none");
    }
    assert_eq!(code(Some("{")), "ERROR_BAD_PARAMETERS");
}
