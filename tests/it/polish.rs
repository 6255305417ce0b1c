//! Errors of the network and of both APIs, as someone reads them who works in Polish.

use std::net::TcpListener;

use firmino_link::sandbox::{DEFAULT_TOKEN, FIRMINO_LOGIN, FIRMINO_PASSWORD};

use crate::shop::{Out, Shop, now, world};

/// The first line of an error, without its head.
fn error(out: &Out) -> &str {
    let line = out
        .stderr
        .lines()
        .find_map(|line| line.strip_prefix("błąd: "));
    line.unwrap_or_else(|| panic!("no error: {out:?}"))
}

fn fails(shop: &Shop, pass: [&str; 2], exit: i32) -> Out {
    shop.desk
        .run(["--lang", "pl"].iter().chain(&pass))
        .exits(exit)
}

/// The shop with this fault of each call of a method.
fn with_fault(rule: &str) -> Shop {
    let shop = Shop::open(world([]));
    shop.sandbox.with(|world| world.plan(rule).expect("a rule"));
    shop
}

/// An address where nobody is.
fn nobody() -> String {
    let port = TcpListener::bind("127.0.0.1:0").expect("a port");
    format!("http://{}/api", port.local_addr().expect("bound"))
}

#[test]
fn baselinker_s_answers_are_told_in_polish() {
    for (fault, exit, told) in [
        (
            "bad-gateway",
            75,
            "getOrderStatusList: serwer odpowiada HTTP 502",
        ),
        (
            "shape:empty",
            1,
            "getOrderStatusList: nie da się odczytać odpowiedzi: jest pusta",
        ),
        (
            "redirect:302:http://127.0.0.1:1/",
            1,
            "getOrderStatusList: serwer przekierowuje (HTTP 302), a przekierowania nie są wykonywane",
        ),
    ] {
        let shop = with_fault(&format!("getOrderStatusList:*={fault}"));
        let out = fails(&shop, ["sync", "orders"], exit);
        assert_eq!(error(&out), told, "{out:?}");
    }
}

#[test]
fn a_json_report_holds_the_same_words() {
    let shop = with_fault("getOrderStatusList:*=bad-gateway");
    let pass = ["--lang", "pl", "sync", "orders", "--json"];
    let out = shop.desk.run(pass).exits(75);
    assert_eq!(
        out.json()["error"]["message"],
        "getOrderStatusList: serwer odpowiada HTTP 502"
    );
}

#[test]
fn a_refused_and_a_blocked_token_are_told_in_polish() {
    let shop = Shop::open(world([]));
    let until = now() + 25 * 60;
    shop.sandbox
        .with(|world| world.block_token(DEFAULT_TOKEN, until));
    let out = fails(&shop, ["sync", "orders"], 75);
    let told = error(&out);
    let moment = told.strip_prefix("getOrderStatusList: BaseLinker zablokował token do ");
    let moment = moment.unwrap_or_else(|| panic!("{told}"));
    // As a person reads it: day and time, without a zone.
    assert_eq!(moment.len(), "2026-11-23 22:25".len(), "{told}");

    let shop = Shop::open(world([]));
    shop.sandbox.with(|world| world.tokens.clear());
    let out = fails(&shop, ["sync", "orders"], 4);
    let told = "getOrderStatusList: BaseLinker nie przyjmuje tokena (";
    assert!(error(&out).starts_with(told), "{out:?}");
}

#[test]
fn a_line_that_is_down_is_told_in_polish_at_every_try() {
    let shop = Shop::open(world([])).with(|mut profile| {
        let at = profile.baselinker.find("token =").expect("a token");
        let rest = profile.baselinker.split_off(at);
        profile.baselinker = format!("[baselinker]\napi_url = \"{}\"\n{rest}", nobody());
        profile
    });
    let out = shop
        .desk
        .run(["--lang", "pl", "-v", "sync", "orders"])
        .exits(75);
    let told = "getOrderStatusList: brak połączenia: ";
    assert!(error(&out).starts_with(told), "{out:?}");
    let tries: Vec<&str> = out
        .stderr
        .lines()
        .filter(|line| line.contains("; próba "))
        .collect();
    assert_eq!(tries.len(), 3, "{out:?}");
    assert!(tries.iter().all(|line| line.contains(told)), "{tries:?}");
    assert_eq!(
        tries[0].matches("getOrderStatusList").count(),
        1,
        "{tries:?}"
    );
}

#[test]
fn firmino_s_answers_are_told_in_polish() {
    let shop = Shop::open(world([]));
    let table = |url: &str| format!("{}[firmino]\napi_url = \"{url}\"\n", shop.profile().text());
    shop.desk
        .write("shop.firmino", &format!("{FIRMINO_LOGIN}\nCANARY\n"));
    shop.desk
        .write("shop.toml", &table(&shop.sandbox.firmino_url()));
    let out = fails(&shop, ["mirror", "pull"], 4);
    let told = "articles/find: Firmino nie przyjmuje loginu (HTTP 401)";
    assert_eq!(error(&out), told, "{out:?}");

    let login = format!("{FIRMINO_LOGIN}\n{FIRMINO_PASSWORD}\n");
    shop.desk.write("shop.firmino", &login);
    shop.sandbox.with(|world| {
        let rule = "firmino:articles/find:*=shape:empty";
        world.plan(rule).expect("a rule");
    });
    let out = fails(&shop, ["mirror", "pull"], 1);
    let told = "articles/find: nie da się odczytać odpowiedzi: jest pusta";
    assert_eq!(error(&out), told, "{out:?}");

    shop.desk.write("shop.toml", &table(&nobody()));
    let out = fails(&shop, ["mirror", "pull"], 75);
    let told = "articles/find: brak połączenia: ";
    assert!(error(&out).starts_with(told), "{out:?}");
}

#[test]
fn alerts_that_do_not_arrive_are_told_in_polish() {
    let shop = Shop::open(world([])).with(|mut profile| {
        profile.rest += &format!(
            "[alerts]\nheartbeat_url = \"{}\"\non_failure = [\"sh\", \"-c\", \"exit 7\"]\n",
            nobody()
        );
        profile
    });
    let out = shop.desk.run(["--lang", "pl", "-v", "sync", "orders"]);
    let out = out.exits(0);
    let told = "alerts.heartbeat_url nie odpowiada: brak połączenia: ";
    assert!(out.stderr.contains(told), "{out:?}");
    shop.sandbox
        .with(|world| world.block_token(DEFAULT_TOKEN, now() + 25 * 60));
    let out = fails(&shop, ["sync", "orders"], 75);
    let told = "alerts.on_failure: sh: skończył z kodem 7; następny przebieg spróbuje ponownie";
    assert!(out.stderr.contains(told), "{out:?}");
}
