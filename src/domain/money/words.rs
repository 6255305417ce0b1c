//! Sums in Polish words, as they stand on a document.

use super::Amount;

const ONES: [&str; 20] = [
    "zero",
    "jeden",
    "dwa",
    "trzy",
    "cztery",
    "pięć",
    "sześć",
    "siedem",
    "osiem",
    "dziewięć",
    "dziesięć",
    "jedenaście",
    "dwanaście",
    "trzynaście",
    "czternaście",
    "piętnaście",
    "szesnaście",
    "siedemnaście",
    "osiemnaście",
    "dziewiętnaście",
];

const TENS: [&str; 10] = [
    "",
    "",
    "dwadzieścia",
    "trzydzieści",
    "czterdzieści",
    "pięćdziesiąt",
    "sześćdziesiąt",
    "siedemdziesiąt",
    "osiemdziesiąt",
    "dziewięćdziesiąt",
];

const HUNDREDS: [&str; 10] = [
    "",
    "sto",
    "dwieście",
    "trzysta",
    "czterysta",
    "pięćset",
    "sześćset",
    "siedemset",
    "osiemset",
    "dziewięćset",
];

/// A noun after 1, after 2–4, and after all others.
type Forms = [&'static str; 3];

/// Names of the groups of three digits, from the highest that 64 bits of hundredths reach.
const GROUPS: [(u64, Forms); 5] = [
    (1_000_000_000_000_000, ["biliard", "biliardy", "biliardów"]),
    (1_000_000_000_000, ["bilion", "biliony", "bilionów"]),
    (1_000_000_000, ["miliard", "miliardy", "miliardów"]),
    (1_000_000, ["milion", "miliony", "milionów"]),
    (1_000, ["tysiąc", "tysiące", "tysięcy"]),
];

const ZLOTY: Forms = ["złoty", "złote", "złotych"];

/// `sto dwadzieścia trzy złote 45/100`; a currency other than PLN by its code: `sto dwadzieścia trzy EUR 45/100`. The
/// thousand is counted (`jeden tysiąc`), so that no word can be put before it.
pub fn in_words(amount: Amount, currency: &str) -> String {
    let hundredths = amount.grosze().unsigned_abs();
    let units = hundredths / 100;
    let mut words = Vec::new();
    if amount.grosze() < 0 {
        words.push("minus");
    }
    let mut rest = units;
    for (size, forms) in GROUPS {
        let count = rest / size;
        rest %= size;
        if count > 0 {
            below_thousand(count, &mut words);
            words.push(form(count, forms));
        }
    }
    if rest > 0 || units == 0 {
        below_thousand(rest, &mut words);
    }
    words.push(match currency {
        "PLN" => form(units, ZLOTY),
        code => code,
    });
    format!("{} {:02}/100", words.join(" "), hundredths % 100)
}

/// The form of a noun that is counted.
fn form(count: u64, [one, few, many]: Forms) -> &'static str {
    match (count, count % 10, count % 100) {
        (1, ..) => one,
        (_, _, 12..=14) => many,
        (_, 2..=4, _) => few,
        _ => many,
    }
}

