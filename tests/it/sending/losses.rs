//! Writes that get lost, in part or whole, early or late: found and mended by the next pass, and nothing stale sent twice.

use firmino_link::domain::stock::Sent;
use firmino_link::mirror::shelves::Place;
use firmino_link::sandbox::Counter;

use super::{MUG, PLACE, Stall, figure, goods, sends};

const UPDATE: &str = "updateInventoryProductsStock";

/// Three products at ten pieces, sent and let go; then counted at 14.
fn three() -> Stall {
    let stall = Stall::open(&sends("confirmed"));
    stall.shop.sandbox.with(|world| {
        world.put_product(goods(2, "T-2", 10));
        world.put_product(goods(3, "T-3", 10));
    });
    stall.make_cards();
    for sku in ["T-2", "T-3"] {
        stall.count(sku, 10);
    }
    stall.let_go();
    for sku in ["KUB-300", "T-2", "T-3"] {
        stall.count(sku, 14);
    }
    stall.clear();
    stall
}

fn plan(stall: &Stall, fault: &str) {
    let planned = stall
        .shop
        .sandbox
        .with(|world| world.plan(&format!("{UPDATE}:1={fault}")));
    planned.unwrap_or_else(|error| panic!("{fault}: {error}"));
}

fn all(stall: &Stall) -> [i64; 3] {
    [MUG, 2, 3].map(|product| stall.there(product))
}

/// The window in which a write could still take effect is over, and what was on its way has arrived.
fn its_window_is_over(stall: &Stall) {
    stall.shop.sandbox.with(|world| world.advance(2));
    stall.book(|mirror| {
        for product in [MUG, 2, 3] {
            let at = Place {
                product: i64::try_from(product).expect("small"),
                place: PLACE.to_owned(),
            };
            if let Some(sent) = mirror.shelf(&at).expect("read").sent {
                let at_before = sent.at - 60;
                mirror
                    .begin_write(
                        &at,
                        Sent {
                            at: at_before,
                            ..sent
                        },
                    )
                    .expect("kept");
            }
        }
    });
}

/// `warnings` under SUCCESS are failures of these products, told once; the others are sent.
#[test]
fn a_partial_success_is_told_and_tried_again() {
    for fault in ["warn:2", "lose:2"] {
        let stall = three();
        plan(&stall, fault);
        let out = stall.stock(&[]).exits(3);
        assert_eq!(
            (figure(&out, "sent"), figure(&out, "warnings")),
            (1, 2),
            "{fault}"
        );
        assert_eq!(out.problems(), ["stock.refused"; 2]);
        // What was refused by name waits for a day, or for a person.
        let _ = stall.stock(&["--full"]).exits(0);
        assert_eq!(all(&stall), [14, 14, 14]);
        stall.adds_up();
    }
}

/// The connection breaks before or after the effect, or nothing ever comes: what took effect is known by reading.
#[test]
fn a_broken_answer_is_settled_by_reading() {
    for fault in [
        "reset-before",
        "reset-after",
        "cut-body",
        "bad-gateway",
        "bad-gateway-after",
        "shape:missing-key",
        "late:1",
    ] {
        let stall = three();
        plan(&stall, fault);
        let first = stall.stock(&[]);
        assert!(
            [Some(0), Some(75), Some(1)].contains(&first.code),
            "{fault}: {first:?}"
        );
        its_window_is_over(&stall);
        let _ = stall.stock(&[]).exits(0);
        let _ = stall.stock(&[]).exits(0);
        assert_eq!(all(&stall), [14, 14, 14], "{fault}");
        stall.adds_up();
    }
}

/// Within the window a write that may still take effect is not sent again: a stale value would be the last one.
#[test]
fn a_write_in_doubt_is_not_repeated_within_its_window() {
    let stall = three();
    plan(&stall, "reset-before");
    let _ = stall.stock(&[]);
    let calls = |stall: &Stall| stall.shop.sandbox.with(|world| world.log().count(UPDATE));
    let before = calls(&stall);
    let out = stall.stock(&[]);
    assert_eq!(
        (calls(&stall), figure(&out, "in_doubt")),
        (before, 3),
        "{out:?}"
    );
}

/// Killed at any point of a sending, the next passes bring every level where it belongs.
#[test]
fn a_kill_anywhere_is_mended() {
    let mut at = 1;
    loop {
        let stall = three();
        let mut command = stall.shop.desk.command(["sync", "stock", "--json"]);
        command.env("FIRMINO_LINK_CRASH_AT", at.to_string());
        let killed = command.output().expect("started").status.code().is_none();
        if !killed {
            break;
        }
        its_window_is_over(&stall);
        let _ = stall.stock(&[]).exits(0);
        let _ = stall.stock(&[]).exits(0);
        assert_eq!(all(&stall), [14, 14, 14], "killed at {at}");
        stall.adds_up();
        at += 2;
    }
    assert!(at > 10, "there are points: {at}");
}

/// What BaseLinker counts as updated is unknown: both ways of counting are survived.
#[test]
fn a_smaller_counter_is_looked_into() {
    let stall = three();
    stall.shop.sandbox.with(|world| {
        let mut unknowns = world.unknowns();
        unknowns.counter = Counter::Changed;
        world.set_unknowns(unknowns);
    });
    let out = stall.stock(&[]).exits(0);
    assert_eq!((figure(&out, "sent"), all(&stall)), (3, [14, 14, 14]));
}
