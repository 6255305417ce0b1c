//! What is known of Firmino itself: which of its articles and customers are which of ours, rows of a reading under way,
//! and the requests of each day.

use rusqlite::{OptionalExtension as _, params};

use super::{Mirror, Result};

/// A list of Firmino.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Articles, which are cards here.
    Articles,
    /// Customers, who are contractors here.
    Customers,
}

impl List {
    /// Stable word.
    pub const fn word(self) -> &'static str {
        match self {
            List::Articles => "articles",
            List::Customers => "customers",
        }
    }

    const fn own(self) -> &'static str {
        match self {
            List::Articles => "card",
            List::Customers => "contractor",
        }
    }

    fn key(self, what: &str) -> String {
        format!("firmino_{}_{what}", self.word())
    }
}

/// A row of Firmino as last read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Firmino's id.
    pub id: i64,
    /// Our card or contractor; `None`: it is none here.
    pub own: Option<i64>,
    /// JSON: as last read.
    pub seen: String,
    /// Why it is none here, where a person has to decide.
    pub open: Option<String>,
}

/// The requests of a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Requests {
    /// Sent, as counted here.
    pub used: u32,
    /// Whether Firmino itself said that the day's are spent.
    pub spent: bool,
}

impl Mirror {
    /// The requests of a day (`YYYY-MM-DD`, Warsaw).
    pub fn firmino_requests(&self, day: &str) -> Result<Requests> {
        let mut get = self
            .db
            .prepare_cached("SELECT used, spent FROM firmino_requests WHERE day = ?1")?;
        let found = get.query_row([day], |row| {
            Ok(Requests {
                used: row.get(0)?,
                spent: row.get(1)?,
            })
        });
        Ok(found.optional()?.unwrap_or_default())
    }

    /// Takes one request of a day, of which there are `limit`; `false`: none is left, and none was taken.
    pub fn take_firmino_request(&self, day: &str, limit: u32) -> Result<bool> {
        let mut take = self.db.prepare_cached(
            "INSERT INTO firmino_requests (day, used) SELECT ?1, 1 WHERE ?2 > 0
             ON CONFLICT (day) DO UPDATE SET used = used + 1 WHERE used < ?2 AND spent = 0",
        )?;
        Ok(take.execute(params![day, limit])? > 0)
    }

