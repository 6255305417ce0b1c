//! Firmino's one quantity of a product beside the level that it stands for.

use firmino_link::sandbox::{Article, DocumentState, OwnName, SaleDocument};
use rust_decimal::Decimal;
use serde_json::Value;

use super::{Shop, consumer, firm, numbers, with};
use crate::shop::{Out, Profile};

/// A shop that keeps levels, whose Firmino has so many mugs; the mug's orders were taken.
fn shop(
    orders: impl IntoIterator<Item = firmino_link::sandbox::Order>,
    mugs: i64,
    lines: &str,
) -> Shop {
    let shop = with(
        orders,
        &format!("warehouse = \"bl_8801\"\nissue = true\n{lines}"),
        |world| {
            let _ = world.firmino.put_article(Article {
                code: "KUB-300".into(),
                name: "Kubek 300 ml".into(),
                quantity: Decimal::from(mugs),
                ..Article::default()
            });
        },
        |profile| Profile::manual(profile).with_warehouses(),
    );
    let _ = shop.desk.run(["sync", "stock"]).exits(0);
    shop
}

impl Shop {
    fn read(&self, args: &[&str]) -> Out {
        let all = ["mirror", "pull", "articles", "--json"].iter().chain(args);
        self.desk.run(all)
    }

    fn level(&self) -> Value {
        let out = self
            .desk
            .run(["stock", "show", "--sku", "KUB-300", "--json"]);
        let json = out.exits(0).json();
        let row = json["stock"].as_array().and_then(|rows| rows.first());
        row.map_or(Value::Null, |row| row["level"].clone())
    }

    /// Firmino's quantity becomes another one, and nobody tells.
    fn mugs_there(&self, quantity: Decimal) {
        self.sandbox.with(|world| {
            let mut article = world.firmino.articles().next().expect("an article").clone();
            article.quantity = quantity;
            let _ = world.firmino.put_article(article);
        });
    }

    fn mugs(&self) -> Decimal {
        let first = |world: &mut firmino_link::sandbox::World| {
            world
                .firmino
                .articles()
                .next()
                .expect("an article")
                .quantity
        };
        self.sandbox.with(first)
    }
}

fn told(out: &Out) -> [i64; 5] {
    ["counted", "same", "differ", "taken", "uncounted"]
        .map(|key| out.number(&format!("/pull/quantities/{key}")))
}

const COUNTED: [i64; 5] = [1, 0, 0, 0, 0];
const SAME: [i64; 5] = [0, 1, 0, 0, 0];
const DIFFERS: [i64; 5] = [0, 0, 1, 0, 0];
const TAKEN: [i64; 5] = [0, 0, 0, 1, 0];

#[test]
fn it_is_a_count_and_what_firmino_does_not_know_is_on_top() {
    let shop = shop([consumer(1001), firm(1002), firm(1003)], 10, "");
    assert_eq!(told(&shop.read(&[]).exits(0)), COUNTED);
    assert_eq!(shop.level(), 7, "three orders took one each");
    // A receipt of ours: Firmino never hears of it.
    let _ = shop.desk.run(["orders", "issue", "1001"]).exits(0);
    assert_eq!(told(&shop.read(&[]).exits(0)), SAME);
    // Handed over, issued there, noted here.
    let _ = shop.push(&["1002"]).exits(0);
    assert_eq!(shop.mugs(), Decimal::from(9));
    assert_eq!(told(&shop.read(&[]).exits(0)), SAME);
    // Issued there by a person, who has not told yet.
    let _ = shop.push(&["1003", "--max-requests", "3"]);
    shop.sandbox.with(|world| {
        let order = world.firmino.orders().last().expect("an order").clone();
        let mut document = SaleDocument {
            sheet: order.sheet.clone(),
            document_type: order.final_document_type,
            ..SaleDocument::default()
        };
        document.sheet.id = 0;
        document.sheet.ordinal_number = 0;
        let _ = world
            .firmino
            .put_sale_document(document, crate::shop::now());
    });
    let there = shop.mugs();
    assert_eq!(told(&shop.read(&[]).exits(0)), SAME, "{there} mugs there");
    assert_eq!(shop.level(), 7);
}

