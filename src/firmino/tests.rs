//! Requests as they leave, and what becomes of every sort of answer.

use std::cell::Cell;
use std::time::Duration;

use jiff::civil::date;
use rust_decimal::Decimal;

use super::*;
use crate::net::testing::{Ear, FakeClock, Most, Script};
use crate::net::{Address, Authorisation, Body, Line, Login, Outcome, Response, TransportError};

/// So many requests are left.
struct Purse {
    left: Cell<u32>,
    spent_there: Cell<bool>,
}

impl Purse {
    fn of(left: u32) -> Self {
        Self {
            left: Cell::new(left),
            spent_there: Cell::new(false),
        }
    }
}

impl Budget for Purse {
    fn take(&self) -> Result<(), BudgetError> {
        match self.left.get() {
            0 => Err(BudgetError::Day { used: 9, limit: 9 }),
            left => {
                self.left.set(left - 1);
                Ok(())
            }
        }
    }

    fn spent_there(&self) -> BudgetError {
        self.spent_there.set(true);
        BudgetError::Day { used: 3, limit: 9 }
    }
}

/// Runs `work` on a client whose server follows the script.
fn with<T>(
    purse: &Purse,
    script: impl FnOnce(Script<'_>) -> Script<'_>,
    work: impl FnOnce(&Client<'_>) -> T,
) -> (T, Vec<crate::net::Request>) {
    let clock = FakeClock::new();
    let script = script(Script::new(&clock));
    let ear = Ear::default();
    let line = Line {
        transport: &script,
        clock: &clock,
        jitter: &Most,
        talk: &ear,
    };
    let place = Place {
        address: Address::parse("https://app.firmino.pl/app/services/rest/api").expect("valid"),
        login: Login::new("ewa", "CANARY").expect("valid"),
        company: Some("HURT".to_owned()),
        timeout: Duration::from_secs(30),
    };
    let done = work(&Client::new(line, place, purse));
    assert!(script.is_over(), "the script is not over");
    let requests = script.requests.borrow().clone();
    (done, requests)
}

fn find(script: impl FnOnce(Script<'_>) -> Script<'_>) -> Result<Found<Article>, FirminoError> {
    with(&Purse::of(99), script, |client| {
        client.find_articles(&Find::default())
    })
    .0
}

#[test]
fn a_find_travels_as_documented_and_rows_are_read_leniently() {
    let body = r#"{"success":true,"response":{"list":[
        {"id":7,"name":"Kubek @{doc_month_name}","code":" KUB ","type":"good","vatRate":"23","priceNet":"0.00","priceGross":12.30,"quantity":"3.0000","classCode":null},
        {"id":"8","name":"Wysyłka","code":"W","type":"service"},
        {"name":"no id"}, null, {"id":9,"type":"bundle"}]}}"#;
    let find = Find {
        sort: Some(("id", Order::Descending)),
        text: Some("kub\"".to_owned()),
        filters: vec![("type", "good".to_owned())],
        size: Some(50),
        page: Page::Number(1),
    };
    let (found, requests) = with(
        &Purse::of(1),
        |script| script.body(body),
        |client| client.find_articles(&find),
    );
    let found = found.expect("a list");
    assert_eq!(found.unreadable, 2);
    let [kubek, wysylka, other] = found.rows.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(
        (kubek.id, kubek.name.as_str()),
        (7, "Kubek @{doc_month_name}")
    );
    assert_eq!(kubek.price_gross, Some(Decimal::new(1230, 2)));
    assert_eq!(kubek.class_code, None);
    assert_eq!((wysylka.id, wysylka.kind), (8, ArticleKind::Service));
    assert_eq!((other.kind, other.name.as_str()), (ArticleKind::Other, ""));

    let [request] = requests.as_slice() else {
        panic!("{requests:?}");
    };
    assert_eq!(
        request.address.to_string(),
        "https://app.firmino.pl/app/services/rest/api/articles/find"
    );
    assert!(matches!(request.authorisation, Authorisation::Basic(_)));
    assert_eq!(request.accept, Some("application/json"));
    assert_eq!(request.extra, Some(("companyShortName", "HURT".to_owned())));
    let json = r#"{"sortField":"id","sortOrder":"desc","text":"kub\"","filters":[{"name":"type","value":"good"}],"size":50,"page":1}"#;
    assert_eq!(request.body, Body::Json(json.to_owned()));
}

