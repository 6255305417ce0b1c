//! Requirements 51–59d, each.

use firmino_link::sandbox::{CallOutcome, World};

use super::{MUG, PLACE, Stall, figure, goods, notices, sends};
use crate::shop::status::{NEW, PAID};
use crate::shop::{Shop, next_second, now, order, world};

fn mugs(id: u64, status: u64, pieces: i64) -> firmino_link::sandbox::Order {
    let mut order = order(id, status, 30);
    order.products[0].product_id = MUG.to_string();
    order.products[0].quantity = pieces;
    order.date_confirmed = now();
    order.paid()
}

fn warehouses(shop: &Shop) -> Vec<(String, String)> {
    let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
    let mut all = db
        .prepare("SELECT l.baselinker, w.name FROM warehouse_links l JOIN warehouses w ON w.id = l.warehouse ORDER BY 1")
        .expect("a query");
    let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.expect("rows").map(|row| row.expect("a row")).collect()
}

fn with_warehouses(words: &str) -> Shop {
    let words = words.to_owned();
    Shop::open(world([])).with(|mut profile| {
        profile = profile.with_warehouses();
        profile.rest += &format!("[warehouses]\n{words}");
        profile
    })
}

/// Row 59: new warehouses come under their names, are linked at once and once; external ones never; off: none.
#[test]
fn new_warehouses_are_made_and_linked_once() {
    let shop = with_warehouses("import_new = true\n");
    let first = shop.desk.run(["sync", "stock", "--json"]).exits(0);
    let made = first.json()["warehouses"]["created"].clone();
    assert_eq!(made.as_array().map(Vec::len), Some(2), "{first:?}");
    let names: Vec<String> = shop.sandbox.with(|world| {
        let own = world
            .warehouses
            .iter()
            .filter(|one| one.warehouse_type == "bl");
        own.map(|one| one.name.clone()).collect()
    });
    let linked = warehouses(&shop);
    let keys: Vec<&str> = linked.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["bl_8801", "bl_8802"]);
    assert_eq!(
        linked.iter().map(|(_, name)| name).collect::<Vec<_>>(),
        names.iter().collect::<Vec<_>>()
    );
    assert_eq!(shop.sandbox.with(|world| world.log().len()), 1, "one call");
    let second = shop.desk.run(["sync", "stock", "--json"]).exits(0);
    assert_eq!(
        second.json()["warehouses"]["created"]
            .as_array()
            .map(Vec::len),
        Some(0)
    );
    let off = with_warehouses("import_new = false\n");
    let _ = off.desk.run(["sync", "stock"]).exits(0);
    assert_eq!(warehouses(&off), []);
}

/// Row 59a: a change here is sent, what is the same is not; an orders pass sends what it touched.
#[test]
fn what_changed_is_sent_and_nothing_else() {
    let stall = Stall::open(&sends("shipped"));
    stall.shop.sandbox.with(|world| {
        let mut unknowns = world.unknowns();
        unknowns.stock_falls = firmino_link::sandbox::StockFalls::AtShipping;
        world.set_unknowns(unknowns);
        world.put_product(goods(2, "INNY", 5));
    });
    stall.make_cards();
    stall.count("INNY", 5);
    stall.let_go();
    stall.clear();
    let idle = stall.stock(&[]).exits(0);
    assert_eq!((figure(&idle, "sent"), figure(&idle, "unchanged")), (0, 2));
    stall.count("KUB-300", 12);
    stall.clear();
    let sent = stall.stock(&[]).exits(0);
    assert_eq!(
        (figure(&sent, "sent"), stall.written()),
        (1, vec![(MUG, 12)])
    );
    stall.clear();
    stall
        .shop
        .sandbox
        .with(|world| world.place_order(mugs(1, PAID, 3)));
    let orders = stall.shop.sync().exits(0);
    assert_eq!(
        (figure(&orders, "sent"), figure(&orders, "lines_lowered")),
        (1, 1)
    );
    assert_eq!((stall.written(), stall.there(MUG)), (vec![(MUG, 9)], 9));
    stall.clear();
    let again = stall.stock(&[]).exits(0);
    assert_eq!((figure(&again, "sent"), stall.written()), (0, vec![]));
    stall.adds_up();
}

