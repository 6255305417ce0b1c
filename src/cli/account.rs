//! The account of a desk's profile: token, address, pace.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use super::desk::{Desk, environment, of_profile};
use super::place;
use crate::baselinker::{Account, Pacing};
use crate::mirror::binding;
use crate::net::pace::{Limit, Pace};
use crate::net::retry::Retry;
use crate::net::{Address, Line, Token};
use crate::profile::{self, Location, ProfileError, state_folder, token};
use crate::report::{Exit, Failure, Words as _};

/// Where the command line says that the token is.
#[derive(Debug, Clone, Copy)]
pub(super) enum TokenFlag<'a> {
    /// It says nothing.
    None,
    /// `--token-file`.
    File(&'a Path),
    /// `--token-stdin`.
    Stdin,
}

/// What it takes to call BaseLinker.
pub(super) struct Access {
    /// What the account is known by.
    pub(super) identity: binding::Account,
    address: Address,
    token: Token,
    pacing: Pacing,
}

impl Access {
    /// Finds the token and opens the pace.
    ///
    /// # Errors
    /// Exit 78 for a token or address that cannot be used; those of the pace.
    pub(super) fn find(desk: &Desk, flag: TokenFlag<'_>) -> Result<Access, Failure> {
        let token = find_token(desk, flag)?;
        let url = &desk.profile.baselinker.api_url;
        let address = place::address(desk.lang, url, "baselinker.api_url")?;
        let window = desk.profile.baselinker.rate_window;
        // One second at the full window of a minute; every other wait scales with it, too.
        let retry = Retry {
            base: window / 60,
            within: window,
            ..Retry::default()
        };
        let pace = pace(desk, &token)?;
        Ok(Access {
            identity: identity(&address, &token),
            address,
            token,
            pacing: Pacing { pace, retry },
        })
    }

    /// The account, over this line.
    pub(super) fn open(self, line: Line<'_>) -> Account<'_> {
        Account::new(line, self.address, self.token, self.pacing)
    }
}

fn find_token(desk: &Desk, flag: TokenFlag<'_>) -> Result<Token, Failure> {
    let mut stdin = std::io::stdin().lock();
    let flag = match flag {
        TokenFlag::File(path) => Some(token::Flag::File(path.to_owned())),
        TokenFlag::Stdin => Some(token::Flag::Stdin(&mut stdin)),
        TokenFlag::None => None,
    };
    let profile = desk
        .profile
        .baselinker
        .token
        .as_ref()
        .map(|reference| (reference, &desk.location));
    let found = token::find(flag, profile, environment());
    let found = found.map_err(|error| of_profile(desk.lang, &error))?;
    Token::parse(found.expose()).map_err(|error| {
        Failure::new(
            Exit::Config,
            "profile.token",
            error.words(desk.lang),
            "baselinker.token",
        )
    })
}

/// Host and port of the address, and the token's fingerprint.
fn identity(address: &Address, token: &Token) -> binding::Account {
    let host = address.host();
    let (name, port) = match host
        .rsplit_once(':')
        .and_then(|(name, port)| Some((name, port.parse().ok()?)))
    {
        Some((name, port)) => (name.to_owned(), port),
        None => (host, 443),
    };
    binding::Account {
        host: name,
        port,
        token: token.fingerprint(),
    }
}

fn pace(desk: &Desk, token: &Token) -> Result<Pace, Failure> {
    let account = &desk.profile.baselinker;
    let path = rate_file(&desk.location, account, &token.fingerprint())
        .map_err(|error| of_profile(desk.lang, &error))?;
    let calls = NonZeroU32::new(account.rate_limit).unwrap_or(NonZeroU32::MIN);
    let limit = Limit {
        timeout: account.timeout,
        ..Limit::new(calls, account.rate_window)
    };
    Pace::open(&path, limit).map_err(|error| Failure::of_pace(desk.lang, &error))
}

/// The file in which all processes that use the token with this fingerprint share their pace.
pub(super) fn rate_file(
    location: &Location,
    account: &profile::Account,
    fingerprint: &str,
) -> Result<PathBuf, ProfileError> {
    match &account.rate_file {
        Some(path) => location.resolve(path, &environment()),
        None => Ok(state_folder(&environment())?.join(format!("rate-{fingerprint}.sqlite"))),
    }
}
