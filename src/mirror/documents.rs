//! Sale documents. Written once, in the transaction that gives the number; triggers refuse any later change.

use jiff::civil::Date;
use rusqlite::{OptionalExtension as _, Row, params};

use super::orders::OrderRow;
use super::{Mirror, MirrorError, Result};
use crate::domain::document::{Draft, SeriesNumber};
use crate::domain::money::Amount;

/// A document as lists and `documents show` need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRow {
    /// The row's own id.
    pub id: i64,
    /// Number as printed.
    pub number: String,
    /// Kind.
    pub kind: String,
    /// `sale`, …
    pub role: String,
    /// BaseLinker's order id.
    pub order: i64,
    /// Day of issue.
    pub issued_on: String,
    /// Day of supply or payment.
    pub sold_on: String,
    /// Currency.
    pub currency: String,
    /// Net, VAT, gross.
    pub sums: (Amount, Amount, Amount),
    /// Code of the rule that chose the kind.
    pub reason: String,
    /// Buyer snapshot, JSON.
    pub buyer: String,
    /// Seller snapshot, JSON.
    pub seller: String,
    /// Payment snapshot, JSON.
    pub payment: String,
    /// Conversion snapshot, JSON; `None` in PLN.
    pub conversion: Option<String>,
    /// Sums per rate: rate, net, VAT, gross.
    pub rates: Vec<(String, Amount, Amount, Amount)>,
}

/// A line of a stored document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLineRow {
    /// Name.
    pub name: String,
    /// SKU.
    pub sku: String,
    /// Unit.
    pub unit: String,
    /// Pieces.
    pub quantity: i64,
    /// Gross price of a piece, decimal text.
    pub price: String,
    /// Rate.
    pub rate: String,
    /// Gross value.
    pub gross: Amount,
}

/// The role of a primary document of a sale.
pub const SALE: &str = "sale";

const COLUMNS: &str = "id, number, kind, role, order_id, issued_on, sold_on, currency, net, vat, gross, reason, buyer, seller,
    payment, fx";

impl Mirror {
    /// Stores a document under its number. `cards` names the card of an order line.
    ///
    /// # Errors
    /// [`MirrorError::NumberTaken`] for a number given twice; a second primary document of one sale is refused by the
    /// schema.
    pub fn add_document(
        &self,
        order_key: i64,
        order_id: i64,
        draft: &Draft,
        number: &SeriesNumber,
        cards: impl Fn(i64) -> Option<i64>,
        now: i64,
    ) -> Result<i64> {
        let mut add = self.db.prepare_cached(
            "INSERT INTO documents (account, order_id, order_key, role, kind, reason, format, period, n, number, issued_on,
                sold_on, currency, net, vat, gross, seller, buyer, payment, fx, made_at)
             VALUES (1, ?1, ?2, 'sale', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
        )?;
        add.execute(params![
            order_id,
            order_key,
            draft.kind.to_string(),
            draft.kind_reason,
            number.format,
            number.period,
            number.n,
            number.text,
            number.day.to_string(),
            draft.sold_on.to_string(),
            draft.currency,
            draft.net.grosze(),
            draft.vat.grosze(),
            draft.gross.grosze(),
            serde_json::to_string(&draft.seller)?,
            serde_json::to_string(&draft.buyer)?,
            serde_json::to_string(&draft.payment)?,
            draft
                .conversion
                .as_ref()
                .map(serde_json::to_string)
                .transpose()?,
            now,
        ])
        .map_err(|error| super::with_number(error, &number.text))?;
        let id = self.db.last_insert_rowid();
        let mut add = self.db.prepare_cached(
            "INSERT INTO document_lines (document, position, name, sku, unit, quantity, price, rate, gross, card)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        for (position, line) in draft.lines.iter().enumerate() {
            add.execute(params![
                id,
                position as i64 + 1,
                line.name,
                line.sku,
                line.unit,
                line.quantity,
                line.price.to_string(),
                line.rate.to_string(),
                line.gross.grosze(),
                line.order_line.and_then(&cards),
            ])?;
        }
        let mut add = self.db.prepare_cached(
            "INSERT INTO document_rates (document, position, rate, net, vat, gross) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for (position, rate) in draft.rates.iter().enumerate() {
            add.execute(params![
                id,
                position as i64 + 1,
                rate.rate.to_string(),
                rate.net.grosze(),
                rate.vat.grosze(),
                rate.gross.grosze(),
            ])?;
        }
        Ok(id)
    }

