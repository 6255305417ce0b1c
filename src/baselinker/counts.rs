//! What a run has asked of the API.

use std::collections::BTreeMap;
use std::time::Duration;

/// Calls and waits of a run. Every try is a call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// All calls.
    pub calls: u64,
    /// Calls by the API's name of the method.
    pub by_method: BTreeMap<&'static str, u64>,
    /// Time spent waiting: for the limit, for blocks, between tries.
    pub waited: Duration,
    /// Of this, and of the time of failed tries, what the account itself did not choose: blocks and tries again.
    pub held_up: Duration,
}
