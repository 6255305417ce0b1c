use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::*;

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

fn grosze(text: &str) -> i64 {
    text.parse::<Amount>().unwrap().grosze()
}

#[test]
fn reads_the_api_s_decimals() {
    assert_eq!(grosze("19.99"), 1999);
    assert_eq!(grosze("19.990000000000002"), 1999);
    assert_eq!(grosze("19.989999999999998"), 1999);
    assert_eq!(grosze("39.9999"), 4000);
    assert_eq!(grosze("79"), 7900);
    assert_eq!(grosze("-10.00"), -1000);
    assert_eq!(grosze("0"), 0);
}

#[test]
fn refuses_what_is_no_amount() {
    assert_eq!(
        "19.995".parse::<Amount>(),
        Err(MoneyError::Precision(decimal("19.995")))
    );
    assert_eq!(
        "0.0025".parse::<Amount>(),
        Err(MoneyError::Precision(decimal("0.0025")))
    );
    for text in ["", "-", "12,50", "1e3", "NaN", "1 000", "1_000", "12.5 zł"] {
        assert_eq!(
            text.parse::<Amount>(),
            Err(MoneyError::NotANumber(text.into())),
            "{text:?}"
        );
    }
    assert_eq!(
        "99999999999999999999".parse::<Amount>(),
        Err(MoneyError::Overflow)
    );
}

#[test]
fn rounds_a_result_half_up_away_from_zero() {
    assert_eq!(
        Amount::rounded(decimal("0.005")),
        Ok(Amount::from_grosze(1))
    );
    assert_eq!(Amount::rounded(decimal("0.00499")), Ok(Amount::ZERO));
    assert_eq!(
        Amount::rounded(decimal("-0.005")),
        Ok(Amount::from_grosze(-1))
    );
    assert_eq!(
        Amount::rounded(decimal("2.675")),
        Ok(Amount::from_grosze(268))
    );
}

#[test]
fn overflow_is_an_error() {
    let most = Amount::from_grosze(i64::MAX);
    let least = Amount::from_grosze(i64::MIN);
    assert_eq!(most.plus(Amount::from_grosze(1)), Err(MoneyError::Overflow));
    assert_eq!(
        least.minus(Amount::from_grosze(1)),
        Err(MoneyError::Overflow)
    );
    assert_eq!(least.negated(), Err(MoneyError::Overflow));
    assert_eq!(most.times(2), Err(MoneyError::Overflow));
    assert_eq!(Amount::sum([most, most]), Err(MoneyError::Overflow));
    assert_eq!(Amount::rounded(Decimal::MAX), Err(MoneyError::Overflow));
    assert_eq!(
        UnitPrice::from(most).times(i64::MAX),
        Err(MoneyError::Overflow)
    );
    assert_eq!(least.to_string(), "-92233720368547758.08");
}

#[test]
fn is_written_with_a_dot_and_in_polish() {
    let written = |grosze| {
        let amount = Amount::from_grosze(grosze);
        (amount.to_string(), amount.polish())
    };
    assert_eq!(written(19900), ("199.00".into(), "199,00".into()));
    assert_eq!(written(-5), ("-0.05".into(), "-0,05".into()));
    assert_eq!(written(123_456), ("1234.56".into(), "1\u{a0}234,56".into()));
    assert_eq!(
        written(100_000_000),
        ("1000000.00".into(), "1\u{a0}000\u{a0}000,00".into())
    );
    assert_eq!(written(-12_345_600).1, "-123\u{a0}456,00");
    assert_eq!(format!("{:>8}", Amount::from_grosze(150)), "    1.50");
}

#[test]
fn is_stored_as_an_integer_and_shown_as_text() {
    #[derive(Serialize, Deserialize, PartialEq, Debug)]
    struct Row {
        stored: Amount,
        #[serde(with = "text")]
        shown: Amount,
        #[serde(with = "text::option")]
        unknown: Option<Amount>,
        price: UnitPrice,
    }
    let amount = Amount::from_grosze(13496);
    let row = Row {
        stored: amount,
        shown: amount,
        unknown: None,
        price: "0.5".parse().unwrap(),
    };
    let json = serde_json::to_string(&row).unwrap();
    assert_eq!(
        json,
        r#"{"stored":13496,"shown":"134.96","unknown":null,"price":"0.50"}"#
    );
    assert_eq!(serde_json::from_str::<Row>(&json).unwrap(), row);
    assert!(serde_json::from_str::<Row>(&json.replace("134.96", "134,96")).is_err());
}

#[test]
fn a_unit_price_keeps_four_places_and_rounds_the_product_once() {
    let price: UnitPrice = "0.0125".parse().unwrap();
    assert_eq!(price.to_string(), "0.0125");
    assert_eq!(price.times(100).unwrap().to_string(), "1.25");
    assert_eq!(price.times(2).unwrap().to_string(), "0.03");
    assert_eq!(
        "1.99"
            .parse::<UnitPrice>()
            .unwrap()
            .times(100)
            .unwrap()
            .to_string(),
        "199.00"
    );
    assert_eq!(
        "19.990000000000002"
            .parse::<UnitPrice>()
            .unwrap()
            .to_string(),
        "19.99"
    );
    assert_eq!("79".parse::<UnitPrice>().unwrap().to_string(), "79.00");
    assert_eq!(
        "89.90".parse::<UnitPrice>().unwrap(),
        "89.9".parse().unwrap()
    );
    assert!("0.00125".parse::<UnitPrice>().is_err());
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(grosze: i64) {
        let amount = Amount::from_grosze(grosze);
        prop_assert_eq!(amount.to_string().parse::<Amount>(), Ok(amount));
        prop_assert_eq!(UnitPrice::from(amount).times(1), Ok(amount));
        let polish: String = amount.polish().replace('\u{a0}', "").replace(',', ".");
        prop_assert_eq!(polish, amount.to_string());
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}|[-+.0-9]{0,45}") {
        let _ = text.parse::<Amount>();
        let _ = text.parse::<UnitPrice>();
    }
}
