//! Products made, changed and deleted by the API.

use super::*;
use crate::sandbox::{
    Category, DanglingId, ImageAddress, Manufacturer, Orphans, Product, WarningText,
};

fn add(world: &mut World, fields: Value) -> Value {
    let mut parameters = json!({"inventory_id": 3101});
    if let (Value::Object(all), Value::Object(fields)) = (&mut parameters, fields) {
        all.extend(fields);
    }
    call(world, "addInventoryProduct", &parameters)
}

fn made(world: &mut World, fields: Value) -> u64 {
    let answer = add(world, fields);
    assert_eq!(answer["status"], "SUCCESS", "{answer}");
    answer["product_id"].as_u64().unwrap()
}

fn code(world: &mut World, fields: Value) -> Value {
    add(world, fields)["error_code"].clone()
}

fn data(world: &mut World, id: u64) -> Value {
    let parameters = json!({"inventory_id": 3101, "products": [id]});
    call(world, "getInventoryProductsData", &parameters)["products"][id.to_string()].clone()
}

#[test]
fn a_product_is_made_with_everything_that_is_sent() {
    let mut world = World::new(1, NOW);
    world.put_category(Category {
        category_id: 6,
        name: "Kubki".into(),
        ..Category::default()
    });
    world.put_manufacturer(Manufacturer {
        manufacturer_id: 7,
        name: "Fabryka".into(),
    });
    let answer = add(
        &mut world,
        json!({"sku": "KUB-301", "ean": "5900000000022", "asin": "B0", "tax_rate": -0.02, "weight": "0.405",
               "height": 10, "star": 9, "category_id": "6", "manufacturer_id": 7, "tags": ["nowe", "kuchnia"],
               "prices": {"4401": 44.9}, "stock": {"bl_8801": 7}, "locations": {"bl_8801": "A1"},
               "text_fields": {"name": "Kubek 301", "description": "<p>Opis</p>", "extra_field_201": "K1",
                               "features": {"Kolor": "Biały"}},
               "images": {"0": "url:https://img.example/1.jpg", "1": "url:https://img.example/2.jpg"},
               "links": {"shop_2334": {"product_id": 8, "variant_id": 0}},
               "variants": {"1": {"name": "ignored"}}, "nonsense": 1}),
    );
    assert_eq!(answer, json!({"status": "SUCCESS", "product_id": 560_001}));
    let product = data(&mut world, 560_001);
    for (key, wanted) in [
        ("sku", json!("KUB-301")),
        ("asin", json!("B0")),
        ("tax_rate", json!(-0.02)),
        ("weight", json!(0.41)),
        ("height", json!(10)),
        ("star", json!(5)),
        ("category_id", json!(6)),
        ("manufacturer_id", json!(7)),
        ("tags", json!(["nowe", "kuchnia"])),
        ("prices", json!({"4401": 44.9})),
        ("stock", json!({"bl_8801": 7, "bl_8802": 0, "shop_2334": 0})),
        (
            "locations",
            json!({"bl_8801": "A1", "bl_8802": "", "shop_2334": ""}),
        ),
        (
            "text_fields",
            json!({"name": "Kubek 301", "description": "<p>Opis</p>", "extra_field_201": "K1",
                   "features": {"Kolor": "Biały"}}),
        ),
        (
            "images",
            json!({"1": "https://img.example/1.jpg", "2": "https://img.example/2.jpg"}),
        ),
        (
            "links",
            json!({"shop_2334": {"product_id": "8", "variant_id": "0"}}),
        ),
        ("variants", Value::Null),
        ("is_bundle", json!(false)),
    ] {
        assert_eq!(product[key], wanted, "{key}");
    }
}

#[test]
fn the_same_sku_makes_another_product_and_no_rate_is_zero() {
    let mut world = World::new(1, NOW);
    let first = made(&mut world, json!({"sku": "A"}));
    let second = made(&mut world, json!({"sku": "A", "product_id": 0}));
    assert_ne!(first, second);
    assert_eq!(data(&mut world, second)["tax_rate"], 0);
}

