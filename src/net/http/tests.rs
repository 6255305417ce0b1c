use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::time::Instant;

use super::*;
use crate::net::{Address, Login, Token};

const SHORT: Duration = Duration::from_millis(400);

/// A server that reads each request whole and lets `answer` write what it likes. Gives its address and, one by
/// one, the requests.
fn serve(answer: impl Fn(&mut TcpStream) + Send + 'static) -> (Address, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!(
        "http://{}/connector.php",
        listener.local_addr().expect("bound")
    );
    let (sender, requests) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            while let Some(request) = request(&mut stream) {
                let _nobody_listens_any_more = sender.send(request);
                answer(&mut stream);
            }
        }
    });
    (Address::parse(&address).expect("loopback"), requests)
}

fn request(stream: &mut TcpStream) -> Option<String> {
    let mut text = Vec::new();
    let mut byte = [0];
    while !text.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        text.push(byte[0]);
    }
    let head = String::from_utf8(text).expect("text");
    let length = head
        .lines()
        .find_map(|line| {
            line.to_ascii_lowercase()
                .strip_prefix("content-length: ")
                .map(str::to_owned)
        })
        .map_or(0, |length| length.parse().expect("a length"));
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8(body).expect("text"))
}

/// Writes without caring whether the client is still there.
fn write(stream: &mut TcpStream, bytes: &[u8]) -> bool {
    stream.write_all(bytes).is_ok() && stream.flush().is_ok()
}

fn ok(stream: &mut TcpStream, body: &str) {
    let head = "HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 21:05:34 GMT\r\nContent-Length:";
    write(
        stream,
        format!("{head} {}\r\n\r\n{body}", body.len()).as_bytes(),
    );
}

fn post(address: &Address) -> Request {
    let token = Token::parse("1-23-CANARY").expect("valid");
    Request::form(
        address.clone(),
        token,
        &[("method", "getOrders"), ("parameters", "{}")],
    )
}

fn transport() -> HttpTransport {
    HttpTransport::new().expect("a runtime")
}

#[test]
fn json_carries_login_type_and_another_header() {
    let (address, requests) = serve(|stream| ok(stream, "{}"));
    let login = Login::new("Aladdin", "open sesame").expect("valid");
    let request = Request::json(
        address,
        login,
        "{\"n\":\"ż\"}".to_owned(),
        "application/pdf",
    )
    .with_header("companyShortName", "ŻUBR".to_owned());
    assert!(!format!("{request:?}").contains("sesame"), "{request:?}");
    let response = transport().send(&request, SHORT).expect("an answer");
    assert_eq!(response.status, 200);
    let request = requests.recv().expect("a request");
    let (head, body) = request.split_once("\r\n\r\n").expect("a head");
    for line in [
        "authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        "accept: application/pdf",
        "content-type: application/json; charset=utf-8",
        "companyshortname: ŻUBR",
    ] {
        assert!(head.lines().any(|there| there == line), "{line}: {head}");
    }
    assert!(head.starts_with("POST "), "{head}");
    assert!(!head.contains("x-bltoken"), "{head}");
    assert_eq!(body, "{\"n\":\"ż\"}");
}

#[test]
fn a_call_carries_token_and_form_and_brings_body_and_time() {
    let (address, requests) = serve(|stream| ok(stream, "{\"status\":\"SUCCESS\"}"));
    let transport = transport();
    for _ in 0..2 {
        let response = transport.send(&post(&address), SHORT).expect("an answer");
        assert_eq!(response.status, 200);
        assert_eq!(response.body, b"{\"status\":\"SUCCESS\"}");
        assert_eq!(
            response.date,
            Some("2026-11-23T21:05:34Z".parse().expect("a moment"))
        );
        let request = requests.recv().expect("a request").to_ascii_lowercase();
        assert!(
            request.starts_with("post /connector.php http/1.1\r\n"),
            "{request}"
        );
        assert!(request.contains("x-bltoken: 1-23-canary\r\n"), "{request}");
        assert!(
            request.contains("content-type: application/x-www-form-urlencoded\r\n"),
            "{request}"
        );
        assert!(
            request.contains(concat!(
                "user-agent: firmino-link/",
                env!("CARGO_PKG_VERSION"),
                "\r\n"
            )),
            "{request}"
        );
        assert!(
            request.ends_with("\r\n\r\nmethod=getorders&parameters=%7b%7d"),
            "{request}"
        );
    }
}

#[test]
fn the_client_for_https_can_be_made() {
    let transport = transport();
    let request = Request::get(Address::parse("https://127.0.0.1:9/").expect("valid"));
    assert!(transport.client(&request).is_ok());
}

#[test]
fn a_server_without_tls_sees_no_byte_of_the_token() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("bound").port();
    let heard = std::thread::spawn(move || {
        let mut stream = listener.accept().expect("a connection").0;
        let mut heard = vec![0; 4096];
        let length = stream.read(&mut heard).unwrap_or(0);
        write(&mut stream, b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        heard.truncate(length);
        heard
    });
    let error = transport().send(
        &post(&Address::parse(&format!("https://127.0.0.1:{port}/")).expect("valid")),
        SHORT,
    );
    assert!(
        matches!(
            error,
            Err(TransportError::NoConnection(_) | TransportError::Unmade(_))
        ),
        "{error:?}"
    );
    let heard = heard.join().expect("heard");
    assert!(!heard.windows(6).any(|bytes| bytes == b"CANARY"));
}