/// Until the first sending was let go an orders pass sends nothing, and raises no brake.
#[test]
fn an_orders_pass_never_begins_the_sending() {
    let stall = Stall::open(&sends("confirmed"));
    stall.count("KUB-300", 20);
    stall
        .shop
        .sandbox
        .with(|world| world.place_order(mugs(1, PAID, 3)));
    let orders = stall.shop.sync().exits(0);
    assert_eq!((figure(&orders, "sent"), stall.written()), (0, vec![]));
    assert_eq!(orders.json()["brake"], serde_json::Value::Null);
}

/// Row 59d: below zero is sent as zero, an unknown level never, a buffer is kept back, external places never.
#[test]
fn below_zero_is_zero_and_unknown_is_nothing() {
    let stall = Stall::open(&format!("{}buffer = 2\n", sends("confirmed")));
    stall.shop.sandbox.with(|world| {
        world.put_product(goods(2, "PUSTY", 5));
        world.put_product(goods(3, "NIEZNANY", 5));
    });
    stall.make_cards();
    stall.count("PUSTY", -1);
    stall.count("KUB-300", 10);
    let out = stall.release().exits(0);
    assert_eq!((figure(&out, "sent"), figure(&out, "unknown")), (2, 1));
    assert_eq!([MUG, 2, 3].map(|product| stall.there(product)), [8, 0, 5]);
    let places = stall.shop.sandbox.with(|world| {
        let calls = world.log().of("updateInventoryProductsStock");
        calls
            .map(|call| call.parameters.to_string())
            .collect::<String>()
    });
    assert!(
        !places.contains("shop_") && !places.contains("bl_8802"),
        "{places}"
    );
}

/// Row 58: a level may fall below zero; the row is a movement all the same.
#[test]
fn a_level_may_fall_below_zero() {
    let stall = Stall::open(&sends("confirmed"));
    stall.count("KUB-300", 2);
    stall
        .shop
        .sandbox
        .with(|world| world.place_order(mugs(1, PAID, 3)));
    let out = stall.shop.sync().exits(0);
    assert_eq!(
        notices(&out).last().map(String::as_str),
        Some("stock.below-zero")
    );
    assert_eq!(stall.known("KUB-300"), (Some(-1), 0, None));
    stall.adds_up();
}

/// Row 59b: a file that sends without Firmino as the source is refused, with the condition.
#[test]
fn sending_needs_firmino_as_the_source() {
    for (modules, source) in [
        ("\"orders\", \"products\", \"warehouses\"", "baselinker"),
        ("\"orders\", \"products\", \"warehouses\"", "manual"),
        ("\"orders\", \"warehouses\"", "firmino"),
    ] {
        let shop = Shop::open(world([])).with(|mut profile| {
            profile.head = profile.head.replace("\"orders\"", modules);
            profile.rest +=
                &format!("[products]\nsource = \"{source}\"\n[warehouses]\nsend_stock = true\n");
            profile
        });
        let out = shop.desk.run(["sync", "stock"]).exits(78);
        assert!(out.stderr.contains("firmino"), "{out:?}");
        assert_eq!(shop.sandbox.with(|world| world.log().len()), 0);
    }
}

/// Orders are read first, but not taken: what waits for an orders pass holds its pieces.
#[test]
fn orders_are_read_and_held_but_not_taken() {
    let stall = Stall::open(&sends("confirmed"));
    stall.let_go();
    stall
        .shop
        .sandbox
        .with(|world| world.place_order(mugs(1, PAID, 3)));
    let out = stall.stock(&[]).exits(0);
    assert_eq!(figure(&out, "held"), 3);
    assert_eq!(stall.shop.desk.documents(), []);
    assert_eq!(stall.shop.desk.states(), [(1, "waiting".to_owned())]);
    assert_eq!(stall.known("KUB-300"), (Some(10), 3, Some(7)));
    let _ = stall.shop.sync().exits(0);
    assert_eq!(stall.shop.desk.documents().len(), 1);
    assert_eq!(stall.known("KUB-300"), (Some(7), 0, Some(7)));
    assert_eq!((stall.there(MUG), stall.written().len()), (7, 0));
    stall.adds_up();
}

