//! Sale documents. Written once, in the transaction that gives the number; triggers refuse any later change.

mod of_order;
mod snapshot;

pub use snapshot::Snapshot;

use jiff::civil::Date;
use rusqlite::{OptionalExtension as _, Row, params};

use super::marks::{Mark, Marked};
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
    /// Where it was issued.
    pub origin: Origin,
    /// Its number in KSeF, where a person told it.
    pub ksef: Option<String>,
    /// Legal notes, JSON list.
    pub notes: String,
    /// The order's own row.
    pub order_key: i64,
    /// Series, period and place in it; an empty series for one issued elsewhere.
    pub place: (String, String, i64),
    /// BaseLinker's invoice that carries its printout; `None` while none does.
    pub remote_id: Option<i64>,
    /// Firmino's id of the document; `None` where it is not known to be there.
    pub firmino: Option<i64>,
    /// Sums per rate: rate, net, VAT, gross.
    pub rates: Vec<(String, Amount, Amount, Amount)>,
    /// What became of it since, oldest first.
    pub marks: Vec<Mark>,
}

impl DocumentRow {
    /// Why it is void, if it is.
    pub fn void(&self) -> Option<&str> {
        let found = self.marks.iter().find(|mark| mark.what == Marked::Void);
        found.map(|mark| mark.reason.as_str())
    }

    /// Corrections issued elsewhere, oldest first: number, day, gross by difference.
    pub fn corrections(&self) -> impl Iterator<Item = &(String, Date, Amount)> {
        self.marks
            .iter()
            .filter_map(|mark| mark.correction.as_ref())
    }

    /// Whether it was issued here.
    pub fn is_ours(&self) -> bool {
        self.origin == Origin::Here
    }

    /// Whether it has left the house for BaseLinker.
    pub const fn sent(&self) -> bool {
        self.remote_id.is_some()
    }
}

/// Where a document was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Here, under a number of our series.
    Here,
    /// Elsewhere (in Firmino), as a person told (`documents confirm`).
    Elsewhere,
}

impl Origin {
    /// The word as stored and as in JSON.
    pub const fn text(self) -> &'static str {
        match self {
            Origin::Here => "here",
            Origin::Elsewhere => "elsewhere",
        }
    }
}

/// What a document is to its sale (design.md §4.4): one of each, whatever its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The primary document.
    Sale,
    /// An invoice to a receipt: no turnover and no movement of its own.
    ToReceipt,
}

impl Role {
    /// The word as stored and as in JSON.
    pub const fn text(self) -> &'static str {
        match self {
            Role::Sale => "sale",
            Role::ToReceipt => "to-receipt",
        }
    }
}

/// A number and print from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed<'a> {
    /// Number as printed there.
    pub number: &'a str,
    /// Day of issue.
    pub day: Date,
    /// Number in KSeF.
    pub ksef: Option<&'a str>,
}

/// What a document has beside its draft and its number.
#[derive(Clone, Copy)]
struct From<'a> {
    origin: Origin,
    ksef: Option<&'a str>,
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
    /// The card that its pieces were taken from.
    pub card: Option<i64>,
}

const COLUMNS: &str = "id, number, kind, role, order_id, issued_on, sold_on, currency, net, vat, gross, reason, buyer, seller,
    payment, fx, origin, ksef, notes, order_key, format, period, n,
    (SELECT p.invoice FROM printouts p WHERE p.document = documents.id AND p.stage = 'applied'),
    coalesce((SELECT w.there FROM own_handovers w WHERE w.document = documents.id),
      (SELECT h.document FROM handovers h WHERE h.order_key = documents.order_key AND h.stage = 'confirmed'
         AND documents.origin = 'elsewhere'))";

impl Mirror {
    /// Stores a document under its number. `cards` names the card of an order line.
    ///
    /// # Errors
    /// [`MirrorError::NumberTaken`] for a number given twice; a second document of one sale and role is refused by the
    /// schema, unless every earlier one is void.
    pub fn add_document(
        &self,
        order: &OrderRow,
        role: Role,
        draft: &Draft,
        number: &SeriesNumber,
        cards: impl Fn(i64) -> Option<i64>,
        now: i64,
    ) -> Result<i64> {
        let from = From {
            origin: Origin::Here,
            ksef: None,
        };
        self.insert(order, role, draft, number, from, cards, now)
    }

