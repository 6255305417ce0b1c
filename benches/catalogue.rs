//! A products pass over a catalogue that is generated, not stored: calls, CPU seconds and peak memory of the real binary,
//! for a first pull and for one without changes. `cargo bench --bench catalogue [-- PRODUCTS…]`, by default 1,000 and
//! 1,000,000.

#![allow(
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a bench prints figures"
)]

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};

/// Products a page of the list (baselinker-api.md §4).
const PAGE: u64 = 1000;

/// A BaseLinker of so many products that has no memory of them.
struct Server {
    products: u64,
    calls: AtomicU64,
}

impl Server {
    fn start(products: u64) -> (Arc<Server>, u16) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let server = Arc::new(Server {
            products,
            calls: AtomicU64::new(0),
        });
        let serving = Arc::clone(&server);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let server = Arc::clone(&serving);
                std::thread::spawn(move || server.serve(&stream));
            }
        });
        (server, port)
    }

    fn serve(&self, stream: &TcpStream) {
        let mut reader = BufReader::new(stream);
        let mut writer = stream;
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).unwrap_or(0) == 0 {
                    return;
                }
                let line = line.trim().to_ascii_lowercase();
                if line.is_empty() {
                    break;
                }
                if let Some(told) = line.strip_prefix("content-length:") {
                    length = told.trim().parse().unwrap_or(0);
                }
            }
            let mut body = vec![0; length];
            if reader.read_exact(&mut body).is_err() {
                return;
            }
            let reply = self.reply(&decoded(&String::from_utf8_lossy(&body)));
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
                reply.len()
            );
            if writer.write_all(head.as_bytes()).is_err()
                || writer.write_all(reply.as_bytes()).is_err()
            {
                return;
            }
        }
    }

    fn reply(&self, body: &str) -> String {
        self.calls.fetch_add(1, Ordering::Relaxed);
        if body.contains("method=getInventoryProductsList") {
            let page: u64 = after(body, "\"page\":").parse().unwrap_or(1);
            let first = (page - 1) * PAGE + 1;
            let ids = first..(first + PAGE).min(self.products + 1);
            let row = |id: u64| {
                format!(
                    "\"{id}\":{{\"id\":{id},\"ean\":\"\",\"sku\":\"S-{id}\",\"name\":\"Towar {id}\",\"parent_id\":0,\"prices\":{{\"4401\":{}.99}},\"stock\":{{\"bl_8801\":5}}}}",
                    id % 900 + 1
                )
            };
            return products(ids.map(row));
        }
        if body.contains("method=getInventoryProductsData") {
            let list = after(body, "\"products\":[");
            let ids = list.split(',').filter_map(|id| id.trim().parse().ok());
            let row = |id: u64| {
                format!(
                    "\"{id}\":{{\"is_bundle\":false,\"ean\":\"\",\"parent_id\":0,\"sku\":\"S-{id}\",\"tax_rate\":23,\"weight\":0.4,\"category_id\":0,\"manufacturer_id\":0,\"text_fields\":{{\"name\":\"Towar {id}\",\"description\":\"<p>Opis towaru {id}</p>\"}},\"stock\":{{\"bl_8801\":5}},\"prices\":{{\"4401\":{}.99}},\"images\":{{\"1\":\"https://img.example/{id}.jpg\"}}}}",
                    id % 900 + 1
                )
            };
            return products(ids.map(row));
        }
        if body.contains("method=getInventories") {
            return r#"{"status":"SUCCESS","inventories":[{"inventory_id":3101,"name":"Domyślny","languages":["pl"],"default_language":"pl","price_groups":[4401],"default_price_group":4401,"warehouses":["bl_8801"],"default_warehouse":"bl_8801","reservations":false,"is_default":true}]}"#.to_owned();
        }
        r#"{"status":"SUCCESS","price_groups":[{"price_group_id":4401,"name":"Detal","currency":"PLN","is_default":true}]}"#.to_owned()
    }
}