/// Must-hold f: day one on a shop with three weeks of shipped orders and an empty mirror.
#[test]
fn on_day_one_nothing_is_zeroed_and_nothing_is_held_for_ever() {
    let mut world = World::new(1, now());
    world.put_product(goods(MUG, "KUB-300", 10));
    for id in 1..=60 {
        let days = i64::try_from(id % 21).expect("small");
        let mut old = mugs(id, crate::shop::status::DONE, 2);
        old.date_confirmed = now() - days * 86_400 - 600;
        old.date_add = old.date_confirmed - 60;
        world.put_order(old);
    }
    let mut waiting = mugs(90, NEW, 1);
    waiting.date_confirmed = now() - 60;
    world.put_order(waiting);
    let stall = Stall::of(world, &sends("confirmed"));
    // Nothing is known yet: nothing is sent, nothing is asked.
    let empty = stall.stock(&[]);
    assert_eq!(
        (figure(&empty, "sent"), figure(&empty, "held")),
        (0, 0),
        "{empty:?}"
    );
    assert_eq!(stall.there(MUG), 10);
    let _ = stall.shop.sync();
    stall.count("KUB-300", 11);
    let out = stall.release();
    // One piece is held by the order that waits; the shipped ones hold none.
    assert_eq!(stall.known("KUB-300"), (Some(11), 1, Some(10)), "{out:?}");
    assert_eq!(stall.there(MUG), 10);
    stall.adds_up();
}

/// An order that is never taken holds its pieces for `orders.hold_days`, and what BaseLinker sold is not raised then.
#[test]
fn a_hold_ends_and_raises_nothing() {
    let stall = Stall::open(&sends("confirmed"));
    stall.shop.sandbox.with(|world| {
        let mut old = mugs(1, NEW, 3);
        old.date_confirmed = now() - 29 * 86_400;
        old.date_add = old.date_confirmed - 60;
        world.place_order(old);
    });
    let _ = stall.shop.sync().exits(0);
    stall.count("KUB-300", 10);
    let _ = stall.release().exits(0);
    assert_eq!(
        (stall.known("KUB-300"), stall.there(MUG)),
        ((Some(10), 3, Some(7)), 7)
    );
    let path = stall.shop.desk.path("shop.toml");
    let text = std::fs::read_to_string(&path).expect("read");
    stall.shop.desk.write(
        "shop.toml",
        &text.replace("[orders]\n", "[orders]\nhold_days = 20\n"),
    );
    stall.clear();
    let _ = stall.stock(&[]).exits(0);
    assert_eq!(stall.known("KUB-300"), (Some(10), 0, Some(10)));
    assert_eq!((stall.written(), stall.there(MUG)), (vec![], 7));
    stall.adds_up();
}

/// Row 59c and part 1: with another source nothing is sent; links and import go on.
#[test]
fn another_source_sends_nothing() {
    let stall = Stall::open(&sends("confirmed"));
    stall.let_go();
    let path = stall.shop.desk.path("shop.toml");
    let text = std::fs::read_to_string(&path).expect("read");
    let text = text
        .replace("source = \"firmino\"", "source = \"baselinker\"")
        .replace("send_stock = true", "send_stock = false");
    stall.shop.desk.write("shop.toml", &text);
    stall.count("KUB-300", 3);
    stall.clear();
    let _ = stall.stock(&[]).exits(0);
    let methods = stall.shop.sandbox.with(|world| {
        let calls = world.log().calls().iter();
        calls.map(|call| call.method.clone()).collect::<Vec<_>>()
    });
    assert_eq!(methods, ["getInventoryWarehouses"]);
}

/// Two of BaseLinker's warehouses on one of ours: orders lower it, but its pieces are not for sale twice.
#[test]
fn a_shared_warehouse_is_not_sent() {
    let stall = Stall::open(&sends("confirmed"));
    stall.book(|mirror| {
        let id = mirror.warehouse("MAG").expect("read").expect("there").id;
        mirror.link_warehouse("bl_8802", id).expect("linked");
    });
    stall.count("KUB-300", 20);
    let out = stall.stock(&[]).exits(0);
    assert_eq!(notices(&out), ["stock.shared-warehouse"]);
    assert_eq!((stall.written(), stall.there(MUG)), (vec![], 10));
}

