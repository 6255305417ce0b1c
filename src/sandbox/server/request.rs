//! Reads one HTTP/1.1 request from a connection.

use std::io::{self, Read, Write};
use std::net::TcpStream;

const LARGEST_HEAD: usize = 64 * 1024;
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// What of a request matters here.
#[derive(Debug, Default)]
pub(super) struct Request {
    pub(super) verb: String,
    /// Path without the query.
    pub(super) path: String,
    pub(super) token: Option<String>,
    /// Header `Authorization`.
    pub(super) authorization: Option<String>,
    /// Header `companyShortName`.
    pub(super) company: Option<String>,
    pub(super) accept: String,
    pub(super) content_type: String,
    pub(super) body: Vec<u8>,
    pub(super) keep_alive: bool,
}

/// Why there is no request.
#[derive(Debug)]
pub(super) enum NoRequest {
    /// The client is gone, or sent nothing that could be answered.
    Closed,
    /// To be refused with this status, after which the connection closes.
    Refused(u16, &'static str),
}

impl From<io::Error> for NoRequest {
    fn from(_: io::Error) -> Self {
        Self::Closed
    }
}

struct Head {
    request: Request,
    length: usize,
    body_length: usize,
    expects_continue: bool,
}

/// Reads the next request; `buffer` keeps what came after it.
pub(super) fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<Request, NoRequest> {
    let head = loop {
        if let Some(head) = parse_head(buffer)? {
            break head;
        }
        if buffer.len() > LARGEST_HEAD {
            return Err(NoRequest::Refused(431, "Request Header Fields Too Large"));
        }
        fill(stream, buffer)?;
    };
    if head.body_length > LARGEST_BODY {
        return Err(NoRequest::Refused(413, "Payload Too Large"));
    }
    let end = head.length + head.body_length;
    if head.expects_continue && buffer.len() < end {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    while buffer.len() < end {
        fill(stream, buffer)?;
    }
    let mut request = head.request;
    request.body = buffer[head.length..end].to_vec();
    buffer.drain(..end);
    Ok(request)
}

fn fill(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<(), NoRequest> {
    let mut chunk = [0; 16 * 1024];
    match stream.read(&mut chunk)? {
        0 => Err(NoRequest::Closed),
        n => {
            buffer.extend_from_slice(&chunk[..n]);
            Ok(())
        }
    }
}

fn parse_head(buffer: &[u8]) -> Result<Option<Head>, NoRequest> {
    let bad = NoRequest::Refused(400, "Bad Request");
    let mut headers = [httparse::EMPTY_HEADER; 100];
    let mut parsed = httparse::Request::new(&mut headers);
    let length = match parsed.parse(buffer) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(_) => return Err(bad),
    };
    let header = |name: &str| {
        parsed
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case(name))
            .and_then(|header| std::str::from_utf8(header.value).ok())
            .map(str::trim)
    };
    if header("transfer-encoding").is_some() {
        return Err(NoRequest::Refused(411, "Length Required"));
    }
    let body_length = match header("content-length").map(str::parse) {
        None => 0,
        Some(Ok(length)) => length,
        Some(Err(_)) => return Err(bad),
    };
    let connection = header("connection")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let keep_alive = match parsed.version {
        Some(1) => connection != "close",
        _ => connection == "keep-alive",
    };
    let target = parsed.path.unwrap_or_default();
    Ok(Some(Head {
        length,
        body_length,
        expects_continue: header("expect").is_some(),
        request: Request {
            verb: parsed.method.unwrap_or_default().to_owned(),
            path: target.split('?').next().unwrap_or_default().to_owned(),
            token: header("x-bltoken").map(str::to_owned),
            authorization: header("authorization").map(str::to_owned),
            company: header("companyshortname").map(str::to_owned),
            accept: header("accept").unwrap_or_default().to_owned(),
            content_type: header("content-type")
                .unwrap_or_default()
                .to_ascii_lowercase(),
            body: Vec::new(),
            keep_alive,
        },
    }))
}
