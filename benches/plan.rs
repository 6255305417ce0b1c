//! The pure work per order: `cargo bench --bench plan`.

use std::convert::Infallible;

use divan::Bencher;
use firmino_link::domain::order::Order;
use firmino_link::sync::orders::walk::{Head, PAGE, Pages, Query, Walk};

fn main() {
    divan::main();
}

fn order() -> Order {
    let line = |id: i64| {
        serde_json::json!({"id": id, "product": 560_012, "name": "Kubek 300 ml", "sku": "KUB-300", "ean": "5900000000015",
            "price": "39.99", "rate": "23", "quantity": 3, "warehouse": "bl_8801"})
    };
    let place = serde_json::json!({"name": "Anna Próbna", "company": "", "street": "ul. Krótka 3", "postcode": "90-001",
        "city": "Łódź", "country": "PL"});
    serde_json::from_value(serde_json::json!({
        "id": 1, "identity": {"date_add": 5, "source": "shop", "source_id": 1, "external": "a-1"}, "status": 2,
        "confirmed_at": 1_788_000_300, "currency": "PLN", "payment_method": "PayU", "cash_on_delivery": false,
        "paid": "134.96", "email": "x7@example.com", "phone": "", "delivery": place, "delivery_method": "Kurier",
        "delivery_price": "14.99", "invoice": place, "tax_id": "", "want_invoice": false, "lines": [line(1), line(2), line(3)],
        "odd": []
    }))
    .expect("an order")
}

#[divan::bench]
fn content_hash(bencher: Bencher<'_, '_>) {
    let order = order();
    bencher.bench_local(|| divan::black_box(&order).content_hash());
}

#[divan::bench]
fn from_the_stage(bencher: Bencher<'_, '_>) {
    let text = serde_json::to_string(&order()).expect("serialised");
    bencher.bench_local(|| serde_json::from_str::<Order>(divan::black_box(&text)));
}

struct Account(Vec<Head>);

impl Pages for Account {
    type Error = Infallible;

    fn page(&mut self, query: &Query) -> Result<Vec<Head>, Infallible> {
        let from = query.from.unwrap_or(0);
        let start = self.0.partition_point(|head| head.confirmed_at < from);
        Ok(self.0[start..].iter().take(PAGE).copied().collect())
    }

    fn statuses(&mut self) -> Result<Vec<i64>, Infallible> {
        Ok(Vec::new())
    }

    fn sources(&mut self) -> Result<Vec<(String, i64)>, Infallible> {
        Ok(Vec::new())
    }
}

#[divan::bench]
fn walk_over_10_000(bencher: Bencher<'_, '_>) {
    let heads = (1..=10_000)
        .map(|id| Head {
            id,
            confirmed_at: id * 7,
        })
        .collect();
    let mut account = Account(heads);
    bencher.bench_local(|| Walk::from(0).leg(&mut account, usize::MAX));
}
