//! Firmino's account in the wizard: tried before it is kept, kept in its own file, and left out again.

use firmino_link::sandbox::{FIRMINO_LOGIN, FIRMINO_PASSWORD};

use super::screens::Screens;
use super::walk::{TALL, Wizard};
use super::{demo, fresh, mode, nothing_is_saved, profile};
use crate::shop::Shop;
use crate::terminal::{CTRL_C, DOWN, ENTER};

const WRONG: &str = "made-up-wrong-password";

/// The wizard for the shop's BaseLinker and this address of Firmino.
fn start_at(shop: &Shop, firmino: &str, more: &[&str]) -> Wizard {
    let url = shop.sandbox.url();
    let setup = ["--lang", "pl", "setup", "--api-url", &url];
    let words = [&setup[..], &["--firmino-url", firmino], more].concat();
    Wizard::of(&shop.desk, &words)
}

fn start(shop: &Shop) -> Wizard {
    start_at(shop, &shop.sandbox.firmino_url(), &[])
}

/// Requests that Firmino received.
fn requests(shop: &Shop) -> Vec<String> {
    shop.sandbox.with(|world| {
        let calls = world.firmino.log().calls().iter();
        calls.map(|call| call.method.to_string()).collect()
    })
}

/// From the token to the question about the company, with this password.
#[track_caller]
fn type_login(wizard: &mut Wizard, password: &str) {
    wizard.at("Login Firmino");
    wizard.answer(&format!("{FIRMINO_LOGIN}{ENTER}"));
    assert!(!wizard.terminal.echo(), "a password is not shown");
    let company = wizard.answer(&format!("{password}{ENTER}"));
    assert_eq!(company.prompt, "Nazwa skrócona firmy w Firmino");
    wizard.type_in(ENTER);
}

/// Says yes to Firmino in a new profile.
#[track_caller]
fn join(wizard: &mut Wizard) {
    let open = wizard.give_token();
    wizard.enter_until(open, "Połączyć z kontem Firmino");
    wizard.type_in(&format!("t{ENTER}"));
}

/// Takes what is proposed and saves.
#[track_caller]
fn save(wizard: &mut Wizard) {
    let open = wizard.next();
    wizard.enter_until(open, "Zintegrować od razu");
    wizard.answer_end(&format!("{DOWN}{DOWN}"), "❯ Tylko zapisz");
    assert_eq!(wizard.terminal.wait(), Some(0));
}

/// No password anywhere but in its own file.
#[track_caller]
fn no_password_in_files(shop: &Shop) {
    let own = shop.desk.path("shop.firmino");
    for (path, bytes) in shop.desk.files() {
        let text = String::from_utf8_lossy(&bytes);
        let holds = text.contains(FIRMINO_PASSWORD) || text.contains(FIRMINO_LOGIN);
        assert!(path == own || !holds, "{path:?}");
        assert!(!text.contains(WRONG), "{path:?}");
    }
}

/// A shop that was set up with Firmino.
fn joined(more: &[&str]) -> (Shop, String) {
    let shop = fresh(demo());
    let mut wizard = start_at(&shop, &shop.sandbox.firmino_url(), more);
    join(&mut wizard);
    type_login(&mut wizard, FIRMINO_PASSWORD);
    save(&mut wizard);
    let screen = wizard.terminal.screen();
    (shop, screen)
}

