//! addInvoice and addOrderInvoiceFile: an invoice in BaseLinker that carries our document.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::reply::{Reply, Shape};
use super::{Account, ApiError, Method, id_in};
use crate::net::Outcome;
use crate::net::retry::{Create, Set};

/// Width of `external_invoice_number` in characters. Whether BaseLinker cuts or refuses a longer one is unknown.
pub const INVOICE_NUMBER_WIDTH: usize = 30;

/// Most bytes of a file before it is encoded: no limit is documented; other uploads have 2 MB.
pub const INVOICE_FILE_SIZE: usize = 2_000_000;

/// addInvoice; a create: what a second one on the same order does is unknown.
#[derive(Serialize)]
struct AddInvoice {
    order_id: i64,
    series_id: i64,
    vat_rate: &'static str,
}

impl Method for AddInvoice {
    const NAME: &'static str = "addInvoice";
    type Class = Create;
    type Reply = i64;

    fn parameters(&self) -> String {
        super::parameters(self)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<i64, Shape> {
        id_in(reply, "invoice_id")
    }
}

/// addOrderInvoiceFile; sets a value: it replaces file and number.
#[derive(Serialize)]
struct AddOrderInvoiceFile<'a> {
    invoice_id: i64,
    file: String,
    external_invoice_number: &'a str,
}

impl Method for AddOrderInvoiceFile<'_> {
    const NAME: &'static str = "addOrderInvoiceFile";
    type Class = Set;
    type Reply = ();

    fn parameters(&self) -> String {
        super::parameters(self)
    }

    /// The reply has no key of its own but `status`.
    fn read(&self, _: &Reply<'_>) -> Result<(), Shape> {
        Ok(())
    }
}

impl Account<'_> {
    /// addInvoice, a write: makes BaseLinker's invoice of an order, in that series and at the rates of the lines; answers
    /// its id. Sent once: after [`Outcome::InDoubt`] the caller waits until it can no longer take effect, and looks for it
    /// by getInvoices.
    pub fn add_invoice(&self, order_id: i64, series_id: i64) -> Outcome<i64, ApiError> {
        self.write_once(&AddInvoice {
            order_id,
            series_id,
            vat_rate: "ITEM",
        })
    }

    /// addOrderInvoiceFile, a write: gives an invoice our PDF, of at most [`INVOICE_FILE_SIZE`] bytes, and our number, of
    /// at most [`INVOICE_NUMBER_WIDTH`] characters, in place of its own. Sent again where the first try was lost, and may
    /// be repeated by the caller.
    pub fn add_order_invoice_file(
        &self,
        invoice_id: i64,
        pdf: &[u8],
        number: &str,
    ) -> Outcome<(), ApiError> {
        self.set(&AddOrderInvoiceFile {
            invoice_id,
            file: format!("data:{}", STANDARD.encode(pdf)),
            external_invoice_number: number,
        })
    }
}
