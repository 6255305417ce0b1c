//! A whole orders pass over loopback HTTP, documents included: calls, CPU seconds and peak memory of the real binary.
//!
//! `cargo bench --bench pass`. Calls are counted by the sandbox and compared with the walk of design.md §4.2; CPU and
//! memory are the operating system's account of the finished process.

#![allow(
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a bench prints figures"
)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use firmino_link::sandbox::{Bulk, ClockSource, DEFAULT_TOKEN, Options, Sandbox, World};
use nix::sys::resource::{UsageWho, getrusage};

/// Calls of the walk for orders that share no second: every page shows the last order of the one before again, and a
/// short page has to be seen.
fn walk(orders: u64) -> u64 {
    orders.saturating_sub(1) / 99 + 1
}

fn cpu() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("measured");
    let part = |time: nix::sys::time::TimeVal| {
        Duration::from_secs(time.tv_sec().unsigned_abs())
            + Duration::from_micros(time.tv_usec().unsigned_abs())
    };
    part(usage.user_time()) + part(usage.system_time())
}

/// Runs a pass; answers its peak memory in MB as Linux tells it (0 elsewhere). `ru_maxrss` would count what this
/// process held when it forked.
fn run(folder: &Path) -> f64 {
    let mut child = Command::new(env!("CARGO_BIN_EXE_firmino-link"))
        .env_clear()
        .env("HOME", folder)
        .arg("--config")
        .arg(folder.join("shop.toml"))
        .args(["sync", "orders", "--quiet"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .expect("started");
    let mut peak = 0;
    loop {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let told = status.lines().find_map(|line| {
            line.strip_prefix("VmHWM:")?
                .split_whitespace()
                .next()?
                .parse::<u32>()
                .ok()
        });
        peak = peak.max(told.unwrap_or(0));
        if let Some(status) = child.try_wait().expect("waited") {
            assert!(status.success(), "{status}");
            return f64::from(peak) / 1024.0;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn profile(sandbox: &Sandbox) -> String {
    format!(
        r#"version = 1
modules = ["orders", "warehouses"]
[company]
name = "Próbna Hurtownia sp. z o.o."
nip = "1234563218"
street = "ul. Krótka 3"
postcode = "65-001"
city = "Zielona Góra"
[baselinker]
api_url = "{}"
token = {{ file = "shop.token" }}
rate_limit = 100000
rate_window = 1
[orders]
from = 2026-01-01
statuses = ["Opłacone"]
send_invoices = false
issue = "automatically"
[warehouses]
import_new = true
[brakes]
old_orders = 100000
documents_per_run = 100000
[mirror]
machine = "bench"
path = "shop.sqlite"
"#,
        sandbox.url()
    )
}

fn main() {
    let now = jiff::Timestamp::now().as_second();
    println!("orders  calls  walk  CPU s  wall s  peak MB  second pass: calls  CPU s");
    for orders in [0, 1, 250, 10_000] {
        let mut world = World::bulk(1, now, &Bulk::spread(orders));
        world.limit = None;
        let sandbox = Sandbox::start(
            world,
            Options {
                port: 0,
                clock: ClockSource::Real,
            },
        )
        .expect("a port");
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("shop.toml"), profile(&sandbox)).expect("written");
        let token = folder.path().join("shop.token");
        std::fs::write(&token, DEFAULT_TOKEN).expect("written");
        std::fs::set_permissions(&token, std::os::unix::fs::PermissionsExt::from_mode(0o600))
            .expect("set");
        let measured = |what: &str| {
            sandbox.with(World::clear_log);
            let (cpu_before, begun) = (cpu(), Instant::now());
            let peak = run(folder.path());
            let (cpu, wall) = (cpu() - cpu_before, begun.elapsed());
            let calls = sandbox.with(|world| world.log().count("getOrders"));
            print!("{what}{calls:>5}");
            (cpu, wall, calls as u64, peak)
        };
        let (cpu, wall, calls, peak) = measured(&format!("{orders:>6}  "));
        print!(
            "  {:>4}  {:.3}  {:.3}   {peak:>7.1}",
            walk(orders),
            cpu.as_secs_f64(),
            wall.as_secs_f64()
        );
        let (again, ..) = measured("            ");
        println!("  {:.3}", again.as_secs_f64());
        assert_eq!(calls, walk(orders), "calls of {orders} orders");
    }
}
