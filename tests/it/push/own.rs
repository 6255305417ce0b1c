//! Documents issued here go to Firmino (`firmino.send_own`): each once, under its own number, and read back.

use firmino_link::sandbox::{
    DocumentState, NoCustomer, Order, OssRates, OwnName, SaleDocument, World,
};
use rusqlite::Connection;
use serde_json::Value;

use super::{ONE, Shop, There, behave, codes, consumer, firm, of, shop as by_hand, with};

mod doubt;
mod ways;

/// What one document issued here leaves in Firmino.
const SENT: There = There { orders: 0, ..ONE };

/// A Firmino that takes numbers from elsewhere.
fn taking(world: &mut World) {
    behave(world, |way| way.own_name = OwnName::Taken);
}

/// A shop that issues what it may; its first pass has issued documents of these orders.
fn shop(orders: impl IntoIterator<Item = Order>, change: impl FnOnce(&mut World)) -> Shop {
    with(orders, "send_own = true", change, |profile| profile)
}

/// A consumer who wants no invoice.
fn receipt(id: u64) -> Order {
    let mut order = consumer(id);
    order.want_invoice = false;
    order
}

/// What stands in Firmino, by name: kind, total, notes, whether it has a customer.
fn papers(shop: &Shop) -> Vec<(String, String, String, String, bool)> {
    shop.sandbox.with(|world| {
        let all = world.firmino.sale_documents();
        let told = all.map(|one| {
            let sheet = &one.sheet;
            let kind = format!("{:?}", one.document_type).to_lowercase();
            let total = sheet.payment.total.to_string();
            let notes = sheet.print_notes.clone();
            (one.name(), kind, total, notes, sheet.customer.id > 0)
        });
        told.collect()
    })
}

/// Number of the document of an order here: the newest one.
fn number(shop: &Shop, order: i64) -> String {
    let all = shop.desk.documents();
    let found = all.into_iter().rfind(|one| one.1 == order);
    found.expect("a document").0
}

/// A person changes the document of an order there.
fn change(shop: &Shop, order: i64, change: impl FnOnce(&mut SaleDocument)) {
    shop.sandbox.with(|world| {
        let mark = format!("BL {order}/");
        let mut one = {
            let mut all = world.firmino.sale_documents();
            let found = all.find(|one| one.sheet.print_notes.contains(&mark));
            found.expect("a document").clone()
        };
        change(&mut one);
        let _ = world.firmino.put_sale_document(one, crate::shop::now());
    });
}

/// The documents here were issued so many days earlier, and pushes send what is issued from today on.
fn issued_earlier(shop: &Shop) {
    let _ = shop.push(&["--max-requests", "1", "9999"]);
    let db = Connection::open(shop.desk.mirror()).expect("opened");
    let sql = "UPDATE meta SET value = '2999-01-01' WHERE key = 'firmino_own_since'";
    assert_eq!(db.execute(sql, []).expect("written"), 1);
}

fn adds(shop: &Shop) -> usize {
    let asked = shop.asked();
    asked.get("sale-documents/add").copied().unwrap_or_default()
}

