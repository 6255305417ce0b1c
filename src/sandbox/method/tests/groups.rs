//! Categories and manufacturers.

use super::*;
use crate::sandbox::{Category, Manufacturer, NameSort, SharedCategories};

fn names(world: &mut World, method: &str, key: &str, parameters: &Value) -> Vec<String> {
    let answer = call(world, method, parameters);
    let rows = answer[key].as_array().unwrap();
    rows.iter()
        .map(|row| row["name"].as_str().unwrap().to_owned())
        .collect()
}

fn categories(world: &mut World, parameters: &Value) -> Vec<String> {
    names(world, "getInventoryCategories", "categories", parameters)
}

#[test]
fn categories_are_made_under_others_and_renamed() {
    let mut world = World::new(1, NOW);
    assert_eq!(
        call(&mut world, "getInventoryCategories", &json!({})),
        json!({"status": "SUCCESS", "categories": []})
    );
    let kitchen = json!({"inventory_id": 3101, "name": "Kuchnia", "parent_id": 0});
    let answer = call(&mut world, "addInventoryCategory", &kitchen);
    assert_eq!(answer, json!({"status": "SUCCESS", "category_id": 5}));
    let mugs = json!({"inventory_id": 3101, "name": "Kubki", "parent_id": "5"});
    assert_eq!(
        call(&mut world, "addInventoryCategory", &mugs)["category_id"],
        6
    );
    assert_eq!(
        call(&mut world, "addInventoryCategory", &mugs)["category_id"],
        7,
        "names are not unique"
    );
    let renamed = json!({"category_id": 7, "name": "Szklanki"});
    call(&mut world, "addInventoryCategory", &renamed);
    let read = call(
        &mut world,
        "getInventoryCategories",
        &json!({"inventory_id": 3101}),
    );
    assert_eq!(
        read["categories"],
        json!([{"category_id": 5, "name": "Kuchnia", "parent_id": 0},
               {"category_id": 6, "name": "Kubki", "parent_id": 5},
               {"category_id": 7, "name": "Szklanki", "parent_id": 5}])
    );
    for (wrong, code) in [
        (json!({"name": "A", "parent_id": 99}), "ERROR_PARENT_ID"),
        (json!({"name": "A", "category_id": 99}), "ERROR_CATEGORY_ID"),
        (
            json!({"name": "A", "inventory_id": 99}),
            "ERROR_INVENTORY_ID",
        ),
        (json!({"name": " "}), "ERROR_BAD_PARAMETERS"),
    ] {
        let answer = call(&mut world, "addInventoryCategory", &wrong);
        assert_eq!(answer["error_code"], code);
    }
}

#[test]
fn shared_categories_stand_among_those_of_a_catalogue_or_not() {
    let mut world = World::new(1, NOW);
    for (name, inventory_id) in [("Wspólna", 0), ("Własna", 3101), ("Cudza", 7)] {
        world.put_category(Category {
            name: name.into(),
            inventory_id,
            ..Category::default()
        });
    }
    let own = json!({"inventory_id": "3101"});
    assert_eq!(categories(&mut world, &json!({})), ["Wspólna"]);
    assert_eq!(categories(&mut world, &own), ["Wspólna", "Własna"]);
    world.set_unknowns(with(|u| u.shared_categories = SharedCategories::NotListed));
    assert_eq!(categories(&mut world, &own), ["Własna"]);
}

#[test]
fn manufacturers_come_whole_or_in_pages() {
    let mut world = unlimited(World::new(1, NOW));
    let made = call(
        &mut world,
        "addInventoryManufacturer",
        &json!({"name": "Fabryka"}),
    );
    assert_eq!(made, json!({"status": "SUCCESS", "manufacturer_id": 7}));
    let wrong = json!({"name": "A", "manufacturer_id": 99});
    let answer = call(&mut world, "addInventoryManufacturer", &wrong);
    assert_eq!(answer["error_code"], "ERROR_MANUFACTURER_ID");
    for number in 1..=1500 {
        world.put_manufacturer(Manufacturer {
            name: format!("{number:04}"),
            ..Manufacturer::default()
        });
    }
    let mut read = |parameters: Value| {
        let (method, key) = ("getInventoryManufacturers", "manufacturers");
        names(&mut world, method, key, &parameters).len()
    };
    assert_eq!(read(json!({})), 1501);
    assert_eq!(read(json!({"page": 1})), 1000);
    assert_eq!(read(json!({"page": "2"})), 501);
    assert_eq!(read(json!({"page": 3})), 0);
}

#[test]
fn names_are_cut_and_sorted_by_id_or_name() {
    let mut world = World::new(1, NOW);
    for name in ["B", "A"] {
        world.put_category(Category {
            name: name.into(),
            ..Category::default()
        });
    }
    assert_eq!(categories(&mut world, &json!({})), ["B", "A"]);
    world.set_unknowns(with(|u| u.name_sort = NameSort::ByName));
    assert_eq!(categories(&mut world, &json!({})), ["A", "B"]);
    let long = json!({"name": "x".repeat(201)});
    call(&mut world, "addInventoryCategory", &long);
    assert_eq!(world.category(7).unwrap().name.len(), 200);
    world.set_unknowns(with(|u| u.long_text = LongText::Refused));
    let answer = call(&mut world, "addInventoryManufacturer", &long);
    assert_eq!(answer["error_code"], "ERROR_FIELD_LENGTH");
}
