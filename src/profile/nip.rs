//! The Polish tax number of the seller.

/// Ten digits of `text` (a `PL` before them, dashes and blanks are let go), if the checksum
/// is right: weights 6 5 7 2 3 4 5 6 7, the sum modulo 11 is the last digit, 10 is none.
pub(super) fn digits(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text
        .strip_prefix("PL")
        .or_else(|| text.strip_prefix("pl"))
        .unwrap_or(text);
    let digits: String = text
        .chars()
        .filter(|letter| !" -".contains(*letter))
        .collect();
    let values: Vec<u32> = digits
        .chars()
        .map(|letter| letter.to_digit(10))
        .collect::<Option<_>>()?;
    let (last, first) = values.split_last()?;
    let weights = [6, 5, 7, 2, 3, 4, 5, 6, 7];
    if first.len() != weights.len() || values.iter().all(|value| *value == 0) {
        return None;
    }
    let sum: u32 = first
        .iter()
        .zip(weights)
        .map(|(value, weight)| value * weight)
        .sum();
    (sum % 11 == *last).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_checksums_pass_in_every_usual_form() {
        for text in [
            "1234563218",
            "PL1234563218",
            "123-456-32-18",
            " pl 123 456 32 18 ",
        ] {
            assert_eq!(digits(text).as_deref(), Some("1234563218"), "{text}");
        }
        assert!(digits("1111111111").is_some());
    }

    #[test]
    fn wrong_ones_do_not() {
        for text in [
            "1234563219",
            "0000000000",
            "123456321",
            "12345632188",
            "",
            "123456321X",
            "DE123456321",
        ] {
            assert_eq!(digits(text), None, "{text}");
        }
    }
}
