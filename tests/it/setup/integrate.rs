//! Step 5: a trial, then the real thing; orders from before today are shown and wait for a word.

use firmino_link::sandbox::DEFAULT_TOKEN;

use super::walk::Wizard;
use super::{demo, fresh, profile};
use crate::shop::{Desk, Shop, now, warsaw_day};
use crate::terminal::{DOWN, ENTER};

/// Answers of a shop that issues at once, orders of four days ago included.
fn answers(shop: &Shop) -> String {
    format!(
        r#"version = 1
language = "en"
modules = ["orders", "products"]
[company]
name = "Próbna Hurtownia sp. z o.o."
nip = "1234563218"
street = "ul. Krótka 3"
postcode = "65-001"
city = "Zielona Góra"
[baselinker]
api_url = "{}"
token = {{ file = "shop.token" }}
rate_limit = 2000
rate_window = 1
[orders]
from = {}
statuses = ["Opłacone", "Spakowane", "Wysłane"]
cancelled_statuses = ["Anulowane"]
send_invoices = false
issue = "automatically"
[products]
source = "manual"
[rates]
nbp_url = "{}"
[mirror]
machine = "test"
"#,
        shop.sandbox.url(),
        warsaw_day(now() - 20 * 86_400),
        shop.sandbox.nbp_url()
    )
}

/// The summary of these answers, on a terminal.
fn at_the_summary(shop: &Shop) -> Wizard {
    shop.desk.write("answers.toml", &answers(shop));
    shop.desk.write("token", DEFAULT_TOKEN);
    let (file, token) = (shop.desk.path("answers.toml"), shop.desk.path("token"));
    let words = [
        "setup",
        "--answers",
        file.to_str().expect("UTF-8"),
        "--token-file",
        token.to_str().expect("UTF-8"),
    ];
    let mut wizard = Wizard::of(&shop.desk, &words);
    let summary = wizard.at("Save the profile?");
    assert!(
        summary
            .screen
            .contains("who issues: this tool, at once (answers file)"),
        "{}",
        summary.screen
    );
    assert!(!shop.desk.path("shop.toml").exists());
    wizard
}

fn documents(desk: &Desk) -> usize {
    if desk.mirror().exists() {
        desk.documents().len()
    } else {
        0
    }
}

#[test]
fn a_trial_changes_nothing_and_old_orders_wait_for_a_word() {
    let shop = fresh(demo());
    let mut wizard = at_the_summary(&shop);
    wizard.answer(ENTER);
    assert_eq!(profile(&shop).modules().len(), 2);
    let tried = wizard.answer(ENTER);
    assert_eq!(tried.prompt, "Integrate for real now?");
    assert!(
        tried.screen.contains("dry run, nothing was changed"),
        "{}",
        tried.screen
    );
    assert!(
        tried.screen.contains("Produkty: synchronised by hand"),
        "{}",
        tried.screen
    );
    assert!(!shop.desk.mirror().exists(), "a trial makes no mirror");
    let stopped = wizard.answer(&format!("y{ENTER}"));
    assert_eq!(stopped.prompt, "Issue the documents of the stopped plan?");
    assert!(
        stopped
            .screen
            .contains("from before the day on which this mirror was made"),
        "{}",
        stopped.screen
    );
    assert_eq!(documents(&shop.desk), 0);
    wizard.type_in(&format!("y{ENTER}"));
    wizard.terminal.see("Documents issued: ");
    assert_eq!(
        wizard.terminal.wait(),
        Some(3),
        "some orders of this shop need a person"
    );
    assert!(documents(&shop.desk) > 10);
}

#[test]
fn old_orders_stay_as_they_are_without_the_word() {
    let shop = fresh(demo());
    let mut wizard = at_the_summary(&shop);
    wizard.answer(ENTER);
    let stopped = wizard.answer_list(DOWN, "❯ Integrate now");
    assert_eq!(stopped.prompt, "Issue the documents of the stopped plan?");
    wizard.type_in(ENTER);
    assert_eq!(wizard.terminal.wait(), Some(5));
    assert_eq!(documents(&shop.desk), 0);
}

/// The token is for the address that the answers name: what is looked up later goes there, too.
#[test]
fn a_step_changed_after_answers_asks_the_account_of_the_answers() {
    let shop = fresh(demo());
    let mut wizard = at_the_summary(&shop);
    let before = shop.sandbox.with(|world| world.log().count("getOrders"));
    wizard.answer_list(DOWN, "❯ Change a step");
    let open = wizard.answer_list(&DOWN.repeat(3), "❯ Step 2 of 5");
    let statuses = wizard.enter_until(open, "Statuses of orders that may be taken");
    assert!(statuses.screen.contains("31 orders"), "{}", statuses.screen);
    let after = shop.sandbox.with(|world| world.log().count("getOrders"));
    assert!(after > before, "the sandbox was asked");
}