/// Unless the profile says so, or the levels show, when BaseLinker lowers, nothing is sent; then it is.
#[test]
fn when_baselinker_lowers_becomes_evident() {
    let stall = Stall::open("send_stock = true\n");
    stall.shop.sandbox.with(|world| {
        for id in 2..=4 {
            world.put_product(goods(id, &format!("T-{id}"), 10));
        }
    });
    stall.make_cards();
    for sku in ["KUB-300", "T-2", "T-3", "T-4"] {
        stall.count(sku, 12);
    }
    let first = stall.stock(&[]).exits(0);
    assert_eq!(notices(&first), ["stock.lowers-unknown"]);
    // Orders are compared only where they came in well after the reading.
    stall.shop.sandbox.with(|world| world.advance(30));
    stall.book(|mirror| {
        for product in [560_001, 2, 3, 4] {
            let at = firmino_link::mirror::shelves::Place {
                product,
                place: PLACE.to_owned(),
            };
            mirror.keep_reading(&at, 10, 0, now() - 60).expect("kept");
        }
    });
    for (id, product) in [(1, 2), (2, 3), (3, 4)] {
        let mut order = mugs(id, PAID, 1);
        order.products[0].product_id = product.to_string();
        stall.shop.sandbox.with(|world| world.place_order(order));
    }
    let second = stall.stock(&[]).exits(0);
    assert_eq!(notices(&second), ["stock.lowers-unknown"]);
    next_second();
    let third = stall.stock(&[]).exits(5);
    assert_eq!(notices(&third), ["stock.lowers-evident"]);
    assert_eq!(stall.written(), []);
}

/// A word that BaseLinker's levels contradict stops the sending.
#[test]
fn a_wrong_word_is_noticed() {
    let stall = Stall::open(&sends("confirmed"));
    stall.shop.sandbox.with(|world| {
        let mut unknowns = world.unknowns();
        unknowns.stock_falls = firmino_link::sandbox::StockFalls::AtShipping;
        world.set_unknowns(unknowns);
    });
    stall.let_go();
    stall.book(|mirror| mirror.set_lowers_seen([0, 3, 0]).expect("kept"));
    stall.count("KUB-300", 20);
    stall.clear();
    let out = stall.stock(&[]).exits(3);
    assert_eq!(out.problems(), ["stock.lowers"]);
    assert_eq!(stall.written(), []);
    // No news the next time, and still nothing is sent.
    let again = stall.stock(&[]).exits(0);
    assert_eq!(notices(&again), ["stock.lowers"]);
    assert_eq!(stall.written(), []);
}

/// A dry run writes nothing on either side, and shows what it would.
#[test]
fn a_dry_run_shows_and_writes_nothing() {
    let stall = Stall::open(&sends("confirmed"));
    stall.let_go();
    stall.count("KUB-300", 14);
    stall.clear();
    let before = stall.known("KUB-300");
    let out = stall.stock(&["--dry-run"]).exits(0);
    assert_eq!(out.json()["levels"][0]["to_send"], 14);
    assert_eq!((stall.written(), stall.known("KUB-300")), (vec![], before));
    let writes = stall.shop.sandbox.with(|world| world.log().writes().len());
    assert_eq!(writes, 0);
    let refused = stall.shop.sandbox.with(|world| {
        let calls = world.log().calls().iter();
        calls
            .filter(|call| call.outcome != CallOutcome::Success)
            .count()
    });
    assert_eq!(refused, 0);
}

/// Must-hold d: 1,700 changed levels of 2,500 linked ones take two writes; without changes nothing is asked beyond orders.
#[test]
fn calls_are_as_few_as_they_can_be() {
    let mut world = World::new(1, now());
    for id in 1..=2500 {
        world.put_product(goods(id, &format!("T-{id}"), 10));
    }
    let stall = Stall::of(world, &sends("confirmed"));
    let recount = |most: i64, pieces: i64| {
        stall.book(|mirror| {
            let warehouse = mirror.warehouse("MAG").expect("read").expect("there").id;
            for card in 1..=most {
                let count = firmino_link::mirror::levels::Count {
                    card,
                    warehouse,
                    pieces,
                    as_of: now(),
                    through: 0,
                };
                let by = firmino_link::mirror::levels::CountedBy::Import;
                mirror.count(count, by, now()).expect("counted");
            }
        });
    };
    let calls = || {
        stall.shop.sandbox.with(|world| {
            let mut calls = std::collections::BTreeMap::<String, usize>::new();
            for call in world.log().calls() {
                *calls.entry(call.method.clone()).or_default() += 1;
            }
            calls
        })
    };
    recount(2500, 10);
    let _ = stall.release().exits(0);
    stall.clear();
    let idle = stall.stock(&[]).exits(0);
    assert_eq!(figure(&idle, "unchanged"), 2500);
    let of_orders: std::collections::BTreeMap<_, _> = [
        ("getOrderStatusList".to_owned(), 1),
        ("getOrders".to_owned(), 1),
    ]
    .into();
    assert_eq!(calls(), of_orders);
    recount(1700, 12);
    stall.clear();
    let out = stall.stock(&[]).exits(0);
    assert_eq!(figure(&out, "sent"), 1700);
    let seen = calls();
    assert_eq!(seen["updateInventoryProductsStock"], 2);
    // 200 products a call: read, and read back.
    assert_eq!(
        (seen["getInventoryProductsData"], seen["getInventories"]),
        (18, 1)
    );
    assert_eq!(seen.len(), 5, "{seen:?}");
}

