//! The seam below JSON: a request goes out, a response or a reason comes back.

use std::time::Duration;

use jiff::Timestamp;

use super::{Address, Login, Token};

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Where to.
    pub address: Address,
    /// Who asks.
    pub authorisation: Authorisation,
    /// What goes along.
    pub body: Body,
    /// The type of answer that is wanted (`Accept`); `None`: any.
    pub accept: Option<&'static str>,
    /// One header more, by name and value.
    pub extra: Option<(&'static str, String)>,
}

/// How a request shows who asks. `Debug` shows no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authorisation {
    /// Not at all.
    None,
    /// BaseLinker's header `X-BLToken`.
    Token(Token),
    /// `Authorization: Basic …` (RFC 7617).
    Basic(Login),
}

/// What goes along with a request: the method follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Nothing: a GET.
    Nothing,
    /// A POST of `application/x-www-form-urlencoded`.
    Form(String),
    /// A POST of `application/json`.
    Json(String),
}

impl Request {
    /// Reads an address.
    pub fn get(address: Address) -> Self {
        Self {
            address,
            authorisation: Authorisation::None,
            body: Body::Nothing,
            accept: None,
            extra: None,
        }
    }

    /// Posts fields as a form; every `+` travels as `%2B`.
    pub fn form(address: Address, token: Token, fields: &[(&str, &str)]) -> Self {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        Self {
            authorisation: Authorisation::Token(token),
            body: Body::Form(form.finish()),
            ..Self::get(address)
        }
    }

    /// Posts a JSON text and wants this type of answer.
    pub fn json(address: Address, login: Login, json: String, accept: &'static str) -> Self {
        Self {
            authorisation: Authorisation::Basic(login),
            body: Body::Json(json),
            accept: Some(accept),
            ..Self::get(address)
        }
    }

    /// The same with a header more.
    #[must_use]
    pub fn with_header(self, name: &'static str, value: String) -> Self {
        Self {
            extra: Some((name, value)),
            ..self
        }
    }
}

/// What came back, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// The server's own time, from its `Date` header.
    pub date: Option<Timestamp>,
    /// How long the server asks to be left alone.
    pub retry_after: Option<Duration>,
    /// The body, after decoding.
    pub body: Vec<u8>,
}

/// Why no whole response came. Quoted are words of the system, which hold neither token nor data of persons.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// This machine has no TLS; nothing left.
    #[error("TLS is not available: {0}")]
    NoTls(String),
    /// No name or no connection; nothing left.
    #[error("no connection: {0}")]
    NoConnection(String),
    /// The request cannot be put together; nothing left.
    #[error("the request cannot be made: {0}")]
    Unmade(String),
    /// The deadline passed while the server was silent or slow; the request may still be applied.
    #[error("no reply within {} s", .0.as_secs())]
    TimedOut(Duration),
    /// The connection broke before the status came; the request may have been applied.
    #[error("the connection broke: {0}")]
    Broken(String),
    /// The status came, the body did not come whole.
    #[error("the reply was cut off")]
    Cut,
    /// The body is larger than the cap.
    #[error("the reply is larger than {} MiB", .0 >> 20)]
    TooLarge(usize),
}

impl TransportError {
    /// Whether the request may have reached the server.
    pub fn may_have_arrived(&self) -> bool {
        !matches!(
            self,
            Self::NoTls(_) | Self::NoConnection(_) | Self::Unmade(_)
        )
    }

    /// The same with the system's words as `quote` makes them.
    #[must_use]
    pub fn quoted(self, quote: impl Fn(&str) -> String) -> Self {
        match self {
            Self::NoTls(said) => Self::NoTls(quote(&said)),
            Self::NoConnection(said) => Self::NoConnection(quote(&said)),
            Self::Unmade(said) => Self::Unmade(quote(&said)),
            Self::Broken(said) => Self::Broken(quote(&said)),
            Self::TimedOut(_) | Self::Cut | Self::TooLarge(_) => self,
        }
    }
}

/// Sends one request; never twice.
pub trait Transport {
    /// Sends and waits for the whole response, `deadline` at most for everything.
    ///
    /// # Errors
    /// See [`TransportError`].
    fn send(&self, request: &Request, deadline: Duration) -> Result<Response, TransportError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plus_travels_encoded() {
        let address = Address::parse("https://host/").expect("valid");
        let token = Token::parse("t").expect("valid");
        let request = Request::form(
            address,
            token,
            &[("method", "getOrders"), ("parameters", "{\"f\":\"a+b ż\"}")],
        );
        let form = "method=getOrders&parameters=%7B%22f%22%3A%22a%2Bb+%C5%BC%22%7D";
        assert_eq!(request.body, Body::Form(form.to_owned()));
    }
}
