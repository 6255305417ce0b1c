//! The final document of an order.

use serde_json::{Value, json};

use super::{Bench, document};
use crate::sandbox::{DeleteUsed, EndDocBody, SecondEndDoc};

/// An order of two pieces of a card with five, ending in a receipt.
fn ordered(bench: &mut Bench) -> u64 {
    let (customer, article) = (bench.customer("A"), bench.article("KOD", "5"));
    let mut order = document(customer, &[(Some(article), "12.30", "2")]);
    order["finalDocumentType"] = json!("par");
    bench.add("order-documents", &order)
}

fn end(id: u64) -> (String, Value) {
    (format!("order-documents/add-end-doc/{id}"), json!({}))
}

#[test]
fn the_final_document_is_issued_once() {
    let mut bench = Bench::new();
    let order = ordered(&mut bench);
    let (path, nothing) = end(order);
    let proposed = bench.ok(&path.replace("add-", "init-"), &nothing);
    assert_eq!(
        (&proposed["documentName"], proposed.get("id")),
        (&json!("Paragon VAT 1/11/2026"), None)
    );
    assert_eq!(bench.quantity("KOD"), "5");
    let issued = bench.ok(&path, &nothing);
    assert_eq!(issued["documentType"], "par");
    assert_eq!(issued["payment"]["total"], "24.60");
    assert_eq!(bench.quantity("KOD"), "3");
    let again = bench.refused(&path, &nothing);
    assert_eq!(again, "Zamówienie 1/11/2026 ma już dokument końcowy");
    assert_eq!(bench.world.firmino.sale_documents().count(), 1);
    assert_eq!(bench.quantity("KOD"), "3");
    let kept = bench.world.firmino.orders().next().unwrap();
    assert_eq!(json!(kept.end_documents), json!([issued["id"]]));
}

#[test]
fn or_a_second_one_and_the_stock_falls_again() {
    let mut bench = Bench::with(|one| one.second_end_doc = SecondEndDoc::Issued);
    let (path, nothing) = end(ordered(&mut bench));
    bench.ok(&path, &nothing);
    let second = bench.ok(&path, &nothing);
    assert_eq!(second["documentName"], "Paragon VAT 2/11/2026");
    assert_eq!(bench.quantity("KOD"), "1");
}

#[test]
fn what_is_sent_replaces_what_the_order_says() {
    let mut bench = Bench::new();
    let (path, _) = end(ordered(&mut bench));
    let issued = bench.ok(&path, &json!({"documentType": "fas", "ordinalNumber": 9}));
    assert_eq!(issued["documentName"], "Faktura VAT 9/11/2026");
}

#[test]
fn the_whole_document_may_be_required() {
    let mut bench = Bench::with(|one| one.end_doc_body = EndDocBody::Required);
    let order = ordered(&mut bench);
    let (path, nothing) = end(order);
    bench.refused(&path, &nothing);
    assert_eq!(bench.world.firmino.sale_documents().count(), 0);
    let mut proposed = bench.ok(&path.replace("add-", "init-"), &nothing);
    // What is proposed says `Przelew`, which is no method.
    proposed["payment"]["method"] = json!("transfer");
    bench.ok(&path, &proposed);
    assert_eq!(bench.world.firmino.sale_documents().count(), 1);
}

#[test]
fn a_refused_final_document_moves_nothing() {
    let mut bench = Bench::new();
    let (path, _) = end(ordered(&mut bench));
    bench.refused(&path, &json!({"documentDate": "tomorrow"}));
    assert_eq!(bench.quantity("KOD"), "5");
    assert!(
        bench
            .world
            .firmino
            .orders()
            .all(|order| order.end_documents.is_empty())
    );
}

#[test]
fn an_order_with_a_final_document_is_deleted_or_not() {
    let mut bench = Bench::new();
    let order = ordered(&mut bench);
    let (path, nothing) = end(order);
    let sale = bench.ok(&path, &nothing);
    bench.refused("order-documents/delete", &json!({"id": order}));
    // Without it, the order is as it was before.
    bench.ok("sale-documents/delete", &json!({"id": sale["id"]}));
    bench.ok(&path, &nothing);
    bench.change(|one| one.delete_used = DeleteUsed::Deleted);
    bench.ok("order-documents/delete", &json!({"id": order}));
    assert_eq!(bench.world.firmino.orders().count(), 0);
    assert_eq!(bench.world.firmino.sale_documents().count(), 1);
}

#[test]
fn complete_marks_an_order() {
    let mut bench = Bench::new();
    let order = ordered(&mut bench);
    bench.ok("order-documents/complete", &json!({"id": order}));
    assert!(bench.world.firmino.orders().next().unwrap().completed);
    bench.refused("order-documents/complete", &json!({"id": order + 50}));
}
