use super::*;

#[test]
fn the_samples_of_categories_and_manufacturers_read_whole() {
    let body = "{\"status\":\"SUCCESS\",\"categories\":[{\"category_id\":5,\"name\":\"Kuchnia\",\"parent_id\":0},\
                {\"category_id\":\"6\",\"name\":\"Kubki\",\"parent_id\":\"5\"}]}";
    let categories = with_account(
        |script| script.body(body).body("{\"status\":\"SUCCESS\"}"),
        |account, _, _| {
            let categories = account.get_inventory_categories(Some(3101));
            let none = account.get_inventory_categories(None);
            assert!(
                matches!(none, Err(ApiError::WrongShape { .. })),
                "no key is no empty list"
            );
            categories.expect("categories")
        },
    );
    let read: Vec<_> = categories
        .iter()
        .map(|category| (category.id, category.name.text(), category.parent))
        .collect();
    assert_eq!(read, [(5, "Kuchnia", None), (6, "Kubki", Some(5))]);

    let body =
        "{\"status\":\"SUCCESS\",\"manufacturers\":[{\"manufacturer_id\":7,\"name\":\"Fabryka\"}]}";
    let manufacturers = with_account(
        |script| script.body(body),
        |account, _, _| account.get_inventory_manufacturers(1),
    );
    let manufacturers = manufacturers.expect("manufacturers");
    assert_eq!(
        (manufacturers[0].id, manufacturers[0].name.text()),
        (7, "Fabryka")
    );
}

#[test]
fn a_category_without_a_readable_parent_fails_the_list() {
    let body =
        "{\"status\":\"SUCCESS\",\"categories\":[{\"category_id\":5,\"parent_id\":\"root\"}]}";
    let categories = with_account(
        |script| script.body(body),
        |account, _, _| account.get_inventory_categories(None),
    );
    let error = categories.expect_err("no parent").to_string();
    assert!(
        error.contains("row 5 of `categories` has no readable `parent_id`"),
        "{error}"
    );
}

#[test]
fn prices_of_variants_stand_within_their_parent() {
    let body = "{\"status\":\"SUCCESS\",\"products\":{\"560012\":{\"product_id\":560012,\"prices\":{\"4401\":39.99},\
                \"variants\":null},\"560020\":{\"product_id\":560020,\"prices\":{\"4401\":79},\"variants\":\
                {\"560021\":{\"4401\":79},\"560022\":{\"4401\":\"89.00\"}}}}}";
    let products = with_account(
        |script| script.body(body),
        |account, _, _| account.get_inventory_products_prices(3101, 1),
    );
    let products = products.expect("prices");
    let price = |prices: &wire::Map<wire::Decimal>| {
        let price = prices.get("4401").and_then(wire::Decimal::known);
        price.map(ToString::to_string)
    };
    let mug = products[0].1.known().expect("read");
    assert_eq!(mug.prices.known().and_then(price).as_deref(), Some("39.99"));
    assert_eq!(mug.variants, wire::Lenient::Absent);
    let shirt = products[1].1.known().expect("read");
    let large = shirt.variants.known().and_then(|all| all.get("560022"));
    assert_eq!(large.and_then(price).as_deref(), Some("89.00"));
}

#[test]
fn data_tell_texts_features_tags_pictures_and_links() {
    let body = "{\"status\":\"SUCCESS\",\"products\":{\"1\":{\"text_fields\":{\"name\":\"Kubek\",\"features\":{\"Kolor\":\
                \"Biały\",\"Rok\":2026},\"extra_field_201\":7},\"tags\":[\"nowe\",\"kuchnia\"],\"images\":{\"10\":\"c\",\
                \"0\":\"a\",\"2\":\"b\",\"3\":\"\"},\"links\":{\"shop_23\":{\"product_id\":8,\"variant_id\":\"0\"}}},\
                \"2\":{\"text_fields\":{\"features\":[]},\"tags\":\"\",\"images\":[],\"links\":{}},\
                \"3\":{\"text_fields\":\"{\\\"name\"}}}";
    let products = with_account(
        |script| script.body(body),
        |account, _, _| account.get_inventory_products_data(3101, &[1, 2, 3]),
    );
    let products = products.expect("data");
    let [full, empty, cut] = [0, 1, 2].map(|at| products[at].1.known().expect("read"));
    let texts = full.text_fields.known().expect("texts");
    assert_eq!(texts.get("name").map(wire::Text::text), Some("Kubek"));
    assert_eq!(
        texts.get("extra_field_201").map(wire::Text::text),
        Some("7")
    );
    assert_eq!(texts.get("features"), None, "it is no text");
    let features = texts.features.known().expect("features");
    assert_eq!(features.get("Rok").map(wire::Text::text), Some("2026"));
    let tags = full.tags.known().expect("tags");
    assert_eq!(
        tags.iter().map(wire::Text::text).collect::<Vec<_>>(),
        ["nowe", "kuchnia"]
    );
    assert_eq!(full.pictures(), ["a", "b", "c"]);
    let link = full.links.known().and_then(|links| links.get("shop_23"));
    assert_eq!(link.map(|link| link.product_id.text()), Some("8"));

    let texts = empty.text_fields.known().expect("texts");
    assert_eq!(texts.features.known().map(|map| map.len()), Some(0));
    assert_eq!(empty.tags.known().map(|tags| tags.len()), Some(0));
    assert_eq!(empty.pictures(), [""; 0]);
    assert!(cut.text_fields.odd().is_some());
}