#[test]
fn a_document_issued_here_goes_once_and_is_known_by_its_number() {
    let shop = shop([consumer(1001)], taking);
    let dry = shop.push(&["--dry-run"]).exits(0).json();
    let number = number(&shop, 1001);
    assert_eq!(dry["push"]["documents"]["new"][0], number.as_str());
    assert!(shop.asked().is_empty());
    let out = shop.push(&[]).exits(0);
    for (what, count) in [
        ("documents/pushed", 1),
        ("documents/known", 0),
        ("documents/in_doubt", 0),
        ("documents/left", 0),
        ("orders/pushed", 0),
        ("customers/made", 1),
        ("articles/made", 1),
    ] {
        assert_eq!(of(&out, what), count, "{what}: {out:?}");
    }
    let forecast = dry["push"]["requests"]["forecast"].as_i64();
    assert!(
        Some(of(&out, "requests/used_now")) <= forecast,
        "{dry} {out:?}"
    );
    let since = out.json()["push"]["documents"]["since"].clone();
    assert_eq!(since.as_str().map(str::len), Some(10), "{out:?}");
    assert_eq!(shop.there(), SENT);
    let (name, kind, total, notes, customer) = papers(&shop).remove(0);
    assert_eq!((name, kind.as_str()), (number.clone(), "fas"));
    assert_eq!((total.as_str(), customer), ("54.98", true));
    assert!(notes.starts_with("BL 1001/"), "{notes}");
    let show = ["documents", "show", &number, "--json"];
    let shown = shop.desk.run(show).exits(0).json();
    assert!(
        shown["documents"][0]["firmino"].as_i64() > Some(0),
        "{shown}"
    );
    // Again there is nothing to do, and nothing is asked.
    let before = shop.asked();
    let again = shop.push(&[]).exits(0);
    assert_eq!(of(&again, "documents/pushed"), 0);
    let named = shop.push(&["1001"]).exits(0);
    assert_eq!(of(&named, "documents/known"), 1, "{named:?}");
    assert_eq!(shop.asked(), before);
}

#[test]
fn orders_that_firmino_issues_for_have_no_document_of_ours_there() {
    let shop = with(
        [firm(1001), consumer(1002)],
        "send_own = true\nissue = true",
        taking,
        |profile| profile,
    );
    let out = shop.push(&[]).exits(0);
    assert_eq!(of(&out, "orders/confirmed"), 1, "{out:?}");
    assert_eq!(of(&out, "documents/pushed"), 1, "{out:?}");
    let _ = shop.push(&[]).exits(0);
    assert_eq!(papers(&shop).len(), 2);
    assert_eq!(shop.there().orders, 1);
}

#[test]
fn without_the_key_they_stay_here() {
    let shop = with([consumer(1001)], "", taking, |profile| profile);
    let out = shop.push(&[]).exits(0);
    assert!(out.json()["push"]["documents"]["since"].is_null());
    assert!(shop.asked().is_empty());
    let _ = shop.push(&["1001"]).exits(3);
    assert!(shop.asked().is_empty());
}

#[test]
fn a_firmino_that_gives_its_own_numbers_gets_one_document_and_no_more() {
    // The order of 1002 is the older one.
    let shop = shop([consumer(1001), consumer(1002)], |_| {});
    let renumbered = [(1002, "push.renumbered".to_owned())];
    let out = shop.push(&[]).exits(3);
    assert_eq!(codes(&out), renumbered);
    let fix = out.json()["problems"][0]["fix"].to_string();
    assert!(fix.contains("send_own = false"), "{fix}");
    assert_eq!(of(&out, "documents/left"), 1, "{out:?}");
    // Told again while others wait, though it is nothing new; and nothing is sent, whatever is named.
    for (args, exit) in [(&[][..], 0), (&["1001"], 3)] {
        let out = shop.push(args).exits(exit);
        assert_eq!(codes(&out), renumbered);
        assert_eq!(of(&out, "documents/left"), 1, "{args:?}: {out:?}");
    }
    assert_eq!(adds(&shop), 1);
    // Where they stay here, nothing of it needs a person any more; and then they are sent again.
    let needs_me = || {
        let out = shop.desk.run(["orders", "list", "--needs-me", "--json"]);
        out.json()["orders"].as_array().map(Vec::len)
    };
    assert_eq!(needs_me(), Some(1));
    let profile = std::fs::read_to_string(shop.desk.path("shop.toml")).expect("read");
    let kept = profile.replace("send_own = true", "send_own = false");
    shop.desk.write("shop.toml", &kept);
    let _ = shop.push(&[]).exits(0);
    assert_eq!(needs_me(), Some(0));
    shop.desk.write("shop.toml", &profile);
    let out = shop.push(&[]).exits(3);
    assert_eq!((codes(&out), adds(&shop)), (renumbered.to_vec(), 1));
    // A person corrects it there, and Firmino learns to take numbers.
    let ours = [1002, 1001].map(|order| number(&shop, order));
    change(&shop, 1002, |one| one.own_name.clone_from(&ours[0]));
    shop.sandbox.with(taking);
    let _ = shop.push(&["1002"]).exits(0);
    let out = shop.push(&[]).exits(0);
    assert_eq!(of(&out, "documents/pushed"), 1, "{out:?}");
    let there: Vec<String> = papers(&shop).into_iter().map(|one| one.0).collect();
    assert_eq!(there, ours);
}

