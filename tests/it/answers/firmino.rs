//! Firmino's account in an answers file: its login is found and tried, and never written anywhere.

use std::net::TcpListener;

use firmino_link::sandbox::{FIRMINO_LOGIN, FIRMINO_PASSWORD};

use super::{answers, but, shop, tells};
use crate::shop::{Desk, Out, Shop};

const ALL: &str = r#""orders", "products", "warehouses""#;

/// Answers with a table of this shop's Firmino.
fn with_table(shop: &Shop, lines: &str) -> String {
    let url = shop.sandbox.firmino_url();
    answers(shop, ALL) + &format!("\n[firmino]\napi_url = \"{url}\"\n{lines}\n")
}

/// A desk with the token and this login.
fn desk(password: &str) -> Desk {
    let desk = Desk::bare().with_token();
    desk.write("shop.firmino", &format!("{FIRMINO_LOGIN}\n{password}\n"));
    desk
}

fn requests(shop: &Shop) -> usize {
    shop.sandbox.with(|world| world.firmino.log().calls().len())
}

#[test]
fn the_login_is_tried_and_the_table_is_copied() {
    let shop = shop();
    let lines = "company = \"SKLEP\" # ours\nrequests_per_day = 300\nissue = true\nwarehouse = \"MAG\"\nsend_own = false";
    let text = with_table(&shop, lines);
    let desk = desk(FIRMINO_PASSWORD);
    let out = desk
        .set_up(&text, &["--save-answers", "saved.toml"])
        .exits(0);
    assert!(out.stdout.contains("mirror pull\n"), "{out:?}");
    for line in ["sync all >", "mirror pull --wait", "mirror push --wait"] {
        assert!(out.stdout.contains(line), "no {line} for cron in {out:?}");
    }
    assert!(desk.profile().contains(lines), "{}", desk.profile());
    assert_eq!(requests(&shop), 1);
    let saved = desk.text("saved.toml");
    assert!(saved.contains(lines), "{saved}");
    for secret in [FIRMINO_LOGIN, FIRMINO_PASSWORD] {
        assert!(!saved.contains(secret) && !format!("{out:?}").contains(secret));
    }
    // The saved answers make the same profile elsewhere.
    let elsewhere = self::desk(FIRMINO_PASSWORD);
    let _ = elsewhere.set_up(&saved, &[]).exits(0);
    assert_eq!(elsewhere.profile(), desk.profile());
}

#[test]
fn what_cannot_be_used_is_told_and_nothing_is_written() {
    let shop = shop();
    let text = with_table(&shop, "");
    let bare = Desk::bare().with_token();
    let wrong = but(&text, "\"Opłacone\", ", "\"Oplacone\", ");
    let out = bare.refuses(&wrong, &["--yes"], 2);
    tells(&out, &["firmino.credentials: ", "shop.firmino", "Oplacone"]);
    let refused = desk("made-up-wrong-password").refuses(&text, &["--yes"], 4);
    tells(&refused, &["HTTP 401"]);
    assert!(!refused.stderr.contains("made-up"), "{refused:?}");
    let unlike = but(&text, "\n[firmino]", "\n[firmino]\nwarehouse = \"OBCY\"");
    let out = desk(FIRMINO_PASSWORD).refuses(&unlike, &["--yes"], 2);
    tells(&out, &["firmino.warehouse: ", "OBCY", "MAG"]);
    let company = with_table(&shop, "company = \"INNA\"");
    let out = desk(FIRMINO_PASSWORD).refuses(&company, &["--yes"], 4);
    tells(&out, &["Nie znaleziono firmy INNA"]);
    let port = TcpListener::bind("127.0.0.1:0").expect("a port");
    let nobody = format!("http://{}/api", port.local_addr().expect("bound"));
    drop(port);
    let more = ["--yes", "--firmino-url", &nobody];
    let out = desk(FIRMINO_PASSWORD).refuses(&text, &more, 75);
    tells(&out, &["Firmino does not answer"]);
}

#[test]
fn a_variable_and_a_program_are_asked_once_and_stay_named() {
    let shop = shop();
    for credentials in [
        "credentials = { env = \"SHOP_FIRMINO\" }",
        "credentials = { command = [\"sh\", \"-c\", \"echo x >> asked; echo $SHOP_FIRMINO | tr ' ' '\\\\n'\"] }",
    ] {
        let desk = Desk::bare().with_token();
        desk.write("answers.toml", &with_table(&shop, credentials));
        let args = ["setup", "--answers", "answers.toml", "--yes", "--no-input"];
        let by_command = credentials.contains("command");
        let between = if by_command { " " } else { "\n" };
        let login = format!("{FIRMINO_LOGIN}{between}{FIRMINO_PASSWORD}");
        let path = std::env::var("PATH").expect("set");
        let mut command = desk.command(args);
        command.env("SHOP_FIRMINO", login).env("PATH", path);
        let _ = Out::of(command.output().expect("started")).exits(0);
        assert!(desk.profile().contains(credentials), "{}", desk.profile());
        assert!(!desk.path("shop.firmino").exists());
        if by_command {
            assert_eq!(desk.text("asked"), "x\n");
        }
    }
}

#[test]
fn answers_without_the_table_leave_what_the_profile_says() {
    let shop = shop();
    let desk = desk(FIRMINO_PASSWORD);
    let with = with_table(&shop, "issue = true # as agreed");
    let _ = desk.set_up(&with, &[]).exits(0);
    let before = desk.profile();
    let asked = requests(&shop);
    let _ = desk.set_up(&answers(&shop, ALL), &[]).exits(0);
    assert_eq!(desk.profile(), before);
    assert_eq!(requests(&shop), asked, "what is not said is not tried");
    // What is said changes that alone.
    let other = with_table(&shop, "company = \"SKLEP\"");
    let _ = desk.set_up(&other, &[]).exits(0);
    let after = desk.profile();
    assert!(after.contains("company = \"SKLEP\""), "{after}");
    assert!(after.contains("issue = false # as agreed"), "{after}");
}
