//! `sale-documents`: invoices and receipts, <https://www.firmino.pl/api/dokumenty-sprzedazy/>.

use super::exchange::Call;
use super::find::{list, one};
use super::wire::new_id;
use super::{Client, Document, Find, FirminoError, Found, NewDocument};
use crate::net::Outcome;

impl Client<'_> {
    /// sale-documents/add, a write: answers the new document's id.
    pub fn add_sale(&self, sale: &NewDocument) -> Outcome<i64, FirminoError> {
        let call = Call::new("sale-documents/add", sale.sale());
        self.write(&call, new_id)
    }

    /// sale-documents/find, a read.
    ///
    /// # Errors
    /// See [`FirminoError`].
    pub fn find_sales(&self, find: &Find) -> Result<Found<Document>, FirminoError> {
        let call = Call::new("sale-documents/find", find.json());
        self.read(&call, |response| list(response, Document::read))
    }

    /// sale-documents/get, a read.
    ///
    /// # Errors
    /// See [`FirminoError`].
    pub fn get_sale(&self, id: i64) -> Result<Document, FirminoError> {
        let call = Call::about("sale-documents/get", id);
        self.read(&call, |response| one(response, Document::read))
    }

    /// sale-documents/download, a read: the print, a PDF.
    ///
    /// # Errors
    /// See [`FirminoError`].
    pub fn download_sale(&self, id: i64) -> Result<Vec<u8>, FirminoError> {
        self.read_file(&Call::about("sale-documents/download", id).for_pdf())
    }
}
