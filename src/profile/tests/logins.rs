//! Where Firmino's login comes from, and that nobody sees it.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use super::super::token::{LoginText, TokenSource, find_login};
use super::super::*;
use super::{LEAST, parse, told};
use crate::texts::Lang;

const TEXT: &str = "ewa.zmyslona@example.com\nZMYSLONE haslo: 1\n";

fn with(line: &str) -> String {
    format!("{LEAST}\n[firmino]\n{line}\n")
}

/// What is found with files (name, text, mode) beside `shop.toml`, whose table has this line.
fn found(files: &[(&str, &str, u32)], line: &str) -> Result<LoginText, String> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text, mode) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, text).expect("written");
        fs::set_permissions(&path, Permissions::from_mode(*mode)).expect("set");
    }
    let credentials = folder.path().join("creds").to_string_lossy().into_owned();
    let var = |name: &str| match name {
        "CREDENTIALS_DIRECTORY" => Some(credentials.clone()),
        "SHOP_FIRMINO" => Some("var\nword".to_owned()),
        _ => None,
    };
    let environment = Environment { var: &var };
    let location = Location::find(Choice::File(folder.path().join("shop.toml")), &environment)
        .expect("a place");
    let profile = parse(&with(line)).expect("a right profile");
    let named = profile.firmino.expect("the table is there").credentials;
    find_login(named.as_ref(), &location, environment).map_err(|error| {
        let all = format!("{error}; {}; {error:?}", error.fix(Lang::En));
        assert!(
            !all.contains("ZMYSLONE") && !all.contains("zmyslona"),
            "{all}"
        );
        all
    })
}

#[test]
fn without_the_table_there_is_no_firmino() {
    assert_eq!(parse(LEAST).expect("right").firmino, None);
}

#[test]
fn the_first_source_that_is_there_wins() {
    let own = ("shop.firmino", "own\nword", 0o600);
    let other = ("other", "other\r\nword\r\n\r\n", 0o400);
    let systemd = ("creds/firmino-credentials", "systemd\nword", 0o440);
    let file = "credentials = { file = \"other\" }";
    for (files, line, login) in [
        (&[own, other, systemd][..], file, "other"),
        (&[own, systemd], "", "own"),
        (&[systemd], "", "systemd"),
        (&[own, systemd], file, "systemd"),
        (&[own], "credentials = { env = \"SHOP_FIRMINO\" }", "var"),
        (
            &[own],
            "credentials = { command = [\"printf\", '%s\\n%s', \"told\", \"word\"] }",
            "told",
        ),
    ] {
        let found = found(files, line).expect("a login");
        assert_eq!(found.expose(), (login, "word"), "{line}");
    }
    let told = found(&[], "").expect_err("nowhere");
    assert!(
        told.contains("shop.firmino") && told.contains("creds/firmino-credentials"),
        "{told}"
    );
    assert!(told.contains("NAME.firmino"), "{told}");
}

#[test]
fn a_password_may_hold_blanks_and_colons_and_is_never_shown() {
    let login = found(&[("shop.firmino", TEXT, 0o600)], "").expect("a login");
    assert_eq!(
        login.expose(),
        ("ewa.zmyslona@example.com", "ZMYSLONE haslo: 1")
    );
    let shown = format!("{login:?}");
    assert!(
        !shown.contains("ZMYSLONE") && !shown.contains("zmyslona"),
        "{shown}"
    );
    assert!(matches!(login.source(), TokenSource::LoginFile(_)));
}

#[test]
fn what_is_there_and_wrong_ends_the_search() {
    let systemd = ("creds/firmino-credentials", "systemd\nword", 0o400);
    for (text, mode, fragment) in [
        (TEXT, 0o640, "open to others (mode 0640)"),
        ("zmyslona", 0o600, "two lines"),
        ("zmyslona\n\n", 0o600, "two lines"),
        ("zmyslona\nZMYSLONE\nx", 0o600, "two lines"),
        ("", 0o600, "two lines"),
        ("zmyslona:x\nZMYSLONE", 0o600, "colon"),
        ("zmyslona\nZMYSLONE\u{1b}", 0o600, "control"),
    ] {
        let told = found(&[("shop.firmino", text, mode), systemd], "").expect_err(text);
        assert!(told.contains(fragment), "{told}");
    }
    let failing = "credentials = { command = [\"sh\", \"-c\", \"echo ZMYSLONE; exit 3\"] }";
    let told = found(&[], failing).expect_err("it fails");
    assert!(
        told.contains("`sh` for Firmino's login failed (exit status: 3)"),
        "{told}"
    );
}

#[test]
fn a_login_in_the_profile_and_misspelt_keys_are_refused_unseen() {
    for (line, fragment) in [
        (
            "credentials = \"ZMYSLONE\"",
            "`firmino.credentials` is a text",
        ),
        (
            "credentials = { password = \"ZMYSLONE\" }",
            "unknown key `firmino.credentials.password`",
        ),
        ("credentials = { password = ZMYSLONE }", "not TOML"),
        ("credentials = [\"ZMYSLONE\"]", "expected a table"),
        ("credentials = {}", "names no place of login and password"),
        (
            "credentials = { file = \"a\", env = \"B\" }",
            "more than one place",
        ),
        (
            "credential = { file = \"a\" }",
            "did you mean `credentials`?",
        ),
        ("requests_per_day = 0", "of at least 1"),
        ("api_url = \"http://app.firmino.pl\"", "write `https://"),
        ("issue = \"no\"", "true or false"),
        ("warehous = \"MAG\"", "did you mean `warehouse`?"),
    ] {
        let told = told(&with(line));
        assert!(told.contains(fragment), "{line}: {told}");
        assert!(!told.contains("ZMYSLONE"), "{told}");
    }
}