    /// Keeps that Firmino says that the day's requests are spent.
    pub fn spend_firmino_day(&self, day: &str) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO firmino_requests (day, used, spent) VALUES (?1, 0, 1)
             ON CONFLICT (day) DO UPDATE SET spent = 1",
        )?;
        put.execute([day])?;
        Ok(())
    }

    /// Every row of a list as last read, by Firmino's id.
    pub fn firmino_known(&self, list: List) -> Result<Vec<Known>> {
        let sql = format!(
            "SELECT firmino_id, {}, seen, open FROM firmino_{} ORDER BY firmino_id",
            list.own(),
            list.word()
        );
        let mut all = self.db.prepare_cached(&sql)?;
        let rows = all.query_map([], |row| {
            Ok(Known {
                id: row.get(0)?,
                own: row.get(1)?,
                seen: row.get(2)?,
                open: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Keeps a row as read at `now`.
    ///
    /// # Errors
    /// Those of SQLite; also where the card or contractor is another row's already.
    pub fn keep_firmino(&self, list: List, row: &Known, now: i64) -> Result<()> {
        let (table, own) = (list.word(), list.own());
        let mut put = self.db.prepare_cached(&format!(
            "INSERT INTO firmino_{table} (firmino_id, {own}, seen, open, read_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (firmino_id) DO UPDATE SET {own} = excluded.{own}, seen = excluded.seen, open = excluded.open,
               read_at = excluded.read_at"
        ))?;
        put.execute(params![row.id, row.own, row.seen, row.open, now])?;
        Ok(())
    }

    /// Forgets the links of rows that are not among those of a whole list read from `began_at` on; what is here stays. One
    /// that was made there since is not among them either. Answers how many.
    pub fn forget_firmino(
        &self,
        list: List,
        is_there: impl Fn(i64) -> bool,
        began_at: i64,
    ) -> Result<usize> {
        let mut forgotten = 0;
        let table = list.word();
        let gone = self.firmino_known(list)?;
        for known in gone.into_iter().filter(|known| !is_there(known.id)) {
            let sql =
                format!("DELETE FROM firmino_{table} WHERE firmino_id = ?1 AND read_at <= ?2");
            let dropped = self
                .db
                .prepare_cached(&sql)?
                .execute([known.id, began_at])?;
            forgotten += dropped;
            if let (List::Articles, Some(card), 1..) = (list, known.own, dropped) {
                self.db
                    .execute("DELETE FROM firmino_quantities WHERE card = ?1", [card])?;
            }
        }
        Ok(forgotten)
    }

    /// Adds rows (id, JSON) to a reading under way, and says where it goes on.
    pub fn stage_firmino(&self, list: List, rows: &[(i64, String)], walk: &str) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "INSERT OR REPLACE INTO firmino_staged (list, firmino_id, seen) VALUES (?1, ?2, ?3)",
        )?;
        for (id, seen) in rows {
            put.execute(params![list.word(), id, seen])?;
        }
        self.set_meta(&list.key("walk"), walk)
    }

    /// Rows of a reading under way, by id, and where it goes on; `None` where none is.
    pub fn firmino_staged(&self, list: List) -> Result<Option<(Vec<String>, String)>> {
        let Some(walk) = self.meta(&list.key("walk"))? else {
            return Ok(None);
        };
        let mut all = self.db.prepare_cached(
            "SELECT seen FROM firmino_staged WHERE list = ?1 ORDER BY firmino_id",
        )?;
        let rows = all.query_map([list.word()], |row| row.get(0))?;
        Ok(Some((rows.collect::<rusqlite::Result<_>>()?, walk)))
    }

    /// Whether a reading of a list is under way, or waits for requests while the other list has been read.
    pub fn is_firmino_half_read(&self, list: List) -> Result<bool> {
        let other = match list {
            List::Articles => List::Customers,
            List::Customers => List::Articles,
        };
        let waits = self.firmino_done_at(other)?.is_some() && self.firmino_done_at(list)?.is_none();
        Ok(waits || self.meta(&list.key("walk"))?.is_some())
    }

    /// Ends a reading: its rows are applied, or given up.
    pub fn clear_firmino_staged(&self, list: List) -> Result<()> {
        self.db
            .execute("DELETE FROM firmino_staged WHERE list = ?1", [list.word()])?;
        self.db
            .execute("DELETE FROM meta WHERE key = ?1", [list.key("walk")])?;
        Ok(())
    }

    /// When a list was last read to its end by a pull that then ran out of requests (Unix seconds).
    pub fn firmino_done_at(&self, list: List) -> Result<Option<i64>> {
        let at = self.meta(&list.key("done"))?;
        Ok(at.and_then(|text| text.parse().ok()))
    }

    /// Keeps that; `None`: the pull came to its end.
    pub fn set_firmino_done_at(&self, list: List, at: Option<i64>) -> Result<()> {
        match at {
            Some(at) => self.set_meta(&list.key("done"), &at.to_string()),
            None => self.drop_meta(&list.key("done")),
        }
    }

    /// Which account of Firmino the ids of a list are of; `None` before its first reading.
    pub fn firmino_account(&self, list: List) -> Result<Option<String>> {
        self.meta(&list.key("account"))
    }

    /// Keeps that.
    pub fn set_firmino_account(&self, list: List, account: &str) -> Result<()> {
        self.set_meta(&list.key("account"), account)
    }

    /// How many rows a page of a list had when it was last read.
    pub fn firmino_page(&self, list: List) -> Result<Option<u32>> {
        let page = self.meta(&list.key("page"))?;
        Ok(page.and_then(|text| text.parse().ok()))
    }

    /// Keeps that.
    pub fn set_firmino_page(&self, list: List, rows: u32) -> Result<()> {
        self.set_meta(&list.key("page"), &rows.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_taken_up_to_the_limit_of_each_day() {
        let mirror = Mirror::in_memory(0).expect("a mirror");
        let take = |day| mirror.take_firmino_request(day, 2).expect("counted");
        assert_eq!(["a", "a", "a", "b"].map(take), [true, true, false, true]);
        assert!(!mirror.take_firmino_request("c", 0).expect("counted"));
        mirror.spend_firmino_day("b").expect("kept");
        assert!(!take("b"));
        let spent = Requests {
            used: 1,
            spent: true,
        };
        assert_eq!(mirror.firmino_requests("b").expect("read"), spent);
        assert_eq!(
            mirror.firmino_requests("c").expect("read"),
            Requests::default()
        );
    }

    #[test]
    fn a_card_is_one_article_s_only() {
        let mirror = Mirror::in_memory(0).expect("a mirror");
        let values = crate::domain::card::CardValues {
            name: Some("Kubek".to_owned()),
            ..Default::default()
        };
        let card = mirror.add_imported_card(&values, 0).expect("added");
        let row = |id| Known {
            id,
            own: Some(card),
            seen: "{}".to_owned(),
            open: None,
        };
        mirror
            .keep_firmino(List::Articles, &row(1), 0)
            .expect("kept");
        mirror
            .keep_firmino(List::Articles, &row(1), 1)
            .expect("kept again");
        assert!(mirror.keep_firmino(List::Articles, &row(2), 0).is_err());
        assert_eq!(
            mirror.firmino_known(List::Articles).expect("read"),
            [row(1)]
        );
    }

    #[test]
    fn a_reading_under_way_is_kept_and_ended() {
        let mirror = Mirror::in_memory(0).expect("a mirror");
        let rows = |seen: &str| vec![(7, seen.to_owned())];
        mirror
            .stage_firmino(List::Articles, &rows("a"), "one")
            .expect("kept");
        mirror
            .stage_firmino(List::Articles, &rows("b"), "two")
            .expect("kept");
        assert_eq!(mirror.firmino_staged(List::Customers).expect("read"), None);
        let staged = mirror.firmino_staged(List::Articles).expect("read");
        assert_eq!(staged, Some((vec!["b".to_owned()], "two".to_owned())));
        mirror.clear_firmino_staged(List::Articles).expect("ended");
        assert_eq!(mirror.firmino_staged(List::Articles).expect("read"), None);
    }
}
