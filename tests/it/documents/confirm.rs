//! `documents confirm`: an order is closed by the document that it got in Firmino.

use firmino_link::sandbox::Order;
use serde_json::Value;

use super::{SELLER, business, ksef, rows, shop, today, told};
use crate::shop::status::PAID;
use crate::shop::{Desk, Out, Shop, next_second, now, order, warsaw_day, world};

const DAY: i64 = 24 * 3600;

fn confirm(desk: &Desk, order: &str, rest: &[&str]) -> Out {
    told(desk, &[&["documents", "confirm", order], rest].concat())
}

#[test]
fn an_order_that_ksef_must_carry_is_finished_by_its_number_from_firmino() {
    let shop = shop();
    let moved = shop.desk.moved();
    let order = shop.desk.order(1);
    assert_eq!(order["reasons"][0]["code"], "ksef.required");
    let fix = order["reasons"][0]["fix"].as_str().expect("a fix");
    assert!(fix.contains("documents confirm 1 --number"), "{fix}");

    let number = ksef(SELLER, &today());
    std::fs::write(shop.desk.path("fv.pdf"), b"%PDF-1.7 x").expect("written");
    let rest = [
        "--number",
        " FV 7/2026 ",
        "--ksef",
        &number,
        "--pdf",
        "fv.pdf",
    ];
    let out = confirm(&shop.desk, "1", &rest).exits(0);
    assert_eq!(out.stderr, "");
    let row = &out.json()["documents"][0];
    for (key, value) in [
        ("number", "FV 7/2026"),
        ("kind", "invoice"),
        ("role", "sale"),
        ("origin", "elsewhere"),
        ("ksef", number.as_str()),
        ("gross", "54.98"),
        ("issued_on", &today()),
    ] {
        assert_eq!(row[key], value, "{key}");
    }
    assert_eq!(rows(&shop.desk), std::slice::from_ref(row));
    let order = shop.desk.order(1);
    assert_eq!(order["state"], "documented");
    assert_eq!(order["flags"], serde_json::json!(["elsewhere"]));
    assert_eq!(order["reasons"][0]["code"], "document.confirmed");
    assert_eq!(order["documents"], serde_json::json!(["FV 7/2026"]));
    assert_eq!(shop.desk.moved(), moved, "pieces were lowered at taking");

    // Again: done already, with any number; and passes leave it so.
    let (code, fix) = confirm(&shop.desk, "1", &rest).exits(3).error();
    assert_eq!(
        (code.as_str(), fix.as_str()),
        ("order.not-ready", "firmino-link orders show 1")
    );
    let again = confirm(&shop.desk, "1", &["--number", "FV 8/2026"]).exits(3);
    assert!(again.stderr.contains("FV 7/2026"), "{again:?}");
    next_second();
    let _ = shop.sync();
    assert_eq!(rows(&shop.desk).len(), 1);
    assert_eq!(shop.desk.standing(1).0, "documented");

    // Said to people, too.
    let list = shop.desk.run(["documents", "list"]).exits(0).stdout;
    assert!(list.contains("from Firmino"), "{list}");
    let show = shop
        .desk
        .run(["--lang", "pl", "documents", "show", "FV 7/2026"]);
    let show = show.exits(0).stdout;
    assert!(show.contains(&number), "{show}");
    let unsent = shop.desk.run(["documents", "list", "--unsent", "--json"]);
    assert_eq!(unsent.exits(0).json()["documents"], serde_json::json!([]));
}

#[test]
fn eight_who_confirm_at_once_make_one_document() {
    let shop = shop();
    let people: Vec<_> = (0..8)
        .map(|n| {
            let number = format!("FV {n}/2026");
            let args = ["documents", "confirm", "2", "--json", "--number", &number];
            shop.desk.command(args).spawn().expect("started")
        })
        .collect();
    let outs = people
        .into_iter()
        .map(|one| Out::of(one.wait_with_output().expect("ended")));
    let mut codes: Vec<_> = outs.map(|out| out.code).collect();
    codes.sort_unstable();
    let mut expected = vec![Some(3); 8];
    expected[0] = Some(0);
    assert_eq!(codes, expected);
    assert_eq!(rows(&shop.desk).len(), 1);
}

