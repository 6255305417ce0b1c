//! An account that cannot be read, has nothing, or has much: each time there is a way on.

use firmino_link::sandbox::{Bulk, DEFAULT_TOKEN, Status, StatusKind, World};

use super::walk::{Kind, Wizard};
use super::{calls, demo, fresh, no_token_in_files, nothing_is_saved, profile};
use crate::shop::now;
use crate::terminal::{BACKSPACE, CTRL_C, DOWN, ENTER};

#[test]
fn a_wrong_token_is_told_and_asked_for_again() {
    const WRONG: &str = "made-up-wrong-token";
    let shop = fresh(demo());
    let mut wizard = Wizard::start(&shop, "pl", 50);
    wizard.at("Token API");
    let again = wizard.answer(&format!("{WRONG}{ENTER}"));
    assert_eq!(again.prompt, "Token API BaseLinker");
    let told = "! BaseLinker nie przyjmuje tego tokenu.";
    assert!(again.screen.contains(told), "{}", again.screen);
    let on = wizard.answer(&format!("{DEFAULT_TOKEN}{ENTER}"));
    assert_eq!(on.prompt, "Sprzedawca na dokumentach");
    for token in [WRONG, DEFAULT_TOKEN] {
        assert!(!on.screen.contains(token), "{}", on.screen);
    }
    wizard.type_in(CTRL_C);
    assert_eq!(wizard.terminal.wait(), Some(130));
    nothing_is_saved(&shop);
    for (path, bytes) in shop.desk.files() {
        assert!(!String::from_utf8_lossy(&bytes).contains(WRONG), "{path:?}");
    }
}

#[test]
fn without_a_network_one_can_try_again_or_leave() {
    let shop = fresh(demo());
    let port = {
        let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        taken.local_addr().expect("bound").port()
    };
    let url = format!("http://127.0.0.1:{port}/connector.php");
    let mut wizard = Wizard::start_at(&shop.desk, &url, "pl", &[], 50);
    let failed = wizard.give_token();
    assert_eq!(failed.prompt, "Nie udało się odczytać danych z BaseLinker");
    for shown in [
        "❯ Spróbuj ponownie",
        "  Wpisz inny token",
        "  Wyjdź bez zapisywania",
        "\n! BaseLinker nie odpowiada: ",
    ] {
        assert!(
            failed.screen.contains(shown),
            "{shown:?}: {}",
            failed.screen
        );
    }
    let again = wizard.answer(ENTER);
    assert_eq!(again.prompt, failed.prompt, "it was tried again");
    wizard.answer_end(&format!("{DOWN}{DOWN}"), "❯ Wyjdź bez zapisywania");
    assert_eq!(wizard.terminal.wait(), Some(0));
    wizard.terminal.see("Nic nie zostało zapisane.");
    assert!(!wizard.terminal.cursor_hidden() && wizard.terminal.echo());
    assert!(!wizard.terminal.screen().contains(DEFAULT_TOKEN));
    nothing_is_saved(&shop);
}

#[test]
fn a_blocked_token_is_told_with_its_end_and_another_one_goes_on() {
    const OTHER: &str = "made-up-second-token";
    let shop = fresh(demo());
    let until = now() + 600;
    shop.sandbox.with(|world| {
        world.block_token(DEFAULT_TOKEN, until);
        world.tokens.push(OTHER.to_owned());
    });
    let mut wizard = Wizard::start(&shop, "pl", 50);
    let open = wizard.give_token();
    assert_eq!(open.prompt, "Nie udało się odczytać danych z BaseLinker");
    let told = "! BaseLinker zablokował ten token za zbyt wiele wywołań, do";
    assert!(open.screen.contains(told), "{}", open.screen);
    assert!(open.screen.contains("spróbuj ponownie"), "{}", open.screen);
    // A clock time of Poland; never before the end, and not long after it.
    let clock = |second: i64| {
        let at = jiff::Timestamp::from_second(second).expect("in range");
        let there = at.in_tz("Europe/Warsaw").expect("known");
        there.strftime("%H:%M:%S").to_string()
    };
    let mut ends = (0..5).map(|late| clock(until + late));
    assert!(
        ends.any(|end| open.screen.contains(&end)),
        "{}",
        open.screen
    );
    let token = wizard.answer_list(DOWN, "❯ Wpisz inny token");
    assert_eq!(token.prompt, "Token API BaseLinker");
    let on = wizard.answer(&format!("{OTHER}{ENTER}"));
    assert_eq!(on.prompt, "Sprzedawca na dokumentach");
    no_token_in_files(&shop);
}

