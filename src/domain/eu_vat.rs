//! VAT numbers of other EU states, and which countries are EU states on a day.

mod shape;
mod states;

pub use shape::fits_state;
pub use states::{Prefix, is_eu};

use std::fmt;

use serde::{Deserialize, Serialize};

use super::nip::bare;

/// A VAT-UE number: prefix and number. Whether it is registered only VIES knows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EuVat {
    prefix: Prefix,
    number: String,
}

impl EuVat {
    /// Reads a number with its prefix, as people write it (`DE 123 456 789`, `GR…` for `EL…`).
    /// Nothing if the prefix is no EU state's or the rest is no number of 1–12 characters (FA(3)).
    pub fn parse(text: &str) -> Option<EuVat> {
        let bare = bare(text);
        let (letters, number) = bare.split_at_checked(2)?;
        EuVat::new(Prefix::parse(letters)?, number)
    }

    /// A number whose prefix is known otherwise.
    pub fn new(prefix: Prefix, number: &str) -> Option<EuVat> {
        // `+` and `*` occur in older Irish numbers. A word without a digit is no number.
        let sound = (1..=12).contains(&number.len())
            && number
                .bytes()
                .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase() || b"+*".contains(&b))
            && number.bytes().any(|b| b.is_ascii_digit());
        sound.then(|| EuVat {
            prefix,
            number: number.to_owned(),
        })
    }

    /// The two letters before the number.
    pub const fn prefix(&self) -> Prefix {
        self.prefix
    }

    /// The number without its prefix.
    pub fn number(&self) -> &str {
        &self.number
    }
}

impl fmt::Display for EuVat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.prefix, self.number)
    }
}

impl From<EuVat> for String {
    fn from(number: EuVat) -> String {
        number.to_string()
    }
}

impl TryFrom<String> for EuVat {
    type Error = String;

    fn try_from(text: String) -> Result<EuVat, String> {
        EuVat::parse(&text).ok_or_else(|| format!("`{text}` is not an EU VAT number"))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::country::Country;

    fn country(text: &str) -> Country {
        Country::parse(text).unwrap()
    }

    #[test]
    fn reads_numbers_with_a_prefix() {
        let read = |text| EuVat::parse(text).map(|number| number.to_string());
        assert_eq!(read("de 123-456-789").as_deref(), Some("DE123456789"));
        assert_eq!(read("ATU12345678").as_deref(), Some("ATU12345678"));
        assert_eq!(read("EL123456789").as_deref(), Some("EL123456789"));
        assert_eq!(read("GR123456789").as_deref(), Some("EL123456789"));
        assert_eq!(read("XI123456789").as_deref(), Some("XI123456789"));
        assert_eq!(read("BE 0123.456.789").as_deref(), Some("BE0123456789"));
        assert_eq!(read("IE1+23456A").as_deref(), Some("IE1+23456A"));
        for wrong in [
            "",
            "D",
            "DE",
            "DE1234567890123",
            "GB123456789",
            "US12",
            "DEBRAK",
            "DE12/3",
            "ŁD123",
            "Łó1",
        ] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn prefixes_and_countries() {
        let greek = Prefix::of(country("GR")).unwrap();
        assert_eq!((greek.as_str(), greek.country()), ("EL", country("GR")));
        assert_eq!(Prefix::of(country("XI")).unwrap().as_str(), "XI");
        assert_eq!(Prefix::of(country("GB")), None);
        assert_eq!(
            Prefix::of(country("PL")).unwrap(),
            Prefix::parse("PL").unwrap()
        );
    }

    #[test]
    fn twenty_seven_states() {
        let today = date(2026, 11, 23);
        let states = [
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
            "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
        ];
        assert_eq!(states.len(), 27);
        assert!(states.iter().all(|state| is_eu(country(state), today)));
        for outside in ["GB", "XI", "NO", "CH", "US", "UA", "IC", "AX", "MC"] {
            assert!(!is_eu(country(outside), today), "{outside}");
        }
        assert!(!is_eu(country("HR"), date(2013, 6, 30)));
        assert!(is_eu(country("HR"), date(2013, 7, 1)));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC*|[A-Z]{2}[A-Z0-9+* -]{0,14}") {
            if let Some(number) = EuVat::parse(&text) {
                prop_assert_eq!(EuVat::parse(&number.to_string()), Some(number));
            }
        }
    }
}
