//! Login and password of HTTP Basic (RFC 7617): they never show themselves.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Login and password. Neither `Debug` nor `Display` shows them; they are never serialised.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    user: String,
    password: String,
}

/// Why two texts are no login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoginError {
    /// One of them is empty.
    #[error("login or password is empty")]
    Empty,
    /// The header could not tell where the login ends, or could not carry it.
    #[error("the login holds a colon, or one of both a control character")]
    OddCharacters,
}

impl Login {
    /// Takes a login and its password.
    ///
    /// # Errors
    /// One is empty, the login holds a colon, or one of them a control character.
    pub fn new(user: &str, password: &str) -> Result<Self, LoginError> {
        if user.is_empty() || password.is_empty() {
            return Err(LoginError::Empty);
        }
        if user.contains(':')
            || [user, password]
                .iter()
                .any(|part| part.contains(char::is_control))
        {
            return Err(LoginError::OddCharacters);
        }
        Ok(Self {
            user: user.to_owned(),
            password: password.to_owned(),
        })
    }

    /// First 16 hex digits of the SHA-256 of the login without its password: tells one account from another.
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(self.user.as_bytes());
        let bytes = digest.iter().take(8);
        bytes.map(|byte| format!("{byte:02x}")).collect()
    }

    /// `text` with every occurrence of login, password and both as the header carries them blotted out.
    pub fn redact(&self, text: &str) -> String {
        let header = self.encoded();
        // The longest first: what is left of it must not be read as another.
        let mut secrets = [header.as_str(), &self.password, &self.user];
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets
            .iter()
            .fold(text.to_owned(), |text, secret| text.replace(secret, "***"))
    }

    /// The value of `Authorization`. For the request and nothing else.
    pub(super) fn header(&self) -> String {
        format!("Basic {}", self.encoded())
    }

    fn encoded(&self) -> String {
        STANDARD.encode(format!("{}:{}", self.user, self.password))
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Login(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_header_is_that_of_the_standard() {
        // RFC 7617, section 2 and section 2.1 (UTF-8).
        let login = Login::new("Aladdin", "open sesame").expect("valid");
        assert_eq!(login.header(), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        let login = Login::new("test", "123£").expect("valid");
        assert_eq!(login.header(), "Basic dGVzdDoxMjPCow==");
    }

    #[test]
    fn it_never_shows_itself() {
        let login = Login::new("ewa", "CANARY: 1").expect("valid");
        assert_eq!(format!("{login:?}"), "Login(***)");
        let text = format!("ewa said CANARY: 1, {}", login.header());
        assert_eq!(login.redact(&text), "*** said ***, Basic ***");
        let other = Login::new("ewa", "another").expect("valid");
        assert_eq!(login.fingerprint(), other.fingerprint());
    }

    #[test]
    fn what_the_header_cannot_carry_is_no_login() {
        assert_eq!(Login::new("", "x"), Err(LoginError::Empty));
        assert_eq!(Login::new("x", ""), Err(LoginError::Empty));
        for (user, password) in [("a:b", "x"), ("a\n", "x"), ("a", "x\r")] {
            assert_eq!(Login::new(user, password), Err(LoginError::OddCharacters));
        }
        assert!(Login::new("a", "x:y ż").is_ok());
    }
}