#[test]
fn a_wrong_password_is_told_and_the_right_one_is_kept_in_its_own_file() {
    let shop = fresh(demo());
    let path = shop.desk.path("saved.toml");
    let more = ["--save-answers", path.to_str().expect("UTF-8")];
    let mut wizard = start_at(&shop, &shop.sandbox.firmino_url(), &more);
    join(&mut wizard);
    type_login(&mut wizard, WRONG);
    let again = wizard.next();
    assert_eq!(again.prompt, "Login Firmino");
    assert!(
        again
            .screen
            .contains("! Firmino nie przyjmuje tego loginu albo hasła (HTTP 401)."),
        "{}",
        again.screen
    );
    // The login is there already, the password is not.
    let password = wizard.answer(ENTER);
    assert_eq!(password.prompt, "Hasło Firmino");
    wizard.answer(&format!("{FIRMINO_PASSWORD}{ENTER}"));
    let issue = wizard.answer(ENTER);
    assert!(
        issue.screen.contains("Firmino przyjmuje ten login."),
        "{}",
        issue.screen
    );
    let summary = wizard.enter_until(issue, "Zapisać profil");
    for shown in [
        "konto Firmino: tak, login wpisany teraz (Ty)",
        "dokumenty wystawia Firmino: nie",
    ] {
        assert!(summary.screen.contains(shown), "{}", summary.screen);
    }
    nothing_is_saved(&shop);
    wizard.answer(ENTER);
    wizard.answer_end(&format!("{DOWN}{DOWN}"), "❯ Tylko zapisz");
    assert_eq!(wizard.terminal.wait(), Some(0));

    let screen = wizard.terminal.screen();
    for secret in [WRONG, FIRMINO_PASSWORD] {
        assert!(!screen.contains(secret), "{screen}");
    }
    assert!(screen.contains(" mirror pull\n"), "{screen}");
    let file = shop.desk.path("shop.firmino");
    assert_eq!(mode(&file), 0o600);
    assert_eq!(
        std::fs::read_to_string(&file).expect("saved"),
        format!("{FIRMINO_LOGIN}\n{FIRMINO_PASSWORD}\n")
    );
    no_password_in_files(&shop);
    let saved = profile(&shop).firmino.expect("joined");
    assert_eq!(saved.credentials, None);
    assert!(!saved.issue && saved.company.is_none());
    // One read for each password, and nothing else.
    assert_eq!(requests(&shop), ["customers/find", "customers/find"]);
    // What was saved works, and the answers make the same profile of it.
    let _ = shop.desk.run(["mirror", "pull", "--json"]).exits(0);
    let before = std::fs::read(shop.desk.path("shop.toml")).expect("saved");
    let path = path.to_str().expect("UTF-8");
    let _ = shop
        .desk
        .run(["setup", "--answers", path, "--yes", "--no-input"])
        .exits(0);
    let after = std::fs::read(shop.desk.path("shop.toml")).expect("saved");
    assert_eq!(before, after);
}

#[test]
fn ctrl_c_at_the_password_leaves_nothing() {
    let shop = fresh(demo());
    let mut wizard = start(&shop);
    join(&mut wizard);
    wizard.at("Login Firmino");
    wizard.answer(&format!("{FIRMINO_LOGIN}{ENTER}"));
    wizard.type_in("half-a-passw");
    wizard.type_in(CTRL_C);
    assert_eq!(wizard.terminal.wait(), Some(130));
    assert!(wizard.terminal.echo() && !wizard.terminal.cursor_hidden());
    nothing_is_saved(&shop);
    assert!(!wizard.terminal.screen().contains("half"));
}

#[test]
fn without_an_answer_it_is_kept_untried_or_left_out() {
    for (keys, marked, kept) in [
        (2, "❯ Zostaw bez sprawdzenia", true),
        (3, "❯ Pomiń Firmino", false),
    ] {
        let shop = fresh(demo());
        let port = {
            let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
            taken.local_addr().expect("bound").port()
        };
        let mut wizard = start_at(&shop, &format!("http://127.0.0.1:{port}/api"), &[]);
        join(&mut wizard);
        type_login(&mut wizard, FIRMINO_PASSWORD);
        let failed = wizard.at("Nie udało się sprawdzić konta Firmino");
        assert!(
            failed.screen.contains("\n! Firmino nie odpowiada: "),
            "{}",
            failed.screen
        );
        let on = wizard.answer_list(&DOWN.repeat(keys), marked);
        let summary = wizard.enter_until(on, "Zapisać profil");
        let told = match kept {
            true => "konto Firmino: tak, login wpisany teraz, niesprawdzony",
            false => "konto Firmino: nie",
        };
        assert!(summary.screen.contains(told), "{}", summary.screen);
        wizard.answer(ENTER);
        wizard.answer_end(&format!("{DOWN}{DOWN}"), "❯ Tylko zapisz");
        assert_eq!(wizard.terminal.wait(), Some(0));
        assert_eq!(profile(&shop).firmino.is_some(), kept);
        assert_eq!(shop.desk.path("shop.firmino").exists(), kept);
        let screen = wizard.terminal.screen();
        assert_eq!(screen.contains(" mirror pull\n"), kept, "{screen}");
    }
}

