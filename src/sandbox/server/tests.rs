//! Over real TCP, with a client that knows nothing of the sandbox.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{ClockSource, Options, Sandbox};
use crate::sandbox::order::{Order, OrderLine};
use crate::sandbox::world::World;

const NOW: i64 = 1_795_000_000;

fn start(prepare: impl FnOnce(&mut World)) -> Sandbox {
    let mut world = World::new(1, NOW);
    prepare(&mut world);
    let options = Options {
        clock: ClockSource::Standing,
        ..Options::default()
    };
    Sandbox::start(world, options).unwrap()
}

fn one_order(world: &mut World) {
    world.put_order(Order {
        order_id: 5,
        products: vec![OrderLine {
            name: "Żółty kubek".into(),
            price_brutto: "39.99".parse().unwrap(),
            ..OrderLine::default()
        }],
        ..Order::default()
    });
}

fn connect(sandbox: &Sandbox) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", sandbox.port())).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    stream
}

fn request(method: &str, parameters: &Value) -> String {
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("method", method)
        .append_pair("parameters", &parameters.to_string())
        .finish();
    format!(
        "POST /connector.php HTTP/1.1\r\nHost: x\r\nX-BLToken: sandbox-token\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Reads one answer by its Content-Length: head and body.
fn read_answer(stream: &mut TcpStream) -> std::io::Result<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        bytes.push(byte[0]);
    }
    let head = String::from_utf8(bytes).unwrap();
    let length = header(&head, "Content-Length").unwrap().parse().unwrap();
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok((head, body))
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

fn call(sandbox: &Sandbox, method: &str, parameters: &Value) -> Value {
    let mut stream = connect(sandbox);
    stream
        .write_all(request(method, parameters).as_bytes())
        .unwrap();
    let (head, body) = read_answer(&mut stream).unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    serde_json::from_slice(&body).unwrap()
}

fn raw(sandbox: &Sandbox, text: &str) -> (String, String) {
    let mut stream = connect(sandbox);
    stream.write_all(text.as_bytes()).unwrap();
    let (head, body) = read_answer(&mut stream).unwrap();
    (head, String::from_utf8(body).unwrap())
}

fn send(sandbox: &Sandbox, rule: &str, method: &str, parameters: &Value) -> TcpStream {
    sandbox.with(|world| world.plan(rule)).unwrap();
    let mut stream = connect(sandbox);
    stream
        .write_all(request(method, parameters).as_bytes())
        .unwrap();
    stream
}

fn status_of(sandbox: &Sandbox, id: u64) -> u64 {
    sandbox.with(|world| world.order(id).unwrap().order_status_id)
}

const SET: &str = "setOrderStatus";

fn set_to_paid() -> Value {
    json!({"order_id": 5, "status_id": 51002})
}

#[test]
fn answers_over_one_kept_connection_with_the_worlds_date() {
    let sandbox = start(one_order);
    let mut stream = connect(&sandbox);
    for _ in 0..3 {
        stream
            .write_all(request("getOrders", &json!({})).as_bytes())
            .unwrap();
        let (head, body) = read_answer(&mut stream).unwrap();
        assert_eq!(header(&head, "Date"), Some("Wed, 18 Nov 2026 11:06:40 GMT"));
        let answer: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(answer["orders"][0]["products"][0]["name"], "Żółty kubek");
    }
    assert_eq!(sandbox.with(|world| world.log().count("getOrders")), 3);
    assert_eq!(
        sandbox.url(),
        format!("http://127.0.0.1:{}/connector.php", sandbox.port())
    );
}

#[test]
fn checks_token_and_form_as_the_api_does() {
    let sandbox = start(one_order);
    let code = |text: &str| {
        let (head, body) = raw(&sandbox, text);
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        let answer: Value = serde_json::from_str(&body).unwrap();
        answer["error_code"].as_str().unwrap_or("none").to_owned()
    };
    let good = request("getOrders", &json!({}));
    assert_eq!(code(&good), "none");
    assert_eq!(
        code(&good.replace("X-BLToken: sandbox-token\r\n", "")),
        "ERROR_EMPTY_TOKEN"
    );
    assert_eq!(
        code(&good.replace("sandbox-token", "other")),
        "ERROR_BAD_TOKEN"
    );
    assert_eq!(
        code(&good.replace("getOrders", "getOrderz")),
        "ERROR_UNKNOWN_METHOD"
    );
    let as_json = good.replace("application/x-www-form-urlencoded", "application/json");
    assert_eq!(code(&as_json), "ERROR_UNKNOWN_METHOD");
    let body = "token=sandbox-token&method=getOrderStatusList&parameters=%5B%5D";
    let in_form = format!(
        "POST /connector.php HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    assert_eq!(code(&in_form), "none");
}

#[test]
fn http_faults_look_like_a_proxys() {
    let sandbox = start(one_order);
    for (rule, first_line, retry_after, location) in [
        ("1=bad-gateway", "HTTP/1.1 502 Bad Gateway", None, None),
        (
            "1=unavailable",
            "HTTP/1.1 503 Service Unavailable",
            None,
            None,
        ),
        (
            "1=too-many-requests",
            "HTTP/1.1 429 Too Many Requests",
            None,
            None,
        ),
        (
            "1=too-many-requests:7",
            "HTTP/1.1 429 Too Many Requests",
            Some("7"),
            None,
        ),
        (
            "1=redirect:302:http://127.0.0.1:9/x",
            "HTTP/1.1 302 Found",
            None,
            Some("http://127.0.0.1:9/x"),
        ),
        (
            "1=redirect:307:http://127.0.0.1:9/x",
            "HTTP/1.1 307 Temporary Redirect",
            None,
            Some("http://127.0.0.1:9/x"),
        ),
    ] {
        let mut stream = send(&sandbox, rule, SET, &set_to_paid());
        let (head, body) = read_answer(&mut stream).unwrap();
        assert_eq!(head.lines().next(), Some(first_line));
        assert_eq!(header(&head, "Retry-After"), retry_after, "{rule}");
        assert_eq!(header(&head, "Location"), location, "{rule}");
        assert!(body.starts_with(b"<html>"));
        assert_eq!(
            status_of(&sandbox, 5),
            51001,
            "{rule} must not be carried out"
        );
    }
    let mut stream = send(&sandbox, "1=bad-gateway-after", SET, &set_to_paid());
    assert!(
        read_answer(&mut stream)
            .unwrap()
            .0
            .starts_with("HTTP/1.1 502")
    );
    assert_eq!(status_of(&sandbox, 5), 51002);
}

#[test]
fn resets_come_before_after_and_long_before_the_effect() {
    for (rule, applied) in [
        ("1=reset-before", false),
        ("1=reset-after", true),
        ("1=late:90", false),
    ] {
        let sandbox = start(one_order);
        let mut stream = send(&sandbox, rule, SET, &set_to_paid());
        let error = stream.read(&mut [0; 10]).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "{rule}");
        assert_eq!(status_of(&sandbox, 5) == 51002, applied, "{rule}");
        sandbox.with(|world| world.advance(89));
        assert_eq!(status_of(&sandbox, 5) == 51002, applied, "{rule}");
        sandbox.with(|world| world.advance(1));
        assert_eq!(
            status_of(&sandbox, 5) == 51002,
            rule != "1=reset-before",
            "{rule}"
        );
    }
}

#[test]
fn hangs_until_the_client_gives_up() {
    for (rule, applied) in [("1=hang", false), ("1=hang-after", true)] {
        let sandbox = start(one_order);
        let mut stream = send(&sandbox, rule, SET, &set_to_paid());
        stream
            .set_read_timeout(Some(Duration::from_millis(150)))
            .unwrap();
        let error = stream.read(&mut [0; 10]).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::WouldBlock);
        assert_eq!(status_of(&sandbox, 5) == 51002, applied, "{rule}");
    }
}

