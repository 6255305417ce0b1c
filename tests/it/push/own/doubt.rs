//! Lost answers, late effects, kills, forgotten mirrors: no second document.

use std::os::unix::process::ExitStatusExt as _;

use base64::Engine as _;
use firmino_link::sandbox::{
    FIRMINO_LOGIN, FIRMINO_PASSWORD, FindSort, FirminoCall, SameName, TextFields, World,
};
use rusqlite::Connection;

use super::{SENT, adds, behave, by_hand, change, codes, consumer, of, papers, shop, taking};
use crate::push::{ONE, Shop, firm};

/// Firmino as it is when nothing guards against a second document but this program.
fn careless(world: &mut World) {
    taking(world);
    behave(world, |way| way.same_name = SameName::Accepted);
}

#[test]
fn an_answer_that_is_lost_is_settled_by_a_look() {
    for fault in [
        "reset-after",
        "reset-before",
        "bad-gateway-after",
        "cut-body",
    ] {
        let shop = shop([consumer(1001)], careless);
        shop.fault(&format!("firmino:sale-documents/add:1={fault}"));
        let first = shop.push(&[]);
        assert!(first.code != Some(0) && first.code != Some(3), "{first:?}");
        assert_eq!(of(&first, "documents/in_doubt"), 1, "{fault}: {first:?}");
        // Within the window nothing is looked for, and nothing is sent.
        let before = shop.asked();
        let out = shop.push(&[]).exits(3);
        assert_eq!(of(&out, "documents/in_doubt"), 1, "{fault}: {out:?}");
        assert_eq!(shop.asked(), before, "{fault}");
        shop.window_is_over();
        let out = shop.push(&[]).exits(0);
        assert_eq!(of(&out, "documents/pushed"), 1, "{fault}: {out:?}");
        assert_eq!(shop.there(), SENT, "{fault}");
    }
}

/// The effect of a request whose connection broke comes only after the next process has begun: after the restart, within
/// the window.
#[test]
fn an_effect_that_comes_after_the_restart_is_no_second_one() {
    for method in [
        "customers/add",
        "articles/add",
        "sale-documents/add",
        "order-documents/add",
        "order-documents/add-end-doc",
    ] {
        let own = method == "sale-documents/add";
        let shop = match own {
            true => shop([consumer(1001)], careless),
            false => by_hand([firm(1001)], "issue = true", careless),
        };
        shop.sandbox.with(|world| {
            behave(world, |way| {
                way.second_end_doc = firmino_link::sandbox::SecondEndDoc::Issued;
                way.same_code = firmino_link::sandbox::SameCode::Accepted;
            });
        });
        shop.fault(&format!("firmino:{method}:1=late:50"));
        let _ = shop.push(&[]).exits(75);
        let before = shop.there();
        let _ = shop.push(&[]);
        assert_eq!(shop.there(), before, "{method}");
        shop.sandbox.with(|world| world.advance(50));
        assert_ne!(shop.there(), before, "{method}: it came");
        shop.window_is_over();
        let _ = shop.push(&[]).exits(0);
        assert_eq!(shop.there(), if own { SENT } else { ONE }, "{method}");
    }
}

/// Every place before or after something that lasts is a place to be killed at.
#[test]
fn a_kill_at_any_point_makes_nothing_twice() {
    let mut points = 0;
    loop {
        let shop = shop([consumer(1001)], careless);
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
        for _ in 0..3 {
            let _ = shop.push(&[]);
            shop.window_is_over();
        }
        let out = shop.push(&["1001"]).exits(0);
        assert_eq!(of(&out, "documents/known"), 1, "point {points}: {out:?}");
        assert_eq!(shop.there(), SENT, "killed at point {points}: {out:?}");
    }
    assert!(points >= 11, "only {points} points were passed");
}

/// A backup older than the sending was restored: the mirror has forgotten, Firmino has not.
#[test]
fn a_mirror_that_forgot_knows_its_documents_again() {
    let shop = shop([consumer(1001), consumer(1002)], careless);
    let _ = shop.push(&[]).exits(0);
    // One lost its number there; its notes still tell it.
    change(&shop, 1001, |one| one.own_name = "Inny 7".into());
    let db = Connection::open(shop.desk.mirror()).expect("opened");
    for table in ["own_handovers", "firmino_articles", "firmino_customers"] {
        let sql = format!("DELETE FROM {table}");
        let _ = db.execute(&sql, []).expect("gone");
    }
    let out = shop.push(&[]).exits(3);
    assert_eq!(of(&out, "documents/known"), 2, "{out:?}");
    assert_eq!(codes(&out), [(1001, "push.renumbered".to_owned())]);
    assert_eq!((papers(&shop).len(), adds(&shop)), (2, 2));
}

/// A document in doubt, in a Firmino that lists the oldest first and searches names only, with so many documents of today
/// that a list may be a part; its name was changed on the way.
#[test]
fn what_cannot_be_proved_absent_is_left_to_a_person() {
    let shop = shop([consumer(1001)], |world| {
        careless(world);
        behave(world, |way| {
            way.text_fields = TextFields::Names;
            way.find_sort = FindSort::OldestFirst;
        });
        for _ in 0..12 {
            let now = crate::shop::now();
            let _ = world.firmino.put_sale_document(Default::default(), now);
        }
    });
    shop.fault("firmino:sale-documents/add:1=reset-before");
    let _ = shop.push(&[]).exits(75);
    shop.window_is_over();
    let out = shop.push(&[]).exits(3);
    assert_eq!(codes(&out), [(1001, "push.unproved".to_owned())]);
    let before = shop.asked();
    let _ = shop.push(&[]);
    assert_eq!(shop.asked(), before);
    // A wrong id is not believed.
    let wrong = shop.sandbox.with(|world| {
        let one = world.firmino.sale_documents().next().expect("one");
        one.sheet.id.to_string()
    });
    let out = shop.push(&["1001", "--there", &wrong]).exits(3);
    assert_eq!(codes(&out), [(1001, "push.unlike".to_owned())]);
    // The person looked: it is not there.
    let out = shop.push(&["1001", "--absent"]).exits(0);
    assert_eq!(of(&out, "documents/pushed"), 1, "{out:?}");
    assert_eq!((papers(&shop).len(), adds(&shop)), (13, 2));
    // What is there is not sent again by a person's mistaken word; what was removed there is.
    let out = shop.push(&["1001", "--absent"]).exits(0);
    assert_eq!(
        (of(&out, "documents/known"), adds(&shop)),
        (1, 2),
        "{out:?}"
    );
    remove_the_last(&shop);
    let out = shop.push(&["1001", "--absent"]).exits(0);
    assert_eq!(
        (of(&out, "documents/pushed"), adds(&shop)),
        (1, 3),
        "{out:?}"
    );
    assert_eq!(papers(&shop).len(), 13);
}

/// A person deletes the newest document there.
fn remove_the_last(shop: &Shop) {
    let login = base64::engine::general_purpose::STANDARD
        .encode(format!("{FIRMINO_LOGIN}:{FIRMINO_PASSWORD}"));
    shop.sandbox.with(|world| {
        let last = world.firmino.sale_documents().last().expect("one");
        let id = last.sheet.id;
        let _ = world.receive_firmino(&FirminoCall {
            verb: "POST",
            path: &format!("/app/services/rest/api/sale-documents/delete/{id}"),
            authorization: Some(&format!("Basic {login}")),
            content_type: "application/json",
            body: b"{}",
            ..FirminoCall::default()
        });
    });
}