#[test]
fn an_update_changes_what_is_sent_and_never_the_parent() {
    let mut world = demo();
    let before = world.product(560_001).unwrap().clone();
    let fields = json!({"product_id": "560001", "parent_id": 560_002, "ean": "", "tax_rate": 150, "weight": "much",
                        "text_fields": {"features": ["not", "a", "map"], "description": "nowy"}});
    assert_eq!(made(&mut world, fields), 560_001);
    let wanted = Product {
        ean: String::new(),
        description: "nowy".into(),
        ..before
    };
    assert_eq!(world.product(560_001), Some(&wanted));

    made(&mut world, json!({"product_id": 560_001, "tags": ["a"]}));
    made(&mut world, json!({"product_id": 560_001, "sku": "B"}));
    assert_eq!(world.product(560_001).unwrap().tags, ["a"]);
    made(&mut world, json!({"product_id": 560_001, "tags": []}));
    assert_eq!(world.product(560_001).unwrap().tags, [""; 0]);
}

#[test]
fn a_variant_stands_in_its_parent() {
    let mut world = World::new(1, NOW);
    let parent = made(&mut world, json!({"text_fields": {"name": "Koszulka"}}));
    let variant = made(
        &mut world,
        json!({"parent_id": parent, "sku": "S", "stock": {"bl_8801": 3}, "prices": {"4401": 79}}),
    );
    let shown = data(&mut world, parent);
    assert_eq!(shown["stock"]["bl_8801"], 3, "the sum of the variants");
    let inner = &shown["variants"][variant.to_string()];
    assert_eq!(
        (&inner["sku"], &inner["prices"]["4401"]),
        (&json!("S"), &json!(79))
    );
    assert_eq!(data(&mut world, variant)["parent_id"], parent);
    assert_eq!(
        code(&mut world, json!({"parent_id": variant})),
        "ERROR_PARENT_ID"
    );
    assert_eq!(code(&mut world, json!({"parent_id": 5})), "ERROR_PARENT_ID");
}

#[test]
fn a_product_that_is_gone_is_no_new_one() {
    let mut world = World::new(1, NOW);
    let id = made(&mut world, json!({}));
    let gone = json!({"product_id": id});
    assert_eq!(
        call(&mut world, "deleteInventoryProduct", &gone),
        json!({"status": "SUCCESS"})
    );
    let answer = add(&mut world, gone.clone());
    assert_eq!(answer["error_code"], "ERROR_PRODUCT_ID");
    let message = answer["error_message"].as_str().unwrap().to_lowercase();
    assert!(message.contains("no product with id"), "{message}");
    let again = call(&mut world, "deleteInventoryProduct", &gone);
    assert_eq!(again["error_code"], "ERROR_PRODUCT_ID");
    assert_eq!(world.products().count(), 0);
    assert_ne!(made(&mut world, json!({})), id, "ids are not given twice");
    let nowhere = json!({"inventory_id": 5, "product_id": id});
    assert_eq!(code(&mut world, nowhere), "ERROR_INVENTORY_ID");
}

#[test]
fn variants_of_a_deleted_product_go_or_stay() {
    let gone = json!({"product_id": 560_047});
    let mut world = demo();
    call(&mut world, "deleteInventoryProduct", &gone);
    assert_eq!(world.product(560_048), None);
    let mut world = demo();
    world.set_unknowns(with(|u| u.orphans = Orphans::TopLevel));
    call(&mut world, "deleteInventoryProduct", &gone);
    assert_eq!(world.product(560_048).unwrap().parent_id, 0);
}

