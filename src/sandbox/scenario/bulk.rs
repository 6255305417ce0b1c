//! Many simple paid orders, for measurements and for the borders of paging.

use rust_decimal::Decimal;

use super::account::PAID;
use crate::sandbox::catalog::DEFAULT_PRICE_GROUP;
use crate::sandbox::order::{Order, OrderLine};
use crate::sandbox::product::Product;
use crate::sandbox::random::Random;
use crate::sandbox::world::World;

/// How many orders, and how they lie in time. Ids count from 1 in order of confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bulk {
    /// Number of orders.
    pub orders: u64,
    /// How many of them share one second, in the middle.
    pub together: u64,
    /// Length of time, ending a minute before `now`, over which the others are spread evenly; seconds.
    pub over: i64,
    /// How many of a thousand are confirmed up to an hour later than their neighbours, so that ids and
    /// times do not ascend together.
    pub late_per_mille: u64,
}

impl Bulk {
    /// So many orders spread over three days, none in the second of another as long as there is room.
    pub fn spread(orders: u64) -> Self {
        Self {
            orders,
            together: 0,
            over: 3 * 86_400,
            late_per_mille: 0,
        }
    }

    /// As [`Bulk::spread`], with so many of them in one second.
    pub fn with_together(orders: u64, together: u64) -> Self {
        Self {
            together,
            ..Self::spread(orders)
        }
    }
}

const PRODUCTS: u64 = 50;
const NAMES: [&str; 6] = [
    "Anna Próbna",
    "Jan Przykładny",
    "Łucja Żółć",
    "Piotr Testowy",
    "Zofia Wzorcowa",
    "Święcisław Ćma",
];
const CITIES: [(&str, &str); 4] = [
    ("90-001", "Łódź"),
    ("00-001", "Warszawa"),
    ("65-001", "Zielona Góra"),
    ("31-001", "Kraków"),
];

impl World {
    /// An account with 50 products and many simple paid orders of one to three lines.
    pub fn bulk(seed: u64, now: i64, bulk: &Bulk) -> Self {
        let mut world = Self::new(seed, now);
        for number in 1..=PRODUCTS {
            let product = product(number);
            world.products.insert(product.id, product);
        }
        let mut random = Random::stream(seed, 0x6275_6c6b);
        for number in 1..=bulk.orders {
            let mut order = order(number, &mut random);
            order.date_confirmed = bulk.second(number, now, &mut random);
            order.date_add = order.date_confirmed - 60;
            world.put_order(order.paid());
        }
        world
    }
}

impl Bulk {
    fn second(&self, number: u64, now: i64, random: &mut Random) -> i64 {
        let last = now - 60;
        let first = last - self.over;
        let apart = self.orders.saturating_sub(self.together);
        let before = apart / 2;
        let at = |place: u64| {
            let place = i64::try_from(place).unwrap_or(0);
            let places = i64::try_from(apart).unwrap_or(1).max(1);
            first + place * self.over / places
        };
        if number > before && number <= before + self.together {
            return at(before);
        }
        let place = if number <= before {
            number - 1
        } else {
            number - self.together
        };
        let delay = if random.chance(self.late_per_mille) {
            i64::try_from(random.below(3600)).unwrap_or(0)
        } else {
            0
        };
        (at(place) + delay).min(last)
    }
}

fn product(number: u64) -> Product {
    let rate = [23, 23, 23, 8, 5][usize::try_from(number % 5).unwrap_or(0)];
    let price = Decimal::new(999 + 250 * i64::try_from(number).unwrap_or(0), 2);
    Product {
        id: 570_000 + number,
        sku: format!("B-{number:03}"),
        name: format!("Towar {number:03}"),
        tax_rate: Decimal::from(rate),
        prices: [(DEFAULT_PRICE_GROUP, price)].into(),
        stock: [("bl_8801".to_owned(), 100_000), ("bl_8802".to_owned(), 0)].into(),
        ..Product::default()
    }
}

fn order(number: u64, random: &mut Random) -> Order {
    let name = random.pick(&NAMES);
    let (postcode, city) = random.pick(&CITIES);
    let lines = 1 + random.below(3);
    Order {
        order_id: number,
        order_source: "shop".into(),
        order_source_id: 2334,
        shop_order_id: i64::try_from(number).unwrap_or(0),
        order_status_id: PAID,
        payment_method: "PayU".into(),
        email: format!("kupujacy{number}@example.com"),
        delivery_method: "Kurier".into(),
        delivery_price: random.pick(&[Decimal::ZERO, Decimal::new(1299, 2), Decimal::new(1499, 2)]),
        delivery_fullname: name.into(),
        // Nobody of them buys twice: a second basket like the first would be held as a possible duplicate.
        delivery_address: format!("ul. Krótka {number}"),
        delivery_postcode: postcode.into(),
        delivery_city: city.into(),
        products: (0..lines).map(|_| line(random)).collect(),
        ..Order::default()
    }
}

fn line(random: &mut Random) -> OrderLine {
    let product = product(1 + random.below(PRODUCTS));
    OrderLine {
        product_id: product.id.to_string(),
        name: product.name,
        sku: product.sku,
        price_brutto: product.prices[&DEFAULT_PRICE_GROUP],
        tax_rate: product.tax_rate,
        quantity: 1 + i64::try_from(random.below(3)).unwrap_or(0),
        ..OrderLine::default()
    }
}
