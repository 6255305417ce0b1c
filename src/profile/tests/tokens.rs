//! Where tokens come from, and that nobody sees them.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;

use super::super::token::{Flag, TokenReference, TokenSource, TokenText, find};
use super::super::*;
use super::{LEAST, parse, told};
use crate::texts::Lang;

const TOKEN: &str = "1-23-ZUPELNIEZMYSLONY0TOKEN";

/// A profile in a folder of its own, and an environment.
struct Desk {
    folder: tempfile::TempDir,
    variables: BTreeMap<&'static str, String>,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self {
            folder,
            variables: BTreeMap::new(),
        }
    }

    fn file(&self, name: &str, text: &str, mode: u32) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).expect("a file");
        fs::set_permissions(&path, Permissions::from_mode(mode)).expect("a mode");
        path
    }

    fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.variables.insert(name, value.into());
    }

    fn set_credentials(&mut self, folder: &str) {
        let path = self.folder.path().join(folder);
        self.set("CREDENTIALS_DIRECTORY", path.to_str().expect("UTF-8"));
    }

    fn find(&self, flag: Option<Flag<'_>>, token: &str) -> Result<TokenText, ProfileError> {
        let var = |name: &str| self.variables.get(name).cloned();
        let environment = Environment { var: &var };
        let file = self.folder.path().join("default.toml");
        let location = Location::find(Choice::File(file), &environment).expect("a place");
        let reference = reference(token);
        let profile = reference.as_ref().map(|reference| (reference, &location));
        find(flag, profile, environment)
    }

    fn failure(&self, token: &str) -> String {
        let error = self.find(None, token).expect_err("no token");
        let all = format!("{error} {} {error:?}", error.fix(Lang::En));
        assert!(!all.contains("ZMYSLONY"), "the token is shown: {all}");
        all
    }
}

fn reference(token: &str) -> Option<TokenReference> {
    let line = if token.is_empty() {
        String::new()
    } else {
        format!("token = {token}")
    };
    let text = format!("{LEAST}\n[baselinker]\n{line}\n");
    parse(&text).expect("a right profile").baselinker.token
}

#[test]
fn the_first_source_that_is_there_wins() {
    let mut desk = Desk::new();
    let flag = desk.file("flag", "1-1-FLAG", 0o600);
    desk.file("default.token", " 1-1-PROFILE\r\n", 0o600);
    desk.file("baselinker-token", "1-1-CREDENTIAL\n", 0o440);
    desk.set("BASELINKER_TOKEN", "1-1-VARIABLE");
    desk.set_credentials("");
    let profile = "{ file = \"default.token\" }";
    let found = |desk: &Desk, flag: Option<Flag<'_>>| {
        desk.find(flag, profile)
            .expect("a token")
            .expose()
            .to_owned()
    };
    assert_eq!(found(&desk, Some(Flag::File(flag))), "1-1-FLAG");
    assert_eq!(
        found(&desk, Some(Flag::Stdin(&mut "1-1-STDIN\n".as_bytes()))),
        "1-1-STDIN"
    );
    assert_eq!(found(&desk, None), "1-1-PROFILE");
    fs::remove_file(desk.folder.path().join("default.token")).expect("the file goes");
    assert_eq!(found(&desk, None), "1-1-VARIABLE");
    desk.set("BASELINKER_TOKEN", "");
    assert_eq!(found(&desk, None), "1-1-CREDENTIAL");
    fs::remove_file(desk.folder.path().join("baselinker-token")).expect("the file goes");
    let told = desk.failure(profile);
    for place in [
        "default.token",
        "BASELINKER_TOKEN",
        "baselinker-token",
        "there is no API token",
    ] {
        assert!(told.contains(place), "{told}");
    }
}

#[test]
fn a_wrong_source_ends_the_search() {
    let mut desk = Desk::new();
    desk.set("BASELINKER_TOKEN", TOKEN);
    desk.file("default.token", "\n", 0o600);
    assert!(
        desk.failure("{ file = \"default.token\" }")
            .contains("is empty")
    );
    let missing = desk.find(Some(Flag::File("/nowhere/token".into())), "");
    let missing = missing
        .expect_err("the flag's file is not there")
        .to_string();
    assert!(missing.contains("/nowhere/token"), "{missing}");
}

