//! Creates in BaseLinker whose outcome may not be known: products, and the categories and manufacturers that they need.

use rusqlite::{OptionalExtension as _, params};

use super::{Mirror, Result};

/// What products are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// A category, named by its path.
    Category,
    /// A manufacturer.
    Manufacturer,
}

impl Group {
    const fn word(self) -> &'static str {
        match self {
            Group::Category => "category",
            Group::Manufacturer => "manufacturer",
        }
    }
}

impl Mirror {
    /// A create that is about to be sent.
    pub fn begin_creation(&self, card: i64, sku: &str, now: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO creations (card, state, sku, sent_at) VALUES (?1, 'sent', ?2, ?3)
             ON CONFLICT (card) DO UPDATE SET state = 'sent', sku = excluded.sku, sent_at = excluded.sent_at",
        )?;
        put.execute(params![card, sku, now])?;
        Ok(())
    }

    /// A create whose outcome is not known: it may still take effect.
    pub fn doubt_creation(&self, card: i64) -> Result<()> {
        self.db.execute(
            "UPDATE creations SET state = 'in-doubt' WHERE card = ?1",
            [card],
        )?;
        Ok(())
    }

    /// A create that is known: done, refused, or found not to have happened.
    pub fn end_creation(&self, card: i64) -> Result<()> {
        self.db
            .execute("DELETE FROM creations WHERE card = ?1", [card])?;
        Ok(())
    }

    /// When a create of the card was sent whose outcome is not known (Unix seconds).
    pub fn creation_of(&self, card: i64) -> Result<Option<i64>> {
        let mut get = self
            .db
            .prepare_cached("SELECT sent_at FROM creations WHERE card = ?1")?;
        Ok(get.query_row([card], |row| row.get(0)).optional()?)
    }

    /// Notes that a group is about to be made in BaseLinker (`now`: Unix seconds).
    pub fn begin_group(&self, group: Group, name: &str, now: i64) -> Result<()> {
        self.db.execute(
            "INSERT INTO group_creations (kind, name, sent_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (kind, name) DO UPDATE SET sent_at = excluded.sent_at",
            params![group.word(), name, now],
        )?;
        Ok(())
    }

    /// A group whose create is known: done or refused.
    pub fn end_group(&self, group: Group, name: &str) -> Result<()> {
        self.db.execute(
            "DELETE FROM group_creations WHERE kind = ?1 AND name = ?2",
            params![group.word(), name],
        )?;
        Ok(())
    }

    /// When a create of the group was sent whose outcome is not known (Unix seconds).
    pub fn group_sent_at(&self, group: Group, name: &str) -> Result<Option<i64>> {
        let sent = self.db.query_row(
            "SELECT sent_at FROM group_creations WHERE kind = ?1 AND name = ?2",
            params![group.word(), name],
            |row| row.get(0),
        );
        Ok(sent.optional()?)
    }
}
