use super::HOUSE;
use crate::domain::names::folded;

/// An address line as Firmino's three fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Street {
    /// Street, or the whole line where its parts are not certain.
    pub street: String,
    /// House number, or empty.
    pub house: String,
    /// Flat number, or empty.
    pub flat: String,
}

/// Words after which a number is not a house's.
const NO_STREET: &[&str] = &[
    "box",
    "skr",
    "skrytka",
    "poczt",
    "pocztowa",
    "postfach",
    "paczkomat",
    "pok",
    "pokój",
    "piętro",
    "kod",
];

/// Words before a street's name.
const MARKS: &[&str] = &[
    "ul.", "ul", "al.", "al", "os.", "os", "pl.", "pl", "ulica", "aleja", "plac",
];

/// Words before a flat's number.
const FLAT: &[&str] = &["m", "m.", "lok", "lok.", "/"];

/// Parts a BaseLinker address line into Firmino's fields: `ul. Krótka 3/5a`, `ul. Krótka 3 m. 5`.
/// Whatever is less certain stays in `street` as it is; nothing is lost but the flat's mark.
pub fn split_street(line: &str) -> Street {
    let line = folded(line);
    parts(&line).unwrap_or(Street {
        street: line,
        ..Street::default()
    })
}

fn parts(line: &str) -> Option<Street> {
    let words: Vec<&str> = line.split(' ').collect();
    let (street, house, flat) = match words.as_slice() {
        [street @ .., house, mark, flat] if FLAT.contains(&mark.to_lowercase().as_str()) => {
            (street, *house, *flat)
        }
        [street @ .., numbers] => {
            let (house, flat) = numbers.split_once('/').unwrap_or((numbers, ""));
            (street, house, flat)
        }
        [] => return None,
    };
    let certain = is_street(street)
        && is_house(house)
        && (flat.is_empty() && !line.ends_with('/') || is_number(flat));
    certain.then(|| Street {
        street: street.join(" "),
        house: house.to_owned(),
        flat: flat.to_owned(),
    })
}

/// Words with letters; a number only as the first of the name (`3 Maja`, `ul. 11 Listopada`).
fn is_street(words: &[&str]) -> bool {
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let named = match words {
        [first, rest @ ..] if MARKS.contains(&first.to_lowercase().as_str()) => rest,
        all => all,
    };
    let (Some(first), Some(last)) = (named.first(), named.last()) else {
        return false;
    };
    let plain = |word: &&str| {
        let bare = word.to_lowercase();
        let bare = bare.trim_end_matches('.');
        !NO_STREET.contains(&bare) && !word.contains([',', ';', ':', '/', '#'])
    };
    words.iter().all(plain)
        && last.chars().any(char::is_alphabetic)
        && !named.iter().skip(1).any(|word| is_number(word))
        && !(is_number(first) && named.len() == 1)
        && !is_number(last)
}

/// `3`, `12A`, `5-7`; a postcode such as `65-001` is none.
fn is_house(text: &str) -> bool {
    match text.split_once('-') {
        None => is_number(text),
        Some((from, to)) => {
            let postcode = from.len() == 2 && to.len() == 3;
            is_number(from) && is_number(to) && !postcode && text.len() <= HOUSE
        }
    }
}

/// Up to four digits, the first not zero, and at most one letter.
fn is_number(text: &str) -> bool {
    let digits = text
        .strip_suffix(|c: char| c.is_ascii_alphabetic())
        .unwrap_or(text);
    (1..=4).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(line: &str) -> (String, String, String) {
        let Street {
            street,
            house,
            flat,
        } = split_street(line);
        (street, house, flat)
    }

    #[test]
    fn parts_what_is_certain() {
        for (line, street, house, flat) in [
            ("ul. Krótka 3/5a", "ul. Krótka", "3", "5a"),
            ("ul. Krótka 3", "ul. Krótka", "3", ""),
            ("Krótka  12A", "Krótka", "12A", ""),
            ("ul. Krótka 3 m. 5", "ul. Krótka", "3", "5"),
            ("Krótka 3 lok 5", "Krótka", "3", "5"),
            ("Krótka 3 / 5", "Krótka", "3", "5"),
            ("al. Jana Pawła II 12", "al. Jana Pawła II", "12", ""),
            ("3 Maja 12", "3 Maja", "12", ""),
            ("ul. 11 Listopada 5/7", "ul. 11 Listopada", "5", "7"),
            ("Hauptstr. 5-7", "Hauptstr.", "5-7", ""),
            ("os. Tysiąclecia 15", "os. Tysiąclecia", "15", ""),
        ] {
            assert_eq!(
                split(line),
                (street.into(), house.into(), flat.into()),
                "{line}"
            );
        }
    }

    #[test]
    fn leaves_the_rest_whole() {
        for line in [
            "",
            "Krótka",
            "12",
            "ul. 3",
            "ul. 3 Maja",
            "12 Baker Street",
            "Krótka 3 5",
            "Krótka 12 A",
            "Krótka 3/5/7",
            "Krótka 3/",
            "Krótka 3, piętro 2",
            "Krótka 3, 2",
            "PO Box 12",
            "Skrytka pocztowa 12",
            "Paczkomat ZGO01M",
            "Krótka 65-001",
            "Batalionów 1 Maja 3",
            "Krótka 12345",
            "Krótka 007",
            "ul. Krótka 3 m. V",
            "Osiedle 1/2 🎁",
            "ulica ٣",
        ] {
            assert_eq!(split(line), (line.into(), String::new(), String::new()));
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost(line in "\\PC*|(ul\\. )?[A-Z]{1,3} [0-9a-c/ -]{1,8}( ?(m\\.|lok|/) ?[0-9a]{1,3})?") {
            let Street { street, house, flat } = split_street(&line);
            let joined = if flat.is_empty() { house } else { format!("{house}/{flat}") };
            let line = folded(&line);
            let tail = line.strip_prefix(street.as_str()).expect("the street is the line's beginning");
            // Only the flat's mark may be written in another way.
            let tail = [" m. ", " lok. ", " lok ", " m ", " / "]
                .iter()
                .fold(tail.to_owned(), |tail, mark| tail.replace(mark, "/"));
            prop_assert_eq!(tail.trim_start(), joined);
        }
    }
}
