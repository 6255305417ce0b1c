use super::*;

const PRODUCTS_LIST: &str = include_str!("products_list.json");
const PRODUCTS_DATA: &str = include_str!("products_data.json");
const PRODUCTS_STOCK: &str = include_str!("products_stock.json");

fn pieces(stock: &wire::Lenient<wire::Map<wire::Int>>, warehouse: &str) -> Option<i64> {
    stock.known()?.get(warehouse)?.known().copied()
}

#[test]
fn the_samples_of_products_read_whole() {
    let filter = ProductsFilter::page(3101, 1);
    let listed = with_account(
        |script| {
            script
                .body(PRODUCTS_LIST)
                .body("{\"status\":\"SUCCESS\",\"products\":[]}")
        },
        |account, _, _| {
            let listed = account
                .get_inventory_products_list(&filter)
                .expect("products");
            assert_eq!(
                account
                    .get_inventory_products_list(&ProductsFilter::page(3101, 2))
                    .expect("none"),
                []
            );
            listed
        },
    );
    let (id, product) = &listed[0];
    let product = product.known().expect("read");
    assert_eq!(
        (*id, product.sku.text(), pieces(&product.stock, "bl_8801")),
        (560012, "KUB-300", Some(23))
    );

    let data = with_account(
        |script| script.body(PRODUCTS_DATA),
        |account, _, _| {
            account
                .get_inventory_products_data(3101, &[560020])
                .expect("data")
        },
    );
    let shirt = data[0].1.known().expect("read");
    let variants = shirt.variants.known().expect("variants");
    let large = variants
        .get("560022")
        .and_then(|variant| variant.prices.known())
        .and_then(|prices| prices.get("4401"));
    assert_eq!(
        large
            .and_then(|price| price.known())
            .map(ToString::to_string)
            .as_deref(),
        Some("89.00")
    );
    assert_eq!(
        shirt
            .text_fields
            .known()
            .and_then(|fields| fields.get("name"))
            .map(wire::Text::text),
        Some("Koszulka")
    );

    let stock = with_account(
        |script| script.body(PRODUCTS_STOCK),
        |account, _, _| {
            account
                .get_inventory_products_stock(3101, 1)
                .expect("stock")
        },
    );
    assert_eq!(
        pieces(&stock[0].1.known().expect("read").stock, "bl_8802"),
        Some(0)
    );
    let variants = stock[1]
        .1
        .known()
        .expect("read")
        .variants
        .known()
        .expect("variants");
    assert_eq!(
        variants
            .get("560022")
            .and_then(|stock| stock.get("bl_8801")),
        Some(&wire::Int::Known(2))
    );
}

#[test]
fn a_product_cut_into_a_text_holds_back_itself_alone() {
    let cut = "{\"status\":\"SUCCESS\",\"products\":{\"1\":\"{\\\"sku\\\":\\\"A\",\"2\":{\"stock\":\"{\\\"bl\",\"sku\":\"B\"}}}";
    let products = with_account(
        |script| script.body(cut),
        |account, _, _| account.get_inventory_products_stock(1, 1),
    );
    let products = products.expect("a page");
    assert!(products[0].1.odd().is_some());
    assert!(products[1].1.known().expect("read").stock.odd().is_some());
}

#[test]
fn products_are_asked_for_under_the_names_of_the_api() {
    assert_eq!(
        parameters(&ProductsFilter::page(3101, 2)),
        "{\"inventory_id\":3101,\"page\":2,\"filter_sort\":\"id ASC\",\"include_variants\":true}"
    );
}
