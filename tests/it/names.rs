//! Must-hold c: people and goods that look alike (requirements.md 40–48, pains.md P20–P21).

use firmino_link::sandbox::Order;

use crate::shop::status::PAID;
use crate::shop::{Desk, Shop, order, world};

fn named(id: u64, name: &str, city: &str) -> Order {
    let mut order = order(id, PAID, 100 - i64::try_from(id).expect("small"));
    order.delivery_fullname = name.into();
    order.delivery_city = city.into();
    order.delivery_postcode = format!("9{id}-001");
    order
}

fn firm(id: u64, name: &str, nip: &str) -> Order {
    let mut order = named(id, "Anna Próbna", "Łódź");
    order.invoice_company = name.into();
    order.invoice_fullname = "Anna Próbna".into();
    order.invoice_address = "ul. Krótka 3".into();
    order.invoice_postcode = "90-001".into();
    order.invoice_city = "Łódź".into();
    order.invoice_nip = nip.into();
    order
}

fn goods(id: u64, product: &str, sku: &str, name: &str) -> Order {
    let mut order = order(id, PAID, 100 - i64::try_from(id).expect("small"));
    let line = &mut order.products[0];
    (line.product_id, line.sku, line.name) = (product.into(), sku.into(), name.into());
    order
}

/// Numbers of one column of a table.
fn column(desk: &Desk, query: &str) -> Vec<Option<i64>> {
    let db = rusqlite::Connection::open(desk.mirror()).expect("opened");
    let mut all = db.prepare(query).expect("a query");
    let rows = all.query_map([], |row| row.get(0)).expect("rows");
    rows.map(|row| row.expect("a number")).collect()
}

fn contractors(desk: &Desk) -> Vec<Option<i64>> {
    column(desk, "SELECT contractor FROM orders ORDER BY order_id")
}

fn cards(desk: &Desk) -> Vec<Option<i64>> {
    column(
        desk,
        "SELECT l.card FROM order_lines l JOIN orders o ON o.key = l.order_key ORDER BY o.order_id",
    )
}

#[test]
fn two_people_of_one_name_are_two_and_a_firm_is_known_by_its_nip() {
    let shop = Shop::open(world([
        named(1, "Jan Kowalski", "Łódź"),
        named(2, "Jan Kowalski", "Kraków"),
        named(3, "Jan  Kowalski", "ŁÓDŹ"),
        firm(4, "Firma Próbna sp. z o.o.", "1234563218"),
        firm(5, "FIRMA PRÓBNA SPÓŁKA Z O.O.", "PL 123-456-32-18"),
        firm(6, "Firma Próbna sp. z o.o.", "1111111111"),
    ]));
    // The third lives where the first does, with the first's postcode.
    shop.sandbox
        .with(|world| world.edit_order(3, |order| order.delivery_postcode = "91-001".into()));
    let _ = shop.sync().exits(0);
    let found = contractors(&shop.desk);
    assert_eq!(found[0], found[2]);
    assert_ne!(found[0], found[1]);
    assert_eq!(found[3], found[4]);
    assert_ne!(found[3], found[5]);
    // The card keeps the name under which it was made.
    assert!(
        !shop
            .desk
            .dump()
            .contains("contractors: Integer(4) | Text(\"FIRMA")
    );
}

#[test]
fn goods_of_one_sku_or_name_are_one_and_empty_never_equals_empty() {
    let nfd = "Ło\u{301}z\u{307}ko dębowe";
    let nfc = "Łóżko dębowe";
    let shop = Shop::open(world([
        goods(1, "", "", nfd),
        goods(2, "", "", &format!(" {nfc} ")),
        goods(3, "", "", "Lozko debowe"),
        goods(4, "", "K-1", "Kubek"),
        goods(5, "", "K-1", "Kubek nowy"),
        goods(6, "", "k-1", "Kubek inny"),
        goods(7, "", "", "Pościel"),
    ]));
    let _ = shop.sync().exits(0);
    let found = cards(&shop.desk);
    assert_eq!(found[0], found[1], "one name, composed or not");
    assert_ne!(found[0], found[2], "Polish letters are not folded");
    assert_eq!(found[3], found[4], "one SKU under two names");
    assert_ne!(found[3], found[5], "SKUs are compared exactly");
    assert_ne!(found[6], found[0], "no SKU is no key");
    // A second pass makes nothing.
    let before = shop.desk.dump();
    let full = shop.desk.run(["sync", "orders", "--full", "--json"]);
    assert_eq!(full.exits(0).number("/products/created_here"), 0);
    assert_eq!(shop.desk.dump(), before);
}

#[test]
fn two_cards_of_one_sku_are_a_conflict_and_nothing_is_linked() {
    let shop = Shop::open(world([goods(1, "", "D-1", "Donica")]));
    let _ = shop.sync().exits(0);
    let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
    db.execute_batch(
        "INSERT INTO cards (sku, name, name_key, unit, rate_from, origin, made_at)
         VALUES ('D-1', 'Donica druga', 'Donica druga', 'szt.', 'import', 'import', 0)",
    )
    .expect("added");
    shop.sandbox
        .with(|world| world.put_order(goods(2, "", "D-1", "Donica")));
    let out = shop.sync().exits(3);
    assert_eq!(out.problems(), ["line.card-conflict"]);
    assert_eq!(out.number("/products/conflicts"), 1);
    let message = out.json()["problems"][0]["message"].to_string();
    assert!(message.contains("1, 2"), "both cards are named: {message}");
    assert_eq!(cards(&shop.desk)[1], None);
    assert_eq!(shop.desk.documents().len(), 1);
}