#[test]
fn earlier_documents_go_only_by_name_and_one_that_was_typed_in_is_known() {
    let shop = shop([consumer(1001), consumer(1002), consumer(1003)], taking);
    issued_earlier(&shop);
    let out = shop.push(&[]).exits(0);
    assert_eq!(
        (of(&out, "documents/pushed"), adds(&shop)),
        (0, 0),
        "{out:?}"
    );
    let out = shop.push(&["1001"]).exits(0);
    assert_eq!(
        (of(&out, "documents/pushed"), adds(&shop)),
        (1, 1),
        "{out:?}"
    );
    // The accountant typed the other two in, the last one with another sum.
    let typed = [1002, 1003].map(|order| number(&shop, order));
    shop.sandbox.with(|world| {
        let now = crate::shop::now();
        let sent = world.firmino.sale_documents().next().expect("one").clone();
        for (number, price) in [(&typed[0], None), (&typed[1], Some("1.00"))] {
            let mut one = sent.clone();
            one.own_name.clone_from(number);
            one.sheet.print_notes = match price {
                Some(_) => "inne uwagi".into(),
                None => String::new(),
            };
            (one.sheet.id, one.sheet.ordinal_number) = (0, 0);
            if let Some(price) = price {
                one.sheet.items[0].price = price.parse().expect("a price");
            }
            let _ = world.firmino.put_sale_document(one, now);
        }
    });
    let out = shop.push(&["1002", "1003"]).exits(3);
    assert_eq!(of(&out, "documents/known"), 2, "{out:?}");
    assert_eq!(codes(&out), [(1003, "push.number-taken".to_owned())]);
    assert_eq!(adds(&shop), 1);
    let needs_me = shop.desk.run(["orders", "list", "--needs-me", "--json"]);
    assert_eq!(needs_me.json()["orders"][0]["id"], 1003);
}

#[test]
fn a_receipt_goes_without_a_customer_or_not_at_all() {
    let shop = shop([receipt(1001), receipt(1002), consumer(1003)], taking);
    let out = shop.push(&[]).exits(3);
    assert_eq!(codes(&out), [(1002, "push.no-customer".to_owned())]);
    // The invoice goes all the same, and no consumer became a customer for a receipt's sake.
    assert_eq!(of(&out, "documents/pushed"), 1, "{out:?}");
    assert_eq!(of(&out, "documents/left"), 1, "{out:?}");
    assert_eq!(shop.there().customers, 1);
    shop.sandbox
        .with(|world| behave(world, |way| way.no_customer = NoCustomer::Accepted));
    let _ = shop.push(&["1002"]).exits(0);
    let _ = shop.push(&[]).exits(0);
    let receipts: Vec<bool> = papers(&shop)
        .into_iter()
        .filter(|one| one.1 == "par")
        .map(|one| one.4)
        .collect();
    assert_eq!(receipts, [false, false]);
    assert_eq!(shop.there().customers, 1);
}

/// Orders that a person is shown.
fn needs_me(shop: &Shop) -> Vec<i64> {
    let list = shop.desk.run(["orders", "list", "--needs-me", "--json"]);
    let list = list.exits(0).json();
    let orders = list["orders"].as_array().expect("a list");
    orders.iter().filter_map(|one| one["id"].as_i64()).collect()
}

