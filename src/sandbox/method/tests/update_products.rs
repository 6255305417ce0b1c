//! Prices and stock of many products, and how products are read.

use super::*;
use crate::sandbox::{
    BatchSize, Counter, DataIds, ForeignStock, NoVariants, Product, ProductSort, WarningText,
};

fn set_stock(world: &mut World, products: &Value) -> Value {
    let parameters = json!({"inventory_id": 3101, "products": products});
    call(world, "updateInventoryProductsStock", &parameters)
}

fn many(count: u64) -> World {
    let mut world = unlimited(World::new(1, NOW));
    for id in 1..=count {
        world.put_product(Product {
            id,
            ..Product::default()
        });
    }
    world
}

#[test]
fn stock_is_absolute_and_what_fails_is_told() {
    let mut world = demo();
    let sent = json!({"560001": {"bl_8801": 20}, "560048": {"bl_8801": "1", "bl_8802": -4},
                      "560002": {"bl_8801": 5, "bl_1": 3}, "999999": {"bl_8801": 1}});
    let wanted = json!({"status": "SUCCESS", "counter": 3, "warnings": {
        "560002": "Warehouse bl_1 is not assigned to the catalog", "999999": "No product with given ID"}});
    assert_eq!(set_stock(&mut world, &sent), wanted);
    let stock = |id, key| world.stock(id, key);
    assert_eq!(stock(560_001, "bl_8801"), Some(20));
    assert_eq!(stock(560_048, "bl_8801"), Some(1), "a variant");
    assert_eq!(stock(560_048, "bl_8802"), Some(-4));
    assert_eq!(stock(560_002, "bl_8801"), Some(5));
    assert_eq!(stock(560_002, "bl_1"), Some(0));
    world.set_unknowns(with(|u| u.warning_text = WarningText::Polish));
    let answer = set_stock(&mut world, &json!({"999999": {"bl_8801": 1}}));
    assert_eq!(answer["warnings"]["999999"], "Brak produktu o podanym ID");
}

#[test]
fn no_warnings_are_an_empty_text() {
    let mut world = demo();
    let answer = set_stock(&mut world, &json!({"560001": {"bl_8801": 20}}));
    assert_eq!(
        answer,
        json!({"status": "SUCCESS", "counter": 1, "warnings": ""})
    );
    assert_eq!(set_stock(&mut world, &json!({}))["counter"], 0);
    assert_eq!(
        call(&mut world, "updateInventoryProductsStock", &json!({}))["error_code"],
        "ERROR_INVENTORY_ID"
    );
}

#[test]
fn values_that_stay_count_or_not() {
    let mut world = demo();
    let sent = json!({"560001": {"bl_8801": 20}});
    set_stock(&mut world, &sent);
    assert_eq!(set_stock(&mut world, &sent)["counter"], 1);
    world.set_unknowns(with(|u| u.counter = Counter::Changed));
    assert_eq!(set_stock(&mut world, &sent)["counter"], 0);
    let more = json!({"560001": {"bl_8801": 21}});
    assert_eq!(set_stock(&mut world, &more)["counter"], 1);
}

#[test]
fn warehouses_of_shops_are_warned_of_or_ignored() {
    let mut world = demo();
    let sent = json!({"560001": {"shop_2334": 20}});
    let answer = set_stock(&mut world, &sent);
    assert_eq!(
        (&answer["counter"], answer["warnings"].is_object()),
        (&json!(0), true)
    );
    world.set_unknowns(with(|u| u.foreign_stock = ForeignStock::Ignored));
    assert_eq!(set_stock(&mut world, &sent)["warnings"], "");
    assert_eq!(world.stock(560_001, "shop_2334"), Some(0));
}

#[test]
fn more_than_1000_products_are_refused_or_cut() {
    let mut world = many(1001);
    let products: serde_json::Map<String, Value> = (1..=1001)
        .map(|id| (id.to_string(), json!({"bl_8801": 5})))
        .collect();
    let products = Value::Object(products);
    let answer = set_stock(&mut world, &products);
    assert_eq!(answer["error_code"], "ERROR_BAD_PARAMETERS");
    assert!(world.products().all(|product| product.stock.is_empty()));
    world.set_unknowns(with(|u| u.batch_size = BatchSize::Cut));
    assert_eq!(set_stock(&mut world, &products)["counter"], 1000);
    let written = world.products().filter(|product| !product.stock.is_empty());
    assert_eq!(written.count(), 1000);
}

