//! Figures of a day and of what is open, for `today`.

use jiff::civil::Date;

use super::{Mirror, MirrorError, Result};
use crate::domain::day::{Issued, Open, Ready};
use crate::domain::money::Amount;

/// No correction is noted on a document of the order `o`.
const NOT_CORRECTED: &str =
    "NOT EXISTS (SELECT 1 FROM documents d JOIN document_marks m ON m.document = d.id
       WHERE d.account = 1 AND d.order_id = o.order_id AND d.order_key = o.key AND m.what = 'corrected')";

impl Mirror {
    /// How many orders were confirmed from one second to before another; not quarantined ones.
    pub fn count_confirmed(&self, from: i64, before: i64) -> Result<u64> {
        self.counted(
            "SELECT count(*) FROM orders WHERE confirmed_at >= ?1 AND confirmed_at < ?2 AND state <> 'quarantined'",
            [from, before],
        )
    }

    /// Documents issued on a day that are not void, by kind and currency.
    pub fn issued_on(&self, day: Date) -> Result<Vec<Issued>> {
        let mut all = self.db.prepare_cached(
            "SELECT kind, currency, count(*), sum(iif(role = 'to-receipt', 0, gross)) FROM documents d
             WHERE issued_on = ?1
               AND NOT EXISTS (SELECT 1 FROM document_marks m WHERE m.document = d.id AND m.what = 'void')
             GROUP BY kind, currency ORDER BY kind, currency",
        )?;
        let rows = all.query_map([day.to_string()], |row| {
            let (kind, documents): (String, i64) = (row.get(0)?, row.get(2)?);
            Ok((
                kind,
                row.get(1)?,
                documents.unsigned_abs(),
                Amount::from_grosze(row.get(3)?),
            ))
        })?;
        rows.map(|row| {
            let (kind, currency, documents, gross) = row?;
            Ok(Issued {
                kind: kind
                    .parse()
                    .map_err(|_| MirrorError::Content(format!("documents.kind {kind}")))?,
                currency,
                documents,
                gross,
            })
        })
        .collect()
    }

    /// What is open among orders; cancelled ones only after their document.
    pub fn open_orders(&self) -> Result<Open> {
        let in_state = |state: &str| {
            self.counted(
                "SELECT count(*) FROM orders WHERE state = ?1 AND NOT cancelled",
                [state],
            )
        };
        let changed = format!(
            "SELECT count(*) FROM orders o WHERE o.state = 'documented' AND (o.changed OR o.cancelled) AND {NOT_CORRECTED}"
        );
        let returns = format!(
            "SELECT count(*) FROM returns r JOIN orders o ON o.account = 1 AND o.order_id = r.order_id
             WHERE r.phase <> 'cancelled' AND o.state = 'documented' AND {NOT_CORRECTED}"
        );
        Ok(Open {
            ready: self.ready_orders()?,
            needs_editing: in_state("needs-editing")?,
            missed: in_state("missed")?,
            quarantined: in_state("quarantined")?,
            after_document: self.counted(&changed, [])?,
            returns: self.counted(&returns, [])?,
        })
    }

    fn ready_orders(&self) -> Result<Ready> {
        let mut count = self.db.prepare_cached(
            "SELECT CASE WHEN EXISTS (SELECT 1 FROM handovers h WHERE h.order_key = key AND h.stage <> 'pending') THEN 'there'
                         WHEN reasons = '[]' THEN 'by-hand'
                         WHEN reasons LIKE '%\"ksef.required\"%' THEN 'ksef'
                         WHEN reasons LIKE '%\"payment.open\"%' THEN 'payment'
                         ELSE 'other' END, count(*)
             FROM orders WHERE state = 'ready' AND NOT cancelled GROUP BY 1",
        )?;
        let mut ready = Ready::default();
        let rows = count.query_map([], |row| {
            let n: i64 = row.get(1)?;
            Ok((row.get::<_, String>(0)?, n.unsigned_abs()))
        })?;
        for row in rows {
            let (what, n) = row?;
            match what.as_str() {
                "there" => ready.there = n,
                "by-hand" => ready.by_hand = n,
                "ksef" => ready.ksef = n,
                "payment" => ready.payment = n,
                _ => ready.other = n,
            }
        }
        Ok(ready)
    }
}
