//! Where accounts are, and who asks there.

use super::desk::{Desk, environment, of_profile};
use crate::firmino::Place;
use crate::net::{Address, Login};
use crate::profile::token::find_login;
use crate::profile::{self, LoginText};
use crate::report::{Exit, Failure, Words as _};
use crate::texts::Lang;

/// The address that an API is called at.
///
/// # Errors
/// Exit 78 for what is no address; `key` says where it stands.
pub(super) fn address(lang: Lang, url: &str, key: &str) -> Result<Address, Failure> {
    Address::parse(url).map_err(|error| {
        let message = error.words(lang);
        Failure::new(Exit::Config, "profile.api-url", message, key)
    })
}

/// Where Firmino is and who asks; `key` says where that stands.
///
/// # Errors
/// Exit 78 for an address or a login that cannot be used.
pub(super) fn firmino(
    lang: Lang,
    account: &profile::Firmino,
    login: &LoginText,
    key: &str,
) -> Result<Place, Failure> {
    let (user, password) = login.expose();
    let login = Login::new(user, password).map_err(|error| {
        let message = error.words(lang);
        Failure::new(Exit::Config, "firmino.login", message, key)
    })?;
    Ok(Place {
        address: address(lang, &account.api_url, key)?,
        login,
        company: account.company.clone(),
        timeout: account.timeout,
    })
}

/// The same for a desk's profile; and what tells the account from another.
///
/// # Errors
/// As [`firmino`]; those of finding the login.
pub(super) fn firmino_of(
    desk: &Desk,
    account: &profile::Firmino,
) -> Result<(Place, String), Failure> {
    let named = account.credentials.as_ref();
    let login = find_login(named, &desk.location, environment());
    let login = login.map_err(|error| of_profile(desk.lang, &error))?;
    let place = firmino(desk.lang, account, &login, "[firmino]")?;
    let name = format!(
        "{} {} {}",
        place.address.host(),
        place.login.fingerprint(),
        place.company.as_deref().unwrap_or_default()
    );
    Ok((place, name))
}
