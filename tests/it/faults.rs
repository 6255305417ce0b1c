//! Must-hold f: whatever the network or BaseLinker does to a call, the book is as it was, the error names the method,
//! the token shows nowhere, and the next pass does all.

use std::net::TcpListener;
use std::process::Command;
use std::time::{Duration, Instant};

use firmino_link::sandbox::{Bulk, MissingOrder, Unknowns, World};

use crate::shop::{Desk, Out, Profile, Shop, now};

/// The token of these tests, searched for in everything that a pass leaves.
const TOKEN: &str = "5001-CANARY-8c1f0e77";

/// A fault, the exit code it ends in, and the error's code. `{port}`: one where nobody must be called.
type Case = (&'static str, i32, &'static str);

const CASES: &[Case] = &[
    ("shape:missing-key", 1, "api.wrong-shape"),
    ("shape:key-text", 1, "api.wrong-shape"),
    ("shape:key-number", 1, "api.wrong-shape"),
    ("shape:truncated", 1, "api.wrong-shape"),
    ("shape:html", 1, "api.wrong-shape"),
    ("shape:null", 1, "api.wrong-shape"),
    ("shape:list", 1, "api.wrong-shape"),
    ("shape:empty", 1, "api.wrong-shape"),
    ("cut-body", 1, "api.wrong-shape"),
    ("long-length", 1, "api.wrong-shape"),
    ("huge", 1, "api.too-large"),
    ("slow:10", 75, "api.network"),
    ("hang", 75, "api.network"),
    ("hang-after", 75, "api.network"),
    ("redirect:301:http://127.0.0.1:{port}/", 1, "api.redirect"),
    ("redirect:302:http://127.0.0.1:{port}/", 1, "api.redirect"),
    (
        "redirect:307:http://localhost:{port}/connector.php",
        1,
        "api.redirect",
    ),
    (
        "redirect:308:http://127.0.0.1:{port}/connector.php",
        1,
        "api.redirect",
    ),
    ("reset-before", 75, "api.network"),
    ("reset-after", 75, "api.network"),
    ("bad-gateway", 75, "api.network"),
    ("bad-gateway-after", 75, "api.network"),
    ("too-many-requests", 75, "api.network"),
    ("too-many-requests:1", 75, "api.network"),
    ("too-many-requests:3600", 75, "api.network"),
    ("unavailable", 75, "api.network"),
    ("unknown-error", 1, "api.refused"),
    ("account-blocked", 75, "api.account-blocked"),
];

/// The book before the pass that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// There is none: it is the very first pass.
    Nothing,
    /// One with orders; new ones wait in BaseLinker.
    Orders,
}

/// The call that fails: the n-th of a method, in all its tries.
#[derive(Clone, Copy, Debug)]
struct Target {
    method: &'static str,
    nth: u32,
}

const STATUSES: Target = Target {
    method: "getOrderStatusList",
    nth: 1,
};
const FIRST_PAGE: Target = Target {
    method: "getOrders",
    nth: 1,
};
const SECOND_PAGE: Target = Target {
    method: "getOrders",
    nth: 2,
};

/// A profile whose pauses are short; `timeout` in seconds.
fn profile(shop: &Shop, window: u32, timeout: u32) -> Profile {
    let mut profile = shop.profile();
    profile.baselinker = profile
        .baselinker
        .replace("rate_window = 1", &format!("rate_window = {window}"))
        .replace("timeout = 5", &format!("timeout = {timeout}"));
    profile
}

/// A shop at the moment before the pass that fails, and what the book must be once all is well again.
struct Scene {
    shop: Shop,
    target: Target,
    listener: TcpListener,
    before: String,
    after: String,
    clean_calls: i64,
}

impl Scene {
    fn new(target: Target, before: Before) -> Scene {
        let all = if target.nth > 1 { 112 } else { 9 };
        let old = 4;
        let shop = Shop::open(World::bulk(1, now(), &Bulk::spread(all)));
        shop.use_token(TOKEN);
        if before == Before::Orders {
            let whole = shop.sandbox.with(|world| world.clone());
            shop.sandbox.with(|world| {
                for id in old + 1..=all {
                    world.delete_order(id);
                }
            });
            let taken = shop.sync().exits(0).number("/orders/taken");
            assert_eq!(taken, 4);
            shop.sandbox.with(|world| world.clone_from(&whole));
        }
        let undisturbed = shop.desk.twin();
        let clean = undisturbed.run(["sync", "orders", "--json"]).exits(0);
        let after = undisturbed.dump();
        assert_eq!(after.matches("documents: ").count() as u64, all);
        Scene {
            before: shop.desk.dump_if_any(),
            target,
            listener: silent_listener(),
            after,
            clean_calls: clean.number("/api/calls"),
            shop,
        }
    }

