//! HTTP over reqwest: one total deadline, no redirects, no proxy, no retries, a capped body.

use std::cell::OnceCell;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderValue, RETRY_AFTER,
};
use reqwest::{Client, ClientBuilder, redirect, retry};

use super::transport::{Authorisation, Body, Request, Response, Transport, TransportError};

/// Largest body taken, in bytes after decoding.
pub const BODY_CAP: usize = 32 << 20;

/// How long an unused connection is kept. Shorter than servers keep theirs (5 s is common), so that a request
/// is hardly ever written into a connection that the other side is closing: a write would then be in doubt.
const KEPT: Duration = Duration::from_secs(3);

/// How long a connection may take to stand. Past it the request has provably not been sent.
const CONNECTING: Duration = Duration::from_secs(10);

/// The transport of real runs. An async client in a runtime of this thread, because only there one deadline
/// covers connecting, headers and a body that trickles.
pub struct HttpTransport {
    /// `None` only while dropping.
    runtime: Option<tokio::runtime::Runtime>,
    /// For https; reads the machine's certificates, so made when first needed.
    encrypted: OnceCell<Client>,
    /// For http on this machine; knows no certificates.
    plain: OnceCell<Client>,
}

impl HttpTransport {
    /// Makes a transport; nothing is connected yet.
    ///
    /// # Errors
    /// The machine refuses what the runtime needs (file descriptors).
    pub fn new() -> std::io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        Ok(Self {
            runtime: Some(runtime),
            encrypted: OnceCell::new(),
            plain: OnceCell::new(),
        })
    }

    fn client(&self, request: &Request) -> Result<&Client, TransportError> {
        let plain = request.address.is_plain();
        let cell = if plain { &self.plain } else { &self.encrypted };
        if let Some(client) = cell.get() {
            return Ok(client);
        }
        let builder = if plain {
            builder().tls_certs_only([])
        } else {
            builder()
        };
        let client = builder
            .build()
            .map_err(|error| TransportError::NoTls(root_cause(&error)))?;
        Ok(cell.get_or_init(|| client))
    }
}

impl Drop for HttpTransport {
    fn drop(&mut self) {
        // A name look-up that hangs must not hold up the end of the program.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: &Request, deadline: Duration) -> Result<Response, TransportError> {
        let client = self.client(request)?;
        let runtime = self.runtime.as_ref().expect("there until dropped");
        runtime.block_on(async {
            // Lets the runtime see that a kept connection has been closed meanwhile.
            tokio::task::yield_now().await;
            match tokio::time::timeout(deadline, exchange(client, request, deadline)).await {
                Ok(result) => result,
                Err(_) => Err(TransportError::TimedOut(deadline)),
            }
        })
    }
}

fn builder() -> ClientBuilder {
    // reqwest takes the provider that the process has; the first caller installs it, later ones find it.
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        let _already_there = rustls::crypto::ring::default_provider().install_default();
    }
    Client::builder()
        .user_agent(concat!("firmino-link/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .no_proxy()
        .connect_timeout(CONNECTING)
        .pool_idle_timeout(KEPT)
        .pool_max_idle_per_host(1)
}

async fn exchange(
    client: &Client,
    request: &Request,
    deadline: Duration,
) -> Result<Response, TransportError> {
    let url = request.address.url().clone();
    let mut builder = match &request.body {
        Body::Form(form) => client
            .post(url)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form.clone()),
        Body::Json(json) => client
            .post(url)
            .header(CONTENT_TYPE, "application/json; charset=utf-8")
            .body(json.clone()),
        Body::Nothing => client.get(url),
    };
    let secret = |text: &str| {
        let mut value = HeaderValue::from_str(text).expect("a secret is visible ASCII by now");
        value.set_sensitive(true);
        value
    };
    builder = match &request.authorisation {
        Authorisation::None => builder,
        Authorisation::Token(token) => builder.header("X-BLToken", secret(token.reveal())),
        Authorisation::Basic(login) => builder.header(AUTHORIZATION, secret(&login.header())),
    };
    if let Some(accept) = request.accept {
        builder = builder.header(ACCEPT, accept);
    }
    if let Some((name, value)) = &request.extra {
        // Polish letters travel as UTF-8; a control character is an error of the builder: nothing is sent.
        builder = builder.header(*name, value.as_bytes());
    }
    let mut response = builder
        .send()
        .await
        .map_err(|error| unanswered(&error, deadline))?;
    let status = response.status().as_u16();
    let date = date(response.headers());
    let retry_after = retry_after(response.headers(), date);
    let body = match body(&mut response).await {
        Ok(body) => body,
        Err(error) if (200..=299).contains(&status) => return Err(error),
        // Of any other answer the status says all that matters.
        Err(_) => Vec::new(),
    };
    Ok(Response {
        status,
        date,
        retry_after,
        body,
    })
}

async fn body(response: &mut reqwest::Response) -> Result<Vec<u8>, TransportError> {
    let too_large = || TransportError::TooLarge(BODY_CAP);
    if response
        .content_length()
        .is_some_and(|length| length > BODY_CAP as u64)
    {
        return Err(too_large());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| TransportError::Cut)? {
        if body.len() + chunk.len() > BODY_CAP {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn unanswered(error: &reqwest::Error, deadline: Duration) -> TransportError {
    let cause = root_cause(error);
    if error.is_connect() {
        TransportError::NoConnection(cause)
    } else if error.is_builder() {
        TransportError::Unmade(cause)
    } else if error.is_timeout() {
        TransportError::TimedOut(deadline)
    } else {
        TransportError::Broken(cause)
    }
}

/// The innermost cause: the outer ones repeat each other and the address.
fn root_cause(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    super::quote(&innermost.to_string())
}

fn date(headers: &HeaderMap) -> Option<Timestamp> {
    http_date(headers.get(DATE)?)
}

fn retry_after(headers: &HeaderMap, now: Option<Timestamp>) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?;
    if let Ok(seconds) = value.to_str().ok()?.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let wait = http_date(value)?.duration_since(now?);
    Some(Duration::try_from(wait).unwrap_or_default())
}

fn http_date(value: &HeaderValue) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new()
        .parse_timestamp(value.as_bytes())
        .ok()
}

#[cfg(test)]
mod tests;
