//! The network, and what may be called with what.

use super::Words;
use crate::net::pace::PaceError;
use crate::net::{AddressError, Cause, LoginError, Shape, TokenError, TransportError};
use crate::report::time;
use crate::texts::Lang;

impl Words for Cause {
    fn words(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            Cause::Transport(error) => error.words(lang),
            Cause::Status(status) => format!("serwer odpowiada HTTP {status}"),
            Cause::Unreadable(shape) => unreadable(shape),
            Cause::Address(error) => error.words(lang),
        }
    }
}

/// A reply that is no good, in Polish.
pub(super) fn unreadable(shape: &Shape) -> String {
    let what = shape.words(Lang::Pl);
    format!("nie da się odczytać odpowiedzi: {what}")
}

/// A redirect, in Polish.
pub(super) fn redirects(status: u16) -> String {
    format!("serwer przekierowuje (HTTP {status}), a przekierowania nie są wykonywane")
}

impl Words for TransportError {
    fn words(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            TransportError::NoTls(said) => format!("TLS jest niedostępny: {said}"),
            TransportError::NoConnection(said) => format!("brak połączenia: {said}"),
            TransportError::Unmade(said) => format!("nie da się przygotować zapytania: {said}"),
            TransportError::TimedOut(limit) => {
                format!("brak odpowiedzi w ciągu {} s", limit.as_secs())
            }
            TransportError::Broken(said) => format!("połączenie zostało zerwane: {said}"),
            TransportError::Cut => "odpowiedź jest urwana".to_owned(),
            TransportError::TooLarge(cap) => {
                format!("odpowiedź jest większa niż {} MiB", cap >> 20)
            }
        }
    }
}

impl Words for Shape {
    fn words(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            Shape::Empty => "jest pusta".to_owned(),
            Shape::Cut => "jest urwana".to_owned(),
            Shape::NoJson(quoted) => format!("to nie JSON: {quoted}"),
            Shape::NoObject => "to nie obiekt JSON".to_owned(),
            Shape::NoPdf => "to nie PDF".to_owned(),
            Shape::Field(name) => format!("brak pola „{name}” albo jest nieczytelne"),
            Shape::Form(name) => format!("pole „{name}” ma inną postać, niż podaje dokumentacja"),
            Shape::Unasked(name) => format!("pole „{name}” dotyczy czego innego, niż pytano"),
            Shape::Key(list) => format!("klucz na liście „{list}” nie jest numerem ID"),
            Shape::Row(list) => {
                format!("wiersz listy „{list}” ma inną postać, niż podaje dokumentacja")
            }
            Shape::RowId { list, name } => {
                format!("wiersz listy „{list}” nie ma czytelnego pola „{name}”")
            }
            Shape::RowForm { list, id } => {
                format!("wiersz {id} listy „{list}” ma inną postać, niż podaje dokumentacja")
            }
            Shape::RowField { list, id, name } => {
                format!("wiersz {id} listy „{list}” nie ma czytelnego pola „{name}”")
            }
        }
    }
}

impl Words for AddressError {
    fn words(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            AddressError::NotAnAddress(text) => format!("„{text}” nie jest adresem"),
            AddressError::NotEncrypted(text) => {
                format!("„{text}” to nie https (http tylko dla 127.0.0.1, [::1] i localhost)")
            }
            AddressError::HoldsCredentials => "adres zawiera login albo hasło".to_owned(),
        }
    }
}

impl Words for TokenError {
    fn words(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            TokenError::Empty => "token jest pusty",
            TokenError::OddCharacters => "token zawiera znaki, których w tokenie nie ma",
        }
        .to_owned()
    }
}

impl Words for LoginError {
    fn words(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            LoginError::Empty => "login albo hasło jest puste",
            LoginError::OddCharacters => {
                "w loginie jest dwukropek, albo w loginie lub haśle znak sterujący"
            }
        }
        .to_owned()
    }
}

impl Words for PaceError {
    fn words(&self, lang: Lang) -> String {
        match (lang, self) {
            (_, PaceError::Blocked { until }) => {
                let until = time::short(until.as_second());
                lang.pick(
                    format!("token jest zablokowany do {until}"),
                    format!("the token is blocked until {until}"),
                )
            }
            (Lang::En, error) => error.to_string(),
            (Lang::Pl, PaceError::Open { path, cause }) => {
                format!(
                    "nie da się otworzyć pliku limitu wywołań {}: {cause}",
                    path.display()
                )
            }
            (Lang::Pl, PaceError::Foreign { path }) => {
                format!(
                    "{} nie jest plikiem limitu wywołań: zawiera dane innego programu",
                    path.display()
                )
            }
            (Lang::Pl, PaceError::NotOurs { path, cause }) => {
                format!(
                    "{} nie jest plikiem limitu wywołań albo jest uszkodzony: {cause}",
                    path.display()
                )
            }
            (Lang::Pl, PaceError::Unusable { path, cause }) => {
                format!(
                    "nie da się użyć pliku limitu wywołań {}: {cause}",
                    path.display()
                )
            }
            (Lang::Pl, PaceError::Full { path, cause }) => {
                format!(
                    "nie udało się zapisać pliku limitu wywołań {} (pełny dysk?): {cause}",
                    path.display()
                )
            }
            (Lang::Pl, PaceError::Busy { path }) => {
                format!(
                    "plik limitu wywołań {} jest zajęty przez inny proces",
                    path.display()
                )
            }
        }
    }
}
