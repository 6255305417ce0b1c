//! Languages, time zones and bytes that are no text.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

use super::{naked, run};
use crate::shop::status::PAID;
use crate::shop::{Shop, order, warsaw_day, world};

#[test]
fn polish_is_written_as_utf_8_whatever_the_locale() {
    let shop = Shop::open(world([order(1, PAID, 60)]));
    let _ = shop.sync().exits(0);
    for locale in ["C", "POSIX", "pl_PL.ISO-8859-2", "nonsense", ""] {
        for variable in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            let mut command = shop.desk.command(["documents", "list", "--lang", "pl"]);
            // `run` asserts that all of it is UTF-8.
            let out = run(command.env(variable, locale)).exits(0);
            assert!(out.stdout.contains("zamówienie"), "{locale}: {out:?}");
            let mut command = shop.desk.command(["contractors", "list", "--lang", "pl"]);
            let out = run(command.env(variable, locale)).exits(0);
            assert!(out.stdout.contains("Łódź"), "{locale}: {out:?}");
        }
    }
}

#[test]
fn days_are_those_of_warsaw_in_every_zone() {
    // Half past midnight in Warsaw: the evening before in New York, the same day in Tokyo.
    let today = jiff::Timestamp::now()
        .in_tz("Europe/Warsaw")
        .expect("known");
    let yesterday = today.date().yesterday().expect("in range");
    let early = yesterday.at(0, 30, 0, 0).in_tz("Europe/Warsaw");
    let early = early.expect("there").timestamp().as_second();
    let mut sold = order(1, PAID, 60);
    sold.date_add = early - 60;
    sold.date_confirmed = early;
    let shop = Shop::open(world([sold]));
    let mut seen = Vec::new();
    for zone in [
        None,
        Some(""),
        Some("America/New_York"),
        Some("Asia/Tokyo"),
        Some("Nonsense/Zone"),
        Some("../../etc/passwd"),
        Some("<-12>12"),
    ] {
        let desk = shop.desk.twin();
        let at = |args: &[&str]| {
            let mut command = desk.command(args);
            match zone {
                Some(zone) => command.env("TZ", zone),
                None => command.env_remove("TZ"),
            };
            run(&mut command).exits(0).stdout
        };
        let _ = at(&["sync", "orders", "--json"]);
        let json: serde_json::Value =
            serde_json::from_str(&at(&["documents", "list", "--json"])).expect("JSON");
        let document = &json["documents"][0];
        assert_eq!(document["sold_on"], warsaw_day(early), "{zone:?}");
        seen.push((at(&["orders", "show", "1"]), at(&["documents", "list"])));
    }
    assert!(seen.iter().all(|told| *told == seen[0]), "{seen:?}");
}

#[test]
fn arguments_and_variables_that_are_no_text() {
    let shop = Shop::open(world([order(1, PAID, 60)]));
    let desk = &shop.desk;
    let odd = OsStr::from_bytes(b"zam\xf3wienia");
    for args in [
        [OsStr::new("orders"), odd],
        [odd, OsStr::new("list")],
        [OsStr::new("--profile"), odd],
        [OsStr::new("--lang"), odd],
    ] {
        let out = run(&mut desk.command(args));
        assert_eq!(out.code, Some(2), "{out:?}");
        assert!(!out.stderr.is_empty() && out.stdout.is_empty(), "{out:?}");
    }
    // A file may have such a name: it is read and written.
    std::fs::write(desk.path(".").join(odd), "sku;name\nA;Kubek\n").expect("written");
    let import = ["mirror", "import", "products"].map(OsStr::new);
    let out = run(&mut desk.command(import.iter().copied().chain([odd])));
    assert_eq!(out.code, Some(0), "{out:?}");
    let export = ["mirror", "export", "products"].map(OsStr::new);
    let out = run(&mut desk.command(export.iter().copied().chain([odd])));
    assert_eq!(out.code, Some(0), "{out:?}");
    let text = std::fs::read_to_string(desk.path(".").join(odd)).expect("there");
    assert!(text.contains("A;Kubek;"), "{text}");
    // A profile's name is made of plain letters.
    let mut command = naked(desk);
    command.args(["orders", "list", "--json"]);
    command.arg("--config").arg(desk.path(".").join(odd));
    let out = run(&mut command).exits(78);
    assert_eq!(out.error().0, "profile.unreadable");
    // A home that is no text is none.
    let mut command = naked(desk);
    command.args(["orders", "list", "--json"]).env("HOME", odd);
    let out = run(&mut command).exits(78);
    assert_eq!(out.error().0, "profile.no-home");
}
