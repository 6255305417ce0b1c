//! `find`.

use serde_json::{Value, json};

use super::{Bench, but, customer, document};
use crate::sandbox::{
    DefaultSize, DocumentFilters, FindSort, FirminoBulk, FoundDocuments, Paging, SizeCap,
    TextFields, UnknownFilter,
};

fn values(found: &Value, field: &str) -> Vec<String> {
    let list = found["list"].as_array().unwrap();
    list.iter()
        .map(|row| row[field].as_str().unwrap().to_owned())
        .collect()
}

fn count(bench: &mut Bench, path: &str, body: &Value) -> usize {
    bench.ok(path, body)["list"].as_array().unwrap().len()
}

fn cards(bench: &mut Bench) {
    for (code, name) in [("B-1", "Żółty kubek"), ("A-1", "talerz"), ("C-1", "Kubek")] {
        bench.add(
            "articles",
            &json!({"code": code, "name": name, "quantity": code.len()}),
        );
    }
}

#[test]
fn text_is_looked_for_without_regard_to_letters_of_what_size() {
    let mut bench = Bench::new();
    cards(&mut bench);
    let found = bench.ok("articles/find", &json!({"text": "ŻÓŁTY K"}));
    assert_eq!(values(&found, "code"), ["B-1"]);
    let found = bench.ok("articles/find", &json!({"text": "kubek"}));
    assert_eq!(values(&found, "code"), ["B-1", "C-1"]);
    assert_eq!(
        count(&mut bench, "articles/find", &json!({"text": "a-1"})),
        1
    );
    bench.change(|one| one.text_fields = TextFields::Names);
    assert_eq!(
        count(&mut bench, "articles/find", &json!({"text": "a-1"})),
        0
    );
}

#[test]
fn customers_are_found_by_names_nip_and_e_mail() {
    let mut bench = Bench::new();
    let mut anna = customer("WC-1001");
    anna["tin"] = json!("1234563218");
    anna["email"] = json!("anna@example.com");
    bench.add("customers", &anna);
    for text in ["próbna", "wc-10", "123456", "@example"] {
        assert_eq!(
            count(&mut bench, "customers/find", &json!({"text": text})),
            1,
            "{text}"
        );
    }
    assert_eq!(
        count(&mut bench, "customers/find", &json!({"text": "łódź"})),
        0
    );
    bench.change(|one| one.text_fields = TextFields::Names);
    assert_eq!(
        count(&mut bench, "customers/find", &json!({"text": "@example"})),
        0
    );
    assert_eq!(
        count(&mut bench, "customers/find", &json!({"text": "wc-10"})),
        1
    );
}

#[test]
fn documents_are_found_by_name_and_notes() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    bench.add(
        "order-documents",
        &but(&document(id, &[]), "notes", json!("BL 1001")),
    );
    bench.add(
        "sale-documents",
        &but(&document(id, &[]), "printNotes", json!("BL 1001")),
    );
    for path in ["order-documents/find", "sale-documents/find"] {
        assert_eq!(count(&mut bench, path, &json!({"text": "bl 1001"})), 1);
        assert_eq!(count(&mut bench, path, &json!({"text": "1/11/2026"})), 1);
        assert_eq!(count(&mut bench, path, &json!({"text": "BL 1002"})), 0);
    }
}

#[test]
fn rows_come_in_the_order_asked_for() {
    let mut bench = Bench::new();
    cards(&mut bench);
    let mut codes = |body: Value| values(&bench.ok("articles/find", &body), "code");
    assert_eq!(codes(json!({})), ["B-1", "A-1", "C-1"]);
    assert_eq!(codes(json!({"sortField": "code"})), ["A-1", "B-1", "C-1"]);
    assert_eq!(
        codes(json!({"sortField": "code", "sortOrder": "desc"})),
        ["C-1", "B-1", "A-1"]
    );
    assert_eq!(
        codes(json!({"sortField": "id", "sortOrder": "desc"})),
        ["C-1", "A-1", "B-1"]
    );
    assert_eq!(codes(json!({"sortField": "name"})), ["C-1", "A-1", "B-1"]);
    bench.change(|one| one.find_sort = FindSort::NewestFirst);
    let found = bench.ok("articles/find", &json!({}));
    assert_eq!(values(&found, "code"), ["C-1", "A-1", "B-1"]);
    bench.refused(
        "articles/find",
        &json!({"sortField": "code", "sortOrder": "down"}),
    );
}

