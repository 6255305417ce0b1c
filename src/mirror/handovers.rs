//! Orders on their way to Firmino and back, and what is made there for them: noted before it is sent.

use rusqlite::{OptionalExtension as _, Row, params};

use super::firmino::List;
use super::{Mirror, MirrorError, Result};
use crate::domain::handover::{Making, Marker, Refusal, Stage, misfits};
use crate::domain::reason::Reason;

/// An order's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// The order's own row.
    pub order_key: i64,
    /// BaseLinker's order.
    pub order: i64,
    /// The text by which it is known there.
    pub marker: Marker,
    /// How far it has come.
    pub stage: Stage,
    /// Firmino's id of the customer, once known.
    pub customer: Option<i64>,
    /// The document's number, once known.
    pub number: Option<String>,
    /// Hash of what was handed over.
    pub content: Option<String>,
    /// How often the order, or its document, was sent.
    pub tries: i64,
    /// Why it stays where it is, until a person says more.
    pub refusal: Option<Refusal>,
    /// What Firmino said, or what was seen.
    pub said: String,
    /// When its way began (Unix seconds): nothing of it is there that is older.
    pub begun_at: i64,
}

impl Handover {
    /// One that has not begun.
    pub fn new(order_key: i64, order: i64, marker: Marker, now: i64) -> Handover {
        Handover {
            order_key,
            order,
            marker,
            stage: Stage::Pending,
            customer: None,
            number: None,
            content: None,
            tries: 0,
            refusal: None,
            said: String::new(),
            begun_at: now,
        }
    }

    /// Whether it was left to a person for these reasons already.
    pub fn is_misfit(&self, reasons: &[Reason]) -> bool {
        self.refusal == Some(Refusal::Misfit) && misfits(&self.said) == reasons
    }
}

/// What is made there for orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// A customer, by the short name.
    Customer,
    /// An article, by the code.
    Article,
}

impl Made {
    const fn word(self) -> &'static str {
        match self {
            Made::Customer => "customer",
            Made::Article => "article",
        }
    }
}

const SELECT: &str =
    "SELECT h.order_key, o.order_id, h.marker, h.stage, h.sent_at, h.order_there, h.document, h.customer, h.number,
            h.content, h.tries, h.refusal, h.said, h.made_at
     FROM handovers h JOIN orders o ON o.key = h.order_key";

impl Mirror {
    /// Begins an order's way, unless it has begun.
    pub fn begin_handover(&self, order_key: i64, marker: &Marker, now: i64) -> Result<()> {
        let mut add = self.db.prepare_cached(
            "INSERT OR IGNORE INTO handovers (order_key, marker, stage, made_at) VALUES (?1, ?2, 'pending', ?3)",
        )?;
        add.execute(params![order_key, marker.as_str(), now])?;
        Ok(())
    }

    /// An order's way, by its own row; `None` where it has not begun.
    pub fn handover(&self, order_key: i64) -> Result<Option<Handover>> {
        let sql = format!("{SELECT} WHERE h.order_key = ?1");
        let mut get = self.db.prepare_cached(&sql)?;
        get.query_row([order_key], read).optional()?.transpose()
    }

    /// Ways that have not come to their end, those with a document first, then by the order's confirmation. Ways of
    /// orders that got their document otherwise have ended.
    pub fn open_handovers(&self) -> Result<Vec<Handover>> {
        let sql = format!(
            "{SELECT} WHERE h.stage NOT IN ('pending', 'confirmed') AND o.state <> 'documented'
             ORDER BY CASE h.stage WHEN 'issued' THEN 0 WHEN 'ending' THEN 1 WHEN 'there' THEN 2 ELSE 3 END,
               o.confirmed_at, o.order_id"
        );
        let mut all = self.db.prepare_cached(&sql)?;
        let rows = all.query_map([], read)?;
        rows.map(|row| row?).collect()
    }