#[test]
fn a_reply_without_a_list_is_never_an_empty_list() {
    assert_eq!(
        find(|script| script.body(r#"{"success":true,"response":{"list":[]}}"#))
            .map(|found| found.rows),
        Ok(vec![])
    );
    for body in [
        r#"{"success":true,"response":{}}"#,
        r#"{"success":true,"response":{"list":null}}"#,
        r#"{"success":true,"response":[]}"#,
        r#"{"success":true}"#,
        r#"{"response":{"list":[]}}"#,
    ] {
        let error = find(|script| script.body(body)).expect_err(body);
        assert!(
            matches!(error, FirminoError::WrongShape { .. }),
            "{body}: {error}"
        );
    }
}

#[test]
fn reads_are_tried_again_and_every_try_is_counted() {
    let purse = Purse::of(10);
    let good = r#"{"success":true,"response":{"list":[]}}"#;
    let (found, requests) = with(
        &purse,
        |script| {
            script
                .status(502, "<html>")
                .fails(TransportError::Cut)
                .body("<html>")
                .body(good)
        },
        |client| client.find_customers(&Find::default()),
    );
    assert!(found.is_ok());
    assert_eq!((requests.len(), purse.left.get()), (4, 6));
    let error = find(|script| (0..4).fold(script, |script, _| script.status(503, "")))
        .expect_err("it gives up");
    assert!(error.is_passing(), "{error}");
}

#[test]
fn without_a_request_left_nothing_leaves() {
    let (found, requests) = with(
        &Purse::of(0),
        |script| script,
        |client| client.get_article(7),
    );
    let error = found.expect_err("spent");
    assert_eq!(
        error,
        FirminoError::BudgetSpent {
            method: "articles/get",
            used: 9,
            limit: 9
        }
    );
    assert!(requests.is_empty());
}

#[test]
fn firmino_s_own_limit_marks_the_day_in_every_way_it_may_be_told() {
    let told = r#"{"success":false,"response":"Przekroczono dzienny limit zapytań"}"#;
    for (status, body) in [(429, ""), (200, told), (403, told), (400, told)] {
        let purse = Purse::of(9);
        let (found, requests) = with(
            &purse,
            |script| script.status(status, body),
            |client| client.find_articles(&Find::default()),
        );
        let error = found.expect_err("refused");
        assert_eq!(
            error,
            FirminoError::BudgetSpent {
                method: "articles/find",
                used: 3,
                limit: 9
            }
        );
        assert!(purse.spent_there.get(), "{status}");
        assert_eq!(requests.len(), 1, "it is not asked again");
    }
    // A throttle of seconds is none of the day.
    let purse = Purse::of(9);
    let soon = Response {
        status: 429,
        date: None,
        retry_after: Some(Duration::from_secs(5)),
        body: Vec::new(),
    };
    let good = r#"{"success":true,"response":{"list":[]}}"#;
    let (found, _) = with(
        &purse,
        |script| script.then(Duration::ZERO, Ok(soon)).body(good),
        |client| client.find_articles(&Find::default()),
    );
    assert!(found.is_ok() && !purse.spent_there.get());
}

#[test]
fn a_refused_login_is_told_without_it() {
    for status in [401, 403] {
        let error = find(|script| script.status(status, "bad password CANARY of ewa"))
            .expect_err("refused");
        assert_eq!(
            error,
            FirminoError::LoginRefused {
                method: "articles/find",
                status
            }
        );
    }
    let error =
        find(|script| script.body(r#"{"success":false,"response":"ewa:CANARY \u001b[31m zły"}"#))
            .expect_err("refused");
    assert!(!error.to_string().contains("CANARY"), "{error}");
    assert!(!format!("{error:?}").contains('\u{1b}'), "{error:?}");
}

/// How an add ended: applied, not applied, in doubt.
fn added(script: impl FnOnce(Script<'_>) -> Script<'_>) -> &'static str {
    let article = NewArticle {
        name: "Kubek".to_owned(),
        code: "KUB".to_owned(),
        unit: None,
        vat_rate: "23".to_owned(),
        price_gross: Some(Decimal::new(1230, 2)),
    };
    let (outcome, requests) = with(&Purse::of(9), script, |client| client.add_article(&article));
    assert_eq!(requests.len(), 1, "a write is sent once");
    let json = r#"{"name":"Kubek","code":"KUB","vatRate":"23","priceGross":"12.30"}"#;
    assert_eq!(requests[0].body, Body::Json(json.to_owned()));
    match outcome {
        Outcome::Applied(id) => {
            assert_eq!(id, 12);
            "applied"
        }
        Outcome::NotApplied(_) => "not applied",
        Outcome::InDoubt(_) => "in doubt",
    }
}

#[test]
fn a_write_is_refused_only_by_name_and_in_doubt_otherwise() {
    assert_eq!(
        added(|script| script.body(r#"{"success":true,"response":{"id":12}}"#)),
        "applied"
    );
    for (status, body) in [
        (
            200,
            r#"{"success":false,"response":"Pole code jest wymagane"}"#,
        ),
        (400, r#"{"success":false,"response":{"vatRate":"?"}}"#),
        (401, ""),
        (429, ""),
    ] {
        assert_eq!(
            added(|script| script.status(status, body)),
            "not applied",
            "{status} {body}"
        );
    }
    for (status, body) in [
        (200, r#"{"success":false,"response":"Wystąpił błąd"}"#),
        (200, r#"{"success":true,"response":{}}"#),
        (200, "<html>"),
        (200, ""),
        (302, ""),
        (404, "<html>"),
        (
            500,
            r#"{"success":false,"response":"Pole code jest wymagane"}"#,
        ),
    ] {
        assert_eq!(
            added(|script| script.status(status, body)),
            "in doubt",
            "{status} {body}"
        );
    }
    assert_eq!(
        added(|script| script.fails(TransportError::NoConnection("no".to_owned()))),
        "not applied"
    );
    assert_eq!(
        added(|script| script.fails(TransportError::Broken("no".to_owned()))),
        "in doubt"
    );
    assert_eq!(
        added(|script| script.fails(TransportError::Cut)),
        "in doubt"
    );
}

#[test]
fn documents_are_sent_read_and_downloaded() {
    let document = NewDocument {
        name: None,
        procedure: Procedure::Polish,
        issued_on: date(2026, 11, 24),
        sold_on: date(2026, 11, 23),
        kind: DocumentKind::Invoice,
        customer: Some(5),
        items: vec![Item {
            id_article: Some(7),
            name: "Kubek".to_owned(),
            unit: "szt".to_owned(),
            vat_rate: "23".to_owned(),
            price: Decimal::new(1230, 2),
            quantity: Decimal::ONE,
        }],
        payment: Payment {
            method: "transfer".to_owned(),
            term_date: date(2026, 12, 8),
        },
        print_notes: String::new(),
        currency: "PLN".to_owned(),
    };
    let id = r#"{"success":true,"response":{"id":41}}"#;
    let order = r#"{"success":true,"response":{"id":41,"documentName":"Zamówienie 1/11/2026","documentDate":"2026-11-24","finalDocumentType":"fas","customer":{"id":5},"payment":{"method":"Przelew","total":"12.30","paid":0.00,"ramain":"12.30"}}}"#;
    let ((), requests) = with(
        &Purse::of(9),
        |script| {
            script
                .body(id)
                .body(id)
                .body(order)
                .body(id)
                .body("%PDF-1.4")
                .body(r#"{"success":false,"response":"nie znaleziono"}"#)
        },
        |client| {
            assert_eq!(client.add_order(&document), Outcome::Applied(41));
            assert_eq!(client.add_sale(&document), Outcome::Applied(41));
            let order = client.get_order(41).expect("an order");
            assert_eq!(order.name.as_deref(), Some("Zamówienie 1/11/2026"));
            assert_eq!(
                (order.customer, order.issued_on),
                (Some(5), Some(date(2026, 11, 24)))
            );
            assert_eq!(
                (order.total, order.remain),
                (Some(Decimal::new(1230, 2)), Some(Decimal::new(1230, 2)))
            );
            assert_eq!(client.end_order(41, &document), Outcome::Applied(41));
            assert_eq!(client.download_order(41).expect("a file"), b"%PDF-1.4");
            let error = client.download_sale(41).expect_err("none");
            assert!(matches!(error, FirminoError::Refused { .. }), "{error}");
        },
    );
    let items = r#""priceType":"gross","customer":{"id":5},"items":[{"idArticle":7,"name":"Kubek","unit":"szt","vatRate":"23","price":"12.30","quantity":"1"}],"payment":{"method":"transfer","termDate":"2026-12-08"},"currency":{"code":"PLN"}}"#;
    let head = r#"{"documentDate":"2026-11-24","saleDate":"2026-11-23","#;
    assert_eq!(
        requests[0].body,
        Body::Json(format!(r#"{head}"finalDocumentType":"fas",{items}"#))
    );
    assert_eq!(
        requests[1].body,
        Body::Json(format!(r#"{head}"documentType":"fas",{items}"#))
    );
    let paths = requests.iter().map(|request| request.address.to_string());
    let paths: Vec<String> = paths
        .map(|path| path.split("/api/").nth(1).unwrap_or_default().to_owned())
        .collect();
    assert_eq!(
        paths[2..],
        [
            "order-documents/get/41",
            "order-documents/add-end-doc/41",
            "order-documents/download/41",
            "sale-documents/download/41"
        ]
    );
    assert_eq!(requests[4].accept, Some("application/pdf"));
}

#[test]
fn a_document_numbered_elsewhere_says_its_name_and_its_procedure() {
    let document = NewDocument {
        name: Some("FV 7/11/2026".to_owned()),
        procedure: Procedure::Oss,
        issued_on: date(2026, 11, 24),
        sold_on: date(2026, 11, 23),
        kind: DocumentKind::Receipt,
        customer: None,
        items: Vec::new(),
        payment: Payment {
            method: "transfer".to_owned(),
            term_date: date(2026, 12, 8),
        },
        print_notes: "BL 1/aaaaaaaa".to_owned(),
        currency: "EUR".to_owned(),
    };
    let told = r#"{"success":true,"response":{"id":41,"ossProcedure":true,"items":[{"vatRate":"19"},{"vatRate":8.00}]}}"#;
    let bare = r#"{"success":true,"response":{"id":41,"ossProcedure":false,"items":[{"vatRate":"19"},{}]}}"#;
    let ((), requests) = with(
        &Purse::of(9),
        |script| {
            script
                .body("{\"success\":true,\"response\":41}")
                .body(told)
                .body(bare)
        },
        |client| {
            assert_eq!(client.add_sale(&document), Outcome::Applied(41));
            let seen = client.get_sale(41).expect("a document");
            assert_eq!(seen.procedure, Procedure::Oss);
            assert_eq!(seen.rates, Some(vec!["19".to_owned(), "8.00".to_owned()]));
            let seen = client.get_sale(41).expect("a document");
            assert_eq!((seen.procedure, seen.rates), (Procedure::Polish, None));
        },
    );
    assert_eq!(
        requests[0].body,
        Body::Json(
            r#"{"documentName":"FV 7/11/2026","documentDate":"2026-11-24","saleDate":"2026-11-23","documentType":"par","priceType":"gross","items":[],"payment":{"method":"transfer","termDate":"2026-12-08"},"printNotes":"BL 1/aaaaaaaa","currency":{"code":"EUR"},"ossProcedure":true}"#.to_owned()
        )
    );
}
