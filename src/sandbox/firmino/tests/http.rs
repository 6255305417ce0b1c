//! Over real TCP, with a client that knows nothing of the sandbox.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

use super::{BASE, Bench, NOW, basic, customer, document};
use crate::sandbox::{
    Answer, ClockSource, Delivery, FIRMINO_LOGIN, FIRMINO_PASSWORD, FirminoCall, Options, Sandbox,
    World,
};

/// Downloads a sale document as a PDF.
pub(super) fn download(bench: &mut Bench, id: u64) -> Answer {
    let delivery = bench.world.receive_firmino(&FirminoCall {
        verb: "POST",
        path: &format!("{BASE}sale-documents/download/{id}"),
        authorization: Some(&basic(FIRMINO_LOGIN, FIRMINO_PASSWORD)),
        accept: "application/pdf",
        content_type: "application/json",
        body: b"{}",
        ..FirminoCall::default()
    });
    match delivery {
        Delivery::Answer(answer) => answer,
        other => panic!("{other:?}"),
    }
}

fn start() -> Sandbox {
    let options = Options {
        clock: ClockSource::Standing,
        ..Options::default()
    };
    Sandbox::start(World::new(1, NOW), options).unwrap()
}

fn request(path: &str, headers: &str, body: &str) -> String {
    format!(
        "POST {BASE}{path} HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nContent-Type: application/json\r\n{headers}Content-Length: {}\r\n\r\n{body}",
        basic(FIRMINO_LOGIN, FIRMINO_PASSWORD),
        body.len()
    )
}

/// Sends bytes and reads until the other side closes: head and body.
fn exchange(sandbox: &Sandbox, request: &str) -> std::io::Result<(String, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", sandbox.port())).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    let closing = request.replacen("Host: x\r\n", "Host: x\r\nConnection: close\r\n", 1);
    stream.write_all(closing.as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    Ok((head.to_owned(), body.to_owned()))
}

fn call(sandbox: &Sandbox, path: &str, body: &Value) -> Value {
    let (head, body) = exchange(sandbox, &request(path, "", &body.to_string())).unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    serde_json::from_str(&body).unwrap()
}

#[test]
fn the_api_lies_beside_baselinkers() {
    let sandbox = start();
    assert_eq!(
        sandbox.firmino_url(),
        format!("http://127.0.0.1:{}/app/services/rest/api/", sandbox.port())
    );
    let added = call(&sandbox, "customers/add", &customer("Żółć"));
    assert_eq!(
        (&added["success"], &added["response"]["shortName"]),
        (&json!(true), &json!("Żółć"))
    );
    let id = added["response"]["id"].as_u64().unwrap();
    let got = call(&sandbox, &format!("customers/get/{id}"), &json!({}));
    assert_eq!(got["response"], added["response"]);
    assert_eq!(sandbox.with(|world| world.firmino.log().len()), 2);
}

#[test]
fn heads_are_read_from_the_wire() {
    let sandbox = start();
    let good = request("articles/find", "", "{}");
    let status = |text: &str| {
        let (head, _) = exchange(&sandbox, text).unwrap();
        head.lines().next().unwrap().replace("HTTP/1.1 ", "")
    };
    assert_eq!(status(&good), "200 OK");
    let right = basic(FIRMINO_LOGIN, FIRMINO_PASSWORD);
    assert_eq!(
        status(&good.replace(&right, "Basic eA==")),
        "401 Unauthorized"
    );
    let (head, _) = exchange(
        &sandbox,
        &good.replace(&format!("Authorization: {right}\r\n"), ""),
    )
    .unwrap();
    assert!(
        head.contains("WWW-Authenticate: Basic realm=\"Firmino\""),
        "{head}"
    );
    assert_eq!(
        status(&good.replace("POST", "GET")),
        "405 Method Not Allowed"
    );
    assert_eq!(
        status(&good.replace("articles/find", "articles/seek")),
        "404 Not Found"
    );
    assert_eq!(
        status(&good.replace("application/json", "text/xml")),
        "415 Unsupported Media Type"
    );
    let (_, body) = exchange(
        &sandbox,
        &request("articles/find", "companyShortName: INNA\r\n", "{}"),
    )
    .unwrap();
    assert!(body.contains("Nie znaleziono firmy INNA"), "{body}");
    sandbox.with(|world| world.firmino.daily_limit = Some(0));
    assert_eq!(status(&good), "429 Too Many Requests");
}

#[test]
fn a_download_is_a_pdf_that_others_read() {
    let sandbox = start();
    let added = call(&sandbox, "customers/add", &customer("A"));
    let id = added["response"]["id"].as_u64().unwrap();
    let sale = call(
        &sandbox,
        "sale-documents/add",
        &document(id, &[(None, "12.30", "1")]),
    );
    let path = format!("sale-documents/download/{}", sale["response"]["id"]);
    let (head, body) = exchange(
        &sandbox,
        &request(&path, "Accept: application/pdf\r\n", "{}"),
    )
    .unwrap();
    assert!(head.contains("Content-Type: application/pdf"), "{head}");
    let read = lopdf::Document::load_mem(body.as_bytes()).unwrap();
    assert_eq!(read.get_pages().len(), 1);
    let text = read.extract_text(&[1]).unwrap();
    assert!(text.contains("Faktura VAT 1/11/2026"), "{text}");
}

#[test]
fn a_reset_after_the_deed_leaves_the_deed() {
    let sandbox = start();
    sandbox
        .with(|world| world.plan("firmino:customers/add:1=reset-after"))
        .unwrap();
    let body = customer("A").to_string();
    exchange(&sandbox, &request("customers/add", "", &body)).unwrap_err();
    assert_eq!(sandbox.with(|world| world.firmino.customers().count()), 1);
    let again = call(&sandbox, "customers/add", &customer("A"));
    assert_eq!(again["success"], false);
}

#[test]
fn half_a_body_is_all_that_comes() {
    let sandbox = start();
    sandbox
        .with(|world| world.plan("firmino:1=cut-body"))
        .unwrap();
    let (head, body) = exchange(&sandbox, &request("articles/find", "", "{}")).unwrap();
    let whole = r#"{"response":{"list":[]},"success":true}"#;
    assert!(
        head.contains(&format!("Content-Length: {}", whole.len())),
        "{head}"
    );
    assert_eq!(body, whole[..whole.len() / 2]);
}
