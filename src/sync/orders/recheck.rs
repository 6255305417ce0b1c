//! Orders that have their document are read again: by BaseLinker's journal where it proves to be on, else once a day
//! over the last two weeks (docs/decisions/0010-orders-after-their-document.md). What differs is told, never written into
//! a document.

use super::PassError;
use super::apply::Now;
use crate::baselinker::{Account, ApiError, JournalEntry};
use crate::domain::state::State;
use crate::mirror::Mirror;
use crate::mirror::meta::Journal;
use crate::sync::crash;

/// How far back (seconds) the daily reading goes.
const WINDOW: i64 = 14 * 24 * 3600;

/// How long (seconds) a journal that tells nothing is taken for one that is on. BaseLinker keeps three days of it, and one
/// that was switched off looks like one in which nothing happened.
const TRUSTED: i64 = 24 * 3600;

/// Orders that are read one by one for their entries; with more, the window is read.
const ONE_BY_ONE: usize = 40;

/// Calls of the journal in one pass at most.
const CALLS: usize = 50;

/// Removed, merged, split, delivery data, lines added, edited and removed, order data, status.
const TYPES: [i64; 9] = [4, 5, 6, 11, 12, 13, 14, 16, 18];

/// What is read again in a pass.
#[derive(Debug, Default)]
pub struct Recheck {
    /// Documented orders to read one by one, with the second of their confirmation.
    pub orders: Vec<(i64, Option<i64>)>,
    /// The walk begins here at the latest.
    window_from: Option<i64>,
    /// The window counts as read today when the pass is through.
    window: bool,
    /// Highest new entry of the journal.
    journal: Option<i64>,
}

impl Recheck {
    /// For a pass that reads everything anyway.
    pub fn whole() -> Recheck {
        Recheck {
            window: true,
            ..Recheck::default()
        }
    }

    /// What is due now. The first pass of a book reads everything anyway.
    ///
    /// # Errors
    /// Those of the calls and of the book.
    pub fn of(
        account: &Account<'_>,
        mirror: &Mirror,
        now: &Now,
        cursor: Option<i64>,
        from: i64,
    ) -> Result<Recheck, PassError> {
        if cursor.is_none() {
            return Ok(Recheck::whole());
        }
        let begin = from.max(now.second - WINDOW);
        let due = mirror.window_read_on()?.as_deref() != Some(now.today.to_string().as_str());
        let known = mirror.journal()?;
        if known.is_none() && !due || !mirror.has_documented_since(begin)? {
            return Ok(Recheck::default());
        }
        let entries = journal(account, known)?;
        let last = entries.iter().map(|entry| entry.log_id).max();
        let gapless = known.is_some_and(|journal| now.second - journal.told_at < TRUSTED);
        let mut orders = Vec::new();
        if gapless {
            for id in touched(&entries) {
                if let Some(row) = mirror
                    .order(id)?
                    .filter(|row| row.state == State::Documented)
                {
                    orders.push((id, row.seen.confirmed_at));
                }
            }
        }
        let window = due && !gapless || orders.len() > ONE_BY_ONE;
        if window {
            orders.clear();
        }
        Ok(Recheck {
            orders,
            window_from: window.then_some(begin),
            window: window || gapless,
            journal: last,
        })
    }

    /// Where the walk begins that would begin at `on`.
    pub fn begin(&self, on: i64) -> i64 {
        self.window_from.map_or(on, |begin| begin.min(on))
    }

    /// Notes what was read, once everything is applied.
    ///
    /// # Errors
    /// Those of the book.
    pub fn done(&self, mirror: &mut Mirror, now: &Now) -> Result<(), PassError> {
        if !self.window && self.journal.is_none() {
            return Ok(());
        }
        mirror.write(|mirror| {
            if self.window {
                mirror.set_window_read_on(&now.today.to_string())?;
            }
            if let Some(cursor) = self.journal {
                mirror.keep_journal(Journal {
                    cursor,
                    told_at: now.second,
                })?;
            }
            Ok(())
        })
    }
}

/// Entries after the known one. A journal that is off is an empty one, and so is one that the token may not read.
fn journal(account: &Account<'_>, known: Option<Journal>) -> Result<Vec<JournalEntry>, PassError> {
    let mut entries: Vec<JournalEntry> = Vec::new();
    let mut last = known.map(|journal| journal.cursor);
    for _ in 0..CALLS {
        crash::point();
        let page = match account.get_journal(last, &TYPES) {
            Err(ApiError::Refused { .. }) => return Ok(entries),
            other => other?,
        };
        // The entry asked for comes again.
        let new = page.into_iter().filter(|entry| Some(entry.log_id) > last);
        let before = entries.len();
        entries.extend(new);
        if entries.len() == before {
            break;
        }
        last = entries.iter().map(|entry| entry.log_id).max();
    }
    Ok(entries)
}

fn touched(entries: &[JournalEntry]) -> Vec<i64> {
    let mut orders: Vec<i64> = entries.iter().filter_map(|entry| entry.order_id).collect();
    orders.sort_unstable();
    orders.dedup();
    orders
}
