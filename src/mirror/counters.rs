//! Counters of number series. A counter belongs to its format and restarts with the format's date parts.

use rusqlite::OptionalExtension as _;

use super::{Mirror, Result};

/// The next free number of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// The number to give.
    pub n: i64,
    /// The day (`YYYY-MM-DD`) of the newest number given in this period; `None` before the first.
    pub last_day: Option<String>,
}

impl Mirror {
    /// Looks up the next number of `format` in `period`. `start` counts only before the very first number of the
    /// format: it is where another program's series was left.
    pub fn next_number(&self, format: &str, period: &str, start: i64) -> Result<Next> {
        let mut get = self.db.prepare_cached(
            "SELECT next, last_day FROM counters WHERE format = ?1 AND period = ?2",
        )?;
        let found = get
            .query_row([format, period], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if let Some((n, last_day)) = found {
            return Ok(Next {
                n,
                last_day: Some(last_day),
            });
        }
        let used: bool = self.db.query_row(
            "SELECT EXISTS (SELECT 1 FROM counters WHERE format = ?1)",
            [format],
            |row| row.get(0),
        )?;
        Ok(Next {
            n: if used { 1 } else { start.max(1) },
            last_day: None,
        })
    }

    /// Takes number `n`: the next one is `n + 1`. Only ever called in the transaction that uses the number.
    pub fn take_number(&self, format: &str, period: &str, n: i64, day: &str) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO counters (format, period, next, last_day) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (format, period) DO UPDATE SET next = excluded.next, last_day = excluded.last_day",
        )?;
        put.execute(rusqlite::params![format, period, n + 1, day])?;
        Ok(())
    }
}
