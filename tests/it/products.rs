//! The products pass in each of its three types (requirements.md 35–50).

mod kills;
mod pull;
mod push;
mod quirks;
mod rows;

use firmino_link::sandbox::{Product, World};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::shop::{Desk, Out, Shop, now};

const DETAL: u64 = 4401;

/// A product at 23 % with a price.
fn product(id: u64, sku: &str, name: &str, price: &str) -> Product {
    Product {
        id,
        sku: sku.into(),
        name: name.into(),
        tax_rate: Decimal::from(23),
        prices: [(DETAL, price.parse().expect("a price"))].into(),
        ..Product::default()
    }
}

/// A shop with these products and this source.
fn shop(source: &str, products: impl IntoIterator<Item = Product>) -> Shop {
    let mut world = World::new(1, now());
    for product in products {
        world.put_product(product);
    }
    Shop::open(world).with(|mut profile| {
        profile.head = profile
            .head
            .replace("[\"orders\"]", "[\"orders\", \"products\"]");
        profile.rest += &format!("[products]\nsource = \"{source}\"\n");
        profile
    })
}

fn sync(shop: &Shop, more: &[&str]) -> Out {
    let args = ["sync", "products", "--json"].iter().chain(more);
    shop.desk.run(args)
}

/// Cards from a CSV.
fn import(desk: &Desk, csv: &str) {
    desk.write("cards.csv", csv);
    let _ = desk
        .run(["mirror", "import", "products", "cards.csv"])
        .exits(0);
}

/// A card: SKU, name, price in grosze, product.
type Card = (Option<String>, String, Option<i64>, Option<i64>);

/// Cards by id.
fn cards(desk: &Desk) -> Vec<Card> {
    let db = rusqlite::Connection::open(desk.mirror()).expect("opened");
    let mut all = db
        .prepare("SELECT c.sku, c.name, c.price, l.product FROM cards c LEFT JOIN product_links l ON l.card = c.id ORDER BY c.id")
        .expect("a query");
    let rows = all.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    });
    rows.expect("rows").map(|row| row.expect("a row")).collect()
}

/// Calls that write something in BaseLinker.
fn writes(shop: &Shop) -> usize {
    shop.sandbox.with(|world| {
        let log = world.log();
        [
            "addInventoryProduct",
            "updateInventoryProductsPrices",
            "updateInventoryProductsStock",
            "addInventoryCategory",
            "addInventoryManufacturer",
        ]
        .iter()
        .map(|method| log.count(method))
        .sum()
    })
}

fn calls(shop: &Shop, method: &str) -> usize {
    shop.sandbox.with(|world| world.log().count(method))
}

fn count(out: &Out, key: &str) -> i64 {
    out.number(&format!("/products/{key}"))
}

fn messages(out: &Out) -> Vec<String> {
    let json = out.json();
    let problems = json["problems"].as_array().expect("a list");
    let text = |problem: &Value| problem["message"].as_str().expect("a text").to_owned();
    problems.iter().map(text).collect()
}
