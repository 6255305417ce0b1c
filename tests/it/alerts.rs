//! `[alerts]`: the heartbeat at each pass, and news once per change of state, not per run.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use firmino_link::sandbox::{DEFAULT_TOKEN, Order};
use serde_json::Value;

use crate::shop::status::PAID;
use crate::shop::{Out, Shop, order, world};

/// Something that is called, and remembers what was asked for.
struct Watcher {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Watcher {
    fn start() -> Watcher {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/ping/1", listener.local_addr().expect("bound"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a caller");
                let mut bytes = [0; 2048];
                let read = stream.read(&mut bytes).expect("a request");
                let text = String::from_utf8_lossy(&bytes[..read]).into_owned();
                let path = text.split(' ').nth(1).expect("a path").to_owned();
                kept.lock().expect("whole").push(path);
                let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK";
                stream.write_all(answer.as_bytes()).expect("heard");
            }
        });
        Watcher { url, asked }
    }

    /// What was asked for since the last look.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().expect("whole"))
    }
}

/// A shop whose alerts go to this watcher and into the file `news`.
fn shop(orders: impl IntoIterator<Item = Order>, heartbeat: &str) -> Shop {
    let shop = Shop::open(world(orders));
    let mut profile = shop.profile();
    let keep = r#"["sh", "-c", "cat >> news; echo >> news"]"#;
    profile.rest += &format!(
        "[alerts]\nheartbeat_url = \"{heartbeat}\"\non_failure = {keep}\non_recovery = {keep}\n"
    );
    shop.desk.write("shop.toml", &profile.text());
    shop
}

impl Shop {
    /// What was told since the last look: event, from, to.
    fn news(&self) -> Vec<[String; 3]> {
        let rows = self.news_in_full();
        let text = |row: &Value, key: &str| row[key].as_str().expect("a text").to_owned();
        rows.iter()
            .map(|row| ["event", "from", "to"].map(|key| text(row, key)))
            .collect()
    }

    fn news_in_full(&self) -> Vec<Value> {
        let path = self.desk.path("news");
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let _ = std::fs::remove_file(&path);
        let lines = text.lines().filter(|line| !line.is_empty());
        lines
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect()
    }

    /// As cron does it.
    fn cron(&self) -> Out {
        self.desk.run(["-q", "sync", "orders"])
    }
}

const NONE: [[&str; 3]; 0] = [];
const WORSE: [[&str; 3]; 1] = [["failure", "well", "person"]];
const WELL_AGAIN: [[&str; 3]; 1] = [["recovery", "person", "well"]];

#[test]
fn news_go_out_at_the_changes_and_a_heartbeat_at_each_pass() {
    let watcher = Watcher::start();
    let shop = shop([order(1, PAID, 60)], &watcher.url);
    let _ = shop.cron().exits(0);
    assert_eq!(shop.news(), NONE);
    assert_eq!(watcher.asked(), ["/ping/1/start", "/ping/1"]);

    shop.desk.write("shop.token", "withdrawn");
    let out = shop.cron().exits(4);
    assert!(out.stderr.contains("token"), "{out:?}");
    let news = shop.news_in_full();
    assert_eq!(news.len(), 1);
    assert_eq!(news[0]["to"], "person");
    assert_eq!(news[0]["profile"], "shop");
    assert_eq!(news[0]["exit"], 4);
    assert_eq!(news[0]["status"]["problems"][0]["code"], "pass.stopped");
    let text = news[0]["text"].as_str().expect("a text");
    assert!(text.contains("refused the token"), "{text}");
    assert!(!news[0].to_string().contains("withdrawn"));
    assert_eq!(watcher.asked(), ["/ping/1/start", "/ping/1/fail"]);

    // The same again is no news, and nothing that cron would mail.
    for _ in 0..2 {
        let out = shop.cron().exits(4);
        assert_eq!((out.stderr.as_str(), shop.news()), ("", vec![]));
        assert_eq!(watcher.asked(), ["/ping/1/start", "/ping/1/fail"]);
    }
    // Without -q a person is always told.
    let out = shop.desk.run(["sync", "orders"]).exits(4);
    assert!(out.stderr.contains("token"), "{out:?}");

    // A pass that cannot even begin is a run, too.
    std::fs::remove_file(shop.desk.path("shop.token")).expect("removed");
    let out = shop.cron().exits(78);
    assert!(out.stderr.contains("shop.token"), "{out:?}");
    assert_eq!(shop.cron().exits(78).stderr, "");
    assert_eq!(shop.news(), NONE);
    let runs = shop.desk.run(["runs", "list", "--json"]).json();
    let last = &runs["runs"].as_array().expect("a list")[6];
    assert_eq!(
        (&last["outcome"], &last["exit"]),
        (&"failed".into(), &78.into())
    );
    let _ = shop.desk.run(["status"]).exits(3);

    shop.desk.write("shop.token", DEFAULT_TOKEN);
    let _ = watcher.asked();
    let _ = shop.cron().exits(0);
    assert_eq!(shop.news(), WELL_AGAIN);
    assert_eq!(watcher.asked(), ["/ping/1/start", "/ping/1"]);
    let _ = shop.desk.run(["status"]).exits(0);
}

