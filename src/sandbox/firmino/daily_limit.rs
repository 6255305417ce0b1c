//! Requests of a day.

use std::collections::VecDeque;

use crate::sandbox::unknowns::{LimitDay, RefusedRequests};
use crate::sandbox::warsaw;

const DAY_MS: i64 = 86_400_000;

/// When the requests arrived that count, in Unix milliseconds.
#[derive(Clone, Debug, Default)]
pub(super) struct DailyLimit {
    arrivals: VecDeque<i64>,
}

/// There were as many requests as there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exhausted;

impl DailyLimit {
    /// Lets a request in, or refuses it.
    pub(super) fn admit(
        &mut self,
        now_ms: i64,
        limit: Option<usize>,
        day: LimitDay,
        refused: RefusedRequests,
    ) -> Result<(), Exhausted> {
        // Longer than any day, also the one of 25 hours.
        let old = |arrival: &i64| *arrival <= now_ms - 2 * DAY_MS;
        while self.arrivals.front().is_some_and(old) {
            self.arrivals.pop_front();
        }
        let full = limit.is_some_and(|limit| self.used(now_ms, day) >= limit);
        if !full || refused == RefusedRequests::Counted {
            self.arrivals.push_back(now_ms);
        }
        if full { Err(Exhausted) } else { Ok(()) }
    }

    /// Requests that count at a moment.
    pub(super) fn used(&self, now_ms: i64, day: LimitDay) -> usize {
        let begin = match day {
            LimitDay::Rolling => now_ms - DAY_MS + 1,
            LimitDay::Warsaw => midnight(now_ms),
        };
        let counted = |arrival: &&i64| (begin..=now_ms).contains(*arrival);
        self.arrivals.iter().filter(counted).count()
    }
}

/// The last midnight in Warsaw, in Unix milliseconds.
fn midnight(now_ms: i64) -> i64 {
    jiff::Timestamp::from_millisecond(now_ms)
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
        .to_zoned_datetime(warsaw())
        .start_of_day()
        .map_or(0, |midnight| midnight.timestamp().as_millisecond())
}