#[test]
fn only_files_closed_to_others_are_read() {
    let desk = Desk::new();
    let token = "{ file = \"my token\" }";
    for mode in 0..=0o777 {
        if mode & 0o400 == 0 {
            continue;
        }
        let path = desk.file("my token", TOKEN, 0o600);
        fs::set_permissions(&path, Permissions::from_mode(mode)).expect("a mode");
        if mode & 0o077 == 0 {
            let found = desk.find(None, token).expect("a token");
            assert_eq!(found.expose(), TOKEN, "{mode:o}");
        } else {
            let told = desk.failure(token);
            let line = format!("chmod 600 '{}'", path.display());
            assert!(
                told.contains(&line) && told.contains(&format!("mode {mode:04o}")),
                "{told}"
            );
        }
    }
}

#[test]
fn a_link_is_as_good_as_what_it_leads_to() {
    let desk = Desk::new();
    let target = desk.file("target", TOKEN, 0o600);
    symlink(&target, desk.folder.path().join("default.token")).expect("a link");
    let token = "{ file = \"default.token\" }";
    assert!(desk.find(None, token).is_ok());
    fs::set_permissions(&target, Permissions::from_mode(0o640)).expect("a mode");
    assert!(desk.failure(token).contains("mode 0640"));
}

#[test]
fn credentials_may_be_read_by_the_group_but_not_by_all() {
    let mut desk = Desk::new();
    desk.set_credentials("");
    for (mode, right) in [
        (0o400, true),
        (0o440, true),
        (0o600, true),
        (0o444, false),
        (0o460, false),
    ] {
        desk.file("baselinker-token", TOKEN, 0o600);
        let path = desk.folder.path().join("baselinker-token");
        fs::set_permissions(&path, Permissions::from_mode(mode)).expect("a mode");
        assert_eq!(desk.find(None, "").is_ok(), right, "{mode:o}");
        fs::remove_file(path).expect("the file goes");
    }
}

#[test]
fn folders_devices_and_silent_pipes_are_no_tokens() {
    let desk = Desk::new();
    fs::create_dir(desk.folder.path().join("default.token")).expect("a folder");
    assert!(
        desk.failure("{ file = \"default.token\" }")
            .contains("is not a file")
    );
    assert!(
        desk.failure("{ file = \"/dev/zero\" }")
            .contains("is not a file")
    );
    let pipe = desk.folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo")
        .args(["-m", "600"])
        .arg(&pipe)
        .status();
    assert!(made.expect("mkfifo runs").success());
    assert!(desk.failure("{ file = \"pipe\" }").contains("is empty"));
}

#[test]
fn odd_tokens_are_refused_without_being_shown() {
    let desk = Desk::new();
    for (text, told) in [
        ("", "is empty"),
        (" \r\n\t", "is empty"),
        ("1-2-ZMYSLONY A", "more than a token"),
        ("1-2-ZMYSLONY\nA", "more than a token"),
        ("1-2-ZMYSLONYŁ", "more than a token"),
        ("1-2-ZMYSLONY\u{7}", "more than a token"),
        (&"ZMYSLONY".repeat(1000), "far more"),
    ] {
        desk.file("default.token", text, 0o600);
        assert!(
            desk.failure("{ file = \"default.token\" }").contains(told),
            "{text:?}"
        );
    }
    fs::write(desk.folder.path().join("default.token"), b"ZMYSLONY\xff").expect("a file");
    assert!(
        desk.failure("{ file = \"default.token\" }")
            .contains("more than a token")
    );
    desk.file("default.token", &format!("\u{feff}{TOKEN}\r\n"), 0o600);
    let found = desk
        .find(None, "{ file = \"default.token\" }")
        .expect("a token");
    assert_eq!(found.expose(), TOKEN);
}

