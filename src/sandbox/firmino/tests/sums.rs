//! Sums: by rate or by line, discounts, both kinds of prices.

use rust_decimal::Decimal;
use serde_json::json;

use super::{Bench, document};
use crate::sandbox::{DiscountOn, FirminoUnknowns, Line, PriceType, Sheet, TaxFrom, Totals};

fn line(price: &str, quantity: &str, rate: &str, discount: &str) -> Line {
    let dec = |text: &str| text.parse::<Decimal>().unwrap();
    Line {
        price: dec(price),
        quantity: dec(quantity),
        vat_rate: rate.into(),
        discount: dec(discount),
        ..Line::default()
    }
}

fn totals(lines: &[Line], price_type: PriceType, set: impl FnOnce(&mut FirminoUnknowns)) -> Totals {
    let mut unknowns = FirminoUnknowns::default();
    set(&mut unknowns);
    let sheet = Sheet {
        items: lines.to_vec(),
        price_type,
        ..Sheet::default()
    };
    Bench::new().world.firmino.totals(&sheet, unknowns)
}

fn shown(totals: &Totals) -> String {
    format!(
        "{:.2} + {:.2} = {:.2}",
        totals.net, totals.tax, totals.gross
    )
}

#[test]
fn tax_within_gross_sums() {
    for (price, rate, sums) in [
        ("49.99", "23", "40.64 + 9.35 = 49.99"),
        ("299.97", "23", "243.88 + 56.09 = 299.97"),
        ("19.99", "8", "18.51 + 1.48 = 19.99"),
        ("10.49", "5", "9.99 + 0.50 = 10.49"),
        ("0.01", "23", "0.01 + 0.00 = 0.01"),
        ("10.00", "zw", "10.00 + 0.00 = 10.00"),
        ("10.00", "0", "10.00 + 0.00 = 10.00"),
    ] {
        let sums_of = totals(&[line(price, "1", rate, "0")], PriceType::Gross, |_| {});
        assert_eq!(shown(&sums_of), sums, "{price} at {rate}");
    }
}

#[test]
fn tax_comes_from_rate_sums_or_from_lines() {
    let thrice = [
        line("9.99", "1", "23", "0"),
        line("9.99", "1", "23", "0"),
        line("9.99", "1", "23", "0"),
    ];
    let by_rate = totals(&thrice, PriceType::Gross, |_| {});
    let by_line = totals(&thrice, PriceType::Gross, |one| {
        one.tax_from = TaxFrom::Lines
    });
    assert_eq!(shown(&by_rate), "24.37 + 5.60 = 29.97");
    assert_eq!(shown(&by_line), "24.36 + 5.61 = 29.97");
    let small = [line("0.02", "1", "23", "0"), line("0.02", "1", "23", "0")];
    let by_rate = totals(&small, PriceType::Net, |_| {});
    let by_line = totals(&small, PriceType::Net, |one| one.tax_from = TaxFrom::Lines);
    assert_eq!(
        (by_rate.gross.to_string(), by_line.gross.to_string()),
        ("0.05".into(), "0.04".into())
    );
}

#[test]
fn a_discount_is_rounded_on_the_value_or_on_the_price() {
    let lines = [line("1.99", "10", "23", "5")];
    let on_value = totals(&lines, PriceType::Gross, |_| {});
    let on_price = totals(&lines, PriceType::Gross, |one| {
        one.discount_on = DiscountOn::Price
    });
    assert_eq!(
        (on_value.gross.to_string(), on_price.gross.to_string()),
        ("18.91".into(), "18.90".into())
    );
}

#[test]
fn each_rate_has_its_sum() {
    let lines = [
        line("10.00", "1", "23", "0"),
        line("5.00", "2", "8", "0"),
        line("2.00", "1", "23", "0"),
    ];
    let sums = totals(&lines, PriceType::Gross, |_| {});
    let rates: Vec<_> = sums
        .rates
        .iter()
        .map(|sum| (sum.rate.as_str(), sum.gross.to_string()))
        .collect();
    assert_eq!(
        rates,
        [("23", "12.00".to_owned()), ("8", "10.00".to_owned())]
    );
    assert_eq!(sums.tax, sums.rates[0].tax + sums.rates[1].tax);
}

#[test]
fn a_document_says_what_is_to_be_paid() {
    let mut bench = Bench::new();
    let customer = bench.customer("A");
    let mut body = document(customer, &[(None, "10.00", "3")]);
    assert_eq!(
        bench.ok("order-documents/add", &body)["payment"]["total"],
        "30.00"
    );
    body["priceType"] = json!("net");
    assert_eq!(
        bench.ok("order-documents/add", &body)["payment"]["total"],
        "36.90"
    );
    body["priceType"] = json!(null);
    assert_eq!(
        bench.ok("order-documents/add", &body)["payment"]["total"],
        "36.90"
    );
}
