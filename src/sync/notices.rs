//! What is worth knowing, in words.

use super::orders::tally::Notice;
use crate::report::{Problem, visible};
use crate::texts::{Lang, eu_sales};

/// A notice of the report.
pub(super) fn told(lang: Lang, notice: &Notice) -> Problem {
    let (code, message, fix) = match notice {
        Notice::PaymentUnmapped { method, form } => (
            "payment.unmapped",
            lang.pick(
                format!("metody płatności „{method}” nie ma w [payments]: na dokumentach nie ma jej formy ani terminu"),
                format!("the payment method \"{method}\" is not in [payments]: its form and term are not on the documents"),
            ),
            // As TOML wants a key in quotes: `{:?}` escapes what it must.
            lang.pick(
                format!("dopisz w profilu pod [payments]: {method:?} = {{ form = {form:?}, days = 0 }}"),
                format!("add to [payments] in the profile: {method:?} = {{ form = {form:?}, days = 0 }}"),
            ),
        ),
        Notice::EuSales(year) => (
            "sales.eu-limit",
            eu_sales::message(lang, year).unwrap_or_default(),
            lang.pick(
                "zapytaj księgową o rejestrację do OSS; potem company.oss w profilu".to_owned(),
                "ask the accountant about registering for OSS; then company.oss in the profile".to_owned(),
            ),
        ),
    };
    Problem {
        code: code.to_owned(),
        subject: None,
        message: visible(&message).into_owned(),
        fix: visible(&fix).into_owned(),
    }
}
