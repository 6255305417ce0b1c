//! Numbers when the profile's formats change.

use crate::shop::status::PAID;
use crate::shop::{Desk, Out, Shop, next_second, order, world};

fn sync_with(shop: &Shop, numbering: &str) -> Out {
    let mut profile = shop.profile();
    profile.orders += &format!("[orders.numbering]\n{numbering}\n");
    shop.desk.write("shop.toml", &profile.text());
    shop.sync()
}

fn numbers(desk: &Desk) -> Vec<(String, i64)> {
    let rows = desk.documents();
    rows.into_iter().map(|row| (row.0, row.1)).collect()
}

#[test]
fn a_format_that_meets_given_numbers_stops_the_pass_and_holds_no_order() {
    for (kind, before, after) in [
        ("receipt", "P/{n}/{yyyy}", "P/{n}/20{yy}"),
        ("order", "Z/{n}/{yyyy}", "Z/{n}/20{yy}"),
    ] {
        let shop = Shop::open(world([order(1, PAID, 60)]));
        let _ = sync_with(&shop, &format!("{kind} = \"{before}\"")).exits(0);
        let given = numbers(&shop.desk);
        next_second();
        shop.sandbox.with(|world| {
            for id in [2, 3] {
                world.put_order(order(id, PAID, 1));
            }
        });
        let out = sync_with(&shop, &format!("{kind} = \"{after}\"")).exits(78);
        let (code, fix) = out.error();
        assert_eq!(code, "mirror.number-taken");
        assert!(fix.contains("orders.numbering.start"), "{fix}");
        assert_eq!(numbers(&shop.desk), given);
        let held = shop.desk.states();
        assert!(
            held.iter().all(|(_, state)| state == "documented"),
            "{held:?}"
        );

        let start = format!("{kind} = \"{after}\"\nstart = {{ {kind} = 2 }}");
        let _ = sync_with(&shop, &start).exits(0);
        let orders: Vec<i64> = numbers(&shop.desk).into_iter().map(|row| row.1).collect();
        assert_eq!(orders, [1, 2, 3]);
    }
}
