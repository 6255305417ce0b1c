//! `schedule`: what cron and systemd are given to run the passes.

use std::path::{Path, PathBuf};
use std::process::Command;

use firmino_link::sandbox::DEFAULT_TOKEN;

use crate::shop::{Desk, Out, Shop, world};

/// The program's place in the examples.
const INSTALLED: &str = "/usr/local/bin/firmino-link";

/// `schedule` as on a computer on which nothing is set up.
fn nowhere(lang: &str, args: &[&str]) -> Out {
    let out = Command::new(env!("CARGO_BIN_EXE_firmino-link"))
        .env_clear()
        .env("HOME", "/nonexistent")
        .args(["--lang", lang, "schedule"])
        .args(args)
        .output();
    Out::of(out.expect("started"))
}

fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name);
    std::fs::read_to_string(path).expect(name)
}

/// Lines that are neither empty nor comments.
fn working(text: &str) -> Vec<&str> {
    let comment = |line: &&str| line.is_empty() || line.starts_with('#');
    text.lines().filter(|line| !comment(line)).collect()
}

/// `UPDATE_SCREENS=1` writes the examples anew.
#[test]
fn the_examples_are_what_is_printed() {
    for (name, args) in [
        ("cron", vec!["cron"]),
        ("firmino-link@.service", vec!["systemd", "service"]),
        ("firmino-link@.timer", vec!["systemd", "timer"]),
        (
            "firmino-link-pull@.service",
            vec!["systemd", "pull-service"],
        ),
        ("firmino-link-pull@.timer", vec!["systemd", "pull-timer"]),
        (
            "firmino-link-push@.service",
            vec!["systemd", "push-service"],
        ),
        ("firmino-link-push@.timer", vec!["systemd", "push-timer"]),
    ] {
        let args = [args, vec!["--program", INSTALLED]].concat();
        let printed = nowhere("en", &args).exits(0).stdout;
        if std::env::var_os("UPDATE_SCREENS").is_some() {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
            std::fs::write(folder.join(name), &printed).expect("written");
        }
        assert_eq!(example(name), printed, "examples/{name}");
    }
    let both = nowhere("en", &["systemd", "--program", INSTALLED]).exits(0);
    let files = ["firmino-link@.service", "firmino-link@.timer"].map(example);
    assert_eq!(both.stdout, files.join("\n"));
}

#[test]
fn both_languages_do_the_same() {
    for args in [["cron"], ["systemd"]] {
        let (pl, en) = (nowhere("pl", &args).exits(0), nowhere("en", &args).exits(0));
        assert_ne!(pl.stdout, en.stdout);
        assert_eq!(working(&pl.stdout), working(&en.stdout));
        assert!(pl.stdout.contains("niczego nie instaluje"), "{}", pl.stdout);
    }
}

#[test]
fn units_are_an_object_for_programs() {
    let out = nowhere("en", &["systemd", "--program", INSTALLED, "--json"]).exits(0);
    let json = out.json();
    let files = json["files"].as_array().expect("a list");
    for (file, name) in files
        .iter()
        .zip(["firmino-link@.service", "firmino-link@.timer"])
    {
        assert_eq!(file["path"], format!("/etc/systemd/system/{name}"));
        assert_eq!(file["text"], example(name));
    }
    assert_eq!(files.len(), 2);
}

/// The line for the shop's profile, as a shell gets it: cron reads `\%` as a plain `%`.
fn line(crontab: &str) -> (String, String) {
    let lines = working(crontab);
    assert_eq!(lines.len(), 1, "{crontab}");
    let mut words = lines[0].splitn(6, ' ');
    let when: Vec<&str> = words.by_ref().take(5).collect();
    let command = words.next().expect("a command").trim_start();
    (when.join(" "), command.replace(r"\%", "%"))
}

