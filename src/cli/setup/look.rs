//! Lookups of the wizard: reads only, each with a deadline, and a spinner beside it. `account` has the calls.

mod account;
mod firmino;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::time::Duration;

use super::base::Base;
use crate::baselinker::{self, Account, ApiError, Pacing};
use crate::cli::account::rate_file;
use crate::cli::desk::of_profile;
use crate::cli::place;
use crate::domain::import::{Kind, Problem};
use crate::net::pace::{Limit, Pace};
use crate::net::retry::Retry;
use crate::net::{HttpTransport, Line, SystemClock, SystemJitter, Token};
use crate::profile::{self, ProfileText, TokenText};
use crate::report::progress::Spinner;
use crate::report::time;
use crate::report::{Exit, Failure, Words as _};
use crate::sync::import::{cards, mapping::Mapping, text};
use crate::sync::preview::{self, Sample};
use crate::sync::settings::Settings;
use crate::texts::{self, Lang};
use crate::wizard::facts::{CardSeen, Fact, Need};
use crate::wizard::{Machine, TokenAtFault, Trouble};

/// One call takes no longer than this.
const CALL: Duration = Duration::from_secs(15);

/// Looks things up in one account.
pub(super) struct Looks<'b> {
    base: &'b Base,
    account: profile::Account,
    token: Option<TokenText>,
    logins: firmino::Logins,
    /// The text that the effect's answers are put into.
    onto: ProfileText,
    transport: HttpTransport,
    sample: RefCell<Sample>,
    statuses: RefCell<Vec<(i64, String)>>,
    warehouses: RefCell<Vec<baselinker::Warehouse>>,
    used_series: RefCell<BTreeSet<i64>>,
}

impl<'b> Looks<'b> {
    pub(super) fn new(base: &'b Base, token: Option<TokenText>) -> Result<Looks<'b>, Failure> {
        Looks::of(base, base.account()?, token)
    }

    pub(super) fn of(
        base: &'b Base,
        account: profile::Account,
        token: Option<TokenText>,
    ) -> Result<Looks<'b>, Failure> {
        let transport = HttpTransport::new()
            .map_err(|error| Failure::new(Exit::Failed, "net", error.to_string(), ""))?;
        Ok(Looks {
            base,
            account,
            token,
            logins: firmino::Logins::default(),
            onto: base.text(),
            transport,
            sample: RefCell::default(),
            statuses: RefCell::default(),
            warehouses: RefCell::default(),
            used_series: RefCell::default(),
        })
    }

    /// Answers came from a file, with keys that the wizard never asks.
    pub(super) fn put_onto(&mut self, text: ProfileText) {
        self.onto = text;
    }

    pub(super) fn use_token(&mut self, token: TokenText) {
        self.token = Some(token);
    }

    fn lang(&self) -> Lang {
        self.base.lang
    }

    /// Looks one thing up.
    ///
    /// # Errors
    /// What went wrong, for people.
    pub(super) fn look(&self, need: Need, machine: &Machine) -> Result<Fact, Trouble> {
        let lang = self.lang();
        let text = match need {
            Need::Account => lang.pick("sprawdzam token…", "trying the token…"),
            Need::Firmino => lang.pick("sprawdzam login Firmino…", "trying Firmino's login…"),
            Need::Sellers => lang.pick("czytam dane z faktur…", "reading data of invoices…"),
            Need::Orders => lang.pick("czytam ostatnie zamówienia…", "reading the latest orders…"),
            Need::Effect => lang.pick("liczę skutek…", "computing the effect…"),
            Need::Series => lang.pick("czytam serie faktur…", "reading series of invoices…"),
            Need::PriceGroups => lang.pick("czytam grupy cenowe…", "reading price groups…"),
            Need::Cards => lang.pick("czytam plik kartotek…", "reading the file of cards…"),
            Need::Products => lang.pick("porównuję produkty…", "comparing products…"),
            Need::Warehouses => lang.pick("czytam magazyny…", "reading warehouses…"),
        };
        match need {
            Need::Firmino => self.firmino(text, machine),
            Need::Cards => self.cards(machine),
            Need::Effect => Ok(Fact::Effect(self.effect(machine))),
            _ => self.read(text, need, machine).map_err(|failure| Trouble {
                token: if failure.exit == Exit::Token {
                    TokenAtFault::Yes
                } else {
                    TokenAtFault::No
                },
                message: failure.message,
                fix: failure.fix,
            }),
        }
    }

