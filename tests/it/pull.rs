//! `mirror pull` against the sandbox's Firmino.

mod large;
mod ways;

use firmino_link::sandbox::{
    Article, ArticleKind, Customer, FIRMINO_LOGIN, FIRMINO_PASSWORD, World,
};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::shop::{Out, Shop, world};

/// A shop whose profile names the sandbox's Firmino, with what `fill` puts there.
fn shop(fill: impl FnOnce(&mut World)) -> Shop {
    with_table("", fill)
}

fn with_table(lines: &str, fill: impl FnOnce(&mut World)) -> Shop {
    let mut world = world([]);
    fill(&mut world);
    let shop = Shop::open(world).with(|profile| profile);
    let table = format!(
        "[firmino]\napi_url = \"{}\"\n{lines}\n",
        shop.sandbox.firmino_url()
    );
    shop.desk
        .write("shop.toml", &(shop.profile().text() + &table));
    shop.desk.write(
        "shop.firmino",
        &format!("{FIRMINO_LOGIN}\n{FIRMINO_PASSWORD}\n"),
    );
    shop
}

fn article(code: &str, name: &str) -> Article {
    Article {
        code: code.into(),
        name: name.into(),
        price_gross: Decimal::new(1230, 2),
        price_net: Decimal::new(1000, 2),
        ..Article::default()
    }
}

fn customer(short: &str, full: &str, tin: &str) -> Customer {
    Customer {
        short_name: short.into(),
        full_name: full.into(),
        tin: tin.into(),
        street: "Krótka".into(),
        house_no: "3".into(),
        post_code: "65-001".into(),
        locality: "Zielona Góra".into(),
        ..Customer::default()
    }
}

impl Shop {
    fn pull(&self, args: &[&str]) -> Out {
        let all = ["mirror", "pull"].iter().chain(args).chain(&["--json"]);
        self.desk.run(all)
    }

    fn import(&self, csv: &str) {
        self.desk.write("cards.csv", csv);
        let _ = self
            .desk
            .run(["mirror", "import", "products", "cards.csv"])
            .exits(0);
    }

    /// The cards, as `mirror export products` has them: sku, name, vat, price_gross.
    fn cards(&self) -> Vec<[String; 4]> {
        let db = rusqlite::Connection::open(self.desk.mirror()).expect("opened");
        let mut all = db
            .prepare("SELECT coalesce(sku, '-'), name, coalesce(rate, '-') || ' ' || rate_from, coalesce(price, '-') FROM cards ORDER BY id")
            .expect("a query");
        let rows = all.query_map([], |row| {
            Ok([
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get::<_, rusqlite::types::Value>(3)?.into_text(),
            ])
        });
        rows.expect("rows").map(|row| row.expect("a row")).collect()
    }
}

trait IntoText {
    fn into_text(self) -> String;
}

impl IntoText for rusqlite::types::Value {
    fn into_text(self) -> String {
        match self {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text,
            other => format!("{other:?}"),
        }
    }
}

fn tally(out: &Out, list: &str) -> Vec<(String, i64)> {
    let json = out.json();
    let counts = json["pull"][list]
        .as_object()
        .unwrap_or_else(|| panic!("{out:?}"))
        .clone();
    let counts = counts
        .into_iter()
        .filter_map(|(name, n)| Some((name, n.as_i64()?)));
    counts.filter(|(_, n)| *n != 0).collect()
}

fn counts(pairs: &[(&str, i64)]) -> Vec<(String, i64)> {
    let mut all: Vec<_> = pairs
        .iter()
        .map(|(name, n)| ((*name).to_owned(), *n))
        .collect();
    all.sort();
    all
}

fn problems(out: &Out) -> Vec<(String, bool)> {
    let json = out.json();
    let all = json["pull"]["problems"].as_array().expect("a list");
    all.iter()
        .map(|one| {
            let text = |key: &str| one[key].as_str().expect("a text").to_owned();
            assert!(!text("message").is_empty() && !text("fix").is_empty());
            (text("code"), one["new"] == Value::Bool(true))
        })
        .collect()
}

