use proptest::prelude::*;

use super::*;

fn known(target: i64) -> Known {
    Known {
        target: Some(target),
        drift: 0,
    }
}

#[test]
fn what_changed_here_goes_on_top_of_what_is_there() {
    for (to_send, target, remote, written) in [
        // Nothing changed here: whatever is there stays.
        (10, 10, 10, None),
        (10, 10, 8, None),
        // Four more; two sales that no order shows yet stay sold.
        (14, 10, 10, Some(14)),
        (14, 10, 8, Some(12)),
        // Fewer; one sale likewise.
        (7, 10, 10, Some(7)),
        (7, 10, 9, Some(6)),
        // There already, or taken off by hand.
        (7, 10, 7, Some(4)),
        // Never more than there is, never below zero.
        (14, 10, 20, Some(14)),
        (2, 10, 3, Some(0)),
        (-3, 2, 2, Some(0)),
        (-3, 2, 0, None),
        // BaseLinker counts below zero: nothing to sell is not raised to zero.
        (-3, -2, -2, None),
        (5, -2, -2, Some(5)),
    ] {
        let value = value(to_send, known(target), remote, Word::OfPass);
        assert_eq!(value, written, "{to_send} {target} {remote}");
    }
}

#[test]
fn a_count_and_a_person_are_believed() {
    let never = Known::default();
    assert_eq!(value(10, never, 3, Word::OfPass), Some(10));
    assert_eq!(value(-1, never, 3, Word::OfPass), Some(0));
    assert_eq!(value(10, never, 10, Word::OfPass), None);
    assert_eq!(value(10, known(10), 8, Word::OfPerson), Some(10));
}

#[test]
fn pieces_too_many_are_taken_off_when_seen_twice() {
    assert_eq!(value(10, known(10), 12, Word::OfPass), None);
    let twice = |drift| Known {
        target: Some(10),
        drift,
    };
    assert_eq!(value(10, twice(2), 12, Word::OfPass), Some(10));
    // Something changed here as well: the sale that no order shows yet stays sold.
    assert_eq!(value(14, twice(2), 11, Word::OfPass), Some(13));
    // One was sold meanwhile, or explained: another look.
    assert_eq!(value(10, twice(2), 11, Word::OfPass), None);
}

#[test]
fn reserved_pieces_count_only_by_a_word() {
    let reading = Reading {
        stock: 10,
        reserved: 3,
    };
    assert_eq!(reading.free(Lowers::ByReservation), Some(7));
    assert_eq!(reading.free(Lowers::AtConfirmation), None);
    let none = Reading {
        reserved: 0,
        ..reading
    };
    assert_eq!(none.free(Lowers::AtShipping), Some(10));
}

#[test]
fn a_write_is_settled_by_what_stands_there() {
    let sent = Sent {
        value: 14,
        over: 10,
        wanted: 14,
        since: 0,
        at: 0,
    };
    let after_sales = Sent { since: 2, ..sent };
    for (sent, remote, coming, now, settled) in [
        (sent, 14, Coming::No, 1, Settled::Applied),
        (sent, 10, Coming::No, 1, Settled::NotApplied),
        // It may still come.
        (sent, 10, Coming::Perhaps, 1, Settled::Open),
        // Sales that no order shows yet: wait for them.
        (sent, 13, Coming::No, 1, Settled::Open),
        (sent, 9, Coming::No, 1, Settled::Open),
        (after_sales, 12, Coming::No, 1, Settled::Applied),
        (after_sales, 8, Coming::No, 1, Settled::NotApplied),
        // It came after the sales, and over them.
        (after_sales, 14, Coming::No, 1, Settled::AppliedLate),
        // Nothing explains it for an hour: never raised twice.
        (sent, 9, Coming::No, 3600, Settled::Applied),
    ] {
        assert_eq!(
            settle(sent, remote, coming, now),
            settled,
            "{sent:?} {remote}"
        );
    }
    let lowering = Sent {
        value: 6,
        over: 10,
        wanted: 6,
        since: 0,
        at: 0,
    };
    assert_eq!(settle(lowering, 9, Coming::No, 3600), Settled::NotApplied);
    assert_eq!(settle(lowering, 5, Coming::No, 3600), Settled::Applied);
}

proptest! {
    /// Sales that nobody has told of yet are never undone: what is written lies below the right level by at least them.
    #[test]
    fn no_unseen_sale_comes_back(target in 0_i64..500, change in -300_i64..300, unseen in 0_i64..50, extra in 0_i64..5) {
        prop_assume!(change != 0 || extra == 0);
        let unseen = unseen.min(target);
        let to_send = target + change;
        // Pieces too many that were seen before.
        let remote = target - unseen + extra;
        let known = Known { target: Some(target), drift: extra };
        let written = value(to_send, known, remote, Word::OfPass);
        let there = written.unwrap_or(remote);
        prop_assert!(there <= (to_send - unseen).max(0) || written.is_none());
        // And nothing is kept back beyond them.
        if to_send >= unseen {
            prop_assert_eq!(there, to_send - unseen);
        }
    }

    /// Whatever is known and seen, no more is ever offered than there is, and never less than nothing.
    #[test]
    fn never_more_than_there_is(to_send in -50_i64..500, target in -50_i64..500, seen in -20_i64..20, remote in -20_i64..500) {
        let known = Known { target: Some(target), drift: seen };
        for word in [Word::OfPass, Word::OfPerson] {
            if let Some(written) = value(to_send, known, remote, word) {
                prop_assert!(written >= 0);
                prop_assert!(written <= to_send.max(0) || to_send == target);
                prop_assert!(written != remote);
            }
        }
    }

    /// With orders alone nothing is ever written: they move both sides by the same.
    #[test]
    fn orders_alone_write_nothing(level in 0_i64..500, held in 0_i64..50, sold in 0_i64..50, buffer in 0_u32..5) {
        let before = to_send(level, held, buffer);
        for (level, held) in [(level - sold, held), (level, held + sold)] {
            let after = to_send(level, held, buffer);
            prop_assert_eq!(value(after, known(before - sold), (before - sold).max(0), Word::OfPass), None);
        }
    }
}
