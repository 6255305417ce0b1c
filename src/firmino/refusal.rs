//! What the words of a refusal mean. Firmino documents none of them: only what names a field or a rule is taken for a
//! refusal of what was sent.

/// What a text that came with `success: false` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The day's requests are spent.
    Limit,
    /// A field of what was sent is wrong: certainly not applied.
    Validation,
    /// Nobody knows: perhaps applied.
    Unknown,
}

/// Fields of customers, articles and documents (`reference/firmino.md` §2), in lower case; only names that are no words
/// of a sentence.
const FIELDS: [&str; 25] = [
    "fullname",
    "shortname",
    "locality",
    "countrycode",
    "regon",
    "houseno",
    "flatno",
    "postcode",
    "bankaccount",
    "vatrate",
    "classcode",
    "pricenet",
    "pricegross",
    "idarticle",
    "ordinalnumber",
    "documentname",
    "documentdate",
    "saledate",
    "documenttype",
    "finaldocumenttype",
    "pricetype",
    "printnotes",
    "termdate",
    "ossprocedure",
    "tin",
];

/// Beginnings of words by which Polish and English refuse a value.
const RULES: [&str; 22] = [
    "wymagan",
    "obowiązkow",
    "niepraw",
    "niepopraw",
    "błędn",
    "nieznan",
    "zbyt dług",
    "za dług",
    "maksymaln",
    "istnieje",
    "unikaln",
    "zajęt",
    "nie znaleziono",
    "required",
    "mandatory",
    "invalid",
    "incorrect",
    "unknown",
    "too long",
    "unique",
    "already exist",
    "not found",
];

/// Words by which a text about "limit" is one about requests, not about the length of a name or a sum of money.
const REQUESTS: [&str; 9] = [
    "zapyta", "żąda", "wywoła", "dzienn", "dzień", "request", "daily", "per day", "api",
];

impl Refusal {
    /// Reads the text, or the JSON, that stands in `response`.
    pub(super) fn of(text: &str) -> Self {
        let text = text.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if text.contains("limit") && has(&REQUESTS) {
            return Self::Limit;
        }
        let words = text.split(|c: char| !c.is_alphanumeric());
        let names_field = words.into_iter().any(|word| FIELDS.contains(&word));
        if names_field || has(&RULES) {
            return Self::Validation;
        }
        Self::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_names_a_field_or_a_rule_is_a_refusal_by_name() {
        for (text, meant) in [
            ("Przekroczono dzienny limit zapytań (500)", Refusal::Limit),
            ("Daily request limit exceeded", Refusal::Limit),
            ("API limit reached", Refusal::Limit),
            (
                "Przekroczono limit znaków w polu: nieprawidłowa długość",
                Refusal::Validation,
            ),
            ("Pole fullName jest wymagane", Refusal::Validation),
            (
                "{\"shortName\":\"Kontrahent o tym skrócie już istnieje\"}",
                Refusal::Validation,
            ),
            ("Nieprawidłowy NIP", Refusal::Validation),
            ("vatRate: invalid value", Refusal::Validation),
            ("Wystąpił błąd", Refusal::Unknown),
            ("Internal error", Refusal::Unknown),
            ("Przekroczono limit kredytu", Refusal::Unknown),
            ("Martin", Refusal::Unknown),
            ("", Refusal::Unknown),
        ] {
            assert_eq!(Refusal::of(text), meant, "{text}");
        }
    }
}
