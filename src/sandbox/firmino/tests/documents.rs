//! Orders and sale documents: numbers, customers, lines, payment.

use serde_json::{Value, json};

use super::{Bench, but, customer, document};
use crate::sandbox::{
    ChangedType, Days, DeletedPieces, DocumentState, Downloaded, LineDefaults, NegativePrice,
    NewCustomer, OmittedFields, OssRates, PaidOnAdd, RemainKey, TakenNumber,
};

const SALES: &str = "sale-documents";
const ORDERS: &str = "order-documents";

fn one_line(customer: u64) -> Value {
    document(customer, &[(None, "12.30", "1")])
}

fn names(bench: &Bench) -> Vec<String> {
    let sales = bench.world.firmino.sale_documents();
    sales.map(|document| document.name()).collect()
}

#[test]
fn a_number_is_the_lowest_free_one_of_its_month_and_type() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    let body = one_line(id);
    let first = bench.add(SALES, &body);
    bench.add(SALES, &body);
    bench.add(SALES, &but(&body, "documentType", json!("par")));
    bench.add(SALES, &but(&body, "documentDate", json!("2026-10-31")));
    bench.ok("sale-documents/delete", &json!({"id": first}));
    // The deleted number is given again.
    bench.add(SALES, &body);
    bench.add(SALES, &body);
    assert_eq!(
        names(&bench),
        [
            "Faktura VAT 2/11/2026",
            "Paragon VAT 1/11/2026",
            "Faktura VAT 1/10/2026",
            "Faktura VAT 1/11/2026",
            "Faktura VAT 3/11/2026",
        ]
    );
    let order = bench.ok("order-documents/add", &body);
    assert_eq!(order["documentName"], "Zamówienie 1/11/2026");
}

#[test]
fn a_number_of_ones_own_is_taken_where_it_is_free() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    let seventh = but(&one_line(id), "ordinalNumber", json!(7));
    assert_eq!(
        bench.ok("sale-documents/add", &seventh)["documentName"],
        "Faktura VAT 7/11/2026"
    );
    assert_eq!(
        bench.refused("sale-documents/add", &seventh),
        "Numer 7 jest już zajęty"
    );
    bench.refused(
        "sale-documents/add",
        &but(&seventh, "ordinalNumber", json!(0)),
    );
    bench.change(|one| one.taken_number = TakenNumber::Shifted);
    assert_eq!(bench.ok("sale-documents/add", &seventh)["ordinalNumber"], 1);
}

#[test]
fn an_update_keeps_the_number_unless_the_month_has_it() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    let (body, october) = (one_line(id), json!("2026-10-05"));
    let document = bench.add(SALES, &body);
    let moved = json!({"id": document, "documentDate": october});
    assert_eq!(
        bench.ok("sale-documents/update", &moved)["documentName"],
        "Faktura VAT 1/10/2026"
    );
    bench.ok(
        "sale-documents/update",
        &json!({"id": document, "printNotes": "x"}),
    );
    let second = bench.add(SALES, &body);
    bench.refused(
        "sale-documents/update",
        &json!({"id": second, "documentDate": october}),
    );
}

#[test]
fn the_default_type_is_that_of_the_company() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    assert_eq!(
        bench.ok("sale-documents/init", &json!({}))["documentType"],
        "fas"
    );
    assert_eq!(
        bench.ok("order-documents/init", &json!({}))["finalDocumentType"],
        "fas"
    );
    bench.world.firmino.vat_payer = false;
    assert_eq!(
        bench.ok("sale-documents/add", &one_line(id))["documentType"],
        "fhan"
    );
    for (path, field, word, taken) in [
        ("sale-documents/add", "documentType", "fzal", true),
        ("sale-documents/add", "documentType", "zamo", false),
        ("sale-documents/add", "documentType", "Faktura", false),
        ("order-documents/add", "finalDocumentType", "fdw", true),
        ("order-documents/add", "finalDocumentType", "fzal", false),
    ] {
        let body = but(&one_line(id), field, json!(word));
        if taken {
            assert_eq!(bench.ok(path, &body)[field], word);
        } else {
            bench.refused(path, &body);
        }
    }
}

#[test]
fn init_and_similar_keep_nothing() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    let order = bench.add(ORDERS, &one_line(id));
    let blank = bench.ok("order-documents/init", &json!({}));
    assert_eq!(
        (
            &blank["id"],
            &blank["ordinalNumber"],
            &blank["documentDate"]
        ),
        (&Value::Null, &json!(2), &json!("2026-11-18"))
    );
    let similar = bench.ok("order-documents/similar", &json!({"id": order}));
    assert_eq!(similar["items"][0]["name"], "Kubek");
    assert_eq!(
        (similar.get("id"), &similar["ordinalNumber"]),
        (None, &json!(2))
    );
    assert_eq!(bench.world.firmino.orders().count(), 1);
}