    /// Calls the account, with a spinner.
    fn read(&self, text: &str, need: Need, machine: &Machine) -> Result<Fact, Failure> {
        let lang = self.lang();
        let Some(token) = &self.token else {
            return Err(Failure::new(
                Exit::Token,
                "setup.no-token",
                lang.pick("nie ma tokenu", "there is no token"),
                lang.pick(
                    "wklej token z panelu BaseLinker",
                    "paste the token of BaseLinker's panel",
                ),
            ));
        };
        let wrong = |message: String| Failure::new(Exit::Token, "setup.token", message, "");
        let token = Token::parse(token.expose()).map_err(|error| wrong(error.words(lang)))?;
        let address = place::address(lang, &self.account.api_url, "--api-url")?;
        let path = rate_file(&self.base.location, &self.account, &token.fingerprint())
            .map_err(|error| of_profile(lang, &error))?;
        let calls = NonZeroU32::new(self.account.rate_limit).unwrap_or(NonZeroU32::MIN);
        let limit = Limit {
            timeout: self.account.timeout.min(CALL),
            // Nobody sits through a block: it is told, and one can try again.
            longest_block: Duration::ZERO,
            ..Limit::new(calls, self.account.rate_window)
        };
        let pace = Pace::open(&path, limit).map_err(|error| Failure::of_pace(lang, &error))?;
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
        let account = Account::new(line, address, token, Pacing { pace, retry });
        let read = self.fetch(&account, need, machine);
        drop(spinner);
        read.map_err(|error| in_words(lang, &error))
    }

    fn cards(&self, machine: &Machine) -> Result<Fact, Trouble> {
        let name = machine.draft().cards_file.as_str();
        if name.is_empty() {
            return Ok(Fact::Cards(Vec::new()));
        }
        let lang = self.lang();
        let trouble = |message: String, fix: String| Trouble {
            token: TokenAtFault::No,
            message,
            fix,
        };
        let bytes = std::fs::File::open(name)
            .and_then(text::take)
            .map_err(|error| {
                trouble(
                    format!("{name}: {error}"),
                    lang.pick(
                        "podaj plik, który można czytać, albo „-”",
                        "name a file that can be read, or \"-\"",
                    )
                    .to_owned(),
                )
            })?;
        let told = |problem: &Problem| {
            trouble(
                format!("{name}: {}", texts::import::message(lang, problem)),
                texts::import::fix(lang, Kind::Products, &problem.wrong),
            )
        };
        let bytes = bytes.map_err(|problem| told(&problem))?;
        let file = cards::read(&bytes, &Mapping::default()).map_err(|problems| {
            match problems.listed.first() {
                Some(first) => told(first),
                None => trouble(name.to_owned(), String::new()),
            }
        })?;
        let cards = file.rows.into_iter().map(|row| CardSeen {
            sku: row.values.sku.clone().unwrap_or_default(),
            name: row.values.name.clone().unwrap_or_default(),
            linked: None,
        });
        Ok(Fact::Cards(cards.collect()))
    }

    /// What the answers would make of the sample; `None` where they are not whole yet.
    fn effect(&self, machine: &Machine) -> Option<crate::report::effect::Effect> {
        let mut draft = machine.draft().clone();
        // Neither changes a kind, and both may not be answered yet.
        draft.send_invoices = false;
        draft.send_stock = false;
        let text = self.base.written(&draft, self.onto.clone());
        let profile = self.base.parse(&text).ok()?;
        let settings = Settings::from_profile(self.base.location.name().as_str(), &profile)?;
        let sample = self.sample.borrow();
        let now = jiff::Timestamp::now();
        preview::effect(
            &settings,
            &self.statuses.borrow(),
            &self.warehouses.borrow(),
            &sample,
            now,
        )
        .ok()
    }
}

/// A failed call for somebody who sits before it: in their language, and with what they can do now.
fn in_words(lang: Lang, error: &ApiError) -> Failure {
    let mut failure = Failure::of_api(lang, error);
    match error {
        ApiError::Blocked { until, .. } => {
            // The next whole second: who tries again at the time that was told is not refused for a fraction.
            let until = time::clock(until.as_second().saturating_add(1));
            failure.message = lang.pick(
                format!("BaseLinker zablokował ten token za zbyt wiele wywołań, do {until}"),
                format!("BaseLinker has blocked this token for too many calls, until {until}"),
            );
            failure.fix = lang
                .pick(
                    "poczekaj do tej godziny i spróbuj ponownie; własny token tylko dla tego narzędzia zapobiega blokadom",
                    "wait until then and try again; a token for this tool alone prevents blocks",
                )
                .to_owned();
        }
        ApiError::Network { cause, .. } => {
            let cause = cause.words(lang);
            failure.message = lang.pick(
                format!("BaseLinker nie odpowiada: {cause}"),
                format!("BaseLinker does not answer: {cause}"),
            );
            failure.fix = lang
                .pick(
                    "sprawdź połączenie z internetem i spróbuj ponownie",
                    "look at the connection to the internet and try again",
                )
                .to_owned();
        }
        _ => {}
    }
    failure
}

/// The token that a command starts with, or none.
pub(super) fn token_of(
    flag: Option<profile::token::Flag<'_>>,
    base: &Base,
    profile: Option<&profile::Profile>,
) -> Result<Option<TokenText>, Failure> {
    let reference = profile.and_then(|profile| profile.baselinker.token.as_ref());
    let reference = reference.map(|reference| (reference, &base.location));
    match profile::token::find(flag, reference, crate::cli::desk::environment()) {
        Ok(found) => Ok(Some(found)),
        Err(profile::ProfileError::Token(profile::token::TokenError::Nowhere(_))) => Ok(None),
        Err(error) => Err(of_profile(base.lang, &error)),
    }
}
