//! Errors of Firmino's API.

use super::Words;
use super::net::{redirects, unreadable};
use crate::firmino::{FirminoError, Unkept};
use crate::net::Cause;
use crate::texts::Lang;

impl Words for FirminoError {
    fn words(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        let said = match self {
            FirminoError::LoginRefused { status, .. } => {
                format!("Firmino nie przyjmuje loginu (HTTP {status})")
            }
            FirminoError::BudgetSpent { used, limit, .. } => {
                format!("dzisiejsze żądania do Firmino są wyczerpane ({used} z {limit})")
            }
            FirminoError::RunSpent { limit, .. } => {
                format!("więcej żądań niż {limit} nie miało być wysłane")
            }
            FirminoError::Stopped { .. } => "przerwano przed wysłaniem".to_owned(),
            FirminoError::Uncounted { cause, .. } => {
                format!("nie da się policzyć żądania: {}", cause.words(lang))
            }
            FirminoError::Network { cause, .. } => cause.words(lang),
            FirminoError::WrongShape { what, .. } => unreadable(what),
            FirminoError::Redirect { status, .. } => redirects(*status),
            FirminoError::Http { status, .. } => Cause::Status(*status).words(lang),
            FirminoError::TooLarge { cause, .. } => cause.words(lang),
            FirminoError::Refused { message, .. } => format!("Firmino odmawia: {message}"),
        };
        format!("{}: {said}", self.method())
    }
}

impl Words for Unkept {
    fn words(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            Unkept::Busy => "inny program pisze do kopii danych".to_owned(),
            Unkept::Full(said) => {
                format!("nie udało się zapisać kopii danych (pełny dysk?): {said}")
            }
            Unkept::Unusable(said) => format!("nie da się użyć kopii danych: {said}"),
        }
    }
}
