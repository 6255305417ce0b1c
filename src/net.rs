//! HTTP transport, pacing, retry classes and outcomes.
//!
//! Time, chance and transport come in through small traits ([`Clock`], [`Jitter`], [`Transport`]), so that a
//! whole history can be simulated in one thread.

mod address;
mod cause;
mod clock;
mod http;
mod jitter;
mod login;
mod outcome;
pub mod pace;
mod quote;
pub mod retry;
mod shape;
mod talk;
mod token;
mod transport;

pub use address::{Address, AddressError};
pub use cause::Cause;
pub use clock::{Clock, SystemClock};
pub use http::{BODY_CAP, HttpTransport};
pub use jitter::{Jitter, SystemJitter};
pub use login::{Login, LoginError};
pub use outcome::Outcome;
pub use quote::quote;
pub use shape::Shape;
pub use talk::{Silent, Talk, Wait};
pub use token::{Token, TokenError};
pub use transport::{Authorisation, Body, Request, Response, Transport, TransportError};

use std::time::Duration;

/// What a call needs of the world.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// How bytes get there and back.
    pub transport: &'a dyn Transport,
    /// What time it is.
    pub clock: &'a dyn Clock,
    /// Chance, for pauses.
    pub jitter: &'a dyn Jitter,
    /// Who is told about waits.
    pub talk: &'a dyn Talk,
}

impl Line<'_> {
    /// Sleeps for `pause` in slices of at most a second, telling [`Talk`] what is left before each. Where the run is to
    /// end, only a wait for the limit of calls goes on: it is short, and what is under way may need it.
    pub fn wait(&self, reason: &Wait, pause: Duration) {
        const SLICE: Duration = Duration::from_secs(1);
        let end = self.clock.boot() + pause;
        loop {
            let left = end.saturating_sub(self.clock.boot());
            if left.is_zero() || self.gives_up(reason) {
                return;
            }
            self.talk.waiting(reason, left);
            self.clock.sleep(left.min(SLICE));
        }
    }

    /// Whether a wait for this is not worth its while any more.
    pub fn gives_up(&self, reason: &Wait) -> bool {
        *reason != Wait::RateLimit && self.talk.stopping()
    }
}

#[cfg(test)]
pub(crate) mod testing;
