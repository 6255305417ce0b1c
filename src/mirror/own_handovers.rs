//! Documents issued here on their way to Firmino: noted before they are sent.

use rusqlite::{OptionalExtension as _, Row, params};

use super::{Mirror, MirrorError, Result};
use crate::domain::handover::{Marker, OwnStage, Refusal};

/// A document's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnHandover {
    /// The document's own row.
    pub document: i64,
    /// Its number.
    pub number: String,
    /// BaseLinker's order.
    pub order: i64,
    /// The text by which it is known there.
    pub marker: Marker,
    /// How far it has come.
    pub stage: OwnStage,
    /// How often it was sent.
    pub tries: i64,
    /// Why it stays where it is, until a person says more.
    pub refusal: Option<Refusal>,
    /// What Firmino said, or what was seen.
    pub said: String,
}

impl OwnHandover {
    /// Whether Firmino has it, or may have it: what stands under its number and was never sent from here is another one.
    pub fn may_be_there(&self) -> bool {
        let another = self.refusal == Some(Refusal::NumberTaken) && self.tries == 0;
        self.stage != OwnStage::Pending && !another
    }
}

const SELECT: &str = "SELECT h.document, d.number, d.order_id, h.marker, h.stage, h.sent_at, h.there, h.tries, h.refusal, h.said
     FROM own_handovers h JOIN documents d ON d.id = h.document";

const VOID: &str =
    "EXISTS (SELECT 1 FROM document_marks m WHERE m.document = d.id AND m.what = 'void')";

/// [`OwnHandover::may_be_there`].
const MAY_BE_THERE: &str =
    "h.stage <> 'pending' AND NOT (coalesce(h.refusal, '') = 'number-taken' AND h.tries = 0)";

impl Mirror {
    /// Begins a document's way, unless it has begun.
    pub fn begin_own(&self, document: i64, marker: &Marker, now: i64) -> Result<()> {
        let mut add = self.db.prepare_cached(
            "INSERT OR IGNORE INTO own_handovers (document, marker, stage, made_at) VALUES (?1, ?2, 'pending', ?3)",
        )?;
        add.execute(params![document, marker.as_str(), now])?;
        Ok(())
    }

    /// A document's way, by its own row; `None` where it has not begun.
    pub fn own_handover(&self, document: i64) -> Result<Option<OwnHandover>> {
        let sql = format!("{SELECT} WHERE h.document = ?1");
        let mut get = self.db.prepare_cached(&sql)?;
        get.query_row([document], read).optional()?.transpose()
    }

    /// The ways of all documents of an order issued here, by its own row; the newest last.
    pub fn own_handovers_of(&self, order_key: i64) -> Result<Vec<OwnHandover>> {
        let sql = format!("{SELECT} WHERE d.order_key = ?1 ORDER BY h.document");
        let mut all = self.db.prepare_cached(&sql)?;
        let rows = all.query_map([order_key], read)?;
        rows.map(|row| row?).collect()
    }

    /// A void document of an order that Firmino has, or may have: as long as it stands there, another one would be a
    /// second sale.
    pub fn own_void_there(&self, order_key: i64) -> Result<Option<OwnHandover>> {
        let sql = format!(
            "{SELECT} WHERE d.order_key = ?1 AND {VOID} AND {MAY_BE_THERE} ORDER BY h.document LIMIT 1"
        );
        let mut get = self.db.prepare_cached(&sql)?;
        get.query_row([order_key], read).optional()?.transpose()
    }

    /// The oldest document that is refused for this reason and stands; of those that Firmino numbered itself void ones,
    /// too, for it would do so again.
    pub fn own_refused_as(&self, refusal: Refusal) -> Result<Option<OwnHandover>> {
        let sql = format!(
            "{SELECT} WHERE h.refusal = ?1 AND (h.refusal = 'renumbered' OR NOT {VOID}) ORDER BY h.document LIMIT 1"
        );
        let mut get = self.db.prepare_cached(&sql)?;
        let found = get.query_row([refusal.code()], read).optional()?;
        found.transpose()
    }

