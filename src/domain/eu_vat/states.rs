use std::fmt;

use jiff::civil::{Date, date};

use crate::domain::country::Country;

/// Letters before a VAT number: those of a member state (`EL` for Greece) or `XI`, Northern Ireland.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefix(&'static str);

/// ISO code, prefix, member since. Nobody has left but Great Britain, which is not listed.
const STATES: [(&str, &str, Date); 27] = [
    ("AT", "AT", date(1995, 1, 1)),
    ("BE", "BE", date(1958, 1, 1)),
    ("BG", "BG", date(2007, 1, 1)),
    ("CY", "CY", date(2004, 5, 1)),
    ("CZ", "CZ", date(2004, 5, 1)),
    ("DE", "DE", date(1958, 1, 1)),
    ("DK", "DK", date(1973, 1, 1)),
    ("EE", "EE", date(2004, 5, 1)),
    ("ES", "ES", date(1986, 1, 1)),
    ("FI", "FI", date(1995, 1, 1)),
    ("FR", "FR", date(1958, 1, 1)),
    ("GR", "EL", date(1981, 1, 1)),
    ("HR", "HR", date(2013, 7, 1)),
    ("HU", "HU", date(2004, 5, 1)),
    ("IE", "IE", date(1973, 1, 1)),
    ("IT", "IT", date(1958, 1, 1)),
    ("LT", "LT", date(2004, 5, 1)),
    ("LU", "LU", date(1958, 1, 1)),
    ("LV", "LV", date(2004, 5, 1)),
    ("MT", "MT", date(2004, 5, 1)),
    ("NL", "NL", date(1958, 1, 1)),
    ("PL", "PL", date(2004, 5, 1)),
    ("PT", "PT", date(1986, 1, 1)),
    ("RO", "RO", date(2007, 1, 1)),
    ("SE", "SE", date(1995, 1, 1)),
    ("SI", "SI", date(2004, 5, 1)),
    ("SK", "SK", date(2004, 5, 1)),
];

impl Prefix {
    /// `XI`: in the EU for goods, but no member state.
    pub const NORTHERN_IRELAND: Prefix = Prefix("XI");

    /// Reads two capital letters; `GR` is understood as `EL`.
    pub fn parse(letters: &str) -> Option<Prefix> {
        if letters == Self::NORTHERN_IRELAND.0 {
            return Some(Self::NORTHERN_IRELAND);
        }
        STATES
            .iter()
            .find(|(iso, prefix, _)| *prefix == letters || *iso == letters)
            .map(|(_, prefix, _)| Prefix(prefix))
    }

    /// Prefix of the numbers that a country gives.
    pub fn of(country: Country) -> Option<Prefix> {
        Prefix::parse(country.as_str())
    }

    /// The country that gives numbers with this prefix.
    pub fn country(self) -> Country {
        let iso = STATES
            .iter()
            .find(|(_, prefix, _)| *prefix == self.0)
            .map_or(Self::NORTHERN_IRELAND.0, |(iso, _, _)| *iso);
        Country::parse(iso).expect("the table holds countries only")
    }

    /// The two letters.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// Whether the country is a member state on that day. Great Britain is not, nor are territories with
/// a code of their own (see [`Country::is_special_territory`]).
pub fn is_eu(country: Country, day: Date) -> bool {
    STATES
        .iter()
        .any(|(iso, _, since)| *iso == country.as_str() && *since <= day)
}