#[test]
fn pictures_take_places_and_bad_ones_are_told() {
    let mut world = World::new(1, NOW);
    let answer = add(
        &mut world,
        json!({"images": {"0": "url:https://img.example/a.jpg", "2": "url:https://img.invalid/b.jpg",
                          "3": "url:https://img.example/c.jpg", "4": "https://img.example/d.jpg",
                          "5": format!("url:https://img.example/{}", "x".repeat(1000)), "16": "url:https://a.example/e"}}),
    );
    let id = answer["product_id"].as_u64().unwrap();
    assert_eq!(
        answer["warnings"]["images"],
        "Photo at 16: wrong format; Photo 3: could not be downloaded; Photo at 4: wrong format; Photo 6: too large"
    );
    let images = |world: &World| world.product(id).unwrap().images.clone();
    assert_eq!(
        images(&world),
        ["https://img.example/a.jpg", "https://img.example/c.jpg"],
        "gaps are closed"
    );
    made(
        &mut world,
        json!({"product_id": id, "images": {"0": "", "1": "data:QUJD"}}),
    );
    let left = images(&world);
    assert_eq!(left.len(), 1);
    assert!(left[0].starts_with("https://upload.example/"), "{left:?}");

    world.set_unknowns(with(|u| {
        u.image_address = ImageAddress::Copied;
        u.warning_text = WarningText::Polish;
    }));
    let answer = add(
        &mut world,
        json!({"product_id": id, "images": {"0": "url:https://img.example/a.jpg", "1": "url:ftp://a.example/b"}}),
    );
    assert_eq!(
        answer["warnings"]["images"],
        "Zdjęcie 2: nie udało się pobrać"
    );
    let copied = images(&world);
    assert!(
        copied[0].starts_with("https://upload.example/"),
        "{copied:?}"
    );
    assert_ne!(copied[0], left[0]);
}

#[test]
fn long_texts_are_cut_or_refused() {
    let mut world = World::new(1, NOW);
    let long = json!({"sku": "s".repeat(60), "ean": "1".repeat(40), "text_fields": {"name": "ż".repeat(201)}});
    let id = made(&mut world, long.clone());
    let product = world.product(id).unwrap();
    assert_eq!(
        (
            product.sku.len(),
            product.ean.len(),
            product.name.chars().count()
        ),
        (50, 32, 200)
    );
    world.set_unknowns(with(|u| u.long_text = LongText::Refused));
    assert_eq!(code(&mut world, long), "ERROR_FIELD_LENGTH");
    assert_eq!(world.products().count(), 1);
}

#[test]
fn what_a_catalogue_does_not_have_is_left_out_or_refused() {
    let mut world = World::new(1, NOW);
    let answer = add(
        &mut world,
        json!({"prices": {"4401": 1, "9": 2}, "stock": {"bl_1": 1, "shop_2334": 2}}),
    );
    assert_eq!(
        answer["warnings"],
        json!({"prices": "Price group 9 is not assigned to the catalog",
               "stock": "Warehouse bl_1 is not assigned to the catalog; Stock of warehouse shop_2334 cannot be changed"})
    );
    let nowhere = json!({"category_id": 5});
    assert_eq!(code(&mut world, nowhere.clone()), "ERROR_CATEGORY_ID");
    assert_eq!(
        code(&mut world, json!({"manufacturer_id": 5})),
        "ERROR_MANUFACTURER_ID"
    );
    world.set_unknowns(with(|u| u.dangling_id = DanglingId::Ignored));
    let id = made(&mut world, nowhere);
    assert_eq!(world.product(id).unwrap().category_id, 0);
}

#[test]
fn parts_belong_to_bundles_only() {
    let mut world = demo();
    let parts = json!({"bundle_products": {"560001": 2}});
    let id = made(&mut world, parts);
    assert!(world.product(id).unwrap().bundle_products.is_empty());
    let bundle = made(
        &mut world,
        json!({"is_bundle": true, "bundle_products": {"560001": 2}}),
    );
    assert_eq!(
        data(&mut world, bundle)["bundle_products"],
        json!({"560001": 2})
    );
}
