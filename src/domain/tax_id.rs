//! What the text in an order's NIP field is: a Polish number, another EU state's, or neither.

use super::country::Country;
use super::eu_vat::{EuVat, Prefix, fits_state};
use super::nip::{Nip, Parsed, bare};

/// A buyer's tax number as far as its text tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaxId {
    /// The field is empty.
    None,
    /// A right Polish number.
    PolishNip(Nip),
    /// Meant for a Polish number, but pattern or checksum are wrong; the text as it came.
    PolishWrong(String),
    /// A number of another EU state or of Northern Ireland.
    Eu(EuVat),
    /// Some other text, such as a number of a country outside the EU.
    Other(String),
}

/// Reads the text of a buyer's NIP field. `country` is the buyer's: a foreign buyer's number may lack
/// its prefix, and is then taken for the country's only if it has the shape of that country's numbers.
pub fn classify(text: &str, country: Option<Country>) -> TaxId {
    let nip = match Nip::parse(text) {
        Parsed::Absent => return TaxId::None,
        Parsed::Valid(nip) => Some(nip),
        Parsed::Wrong(_) => None,
    };
    let bare = bare(text);
    if bare.starts_with("PL") {
        return nip.map_or_else(|| TaxId::PolishWrong(text.to_owned()), TaxId::PolishNip);
    }
    if let Some(number) = EuVat::parse(text) {
        return TaxId::Eu(number);
    }
    let polish_buyer = country.is_none_or(|country| country == Country::PL);
    match (nip, country.and_then(Prefix::of)) {
        (Some(nip), _) if polish_buyer => TaxId::PolishNip(nip),
        (None, _) if polish_buyer => TaxId::PolishWrong(text.to_owned()),
        (nip, Some(prefix)) => EuVat::new(prefix, &bare)
            .filter(|number| fits_state(prefix, number.number()))
            .map(TaxId::Eu)
            .or(nip.map(TaxId::PolishNip))
            .unwrap_or_else(|| TaxId::Other(text.to_owned())),
        (_, None) => TaxId::Other(text.to_owned()),
    }
}

/// Whether a number in the form of [`TaxId::key`] says itself which state gave it: a NIP, or a number with the prefix of
/// an EU state. Any other may be given by two countries.
pub fn names_its_state(key: &str) -> bool {
    Nip::from_digits(key).is_some() || EuVat::parse(key).is_some()
}

impl TaxId {
    /// The number in the one form in which two numbers can be compared: ten digits of a NIP, prefix
    /// and number of another state, capitals without spaces otherwise. A wrong NIP is nobody's, and so is a word such as
    /// `private`.
    pub fn key(&self) -> Option<String> {
        match self {
            TaxId::None | TaxId::PolishWrong(_) => None,
            TaxId::PolishNip(nip) => Some(nip.to_string()),
            TaxId::Eu(number) => Some(number.to_string()),
            TaxId::Other(text) => {
                Some(bare(text)).filter(|key| key.contains(|letter: char| letter.is_ascii_digit()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seen(text: &str, country: &str) -> String {
        match classify(text, Country::parse(country)) {
            TaxId::None => "none".into(),
            TaxId::PolishNip(nip) => format!("nip {nip}"),
            TaxId::PolishWrong(text) => format!("wrong {text}"),
            TaxId::Eu(number) => format!("eu {number}"),
            TaxId::Other(text) => format!("other {text}"),
        }
    }

    #[test]
    fn reads_the_field_by_the_buyer_s_country() {
        for (text, country, expected) in [
            ("", "PL", "none"),
            (" - ", "DE", "none"),
            ("PL", "DE", "none"),
            ("123-456-32-18", "PL", "nip 1234563218"),
            ("1234563218", "", "nip 1234563218"),
            ("PL 1234563218", "DE", "nip 1234563218"),
            // Ten digits are no German number, so this is a Polish one.
            ("1234563218", "DE", "nip 1234563218"),
            ("1234567890", "PL", "wrong 1234567890"),
            ("1234567890", "", "wrong 1234567890"),
            ("PL1234567890", "DE", "wrong PL1234567890"),
            ("brak", "PL", "wrong brak"),
            ("DE123456789", "DE", "eu DE123456789"),
            ("DE123456789", "PL", "eu DE123456789"),
            ("de 123 456 789", "US", "eu DE123456789"),
            ("123456789", "DE", "eu DE123456789"),
            ("123456789", "GR", "eu EL123456789"),
            ("U12345678", "AT", "eu ATU12345678"),
            ("XX123456789", "FR", "eu FRXX123456789"),
            ("123456789B01", "NL", "eu NL123456789B01"),
            ("X1234567X", "ES", "eu ESX1234567X"),
            ("10259033P", "CY", "eu CY10259033P"),
            ("1234567890", "SK", "eu SK1234567890"),
            ("123456789", "XI", "eu XI123456789"),
            ("1234567", "DE", "other 1234567"),
            ("privat", "DE", "other privat"),
            ("12-3456789", "US", "other 12-3456789"),
            ("CHE123456789", "CH", "other CHE123456789"),
            ("GB123456789", "GB", "other GB123456789"),
        ] {
            assert_eq!(
                seen(text, country),
                expected,
                "{text:?} of a buyer in {country:?}"
            );
        }
    }

    #[test]
    fn numbers_are_compared_in_one_form() {
        let key = |text, country| classify(text, Country::parse(country)).key();
        assert_eq!(key("PL 123-456-32-18", "PL"), key("1234563218", "PL"));
        assert_eq!(key("123 456 789", "DE"), key("DE123456789", "PL"));
        assert_eq!(key("12-3456789", "US"), Some("123456789".into()));
        assert_eq!(key("1234567890", "PL"), None);
        // Two buyers who write the same word are not one firm.
        assert_eq!(key("private", "US"), None);
        assert_eq!(key("", "PL"), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC*|[A-Z]{0,2}[A-Z0-9 -]{0,14}", country in "[A-Z]{2}") {
            let _ = classify(&text, Country::parse(&country)).key();
        }
    }
}
