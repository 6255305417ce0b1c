//! What a person decided once, for every later order, and what was told once.

use rusqlite::{OptionalExtension as _, params};

use super::{Mirror, Result};

/// What a decision is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// A buyer's card; about the buyer's hash.
    Contractor,
    /// A payment method that `[payments]` does not name was told; about the method.
    PaymentTold,
    /// A level of the year's sales to consumers in other EU states was told; about year and level.
    EuSalesTold,
    /// A person unlinked a warehouse of BaseLinker (1), or linked it again (0); about its key. While it is 1, no pass links
    /// it.
    WarehouseApart,
}

impl Decision {
    const fn text(self) -> &'static str {
        match self {
            Decision::Contractor => "contractor",
            Decision::PaymentTold => "payment-told",
            Decision::EuSalesTold => "eu-sales-told",
            Decision::WarehouseApart => "warehouse-apart",
        }
    }
}

impl Mirror {
    /// The decision, if there is one.
    pub fn decision(&self, what: Decision, about: &str) -> Result<Option<i64>> {
        let mut get = self
            .db
            .prepare_cached("SELECT value FROM decisions WHERE what = ?1 AND about = ?2")?;
        Ok(get
            .query_row(params![what.text(), about], |row| row.get(0))
            .optional()?)
    }

    /// Keeps a decision in place of an earlier one.
    pub fn decide(&self, what: Decision, about: &str, value: i64, now: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO decisions (what, about, value, made_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (what, about) DO UPDATE SET value = excluded.value, made_at = excluded.made_at",
        )?;
        put.execute(params![what.text(), about, value, now])?;
        Ok(())
    }
}