#[test]
fn commands_run_without_a_shell_and_in_silence() {
    let mut desk = Desk::new();
    let found = desk
        .find(None, &format!("{{ command = [\"echo\", \"{TOKEN}\"] }}"))
        .expect("a token");
    assert_eq!(found.expose(), TOKEN);
    assert_eq!(*found.source(), TokenSource::Command("echo".to_owned()));
    let shell = desk
        .find(None, "{ command = [\"echo\", \"$(id);x\"] }")
        .expect("a word");
    assert_eq!(shell.expose(), "$(id);x");
    desk.set("SHOP", TOKEN);
    let failing = "{ command = [\"sh\", \"-c\", \"echo ZMYSLONY; echo ZMYSLONY >&2; exit 3\"] }";
    assert!(
        desk.failure(failing)
            .contains("token command `sh` failed (exit status: 3)")
    );
    assert!(
        desk.failure("{ command = [\"no-such-program\"] }")
            .contains("cannot be started")
    );
    assert!(
        desk.failure("{ command = [\"true\"] }")
            .contains("is empty")
    );
    assert!(
        desk.failure("{ command = [\"yes\", \"ZMYSLONY\"] }")
            .contains("far more")
    );
    assert_eq!(
        desk.find(None, "{ env = \"SHOP\" }")
            .expect("a token")
            .expose(),
        TOKEN
    );
}

#[test]
fn the_token_is_not_shown_by_debug() {
    let token = TokenText::parse(TOKEN, TokenSource::Stdin).expect("a token");
    assert_eq!(
        format!("{token:?}"),
        "TokenText { text: \"***\", source: Stdin }"
    );
    let reference = reference(&format!("{{ command = [\"echo\", \"{TOKEN}\"] }}"));
    assert!(!format!("{reference:?}").contains("ZMYSLONY"));
}

#[test]
fn a_token_in_the_profile_is_refused_unseen() {
    let line = |line: &str| format!("{LEAST}\n[baselinker]\n{line}\n");
    for (wrong, fragment) in [
        (
            format!("token = \"{TOKEN}\""),
            "`baselinker.token` is a text",
        ),
        (format!("token = {TOKEN}"), "not TOML"),
        (format!("token =\n{TOKEN} x"), "not TOML"),
        (format!("token = [\"{TOKEN}\"]"), "expected a table"),
        (
            format!("token = {{ file = \"{TOKEN}\" }}"),
            "looks like the token itself",
        ),
        (
            format!("token = {{ command = [\"{TOKEN}\"] }}"),
            "looks like the token itself",
        ),
        (
            format!("token = {{ env = \"{TOKEN}\" }}"),
            "no name of a variable",
        ),
        (
            format!("token = {{ command = \"echo {TOKEN}\" }}"),
            "expected a list",
        ),
        (
            format!("token = {{ command = [\"{TOKEN}\", 1] }}"),
            "expected a text",
        ),
        (
            format!("token = {{ text = \"{TOKEN}\" }}"),
            "unknown key `baselinker.token.text`",
        ),
        (format!("tokn = \"{TOKEN}\""), "did you mean `token`?"),
        (format!("inventory = [\"{TOKEN}\"]"), "expected a name"),
        (format!("api_url = \"{TOKEN}\""), "not an address"),
        (
            format!("api_url = \"https://{TOKEN}@example.com\""),
            "user name or password",
        ),
        ("token = {}".to_owned(), "names no place"),
        (
            "token = { file = \"a\", env = \"B\" }".to_owned(),
            "more than one place",
        ),
    ] {
        let told = told(&line(&wrong));
        assert!(told.contains(fragment), "{wrong}: {told}");
        assert!(!told.contains("ZMYSLONY"), "{told}");
    }
}

#[test]
fn a_path_below_the_credentials_is_one_as_written() {
    let mut desk = Desk::new();
    desk.file("default.token", TOKEN, 0o440);
    fs::create_dir(desk.folder.path().join("credentials")).expect("a folder");
    desk.set_credentials("credentials");
    for path in ["default.token", "credentials/../default.token"] {
        let told = desk.failure(&format!("{{ file = \"{path}\" }}"));
        assert!(told.contains("mode 0440"), "{told}");
    }
}
