//! Every pass is a row: when it began, how it ended, what it reported.

use rusqlite::OptionalExtension as _;

use super::{Mirror, Result};

const DAY: i64 = 24 * 3600;

/// Days that the report of a run is kept that ended without anything to look at.
pub const REPORT_DAYS: u16 = 90;

const REPORTS_KEPT: i64 = REPORT_DAYS as i64 * DAY;

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
    /// Notes that a pass begins; answers its number. The first one of a day takes the reports of old runs that ended
    /// without anything to look at: a pass every five minutes leaves a hundred megabytes of them a year.
    pub fn begin_run(&self, pass: &str, now: i64) -> Result<i64> {
        if self
            .newest_run_at()?
            .is_some_and(|newest| newest / DAY != now / DAY)
        {
            self.db.execute(
                "UPDATE runs SET report = NULL WHERE started_at < ?1 AND outcome = 'done' AND report IS NOT NULL",
                [now - REPORTS_KEPT],
            )?;
        }
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

    /// The newest runs, oldest first: so many at most, or all.
    pub fn runs(&self, limit: Option<usize>) -> Result<Vec<Run>> {
        let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
        let mut newest = self
            .db
            .prepare(&format!("{SELECT} ORDER BY id DESC LIMIT ?1"))?;
        let rows = newest.query_map([limit], Run::read)?;
        let mut runs: Vec<Run> = rows.collect::<rusqlite::Result<_>>()?;
        runs.reverse();
        Ok(runs)
    }

    /// The run of this number, or the newest one.
    pub fn one_run(&self, number: Option<i64>) -> Result<Option<Run>> {
        let found = self.db.query_row(
            &format!("{SELECT} WHERE ?1 IS NULL OR id = ?1 ORDER BY id DESC LIMIT 1"),
            [number],
            Run::read,
        );
        Ok(found.optional()?)
    }

    /// Numbers of the first and the newest run.
    pub fn run_numbers(&self) -> Result<Option<(i64, i64)>> {
        let ends = self
            .db
            .query_row("SELECT min(id), max(id) FROM runs", [], |row| {
                let (first, newest): (Option<i64>, Option<i64>) = (row.get(0)?, row.get(1)?);
                Ok(first.zip(newest))
            })?;
        Ok(ends)
    }
}

const SELECT: &str = "SELECT id, pass, started_at, finished_at, outcome, exit FROM runs";

impl Run {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Run> {
        Ok(Run {
            run: row.get(0)?,
            pass: row.get(1)?,
            started_at: row.get(2)?,
            finished_at: row.get(3)?,
            outcome: row.get(4)?,
            exit: row.get(5)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_of_uneventful_runs_go_after_their_days_and_others_stay() {
        let mirror = Mirror::in_memory(0).expect("a mirror");
        let ended = |at: i64, outcome: &str| {
            let run = mirror.begin_run("orders", at).expect("begun");
            mirror
                .end_run(run, at + 1, outcome, 0, "{}")
                .expect("ended");
            run
        };
        let (old, told, late) = (
            ended(0, "done"),
            ended(1, "partial"),
            ended(2 * DAY, "done"),
        );
        let kept = |run| mirror.run_report(run).expect("read").is_some();
        let _ = ended(REPORTS_KEPT, "done");
        assert!(kept(old), "to the second");
        let _ = ended(REPORTS_KEPT + DAY, "done");
        assert_eq!([old, told, late].map(kept), [false, true, true]);
        assert_eq!(mirror.runs(None).expect("read").len(), 5, "the rows stay");
    }
}
