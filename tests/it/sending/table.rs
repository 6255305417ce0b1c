//! One SKU, and what becomes of its level: the table in docs/stock.md is this test.

use std::fmt::Write as _;

use firmino_link::sandbox::{
    CancelledStock, Inventory, Order, OrderLine, Product, StockFalls, World,
};

use super::{MUG, PLACE, Stall, goods, sends};
use crate::shop::status::{CANCELLED, DONE, NEW, PAID};
use crate::shop::{next_second, now, order};

/// What happens, and how BaseLinker does it.
struct Case {
    what: &'static str,
    lowers: &'static str,
    falls: StockFalls,
    cancelled: CancelledStock,
    run: fn(&Stall),
    /// Words of the last `sync stock`.
    last: &'static [&'static str],
}

const fn case(what: &'static str, run: fn(&Stall)) -> Case {
    Case {
        what,
        lowers: "confirmed",
        falls: StockFalls::AtConfirm,
        cancelled: CancelledStock::Returned,
        run,
        last: &[],
    }
}

/// An order of so many mugs, coming in now.
fn sell(stall: &Stall, id: u64, status: u64, pieces: i64) {
    let mut order = mugs(id, status, pieces);
    order.date_confirmed = now();
    stall.shop.sandbox.with(|world| world.place_order(order));
}

fn mugs(id: u64, status: u64, pieces: i64) -> Order {
    let mut order = order(id, status, 30);
    order.products[0].product_id = MUG.to_string();
    order.products[0].quantity = pieces;
    order.paid()
}

fn orders(stall: &Stall) {
    let _ = stall.shop.sync();
}

fn cases() -> Vec<Case> {
    vec![
        case("count 10, first sending let go", |_| {}),
        case("counted anew: 14", |stall| stall.count("KUB-300", 14)),
        case("sold 3, allowed, taken", |stall| {
            sell(stall, 1, PAID, 3);
            orders(stall);
        }),
        case("sold 3, waiting for its status", |stall| {
            sell(stall, 1, NEW, 3)
        }),
        case("… and taken then", |stall| {
            sell(stall, 1, NEW, 3);
            let _ = stall.stock(&[]);
            stall.shop.sandbox.with(|world| world.set_status(1, PAID));
            orders(stall);
        }),
        case("… or finished without having been taken", |stall| {
            sell(stall, 1, NEW, 3);
            let _ = stall.stock(&[]);
            stall.shop.sandbox.with(|world| world.set_status(1, DONE));
        }),
        case("sold 3, needs editing, the line is linked", |stall| {
            sell(stall, 1, PAID, 3);
            stall.shop.sandbox.with(|world| {
                world.edit_order(1, |order| {
                    order.want_invoice = true;
                    order.invoice_company = "Firma".into();
                })
            });
            orders(stall);
        }),
        case("sold 3, taken, then skipped by a person", |stall| {
            sell(stall, 1, PAID, 3);
            stall.shop.sandbox.with(|world| {
                world.edit_order(1, |order| order.payment_done = 0.into());
            });
            orders(stall);
            let skip = ["orders", "skip", "1", "--reason", "test"];
            let _ = stall.shop.desk.run(skip).exits(0);
        }),
        case("a bundle of 2 mugs sold", |stall| {
            stall.shop.sandbox.with(|world| {
                let mut order = mugs(1, PAID, 1);
                order.products[0] = OrderLine {
                    product_id: "560900".into(),
                    sku: "ZEST".into(),
                    name: "Zestaw".into(),
                    ..order.products[0].clone()
                };
                order.date_confirmed = now();
                world.place_order(order.paid())
            });
            orders(stall);
        }),
        Case {
            last: &["--full"],
            ..case("2 taken off in the panel", |stall| panel(stall, 8))
        },
        Case {
            last: &["--full"],
            ..case("2 added in the panel, seen once", |stall| panel(stall, 12))
        },
        case("2 added in the panel, seen twice", |stall| {
            panel(stall, 12);
            let _ = stall.stock(&["--full"]);
        }),
        case("2 taken off in the panel, and counted anew: 14", |stall| {
            panel(stall, 8);
            stall.count("KUB-300", 14);
        }),
        case("sold 3, cancelled, put back by BaseLinker", cancel),
        Case {
            cancelled: CancelledStock::Kept,
            ..case("sold 3, cancelled, not put back", cancel)
        },
        case("sold 3, documented, then cancelled and put back", |stall| {
            documented_and_cancelled(stall);
            let _ = stall.stock(&[]);
            let _ = stall.stock(&[]);
        }),
        case("… and taken back by `orders return`", |stall| {
            documented_and_cancelled(stall);
            let _ = stall.stock(&[]);
            let _ = stall.stock(&[]);
            stall.clear();
            let _ = stall.shop.desk.run(["orders", "return", "1"]).exits(0);
        }),
        case(
            "a late order of 3: sold before the last sending, seen after it",
            |stall| {
                stall
                    .shop
                    .sandbox
                    .with(|world| world.set_stock(MUG, PLACE, 7));
                stall.count("KUB-300", 20);
                let _ = stall.stock(&[]);
                stall.clear();
                stall.shop.sandbox.with(|world| {
                    let mut late = mugs(1, PAID, 3);
                    late.date_confirmed = now() - 20;
                    world.put_order(late)
                });
                orders(stall);
            },
        ),
        case("sold 3, edited to 1", |stall| {
            sell(stall, 1, NEW, 3);
            let _ = stall.stock(&[]);
            stall.shop.sandbox.with(|world| {
                world.edit_order(1, |order| order.products[0].quantity = 1);
            });
        }),
        case(
            "sold 3, then the count of 10 imported again as of before",
            |stall| {
                let before = now();
                next_second();
                sell(stall, 1, PAID, 3);
                orders(stall);
                stall.count_as_of("KUB-300", 10, before);
            },
        ),
        Case {
            lowers: "shipped",
            falls: StockFalls::AtShipping,
            ..case("lowers when shipped: sold 3", |stall| {
                sell(stall, 1, PAID, 3);
                orders(stall);
            })
        },
        Case {
            lowers: "shipped",
            falls: StockFalls::AtShipping,
            ..case("lowers when shipped: sold 3, shipped", |stall| {
                sell(stall, 1, PAID, 3);
                orders(stall);
                let _ = stall.stock(&[]);
                next_second();
                stall.clear();
                stall.shop.sandbox.with(|world| world.set_status(1, DONE));
                let _ = stall.shop.desk.run(["sync", "orders", "--order", "1"]);
            })
        },
        Case {
            lowers: "reservation",
            falls: StockFalls::AsReservation,
            ..case("keeps reservations: sold 3", |stall| {
                sell(stall, 1, PAID, 3);
                orders(stall);
            })
        },
        Case {
            lowers: "reservation",
            falls: StockFalls::AsReservation,
            ..case(
                "keeps reservations: sold 3, and counted anew: 14",
                |stall| {
                    sell(stall, 1, PAID, 3);
                    orders(stall);
                    stall.count("KUB-300", 14);
                },
            )
        },
        Case {
            falls: StockFalls::AsReservation,
            ..case(
                "reserved 3, but nobody said how that counts; counted anew: 14",
                |stall| {
                    sell(stall, 1, PAID, 3);
                    orders(stall);
                    stall.count("KUB-300", 14);
                },
            )
        },
    ]
}

