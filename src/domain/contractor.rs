//! Contractors: Firmino's limits (firmino.md §2.2) and the ladder by which a buyer finds its card.

mod ladder;
mod short_name;
mod street;
mod values;

pub use ladder::{
    BuyerKey, ByName, Candidate, Match, MatchedBy, match_contractor, same_name_and_address,
};
pub use short_name::short_name;
pub use street::{Street, split_street};
pub use values::{ContractorField, ContractorValues};

use super::names::folded;

/// Most characters of a contractor's `fullName`.
pub const FULL_NAME: usize = 500;
/// Most characters of a contractor's `shortName`, which is unique.
pub const SHORT_NAME: usize = 25;
/// Most characters of a contractor's `locality`.
pub const LOCALITY: usize = 30;
/// Most characters of a contractor's `street`.
pub const STREET: usize = 120;
/// Most characters of a contractor's `houseNo` and of its `flatNo`.
pub const HOUSE: usize = 10;
/// Most characters of a contractor's `postCode`.
pub const POSTCODE: usize = 30;

/// Most characters of a contractor's `email`.
pub const EMAIL: usize = 250;
/// Most characters of a contractor's `phone`.
pub const PHONE: usize = 50;
/// Most characters of a contractor's `tin`.
pub const TIN: usize = 20;

/// A text as a card keeps it: trimmed, white space folded, NFC, at most so many characters (Unicode
/// scalars).
pub fn cut(text: &str, limit: usize) -> String {
    let mut kept: String = folded(text).chars().take(limit).collect();
    kept.truncate(kept.trim_end().len());
    kept
}

/// A city as a card keeps it.
pub fn locality(city: &str) -> String {
    cut(city, LOCALITY)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_long_city_is_cut_between_letters() {
        assert_eq!(locality(" Zielona   Góra "), "Zielona Góra");
        let long = locality("Łłłłłłłłłł Łłłłłłłłłł Łłłłłłłł łłłł");
        assert_eq!(long, "Łłłłłłłłłł Łłłłłłłłłł Łłłłłłłł");
        assert_eq!(long.chars().count(), 30);
        assert_eq!(cut("abc def", 4), "abc");
    }

    proptest! {
        #[test]
        fn no_city_is_too_long(text in "\\PC*") {
            let kept = locality(&text);
            prop_assert!(kept.chars().count() <= LOCALITY);
            prop_assert!(folded(&text).starts_with(&kept));
        }
    }
}
