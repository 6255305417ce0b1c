//! Invoices and receipts that stand in BaseLinker, as last read: what the sale has there is not issued again.

use rusqlite::params;

use super::{Mirror, Result};

/// Invoice or receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemoteKind {
    /// Of getInvoices.
    Invoice,
    /// Of getReceipts.
    Receipt,
}

impl RemoteKind {
    const fn text(self) -> &'static str {
        match self {
            RemoteKind::Invoice => "invoice",
            RemoteKind::Receipt => "receipt",
        }
    }
}

/// How far it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// Without file, external number and KSeF number: one that could carry our document.
    Plain,
    /// A document of its own.
    Finished,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteDocument {
    /// Which.
    pub kind: RemoteKind,
    /// BaseLinker's id.
    pub id: i64,
    /// BaseLinker's order.
    pub order: i64,
    /// Its series.
    pub series: Option<i64>,
    /// Its number there.
    pub number: String,
    /// The buyer's tax number on it, as typed; empty where there is none.
    pub tax_id: String,
    /// How far it is made.
    pub made: Made,
}

impl Mirror {
    /// Keeps a document as read, in place of an earlier reading.
    pub fn keep_remote(&self, document: &RemoteDocument, now: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO remote_documents (kind, id, order_id, series, number, tax_id, made, read_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (kind, id) DO UPDATE SET order_id = excluded.order_id, series = excluded.series,
               number = excluded.number, tax_id = excluded.tax_id, made = excluded.made, read_at = excluded.read_at",
        )?;
        put.execute(params![
            document.kind.text(),
            document.id,
            document.order,
            document.series,
            document.number,
            document.tax_id,
            match document.made {
                Made::Plain => "plain",
                Made::Finished => "finished",
            },
            now,
        ])?;
        Ok(())
    }

    /// Forgets what was read for an order, where its documents were read anew.
    pub fn forget_remote(&self, kind: RemoteKind, order: i64) -> Result<()> {
        let mut drop = self
            .db
            .prepare_cached("DELETE FROM remote_documents WHERE kind = ?1 AND order_id = ?2")?;
        drop.execute(params![kind.text(), order])?;
        Ok(())
    }

    /// What stands in BaseLinker for an order, by kind and id.
    pub fn remote_of(&self, order: i64) -> Result<Vec<RemoteDocument>> {
        let mut all = self.db.prepare_cached(
            "SELECT kind, id, series, number, tax_id, made FROM remote_documents WHERE order_id = ?1 ORDER BY kind, id",
        )?;
        let rows = all.query_map([order], |row| {
            let (kind, made): (String, String) = (row.get(0)?, row.get(5)?);
            Ok(RemoteDocument {
                kind: match kind.as_str() {
                    "invoice" => RemoteKind::Invoice,
                    _ => RemoteKind::Receipt,
                },
                id: row.get(1)?,
                order,
                series: row.get(2)?,
                number: row.get(3)?,
                tax_id: row.get(4)?,
                made: match made.as_str() {
                    "plain" => Made::Plain,
                    _ => Made::Finished,
                },
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The highest id of this kind that was read; `None` before the first reading.
    pub fn remote_cursor(&self, kind: RemoteKind) -> Result<Option<i64>> {
        Ok(self
            .meta(&cursor_key(kind))?
            .and_then(|text| text.parse().ok()))
    }

    /// Moves that cursor.
    pub fn set_remote_cursor(&self, kind: RemoteKind, id: i64) -> Result<()> {
        self.set_meta(&cursor_key(kind), &id.to_string())
    }
}

fn cursor_key(kind: RemoteKind) -> String {
    format!("{}_cursor", kind.text())
}
