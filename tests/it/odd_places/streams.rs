//! Readers that go away, streams that are closed or full, narrow terminals.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use firmino_link::sandbox::DEFAULT_TOKEN;

use super::{calm, run};
use crate::shop::status::PAID;
use crate::shop::{Desk, Out, Shop, order, world};
use crate::terminal::{CTRL_C, DOWN, ENTER, Terminal};

/// A shop with so many documents that its lists do not fit into a pipe.
fn busy() -> Shop {
    let shop = Shop::open(world((1..=40).map(|id| order(id, PAID, 600))));
    let _ = shop.sync().exits(0);
    shop
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let shop = busy();
    for args in [
        &["orders", "list"][..],
        &["orders", "list", "--json"],
        &["documents", "list"],
        &["mirror", "export", "contractors"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
        &["orders", "list", "--hlep"],
    ] {
        let mut child = shop.desk.command(args).spawn().expect("started");
        // As `head -1` does, and without reading anything as `true` does.
        let mut first = String::new();
        let mut out = BufReader::with_capacity(64, child.stdout.take().expect("piped"));
        if args.len() != 2 {
            out.read_line(&mut first).expect("read");
        }
        drop(out);
        let output = child.wait_with_output().expect("ended");
        let code = output.status.code();
        let out = Out::of(output);
        calm(&out);
        let wrong = args.contains(&"--hlep");
        assert_eq!(code, Some(if wrong { 2 } else { 0 }), "{args:?}: {out:?}");
        assert!(wrong || out.stderr.is_empty(), "{args:?}: {out:?}");
    }
}

#[test]
fn half_a_result_on_a_full_disk_is_an_error() {
    let shop = busy();
    let month = jiff::Timestamp::now()
        .in_tz("Europe/Warsaw")
        .expect("known");
    let month = month.strftime("%Y-%m").to_string();
    for args in [
        &["mirror", "export", "contractors"][..],
        &["mirror", "export", "products", "-"],
        &["documents", "export", "--month", &month],
        &["orders", "list", "--json"],
        &["documents", "list"],
        &["status"],
        &["today", "--json"],
        &["runs", "list"],
        &["sync", "orders", "--json"],
        &["completions", "bash"],
        &["orders", "--help"],
    ] {
        let full = File::options().write(true).open("/dev/full");
        let mut command = shop.desk.command(args);
        command.stdout(full.expect("there")).args(["--lang", "en"]);
        let out = run(&mut command).exits(1);
        assert!(
            out.stderr.contains("could not be written whole")
                && out.stderr.contains("free some space"),
            "{out:?}"
        );
    }
}

#[test]
fn closed_streams_stop_nothing() {
    let shop = Shop::open(world([order(1, PAID, 60)]));
    let desk = &shop.desk;
    let closed = |args: &[&str], streams: &str| {
        let of_desk = desk.command(args);
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", &format!("exec \"$0\" \"$@\" {streams}")]);
        shell.arg(of_desk.get_program()).args(of_desk.get_args());
        shell.env_clear().current_dir(desk.path("."));
        let variables = of_desk.get_envs();
        shell.envs(variables.map(|(name, value)| (name, value.expect("set"))));
        shell.stdin(Stdio::null());
        run(&mut shell)
    };
    let out = closed(&["sync", "orders", "--json"], "<&-").exits(0);
    assert_eq!(out.number("/documents/issued/receipt"), 1);
    // Without all three the pass is made all the same; a file that it opens must not become one of them.
    shop.sandbox
        .with(|world| world.put_order(order(2, PAID, 30)));
    let _ = closed(&["sync", "orders"], "<&- >&- 2>&-").exits(0);
    assert_eq!(desk.documents().len(), 2);
    let checked = rusqlite::Connection::open(desk.mirror()).expect("opened");
    let sound: String = checked
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("checked");
    assert_eq!(sound, "ok");
    // Nobody can be asked, and no token can be read.
    let out = closed(&["setup", "--json"], "<&-").exits(2);
    assert_eq!(out.error().0, "setup.no-terminal");
    let args = ["sync", "orders", "--token-stdin", "--json"];
    let out = closed(&args, "<&-").exits(78);
    assert_eq!(out.error().0, "profile.token");
}

#[test]
fn forty_columns_are_enough() {
    let mut long = order(41, PAID, 30);
    long.delivery_fullname = "Przedsiębiorstwo Żeglugowo-Łódzkie Próbna i Wspólnicy".into();
    let shop = busy();
    shop.sandbox.with(|world| world.put_order(long));
    let _ = shop.sync().exits(0);
    for args in [
        &["orders", "list", "--limit", "4"][..],
        &["orders", "show", "41"],
        &["documents", "list", "--limit", "4"],
        &["contractors", "list", "--limit", "4"],
        &["status"],
        &["today"],
        &["runs", "list"],
        &["sync", "orders"],
        &["orders", "--help"],
    ] {
        let mut terminal = Terminal::start(&shop.desk, args, 40, 200);
        let code = terminal.wait();
        let screen = terminal.screen();
        assert!(matches!(code, Some(0 | 3)), "{args:?}: {code:?}\n{screen}");
        assert!(
            !screen.contains("panicked") && !screen.is_empty(),
            "{screen}"
        );
    }
    // Tables fit: their rows are not broken by the terminal's edge.
    let args = ["orders", "list", "--limit", "4"];
    let mut terminal = Terminal::start(&shop.desk, &args, 40, 200);
    let _ = terminal.wait();
    let narrow = terminal.screen();
    assert!(
        narrow.lines().all(|line| line.chars().count() <= 40),
        "{narrow}"
    );
    assert!(
        narrow.contains("54,98") || narrow.contains("54.98"),
        "{narrow}"
    );
}

#[test]
fn the_wizard_asks_on_forty_columns() {
    let world = firmino_link::sandbox::scenario("demo-shop", 1, crate::shop::now());
    let mut shop = Shop::open(world.expect("a scenario"));
    shop.desk = Desk::bare();
    let url = shop.sandbox.url();
    let args = ["setup", "--lang", "pl", "--api-url", &url];
    let mut terminal = Terminal::start(&shop.desk, &args, 40, 60);
    terminal.see("? Token API BaseLinker");
    terminal.listens();
    terminal.send(&format!("{DEFAULT_TOKEN}{ENTER}"));
    // A list of answers that are longer than a line is drawn, gone through and left.
    terminal.see("Sprzedawca na dokumentach");
    terminal.see("Wstecz");
    terminal.listens();
    terminal.send(DOWN);
    terminal.send(CTRL_C);
    assert_eq!(terminal.wait(), Some(130), "{}", terminal.screen());
    assert!(
        !terminal.screen().contains("panicked"),
        "{}",
        terminal.screen()
    );
    assert!(terminal.echo() && !terminal.cursor_hidden());
}
