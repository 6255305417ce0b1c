//! Figures of the whole book for `status`: counted in SQL, so that a large book answers as fast as a small one.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, params};

use super::runs::Run;
use super::{Mirror, Result};
use crate::domain::delivery::Refusal;

/// Printouts that BaseLinker has not got.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UnsentPrintouts {
    /// Still on their way.
    pub open: u64,
    /// Of these, sent with an answer that was lost.
    pub in_doubt: u64,
    /// When the oldest of the open ones was promised (Unix seconds).
    pub oldest: Option<i64>,
    /// Given up, whatever for.
    pub given_up: u64,
    /// Of these, ones that go once a person has mended what BaseLinker has.
    pub mendable: u64,
}

/// Refusals after which a sending can still come right.
const MENDABLE: [Refusal; 3] = [Refusal::Several, Refusal::Foreign, Refusal::Refused];

impl Mirror {
    /// Orders that need a person, by their keys, with the second since when: held or missed ones since they were first
    /// seen, documented ones that changed, were cancelled or come back (and have no correction noted) since they were
    /// last read; and those that Firmino, or what is seen there, does not let go on, since their way began.
    pub fn orders_for_a_person(&self) -> Result<BTreeMap<i64, i64>> {
        let mut all = self.db.prepare_cached(
            "SELECT key, first_seen_at FROM orders
             WHERE state IN ('needs-editing', 'missed', 'quarantined') AND NOT cancelled
             UNION
             SELECT o.key, h.made_at FROM handovers h JOIN orders o ON o.key = h.order_key
             WHERE h.refusal IS NOT NULL AND h.stage <> 'confirmed' AND o.state <> 'documented'
               AND (h.stage <> 'pending' OR o.state = 'ready' AND NOT o.cancelled)
             UNION
             SELECT d.order_key, h.made_at FROM own_handovers h JOIN documents d ON d.id = h.document
             WHERE h.refusal IS NOT NULL AND (h.refusal IN ('voided', 'renumbered')
               OR NOT EXISTS (SELECT 1 FROM document_marks m WHERE m.document = d.id AND m.what = 'void'))
             UNION
             SELECT o.key, o.read_at FROM orders o
             WHERE o.state = 'documented'
               AND (o.changed OR o.cancelled
                 OR EXISTS (SELECT 1 FROM returns r WHERE r.order_id = o.order_id AND r.phase <> 'cancelled'))
               AND NOT EXISTS (SELECT 1 FROM documents d JOIN document_marks m ON m.document = d.id
                 WHERE d.account = 1 AND d.order_id = o.order_id AND d.order_key = o.key AND m.what = 'corrected')",
        )?;
        let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many orders have been waiting for an allowed status since before this second; not cancelled ones.
    pub fn count_waiting_since_before(&self, second: i64) -> Result<u64> {
        self.counted(
            "SELECT count(*) FROM orders WHERE state = 'waiting' AND NOT cancelled AND first_seen_at < ?1",
            [second],
        )
    }

    /// Printouts that BaseLinker has not got; not those of void documents.
    pub fn unsent_printouts(&self) -> Result<UnsentPrintouts> {
        let [several, foreign, refused] = MENDABLE.map(Refusal::code);
        let mut count = self.db.prepare_cached(
            "SELECT coalesce(sum(p.stage <> 'not-applied'), 0), coalesce(sum(p.stage = 'sent'), 0),
               min(iif(p.stage <> 'not-applied', p.made_at, NULL)), coalesce(sum(p.stage = 'not-applied'), 0),
               coalesce(sum(p.stage = 'not-applied' AND p.refusal IN (?1, ?2, ?3)), 0)
             FROM printouts p
             WHERE (p.stage IN ('pending', 'sent', 'made') OR p.stage = 'not-applied' AND p.refusal IS NOT NULL)
               AND NOT EXISTS (SELECT 1 FROM document_marks m WHERE m.document = p.document AND m.what = 'void')",
        )?;
        let counted = count.query_row([several, foreign, refused], |row| {
            let number = |at| row.get::<_, i64>(at).map(i64::unsigned_abs);
            Ok(UnsentPrintouts {
                open: number(0)?,
                in_doubt: number(1)?,
                oldest: row.get(2)?,
                given_up: number(3)?,
                mendable: number(4)?,
            })
        })?;
        Ok(counted)
    }

    /// How many levels of linked cards differ in BaseLinker from what is explained: the rows of `stock drift`.
    pub fn count_drift(&self) -> Result<u64> {
        self.counted(
            "SELECT count(*) FROM shelves s
             JOIN product_links p ON p.product = s.product JOIN warehouse_links k ON k.baselinker = s.place
             WHERE s.target IS NOT NULL AND s.remote IS NOT NULL AND s.drift <> 0",
            [],
        )
    }

    /// How many conflicts about products and cards are open.
    pub fn count_conflicts(&self) -> Result<u64> {
        self.counted("SELECT count(*) FROM conflicts", [])
    }

    /// When a run of this pass last ended well (`done`, `partial`) up to now, and the newest run of it. An end that lies
    /// ahead was stamped by a wrong clock and counts for nothing.
    pub fn newest_runs(&self, pass: &str, now: i64) -> Result<(Option<i64>, Option<Run>)> {
        let mut well = self.db.prepare_cached(
            "SELECT finished_at FROM runs WHERE pass = ?1 AND outcome IN ('done', 'partial') AND finished_at <= ?2
             ORDER BY id DESC LIMIT 1",
        )?;
        let well = well.query_row(params![pass, now], |row| row.get(0));
        let well = well.optional()?;
        let mut newest = self.db.prepare_cached(
            "SELECT id, pass, started_at, finished_at, outcome, exit FROM runs WHERE pass = ?1 ORDER BY id DESC LIMIT 1",
        )?;
        let newest = newest
            .query_row([pass], |row| {
                Ok(Run {
                    run: row.get(0)?,
                    pass: row.get(1)?,
                    started_at: row.get(2)?,
                    finished_at: row.get(3)?,
                    outcome: row.get(4)?,
                    exit: row.get(5)?,
                })
            })
            .optional()?;
        Ok((well, newest))
    }

    /// Runs of this pass that have ended otherwise than well since one last did.
    pub fn failures_in_a_row(&self, pass: &str) -> Result<u64> {
        self.counted(
            "SELECT count(*) FROM runs WHERE pass = ?1 AND outcome NOT IN ('done', 'partial')
               AND id > coalesce((SELECT id FROM runs WHERE pass = ?1 AND outcome IN ('done', 'partial')
                                  ORDER BY id DESC LIMIT 1), 0)",
            params![pass],
        )
    }

    /// When the newest run of any pass began (Unix seconds).
    pub fn newest_run_at(&self) -> Result<Option<i64>> {
        let mut get = self
            .db
            .prepare_cached("SELECT started_at FROM runs ORDER BY id DESC LIMIT 1")?;
        Ok(get.query_row(params![], |row| row.get(0)).optional()?)
    }

    pub(super) fn counted(&self, sql: &str, values: impl rusqlite::Params) -> Result<u64> {
        let mut count = self.db.prepare_cached(sql)?;
        let n: i64 = count.query_row(values, |row| row.get(0))?;
        Ok(n.unsigned_abs())
    }
}
