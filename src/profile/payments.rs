//! `[payments]`: BaseLinker's methods of payment as documents name them.

use std::collections::BTreeMap;

use super::reading::{Entry, Section, misspells};
use crate::texts::Said;

/// Form and days of one method of payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentTerms {
    /// The form on the document.
    pub form: PaymentForm,
    /// Days to pay; above 0 such orders count as paid for `issue_when = "paid"`.
    pub days: u32,
}

/// A form of payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentForm {
    /// Przelew.
    Transfer,
    /// Gotówka.
    Cash,
    /// Karta.
    Card,
    /// Za pobraniem.
    CashOnDelivery,
    /// Words of the user's own, printed as they stand.
    Other(String),
}

impl std::fmt::Display for PaymentForm {
    /// The word of the profile.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let word = PaymentForm::WORDS
            .iter()
            .find(|(_, form)| form == self)
            .map(|(word, _)| *word);
        match (word, self) {
            (Some(word), _) => formatter.write_str(word),
            (None, Self::Other(words)) => formatter.write_str(words),
            (None, _) => Ok(()),
        }
    }
}

impl PaymentForm {
    const WORDS: [(&'static str, Self); 4] = [
        ("transfer", Self::Transfer),
        ("cash", Self::Cash),
        ("card", Self::Card),
        ("cash-on-delivery", Self::CashOnDelivery),
    ];

    fn read(entry: &Entry<'_>) -> Self {
        let example = "\"transfer\"";
        let Some(text) = entry.filled_text(example) else {
            return Self::Transfer;
        };
        if let Some((_, form)) = Self::WORDS.into_iter().find(|(word, _)| *word == text) {
            return form;
        }
        // A slip of the pen would be printed on invoices.
        if let Some((word, _)) = Self::WORDS.iter().find(|(word, _)| misspells(&text, word)) {
            let what = Said::of(|lang| {
                let shown = entry.shown(lang);
                lang.pick(
                    format!("jest {shown}, a to wygląda na {word:?} z literówką"),
                    format!("is {shown}, which looks like {word:?} misspelt"),
                )
            });
            let fix = Said::of(|lang| {
                lang.pick(
                    format!("napisz `form = {word:?}` albo zupełnie inne słowa, które mają być na wydruku"),
                    format!("write `form = {word:?}`, or quite other words to have them printed"),
                )
            });
            entry.refuse(&what, fix);
        }
        Self::Other(text)
    }
}

/// The methods by BaseLinker's names, without blanks around them.
pub(super) fn read(section: &Section<'_>) -> BTreeMap<String, PaymentTerms> {
    let terms = |method: Section<'_>| PaymentTerms {
        form: PaymentForm::read(&method.entry("form")),
        days: method.entry("days").whole(0, 0..=3650),
    };
    section
        .named_sections(&["form", "days"])
        .into_iter()
        .map(|(name, method)| (name.trim().to_owned(), terms(method)))
        .collect()
}