#[test]
fn a_document_that_is_there_is_not_made_void_here_alone() {
    let shop = shop([consumer(1001), consumer(1002)], taking);
    let first = number(&shop, 1001);
    let void = |number: &str, more: &[&str]| {
        let void = ["documents", "void", number, "--reason", "pomyłka", "--json"];
        shop.desk.run(void.iter().chain(more))
    };
    // The other one was never sent.
    let _ = shop.push(&["1001"]).exits(0);
    let _ = void(&number(&shop, 1002), &[]).exits(0);
    assert_eq!(void(&first, &[]).exits(3).error().0, "document.in-firmino");

    // A person says that it was cancelled there, and it was not: nothing else of this sale goes there.
    let _ = void(&first, &["--cancelled-there"]).exits(0);
    let _ = shop.desk.run(["orders", "issue", "1001"]).exits(0);
    let out = shop.push(&[]).exits(3);
    assert_eq!(codes(&out), [(1001, "push.voided".to_owned())]);
    let out = shop.push(&[]).exits(0);
    assert_eq!(codes(&out), [(1001, "push.voided".to_owned())]);
    assert_eq!(of(&out, "documents/left"), 1, "{out:?}");
    assert_eq!(codes(&shop.push(&["1001"]).exits(3)).len(), 1);
    assert_eq!((papers(&shop).len(), needs_me(&shop)), (1, vec![1001]));

    change(&shop, 1001, |one| {
        one.sheet.document_state = DocumentState::Cancelled
    });
    let _ = shop.push(&["1001"]).exits(0);
    assert_eq!(needs_me(&shop), [0; 0]);
    let out = shop.push(&[]).exits(0);
    assert_eq!(of(&out, "documents/pushed"), 1, "{out:?}");
    let there: Vec<String> = papers(&shop).into_iter().map(|one| one.0).collect();
    assert_eq!(there, [first.clone(), number(&shop, 1001)]);
    assert_ne!(there[1], first);
}

#[test]
fn an_order_whose_void_document_is_there_is_not_handed_over() {
    let shop = shop([consumer(1001)], taking);
    let _ = shop.push(&[]).exits(0);
    let void = [
        "documents",
        "void",
        &number(&shop, 1001),
        "--reason",
        "firma",
        "--cancelled-there",
    ];
    let _ = shop.desk.run(void).exits(0);
    let firm = [
        "orders",
        "edit",
        "1001",
        "--set",
        "company=Firma Próbna",
        "--set",
        "nip=1234563218",
    ];
    let _ = shop.desk.run(firm).exits(0);
    for args in [[].as_slice(), &["1001"]] {
        let out = shop.push(args).exits(3);
        assert_eq!(codes(&out), [(1001, "push.voided".to_owned())], "{args:?}");
    }
    assert_eq!(
        codes(&shop.push(&["1001", "--dry-run"])),
        [(1001, "push.voided".to_owned())]
    );
    assert_eq!(shop.there().orders, 0);
    change(&shop, 1001, |one| {
        one.sheet.document_state = DocumentState::Cancelled
    });
    let _ = shop.push(&["1001"]).exits(0);
    let _ = shop.push(&["1001"]).exits(0);
    assert_eq!(shop.there().orders, 1);
}

/// A Firmino that numbers documents itself does so with each: making the first one void starts no second one.
#[test]
fn a_renumbered_document_stops_the_others_also_when_it_is_void() {
    let shop = shop([consumer(1001), consumer(1002)], |_| {});
    let out = shop.push(&[]).exits(3);
    let stop = codes(&out);
    let [(order, code)] = stop.as_slice() else {
        panic!("{out:?}");
    };
    assert_eq!(code, "push.renumbered");
    let first = number(&shop, *order);
    let void = ["documents", "void", &first, "--reason", "x"];
    let _ = shop.desk.run(void).exits(3);
    let _ = shop
        .desk
        .run(void.iter().chain(&["--cancelled-there"]))
        .exits(0);
    let out = shop.push(&[]).exits(0);
    assert_eq!(codes(&out), stop);
    assert_eq!((papers(&shop).len(), needs_me(&shop)), (1, vec![*order]));
}