#[test]
fn a_document_of_ours_is_on_top_until_it_is_there() {
    let shop = shop([consumer(1001)], 10, "send_own = true");
    shop.sandbox
        .with(|world| super::behave(world, |way| way.own_name = OwnName::Taken));
    assert_eq!(told(&shop.read(&[]).exits(0)), COUNTED);
    assert_eq!(shop.level(), 9);
    let _ = shop.push(&[]).exits(0);
    let _ = shop.desk.run(["orders", "issue", "1001"]).exits(0);
    assert_eq!(told(&shop.read(&[]).exits(0)), SAME);
    let _ = shop.push(&[]).exits(0);
    assert_eq!(shop.mugs(), Decimal::from(9), "the document was sent");
    assert_eq!(told(&shop.read(&[]).exits(0)), SAME);
    assert_eq!(shop.level(), 9);
}

#[test]
fn a_difference_is_told_once_and_taken_at_a_word() {
    let shop = shop([consumer(1001)], 10, "");
    let _ = shop.desk.run(["orders", "issue", "1001"]).exits(0);
    // The receipt was there before the first count: its mug is in the quantity.
    assert_eq!(told(&shop.read(&[]).exits(0)), COUNTED);
    assert_eq!(shop.level(), 10);
    shop.mugs_there(Decimal::from(60));
    let out = shop.read(&[]).exits(3);
    assert_eq!(told(&out), DIFFERS);
    let json = out.json();
    let problem = &json["pull"]["problems"][0];
    assert_eq!(problem["code"], "firmino.quantity-differs");
    assert_eq!(problem["new"], true);
    let message = problem["message"].as_str().expect("a text");
    assert!(
        message.contains("10") && message.contains("60"),
        "{message}"
    );
    assert_eq!(shop.level(), 10, "a person's word is wanted");
    let again = shop.read(&[]).exits(0);
    assert_eq!(again.json()["pull"]["problems"][0]["new"], false);

    let drift = shop.desk.run(["stock", "drift", "--json"]).exits(0).json();
    let row = &drift["firmino"][0];
    assert_eq!((&row["level"], &row["expected"]), (&10.into(), &60.into()));
    let text = shop.desk.run(["stock", "drift"]).exits(0).stdout;
    assert!(
        text.contains("KUB-300") && text.contains("--take-quantities"),
        "{text}"
    );
    let status = shop.desk.run(["status", "--json"]).exits(3).json();
    assert_eq!(status["firmino"]["quantities"], 1);

    let rehearsal = shop.read(&["--take-quantities", "--dry-run"]).exits(0);
    assert_eq!(told(&rehearsal), TAKEN);
    assert_eq!(shop.level(), 10);
    let rehearsal = [
        "mirror",
        "pull",
        "articles",
        "--take-quantities",
        "--dry-run",
    ];
    let rehearsal = shop.desk.run(rehearsal).exits(0).stdout;
    assert!(
        rehearsal.contains("KUB-300: 10 → 60 (Firmino 60)"),
        "{rehearsal}"
    );
    assert_eq!(told(&shop.read(&["--take-quantities"]).exits(0)), TAKEN);
    assert_eq!(shop.level(), 60);
    assert_eq!(told(&shop.read(&[]).exits(0)), SAME);
    let _ = shop.desk.run(["status"]).exits(0);
}

#[test]
fn a_person_s_count_is_a_difference_until_firmino_says_the_same() {
    let shop = shop([], 10, "");
    assert_eq!(told(&shop.read(&[]).exits(0)), COUNTED);
    let set = ["stock", "set", "KUB-300", "bl_8801", "8"];
    let _ = shop.desk.run(set).exits(0);
    assert_eq!(told(&shop.read(&[]).exits(3)), DIFFERS);
    // Whoever counts again has looked: nothing is open until the next reading.
    let _ = shop.desk.run(set).exits(0);
    let drift = shop.desk.run(["stock", "drift", "--json"]).exits(0).json();
    assert_eq!(drift["firmino"], serde_json::json!([]));
    shop.mugs_there(Decimal::from(8));
    assert_eq!(told(&shop.read(&[]).exits(0)), SAME);
}

