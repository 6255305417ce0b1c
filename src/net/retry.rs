//! Which calls may be sent again, and when.

use std::time::Duration;

use super::Jitter;

/// A method that reads. May be sent again at will.
#[derive(Debug, Clone, Copy)]
pub struct Read;

/// A method that sets a value to what it is told: sending it twice is sending it once.
#[derive(Debug, Clone, Copy)]
pub struct Set;

/// A method that makes something new each time. Never sent again blindly.
#[derive(Debug, Clone, Copy)]
pub struct Create;

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Read {}
    impl Sealed for super::Set {}
    impl Sealed for super::Create {}
}

/// The class of a method (`reference/reliability.md` table 1.1): [`Read`], [`Set`] or [`Create`].
pub trait Class: sealed::Sealed {}
impl Class for Read {}
impl Class for Set {}
impl Class for Create {}

/// A class whose calls change something, so that they end in an [`Outcome`](super::Outcome).
pub trait Writes: Class {}
impl Writes for Set {}
impl Writes for Create {}

/// How often and how patiently a call is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    /// Most tries, the first included.
    pub tries: u32,
    /// The longest first pause; each further one is twice as long at most.
    pub base: Duration,
    /// All tries and the pauses between them fit in this; waits for the rate limit do not count.
    pub within: Duration,
}

impl Default for Retry {
    /// Four tries in 60 s, pauses up to 1, 2 and 4 s.
    fn default() -> Self {
        Self {
            tries: 4,
            base: Duration::from_secs(1),
            within: Duration::from_secs(60),
        }
    }
}

/// The tries of one call.
#[derive(Debug, Clone, Copy)]
pub struct Attempts {
    retry: Retry,
    made: u32,
    spent: Duration,
}

impl Attempts {
    /// None made yet.
    pub fn new(retry: Retry) -> Self {
        Self {
            retry,
            made: 0,
            spent: Duration::ZERO,
        }
    }

    /// How long the next try may take: `timeout`, or what is left.
    pub fn deadline(&self, timeout: Duration) -> Duration {
        timeout.min(self.retry.within.saturating_sub(self.spent))
    }

    /// Which try comes next, from 1.
    pub fn next(&self) -> u32 {
        self.made + 1
    }

    /// Counts a try that took `took` and failed. Returns the pause before the next one (full jitter, or longer if
    /// the server asked for it), or `None` when it was the last.
    pub fn failed(
        &mut self,
        took: Duration,
        retry_after: Option<Duration>,
        jitter: &dyn Jitter,
    ) -> Option<Duration> {
        let doubled = 2_u32.checked_pow(self.made).unwrap_or(u32::MAX);
        self.made += 1;
        self.spent = self.spent.saturating_add(took);
        if self.made >= self.retry.tries {
            return None;
        }
        let pause = jitter
            .up_to(self.retry.base.saturating_mul(doubled))
            .max(retry_after.unwrap_or_default());
        self.spent = self.spent.saturating_add(pause);
        (self.spent < self.retry.within).then_some(pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Most;
    impl Jitter for Most {
        fn up_to(&self, most: Duration) -> Duration {
            most
        }
    }

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn pauses_double_and_end_after_four_tries() {
        let mut attempts = Attempts::new(Retry::default());
        let pauses: Vec<_> = std::iter::from_fn(|| attempts.failed(SECOND, None, &Most)).collect();
        assert_eq!(pauses, [SECOND, 2 * SECOND, 4 * SECOND]);
        assert_eq!(attempts.next(), 5);
    }

    #[test]
    fn slow_tries_end_within_the_minute() {
        let mut attempts = Attempts::new(Retry::default());
        let mut total = Duration::ZERO;
        loop {
            let took = attempts.deadline(30 * SECOND);
            total += took;
            match attempts.failed(took, None, &Most) {
                Some(pause) => total += pause,
                None => break,
            }
        }
        assert_eq!(total, 60 * SECOND);
    }

    #[test]
    fn the_server_is_obeyed_unless_it_asks_for_more_than_is_left() {
        let mut attempts = Attempts::new(Retry::default());
        assert_eq!(
            attempts.failed(SECOND, Some(20 * SECOND), &Most),
            Some(20 * SECOND)
        );
        assert_eq!(attempts.failed(SECOND, Some(Duration::MAX), &Most), None);
    }
}