#[test]
fn a_rerun_keeps_the_login_counts_its_read_and_takes_the_account_out() {
    let (shop, _) = joined(&[]);
    let _ = shop.desk.run(["mirror", "pull", "--json"]).exits(0);
    let text = std::fs::read_to_string(shop.desk.path("shop.toml")).expect("saved");
    let table = "[firmino]\n";
    assert!(text.contains(table), "{text}");
    let ours = text.replace(table, "[firmino] # ours\nrequests_per_day = 77\n");
    shop.desk.write("shop.toml", &ours);
    let used = || {
        let out = shop.desk.run(["mirror", "pull", "--dry-run", "--json"]);
        out.json()["pull"]["requests"]["used_today"].as_i64()
    };
    let own = requests(&shop).len();
    let before = used().expect("counted");
    let a_pull = requests(&shop).len() - own;

    // Everything by Enter: nothing changes, and the read is counted.
    let mut wizard = start(&shop);
    let open = wizard.at("Profil już jest.");
    let keep = wizard.enter_until(open, "Login i hasło Firmino już są");
    assert!(keep.screen.contains("shop.firmino"), "{}", keep.screen);
    let summary = wizard.enter_until(keep, "Zapisać profil");
    assert!(
        summary.screen.contains("\nNic się nie zmieniło.\n"),
        "{}",
        summary.screen
    );
    wizard.answer_end(&format!("{DOWN}{DOWN}"), "❯ Wyjdź bez zapisywania");
    assert_eq!(wizard.terminal.wait(), Some(0));
    let after = used().expect("counted");
    assert_eq!(after, before + 1 + i64::try_from(a_pull).expect("few"));

    // One step: out with it.
    let mut wizard = start(&shop);
    wizard.at("Profil już jest.");
    wizard.answer_list(DOWN, "❯ Zmienić jeden krok");
    wizard.answer_list(DOWN, "❯ Konto Streamsoft Firmino");
    let summary = wizard.answer(&format!("n{ENTER}"));
    assert_eq!(summary.prompt, "Zapisać profil?");
    assert!(
        summary.screen.contains("* konto Firmino: tak, "),
        "{}",
        summary.screen
    );
    let end = wizard.answer(ENTER);
    assert!(
        end.screen.contains("Login i hasło Firmino zostają:"),
        "{}",
        end.screen
    );
    wizard.answer_end(&format!("{DOWN}{DOWN}"), "❯ Tylko zapisz");
    assert_eq!(wizard.terminal.wait(), Some(0));
    assert!(profile(&shop).firmino.is_none());
    assert!(shop.desk.path("shop.firmino").exists());
    let text = std::fs::read_to_string(shop.desk.path("shop.toml")).expect("saved");
    assert!(!text.contains("ours"), "{text}");
}

/// A login that is there, and a Firmino that answers in pages of HTML: the screens of a re-run in both languages.
fn walk(lang: &str) {
    let at = usize::from(lang == "en");
    let (shop, _) = joined(&[]);
    shop.sandbox
        .with(|world| world.plan("firmino:customers/find:*=shape:html"))
        .expect("a rule");
    let mut screens = Screens::of(&shop.desk);
    let mut wizard = Wizard::start(&shop, lang, TALL);
    wizard.next();
    wizard.answer_list(DOWN, ["❯ Zmienić jeden krok", "❯ Change one step"][at]);
    let account = [
        "❯ Konto Streamsoft Firmino",
        "❯ An account of Streamsoft Firmino",
    ];
    let open = wizard.answer_list(DOWN, account[at]);
    screens.add(&open.screen);
    let keep = wizard.answer(ENTER);
    screens.add(&keep.screen);
    wizard.answer(ENTER);
    let failed = wizard.answer(ENTER);
    screens.add(&failed.screen);
    let out = ["❯ Pomiń Firmino", "❯ Leave Firmino out"];
    let summary = wizard.answer_list(&DOWN.repeat(3), out[at]);
    screens.add(&summary.screen);
    screens.compare(&format!("firmino.{lang}"));
}

#[test]
fn a_rerun_without_an_answer_in_polish() {
    walk("pl");
}

#[test]
fn a_rerun_without_an_answer_in_english() {
    walk("en");
}