#[test]
fn a_profile_may_say_that_firmino_is_right() {
    let shop = shop([], 10, "take_quantities = true");
    assert_eq!(told(&shop.read(&[]).exits(0)), COUNTED);
    shop.mugs_there(Decimal::from(4));
    assert_eq!(told(&shop.read(&[]).exits(0)), TAKEN);
    assert_eq!(shop.level(), 4);
}

#[test]
fn what_nobody_has_counted_there_is_unknown_and_parts_of_pieces_are_told() {
    let shop = shop([], 0, "");
    assert_eq!(told(&shop.read(&[]).exits(0)), [0, 0, 0, 0, 1]);
    assert_eq!(shop.level(), Value::Null, "unknown is not zero");
    shop.mugs_there(Decimal::new(25, 1));
    let out = shop.read(&[]).exits(3);
    assert_eq!(out.number("/pull/quantities/odd"), 1);
    assert_eq!(
        out.json()["pull"]["problems"][0]["code"],
        "firmino.quantity-odd"
    );
    let _ = shop.read(&[]).exits(0);
    shop.mugs_there(Decimal::from(2));
    assert_eq!(told(&shop.read(&[]).exits(0)), COUNTED);
    // From then on zero is zero.
    shop.mugs_there(Decimal::ZERO);
    assert_eq!(told(&shop.read(&["--take-quantities"]).exits(0)), TAKEN);
    assert_eq!(shop.level(), 0);
}

#[test]
fn without_a_warehouse_quantities_are_not_looked_at_and_a_wrong_one_is_refused() {
    let shop = super::shop([firm(1001)], "", |world| {
        let _ = world.firmino.put_article(Article {
            code: "KUB-300".into(),
            name: "Kubek 300 ml".into(),
            quantity: Decimal::TEN,
            ..Article::default()
        });
    });
    assert_eq!(
        shop.read(&[]).exits(0).json()["pull"]["quantities"],
        Value::Null
    );
    let (code, _) = shop.read(&["--take-quantities"]).exits(78).error();
    assert_eq!(code, "firmino.warehouse");
    // Before the first stock pass there is no warehouse at all: the articles are read.
    let early = with(
        [],
        "warehouse = \"bl_8801\"",
        |_| {},
        |profile| Profile::manual(profile).with_warehouses(),
    );
    let out = early.read(&[]).exits(0);
    assert_eq!(out.json()["pull"]["quantities"], Value::Null);
    assert!(out.stderr.contains("firmino-link sync stock"), "{out:?}");
    let wrong = with(
        [firm(1001)],
        "warehouse = \"NIGDZIE\"",
        |_| {},
        |profile| Profile::manual(profile).with_warehouses(),
    );
    let (code, fix) = wrong.read(&[]).exits(78).error();
    assert_eq!(code, "firmino.warehouse");
    assert!(fix.contains("bl_8801"), "{fix}");
    assert!(wrong.asked().is_empty(), "nothing was sent");
}

/// Firmino has one quantity for all warehouses: what another one gave away lowers it, and not this level.
#[test]
fn what_another_warehouse_gave_away_is_no_difference() {
    let shop = shop([], 10, "");
    shop.sandbox.with(|world| {
        let mut second = world.warehouses[0].clone();
        second.warehouse_id = 8802;
        second.name = "Outlet".into();
        second.is_default = false;
        world.warehouses.push(second);
    });
    let _ = shop.desk.run(["sync", "stock"]).exits(0);
    assert_eq!(told(&shop.read(&[]).exits(0)), COUNTED);
    let mut elsewhere = firm(1001);
    elsewhere.products[0].warehouse_id = 8802;
    shop.sandbox.with(|world| world.put_order(elsewhere));
    let _ = shop.sync().exits(0);
    assert_eq!(told(&shop.read(&[]).exits(0)), SAME, "open");
    let _ = shop.push(&[]).exits(0);
    assert_eq!(shop.mugs(), Decimal::from(9), "its document is there");
    assert_eq!(told(&shop.read(&[]).exits(0)), SAME, "known there");
    assert_eq!(shop.level(), 10);
    shop.mugs_there(Decimal::from(8));
    assert_eq!(told(&shop.read(&[]).exits(3)), DIFFERS);
}

