//! Series and invoices: filters, paging, numbers, files, encodings.

use super::*;
use crate::sandbox::{Invoice, InvoiceItem, InvoiceSort, Series, SeriesKind};

fn found(world: &mut World, parameters: &Value) -> Vec<u64> {
    let answer = call(world, "getInvoices", parameters);
    let invoices = answer["invoices"].as_array().unwrap();
    invoices
        .iter()
        .map(|invoice| invoice["invoice_id"].as_u64().unwrap())
        .collect()
}

/// So many invoices of series 15, one a minute, with ids from 1.
fn many(count: u64) -> World {
    let mut world = unlimited(World::new(1, NOW));
    for invoice_id in 1..=count {
        world.put_invoice(Invoice {
            invoice_id,
            order_id: 1000 + invoice_id,
            series_id: 15,
            date_add: NOW + i64::try_from(invoice_id).unwrap() * 60,
            ..Invoice::default()
        });
    }
    world
}

#[test]
fn series_are_those_of_the_account() {
    let mut world = World::new(1, NOW);
    let answer = call(&mut world, "getSeries", &json!({}));
    assert_eq!(
        answer["series"],
        json!([
            {"id": 15, "type": "INVOICE", "name": "Faktury", "format": "%N/%M/%Y"},
            {"id": 16, "type": "CORRECTION", "name": "Korekty", "format": "K %N/%M/%Y"},
            {"id": 61178, "type": "RECEIPT", "name": "Paragony", "format": "%N/%M/%Y"},
            {"id": 61179, "type": "INVOICE", "name": "Faktury BL", "format": "BL %N/%M/%Y"},
        ])
    );
    world.series = vec![];
    let answer = call(&mut world, "getSeries", &json!({}));
    assert_eq!(answer, json!({"status": "SUCCESS", "series": []}));
}

#[test]
fn an_invoice_has_every_documented_field() {
    let mut world = demo();
    let answer = call(&mut world, "getInvoices", &json!({"invoice_id": 1_900_002}));
    let wanted = r#"{
        "invoice_id": 1900002, "order_id": 984, "series_id": 15, "type": "normal",
        "number": "2/11/2026", "year": 2026, "month": 11, "sub_id": 2, "postfix": "",
        "date_add": 1794308800, "date_sell": 1794308800, "date_pay_to": 0, "currency": "PLN",
        "total_price_brutto": 494.87, "total_price_netto": 402.3334,
        "invoice_fullname": "Jacek Przykładny", "invoice_company": "Próbna Hurtownia sp. z o.o.",
        "invoice_nip": "1234563218", "invoice_address": "ul. Fabryczna 1",
        "invoice_city": "Zielona Góra", "invoice_postcode": "65-001",
        "invoice_country": "Polska", "invoice_country_code": "PL",
        "seller": "Sklep Pokazowy sp. z o.o.\nul. Krótka 3\n65-001 Zielona Góra\nNIP: 1111111111\n",
        "issuer": "", "payment": "PayU", "additional_info": "", "correcting_to_invoice_id": 0,
        "correcting_reason": "", "correcting_items": false, "correcting_data": false,
        "external_invoice_number": "", "external_id": "", "exchange_currency": "",
        "exchange_rate": "", "exchange_date": "", "exchange_info": "",
        "items": [
            {"name": "Kubek 300 ml", "sku": "", "ean": "", "price_brutto": 39.99, "price_netto": 32.5122,
             "tax_rate": 23, "quantity": 12, "is_shipment": 0, "order_product_id": 0},
            {"name": "Dostawa: Kurier", "sku": "", "ean": "", "price_brutto": 14.99, "price_netto": 12.187,
             "tax_rate": 23, "quantity": 1, "is_shipment": 1, "order_product_id": 0}
        ]
    }"#;
    let wanted: Value = serde_json::from_str(wanted).unwrap();
    assert_eq!(answer["invoices"], json!([wanted]));
}

#[test]
fn a_page_holds_100_invoices_from_the_named_id_on() {
    let mut world = many(230);
    assert_eq!(found(&mut world, &json!({})), Vec::from_iter(1..=100));
    let second = found(&mut world, &json!({"id_from": 101}));
    assert_eq!(second, Vec::from_iter(101..=200));
    let last = found(&mut world, &json!({"id_from": "201"}));
    assert_eq!(last, Vec::from_iter(201..=230));
    assert_eq!(found(&mut world, &json!({"id_from": 231})), [0_u64; 0]);
    let since = found(&mut world, &json!({"date_from": NOW + 228 * 60}));
    assert_eq!(since, [228, 229, 230], "the named second is included");
}

#[test]
fn filters_are_exact_and_zero_is_no_filter() {
    let mut world = unlimited(demo());
    let all = [1_900_001, 1_900_002, 1_900_003, 1_900_004];
    let of_order = found(&mut world, &json!({"order_id": 984}));
    assert_eq!(of_order, [1_900_002, 1_900_004], "with its correction");
    let none = json!({"invoice_id": 0, "order_id": "0", "series_id": "", "date_from": 0});
    assert_eq!(found(&mut world, &none), all);
    for (filter, wanted) in [
        (json!({"order_id": 987}), &all[2..3]),
        (json!({"series_id": 16}), &all[3..]),
        (json!({"series_id": 15, "id_from": 1_900_002}), &all[1..3]),
        (json!({"get_external_invoices": true}), &all[..]),
        (
            json!({"series_id": 15, "get_external_invoices": false}),
            &all[..2],
        ),
        (
            json!({"series_id": 15, "get_external_invoices": "0"}),
            &all[..2],
        ),
    ] {
        assert_eq!(found(&mut world, &filter), wanted, "{filter}");
    }
}