fn products(rows: impl Iterator<Item = String>) -> String {
    let mut text = "{\"status\":\"SUCCESS\",\"products\":{".to_owned();
    for (n, row) in rows.enumerate() {
        let comma = if n == 0 { "" } else { "," };
        let _ = write!(text, "{comma}{row}");
    }
    text + "}}"
}

/// What stands between a key and the end of its value.
fn after<'t>(text: &'t str, key: &str) -> &'t str {
    let rest = text.split(key).nth(1).unwrap_or_default();
    if key.ends_with('[') {
        return rest.split(']').next().unwrap_or_default();
    }
    rest.split([',', '}']).next().unwrap_or_default()
}

fn decoded(body: &str) -> String {
    let bytes = body.as_bytes();
    let mut text = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = body
            .get(at + 1..at + 3)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], hex) {
            (b'%', Some(byte)) => {
                text.push(byte);
                at += 2;
            }
            (b'+', _) => text.push(b' '),
            (byte, _) => text.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&text).into_owned()
}

fn cpu() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("measured");
    let part = |time: nix::sys::time::TimeVal| {
        Duration::from_secs(time.tv_sec().unsigned_abs())
            + Duration::from_micros(time.tv_usec().unsigned_abs())
    };
    part(usage.user_time()) + part(usage.system_time())
}

/// Runs a pull; answers its peak memory in MB as Linux tells it (0 elsewhere).
fn run(folder: &Path) -> f64 {
    let mut child = Command::new(env!("CARGO_BIN_EXE_firmino-link"))
        .env_clear()
        .env("HOME", folder)
        .arg("--config")
        .arg(folder.join("shop.toml"))
        .args(["sync", "products", "--quiet"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .expect("started");
    let mut peak = 0;
    loop {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let told = status.lines().find_map(|line| {
            let told = line.strip_prefix("VmHWM:")?.split_whitespace().next()?;
            told.parse::<u32>().ok()
        });
        peak = peak.max(told.unwrap_or(0));
        if let Some(status) = child.try_wait().expect("waited") {
            assert!(status.success(), "{status}");
            return f64::from(peak) / 1024.0;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn profile(port: u16) -> String {
    format!(
        "version = 1\nmodules = [\"products\"]\n[baselinker]\napi_url = \"http://127.0.0.1:{port}/connector.php\"\n\
         token = {{ file = \"shop.token\" }}\nrate_limit = 100000\nrate_window = 1\n[products]\nsource = \"baselinker\"\n\
         [mirror]\nmachine = \"bench\"\npath = \"shop.sqlite\"\n"
    )
}

fn main() {
    let asked: Vec<u64> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let sizes = if asked.is_empty() {
        vec![1_000, 1_000_000]
    } else {
        asked
    };
    println!(
        "products  first pull: calls  CPU s  wall s  peak MB  no change: calls  CPU s  peak MB"
    );
    for size in sizes {
        let (server, port) = Server::start(size);
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("shop.toml"), profile(port)).expect("written");
        let token = folder.path().join("shop.token");
        std::fs::write(&token, "1-2-BENCH").expect("written");
        std::fs::set_permissions(&token, std::os::unix::fs::PermissionsExt::from_mode(0o600))
            .expect("set");
        let measured = || {
            server.calls.store(0, Ordering::Relaxed);
            let (before, begun) = (cpu(), Instant::now());
            let peak = run(folder.path());
            let calls = server.calls.load(Ordering::Relaxed);
            (
                calls,
                (cpu() - before).as_secs_f64(),
                begun.elapsed().as_secs_f64(),
                peak,
            )
        };
        let (calls, cpu, wall, peak) = measured();
        print!("{size:>8}  {calls:>17}  {cpu:>5.1}  {wall:>6.1}  {peak:>7.1}");
        let (calls, cpu, _, peak) = measured();
        println!("  {calls:>16}  {cpu:>5.1}  {peak:>7.1}");
    }
}
