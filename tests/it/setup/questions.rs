//! All questions of all three modules, forwards and backwards, in both languages.

use super::screens::Screens;
use super::walk::{Open, TALL, Wizard};
use super::{calls, demo, fresh, mode, no_token_in_files, profile};
use crate::shop::Shop;
use crate::terminal::{DOWN, ENTER, UP};

/// Ticks the two modules that are not proposed, and leaves the mark on the first line.
#[track_caller]
pub(super) fn tick_all_modules(wizard: &mut Wizard) {
    for (keys, shown) in [
        (format!("{DOWN}{DOWN}{ENTER}"), "(2)"),
        (format!("{DOWN}{ENTER}"), "(3)"),
        (format!("{UP}{UP}{UP}"), "❯ "),
    ] {
        wizard.type_in(&keys);
        wizard.terminal.see(shown);
    }
    let first = ["❯ Dalej (3)", "❯ Next (Dalej) (3)"];
    wizard
        .terminal
        .until("the first line is not marked:", |screen| {
            first.iter().any(|line| screen.contains(line))
        });
}

/// No question may ask for a number of BaseLinker's.
#[track_caller]
fn asks_for_no_id(open: &Open) {
    let words = open.prompt.to_lowercase();
    let mut words = words.split(|c: char| !c.is_alphanumeric());
    assert!(
        !words.any(|word| ["id", "identyfikator", "identifier"].contains(&word)),
        "{:?}",
        open.prompt
    );
}

/// From the token to a saved profile; every screen is as it was agreed.
fn forwards(lang: &str) -> Shop {
    let pl = lang == "pl";
    let shop = fresh(demo());
    let mut wizard = Wizard::start(&shop, lang, TALL);
    let mut screens = Screens::of(&shop.desk);
    let mut open = wizard.at("Token API");
    let mut asked = 0;
    let last = if pl {
        "Zintegrować od razu"
    } else {
        "Integrate the chosen"
    };
    while !open.prompt.contains(last) {
        asks_for_no_id(&open);
        asked += 1;
        assert!(asked < 90, "{}", open.screen);
        if open.prompt == "Moduły" || open.prompt == "Modules" {
            tick_all_modules(&mut wizard);
            open.screen = wizard.terminal.screen();
        }
        screens.add(&open.screen);
        if open.prompt.starts_with(if pl { "Zapisać" } else { "Save" }) {
            let written = calls(&shop);
            assert!(written.len() > 5);
            assert!(
                written.iter().all(|method| method.starts_with("get")),
                "{written:?}"
            );
            assert!(!shop.desk.path("shop.toml").exists(), "before it is said");
            assert!(!shop.desk.path("shop.token").exists(), "before it is said");
        }
        open = match open.prompt.as_str() {
            prompt if prompt.starts_with("Token API") => {
                assert!(!wizard.terminal.echo(), "a token is not shown");
                wizard.answer(&format!("sandbox-token{ENTER}"))
            }
            _ => wizard.answer(ENTER),
        };
    }
    assert!(asked > 40, "only {asked} questions");
    let before = calls(&shop).len();
    wizard.type_in(&format!("{DOWN}{DOWN}"));
    wizard.terminal.see(if pl {
        "❯ Tylko zapisz"
    } else {
        "❯ Only save"
    });
    screens.add(&wizard.terminal.screen());
    wizard.type_in(ENTER);
    assert_eq!(wizard.terminal.wait(), Some(0));
    assert_eq!(
        calls(&shop).len(),
        before,
        "nothing is called after \"only save\""
    );
    assert!(!wizard.terminal.cursor_hidden() && wizard.terminal.echo());
    assert!(!wizard.terminal.screen().contains("sandbox-token"));
    screens.add(&wizard.terminal.screen());
    screens.compare(lang);
    shop
}

