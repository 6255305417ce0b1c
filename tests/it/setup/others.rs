//! Screens beside the path: of a profile that is there, and of lookups that fail, in both languages.

use super::screens::Screens;
use super::walk::{TALL, Wizard};
use super::{demo, fresh, profile};
use crate::terminal::{CTRL_C, DOWN, ENTER, UP};

fn walk(lang: &str) {
    let shop = fresh(demo());
    let at = usize::from(lang == "en");
    let mut screens = Screens::of(&shop.desk);
    let fails = |method: &str| {
        let rule = format!("{method}:*=shape:html");
        shop.sandbox
            .with(|world| world.plan(&rule))
            .expect("a rule");
    };
    fails("getOrderStatusList");
    let mut wizard = Wizard::start(&shop, lang, TALL);
    // What has to be known: try again, or type another token.
    let failed = wizard.give_token();
    screens.add(&failed.screen);
    shop.sandbox.with(|world| world.clear_faults());
    fails("getInvoices");
    // A comfort: one can go on without.
    let comfort = wizard.answer(ENTER);
    screens.add(&comfort.screen);
    let without = ["❯ Dalej bez tego", "❯ Go on without it"];
    let open = wizard.answer_list(DOWN, without[at]);
    screens.add(&open.screen);
    wizard.type_in(CTRL_C);
    assert_eq!(wizard.terminal.wait(), Some(130));
    screens.add(&wizard.terminal.screen());
    shop.sandbox.with(|world| world.clear_faults());

    let mut wizard = Wizard::start(&shop, lang, TALL);
    let open = wizard.give_token();
    let summary = ["Zapisać profil", "Save the profile"];
    let days = ["Data, od kiedy", "Take orders from"];
    wizard.enter_until(open, days[at]);
    // Long before the shop's orders, so that no count hangs on the hour of the test.
    let open = wizard.answer(&format!("10.01.2026{ENTER}"));
    let open = wizard.enter_until(open, summary[at]);
    assert!(open.screen.contains("Opłacone, Spakowane, Wysłane"));
    wizard.answer(ENTER);
    let only = ["❯ Tylko zapisz", "❯ Only save"];
    wizard.answer_end(&format!("{DOWN}{DOWN}"), only[at]);
    assert_eq!(wizard.terminal.wait(), Some(0));

    let mut wizard = Wizard::start(&shop, lang, TALL);
    let rerun = wizard.next();
    screens.add(&rerun.screen);
    let token = wizard.answer(ENTER);
    screens.add(&token.screen);
    let rerun = wizard.back(&token);
    assert_eq!(rerun.kind, super::walk::Kind::List);
    let one = ["❯ Zmienić jeden krok", "❯ Change one step"];
    let steps = wizard.answer_list(DOWN, one[at]);
    screens.add(&steps.screen);
    let orders = ["❯ Krok 2 z 5", "❯ Step 2 of 5"];
    let mut open = wizard.answer_list(&DOWN.repeat(3), orders[at]);
    while !open.prompt.starts_with(summary[at]) {
        let statuses = ["Statusy zamówień", "Statuses of orders"];
        open = if open.prompt.starts_with(days[at]) {
            wizard.answer(&format!("2026-01-02{ENTER}"))
        } else if open.prompt.starts_with(statuses[at]) {
            wizard.type_in(&format!("{DOWN}{ENTER}"));
            wizard.terminal.see("(4)");
            wizard.type_in(UP);
            let next = ["❯ Dalej (4)", "❯ Next (Dalej) (4)"];
            wizard.answer_list("", next[at])
        } else {
            let effect = ["Czy o to chodzi?", "Is this what you want?"];
            if open.prompt.starts_with(effect[at]) {
                screens.add(&open.screen);
            }
            wizard.answer(ENTER)
        };
    }
    screens.add(&open.screen);
    let left = ["❯ Wyjdź bez zapisywania", "❯ Leave without saving"];
    wizard.answer_end(&format!("{DOWN}{DOWN}"), left[at]);
    assert_eq!(wizard.terminal.wait(), Some(0));
    screens.add(&wizard.terminal.screen());
    screens.compare(&format!("others.{lang}"));
    let saved = profile(&shop).orders.expect("chosen");
    assert_eq!(saved.statuses.len(), 3, "left without saving");
}

#[test]
fn failed_lookups_and_a_rerun_in_polish() {
    walk("pl");
}

#[test]
fn failed_lookups_and_a_rerun_in_english() {
    walk("en");
}
