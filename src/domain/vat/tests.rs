use jiff::civil::date;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::domain::money::Amount;

fn rate(text: &str) -> Rate {
    text.parse().unwrap()
}

fn split(gross: &str, percent: &str) -> (String, String) {
    let Split { net, vat } = split_gross(gross.parse().unwrap(), rate(percent));
    (vat.to_string(), net.to_string())
}

/// reference/firmino.md §4.4, and 100 × 1.99 of pains.md P5.
#[test]
fn vectors_of_the_gross_method() {
    for (gross, percent, vat, net) in [
        ("49.99", "23", "9.35", "40.64"),
        ("299.97", "23", "56.09", "243.88"),
        ("19.99", "8", "1.48", "18.51"),
        ("10.49", "5", "0.50", "9.99"),
        ("0.01", "23", "0.00", "0.01"),
        ("29.97", "23", "5.60", "24.37"),
        ("199.00", "23", "37.21", "161.79"),
        ("125.50", "25.5", "25.50", "100.00"),
        ("-49.99", "23", "-9.35", "-40.64"),
        ("50.00", "0", "0.00", "50.00"),
        ("50.00", "zw", "0.00", "50.00"),
        ("50.00", "np", "0.00", "50.00"),
        ("50.00", "oo", "0.00", "50.00"),
    ] {
        assert_eq!(
            split(gross, percent),
            (vat.into(), net.into()),
            "{gross} at {percent}"
        );
    }
}

#[test]
fn reads_the_api_s_rates() {
    let api = |text: &str| Rate::from_api(Decimal::from_str_exact(text).unwrap());
    assert_eq!(api("23"), Ok(Rate::Percent(2300)));
    assert_eq!(api("23.0"), Ok(Rate::Percent(2300)));
    assert_eq!(api("25.5"), Ok(Rate::Percent(2550)));
    assert_eq!(api("8.000000000000002"), Ok(Rate::Percent(800)));
    assert_eq!(api("0"), Ok(Rate::Percent(0)));
    assert_eq!(api("100"), Ok(Rate::Percent(10_000)));
    assert_eq!(api("-1"), Ok(Rate::Exempt));
    assert_eq!(api("-0.02"), Ok(Rate::NotSubject));
    assert_eq!(api("-0.03"), Ok(Rate::ReverseCharge));
    for wrong in [
        "-0.01",
        "-2",
        "-23",
        "100.01",
        "23.001",
        "79228162514264337593543950335",
    ] {
        assert_eq!(api(wrong), Err(RateError(wrong.into())), "{wrong}");
    }
}

#[test]
fn text_of_a_rate() {
    for text in ["23", "8", "5", "0", "25.5", "zw", "np", "oo"] {
        assert_eq!(rate(text).to_string(), text);
        assert_eq!(Rate::from_api(rate(text).to_api()), Ok(rate(text)));
    }
    assert_eq!(rate(" 23 % "), Rate::Percent(2300));
    assert_eq!(rate("25,50%"), Rate::Percent(2550));
    assert_eq!(rate("ZW"), Rate::Exempt);
    assert_eq!(rate("zw."), Rate::Exempt);
    for wrong in ["", "%", "-1", "vat", "23 zł", "101", "1_0", "+5"] {
        assert_eq!(
            wrong.parse::<Rate>(),
            Err(RateError(wrong.into())),
            "{wrong:?}"
        );
    }
    assert_eq!(
        serde_json::to_string(&Rate::Percent(2550)).unwrap(),
        "\"25.5\""
    );
    assert_eq!(
        serde_json::from_str::<Rate>("\"oo\"").unwrap(),
        Rate::ReverseCharge
    );
}

#[test]
fn stand_on_a_document_from_the_highest() {
    let mut rates = ["oo", "0", "zw", "8", "np", "23", "25.5"].map(rate);
    rates.sort();
    assert_eq!(
        rates.map(|rate| rate.to_string()),
        ["25.5", "23", "8", "0", "zw", "np", "oo"]
    );
}

#[test]
fn polish_rates_are_asked_by_day() {
    let today: Vec<_> = polish_rates(date(2026, 11, 23))
        .iter()
        .map(Rate::to_string)
        .collect();
    assert_eq!(today, ["23", "8", "5", "0"]);
    assert_eq!(polish_rates(date(2011, 1, 1)).len(), 4);
    assert!(polish_rates(date(2010, 12, 31)).is_empty());
}

proptest! {
    #[test]
    fn net_and_vat_make_the_gross(gross: i64, hundredths in 0u32..=10_000) {
        let gross = Amount::from_grosze(gross);
        let Split { net, vat } = split_gross(gross, Rate::Percent(hundredths));
        prop_assert_eq!(net.plus(vat), Ok(gross));
        prop_assert!(vat.grosze().unsigned_abs() <= gross.grosze().unsigned_abs());
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,30}|[-+.,%0-9]{0,40}") {
        if let Ok(rate) = text.parse::<Rate>() {
            prop_assert_eq!(rate.to_string().parse::<Rate>(), Ok(rate));
        }
    }
}