/// What the walk leaves.
fn is_saved(shop: &Shop) {
    let saved = profile(shop);
    assert_eq!(mode(&shop.desk.path("shop.toml")), 0o600);
    assert_eq!(mode(&shop.desk.path("shop.token")), 0o600);
    let token = std::fs::read_to_string(shop.desk.path("shop.token")).expect("saved");
    assert_eq!(token.trim(), "sandbox-token");
    no_token_in_files(shop);
    assert!(saved.orders.is_some() && saved.products.is_some() && saved.warehouses.is_some());
    assert_eq!(
        saved.company.expect("given").name,
        "Sklep Pokazowy sp. z o.o."
    );
    assert!(!shop.desk.mirror().exists(), "only saved");
}

#[test]
fn all_questions_in_polish_lead_to_a_profile() {
    is_saved(&forwards("pl"));
}

#[test]
fn all_questions_in_english_lead_to_a_profile() {
    is_saved(&forwards("en"));
}

#[test]
fn back_from_every_question_shows_the_one_before_and_keeps_answers() {
    let shop = fresh(demo());
    let mut wizard = Wizard::start(&shop, "pl", 60);
    let token = wizard.at("Token API");
    let again = wizard.back(&token);
    assert_eq!(again.prompt, token.prompt);
    assert!(
        again.screen.contains("To pierwsze pytanie."),
        "{}",
        again.screen
    );
    let mut before = again.prompt;
    let mut open = wizard.answer(&format!("sandbox-token{ENTER}"));
    let mut backs = 0;
    loop {
        let back = wizard.back(&open);
        assert_eq!(back.prompt, before, "back from {}", open.prompt);
        let keys = if before.starts_with("Token") {
            "sandbox-token\r"
        } else {
            ENTER
        };
        let there = wizard.answer(keys);
        assert_eq!(there.prompt, open.prompt, "forwards from {before}");
        assert_eq!(there.kind, open.kind);
        backs += 1;
        if open.prompt.contains("Zapisać profil") {
            break;
        }
        before.clone_from(&open.prompt);
        open = match open.prompt.as_str() {
            "Moduły" => {
                tick_all_modules(&mut wizard);
                wizard.answer(ENTER)
            }
            "Ulica i numer" => wizard.answer("ul. Żółwia 7\r"),
            prompt if prompt.starts_with("Wysyłaj automatycznie stany") => wizard.answer("t\r"),
            // Something else than what is proposed, so that losing it would be seen.
            "Rodzaj domyślnego dokumentu sprzedaży" => wizard.answer_list(DOWN, "❯ Faktura"),
            prompt if prompt.starts_with("Symbol nowego magazynu Firmino dla „Główny”") => {
                wizard.answer("GŁÓWNY\r")
            }
            prompt if prompt.starts_with("Sprzedaż konsumentom") => wizard.answer_list(UP, "❯ "),
            _ => wizard.answer(ENTER),
        };
    }
    assert!(backs > 40, "{backs}");
    open = wizard.answer(ENTER);
    assert!(open.prompt.contains("Zintegrować od razu"));
    // What is saved is saved: there is no way back behind it, and that is said.
    open = wizard.back(&open);
    assert!(
        open.screen.contains("Profil jest już zapisany;"),
        "{}",
        open.screen
    );
    wizard.answer_end(&format!("{DOWN}{DOWN}"), "❯ Tylko zapisz");
    assert_eq!(wizard.terminal.wait(), Some(0));
    let saved = profile(&shop);
    assert_eq!(
        saved.company.as_ref().expect("given").street,
        "ul. Żółwia 7"
    );
    let text = std::fs::read_to_string(shop.desk.path("shop.toml")).expect("saved");
    for kept in [
        "default_document = \"invoice\"",
        "= \"GŁÓWNY\"",
        "send_stock = true",
    ] {
        assert!(text.contains(kept), "{kept:?} is not in\n{text}");
    }
    assert!(saved.orders.is_some() && saved.products.is_some() && saved.warehouses.is_some());
}
