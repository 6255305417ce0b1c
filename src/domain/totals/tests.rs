use proptest::prelude::*;

use super::*;

fn rate(text: &str) -> Rate {
    text.parse().unwrap()
}

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn line(quantity: i64, price: &str, percent: &str) -> Line {
    Line {
        rate: rate(percent),
        quantity,
        unit_price: price.parse().unwrap(),
    }
}

fn shown(totals: &Totals) -> Vec<String> {
    let sum = |rate: &RateSum| format!("{} {} {} {}", rate.rate, rate.net, rate.vat, rate.gross);
    totals.rates.iter().map(sum).collect()
}

#[test]
fn vat_is_of_the_total_not_of_the_lines() {
    let hundred = totals(&[line(100, "1.99", "23")]).unwrap();
    assert_eq!(shown(&hundred), ["23 161.79 37.21 199.00"]);
    let three = totals(&[
        line(1, "9.99", "23"),
        line(1, "9.99", "23"),
        line(1, "9.99", "23"),
    ]);
    assert_eq!(three.unwrap().vat, amount("5.60"));
}

#[test]
fn rates_stand_in_document_order_and_add_up() {
    let sums = totals(&[
        line(1, "10.00", "oo"),
        line(2, "10.49", "5"),
        line(1, "7.00", "zw"),
        line(1, "199.00", "23"),
        line(1, "3.00", "np"),
        line(1, "1.00", "0"),
        line(1, "-19.00", "23"),
    ])
    .unwrap();
    assert_eq!(
        shown(&sums),
        [
            "23 146.34 33.66 180.00",
            "5 19.98 1.00 20.98",
            "0 1.00 0.00 1.00",
            "zw 7.00 0.00 7.00",
            "np 3.00 0.00 3.00",
            "oo 10.00 0.00 10.00",
        ]
    );
    assert_eq!(
        (sums.net, sums.vat, sums.gross),
        (amount("187.32"), amount("34.66"), amount("221.98"))
    );
    let json = serde_json::to_value(sums.rates[1]).unwrap();
    assert_eq!(json["rate"], "5");
    assert_eq!(json["gross"], "20.98");
}

#[test]
fn a_rate_below_zero_is_refused() {
    let error = totals(&[line(1, "100.00", "23"), line(1, "-10.00", "8")]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the lines at rate 8 come to -10.00, less than zero"
    );
    assert!(totals(&[line(1, "10.00", "8"), line(1, "-10.00", "8")]).is_ok());
    assert_eq!(
        totals(&[line(i64::MAX, "9.00", "8")]),
        Err(MoneyError::Overflow.into())
    );
}

#[test]
fn the_gate_shows_the_arithmetic() {
    assert_eq!(gate(amount("510.48"), amount("510.48")), Ok(()));
    let difference = gate(amount("499.99"), amount("510.48")).unwrap_err();
    assert_eq!(difference.rest, amount("-10.49"));
    assert_eq!(difference.to_string(), "499.99 - 510.48 = -10.49");
    assert_eq!(
        arithmetic(&[
            line(3, "39.99", "23"),
            line(1, "14.99", "23"),
            line(1, "-10", "8")
        ])
        .unwrap(),
        "3 × 39.99 + 1 × 14.99 - 1 × 10.00 = 124.96"
    );
    assert_eq!(
        arithmetic(&[line(2, "-1.5", "8")]).unwrap(),
        "-2 × 1.50 = -3.00"
    );
    assert_eq!(arithmetic(&[]).unwrap(), "0 = 0.00");
}

fn spread(price: &str, goods: &[(&str, &str)], policy: DeliveryVat) -> Vec<String> {
    let goods: Vec<_> = goods
        .iter()
        .map(|(percent, sum)| (rate(percent), amount(sum)))
        .collect();
    let parts = spread_delivery(amount(price), &goods, policy).unwrap();
    parts
        .iter()
        .map(|(rate, part)| format!("{rate} {part}"))
        .collect()
}