#[test]
fn without_the_ksef_number_it_is_said_that_it_is_missing() {
    let shop = shop();
    let out = confirm(&shop.desk, "1", &["--number", "FV 1"]).exits(0);
    assert!(out.stderr.contains("KSeF"), "{out:?}");
    let out = confirm(&shop.desk, "2", &["--number", "PA 1"]).exits(0);
    assert_eq!(out.stderr, "");
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_written() {
    let shop = shop();
    let _ = shop.desk.run(["orders", "issue", "3"]).exits(0);
    let own = rows(&shop.desk)[0]["number"]
        .as_str()
        .expect("a number")
        .to_owned();
    let next = own.replacen("/1/", "/2/", 1);
    let before = shop.desk.dump();
    std::fs::write(shop.desk.path("x.txt"), b"PDF").expect("written");
    let big = [b"%PDF".as_slice(), &vec![0; 2 * 1024 * 1024]].concat();
    std::fs::write(shop.desk.path("big.pdf"), big).expect("written");
    let tomorrow = warsaw_day(now() + DAY);
    let yesterday = warsaw_day(now() - DAY);
    let good = ksef(SELLER, &today());
    let wrong_sum = format!("{}00", &good[..33]);
    let wrong_sum = if wrong_sum == good {
        format!("{}01", &good[..33])
    } else {
        wrong_sum
    };
    let other = ksef("9291851723", &today());
    let early = ksef(SELLER, &yesterday);
    let long = "F".repeat(31);
    let cases: [(&str, &[&str], i32, &str); 18] = [
        ("77", &["--number", "F"], 2, "order.unknown"),
        ("3", &["--number", "F"], 3, "order.not-ready"),
        ("4", &["--number", "F"], 3, "order.nip-checksum"),
        ("2", &["--number", " "], 2, "document.number"),
        ("2", &["--number", &long], 2, "document.number"),
        ("2", &["--number", "a\u{1b}b"], 2, "document.number"),
        ("2", &["--number", &own], 2, "document.number-taken"),
        ("2", &["--number", &next], 2, "document.own-series"),
        (
            "2",
            &["--number", "F", "--date", &tomorrow],
            2,
            "document.day",
        ),
        (
            "2",
            &["--number", "F", "--date", "2020-01-01"],
            2,
            "document.day",
        ),
        (
            "2",
            &["--number", "F", "--ksef", &good],
            2,
            "document.ksef-receipt",
        ),
        (
            "1",
            &["--number", "F", "--ksef", &wrong_sum],
            2,
            "document.ksef",
        ),
        (
            "1",
            &["--number", "F", "--ksef", &other],
            2,
            "document.ksef",
        ),
        ("1", &["--number", "F", "--ksef", "123"], 2, "document.ksef"),
        // KSeF took it yesterday, so today is not its day of issue.
        ("1", &["--number", "F", "--ksef", &early], 2, "document.day"),
        ("1", &["--number", "F", "--pdf", "x.txt"], 2, "document.pdf"),
        (
            "1",
            &["--number", "F", "--pdf", "big.pdf"],
            2,
            "document.pdf",
        ),
        (
            "1",
            &["--number", "F", "--pdf", "none.pdf"],
            2,
            "document.pdf",
        ),
    ];
    for (order, rest, exit, expected) in cases {
        let (code, _) = confirm(&shop.desk, order, rest).exits(exit).error();
        assert_eq!(code, expected, "{order} {rest:?}");
        assert_eq!(shop.desk.dump(), before, "{order} {rest:?}");
    }
    let rest = ["--number", "F", "--ksef", &early, "--date", &yesterday];
    let out = confirm(&shop.desk, "1", &rest).exits(0).json();
    assert_eq!(out["documents"][0]["issued_on"], Value::from(yesterday));
}

#[test]
fn one_number_in_ksef_is_one_invoice() {
    let shop = shop();
    shop.sandbox
        .with(|world| world.put_order(business(5, "9291851723")));
    let _ = shop.desk.run(["sync", "orders", "--order", "5"]);
    let number = ksef(SELLER, &today());
    let _ = confirm(&shop.desk, "1", &["--number", "FV 1", "--ksef", &number]).exits(0);
    let small = number.to_lowercase();
    let (code, fix) = confirm(&shop.desk, "5", &["--number", "FV 2", "--ksef", &small])
        .exits(2)
        .error();
    assert_eq!(code, "document.ksef-taken");
    assert!(fix.ends_with("'FV 1'"), "{fix}");
}

#[test]
fn an_invoice_may_be_older_than_its_order() {
    let shop = shop();
    let day = warsaw_day(now() - 30 * DAY);
    let ordered = warsaw_day(now() - 3600);
    let out = confirm(&shop.desk, "1", &["--number", "FV 1", "--date", &day]);
    let out = out.exits(0).json();
    assert_eq!(out["documents"][0]["issued_on"], Value::from(day));
    assert_eq!(out["documents"][0]["sold_on"], Value::from(ordered));
}

#[test]
fn the_status_of_a_documented_order_is_promised_and_a_void_one_takes_it_back() {
    let shop = Shop::open(world([order(1, PAID, 60), order(2, PAID, 60)])).with(|profile| {
        let mut profile = profile.manual();
        profile.orders += "status_after = { documented = \"Wysłane\" }\n";
        profile
    });
    let _ = shop.sync().exits(0);
    let promised = || -> i64 {
        let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
        let sql = "SELECT count(*) FROM outbox WHERE what = 'status' AND state = 'pending'";
        db.query_row(sql, [], |row| row.get(0)).expect("a count")
    };
    let _ = confirm(&shop.desk, "1", &["--number", "PA 9"]).exits(0);
    assert_eq!(promised(), 1);
    let _ = shop.desk.run(["orders", "issue", "2"]).exits(0);
    assert_eq!(promised(), 2);
    let number = &rows(&shop.desk)[1]["number"];
    let number = number.as_str().expect("a number");
    let void = ["documents", "void", number, "--reason", "x"];
    let _ = shop.desk.run(void).exits(0);
    assert_eq!(promised(), 1);
}

#[test]
fn a_likely_duplicate_is_a_sale_of_its_own_by_its_document() {
    let shop = Shop::open(world([order(1, PAID, 600)])).with(|profile| profile.manual());
    let _ = shop.sync().exits(0);
    let _ = shop.desk.run(["orders", "issue", "1"]).exits(0);
    let twin = Order {
        email: "kupujacy1@example.com".into(),
        delivery_fullname: "Anna Próbna 1".into(),
        ..order(2, PAID, 300)
    };
    shop.sandbox.with(|world| world.put_order(twin));
    let _ = shop.desk.run(["sync", "orders", "--order", "2"]);
    let held = shop.desk.order(2);
    assert_eq!(held["reasons"][0]["code"], "order.possible-duplicate");
    let _ = confirm(&shop.desk, "2", &["--number", "PA 9"]).exits(0);
    assert_eq!(shop.desk.standing(2).0, "documented");
}

#[test]
fn a_number_of_another_program_before_ours_is_taken() {
    let shop = super::shop();
    let profile = shop.profile().manual();
    let orders = format!(
        "{}\n[orders.numbering]\nstart = {{ receipt = 5 }}\n",
        profile.orders
    );
    shop.desk.write(
        "shop.toml",
        &crate::shop::Profile { orders, ..profile }.text(),
    );
    let today = today();
    let (year, month) = (&today[..4], &today[5..7]);
    let before = format!("PA-BL/4/{month}/{year}");
    let own = format!("PA-BL/5/{month}/{year}");
    let (code, _) = confirm(&shop.desk, "2", &["--number", &own])
        .exits(2)
        .error();
    assert_eq!(code, "document.own-series");
    let _ = confirm(&shop.desk, "2", &["--number", &before]).exits(0);
}
