//! Many simple articles and customers, for measurements and for the borders of `find`.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::account::Firmino;
use super::article::Article;
use super::customer::Customer;

/// How many to generate. Articles have the codes `GEN-00001` …, customers the short names `GEN-00001` ….
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FirminoBulk {
    /// Articles.
    pub articles: u32,
    /// Customers.
    pub customers: u32,
}

impl FirminoBulk {
    /// Nothing is generated.
    pub(crate) fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl Firmino {
    /// Adds generated articles and customers, the same ones for the same numbers.
    pub fn generate(&mut self, bulk: FirminoBulk) {
        for number in 1..=bulk.articles {
            let price_gross = Decimal::new(i64::from(number % 500) * 100 + 99, 2);
            self.put_article(Article {
                name: format!("Towar próbny {number}"),
                code: format!("GEN-{number:05}"),
                price_gross,
                price_net: price_gross - super::money::tax_within(price_gross, "23"),
                quantity: Decimal::from(number % 40),
                ..Article::default()
            });
        }
        for number in 1..=bulk.customers {
            self.put_customer(Customer {
                full_name: format!("Klient Próbny {number}"),
                short_name: format!("GEN-{number:05}"),
                post_code: "65-001".into(),
                locality: "Zielona Góra".into(),
                email: format!("klient{number}@example.com"),
                ..Customer::default()
            });
        }
    }
}
