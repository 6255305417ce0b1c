//! Folders that are not known or cannot be written, and files as Windows writes them.

use std::path::PathBuf;

use firmino_link::sandbox::DEFAULT_TOKEN;
use serde_json::json;

use super::{naked, nothing_happened, run};
use crate::shop::status::PAID;
use crate::shop::{Desk, Shop, order, world};

fn shop() -> Shop {
    Shop::open(world([order(1, PAID, 60)]))
}

#[test]
fn without_home_the_message_names_what_is_missing() {
    let shop = shop();
    let desk = &shop.desk;
    let sync = ["sync", "orders", "--json", "--lang", "en"];
    let config = desk.path("shop.toml");
    let data = desk.path("data");
    // What is set, what is said of it, and what to do.
    for (given, variables, told, fix) in [
        (
            false,
            vec![],
            "neither HOME nor XDG_CONFIG_HOME",
            "--config",
        ),
        (
            false,
            vec![("HOME", "home"), ("XDG_CONFIG_HOME", "config")],
            "neither HOME nor XDG_CONFIG_HOME",
            "--config",
        ),
        (
            true,
            vec![],
            "neither HOME nor XDG_DATA_HOME",
            "mirror.path",
        ),
        (
            true,
            vec![("HOME", "")],
            "neither HOME nor XDG_DATA_HOME",
            "mirror.path",
        ),
        (
            true,
            vec![("XDG_DATA_HOME", data.to_str().expect("a text"))],
            "neither HOME nor XDG_STATE_HOME",
            "baselinker.rate_file",
        ),
    ] {
        let mut command = naked(desk);
        command.args(sync).envs(variables.clone());
        if given {
            command.arg("--config").arg(&config);
        }
        let out = run(&mut command).exits(78);
        let (code, mends) = out.error();
        assert_eq!(code, "profile.no-home", "{variables:?}");
        assert!(out.stderr.contains(told), "{variables:?}: {out:?}");
        assert!(mends.contains(fix), "{variables:?}: {mends}");
        nothing_happened(&shop);
    }
    // What needs no folder works.
    for args in [&["--version"][..], &["--help"], &["completions", "bash"]] {
        let _ = run(naked(desk).args(args)).exits(0);
    }
}

#[test]
fn a_profile_that_names_its_files_needs_no_home() {
    let shop = shop();
    let desk = &shop.desk;
    let mut profile = shop.profile();
    profile.baselinker += "rate_file = \"rate.sqlite\"\n";
    profile.rest += "path = \"books/shop.sqlite\"\n";
    desk.write("shop.toml", &profile.text());
    let mut command = naked(desk);
    command.args(["--config", "shop.toml", "sync", "orders", "--json"]);
    let out = run(&mut command).exits(0);
    assert_eq!(out.number("/documents/issued/receipt"), 1);
    assert!(desk.path("books/shop.sqlite").exists() && desk.path("rate.sqlite").exists());
    assert!(!desk.path("data/firmino-link").exists() && !desk.path("state/firmino-link").exists());
}

#[test]
fn relative_folders_of_the_environment_are_ignored() {
    let shop = shop();
    let desk = &shop.desk;
    let mut command = naked(desk);
    command.args(["--config", "shop.toml", "sync", "orders", "--json"]);
    command.env("HOME", desk.path("home"));
    for variable in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env(variable, "relative");
    }
    let _ = run(&mut command).exits(0);
    assert!(
        desk.path("home/.local/share/firmino-link/shop.sqlite")
            .exists()
    );
    assert!(desk.path("home/.local/state/firmino-link").exists());
    assert!(!desk.path("relative").exists());
}

#[test]
fn folders_that_cannot_be_made_are_named_before_anything_is_called() {
    // Below a file no folder can be made, by root neither.
    for (variable, code, fix) in [
        ("XDG_DATA_HOME", "mirror.io", "mirror.path"),
        ("XDG_STATE_HOME", "pacing.file", "baselinker.rate_file"),
    ] {
        let shop = shop();
        shop.desk.write("plain", "a file");
        let below = shop.desk.path("plain/folder");
        let mut command = shop
            .desk
            .command(["sync", "orders", "--json", "--lang", "en"]);
        let out = run(command.env(variable, &below)).exits(78);
        let (seen, mends) = out.error();
        assert_eq!(seen, code, "{out:?}");
        assert!(mends.contains(fix), "{mends}");
        let told = below.display().to_string();
        assert!(out.stderr.contains(&told), "no `{told}` in {out:?}");
        nothing_happened(&shop);
        // As soon as there is a place, all is well.
        let _ = shop.sync().exits(0);
    }
}