    /// The generation of the next document: one after those that are void, else the first, which the schema refuses
    /// where it is taken.
    fn generation(&self, order_id: i64, role: Role) -> Result<i64> {
        let mut next = self.db.prepare_cached(
            "SELECT 1 + count(*) FROM documents d WHERE account = 1 AND order_id = ?1 AND role = ?2
               AND EXISTS (SELECT 1 FROM document_marks m WHERE m.document = d.id AND m.what = 'void')",
        )?;
        Ok(next.query_row(params![order_id, role.text()], |row| row.get(0))?)
    }

    #[allow(clippy::too_many_arguments, reason = "the row's columns")]
    fn insert(
        &self,
        order: &OrderRow,
        role: Role,
        draft: &Draft,
        number: &SeriesNumber,
        from: From<'_>,
        cards: impl Fn(i64) -> Option<i64>,
        now: i64,
    ) -> Result<i64> {
        let generation = self.generation(order.seen.id, role)?;
        let mut add = self.db.prepare_cached(
            "INSERT INTO documents (account, order_id, order_key, role, kind, reason, format, period, n, number, issued_on,
                sold_on, currency, net, vat, gross, seller, buyer, payment, fx, made_at, generation, origin, ksef, notes)
             VALUES (1, ?1, ?2, ?20, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?21, ?22,
                ?23, ?24)",
        )?;
        add.execute(params![
            order.seen.id,
            order.key,
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
            role.text(),
            generation,
            from.origin.text(),
            from.ksef,
            serde_json::to_string(&draft.notes)?,
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

    /// Numbers of an order's own documents that are not void, oldest first: another order may stand in quarantine under
    /// the same id.
    pub fn document_numbers(&self, order: &OrderRow) -> Result<Vec<String>> {
        let mut all = self.db.prepare_cached(
            "SELECT number FROM documents d WHERE account = 1 AND order_id = ?1 AND order_key = ?2
               AND NOT EXISTS (SELECT 1 FROM document_marks m WHERE m.document = d.id AND m.what = 'void')
             ORDER BY id",
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
            row.marks = self.marks_of(row.id)?;
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
        row.marks = self.marks_of(row.id)?;
        Ok(Some(row))
    }

    /// Keeps the print of a document that was issued elsewhere.
    pub fn keep_file(&self, document: i64, bytes: &[u8], now: i64) -> Result<()> {
        let mut add = self.db.prepare_cached(
            "INSERT INTO document_files (document, bytes, made_at) VALUES (?1, ?2, ?3)",
        )?;
        add.execute(params![document, bytes, now])?;
        Ok(())
    }

    /// The print of a document that was issued elsewhere.
    pub fn file_of(&self, document: i64) -> Result<Option<Vec<u8>>> {
        let mut get = self
            .db
            .prepare_cached("SELECT bytes FROM document_files WHERE document = ?1")?;
        Ok(get.query_row([document], |row| row.get(0)).optional()?)
    }

    /// Lines of a document.
    pub fn document_lines(&self, id: i64) -> Result<Vec<DocumentLineRow>> {
        let mut all = self.db.prepare_cached(
            "SELECT name, sku, unit, quantity, price, rate, gross, card FROM document_lines WHERE document = ?1 ORDER BY position",
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
                card: row.get(7)?,
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
                .map_err(|_| MirrorError::Content(format!("counters.last_day {day}")))
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
        origin: match row.get::<_, String>(16)?.as_str() {
            "elsewhere" => Origin::Elsewhere,
            _ => Origin::Here,
        },
        ksef: row.get(17)?,
        notes: row.get(18)?,
        order_key: row.get(19)?,
        place: (row.get(20)?, row.get(21)?, row.get(22)?),
        remote_id: row.get(23)?,
        firmino: row.get(24)?,
        rates: Vec::new(),
        marks: Vec::new(),
    })
}