#[test]
fn bodies_are_cut_overlong_slow_or_huge() {
    let sandbox = start(one_order);
    let whole = call(&sandbox, "getOrders", &json!({})).to_string().len();

    let mut text = Vec::new();
    send(&sandbox, "1=cut-body", "getOrders", &json!({}))
        .read_to_end(&mut text)
        .unwrap();
    let (declared, got) = lengths(&text);
    assert!(got < declared && got > whole / 4, "{got} of {declared}");

    text.clear();
    send(&sandbox, "1=long-length", "getOrders", &json!({}))
        .read_to_end(&mut text)
        .unwrap();
    let (declared, got) = lengths(&text);
    assert_eq!(declared, got + 1000);

    let mut stream = send(&sandbox, "1=slow:40", "getOrderStatusList", &json!({}));
    let begun = Instant::now();
    stream.read_exact(&mut [0; 200]).unwrap();
    let mut body = [0; 1];
    for _ in 0..20 {
        stream.read_exact(&mut body).unwrap();
    }
    assert!(begun.elapsed() > Duration::from_millis(200));

    let mut stream = send(&sandbox, "1=huge:3000000", "getOrders", &json!({}));
    let (_, body) = read_answer(&mut stream).unwrap();
    assert_eq!(body.len(), 3_000_000);
    assert_eq!(
        serde_json::from_slice::<Value>(&body).unwrap()["status"],
        "SUCCESS"
    );
}