#[test]
fn a_set_up_that_cannot_be_saved_leaves_nothing_half_written() {
    let shop = shop();
    let desk = Desk::bare();
    desk.write("answers.toml", &shop.profile().text());
    desk.write("my.token", DEFAULT_TOKEN);
    desk.write("plain", "a file");
    let before = desk.files();
    // Nothing can be made in /proc, by root neither; below a file nothing can be read.
    for (config, code, fix) in [
        ("/proc/none", "setup.not-saved", "--config"),
        ("plain", "profile.unreadable", "plain/firmino-link"),
    ] {
        let mut command = naked(&desk);
        command.args(["setup", "--answers", "answers.toml", "--yes"]);
        command.args(["--token-file", "my.token", "--json", "--lang", "en"]);
        for variable in ["XDG_DATA_HOME", "XDG_STATE_HOME"] {
            command.env(variable, desk.path("state"));
        }
        let config = desk.path(config);
        let out = run(command.env("XDG_CONFIG_HOME", &config)).exits(78);
        let (seen, mends) = out.error();
        assert_eq!(seen, code, "{out:?}");
        assert!(mends.contains(fix), "{mends}");
        let told = config.join("firmino-link").display().to_string();
        assert!(out.stderr.contains(&told), "no `{told}` in {out:?}");
        let state = desk.path("state");
        let after = desk.files().into_iter();
        let after: Vec<_> = after
            .filter(|(path, _)| !path.starts_with(&state))
            .collect();
        assert_eq!(after, before, "{out:?}");
    }
}

#[test]
fn a_profile_s_name_is_no_path() {
    let shop = shop();
    for name in [
        "../shop",
        "a/b",
        "/etc/passwd",
        "..",
        ".",
        "",
        "a\\b",
        "a b",
    ] {
        let mut command = naked(&shop.desk);
        command.env("HOME", shop.desk.path("home"));
        command.args(["orders", "list", "--json", "--profile", name]);
        let out = run(&mut command).exits(78);
        assert!(out.stderr.contains("nie może być nazwą profilu"), "{out:?}");
        let _ = out.error();
    }
}

/// As Windows saves a text: with a mark, and with its line ends.
fn windows(text: &str) -> String {
    format!("\u{feff}{}", text.replace('\n', "\r\n"))
}

#[test]
fn files_as_windows_writes_them() {
    let shop = shop();
    let desk = &shop.desk;
    desk.write("shop.toml", &windows(&shop.profile().text()));
    desk.write("shop.token", &windows(&format!("{DEFAULT_TOKEN}\n")));
    let out = shop.sync().exits(0);
    assert_eq!(out.number("/documents/issued/receipt"), 1);
    let examples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples");
    for (what, file, rows) in [
        ("products", "products.csv", 4),
        ("contractors", "contractors.csv", 4),
    ] {
        let text = std::fs::read_to_string(examples.join(file)).expect("there");
        desk.write(file, &windows(&text));
        let out = desk.run(["mirror", "import", what, file, "--json"]);
        let told = out.exits(0).json();
        assert_eq!(
            (&told["rows"], &told["columns"][0]["heading"]),
            (&json!(rows), &json!(text.split(';').next())),
            "{told}"
        );
    }
}

#[test]
fn set_up_keeps_the_line_ends_of_a_profile() {
    let shop = shop();
    let desk = Desk::bare();
    let before = windows(&shop.profile().text());
    desk.write("shop.toml", &before);
    desk.write("shop.token", DEFAULT_TOKEN);
    // Answers with Windows' line ends, too; one value changes, one key and one table are new.
    let answers = shop
        .profile()
        .text()
        .replace("language = \"en\"", "language = \"pl\"");
    let answers = answers.replace(
        "issue = \"automatically\"",
        "issue = \"manually\"\nhold_days = 21",
    );
    desk.write(
        "answers.toml",
        &windows(&(answers + "[delivery]\nvat = \"highest\"\n")),
    );
    let args = ["setup", "--answers", "answers.toml", "--yes", "--no-input"];
    let _ = desk.run(args).exits(0);
    let after = std::fs::read_to_string(desk.path("shop.toml")).expect("there");
    assert!(after.starts_with("\u{feff}version = 1\r\n"), "{after:?}");
    for new in [
        "language = \"pl\"\r\n",
        "issue = \"manually\"\r\n",
        "hold_days = 21\r\n",
        "vat = \"highest\"\r\n",
    ] {
        assert!(after.contains(new), "no {new:?} in {after:?}");
    }
    let bare: Vec<&str> = after
        .split_inclusive('\n')
        .filter(|line| !line.ends_with("\r\n"))
        .collect();
    assert!(bare.is_empty(), "{bare:?}");
}
