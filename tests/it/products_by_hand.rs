//! `products …`: what a person sees and decides of cards and BaseLinker's products, without token and network.

mod export;
mod link;
mod list;
mod passes;

use rusqlite::Connection;
use serde_json::Value;

use crate::shop::{Desk, Out, Shop, world};

/// A shop without token, and a mirror with these cards and products:
///
/// | card | SKU | name | product |
/// |---|---|---|---|
/// | 1 | `KUB` | Kubek | 5001, by an order line |
/// | 2 | `DUB` | Talerz | |
/// | 3 | `DUB` | Talerz głęboki | |
/// | 4 | | Łyżka | |
/// | 5 | `2` | Widelec | |
///
/// 5001 Kubek `KUB`; 5002 Talerz `DUB`; 5003 a parent with the variants 5031 and 5032; 5004 is gone.
fn shop() -> Shop {
    let shop = Shop::open(world([]));
    std::fs::remove_file(shop.desk.path("shop.token")).expect("removed");
    std::fs::write(
        shop.desk.path("first.csv"),
        "sku;name\nKUB;Kubek\nA;Talerz\nB;Talerz głęboki\n;Łyżka\n2;Widelec\n",
    )
    .expect("written");
    let _ = run(&shop.desk, &["mirror", "import", "products", "first.csv"]).exits(0);
    let product = |id: i64, parent: &str, sku: &str, name: &str, role: &str, gone: &str| {
        format!(
            "INSERT INTO catalogue (product, parent, sku, name, name_key, role, row_hash, stale, agreed, read_on, gone_at)
             VALUES ({id}, {parent}, nullif('{sku}', ''), '{name}', '{name}', '{role}', 'x', 0, '{{\"name\":\"{name}\"}}', '2026-11-01', {gone});"
        )
    };
    let rows = [
        product(5001, "NULL", "KUB", "Kubek", "plain", "NULL"),
        product(5002, "NULL", "DUB", "Talerz", "plain", "NULL"),
        product(5003, "NULL", "", "Miska", "parent", "NULL"),
        product(5031, "5003", "MIS-1", "Miska mała", "plain", "NULL"),
        product(5032, "5003", "MIS-2", "Miska duża", "plain", "NULL"),
        product(5004, "NULL", "OLD", "Dzbanek", "plain", "1790000000"),
    ];
    change(&shop.desk, &rows.concat());
    change(
        &shop.desk,
        "UPDATE cards SET sku = 'DUB' WHERE id IN (2, 3);
         INSERT INTO product_links (product, card, by, made_at) VALUES (5001, 1, 'link', 1774745999);",
    );
    shop
}

fn run(desk: &Desk, args: &[&str]) -> Out {
    desk.run([args, &["--lang", "en"]].concat())
}

fn json(desk: &Desk, args: &[&str]) -> Value {
    run(desk, &[args, &["--json"]].concat()).exits(0).json()
}

fn change(desk: &Desk, sql: &str) {
    let db = Connection::open(desk.mirror()).expect("opened");
    db.execute_batch(sql).expect("changed");
}

fn conflict(desk: &Desk, product: i64, card: i64, what: &str, sides: [Option<&str>; 3]) {
    let db = Connection::open(desk.mirror()).expect("opened");
    let [last, here, there] = sides;
    db.execute(
        "INSERT INTO conflicts (product, card, what, last, here, there, found_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1)",
        rusqlite::params![product, card, what, last, here, there],
    )
    .expect("added");
}

/// Rows of a query of whole numbers and texts, as `1 a|2 b`.
fn rows(desk: &Desk, sql: &str) -> String {
    let db = Connection::open(desk.mirror()).expect("opened");
    let mut query = db.prepare(sql).expect("a query");
    let width = query.column_count();
    let value = |value| match value {
        rusqlite::types::Value::Null => "-".to_owned(),
        rusqlite::types::Value::Integer(n) => n.to_string(),
        rusqlite::types::Value::Text(text) => text,
        other => panic!("{other:?}"),
    };
    let row = |row: &rusqlite::Row<'_>| {
        let cells: Result<Vec<String>, _> = (0..width).map(|n| row.get(n).map(value)).collect();
        Ok(cells?.join(" "))
    };
    let all = query.query_map([], row).expect("rows");
    let all: Vec<String> = all.map(|row| row.expect("a row")).collect();
    all.join("|")
}
