//! Firmino's one quantity of a product, beside the level that it stands for.

use rusqlite::{OptionalExtension as _, Row, params};

use super::{Mirror, Result};
use crate::domain::firmino_count::OnTop;

/// A quantity as last read, beside its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity {
    /// The card.
    pub card: i64,
    /// The warehouse that it stands for.
    pub warehouse: i64,
    /// Firmino's pieces.
    pub pieces: i64,
    /// The level that they stand for.
    pub expected: i64,
    /// The level less that; 0: explained.
    pub differs: i64,
    /// The last movement that its first count contains.
    pub through: i64,
    /// The last document that its first count contains.
    pub document: i64,
    /// The last count by its last reading.
    pub counted: i64,
    /// When it was last read (Unix seconds).
    pub read_at: i64,
}

/// A quantity that differs, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// The card.
    pub card: i64,
    /// Its SKU.
    pub sku: Option<String>,
    /// Symbol of the warehouse.
    pub symbol: String,
    /// The level now.
    pub level: Option<i64>,
    /// Firmino's pieces as last read.
    pub pieces: i64,
    /// The level that they stood for then.
    pub expected: i64,
    /// The level less that, then.
    pub differs: i64,
    /// When it was read (Unix seconds).
    pub read_at: i64,
}

const COLUMNS: &str =
    "card, warehouse, pieces, expected, differs, through, document, counted, read_at";

/// A person has not counted the level since the quantity `q` was read.
const OPEN: &str = "q.differs <> 0 AND q.counted = (SELECT coalesce(max(c.id), 0) FROM counts c
                    WHERE c.card = q.card AND c.warehouse = q.warehouse)";

impl Mirror {
    /// The quantity of a card as last read.
    pub fn firmino_quantity(&self, card: i64) -> Result<Option<Quantity>> {
        let sql = format!("SELECT {COLUMNS} FROM firmino_quantities WHERE card = ?1");
        let mut get = self.db.prepare_cached(&sql)?;
        Ok(get.query_row([card], quantity).optional()?)
    }

