//! From the start of the process to the first query answered: what `--version` takes, which opens nothing, and what
//! commands take that read profile and mirror and print what they found.
//!
//! `cargo bench --bench start` starts each 200 times; `cargo bench --bench start -- PATH` times another binary (the one
//! under target/release is built anew by the bench itself, with what tests need). Wall clock from before the start to the
//! first byte of the answer, and to the end; with what the operating system needs to start any program, told as `true`.

#![allow(
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a bench prints figures"
)]

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use firmino_link::sandbox::{ClockSource, DEFAULT_TOKEN, Options, Sandbox, scenario};

const STARTS: usize = 200;

fn profile(sandbox: &Sandbox) -> String {
    let now = jiff::Timestamp::now();
    let from = jiff::Timestamp::from_second(now.as_second() - 40 * 24 * 3600).expect("in range");
    format!(
        r#"version = 1
modules = ["orders"]
[company]
name = "Próbna Hurtownia sp. z o.o."
nip = "1234563218"
street = "ul. Krótka 3"
postcode = "65-001"
city = "Zielona Góra"
[baselinker]
api_url = "{}"
token = {{ env = "SHOP_TOKEN" }}
rate_limit = 2000
rate_window = 1
[orders]
from = {}
statuses = ["Opłacone", "Spakowane", "Wysłane"]
send_invoices = false
issue = "automatically"
[rates]
nbp_url = "{}"
[brakes]
old_orders = 100000
documents_per_run = 100000
"#,
        sandbox.url(),
        from.to_zoned_datetime(jiff::tz::TimeZone::UTC).date(),
        sandbox.nbp_url(),
    )
}

fn command(program: &Path, folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("HOME", folder)
        .env("SHOP_TOKEN", DEFAULT_TOKEN)
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// The folder's mirror gets a pass over the demo shop.
fn fill(program: &Path, folder: &Path, config: &str) {
    let now = jiff::Timestamp::now().as_second();
    let world = scenario("demo-shop", 1, now).expect("known");
    let options = Options {
        port: 0,
        clock: ClockSource::Real,
    };
    let sandbox = Sandbox::start(world, options).expect("a port");
    std::fs::write(folder.join("shop.toml"), profile(&sandbox)).expect("written");
    let status = command(program, folder, &["--config", config, "sync", "orders"])
        .stderr(Stdio::inherit())
        .status()
        .expect("started");
    // 3: done, with orders that a person has to look at.
    assert!(matches!(status.code(), Some(0 | 3)), "{status}");
}

/// In ms: median to the answer, median to the end, 95th percentile to the end.
fn timed(program: &Path, folder: &Path, words: &[&str]) -> [f64; 3] {
    let once = || {
        let begun = Instant::now();
        let mut child = command(program, folder, words)
            .stdout(Stdio::piped())
            .spawn()
            .expect("started");
        let mut stdout = child.stdout.take().expect("a pipe");
        let _ = stdout.read(&mut [0]).expect("an answer");
        let answered = begun.elapsed();
        let _ = stdout.read_to_end(&mut Vec::new()).expect("all of it");
        let status = child.wait().expect("an end");
        let ended = begun.elapsed();
        assert!(
            matches!(status.code(), Some(0 | 3 | 75)),
            "{words:?}: {status}"
        );
        (answered, ended)
    };
    // Into the file cache first.
    for _ in 0..5 {
        once();
    }
    let (mut answers, mut ends): (Vec<Duration>, Vec<Duration>) =
        (0..STARTS).map(|_| once()).unzip();
    answers.sort();
    ends.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let (half, late) = (STARTS / 2, STARTS * 95 / 100);
    [ms(answers[half]), ms(ends[half]), ms(ends[late])]
}

fn main() {
    let asked = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let built = || PathBuf::from(env!("CARGO_BIN_EXE_firmino-link"));
    let program = asked.map_or_else(built, PathBuf::from);
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let config = folder.join("shop.toml");
    let config = config.to_str().expect("a text");
    fill(&program, folder, config);
    let size = std::fs::metadata(&program).expect("there").len();
    println!("{} bytes, {STARTS} starts each", size);
    println!("ms                  to the answer  to the end  p95");
    let told = |name: &str, [answer, end, late]: [f64; 3]| {
        println!("{name:<18}  {answer:>13.2}  {end:>10.2}  {late:>4.1}");
    };
    told("true", timed(Path::new("/bin/true"), folder, &[]));
    told("--version", timed(&program, folder, &["--version"]));
    for words in [["runs", "list", "--json"], ["orders", "list", "--json"]] {
        let all = [&["--config", config][..], &words[..]].concat();
        told(&words.join(" "), timed(&program, folder, &all));
    }
    let all = ["--config", config, "status", "--json"];
    told("status --json", timed(&program, folder, &all));
}
