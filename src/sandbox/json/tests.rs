//! Quirks change the text of an answer, never what it says.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde_json::Value;

use super::seventeen_digits;
use crate::sandbox::{Call, Delivery, World, scenario};

const NOW: i64 = 1_795_000_000;

/// What a value says, whatever its encoding; `None` for every way to say nothing or zero.
#[derive(Debug, PartialEq)]
enum Said {
    Number(Decimal),
    Text(String),
    List(Vec<Option<Said>>),
    Map(BTreeMap<String, Said>),
}

fn said(value: &Value) -> Option<Said> {
    let number = |text: &str| {
        let decimal: Decimal = text.parse().ok()?;
        Some(decimal.round_dp(4).normalize()).filter(|decimal| !decimal.is_zero())
    };
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::Bool(true) => Some(Said::Number(Decimal::ONE)),
        Value::Number(n) => number(&n.to_string()).map(Said::Number),
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => match text.parse::<Decimal>() {
            Ok(_) => number(text).map(Said::Number),
            Err(_) => Some(Said::Text(text.clone())),
        },
        Value::Array(list) if list.is_empty() => None,
        Value::Array(list) => Some(Said::List(list.iter().map(said).collect())),
        Value::Object(map) => {
            let known: BTreeMap<String, Said> = map
                .iter()
                .filter(|(key, _)| !key.starts_with("x_unknown_"))
                .filter_map(|(key, value)| Some((key.clone(), said(value)?)))
                .collect();
            (!known.is_empty()).then_some(Said::Map(known))
        }
    }
}

fn body(world: &mut World, method: &str, parameters: &str) -> String {
    let delivery = world.receive(&Call {
        token: Some("sandbox-token"),
        method: Some(method),
        parameters: Some(parameters),
    });
    let Delivery::Answer(answer) = delivery else {
        panic!("no answer")
    };
    answer.body
}

const CALLS: [(&str, &str); 8] = [
    (
        "getOrders",
        r#"{"get_unconfirmed_orders":1,"include_custom_extra_fields":1,"include_commissions":1,"include_connect_data":1}"#,
    ),
    ("getOrderStatusList", ""),
    ("getOrderSources", ""),
    ("getInventories", ""),
    ("getInventoryWarehouses", ""),
    ("getInventoryPriceGroups", ""),
    (
        "getInventoryProductsData",
        r#"{"inventory_id":3101,"products":[560001,560047,560048,560060]}"#,
    ),
    ("getInventoryProductsStock", r#"{"inventory_id":3101}"#),
];

#[test]
fn quirks_keep_every_value() {
    let mut plain = scenario("demo-shop", 1, NOW).unwrap();
    plain.limit = None;
    for seed in 0..40 {
        let mut quirky = plain.clone();
        quirky.quirks = Some(seed);
        for (method, parameters) in CALLS {
            let live = body(&mut plain, method, parameters);
            let odd = body(&mut quirky, method, parameters);
            let read = |text: &str| said(&serde_json::from_str(text).unwrap());
            assert_eq!(read(&live), read(&odd), "seed {seed}, {method}: {odd}");
        }
    }
}

#[test]
fn quirks_vary_by_call_and_repeat_by_seed() {
    let mut world = scenario("demo-shop", 1, NOW).unwrap();
    world.quirks = Some(7);
    let mut twin = world.clone();
    let texts: Vec<String> = (0..10)
        .map(|_| body(&mut world, "getOrders", "{}"))
        .collect();
    let again: Vec<String> = (0..10)
        .map(|_| body(&mut twin, "getOrders", "{}"))
        .collect();
    assert_eq!(texts, again);
    assert_eq!(texts.iter().collect::<BTreeSet<_>>().len(), 10);
}

#[test]
fn every_quirk_comes_up() {
    let mut world = scenario("demo-shop", 1, NOW).unwrap();
    world.limit = None;
    world.quirks = Some(3);
    let mut all = String::new();
    for _ in 0..30 {
        for (method, parameters) in CALLS {
            all.push_str(&body(&mut world, method, parameters).replace(": ", ":"));
        }
    }
    for sign in [
        r#""order_id":"1001""#,
        r#""date_add":""#,
        r#""price_brutto":39.990000000000002"#,
        r#""price_brutto":"39.9900""#,
        r#""price_brutto":"39.99""#,
        r#""confirmed":"1""#,
        r#""want_invoice":true"#,
        r#""want_invoice":0"#,
        r#""variant_id":"0""#,
        r#""bundle_id":"""#,
        r#""delivery_state":null"#,
        r#""custom_extra_fields":{}"#,
        r#""custom_extra_fields":"""#,
        r"\u017c",
        r"\/",
        "x_unknown_",
        r#""variants":null"#,
        r#""variants":[]"#,
        "\n ",
        r#""product_id":560001"#,
        r"\ud83c\udf75",
    ] {
        assert!(all.contains(sign), "never: {sign}");
    }
}

#[test]
fn long_floats_are_printed_as_php_does() {
    assert_eq!(seventeen_digits("39.99"), "39.990000000000002");
    assert_eq!(seventeen_digits("19.99"), "19.989999999999998");
    assert_eq!(seventeen_digits("0.5"), "0.5");
    assert_eq!(seventeen_digits("23"), "23");
    assert_eq!(seventeen_digits("-10.1"), "-10.1");
}