    /// Keeps how far an order has come.
    pub fn set_handover(&self, order_key: i64, stage: Stage) -> Result<()> {
        let (word, at, order, document) = match stage {
            Stage::Pending => ("pending", None, None, None),
            Stage::Sent(at) => ("sent", Some(at), None, None),
            Stage::There(order) => ("there", None, Some(order), None),
            Stage::Ending { order, at } => ("ending", Some(at), Some(order), None),
            Stage::Issued { order, document } => ("issued", None, Some(order), Some(document)),
            Stage::Confirmed { order, document } => {
                ("confirmed", None, Some(order), Some(document))
            }
        };
        let mut put = self.db.prepare_cached(
            "UPDATE handovers SET tries = CASE WHEN ?3 IS NOT NULL THEN tries + 1
                 WHEN (order_there IS NULL) <> (?4 IS NULL) OR (document IS NULL) <> (?5 IS NULL) THEN 0 ELSE tries END,
               stage = ?2, sent_at = ?3, order_there = ?4, document = ?5 WHERE order_key = ?1",
        )?;
        put.execute(params![order_key, word, at, order, document])?;
        Ok(())
    }

    /// Keeps what is handed over: the customer there, and the hash of all of it.
    pub fn pack_handover(
        &self,
        order_key: i64,
        customer: Option<i64>,
        content: &str,
    ) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE handovers SET customer = ?2, content = ?3 WHERE order_key = ?1",
        )?;
        put.execute(params![order_key, customer, content])?;
        Ok(())
    }

    /// Keeps the number of the document there.
    pub fn number_handover(&self, order_key: i64, number: &str) -> Result<()> {
        let mut put = self
            .db
            .prepare_cached("UPDATE handovers SET number = ?2 WHERE order_key = ?1")?;
        put.execute(params![order_key, number])?;
        Ok(())
    }

    /// Leaves an order where it is until a person says more (`None`: it goes on).
    pub fn refuse_handover(
        &self,
        order_key: i64,
        refusal: Option<Refusal>,
        said: &str,
    ) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE handovers SET refusal = ?2, said = ?3, tries = iif(?2 IS NULL, 0, tries) WHERE order_key = ?1",
        )?;
        put.execute(params![order_key, refusal.map(Refusal::code), said])?;
        Ok(())
    }

    /// How many ways there are: sent and not known, refused (of those not sent only ones whose order is still ready), and
    /// there without a document.
    pub fn count_handovers(&self) -> Result<(u64, u64, u64)> {
        let mut count = self.db.prepare_cached(
            "SELECT coalesce(sum(h.stage IN ('sent', 'ending')), 0),
                    coalesce(sum(h.refusal IS NOT NULL AND (h.stage <> 'pending' OR o.state = 'ready' AND NOT o.cancelled)), 0),
                    coalesce(sum(h.stage = 'there'), 0)
             FROM handovers h JOIN orders o ON o.key = h.order_key
             WHERE h.stage <> 'confirmed' AND o.state <> 'documented'",
        )?;
        let counts: (i64, i64, i64) =
            count.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let (doubt, refused, there) = counts;
        Ok((
            doubt.unsigned_abs(),
            refused.unsigned_abs(),
            there.unsigned_abs(),
        ))
    }

    /// When the oldest order in doubt was sent (Unix seconds).
    pub fn handovers_in_doubt_since(&self) -> Result<Option<i64>> {
        let mut get = self.db.prepare_cached(
            "SELECT min(h.sent_at) FROM handovers h JOIN orders o ON o.key = h.order_key
             WHERE h.stage IN ('sent', 'ending') AND o.state <> 'documented'",
        )?;
        Ok(get.query_row([], |row| row.get(0))?)
    }

    /// How far the making of a customer or article has come, with how often it was sent.
    pub fn making(&self, what: Made, sign: &str) -> Result<(Making, i64)> {
        let mut get = self.db.prepare_cached(
            "SELECT sent_at, tries FROM firmino_makings WHERE what = ?1 AND sign = ?2",
        )?;
        let found: Option<(i64, i64)> = get
            .query_row(params![what.word(), sign], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        Ok(found.map_or((Making::Pending, 0), |(at, tries)| {
            (Making::Sent(at), tries)
        }))
    }

    /// Notes that it is sent at a second.
    pub fn send_making(&self, what: Made, sign: &str, now: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO firmino_makings (what, sign, sent_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (what, sign) DO UPDATE SET sent_at = excluded.sent_at, tries = tries + 1",
        )?;
        put.execute(params![what.word(), sign, now])?;
        Ok(())
    }

    /// Nothing of it is in doubt any more: it is there, or certainly was not made.
    pub fn end_making(&self, what: Made, sign: &str) -> Result<()> {
        let mut drop = self
            .db
            .prepare_cached("DELETE FROM firmino_makings WHERE what = ?1 AND sign = ?2")?;
        drop.execute(params![what.word(), sign])?;
        Ok(())
    }

    /// Firmino's id of a card or contractor of ours.
    pub fn firmino_id(&self, list: List, own: i64) -> Result<Option<i64>> {
        let mut get = self.db.prepare_cached(match list {
            List::Articles => "SELECT firmino_id FROM firmino_articles WHERE card = ?1",
            List::Customers => "SELECT firmino_id FROM firmino_customers WHERE contractor = ?1",
        })?;
        Ok(get.query_row([own], |row| row.get(0)).optional()?)
    }

    /// Whether an id of Firmino's is a card or contractor here already.
    pub fn is_firmino_taken(&self, list: List, id: i64) -> Result<bool> {
        let mut get = self.db.prepare_cached(match list {
            List::Articles => {
                "SELECT EXISTS (SELECT 1 FROM firmino_articles WHERE firmino_id = ?1 AND card IS NOT NULL)"
            }
            List::Customers => {
                "SELECT EXISTS (SELECT 1 FROM firmino_customers WHERE firmino_id = ?1 AND contractor IS NOT NULL)"
            }
        })?;
        Ok(get.query_row([id], |row| row.get(0))?)
    }

    /// BaseLinker's id of another order that is this order there.
    pub fn order_handed_over_as(&self, there: i64, but: i64) -> Result<Option<i64>> {
        let mut get = self.db.prepare_cached(
            "SELECT o.order_id FROM handovers h JOIN orders o ON o.key = h.order_key
             WHERE h.order_there = ?1 AND h.order_key <> ?2 LIMIT 1",
        )?;
        Ok(get.query_row([there, but], |row| row.get(0)).optional()?)
    }

    /// BaseLinker's id of another order whose document this is there.
    pub fn order_documented_as(&self, there: i64, but: i64) -> Result<Option<i64>> {
        let mut get = self.db.prepare_cached(
            "SELECT o.order_id FROM handovers h JOIN orders o ON o.key = h.order_key
             WHERE h.document = ?1 AND h.order_key <> ?2
             UNION ALL
             SELECT d.order_id FROM own_handovers w JOIN documents d ON d.id = w.document
             WHERE w.there = ?1 AND coalesce(w.refusal, '') <> 'number-taken' LIMIT 1",
        )?;
        Ok(get.query_row([there, but], |row| row.get(0)).optional()?)
    }

    /// Which account of Firmino orders are handed over to; `None` before the first.
    pub fn handover_account(&self) -> Result<Option<String>> {
        self.meta("firmino_handover_account")
    }

    /// Keeps that.
    pub fn set_handover_account(&self, account: &str) -> Result<()> {
        self.set_meta("firmino_handover_account", account)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Result<Handover>> {
    let word: String = row.get(3)?;
    let at: Option<i64> = row.get(4)?;
    let (order, document): (Option<i64>, Option<i64>) = (row.get(5)?, row.get(6)?);
    let stage = match (word.as_str(), at, order, document) {
        ("pending", ..) => Some(Stage::Pending),
        ("sent", Some(at), ..) => Some(Stage::Sent(at)),
        ("there", _, Some(order), _) => Some(Stage::There(order)),
        ("ending", Some(at), Some(order), _) => Some(Stage::Ending { order, at }),
        ("issued", _, Some(order), Some(document)) => Some(Stage::Issued { order, document }),
        ("confirmed", _, Some(order), Some(document)) => Some(Stage::Confirmed { order, document }),
        _ => None,
    };
    let refusal: Option<String> = row.get(11)?;
    let (order_key, order, customer) = (row.get(0)?, row.get(1)?, row.get(7)?);
    let (number, content, tries) = (row.get(8)?, row.get(9)?, row.get(10)?);
    let (marker, said, begun_at) = (Marker::kept(row.get(2)?), row.get(12)?, row.get(13)?);
    Ok(stage
        .ok_or_else(|| MirrorError::Content(format!("handovers.stage {word}")))
        .map(|stage| Handover {
            order_key,
            order,
            marker,
            stage,
            customer,
            number,
            content,
            tries,
            refusal: refusal.as_deref().and_then(Refusal::parse),
            said,
            begun_at,
        }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book() -> Mirror {
        let mirror = Mirror::in_memory(0).expect("a mirror");
        mirror
            .db
            .execute_batch(
                "INSERT INTO accounts (id, host, port, token) VALUES (1, 'x', 1, 'x');
                 INSERT INTO orders (key, account, order_id, identity, content, seen, confirmed_at, status, state, reasons,
                    currency, first_seen_at, read_at, looked_at)
                 VALUES (7, 1, 1001, '{}', '', '{}', 5, 1, 'ready', '[]', 'PLN', 0, 0, 0);",
            )
            .expect("an order");
        mirror
    }

    #[test]
    fn every_stage_is_read_as_it_was_kept() {
        let mirror = book();
        let marker = Marker::kept("BL 1001/aaaaaaaa".to_owned());
        assert_eq!(mirror.handover(7).expect("read"), None);
        mirror.begin_handover(7, &marker, 5).expect("begun");
        mirror.begin_handover(7, &marker, 6).expect("once");
        for (stage, open) in [
            (Stage::Pending, false),
            (Stage::Sent(9), true),
            (Stage::There(4), true),
            (Stage::Ending { order: 4, at: 9 }, true),
            (
                Stage::Issued {
                    order: 4,
                    document: 6,
                },
                true,
            ),
            (
                Stage::Confirmed {
                    order: 4,
                    document: 6,
                },
                false,
            ),
        ] {
            mirror.set_handover(7, stage).expect("kept");
            let kept = mirror.handover(7).expect("read").expect("there");
            assert_eq!((kept.stage, kept.order), (stage, 1001));
            let found = mirror.open_handovers().expect("read");
            assert_eq!(!found.is_empty(), open, "{stage:?}");
        }
    }

    #[test]
    fn tries_count_what_was_sent_since_the_last_progress() {
        let mirror = book();
        let marker = Marker::kept("BL 1001/aaaaaaaa".to_owned());
        mirror.begin_handover(7, &marker, 5).expect("begun");
        let tries = |stage| {
            mirror.set_handover(7, stage).expect("kept");
            mirror.handover(7).expect("read").expect("there").tries
        };
        assert_eq!(tries(Stage::Sent(1)), 1);
        assert_eq!(tries(Stage::Pending), 1);
        assert_eq!(tries(Stage::Sent(2)), 2);
        assert_eq!(tries(Stage::There(4)), 0);
        assert_eq!(tries(Stage::Ending { order: 4, at: 3 }), 1);
        assert_eq!(tries(Stage::There(4)), 1);
        mirror
            .refuse_handover(7, Some(Refusal::Lost), "x")
            .expect("kept");
        assert_eq!(mirror.count_handovers().expect("counted"), (0, 1, 1));
        mirror.refuse_handover(7, None, "").expect("kept");
        assert_eq!(mirror.handover(7).expect("read").expect("there").tries, 0);
    }

    #[test]
    fn a_making_is_in_doubt_until_it_ends() {
        let mirror = book();
        let of = |sign| mirror.making(Made::Article, sign).expect("read");
        mirror.send_making(Made::Article, "A", 5).expect("noted");
        mirror.send_making(Made::Article, "A", 9).expect("noted");
        assert_eq!(of("A"), (Making::Sent(9), 2));
        assert_eq!(of("B"), (Making::Pending, 0));
        let customer = mirror.making(Made::Customer, "A").expect("read");
        assert_eq!(customer, (Making::Pending, 0));
        mirror.end_making(Made::Article, "A").expect("ended");
        assert_eq!(of("A"), (Making::Pending, 0));
    }
}