/// Part 6: `--sku` reads and compares some, `--full` all; a SKU of no card is a mistake.
#[test]
fn some_or_all_levels_are_compared_by_hand() {
    let stall = Stall::open(&sends("confirmed"));
    stall
        .shop
        .sandbox
        .with(|world| world.put_product(goods(2, "INNY", 5)));
    stall.make_cards();
    stall.count("INNY", 5);
    stall.let_go();
    stall.shop.sandbox.with(|world| {
        world.set_stock(MUG, PLACE, 8);
        world.set_stock(2, PLACE, 3);
    });
    // Unasked, nothing is read.
    let idle = stall.stock(&[]).exits(0);
    assert_eq!(figure(&idle, "drift"), 0);
    let one = stall.stock(&["--sku", "INNY"]).exits(3);
    assert_eq!(
        (figure(&one, "drift"), one.problems()),
        (1, vec!["stock.drift".to_owned()])
    );
    let all = stall.stock(&["--full"]).exits(3);
    assert_eq!(
        (figure(&all, "drift"), all.problems()),
        (2, vec!["stock.drift".to_owned()])
    );
    // Told once: a later comparison is no news, and nothing was raised.
    let again = stall.stock(&["--full"]).exits(0);
    assert_eq!((figure(&again, "drift"), again.problems()), (2, vec![]));
    assert_eq!((stall.there(MUG), stall.there(2)), (8, 3));
    let _ = stall.stock(&["--sku", "NIC"]).exits(2);
}

/// Part 3: a person says which side of a drift is right.
#[test]
fn a_person_settles_a_drift() {
    let stall = Stall::open(&sends("confirmed"));
    stall.let_go();
    stall
        .shop
        .sandbox
        .with(|world| world.set_stock(MUG, PLACE, 8));
    let _ = stall.stock(&["--full"]).exits(3);
    let list = stall.shop.desk.run(["stock", "drift", "--json"]).exits(0);
    assert_eq!(list.json()["stock"][0]["drift"], -2);
    let push = stall
        .shop
        .desk
        .run(["stock", "push", "KUB-300", "--json"])
        .exits(0);
    assert_eq!((figure(&push, "sent"), stall.there(MUG)), (1, 10));
    stall
        .shop
        .sandbox
        .with(|world| world.set_stock(MUG, PLACE, 7));
    let _ = stall.stock(&["--full"]).exits(3);
    stall.clear();
    let _ = stall.shop.desk.run(["stock", "accept", "KUB-300"]).exits(0);
    assert_eq!(stall.known("KUB-300"), (Some(7), 0, Some(7)));
    let after = stall.stock(&["--full"]).exits(0);
    assert_eq!(
        (figure(&after, "drift"), stall.written(), stall.there(MUG)),
        (0, vec![], 7)
    );
    stall.adds_up();
}

/// Pushing one card before the first sending was let go lets nothing else go.
#[test]
fn a_push_lets_nothing_else_go() {
    let stall = Stall::open(&sends("confirmed"));
    stall
        .shop
        .sandbox
        .with(|world| world.put_product(goods(2, "INNY", 5)));
    stall.make_cards();
    stall.count("KUB-300", 12);
    stall.count("INNY", 9);
    let _ = stall.shop.desk.run(["stock", "push", "KUB-300"]).exits(0);
    assert_eq!((stall.there(MUG), stall.there(2)), (12, 5));
    let _ = stall.stock(&[]).exits(5);
    assert_eq!(stall.there(2), 5);
}

