//! One try of one call: take a slot, send, read the envelope, say what a failure means.

use std::time::Duration;

use super::Account;
use crate::baselinker::error::Refusal;
use crate::baselinker::reply::{Reply, Unreadable};
use crate::baselinker::{ApiError, Method};
use crate::net::pace::{PaceError, Slot};
use crate::net::{Cause, Request, Response, Shape, TransportError, quote};

/// A try that failed (`reference/reliability.md` P5).
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) error: ApiError,
    /// Whether it may have been applied all the same.
    pub(super) in_doubt: bool,
    pub(super) again: Again,
}

/// Whether another try makes sense, if the method may be sent again at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    Never,
    /// After a pause; the server may have asked for a longest-at-least.
    Later(Option<Duration>),
    /// The gate is closed now; the next try waits for it.
    AfterBlock,
}

impl Failed {
    fn certain(error: ApiError) -> Self {
        Self {
            error,
            in_doubt: false,
            again: Again::Never,
        }
    }

    fn doubtful(error: ApiError) -> Self {
        Self {
            error,
            in_doubt: true,
            again: Again::Never,
        }
    }

    /// In doubt, and worth another try.
    fn passing(method: &'static str, cause: Cause, retry_after: Option<Duration>) -> Self {
        Self {
            again: Again::Later(retry_after),
            ..Self::doubtful(ApiError::of_cause(method, cause))
        }
    }
}

