//! One read of Firmino, so that no untried login is saved without a word.

use std::cell::RefCell;
use std::time::Duration;

use super::{CALL, Looks};
use crate::cli::desk::{environment, of_profile};
use crate::cli::place;
use crate::firmino::{Client, Find, FirminoError, Place};
use crate::mirror::{Mirror, MirrorError};
use crate::net::retry::Retry;
use crate::net::{Line, SystemClock, SystemJitter};
use crate::profile::token::find_login;
use crate::profile::{self, LoginText};
use crate::report::progress::Spinner;
use crate::report::{Failure, Words as _};
use crate::sync::firmino::MirrorBudget;
use crate::texts::Lang;
use crate::wizard::facts::{Fact, LoginTried};
use crate::wizard::{Machine, TokenAtFault, Trouble, login_is_typed};

/// Logins of Firmino that need not be looked for.
#[derive(Default)]
pub(super) struct Logins {
    typed: RefCell<Option<LoginText>>,
    found: RefCell<Option<LoginText>>,
}

impl Looks<'_> {
    /// Login and password were typed.
    pub(in crate::cli::setup) fn use_login(&self, login: LoginText) {
        *self.logins.typed.borrow_mut() = Some(login);
    }

    /// Login and password were read where the answers say that they are; a program need not be run twice.
    pub(in crate::cli::setup) fn use_found_login(&self, login: LoginText) {
        *self.logins.found.borrow_mut() = Some(login);
    }

    /// Login and password that were typed and are to be saved.
    pub(in crate::cli::setup) fn typed_login(&self, machine: &Machine) -> Option<LoginText> {
        let draft = machine.draft();
        let meant = draft.firmino.joined && login_is_typed(draft, machine.facts());
        self.logins.typed.borrow().clone().filter(|_| meant)
    }

    /// Whether Firmino lets the login in: `customers/find` of one row, counted like any other request where there is a
    /// mirror to count in.
    pub(super) fn firmino(&self, text: &str, machine: &Machine) -> Result<Fact, Trouble> {
        let lang = self.lang();
        let other = |failure: Failure| Trouble {
            token: TokenAtFault::No,
            message: failure.message,
            fix: failure.fix,
        };
        let at = self
            .base
            .joined(machine.draft(), &self.onto)
            .map_err(other)?;
        let found = || self.logins.found.borrow().clone();
        let login = match self.typed_login(machine).or_else(found) {
            Some(login) => login,
            None => {
                let named = at.firmino.credentials.as_ref();
                find_login(named, &self.base.location, environment())
                    .map_err(|error| other(of_profile(lang, &error)))?
            }
        };
        let place = place::firmino(lang, &at.firmino, &login, "--firmino-url").map_err(other)?;
        let place = Place {
            timeout: place.timeout.min(CALL),
            ..place
        };
        let now = SystemClock;
        let counted = self
            .counted(&at.mirror)
            .map_err(|error| other(Failure::of_mirror(lang, &error)))?;
        let budget = MirrorBudget::new(counted, &now, at.firmino.requests_per_day, None);
        let spinner = Spinner::turn(text);
        let line = Line {
            transport: &self.transport,
            clock: &SystemClock,
            jitter: &SystemJitter,
            talk: &spinner,
        };
        let retry = Retry {
            tries: 2,
            base: Duration::from_secs(1),
            within: CALL * 2,
        };
        let client = Client::new(line, place, &budget).trying(retry);
        let one = Find {
            size: Some(1),
            ..Find::default()
        };
        let read = client.find_customers(&one);
        drop(spinner);
        match read {
            Ok(_) => Ok(Fact::Firmino(LoginTried)),
            Err(error) => Err(in_words(lang, &error)),
        }
    }

    /// The mirror that requests are counted in. Where there is none, or one of an older schema, which a look must not
    /// migrate, it is one in memory.
    fn counted(&self, place: &profile::MirrorPlace) -> Result<Mirror, MirrorError> {
        let now = jiff::Timestamp::now().as_second();
        let Ok(path) = self.base.location.mirror(place, &environment()) else {
            return Mirror::in_memory(now);
        };
        match Mirror::is_current(&path) {
            Ok(true) => Mirror::open(&path),
            Ok(false) | Err(MirrorError::Missing { .. } | MirrorError::Lost { .. }) => {
                Mirror::in_memory(now)
            }
            Err(error) => Err(error),
        }
    }
}

/// A failed read for somebody who sits before it.
fn in_words(lang: Lang, error: &FirminoError) -> Trouble {
    let said = Failure::of_firmino(lang, error);
    let (token, message, fix) = match error {
        FirminoError::LoginRefused { status: 401, .. } => (
            TokenAtFault::Yes,
            lang.pick(
                "Firmino nie przyjmuje tego loginu albo hasła (HTTP 401).",
                "Firmino refuses this login or password (HTTP 401).",
            )
            .to_owned(),
            lang.pick(
                "Sprawdź je, wchodząc na app.firmino.pl, i wpisz jeszcze raz.",
                "Try them by signing in at app.firmino.pl, and type them once more.",
            ),
        ),
        FirminoError::LoginRefused { status, .. } => (
            TokenAtFault::Perhaps,
            lang.pick(
                format!("Firmino odmawia (HTTP {status})."),
                format!("Firmino refuses (HTTP {status})."),
            ),
            lang.pick(
                "Zły login, hasło albo firma, albo wyczerpany dzienny limit żądań.",
                "Login, password or company are wrong, or the day's requests are spent.",
            ),
        ),
        FirminoError::Network { cause, .. } => {
            let cause = cause.words(lang);
            (
                TokenAtFault::No,
                lang.pick(
                    format!("Firmino nie odpowiada: {cause}"),
                    format!("Firmino does not answer: {cause}"),
                ),
                lang.pick(
                    "Sprawdź połączenie z internetem i spróbuj ponownie.",
                    "Look at the connection to the internet and try again.",
                ),
            )
        }
        FirminoError::BudgetSpent { used, limit, .. } => (
            TokenAtFault::No,
            lang.pick(
                format!("Dzisiejsze żądania do Firmino są wyczerpane ({used} z {limit})."),
                format!("The requests to Firmino of today are spent ({used} of {limit})."),
            ),
            lang.pick(
                "Zostaw login bez sprawdzenia; jutro sprawdzi go mirror pull.",
                "Keep the login untried; mirror pull tries it tomorrow.",
            ),
        ),
        FirminoError::Refused { message, .. } => (
            TokenAtFault::Perhaps,
            lang.pick(
                format!("Firmino odmawia: {message}"),
                format!("Firmino refuses: {message}"),
            ),
            lang.pick(
                "Sprawdź nazwę skróconą firmy i uprawnienia tego loginu w Firmino.",
                "Look at the company's short name and at what this login may do in Firmino.",
            ),
        ),
        _ => (TokenAtFault::No, said.message, ""),
    };
    let fix = match fix {
        "" => said.fix,
        fix => fix.to_owned(),
    };
    Trouble {
        token,
        message,
        fix,
    }
}