#[test]
fn a_type_is_not_edited() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    let document = bench.add(SALES, &one_line(id));
    let other = json!({"id": document, "documentType": "par"});
    assert_eq!(
        bench.ok("sale-documents/update", &other)["documentType"],
        "fas"
    );
    bench.change(|one| one.changed_type = ChangedType::Refused);
    bench.refused("sale-documents/update", &other);
    bench.ok(
        "sale-documents/update",
        &json!({"id": document, "documentType": "fas"}),
    );
}

#[test]
fn a_document_needs_a_customer_who_exists() {
    let mut bench = Bench::new();
    let body = one_line(9999);
    assert_eq!(
        bench.refused("sale-documents/add", &body),
        "Nie znaleziono: kontrahent 9999"
    );
    assert_eq!(
        bench.refused("sale-documents/add", &but(&body, "customer", Value::Null)),
        "Pole customer jest wymagane"
    );
    assert_eq!(bench.world.firmino.sale_documents().count(), 0);
}

#[test]
fn a_described_customer_joins_the_account_or_not() {
    let described = but(&one_line(0), "customer", customer("NOWY"));
    let mut bench = Bench::new();
    let added = bench.ok("sale-documents/add", &described);
    let kept = bench.world.firmino.customers().next().unwrap();
    assert_eq!(
        (kept.short_name.as_str(), json!(kept.id)),
        ("NOWY", added["customer"]["id"].clone())
    );
    bench.refused("sale-documents/add", &described);
    assert_eq!(bench.world.firmino.sale_documents().count(), 1);

    let mut bench = Bench::with(|one| one.new_customer = NewCustomer::DocumentOnly);
    let added = bench.ok("sale-documents/add", &described);
    assert_eq!(added["customer"]["shortName"], "NOWY");
    bench.ok("sale-documents/add", &described);
    assert_eq!(bench.world.firmino.customers().count(), 0);
    let nobody = but(&one_line(0), "customer", json!({"fullName": "x"}));
    bench.refused("sale-documents/add", &nobody);
}

#[test]
fn a_document_keeps_its_customer_as_of_then() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    let document = bench.add(SALES, &one_line(id));
    bench.ok("customers/update", &json!({"id": id, "fullName": "Inna"}));
    let got = bench.ok("sale-documents/get", &json!({"id": document}));
    assert_eq!(got["customer"]["fullName"], "Anna Próbna");
}

#[test]
fn lines_are_checked() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    for (name, value) in [
        ("name", json!("")),
        ("name", Value::Null),
        ("name", json!("x".repeat(513))),
        ("unit", json!("x".repeat(31))),
        ("price", Value::Null),
        ("price", json!("-1.00")),
        ("quantity", Value::Null),
        ("quantity", json!("0")),
        ("quantity", json!("-2")),
        ("quantity", json!("0.00001")),
        ("vatRate", json!("19")),
        ("discount", json!("100.01")),
        ("discount", json!("-1")),
        ("idArticle", json!(4711)),
    ] {
        let mut body = one_line(id);
        body["items"][0][name] = value.clone();
        bench.refused("sale-documents/add", &body);
        bench.refused("order-documents/add", &body);
    }
    let empty = bench.ok(
        "sale-documents/add",
        &but(&one_line(id), "items", json!([])),
    );
    assert_eq!(empty["payment"]["total"], "0.00");
}

#[test]
fn a_price_below_zero_may_be_taken() {
    let mut bench = Bench::with(|one| one.negative_price = NegativePrice::Accepted);
    let id = bench.customer("A");
    let body = document(id, &[(None, "30.00", "1"), (None, "-10.00", "1")]);
    let added = bench.ok("sale-documents/add", &body);
    assert_eq!(added["payment"]["total"], "20.00");
}