    /// Plans a fault for the target's try `first` and so many further ones.
    fn plan(&self, fault: &str, tries: u32) {
        let port = self.listener.local_addr().expect("bound").port();
        let fault = fault.replace("{port}", &port.to_string());
        let Target { method, nth } = self.target;
        self.shop.sandbox.with(|world| {
            world.clear_faults();
            world.clear_log();
            for nth in nth..nth + tries {
                let rule = format!("{method}:{nth}={fault}");
                world.plan(&rule).expect("a rule");
            }
        });
    }

    /// A desk in the state before the pass that fails.
    fn desk(&self, fault: &str) -> Desk {
        let desk = self.shop.desk.twin();
        // A silent server is waited for as long as the profile says; elsewhere a busy machine must not run into it.
        let silent = fault.starts_with("hang") || fault.starts_with("slow");
        let (window, timeout) = if silent { (1, 1) } else { (2, 5) };
        let profile = profile(&self.shop, window, timeout);
        desk.write("shop.toml", &profile.text());
        desk
    }

    fn check(&self, (fault, code, word): Case) {
        let Target { method, nth } = self.target;
        let place = format!("{fault} at {method} {nth}, before: {:?}", self.before.len());
        let desk = self.desk(fault);
        self.plan(fault, 10);
        let started = Instant::now();
        let out = run(desk.command(["sync", "orders", "--json", "-v"]));
        let took = started.elapsed();
        assert_eq!(out.code, Some(code), "{place}: {out:?}");
        // It gives up by itself, far from the hour that one of these asks for; how fast is no matter on a busy machine.
        assert!(took < Duration::from_secs(60), "{place} took {took:?}");
        let json = out.json();
        let outcome = if code == 75 { "later" } else { "failed" };
        assert_eq!(json["outcome"], outcome, "{place}: {out:?}");
        assert_eq!(json["error"]["code"], word, "{place}: {out:?}");
        assert_eq!(json["orders"]["taken"], 0, "{place}: {out:?}");
        let message = json["error"]["message"].as_str().expect("a message");
        assert!(message.contains(method), "{place}: {out:?}");
        assert!(out.stderr.contains(message), "{place}: {out:?}");
        self.shop.sandbox.with(|world| {
            let calls = i64::try_from(world.log().len()).expect("few");
            assert_eq!(json["api"]["calls"], calls, "{place}: {out:?}");
            assert!(world.log().writes().is_empty(), "{place}");
            world.clear_faults();
        });
        nobody_came(&self.listener, &place);
        nothing_shows(TOKEN, &out, &desk, &place);
        assert!(
            desk.dump_if_any() == self.before,
            "{place}: {}",
            desk.dump()
        );

        let clean = desk.run(["sync", "orders", "--json"]);
        assert_eq!(clean.code, Some(0), "after {place}: {clean:?}");
        assert_eq!(clean.number("/api/calls"), self.clean_calls, "{place}");
        assert!(desk.dump() == self.after, "after {place}: {}", desk.dump());
    }

    fn check_once(&self, fault: &str) {
        let desk = self.desk(fault);
        self.plan(fault, 1);
        let begun = std::time::Instant::now();
        let out = run(desk.command(["sync", "orders", "--json", "-v"])).exits(0);
        let took = begun.elapsed();
        let place = format!("{fault} once at {:?}: {out:?}", self.target);
        assert_eq!(out.json()["outcome"], "done", "{place}");
        // Held up for a second, a pass reads once more what it is about to issue.
        let more = if took.as_secs() >= 1 { 20 } else { 0 };
        let calls = out.number("/api/calls") - self.clean_calls - 1;
        assert!((0..=more).contains(&calls), "{place}");
        assert!(out.stderr.contains("try 2"), "{place}");
        let waited = out.json()["api"]["waited_s"].as_f64().expect("a number");
        let asked = if fault == "too-many-requests:1" {
            1.0
        } else {
            0.0
        };
        assert!(waited >= asked, "{place}");
        nothing_shows(TOKEN, &out, &desk, &place);
        assert!(desk.dump() == self.after, "{place}: {}", desk.dump());
    }
}

