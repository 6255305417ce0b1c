//! One account of Firmino: sends its requests, each counted, and tries those again that read.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::Duration;

use super::exchange::{Call, Failed};
use super::wire::Shape;
use super::{Budget, FirminoError};
use crate::net::retry::{Attempts, Retry};
use crate::net::{Address, Line, Login, Outcome, Response, Wait};

/// Where an account is, and who asks.
#[derive(Debug, Clone)]
pub struct Place {
    /// Address of the API, without resource and method.
    pub address: Address,
    /// Login and password.
    pub login: Login,
    /// `companyShortName`, where the login has several companies.
    pub company: Option<String>,
    /// Total time of one request.
    pub timeout: Duration,
}

/// An account of Firmino.
pub struct Client<'a> {
    pub(super) line: Line<'a>,
    pub(super) place: Place,
    pub(super) budget: &'a dyn Budget,
    pub(super) retry: Retry,
    pub(super) sent: Cell<u32>,
    /// Whether this login has been let in by now.
    pub(super) welcome: Cell<bool>,
    pub(super) by_method: RefCell<BTreeMap<&'static str, u32>>,
}

impl<'a> Client<'a> {
    /// Nothing is sent yet. Reads are tried four times within 60 s.
    pub fn new(line: Line<'a>, place: Place, budget: &'a dyn Budget) -> Self {
        Self {
            line,
            place,
            budget,
            retry: Retry::default(),
            sent: Cell::new(0),
            welcome: Cell::new(false),
            by_method: RefCell::default(),
        }
    }

    /// The same with reads tried so often: somebody may sit before them.
    #[must_use]
    pub fn trying(self, retry: Retry) -> Self {
        Self { retry, ..self }
    }

    /// Requests sent so far; every try is one.
    pub fn sent(&self) -> u32 {
        self.sent.get()
    }

    /// Requests sent so far by resource and method.
    pub fn by_method(&self) -> BTreeMap<&'static str, u32> {
        self.by_method.borrow().clone()
    }

    /// A request that reads JSON, again if need be.
    pub(super) fn read<T>(
        &self,
        call: &Call,
        read: impl Fn(&str) -> Result<T, Shape>,
    ) -> Result<T, FirminoError> {
        self.repeat(call, |response| self.answer(call, response, &read))
    }

    /// A request that reads a file, again if need be.
    pub(super) fn read_file(&self, call: &Call) -> Result<Vec<u8>, FirminoError> {
        self.repeat(call, |response| self.file(call, response))
    }

    /// A request that makes or changes something, once.
    pub(super) fn write<T>(
        &self,
        call: &Call,
        read: impl Fn(&str) -> Result<T, Shape>,
    ) -> Outcome<T, FirminoError> {
        let done = self
            .send(call, self.place.timeout)
            .and_then(|response| self.answer(call, &response, &read));
        match done {
            Ok(reply) => Outcome::Applied(reply),
            Err(failed) if failed.in_doubt => Outcome::InDoubt(failed.error),
            Err(failed) => Outcome::NotApplied(failed.error),
        }
    }

    fn repeat<T>(
        &self,
        call: &Call,
        read: impl Fn(&Response) -> Result<T, Failed>,
    ) -> Result<T, FirminoError> {
        let mut attempts = Attempts::new(self.retry);
        loop {
            let start = self.line.clock.boot();
            let deadline = attempts.deadline(self.place.timeout);
            let failed = match self
                .send(call, deadline)
                .and_then(|response| read(&response))
            {
                Ok(reply) => return Ok(reply),
                Err(failed) => failed,
            };
            let took = self.line.clock.boot() - start;
            let (Some(retry_after), Some(cause)) = (failed.again, failed.error.cause()) else {
                return Err(failed.error);
            };
            let Some(pause) = attempts.failed(took, retry_after, self.line.jitter) else {
                return Err(failed.error);
            };
            let reason = Wait::Retry {
                method: call.method,
                attempt: attempts.next(),
                cause,
            };
            self.line.wait(&reason, pause);
        }
    }
}
