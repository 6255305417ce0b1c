//! `mirror push` against the sandbox's Firmino: orders there once, their documents back.

mod doubt;
mod own;
mod quantities;
mod runs;
mod told;
mod ways;

use std::collections::BTreeMap;

use firmino_link::sandbox::{
    FIRMINO_LOGIN, FIRMINO_PASSWORD, FirminoUnknowns, Order, SaleDocument, World,
};
use rusqlite::Connection;
use serde_json::Value;

use crate::shop::status::PAID;
use crate::shop::{Out, Profile, Shop, order, world};

/// A firm in Poland, whose invoice KSeF must carry.
fn firm(id: u64) -> Order {
    let mut order = order(id, PAID, 90 + i64::try_from(id).expect("small"));
    order.want_invoice = true;
    order.invoice_company = format!("Firma Próbna {id}");
    order.invoice_nip = "1234563218".into();
    order.invoice_address = "ul. Krótka 3/5".into();
    order.invoice_postcode = "65-001".into();
    order.invoice_city = "Zielona Góra".into();
    order.invoice_country_code = "PL".into();
    order
}

/// A consumer who wants an invoice, which could be issued here.
fn consumer(id: u64) -> Order {
    let mut order = firm(id);
    order.invoice_company = String::new();
    order.invoice_nip = String::new();
    order.invoice_fullname = format!("Łucja Żółć {id}");
    order
}

/// A shop whose profile names the sandbox's Firmino, with these lines in the table; its orders were taken.
fn shop(
    orders: impl IntoIterator<Item = Order>,
    lines: &str,
    change: impl FnOnce(&mut World),
) -> Shop {
    with(orders, lines, change, Profile::manual)
}

fn with(
    orders: impl IntoIterator<Item = Order>,
    lines: &str,
    change: impl FnOnce(&mut World),
    profile: impl FnOnce(Profile) -> Profile,
) -> Shop {
    let mut world = world(orders);
    change(&mut world);
    let shop = Shop::open(world).with(|profile| profile);
    let table = format!(
        "[firmino]\napi_url = \"{}\"\ntimeout = 5\nsettle_window = 60\n{lines}\n",
        shop.sandbox.firmino_url()
    );
    let text = profile(shop.profile()).text() + &table;
    shop.desk.write("shop.toml", &text);
    shop.desk.write(
        "shop.firmino",
        &format!("{FIRMINO_LOGIN}\n{FIRMINO_PASSWORD}\n"),
    );
    let _ = shop.sync().exits(0);
    shop
}

/// Has the sandbox's Firmino behave in another way.
fn behave(world: &mut World, change: impl FnOnce(&mut FirminoUnknowns)) {
    let mut unknowns = world.unknowns();
    change(&mut unknowns.firmino);
    world.set_unknowns(unknowns);
}

/// What the sandbox's Firmino has.
#[derive(Debug, PartialEq, Eq)]
struct There {
    customers: usize,
    articles: usize,
    orders: usize,
    documents: usize,
}

const ONE: There = There {
    customers: 1,
    articles: 1,
    orders: 1,
    documents: 1,
};

impl Shop {
    fn push(&self, args: &[&str]) -> Out {
        let all = ["mirror", "push"].iter().chain(args).chain(&["--json"]);
        self.desk.run(all)
    }

    fn there(&self) -> There {
        self.sandbox.with(|world| There {
            customers: world.firmino.customers().count(),
            articles: world.firmino.articles().count(),
            orders: world.firmino.orders().count(),
            documents: world.firmino.sale_documents().count(),
        })
    }

    /// The window in which something sent could still take effect is over.
    fn window_is_over(&self) {
        let db = Connection::open(self.desk.mirror()).expect("opened");
        for table in ["handovers", "own_handovers", "firmino_makings"] {
            let sql = format!("UPDATE {table} SET sent_at = sent_at - 100");
            let _ = db.execute(&sql, []).expect("written");
        }
    }