    /// Keeps it.
    pub fn keep_firmino_quantity(&self, of: &Quantity) -> Result<()> {
        let sql = format!(
            "INSERT OR REPLACE INTO firmino_quantities ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        );
        let mut put = self.db.prepare_cached(&sql)?;
        put.execute(params![
            of.card,
            of.warehouse,
            of.pieces,
            of.expected,
            of.differs,
            of.through,
            of.document,
            of.counted,
            of.read_at
        ])?;
        Ok(())
    }

    /// Movements of a card that make its level in a warehouse another one than Firmino's quantity, where that was read
    /// since `began_at`. `through`, `document`: what its first count contains.
    ///
    /// Firmino knows of an order by the document that it has there, its own or one of ours that was sent; one that was
    /// noted here after the reading began may have been issued after it, too. An order without a document may have one
    /// there that nobody has told yet. What moved after the document (a return) is a correction that Firmino does not have.
    /// Of an order's documents the one that stands counts; where a void one may be there still, either is right.
    /// A line that another warehouse gave away lowers the one quantity there, and not this level.
    pub fn on_top(
        &self,
        card: i64,
        warehouse: i64,
        (through, document): (i64, i64),
        began_at: i64,
    ) -> Result<OnTop> {
        let mut sums = self.db.prepare_cached(
            "SELECT coalesce(sum(CASE WHEN here AND NOT counted AND known = 0 THEN pieces
                                      WHEN NOT here AND NOT counted AND known = 1 THEN -pieces ELSE 0 END), 0),
                    coalesce(sum(iif(here AND NOT counted AND known IS NULL, pieces, 0)), 0),
                    coalesce(sum(iif(NOT here AND NOT counted AND known IS NULL, -pieces, 0)), 0)
             FROM (SELECT m.pieces, m.warehouse = ?2 AS here,
                 m.id <= ?3 AND CASE WHEN m.order_key IS NULL THEN 1 WHEN m.warehouse <> ?2 THEN coalesce(f.id <= ?4, 0)
                   ELSE coalesce(f.origin = 'here' AND f.id <= ?4, 0) END AS counted,
                 CASE WHEN m.order_key IS NULL THEN 0
                      WHEN d.id IS NULL THEN NULL
                      WHEN m.at > d.made_at OR m.pieces > 0 AND m.at = d.made_at THEN 0
                      WHEN d.origin = 'here' THEN CASE WHEN o.stage IN ('there', 'agreed') AND o.made_at < ?5 THEN 1
                                                       WHEN o.stage IN ('sent', 'there', 'agreed') THEN NULL
                                                       WHEN EXISTS (SELECT 1 FROM own_handovers w JOIN documents x ON x.id = w.document
                                                         WHERE x.order_key = m.order_key AND w.stage <> 'pending') THEN NULL
                                                       ELSE 0 END
                      WHEN d.made_at >= ?5 THEN NULL
                      ELSE 1 END AS known
               FROM movements m
               LEFT JOIN documents f ON f.id = (SELECT min(x.id) FROM documents x WHERE x.order_key = m.order_key AND x.role = 'sale')
               LEFT JOIN documents d ON d.id = (SELECT max(x.id) FROM documents x WHERE x.order_key = m.order_key AND x.role = 'sale'
                 AND NOT EXISTS (SELECT 1 FROM document_marks k WHERE k.document = x.id AND k.what = 'void'))
               LEFT JOIN own_handovers o ON o.document = d.id
               WHERE m.card = ?1)",
        )?;
        let values = params![card, warehouse, through, document, began_at];
        Ok(sums.query_row(values, |row| {
            Ok(OnTop {
                unknown: row.get(0)?,
                open: row.get(1)?,
                elsewhere: row.get(2)?,
            })
        })?)
    }

    /// The id of the newest document that Firmino's quantity contains: all that are here, up to the first of those that
    /// are still to be sent there, issued since a day (`None`: none are); 0 where there is none.
    pub fn last_counted_document(&self, since: Option<&str>) -> Result<i64> {
        let mut last = self.db.prepare_cached(
            "SELECT coalesce((SELECT min(id) - 1 FROM documents WHERE origin = 'here' AND role = 'sale' AND issued_on >= ?1),
                             (SELECT max(id) FROM documents), 0)",
        )?;
        Ok(last.query_row([since], |row| row.get(0))?)
    }

    /// The id of the newest count of a card in a warehouse; 0 where there is none.
    pub fn last_count(&self, card: i64, warehouse: i64) -> Result<i64> {
        let mut last = self.db.prepare_cached(
            "SELECT coalesce(max(id), 0) FROM counts WHERE card = ?1 AND warehouse = ?2",
        )?;
        Ok(last.query_row([card, warehouse], |row| row.get(0))?)
    }

    /// Quantities of Firmino that their levels did not explain when they were read, and whose levels nobody has counted
    /// since; by SKU.
    pub fn differing_quantities(&self) -> Result<Vec<Differing>> {
        let sql = format!(
            "SELECT q.card, c.sku, w.symbol, l.level, q.pieces, q.expected, q.differs, q.read_at
             FROM firmino_quantities q JOIN cards c ON c.id = q.card JOIN warehouses w ON w.id = q.warehouse
             LEFT JOIN levels l ON l.card = q.card AND l.warehouse = q.warehouse
             WHERE {OPEN} ORDER BY c.sku, q.card"
        );
        let mut all = self.db.prepare_cached(&sql)?;
        let rows = all.query_map([], |row| {
            Ok(Differing {
                card: row.get(0)?,
                sku: row.get(1)?,
                symbol: row.get(2)?,
                level: row.get(3)?,
                pieces: row.get(4)?,
                expected: row.get(5)?,
                differs: row.get(6)?,
                read_at: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many those are.
    pub fn count_differing_quantities(&self) -> Result<u64> {
        self.counted(
            &format!("SELECT count(*) FROM firmino_quantities q WHERE {OPEN}"),
            [],
        )
    }
}

fn quantity(row: &Row<'_>) -> rusqlite::Result<Quantity> {
    Ok(Quantity {
        card: row.get(0)?,
        warehouse: row.get(1)?,
        pieces: row.get(2)?,
        expected: row.get(3)?,
        differs: row.get(4)?,
        through: row.get(5)?,
        document: row.get(6)?,
        counted: row.get(7)?,
        read_at: row.get(8)?,
    })
}