#[test]
fn a_line_may_borrow_from_its_card() {
    let mut bench = Bench::new();
    let (id, article) = (bench.customer("A"), bench.article("KOD", "5"));
    let bare = |price_type: &str| json!({"customer": {"id": id}, "priceType": price_type, "items": [{"idArticle": article, "quantity": "2"}]});
    bench.refused("sale-documents/add", &bare("gross"));
    bench.change(|one| one.line_defaults = LineDefaults::FromArticle);
    for (price_type, price) in [("gross", "12.30"), ("net", "10.00")] {
        let added = bench.ok("sale-documents/add", &bare(price_type));
        let line = &added["items"][0];
        assert_eq!(
            (&line["name"], &line["price"]),
            (&json!("Towar KOD"), &json!(price))
        );
        assert_eq!(added["payment"]["total"], "24.60");
    }
}

#[test]
fn rates_of_other_states_need_oss() {
    let mut bench = Bench::with(|one| one.oss_rates = OssRates::Accepted);
    let id = bench.customer("A");
    let mut german = one_line(id);
    german["items"][0]["vatRate"] = json!("19");
    bench.refused("sale-documents/add", &german);
    bench.refused(
        "sale-documents/add",
        &but(&german, "ossProcedure", json!(false)),
    );
    let oss = but(&german, "ossProcedure", json!(true));
    assert_eq!(bench.ok("sale-documents/add", &oss)["ossProcedure"], true);
    let mut odd = oss.clone();
    odd["items"][0]["vatRate"] = json!("-5");
    bench.refused("sale-documents/add", &odd);
    bench.change(|one| one.oss_rates = OssRates::Refused);
    bench.refused("sale-documents/add", &oss);
}

#[test]
fn a_sale_lowers_the_stock_of_its_cards_also_below_zero() {
    let mut bench = Bench::new();
    let (id, good) = (bench.customer("A"), bench.article("A", "3"));
    let service = bench.add(
        "articles",
        &json!({"code": "S", "name": "x", "type": "service"}),
    );
    let lines = [
        (Some(good), "1.00", "5"),
        (Some(service), "1.00", "1"),
        (None, "1.00", "9"),
    ];
    bench.add(ORDERS, &document(id, &lines));
    assert_eq!(bench.quantity("A"), "3");
    let sale = bench.add(SALES, &document(id, &lines));
    assert_eq!(
        (bench.quantity("A"), bench.quantity("S")),
        ("-2".into(), "0".into())
    );
    let fewer = document(id, &[(Some(good), "1.00", "1")]);
    bench.ok("sale-documents/update", &but(&fewer, "id", json!(sale)));
    assert_eq!(bench.quantity("A"), "2");
}

#[test]
fn pieces_of_a_deleted_sale_come_back_or_not() {
    for (rule, left) in [(DeletedPieces::Returned, "3"), (DeletedPieces::Gone, "2")] {
        let mut bench = Bench::with(|one| one.deleted_pieces = rule);
        let (id, good) = (bench.customer("A"), bench.article("A", "3"));
        let sale = bench.add(SALES, &document(id, &[(Some(good), "1.00", "1")]));
        bench.ok("sale-documents/delete", &json!({"id": sale}));
        assert_eq!(bench.quantity("A"), left);
    }
}

#[test]
fn an_answer_tells_the_payment_with_a_misspelt_key() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    let added = bench.ok("sale-documents/add", &one_line(id));
    assert_eq!(
        added["payment"],
        json!({"method": "Przelew", "paymentDate": null, "termDate": "2026-12-08", "total": "12.30",
            "paid": "0.00", "ramain": "12.30"})
    );
    assert_eq!(
        added["currency"],
        json!({"code": "PLN", "rate": "1.00", "date": null, "table": null})
    );
    bench.change(|one| one.remain_key = RemainKey::Right);
    let got = bench.ok("sale-documents/get", &json!({"id": added["id"]}));
    assert_eq!(got["payment"]["remain"], "12.30");
    assert_eq!(got["payment"].get("ramain"), None);
}

#[test]
fn days_are_plain_or_midnights_and_both_are_read() {
    let mut bench = Bench::with(|one| one.days = Days::Midnight);
    let id = bench.customer("A");
    let summer = but(
        &one_line(id),
        "saleDate",
        json!("2026-07-01T00:00:00+02:00"),
    );
    let added = bench.ok("sale-documents/add", &summer);
    assert_eq!(added["documentDate"], "2026-11-18T00:00:00+01:00");
    assert_eq!(added["saleDate"], "2026-07-01T00:00:00+02:00");
}

