//! One account: sends its calls, paced, and tries those again that may be.

mod exchange;

use std::cell::{Cell, RefCell};

use jiff::Timestamp;

use self::exchange::{Again, Failed};
use super::{ApiError, Counts, Method};
use crate::net::pace::{Pace, Slot};
use crate::net::retry::{Attempts, Class, Read, Retry, Set, Writes};
use crate::net::{Address, Line, Outcome, Token, Wait};

/// How an account's calls are spaced and repeated.
pub struct Pacing {
    /// The log of calls of this token, shared by all processes.
    pub pace: Pace,
    /// How often and how patiently a call is tried.
    pub retry: Retry,
}

/// An account of BaseLinker.
pub struct Account<'a> {
    line: Line<'a>,
    address: Address,
    token: Token,
    pacing: Pacing,
    counts: RefCell<Counts>,
    server_time: Cell<Option<Timestamp>>,
}

impl<'a> Account<'a> {
    /// Nothing is sent yet. The pace must be that of this token.
    pub fn new(line: Line<'a>, address: Address, token: Token, pacing: Pacing) -> Self {
        Self {
            line,
            address,
            token,
            pacing,
            counts: RefCell::default(),
            server_time: Cell::new(None),
        }
    }

    /// Calls and waits so far.
    pub fn counts(&self) -> Counts {
        self.counts.borrow().clone()
    }

    /// Calls that the account may make in a minute, at least 1.
    pub fn calls_a_minute(&self) -> u32 {
        let limit = self.pacing.pace.limit();
        let window = limit.window.as_secs().max(1);
        let calls = u64::from(limit.calls.get()) * 60 / window;
        u32::try_from(calls).unwrap_or(u32::MAX).max(1)
    }

    /// Whether a person wants the run to end after what is under way.
    pub fn stopping(&self) -> bool {
        self.line.talk.stopping()
    }

    /// The server's own time in its last response; `None` before the first, or if it does not say.
    pub fn server_time(&self) -> Option<Timestamp> {
        self.server_time.get()
    }

    /// Calls a method that reads, again if need be.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub fn read<M: Method<Class = Read>>(&self, method: &M) -> Result<M::Reply, ApiError> {
        self.repeat(method).map_err(|failed| failed.error)
    }

    /// Calls a method that sets a value, again if need be. For a value that grows stale within a minute, such as a
    /// level of stock, take [`Account::write_once`].
    pub fn set<M: Method<Class = Set>>(&self, method: &M) -> Outcome<M::Reply, ApiError> {
        outcome(self.repeat(method))
    }

    /// Calls a method that changes something, once.
    pub fn write_once<M: Method>(&self, method: &M) -> Outcome<M::Reply, ApiError>
    where
        M::Class: Writes,
    {
        outcome(self.attempt(method, self.pacing.pace.limit().timeout))
    }

    /// Leave to send one call at once, got before what it depends on is read: waiting for it afterwards would make the
    /// reading old. Not used, it counts as a call until the timeout is over.
    ///
    /// # Errors
    /// [`ApiError::Blocked`], [`ApiError::Pacing`].
    pub fn leave(&self, method: &'static str) -> Result<Leave, ApiError> {
        self.slot(method).map(Leave)
    }

    /// Calls a method that changes something, once and now.
    pub fn write_now<M: Method>(&self, leave: Leave, method: &M) -> Outcome<M::Reply, ApiError>
    where
        M::Class: Writes,
    {
        outcome(self.attempt_in(leave.0, method, self.pacing.pace.limit().timeout))
    }

    fn repeat<M: Method>(&self, method: &M) -> Result<M::Reply, Failed>
    where
        M::Class: Resent,
    {
        let mut attempts = Attempts::new(self.pacing.retry);
        let mut in_doubt = false;
        loop {
            let start = self.line.clock.boot();
            let waited = self.counts.borrow().waited;
            let deadline = attempts.deadline(self.pacing.pace.limit().timeout);
            let mut failed = match self.attempt(method, deadline) {
                Ok(reply) => return Ok(reply),
                Err(failed) => failed,
            };
            // One try in doubt leaves the call in doubt, whatever a later one meets.
            in_doubt |= failed.in_doubt;
            failed.in_doubt = in_doubt;
            let waits = self.counts.borrow().waited - waited;
            let took = (self.line.clock.boot() - start).saturating_sub(waits);
            match failed.again {
                Again::Never => return Err(failed),
                Again::AfterBlock => {}
                Again::Later(retry_after) => {
                    let pause = attempts.failed(took, retry_after, self.line.jitter);
                    let pause = pause.filter(|_| !self.line.talk.stopping());
                    let (Some(pause), Some(cause)) = (pause, failed.error.cause()) else {
                        return Err(failed);
                    };
                    let reason = Wait::Retry {
                        method: M::NAME,
                        attempt: attempts.next(),
                        cause,
                    };
                    self.waiting(|line| line.wait(&reason, pause));
                    self.counts.borrow_mut().held_up += took + pause;
                }
            }
        }
    }

    /// Runs something that waits, and counts the time.
    fn waiting<T>(&self, wait: impl FnOnce(&Line<'a>) -> T) -> T {
        let start = self.line.clock.boot();
        let result = wait(&self.line);
        self.counts.borrow_mut().waited += self.line.clock.boot() - start;
        result
    }
}

/// Leave to send one call: see [`Account::leave`].
#[derive(Debug)]
#[must_use = "leave that is not used counts as a call"]
pub struct Leave(Slot);

/// The classes that may be sent again.
trait Resent: Class {}
impl Resent for Read {}
impl Resent for Set {}

fn outcome<T>(result: Result<T, Failed>) -> Outcome<T, ApiError> {
    match result {
        Ok(reply) => Outcome::Applied(reply),
        Err(Failed {
            error,
            in_doubt: true,
            ..
        }) => Outcome::InDoubt(error),
        Err(Failed {
            error,
            in_doubt: false,
            ..
        }) => Outcome::NotApplied(error),
    }
}
