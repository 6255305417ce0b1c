//! Addresses that calls may go to.

use std::fmt;

/// An `https` address, or an `http` one of this machine itself; without user and password in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(reqwest::Url);

/// Why a text is no address to call.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not a URL.
    #[error("`{0}` is not an address")]
    NotAnAddress(String),
    /// A token must not travel unencrypted; only this machine may be called so.
    #[error("`{0}` is not https (http is for 127.0.0.1, [::1] and localhost only)")]
    NotEncrypted(String),
    /// `https://user:password@host`.
    #[error("the address holds a user name or a password")]
    HoldsCredentials,
}

impl Address {
    /// Checks an address.
    ///
    /// # Errors
    /// It is no URL, is not encrypted, or holds credentials.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        let url = reqwest::Url::parse(text)
            .map_err(|_| AddressError::NotAnAddress(super::quote(text)))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressError::HoldsCredentials);
        }
        match url.scheme() {
            "https" if url.has_host() => Ok(Self(url)),
            "http" if is_this_machine(&url) => Ok(Self(url)),
            "http" => Err(AddressError::NotEncrypted(super::quote(text))),
            _ => Err(AddressError::NotAnAddress(super::quote(text))),
        }
    }

    /// Whether the address is plain http (of this machine).
    pub fn is_plain(&self) -> bool {
        self.0.scheme() == "http"
    }

    /// Host and port, as a token is bound to them.
    pub fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0
            .port()
            .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// This address with `path` (and query) added after a slash.
    ///
    /// # Errors
    /// The result is no address.
    pub fn join(&self, path: &str) -> Result<Self, AddressError> {
        Self::parse(&format!("{}/{path}", self.0.as_str().trim_end_matches('/')))
    }

    pub(super) fn url(&self) -> &reqwest::Url {
        &self.0
    }
}

fn is_this_machine(url: &reqwest::Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || bare
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.as_str())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Address({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_this_machine_are_called() {
        for good in [
            "https://api.baselinker.com/connector.php",
            "http://127.0.0.1:8080/connector.php",
            "http://[::1]:9/",
            "http://localhost:9/x",
            "http://127.9.9.9/",
        ] {
            assert!(Address::parse(good).is_ok(), "{good}");
        }
        for bare in [
            "http://api.baselinker.com/",
            "http://10.0.0.1/",
            "http://localhost.example/",
            "http://127.0.0.1.example/",
        ] {
            assert!(
                matches!(Address::parse(bare), Err(AddressError::NotEncrypted(_))),
                "{bare}"
            );
        }
        for odd in [
            "",
            "connector.php",
            "ftp://127.0.0.1/",
            "file:///etc/passwd",
            "https://",
        ] {
            assert!(
                matches!(Address::parse(odd), Err(AddressError::NotAnAddress(_))),
                "{odd}"
            );
        }
        assert_eq!(
            Address::parse("https://u:p@host/"),
            Err(AddressError::HoldsCredentials)
        );
        assert_eq!(
            Address::parse("https://u@host/"),
            Err(AddressError::HoldsCredentials)
        );
    }

    #[test]
    fn it_is_joined_and_names_its_host() {
        let base = Address::parse("http://127.0.0.1:81/api/").expect("valid");
        assert_eq!(
            base.join("rates/a/eur").expect("valid").to_string(),
            "http://127.0.0.1:81/api/rates/a/eur"
        );
        assert_eq!(base.host(), "127.0.0.1:81");
    }
}