/// A warehouse that a person unlinked is not linked again by a pass.
#[test]
fn an_unlinked_warehouse_stays_unlinked() {
    let shop = with_warehouses("import_new = true\n");
    let _ = shop.desk.run(["sync", "stock"]).exits(0);
    let _ = shop.desk.run(["warehouses", "unlink", "bl_8802"]).exits(0);
    let _ = shop.desk.run(["sync", "stock"]).exits(0);
    let keys: Vec<String> = warehouses(&shop).into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["bl_8801"]);
    let list = shop.desk.run(["warehouses", "list", "--json"]).exits(0);
    let rows = list.json()["warehouses"].clone();
    let kinds: Vec<&str> = rows
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|row| row["kind"].as_str())
        .collect();
    assert_eq!(kinds, ["bl", "bl", "shop"]);
}

/// A mirror of an earlier version knows what orders lowered, but not what they claimed: reading them again raises nothing.
#[test]
fn orders_of_before_raise_nothing() {
    let stall = Stall::open(&sends("confirmed"));
    stall
        .shop
        .sandbox
        .with(|world| world.place_order(mugs(1, PAID, 3)));
    let _ = stall.shop.sync().exits(0);
    next_second();
    stall.count("KUB-300", 7);
    let _ = stall.release().exits(0);
    let db = rusqlite::Connection::open(stall.shop.desk.mirror()).expect("opened");
    let _ = db.execute("DELETE FROM claims", []).expect("deleted");
    stall.clear();
    let _ = stall.shop.desk.run(["sync", "orders", "--order", "1"]);
    assert_eq!(stall.known("KUB-300"), (Some(7), 0, Some(7)));
    let _ = stall.stock(&[]).exits(0);
    assert_eq!((stall.written(), stall.there(MUG)), (vec![], 7));
    stall.adds_up();
}

/// Without the module `orders` levels follow what changes in the mirror, and the pass says what it cannot know.
#[test]
fn without_orders_levels_follow_the_mirror() {
    let stall = Stall::open(&sends("confirmed"));
    let path = stall.shop.desk.path("shop.toml");
    let text = std::fs::read_to_string(&path).expect("read");
    let text = text.replace("\"orders\", \"products\"", "\"products\"");
    stall.shop.desk.write("shop.toml", &text);
    stall.count("KUB-300", 12);
    let out = stall.release().exits(0);
    assert_eq!(notices(&out), ["stock.no-orders"]);
    // A sale there that nobody tells of stays sold.
    stall
        .shop
        .sandbox
        .with(|world| world.set_stock(MUG, PLACE, 11));
    stall.count("KUB-300", 15);
    let _ = stall.stock(&[]).exits(0);
    assert_eq!(stall.there(MUG), 14);
    let orders = stall
        .shop
        .sandbox
        .with(|world| world.log().count("getOrders"));
    assert_eq!(orders, 0);
}

/// A thousand counted cards that are no products there hide none of those that come after them.
#[test]
fn cards_without_products_hide_no_level() {
    let stall = Stall::open(&sends("confirmed"));
    let mut csv = "sku;name\n".to_owned();
    for n in 0..1100 {
        csv += &format!("BEZ-{n};Bez produktu {n}\n");
    }
    stall.shop.desk.write("more.csv", &csv);
    let import = ["mirror", "import", "products", "more.csv"];
    let _ = stall.shop.desk.run(import).exits(0);
    stall.book(|mirror| {
        let warehouse = mirror.warehouse("MAG").expect("read").expect("there").id;
        for card in 2..=1101 {
            let count = firmino_link::mirror::levels::Count {
                card,
                warehouse,
                pieces: 1,
                as_of: now(),
                through: 0,
            };
            let by = firmino_link::mirror::levels::CountedBy::Import;
            mirror.count(count, by, now()).expect("counted");
        }
    });
    stall
        .shop
        .sandbox
        .with(|world| world.put_product(goods(2, "INNY", 5)));
    stall.make_cards();
    stall.count("INNY", 5);
    stall.let_go();
    stall
        .shop
        .sandbox
        .with(|world| world.set_stock(2, PLACE, 3));
    let out = stall.stock(&["--full"]).exits(3);
    assert_eq!(figure(&out, "drift"), 1);
}
