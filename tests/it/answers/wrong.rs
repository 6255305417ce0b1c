//! Must-hold e: what is wrong is told at once, key by key, and nothing is written.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use firmino_link::sandbox::{DEFAULT_TOKEN, World};

use super::{answers, but, shop, tells};
use crate::shop::{Desk, now};

const ALL: &str = r#""orders", "products", "warehouses""#;

#[test]
fn a_wrong_token() {
    let shop = shop();
    let desk = Desk::bare();
    desk.write("shop.token", "no-such-token");
    let out = desk.refuses(&answers(&shop, ALL), &["--yes"], 4);
    assert!(!out.stderr.contains("no-such-token"), "{out:?}");
    desk.write("other.txt", "another-one");
    let more = ["--yes", "--token-file", "other.txt"];
    let _ = desk.refuses(&answers(&shop, ALL), &more, 4);
}

#[test]
fn a_blocked_token_is_told_at_once() {
    let shop = shop();
    let until = now() + 300;
    shop.sandbox
        .with(|world: &mut World| world.block_token(DEFAULT_TOKEN, until));
    let desk = Desk::bare().with_token();
    let begun = Instant::now();
    let _ = desk.refuses(&answers(&shop, ALL), &["--yes"], 75);
    assert!(begun.elapsed() < Duration::from_secs(8));
}

#[test]
fn nobody_listens() {
    let shop = shop();
    let port = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/connector.php", port.local_addr().expect("bound"));
    drop(port);
    let desk = Desk::bare().with_token();
    let begun = Instant::now();
    let _ = desk.refuses(&answers(&shop, ALL), &["--yes", "--api-url", &url], 75);
    assert!(begun.elapsed() < Duration::from_secs(8));
}

#[test]
fn an_account_that_never_answers_is_given_up() {
    let shop = shop();
    shop.sandbox.with(|world: &mut World| {
        for call in 1..=9 {
            world
                .plan(&format!("getOrderStatusList:{call}=hang"))
                .expect("a rule");
        }
    });
    let answers = answers(&shop, ALL).replace("timeout = 5", "timeout = 1");
    let desk = Desk::bare().with_token();
    let begun = Instant::now();
    let _ = desk.refuses(&answers, &["--yes"], 75);
    // Two tries of a second each, and a pause of a second at most between them.
    assert!(
        begun.elapsed() < Duration::from_secs(8),
        "{:?}",
        begun.elapsed()
    );
}

#[test]
fn no_token_and_no_word_to_save() {
    let shop = shop();
    let desk = Desk::bare();
    let out = desk.refuses(&answers(&shop, ALL), &[], 2);
    tells(&out, &["--yes", "baselinker.token", "BASELINKER_TOKEN"]);
    let out = desk.with_token().refuses(&answers(&shop, ALL), &[], 2);
    tells(&out, &["--yes"]);
}

#[test]
fn names_that_the_account_does_not_have_are_told_together() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    let text = answers(&shop, ALL);
    let text = but(&text, "\"Opłacone\", ", "\"Oplacone\", ");
    let text = but(&text, "[\"Anulowane\"]", "[\"Skasowane\"]");
    let text = but(&text, "\"Zwrot\"", "99999");
    let text = but(&text, "\"Faktury BL\"", "\"Faktury XL\"");
    let text = but(&text, "inventory = 3101", "inventory = 9");
    let text = but(&text, "\"Detal\"", "\"Hurt\"");
    let text = but(&text, "\"bl_8801\"", "\"bl_9999\"");
    let out = desk.refuses(&text, &[], 2);
    tells(
        &out,
        &[
            "--yes",
            "orders.statuses = Oplacone",
            "orders.cancelled_statuses = Skasowane",
            "orders.finished_statuses = 99999",
            "orders.invoice_series",
            "Faktury XL",
            "baselinker.inventory",
            "products.price_group",
            "Hurt",
            "warehouses.links = bl_9999",
        ],
    );
    // What there is stands beside it.
    tells(&out, &["Opłacone", "bl_8801"]);
}

#[test]
fn a_status_to_set_that_is_not_there() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    let text = but(
        &answers(&shop, ALL),
        "hold_days = 21",
        "status_after = { documented = \"Wystawione\" }",
    );
    let out = desk.refuses(&text, &["--yes"], 2);
    tells(&out, &["orders.status_after.documented = Wystawione"]);
}

