//! The token itself.

use std::fmt;

use super::error::TokenError;
use super::source::TokenSource;

/// No token is longer, in bytes.
pub(super) const LONGEST: usize = 4096;

/// The token, which neither Debug nor any message shows. It has no Display.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenText {
    text: String,
    source: TokenSource,
}

impl TokenText {
    /// Takes a token as it was pasted: blanks, line ends and a byte order mark around it go.
    ///
    /// # Errors
    /// [`TokenError::Empty`], `TooLong` or `Malformed`; none holds the text.
    pub fn parse(text: &str, source: TokenSource) -> Result<Self, TokenError> {
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Err(TokenError::Empty(source));
        }
        if text.len() > LONGEST {
            return Err(TokenError::TooLong(source));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TokenError::Malformed(source));
        }
        Ok(Self {
            text: text.to_owned(),
            source,
        })
    }

    pub(super) fn from_bytes(bytes: Vec<u8>, source: TokenSource) -> Result<Self, TokenError> {
        if bytes.len() > LONGEST {
            return Err(TokenError::TooLong(source));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Self::parse(&text, source),
            Err(_) => Err(TokenError::Malformed(source)),
        }
    }

    /// The token for the request's header, and nothing else.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// Where it came from.
    pub fn source(&self) -> &TokenSource {
        &self.source
    }
}

impl fmt::Debug for TokenText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenText")
            .field("text", &"***")
            .field("source", &self.source)
            .finish()
    }
}
