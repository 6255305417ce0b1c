//! The token by file, by standard input and where it must never be seen.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;

use firmino_link::sandbox::{DEFAULT_TOKEN, World};

use super::{answers, but, shop};
use crate::shop::{Desk, Out, Shop};

const SECRET: &str = "1234567-7654321-SAMPLESECRETSAMPLESECRET";

fn with_stdin(desk: &Desk, args: &[&str], typed: &str) -> Out {
    let mut command = desk.command(args);
    let mut child = command.stdin(Stdio::piped()).spawn().expect("started");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(typed.as_bytes()).expect("written");
    drop(stdin);
    Out::of(child.wait_with_output().expect("ended"))
}

/// A shop that is set up, whose account takes [`SECRET`] from now on.
fn renewed() -> Shop {
    let mut shop = shop();
    shop.desk = Desk::bare().with_token();
    let _ = shop
        .desk
        .set_up(&answers(&shop, r#""orders""#), &[])
        .exits(0);
    shop.sandbox
        .with(|world: &mut World| world.tokens = vec![SECRET.to_owned()]);
    shop
}

#[test]
fn a_new_token_alone_leaves_the_profile_alone() {
    let shop = renewed();
    let before = super::changed(&shop.desk.path("shop.toml"));
    let profile = shop.desk.profile();
    let out = with_stdin(&shop.desk, &["setup", "--token-stdin"], SECRET).exits(0);
    assert!(out.stdout.contains("Token"), "{out:?}");
    assert_eq!(shop.desk.text("shop.token").trim(), SECRET);
    assert_eq!(shop.desk.profile(), profile);
    assert_eq!(super::changed(&shop.desk.path("shop.toml")), before);
    let pass = shop.sync();
    assert!(matches!(pass.code, Some(0 | 3)), "{pass:?}");
}

#[test]
fn a_wrong_one_changes_nothing() {
    let shop = renewed();
    let before = shop.desk.kept();
    let out = with_stdin(&shop.desk, &["setup", "--token-stdin"], "no-such-token").exits(4);
    assert!(shop.desk.kept() == before);
    assert!(!format!("{out:?}").contains("no-such-token"), "{out:?}");
    assert_eq!(shop.desk.text("shop.token").trim(), DEFAULT_TOKEN);
}

#[test]
fn a_file_does_as_well_and_another_address_is_no_token() {
    let shop = renewed();
    let before = shop.desk.profile();
    shop.desk.write("new.txt", SECRET);
    let url = shop.sandbox.url();
    let setup = ["setup", "--token-file", "new.txt"];
    let out = shop
        .desk
        .run([&setup[..], &["--api-url", &url]].concat())
        .exits(2);
    assert!(out.stderr.contains("--answers"), "{out:?}");
    assert_eq!(shop.desk.text("shop.token").trim(), DEFAULT_TOKEN);
    let _ = shop.desk.run(setup).exits(0);
    assert_eq!(shop.desk.text("shop.token").trim(), SECRET);
    assert_eq!(shop.desk.profile(), before);
}

#[test]
fn a_token_by_flag_is_where_passes_look_for_it() {
    let shop = shop();
    let text = answers(&shop, r#""orders""#);
    let now = "\n[after]\nintegrate = \"now\"\n";
    // A copy of config.example.toml names the file of another profile.
    let elsewhere = but(&text, "shop.token", "default.token") + now;
    let desk = Desk::bare();
    desk.write("secret.txt", DEFAULT_TOKEN);
    let more = ["--token-file", "secret.txt"];
    let out = desk.set_up(&elsewhere, &more);
    assert!(matches!(out.code, Some(0 | 3)), "{out:?}");
    assert!(desk.profile().contains("file = \"shop.token\""), "{out:?}");
    assert_eq!(desk.documents().len(), 1);
    // A file that holds it already stays the place.
    let desk = Desk::bare();
    desk.write("secret.txt", DEFAULT_TOKEN);
    let here = but(&text, "shop.token", "secret.txt");
    let _ = desk.set_up(&here, &more).exits(0);
    assert!(desk.profile().contains("file = \"secret.txt\""));
    assert!(!desk.path("shop.token").exists());
}

#[test]
fn a_token_in_the_wrong_place_is_not_told() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    let text = but(
        &answers(&shop, r#""orders""#),
        "token = { file = \"shop.token\" }",
        &format!("token = \"{SECRET}\""),
    );
    let out = desk.refuses(&text, &["--yes"], 2);
    assert!(out.stderr.contains("baselinker.token"), "{out:?}");
    assert!(!out.stderr.contains(SECRET), "{out:?}");
}

#[test]
fn the_token_is_nowhere_but_in_its_file() {
    let shop = shop();
    shop.sandbox
        .with(|world: &mut World| world.tokens = vec![SECRET.to_owned()]);
    for by_file in [true, false] {
        let desk = Desk::bare();
        desk.write("secret.txt", SECRET);
        let text = answers(&shop, r#""orders", "products", "warehouses""#)
            + "\n[after]\nintegrate = \"now\"\n";
        let more = ["-vv", "--save-answers", "saved.toml"];
        let out = if by_file {
            desk.set_up(
                &text,
                &[&more[..], &["--token-file", "secret.txt"]].concat(),
            )
        } else {
            desk.write("answers.toml", &text);
            let args = [
                "setup",
                "--answers",
                "answers.toml",
                "--yes",
                "--token-stdin",
            ];
            with_stdin(&desk, &[&args[..], &more].concat(), SECRET)
        };
        assert!(matches!(out.code, Some(0 | 3)), "{out:?}");
        assert!(!format!("{out:?}").contains(SECRET), "{out:?}");
        let holds = |bytes: &[u8]| {
            let mut windows = bytes.windows(SECRET.len());
            windows.any(|window| window == SECRET.as_bytes())
        };
        let mut seen: Vec<String> = desk
            .files()
            .iter()
            .filter(|(_, bytes)| holds(bytes))
            .map(|(path, _)| {
                path.file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        seen.sort();
        assert_eq!(seen, ["secret.txt", "shop.token"]);
        for name in ["shop.toml", "shop.token", "saved.toml"] {
            let mode = std::fs::metadata(desk.path(name))
                .expect("there")
                .permissions();
            assert_eq!(mode.mode() & 0o777, 0o600, "{name}");
        }
        let mirror = std::fs::metadata(desk.mirror())
            .expect("there")
            .permissions();
        assert_eq!(mirror.mode() & 0o777, 0o600);
    }
}