#[test]
fn a_foreign_currency_gets_the_rate_of_the_day_before() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    // Monday: the rate is Friday's, whatever the caller sends.
    let monday = but(&one_line(id), "documentDate", json!("2026-11-16"));
    let euro = but(&monday, "currency", json!({"code": "EUR", "rate": "9.99"}));
    let added = bench.ok("sale-documents/add", &euro);
    assert_eq!(added["currency"]["date"], "2026-11-13");
    let friday = crate::sandbox::nbp::mid("EUR", jiff::civil::date(2026, 11, 13)).unwrap();
    let shown: rust_decimal::Decimal = added["currency"]["rate"].as_str().unwrap().parse().unwrap();
    assert_eq!(
        shown,
        rust_decimal::Decimal::new(i64::try_from(friday).unwrap(), 4)
    );
}

#[test]
fn payoff_pays_and_unpaid_takes_it_back() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    let sale = bench.add(SALES, &one_line(id));
    bench.ok(&format!("sale-documents/payoff/{sale}"), &json!({}));
    let paid = bench.ok("sale-documents/get", &json!({"id": sale}));
    assert_eq!(paid["documentState"], "paid");
    assert_eq!(
        (
            &paid["payment"]["paid"],
            &paid["payment"]["ramain"],
            &paid["payment"]["paymentDate"]
        ),
        (&json!("12.30"), &json!("0.00"), &json!("2026-11-18"))
    );
    bench.ok("sale-documents/unpaid", &json!({"id": sale}));
    let unpaid = bench.ok("sale-documents/get", &json!({"id": sale}));
    assert_eq!(unpaid["documentState"], "unpaid");
    assert_eq!(unpaid["payment"]["ramain"], "12.30");
    bench.refused("sale-documents/payoff/4711", &json!({}));
}

#[test]
fn paid_is_taken_with_add_or_not() {
    for (rule, sum, state) in [
        (PaidOnAdd::Ignored, "12.30", "new"),
        (PaidOnAdd::Taken, "5.00", "partpaid"),
        (PaidOnAdd::Taken, "12.30", "paid"),
    ] {
        let mut bench = Bench::with(|one| one.paid_on_add = rule);
        let id = bench.customer("A");
        let body = but(
            &one_line(id),
            "payment",
            json!({"method": "transfer", "paid": sum}),
        );
        let added = bench.ok("sale-documents/add", &body);
        assert_eq!(added["documentState"], state);
    }
}

#[test]
fn mail_goes_to_an_address() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    let sale = bench.add(SALES, &one_line(id));
    let mail = json!({"idDocument": sale, "mail": "anna@example.com", "title": "Faktura", "content": "Dzień dobry"});
    for wrong in [json!("anna"), json!("@x.pl"), Value::Null] {
        bench.refused("sale-documents/mail", &but(&mail, "mail", wrong));
    }
    bench.refused("sale-documents/mail", &but(&mail, "idDocument", json!(1)));
    assert!(bench.world.firmino.mails().is_empty());
    bench.ok("sale-documents/mail", &mail);
    let sent = &bench.world.firmino.mails()[0];
    assert_eq!(
        (sent.document, sent.to.as_str()),
        (sale, "anna@example.com")
    );
}

#[test]
fn a_download_wants_to_hear_pdf() {
    let mut bench = Bench::new();
    let id = bench.customer("A");
    let sale = bench.add(SALES, &one_line(id));
    let text = bench.refused(&format!("sale-documents/download/{sale}"), &json!({}));
    assert_eq!(text, "Nieobsługiwany format odpowiedzi");
    let state = |bench: &Bench| {
        let document = bench.world.firmino.sale_documents().next().unwrap();
        document.sheet.document_state
    };
    let file = super::http::download(&mut bench, sale);
    assert!(file.body.starts_with("%PDF-1.4\n") && file.body.ends_with("%%EOF\n"));
    assert_eq!(file.content_type, "application/pdf");
    assert_eq!(state(&bench), DocumentState::New);
    bench.change(|one| one.downloaded = Downloaded::Printed);
    super::http::download(&mut bench, sale);
    assert_eq!(state(&bench), DocumentState::Printed);
}

#[test]
fn an_update_that_resets_forgets_lines_and_customer() {
    let mut bench = Bench::with(|one| one.omitted_fields = OmittedFields::Reset);
    let id = bench.customer("A");
    let order = bench.add(ORDERS, &but(&one_line(id), "notes", json!("BL 1001")));
    bench.refused(
        "order-documents/update",
        &json!({"id": order, "notes": "x"}),
    );
    let update = json!({"id": order, "customer": {"id": id}});
    let emptied = bench.ok("order-documents/update", &update);
    assert_eq!(
        (
            &emptied["items"],
            &emptied["notes"],
            &emptied["ordinalNumber"]
        ),
        (&json!([]), &Value::Null, &json!(1))
    );
}
