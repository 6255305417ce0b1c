//! Customers: what is required, checked and unique.

use serde_json::{Value, json};

use super::{Bench, but, customer, document};
use crate::sandbox::{
    DeleteUsed, EmptyText, Gus, LongField, NipSpelling, OmittedFields, ShortNameCase,
};

#[test]
fn full_name_short_name_and_locality_are_required() {
    let mut bench = Bench::new();
    for name in ["fullName", "shortName", "locality"] {
        for missing in [Value::Null, json!(""), json!("  ")] {
            let text = bench.refused("customers/add", &but(&customer("A"), name, missing));
            assert_eq!(text, format!("Pole {name} jest wymagane"));
        }
    }
    assert_eq!(bench.world.firmino.customers().count(), 0);
    bench.customer("A");
}

#[test]
fn a_short_name_is_given_once() {
    let mut bench = Bench::new();
    let first = bench.customer("Anna");
    let text = bench.refused("customers/add", &customer("Anna"));
    assert_eq!(text, "Kontrahent o nazwie skróconej Anna już istnieje");
    bench.customer("ANNA");
    let same = json!({"id": first, "phone": "600100200"});
    assert_eq!(bench.ok("customers/update", &same)["shortName"], "Anna");
    bench.refused(
        "customers/update",
        &json!({"id": first, "shortName": "ANNA"}),
    );

    let mut bench = Bench::with(|one| one.short_name_case = ShortNameCase::Folded);
    bench.customer("Anna");
    bench.refused("customers/add", &customer("ANNA"));
}

#[test]
fn a_short_name_that_is_cut_may_be_taken_by_then() {
    let long = |end: &str| customer(&format!("{}{end}", "x".repeat(25)));
    let mut bench = Bench::new();
    let text = bench.refused("customers/add", &long("1"));
    assert_eq!(text, "Pole shortName może mieć najwyżej 25 znaków");
    bench.change(|one| one.long_text = LongField::Cut);
    let kept = bench.ok("customers/add", &long("1"));
    assert_eq!(kept["shortName"], "x".repeat(25));
    bench.refused("customers/add", &long("2"));
}

#[test]
fn lengths_count_characters_of_every_field() {
    let mut bench = Bench::new();
    for (number, (name, longest)) in (0..).zip([
        ("fullName", 500),
        ("locality", 30),
        ("street", 120),
        ("houseNo", 10),
        ("flatNo", 10),
        ("postCode", 30),
        ("post", 100),
        ("phone", 50),
        ("email", 250),
        ("fax", 20),
        ("website", 100),
        ("note", 250),
    ]) {
        let with = |letters: usize| {
            but(
                &customer(&format!("K{number}")),
                name,
                json!("ż".repeat(letters)),
            )
        };
        bench.refused("customers/add", &with(longest + 1));
        assert_eq!(
            bench.ok("customers/add", &with(longest))[name],
            "ż".repeat(longest)
        );
    }
}

#[test]
fn numbers_of_poles_are_checked() {
    for (name, value, right) in [
        ("tin", "1234563218", true),
        ("tin", "1111111111", true),
        ("tin", "1234563219", false),
        ("tin", "123456321", false),
        ("tin", "abc", false),
        ("tin", "", true),
        ("regon", "123456785", true),
        ("regon", "123456786", false),
        ("regon", "12345678512347", true),
        ("regon", "12345678512348", false),
        ("bankAccount", "61 1090 1014 0000 0712 1981 2874", true),
        ("bankAccount", "PL61109010140000071219812874", true),
        ("bankAccount", "61 1090 1014 0000 0712 1981 2875", false),
        ("countryCode", "pl", false),
        ("countryCode", "PL", true),
    ] {
        let mut bench = Bench::new();
        let body = but(&customer("A"), name, json!(value));
        if right {
            bench.ok("customers/add", &body);
        } else {
            bench.refused("customers/add", &body);
        }
    }
}

#[test]
fn numbers_of_foreigners_are_not() {
    let mut bench = Bench::new();
    let mut german = customer("A");
    german["countryCode"] = json!("DE");
    german["tin"] = json!("DE136695976");
    german["bankAccount"] = json!("DE89370400440532013000");
    bench.ok("customers/add", &german);
    bench.refused("customers/add", &but(&german, "countryCode", json!("PL")));
}

#[test]
fn a_spelt_nip_is_taken_or_not() {
    for spelt in ["123-456-32-18", "PL1234563218", "PL 123 456 32 18"] {
        let body = but(&customer("A"), "tin", json!(spelt));
        let mut bench = Bench::new();
        assert_eq!(bench.ok("customers/add", &body)["tin"], spelt);
        let mut bench = Bench::with(|one| one.nip_spelling = NipSpelling::DigitsOnly);
        bench.refused("customers/add", &body);
    }
}

#[test]
fn an_update_keeps_or_clears_what_it_leaves_out() {
    let mut bench = Bench::new();
    let id = bench.add("customers", &but(&customer("A"), "phone", json!("600")));
    let renamed = json!({"id": id, "fullName": "Anna Nowa"});
    let kept = bench.ok("customers/update", &renamed);
    assert_eq!(
        (&kept["fullName"], &kept["phone"]),
        (&json!("Anna Nowa"), &json!("600"))
    );
    bench.change(|one| one.omitted_fields = OmittedFields::Reset);
    let text = bench.refused("customers/update", &renamed);
    assert_eq!(text, "Pole shortName jest wymagane");
    let whole = bench.ok("customers/update", &but(&customer("A"), "id", json!(id)));
    assert_eq!(whole["phone"], Value::Null);
    assert_eq!(bench.ok(&format!("customers/get/{id}"), &json!({})), whole);
}

#[test]
fn a_customer_of_a_document_is_deleted_or_not() {
    let mut bench = Bench::new();
    let (used, free) = (bench.customer("A"), bench.customer("B"));
    bench.add("order-documents", &document(used, &[]));
    bench.ok(&format!("customers/delete/{free}"), &json!({}));
    bench.refused(&format!("customers/delete/{used}"), &json!({}));
    bench.change(|one| one.delete_used = DeleteUsed::Deleted);
    bench.ok(&format!("customers/delete/{used}"), &json!({}));
    let text = bench.refused(&format!("customers/get/{used}"), &json!({}));
    assert_eq!(text, format!("Nie znaleziono: kontrahent {used}"));
    let next = bench.customer("A");
    assert!(next > free, "an id was given again");
}

#[test]
fn empty_texts_are_null_empty_or_absent() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    let mut phone = |how| {
        bench.change(|one| one.empty_text = how);
        bench
            .ok("customers/get", &json!({"id": id}))
            .get("phone")
            .cloned()
    };
    assert_eq!(phone(EmptyText::Null), Some(Value::Null));
    assert_eq!(phone(EmptyText::Empty), Some(json!("")));
    assert_eq!(phone(EmptyText::Absent), None);
}

#[test]
fn gus_is_down_or_answers_right_numbers() {
    let mut bench = Bench::new();
    let asked = json!({"tin": "1234563218"});
    assert_eq!(
        bench.refused("customers/gus", &asked),
        "Usługa GUS jest niedostępna"
    );
    bench.change(|one| one.gus = Gus::Answers);
    assert_eq!(bench.ok("customers/gus", &asked)["tin"], "1234563218");
    bench.refused("customers/gus", &json!({"tin": "1234563217"}));
    assert_eq!(bench.world.firmino.customers().count(), 0);
}
