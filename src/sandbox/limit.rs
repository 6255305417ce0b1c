//! The rate limit: a sliding window, then a block during which every call is refused.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use super::unknowns::RefusedCalls;

/// How many calls are let through. The defaults are BaseLinker's: 100 in 60 s, then a block of 600 s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RateLimit {
    /// Calls in any window.
    pub calls: usize,
    /// Length of the window in seconds.
    pub window: u64,
    /// Length of the block in seconds.
    pub block: u64,
}

impl Default for RateLimit {
    fn default() -> Self {
        Self {
            calls: 100,
            window: 60,
            block: 600,
        }
    }
}

/// What the limit remembers: per key (a token, or the account) the arrivals and the block.
#[derive(Clone, Debug, Default)]
pub(crate) struct Limiter {
    keys: BTreeMap<String, Seen>,
}

#[derive(Clone, Debug, Default)]
struct Seen {
    arrivals: VecDeque<i64>,
    blocked_until: Option<i64>,
}

/// The Unix second until which a refused caller is blocked, and whether the block began with this call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) until: i64,
    pub(crate) first: bool,
}

impl Limiter {
    /// Lets a call in that arrives at `now_ms`, or refuses it.
    pub(crate) fn admit(
        &mut self,
        key: &str,
        now_ms: i64,
        limit: &RateLimit,
        refused_calls: RefusedCalls,
    ) -> Result<(), Refusal> {
        let seen = self.keys.entry(key.to_owned()).or_default();
        let window_ms = seconds_to_ms(limit.window);
        let block_from_now = now_ms.div_euclid(1000) + clamped(limit.block);
        if let Some(until) = seen.blocked_until {
            if now_ms < until * 1000 {
                match refused_calls {
                    RefusedCalls::Ignored => {}
                    RefusedCalls::Counted => seen.arrivals.push_back(now_ms),
                    RefusedCalls::ProlongBlock => seen.blocked_until = Some(block_from_now),
                }
                let until = seen.blocked_until.unwrap_or(until);
                return Err(Refusal {
                    until,
                    first: false,
                });
            }
            seen.blocked_until = None;
        }
        while seen
            .arrivals
            .front()
            .is_some_and(|arrival| *arrival <= now_ms - window_ms)
        {
            seen.arrivals.pop_front();
        }
        if seen.arrivals.len() >= limit.calls {
            if refused_calls == RefusedCalls::Counted {
                seen.arrivals.push_back(now_ms);
            } else {
                seen.arrivals.clear();
            }
            seen.blocked_until = Some(block_from_now);
            return Err(Refusal {
                until: block_from_now,
                first: true,
            });
        }
        seen.arrivals.push_back(now_ms);
        Ok(())
    }

    /// Blocks a key as if its limit had been exceeded by another program.
    pub(crate) fn block(&mut self, key: &str, until: i64) {
        self.keys.entry(key.to_owned()).or_default().blocked_until = Some(until);
    }
}

fn clamped(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX / 4000)
}

fn seconds_to_ms(seconds: u64) -> i64 {
    clamped(seconds) * 1000
}
