//! Seeds, world files, the demo shop's account, counts.

use serde_json::json;

use super::{Bench, NOW, document};
use crate::sandbox::{
    FirminoBulk, FirminoCounts, FirminoOrder, SaleDocument, Sheet, World, scenario,
};

fn counts(world: &World) -> FirminoCounts {
    world
        .firmino
        .counts(world.now_ms(), world.unknowns().firmino)
}

#[test]
fn the_account_is_counted() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    bench.article("A", "1");
    bench.add("order-documents", &document(id, &[]));
    bench.add("order-documents", &document(id, &[]));
    let sale = bench.add("sale-documents", &document(id, &[]));
    bench.ok(
        "sale-documents/mail",
        &json!({"idDocument": sale, "mail": "a@example.com"}),
    );
    assert_eq!(
        counts(&bench.world),
        FirminoCounts {
            customers: 1,
            articles: 1,
            orders: 2,
            sale_documents: 1,
            mails: 1,
            requests_today: 6
        }
    );
}

#[test]
fn a_world_file_fills_the_account() {
    let text = r#"{"firmino": {
        "login": "a", "password": "b", "company": "C", "vat_payer": false, "daily_limit": null,
        "articles": [{"code": "X", "name": "x", "priceGross": "12.30"}, {"id": 7, "code": "Y", "name": "y"}],
        "customers": [{"shortName": "A", "fullName": "a", "locality": "b"}],
        "orders": [{"sheet": {"items": [{"name": "x", "price": 2.5, "quantity": 2}]}}],
        "generate": {"articles": 5000, "customers": 2000}
    }, "unknowns": {"firmino": {"failure": "as-status"}}}"#;
    let world = World::from_json(text, NOW).unwrap();
    let firmino = &world.firmino;
    assert_eq!(
        (
            firmino.login.as_str(),
            firmino.vat_payer,
            firmino.daily_limit
        ),
        ("a", false, None)
    );
    let there = counts(&world);
    assert_eq!(
        (there.articles, there.customers, there.orders),
        (5002, 2001, 1)
    );
    assert_eq!(firmino.article("X").unwrap().vat_rate, "23");
    assert_ne!(firmino.article("X").unwrap().id, 7);
    let order = firmino.orders().next().unwrap();
    assert_eq!(
        (order.name().as_str(), order.sheet.payment.total.to_string()),
        ("Zamówienie 1/11/2026", "6.15".into())
    );
    let again = World::from_json(&world.to_json(), NOW).unwrap();
    assert_eq!(again.to_json(), world.to_json());
    assert_eq!(counts(&again).articles, 5002);
    assert_eq!(again.unknowns(), world.unknowns());
}

#[test]
fn mistakes_of_a_world_file_are_named() {
    for (text, part) in [
        (r#"{"firmino": {"artikles": []}}"#, "artikles"),
        (
            r#"{"firmino": {"articles": [{"id": 3}, {"id": 3}]}}"#,
            "two articles have the id 3",
        ),
        (
            r#"{"firmino": {"customers": [{"id": 3}, {"id": 3}]}}"#,
            "two customers have the id 3",
        ),
        (
            r#"{"firmino": {"orders": [{"sheet": {"colour": 1}}]}}"#,
            "colour",
        ),
        (
            r#"{"unknowns": {"firmino": {"failure": "silent"}}}"#,
            "silent",
        ),
    ] {
        let error = World::from_json(text, NOW).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn what_is_put_in_gets_ids_numbers_and_days() {
    let mut world = World::new(1, NOW);
    let firmino = &mut world.firmino;
    let order = firmino.put_order(FirminoOrder::default(), NOW);
    let second = firmino.put_order(FirminoOrder::default(), NOW);
    assert!(second > order);
    let numbered = SaleDocument {
        sheet: Sheet {
            ordinal_number: 5,
            ..Sheet::default()
        },
        ..SaleDocument::default()
    };
    firmino.put_sale_document(numbered, NOW);
    let names: Vec<String> = firmino.orders().map(FirminoOrder::name).collect();
    assert_eq!(names, ["Zamówienie 1/11/2026", "Zamówienie 2/11/2026"]);
    assert_eq!(
        firmino.sale_documents().next().unwrap().name(),
        "Faktura VAT 5/11/2026"
    );
}

#[test]
fn the_demo_shop_has_cards_of_every_kind() {
    let world = scenario("demo-shop", 1, NOW).unwrap();
    let firmino = &world.firmino;
    let product = |id: u64| &world.products[&id];
    let by_code = firmino
        .articles()
        .filter(|one| world.products.values().any(|p| p.sku == one.code));
    assert_eq!(by_code.count(), 25);
    let card = firmino.article("TOW/26").unwrap();
    assert_eq!(card.name, product(560_026).name);
    assert_eq!(
        firmino
            .articles()
            .filter(|one| one.name == "Solniczka")
            .count(),
        2
    );
    assert!(
        firmino
            .articles()
            .any(|one| one.name.contains("@{doc_month_name}"))
    );
    assert!(firmino.customers().any(|one| one.tin == "1234563218"));
    assert_eq!(
        firmino
            .customers()
            .filter(|one| one.full_name == "Jan Kowalski")
            .count(),
        2
    );
    assert_eq!(
        scenario("empty", 1, NOW)
            .unwrap()
            .firmino
            .articles()
            .count(),
        0
    );
}

#[test]
fn what_the_scenarios_hold_keeps_the_rules() {
    let mut world = scenario("demo-shop", 1, NOW).unwrap();
    world.firmino.generate(FirminoBulk {
        articles: 20,
        customers: 20,
    });
    let mut bench = Bench { world };
    let articles: Vec<u64> = bench.world.firmino.articles().map(|one| one.id).collect();
    let customers: Vec<u64> = bench.world.firmino.customers().map(|one| one.id).collect();
    for id in articles {
        bench.ok("articles/update", &json!({"id": id}));
    }
    for id in customers {
        bench.ok("customers/update", &json!({"id": id}));
    }
}
