//! Articles: what is required, and what becomes of prices, codes and stock.

use serde_json::{Value, json};

use super::{Bench, but, document};
use crate::sandbox::{Decimals, DeleteUsed, OmittedFields, OtherPrice, QuantityUpdate, SameCode};

fn mug() -> Value {
    json!({"code": "KUB-300", "name": "Kubek 300 ml"})
}

#[test]
fn an_article_gets_the_documented_defaults() {
    let mut bench = Bench::new();
    let added = bench.ok("articles/add", &mug());
    assert_eq!(
        added,
        json!({"id": added["id"], "code": "KUB-300", "name": "Kubek 300 ml", "type": "good", "unit": "szt",
            "vatRate": "23", "classCode": null, "priceNet": "0.00", "priceGross": "0.00", "quantity": "0.0000",
            "note": null})
    );
}

#[test]
fn code_and_name_are_required_and_kept_short() {
    let mut bench = Bench::new();
    for (name, longest) in [("code", 40), ("name", 512)] {
        bench.refused("articles/add", &but(&mug(), name, Value::Null));
        bench.refused("articles/add", &but(&mug(), name, json!(" ")));
        let long = json!("x".repeat(longest + 1));
        bench.refused("articles/add", &but(&mug(), name, long));
    }
    bench.ok("articles/add", &but(&mug(), "code", json!("x".repeat(40))));
}

#[test]
fn only_rates_and_types_of_the_list_are_taken() {
    let mut bench = Bench::new();
    for (number, rate) in ["23", "8", "7", "5", "0", "zw", "np", "oo", "npue", "0pp"]
        .iter()
        .enumerate()
    {
        let body = json!({"code": number.to_string(), "name": "x", "vatRate": rate});
        assert_eq!(bench.ok("articles/add", &body)["vatRate"], *rate);
    }
    for wrong in ["22", "23.0", "19", "ZW", ""] {
        bench.refused("articles/add", &but(&mug(), "vatRate", json!(wrong)));
    }
    bench.refused("articles/add", &but(&mug(), "type", json!("bundle")));
    bench.refused("articles/add", &but(&mug(), "priceGross", json!("-1.00")));
}

#[test]
fn a_code_is_given_once_or_again() {
    let mut bench = Bench::new();
    bench.ok("articles/add", &mug());
    let text = bench.refused("articles/add", &mug());
    assert_eq!(text, "Towar o kodzie KUB-300 już istnieje");
    bench.ok("articles/add", &but(&mug(), "code", json!("kub-300")));
    bench.change(|one| one.same_code = SameCode::Accepted);
    bench.ok("articles/add", &mug());
    assert_eq!(bench.world.firmino.articles().count(), 3);
}

#[test]
fn the_other_price_is_left_or_reckoned() {
    let mut bench = Bench::new();
    let gross = but(&mug(), "priceGross", json!("49.99"));
    assert_eq!(bench.ok("articles/add", &gross)["priceNet"], "0.00");
    let mut bench = Bench::with(|one| one.other_price = OtherPrice::Reckoned);
    let added = bench.ok("articles/add", &gross);
    assert_eq!(added["priceNet"], "40.64");
    let net = json!({"id": added["id"], "priceNet": "10.00"});
    assert_eq!(bench.ok("articles/update", &net)["priceGross"], "12.30");
}

#[test]
fn an_update_sets_the_stock_or_does_not() {
    let mut bench = Bench::new();
    let id = bench.article("A", "7");
    let update = json!({"id": id, "quantity": "12.5"});
    assert_eq!(bench.ok("articles/update", &update)["quantity"], "12.5000");
    bench.change(|one| one.quantity_update = QuantityUpdate::Ignored);
    let update = json!({"id": id, "quantity": "3", "note": "x"});
    let kept = bench.ok("articles/update", &update);
    assert_eq!(
        (&kept["quantity"], &kept["note"]),
        (&json!("12.5000"), &json!("x"))
    );
    assert_eq!(bench.quantity("A"), "12.5");
}

#[test]
fn an_update_that_resets_empties_the_stock() {
    let mut bench = Bench::with(|one| one.omitted_fields = OmittedFields::Reset);
    let id = bench.article("A", "7");
    bench.refused("articles/update", &json!({"id": id, "note": "x"}));
    bench.ok(
        "articles/update",
        &json!({"id": id, "code": "A", "name": "x"}),
    );
    assert_eq!(bench.quantity("A"), "0");
}

#[test]
fn decimals_are_texts_or_numbers() {
    let mut bench = Bench::new();
    let id = bench.article("A", "7");
    bench.change(|one| one.decimals = Decimals::Numbers);
    let got = bench.ok("articles/get", &json!({"id": id}));
    assert_eq!(got["priceGross"].to_string(), "12.3");
    assert_eq!(got["quantity"].to_string(), "7");
}

#[test]
fn an_article_of_a_document_is_deleted_or_not() {
    let mut bench = Bench::new();
    let customer = bench.customer("A");
    let (used, free) = (bench.article("A", "1"), bench.article("B", "1"));
    let order = document(customer, &[(Some(used), "1.00", "1")]);
    bench.add("order-documents", &order);
    bench.ok(&format!("articles/delete/{free}"), &json!({}));
    bench.refused(&format!("articles/delete/{used}"), &json!({}));
    bench.change(|one| one.delete_used = DeleteUsed::Deleted);
    bench.ok(&format!("articles/delete/{used}"), &json!({}));
    assert_eq!(bench.world.firmino.articles().count(), 0);
}

#[test]
fn there_is_no_date_of_change() {
    let mut bench = Bench::new();
    let id = bench.article("A", "1");
    let got = bench.ok("articles/get", &json!({"id": id}));
    assert_eq!(got.get("modified"), None);
}
