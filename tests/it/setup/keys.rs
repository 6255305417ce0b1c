//! Keys: Ctrl-C, letters of one's own language, yes and no.

use super::walk::{Kind, Wizard};
use super::{demo, fresh, nothing_is_saved, profile};
use crate::terminal::{BACKSPACE, CTRL_C, DOWN, ENTER, ESC};

/// Ctrl-C here: one calm line, a terminal as it was, and nothing written.
#[track_caller]
fn interrupted(mut wizard: Wizard, shop: &crate::shop::Shop) {
    wizard.type_in(CTRL_C);
    assert_eq!(wizard.terminal.wait(), Some(130));
    let screen = wizard.terminal.screen();
    let last = screen.lines().last();
    assert_eq!(
        last,
        Some("Przerwano. Nic nie zostało zapisane."),
        "{screen}"
    );
    assert_eq!(screen.matches("Przerwano").count(), 1, "{screen}");
    assert!(
        !wizard.terminal.cursor_hidden(),
        "the cursor is shown again"
    );
    assert!(wizard.terminal.echo(), "what is typed is shown again");
    nothing_is_saved(shop);
}

#[test]
fn an_interrupt_leaves_the_terminal_and_the_disk_as_they_were() {
    // At the token, at a list, at a line.
    for stop in ["Token API", "Sprzedawca na", "Pełna nazwa"] {
        let shop = fresh(demo());
        let mut wizard = Wizard::start(&shop, "pl", 50);
        let open = if stop == "Token API" {
            let open = wizard.at(stop);
            // With a part of it typed already.
            wizard.type_in("sandbox-to");
            open
        } else {
            let open = wizard.give_token();
            wizard.enter_until(open, stop)
        };
        let listed = stop == "Sprzedawca na";
        assert_eq!(open.kind, if listed { Kind::List } else { Kind::Line });
        interrupted(wizard, &shop);
    }
}

#[test]
fn an_interrupt_is_heard_while_the_account_is_waited_for() {
    let shop = fresh(demo());
    // It takes the call and never answers.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = silent.local_addr().expect("bound").port();
    let url = format!("http://127.0.0.1:{port}/connector.php");
    let mut wizard = Wizard::start_at(&shop.desk, &url, "pl", &[], 50);
    wizard.at("Token API");
    wizard.type_in(&format!("sandbox-token{ENTER}"));
    wizard.terminal.see("sprawdzam token…");
    interrupted(wizard, &shop);
}

#[test]
fn colours_are_shown_and_switched_off_where_they_are_not_wanted() {
    for (variables, coloured) in [([("NO_COLOR", "1")].as_slice(), false), (&[], true)] {
        let shop = fresh(demo());
        let url = shop.sandbox.url();
        let mut wizard = Wizard::start_at(&shop.desk, &url, "pl", variables, 50);
        let open = wizard.give_token();
        assert_eq!(open.kind, Kind::List);
        wizard.answer(ENTER);
        assert_eq!(wizard.terminal.coloured(), coloured, "{variables:?}");
    }
}