/// A document that is still to be sent is not in the quantity that counts first.
#[test]
fn the_first_count_leaves_out_what_is_still_to_be_sent() {
    let shop = shop([consumer(1001)], 10, "send_own = true");
    shop.sandbox
        .with(|world| super::behave(world, |way| way.own_name = OwnName::Taken));
    let _ = shop.desk.run(["orders", "issue", "1001"]).exits(0);
    // A rehearsal begins nothing.
    assert_eq!(told(&shop.read(&["--dry-run"]).exits(0)), COUNTED);
    assert_eq!(told(&shop.read(&[]).exits(0)), COUNTED);
    assert_eq!(shop.level(), 9);
    let out = shop.push(&[]).exits(0);
    assert_eq!(super::of(&out, "documents/pushed"), 1, "{out:?}");
    assert_eq!(shop.mugs(), Decimal::from(9), "the document was sent");
    assert_eq!(told(&shop.read(&[]).exits(0)), SAME);
    assert_eq!(shop.level(), 9);
}

#[test]
fn without_the_module_the_rest_is_read() {
    let shop = with([], "warehouse = \"MAG\"", |_| {}, Profile::manual);
    let out = shop.read(&[]).exits(0);
    assert_eq!(out.json()["pull"]["quantities"], Value::Null);
    assert!(out.stderr.contains("warehouses"), "{out:?}");
    let _ = shop.read(&["--take-quantities"]).exits(78);
    let customers = ["mirror", "pull", "customers", "--take-quantities", "--json"];
    let (code, _) = shop.desk.run(customers).exits(2).error();
    assert_eq!(code, "firmino.take-quantities");
}

/// The document that stands is the one that Firmino knows, or does not; a void one that may be there explains either.
#[test]
fn a_document_made_void_and_issued_anew_is_no_difference() {
    let shop = shop([consumer(1001), consumer(1002)], 10, "send_own = true");
    shop.sandbox
        .with(|world| super::behave(world, |way| way.own_name = OwnName::Taken));
    assert_eq!(told(&shop.read(&[]).exits(0)), COUNTED);
    assert_eq!(shop.level(), 8);
    let _ = shop.desk.run(["orders", "issue", "1001", "1002"]).exits(0);
    let _ = shop.push(&["1001"]).exits(0);
    for number in numbers(&shop) {
        let void = [
            "documents",
            "void",
            &number,
            "--reason",
            "x",
            "--cancelled-there",
        ];
        let _ = shop.desk.run(void).exits(0);
    }
    let _ = shop.desk.run(["orders", "issue", "1001", "1002"]).exits(0);
    assert_eq!(
        told(&shop.read(&[]).exits(0)),
        SAME,
        "not cancelled there yet"
    );
    shop.sandbox.with(|world| {
        let mut one = world.firmino.sale_documents().next().expect("one").clone();
        one.sheet.document_state = DocumentState::Cancelled;
        let _ = world.firmino.put_sale_document(one, crate::shop::now());
    });
    // What the sandbox does with stock is its own; a person in Firmino would see this.
    shop.mugs_there(Decimal::TEN);
    assert_eq!(told(&shop.read(&[]).exits(0)), SAME, "cancelled there");
    let _ = shop.push(&[]).exits(0);
    let _ = shop.push(&[]).exits(0);
    assert_eq!(shop.mugs(), Decimal::from(8));
    assert_eq!(told(&shop.read(&[]).exits(0)), SAME, "sent");
    assert_eq!(shop.level(), 8);
}

/// What comes back in the second in which its document was noted is on top as what comes back later.
#[test]
fn what_came_back_is_on_top_of_a_document_of_firmino() {
    let shop = shop([firm(1001)], 10, "");
    assert_eq!(told(&shop.read(&[]).exits(0)), COUNTED);
    let _ = shop.push(&[]).exits(0);
    let _ = shop.desk.run(["orders", "return", "1001"]).exits(0);
    let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
    let sql = "UPDATE documents SET made_at = (SELECT max(at) FROM movements)";
    let _ = db.execute_batch(sql);
    let _ = shop.read(&["--take-quantities"]).exits(0);
    assert_eq!(shop.level(), 10);
}
