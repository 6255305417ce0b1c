//! getReceipts: pages of the receipts that stand in BaseLinker.

use serde::Serialize;

use super::reply::{Reply, Shape};
use super::wire::{Int, List, Text, record};
use super::{Account, ApiError, Method, number_of};
use crate::net::retry::Read;

/// Most receipts a call of getReceipts returns (its official page: "max 100"); the next page begins with the highest
/// id + 1.
pub const RECEIPTS_PAGE: usize = 100;

/// Which receipts to read; what is `None` does not narrow. There is no filter by order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReceiptsFilter {
    /// With ids from this one on, itself included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_from: Option<i64>,
    /// Issued in or after this Unix second. In which order a page comes without `id_from` is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_from: Option<i64>,
    /// Only those of this series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series_id: Option<i64>,
}

/// A receipt that stands in BaseLinker (`reference/baselinker-api.md` §2.11), printed or still waiting for its printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// BaseLinker's id.
    pub id: i64,
    /// BaseLinker's order; `None` where it has none.
    pub order_id: Option<i64>,
    /// Its series, see getSeries; `None` where it has none.
    pub series_id: Option<i64>,
    /// Full number in BaseLinker.
    pub number: Text,
    /// Unix second of issue; `None` where the reply does not say.
    pub date_add: Option<i64>,
    /// Tax number as typed: may hold letters, hyphens, spaces. Odd is not absent.
    pub nip: Text,
}

record! {
    /// A receipt as sent.
    struct Row {
        receipt_id: Int,
        order_id: Int,
        series_id: Int,
        receipt_full_nr: Text,
        date_add: Int,
        nip: Text,
    }
}

impl Row {
    /// # Errors
    /// No readable id, or an order, series or date that is there but cannot be read.
    fn check(self) -> Result<Receipt, Shape> {
        let id = match self.receipt_id {
            Int::Known(id) if id > 0 => id,
            _ => {
                let (list, name) = ("receipts", "receipt_id");
                return Err(Shape::RowId { list, name });
            }
        };
        let number = |field: &Int, name| number_of(field, ("receipts", id), name);
        Ok(Receipt {
            id,
            order_id: number(&self.order_id, "order_id")?,
            series_id: number(&self.series_id, "series_id")?,
            number: self.receipt_full_nr,
            date_add: number(&self.date_add, "date_add")?,
            nip: self.nip,
        })
    }
}

/// getReceipts; a read.
struct GetReceipts<'a>(&'a ReceiptsFilter);

impl Method for GetReceipts<'_> {
    const NAME: &'static str = "getReceipts";
    type Class = Read;
    type Reply = Vec<Receipt>;

    fn parameters(&self) -> String {
        super::parameters(self.0)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Vec<Receipt>, Shape> {
        let rows: List<Row> = reply.own("receipts")?;
        rows.0.into_iter().map(Row::check).collect()
    }
}

impl Account<'_> {
    /// getReceipts, a read: one page, at most [`RECEIPTS_PAGE`] receipts, in the order of the reply.
    ///
    /// # Errors
    /// See [`ApiError`]; one receipt without a readable id, order, series or date fails the page, so that no order is
    /// taken for one without a receipt.
    pub fn get_receipts(&self, filter: &ReceiptsFilter) -> Result<Vec<Receipt>, ApiError> {
        self.read(&GetReceipts(filter))
    }
}
