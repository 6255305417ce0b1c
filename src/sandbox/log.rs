//! What arrived: every call with its parameters, time and outcome.

use serde_json::Value;

/// One call as it arrived.
#[derive(Clone, Debug)]
pub struct LoggedCall {
    /// Arrival in Unix milliseconds of the world's clock.
    pub at_ms: i64,
    /// Method, empty if none could be read.
    pub method: String,
    /// Parameters; an empty object if none were sent.
    pub parameters: Value,
    /// What became of it.
    pub outcome: CallOutcome,
}

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallOutcome {
    /// Done and answered.
    Success,
    /// Answered with this error code.
    Error(String),
    /// Refused because of the rate limit.
    Blocked,
    /// A planned fault, by its name; `applied` tells whether the method took effect at once.
    Fault {
        /// Name as in a fault rule.
        name: String,
        /// The method was carried out although the answer was spoilt.
        applied: bool,
    },
}

/// All calls since the world began, oldest first.
#[derive(Clone, Debug, Default)]
pub struct CallLog {
    calls: Vec<LoggedCall>,
    blocks: usize,
}

impl CallLog {
    pub(crate) fn push(&mut self, call: LoggedCall) {
        self.calls.push(call);
    }

    pub(crate) fn count_block(&mut self) {
        self.blocks += 1;
    }

    /// Every call, oldest first.
    pub fn calls(&self) -> &[LoggedCall] {
        &self.calls
    }

    /// Number of all calls.
    pub fn len(&self) -> usize {
        self.calls.len()
    }

    /// Whether nothing has arrived.
    pub fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }

    /// Number of calls of one method.
    pub fn count(&self, method: &str) -> usize {
        self.of(method).count()
    }

    /// Calls of one method, oldest first.
    pub fn of<'a>(&'a self, method: &'a str) -> impl Iterator<Item = &'a LoggedCall> {
        self.calls.iter().filter(move |call| call.method == method)
    }

    /// Methods that arrived and do not only read, in order.
    pub fn writes(&self) -> Vec<&LoggedCall> {
        self.calls
            .iter()
            .filter(|call| !only_reads(&call.method))
            .collect()
    }

    /// The largest number of calls that arrived in any `window` seconds.
    pub fn largest_in_window(&self, window: u64) -> usize {
        let window_ms = i64::try_from(window.saturating_mul(1000)).unwrap_or(i64::MAX);
        let mut start = 0;
        let mut largest = 0;
        for (end, call) in self.calls.iter().enumerate() {
            while self.calls[start].at_ms <= call.at_ms.saturating_sub(window_ms) {
                start += 1;
            }
            largest = largest.max(end + 1 - start);
        }
        largest
    }

    /// How many times the limit was exceeded, i.e. blocks that began.
    pub fn blocks(&self) -> usize {
        self.blocks
    }

    /// Calls that arrived during a block.
    pub fn refused(&self) -> usize {
        self.calls
            .iter()
            .filter(|call| call.outcome == CallOutcome::Blocked)
            .count()
    }

    /// Forgets all calls, e.g. before the part of a test that counts.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

/// `get…` of BaseLinker, and the methods of Firmino that keep nothing.
fn only_reads(method: &str) -> bool {
    match method.split_once('/') {
        None => method.starts_with("get"),
        Some((_, method)) => matches!(
            method,
            "get" | "find" | "init" | "init-end-doc" | "similar" | "download" | "gus"
        ),
    }
}
