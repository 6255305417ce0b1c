//! Pulls and pushes as runs: `runs`, `status`, `today`, and Ctrl-C.

use std::time::{Duration, Instant};

use firmino_link::sandbox::FIRMINO_LOGIN;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;

use super::{Shop, firm, shop};
use crate::shop::Out;

fn found(out: &Out) -> Vec<(String, String)> {
    let json = out.json();
    let all = json["problems"].as_array().expect("a list").iter();
    let text = |one: &Value, key: &str| one[key].as_str().expect("a text").to_owned();
    all.filter(|one| one["code"] != "backup.late")
        .map(|one| (text(one, "code"), text(one, "weight")))
        .collect()
}

fn pair(code: &str, weight: &str) -> (String, String) {
    (code.to_owned(), weight.to_owned())
}

impl Shop {
    fn status(&self) -> Out {
        self.desk.run(["status", "--json"])
    }
}

#[test]
fn with_a_spent_day_everything_else_goes_on_and_status_says_what_waits() {
    let shop = shop([firm(1001), firm(1002)], "requests_per_day = 4", |_| {});
    let _ = shop.push(&[]).exits(75);
    for _ in 0..3 {
        let _ = shop.push(&[]).exits(75);
    }
    let _ = shop.sync().exits(0);
    let status = shop.status().exits(0);
    assert_eq!(found(&status), [pair("firmino.budget-spent", "well")]);
    let json = status.json();
    let joined = &json["firmino"];
    let waits = ["to_go", "in_doubt", "there"].map(|key| joined[key].as_i64().expect("a count"));
    assert_eq!(waits.iter().sum::<i64>(), 2, "{joined}");
    assert!(waits[0] >= 1, "{joined}");
    assert_eq!(joined["requests"]["spent"], true);
    let text = shop.desk.run(["status"]).exits(0).stdout;
    assert!(
        text.contains("(4 of 4)") && text.contains("mirror push"),
        "{text}"
    );
}

#[test]
fn what_firmino_refuses_stays_a_person_s_until_it_goes_on() {
    let shop = shop([firm(1001)], "", |_| {});
    let _ = shop.push(&[]).exits(0);
    shop.sandbox.with(|world| {
        let order = world.firmino.orders().next().expect("an order").clone();
        let mut again = order.clone();
        again.sheet.id = 0;
        again.sheet.ordinal_number = 0;
        let _ = world.firmino.put_order(again, crate::shop::now());
    });
    shop.issued_by_hand(|_| {});
    shop.issued_by_hand(|_| {});
    let out = shop.push(&[]).exits(3);
    assert_eq!(
        super::codes(&out),
        [(1001, "push.several-documents".to_owned())]
    );
    // Told once; it stands where such things are looked for.
    let _ = shop.push(&[]).exits(0);
    let status = shop.status().exits(3);
    assert_eq!(found(&status), [pair("orders.need-a-person", "person")]);
    assert_eq!(status.json()["firmino"]["refused"], 1);
    let mine = shop.desk.run(["orders", "list", "--needs-me", "--json"]);
    let row = &mine.json()["orders"][0];
    assert_eq!(row["id"], 1001, "{mine:?}");
    let there = &row["firmino"];
    assert_eq!(there["refusal"]["code"], "push.several-documents");
    assert_eq!(there["stage"], "there");
    for show in ["show", "why"] {
        let text = shop.desk.run(["orders", show, "1001"]).exits(0).stdout;
        let why = there["refusal"]["message"].as_str().expect("a text");
        assert!(text.contains(why), "{text}");
    }
    let today = shop.desk.run(["today", "--json"]).exits(0).json();
    assert_eq!(today["ready"]["there"], 1, "{today}");
}

#[test]
fn an_order_in_doubt_is_told() {
    let shop = shop([firm(1001)], "", |_| {});
    shop.fault("firmino:order-documents/add:1=reset-after");
    let _ = shop.push(&[]);
    let status = shop.status();
    assert_eq!(
        found(&status).last(),
        Some(&pair("push.in-doubt", "well")),
        "{status:?}"
    );
    assert!(status.json()["firmino"]["oldest_in_doubt"].is_string());
    shop.window_is_over();
    let _ = shop.push(&[]).exits(0);
    assert_eq!(found(&shop.status().exits(0)), []);
    assert_eq!(shop.there().orders, 1);
}