#[test]
fn what_does_not_fit_is_told_once_before_any_request() {
    let mut long = consumer(1001);
    long.invoice_city = "Ś".repeat(31);
    let shop = shop([long], taking);
    let dry = shop.push(&["--dry-run"]).exits(3);
    assert_eq!(codes(&dry), [(1001, "firmino.too-long".to_owned())]);
    let out = shop.push(&[]).exits(3);
    assert_eq!(codes(&out), [(1001, "firmino.too-long".to_owned())]);
    let _ = shop.push(&[]).exits(0);
    assert!(shop.asked().is_empty());
    // A person typed it in: then it is known.
    let mut typed = SaleDocument {
        own_name: number(&shop, 1001),
        ..SaleDocument::default()
    };
    typed.sheet.price_type = firmino_link::sandbox::PriceType::Gross;
    typed.sheet.items = [("Kubek 300 ml", "39.99"), ("Kurier", "14.99")]
        .map(|(name, price)| firmino_link::sandbox::Line {
            name: name.into(),
            price: price.parse().expect("a price"),
            ..Default::default()
        })
        .into();
    shop.sandbox
        .with(|world| world.firmino.put_sale_document(typed, crate::shop::now()));
    let out = shop.push(&["1001"]).exits(0);
    assert_eq!(of(&out, "documents/known"), 1, "{out:?}");
}

#[test]
fn another_sum_or_kind_there_is_told() {
    let shop = shop([consumer(1001)], taking);
    // Stopped before it is read back.
    shop.fault("firmino:sale-documents/get:*=redirect:302:http://127.0.0.1:1/");
    let _ = shop.push(&[]).exits(1);
    shop.sandbox.with(World::clear_faults);
    change(&shop, 1001, |one| {
        one.sheet.items[0].price = "1.00".parse().expect("a price");
    });
    let out = shop.push(&[]).exits(3);
    assert_eq!(codes(&out), [(1001, "push.sums".to_owned())]);
    assert_eq!(adds(&shop), 1);
}

#[test]
fn a_sale_at_another_state_s_rate_goes_as_oss_or_is_told() {
    let mut german = consumer(1001);
    german.delivery_country_code = "DE".into();
    german.invoice_country_code = "DE".into();
    for line in &mut german.products {
        line.tax_rate = 19.into();
    }
    let change = |world: &mut World| {
        taking(world);
        behave(world, |way| way.oss_rates = OssRates::Accepted);
    };
    let registered = |mut profile: crate::shop::Profile| {
        profile.head += "oss = \"registered\"\n";
        profile
    };
    let shop = with([german], "send_own = true", change, registered);
    // Firmino takes no such rates: told once, and the document stays here.
    shop.sandbox
        .with(|world| behave(world, |way| way.oss_rates = OssRates::Refused));
    let out = shop.push(&[]).exits(3);
    assert_eq!(codes(&out), [(1001, "push.refused".to_owned())]);
    shop.sandbox.with(change);
    let out = shop.push(&["1001"]).exits(0);
    assert_eq!(of(&out, "documents/pushed"), 1, "{out:?}");
    let (kind, oss, rate) = shop.sandbox.with(|world| {
        let one = world.firmino.sale_documents().next().expect("one");
        let rate = one.sheet.items[0].vat_rate.clone();
        (one.document_type, one.oss_procedure.clone(), rate)
    });
    assert_eq!(kind, firmino_link::sandbox::DocumentType::Fas);
    assert_eq!((oss, rate), (Value::Bool(true), "19".to_owned()));
}