fn below_thousand(count: u64, words: &mut Vec<&str>) {
    let name = |names: &[&'static str], place: u64| {
        let place = usize::try_from(place).unwrap_or_default();
        names.get(place).copied().unwrap_or_default()
    };
    let rest = count % 100;
    let (tens, ones) = match rest {
        0..20 => (0, rest),
        _ => (rest / 10, rest % 10),
    };
    if count >= 100 {
        words.push(name(&HUNDREDS, count / 100));
    }
    if tens > 0 {
        words.push(name(&TENS, tens));
    }
    if ones > 0 || count == 0 {
        words.push(name(&ONES, ones));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sums as a person wrote them out.
    const WRITTEN: [(&str, &str); 66] = [
        ("0.00", "zero złotych 00/100"),
        ("0.01", "zero złotych 01/100"),
        ("0.99", "zero złotych 99/100"),
        ("1.00", "jeden złoty 00/100"),
        ("1.01", "jeden złoty 01/100"),
        ("2.00", "dwa złote 00/100"),
        ("3.50", "trzy złote 50/100"),
        ("4.99", "cztery złote 99/100"),
        ("5.00", "pięć złotych 00/100"),
        ("6.07", "sześć złotych 07/100"),
        ("7.00", "siedem złotych 00/100"),
        ("8.00", "osiem złotych 00/100"),
        ("9.90", "dziewięć złotych 90/100"),
        ("10.00", "dziesięć złotych 00/100"),
        ("11.00", "jedenaście złotych 00/100"),
        ("12.00", "dwanaście złotych 00/100"),
        ("13.00", "trzynaście złotych 00/100"),
        ("14.00", "czternaście złotych 00/100"),
        ("15.00", "piętnaście złotych 00/100"),
        ("16.00", "szesnaście złotych 00/100"),
        ("17.00", "siedemnaście złotych 00/100"),
        ("18.00", "osiemnaście złotych 00/100"),
        ("19.99", "dziewiętnaście złotych 99/100"),
        ("20.00", "dwadzieścia złotych 00/100"),
        ("21.00", "dwadzieścia jeden złotych 00/100"),
        ("22.00", "dwadzieścia dwa złote 00/100"),
        ("25.00", "dwadzieścia pięć złotych 00/100"),
        ("33.33", "trzydzieści trzy złote 33/100"),
        ("44.00", "czterdzieści cztery złote 00/100"),
        ("51.00", "pięćdziesiąt jeden złotych 00/100"),
        ("62.00", "sześćdziesiąt dwa złote 00/100"),
        ("73.00", "siedemdziesiąt trzy złote 00/100"),
        ("88.00", "osiemdziesiąt osiem złotych 00/100"),
        ("99.99", "dziewięćdziesiąt dziewięć złotych 99/100"),
        ("100.00", "sto złotych 00/100"),
        ("101.00", "sto jeden złotych 00/100"),
        ("102.00", "sto dwa złote 00/100"),
        ("112.00", "sto dwanaście złotych 00/100"),
        ("113.00", "sto trzynaście złotych 00/100"),
        ("114.00", "sto czternaście złotych 00/100"),
        ("122.00", "sto dwadzieścia dwa złote 00/100"),
        ("123.45", "sto dwadzieścia trzy złote 45/100"),
        ("200.00", "dwieście złotych 00/100"),
        ("304.00", "trzysta cztery złote 00/100"),
        ("415.00", "czterysta piętnaście złotych 00/100"),
        ("500.00", "pięćset złotych 00/100"),
        ("612.00", "sześćset dwanaście złotych 00/100"),
        ("723.00", "siedemset dwadzieścia trzy złote 00/100"),
        ("834.00", "osiemset trzydzieści cztery złote 00/100"),
        (
            "999.00",
            "dziewięćset dziewięćdziesiąt dziewięć złotych 00/100",
        ),
        ("1000.00", "jeden tysiąc złotych 00/100"),
        ("1001.00", "jeden tysiąc jeden złotych 00/100"),
        ("1002.00", "jeden tysiąc dwa złote 00/100"),
        ("2000.00", "dwa tysiące złotych 00/100"),
        (
            "5432.10",
            "pięć tysięcy czterysta trzydzieści dwa złote 10/100",
        ),
        ("12000.00", "dwanaście tysięcy złotych 00/100"),
        ("22000.00", "dwadzieścia dwa tysiące złotych 00/100"),
        ("21000.00", "dwadzieścia jeden tysięcy złotych 00/100"),
        ("100000.00", "sto tysięcy złotych 00/100"),
        (
            "113014.00",
            "sto trzynaście tysięcy czternaście złotych 00/100",
        ),
        ("1000000.00", "jeden milion złotych 00/100"),
        ("1000001.00", "jeden milion jeden złotych 00/100"),
        ("2000003.07", "dwa miliony trzy złote 07/100"),
        ("15000000.00", "piętnaście milionów złotych 00/100"),
        (
            "102030405.60",
            "sto dwa miliony trzydzieści tysięcy czterysta pięć złotych 60/100",
        ),
        (
            "999999999.99",
            "dziewięćset dziewięćdziesiąt dziewięć milionów dziewięćset dziewięćdziesiąt dziewięć tysięcy dziewięćset dziewięćdziesiąt dziewięć złotych 99/100",
        ),
    ];

    #[test]
    fn sums_are_written_out_in_polish() {
        for (sum, words) in WRITTEN {
            assert_eq!(in_words(sum.parse().unwrap(), "PLN"), words, "{sum}");
        }
    }

    #[test]
    fn other_currencies_stand_by_their_code() {
        let sum = "1123.45".parse().unwrap();
        assert_eq!(
            in_words(sum, "EUR"),
            "jeden tysiąc sto dwadzieścia trzy EUR 45/100"
        );
        assert_eq!(
            in_words("-12.05".parse().unwrap(), "PLN"),
            "minus dwanaście złotych 05/100"
        );
    }

    #[test]
    fn the_bounds_have_words() {
        let most = in_words(Amount::from_grosze(i64::MAX), "PLN");
        assert!(
            most.starts_with("dziewięćdziesiąt dwa biliardy dwieście trzydzieści trzy biliony")
        );
        assert!(most.ends_with("siedem złotych 07/100") || most.ends_with("osiem złotych 07/100"));
        assert!(in_words(Amount::from_grosze(i64::MIN), "PLN").starts_with("minus "));
    }

    /// Words that lose or repeat a place would meet here.
    #[test]
    fn no_two_sums_have_the_same_words() {
        let mut seen = std::collections::HashSet::new();
        for units in 0..200_000 {
            assert!(seen.insert(in_words(Amount::from_grosze(units * 100), "PLN")));
        }
    }
}
