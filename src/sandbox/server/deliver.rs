//! Puts a delivery on the wire, well or badly.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use super::Shared;
use super::connection::After;
use crate::sandbox::delivery::{Answer, Delivery};

/// Delivers; says whether the connection may be used again. `date` is in Unix seconds.
pub(super) fn deliver(
    shared: &Shared,
    stream: &mut TcpStream,
    delivery: &Delivery,
    date: i64,
    wanted: After,
) -> io::Result<After> {
    match delivery {
        Delivery::Answer(answer) => {
            let mut bytes = head(answer, answer.body.len() as u64, date, wanted);
            bytes.extend_from_slice(answer.body.as_bytes());
            stream.write_all(&bytes)?;
            Ok(wanted)
        }
        Delivery::Hang => {
            wait_for_close(stream);
            Ok(After::Close)
        }
        Delivery::Reset => {
            // Closing with a linger time of 0 sends RST instead of FIN.
            socket2::SockRef::from(&*stream).set_linger(Some(Duration::ZERO))?;
            Ok(After::Close)
        }
        Delivery::Partial {
            answer,
            declared,
            sent,
        } => {
            let mut bytes = head(answer, *declared as u64, date, wanted);
            bytes.extend_from_slice(&answer.body.as_bytes()[..*sent]);
            stream.write_all(&bytes)?;
            stream.shutdown(Shutdown::Write)?;
            wait_for_close(stream);
            Ok(After::Close)
        }
        Delivery::Slow {
            answer,
            bytes_per_second,
        } => {
            stream.write_all(&head(answer, answer.body.len() as u64, date, wanted))?;
            trickle(shared, stream, answer.body.as_bytes(), *bytes_per_second)?;
            Ok(wanted)
        }
        Delivery::Huge { bytes } => {
            let answer = Answer::json(String::new());
            stream.write_all(&head(&answer, *bytes, date, wanted))?;
            pad(stream, *bytes)?;
            Ok(wanted)
        }
    }
}

fn head(answer: &Answer, length: u64, date: i64, after: After) -> Vec<u8> {
    let connection = match after {
        After::KeepOpen => "keep-alive",
        After::Close => "close",
    };
    let date = jiff::Timestamp::from_second(date)
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
        .strftime("%a, %d %b %Y %H:%M:%S GMT")
        .to_string();
    let mut head = format!(
        "HTTP/1.1 {} {}\r\nServer: nginx\r\nDate: {date}\r\nContent-Type: {}\r\nContent-Length: {length}\r\nConnection: {connection}\r\n",
        answer.status,
        reason(answer.status),
        answer.content_type,
    );
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    head.into_bytes()
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        409 => "Conflict",
        411 => "Length Required",
        413 => "Payload Too Large",
        415 => "Unsupported Media Type",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        _ => "Unknown",
    }
}

/// Reads and forgets until the client, or the sandbox when it stops, closes the connection.
fn wait_for_close(stream: &mut TcpStream) {
    let mut forgotten = [0; 4096];
    while matches!(stream.read(&mut forgotten), Ok(n) if n > 0) {}
}

fn trickle(
    shared: &Shared,
    stream: &mut TcpStream,
    body: &[u8],
    bytes_per_second: u32,
) -> io::Result<()> {
    let step = usize::try_from(bytes_per_second / 10).unwrap_or(1).max(1);
    let pause_ms = (step as u64).saturating_mul(1000) / u64::from(bytes_per_second.max(1));
    for chunk in body.chunks(step) {
        stream.write_all(chunk)?;
        let mut left = pause_ms;
        while left > 0 {
            if shared.stopping() {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let nap = left.min(50);
            std::thread::sleep(Duration::from_millis(nap));
            left -= nap;
        }
    }
    Ok(())
}

/// Streams a JSON object of exactly so many bytes (of at least its frame's length).
fn pad(stream: &mut TcpStream, bytes: u64) -> io::Result<()> {
    let start = br#"{"status":"SUCCESS","orders":[],"statuses":[],"padding":""#;
    let end = br#""}"#;
    stream.write_all(start)?;
    let filler = [b'x'; 64 * 1024];
    let mut left = bytes.saturating_sub((start.len() + end.len()) as u64);
    while left > 0 {
        let step = left.min(filler.len() as u64);
        stream.write_all(&filler[..usize::try_from(step).unwrap_or(1)])?;
        left -= step;
    }
    stream.write_all(end)
}