/// Runs every case with the target, in a few shops side by side: most of the time is waiting.
fn check_all(target: Target, before: Before) {
    std::thread::scope(|scope| {
        for part in CASES.chunks(CASES.len().div_ceil(4)) {
            scope.spawn(move || {
                let scene = Scene::new(target, before);
                for case in part {
                    scene.check(*case);
                }
            });
        }
    });
}

fn silent_listener() -> TcpListener {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("set");
    listener
}

#[track_caller]
fn nobody_came(listener: &TcpListener, place: &str) {
    let error = listener.accept().expect_err(place);
    assert_eq!(error.kind(), std::io::ErrorKind::WouldBlock, "{place}");
}

/// The token stands in no output and in no file but its own.
#[track_caller]
fn nothing_shows(token: &str, out: &Out, desk: &Desk, place: &str) {
    let shown = |bytes: &[u8]| {
        bytes
            .windows(token.len())
            .any(|part| part == token.as_bytes())
    };
    assert!(!shown(out.stdout.as_bytes()), "{place}: {}", out.stdout);
    assert!(!shown(out.stderr.as_bytes()), "{place}: {}", out.stderr);
    for (path, bytes) in desk.files() {
        let own = path.ends_with("shop.token");
        assert!(own || !shown(&bytes), "{place}: {}", path.display());
    }
}

fn run(mut command: Command) -> Out {
    Out::of(command.output().expect("started"))
}

#[test]
fn statuses_fail_in_the_very_first_pass() {
    check_all(STATUSES, Before::Nothing);
}

#[test]
fn statuses_fail_in_a_later_pass() {
    check_all(STATUSES, Before::Orders);
}

#[test]
fn the_first_page_fails_in_the_very_first_pass() {
    check_all(FIRST_PAGE, Before::Nothing);
}

#[test]
fn the_first_page_fails_in_a_later_pass() {
    check_all(FIRST_PAGE, Before::Orders);
}

#[test]
fn the_second_page_fails_in_the_very_first_pass() {
    check_all(SECOND_PAGE, Before::Nothing);
}

#[test]
fn the_second_page_fails_in_a_later_pass() {
    check_all(SECOND_PAGE, Before::Orders);
}

const PASSING: &[&str] = &[
    "bad-gateway",
    "bad-gateway-after",
    "unavailable",
    "reset-before",
    "reset-after",
    "too-many-requests",
    "too-many-requests:1",
    "cut-body",
    "long-length",
    "shape:truncated",
    "shape:html",
    "shape:empty",
];

#[test]
fn a_fault_that_passes_is_tried_again_and_the_pass_succeeds() {
    std::thread::scope(|scope| {
        for target in [STATUSES, FIRST_PAGE, SECOND_PAGE] {
            scope.spawn(move || {
                let scene = Scene::new(target, Before::Orders);
                for fault in PASSING {
                    scene.check_once(fault);
                }
            });
        }
    });
}

#[test]
fn a_huge_reply_costs_no_memory() {
    let scene = Scene::new(FIRST_PAGE, Before::Nothing);
    let desk = scene.desk("huge");
    // The reply is of 200 MB, the process may have 150 MB in all.
    let limited = |desk: &Desk| {
        let plain = desk.command(["sync", "orders", "--json"]);
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", "ulimit -v 150000; exec \"$0\" \"$@\""])
            .arg(plain.get_program())
            .args(plain.get_args())
            .env_clear();
        for (name, value) in plain.get_envs() {
            command.env(name, value.unwrap_or_default());
        }
        run(command)
    };
    scene.plan("huge", 10);
    let started = Instant::now();
    let out = limited(&desk).exits(1);
    assert_eq!(out.json()["error"]["code"], "api.too-large", "{out:?}");
    assert!(started.elapsed() < Duration::from_secs(30), "{out:?}");
    scene.plan("bad-gateway", 0);
    let _ = limited(&desk).exits(0);
    assert_eq!(desk.dump(), scene.after);
}

