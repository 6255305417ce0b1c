use super::{SHORT_NAME, cut};

/// Shown where a buyer has no name at all.
const NAMELESS: &str = "Kontrahent";

/// A `shortName` for a new card: the full name cut to 25 characters, with the first number that makes
/// it unique at its end (`Jan Kowalski 2`) if it is taken already.
pub fn short_name(full: &str, taken: impl Fn(&str) -> bool) -> String {
    let cut_name = cut(full, SHORT_NAME);
    let base = if cut_name.is_empty() {
        NAMELESS
    } else {
        &cut_name
    };
    if !taken(base) {
        return base.to_owned();
    }
    (2u64..)
        .map(|number| {
            let ending = format!(" {number}");
            cut(base, SHORT_NAME - ending.len()) + &ending
        })
        .find(|candidate| !taken(candidate))
        .expect("fewer names are taken than there are numbers")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cuts_and_counts() {
        let free = |_: &str| false;
        assert_eq!(short_name("Anna  Próbna ", free), "Anna Próbna");
        assert_eq!(
            short_name("Przedsiębiorstwo Żeglugowe Łódź sp. z o.o.", free),
            "Przedsiębiorstwo Żeglugow"
        );
        assert_eq!(short_name("  ", free), "Kontrahent");
        let taken = ["Jan Kowalski", "Jan Kowalski 2"];
        assert_eq!(
            short_name("Jan Kowalski", |name| taken.contains(&name)),
            "Jan Kowalski 3"
        );
        assert_eq!(
            short_name("Przedsiębiorstwo Żeglugowe", |name| name
                == "Przedsiębiorstwo Żeglugow"),
            "Przedsiębiorstwo Żeglug 2"
        );
    }

    proptest! {
        #[test]
        fn is_short_and_unique(names in prop::collection::vec("\\PC{0,40}|Jan Kowalski|ąćę{0,30}", 1..40)) {
            let mut taken = HashSet::new();
            for name in names {
                let short = short_name(&name, |candidate| taken.contains(candidate));
                prop_assert!((1..=SHORT_NAME).contains(&short.chars().count()));
                prop_assert!(taken.insert(short));
            }
        }
    }
}