#[test]
fn they_are_runs_told_again_word_by_word() {
    let shop = shop([firm(1001)], "issue = true", |_| {});
    for words in [["mirror", "push"], ["mirror", "pull"]] {
        let told = shop.desk.run(words).exits(0);
        let again = shop.desk.run(["runs", "show"]).exits(0);
        let (head, rest) = again.stdout.split_once('\n').expect("a head");
        assert_eq!(rest, told.stdout);
        let named = head.starts_with("Firmino (shop), run ") && head.contains(words[1]);
        assert!(named && head.ends_with(", done"), "{head}");
        let told = shop.desk.run([words[0], words[1], "--json"]).exits(0);
        let again = shop.desk.run(["runs", "show", "--json"]).exits(0);
        assert_eq!(again.json(), told.json());
        let list = shop.desk.run(["runs", "list", "--json"]).exits(0).json();
        let last = list["runs"].as_array().expect("rows").last().cloned();
        let last = last.expect("a row");
        assert_eq!(
            (&last["pass"], &last["exit"]),
            (&words[1].into(), &0.into())
        );
        assert_eq!(last["run"], told.json()["run"]);
    }
    let runs = || {
        let list = shop.desk.run(["runs", "list", "--json"]).exits(0).json();
        list["runs"].as_array().expect("rows").len()
    };
    let before = runs();
    let _ = shop.desk.run(["mirror", "pull", "--dry-run"]).exits(0);
    let _ = shop.desk.run(["mirror", "push", "--dry-run"]).exits(0);
    assert_eq!(runs(), before, "a rehearsal leaves no run");
    let status = shop.status().exits(0).json();
    let passes = status["passes"].as_array().expect("passes").iter();
    let words: Vec<&str> = passes.filter_map(|pass| pass["pass"].as_str()).collect();
    assert_eq!(words, ["orders", "pull", "push"]);
}

#[test]
fn a_refused_login_is_found_by_status() {
    let shop = shop([firm(1001)], "", |_| {});
    let _ = shop.push(&[]).exits(0);
    let login = format!("{FIRMINO_LOGIN}\nwrong\n");
    shop.desk.write("shop.firmino", &login);
    let _ = shop.push(&[]).exits(4);
    let status = shop.status().exits(3);
    assert_eq!(found(&status), [pair("pass.stopped", "person")]);
    let text = shop.desk.run(["status"]).exits(3).stdout;
    assert!(text.contains("Firmino refused the login"), "{text}");
    // One that cannot even begin is a run, too.
    std::fs::remove_file(shop.desk.path("shop.firmino")).expect("removed");
    let _ = shop.desk.run(["mirror", "pull"]).exits(78);
    let status = shop.status().exits(3);
    assert_eq!(found(&status).len(), 2, "{status:?}");
    let said = shop.desk.run(["runs", "show"]).exits(0).stderr;
    assert!(said.contains("shop.firmino"), "{said}");
}

#[test]
fn an_interruption_ends_before_the_next_request_and_nothing_is_made_twice() {
    let shop = shop([firm(1001), firm(1002)], "issue = true", |_| {});
    shop.fault("firmino:order-documents/add:1=slow:400");
    let child = shop.desk.command(["mirror", "push", "--json"]).spawn();
    let child = child.expect("started");
    let end = Instant::now() + Duration::from_secs(20);
    while !shop.asked().contains_key("order-documents/add") {
        assert!(Instant::now() < end, "no order was ever sent");
        std::thread::sleep(Duration::from_millis(5));
    }
    let id = i32::try_from(child.id()).expect("a process id");
    kill(Pid::from_raw(id), Signal::SIGINT).expect("it runs");
    let out = Out::of(child.wait_with_output().expect("waited")).exits(130);
    assert_eq!(out.json()["error"]["code"], "pass.interrupted");
    assert_eq!(super::of(&out, "orders/pushed"), 1);
    shop.window_is_over();
    let _ = shop.push(&[]).exits(0);
    let there = shop.there();
    assert_eq!((there.orders, there.documents), (2, 2));
}

