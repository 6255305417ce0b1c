//! Every pass is a row: when it began, how it ended, what it reported.

use rusqlite::OptionalExtension as _;

use super::{Mirror, Result};

/// One row of `runs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Number of the run.
    pub run: i64,
    /// `orders`, …
    pub pass: String,
    /// Unix seconds.
    pub started_at: i64,
    /// Unix seconds; `None` while it runs, or if it was killed.
    pub finished_at: Option<i64>,
    /// `done`, `partial`, `failed`, `brake`, `later`; `None` as above.
    pub outcome: Option<String>,
    /// Exit code; `None` as above.
    pub exit: Option<i64>,
}

impl Mirror {
    /// Notes that a pass begins; answers its number.
    pub fn begin_run(&self, pass: &str, now: i64) -> Result<i64> {
        self.db.execute(
            "INSERT INTO runs (pass, started_at) VALUES (?1, ?2)",
            rusqlite::params![pass, now],
        )?;
        Ok(self.db.last_insert_rowid())
    }

    /// Notes how it ended, with its report as JSON.
    pub fn end_run(&self, run: i64, now: i64, outcome: &str, exit: u8, report: &str) -> Result<()> {
        self.db.execute(
            "UPDATE runs SET finished_at = ?2, outcome = ?3, exit = ?4, report = ?5 WHERE id = ?1",
            rusqlite::params![run, now, outcome, exit, report],
        )?;
        Ok(())
    }

    /// The code of the error that ended the newest run of this pass before `run`; `None` where it had none.
    pub fn error_before(&self, pass: &str, run: Option<i64>) -> Result<Option<String>> {
        let code = self
            .db
            .query_row(
                "SELECT report ->> '$.error.code' FROM runs
                 WHERE pass = ?1 AND id < coalesce(?2, id + 1) AND report IS NOT NULL ORDER BY id DESC LIMIT 1",
                rusqlite::params![pass, run],
                |row| row.get(0),
            )
            .optional()?;
        Ok(code.flatten())
    }

    /// The report of a run as it was stored, JSON; `None` while the run has left none, or if there is no such run.
    pub fn run_report(&self, run: i64) -> Result<Option<String>> {
        let report = self
            .db
            .query_row("SELECT report FROM runs WHERE id = ?1", [run], |row| {
                row.get(0)
            })
            .optional()?;
        Ok(report.flatten())
    }

    /// All runs, oldest first.
    pub fn runs(&self) -> Result<Vec<Run>> {
        let mut all = self.db.prepare(
            "SELECT id, pass, started_at, finished_at, outcome, exit FROM runs ORDER BY id",
        )?;
        let rows = all.query_map([], |row| {
            Ok(Run {
                run: row.get(0)?,
                pass: row.get(1)?,
                started_at: row.get(2)?,
                finished_at: row.get(3)?,
                outcome: row.get(4)?,
                exit: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
