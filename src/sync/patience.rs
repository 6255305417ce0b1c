//! How long BaseLinker is told of what was done.

use std::time::Duration;

use crate::net::Line;

/// From the beginning of a sending until it has lasted long enough, or a person wants the run to end.
pub struct Patience<'a> {
    line: Line<'a>,
    begun: Duration,
    most: Option<Duration>,
}

impl<'a> Patience<'a> {
    /// A sending begins now and lasts so long at most; `None`: until it is done.
    pub fn begin(line: Line<'a>, most: Option<Duration>) -> Patience<'a> {
        Patience {
            begun: line.clock.boot(),
            line,
            most,
        }
    }

    /// Whether the rest is left to the next run.
    pub fn is_over(&self) -> bool {
        let spent = self.line.clock.boot().saturating_sub(self.begun);
        self.line.talk.stopping() || self.most.is_some_and(|most| spent >= most)
    }
}
