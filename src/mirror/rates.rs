//! NBP's rates as used: the same tax day is asked for once.

use rusqlite::{OptionalExtension as _, params};

use super::{Mirror, Result};

/// A rate of table A.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateRow {
    /// PLN for one unit, decimal text.
    pub mid: String,
    /// Number of the table.
    pub number: String,
    /// Day of the table, `YYYY-MM-DD`.
    pub effective: String,
}

impl Mirror {
    /// The rate for a currency and tax day (`YYYY-MM-DD`), if it was fetched before.
    pub fn rate(&self, currency: &str, day: &str) -> Result<Option<RateRow>> {
        let mut get = self.db.prepare_cached(
            "SELECT mid, number, effective FROM rates WHERE currency = ?1 AND day = ?2",
        )?;
        let found = get.query_row([currency, day], |row| {
            Ok(RateRow {
                mid: row.get(0)?,
                number: row.get(1)?,
                effective: row.get(2)?,
            })
        });
        Ok(found.optional()?)
    }

    /// Keeps a fetched rate.
    pub fn keep_rate(&self, currency: &str, day: &str, rate: &RateRow) -> Result<()> {
        self.db.execute(
            "INSERT OR REPLACE INTO rates (currency, day, mid, number, effective) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![currency, day, rate.mid, rate.number, rate.effective],
        )?;
        Ok(())
    }
}