#[test]
fn what_is_wrong_is_told_in_the_language_of_the_answers() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    let english = but(&answers(&shop, ALL), "\"Faktury BL\"", "\"Faktury XL\"");
    let polish = but(&english, "language = \"en\"", "language = \"pl\"");
    for (text, said) in [
        (english, ["error: answers to correct", "what to do: "]),
        (polish, ["błąd: odpowiedzi do poprawienia", "co zrobić: "]),
    ] {
        tells(&desk.refuses(&text, &["--yes"], 2), &said);
        // A word that is no profile's is told in the same language.
        let text = text + "\n[after]\nintegrate = \"soon\"\n";
        tells(&desk.refuses(&text, &["--yes"], 2), &said);
    }
}

#[test]
fn several_catalogues_and_none_named() {
    let shop = shop();
    shop.sandbox.with(|world: &mut World| {
        let mut other = world.inventories[0].clone();
        other.inventory_id = 3102;
        "Hurt".clone_into(&mut other.name);
        world.inventories.push(other);
    });
    let desk = Desk::bare().with_token();
    let text = but(&answers(&shop, ALL), "inventory = 3101\n", "");
    let out = desk.refuses(&text, &["--yes"], 2);
    tells(&out, &["baselinker.inventory", "Domyślny", "Hurt"]);
    let named = but(&answers(&shop, ALL), "= 3101", "= \"Hurt\"");
    let _ = desk.set_up(&named, &[]).exits(0);
    assert!(desk.profile().contains("inventory = \"Hurt\""));
}

#[test]
fn a_series_of_another_type() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    for series in ["\"Paragony\"", "\"Korekty\""] {
        let text = but(&answers(&shop, ALL), "\"Faktury BL\"", series);
        let out = desk.refuses(&text, &["--yes"], 2);
        tells(&out, &["orders.invoice_series", series.trim_matches('"')]);
    }
}

#[test]
fn double_names_are_refused_and_ids_are_not() {
    let shop = shop();
    shop.sandbox.with(|world: &mut World| {
        for status in &mut world.statuses {
            if status.id == 51003 {
                "Opłacone".clone_into(&mut status.name);
            }
        }
        for series in &mut world.series {
            if series.name == "Faktury" {
                "Faktury BL".clone_into(&mut series.name);
            }
        }
    });
    let desk = Desk::bare().with_token();
    let text = but(&answers(&shop, ALL), "\"Spakowane\", ", "");
    let out = desk.refuses(&text, &["--yes"], 2);
    tells(
        &out,
        &[
            "orders.statuses = Opłacone",
            "orders.invoice_series",
            "Faktury BL",
        ],
    );
    let by_id = but(
        &but(&text, "\"Opłacone\", ", "51002, "),
        "\"Faktury BL\"",
        "61179",
    );
    let _ = desk.set_up(&by_id, &[]).exits(0);
    assert!(desk.profile().contains("51002"), "{}", desk.profile());
}

#[test]
fn what_no_profile_may_lack_is_told_together() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    let text = answers(&shop, r#""orders""#);
    let text = but(
        &text,
        "statuses = [\"Opłacone\", \"Spakowane\", 51004]\n",
        "",
    );
    let text = but(&text, &format!("from = {}\n", super::day()), "");
    let text = but(&text, "name = \"Próbna Hurtownia sp. z o.o.\"\n", "");
    let text = but(&text, "nip = \"1234563218\"", "nip = \"1234563219\"");
    let text = but(&text, "hold_days = 21", "hold_dayz = 21");
    let text = text + "\n[after]\nintegrate = \"tomorrow\"\n";
    let out = desk.refuses(&text, &["--yes"], 2);
    tells(
        &out,
        &[
            "line 6, column 7: `company.nip`",
            "orders.statuses",
            "orders.from",
            "company.name",
            "company.nip",
            "1234563219",
            "hold_dayz",
            "after.integrate = \"tomorrow\"",
            "dry-run",
        ],
    );
}

