//! Pacing: at most so many calls in any window, over all processes that use one token.
//!
//! A two-stamp slot log in a small SQLite file. A call takes a slot before it is sent and stamps it again when
//! it is over; the slot counts until a whole window after that. So no window at the server ever holds more calls
//! than the limit, whatever the latency (`reference/reliability.md` §5.2 has the proof).

mod file;
mod gate;
mod glance;
mod log;
pub mod until;

pub use glance::blocked_until;

use std::cell::Cell;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{Clock, Line, Token, Wait};

/// Processes that wait for the same moment come back spread over this much.
const SPREAD: Duration = Duration::from_millis(20);

/// Blocks that one run puts up with: after this many it ends, so that nothing hammers on a closed door.
const BLOCKS_A_RUN: u32 = 2;

/// How fast a token may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Most calls in any window.
    pub calls: NonZeroU32,
    /// The window.
    pub window: Duration,
    /// Total deadline of a call; a slot of a process that died counts as sent at its end.
    pub timeout: Duration,
    /// The longest block that is waited out; a longer one is an error at once.
    pub longest_block: Duration,
}

impl Limit {
    /// Calls and window with the timeout of 30 s and the longest block of 15 min.
    pub fn new(calls: NonZeroU32, window: Duration) -> Self {
        Self {
            calls,
            window,
            timeout: Duration::from_secs(30),
            longest_block: Duration::from_secs(15 * 60),
        }
    }

    /// How much later than the server says a blocked token is tried again.
    fn margin(&self) -> Duration {
        self.window / 6
    }

    /// How long a block is taken to last when the server's message says nothing readable: 15 windows, so
    /// 15 minutes at the API's minute.
    fn unread_block(&self) -> Duration {
        self.window * 15
    }
}

/// Why no slot could be had.
#[derive(Debug, thiserror::Error)]
pub enum PaceError {
    /// The file cannot be opened or made.
    #[error("the rate file `{}` cannot be opened: {cause}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: String,
    },
    /// The file holds another program's data.
    #[error("`{}` is not a rate file of this program: it holds another program's data", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file is damaged or no database.
    #[error("`{}` is not a rate file of this program, or is damaged: {cause}", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// The file cannot be read or written now.
    #[error("the rate file `{}` cannot be used: {cause}", path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        cause: String,
    },
    /// The disk did not take what was to be written.
    #[error("the rate file `{}` could not be written (is the disk full?): {cause}", path.display())]
    Full {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        cause: String,
    },
    /// Another process has kept the file locked for seconds on end.
    #[error("the rate file `{}` is locked by another process", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The server has blocked the token, and for longer (or more often) than this run waits.
    #[error("the token is blocked until {until}")]
    Blocked {
        /// As read from the server's message.
        until: Timestamp,
    },
}

/// Leave to send one call.
#[derive(Debug)]
#[must_use = "a slot that is not given back counts until its deadline"]
pub struct Slot {
    id: i64,
    is_probe: bool,
}

/// What a call may do now.
#[derive(Debug)]
pub enum Turn {
    /// Send.
    Go(Slot),
    /// Ask again at this boot time; why.
    Later(Wait, Duration),
    /// The token is blocked for longer than is waited.
    Blocked(Timestamp),
}

/// The log of one token, opened by one process.
pub struct Pace {
    path: PathBuf,
    connection: Connection,
    limit: Limit,
    blocks: Cell<u32>,
}

impl Pace {
    /// Opens the file or makes it (0600, its directory 0700).
    /// One that is there keeps its mode, so that several users may share it.
    ///
    /// # Errors
    /// [`PaceError::Open`], [`PaceError::Foreign`] and [`PaceError::NotOurs`].
    pub fn open(path: &Path, limit: Limit) -> Result<Self, PaceError> {
        let connection = file::open(path)?;
        Ok(Self {
            path: path.to_owned(),
            connection,
            limit,
            blocks: Cell::new(0),
        })
    }

    /// The file's usual name: `rate-`, the token's fingerprint, `.sqlite`.
    pub fn file_name(token: &Token) -> String {
        format!("rate-{}.sqlite", token.fingerprint())
    }

    /// The limit it keeps.
    pub fn limit(&self) -> Limit {
        self.limit
    }

    /// Waits for leave to send, telling what for; answers also how long it waited for anything but its own limit.
    ///
    /// # Errors
    /// [`PaceError::Blocked`] or a file that cannot be used.
    pub fn take(&self, line: &Line<'_>) -> Result<(Slot, Duration), PaceError> {
        let mut held_up = Duration::ZERO;
        loop {
            match self.try_take(line.clock)? {
                Turn::Go(slot) => return Ok((slot, held_up)),
                Turn::Blocked(until) => return Err(PaceError::Blocked { until }),
                Turn::Later(reason, at) => {
                    let begun = line.clock.boot();
                    if line.gives_up(&reason) {
                        let left = jiff::SignedDuration::try_from(at.saturating_sub(begun));
                        let until = line.clock.wall() + left.unwrap_or_default();
                        return Err(PaceError::Blocked { until });
                    }
                    let pause = at.saturating_sub(begun) + line.jitter.up_to(SPREAD);
                    line.wait(&reason, pause);
                    if reason != Wait::RateLimit {
                        held_up += line.clock.boot().saturating_sub(begun);
                    }
                }
            }
        }
    }

