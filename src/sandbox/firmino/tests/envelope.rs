//! Who may call, how failures travel, faults.

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::{Bench, basic, customer};
use crate::sandbox::{CallOutcome, Delivery, Failure, FirminoCall};

static RIGHT: LazyLock<String> =
    LazyLock::new(|| basic(super::FIRMINO_LOGIN, super::FIRMINO_PASSWORD));

/// A call whose head is changed.
fn status<'a>(bench: &mut Bench, change: impl FnOnce(&mut FirminoCall<'a>)) -> u16 {
    let mut call = FirminoCall {
        verb: "POST",
        path: "/app/services/rest/api/articles/find",
        authorization: Some(&RIGHT),
        company: None,
        accept: "*/*",
        content_type: "application/json; charset=utf-8",
        body: b"{}",
    };
    change(&mut call);
    match bench.world.receive_firmino(&call) {
        Delivery::Answer(answer) => answer.status,
        other => panic!("{other:?}"),
    }
}

#[test]
fn only_the_login_and_password_get_in() {
    let mut bench = Bench::new();
    assert_eq!(status(&mut bench, |_| {}), 200);
    assert_eq!(status(&mut bench, |call| call.authorization = None), 401);
    for wrong in [
        basic(super::FIRMINO_LOGIN, "x"),
        basic("x", super::FIRMINO_PASSWORD),
        RIGHT.replace("Basic", "Bearer"),
        RIGHT.replace(' ', ""),
        "Basic !!".to_owned(),
    ] {
        assert_eq!(
            status(&mut bench, |call| call.authorization = Some(&wrong)),
            401,
            "{wrong}"
        );
    }
}

#[test]
fn only_a_post_of_json_to_a_known_method_is_read() {
    let mut bench = Bench::new();
    assert_eq!(status(&mut bench, |call| call.verb = "GET"), 405);
    assert_eq!(
        status(&mut bench, |call| call.content_type = "text/plain"),
        415
    );
    assert_eq!(status(&mut bench, |call| call.body = b"{"), 400);
    assert_eq!(status(&mut bench, |call| call.body = b"[]"), 400);
    assert_eq!(status(&mut bench, |call| call.body = b""), 200);
    for path in [
        "articles/seek",
        "articles",
        "",
        "purchase-documents/find",
        "customers/init",
    ] {
        let path = format!("{}{path}", super::BASE);
        assert_eq!(status(&mut bench, |call| call.path = &path), 404, "{path}");
    }
}

#[test]
fn another_company_is_an_error() {
    let mut bench = Bench::new();
    assert_eq!(status(&mut bench, |call| call.company = Some("SKLEP")), 200);
    bench.change(|one| one.failure = Failure::AsStatus);
    assert_eq!(status(&mut bench, |call| call.company = Some("INNA")), 400);
}

#[test]
fn a_failure_travels_in_one_of_three_ways() {
    let mut bench = Bench::new();
    let asked = json!({"id": 9999});
    let mut said = |failure| {
        bench.change(|one| one.failure = failure);
        let answer = bench.answer("customers/get", &asked);
        (
            answer.status,
            serde_json::from_str::<Value>(&answer.body).ok(),
        )
    };
    let body = json!({"success": false, "response": "Nie znaleziono: kontrahent 9999"});
    assert_eq!(said(Failure::InBody), (200, Some(body.clone())));
    assert_eq!(said(Failure::AsStatus), (404, Some(body)));
    assert_eq!(said(Failure::AsPage), (500, None));
}

#[test]
fn calls_are_written_down_with_what_became_of_them() {
    let mut bench = Bench::new();
    bench.customer("A");
    bench.refused("customers/add", &customer("A"));
    bench.refused("customers/get/7", &json!({}));
    let log = bench.world.firmino.log();
    assert_eq!(
        (log.len(), log.count("customers/add"), log.writes().len()),
        (3, 2, 2)
    );
    assert_eq!(log.calls()[0].outcome, CallOutcome::Success);
    assert_eq!(log.calls()[0].parameters["shortName"], "A");
    assert!(
        matches!(&log.calls()[1].outcome, CallOutcome::Error(text) if text.contains("już istnieje"))
    );
    assert_eq!(log.calls()[2].parameters, json!({"id in path": "7"}));
    assert!(bench.world.log().is_empty(), "BaseLinker was not called");
    bench.world.firmino.clear_log();
    assert!(bench.world.firmino.log().is_empty());
}

#[test]
fn a_fault_hits_its_method_or_all_of_firmino() {
    let mut bench = Bench::new();
    bench
        .world
        .plan("firmino:customers/add:2=unavailable")
        .unwrap();
    bench.customer("A");
    bench.ok("customers/find", &json!({}));
    assert_eq!(bench.answer("customers/add", &customer("B")).status, 503);
    bench.customer("B");
    bench.world.plan("firmino:1=bad-gateway").unwrap();
    bench.world.plan("getOrders:1=hang").unwrap();
    bench.world.plan("firm:1=hang").unwrap();
    assert_eq!(bench.answer("articles/find", &json!({})).status, 502);
    assert_eq!(bench.world.fault_rules().len(), 2);
}

#[test]
fn faults_tell_whether_the_call_was_carried_out() {
    for (fault, done) in [
        ("bad-gateway", false),
        ("bad-gateway-after", true),
        ("too-many-requests:7", false),
        ("unavailable", false),
        ("hang", false),
        ("hang-after", true),
        ("reset-before", false),
        ("reset-after", true),
        ("cut-body", true),
        ("long-length", true),
        ("slow:100", true),
        ("huge:100", false),
        ("redirect:302:http://127.0.0.1:9/", false),
        ("unknown-error", false),
        ("account-blocked", false),
        ("lose", true),
        ("warn", true),
        ("shape:missing-key", true),
        ("shape:key-text", true),
        ("shape:key-number", true),
        ("shape:truncated", true),
        ("shape:html", true),
        ("shape:null", true),
        ("shape:list", true),
        ("shape:empty", true),
    ] {
        let mut bench = Bench::new();
        bench
            .world
            .plan(&format!("firmino:customers/add:1={fault}"))
            .unwrap();
        bench.deliver("customers/add", &customer("A"));
        assert_eq!(
            bench.world.firmino.customers().count() == 1,
            done,
            "{fault}"
        );
        let outcome = &bench.world.firmino.log().calls()[0].outcome;
        if let CallOutcome::Fault { applied, .. } = outcome {
            assert_eq!(*applied, done, "{fault}");
        }
    }
}

#[test]
fn a_late_call_comes_when_it_is_due() {
    let mut bench = Bench::new();
    bench.world.plan("firmino:customers/add:1=late:90").unwrap();
    assert_eq!(
        bench.deliver("customers/add", &customer("A")),
        Delivery::Reset
    );
    bench.world.advance(89);
    assert_eq!(bench.world.firmino.customers().count(), 0);
    bench.world.advance(1);
    assert_eq!(bench.world.firmino.customers().count(), 1);
    bench.refused("customers/add", &customer("A"));
}