#[test]
fn programs_get_one_object() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    let text = but(&answers(&shop, ALL), "\"Faktury BL\"", "\"Faktury XL\"");
    let out = desk.set_up(&text, &["--json"]).exits(2);
    assert_eq!(out.json()["schema"], 1);
    let (code, _) = out.error();
    assert_eq!(code, "setup.answers");
    assert!(!desk.path("shop.toml").exists());
}

#[test]
fn an_address_that_is_wrong_gets_no_token() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    let text = but(&answers(&shop, ALL), "rate_limit = 2000", "rate_limit = -1");
    let text = but(&text, "\"Faktury BL\"", "\"Faktury XL\"");
    let out = desk.refuses(&text, &["--yes"], 2);
    tells(&out, &["baselinker.rate_limit", "-1"]);
    // The account has no say then.
    assert!(!out.stderr.contains("Faktury XL"), "{out:?}");
    assert!(shop.sandbox.with(|world| world.log().is_empty()));
}

#[test]
fn no_company_at_all() {
    let shop = shop();
    let text = answers(&shop, r#""orders""#);
    let (head, rest) = text.split_once("[company]").expect("a table");
    let (_, rest) = rest.split_once("[ksef]").expect("a table");
    let desk = Desk::bare().with_token();
    let out = desk.refuses(&format!("{head}[ksef]{rest}"), &["--yes"], 2);
    tells(&out, &["company"]);
}

#[test]
fn a_wrong_word_for_afterwards() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    for (table, told) in [
        ("integrate = \"soon\"", "after.integrate = \"soon\""),
        ("integrate = true", "after.integrate = true"),
        ("when = \"now\"", "after.when = \"now\""),
    ] {
        let text = answers(&shop, ALL) + &format!("\n[after]\n{table}\n");
        tells(&desk.refuses(&text, &["--yes"], 2), &[told]);
    }
    let text = format!("after = \"now\"\n{}", answers(&shop, ALL));
    tells(&desk.refuses(&text, &["--yes"], 2), &["after"]);
}

#[test]
fn a_file_that_is_no_toml() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    let text = but(&answers(&shop, ALL), "modules = [", "modules = ");
    let out = desk.refuses(&text, &["--yes"], 2);
    tells(&out, &["wiersz 3"]);
    assert!(shop.sandbox.with(|world| world.log().is_empty()));
}

#[test]
fn one_file_is_corrected_in_one_go() {
    let shop = shop();
    let desk = Desk::bare();
    let text = but(&answers(&shop, ALL), "\"Opłacone\", ", "\"Oplacone\", ");
    let text = but(&text, "nip = \"1234563218\"", "nip = \"1234563219\"");
    // Of the file and of the account, and what the command lacks.
    tells(
        &desk.refuses(&text, &[], 2),
        &["company.nip", "--yes", "baselinker.token"],
    );
    tells(
        &desk.with_token().refuses(&text, &[], 2),
        &["company.nip", "--yes", "orders.statuses = Oplacone"],
    );
}

#[test]
fn no_answers_and_nobody_to_ask() {
    let shop = shop();
    let url = shop.sandbox.url();
    let desk = Desk::bare().with_token();
    for args in [
        &["setup", "--api-url", &url, "--lang", "en"][..],
        &["setup", "--no-input", "--lang", "en"],
        &["setup", "--token-file", "shop.token", "--lang", "en"],
    ] {
        let out = desk.run(args).exits(2);
        assert_eq!(out.stdout, "");
        tells(
            &out,
            &["--answers", "--yes", "--token-file", "--token-stdin"],
        );
    }
    assert!(!desk.path("shop.toml").exists());
    let gone = desk
        .run(["setup", "--answers", "none.toml", "--yes"])
        .exits(2);
    tells(&gone, &["none.toml"]);
}

#[test]
fn advice_on_an_unknown_table_names_after() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    let text = answers(&shop, ALL);
    let out = desk.refuses(&format!("{text}\n[zzzzzz]\nkey = 1\n"), &["--yes"], 2);
    tells(&out, &["`zzzzzz`", ": after, "]);
    // What is no table is no answer, and does not go into the profile.
    let out = desk.refuses(&format!("after = \"now\"\n{text}"), &["--yes"], 2);
    tells(&out, &["`after`"]);
}
