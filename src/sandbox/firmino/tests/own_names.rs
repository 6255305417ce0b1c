//! What Firmino may make of documents that were numbered elsewhere.

use serde_json::{Value, json};

use super::{Bench, but, document};
use crate::sandbox::{NoCustomer, OssProcedure, OssRates, OwnName, SameName};

fn named(bench: &mut Bench, name: &str) -> Value {
    let id = bench.customer(&format!("K {}", bench.world.now_ms()));
    bench.world.advance_ms(1);
    but(
        &document(id, &[(None, "12.30", "1")]),
        "documentName",
        json!(name),
    )
}

#[test]
fn a_name_of_ones_own_is_taken_or_not_looked_at() {
    let mut bench = Bench::new();
    let body = named(&mut bench, "FV 7/11/2026");
    let added = bench.ok("sale-documents/add", &body);
    assert_eq!(added["documentName"], "Faktura VAT 1/11/2026");
    bench.change(|one| one.own_name = OwnName::Taken);
    let added = bench.ok("sale-documents/add", &body);
    assert_eq!(added["documentName"], "FV 7/11/2026");
    bench.refused("sale-documents/add", &body);
    let again = json!({"id": added["id"], "printNotes": "x", "documentName": "FV 7/11/2026"});
    bench.ok("sale-documents/update", &again);
    bench.change(|one| one.same_name = SameName::Accepted);
    let twice = bench.ok("sale-documents/add", &body);
    assert_eq!(twice["documentName"], "FV 7/11/2026");
    let found = bench.ok("sale-documents/find", &json!({"text": "fv 7/11"}));
    assert_eq!(found["list"].as_array().unwrap().len(), 2);
}

#[test]
fn a_receipt_alone_may_do_without_a_customer() {
    let mut bench = Bench::new();
    let mut receipt = but(&named(&mut bench, ""), "documentType", json!("par"));
    receipt["customer"] = Value::Null;
    assert!(
        bench
            .refused("sale-documents/add", &receipt)
            .contains("customer")
    );
    bench.change(|one| one.no_customer = NoCustomer::Accepted);
    let added = bench.ok("sale-documents/add", &receipt);
    assert_eq!(added["customer"], Value::Null);
    bench.refused(
        "sale-documents/add",
        &but(&receipt, "documentType", json!("fas")),
    );
    assert_eq!(bench.world.firmino.customers().count(), 1);
}

#[test]
fn a_procedure_that_is_not_looked_at_leaves_the_rates_of_poland() {
    let mut bench = Bench::with(|one| one.oss_rates = OssRates::Accepted);
    let mut body = but(&named(&mut bench, ""), "ossProcedure", json!(true));
    body["items"][0]["vatRate"] = json!("19");
    assert_eq!(bench.ok("sale-documents/add", &body)["ossProcedure"], true);
    bench.change(|one| one.oss_procedure = OssProcedure::Ignored);
    bench.refused("sale-documents/add", &body);
}
