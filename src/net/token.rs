//! The account's token: it never shows itself.

use std::fmt;

use sha2::{Digest, Sha256};

/// A token of the API, fit for a header. Neither `Debug` nor `Display` shows it; it is never serialised.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// Why a text is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Nothing but white space.
    #[error("the token is empty")]
    Empty,
    /// Spaces within, control characters, or letters beyond ASCII.
    #[error("the token has characters that no token has")]
    OddCharacters,
}

impl Token {
    /// Takes a token from text; white space around it is dropped.
    ///
    /// # Errors
    /// Nothing is left, or something other than visible ASCII is.
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TokenError::Empty);
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TokenError::OddCharacters);
        }
        Ok(Self(text.to_owned()))
    }

    /// Whether [`Token::parse`] takes the text.
    pub fn is_valid(text: &str) -> bool {
        Self::parse(text).is_ok()
    }

    /// First 16 hex digits of its SHA-256: names files, tells nothing.
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(self.0.as_bytes());
        digest
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// `text` with every occurrence of the token blotted out.
    pub fn redact(&self, text: &str) -> String {
        text.replace(&self.0, "***")
    }

    /// The token itself. For the header it goes into and the file that keeps it, and for nothing else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(***)")
    }
}

impl fmt::Display for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_never_shows_itself() {
        let token = Token::parse(" 1-23-CANARY\n").expect("valid");
        assert_eq!(token.reveal(), "1-23-CANARY");
        let shown = format!("{token} {token:?} {:?}", Some(&token));
        assert!(!shown.contains("CANARY"), "{shown}");
        assert_eq!(token.redact("bad token 1-23-CANARY!"), "bad token ***!");
    }

    #[test]
    fn its_fingerprint_is_stable() {
        let token = Token::parse("abc").expect("valid");
        // SHA-256("abc"), FIPS 180-2 appendix B.1.
        assert_eq!(token.fingerprint(), "ba7816bf8f01cfea");
    }

    #[test]
    fn only_visible_ascii_is_a_token() {
        assert_eq!(Token::parse(" \n"), Err(TokenError::Empty));
        for odd in ["a b", "ząb", "a\u{7f}", "a\0b", "a\r\nHost: x"] {
            assert_eq!(Token::parse(odd), Err(TokenError::OddCharacters), "{odd:?}");
        }
    }
}
