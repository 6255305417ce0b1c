//! Must-hold a: many orders in one second, whatever the API does with ties.

use firmino_link::sandbox::{Bulk, IdFromSort, Ties, World};

use crate::shop::{Shop, now};

/// Numbers 1…n without a gap, one document an order.
fn documents_are_complete(shop: &Shop, orders: i64) {
    let documents = shop.desk.documents();
    let mut seen: Vec<i64> = documents.iter().map(|(_, order, _)| *order).collect();
    seen.sort_unstable();
    assert_eq!(
        seen,
        (1..=orders).collect::<Vec<_>>(),
        "one document an order"
    );
    let numbers: Vec<i64> = documents
        .iter()
        .map(|(number, ..)| {
            number
                .split('/')
                .nth(1)
                .expect("n")
                .parse()
                .expect("a number")
        })
        .collect();
    assert_eq!(
        numbers,
        (1..=orders).collect::<Vec<_>>(),
        "numbers without a gap"
    );
}

fn world(orders: u64, together: u64) -> World {
    World::bulk(1, now(), &Bulk::with_together(orders, together))
}

#[test]
fn two_hundred_and_fifty_with_150_in_one_second() {
    let shop = Shop::open(world(250, 150));
    let first = shop.sync().exits(0);
    assert_eq!(first.number("/orders/taken"), 250);
    documents_are_complete(&shop, 250);
    let (second, calls) = shop.calls_of_sync();
    let second = second.exits(0);
    assert_eq!(
        (second.number("/orders/taken"), calls),
        (0, 1),
        "{second:?}"
    );
    documents_are_complete(&shop, 250);
}

#[test]
fn a_thousand_and_fifty_with_260_in_one_second_however_ties_are_sorted() {
    for ties in [Ties::Ascending, Ties::Descending] {
        for id_from_sort in [IdFromSort::ById, IdFromSort::ByDateConfirmed] {
            let mut world = world(1050, 260);
            let mut unknowns = world.unknowns();
            unknowns.ties = ties;
            unknowns.id_from_sort = id_from_sort;
            world.set_unknowns(unknowns);
            let shop = Shop::open(world);
            let (first, calls) = shop.calls_of_sync();
            if first.code == Some(3) {
                assert_eq!(
                    (ties, id_from_sort),
                    (Ties::Descending, IdFromSort::ByDateConfirmed),
                    "{first:?}"
                );
                assert!(
                    !shop.desk.dump().contains("orders_cursor"),
                    "the cursor has not moved"
                );
                continue;
            }
            let first = first.exits(0);
            assert_eq!(
                first.number("/orders/taken"),
                1050,
                "{ties:?} {id_from_sort:?}"
            );
            documents_are_complete(&shop, 1050);
            if ties == Ties::Ascending {
                assert!(calls <= 15, "{calls} calls");
            }
        }
    }
}