/// The lines that cron is given do the reading, and the handing over only where the profile says so.
#[test]
fn the_lines_of_cron_read_and_hand_over() {
    for (table, handed_over) in [("", 0), ("issue = true", 1)] {
        let shop = shop([firm(1001)], table, |_| {});
        let crontab = shop.desk.run(["schedule", "cron"]).exits(0).stdout;
        let lines: Vec<&str> = crontab
            .lines()
            .filter(|line| line.contains(" mirror ") && !line.starts_with('#'))
            .collect();
        assert_eq!(lines.len(), 1 + handed_over, "{crontab}");
        for line in lines {
            let command = line.splitn(6, ' ').nth(5).expect("a command");
            let ran = std::process::Command::new("/bin/sh")
                .env_clear()
                .env("HOME", shop.desk.path("home"))
                .current_dir("/")
                .args(["-c", &command.replace(r"\%", "%")])
                .output()
                .expect("started");
            let ran = Out::of(ran).exits(0);
            assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
        }
        assert!(shop.asked().contains_key("articles/find"));
        assert_eq!(shop.there().documents, handed_over);
    }
}

/// The printed services do the same, with the environment that they name.
#[test]
fn the_units_of_systemd_read_and_hand_over() {
    for (table, units) in [
        ("", ["", "-pull"].as_slice()),
        ("issue = true", &["", "-pull", "-push"]),
    ] {
        let shop = shop([firm(1001)], table, |_| {});
        let printed = shop.desk.run(["--json", "schedule", "systemd"]).exits(0);
        let printed = printed.json();
        let files = printed["files"].as_array().expect("a list");
        let paths: Vec<&str> = files
            .iter()
            .filter_map(|file| file["path"].as_str())
            .collect();
        let wanted = units.iter().flat_map(|unit| {
            ["service", "timer"]
                .map(|kind| format!("/etc/systemd/system/firmino-link{unit}@.{kind}"))
        });
        assert_eq!(paths, wanted.collect::<Vec<_>>());
        for file in files {
            let text = file["text"].as_str().expect("a text");
            let values =
                |key: &'static str| text.lines().filter_map(move |line| line.strip_prefix(key));
            let Some(start) = values("ExecStart=").next() else {
                assert_eq!(values("OnCalendar=").count(), 1, "{text}");
                continue;
            };
            let start = start.replace("%i", "shop");
            let mut words = start.split(' ');
            let mut command = std::process::Command::new(words.next().expect("a program"));
            command
                .env_clear()
                .env("HOME", shop.desk.path("home"))
                .args(words);
            command.envs(values("Environment=").filter_map(|pair| pair.split_once('=')));
            let ran = Out::of(command.output().expect("started")).exits(0);
            assert_eq!(ran.stderr, "", "{start}");
        }
        assert!(shop.asked().contains_key("articles/find"));
        assert_eq!(shop.there().documents, units.len() - 2);
    }
}

/// A login, address or company that is written otherwise is looked at by a pull, and the push goes on.
#[test]
fn the_same_account_by_another_name_is_known_after_a_pull() {
    let shop = shop([firm(1001)], "", |_| {});
    let _ = shop.push(&[]).exits(0);
    let profile = std::fs::read_to_string(shop.desk.path("shop.toml")).expect("read");
    let company = "[firmino]\ncompany = \"SKLEP\"\n";
    shop.desk
        .write("shop.toml", &profile.replace("[firmino]\n", company));
    let before = shop.asked();
    let (code, fix) = shop.push(&[]).exits(78).error();
    assert_eq!(code, "firmino.other-account");
    assert!(fix.contains("mirror pull"), "{fix}");
    assert_eq!(shop.asked(), before, "nothing was sent");
    let _ = shop.desk.run(["mirror", "pull"]).exits(0);
    let _ = shop.push(&[]).exits(0);
    assert_eq!(shop.there().orders, 1);
}

/// A customer that was joined with another one there: a whole reading drops the link, and the next order goes.
#[test]
fn a_customer_that_is_gone_is_found_or_made_again() {
    let shop = shop([firm(1001)], "", |_| {});
    let _ = shop.push(&[]).exits(0);
    shop.sandbox.with(|world| {
        let id = world.firmino.customers().next().expect("one").id;
        world.firmino.remove_customer(id);
        world.put_order(firm(1002));
    });
    let out = shop.desk.run(["mirror", "pull", "--json"]).exits(0);
    assert_eq!(out.number("/pull/customers/removed"), 1, "{out:?}");
    let _ = shop.sync().exits(0);
    let out = shop.push(&[]).exits(0);
    assert_eq!(super::of(&out, "orders/pushed"), 1, "{out:?}");
}
