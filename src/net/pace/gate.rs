//! The gate: a block of the token, honoured by every process, and the one call that tries whether it is over.

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Result, Transaction, params};

use super::{Limit, Now, micros, span};

/// Longest block that is carried over a reboot, as the server's blocks last minutes.
pub(super) const LONGEST_OVER_BOOT: Duration = Duration::from_secs(30 * 60);

/// How the gate stands.
pub(super) enum Door {
    /// No block.
    Open,
    /// Blocked.
    Closed {
        /// For people.
        until: Timestamp,
        /// Boot time.
        opens: Duration,
        /// Longer than is waited.
        longer: bool,
    },
    /// The block is over by the clock; one call may try.
    Ajar,
    /// Another call is trying.
    Tried {
        /// Boot time at which to look again.
        again: Duration,
    },
}

/// What the trying call found.
#[derive(Clone, Copy)]
pub(super) enum After {
    /// The server answered: the block is over.
    Opened,
    /// No answer: another call may try.
    Unknown,
}

struct Row {
    boot: String,
    until: i64,
    until_wall: i64,
    probe_dead_at: Option<i64>,
}

/// Looks at the gate; carries one of an earlier boot over by the wall clock.
pub(super) fn look(transaction: &Transaction<'_>, now: &Now, limit: &Limit) -> Result<Door> {
    let row = transaction
        .prepare_cached("SELECT boot, until, until_wall, probe_dead_at FROM gate")?
        .query_row([], |row| {
            Ok(Row {
                boot: row.get(0)?,
                until: row.get(1)?,
                until_wall: row.get(2)?,
                probe_dead_at: row.get(3)?,
            })
        })
        .optional()?;
    let Some(mut row) = row else {
        return Ok(Door::Open);
    };
    if row.boot != now.boot {
        let left = row
            .until_wall
            .saturating_sub(now.wall.as_millisecond())
            .max(0)
            .saturating_mul(1000);
        row.until = now.micros + left.min(micros(LONGEST_OVER_BOOT));
        row.probe_dead_at = None;
        transaction
            .prepare_cached(
                "UPDATE gate SET boot = ?1, until = ?2, probe_slot = NULL, probe_dead_at = NULL",
            )?
            .execute(params![now.boot, row.until])?;
    }
    let opens = span(row.until) + limit.margin();
    let left = opens.saturating_sub(span(now.micros));
    if !left.is_zero() {
        let until = Timestamp::from_millisecond(row.until_wall).unwrap_or(now.wall);
        let longer = span(row.until).saturating_sub(span(now.micros)) > limit.longest_block;
        return Ok(Door::Closed {
            until,
            opens,
            longer,
        });
    }
    match row.probe_dead_at {
        Some(dead_at) if now.micros < dead_at => {
            let soon = span(now.micros) + limit.window / 60;
            Ok(Door::Tried {
                again: soon.min(span(dead_at)),
            })
        }
        _ => Ok(Door::Ajar),
    }
}

/// Makes slot `id` the trying call, until its deadline.
pub(super) fn try_door(
    transaction: &Transaction<'_>,
    now: &Now,
    limit: &Limit,
    id: i64,
) -> Result<()> {
    transaction
        .prepare_cached("UPDATE gate SET probe_slot = ?1, probe_dead_at = ?2")?
        .execute(params![id, now.micros + micros(limit.timeout)])?;
    Ok(())
}

/// The trying call is over.
pub(super) fn tried(transaction: &Transaction<'_>, id: i64, after: After) -> Result<()> {
    let sql = match after {
        After::Opened => "DELETE FROM gate WHERE probe_slot = ?1",
        After::Unknown => {
            "UPDATE gate SET probe_slot = NULL, probe_dead_at = NULL WHERE probe_slot = ?1"
        }
    };
    transaction.prepare_cached(sql)?.execute([id])?;
    Ok(())
}

/// Closes the gate for `wait` from now; a later end already there stands. Returns the end.
pub(super) fn close(
    transaction: &Transaction<'_>,
    now: &Now,
    wait: Duration,
    limit: &Limit,
) -> Result<Timestamp> {
    let known = look(transaction, now, limit)?;
    let mut until = span(now.micros) + wait;
    let mut until_wall = now.wall + wait;
    if let Door::Closed {
        until: end, opens, ..
    } = known
        && opens.saturating_sub(limit.margin()) > until
    {
        (until, until_wall) = (opens.saturating_sub(limit.margin()), end);
    }
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO gate (id, boot, until, until_wall) VALUES (1, ?1, ?2, ?3)",
        )?
        .execute(params![
            now.boot,
            micros(until),
            until_wall.as_millisecond()
        ])?;
    Ok(until_wall)
}
