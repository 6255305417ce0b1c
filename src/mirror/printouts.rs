//! Printouts on their way to BaseLinker: promised in the transaction that issues the document, sent after it.

use rusqlite::{OptionalExtension as _, Row, params};

use super::{Mirror, MirrorError, Result};
use crate::domain::delivery::{Refusal, Stage};

/// A printout on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintoutRow {
    /// The document.
    pub document: i64,
    /// Its number.
    pub number: String,
    /// BaseLinker's order.
    pub order: i64,
    /// How far it has come.
    pub stage: Stage,
    /// How often BaseLinker refused it.
    pub tries: i64,
    /// Why it is not sent, where it is not.
    pub refusal: Option<Refusal>,
    /// What BaseLinker said last.
    pub said: String,
}

const SELECT: &str =
    "SELECT p.document, d.number, d.order_id, p.stage, p.invoice, p.sent_at, p.tries, p.refusal, p.said
     FROM printouts p JOIN documents d ON d.id = p.document";

impl Mirror {
    /// Promises a document's printout, unless it is promised already; answers whether it was not.
    pub fn promise_printout(&self, document: i64, now: i64) -> Result<bool> {
        let mut add = self.db.prepare_cached(
            "INSERT OR IGNORE INTO printouts (document, stage, made_at) VALUES (?1, 'pending', ?2)",
        )?;
        Ok(add.execute([document, now])? > 0)
    }

    /// Printouts still on their way, oldest first, of documents above `after`; at most `most`.
    pub fn open_printouts(&self, after: i64, most: i64) -> Result<Vec<PrintoutRow>> {
        let sql = format!(
            "{SELECT} WHERE p.stage IN ('pending', 'sent', 'made') AND p.document > ?1
               AND NOT EXISTS (SELECT 1 FROM document_marks m WHERE m.document = p.document AND m.what = 'void')
             ORDER BY p.document LIMIT ?2"
        );
        let mut all = self.db.prepare_cached(&sql)?;
        let rows = all.query_map([after, most], read)?;
        rows.map(|row| row?).collect()
    }

    /// How many printouts are still on their way, and how many of them may have been sent.
    pub fn count_open_printouts(&self) -> Result<(u64, u64)> {
        let mut count = self.db.prepare_cached(
            "SELECT count(*), coalesce(sum(stage = 'sent'), 0) FROM printouts p WHERE stage IN ('pending', 'sent', 'made')
               AND NOT EXISTS (SELECT 1 FROM document_marks m WHERE m.document = p.document AND m.what = 'void')",
        )?;
        let (open, sent): (i64, i64) = count.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok((open.unsigned_abs(), sent.unsigned_abs()))
    }

    /// A document's printout; `None` where it was never promised.
    pub fn printout(&self, document: i64) -> Result<Option<PrintoutRow>> {
        let sql = format!("{SELECT} WHERE p.document = ?1");
        let mut get = self.db.prepare_cached(&sql)?;
        get.query_row([document], read).optional()?.transpose()
    }

    /// Keeps how far a printout has come.
    pub fn set_printout(&self, document: i64, stage: Stage) -> Result<()> {
        let (word, invoice, sent_at) = match stage {
            Stage::Pending => ("pending", None, None),
            Stage::Sent(at) => ("sent", None, Some(at)),
            Stage::Made(invoice) => ("made", Some(invoice), None),
            Stage::Applied(invoice) => ("applied", Some(invoice), None),
            Stage::NotApplied => ("not-applied", None, None),
        };
        let mut put = self.db.prepare_cached(
            "UPDATE printouts SET stage = ?2, invoice = coalesce(?3, iif(?2 = 'pending', NULL, invoice)), sent_at = ?4
             WHERE document = ?1",
        )?;
        put.execute(params![document, word, invoice, sent_at])?;
        Ok(())
    }

    /// BaseLinker said no; one that is not to be tried again is for a person.
    pub fn refuse_printout(
        &self,
        document: i64,
        said: &str,
        refusal: Option<Refusal>,
    ) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE printouts SET tries = tries + 1, said = ?2, refusal = ?3,
               stage = iif(?3 IS NULL, stage, 'not-applied') WHERE document = ?1",
        )?;
        put.execute(params![document, said, refusal.map(Refusal::code)])?;
        Ok(())
    }

    /// Has a printout that was given up sent again.
    pub fn retry_printout(&self, document: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE printouts SET stage = 'pending', tries = 0, refusal = NULL, said = '', invoice = NULL, sent_at = NULL
             WHERE document = ?1 AND stage = 'not-applied'",
        )?;
        put.execute([document])?;
        Ok(())
    }

    /// BaseLinker's invoice that carries a document; `None` while none does.
    pub fn carried_by(&self, document: i64) -> Result<Option<i64>> {
        let mut get = self.db.prepare_cached(
            "SELECT invoice FROM printouts WHERE document = ?1 AND stage = 'applied'",
        )?;
        Ok(get.query_row([document], |row| row.get(0)).optional()?)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Result<PrintoutRow>> {
    let word: String = row.get(3)?;
    let (invoice, sent_at): (Option<i64>, Option<i64>) = (row.get(4)?, row.get(5)?);
    let refusal: Option<String> = row.get(7)?;
    let stage = match (word.as_str(), invoice, sent_at) {
        ("pending", ..) => Some(Stage::Pending),
        ("sent", _, Some(at)) => Some(Stage::Sent(at)),
        ("made", Some(invoice), _) => Some(Stage::Made(invoice)),
        ("applied", Some(invoice), _) => Some(Stage::Applied(invoice)),
        ("not-applied", ..) => Some(Stage::NotApplied),
        _ => None,
    };
    let (document, number, order) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let (tries, said) = (row.get(6)?, row.get(8)?);
    Ok(stage
        .ok_or_else(|| MirrorError::Content(format!("printouts.stage {word}")))
        .map(|stage| PrintoutRow {
            document,
            number,
            order,
            stage,
            tries,
            refusal: refusal.as_deref().and_then(Refusal::parse),
            said,
        }))
}
