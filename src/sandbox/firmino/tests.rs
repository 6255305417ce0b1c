//! The account by its API, without a wire.

mod articles;
mod customers;
mod documents;
mod end_documents;
mod envelope;
mod fields;
mod find;
mod http;
mod limit;
mod own_names;
mod read_back;
mod sums;
mod told;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{BASE, FIRMINO_LOGIN, FIRMINO_PASSWORD, FirminoCall};
use crate::sandbox::{Answer, Delivery, FirminoUnknowns, World};

/// 2026-11-18, 12:06:40 in Warsaw.
const NOW: i64 = 1_795_000_000;

/// A world and a caller who knows the password.
struct Bench {
    world: World,
}

impl Bench {
    fn new() -> Self {
        Self {
            world: World::new(1, NOW),
        }
    }

    /// A world in which some unknowns are set.
    fn with(set: impl FnOnce(&mut FirminoUnknowns)) -> Self {
        let mut bench = Self::new();
        bench.change(set);
        bench
    }

    fn change(&mut self, set: impl FnOnce(&mut FirminoUnknowns)) {
        let mut unknowns = self.world.unknowns();
        set(&mut unknowns.firmino);
        self.world.set_unknowns(unknowns);
    }

    fn deliver(&mut self, path: &str, body: &Value) -> Delivery {
        let (path, body) = (format!("{BASE}{path}"), body.to_string());
        self.world.receive_firmino(&FirminoCall {
            verb: "POST",
            path: &path,
            authorization: Some(&basic(FIRMINO_LOGIN, FIRMINO_PASSWORD)),
            content_type: "application/json",
            body: body.as_bytes(),
            ..FirminoCall::default()
        })
    }

    fn answer(&mut self, path: &str, body: &Value) -> Answer {
        match self.deliver(path, body) {
            Delivery::Answer(answer) => answer,
            other => panic!("no answer: {other:?}"),
        }
    }

    /// `response` of a call that succeeds.
    fn ok(&mut self, path: &str, body: &Value) -> Value {
        let answer = self.answer(path, body);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        let mut envelope: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(envelope["success"], true, "{path} {body}: {envelope}");
        envelope["response"].take()
    }

    /// The text of a call that is refused.
    fn refused(&mut self, path: &str, body: &Value) -> String {
        let answer = self.answer(path, body);
        let envelope: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(envelope["success"], false, "{path} {body}: {envelope}");
        envelope["response"].as_str().unwrap().to_owned()
    }

    /// Adds something and answers its id.
    fn add(&mut self, resource: &str, body: &Value) -> u64 {
        let added = self.ok(&format!("{resource}/add"), body);
        added["id"].as_u64().unwrap()
    }

    fn customer(&mut self, short_name: &str) -> u64 {
        self.add("customers", &customer(short_name))
    }

    fn article(&mut self, code: &str, quantity: &str) -> u64 {
        let body = json!({"code": code, "name": format!("Towar {code}"), "quantity": quantity,
            "priceNet": "10.00", "priceGross": "12.30"});
        self.add("articles", &body)
    }

    fn quantity(&self, code: &str) -> String {
        let article = self.world.firmino.article(code).unwrap();
        article.quantity.normalize().to_string()
    }
}

fn basic(login: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{login}:{password}")))
}

fn customer(short_name: &str) -> Value {
    json!({"fullName": "Anna Próbna", "shortName": short_name, "locality": "Łódź"})
}

/// A document for a customer, gross, with lines of `(article, price, quantity)` at 23 %.
fn document(customer: u64, lines: &[(Option<u64>, &str, &str)]) -> Value {
    let items: Vec<Value> = lines
        .iter()
        .map(|(article, price, quantity)| {
            json!({"idArticle": article, "name": "Kubek", "unit": "szt", "vatRate": "23",
                "price": price, "quantity": quantity})
        })
        .collect();
    json!({"documentDate": "2026-11-18", "saleDate": "2026-11-18", "priceType": "gross",
        "customer": {"id": customer}, "items": items, "payment": {"method": "transfer"}})
}

/// A body with one field changed.
fn but(body: &Value, name: &str, value: Value) -> Value {
    let mut changed = body.clone();
    changed[name] = value;
    changed
}