#[test]
fn an_empty_account_leads_to_a_profile() {
    let empty = firmino_link::sandbox::scenario("empty", 1, now()).expect("a scenario");
    let shop = fresh(empty);
    let mut wizard = Wizard::start(&shop, "pl", 60);
    let mut open = wizard.give_token();
    for _ in 0..60 {
        open = match open.prompt.as_str() {
            "Pełna nazwa firmy" => wizard.answer("Próbna Hurtownia\r"),
            "NIP" => {
                wizard.type_in("1234567890\r");
                wizard.terminal.see("to nie jest NIP");
                let erased = BACKSPACE.repeat(10);
                wizard.answer_line(&format!("{erased}123-456-32-18\r"), "✔ NIP · ")
            }
            "Ulica i numer" => wizard.answer("ul. Krótka 3\r"),
            "Kod pocztowy" => wizard.answer("65-001\r"),
            "Miejscowość" => wizard.answer("Zielona Góra\r"),
            prompt if prompt.starts_with("Zintegrować od razu") => break,
            _ => wizard.answer(ENTER),
        };
    }
    wizard.answer_end(&format!("{DOWN}{DOWN}"), "❯ Tylko zapisz");
    assert_eq!(wizard.terminal.wait(), Some(0));
    let company = profile(&shop).company.expect("given");
    assert_eq!(company.name, "Próbna Hurtownia");
    assert_eq!(company.nip.to_string(), "1234563218");
}

#[test]
fn sixty_statuses_are_searched_by_typing() {
    let mut world = demo();
    let more = world.statuses.len() as u64..60;
    world.statuses.extend(more.map(|n| Status {
        id: 60_000 + n,
        name: format!("Półka {n}"),
        name_for_customer: String::new(),
        color: "#555555".into(),
        kind: StatusKind::InProgress,
    }));
    let shop = fresh(world);
    let mut wizard = Wizard::start(&shop, "pl", 40);
    let open = wizard.give_token();
    let open = wizard.enter_until(open, "Statusy zamówień");
    assert_eq!(open.kind, Kind::List);
    assert!(open.screen.contains("Dalej (3)"), "{}", open.screen);
    wizard.type_in("półka 57");
    wizard.terminal.gone("Opłacone");
    wizard.terminal.see("Półka 57");
    wizard.type_in(ENTER);
    wizard.terminal.see("Dalej (4)");
    wizard.type_in("dalej");
    wizard.terminal.gone("Półka 1 ");
    let next = wizard.answer(ENTER);
    assert!(next.prompt.contains("anulowanie"), "{}", next.screen);
    assert!(next.screen.contains("Wysłane, Półka 57"), "{}", next.screen);
    // A list that is searched hides the cursor and takes keys of its own, too.
    wizard.type_in("zwr");
    wizard.terminal.gone("Anulowane  ");
    wizard.type_in(CTRL_C);
    assert_eq!(wizard.terminal.wait(), Some(130));
    wizard.terminal.see("Przerwano. Nic nie zostało zapisane.");
    assert!(!wizard.terminal.cursor_hidden() && wizard.terminal.echo());
    nothing_is_saved(&shop);
}

#[test]
fn of_three_thousand_orders_some_pages_are_read() {
    let shop = fresh(World::bulk(
        1,
        now(),
        &Bulk {
            over: 29 * 86_400,
            ..Bulk::spread(3000)
        },
    ));
    let mut wizard = Wizard::start(&shop, "pl", 60);
    let open = wizard.give_token();
    // The account has no invoices that would name the seller.
    let mut open = wizard.enter_until(open, "Pełna nazwa");
    for line in [
        "Próbna Hurtownia",
        "1234563218",
        "ul. Krótka 3",
        "65-001",
        "Zielona Góra",
    ] {
        open = wizard.answer(&format!("{line}{ENTER}"));
    }
    let open = wizard.enter_until(open, "Statusy zamówień");
    let told = open
        .screen
        .lines()
        .find(|line| line.starts_with("Obok statusu"))
        .expect("how many were read, and since when");
    let count = told
        .split(['(', ' '])
        .filter_map(|word| word.parse::<u32>().ok());
    assert!((100..=500).contains(&count.sum::<u32>()), "{told}");
    let read = calls(&shop)
        .into_iter()
        .filter(|method| method == "getOrders");
    assert!((1..=5).contains(&read.count()));
    wizard.enter_until(open, "Zapisać profil");
    let read = calls(&shop)
        .into_iter()
        .filter(|method| method == "getOrders");
    assert!(read.count() <= 5, "in the whole walk");
}
