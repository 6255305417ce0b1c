//! `orders return`: pieces back into stock, once.

use firmino_link::sandbox::Order;
use serde_json::json;

use super::text;
use crate::shop::status::{CANCELLED, PAID};
use crate::shop::{Out, Shop, next_second, order, world};

fn run(shop: &Shop, args: &[&str]) -> Out {
    shop.desk
        .run([&["orders", "return"], args, &["--json"]].concat())
}

/// Three mugs and two plates.
fn two_lines(id: u64) -> Order {
    let mut order = order(id, PAID, 90);
    order.products[0].quantity = 3;
    let mut plate = order.products[0].clone();
    plate.sku = "TAL-1".into();
    plate.name = "Talerz".into();
    plate.product_id = "560099".into();
    plate.quantity = 2;
    order.products.push(plate);
    order.paid()
}

fn shop() -> Shop {
    let shop = Shop::open(world([two_lines(1)])).with(|p| p.with_warehouses());
    let _ = shop.sync().exits(0);
    assert_eq!(moved(&shop), -5);
    shop
}

fn moved(shop: &Shop) -> i64 {
    shop.desk.moved().iter().map(|(_, pieces)| pieces).sum()
}

#[test]
fn pieces_come_back_once_and_no_later_pass_lowers_them_again() {
    let shop = shop();
    let out = run(&shop, &["1", "--lines", "1=2"]).exits(0).json();
    assert_eq!((&out["schema"], &out["order"]), (&json!(1), &json!(1)));
    let first = &out["returned"][0];
    assert_eq!((&first["pieces"], &first["out"]), (&json!(2), &json!(1)));
    assert_eq!(moved(&shop), -3);
    let more = run(&shop, &["1", "--lines", "1=2,2"]).exits(2);
    assert_eq!(more.error().0, "return.wrong");
    assert!(
        more.stderr
            .contains("line 1: 2 pieces asked, but 1 are out"),
        "{more:?}"
    );
    assert_eq!(moved(&shop), -3, "nothing was written");
    shop.sandbox
        .with(|world| world.edit_order(1, |order| order.products[0].quantity = 9));
    let _ = shop.sync();
    let _ = shop.desk.run(["sync", "orders", "--order", "1"]);
    assert_eq!(moved(&shop), -3);
    let rest = run(&shop, &["1"]).exits(0).json();
    assert_eq!(rest["returned"].as_array().map(Vec::len), Some(2));
    assert_eq!(moved(&shop), 0);
    for args in [&["1"][..], &["1", "--lines", "1=1"]] {
        let again = run(&shop, args).exits(0).json();
        assert_eq!(again["returned"], json!([]));
    }
    let said = shop.desk.run(["orders", "return", "1"]).exits(0);
    assert!(said.stdout.contains("nothing to take back"), "{said:?}");
    next_second();
    let _ = shop.desk.run(["sync", "orders", "--order", "1"]);
    assert_eq!(moved(&shop), 0);
}

#[test]
fn everything_wrong_is_said_and_nothing_is_written() {
    let shop = shop();
    let before = shop.desk.dump();
    let out = run(&shop, &["1", "--lines", "9,1=4,2=1,2=1"]).exits(2);
    for part in [
        "no line \"9\"",
        "4 pieces asked, but 3 are out",
        "line 2: given twice",
    ] {
        assert!(out.stderr.contains(part), "{part}: {out:?}");
    }
    for odd in ["1=0", "1=-1", "1=x", "1="] {
        assert_eq!(
            run(&shop, &["1", "--lines", odd]).exits(2).error().0,
            "return.wrong"
        );
    }
    assert_eq!(run(&shop, &["77"]).exits(2).error().0, "order.unknown");
    assert_eq!(shop.desk.dump(), before);
}

#[test]
fn an_order_that_is_still_sold_is_not_returned_and_a_cancelled_one_has_nothing_out() {
    let shop = Shop::open(world([two_lines(1)])).with(|p| p.manual().with_warehouses());
    let _ = shop.sync().exits(0);
    let sold = run(&shop, &["1"]).exits(3);
    assert_eq!(sold.error().0, "return.no-document");
    assert_eq!(moved(&shop), -5);
    assert!(shop.sandbox.with(|world| world.set_status(1, CANCELLED)));
    next_second();
    let _ = shop.desk.run(["sync", "orders", "--order", "1"]);
    assert_eq!(moved(&shop), 0, "the pass took them back");
    assert_eq!(run(&shop, &["1"]).exits(0).json()["returned"], json!([]));
}

#[test]
fn without_the_module_it_is_refused_with_the_reason() {
    let shop = Shop::open(world([order(1, PAID, 90)]));
    let _ = shop.sync().exits(0);
    let out = run(&shop, &["1"]).exits(78);
    assert_eq!(out.error().0, "profile.module");
    assert!(text(&out.json(), "/error/message").contains("warehouses"));
}
