//! Saving a profile under `kill -9` and on a disk that is full, each in a process of its own.

use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use firmino_link::profile::{Choice, Environment, Location, save};

/// The texts that are written by turns; long enough that a half of one would be seen.
fn text(turn: usize) -> String {
    format!("# turn {turn}\n").repeat(2_000)
}

fn place(folder: &Path) -> Location {
    let environment = Environment { var: &|_| None };
    Location::find(Choice::File(folder.join("shop.toml")), &environment).expect("a place")
}

fn turn_of(path: &Path) -> Option<usize> {
    let held = std::fs::read_to_string(path).ok()?;
    let first = held.lines().next().expect("a line");
    let turn = first.trim_start_matches("# turn ").parse().expect("a turn");
    assert!(held == text(turn), "{} is half written", path.display());
    Some(turn)
}

/// In a folder without this file the tests for child processes do nothing.
const MARK: &str = "made-for-a-child";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(MARK), "").expect("written");
    folder
}

/// This test binary in `folder`, by a shell that first does what `limit` says, running one of the tests below.
fn child(folder: &Path, limit: &str, test: &str) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("{limit} exec \"$@\""), "sh"])
        .arg(std::env::current_exe().expect("a path"))
        .args(["--exact", test, "--ignored", "--nocapture"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[test]
#[ignore = "saves until it is killed"]
fn saves_without_end() {
    if !Path::new(MARK).exists() {
        return;
    }
    let place = place(Path::new("."));
    let mut seen = None;
    for turn in 0.. {
        let text = text(turn);
        save(&place, seen.as_deref(), &text).expect("saved");
        seen = Some(text);
    }
}

#[test]
fn a_kill_leaves_a_whole_profile() {
    let mut turns = 0;
    for round in 0..12_u64 {
        let folder = folder();
        let profile = folder.path().join("shop.toml");
        let mut saving = child(folder.path(), "", "save::saves_without_end")
            .spawn()
            .expect("started");
        let began = Instant::now();
        while turn_of(&profile).is_none_or(|turn| turn < 2) {
            assert!(
                began.elapsed() < Duration::from_secs(10),
                "nothing is saved"
            );
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(700 * round));
        saving.kill().expect("killed");
        assert_eq!(saving.wait().expect("ended").signal(), Some(9));
        let turn = turn_of(&profile).expect("a profile");
        let kept = turn_of(&folder.path().join("shop.toml.bak")).expect("a copy");
        assert!(kept == turn || kept + 1 == turn, "{kept} before {turn}");
        turns += turn;
    }
    assert!(turns > 24, "only {turns} turns were made");
}

#[test]
#[ignore = "needs a limit on the size of files"]
fn saves_more_than_there_is_room_for() {
    if !Path::new(MARK).exists() {
        return;
    }
    let place = place(Path::new("."));
    let error = save(&place, Some("version = 1\n"), &text(1)).expect_err("no room");
    let told = format!("{error} {}", error.fix(firmino_link::texts::Lang::En));
    assert!(
        told.contains("shop.toml") && told.contains("make room"),
        "{told}"
    );
}

#[test]
fn a_full_disk_leaves_the_old_profile_alone() {
    let folder = folder();
    let profile = folder.path().join("shop.toml");
    std::fs::write(&profile, "version = 1\n").expect("written");
    // Without the trap the system would kill the process where a full disk is an error.
    let limit = "trap '' XFSZ; ulimit -f 8;";
    let status = child(
        folder.path(),
        limit,
        "save::saves_more_than_there_is_room_for",
    )
    .status()
    .expect("started");
    assert_eq!(status.code(), Some(0), "the error is told with what to do");
    let held = std::fs::read_to_string(&profile).expect("readable");
    assert_eq!(held, "version = 1\n");
    let names = std::fs::read_dir(folder.path()).expect("a folder");
    assert_eq!(names.count(), 2, "something was left beside it");
}
