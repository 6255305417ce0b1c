//! Files as their owner finds them after saving, and after it failed.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use super::super::location::{Choice, Environment};
use super::super::token::{TokenSource, TokenText};
use super::*;
use crate::texts::Lang;

/// A folder with the place of a profile in it.
struct Place {
    folder: tempfile::TempDir,
    location: Location,
}

impl Place {
    fn new(file: &str) -> Place {
        let folder = tempfile::tempdir().expect("a folder");
        let location = location(&folder.path().join(file));
        Place { folder, location }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The names in the folder, sorted.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.into_string().expect("UTF-8"))
            .collect();
        names.sort();
        names
    }
}

fn location(file: &Path) -> Location {
    let environment = Environment { var: &|_| None };
    Location::find(Choice::File(file.to_owned()), &environment).expect("a place")
}

fn text_of(path: &Path) -> String {
    fs::read_to_string(path).expect("readable")
}

fn mode(path: &Path) -> u32 {
    let metadata = fs::metadata(path).expect("there");
    metadata.permissions().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
}

fn token(text: &str) -> TokenText {
    TokenText::parse(text, TokenSource::Typed).expect("a token")
}

#[test]
fn a_first_profile_gets_its_folder_and_is_private() {
    let place = Place::new("config/firmino-link/default.toml");
    let file = place.location.file();
    let saved = save(&place.location, None, "version = 1\n").expect("saved");
    assert_eq!(saved, Saved::New);
    assert_eq!(text_of(file), "version = 1\n");
    assert_eq!(mode(file), 0o600);
    assert_eq!(mode(&place.path("config/firmino-link")), 0o700);
    assert_eq!(place.names(), ["config"]);
    let saved = save_token(&place.location, &token("1-2-ABC")).expect("saved");
    assert_eq!(saved, Saved::New);
    let beside = place.path("config/firmino-link/default.token");
    assert_eq!(text_of(&beside), "1-2-ABC\n");
    assert_eq!(mode(&beside), 0o600);
}

#[test]
fn the_old_profile_is_kept_and_everything_is_private() {
    let place = Place::new("shop.toml");
    fs::write(place.location.file(), "old\n").expect("written");
    set_mode(place.location.file(), 0o644);
    let copy = place.path("shop.toml.bak");
    for (old, new) in [("old\n", "new\n"), ("new\n", "newer\n")] {
        let saved = save(&place.location, Some(old), new).expect("saved");
        let kept = Saved::Changed {
            copy: Some(copy.clone()),
        };
        assert_eq!(saved, kept);
        assert_eq!(text_of(place.location.file()), new);
        assert_eq!(text_of(&copy), old);
        assert_eq!((mode(place.location.file()), mode(&copy)), (0o600, 0o600));
    }
    assert_eq!(place.names(), ["shop.toml", "shop.toml.bak"]);
}

#[test]
fn what_is_the_same_is_not_touched() {
    let place = Place::new("shop.toml");
    fs::write(place.location.file(), "same\n").expect("written");
    fs::write(place.path("shop.token"), "1-2-ABC\n").expect("written");
    set_mode(&place.path("shop.token"), 0o600);
    let state = || {
        ["shop.toml", "shop.token"].map(|name| {
            let metadata = fs::metadata(place.path(name)).expect("there");
            (metadata.ino(), metadata.mtime(), metadata.mtime_nsec())
        })
    };
    let before = state();
    let saved = save(&place.location, Some("same\n"), "same\n").expect("saved");
    assert_eq!(saved, Saved::Unchanged);
    // Another came to the same text first.
    let saved = save(&place.location, None, "same\n").expect("saved");
    assert_eq!(saved, Saved::Unchanged);
    let saved = save_token(&place.location, &token("1-2-ABC")).expect("saved");
    assert_eq!(saved, Saved::Unchanged);
    assert_eq!(state(), before);
    assert_eq!(place.names(), ["shop.token", "shop.toml"]);
}

#[test]
fn an_old_token_does_not_lie_about() {
    let place = Place::new("shop.toml");
    let file = place.path("shop.token");
    fs::write(&file, "1-2-OLD\n").expect("written");
    let saved = save_token(&place.location, &token("1-2-NEW")).expect("saved");
    assert_eq!(saved, Saved::Changed { copy: None });
    assert_eq!(text_of(&file), "1-2-NEW\n");
    assert_eq!(place.names(), ["shop.token"]);
    // The same token where others can read it would be refused by the next command.
    set_mode(&file, 0o644);
    let saved = save_token(&place.location, &token("1-2-NEW")).expect("saved");
    assert_eq!(saved, Saved::Changed { copy: None });
    assert_eq!(mode(&file), 0o600);
}

#[test]
fn a_login_of_firmino_is_as_private_as_a_token() {
    let place = Place::new("shop.toml");
    let file = place.path("shop.firmino");
    fs::write(&file, "ewa\nold\n").expect("written");
    set_mode(&file, 0o644);
    let login = |password| LoginText::typed(" ewa ", password).expect("a login");
    let saved = save_login(&place.location, &login("zażółć: 1")).expect("saved");
    assert_eq!(saved, Saved::Changed { copy: None });
    assert_eq!(text_of(&file), "ewa\nzażółć: 1\n");
    assert_eq!(mode(&file), 0o600);
    let saved = save_login(&place.location, &login("zażółć: 1")).expect("saved");
    assert_eq!(saved, Saved::Unchanged);
    assert_eq!(place.names(), ["shop.firmino"]);
}