    /// Numbers of an order's own documents, oldest first: another order may stand in quarantine under the same id.
    pub fn document_numbers(&self, order: &OrderRow) -> Result<Vec<String>> {
        let mut all = self.db.prepare_cached(
            "SELECT number FROM documents WHERE account = 1 AND order_id = ?1 AND order_key = ?2 ORDER BY id",
        )?;
        let rows = all.query_map([order.seen.id, order.key], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// All documents, oldest first.
    pub fn documents(&self) -> Result<Vec<DocumentRow>> {
        let mut all = self
            .db
            .prepare(&format!("SELECT {COLUMNS} FROM documents ORDER BY id"))?;
        let mut rows: Vec<DocumentRow> =
            all.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
        for row in &mut rows {
            row.rates = self.rates_of(row.id)?;
        }
        Ok(rows)
    }

    /// The document with a number.
    pub fn document(&self, number: &str) -> Result<Option<DocumentRow>> {
        let mut get = self.db.prepare(&format!(
            "SELECT {COLUMNS} FROM documents WHERE number = ?1"
        ))?;
        let Some(mut row) = get.query_row([number], read).optional()? else {
            return Ok(None);
        };
        row.rates = self.rates_of(row.id)?;
        Ok(Some(row))
    }

    /// Lines of a document.
    pub fn document_lines(&self, id: i64) -> Result<Vec<DocumentLineRow>> {
        let mut all = self.db.prepare_cached(
            "SELECT name, sku, unit, quantity, price, rate, gross FROM document_lines WHERE document = ?1 ORDER BY position",
        )?;
        let rows = all.query_map([id], |row| {
            Ok(DocumentLineRow {
                name: row.get(0)?,
                sku: row.get(1)?,
                unit: row.get(2)?,
                quantity: row.get(3)?,
                price: row.get(4)?,
                rate: row.get(5)?,
                gross: Amount::from_grosze(row.get(6)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The newest day of issue; `None` before the first document.
    pub fn newest_issue(&self) -> Result<Option<Date>> {
        let day: Option<String> =
            self.db
                .query_row("SELECT max(last_day) FROM counters", [], |row| row.get(0))?;
        day.map(|day| {
            day.parse()
                .map_err(|_| MirrorError::Content(format!("day `{day}`")))
        })
        .transpose()
    }

    fn rates_of(&self, id: i64) -> Result<Vec<(String, Amount, Amount, Amount)>> {
        let mut all =
            self.db.prepare_cached("SELECT rate, net, vat, gross FROM document_rates WHERE document = ?1 ORDER BY position")?;
        let rows = all.query_map([id], |row| {
            Ok((
                row.get(0)?,
                Amount::from_grosze(row.get(1)?),
                Amount::from_grosze(row.get(2)?),
                Amount::from_grosze(row.get(3)?),
            ))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<DocumentRow> {
    Ok(DocumentRow {
        id: row.get(0)?,
        number: row.get(1)?,
        kind: row.get(2)?,
        role: row.get(3)?,
        order: row.get(4)?,
        issued_on: row.get(5)?,
        sold_on: row.get(6)?,
        currency: row.get(7)?,
        sums: (
            Amount::from_grosze(row.get(8)?),
            Amount::from_grosze(row.get(9)?),
            Amount::from_grosze(row.get(10)?),
        ),
        reason: row.get(11)?,
        buyer: row.get(12)?,
        seller: row.get(13)?,
        payment: row.get(14)?,
        conversion: row.get(15)?,
        rates: Vec::new(),
    })
}
