//! What a person does with single orders.

mod asked;
mod edit;
mod golden;
mod mended;
mod set_aside;
mod take_back;
mod texts;
mod why;

use serde_json::Value;

use crate::shop::Desk;

/// Codes of the reasons of an order.
fn reasons(desk: &Desk, id: u64) -> Vec<String> {
    let order = desk.order(id);
    let reasons = order["reasons"].as_array().expect("a list");
    let codes = reasons.iter().map(|reason| reason["code"].as_str());
    codes.map(|code| code.expect("a code").to_owned()).collect()
}

/// BaseLinker's ids of the documented orders.
fn documented(desk: &Desk) -> Vec<i64> {
    desk.documents().iter().map(|row| row.1).collect()
}

/// A text in JSON, by JSON pointer.
fn text(json: &Value, pointer: &str) -> String {
    let value = json.pointer(pointer).and_then(Value::as_str);
    value
        .unwrap_or_else(|| panic!("no text at {pointer}: {json}"))
        .to_owned()
}
