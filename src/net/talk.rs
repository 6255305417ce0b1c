//! Who is told what the network part is doing.

use std::time::Duration;

use jiff::Timestamp;

use super::Cause;

/// Why nothing happens just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wait {
    /// The limit of calls is used up; a call becomes free when the oldest leaves the window.
    RateLimit,
    /// The server has blocked the token until this moment.
    Blocked {
        /// As read from the server's message, with its margin.
        until: Timestamp,
    },
    /// Another process is trying whether a block is over.
    Probe,
    /// A call failed and is tried again.
    Retry {
        /// The API's name of the method.
        method: &'static str,
        /// Which try comes next, from 2.
        attempt: u32,
        /// Why the last one failed.
        cause: Cause,
    },
}

/// Hears what happens; every method has a silent default.
pub trait Talk {
    /// A call is about to be sent.
    fn call(&self, _method: &'static str) {}

    /// Nothing happens for `remaining`; told again at least once a second while it lasts.
    fn waiting(&self, _reason: &Wait, _remaining: Duration) {}

    /// Whether a person wants the run to end after what is under way: no long wait is begun or gone on with.
    fn stopping(&self) -> bool {
        false
    }
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Talk for Silent {}
