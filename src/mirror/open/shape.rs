//! The tables, indices, views and triggers of a book.

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use crate::mirror::Result;

/// SHA-256 of the shape that the steps make. To be renewed with each new step: the test below tells it. Where it is
/// old, opening is slower and as safe.
const KNOWN: &str = "343baf4640bd46b7c474b6855cfb342653899166ef54a16af7154c53e5794aa2";

/// Name and SQL of each part, by name.
#[derive(Debug)]
pub(super) struct Shape(Vec<(String, String)>);

impl Shape {
    pub(super) fn of(db: &Connection) -> Result<Shape> {
        // GLOB, for in LIKE `_` is any character; and SQLite itself makes neither triggers nor views. Litestream keeps two
        // tables in every file that it replicates: nothing here reads them, and what hangs on them would be found.
        let mut all = db.prepare(
            "SELECT name, coalesce(sql, '') FROM sqlite_schema
             WHERE (name NOT GLOB 'sqlite_*' OR type IN ('trigger', 'view'))
               AND NOT (name IN ('_litestream_lock', '_litestream_seq') AND sql GLOB 'CREATE TABLE *')
             ORDER BY name",
        )?;
        let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Shape(rows.collect::<rusqlite::Result<_>>()?))
    }

    /// Whether it is known to be the one that the steps make.
    pub(super) fn is_known(&self) -> bool {
        self.digest() == KNOWN
    }

    /// The name of the first part that is not among `ours`, or else of the first of `ours` that is missing.
    pub(super) fn first_odd<'s>(&'s self, ours: &'s Shape) -> Option<&'s str> {
        let lacks = |shape: &Shape, part| !shape.0.contains(part);
        let more = self.0.iter().find(|part| lacks(ours, part));
        let odd = more.or_else(|| ours.0.iter().find(|part| lacks(self, part)));
        odd.map(|(name, _)| name.as_str())
    }

    /// In hex. Lengths are in it, so that no text can pass for the end of another.
    fn digest(&self) -> String {
        let mut digest = Sha256::new();
        for text in self.0.iter().flat_map(|(name, sql)| [name, sql]) {
            digest.update((text.len() as u64).to_be_bytes());
            digest.update(text.as_bytes());
        }
        let bytes = digest.finalize();
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mirror::Mirror;

    fn new_book() -> Mirror {
        Mirror::in_memory(0).unwrap()
    }

    #[test]
    fn the_shape_of_a_new_book_is_known() {
        let shape = Shape::of(&new_book().db).unwrap();
        assert_eq!(shape.digest(), KNOWN, "KNOWN is to be the left one");
    }

    #[test]
    fn whatever_is_more_less_or_other_is_not_known_and_is_named() {
        for (sql, odd) in [
            ("CREATE TABLE more (a)", "more"),
            ("CREATE VIEW more AS SELECT 1", "more"),
            ("CREATE INDEX more ON meta (value)", "more"),
            (
                "CREATE TRIGGER more AFTER INSERT ON orders BEGIN DELETE FROM meta; END",
                "more",
            ),
            ("DROP TABLE meta", "meta"),
            ("ALTER TABLE meta ADD COLUMN more TEXT", "meta"),
        ] {
            let mirror = new_book();
            mirror.db.execute_batch(sql).unwrap();
            let shape = Shape::of(&mirror.db).unwrap();
            assert!(!shape.is_known(), "{sql}");
            let ours = Shape::of(&new_book().db).unwrap();
            assert_eq!(shape.first_odd(&ours), Some(odd), "{sql}");
        }
    }
}
