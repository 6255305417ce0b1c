//! Keys by which names, codes and places of two systems are compared. An empty text has no key:
//! empty never equals empty.

use unicode_normalization::UnicodeNormalization;

/// Key of a product's or contractor's name: trimmed, white space within folded to one space, NFC.
/// Case and Polish letters are kept: `Łóżko` is not `Lozko` (requirements.md 47).
pub fn key(name: &str) -> Option<String> {
    Some(folded(name)).filter(|key| !key.is_empty())
}

/// Key of a SKU: trimmed, otherwise exact.
pub fn sku_key(sku: &str) -> Option<String> {
    Some(sku.trim().to_owned()).filter(|key| !key.is_empty())
}

/// Key of an EAN: trimmed, otherwise exact.
pub fn ean_key(ean: &str) -> Option<String> {
    sku_key(ean)
}

/// Key of a postcode: without spaces and hyphens, in one case (`65 001` = `65-001`).
pub fn postcode_key(postcode: &str) -> Option<String> {
    let bare: String = postcode
        .chars()
        .filter(|c| !blank(*c) && !matches!(c, '-' | '\u{2010}'..='\u{2015}'))
        .collect();
    let key = one_case(&bare);
    Some(key).filter(|key| !key.is_empty())
}

/// Key of a city: as a name, in one case.
pub fn city_key(city: &str) -> Option<String> {
    Some(one_case(&folded(city))).filter(|key| !key.is_empty())
}

/// Trimmed, white space folded, NFC: how a text from outside is kept. A control character is white space here: nobody
/// prints it, and at NUL other programs take the text to end.
pub fn folded(text: &str) -> String {
    let composed: String = text.nfc().collect();
    let words: Vec<&str> = composed
        .split(blank)
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

fn blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

fn one_case(text: &str) -> String {
    text.nfc().flat_map(char::to_lowercase).nfc().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_equal_but_for_space_and_composition() {
        assert_eq!(key("Łóżko "), key("  Ło\u{301}z\u{307}ko"));
        assert_eq!(key("Kubek \t 300\u{a0}ml"), Some("Kubek 300 ml".into()));
        assert_ne!(key("Łóżko"), key("Lozko"));
        assert_ne!(key("Kubek"), key("kubek"));
        assert_eq!(key(" \u{a0}\n\0"), None);
        assert_eq!(key("\0Kubek\u{1b}300\0ml"), Some("Kubek 300 ml".into()));
        assert_eq!(key("@{doc_year} 🎁"), Some("@{doc_year} 🎁".into()));
    }

    #[test]
    fn codes_are_only_trimmed() {
        assert_eq!(sku_key(" KUB-300 "), Some("KUB-300".into()));
        assert_ne!(sku_key("KUB-300"), sku_key("kub-300"));
        assert_ne!(sku_key("A  B"), sku_key("A B"));
        assert_eq!(sku_key("  "), None);
        assert_eq!(ean_key(" 5900000000015"), Some("5900000000015".into()));
        assert_eq!(ean_key(""), None);
    }

    #[test]
    fn places_are_equal_in_any_case() {
        assert_eq!(postcode_key("65-001"), postcode_key(" 65 0\u{0}01"));
        assert_eq!(postcode_key("sw1a 1aa"), postcode_key("SW1A1AA"));
        assert_eq!(postcode_key(" - "), None);
        assert_eq!(city_key("ŁÓDŹ"), city_key(" Ło\u{301}dź "));
        assert_ne!(city_key("Łódź"), city_key("Lodz"));
        assert_eq!(city_key(""), None);
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(text in "\\PC*|[ \u{a0}\t\0a-cĄąo\u{301}z\u{307}]{0,12}") {
            for make in [key, sku_key, postcode_key, city_key] {
                if let Some(first) = make(&text) {
                    prop_assert_eq!(make(&first), Some(first));
                }
            }
        }
    }
}
