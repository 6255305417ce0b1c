//! `orders edit` on a terminal: the reasons, a line for each that a correction mends.

use serde_json::json;

use crate::shop::status::PAID;
use crate::shop::{Shop, order, world};
use crate::terminal::{BACKSPACE, CTRL_C, ENTER, Terminal};

const EDIT: [&str; 3] = ["orders", "edit", "1"];

/// A shop whose order wants a line's rate and a NIP.
fn shop() -> Shop {
    let mut order = order(1, PAID, 90);
    order.invoice_company = "Próbna sp. z o.o.".into();
    order.invoice_nip = "1234563210".into();
    order.invoice_postcode = "90-001".into();
    order.invoice_city = "Łódź".into();
    order.currency = String::new();
    let shop = Shop::open(world([order])).with(|mut profile| {
        profile.head += "[ksef]\nbusiness_invoices = \"issue-here\"\n";
        profile
    });
    let _ = shop.sync().exits(3);
    shop
}

#[test]
fn a_reason_is_asked_with_the_value_seen_and_what_is_left_is_said() {
    let shop = shop();
    let mut terminal = Terminal::start(&shop.desk, &EDIT, 80, 24);
    terminal.see("! the NIP \"1234563210\" has a wrong checksum or form");
    terminal.see("NIP (empty: as it is)");
    terminal.see("› 1234563210");
    terminal.listens();
    terminal.send(BACKSPACE);
    terminal.send("8");
    terminal.send(ENTER);
    terminal.see("* NIP: 1234563218 (BaseLinker: 1234563210)");
    terminal.see("unknown currency");
    assert_eq!(terminal.wait(), Some(0));
    assert!(!terminal.cursor_hidden() && terminal.echo());
    let nip = json!({"value": "1234563218", "was": "1234563210"});
    assert_eq!(shop.desk.order(1)["edits"], json!({"nip": nip}));
}

#[test]
fn left_as_it_is_nothing_is_written() {
    let shop = shop();
    let before = shop.desk.dump();
    let mut terminal = Terminal::start(&shop.desk, &EDIT, 80, 24);
    terminal.see("NIP (empty: as it is)");
    terminal.send(ENTER);
    terminal.see("Nothing was changed.");
    assert_eq!(terminal.wait(), Some(0));
    assert_eq!(shop.desk.dump(), before);
}

#[test]
fn an_interrupt_writes_nothing() {
    let shop = shop();
    let before = shop.desk.dump();
    let mut args = vec!["--lang", "pl"];
    args.extend(EDIT);
    let mut terminal = Terminal::start(&shop.desk, &args, 80, 24);
    terminal.see("NIP (puste: bez zmian)");
    terminal.send(CTRL_C);
    assert_eq!(terminal.wait(), Some(130));
    terminal.see("Przerwano. Nic nie zostało zapisane.");
    assert!(!terminal.cursor_hidden() && terminal.echo());
    assert_eq!(shop.desk.dump(), before);
}

#[test]
fn colours_are_off_where_nobody_wants_them() {
    let shop = shop();
    let why = ["orders", "why", "1"];
    let mut plain = Terminal::start_with(&shop.desk, &why, &[("NO_COLOR", "1")], 80, 50);
    assert_eq!(plain.wait(), Some(0));
    plain.see("✗ kind of document");
    plain.see("→ firmino-link orders edit 1 --set nip=");
}
