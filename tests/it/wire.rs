//! What the client reads is what stands in the sandbox, in any encoding; they share no types.

use firmino_link::baselinker::{Fulfillment, ReceiptsFilter, ReturnsFilter, wire::Int};
use firmino_link::sandbox::{MissingOrder, OrderReturn, Receipt, Unknowns, World, scenario};

use crate::shop::{Shop, now, on_account};

const SEEDS: u64 = 12;

/// The demo shop with a receipt for 1001, an accepted return of 1025, and order 1007 paid late; its journal is on.
fn world(seed: u64) -> World {
    let mut world = scenario("demo-shop", 1, now()).expect("known");
    let order = |id: u64| world.order(id).expect("there").clone();
    let receipt = Receipt {
        nip: "PL 123-456-32-18".into(),
        ..Receipt::of(&order(1001), 61_178)
    };
    let order_return = OrderReturn {
        fulfillment_status: 5,
        refunded: "7.5".parse().expect("a decimal"),
        ..OrderReturn::of(&order(1025))
    };
    world.put_receipt(receipt);
    world.put_return(order_return);
    world.quirks = Some(seed);
    world.set_journal(true);
    world.edit_order(1007, |order| order.payment_done = order.total());
    world
}

#[test]
fn receipts_and_returns_are_read_as_they_stand() {
    for seed in 0..SEEDS {
        let shop = Shop::open(world(seed));
        on_account(&shop, |account| {
            let receipts = account
                .get_receipts(&ReceiptsFilter::default())
                .expect("receipts");
            let [receipt] = &receipts[..] else {
                panic!("{seed}: {receipts:?}")
            };
            assert_eq!(
                (receipt.id, receipt.order_id, receipt.series_id),
                (15_501, Some(1001), Some(61_178)),
                "{seed}"
            );
            assert_eq!(receipt.nip.text(), "PL 123-456-32-18", "{seed}");
            assert!(receipt.number.text().starts_with("1/"), "{seed}");
            let later = ReceiptsFilter {
                id_from: Some(15_502),
                ..ReceiptsFilter::default()
            };
            assert_eq!(account.get_receipts(&later).expect("receipts"), []);

            let of_order = ReturnsFilter {
                order_id: Some(1025),
                ..ReturnsFilter::default()
            };
            let returns = account.get_order_returns(&of_order).expect("returns");
            let [back] = &returns[..] else {
                panic!("{seed}: {returns:?}")
            };
            assert_eq!(
                (back.id, back.order_id, &back.fulfillment),
                (1001, Some(1025), &Fulfillment::Accepted),
                "{seed}"
            );
            let refunded = back.refunded.known().map(|sum| sum.normalize().to_string());
            assert_eq!(refunded.as_deref(), Some("7.5"), "{seed}");
            let line = &back.products[0];
            assert_eq!(
                (line.product_id.text(), line.quantity.known()),
                ("560048", Some(&2)),
                "{seed}"
            );
        });
    }
}

#[test]
fn a_status_is_set_and_the_journal_tells_of_it() {
    for seed in 0..SEEDS {
        let shop = Shop::open(world(seed));
        let journal = on_account(&shop, |account| {
            let set = account.set_order_status(1007, 51_003);
            assert_eq!(set.applied(), Some(()), "{seed}");
            let all = account.get_journal(None, &[]).expect("a journal");
            let again = account.get_journal(Some(all[0].log_id), &[18]);
            assert_eq!(again.expect("a journal"), all[1..], "{seed}");
            all
        });
        let told: Vec<_> = journal
            .iter()
            .map(|entry| (entry.log_type, entry.order_id))
            .collect();
        assert_eq!(told, [(3, Some(1007)), (18, Some(1007))], "{seed}");
        assert_eq!(journal[1].object_id, Int::Known(51_003), "{seed}");
        let status = |world: &mut World| world.order(1007).map(|order| order.order_status_id);
        assert_eq!(shop.sandbox.with(status), Some(51_003), "{seed}");
    }
}

#[test]
fn a_lost_answer_to_a_status_is_asked_for_again() {
    let shop = Shop::open(world(0));
    shop.sandbox
        .with(|world| world.plan("setOrderStatus:1=reset-after"))
        .expect("a rule");
    let set = on_account(&shop, |account| account.set_order_status(1007, 51_003));
    assert_eq!(set.applied(), Some(()));
    let events = shop.sandbox.with(|world| {
        assert_eq!(world.log().count("setOrderStatus"), 2);
        world.journal().filter(|entry| entry.log_type == 18).count()
    });
    assert_eq!(events, 1, "the same status again is no event");
}

#[test]
fn payments_are_read_as_they_were() {
    for seed in 0..SEEDS {
        let shop = Shop::open(world(seed));
        let total = shop
            .sandbox
            .with(|world| world.order(1007).map(|order| order.total()))
            .expect("there");
        let payments = on_account(&shop, |account| account.get_order_payments(1007));
        let payments = payments.expect("payments");
        let [payment] = &payments[..] else {
            panic!("{seed}: {payments:?}")
        };
        let cents = |sum: &rust_decimal::Decimal| sum.round_dp(2).normalize();
        assert_eq!(payment.paid_before.known().map(cents), Some(0.into()));
        assert_eq!(payment.paid_after.known().map(cents), Some(cents(&total)));
        assert!(payment.date.known().is_some_and(|at| *at > now() - 600));
        assert_eq!(payment.currency.text(), "PLN");
    }
    let shop = Shop::open(world(1));
    shop.sandbox.with(|world| {
        world.set_unknowns(Unknowns {
            missing_order: MissingOrder::Error,
            ..Unknowns::default()
        });
    });
    on_account(&shop, |account| {
        assert!(account.get_order_payments(5).is_err());
    });
}
