//! Answers that are lost, processes that are killed: nothing is made a second time.

use std::os::unix::process::ExitStatusExt as _;

use firmino_link::sandbox::{FindSort, SecondEndDoc, TextFields, World};

use super::{ONE, Shop, behave, codes, firm, numbers, of, shop};

/// Firmino as it is when nothing guards against a second document but this program.
fn careless(world: &mut World) {
    behave(world, |way| way.second_end_doc = SecondEndDoc::Issued);
}

#[test]
fn an_answer_that_is_lost_is_settled_by_a_look() {
    for method in [
        "customers/add",
        "articles/add",
        "order-documents/add",
        "order-documents/add-end-doc",
    ] {
        for fault in [
            "reset-after",
            "reset-before",
            "bad-gateway-after",
            "cut-body",
        ] {
            let shop = shop([firm(1001)], "issue = true", careless);
            shop.fault(&format!("firmino:{method}:1={fault}"));
            let first = shop.push(&[]);
            assert_ne!(first.code, Some(0), "{method} {fault}: {first:?}");
            // Within the window nothing is looked for, and nothing is sent.
            let before = shop.there();
            let _ = shop.push(&[]);
            assert_eq!(shop.there(), before, "{method} {fault}");
            assert!(numbers(&shop).is_empty(), "{method} {fault}");
            shop.window_is_over();
            let out = shop.push(&[]).exits(0);
            assert_eq!(of(&out, "orders/confirmed"), 1, "{method} {fault}: {out:?}");
            assert_eq!(shop.there(), ONE, "{method} {fault}");
            assert_eq!(numbers(&shop).len(), 1, "{method} {fault}");
        }
    }
}

/// Every place before or after something that lasts is a place to be killed at.
#[test]
fn a_kill_at_any_point_makes_nothing_twice() {
    let mut points = 0;
    loop {
        let shop = shop([firm(1001)], "issue = true", careless);
        let killed = shop
            .desk
            .command(["mirror", "push"])
            .env("FIRMINO_LINK_CRASH_AT", (points + 1).to_string())
            .output();
        let status = killed.expect("started").status;
        if status.signal().is_none() {
            break;
        }
        assert_eq!(status.signal(), Some(9));
        points += 1;
        let _ = shop.push(&[]);
        shop.window_is_over();
        let _ = shop.push(&[]);
        shop.window_is_over();
        let out = shop.push(&[]).exits(0);
        assert_eq!(shop.there(), ONE, "killed at point {points}: {out:?}");
        assert_eq!(numbers(&shop).len(), 1, "killed at point {points}: {out:?}");
    }
    assert!(points >= 14, "only {points} points were passed");
}

/// A shop whose order is in doubt, in a Firmino that lists the oldest first and searches names only, with so many orders
/// of today that a list may be a part.
fn unproved() -> Shop {
    let shop = shop([firm(1001)], "issue = true", |world| {
        careless(world);
        behave(world, |way| {
            way.text_fields = TextFields::Names;
            way.find_sort = FindSort::OldestFirst;
        });
        let now = crate::shop::now();
        for _ in 0..12 {
            let _ = world.firmino.put_order(Default::default(), now);
        }
    });
    shop.fault("firmino:order-documents/add:1=reset-before");
    let _ = shop.push(&[]).exits(75);
    shop.window_is_over();
    shop
}

#[test]
fn what_cannot_be_proved_absent_is_left_to_a_person() {
    let shop = unproved();
    let out = shop.push(&[]).exits(3);
    assert_eq!(codes(&out), [(1001, "push.unproved".to_owned())]);
    assert_eq!(shop.there().orders, 12);
    // It stays so, and is not asked for again.
    let before = shop.asked();
    let _ = shop.push(&[]);
    assert_eq!(shop.asked(), before);
    // The person looked: it is not there.
    let out = shop.push(&["1001", "--absent"]).exits(0);
    assert_eq!(of(&out, "orders/confirmed"), 1, "{out:?}");
    assert_eq!((shop.there().orders, shop.there().documents), (13, 1));
}

#[test]
fn a_person_may_name_what_is_there() {
    let shop = unproved();
    let _ = shop.push(&[]).exits(3);
    // The order had come all the same, by another hand.
    let id = shop.sandbox.with(|world| {
        let mut order = world.firmino.orders().next().expect("one").clone();
        order.sheet.id = 0;
        order.sheet.ordinal_number = 0;
        order.sheet.items = vec![firmino_link::sandbox::Line {
            name: "Kubek".into(),
            price: "54.98".parse().expect("a price"),
            ..Default::default()
        }];
        order.sheet.price_type = firmino_link::sandbox::PriceType::Gross;
        order.sheet.customer = world.firmino.customers().next().expect("made").clone();
        world.firmino.put_order(order, crate::shop::now())
    });
    // An id that is nothing, and one of an order of another sum: neither gets our document.
    let other = shop.sandbox.with(|world| {
        let mut others = world.firmino.orders().filter(|one| one.sheet.id != id);
        others.next().expect("one").sheet.id
    });
    for wrong in [999_999, other] {
        let out = shop.push(&["1001", "--there", &wrong.to_string()]).exits(3);
        assert_eq!(codes(&out), [(1001, "push.not-ours".to_owned())]);
    }
    assert_eq!(shop.there().documents, 0);
    let out = shop.push(&["1001", "--there", &id.to_string()]).exits(0);
    assert_eq!(of(&out, "orders/confirmed"), 1, "{out:?}");
    assert_eq!((shop.there().orders, shop.there().documents), (13, 1));
}

/// A backup older than the handing over was restored: the mirror has forgotten, Firmino has not.
#[test]
fn a_mirror_that_forgot_knows_its_order_again() {
    let shop = shop([firm(1001)], "issue = true", careless);
    // Stopped before the print.
    let _ = shop.push(&["--max-requests", "12"]);
    let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
    for table in ["handovers", "firmino_articles", "firmino_customers"] {
        let _ = db
            .execute(&format!("DELETE FROM {table}"), [])
            .expect("gone");
    }
    let before = shop.there();
    assert_eq!(before.orders, 1);
    assert!(numbers(&shop).is_empty());
    let out = shop.push(&[]).exits(0);
    assert_eq!(
        (of(&out, "orders/pushed"), of(&out, "orders/known")),
        (0, 1),
        "{out:?}"
    );
    assert_eq!(shop.there(), ONE);
    assert_eq!(numbers(&shop).len(), 1);
}

/// A person knows that it is there already: it is not sent once more.
#[test]
fn one_that_is_named_before_it_was_sent_is_not_sent() {
    let shop = shop([firm(1001), firm(1002)], "", |_| {});
    let _ = shop.push(&["1001"]).exits(0);
    let first = shop.sandbox.with(|world| {
        let order = world.firmino.orders().next().expect("one");
        order.sheet.id
    });
    // The one that is there is the other order's.
    let out = shop.push(&["1002", "--there", &first.to_string()]).exits(3);
    assert_eq!(codes(&out), [(1002, "push.not-ours".to_owned())]);
    assert_eq!(shop.there().orders, 1);
    let typed = shop.sandbox.with(|world| {
        let mut order = world.firmino.orders().next().expect("one").clone();
        order.sheet.id = 0;
        order.sheet.ordinal_number = 0;
        order.sheet.print_notes = String::new();
        order.notes = String::new();
        world.firmino.put_order(order, crate::shop::now())
    });
    let out = shop.push(&["1002", "--there", &typed.to_string()]).exits(0);
    assert_eq!(of(&out, "orders/known"), 1, "{out:?}");
    assert_eq!(shop.there().orders, 2);
}
