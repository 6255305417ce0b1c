//! What became of an issued document: it is never edited, only marked.

use jiff::civil::Date;
use rusqlite::params;

use super::{Mirror, MirrorError, Result};
use crate::domain::money::Amount;

/// What a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    /// It never left the house: void, its number explained (legal.md 19).
    Void,
    /// A correction was issued elsewhere.
    Corrected,
}

impl Marked {
    /// The word as stored and as in JSON.
    pub const fn text(self) -> &'static str {
        match self {
            Marked::Void => "void",
            Marked::Corrected => "corrected",
        }
    }
}

/// A mark on a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What it says.
    pub what: Marked,
    /// Why; empty for a correction.
    pub reason: String,
    /// Number, day and gross sum of the correction (by difference, as art. 106j has it).
    pub correction: Option<(String, Date, Amount)>,
}

impl Mirror {
    /// Marks a document.
    ///
    /// # Errors
    /// A second mark `void`, or a second one of the same correction, is refused by the schema.
    pub fn add_mark(&self, document: i64, mark: &Mark, now: i64) -> Result<()> {
        let mut add = self.db.prepare_cached(
            "INSERT INTO document_marks (document, what, reason, number, day, gross, made_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        let correction = mark.correction.as_ref();
        add.execute(params![
            document,
            mark.what.text(),
            mark.reason,
            correction.map(|(number, ..)| number),
            correction.map(|(_, day, _)| day.to_string()),
            correction.map(|(.., gross)| gross.grosze()),
            now,
        ])?;
        Ok(())
    }

    /// Marks of a document, oldest first.
    pub fn marks_of(&self, document: i64) -> Result<Vec<Mark>> {
        let mut all = self.db.prepare_cached(
            "SELECT what, reason, number, day, gross FROM document_marks WHERE document = ?1 ORDER BY id",
        )?;
        let rows = all.query_map([document], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get(1)?,
                row.get::<_, Option<String>>(2)?,
                row.get::<_, Option<String>>(3)?,
                row.get::<_, Option<i64>>(4)?,
            ))
        })?;
        rows.map(|row| {
            let (what, reason, number, day, gross) = row?;
            let what = match what.as_str() {
                "void" => Marked::Void,
                _ => Marked::Corrected,
            };
            let day = day
                .map(|day| {
                    day.parse()
                        .map_err(|_| MirrorError::Content(format!("document_marks.day {day}")))
                })
                .transpose()?;
            let correction = number
                .zip(day)
                .zip(gross)
                .map(|((number, day), gross)| (number, day, Amount::from_grosze(gross)));
            Ok(Mark {
                what,
                reason,
                correction,
            })
        })
        .collect()
    }
}