fn lengths(bytes: &[u8]) -> (usize, usize) {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    (
        header(head, "Content-Length").unwrap().parse().unwrap(),
        body.len(),
    )
}

#[test]
fn wrong_shapes_are_wrong_in_the_said_way() {
    let sandbox = start(one_order);
    let body = |rule: &str| {
        let mut stream = send(&sandbox, rule, "getOrderStatusList", &json!({}));
        let (head, body) = read_answer(&mut stream).unwrap();
        assert!(head.starts_with("HTTP/1.1 200"));
        String::from_utf8(body).unwrap()
    };
    assert_eq!(body("1=shape:missing-key"), r#"{"status":"SUCCESS"}"#);
    assert_eq!(
        body("1=shape:key-number"),
        r#"{"status":"SUCCESS","statuses":7}"#
    );
    let text: Value = serde_json::from_str(&body("1=shape:key-text")).unwrap();
    assert!(text["statuses"].is_string());
    assert!(serde_json::from_str::<Value>(&body("1=shape:truncated")).is_err());
    assert!(body("1=shape:html").starts_with("<html>"));
    assert_eq!(body("1=shape:null"), "null");
    assert_eq!(body("1=shape:list"), "[]");
    assert_eq!(body("1=shape:empty"), "");
    assert!(body("1=unknown-error").contains("ERROR_SANDBOX_UNHEARD_OF"));
    assert!(body("1=account-blocked").contains("ERROR_USER_ACCOUNT_BLOCKED"));
}

#[test]
fn stops_at_once_and_frees_the_port() {
    let mut sandbox = start(one_order);
    let address = ("127.0.0.1", sandbox.port());
    let _idle = connect(&sandbox);
    let _hanging = send(&sandbox, "1=hang", "getOrders", &json!({}));
    let _slow = send(&sandbox, "1=slow:1", "getOrders", &json!({}));
    let begun = Instant::now();
    sandbox.shutdown();
    assert!(begun.elapsed() < Duration::from_secs(2));
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn odd_requests_get_http_errors() {
    let sandbox = start(one_order);
    let first_line = |text: &str| raw(&sandbox, text).0.lines().next().unwrap().to_owned();
    assert_eq!(
        first_line("GET / HTTP/1.1\r\n\r\n"),
        "HTTP/1.1 404 Not Found"
    );
    assert_eq!(first_line("\u{1}\r\n\r\n"), "HTTP/1.1 400 Bad Request");
    let chunked = "POST /connector.php HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    assert_eq!(first_line(chunked), "HTTP/1.1 411 Length Required");
}

#[test]
fn real_clock_runs_and_can_be_moved() {
    let sandbox = Sandbox::start(World::new(1, 0), Options::default()).unwrap();
    let now = sandbox.with(|world| world.now());
    assert!(now > 1_700_000_000);
    sandbox.with(|world| world.advance(1000));
    let later = sandbox.with(|world| world.now());
    assert!((1000..1010).contains(&(later - now)));
}

#[test]
fn a_chosen_start_runs_on_at_real_speed() {
    let mut world = World::new(1, 0);
    world.set_now(NOW);
    let clock = ClockSource::FromWorld;
    let sandbox = Sandbox::start(world, Options { port: 0, clock }).unwrap();
    std::thread::sleep(Duration::from_millis(20));
    let now = sandbox.with(|world| world.now_ms());
    assert!((NOW * 1000 + 20..NOW * 1000 + 5000).contains(&now), "{now}");
    sandbox.with(|world| world.set_now(5));
    assert!((5..10).contains(&sandbox.with(|world| world.now())));
}

#[test]
fn rates_are_served() {
    let sandbox = start(|_| {});
    let (head, body) = raw(
        &sandbox,
        "GET /nbp/api/exchangerates/rates/a/eur/2026-11-17/?format=json HTTP/1.1\r\n\r\n",
    );
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(body.starts_with(r#"{"table":"A","currency":"euro","code":"EUR","rates":[{"no":"223/A/NBP/2026","effectiveDate":"2026-11-17","mid":4."#), "{body}");
    let (head, body) = raw(
        &sandbox,
        "GET /nbp/api/exchangerates/rates/a/eur/2026-11-15/ HTTP/1.1\r\n\r\n",
    );
    assert!(head.starts_with("HTTP/1.1 404"));
    assert_eq!(body, "404 NotFound - Not Found - Brak danych");
}