#[test]
fn a_link_stays_and_its_file_changes() {
    let place = Place::new("shop.toml");
    let kept = place.path("kept");
    fs::create_dir(&kept).expect("made");
    symlink("kept/other.toml", place.path("between.toml")).expect("made");
    symlink("between.toml", place.location.file()).expect("made");
    // First a link to nothing.
    assert_eq!(
        save(&place.location, None, "first\n").expect("saved"),
        Saved::New
    );
    save(&place.location, Some("first\n"), "second\n").expect("saved");
    assert_eq!(text_of(&kept.join("other.toml")), "second\n");
    let link = fs::read_link(place.location.file()).expect("a link");
    assert_eq!(link, Path::new("between.toml"));
    assert_eq!(text_of(&place.path("shop.toml.bak")), "first\n");

    let place = Place::new("shop.toml");
    symlink("shop.toml", place.location.file()).expect("made");
    let error = save(&place.location, None, "x").expect_err("a link to itself");
    assert!(error.to_string().contains("shop.toml"), "{error}");
}

#[test]
fn what_another_wrote_meanwhile_is_not_overwritten() {
    let place = Place::new("shop.toml");
    fs::write(place.location.file(), "theirs\n").expect("written");
    for seen in [None, Some("as I saw it\n")] {
        let error = save(&place.location, seen, "mine\n").expect_err("it is theirs");
        assert!(matches!(error, SaveError::ChangedMeanwhile(_)), "{error}");
        assert!(error.to_string().contains("shop.toml"));
        assert!(error.fix(Lang::En).contains("again"));
    }
    assert_eq!(text_of(place.location.file()), "theirs\n");
    assert_eq!(place.names(), ["shop.toml"]);
    // Between the look and the writing.
    let new = NewFile::write(place.location.file(), b"mine\n").expect("written");
    let error = new.stand_first(place.location.file()).expect_err("theirs");
    assert!(matches!(error, SaveError::ChangedMeanwhile(_)), "{error}");
    fs::remove_file(place.location.file()).expect("removed");
    let error = save(&place.location, Some("theirs\n"), "mine\n").expect_err("it is gone");
    assert!(matches!(error, SaveError::Gone(_)), "{error}");
    assert_eq!(place.names(), Vec::<String>::new());
}

#[test]
fn nothing_but_a_file_is_replaced() {
    let place = Place::new("shop.toml");
    let _socket = std::os::unix::net::UnixListener::bind(place.path("socket")).expect("a socket");
    symlink("socket", place.location.file()).expect("made");
    fs::create_dir(place.path("shop.token")).expect("made");
    let before = place.names();
    let error = save(&place.location, None, "x").expect_err("a socket");
    assert!(matches!(error, SaveError::NotAFile(_)), "{error}");
    let error = save_token(&place.location, &token("1-2-ABC")).expect_err("a folder");
    assert!(error.to_string().contains("shop.token"), "{error}");
    assert!(
        error.fix(Lang::En).contains("move"),
        "{}",
        error.fix(Lang::En)
    );
    assert_eq!(place.names(), before);

    // Without a copy of the old one the profile stays.
    let place = Place::new("shop.toml");
    fs::write(place.location.file(), "old\n").expect("written");
    fs::create_dir(place.path("shop.toml.bak")).expect("made");
    let error = save(&place.location, Some("old\n"), "new\n").expect_err("no copy");
    assert!(error.to_string().contains("shop.toml.bak"), "{error}");
    assert_eq!(text_of(place.location.file()), "old\n");
    assert_eq!(place.names(), ["shop.toml", "shop.toml.bak"]);
}

#[test]
fn where_nothing_can_be_written_the_place_is_named() {
    let place = Place::new("in-the-way/shop.toml");
    fs::write(place.path("in-the-way"), "a file").expect("written");
    let error = save(&place.location, None, "x").expect_err("no folder");
    assert!(matches!(error, SaveError::Folder { .. }), "{error}");
    assert!(error.to_string().contains("in-the-way"));
    assert!(error.fix(Lang::En).contains("--config"));
    // Not even root may write there.
    let error = save(&location(Path::new("/proc/shop.toml")), None, "x").expect_err("no file");
    assert!(matches!(error, SaveError::NotWritten { .. }), "{error}");
    assert!(error.to_string().contains("/proc/shop.toml"));

    let place = Place::new("shop.toml");
    fs::write(place.location.file(), "old\n").expect("written");
    set_mode(place.folder.path(), 0o500);
    let saved = save(&place.location, Some("old\n"), "new\n");
    set_mode(place.folder.path(), 0o700);
    // Root may write there.
    if !rustix::process::geteuid().is_root() {
        let error = saved.expect_err("a folder that is read-only");
        assert!(
            error.fix(Lang::En).contains("allow writing"),
            "{}",
            error.fix(Lang::En)
        );
        assert_eq!(text_of(place.location.file()), "old\n");
    }
}

#[test]
fn what_a_killed_process_left_goes_but_no_other_file() {
    let place = Place::new("shop.toml");
    for name in [
        ".shop.token.aaaaaa.tmp",
        ".shop.token.bbbbbb.tmp",
        ".other.token.c.tmp",
    ] {
        fs::write(place.path(name), "1-2-SECRET").expect("written");
    }
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    for name in [".shop.token.aaaaaa.tmp", ".other.token.c.tmp"] {
        let file = fs::File::options().write(true).open(place.path(name));
        file.and_then(|file| file.set_modified(long_ago))
            .expect("set");
    }
    save_token(&place.location, &token("1-2-NEW")).expect("saved");
    // The second may be another process's, at work right now.
    assert_eq!(
        place.names(),
        [".other.token.c.tmp", ".shop.token.bbbbbb.tmp", "shop.token"]
    );
}