#[test]
fn prices_are_set_by_group_and_read_back() {
    let mut world = demo();
    let sent = json!({"inventory_id": 3101, "products": {"560001": {"4401": 41.5}, "560048": {"4401": "88.00", "9": 1}}});
    let answer = call(&mut world, "updateInventoryProductsPrices", &sent);
    assert_eq!(answer["counter"], 2);
    assert_eq!(
        answer["warnings"],
        json!({"560048": "Price group 9 is not assigned to the catalog"})
    );
    let ask = json!({"inventory_id": 3101});
    let read = call(&mut world, "getInventoryProductsPrices", &ask);
    assert_eq!(
        read["products"]["560001"],
        json!({"product_id": 560_001, "prices": {"4401": 41.5}})
    );
    let shirt = &read["products"]["560047"];
    assert_eq!(shirt["variants"]["560048"], json!({"4401": 88}));
    assert_eq!(shirt["prices"], json!({"4401": 89}), "its own");
    assert_eq!(read["products"]["560044"]["prices"], json!([]));
    assert_eq!(read["products"].get("560048"), None, "no row of its own");
}

#[test]
fn prices_come_in_pages() {
    let mut world = many(1500);
    for (page, size) in [(1, 1000), (2, 500)] {
        let ask = json!({"inventory_id": 3101, "page": page});
        let answer = call(&mut world, "getInventoryProductsPrices", &ask);
        assert_eq!(answer["products"].as_object().unwrap().len(), size);
    }
    let ask = json!({"inventory_id": 3101, "page": 3});
    let answer = call(&mut world, "getInventoryProductsPrices", &ask);
    assert_eq!(answer["products"], json!([]));
}

#[test]
fn products_come_either_way_unless_asked() {
    let first = |world: &mut World, method: &str, ask: Value| {
        let answer = call(world, method, &ask);
        answer["products"].as_object().unwrap().contains_key("1")
    };
    let mut world = many(1001);
    let ask = json!({"inventory_id": 3101, "page": 1});
    let sorted = json!({"inventory_id": 3101, "page": 1, "filter_sort": "id ASC"});
    assert!(first(&mut world, "getInventoryProductsList", ask.clone()));
    world.set_unknowns(with(|u| u.product_sort = ProductSort::Descending));
    for method in [
        "getInventoryProductsList",
        "getInventoryProductsStock",
        "getInventoryProductsPrices",
    ] {
        assert!(!first(&mut world, method, ask.clone()), "{method}");
    }
    assert!(first(&mut world, "getInventoryProductsList", sorted));
}

#[test]
fn no_variants_are_absent_or_null() {
    let mut world = demo();
    let ask = json!({"inventory_id": 3101, "products": [560_001]});
    let methods = [
        "getInventoryProductsData",
        "getInventoryProductsStock",
        "getInventoryProductsPrices",
    ];
    for method in methods {
        let answer = call(&mut world, method, &ask);
        assert_eq!(answer["products"]["560001"].get("variants"), None);
    }
    world.set_unknowns(with(|u| u.no_variants = NoVariants::Null));
    for method in methods {
        let answer = call(&mut world, method, &ask);
        let variants = answer["products"]["560001"].get("variants").cloned();
        assert_eq!(variants, Some(Value::Null));
    }
}

#[test]
fn data_of_many_products_come_or_are_refused() {
    let mut world = many(201);
    let ask = |count: u64| json!({"inventory_id": 3101, "products": Vec::from_iter(1..=count)});
    let data = "getInventoryProductsData";
    let answer = call(&mut world, data, &ask(201));
    assert_eq!(answer["products"].as_object().unwrap().len(), 201);
    world.set_unknowns(with(|u| u.data_ids = DataIds::TwoHundred));
    let answer = call(&mut world, data, &ask(201));
    assert_eq!(answer["error_code"], "ERROR_BAD_PARAMETERS");
    assert_eq!(call(&mut world, data, &ask(200))["status"], "SUCCESS");
}