/// The printed line does the passes from any folder, with no more than cron gives it.
#[test]
fn the_line_of_cron_runs() {
    let shop = Shop::open(world([]));
    let crontab = shop.desk.run(["schedule", "cron"]).exits(0).stdout;
    // Only the chosen module; with one there is nothing to choose.
    assert!(!crontab.contains("sync products"), "{crontab}");
    let (when, command) = line(&crontab);
    assert!(when.ends_with("-59/5 * * * *"), "{when}");
    assert!(
        command.contains(env!("CARGO_BIN_EXE_firmino-link")),
        "{command}"
    );
    let ran = Command::new("/bin/sh")
        .env_clear()
        .env("HOME", shop.desk.path("home"))
        .current_dir("/")
        .args(["-c", &command])
        .output()
        .expect("started");
    let ran = Out::of(ran).exits(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
    let runs = shop.desk.run(["runs", "list", "--json"]).exits(0).json();
    assert_eq!(runs["runs"][0]["outcome"], "done", "{runs}");
}

/// A folder with a name that a shell, cron and systemd each read in their own way.
#[test]
fn odd_folders_stay_whole() {
    let shop = Shop::open(world([]));
    let desk = Desk::bare();
    let folder: PathBuf = desk.path("it's 100% $HOME");
    std::fs::create_dir(&folder).expect("made");
    desk.write("it's 100% $HOME/shop.toml", &shop.profile().text());
    desk.write("it's 100% $HOME/shop.token", DEFAULT_TOKEN);
    let config = folder.join("shop.toml");
    let run = |what: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_firmino-link"));
        command.env_clear().env("HOME", desk.path("home"));
        command
            .arg("--config")
            .arg(&config)
            .args(["schedule", what]);
        Out::of(command.output().expect("started")).exits(0).stdout
    };
    let (_, command) = line(&run("cron"));
    let ran = Command::new("/bin/sh")
        .env_clear()
        .env("HOME", desk.path("home"))
        .args(["-c", &command])
        .output();
    let ran = Out::of(ran.expect("started")).exits(0);
    assert_eq!(ran.stderr, "");
    let service = run("systemd");
    let start = service.lines().find(|line| line.starts_with("ExecStart="));
    let start = start.expect("a command");
    assert!(
        start.contains(r#"/it's 100%% $$HOME/%i.toml" -q sync all"#),
        "{start}"
    );
}

#[test]
fn a_profile_at_home_keeps_its_places() {
    let shop = Shop::open(world([]));
    let service = shop
        .desk
        .run(["schedule", "systemd", "service"])
        .exits(0)
        .stdout;
    for wanted in [
        format!(
            "ReadWritePaths={}",
            shop.desk.path("data/firmino-link").display()
        ),
        format!(
            "ReadWritePaths={}",
            shop.desk.path("state/firmino-link").display()
        ),
        format!(
            "Environment=XDG_DATA_HOME={}",
            shop.desk.path("data").display()
        ),
        "ProtectHome=read-only".to_owned(),
        "SuccessExitStatus=3 75".to_owned(),
    ] {
        assert!(
            service.lines().any(|line| line == wanted),
            "{wanted}\n{service}"
        );
    }
    assert!(
        !working(&service)
            .iter()
            .any(|line| line.starts_with("LoadCredential="))
    );
}

#[test]
fn the_minutes_follow_from_the_name() {
    let when = |name: &str| {
        let out = nowhere("en", &["cron", "--profile", name]).exits(0);
        let (when, command) = line(&out.stdout);
        assert!(
            command.contains(&format!("--profile {name} -q sync all")),
            "{command}"
        );
        when
    };
    let all: Vec<String> = ["a", "b", "c", "d", "e", "f", "g", "h"].map(when).into();
    let mut different = all.clone();
    different.sort();
    different.dedup();
    assert!(different.len() > 2, "{all:?}");
    assert!(all.iter().all(|when| !when.starts_with('0')), "{all:?}");
    assert_eq!(when("a"), all[0]);
}

#[test]
fn what_is_wrong_is_told() {
    let desk = Desk::bare();
    desk.write("shop.toml", "version = 1\nmodulez = []\n");
    let out = desk
        .run(["--lang", "en", "--json", "schedule", "cron"])
        .exits(78);
    assert_eq!(out.error().0, "profile.invalid");
    let out = nowhere("en", &["cron", "--json", "--program", "/x\ny"]).exits(1);
    assert_eq!(out.json()["error"]["code"], "schedule.path");
}