    /// Keeps how far a document has come.
    pub fn set_own(&self, document: i64, stage: OwnStage) -> Result<()> {
        let (word, at, there) = match stage {
            OwnStage::Pending => ("pending", None, None),
            OwnStage::Sent(at) => ("sent", Some(at), None),
            OwnStage::There(id) => ("there", None, Some(id)),
            OwnStage::Agreed(id) => ("agreed", None, Some(id)),
        };
        let mut put = self.db.prepare_cached(
            "UPDATE own_handovers SET stage = ?2, sent_at = ?3, there = ?4, tries = tries + (?3 IS NOT NULL)
             WHERE document = ?1",
        )?;
        put.execute(params![document, word, at, there])?;
        Ok(())
    }

    /// Leaves a document where it is until a person says more (`None`: it goes on).
    pub fn refuse_own(&self, document: i64, refusal: Option<Refusal>, said: &str) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE own_handovers SET refusal = ?2, said = ?3, tries = iif(?2 IS NULL, 0, tries) WHERE document = ?1",
        )?;
        put.execute(params![document, refusal.map(Refusal::code), said])?;
        Ok(())
    }

    /// Numbers of documents of ours that the next push has something to do with, oldest first: sales issued since a day
    /// that stand and whose order is not in Firmino; older ones that were sent; and void ones that are there, or may be.
    pub fn own_due(&self, since: &str) -> Result<Vec<String>> {
        let sql = format!(
            "SELECT d.number FROM documents d
             LEFT JOIN own_handovers h ON h.document = d.id LEFT JOIN handovers w ON w.order_key = d.order_key
             WHERE d.origin = 'here' AND d.role = 'sale' AND CASE
               WHEN {VOID} THEN {MAY_BE_THERE} AND CASE h.stage WHEN 'sent' THEN h.refusal IS NULL
                 ELSE coalesce(h.refusal, '') NOT IN ('voided', 'renumbered') END
               WHEN h.refusal IS NOT NULL OR h.stage = 'agreed' THEN 0
               WHEN h.stage IN ('sent', 'there') OR h.tries > 0 THEN 1
               ELSE d.issued_on >= ?1 AND coalesce(w.stage, 'pending') = 'pending' END
             ORDER BY d.id"
        );
        let mut all = self.db.prepare_cached(&sql)?;
        let rows = all.query_map([since], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many documents were sent and are not known, how many are refused, and when the oldest of the former was sent
    /// (Unix seconds).
    pub fn count_own(&self) -> Result<(u64, u64, Option<i64>)> {
        let sql = format!(
            "SELECT coalesce(sum(h.stage = 'sent'), 0), coalesce(sum(h.refusal IS NOT NULL AND (h.refusal IN ('voided', 'renumbered') OR NOT {VOID})), 0), min(h.sent_at)
             FROM own_handovers h JOIN documents d ON d.id = h.document"
        );
        let mut count = self.db.prepare_cached(&sql)?;
        let counts: (i64, i64, Option<i64>) =
            count.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let (doubt, refused, since) = counts;
        Ok((doubt.unsigned_abs(), refused.unsigned_abs(), since))
    }

    /// The day from which documents issued here go to Firmino by themselves; `None` while they do not.
    pub fn own_since(&self) -> Result<Option<String>> {
        self.meta("firmino_own_since")
    }

    /// Keeps that day.
    pub fn set_own_since(&self, day: &str) -> Result<()> {
        self.set_meta("firmino_own_since", day)
    }

    /// They do not go any more: a person has acted on what was refused.
    pub fn end_own(&self) -> Result<()> {
        let sql = "UPDATE own_handovers SET refusal = NULL, said = '', tries = 0
             WHERE refusal IS NOT NULL AND refusal <> 'voided'";
        self.db.execute(sql, [])?;
        self.drop_meta("firmino_own_since")
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Result<OwnHandover>> {
    let word: String = row.get(4)?;
    let (at, there): (Option<i64>, Option<i64>) = (row.get(5)?, row.get(6)?);
    let stage = match (word.as_str(), at, there) {
        ("pending", ..) => Some(OwnStage::Pending),
        ("sent", Some(at), _) => Some(OwnStage::Sent(at)),
        ("there", _, Some(id)) => Some(OwnStage::There(id)),
        ("agreed", _, Some(id)) => Some(OwnStage::Agreed(id)),
        _ => None,
    };
    let refusal: Option<String> = row.get(8)?;
    let (document, number, order) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let (marker, tries, said) = (Marker::kept(row.get(3)?), row.get(7)?, row.get(9)?);
    Ok(stage
        .ok_or_else(|| MirrorError::Content(format!("own_handovers.stage {word}")))
        .map(|stage| OwnHandover {
            document,
            number,
            order,
            marker,
            stage,
            tries,
            refusal: refusal.as_deref().and_then(Refusal::parse),
            said,
        }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two documents of one day, the second one void.
    fn book() -> Mirror {
        let mirror = Mirror::in_memory(0).expect("a mirror");
        mirror
            .db
            .execute_batch(
                "INSERT INTO accounts (id, host, port, token) VALUES (1, 'x', 1, 'x');
                 INSERT INTO orders (key, account, order_id, identity, content, seen, confirmed_at, status, state, reasons,
                    currency, first_seen_at, read_at, looked_at)
                 VALUES (7, 1, 1001, '{}', '', '{}', 5, 1, 'documented', '[]', 'PLN', 0, 0, 0);
                 INSERT INTO documents (id, account, order_id, order_key, role, generation, kind, reason, format, period, n,
                    number, issued_on, sold_on, currency, net, vat, gross, seller, buyer, payment, made_at)
                 SELECT n, 1, 1001, 7, 'sale', n, 'receipt', '', 'P', '', n, 'P/' || n, '2026-11-20', '2026-11-20', 'PLN',
                    1, 0, 1, '{}', '{}', '{}', 0 FROM (SELECT 1 AS n UNION SELECT 2);
                 INSERT INTO document_marks (document, what, reason, made_at) VALUES (2, 'void', 'x', 0);",
            )
            .expect("documents");
        mirror
    }

    #[test]
    fn what_is_due_follows_from_day_stage_and_refusal() {
        let mirror = book();
        let marker = |n| Marker::kept(format!("BL 1001/aaaaaaa{n}"));
        let due = |since| mirror.own_due(since).expect("read");
        assert_eq!(due("2026-11-20"), ["P/1"]);
        assert!(due("2026-11-21").is_empty());
        for document in [1, 2] {
            mirror
                .begin_own(document, &marker(document), 5)
                .expect("begun");
            mirror
                .begin_own(document, &marker(document), 6)
                .expect("once");
        }
        for (stage, now, later, void) in [
            (OwnStage::Pending, true, false, false),
            (OwnStage::Sent(9), true, true, true),
            (OwnStage::There(4), true, true, true),
            (OwnStage::Agreed(4), false, false, true),
            // It was sent once, and is known to have had no effect.
            (OwnStage::Pending, true, true, false),
        ] {
            for document in [1, 2] {
                mirror.set_own(document, stage).expect("kept");
                let kept = mirror.own_handover(document).expect("read");
                assert_eq!(kept.map(|way| way.stage), Some(stage));
            }
            let has = |since, number: &str| due(since).iter().any(|one| one == number);
            assert_eq!(has("2026-11-20", "P/1"), now, "{stage:?}");
            assert_eq!(has("2026-11-21", "P/1"), later, "{stage:?}");
            assert_eq!(has("2026-11-21", "P/2"), void, "{stage:?}");
        }
        mirror
            .refuse_own(1, Some(Refusal::NoCustomer), "x")
            .expect("kept");
        assert!(due("2026-11-20").is_empty());
        let stop = || mirror.own_refused_as(Refusal::NoCustomer).expect("read");
        assert_eq!(stop().map(|way| way.number), Some("P/1".to_owned()));
        assert_eq!(mirror.count_own().expect("counted"), (0, 1, None));
        mirror.end_own().expect("ended");
        assert_eq!(stop(), None);
    }
}
