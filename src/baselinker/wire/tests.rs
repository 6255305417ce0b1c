use std::str::FromStr;

use proptest::prelude::*;

use super::*;

fn int(json: &str) -> Int {
    serde_json::from_str(json).expect("valid JSON")
}

fn decimal(json: &str) -> Decimal {
    serde_json::from_str(json).expect("valid JSON")
}

fn flag(json: &str) -> Flag {
    serde_json::from_str(json).expect("valid JSON")
}

fn text(json: &str) -> Text {
    serde_json::from_str(json).expect("valid JSON")
}

#[test]
fn integers_in_every_form() {
    for json in [
        "7",
        "\"7\"",
        "7.0",
        "\"7.00\"",
        "\" 7 \"",
        "7e0",
        "0.7e1",
        "\"\\u0037\"",
    ] {
        assert_eq!(int(json), Int::Known(7), "{json}");
    }
    assert_eq!(int("-1"), Int::Known(-1));
    assert_eq!(int("9223372036854775807"), Int::Known(i64::MAX));
    for json in ["null", "\"\"", "\" \""] {
        assert_eq!(int(json), Int::Absent, "{json}");
    }
    for json in [
        "7.5",
        "true",
        "\"seven\"",
        "9223372036854775808",
        "1e400",
        "[]",
        "{}",
        "\"+7\"",
        "\"0x7\"",
        "\"7 szt\"",
    ] {
        assert_eq!(int(json).odd(), Some(json), "{json}");
    }
}

#[test]
fn decimals_keep_every_digit() {
    let exact =
        |text: &str| Decimal::Known(rust_decimal::Decimal::from_str(text).expect("a decimal"));
    for (json, expected) in [
        ("39.99", "39.99"),
        ("\"39.99\"", "39.99"),
        ("79", "79"),
        ("0.1", "0.1"),
        ("416.625", "416.625"),
        ("-0.02", "-0.02"),
        ("1.5e2", "150"),
        ("\"1E-2\"", "0.01"),
        ("39.990000000000002", "39.990000000000002"),
        ("\"0.00\"", "0.00"),
    ] {
        assert_eq!(decimal(json), exact(expected), "{json}");
    }
    assert_eq!(decimal("\"\""), Decimal::Absent);
    for json in [
        "\"NaN\"",
        "1e400",
        "\"39,99\"",
        "\"inf\"",
        "true",
        "\"1_000\"",
        "\".5\"",
        "\"--1\"",
        "\"e\"",
    ] {
        assert_eq!(decimal(json).odd(), Some(json), "{json}");
    }
}

#[test]
fn flags_in_every_form() {
    for json in ["true", "1", "\"1\"", "\"true\"", "1.0"] {
        assert_eq!(flag(json), Flag::Known(true), "{json}");
    }
    for json in ["false", "0", "\"0\"", "\"\""] {
        assert_eq!(flag(json), Flag::Known(false), "{json}");
    }
    assert_eq!(flag("null"), Flag::Absent);
    assert_eq!(flag("2").odd(), Some("2"));
    assert_eq!(flag("\"yes\"").odd(), Some("\"yes\""));
}

#[test]
fn texts_in_every_form() {
    assert_eq!(
        text("\"Zażółć \\u0142\\/\\\"\""),
        Text::Known("Zażółć ł/\"".to_owned())
    );
    assert_eq!(text("560012"), Text::Known("560012".to_owned()));
    assert_eq!(text("null"), Text::Absent);
    assert_eq!(text("\"\""), Text::Absent);
    assert_eq!(text("\"\"").text(), "");
    for json in ["true", "{\"title\":\"x\"}", "\"\\ud800\""] {
        assert_eq!(text(json).odd(), Some(json), "{json}");
    }
}

#[test]
fn an_odd_value_is_quoted_in_part() {
    let json = format!("[{}]", vec!["\"ż\""; 100].join(","));
    let quoted = int(&json).odd().map(|text| text.chars().count());
    assert_eq!(quoted, Some(60));
    assert_eq!(int("[1]").checked(), Err("[1]"));
    assert_eq!(int("1").checked(), Ok(Some(&1)));
    assert_eq!(int("null").checked(), Ok(None));
}

#[test]
fn empty_lists_and_maps_in_every_form() {
    for json in ["[]", "{}", "\"\"", "null"] {
        assert!(
            serde_json::from_str::<List<Int>>(json)
                .expect("empty")
                .is_empty(),
            "{json}"
        );
        assert!(
            serde_json::from_str::<Map<Int>>(json)
                .expect("empty")
                .is_empty(),
            "{json}"
        );
    }
    for json in ["7", "\"x\"", "true", "\"[{\\\"cut\\\":\""] {
        assert!(serde_json::from_str::<List<Int>>(json).is_err(), "{json}");
        assert!(serde_json::from_str::<Map<Int>>(json).is_err(), "{json}");
    }
}

#[test]
fn php_arrays_turn_into_what_they_were() {
    let gaps: List<Int> = serde_json::from_str("{\"0\":1,\"2\":\"3\"}").expect("a list");
    assert_eq!(*gaps, [Int::Known(1), Int::Known(3)]);
    let dense: Map<Int> = serde_json::from_str("[5,6]").expect("a map");
    assert_eq!(dense.get("1"), Some(&Int::Known(6)));
    let twice: Map<Int> = serde_json::from_str("{\"a\":1,\"a\":2}").expect("a map");
    assert_eq!(twice.get("a"), Some(&Int::Known(2)));
}

record! {
    struct Sample {
        id: Int,
        name: Text,
    }
}

#[test]
fn a_record_takes_what_comes() {
    let sample: Sample =
        serde_json::from_str("{\"n\\u0061me\":1,\"new\":{\"deep\":[1]},\"id\":\"x\",\"id\":\"5\"}")
            .expect("a record");
    assert_eq!(
        sample,
        Sample {
            id: Int::Known(5),
            name: Text::Known("1".to_owned())
        }
    );
    assert_eq!(
        serde_json::from_str::<Sample>("{}").expect("a record"),
        Sample::default()
    );
    assert!(serde_json::from_str::<Sample>("[]").is_err());
}

fn json_value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,4})?",
        "\\PC{0,80}".prop_map(|text| serde_json::to_string(&text).expect("text")),
        "-?[0-9.eE+]{0,40}".prop_map(|text| serde_json::to_string(&text).expect("text")),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        proptest::collection::vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(",")))
    })
}

proptest! {
    /// No JSON value fails a field, and what is known reads back the same from its own text.
    #[test]
    fn a_field_never_fails(json in json_value()) {
        if let Int::Known(value) = int(&json) {
            prop_assert_eq!(int(&value.to_string()), Int::Known(value));
        }
        if let Decimal::Known(value) = decimal(&json) {
            prop_assert_eq!(decimal(&format!("\"{value}\"")), Decimal::Known(value));
        }
        flag(&json);
        text(&json);
    }
}