#[test]
fn filters_and_sort_fields_that_there_are_not() {
    let mut bench = Bench::new();
    cards(&mut bench);
    bench.add(
        "articles",
        &json!({"code": "S", "name": "x", "type": "service"}),
    );
    let filter = |name: &str, value: &str| json!({"filters": [{"name": name, "value": value}]});
    assert_eq!(
        count(&mut bench, "articles/find", &filter("type", "service")),
        1
    );
    assert_eq!(count(&mut bench, "articles/find", &filter("code", "S")), 4);
    assert_eq!(
        count(
            &mut bench,
            "articles/find",
            &json!({"sortField": "modified"})
        ),
        4
    );
    bench.change(|one| one.unknown_filter = UnknownFilter::Refused);
    bench.refused("articles/find", &filter("code", "S"));
    bench.refused("articles/find", &json!({"sortField": "modified"}));
    bench.refused("articles/find", &json!({"filters": [{"value": "S"}]}));
    bench.customer("A");
    assert_eq!(
        count(&mut bench, "customers/find", &filter("countryCode", "DE")),
        0
    );
    assert_eq!(
        count(&mut bench, "customers/find", &filter("countryCode", "PL")),
        1
    );
}

#[test]
fn documents_have_filters_of_dates_or_none() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    for day in ["2025-12-31", "2026-11-01", "2026-11-18"] {
        bench.add(
            "sale-documents",
            &but(&document(id, &[]), "documentDate", json!(day)),
        );
    }
    let filters = json!({"filters": [{"name": "fromDate", "value": "2026-11-01"}, {"name": "toDate", "value": "2026-11-17"}]});
    assert_eq!(count(&mut bench, "sale-documents/find", &filters), 3);
    bench.change(|one| one.document_filters = DocumentFilters::Dates);
    assert_eq!(count(&mut bench, "sale-documents/find", &filters), 1);
    let year = json!({"filters": [{"name": "year", "value": "2025"}]});
    assert_eq!(count(&mut bench, "sale-documents/find", &year), 1);
}

#[test]
fn rows_of_documents_are_whole_or_short() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    let added = bench.add("sale-documents", &document(id, &[(None, "1.00", "1")]));
    let whole = bench.ok("sale-documents/get", &json!({"id": added}));
    assert_eq!(
        bench.ok("sale-documents/find", &json!({}))["list"][0],
        whole
    );
    bench.change(|one| one.found_documents = FoundDocuments::Short);
    let row = bench.ok("sale-documents/find", &json!({}))["list"][0].clone();
    assert_eq!((row.get("items"), &row["id"]), (None, &json!(added)));
}

fn filled() -> Bench {
    let mut bench = Bench::new();
    bench.world.firmino.generate(FirminoBulk {
        articles: 2500,
        customers: 3,
    });
    bench
}

#[test]
fn a_find_has_a_size_of_its_own_and_a_cap() {
    let mut bench = filled();
    let find = |bench: &mut Bench, body: Value| count(bench, "articles/find", &body);
    for (size, rows) in [
        (DefaultSize::Twenty, 20),
        (DefaultSize::Fifty, 50),
        (DefaultSize::All, 2500),
    ] {
        bench.change(|one| one.default_size = size);
        assert_eq!(find(&mut bench, json!({})), rows);
        assert_eq!(find(&mut bench, json!({"size": 0})), rows);
    }
    for (cap, rows) in [
        (SizeCap::None, 2400),
        (SizeCap::Hundred, 100),
        (SizeCap::Thousand, 1000),
    ] {
        bench.change(|one| one.size_cap = cap);
        assert_eq!(find(&mut bench, json!({"size": 2400})), rows);
        assert_eq!(find(&mut bench, json!({"size": "7"})), 7);
    }
    bench.refused("articles/find", &json!({"size": "many"}));
}

#[test]
fn the_rows_after_the_first_ones() {
    let mut bench = filled();
    let mut first_code = |paging: Paging, body: Value| {
        bench.change(|one| one.paging = paging);
        values(&bench.ok("articles/find", &body), "code")
            .first()
            .cloned()
    };
    let code = |text: &str| Some(text.to_owned());
    let second = |key: &str, value: u64| json!({"size": 10, key: value});
    assert_eq!(
        first_code(Paging::None, second("page", 1)),
        code("GEN-00001")
    );
    assert_eq!(
        first_code(Paging::None, second("first", 10)),
        code("GEN-00001")
    );
    assert_eq!(
        first_code(Paging::PageFromZero, second("page", 1)),
        code("GEN-00011")
    );
    assert_eq!(
        first_code(Paging::PageFromOne, second("page", 1)),
        code("GEN-00001")
    );
    assert_eq!(
        first_code(Paging::PageFromOne, second("page", 2)),
        code("GEN-00011")
    );
    assert_eq!(
        first_code(Paging::First, second("first", 10)),
        code("GEN-00011")
    );
    assert_eq!(
        first_code(Paging::First, second("page", 1)),
        code("GEN-00001")
    );
    assert_eq!(first_code(Paging::PageFromZero, second("page", 250)), None);
}