    /// A person in Firmino issues the document of its only order, changed by `change`.
    fn issued_by_hand(&self, change: impl FnOnce(&mut SaleDocument)) {
        self.sandbox.with(|world| {
            let order = world.firmino.orders().next().expect("an order").clone();
            let mut document = SaleDocument {
                sheet: order.sheet.clone(),
                document_type: order.final_document_type,
                ..SaleDocument::default()
            };
            document.sheet.id = 0;
            document.sheet.ordinal_number = 0;
            change(&mut document);
            let now = crate::shop::now();
            let _ = world.firmino.put_sale_document(document, now);
        });
    }

    /// Calls of Firmino so far, by resource and method.
    fn asked(&self) -> BTreeMap<String, usize> {
        self.sandbox.with(|world| {
            let mut calls = BTreeMap::new();
            for call in world.firmino.log().calls() {
                *calls.entry(call.method.clone()).or_default() += 1;
            }
            calls
        })
    }

    fn fault(&self, rule: &str) {
        self.sandbox.with(|world| world.plan(rule).expect("a rule"));
    }
}

fn of(out: &Out, what: &str) -> i64 {
    out.number(&format!("/push/{what}"))
}

/// Numbers of the order's documents here.
fn numbers(shop: &Shop) -> Vec<String> {
    let all = shop.desk.documents().into_iter();
    all.map(|(number, ..)| number).collect()
}

#[test]
fn an_order_goes_to_firmino_and_its_document_comes_back() {
    let shop = with(
        [firm(1001)],
        "issue = true",
        |_| {},
        |profile| {
            let mut profile = profile.manual();
            let on = "send_invoices = true\ninvoice_series = \"Faktury BL\"";
            profile.orders = profile.orders.replace("send_invoices = false", on);
            profile
        },
    );
    assert_eq!(shop.desk.standing(1001).0, "ready");
    let out = shop.push(&[]).exits(0);
    for (what, count) in [
        ("orders/pushed", 1),
        ("orders/issued", 1),
        ("orders/confirmed", 1),
        ("orders/in_doubt", 0),
        ("orders/waiting", 0),
        ("customers/made", 1),
        ("articles/made", 1),
    ] {
        assert_eq!(of(&out, what), count, "{what}: {out:?}");
    }
    assert_eq!(shop.there(), ONE);
    let requests: usize = shop.asked().values().sum();
    assert_eq!(
        of(&out, "requests/used_now"),
        i64::try_from(requests).expect("few")
    );
    // What stands there is what was ordered.
    let (marker, total, lines, name) = shop.sandbox.with(|world| {
        let document = world.firmino.sale_documents().next().expect("one");
        let sheet = &document.sheet;
        let lines: Vec<(String, bool)> = sheet
            .items
            .iter()
            .map(|line| (line.name.clone(), line.id_article.is_some()))
            .collect();
        let total = sheet.payment.total.to_string();
        (sheet.print_notes.clone(), total, lines, document.name())
    });
    assert!(marker.starts_with("BL 1001/"), "{marker}");
    assert_eq!(total, "54.98");
    assert_eq!(
        lines,
        [
            ("Kubek 300 ml".to_owned(), true),
            ("Dostawa: Kurier".to_owned(), false)
        ]
    );
    assert_eq!(numbers(&shop), std::slice::from_ref(&name));
    let (state, flags) = shop.desk.standing(1001);
    assert_eq!(
        (state.as_str(), flags),
        ("documented", vec!["elsewhere".to_owned()])
    );
    // The same push again finds nothing to do, and asks nothing.
    let before = shop.asked();
    let again = shop.push(&[]).exits(0);
    assert_eq!(
        (of(&again, "orders/pushed"), of(&again, "requests/used_now")),
        (0, 0)
    );
    assert_eq!(shop.asked(), before);
    // The next pass takes number and print on to BaseLinker.
    let sent = shop.sync().exits(0);
    assert_eq!(sent.number("/documents/sent"), 1, "{sent:?}");
    let carried = shop.sandbox.with(|world| {
        let one = world.invoices().next().expect("an invoice");
        (one.external_invoice_number.clone(), one.file.clone())
    });
    assert_eq!(carried.0, name);
    assert!(carried.1.starts_with("data:JVBERi"), "{carried:?}");
}