#[test]
fn without_id_from_the_order_is_by_id_or_by_date() {
    let mut world = unlimited(World::new(1, NOW));
    for (invoice_id, date_add) in [(7, 300), (8, 100), (9, 200), (10, 200)] {
        world.put_invoice(Invoice {
            invoice_id,
            date_add,
            ..Invoice::default()
        });
    }
    let since = json!({"date_from": 100});
    assert_eq!(found(&mut world, &since), [7, 8, 9, 10]);
    world.set_unknowns(with(|u| u.invoice_sort = InvoiceSort::ByDateAdd));
    assert_eq!(found(&mut world, &since), [8, 9, 10, 7]);
    let by_id = json!({"date_from": 100, "id_from": 1});
    assert_eq!(found(&mut world, &by_id), [7, 8, 9, 10]);
}

#[test]
fn government_data_come_on_request_only() {
    let mut world = World::new(1, NOW);
    world.put_invoice(Invoice {
        gov_id: "1111111111-20261118-000000000001-AA".into(),
        gov_status: "accepted".into(),
        ..Invoice::default()
    });
    let plain = call(&mut world, "getInvoices", &json!({}));
    assert!(plain["invoices"][0].get("gov_id").is_none());
    let more = call(
        &mut world,
        "getInvoices",
        &json!({"get_government_data": 1}),
    );
    let invoice = &more["invoices"][0];
    assert_eq!(invoice["gov_id"], "1111111111-20261118-000000000001-AA");
    assert_eq!(invoice["gov_status"], "accepted");
}

#[test]
fn numbers_go_on_within_series_and_month() {
    let mut world = World::new(1, NOW);
    world.series.push(Series {
        id: 20,
        kind: SeriesKind::Invoice,
        name: "Roczne".into(),
        format: "R/%N/%Y".into(),
    });
    let next_month = NOW + 30 * 86_400;
    let mut number = |series_id, date_add| {
        let id = world.put_invoice(Invoice {
            series_id,
            date_add,
            ..Invoice::default()
        });
        world.invoice(id).unwrap().number.clone()
    };
    let given = [
        (15, NOW),
        (15, NOW),
        (61_179, NOW),
        (15, next_month),
        (20, NOW),
        (20, next_month),
    ];
    let given = given.map(|(series, date)| number(series, date));
    let wanted = [
        "1/11/2026",
        "2/11/2026",
        "BL 1/11/2026",
        "1/12/2026",
        "R/1/2026",
        "R/2/2026",
    ];
    assert_eq!(given, wanted);
}

#[test]
fn a_missing_invoice_is_an_empty_list_or_an_error() {
    let mut world = demo();
    let missing = json!({"invoice_id": 5});
    let answer = call(&mut world, "getInvoices", &missing);
    assert_eq!(answer, json!({"status": "SUCCESS", "invoices": []}));
    world.set_unknowns(with(|u| u.missing_order = MissingOrder::Error));
    let answer = call(&mut world, "getInvoices", &missing);
    assert_eq!(answer["error_code"], "ERROR_INVOICE_ID");
    let of_order = call(&mut world, "getInvoices", &json!({"order_id": 1001}));
    assert_eq!(of_order["invoices"], json!([]), "an order may have none");
}

/// The value of a number in any encoding.
fn number(value: &Value) -> String {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    let exact: rust_decimal::Decimal = text.parse().unwrap();
    exact.round_dp(6).normalize().to_string()
}

#[test]
fn quirks_change_the_encoding_only() {
    let mut texts = 0;
    let mut other_rates = 0;
    for seed in 0..60 {
        let mut world = demo();
        world.quirks = Some(seed);
        let answer = call(&mut world, "getInvoices", &json!({"order_id": 981}));
        let invoice = &answer["invoices"][0];
        assert_eq!(number(&invoice["invoice_id"]), "1900001");
        assert_eq!(number(&invoice["total_price_brutto"]), "94.97");
        let seller = invoice["seller"].as_str().unwrap();
        assert_eq!(seller.lines().last(), Some("NIP: 1111111111"));
        texts += usize::from(invoice["invoice_id"].is_string());
        other_rates += usize::from(invoice["exchange_rate"] != "");
        let series = call(&mut world, "getSeries", &json!({}));
        assert_eq!(number(&series["series"][0]["id"]), "15");
    }
    assert!(texts > 0 && other_rates > 0, "{texts} {other_rates}");
}

#[test]
fn an_item_without_a_rate_is_net_as_it_is_gross() {
    let mut world = World::new(1, NOW);
    let item = |rate: i64| InvoiceItem {
        price_brutto: 100.into(),
        tax_rate: rate.into(),
        ..InvoiceItem::default()
    };
    let id = world.put_invoice(Invoice {
        items: vec![item(-1), item(0), item(8)],
        ..Invoice::default()
    });
    let net: Vec<String> = world
        .invoice(id)
        .unwrap()
        .items
        .iter()
        .map(|item| item.price_netto.normalize().to_string())
        .collect();
    assert_eq!(net, ["100", "100", "92.5926"]);
}
