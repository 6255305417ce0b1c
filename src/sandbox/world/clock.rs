//! The world's clock.

use super::World;

impl World {
    /// Now, in Unix seconds.
    pub fn now(&self) -> i64 {
        self.now_ms.div_euclid(1000)
    }

    /// Now, in Unix milliseconds.
    pub fn now_ms(&self) -> i64 {
        self.now_ms
    }

    /// Sets the clock to a Unix second; a clock that follows another goes on from there.
    pub fn set_now(&mut self, now: i64) {
        self.shift(now.saturating_mul(1000) - self.now_ms);
    }

    /// Moves the clock forward by so many seconds; effects on their way come when they are due.
    pub fn advance(&mut self, seconds: i64) {
        self.shift(seconds.saturating_mul(1000));
    }

    /// Moves the clock forward by so many milliseconds.
    pub fn advance_ms(&mut self, milliseconds: i64) {
        self.shift(milliseconds);
    }

    /// Takes the time from a running clock, in Unix milliseconds; what `set_now` and `advance` have
    /// moved stays added.
    pub fn follow(&mut self, clock_ms: i64) {
        self.now_ms = clock_ms + self.skew_ms;
        self.apply_late_calls();
    }

    /// From now on the clock follows another; what was moved before no longer counts.
    pub(crate) fn begin_following(&mut self) {
        self.skew_ms = 0;
    }

    fn shift(&mut self, by_ms: i64) {
        self.now_ms += by_ms;
        self.skew_ms += by_ms;
        self.apply_late_calls();
    }
}
