//! Single values of the book and the names that the profile's words were resolved to.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension as _;

use super::{Mirror, Result};
use crate::domain::stock::Lowers;

/// How far the journal was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Journal {
    /// Id of the last entry.
    pub cursor: i64,
    /// When it told something new last (Unix seconds).
    pub told_at: i64,
}

impl Mirror {
    /// How far BaseLinker's journal was read; `None` while it has told nothing.
    pub fn journal(&self) -> Result<Option<Journal>> {
        let text = self.meta("journal_cursor")?;
        Ok(text.and_then(|text| {
            let (cursor, told_at) = text.split_once(' ')?;
            Some(Journal {
                cursor: cursor.parse().ok()?,
                told_at: told_at.parse().ok()?,
            })
        }))
    }

    /// Keeps that.
    pub fn keep_journal(&self, journal: Journal) -> Result<()> {
        let text = format!("{} {}", journal.cursor, journal.told_at);
        self.set_meta("journal_cursor", &text)
    }

    /// Day on which documented orders were last read again.
    pub fn window_read_on(&self) -> Result<Option<String>> {
        self.meta("window_read_on")
    }

    /// Keeps that day.
    pub fn set_window_read_on(&self, day: &str) -> Result<()> {
        self.set_meta("window_read_on", day)
    }

    /// When returns were last read (Unix seconds).
    pub fn returns_read_at(&self) -> Result<Option<i64>> {
        let at = self.meta("returns_read_at")?;
        Ok(at.and_then(|text| text.parse().ok()))
    }

    /// Keeps that second.
    pub fn set_returns_read_at(&self, second: i64) -> Result<()> {
        self.set_meta("returns_read_at", &second.to_string())
    }

    /// When the book was made (Unix seconds).
    pub fn made_at(&self) -> Result<i64> {
        Ok(self
            .meta("made_at")?
            .and_then(|text| text.parse().ok())
            .unwrap_or(0))
    }

    /// The second of confirmation up to which every order has been taken into the book; `None` before the first pass.
    pub fn cursor(&self) -> Result<Option<i64>> {
        Ok(self
            .meta("orders_cursor")?
            .and_then(|text| text.parse().ok()))
    }

    /// Moves the cursor forward; an earlier second is ignored.
    pub fn move_cursor(&self, to: i64) -> Result<()> {
        if self.cursor()?.is_none_or(|now| now < to) {
            self.set_meta("orders_cursor", &to.to_string())?;
        }
        Ok(())
    }

    /// The second of confirmation up to which every order is known to hold what it holds: passes over stock read ahead of
    /// [`Mirror::cursor`] without taking orders.
    pub fn stock_cursor(&self) -> Result<Option<i64>> {
        let at = self.meta("stock_cursor")?;
        Ok(at.and_then(|text| text.parse().ok()))
    }

    /// Moves it forward; an earlier second is ignored.
    pub fn move_stock_cursor(&self, to: i64) -> Result<()> {
        if self.stock_cursor()?.is_none_or(|now| now < to) {
            self.set_meta("stock_cursor", &to.to_string())?;
        }
        Ok(())
    }

    /// When BaseLinker lowers a level, as its levels showed; `None` while that is not evident.
    pub fn evident_lowers(&self) -> Result<Option<Lowers>> {
        let word = self.meta("lowers_evident")?;
        Ok(word.as_deref().and_then(Lowers::parse))
    }

    /// Keeps that.
    pub fn set_evident_lowers(&self, lowers: Lowers) -> Result<()> {
        self.set_meta("lowers_evident", lowers.word())
    }

    /// How often BaseLinker's levels fell at confirmation, at shipping, by reservation, as far as they were compared.
    pub fn lowers_seen(&self) -> Result<[i64; 3]> {
        let text = self.meta("lowers_seen")?.unwrap_or_default();
        let mut counts = text.split(' ').map(|n| n.parse().unwrap_or(0));
        Ok([(); 3].map(|()| counts.next().unwrap_or(0)))
    }

    /// Keeps that.
    pub fn set_lowers_seen(
        &self,
        [at_confirmation, at_shipping, by_reservation]: [i64; 3],
    ) -> Result<()> {
        let text = format!("{at_confirmation} {at_shipping} {by_reservation}");
        self.set_meta("lowers_seen", &text)
    }

    /// What a person was told of when BaseLinker lowers, where the profile says otherwise.
    pub fn lowers_told(&self) -> Result<Option<Lowers>> {
        let word = self.meta("lowers_told")?;
        Ok(word.as_deref().and_then(Lowers::parse))
    }

    /// Keeps that.
    pub fn set_lowers_told(&self, lowers: Lowers) -> Result<()> {
        self.set_meta("lowers_told", lowers.word())
    }

