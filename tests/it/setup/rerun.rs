//! Setup on a profile that is there.

use std::time::SystemTime;

use super::walk::Wizard;
use super::{demo, fresh};
use crate::shop::Shop;
use crate::terminal::{DOWN, ENTER};

/// A profile, saved by taking what is proposed.
fn saved() -> Shop {
    let shop = fresh(demo());
    let mut wizard = Wizard::start(&shop, "pl", 60);
    let open = wizard.give_token();
    wizard.enter_until(open, "Zintegrować od razu");
    wizard.answer_end(&format!("{DOWN}{DOWN}"), "❯ Tylko zapisz");
    assert_eq!(wizard.terminal.wait(), Some(0));
    shop
}

/// Bytes and time of profile and token.
fn files(shop: &Shop) -> [(Vec<u8>, SystemTime); 2] {
    ["shop.toml", "shop.token"].map(|name| {
        let path = shop.desk.path(name);
        let changed = std::fs::metadata(&path).and_then(|meta| meta.modified());
        (
            std::fs::read(&path).expect("there"),
            changed.expect("known"),
        )
    })
}

#[test]
fn what_is_not_changed_stays_untouched() {
    let shop = saved();
    let before = files(&shop);

    // All questions, Enter at each: the token, too, is kept.
    let mut wizard = Wizard::start(&shop, "pl", 60);
    let open = wizard.at("Profil już jest.");
    assert!(
        open.screen.contains("Przejść wszystkie pytania"),
        "{}",
        open.screen
    );
    let summary = wizard.enter_until(open, "Zapisać profil");
    assert!(
        summary.screen.contains("\nNic się nie zmieniło.\n"),
        "{}",
        summary.screen
    );
    assert!(!summary.screen.contains(" → "), "{}", summary.screen);
    let end = wizard.answer(ENTER);
    assert!(end.screen.contains("pozostał nietknięty"), "{}", end.screen);
    wizard.answer_end(&format!("{DOWN}{DOWN}"), "❯ Tylko zapisz");
    assert_eq!(wizard.terminal.wait(), Some(0));
    assert!(files(&shop) == before);

    // One step, with the same answer.
    let mut wizard = Wizard::start(&shop, "pl", 60);
    wizard.at("Profil już jest.");
    let steps = wizard.answer_list(DOWN, "❯ Zmienić jeden krok");
    assert_eq!(steps.prompt, "Który krok zmienić?");
    let modules = wizard.answer_list(&format!("{DOWN}{DOWN}"), "❯ Krok 1 z 5");
    assert_eq!(modules.prompt, "Moduły");
    let summary = wizard.enter_until(modules, "Zapisać profil");
    assert!(
        summary.screen.contains("\nNic się nie zmieniło.\n"),
        "{}",
        summary.screen
    );
    wizard.answer_end(&format!("{DOWN}{DOWN}"), "❯ Wyjdź bez zapisywania");
    assert_eq!(wizard.terminal.wait(), Some(0));
    assert!(files(&shop) == before);

    // Another answer is shown beside the one that was, and is not kept without a word.
    let mut wizard = Wizard::start(&shop, "pl", 60);
    wizard.at("Profil już jest.");
    wizard.answer_list(DOWN, "❯ Zmienić jeden krok");
    let seller = wizard.answer(ENTER);
    let street = wizard.enter_until(seller, "Ulica i numer");
    assert!(
        street.screen.contains("(ul. Krótka 3)"),
        "{}",
        street.screen
    );
    let city = wizard.answer(&format!("ul. Żółwia 7{ENTER}"));
    let summary = wizard.enter_until(city, "Zapisać profil");
    for shown in [
        "* adres: ul. Krótka 3, 65-001 Zielona Góra → ul. Żółwia 7, 65-001 Zielona Góra (Ty)",
        "  NIP: 1111111111 (obecny profil)",
    ] {
        let whole = summary.screen.replace("\n      ", " ");
        assert!(whole.contains(shown), "{shown:?}: {}", summary.screen);
    }
    assert!(!summary.screen.contains("Nic się nie zmieniło"));
    wizard.answer_end(&format!("{DOWN}{DOWN}"), "❯ Wyjdź bez zapisywania");
    assert_eq!(wizard.terminal.wait(), Some(0));
    assert!(files(&shop) == before);

    // Nothing at all.
    let mut wizard = Wizard::start(&shop, "pl", 60);
    wizard.at("Profil już jest.");
    wizard.answer_end(&format!("{DOWN}{DOWN}"), "❯ Wyjść, nic nie zmieniać");
    assert_eq!(wizard.terminal.wait(), Some(0));
    assert!(files(&shop) == before);
}

#[test]
fn answers_saved_on_a_terminal_give_the_same_profile_elsewhere() {
    let shop = fresh(demo());
    let file = shop.desk.path("answers.toml");
    let (url, path) = (shop.sandbox.url(), file.to_str().expect("UTF-8"));
    let words = [
        "--lang",
        "pl",
        "setup",
        "--api-url",
        url.as_str(),
        "--save-answers",
        path,
    ];
    let mut wizard = Wizard::of(&shop.desk, &words);
    let open = wizard.give_token();
    wizard.enter_until(open, "Zapisać profil");
    wizard.answer(ENTER);
    wizard.answer_end(&format!("{DOWN}{DOWN}"), "❯ Tylko zapisz");
    assert_eq!(wizard.terminal.wait(), Some(0));
    let asked = std::fs::read(shop.desk.path("shop.toml")).expect("saved");

    let elsewhere = crate::shop::Desk::bare();
    elsewhere.write("token", "sandbox-token");
    let token = elsewhere.path("token");
    let token = token.to_str().expect("UTF-8");
    let out = elsewhere.run([
        "setup",
        "--answers",
        path,
        "--token-file",
        token,
        "--yes",
        "--no-input",
    ]);
    let _ = out.exits(0);
    let answered = std::fs::read(elsewhere.path("shop.toml")).expect("saved");
    assert_eq!(
        String::from_utf8_lossy(&answered),
        String::from_utf8_lossy(&asked)
    );
}
