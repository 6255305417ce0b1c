//! One try of one request: count it, send it, read the envelope, say what a failure means.

use std::time::Duration;

use super::refusal::Refusal;
use super::wire::{Fields, Shape};
use super::{Client, FirminoError};
use crate::net::{Cause, Request, Response, TransportError, quote};

/// Header that names one of several companies of a login (`reference/firmino.md` §2.6, told by third parties).
const COMPANY: &str = "companyShortName";

/// A throttle that is over so soon is waited for; a longer one is the day's limit.
const SOON: Duration = Duration::from_secs(60);

/// What is asked.
#[derive(Debug)]
pub(super) struct Call {
    /// Resource and method: `articles/find`.
    pub(super) method: &'static str,
    id: Option<i64>,
    body: String,
    accept: &'static str,
}

impl Call {
    /// A request with this JSON.
    pub(super) fn new(method: &'static str, body: String) -> Self {
        Self {
            method,
            id: None,
            body,
            accept: "application/json",
        }
    }

    /// A request about one thing, named in the path as in the examples of third parties (§3.1), and in the body, where
    /// other methods want it.
    pub(super) fn about(method: &'static str, id: i64) -> Self {
        Self {
            id: Some(id),
            ..Self::new(method, format!("{{\"id\":{id}}}"))
        }
    }

    /// The same with this JSON.
    pub(super) fn with(self, body: String) -> Self {
        Self { body, ..self }
    }

    /// The same, answered by a PDF.
    pub(super) fn for_pdf(self) -> Self {
        Self {
            accept: "application/pdf",
            ..self
        }
    }
}

/// A try that failed.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) error: FirminoError,
    /// Whether it may have been applied all the same.
    pub(super) in_doubt: bool,
    /// Whether another try makes sense, if the request reads; and the shortest pause that the server asks for.
    pub(super) again: Option<Option<Duration>>,
}

impl Failed {
    fn certain(error: FirminoError) -> Self {
        Self {
            error,
            in_doubt: false,
            again: None,
        }
    }

    fn doubtful(error: FirminoError) -> Self {
        Self {
            in_doubt: true,
            ..Self::certain(error)
        }
    }

    /// In doubt, and worth another try.
    fn passing(method: &'static str, cause: Cause, retry_after: Option<Duration>) -> Self {
        Self {
            again: Some(retry_after),
            ..Self::doubtful(FirminoError::of_cause(method, cause))
        }
    }
}

