//! getInvoices: pages of the invoices that stand in BaseLinker.

mod invoice;

pub use invoice::{Invoice, InvoiceKind};

use serde::Serialize;

use self::invoice::Row;
use super::reply::{Reply, Shape};
use super::wire::List;
use super::{Account, ApiError, Method};
use crate::net::retry::Read;

/// Most invoices a call of getInvoices returns (its official page: "max 100 invoices"); the next page begins with the
/// last id + 1.
pub const INVOICES_PAGE: usize = 100;

/// Which invoices to read; what is `None` does not narrow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InvoicesFilter {
    /// Only this invoice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<i64>,
    /// Only those of this order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<i64>,
    /// Issued in or after this Unix second. In which order a page comes without `id_from` is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_from: Option<i64>,
    /// With ids from this one on, itself included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_from: Option<i64>,
    /// Only those of this series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series_id: Option<i64>,
    /// Also those that carry an uploaded file; `false` leaves them out. Always sent, as the docs name no default.
    #[serde(rename = "get_external_invoices")]
    pub with_file_too: bool,
    /// Asks for [`Invoice::gov_id`].
    #[serde(
        rename = "get_government_data",
        skip_serializing_if = "std::ops::Not::not"
    )]
    pub government_data: bool,
}

impl Default for InvoicesFilter {
    /// Every invoice, with what KSeF said of it: whoever leaves one out says so.
    fn default() -> Self {
        Self {
            invoice_id: None,
            order_id: None,
            date_from: None,
            id_from: None,
            series_id: None,
            with_file_too: true,
            government_data: true,
        }
    }
}

/// getInvoices; a read.
struct GetInvoices<'a>(&'a InvoicesFilter);

impl Method for GetInvoices<'_> {
    const NAME: &'static str = "getInvoices";
    type Class = Read;
    type Reply = Vec<Invoice>;

    fn parameters(&self) -> String {
        super::parameters(self.0)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Vec<Invoice>, Shape> {
        let rows: List<Row> = reply.own("invoices")?;
        rows.0.into_iter().map(Row::check).collect()
    }
}

impl Account<'_> {
    /// getInvoices, a read: one page, at most [`INVOICES_PAGE`] invoices, in the order of the reply.
    ///
    /// # Errors
    /// See [`ApiError`]; one invoice without a readable id, order, series or date fails the page, so that no order is
    /// taken for one without a document.
    pub fn get_invoices(&self, filter: &InvoicesFilter) -> Result<Vec<Invoice>, ApiError> {
        self.read(&GetInvoices(filter))
    }
}