#[test]
fn articles_are_linked_by_code_then_by_name_or_become_new_cards() {
    let shop = shop(|world| {
        for one in [
            article("KUB", "Kubek w Firmino"),
            article("NOWY", "Miska"),
            article("TAL", "Talerz @{doc_year}"),
            article("SOL-1", "Solniczka"),
            article("SOL-2", "Solniczka"),
            Article {
                kind: ArticleKind::Service,
                ..article("DOST", "Dostawa")
            },
            Article {
                vat_rate: "npue".into(),
                price_gross: Decimal::ZERO,
                price_net: Decimal::ZERO,
                ..article("ZERO", "Bez ceny")
            },
        ] {
            world.firmino.put_article(one);
        }
    });
    shop.import(
        "sku,name,vat\nKUB,Kubek,8\n,Miska,23\n,Solniczka,23\nINNY,Talerz @{doc_year},23\n",
    );
    let out = shop.pull(&["articles"]).exits(3);
    assert_eq!(
        tally(&out, "articles"),
        counts(&[
            ("seen", 7),
            ("linked", 3),
            ("created", 1),
            ("conflicts", 2),
            ("services", 1)
        ])
    );
    assert_eq!(out.json()["pull"]["complete"], true);
    assert_eq!(out.json()["pull"]["customers"], Value::Null);
    let mut told = problems(&out);
    told.sort();
    let new = |code: &str| (code.to_owned(), true);
    assert_eq!(
        told,
        [
            new("firmino.code-differs"),
            new("firmino.name-twice-there"),
            new("firmino.name-twice-there"),
            new("firmino.rate-unknown")
        ]
    );
    let card =
        |sku: &str, name: &str, vat: &str, price: &str| [sku, name, vat, price].map(str::to_owned);
    assert_eq!(
        shop.cards(),
        [
            card("KUB", "Kubek w Firmino", "23 import", "1230"),
            card("NOWY", "Miska", "23 import", "1230"),
            card("-", "Solniczka", "23 import", "-"),
            card("INNY", "Talerz @{doc_year}", "23 import", "1230"),
            card("ZERO", "Bez ceny", "- import", "-"),
        ]
    );

    // Nothing changed there: nothing changes here, and nothing is new for a person.
    let before = shop.cards();
    let out = shop.pull(&["articles"]).exits(0);
    assert_eq!(
        tally(&out, "articles"),
        counts(&[
            ("seen", 7),
            ("unchanged", 4),
            ("conflicts", 2),
            ("services", 1)
        ])
    );
    assert!(problems(&out).iter().all(|(_, new)| !new), "{out:?}");
    assert_eq!(shop.cards(), before);
}

#[test]
fn a_known_card_takes_what_changed_in_firmino_and_nothing_else() {
    let shop = shop(|world| {
        world.firmino.put_article(article("KUB", "Kubek"));
        world.firmino.put_article(article("MIS", "Miska"));
    });
    let _ = shop.pull(&["articles"]).exits(0);
    shop.import("sku,name,vat\nKUB,Kubek po naszemu,8\n");
    shop.sandbox.with(|world| {
        let mut changed = world.firmino.article("KUB").expect("there").clone();
        changed.price_gross = Decimal::new(2000, 2);
        changed.code = "KUB-2".into();
        world.firmino.put_article(changed);
    });
    let out = shop.pull(&["articles"]).exits(0);
    assert_eq!(
        tally(&out, "articles"),
        counts(&[("seen", 2), ("updated", 1), ("unchanged", 1)])
    );
    let [kubek, _] = shop.cards().try_into().expect("two cards");
    assert_eq!(
        kubek,
        ["KUB-2", "Kubek po naszemu", "8 import", "2000"].map(str::to_owned)
    );
}

#[test]
fn customers_are_linked_by_nip_then_by_name_and_address() {
    let shop = shop(|world| {
        for one in [
            customer("PROBNA", "Próbna Hurtownia sp. z o.o.", "123-456-32-18"),
            customer("JAN", "Jan Kowalski", ""),
            customer("JAN2", "Jan Kowalski", ""),
            customer("X1", "Iks", "1111111111"),
            customer("X2", "Iks oddział", "1111111111"),
        ] {
            world.firmino.put_customer(one);
        }
    });
    let out = shop.pull(&["customers"]).exits(3);
    assert_eq!(
        tally(&out, "customers"),
        counts(&[("seen", 5), ("created", 3), ("conflicts", 2)])
    );
    assert_eq!(
        problems(&out)
            .iter()
            .filter(|(code, _)| code == "firmino.nip-twice-there")
            .count(),
        2
    );
    let out = shop.desk.run(["contractors", "list", "--json"]).exits(0);
    let rows = out.json()["contractors"]
        .as_array()
        .expect("a list")
        .clone();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0]["nip"], "1234563218");

    shop.sandbox.with(|world| {
        let mut jan = world
            .firmino
            .customers()
            .find(|one| one.short_name == "JAN")
            .expect("there")
            .clone();
        jan.full_name = "Jan Nowak".into();
        world.firmino.put_customer(jan);
    });
    let out = shop.pull(&["customers"]).exits(0);
    assert_eq!(
        tally(&out, "customers"),
        counts(&[
            ("seen", 5),
            ("updated", 1),
            ("unchanged", 2),
            ("conflicts", 2)
        ])
    );
    let out = shop.desk.run(["contractors", "list", "--json"]).exits(0);
    assert!(out.stdout.contains("Jan Nowak"), "{out:?}");
}

