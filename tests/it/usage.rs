//! Words that make no call.

use crate::shop::{Desk, Out};

/// A call in this language, without profile and shop.
fn call(desk: &Desk, words: &[&str], lang: &str) -> Out {
    let mut command = desk.command(words);
    Out::of(command.env("LC_ALL", lang).output().expect("started")).exits(2)
}

#[test]
fn json_tells_wrong_words_wherever_it_stands() {
    let desk = Desk::bare();
    for (words, named, fix) in [
        (
            &["orders", "list", "--state", "foo", "--json"][..],
            "foo",
            "orders list",
        ),
        (&["documents", "send", "--json"], "NUMBER", "documents send"),
        (&["--json", "orders", "shwo", "1"], "shwo", "orders"),
        (&["nothing", "--json"], "nothing", ""),
        (&["orders", "--json"], "", "orders"),
    ] {
        for lang in ["pl_PL.UTF-8", "en_GB.UTF-8"] {
            let out = call(&desk, words, lang);
            let json = out.json();
            assert_eq!(json["schema"], 1, "{out:?}");
            let error = &json["error"];
            assert_eq!(error["code"], "usage", "{out:?}");
            let told = error["message"].as_str().expect("a text");
            assert!(!told.is_empty() && told.contains(named), "{out:?}");
            let wanted = format!("firmino-link {fix} --help").replace("  ", " ");
            assert_eq!(error["fix"], wanted.as_str(), "{out:?}");
        }
    }
    // Behind `--` it is a word like others.
    let out = call(&desk, &["orders", "show", "--", "--json"], "pl_PL.UTF-8");
    assert!(out.stdout.is_empty(), "{out:?}");
}

#[test]
fn wrong_words_are_told_in_both_languages() {
    let desk = Desk::bare();
    for (words, polish, english) in [
        (
            &["orders", "lst"][..],
            "błąd: nieznane polecenie 'lst'; podobne: 'list'\nco zrobić: firmino-link orders --help\n",
            "error: unrecognized subcommand 'lst'",
        ),
        (
            &["status", "--jsn"],
            "nieznany argument '--jsn'; podobne: '--json'",
            "unexpected argument '--jsn' found",
        ),
        (
            &["orders", "show", "x"],
            "zła wartość 'x' dla '<ID>': to nie jest liczba całkowita",
            "invalid value 'x' for '<ID>': not a whole number",
        ),
        (
            &["sync", "orders", "--wait", "99999999999999999999"],
            "to za duża liczba",
            "the number is too large",
        ),
        (
            &["sync", "orders", "--limit", "0"],
            "musi być co najmniej 1",
            "must be 1 at least",
        ),
        (
            &["sync", "orders", "--since", "jutro"],
            "'jutro' dla '--since <DAY>': to nie jest dzień jak 2026-11-30",
            "not a day such as 2026-11-30",
        ),
        (
            &["documents", "export", "--month", "13"],
            "to nie jest miesiąc jak 2026-11",
            "not a month such as 2026-11",
        ),
        (
            &["orders", "list", "--state"],
            "'--state <STATE>' wymaga wartości (możliwe: waiting, ",
            "a value is required for '--state <STATE>'",
        ),
        (
            &["orders", "skip", "1"],
            "brakuje: '--reason <T>'",
            "required arguments were not provided",
        ),
        (
            &["sync", "orders", "--full", "--order", "1"],
            "'--full' nie może stać razem z '--order <ID>'",
            "cannot be used with '--order <ID>'",
        ),
        (
            &["status", "--json", "--json"],
            "'--json' można podać tylko raz",
            "cannot be used multiple times",
        ),
    ] {
        for (lang, told) in [("pl_PL.UTF-8", polish), ("en_GB.UTF-8", english)] {
            let out = call(&desk, words, lang);
            assert!(out.stderr.contains(told), "no {told:?} in {out:?}");
            assert!(
                words.contains(&"--json") || out.stdout.is_empty(),
                "{out:?}"
            );
        }
    }
}
