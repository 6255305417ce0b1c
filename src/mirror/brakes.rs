//! Plans that a brake stopped: kept for a day under their hash, so that a person can let exactly that plan go.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, params};

use super::{Mirror, Result};

/// How long a stopped plan can be let go (seconds).
pub const KEPT: i64 = 24 * 3600;

impl Mirror {
    /// Keeps a stopped plan's members: BaseLinker's order ids with the content that was planned.
    pub fn keep_plan(
        &self,
        hash: &str,
        reason: &str,
        members: &BTreeMap<i64, String>,
        now: i64,
    ) -> Result<()> {
        self.db
            .execute("DELETE FROM brakes WHERE made_at < ?1", [now - KEPT])?;
        self.db.execute(
            "INSERT INTO brakes (hash, reason, members, made_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (hash) DO UPDATE SET made_at = excluded.made_at",
            params![hash, reason, serde_json::to_string(members)?, now],
        )?;
        Ok(())
    }

    /// The members of the plan under `hash`, unless it is unknown or older than a day.
    pub fn stopped_plan(&self, hash: &str, now: i64) -> Result<Option<BTreeMap<i64, String>>> {
        let found: Option<String> = self
            .db
            .query_row(
                "SELECT members FROM brakes WHERE hash = ?1 AND made_at >= ?2",
                params![hash, now - KEPT],
                |row| row.get(0),
            )
            .optional()?;
        found
            .map(|text| Ok(serde_json::from_str(&text)?))
            .transpose()
    }
}