    /// Takes a slot if one is free, without waiting.
    ///
    /// # Errors
    /// A file that cannot be used.
    pub fn try_take(&self, clock: &dyn Clock) -> Result<Turn, PaceError> {
        self.within(|transaction| {
            // Read under the lock: reservations are ordered as their stamps are.
            let now = Now::of(clock);
            log::adopt(transaction, &now, &self.limit)?;
            let door = gate::look(transaction, &now, &self.limit)?;
            if let gate::Door::Closed {
                until,
                opens,
                longer,
            } = door
            {
                let given_up = longer || self.blocks.get() >= BLOCKS_A_RUN;
                return Ok(if given_up {
                    Turn::Blocked(until)
                } else {
                    Turn::Later(Wait::Blocked { until }, opens)
                });
            }
            if let gate::Door::Tried { again } = door {
                return Ok(Turn::Later(Wait::Probe, again));
            }
            match log::reserve(transaction, &now, &self.limit)? {
                log::Place::Free(id) => {
                    let is_probe = matches!(door, gate::Door::Ajar);
                    if is_probe {
                        gate::try_door(transaction, &now, &self.limit, id)?;
                    }
                    Ok(Turn::Go(Slot { id, is_probe }))
                }
                log::Place::Full { until } => Ok(Turn::Later(Wait::RateLimit, until)),
            }
        })
    }

    /// The server answered, and not with a block.
    pub fn answered(&self, slot: Slot, clock: &dyn Clock) {
        self.stamp(&slot, clock, Duration::ZERO, gate::After::Opened);
    }

    /// The call failed before it could arrive, its connection broke, or something other than the API answered.
    pub fn failed(&self, slot: Slot, clock: &dyn Clock) {
        self.stamp(&slot, clock, Duration::ZERO, gate::After::Unknown);
    }

    /// The deadline passed: the call may yet arrive, within another timeout at most.
    pub fn timed_out(&self, slot: Slot, clock: &dyn Clock) {
        self.stamp(&slot, clock, self.limit.timeout, gate::After::Unknown);
    }

    /// The server answered with a block. `message` is its text, `server_now` its `Date`. Closes the gate for all
    /// processes and returns the moment it opens.
    pub fn blocked(
        &self,
        slot: Slot,
        clock: &dyn Clock,
        message: &str,
        server_now: Option<Timestamp>,
    ) -> Timestamp {
        self.blocks.set(self.blocks.get() + 1);
        let server_now = server_now.unwrap_or_else(|| clock.wall());
        let wait = until::wait(message, server_now, &jiff::tz::TimeZone::system())
            .unwrap_or_else(|| self.limit.unread_block());
        let closed = self.within(|transaction| {
            let now = Now::of(clock);
            log::stamp(transaction, slot.id, &now, Duration::ZERO)?;
            gate::close(transaction, &now, wait, &self.limit)
        });
        // Without the file there is still this run's own count of blocks.
        closed.unwrap_or_else(|_| clock.wall() + wait)
    }

    /// Whether this run has met as many blocks as a run puts up with.
    pub fn gives_up(&self) -> bool {
        self.blocks.get() >= BLOCKS_A_RUN
    }

    /// Failing to stamp must not lose the call's outcome: an unstamped slot merely counts for longer.
    fn stamp(&self, slot: &Slot, clock: &dyn Clock, tail: Duration, after: gate::After) {
        let _counts_until_its_deadline = self.within(|transaction| {
            log::stamp(transaction, slot.id, &Now::of(clock), tail)?;
            if slot.is_probe {
                gate::tried(transaction, slot.id, after)?;
            }
            Ok(())
        });
    }

    fn within<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, PaceError> {
        let run = || {
            let transaction =
                Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
            let result = work(&transaction)?;
            transaction.commit()?;
            Ok(result)
        };
        run().map_err(|error| file::unusable(&self.path, &error))
    }
}

/// One reading of the clocks, in the log's units.
struct Now {
    boot: String,
    /// Microseconds since boot.
    micros: i64,
    wall: Timestamp,
}

impl Now {
    fn of(clock: &dyn Clock) -> Self {
        Self {
            boot: clock.boot_id(),
            micros: micros(clock.boot()),
            wall: clock.wall(),
        }
    }
}

/// A span in the log's unit; a span beyond 292,000 years is as good as that.
fn micros(span: Duration) -> i64 {
    i64::try_from(span.as_micros()).unwrap_or(i64::MAX)
}

fn span(micros: i64) -> Duration {
    Duration::from_micros(u64::try_from(micros).unwrap_or_default())
}

#[cfg(test)]
mod tests;
