//! `documents void` and `documents corrected`.

use serde_json::{Value, json};

use super::{rows, shop, today, told};
use crate::shop::status::CANCELLED;
use crate::shop::{Desk, Out, Shop, next_second, now, warsaw_day};

fn void(desk: &Desk, number: &str) -> Out {
    let reason = "zły nabywca";
    told(desk, &["documents", "void", number, "--reason", reason])
}

fn issued(shop: &Shop, order: &str) -> String {
    let out = shop.desk.run(["orders", "issue", order, "--json"]).exits(0);
    let number = out.json()["issued"][0]["number"].take();
    number.as_str().expect("a number").to_owned()
}

fn needs_me(desk: &Desk) -> Vec<i64> {
    let out = desk
        .run(["orders", "list", "--needs-me", "--json"])
        .exits(0);
    let out = out.json();
    let rows = out["orders"].as_array().expect("a list").iter();
    rows.map(|row| row["id"].as_i64().expect("an id")).collect()
}

#[test]
fn a_void_document_keeps_its_number_and_its_order_gets_another_by_a_person_s_word() {
    let shop = shop();
    let moved = shop.desk.moved();
    let number = issued(&shop, "2");
    let out = void(&shop.desk, &number).exits(0).json();
    assert_eq!(out["documents"][0]["void"], "zły nabywca");
    let order = shop.desk.order(2);
    assert_eq!(order["state"], "ready");
    assert_eq!(order["reasons"][0]["code"], "document.voided");
    assert_eq!(order["documents"], json!([]));
    let (code, _) = void(&shop.desk, &number).exits(3).error();
    assert_eq!(code, "document.void");
    next_second();
    let _ = shop.sync();
    assert_eq!(shop.desk.standing(2).0, "ready");
    assert_eq!(shop.desk.order(2)["reasons"][0]["code"], "document.voided");

    let second = issued(&shop, "2");
    assert_ne!(second, number);
    assert!(second.contains("/2/"), "{second}");
    let void_of: Vec<Value> = rows(&shop.desk)
        .iter()
        .map(|row| row["void"].clone())
        .collect();
    assert_eq!(void_of, [json!("zły nabywca"), Value::Null]);
    assert_eq!(shop.desk.order(2)["documents"], json!([second]));
    assert_eq!(shop.desk.moved(), moved);
    let list = shop
        .desk
        .run(["--lang", "pl", "documents", "list"])
        .exits(0)
        .stdout;
    assert!(list.contains("unieważniony"), "{list}");
    let unsent = shop
        .desk
        .run(["documents", "list", "--unsent", "--json"])
        .exits(0)
        .json();
    assert_eq!(unsent["documents"].as_array().map(Vec::len), Some(1));
}

#[test]
fn an_automatic_pass_issues_no_other_one_by_itself() {
    let shop = Shop::open(crate::shop::world([crate::shop::order(2, super::PAID, 60)]));
    let _ = shop.sync().exits(0);
    let number = shop.desk.documents()[0].0.clone();
    let said = shop
        .desk
        .run(["documents", "void", &number, "--reason", "x"])
        .exits(0);
    assert!(said.stdout.contains("orders issue 2"), "{said:?}");
    next_second();
    let _ = shop.sync();
    assert_eq!(shop.desk.standing(2).0, "ready");
    assert_eq!(shop.desk.documents().len(), 1);
}

#[test]
fn an_order_that_has_changed_is_read_again_before_it_gets_another() {
    let shop = shop();
    let number = issued(&shop, "2");
    next_second();
    shop.sandbox.with(|world| {
        world.edit_order(2, |order| {
            order.products[0].price_brutto = rust_decimal::Decimal::new(4999, 2);
            *order = std::mem::take(order).paid();
        });
    });
    let _ = shop.desk.run(["sync", "orders", "--order", "2"]);
    assert_eq!(shop.desk.standing(2).1, ["changed"]);
    let said = shop
        .desk
        .run(["documents", "void", &number, "--reason", "x"])
        .exits(0);
    assert!(said.stdout.contains("sync orders --order 2"), "{said:?}");
    let out = told(&shop.desk, &["orders", "issue", "2"]).exits(3).json();
    assert_eq!(out["issued"][0]["problems"][0]["code"], "order.read-again");
    let confirm = ["documents", "confirm", "2", "--number", "F 1"];
    let (code, _) = told(&shop.desk, &confirm).exits(3).error();
    assert_eq!(code, "order.read-again");
    let _ = shop.desk.run(["sync", "orders", "--order", "2"]);
    assert_eq!(shop.desk.standing(2), ("ready".to_owned(), vec![]));
    let _ = issued(&shop, "2");
    assert_eq!(shop.desk.documents()[1].2, "64.98");
}

