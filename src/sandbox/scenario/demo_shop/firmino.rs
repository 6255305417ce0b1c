//! What the shop has in Firmino: most of its goods, some with other codes or names, and a few customers.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::sandbox::catalog::DEFAULT_PRICE_GROUP;
use crate::sandbox::firmino::{Article, ArticleKind, Customer, Firmino};
use crate::sandbox::product::Product;

/// The first products of the shop, which have cards with their SKU as code.
const BY_CODE: std::ops::RangeInclusive<u64> = 560_001..=560_025;

/// Products whose cards have a code of Firmino's own, so that only the name fits.
const BY_NAME: std::ops::RangeInclusive<u64> = 560_026..=560_030;

/// The account, without documents.
pub(super) fn account(products: &BTreeMap<u64, Product>) -> Firmino {
    let mut firmino = Firmino::default();
    for (_, product) in products.range(BY_CODE) {
        firmino.put_article(card(product, product.sku.clone()));
    }
    for (id, product) in products.range(BY_NAME) {
        firmino.put_article(card(product, format!("TOW/{}", id - 560_000)));
    }
    for (code, name, kind, rate, gross) in [
        ("SOL-1", "Solniczka", ArticleKind::Good, "23", "17.00"),
        ("SOL-2", "Solniczka", ArticleKind::Good, "23", "19.00"),
        (
            "ABO",
            "Abonament @{doc_month_name} @{doc_year}",
            ArticleKind::Service,
            "23",
            "49.00",
        ),
        ("DOSTAWA", "Dostawa", ArticleKind::Service, "23", "14.99"),
        ("STARY-1", "Towar wycofany", ArticleKind::Good, "23", "9.00"),
    ] {
        firmino.put_article(Article {
            code: code.into(),
            name: name.into(),
            kind,
            vat_rate: rate.into(),
            ..priced(gross.parse().unwrap_or_default(), rate)
        });
    }
    for customer in customers() {
        firmino.put_customer(customer);
    }
    firmino
}

fn card(product: &Product, code: String) -> Article {
    let rate = product.tax_rate.normalize().to_string();
    let gross = product.prices.get(&DEFAULT_PRICE_GROUP).copied();
    Article {
        name: product.name.clone(),
        code,
        quantity: Decimal::from(product.stock.values().sum::<i64>()),
        ..priced(gross.unwrap_or_default(), &rate)
    }
}

fn priced(price_gross: Decimal, rate: &str) -> Article {
    let percent: Decimal = rate.parse().unwrap_or_default();
    let net = price_gross * Decimal::ONE_HUNDRED / (Decimal::ONE_HUNDRED + percent);
    Article {
        vat_rate: rate.to_owned(),
        price_gross,
        price_net: net
            .round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero),
        ..Article::default()
    }
}

/// A firm that orders, two people of one name, someone abroad.
fn customers() -> [Customer; 4] {
    let person = |short_name: &str, full_name: &str, locality: &str| Customer {
        short_name: short_name.into(),
        full_name: full_name.into(),
        locality: locality.into(),
        ..Customer::default()
    };
    [
        Customer {
            tin: "1234563218".into(),
            street: "ul. Krótka".into(),
            house_no: "3".into(),
            post_code: "65-001".into(),
            ..person("HURTOWNIA", "Próbna Hurtownia sp. z o.o.", "Zielona Góra")
        },
        person("KOWALSKI J. 1", "Jan Kowalski", "Białystok"),
        person("KOWALSKI J. 2", "Jan Kowalski", "Bydgoszcz"),
        Customer {
            country_code: "DE".into(),
            email: "erika@example.com".into(),
            ..person("MUSTERMANN", "Erika Mustermann", "Berlin")
        },
    ]
}
