use std::collections::BTreeMap;

use super::*;
use crate::net::{Outcome, TransportError};

fn dec(text: &str) -> rust_decimal::Decimal {
    text.parse().expect("a decimal")
}

/// One call that gets `body`, and how many calls it took.
fn once<T>(body: &str, work: impl FnOnce(&Account<'_>) -> T) -> T {
    with_account(|script| script.body(body), |account, _, _| work(account))
}

fn price() -> PricesByProduct {
    BTreeMap::from([(560_012, BTreeMap::from([(4401, dec("41.5"))]))])
}

fn pieces() -> StockByProduct {
    BTreeMap::from([(560_012, BTreeMap::from([("bl_8801".to_owned(), 20)]))])
}

fn refused(code: &str, work: impl FnOnce(&Account<'_>) -> Outcome<Added, ApiError>) -> ApiError {
    match once(&error(code, "There is no product with id 5"), work) {
        Outcome::NotApplied(error) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_new_product_travels_as_the_api_wants_it() {
    let product = NewProduct {
        parent_id: Some(560_020),
        stock: BTreeMap::from([("bl_8801".to_owned(), 7)]),
        values: ProductChange {
            sku: Some("KUB-301".into()),
            ean: Some(String::new()),
            tax_rate: Some(dec("-0.02")),
            weight: Some(dec("0.405")),
            category_id: Some(6),
            manufacturer_id: Some(0),
            tags: Some(Vec::new()),
            prices: BTreeMap::from([(4401, dec("44.90")), (4402, dec("10"))]),
            text_fields: TextChange {
                name: Some("Kubek \"301\"".into()),
                description: None,
                features: Some(BTreeMap::from([("Kolor".into(), "Biały".into())])),
                others: BTreeMap::from([("extra_field_201".into(), "K1".into())]),
            },
            images: BTreeMap::from([
                (0, Image::Url("https://img.example/1.jpg".into())),
                (1, Image::Base64("QUJD".into())),
                (2, Image::Remove),
            ]),
        },
    };
    assert_eq!(
        parameters(&product),
        "{\"parent_id\":560020,\"stock\":{\"bl_8801\":7},\"sku\":\"KUB-301\",\"ean\":\"\",\
         \"tax_rate\":-0.02,\"weight\":0.41,\"category_id\":6,\"manufacturer_id\":0,\"tags\":[],\
         \"prices\":{\"4401\":44.9,\"4402\":10},\"text_fields\":{\"name\":\"Kubek \\\"301\\\"\",\
         \"features\":{\"Kolor\":\"Biały\"},\"extra_field_201\":\"K1\"},\
         \"images\":{\"0\":\"url:https://img.example/1.jpg\",\"1\":\"data:QUJD\",\"2\":\"\"}}"
    );
}

#[test]
fn what_is_not_changed_is_not_sent() {
    assert_eq!(parameters(&NewProduct::default()), "{}");
    let change = ProductChange {
        text_fields: TextChange {
            name: Some("Kubek".into()),
            ..TextChange::default()
        },
        ..ProductChange::default()
    };
    assert_eq!(
        parameters(&change),
        "{\"text_fields\":{\"name\":\"Kubek\"}}"
    );
}

#[test]
fn a_made_product_tells_its_id_and_what_was_left_out() {
    let made = |warnings: &str| {
        let body = format!("{{\"status\":\"SUCCESS\",\"product_id\":\"560012\"{warnings}}}");
        let outcome = once(&body, |account| {
            account.add_inventory_product(3101, &NewProduct::default())
        });
        let added = outcome.applied().expect("made");
        assert_eq!(added.product_id, 560_012);
        added.warnings
    };
    for none in [
        "",
        ",\"warnings\":\"\"",
        ",\"warnings\":[]",
        ",\"warnings\":null",
    ] {
        assert_eq!(made(none), [], "{none}");
    }
    let photo = "Photo 3: could not be downloaded";
    let note = |about: &str, text: &str| vec![(about.to_owned(), text.to_owned())];
    assert_eq!(
        made(&format!(",\"warnings\":{{\"images\":\"{photo}\"}}")),
        note("images", photo)
    );
    assert_eq!(
        made(",\"warnings\":\"odd\""),
        note("", "\"odd\""),
        "the id is not lost for it"
    );
    assert_eq!(
        made(",\"warnings\":{\"images\":{\"3\":\"x\"}}"),
        note("images", "{\"3\":\"x\"}")
    );
}

#[test]
fn a_product_is_made_once_and_changed_again() {
    let lost = || TransportError::Broken("reset".to_owned());
    with_account(
        |script| {
            script
                .fails(lost())
                .fails(lost())
                .body("{\"status\":\"SUCCESS\",\"product_id\":5}")
                .fails(lost())
                .fails(lost())
        },
        |account, _, _| {
            let made = account.add_inventory_product(3101, &NewProduct::default());
            assert!(matches!(made, Outcome::InDoubt(_)), "{made:?}");
            let changed = account.update_inventory_product(3101, 5, &ProductChange::default());
            assert_eq!(changed.applied().map(|added| added.product_id), Some(5));
            let made = account.add_inventory_category(None, "Kubki", None);
            assert!(matches!(made, Outcome::InDoubt(_)), "{made:?}");
            let made = account.add_inventory_manufacturer("Fabryka");
            assert!(matches!(made, Outcome::InDoubt(_)), "{made:?}");
            assert_eq!(account.counts().calls, 5);
        },
    );
}

#[test]
fn a_product_that_is_gone_has_a_code_of_its_own() {
    let change = |account: &Account<'_>| {
        account.update_inventory_product(3101, 5, &ProductChange::default())
    };
    assert!(refused("ERROR_PRODUCT_ID", change).is_missing_product());
    assert!(!refused("ERROR_BAD_PARAMETERS", change).is_missing_product());
    let other = once("{\"status\":\"SUCCESS\",\"product_id\":6}", change);
    assert!(matches!(
        other,
        Outcome::InDoubt(ApiError::WrongShape { .. })
    ));
}

#[test]
fn a_batch_tells_which_products_were_refused() {
    let body = "{\"status\":\"SUCCESS\",\"counter\":\"2\",\"warnings\":{\"999999\":\"No product with given ID\"}}";
    let written = once(body, |account| account.update_prices(3101, &price()));
    let written = written.applied().expect("written");
    assert_eq!(written.counter, 2);
    let wanted = BTreeMap::from([(999_999, "No product with given ID".to_owned())]);
    assert_eq!(written.warnings, wanted);
    for none in ["\"\"", "[]", "{}", "null"] {
        let body = format!("{{\"status\":\"SUCCESS\",\"counter\":1,\"warnings\":{none}}}");
        let written = once(&body, |account| {
            account.update_stock(
                account.leave_to_update_stock().expect("leave"),
                3101,
                &pieces(),
            )
        });
        let written = written.applied().expect("written");
        assert_eq!((written.counter, written.warnings.len()), (1, 0), "{none}");
    }
}

#[test]
fn a_batch_whose_warnings_name_no_product_is_in_doubt() {
    for odd in [
        "\"counter\":1,\"warnings\":\"something\"",
        "\"counter\":1,\"warnings\":{\"bl_8801\":\"x\"}",
        "\"counter\":1,\"warnings\":[\"x\"]",
        "\"counter\":null,\"warnings\":[]",
        "\"warnings\":[]",
    ] {
        let body = format!("{{\"status\":\"SUCCESS\",{odd}}}");
        let written = once(&body, |account| {
            account.update_stock(
                account.leave_to_update_stock().expect("leave"),
                3101,
                &pieces(),
            )
        });
        assert!(
            matches!(written, Outcome::InDoubt(ApiError::WrongShape { .. })),
            "{odd}: {written:?}"
        );
    }
}

#[test]
fn a_lost_batch_of_prices_is_sent_again_and_one_of_stock_is_not() {
    let lost = || TransportError::Broken("reset".to_owned());
    with_account(
        |script| {
            script
                .fails(lost())
                .body("{\"status\":\"SUCCESS\",\"counter\":1,\"warnings\":\"\"}")
                .fails(lost())
        },
        |account, _, _| {
            assert!(account.update_prices(3101, &price()).applied().is_some());
            let stock = account.update_stock(
                account.leave_to_update_stock().expect("leave"),
                3101,
                &pieces(),
            );
            assert!(matches!(stock, Outcome::InDoubt(_)), "{stock:?}");
        },
    );
}

#[test]
fn categories_and_manufacturers_are_made_by_name() {
    let body = "{\"status\":\"SUCCESS\",\"category_id\":7}";
    let made = once(body, |account| {
        account.add_inventory_category(Some(3101), "Kubki", Some(5))
    });
    assert_eq!(made.applied(), Some(7));
    let body = "{\"status\":\"SUCCESS\",\"manufacturer_id\":\"8\"}";
    let made = once(body, |account| {
        account.add_inventory_manufacturer("Fabryka")
    });
    assert_eq!(made.applied(), Some(8));
    let made = once(
        "{\"status\":\"SUCCESS\",\"manufacturer_id\":0}",
        |account| account.add_inventory_manufacturer("Fabryka"),
    );
    assert!(matches!(made, Outcome::InDoubt(_)), "{made:?}");
}
