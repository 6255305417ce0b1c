//! Must-hold h: a profile or token that cannot be used ends every command with 78 and one clear message, before
//! anything is contacted or made.

use std::os::unix::fs::PermissionsExt as _;

use crate::shop::status::PAID;
use crate::shop::{Desk, Shop, order, world};

fn shop() -> Shop {
    Shop::open(world([order(1, PAID, 60)]))
}

/// `sync orders` ends with 78 and this code; `told` is in the message, `fix` in what to do. Nothing happened.
#[track_caller]
fn refused(shop: &Shop, code: &str, told: &[&str], fix: &str) {
    let run = |args: &[&str]| {
        shop.desk
            .run([&["sync", "orders", "--lang", "en"], args].concat())
    };
    let out = run(&["--json"]).exits(78);
    assert_eq!(out.json()["schema"], 1);
    let (seen, mends) = out.error();
    assert_eq!(seen, code);
    for told in told {
        assert!(out.stderr.contains(told), "no `{told}` in {}", out.stderr);
    }
    assert!(mends.contains(fix), "no `{fix}` in {mends}");
    assert_eq!(out.stderr.matches("error:").count(), 1, "{}", out.stderr);
    // For a person the same, and nothing on stdout.
    let plain = run(&[]).exits(78);
    assert_eq!((plain.stdout.as_str(), &plain.stderr), ("", &out.stderr));
    assert!(shop.sandbox.with(|world| world.log().is_empty()));
    assert!(!shop.desk.mirror().exists());
}

fn written(desk: &Desk, from: &str, to: &str) {
    let path = desk.path("shop.toml");
    let text = std::fs::read_to_string(path).expect("read");
    assert!(text.contains(from), "{text}");
    desk.write("shop.toml", &text.replace(from, to));
}

#[test]
fn missing() {
    let shop = shop();
    std::fs::remove_file(shop.desk.path("shop.toml")).expect("removed");
    refused(
        &shop,
        "profile.missing",
        &["shop.toml"],
        "config.example.toml",
    );
}

#[test]
fn a_folder() {
    let shop = shop();
    let path = shop.desk.path("shop.toml");
    std::fs::remove_file(&path).expect("removed");
    std::fs::create_dir(&path).expect("made");
    refused(
        &shop,
        "profile.unreadable",
        &["shop.toml", "cannot be read"],
        "file",
    );
}

#[test]
fn not_utf8() {
    let shop = shop();
    let mut bytes = std::fs::read(shop.desk.path("shop.toml")).expect("read");
    bytes.extend_from_slice(b"# \xB3\xF3d\xBC\n");
    std::fs::write(shop.desk.path("shop.toml"), bytes).expect("written");
    refused(&shop, "profile.unreadable", &["UTF-8", "line"], "UTF-8");
}

#[test]
fn a_typo_in_a_key_names_the_right_one() {
    let shop = shop();
    written(&shop.desk, "\nstatuses = ", "\nstatues = ");
    refused(
        &shop,
        "profile.invalid",
        &["statues", "`statuses`"],
        "statuses",
    );
}

#[test]
fn a_wrong_type() {
    let shop = shop();
    written(&shop.desk, "rate_limit = 2000", "rate_limit = \"many\"");
    refused(
        &shop,
        "profile.invalid",
        &["rate_limit", "many"],
        "rate_limit = 90",
    );
}

#[test]
fn a_token_file_that_others_can_read() {
    let shop = shop();
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(shop.desk.path("shop.token"), open).expect("set");
    refused(&shop, "profile.token", &["shop.token", "0644"], "chmod 600");
}

#[test]
fn no_token_anywhere() {
    let shop = shop();
    std::fs::remove_file(shop.desk.path("shop.token")).expect("removed");
    refused(
        &shop,
        "profile.token",
        &["shop.token", "BASELINKER_TOKEN"],
        "BASELINKER_TOKEN",
    );
}

#[test]
fn no_message_holds_the_token() {
    let shop = shop();
    shop.desk.write("shop.token", "one-half other-half");
    let out = shop.sync().exits(78);
    for half in ["one-half", "other-half"] {
        assert!(!out.stderr.contains(half) && !out.stdout.contains(half));
    }
    refused(&shop, "profile.token", &["shop.token"], "panel");
}

#[test]
fn errors_speak_the_language_of_the_profile() {
    let shop = shop();
    std::fs::remove_file(shop.desk.path("shop.token")).expect("removed");
    let told = |shop: &Shop| shop.desk.run(["sync", "orders"]).exits(78).stderr;
    assert!(told(&shop).starts_with("error: "), "{}", told(&shop));
    written(&shop.desk, "language = \"en\"", "language = \"pl\"");
    assert!(told(&shop).starts_with("błąd: "), "{}", told(&shop));
}
