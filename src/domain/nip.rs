//! NIP, the Polish tax number: pattern of the FA(3) schema and the checksum.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A NIP whose pattern and checksum are right: ten digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Nip([u8; 10]);

/// What a text in a NIP field turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parsed {
    /// Nothing was left after spaces, hyphens, dots and `PL`.
    Absent,
    /// A right number.
    Valid(Nip),
    /// Something else; the text as it came.
    Wrong(String),
}

const WEIGHTS: [u32; 9] = [6, 5, 7, 2, 3, 4, 5, 6, 7];

impl Nip {
    /// Reads a NIP as people write it: `PL 123-456-32-18`.
    pub fn parse(text: &str) -> Parsed {
        let bare = bare(text);
        let digits = bare.strip_prefix("PL").unwrap_or(&bare);
        if digits.is_empty() {
            return Parsed::Absent;
        }
        Nip::from_digits(digits).map_or_else(|| Parsed::Wrong(text.to_owned()), Parsed::Valid)
    }

    /// Ten digits matching `[1-9]((\d[1-9])|([1-9]\d))\d{7}`; their sum by weight, modulo 11, is the
    /// last one (a remainder of 10 fits no digit).
    pub fn from_digits(text: &str) -> Option<Nip> {
        let ascii: [u8; 10] = text.as_bytes().try_into().ok()?;
        if !ascii.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let office_known = ascii[0] != b'0' && (ascii[1] != b'0' || ascii[2] != b'0');
        let sum: u32 = WEIGHTS
            .iter()
            .zip(ascii)
            .map(|(weight, digit)| weight * u32::from(digit - b'0'))
            .sum();
        (office_known && sum % 11 == u32::from(ascii[9] - b'0')).then_some(Nip(ascii))
    }

    /// The ten digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a NIP is made of ASCII digits")
    }
}

/// A tax number's text without white space, hyphens, dashes and dots, in capitals.
pub(crate) fn bare(text: &str) -> String {
    let parting = |c: char| matches!(c, '-' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    text.chars()
        .filter(|c| !c.is_whitespace() && !parting(*c))
        .flat_map(char::to_uppercase)
        .collect()
}

impl fmt::Display for Nip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl From<Nip> for String {
    fn from(nip: Nip) -> String {
        nip.to_string()
    }
}

impl TryFrom<String> for Nip {
    type Error = String;

    fn try_from(text: String) -> Result<Nip, String> {
        Nip::from_digits(&text).ok_or_else(|| format!("`{text}` is not a NIP"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn valid(text: &str) -> bool {
        matches!(Nip::parse(text), Parsed::Valid(_))
    }

    /// reference/firmino.md §4.7.
    #[test]
    fn vectors() {
        for nip in ["1234563218", "9291851723", "5265877635", "1111111111"] {
            assert!(valid(nip), "{nip}");
        }
        for wrong in [
            "1234567890",
            "0000000000",
            "0123456789",
            "1003456321",
            "123456321",
            "12345632188",
        ] {
            assert_eq!(Nip::parse(wrong), Parsed::Wrong(wrong.into()));
        }
    }

    #[test]
    fn as_people_write_it() {
        let plain = Nip::from_digits("1234563218").unwrap();
        for text in [
            "PL1234563218",
            "pl 123-456-32-18",
            " 123 456 32 18 ",
            "PL\u{a0}123\u{2013}4563218",
        ] {
            assert_eq!(Nip::parse(text), Parsed::Valid(plain), "{text}");
        }
        assert_eq!(plain.to_string(), "1234563218");
        for text in ["", "  ", "-", "PL", " pl - "] {
            assert_eq!(Nip::parse(text), Parsed::Absent, "{text:?}");
        }
        for text in [
            "brak",
            "PLPL1234563218",
            "NIP 1234563218",
            "１２３４５６３２１８",
            "DE123456789",
        ] {
            assert_eq!(Nip::parse(text), Parsed::Wrong(text.into()));
        }
    }

    #[test]
    fn a_remainder_of_ten_fits_no_digit() {
        let stem = "123456789";
        for last in 0..10 {
            assert!(!valid(&format!("{stem}{last}")));
        }
    }

    #[test]
    fn is_stored_as_its_digits() {
        let nip = Nip::from_digits("1111111111").unwrap();
        assert_eq!(serde_json::to_string(&nip).unwrap(), "\"1111111111\"");
        assert_eq!(serde_json::from_str::<Nip>("\"1111111111\"").unwrap(), nip);
        assert!(serde_json::from_str::<Nip>("\"1234567890\"").is_err());
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_noticed(place in 0usize..10, turn in 1u8..10) {
            let mut text = *b"1234563218";
            text[place] = b'0' + (text[place] - b'0' + turn) % 10;
            prop_assert!(!valid(std::str::from_utf8(&text).unwrap()));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*|[0-9 PL-]{0,14}") {
            if let Parsed::Valid(nip) = Nip::parse(&text) {
                prop_assert_eq!(Nip::parse(nip.as_str()), Parsed::Valid(nip));
            }
        }
    }
}
