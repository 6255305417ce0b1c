//! Formats of numbers in words.

use super::Lang;
use crate::domain::numbering::FormatError;

/// Why a text is no format.
pub fn wrong_format(lang: Lang, error: &FormatError) -> String {
    if lang == Lang::En {
        return error.to_string();
    }
    match error {
        FormatError::NoNumber => "brakuje {n}".to_owned(),
        FormatError::TwoNumbers => "{n} stoi więcej niż raz".to_owned(),
        FormatError::UnknownPlaceholder(name) => format!(
            "nieznane {{{}}}; są: {{n}} {{dd}} {{mm}} {{m}} {{yyyy}} {{yy}}",
            name.escape_debug()
        ),
        FormatError::Brace => "nawias nie jest domknięty albo otwarty".to_owned(),
        FormatError::MonthWithoutYear => {
            "miesiąc wymaga obok roku, bo numery by się powtórzyły".to_owned()
        }
        FormatError::DayWithoutMonth => {
            "dzień wymaga obok miesiąca i roku, bo numery by się powtórzyły".to_owned()
        }
        FormatError::RunTogether => "między {n} a {m} musi stać coś innego niż cyfry".to_owned(),
        FormatError::Control => "numer nie może zawierać znaku sterującego".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_format_is_told_in_both_languages() {
        for error in [
            FormatError::NoNumber,
            FormatError::TwoNumbers,
            FormatError::UnknownPlaceholder("x".to_owned()),
            FormatError::Brace,
            FormatError::MonthWithoutYear,
            FormatError::DayWithoutMonth,
            FormatError::RunTogether,
            FormatError::Control,
        ] {
            let polish = wrong_format(Lang::Pl, &error);
            assert_ne!(polish, wrong_format(Lang::En, &error), "{error:?}");
        }
    }
}
