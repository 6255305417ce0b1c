//! The question of `orders issue --all`.

use super::{CTRL_C, DOWN, ENTER, ESC, Terminal, UP};
use crate::shop::status::PAID;
use crate::shop::{Shop, order, world};

const ALL: [&str; 3] = ["orders", "issue", "--all"];

/// A shop with two orders that wait for a person's word.
fn shop() -> Shop {
    let shop = Shop::open(world((1..=2).map(|id| order(id, PAID, 90)))).with(|p| p.manual());
    let _ = shop.sync().exits(0);
    shop
}

fn asked(shop: &Shop) -> Terminal {
    let terminal = Terminal::start(&shop.desk, &ALL, 80, 24);
    terminal.see("Issue documents for 2 orders? Numbers cannot be taken back.");
    terminal.see("> No");
    terminal.see("  Yes");
    terminal
}

#[test]
fn yes_issues() {
    let shop = shop();
    let mut terminal = asked(&shop);
    terminal.send(DOWN);
    terminal.see("> Yes");
    terminal.send(ENTER);
    assert_eq!(terminal.wait(), Some(0));
    terminal.see("1: PA-BL/1/");
    terminal.see("2: PA-BL/2/");
    assert!(!terminal.cursor_hidden() && terminal.echo());
    assert_eq!(shop.desk.documents().len(), 2);
}

#[test]
fn no_is_chosen_at_first_and_issues_nothing() {
    let shop = shop();
    let mut terminal = asked(&shop);
    terminal.send(DOWN);
    terminal.see("> Yes");
    terminal.send(UP);
    terminal.gone("> Yes");
    terminal.send(ENTER);
    assert_eq!(terminal.wait(), Some(130));
    assert!(!terminal.cursor_hidden() && terminal.echo());
    assert_eq!(shop.desk.documents(), []);
}

#[test]
fn escape_is_a_no() {
    let shop = shop();
    let mut terminal = asked(&shop);
    terminal.send(DOWN);
    terminal.see("> Yes");
    terminal.send(ESC);
    assert_eq!(terminal.wait(), Some(130));
    assert!(!terminal.cursor_hidden() && terminal.echo());
    assert_eq!(shop.desk.documents(), []);
}

#[test]
fn an_interrupt_issues_nothing() {
    let shop = shop();
    let mut terminal = asked(&shop);
    terminal.send(DOWN);
    terminal.see("> Yes");
    terminal.send(CTRL_C);
    assert_eq!(terminal.wait(), Some(130));
    assert!(!terminal.cursor_hidden());
    assert!(terminal.echo());
    assert_eq!(shop.desk.documents(), []);
}

#[test]
fn the_question_is_asked_in_polish() {
    let shop = shop();
    let mut args = vec!["--lang", "pl"];
    args.extend(ALL);
    let mut terminal = Terminal::start(&shop.desk, &args, 80, 24);
    terminal.see("Wystawić dokumenty do 2 zamówień? Numerów nie da się cofnąć.");
    terminal.see("> Nie");
    terminal.see("  Tak");
    terminal.send(ENTER);
    assert_eq!(terminal.wait(), Some(130));
}

#[test]
fn nobody_is_asked_where_nothing_is_ready() {
    let shop = Shop::open(world([]));
    let _ = shop.sync().exits(0);
    let mut terminal = Terminal::start_with(&shop.desk, &ALL, &[("NO_COLOR", "1")], 80, 24);
    assert_eq!(terminal.wait(), Some(0));
    assert_eq!(terminal.screen(), "No orders are ready.");
}
