use proptest::prelude::*;

use super::*;

fn read(cells: &[(ContractorField, &str)]) -> Result<ContractorValues, Vec<(&'static str, Wrong)>> {
    let read = ContractorValues::read(cells.iter().copied());
    read.map_err(|wrong| {
        let wrong = wrong.into_iter();
        wrong.map(|(field, wrong)| (field.word(), wrong)).collect()
    })
}

/// The number of a buyer of that country, or what is wrong with it.
fn nip(text: &str, country: &str) -> Result<Option<String>, Wrong> {
    let cells = [
        (ContractorField::Nip, text),
        (ContractorField::Country, country),
    ];
    read(&cells)
        .map(|values| values.nip)
        .map_err(|mut wrong| wrong.remove(0).1)
}

#[test]
fn tax_numbers_are_read_by_the_country() {
    let some = |text: &str| Ok(Some(text.to_owned()));
    assert_eq!(nip("PL 123-456-32-18", "PL"), some("1234563218"));
    assert_eq!(nip("1234563218", ""), some("1234563218"));
    assert_eq!(nip("de 123 456 789", ""), some("DE123456789"));
    assert_eq!(nip("123456789", "de"), some("DE123456789"));
    assert_eq!(nip("12-3456789", "US"), some("123456789"));
    assert_eq!(nip(" - ", "PL"), Ok(None));
    assert_eq!(nip("", "PL"), Ok(None));
    for (text, country, wrong) in [
        ("1234567890", "PL", Wrong::Buyer(BuyerWrong::Nip)),
        ("123456789", "", Wrong::Buyer(BuyerWrong::Nip)),
        ("PL1234567890", "DE", Wrong::Buyer(BuyerWrong::Nip)),
        ("none", "US", Wrong::Buyer(BuyerWrong::TaxId)),
        ("1,23E+09", "US", Wrong::Rounded),
        ("123456789012345678901", "US", Wrong::TooLong { limit: TIN }),
        ("1234563218", "Polska", Wrong::Buyer(BuyerWrong::Country)),
    ] {
        assert_eq!(nip(text, country), Err(wrong), "{text} of {country}");
    }
}

#[test]
fn limits_are_those_of_firmino() {
    for (field, limit) in [
        (ContractorField::Name, 500),
        (ContractorField::ShortName, 25),
        (ContractorField::Street, 120),
        (ContractorField::House, 10),
        (ContractorField::Flat, 10),
        (ContractorField::Postcode, 30),
        (ContractorField::City, 30),
        (ContractorField::Email, 250),
        (ContractorField::Phone, 50),
    ] {
        assert!(read(&[(field, &"ż".repeat(limit))]).is_ok(), "{field:?}");
        let wrong = read(&[(field, &"ż".repeat(limit + 1))]).unwrap_err();
        assert_eq!(wrong, [(field.word(), Wrong::TooLong { limit })]);
    }
}

#[test]
fn a_line_is_parted_only_where_no_column_has_the_parts() {
    let parts = |cells: &[(ContractorField, &str)]| {
        let values = read(cells).unwrap();
        [values.street, values.house, values.flat].map(Option::unwrap_or_default)
    };
    let street = (ContractorField::Street, "ul. Krótka 3/5");
    assert_eq!(parts(&[street]), ["ul. Krótka", "3", "5"]);
    assert_eq!(
        parts(&[street, (ContractorField::House, "7")]),
        ["ul. Krótka 3/5", "7", ""]
    );
    // A village without streets.
    assert_eq!(parts(&[(ContractorField::House, "14")]), ["", "14", ""]);
}

proptest! {
    #[test]
    fn what_was_read_is_read_again(cells in prop::collection::vec("\\PC{0,12}|[0-9 PL-]{0,14}|ul\\. [A-Z][a-z]{2,8} [0-9]{1,3}(/[0-9])?", 11)) {
        let pairs = ContractorField::ALL.iter().copied().zip(cells.iter().map(String::as_str));
        if let Ok(values) = ContractorValues::read(pairs) {
            let country = values.country.map(|country| country.to_string());
            let again = [&values.name, &values.short_name, &values.nip, &country, &values.street, &values.house, &values.flat,
                &values.postcode, &values.city, &values.email, &values.phone];
            let again = again.map(|value| value.as_deref().unwrap_or_default());
            let again = ContractorValues::read(ContractorField::ALL.into_iter().zip(again));
            prop_assert_eq!(again, Ok(values));
        }
    }
}
