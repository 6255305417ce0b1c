//! Files and places of profiles.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::*;
use super::{LEAST, TODAY};
use crate::texts::Lang;

fn variables<'a>(pairs: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
    |name| {
        let found = pairs.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    }
}

fn name(text: &str) -> Choice {
    Choice::Name(ProfileName::parse(text).expect("a right name"))
}

#[test]
fn places_follow_xdg_and_fall_back_to_home() {
    let var = variables(&[
        ("HOME", "/home/ala"),
        ("XDG_DATA_HOME", "/data"),
        ("XDG_STATE_HOME", "here"),
    ]);
    let environment = Environment { var: &var };
    let location = Location::find(name("shop-2"), &environment).expect("a place");
    assert_eq!(
        location.file(),
        Path::new("/home/ala/.config/firmino-link/shop-2.toml")
    );
    assert_eq!(
        location.token_file(),
        Path::new("/home/ala/.config/firmino-link/shop-2.token")
    );
    let mirror = |path: Option<&str>| {
        let place = MirrorPlace {
            path: path.map(PathBuf::from),
            machine: None,
        };
        location.mirror(&place, &environment).expect("a place")
    };
    assert_eq!(mirror(None), Path::new("/data/firmino-link/shop-2.sqlite"));
    assert_eq!(mirror(Some("~/m.sqlite")), Path::new("/home/ala/m.sqlite"));
    assert_eq!(mirror(Some("/srv/m.sqlite")), Path::new("/srv/m.sqlite"));
    assert_eq!(
        mirror(Some("m.sqlite")),
        Path::new("/home/ala/.config/firmino-link/m.sqlite")
    );
    // A relative XDG value is to be ignored.
    let state = state_folder(&environment).expect("a place");
    assert_eq!(state, Path::new("/home/ala/.local/state/firmino-link"));
}

#[test]
fn a_named_file_gives_the_name() {
    let var = variables(&[]);
    let environment = Environment { var: &var };
    let location =
        Location::find(Choice::File("conf/sklep.toml".into()), &environment).expect("a place");
    assert_eq!(location.name().as_str(), "sklep");
    assert_eq!(location.token_file(), Path::new("conf/sklep.token"));
    let bare = Location::find(Choice::File("sklep.toml".into()), &environment).expect("a place");
    assert_eq!(bare.token_file(), Path::new("./sklep.token"));
    let odd = Location::find(Choice::File("/x/mój sklep.toml".into()), &environment);
    assert!(matches!(odd, Err(ProfileError::BadName(_))));
}

#[test]
fn without_home_and_with_odd_names_nothing_is_guessed() {
    let var = variables(&[("HOME", "")]);
    let error = Location::find(name("default"), &Environment { var: &var }).expect_err("no home");
    assert!(error.to_string().contains("HOME") && error.fix(Lang::En).contains("set HOME"));
    for text in [
        "",
        "..",
        "../x",
        "a/b",
        "-x",
        ".hidden",
        "ż",
        &"x".repeat(65),
    ] {
        assert!(ProfileName::parse(text).is_err(), "{text}");
    }
}

#[test]
fn files_that_cannot_be_read_are_told_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let var = variables(&[]);
    let environment = Environment { var: &var };
    let file = folder.path().join("default.toml");
    let location = Location::find(Choice::File(file.clone()), &environment).expect("a place");
    let failure = || load(&location, TODAY).expect_err("it cannot be read");

    let missing = failure();
    assert!(missing.to_string().contains(&file.display().to_string()));
    assert!(
        missing
            .fix(Lang::En)
            .contains(&format!("copy config.example.toml to {}", file.display()))
    );

    fs::create_dir(&file).expect("a folder in its place");
    assert!(matches!(failure(), ProfileError::Unreadable { .. }));
    fs::remove_dir(&file).expect("the folder goes");

    fs::write(&file, b"version = 1\n[company]\ncity = \"\xa3\xf3d\xbc\"\n").expect("a file");
    let odd = failure();
    assert!(
        odd.to_string().contains("line 3") && odd.fix(Lang::En).contains("UTF-8"),
        "{odd}"
    );

    fs::write(&file, "versoin = 1\n").expect("a file");
    let wrong = failure();
    assert!(
        wrong.to_string().contains("did you mean `version`?"),
        "{wrong}"
    );
    assert!(wrong.problems().len() > 3);

    fs::write(&file, format!("\u{feff}{}", LEAST.replace('\n', "\r\n"))).expect("a file");
    assert!(load(&location, TODAY).is_ok());
}
