use proptest::prelude::*;

use super::*;
use crate::domain::import::Wrong;

fn read(field: Field, text: &str) -> Result<CardValues, Wrong> {
    let mut values = CardValues::default();
    values.set(field, text).map(|()| values)
}

fn price(text: &str) -> Result<String, Wrong> {
    read(Field::PriceNet, text).map(|values| values.price_net.unwrap().to_string())
}

#[test]
fn prices_as_people_write_them() {
    for (text, price_read) in [
        ("12,50", "12.50"),
        ("12.5", "12.50"),
        ("0", "0.00"),
        ("007", "7.00"),
        (" 1 234,50 ", "1234.50"),
        ("1\u{a0}234\u{a0}567,8", "1234567.80"),
        ("1\u{202f}234,00", "1234.00"),
        ("1\u{2009}234", "1234.00"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234.567", "1234567.00"),
        ("12,500000", "12.50"),
        ("49,99 zł", "49.99"),
        ("49.99PLN", "49.99"),
        ("+5", "5.00"),
        ("-0", "0.00"),
        ("99999999,99", "99999999.99"),
    ] {
        assert_eq!(price(text), Ok(price_read.to_owned()), "{text:?}");
    }
    let not = Wrong::NotANumber;
    let precise = Wrong::TooPrecise { places: 2 };
    for (text, wrong) in [
        ("abc", &not),
        ("=2+2", &not),
        ("12 50", &not),
        ("1 23,50", &not),
        ("12,", &not),
        (",50", &not),
        ("1.23,45.6", &not),
        ("1 234.567,00", &not),
        ("1e5", &not),
        ("12,50 EUR", &not),
        ("zł", &not),
        ("12,345", &precise),
        ("1.234", &precise),
        ("-5,00", &Wrong::Negative),
        ("100000000", &Wrong::TooBig),
        ("123456789012345678901", &Wrong::TooBig),
        ("٣", &not),
    ] {
        assert_eq!(price(text).as_ref(), Err(wrong), "{text:?}");
    }
}

#[test]
fn weights_in_kilograms() {
    let weight =
        |text: &str| read(Field::Weight, text).map(|read| read.weight.unwrap().to_string());
    assert_eq!(weight("0,4"), Ok("0.4".to_owned()));
    assert_eq!(weight("1,250 kg"), Ok("1.25".to_owned()));
    assert_eq!(weight("0.0125"), Ok("0.0125".to_owned()));
    assert_eq!(weight("400 g"), Err(Wrong::NotANumber));
    assert_eq!(weight("0,0000001"), Err(Wrong::TooPrecise { places: 6 }));
    assert_eq!(weight("100000,5"), Err(Wrong::TooBig));
}

#[test]
fn rates_are_those_that_are_known() {
    let rate = |text: &str| read(Field::Vat, text).map(|read| read.rate.unwrap().to_string());
    for (text, said) in [
        ("23", "23"),
        ("8%", "8"),
        ("5,0 %", "5"),
        ("0", "0"),
        ("7", "7"),
        ("ZW.", "zw"),
        ("np", "np"),
        ("oo", "oo"),
    ] {
        assert_eq!(rate(text), Ok(said.to_owned()), "{text}");
    }
    for text in ["npue", "0pp", "vat", "-23", "99", "101", "=23"] {
        assert_eq!(rate(text), Err(Wrong::Rate), "{text}");
    }
    assert_eq!(rate("0,23"), Err(Wrong::RateFraction));
}

#[test]
fn texts_are_kept_within_their_limits() {
    let long = |n: usize| "ż".repeat(n);
    for (field, limit) in [
        (Field::Name, 512),
        (Field::Sku, 40),
        (Field::Ean, 32),
        (Field::Unit, 30),
        (Field::ClassCode, 40),
        (Field::Note, 250),
    ] {
        assert!(read(field, &long(limit)).is_ok(), "{field:?}");
        let over = read(field, &long(limit + 1));
        assert_eq!(over, Err(Wrong::TooLong { limit }), "{field:?}");
        // What a spreadsheet would count out is a text here.
        for text in ["=HYPERLINK(1)", "@SUM(A1)", "+48 500", "-"] {
            assert!(read(field, text).is_ok(), "{field:?} {text}");
        }
        assert_eq!(read(field, " \u{a0}\t"), Ok(CardValues::default()));
    }
    let sku = read(Field::Sku, " =1+1 ").unwrap().sku;
    assert_eq!(sku.as_deref(), Some("=1+1"));
    assert_eq!(read(Field::Sku, "A\nB"), Err(Wrong::Control));
    for text in ["5,90123E+12", "1E+05"] {
        assert_eq!(read(Field::Ean, text), Err(Wrong::Rounded), "{text}");
    }
    assert!(read(Field::Sku, "TYPE+1").is_ok());
    let note = read(Field::Note, "a\r\nb\tc").unwrap().note;
    assert_eq!(note.as_deref(), Some("a\nb c"));
}

#[test]
fn images_are_addresses() {
    let images = |text: &str| read(Field::Images, text).map(|read| read.images.unwrap());
    let two = ["https://a.example/1.jpg?s=1,2", "http://b.example/2.jpg"].map(str::to_owned);
    for mark in ["|", " | ", ", ", ";", "\n", "  "] {
        assert_eq!(images(&two.join(mark)), Ok(two.to_vec()), "{mark:?}");
    }
    for text in [
        "kubek.jpg",
        "https://",
        "https://a.example/a b.jpg",
        "x https://a.example/1",
    ] {
        assert_eq!(images(text), Err(Wrong::Image), "{text}");
    }
    let many = "https://a.example/1 ".repeat(17);
    assert_eq!(images(&many), Err(Wrong::TooManyImages { limit: 16 }));
    let long = format!("https://a.example/{}", "x".repeat(1000));
    assert_eq!(images(&long), Err(Wrong::TooLong { limit: 1000 }));
}

#[test]
fn unknown_leaves_what_is_there() {
    let mut old = read(Field::PriceNet, "1").unwrap();
    old.set(Field::Unit, "kpl.").unwrap();
    let new = read(Field::PriceNet, "2").unwrap().over(&old);
    assert_eq!(new.price_net, Some(Amount::from_grosze(200)));
    assert_eq!(new.unit.as_deref(), Some("kpl."));
    assert_eq!(CardValues::default().over(&old), old);
}

#[test]
fn fields_are_known_by_their_words() {
    for field in Field::ALL {
        assert_eq!(
            Field::parse(&format!(" {} ", field.word().to_uppercase())),
            Some(field)
        );
    }
    assert_eq!(Field::parse("cena"), None);
}

proptest! {
    #[test]
    fn what_is_printed_is_read_again(grosze in 0i64..=9_999_999_999) {
        let amount = Amount::from_grosze(grosze);
        for text in [amount.to_string(), amount.polish()] {
            prop_assert_eq!(price(&text), Ok(amount.to_string()));
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,30}|[-+.,%0-9 \u{a0}zł]{0,40}|(https?://|[|,; a]){0,9}") {
        for field in Field::ALL {
            let _ = read(field, &text);
        }
    }
}