#[test]
fn a_person_may_issue_in_firmino_and_the_next_push_finds_it() {
    let shop = shop([firm(1001)], "", |_| {});
    let out = shop.push(&[]).exits(0);
    assert_eq!(
        (of(&out, "orders/pushed"), of(&out, "orders/waiting")),
        (1, 1)
    );
    assert_eq!((shop.there().orders, shop.there().documents), (1, 0));
    let out = shop.push(&[]).exits(0);
    assert_eq!(
        (of(&out, "orders/known"), of(&out, "orders/confirmed")),
        (1, 0)
    );
    shop.issued_by_hand(|_| {});
    let out = shop.push(&[]).exits(0);
    assert_eq!(
        (of(&out, "orders/confirmed"), of(&out, "orders/waiting")),
        (1, 0),
        "{out:?}"
    );
    assert_eq!(numbers(&shop).len(), 1);
    assert_eq!(shop.there(), ONE);
}

#[test]
fn customers_and_articles_that_are_there_are_taken() {
    use firmino_link::sandbox::{Article, Customer};
    let shop = shop([firm(1001), firm(1002)], "issue = true", |world| {
        let _ = world.firmino.put_customer(Customer {
            short_name: "FIRMA".into(),
            full_name: "Firma pod inną nazwą".into(),
            tin: "123-456-32-18".into(),
            locality: "Łódź".into(),
            ..Customer::default()
        });
        let _ = world.firmino.put_article(Article {
            code: "KUB-300".into(),
            name: "Kubek inaczej nazwany".into(),
            quantity: 10.into(),
            ..Article::default()
        });
        // The number is written with dashes there: a search by digits does not show it, one by name does not either.
        let _ = world.firmino.put_customer(Customer {
            short_name: "FIRMA 2".into(),
            full_name: "Firma Próbna 1001 dawniej".into(),
            tin: "1234563218".into(),
            locality: "Łódź".into(),
            ..Customer::default()
        });
    });
    let out = shop.push(&[]).exits(0);
    assert_eq!(
        (of(&out, "customers/made"), of(&out, "customers/found")),
        (0, 1),
        "{out:?}"
    );
    assert_eq!(
        (of(&out, "articles/made"), of(&out, "articles/found")),
        (0, 1),
        "{out:?}"
    );
    assert_eq!(of(&out, "orders/confirmed"), 2);
    let left = shop.sandbox.with(|world| {
        let article = world.firmino.article("KUB-300").expect("there");
        article.quantity.normalize().to_string()
    });
    assert_eq!(left, "8");
}

#[test]
fn orders_that_are_unpaid_or_not_held_by_ksef_go_only_when_named() {
    let mut unpaid = firm(1002);
    unpaid.payment_done = 0.into();
    let shop = shop([consumer(1001), unpaid], "issue = true", |_| {});
    let out = shop.push(&[]).exits(0);
    assert_eq!(of(&out, "orders/pushed"), 0, "{out:?}");
    assert!(shop.asked().is_empty());
    let out = shop.push(&["1001"]).exits(0);
    assert_eq!(of(&out, "orders/confirmed"), 1, "{out:?}");
}

fn codes(out: &Out) -> Vec<(i64, String)> {
    let json = out.json();
    let problems = json["problems"].as_array().expect("a list").iter();
    problems
        .map(|one: &Value| {
            assert!(!one["fix"].as_str().expect("a text").is_empty(), "{out:?}");
            let code = one["code"].as_str().expect("a text").to_owned();
            (one["subject"].as_i64().expect("an order"), code)
        })
        .collect()
}