#[test]
fn a_refused_token_changes_nothing() {
    const WRONG: &str = "5001-WRONGCANARY-11";
    for before in [Before::Nothing, Before::Orders] {
        let scene = Scene::new(STATUSES, before);
        let desk = scene.desk("");
        desk.write("shop.token", WRONG);
        let out = run(desk.command(["sync", "orders", "--json", "-v"])).exits(4);
        assert_eq!(out.json()["outcome"], "failed");
        assert_eq!(out.json()["error"]["code"], "api.token-refused");
        let message = out.json()["error"]["message"].to_string();
        assert!(message.contains("getOrderStatusList"), "{out:?}");
        nothing_shows(WRONG, &out, &desk, "refused");
        assert_eq!(desk.dump_if_any(), scene.before);
        desk.write("shop.token", TOKEN);
        let _ = desk.run(["sync", "orders"]).exits(0);
        assert!(desk.dump() == scene.after, "{}", desk.dump());
    }
}

#[test]
fn what_is_no_token_is_never_sent() {
    let scene = Scene::new(STATUSES, Before::Orders);
    for text in ["", " \n", "5001-WRONG CANARY", "ż\u{7f}"] {
        let desk = scene.desk("");
        desk.write("shop.token", text);
        scene.plan("bad-gateway", 0);
        let out = run(desk.command(["sync", "orders", "--json", "-v"])).exits(78);
        assert_eq!(out.json()["error"]["code"], "profile.token", "{out:?}");
        assert!(out.stderr.contains("shop.token"), "{out:?}");
        assert!(!out.stderr.contains("CANARY"), "{out:?}");
        assert!(scene.shop.sandbox.with(|world| world.log().is_empty()));
        assert_eq!(desk.dump(), scene.before);
        desk.write("shop.token", TOKEN);
        let _ = desk.run(["sync", "orders"]).exits(0);
        assert!(desk.dump() == scene.after, "{}", desk.dump());
    }
}

#[test]
fn the_token_shows_nowhere_even_when_all_is_told() {
    for fault in ["", "shape:html", "unknown-error", "reset-before"] {
        let scene = Scene::new(FIRST_PAGE, Before::Orders);
        let desk = scene.desk(fault);
        if !fault.is_empty() {
            scene.plan(fault, 10);
        }
        for args in [&["sync", "orders", "-vvv"][..], &["runs", "list", "--json"]] {
            let mut command = desk.command(args);
            command
                .env("RUST_BACKTRACE", "full")
                .env("RUST_LOG", "trace");
            let out = run(command);
            assert!(!out.stdout.is_empty(), "{out:?}");
            nothing_shows(TOKEN, &out, &desk, fault);
        }
    }
}

/// An order that waits is looked at again by a read of its own. An error that nobody knows is no word that it is gone.
#[test]
fn an_order_that_waits_is_not_lost_to_errors() {
    for fault in ["unknown-error", "bad-gateway", "shape:missing-key"] {
        let mut world = World::bulk(1, now(), &Bulk::spread(6));
        world.set_status(2, 51001);
        let shop = Shop::open(world);
        assert_eq!(shop.sync().exits(0).number("/orders/waiting"), 1);
        let before = shop.desk.dump();
        for _ in 0..3 {
            shop.sandbox.with(|world| {
                world.clear_faults();
                for nth in 2..12 {
                    let rule = format!("getOrders:{nth}={fault}");
                    world.plan(&rule).expect("a rule");
                }
            });
            let out = shop.sync();
            assert!(matches!(out.code, Some(1 | 75)), "{fault}: {out:?}");
            assert!(shop.desk.dump() == before, "{fault}: {}", shop.desk.dump());
        }
        shop.sandbox.with(|world| {
            world.clear_faults();
            world.set_status(2, 51002);
        });
        assert_eq!(shop.sync().exits(0).number("/orders/taken"), 1, "{fault}");
    }
}

/// The same, where BaseLinker answers with an error for an order that was deleted.
#[test]
fn an_order_that_waits_and_is_deleted_ends_after_two_looks() {
    let mut world = World::bulk(1, now(), &Bulk::spread(6));
    world.set_status(2, 51001);
    let shop = Shop::open(world);
    assert_eq!(shop.sync().exits(0).number("/orders/waiting"), 1);
    shop.sandbox.with(|world| {
        let unknowns = Unknowns {
            missing_order: MissingOrder::Error,
            ..world.unknowns()
        };
        world.set_unknowns(unknowns);
        world.delete_order(2);
    });
    let state = || {
        let states = shop.desk.states();
        states
            .into_iter()
            .find(|(id, _)| *id == 2)
            .expect("known")
            .1
    };
    let _ = shop.sync().exits(0);
    assert_eq!(state(), "waiting");
    let _ = shop.sync();
    assert_eq!(state(), "skipped");
}
