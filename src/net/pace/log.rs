//! The slot log.

use std::time::Duration;

use rusqlite::{Result, Transaction, params};

use super::{Limit, Now, micros, span};

/// Whether a slot is free.
pub(super) enum Place {
    /// Taken; its id.
    Free(i64),
    /// None before this boot time; then ask again.
    Full { until: Duration },
}

/// Brings the log into this boot and drops what no longer counts. A slot of an earlier boot, or one stamped in the
/// future (a restored snapshot), counts as used just now.
pub(super) fn adopt(transaction: &Transaction<'_>, now: &Now, limit: &Limit) -> Result<()> {
    transaction
        .prepare_cached(
            "UPDATE slot SET boot = ?1, t0 = ?2, t1 = ?2, dead_at = ?2 WHERE boot <> ?1 OR t0 > ?2",
        )?
        .execute(params![now.boot, now.micros])?;
    transaction
        .prepare_cached("DELETE FROM slot WHERE coalesce(t1, dead_at) <= ?1")?
        .execute([now.micros - micros(limit.window)])?;
    Ok(())
}

/// Takes a slot if fewer than the limit count.
pub(super) fn reserve(transaction: &Transaction<'_>, now: &Now, limit: &Limit) -> Result<Place> {
    let used: u32 = transaction
        .prepare_cached("SELECT count(*) FROM slot")?
        .query_row([], |row| row.get(0))?;
    if used < limit.calls.get() {
        transaction
            .prepare_cached("INSERT INTO slot (boot, t0, dead_at) VALUES (?1, ?2, ?3)")?
            .execute(params![
                now.boot,
                now.micros,
                now.micros + micros(limit.timeout)
            ])?;
        return Ok(Place::Free(transaction.last_insert_rowid()));
    }
    // A call in flight ends now at the earliest, so its slot is free a window from now at the earliest.
    let over: i64 = transaction
        .prepare_cached("SELECT coalesce(t1, min(dead_at, ?1)) AS over FROM slot ORDER BY over LIMIT 1 OFFSET ?2")?
        .query_row(params![now.micros, used - limit.calls.get()], |row| row.get(0))?;
    Ok(Place::Full {
        until: span(over) + limit.window,
    })
}

/// Marks a slot's call as over, `tail` from now.
pub(super) fn stamp(
    transaction: &Transaction<'_>,
    id: i64,
    now: &Now,
    tail: Duration,
) -> Result<()> {
    transaction
        .prepare_cached("UPDATE slot SET t1 = ?2 WHERE id = ?1 AND boot = ?3")?
        .execute(params![id, now.micros + micros(tail), now.boot])?;
    Ok(())
}