fn panel(stall: &Stall, pieces: i64) {
    stall
        .shop
        .sandbox
        .with(|world| world.set_stock(MUG, PLACE, pieces));
}

fn documented_and_cancelled(stall: &Stall) {
    sell(stall, 1, PAID, 3);
    orders(stall);
    assert_eq!(stall.shop.desk.documents().len(), 1);
    stall
        .shop
        .sandbox
        .with(|world| world.set_status(1, CANCELLED));
    let _ = stall.shop.desk.run(["sync", "orders", "--order", "1"]);
}

fn cancel(stall: &Stall) {
    sell(stall, 1, NEW, 3);
    let _ = stall.stock(&[]);
    stall
        .shop
        .sandbox
        .with(|world| world.set_status(1, CANCELLED));
}

fn stall(case: &Case) -> Stall {
    let mut world = World::new(1, now());
    let mut unknowns = world.unknowns();
    unknowns.stock_falls = case.falls;
    unknowns.cancelled_stock = case.cancelled;
    world.set_unknowns(unknowns);
    world.inventories = vec![Inventory::default()];
    world.put_product(Product {
        name: "Kubek 300 ml".into(),
        ..goods(MUG, "KUB-300", 10)
    });
    world.put_product(Product {
        is_bundle: true,
        bundle_products: [(MUG, 2)].into(),
        name: "Zestaw".into(),
        ..goods(560_900, "ZEST", 0)
    });
    Stall::of(world, &sends(case.lowers))
}

/// One line of the table.
fn line(case: &Case) -> String {
    let stall = stall(case);
    stall.let_go();
    stall.clear();
    (case.run)(&stall);
    let _ = stall.stock(case.last);
    let (level, held, target) = stall.known("KUB-300");
    let written: Vec<String> = stall
        .written()
        .iter()
        .map(|(_, pieces)| pieces.to_string())
        .collect();
    let reserved = stall.shop.sandbox.with(|world| {
        let product = world.product(MUG).expect("there");
        product.reservations.get(PLACE).copied().unwrap_or(0)
    });
    let remote = match reserved {
        0 => stall.there(MUG).to_string(),
        reserved => format!("{} ({reserved} reserved)", stall.there(MUG)),
    };
    stall.adds_up();
    let text = |value: Option<i64>| value.map_or("?".to_owned(), |value| value.to_string());
    let written = if written.is_empty() {
        "–".to_owned()
    } else {
        written.join(", ")
    };
    format!(
        "| {} | {} | {held} | {} | {remote} | {written} |",
        case.what,
        text(level),
        text(target)
    )
}

#[test]
fn the_table_of_the_documentation_is_what_happens() {
    let mut table = String::new();
    for case in cases() {
        let _ = writeln!(table, "{}", line(&case));
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/stock.md");
    let text = std::fs::read_to_string(path).expect("a page");
    let (head, rest) = text.split_once("<!-- table -->\n").expect("a table");
    let (shown, tail) = rest.split_once("<!-- /table -->").expect("its end");
    let (heading, rows) = shown.split_at(shown.match_indices('\n').nth(1).expect("headings").0 + 1);
    if std::env::var_os("UPDATE_SCREENS").is_some() {
        let text = format!("{head}<!-- table -->\n{heading}{table}<!-- /table -->{tail}");
        std::fs::write(path, text).expect("written");
        return;
    }
    assert_eq!(rows, table);
}
