//! What BaseLinker is to be told: promised in the transaction that decides it, told after it.

use rusqlite::params;

use super::{Mirror, Result};

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The row.
    pub id: i64,
    /// BaseLinker's order.
    pub order: i64,
    /// The order's own row.
    pub order_key: i64,
    /// For a status: its id.
    pub target: String,
    /// How often it was tried.
    pub tries: i64,
}

/// What is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// setOrderStatus: sets a value, so it may be told again.
    Status,
}

impl Effect {
    const fn text(self) -> &'static str {
        match self {
            Effect::Status => "status",
        }
    }
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// BaseLinker has it.
    Applied,
    /// It will not be told any more.
    NotApplied,
    /// It failed, or may have; a later pass tells it again.
    Pending,
}

impl Told {
    const fn text(self) -> &'static str {
        match self {
            Told::Applied => "applied",
            Told::NotApplied => "not-applied",
            Told::Pending => "pending",
        }
    }
}

impl Mirror {
    /// Promises an effect, in place of an earlier promise of the same sort that was not kept yet.
    pub fn promise(&self, order_key: i64, effect: Effect, target: &str, now: i64) -> Result<()> {
        self.withdraw(order_key, effect)?;
        let mut add = self.db.prepare_cached(
            "INSERT INTO outbox (order_key, what, target, state, made_at) VALUES (?1, ?2, ?3, 'pending', ?4)",
        )?;
        add.execute(params![order_key, effect.text(), target, now])?;
        Ok(())
    }

    /// Whether such an effect was ever promised for an order.
    pub fn was_promised(&self, order_key: i64, effect: Effect) -> Result<bool> {
        let mut get = self.db.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE order_key = ?1 AND what = ?2)",
        )?;
        Ok(get.query_row(params![order_key, effect.text()], |row| row.get(0))?)
    }

    /// Takes back a promise that was not kept yet.
    pub fn withdraw(&self, order_key: i64, effect: Effect) -> Result<()> {
        let mut drop = self.db.prepare_cached(
            "DELETE FROM outbox WHERE order_key = ?1 AND what = ?2 AND state = 'pending'",
        )?;
        drop.execute(params![order_key, effect.text()])?;
        Ok(())
    }

    /// Promises that are still to be told, oldest first.
    pub fn promises(&self, effect: Effect) -> Result<Vec<Promise>> {
        let mut all = self.db.prepare_cached(
            "SELECT b.id, o.order_id, b.order_key, b.target, b.tries FROM outbox b JOIN orders o ON o.key = b.order_key
             WHERE b.what = ?1 AND b.state = 'pending' ORDER BY b.id",
        )?;
        let rows = all.query_map([effect.text()], |row| {
            Ok(Promise {
                id: row.get(0)?,
                order: row.get(1)?,
                order_key: row.get(2)?,
                target: row.get(3)?,
                tries: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Notes what became of a promise, with what BaseLinker said.
    pub fn told(&self, promise: i64, told: Told, said: &str, now: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE outbox SET state = ?2, said = ?3, sent_at = ?4, tries = tries + 1 WHERE id = ?1",
        )?;
        put.execute(params![promise, told.text(), said, now])?;
        Ok(())
    }
}