#[test]
fn delivery_follows_the_goods() {
    use DeliveryVat::{Fixed, Highest, Proportional};
    let goods = [("8", "50.00"), ("23", "150.00")];
    assert_eq!(
        spread("14.99", &goods, Proportional),
        ["23 11.24", "8 3.75"]
    );
    assert_eq!(spread("14.99", &goods, Highest), ["23 14.99"]);
    assert_eq!(spread("14.99", &goods, Fixed(rate("5"))), ["5 14.99"]);
    assert!(spread("0.00", &goods, Proportional).is_empty());
    assert!(spread("0.00", &[], Proportional).is_empty());
    assert_eq!(
        spread("-14.99", &goods, Proportional),
        ["23 -11.24", "8 -3.75"]
    );
}

#[test]
fn delivery_of_odd_baskets() {
    use DeliveryVat::{Fixed, Highest, Proportional};
    let tie = [("5", "10.00"), ("23", "10.00"), ("8", "10.00")];
    assert_eq!(spread("0.01", &tie, Proportional), ["23 0.01"]);
    assert_eq!(spread("0.02", &tie, Proportional), ["23 0.01", "8 0.01"]);
    assert_eq!(
        spread("9.00", &[("8", "0.00"), ("5", "0.00")], Proportional),
        ["8 9.00"]
    );
    assert_eq!(
        spread("9.00", &[("23", "-5.00"), ("5", "20.00")], Proportional),
        ["5 9.00"]
    );
    assert_eq!(
        spread("9.00", &[("23", "-5.00"), ("5", "20.00")], Highest),
        ["5 9.00"]
    );
    assert_eq!(spread("9.00", &[("zw", "20.00")], Highest), ["zw 9.00"]);
    assert_eq!(spread("9.00", &[], Fixed(rate("23"))), ["23 9.00"]);
    assert_eq!(
        spread(
            "9.00",
            &[("8", "5.00"), ("8", "-5.00"), ("5", "1.00")],
            Proportional
        ),
        ["5 9.00"]
    );
    let nothing = spread_delivery(amount("9.00"), &[], Proportional);
    assert_eq!(nothing, Err(SpreadError::NoGoods));
}

fn any_rate() -> impl Strategy<Value = Rate> {
    prop_oneof![
        (0u32..=10_000).prop_map(Rate::Percent),
        Just(Rate::Percent(2300)),
        Just(Rate::Exempt),
        Just(Rate::NotSubject),
        Just(Rate::ReverseCharge),
    ]
}

prop_compose! {
    fn any_line()(rate in any_rate(), quantity in 1i64..500, price in 0i64..10_000_000) -> Line {
        Line { rate, quantity, unit_price: UnitPrice::from_decimal(rust_decimal::Decimal::new(price, 4)).unwrap() }
    }
}

proptest! {
    #[test]
    fn gross_is_the_sum_of_the_lines(lines in prop::collection::vec(any_line(), 0..12)) {
        let sums = totals(&lines).unwrap();
        let by_line = Amount::sum(lines.iter().map(|line| line.gross().unwrap())).unwrap();
        prop_assert_eq!(sums.gross, by_line);
        prop_assert_eq!(gate(sums.gross, by_line), Ok(()));
        prop_assert_eq!(sums.net.plus(sums.vat).unwrap(), sums.gross);
        for rate in &sums.rates {
            prop_assert_eq!(rate.net.plus(rate.vat).unwrap(), rate.gross);
        }
        prop_assert!(sums.rates.is_sorted_by(|a, b| a.rate < b.rate));
        let ending = format!(" = {by_line}");
        prop_assert!(arithmetic(&lines).unwrap().ends_with(&ending));
    }

    #[test]
    fn the_parts_of_delivery_make_its_price(
        price: i64,
        goods in prop::collection::vec((any_rate(), (i64::MIN / 8..i64::MAX / 8).prop_map(Amount::from_grosze)), 1..8),
    ) {
        let price = Amount::from_grosze(price);
        for policy in [DeliveryVat::Proportional, DeliveryVat::Highest] {
            let parts = spread_delivery(price, &goods, policy).unwrap();
            let sum: i128 = parts.iter().map(|(_, part)| i128::from(part.grosze())).sum();
            prop_assert_eq!(sum, i128::from(price.grosze()));
            prop_assert!(parts.is_sorted_by(|a, b| a.0 < b.0));
            let mut turned = goods.clone();
            turned.reverse();
            prop_assert_eq!(spread_delivery(price, &turned, policy).unwrap(), parts);
        }
    }
}