#[test]
fn one_order_that_waits_for_a_person_is_told_once() {
    let mut held = order(2, PAID, 30);
    held.invoice_nip = "1234567890".into();
    held.want_invoice = true;
    let shop = shop([order(1, PAID, 60), held], "");
    let out = shop.cron().exits(3);
    assert_eq!(out.stderr, "");
    assert_eq!(shop.news(), WORSE);
    for _ in 0..3 {
        let out = shop.cron().exits(0);
        assert_eq!((out.stderr.as_str(), shop.news()), ("", vec![]));
    }
    // A rehearsal tells nobody, whatever it finds.
    let skip = ["orders", "skip", "2", "--reason", "by phone"];
    let _ = shop.desk.run(skip).exits(0);
    let _ = shop.desk.run(["sync", "orders", "--dry-run"]).exits(0);
    assert_eq!(shop.news(), NONE);
    let _ = shop.cron().exits(0);
    assert_eq!(shop.news(), WELL_AGAIN);
}

#[test]
fn what_could_not_be_told_is_told_after_the_next_pass() {
    let shop = shop([order(1, PAID, 60)], "");
    let right = std::fs::read_to_string(shop.desk.path("shop.toml")).expect("there");
    let wrong = right.replace(
        "on_failure = [\"sh\", \"-c\", \"cat",
        "on_failure = [\"sh\", \"-c\", \"exit 7; cat",
    );
    assert_ne!(right, wrong);
    let _ = shop.cron().exits(0);
    shop.desk.write("shop.toml", &wrong);
    shop.desk.write("shop.token", "withdrawn");
    for _ in 0..2 {
        let out = shop.cron().exits(4);
        assert!(out.stderr.contains("alerts.on_failure"), "{out:?}");
        assert!(out.stderr.contains('7'), "{out:?}");
    }
    shop.desk.write("shop.toml", &right);
    assert_eq!(shop.cron().exits(4).stderr, "");
    assert_eq!(shop.news(), WORSE);
}

#[test]
fn a_mirror_that_cannot_be_opened_is_told_once_too() {
    let shop = shop([order(1, PAID, 60)], "");
    let _ = shop.cron().exits(0);
    let close = ["mirror", "backup", "move.sqlite", "--close"];
    let _ = shop.desk.run(close).exits(0);
    let out = shop.cron().exits(78);
    assert!(out.stderr.contains("closed"), "{out:?}");
    let news = shop.news_in_full();
    assert_eq!(news.len(), 1);
    assert_eq!(news[0]["to"], "late");
    assert_eq!(news[0]["error"]["code"], "mirror.closed");
    let _ = shop.cron().exits(78);
    assert_eq!(shop.news(), NONE);
}

#[test]
fn another_pass_at_work_is_no_news_and_no_mail() {
    let watcher = Watcher::start();
    let shop = shop([order(1, PAID, 60)], &watcher.url);
    let _ = shop.cron().exits(0);
    let _ = watcher.asked();
    let lock = firmino_link::mirror::lock::take(&shop.desk.mirror()).expect("free");
    assert_eq!(shop.cron().exits(75).stderr, "");
    assert_eq!(shop.news(), NONE);
    assert_eq!(watcher.asked(), ["/ping/1/start"]);
    let runs = shop.desk.run(["runs", "list", "--json"]).json();
    assert_eq!(runs["runs"].as_array().expect("a list").len(), 1);
    drop(lock);
}

#[test]
fn a_watcher_that_does_not_answer_changes_nothing() {
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/ping", closed.local_addr().expect("bound"));
    drop(closed);
    let shop = shop([order(1, PAID, 60)], &url);
    let out = shop.cron().exits(0);
    assert_eq!(out.stderr, "");
    let out = shop.desk.run(["-v", "sync", "orders"]).exits(0);
    assert!(out.stderr.contains("alerts.heartbeat_url"), "{out:?}");
    assert!(
        !out.stderr.contains("/ping"),
        "the address is a secret: {out:?}"
    );
}
