//! Errors of Firmino in words.

use super::words::Words as _;
use super::{Exit, Failure};
use crate::firmino::FirminoError;
use crate::texts::Lang;

impl Failure {
    /// An error of Firmino's API.
    pub fn of_firmino(lang: Lang, error: &FirminoError) -> Failure {
        let later = lang.pick(
            "uruchom ponownie później: pójdzie dalej od miejsca, w którym stanęło",
            "run it again later: it goes on from where it stopped",
        );
        let look = lang.pick(
            "uruchom ponownie; jeśli się powtarza, sprawdź firmino.api_url i stan Firmino",
            "run it again; if it stays, look at firmino.api_url and at Firmino's state",
        );
        let (exit, code, fix) = match error {
            FirminoError::LoginRefused { .. } => (
                Exit::Token,
                "firmino.login-refused",
                lang.pick(
                    "sprawdź login i hasło (dwa wiersze pliku z firmino.credentials) oraz firmino.company; 403 może też znaczyć, że dzienny limit żądań jest wyczerpany",
                    "look at login and password (two lines of the file in firmino.credentials) and firmino.company; 403 may also mean that the day's requests are spent",
                ),
            ),
            FirminoError::BudgetSpent { .. } => (
                Exit::Later,
                "firmino.budget-spent",
                lang.pick(
                    "uruchom jutro: pójdzie dalej od miejsca, w którym stanęło (limit: firmino.requests_per_day, w Firmino 500)",
                    "run it tomorrow: it goes on from where it stopped (limit: firmino.requests_per_day, Firmino's is 500)",
                ),
            ),
            FirminoError::RunSpent { .. } => (
                Exit::Done,
                "firmino.run-spent",
                lang.pick(
                    "uruchom ponownie, a pójdzie dalej; albo podaj większe --max-requests",
                    "run it again and it goes on; or give more --max-requests",
                ),
            ),
            FirminoError::Stopped { .. } => (
                Exit::Interrupted,
                "pass.interrupted",
                lang.pick(
                    "uruchom ponownie: pójdzie dalej od tego miejsca",
                    "run it again: it goes on from here",
                ),
            ),
            FirminoError::Uncounted { .. } => (Exit::Failed, "firmino.uncounted", later),
            FirminoError::Network { .. } => (Exit::Later, "firmino.network", later),
            FirminoError::WrongShape { .. } => (Exit::Failed, "firmino.wrong-shape", look),
            FirminoError::Redirect { .. } => (
                Exit::Failed,
                "firmino.redirect",
                lang.pick("popraw firmino.api_url w profilu", "mend firmino.api_url in the profile"),
            ),
            FirminoError::Http { .. } => (Exit::Failed, "firmino.http", look),
            FirminoError::TooLarge { .. } => (Exit::Failed, "firmino.too-large", look),
            FirminoError::Refused { .. } => (
                Exit::Failed,
                "firmino.refused",
                lang.pick(
                    "sprawdź firmino.company i uprawnienia tego loginu w Firmino",
                    "look at firmino.company and at what this login may do in Firmino",
                ),
            ),
        };
        Failure::new(exit, code, error.words(lang), fix)
    }
}
