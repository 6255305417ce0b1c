//! Kinds of values, surplus places, fields of other names, places of ids.

use serde_json::json;

use super::{Bench, but, customer, document};
use crate::sandbox::{Added, IdPlace, LooseTypes, Nothing, SurplusPlaces, UnknownField};

#[test]
fn a_number_passes_for_a_text_or_does_not() {
    let body = json!({"code": 4711, "name": "x", "vatRate": 23, "priceNet": 9.99, "quantity": 3});
    let mut bench = Bench::new();
    let added = bench.ok("articles/add", &body);
    assert_eq!(
        (&added["code"], &added["priceNet"], &added["quantity"]),
        (&json!("4711"), &json!("9.99"), &json!("3.0000"))
    );
    let mut bench = Bench::with(|one| one.loose_types = LooseTypes::Refused);
    let text = bench.refused("articles/add", &body);
    assert_eq!(text, "Nieprawidłowa wartość pola code");
}

#[test]
fn values_of_another_kind_are_refused() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    let good = document(id, &[(None, "1.00", "1")]);
    for (name, value) in [
        ("documentDate", json!("18.11.2026")),
        ("documentDate", json!(20_261_118)),
        ("customer", json!(7)),
        ("items", json!({})),
        ("items", json!(["x"])),
        ("priceType", json!("brutto")),
        ("ordinalNumber", json!(-1)),
        ("salePlace", json!(["x"])),
        ("payment", json!({"method": "bitcoin"})),
        ("payment", json!({"method": "Przelew"})),
        ("currency", json!({"code": "XYZ"})),
    ] {
        bench.refused("sale-documents/add", &but(&good, name, value));
    }
    bench.ok("sale-documents/add", &good);
}

#[test]
fn surplus_places_are_refused_or_rounded_half_up() {
    let body = json!({"code": "A", "name": "x", "priceNet": "1.005", "quantity": "1.00005"});
    let mut bench = Bench::new();
    let text = bench.refused("articles/add", &body);
    assert_eq!(
        text,
        "Pole priceNet może mieć najwyżej 2 miejsc po przecinku"
    );
    let mut bench = Bench::with(|one| one.surplus_places = SurplusPlaces::Rounded);
    let added = bench.ok("articles/add", &body);
    assert_eq!(
        (&added["priceNet"], &added["quantity"]),
        (&json!("1.01"), &json!("1.0001"))
    );
    bench.ok(
        "articles/add",
        &json!({"code": "B", "name": "x", "priceNet": "1.500"}),
    );
}

#[test]
fn fields_of_other_names_are_ignored_or_refused() {
    let calls = |id: u64| {
        let good = document(id, &[(None, "1.00", "1")]);
        let mut line = good.clone();
        line["items"][0]["ean"] = json!("590");
        [
            (
                "customers/add",
                but(&customer("B"), "isCompany", json!(true)),
            ),
            (
                "articles/add",
                json!({"code": "A", "name": "x", "ean": "590"}),
            ),
            ("sale-documents/add", but(&good, "colour", json!("red"))),
            (
                "order-documents/add",
                but(&good, "documentType", json!("fas")),
            ),
            ("sale-documents/add", line),
            ("articles/find", json!({"limit": 5})),
        ]
    };
    let mut bench = Bench::new();
    let id = bench.customer("A");
    for (path, body) in calls(id) {
        bench.ok(path, &body);
    }
    let mut bench = Bench::with(|one| one.unknown_field = UnknownField::Refused);
    let id = bench.customer("A");
    for (path, body) in calls(id) {
        let text = bench.refused(path, &body);
        assert!(text.starts_with("Nieznane pole: "), "{path}: {text}");
    }
}

#[test]
fn an_id_stands_in_the_path_or_in_the_body() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    let in_path = format!("customers/get/{id}");
    let in_body = json!({"id": id});
    let wrong = bench.refused("customers/get", &json!({}));
    assert_eq!(wrong, "Pole id jest wymagane");
    bench.ok(&in_path, &json!({}));
    bench.ok("customers/get", &in_body);
    bench.change(|one| one.id_place = IdPlace::Path);
    bench.ok(&in_path, &json!({}));
    bench.refused("customers/get", &in_body);
    bench.change(|one| one.id_place = IdPlace::Body);
    bench.refused(&in_path, &json!({}));
    bench.ok("customers/get", &in_body);
    bench.refused("customers/get/7x", &json!({}));
}

#[test]
fn a_payoff_is_told_by_the_path_and_an_update_by_the_body() {
    let mut bench = Bench::new();
    let customer = bench.customer("A");
    let id = bench.add(
        "sale-documents",
        &document(customer, &[(None, "1.00", "1")]),
    );
    bench.refused("sale-documents/payoff", &json!({"id": id}));
    bench.ok(&format!("sale-documents/payoff/{id}"), &json!({}));
    bench.refused(
        &format!("customers/update/{customer}"),
        &json!({"phone": "1"}),
    );
    bench.ok("customers/update", &json!({"id": customer, "phone": "1"}));
}

#[test]
fn what_was_written_is_answered_whole_or_by_its_id() {
    let mut bench = Bench::with(|one| {
        one.added = Added::Id;
        one.nothing = Nothing::Null;
    });
    let added = bench.ok("customers/add", &customer("A"));
    assert_eq!(added, json!({"id": added["id"]}));
    let id = added["id"].clone();
    let deleted = bench.ok("customers/delete", &json!({"id": id}));
    assert_eq!(deleted, json!(null));
    bench.change(|one| one.nothing = Nothing::Object);
    let id = bench.customer("B");
    assert_eq!(bench.ok("customers/delete", &json!({"id": id})), json!({}));
}