#[test]
fn yes_and_no_are_understood_in_both_languages() {
    for (lang, modules, new, yes, no) in [
        ("pl", "Moduły", "Pobranie nowych", "[T/n]", "[t/N]"),
        ("en", "Modules", "Bring new warehouses", "[Y/n]", "[y/N]"),
    ] {
        let shop = fresh(demo());
        let mut wizard = Wizard::start(&shop, lang, 60);
        let seller = wizard.give_token();
        assert_eq!(seller.kind, Kind::List);
        // Without sale documents and orders there are few questions before the first yes or no.
        let marked = if lang == "pl" {
            "❯ Bez dokumentów"
        } else {
            "❯ No sale documents"
        };
        let mut open = wizard.answer_list(&format!("{DOWN}{DOWN}"), marked);
        assert!(open.prompt.contains("Firmino"), "{}", open.screen);
        open = wizard.answer(ENTER);
        assert!(open.prompt.contains(modules));
        wizard.type_in(&format!("{DOWN}{ENTER}"));
        wizard.terminal.see("(0)");
        wizard.type_in(&format!("{DOWN}{DOWN}{ENTER}"));
        wizard.terminal.see("(1)");
        wizard.type_in("\u{1b}[A\u{1b}[A\u{1b}[A");
        let first = if lang == "pl" {
            "❯ Dalej (1)"
        } else {
            "❯ Next (Dalej) (1)"
        };
        open = wizard.answer_list("", first);
        open = wizard.enter_until(open, new);
        assert!(open.screen.contains(yes), "{}", open.screen);
        for (typed, now) in [
            ("n", no),
            ("t", yes),
            ("nie", no),
            ("tak", yes),
            ("no", no),
            ("y", yes),
            ("N", no),
            ("yes", yes),
            ("n", no),
            ("T", yes),
        ] {
            assert_eq!(open.kind, Kind::Line);
            let after = wizard.answer(&format!("{typed}{ENTER}"));
            assert_ne!(after.prompt, open.prompt, "{typed} is an answer");
            assert_eq!(after.kind, Kind::List);
            open = wizard.answer(ESC);
            let last = open.screen.lines().last().unwrap_or_default().to_owned();
            let shown = open.screen.lines().rev().find(|line| line.starts_with('?'));
            assert!(
                last.contains(now) || shown.is_some_and(|line| line.contains(now)),
                "{typed} in {lang}: {}",
                open.screen
            );
        }
        wizard.type_in(&format!("maybe{ENTER}"));
        wizard
            .terminal
            .see(if lang == "pl" { "t albo n" } else { "y or n" });
        wizard.type_in(&format!("{}{ENTER}", BACKSPACE.repeat(5)));
        let end = if lang == "pl" {
            "Zintegrować od razu"
        } else {
            "Integrate the chosen"
        };
        open = wizard.next();
        open = wizard.enter_until(open, end);
        // Orders are not chosen, so nothing is said about taking them.
        assert!(!open.screen.contains("sync orders"), "{}", open.screen);
        // From here on leaving is no longer leaving without a trace, and it says so.
        wizard.type_in(CTRL_C);
        assert_eq!(wizard.terminal.wait(), Some(130));
        let path = shop.desk.path("shop.toml");
        let said = if lang == "pl" {
            format!("Przerwano. Profil jest zapisany: {}", path.display())
        } else {
            format!("Interrupted. The profile is saved: {}", path.display())
        };
        wizard.terminal.see(&said);
        assert!(!wizard.terminal.cursor_hidden() && wizard.terminal.echo());
        assert!(profile(&shop).warehouses.is_some());
    }
}

#[test]
fn letters_beyond_the_end_of_the_line_are_kept_and_erased_one_by_one() {
    let shop = fresh(demo());
    let mut wizard = Wizard::start(&shop, "pl", 50);
    let open = wizard.give_token();
    let name = wizard.enter_until(open, "Pełna nazwa");
    assert_eq!(name.kind, Kind::Line);
    // With the prompt and the proposal it ends in the second line; what is erased begins in the first one.
    let kept = "Żółte Łódki";
    let erased = " Gęślą Jaźń Spółka Źdźbło Ćma i Śnięta Ość, Chrząszcz Brzmi w Trzcinie sp.j.";
    wizard.type_in(&format!("{kept}{erased}"));
    wizard.terminal.see("Brzmi w Trzcinie sp.j.");
    wizard.type_in(&BACKSPACE.repeat(erased.chars().count()));
    wizard.terminal.gone("Gęślą");
    wizard.type_in(" – sp. z o.o. w Łęczycy");
    wizard.terminal.see("Żółte Łódki – sp. z o.o. w Łęczycy");
    let next = wizard.answer(ENTER);
    assert_eq!(next.prompt, "NIP");
    let open = wizard.enter_until(next, "Zapisać profil");
    let _ = wizard.enter_until(open, "Zintegrować od razu");
    wizard.answer_end(&format!("{DOWN}{DOWN}"), "❯ Tylko zapisz");
    assert_eq!(wizard.terminal.wait(), Some(0));
    let company = profile(&shop).company.expect("given");
    assert_eq!(company.name, "Żółte Łódki – sp. z o.o. w Łęczycy");
    assert_eq!(company.nip.to_string(), "1111111111");
}
