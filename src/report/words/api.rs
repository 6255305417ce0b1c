//! Errors of BaseLinker's API.

use super::Words;
use super::net::{redirects, unreadable};
use crate::baselinker::ApiError;
use crate::net::Cause;
use crate::report::time;
use crate::texts::Lang;

impl Words for ApiError {
    fn words(&self, lang: Lang) -> String {
        let said = match self {
            // Both here: what it displays knows no zone.
            ApiError::Blocked { until, .. } => {
                let until = time::short(until.as_second());
                lang.pick(
                    format!("BaseLinker zablokował token do {until}"),
                    format!("BaseLinker has blocked the token until {until}"),
                )
            }
            _ if lang == Lang::En => return self.to_string(),
            ApiError::TokenRefused { code, .. } => {
                format!("BaseLinker nie przyjmuje tokena ({code})")
            }
            ApiError::AccountBlocked { message, .. } => {
                format!("BaseLinker zablokował konto: {message}")
            }
            ApiError::Network { cause, .. } => cause.words(lang),
            ApiError::WrongShape { what, .. } => unreadable(what),
            ApiError::Redirect { status, .. } => redirects(*status),
            ApiError::Http { status, .. } => Cause::Status(*status).words(lang),
            ApiError::TooLarge { cause, .. } => cause.words(lang),
            ApiError::Refused { code, message, .. } => format!("{code}: {message}"),
            ApiError::Pacing { source, .. } => source.words(lang),
        };
        format!("{}: {said}", self.method())
    }
}