#[test]
fn a_redirect_is_not_followed_and_the_token_stays() {
    let (elsewhere, leaked) = serve(|stream| ok(stream, "{}"));
    for status in [301, 302, 303, 307, 308] {
        let target = elsewhere.to_string();
        let (address, _requests) = serve(move |stream| {
            write(
                stream,
                format!(
                    "HTTP/1.1 {status} Moved\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n"
                )
                .as_bytes(),
            );
        });
        let response = transport().send(&post(&address), SHORT).expect("an answer");
        assert_eq!(response.status, status);
    }
    assert!(leaked.try_recv().is_err(), "nobody called the other host");
}

#[test]
fn the_deadline_is_total() {
    // A byte every 20 ms keeps every read alive and would go on for 20 s.
    let (address, _requests) = serve(|stream| {
        write(stream, b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        for _ in 0..1000 {
            if !write(stream, b" ") {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let start = Instant::now();
    assert_eq!(
        transport().send(&post(&address), SHORT),
        Err(TransportError::TimedOut(SHORT))
    );
    assert!(start.elapsed() < 2 * SHORT, "{:?}", start.elapsed());
}

#[test]
fn a_silent_server_is_left_at_the_deadline() {
    let (address, _requests) = serve(|_| std::thread::sleep(Duration::from_secs(5)));
    let start = Instant::now();
    assert_eq!(
        transport().send(&post(&address), SHORT),
        Err(TransportError::TimedOut(SHORT))
    );
    assert!(start.elapsed() < 2 * SHORT, "{:?}", start.elapsed());
}

#[test]
fn a_huge_body_is_refused() {
    let (announced, _requests) = serve(|stream| {
        write(
            stream,
            b"HTTP/1.1 200 OK\r\nContent-Length: 209715200\r\n\r\n",
        );
        std::thread::sleep(Duration::from_secs(1));
    });
    let long = Duration::from_secs(20);
    assert_eq!(
        transport().send(&post(&announced), long),
        Err(TransportError::TooLarge(BODY_CAP))
    );

    let (chunked, _requests) = serve(|stream| {
        write(
            stream,
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        );
        let chunk = [b"100000\r\n".as_slice(), &[b' '; 1 << 20], b"\r\n"].concat();
        for _ in 0..200 {
            if !write(stream, &chunk) {
                break;
            }
        }
    });
    assert_eq!(
        transport().send(&post(&chunked), long),
        Err(TransportError::TooLarge(BODY_CAP))
    );
}

#[test]
fn a_cut_body_is_told_from_a_broken_connection() {
    let (cut, _requests) = serve(|stream| {
        write(
            stream,
            b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"status\"",
        );
        stream.shutdown(std::net::Shutdown::Both).expect("shut");
    });
    assert_eq!(
        transport().send(&post(&cut), SHORT),
        Err(TransportError::Cut)
    );

    let (bad_gateway, _requests) = serve(|stream| {
        write(
            stream,
            b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 1000\r\n\r\n<html>",
        );
        stream.shutdown(std::net::Shutdown::Both).expect("shut");
    });
    let response = transport()
        .send(&post(&bad_gateway), SHORT)
        .expect("a status");
    assert_eq!((response.status, response.body), (502, Vec::new()));

    let (broken, _requests) =
        serve(|stream| stream.shutdown(std::net::Shutdown::Both).expect("shut"));
    let error = transport()
        .send(&post(&broken), SHORT)
        .expect_err("no answer");
    assert!(matches!(error, TransportError::Broken(_)), "{error:?}");
    assert!(error.may_have_arrived());

    let (reset, _requests) = serve(|stream| {
        // Closing with no linger sends a reset.
        let socket = socket2::SockRef::from(&*stream);
        socket.set_linger(Some(Duration::ZERO)).expect("set");
        socket.shutdown(std::net::Shutdown::Both).expect("shut");
    });
    let error = transport()
        .send(&post(&reset), SHORT)
        .expect_err("no answer");
    assert!(matches!(error, TransportError::Broken(_)), "{error:?}");
}

#[test]
fn a_connection_that_cannot_be_made_is_not_sent() {
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port")
        .port();
    let refused = Address::parse(&format!("http://127.0.0.1:{port}/")).expect("valid");
    let unknown = Address::parse("https://no-such-host.invalid/").expect("valid");
    for address in [refused, unknown] {
        let error = transport()
            .send(&post(&address), Duration::from_secs(5))
            .expect_err("no server");
        assert!(!error.may_have_arrived(), "{error:?}");
        assert!(!error.to_string().contains("CANARY"), "{error}");
    }
}

#[test]
fn a_connection_closed_between_calls_is_not_used_again() {
    // The server closes after each answer without saying so.
    let (address, _requests) = serve(|stream| {
        ok(stream, "{}");
        stream.shutdown(std::net::Shutdown::Both).expect("shut");
    });
    let transport = transport();
    for _ in 0..20 {
        transport.send(&post(&address), SHORT).expect("an answer");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn the_server_may_ask_to_be_left_alone() {
    for (header, expected) in [
        ("Retry-After: 7\r\n", Some(Duration::from_secs(7))),
        (
            "Retry-After: Mon, 23 Nov 2026 21:06:34 GMT\r\n",
            Some(Duration::from_secs(60)),
        ),
        (
            "Retry-After: Mon, 23 Nov 2026 21:00:00 GMT\r\n",
            Some(Duration::ZERO),
        ),
        ("Retry-After: soon\r\n", None),
        ("", None),
    ] {
        let (address, _requests) = serve(move |stream| {
            let date = "Date: Mon, 23 Nov 2026 21:05:34 GMT\r\n";
            write(
                stream,
                format!("HTTP/1.1 503 Busy\r\n{date}{header}Content-Length: 0\r\n\r\n").as_bytes(),
            );
        });
        let response = transport().send(&post(&address), SHORT).expect("an answer");
        assert_eq!(
            (response.status, response.retry_after),
            (503, expected),
            "{header}"
        );
    }
}