#[test]
fn a_cancelled_order_stays_cancelled_and_needs_nobody_any_more() {
    let shop = shop();
    let number = issued(&shop, "2");
    next_second();
    shop.sandbox
        .with(|world| world.edit_order(2, |order| order.order_status_id = CANCELLED));
    let _ = shop.desk.run(["sync", "orders", "--order", "2"]);
    assert!(needs_me(&shop.desk).contains(&2));
    let _ = void(&shop.desk, &number).exits(0);
    let cancelled = ("ready".to_owned(), vec!["cancelled".to_owned()]);
    assert_eq!(shop.desk.standing(2), cancelled);
    assert!(!needs_me(&shop.desk).contains(&2));
    let _ = told(&shop.desk, &["orders", "issue", "2"]).exits(3);
}

#[test]
fn only_what_was_issued_here_can_be_void() {
    let shop = shop();
    let (code, _) = void(&shop.desk, "NIC").exits(2).error();
    assert_eq!(code, "document.unknown");
    let _ = told(
        &shop.desk,
        &["documents", "confirm", "1", "--number", "FV 1"],
    )
    .exits(0);
    let (code, fix) = void(&shop.desk, "FV 1").exits(3).error();
    assert_eq!(code, "document.elsewhere");
    assert!(fix.contains("documents corrected 'FV 1'"), "{fix}");
    let number = issued(&shop, "2");
    let empty = ["documents", "void", &number, "--reason", " "];
    let (code, _) = told(&shop.desk, &empty).exits(2).error();
    assert_eq!(code, "document.reason");
}

fn corrected(desk: &Desk, number: &str, by: &str, day: &str, gross: &str) -> Out {
    let rest = ["--by", by, "--date", day, "--gross", gross];
    told(
        desk,
        &[&["documents", "corrected", number], rest.as_slice()].concat(),
    )
}

#[test]
fn corrections_are_noted_beside_their_document_and_end_the_need_for_a_person() {
    let shop = shop();
    let number = issued(&shop, "2");
    next_second();
    shop.sandbox
        .with(|world| world.edit_order(2, |order| order.order_status_id = CANCELLED));
    let _ = shop.desk.run(["sync", "orders", "--order", "2"]);
    assert!(needs_me(&shop.desk).contains(&2));
    let day = today();
    let one = corrected(&shop.desk, &number, "KOR 1", &day, "-12,50")
        .exits(0)
        .json();
    let first = json!({"number": "KOR 1", "date": day, "gross": "-12.50"});
    assert_eq!(one["documents"][0]["corrections"], json!([first]));
    assert!(!needs_me(&shop.desk).contains(&2));
    let two = corrected(&shop.desk, &number, "KOR 2", &day, "-42.48")
        .exits(0)
        .json();
    assert_eq!(
        two["documents"][0]["corrections"].as_array().map(Vec::len),
        Some(2)
    );

    let tomorrow = warsaw_day(now() + 24 * 3600);
    for (number, by, day, gross, exit, expected) in [
        (
            number.as_str(),
            "KOR 2",
            day.as_str(),
            "-1",
            3,
            "document.corrected",
        ),
        (&number, "KOR 3", &day, "-0,01", 3, "document.below-zero"),
        (&number, "KOR 3", &day, "-0,001", 2, "document.gross"),
        (&number, "KOR 3", &day, "dużo", 2, "document.gross"),
        (&number, " ", &day, "-1", 2, "document.number"),
        (&number, "KOR 3", &tomorrow, "1", 2, "document.day"),
        (&number, "KOR 3", "2020-01-01", "1", 2, "document.day"),
        (&number, &number, &day, "1", 2, "document.number-taken"),
        ("NIC", "KOR 3", &day, "1", 2, "document.unknown"),
    ] {
        let (code, _) = corrected(&shop.desk, number, by, day, gross)
            .exits(exit)
            .error();
        assert_eq!(code, expected, "{by} {day} {gross}");
    }
    let (code, _) = void(&shop.desk, &number).exits(3).error();
    assert_eq!(code, "document.corrected");
    let list = shop.desk.run(["documents", "list"]).exits(0).stdout;
    assert!(list.contains("corrected"), "{list}");
    let show = shop
        .desk
        .run(["documents", "show", &number])
        .exits(0)
        .stdout;
    assert!(show.contains("KOR 1") && show.contains("-12.50"), "{show}");
}
