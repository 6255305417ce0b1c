//! The documents of one order, and those that it gets beside one issued here: elsewhere, or to a receipt.

use rusqlite::{OptionalExtension as _, params};

use super::{COLUMNS, Confirmed, DocumentRow, From, Origin, Role, read};
use crate::domain::document::{Draft, SeriesNumber};
use crate::mirror::orders::OrderRow;
use crate::mirror::{Mirror, Result};

impl Mirror {
    /// Stores a document that was issued elsewhere, with what was computed here.
    ///
    /// # Errors
    /// As [`Mirror::add_document`].
    pub fn add_confirmed(
        &self,
        order: &OrderRow,
        draft: &Draft,
        confirmed: &Confirmed<'_>,
        cards: impl Fn(i64) -> Option<i64>,
        now: i64,
    ) -> Result<i64> {
        let n: i64 = self.db.query_row(
            "SELECT coalesce(max(n), 0) + 1 FROM documents WHERE format = ''",
            [],
            |row| row.get(0),
        )?;
        let number = SeriesNumber {
            format: String::new(),
            period: String::new(),
            n,
            text: confirmed.number.to_owned(),
            day: confirmed.day,
        };
        let from = From {
            origin: Origin::Elsewhere,
            ksef: confirmed.ksef,
        };
        self.insert(order, Role::Sale, draft, &number, from, cards, now)
    }

    /// Stores an invoice to a receipt, whose number stands in the draft's notes.
    ///
    /// # Errors
    /// As [`Mirror::add_document`].
    pub fn add_to_receipt(
        &self,
        order: &OrderRow,
        draft: &Draft,
        number: &SeriesNumber,
        cards: impl Fn(i64) -> Option<i64>,
        now: i64,
    ) -> Result<i64> {
        let from = From {
            origin: Origin::Here,
            ksef: None,
        };
        self.insert(order, Role::ToReceipt, draft, number, from, cards, now)
    }

    /// The order's own document of a role that is not void: another order may stand in quarantine under the same id.
    pub fn document_of(&self, order: &OrderRow, role: Role) -> Result<Option<DocumentRow>> {
        let mut get = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM documents WHERE account = 1 AND order_id = ?1 AND order_key = ?2 AND role = ?3
               AND NOT EXISTS (SELECT 1 FROM document_marks m WHERE m.document = documents.id AND m.what = 'void')
             ORDER BY id DESC LIMIT 1"
        ))?;
        let found = get
            .query_row(params![order.seen.id, order.key, role.text()], read)
            .optional()?;
        let Some(mut row) = found else {
            return Ok(None);
        };
        row.rates = self.rates_of(row.id)?;
        row.marks = self.marks_of(row.id)?;
        Ok(Some(row))
    }

    /// Number of the document that has this number in KSeF.
    pub fn number_in_ksef(&self, ksef: &str) -> Result<Option<String>> {
        let mut get = self
            .db
            .prepare_cached("SELECT number FROM documents WHERE ksef = ?1 LIMIT 1")?;
        Ok(get.query_row([ksef], |row| row.get(0)).optional()?)
    }
}