#[test]
fn requests_are_counted_over_commands_and_a_spent_day_ends_with_75() {
    let shop = with_table("requests_per_day = 5", |world| {
        world.firmino.put_article(article("KUB", "Kubek"));
        world
            .firmino
            .put_customer(customer("JAN", "Jan Kowalski", ""));
    });
    let out = shop.pull(&[]).exits(0);
    assert_eq!(out.number("/pull/requests/used_now"), 4);
    // A rehearsal sends requests like any other.
    let before = shop.cards();
    let out = shop.pull(&["--dry-run"]).exits(75);
    assert_eq!(out.number("/pull/requests/used_today"), 5);
    assert_eq!(out.json()["error"]["code"], "firmino.budget-spent");
    assert_eq!(out.json()["pull"]["complete"], false);
    assert_eq!(shop.cards(), before);
    let out = shop.pull(&[]).exits(75);
    assert_eq!(out.number("/pull/requests/used_now"), 0);
    assert!(out.stderr.contains("tomorrow"), "{out:?}");
    assert_eq!(
        shop.sandbox.with(|world| world.firmino.log().calls().len()),
        5
    );
}

#[test]
fn firmino_s_own_limit_ends_the_day() {
    let shop = shop(|world| {
        world.firmino.put_article(article("KUB", "Kubek"));
        world.firmino.daily_limit = Some(1);
    });
    let out = shop.pull(&["articles"]).exits(75);
    assert_eq!(out.json()["error"]["code"], "firmino.budget-spent");
    shop.sandbox.with(|world| world.firmino.clear_log());
    let _ = shop.pull(&["articles"]).exits(75);
    assert_eq!(
        shop.sandbox.with(|world| world.firmino.log().calls().len()),
        0,
        "nothing more is sent that day"
    );
}

#[test]
fn an_empty_list_where_there_were_many_changes_nothing() {
    let shop = shop(|world| {
        for n in 0..6 {
            world
                .firmino
                .put_article(article(&format!("K{n}"), &format!("Kubek {n}")));
        }
    });
    let _ = shop.pull(&["articles"]).exits(0);
    let before = shop.cards();
    let empty = shop_url_of_an_empty_account();
    let text = std::fs::read_to_string(shop.desk.path("shop.toml")).expect("read");
    shop.desk.write(
        "shop.toml",
        &text.replace(&shop.sandbox.firmino_url(), &empty.sandbox.firmino_url()),
    );
    let out = shop.pull(&["articles"]).exits(5);
    assert_eq!(out.error().0, "firmino.empty");
    assert_eq!(shop.cards(), before);
    // Another account's ids are not taken for these.
    empty.sandbox.with(|world| {
        world
            .firmino
            .put_article(article("INNE", "Coś zupełnie innego"));
    });
    let out = shop.pull(&["articles"]).exits(78);
    assert_eq!(out.error().0, "firmino.other-account");
    assert_eq!(shop.cards(), before);
}

fn shop_url_of_an_empty_account() -> Shop {
    shop(|_| {})
}

#[test]
fn wrong_or_missing_logins_are_told_without_them() {
    let shop = shop(|_| {});
    shop.desk
        .write("shop.firmino", "sklep@sandbox.example\nCANARY-1\n");
    let out = shop.pull(&[]).exits(4);
    assert_eq!(out.json()["error"]["code"], "firmino.login-refused");
    assert!(!format!("{out:?}").contains("CANARY"), "{out:?}");
    std::fs::remove_file(shop.desk.path("shop.firmino")).expect("removed");
    let out = shop.pull(&[]).exits(78);
    assert_eq!(out.error().0, "firmino.login");
    shop.desk.write("shop.toml", &shop.profile().text());
    let out = shop.pull(&[]).exits(78);
    assert_eq!(out.error().0, "profile.firmino");
}

#[test]
fn faults_of_the_network_are_ridden_out_or_end_with_75() {
    let shop = shop(|world| {
        world.firmino.put_article(article("KUB", "Kubek"));
        world
            .plan("firmino:articles/find:1=reset-before")
            .expect("a plan");
    });
    let out = shop.pull(&["articles"]).exits(0);
    assert_eq!(
        tally(&out, "articles"),
        counts(&[("seen", 1), ("created", 1)])
    );
    assert_eq!(out.number("/pull/requests/used_now"), 3);
}

#[test]
fn a_limited_pull_takes_so_many_and_says_that_it_is_a_part() {
    let shop = shop(|world| {
        for n in 0..6 {
            world
                .firmino
                .put_article(article(&format!("K{n}"), &format!("Kubek {n}")));
        }
    });
    let out = shop.pull(&["articles", "--limit", "2"]).exits(0);
    assert_eq!(
        tally(&out, "articles"),
        counts(&[("seen", 2), ("created", 2)])
    );
    assert_eq!(out.json()["pull"]["complete"], false);
    let out = shop.desk.run(["mirror", "pull", "articles"]).exits(0);
    assert!(
        out.stdout.contains("Reading from Firmino") && out.stdout.contains("today 3 of 450"),
        "{out:?}"
    );
    assert_eq!(shop.cards().len(), 6);
}