    /// With which settings levels were last sent; `None` before a first sending was let go.
    pub fn sending_let_go(&self) -> Result<Option<String>> {
        self.meta("sending_let_go")
    }

    /// Keeps them: the first sending is let go.
    pub fn let_sending_go(&self, settings: &str) -> Result<()> {
        self.set_meta("sending_let_go", settings)
    }

    /// Day on which BaseLinker's warehouses were last read.
    pub fn places_read_on(&self) -> Result<Option<String>> {
        self.meta("places_read_on")
    }

    /// Keeps that day.
    pub fn set_places_read_on(&self, day: &str) -> Result<()> {
        self.set_meta("places_read_on", day)
    }

    /// Orders confirmed before this second have their documents from elsewhere, by a person's word; 0 before any.
    pub fn issued_before(&self) -> Result<i64> {
        Ok(self
            .meta("issued_before")?
            .and_then(|text| text.parse().ok())
            .unwrap_or(0))
    }

    /// Keeps that word in place of an earlier one: a mistaken day is taken back by another.
    pub fn set_issued_before(&self, second: i64) -> Result<()> {
        self.set_meta("issued_before", &second.to_string())
    }

    /// Orders confirmed before this second may stand in a mirror that was lost; 0 where none was.
    pub fn lost_before(&self) -> Result<i64> {
        Ok(self
            .meta("lost_before")?
            .and_then(|text| text.parse().ok())
            .unwrap_or(0))
    }

    pub(super) fn set_lost_before(&self, second: i64) -> Result<()> {
        self.set_meta("lost_before", &second.to_string())
    }

    /// What a person said of the columns of imported files of this kind (`products`), as heading and field's word.
    ///
    /// # Errors
    /// [`super::MirrorError::Content`] where it cannot be read.
    pub fn remembered_columns(&self, kind: &str) -> Result<BTreeMap<String, String>> {
        let kept = self.meta(&columns_key(kind))?;
        let kept = kept.map(|json| serde_json::from_str(&json)).transpose()?;
        Ok(kept.unwrap_or_default())
    }

    /// Keeps that for the next file.
    pub fn remember_columns(&self, kind: &str, columns: &BTreeMap<String, String>) -> Result<()> {
        if *columns == self.remembered_columns(kind)? {
            return Ok(());
        }
        self.set_meta(&columns_key(kind), &serde_json::to_string(columns)?)
    }

    pub(super) fn meta(&self, key: &str) -> Result<Option<String>> {
        let mut get = self
            .db
            .prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
        Ok(get.query_row([key], |row| row.get(0)).optional()?)
    }

    pub(super) fn set_meta(&self, key: &str, value: &str) -> Result<()> {
        let mut set = self.db.prepare_cached(
            "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        )?;
        set.execute([key, value])?;
        Ok(())
    }

    pub(super) fn drop_meta(&self, key: &str) -> Result<()> {
        self.db.execute("DELETE FROM meta WHERE key = ?1", [key])?;
        Ok(())
    }

    /// Keeps the names of one sort of thing (`status`, …) with BaseLinker's ids, as last read.
    pub fn keep_names(&self, what: &str, names: &[(String, i64)]) -> Result<()> {
        self.db
            .execute("DELETE FROM names WHERE what = ?1", [what])?;
        let mut add = self
            .db
            .prepare_cached("INSERT OR IGNORE INTO names (what, name, id) VALUES (?1, ?2, ?3)")?;
        for (name, id) in names {
            add.execute(rusqlite::params![what, name, id])?;
        }
        Ok(())
    }

    /// Ids and names of one sort of thing, as last read from BaseLinker; of several with one name the first.
    pub fn names(&self, what: &str) -> Result<Vec<(i64, String)>> {
        let mut all = self
            .db
            .prepare_cached("SELECT id, name FROM names WHERE what = ?1 ORDER BY id")?;
        let rows = all.query_map([what], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The id of a name as last read from BaseLinker; `None` where there is none or several had it.
    pub fn id_of(&self, what: &str, name: &str) -> Result<Option<i64>> {
        let mut get = self
            .db
            .prepare_cached("SELECT id FROM names WHERE what = ?1 AND name = ?2")?;
        Ok(get
            .query_row(rusqlite::params![what, name], |row| row.get(0))
            .optional()?)
    }

    /// The name of an id as last read from BaseLinker.
    pub fn name_of(&self, what: &str, id: i64) -> Result<Option<String>> {
        let mut get = self
            .db
            .prepare_cached("SELECT name FROM names WHERE what = ?1 AND id = ?2")?;
        Ok(get
            .query_row(rusqlite::params![what, id], |row| row.get(0))
            .optional()?)
    }
}

fn columns_key(kind: &str) -> String {
    format!("columns_of_{kind}")
}