impl Client<'_> {
    /// Sends the request once; answers a response whose status is a success.
    pub(super) fn send(&self, call: &Call, deadline: Duration) -> Result<Response, Failed> {
        let method = call.method;
        let path = match call.id {
            Some(id) => format!("{method}/{id}"),
            None => method.to_owned(),
        };
        let address = self.place.address.join(&path).map_err(|error| {
            let cause = error.into();
            Failed::certain(FirminoError::Network { method, cause })
        })?;
        if self.line.talk.stopping() {
            return Err(Failed::certain(FirminoError::Stopped { method }));
        }
        self.budget
            .take()
            .map_err(|error| Failed::certain(FirminoError::of_budget(method, error)))?;
        self.sent.set(self.sent.get() + 1);
        *self.by_method.borrow_mut().entry(method).or_default() += 1;
        self.line.talk.call(method);
        let login = self.place.login.clone();
        let mut request = Request::json(address, login, call.body.clone(), call.accept);
        if let Some(company) = &self.place.company {
            request = request.with_header(COMPANY, company.clone());
        }
        match self.line.transport.send(&request, deadline) {
            Ok(response) => self.status(method, response),
            Err(error) => Err(self.unanswered(method, error)),
        }
    }

    fn unanswered(&self, method: &'static str, error: TransportError) -> Failed {
        let cause = error.quoted(|said| self.quote(said));
        match cause {
            TransportError::TooLarge(_) => {
                Failed::doubtful(FirminoError::TooLarge { method, cause })
            }
            TransportError::Cut => Failed::passing(method, Shape::Cut.into(), None),
            cause => Failed {
                in_doubt: cause.may_have_arrived(),
                ..Failed::passing(method, cause.into(), None)
            },
        }
    }

    /// What a status other than success means. Its words are read first: a limit, or a refusal by name, may come with
    /// any.
    fn status(&self, method: &'static str, response: Response) -> Result<Response, Failed> {
        let status = response.status;
        if (200..=299).contains(&status) {
            self.welcome.set(true);
            return Ok(response);
        }
        let text = String::from_utf8_lossy(&response.body);
        let said = refused(&text);
        let meant = Refusal::of(said.as_deref().unwrap_or(&text));
        let soon = response.retry_after.filter(|pause| *pause <= SOON);
        match (status, meant) {
            (429, _) if soon.is_some() => Err(Failed {
                in_doubt: false,
                ..Failed::passing(method, Cause::Status(status), soon)
            }),
            (429, _) | (400..=499, Refusal::Limit) => Err(self.limit(method)),
            // Let in a moment ago, refused without a word now: that is the limit, not the login.
            (403, _) if self.welcome.get() && said.is_none() => Err(self.limit(method)),
            (401 | 403, _) => Err(Failed::certain(FirminoError::LoginRefused {
                method,
                status,
            })),
            (400..=499, _) if said.is_some() => {
                Err(self.refused(method, said.as_deref().unwrap_or_default()))
            }
            (300..=399, _) => Err(Failed::doubtful(FirminoError::Redirect { method, status })),
            (500..=599, _) => {
                let cause = Cause::Status(status);
                Err(Failed::passing(method, cause, response.retry_after))
            }
            _ => Err(Failed::doubtful(FirminoError::Http { method, status })),
        }
    }

    /// Reads `{"success": true, "response": …}`.
    pub(super) fn answer<T>(
        &self,
        call: &Call,
        response: &Response,
        read: impl Fn(&str) -> Result<T, Shape>,
    ) -> Result<T, Failed> {
        let method = call.method;
        let body = String::from_utf8_lossy(&response.body);
        let body = body.trim_start_matches('\u{feff}').trim();
        let shape = |what| Failed::doubtful(FirminoError::WrongShape { method, what });
        if let Some(said) = refused(body) {
            return Err(self.refused(method, &said));
        }
        let Some(fields) = Fields::parse(body) else {
            // A cut or foreign body is the network's fault, not the API's word: worth another try.
            let cause = self.broken(body).into();
            return Err(Failed::passing(method, cause, response.retry_after));
        };
        match (fields.raw("success"), fields.raw("response")) {
            (Some("true"), Some(response)) => read(response).map_err(shape),
            (Some("true"), None) => Err(shape(Shape::Field("response"))),
            _ => Err(shape(Shape::Field("success"))),
        }
    }

    /// Takes a PDF.
    pub(super) fn file(&self, call: &Call, response: &Response) -> Result<Vec<u8>, Failed> {
        if response.body.starts_with(b"%PDF-") {
            return Ok(response.body.clone());
        }
        // What is no file is an answer, and may say why.
        let no_file = |_: &str| Err(Shape::NoPdf);
        self.answer(call, response, no_file)
    }

    fn refused(&self, method: &'static str, said: &str) -> Failed {
        let message = self.quote(said);
        let error = FirminoError::Refused { method, message };
        match Refusal::of(said) {
            Refusal::Limit => self.limit(method),
            Refusal::Validation => Failed::certain(error),
            Refusal::Unknown => Failed::doubtful(error),
        }
    }

    fn limit(&self, method: &'static str) -> Failed {
        Failed::certain(FirminoError::of_budget(method, self.budget.spent_there()))
    }

    /// Says what a body that is no JSON object looks like. One that begins as JSON is not quoted: it may hold data of
    /// persons.
    fn broken(&self, body: &str) -> Shape {
        if body.is_empty() {
            Shape::Empty
        } else if body.starts_with('[') {
            Shape::NoObject
        } else if body.starts_with('{') {
            Shape::Cut
        } else {
            Shape::NoJson(self.quote(body))
        }
    }

    /// Foreign text, harmless, short, and without login and password.
    fn quote(&self, text: &str) -> String {
        quote(&self.place.login.redact(text))
    }
}

/// The words of `{"success": false, "response": …}`; `None` for anything else.
fn refused(body: &str) -> Option<String> {
    let fields = Fields::parse(body.trim_start_matches('\u{feff}'))?;
    if fields.raw("success") != Some("false") {
        return None;
    }
    let text = fields.text("response");
    Some(
        text.or_else(|| fields.raw("response").map(str::to_owned))
            .unwrap_or_default(),
    )
}