impl Account<'_> {
    /// Sends the call once, as soon as it may be sent.
    pub(super) fn attempt<M: Method>(
        &self,
        method: &M,
        deadline: Duration,
    ) -> Result<M::Reply, Failed> {
        let slot = self.slot(M::NAME).map_err(Failed::certain)?;
        self.attempt_in(slot, method, deadline)
    }

    /// Waits for leave to send a call.
    pub(super) fn slot(&self, method: &'static str) -> Result<Slot, ApiError> {
        let (slot, held_up) =
            self.waiting(|line| self.pacing.pace.take(line))
                .map_err(|source| match source {
                    PaceError::Blocked { until } => ApiError::Blocked { method, until },
                    source => ApiError::Pacing { method, source },
                })?;
        self.counts.borrow_mut().held_up += held_up;
        Ok(slot)
    }

    /// Sends the call once, now.
    pub(super) fn attempt_in<M: Method>(
        &self,
        slot: Slot,
        method: &M,
        deadline: Duration,
    ) -> Result<M::Reply, Failed> {
        {
            let mut counts = self.counts.borrow_mut();
            counts.calls += 1;
            *counts.by_method.entry(M::NAME).or_default() += 1;
        }
        self.line.talk.call(M::NAME);
        let fields = [("method", M::NAME), ("parameters", &method.parameters())];
        let request = Request::form(self.address.clone(), self.token.clone(), &fields);
        match self.line.transport.send(&request, deadline) {
            Ok(response) => {
                if response.date.is_some() {
                    self.server_time.set(response.date);
                }
                self.receive(method, slot, &response)
            }
            Err(error) => Err(self.unanswered(M::NAME, slot, error)),
        }
    }

    fn unanswered(&self, method: &'static str, slot: Slot, error: TransportError) -> Failed {
        let (pace, clock) = (&self.pacing.pace, self.line.clock);
        match error {
            TransportError::TimedOut(_) => pace.timed_out(slot, clock),
            _ => pace.failed(slot, clock),
        }
        let cause = error.quoted(|said| self.quote(said));
        match cause {
            TransportError::TooLarge(_) => Failed::doubtful(ApiError::TooLarge { method, cause }),
            TransportError::Cut => Failed::passing(method, Shape::Cut.into(), None),
            cause => Failed {
                in_doubt: cause.may_have_arrived(),
                ..Failed::passing(method, cause.into(), None)
            },
        }
    }

    fn receive<M: Method>(
        &self,
        method: &M,
        slot: Slot,
        response: &Response,
    ) -> Result<M::Reply, Failed> {
        let name = M::NAME;
        let status = response.status;
        let body = String::from_utf8_lossy(&response.body);
        let reply = Reply::parse(&body);
        // A block may come with any status; so it is looked for first, and the gate closed.
        let refusal = reply.as_ref().ok().and_then(refusal);
        if let Some((Refusal::RateBlock, _, message)) = &refusal {
            let until = self
                .pacing
                .pace
                .blocked(slot, self.line.clock, message, response.date);
            let again = if self.pacing.pace.gives_up() {
                Again::Never
            } else {
                Again::AfterBlock
            };
            return Err(Failed {
                again,
                ..Failed::certain(ApiError::Blocked {
                    method: name,
                    until,
                })
            });
        }
        match (&reply, status) {
            (Ok(_), 200..=299) => self.pacing.pace.answered(slot, self.line.clock),
            // The API itself has not spoken, so a block need not be over.
            _ => self.pacing.pace.failed(slot, self.line.clock),
        }
        match status {
            200..=299 => {}
            300..=399 => {
                return Err(Failed::doubtful(ApiError::Redirect {
                    method: name,
                    status,
                }));
            }
            429 | 500..=599 => {
                let cause = Cause::Status(status);
                return Err(Failed::passing(name, cause, response.retry_after));
            }
            _ if refusal.is_some() => {}
            _ => {
                return Err(Failed::doubtful(ApiError::Http {
                    method: name,
                    status,
                }));
            }
        }
        if let Some((refusal, code, message)) = refusal {
            return Err(self.refused(name, refusal, &code, &message));
        }
        let shape = |what| Failed::doubtful(ApiError::WrongShape { method: name, what });
        let reply = match reply {
            Ok(reply) => reply,
            Err(Unreadable::NoObject) => return Err(shape(Shape::NoObject)),
            // A cut or garbled body is the network's fault, not the API's word: worth another try.
            Err(Unreadable::Broken) => {
                let cause = self.broken(&body).into();
                return Err(Failed::passing(name, cause, response.retry_after));
            }
        };
        if reply.text("status").text() != "SUCCESS" {
            return Err(shape(Shape::Field("status")));
        }
        method.read(&reply).map_err(shape)
    }

    fn refused(&self, method: &'static str, refusal: Refusal, code: &str, message: &str) -> Failed {
        let (code, message) = (self.quote(code), self.quote(message));
        match refusal {
            Refusal::Token => Failed::certain(ApiError::TokenRefused { method, code }),
            Refusal::Account => Failed::certain(ApiError::AccountBlocked { method, message }),
            Refusal::Arguments => Failed::certain(ApiError::Refused {
                method,
                code,
                message,
            }),
            Refusal::RateBlock | Refusal::Unknown => Failed::doubtful(ApiError::Refused {
                method,
                code,
                message,
            }),
        }
    }

    /// Says what a body that is no JSON looks like. One that begins as JSON is not quoted: it holds buyers' data.
    fn broken(&self, body: &str) -> Shape {
        let start = body.trim_start();
        if start.is_empty() {
            Shape::Empty
        } else if start.starts_with(['{', '[']) {
            Shape::Cut
        } else {
            Shape::NoJson(self.quote(start))
        }
    }

    /// Foreign text, harmless, short, and without the token.
    fn quote(&self, text: &str) -> String {
        quote(&self.token.redact(text))
    }
}

/// The error a reply reports, with its code and message.
fn refusal(reply: &Reply<'_>) -> Option<(Refusal, String, String)> {
    let code = reply.text("error_code").into_known();
    let status = reply.text("status");
    if status.text() != "ERROR" && (status.text() == "SUCCESS" || code.is_none()) {
        return None;
    }
    let code = code.unwrap_or_else(|| "ERROR".to_owned());
    let message = reply.text("error_message").into_known().unwrap_or_default();
    Some((Refusal::of(&code, &message), code, message))
}
