//! `order-documents`: orders, and the document that ends each, <https://www.firmino.pl/api/zamowienia/>.

use super::exchange::Call;
use super::find::{list, one};
use super::wire::new_id;
use super::{Client, Document, Find, FirminoError, Found, NewDocument};
use crate::net::Outcome;

impl Client<'_> {
    /// order-documents/add, a write: answers the new order's id.
    pub fn add_order(&self, order: &NewDocument) -> Outcome<i64, FirminoError> {
        let call = Call::new("order-documents/add", order.order());
        self.write(&call, new_id)
    }

    /// order-documents/find, a read.
    ///
    /// # Errors
    /// See [`FirminoError`].
    pub fn find_orders(&self, find: &Find) -> Result<Found<Document>, FirminoError> {
        let call = Call::new("order-documents/find", find.json());
        self.read(&call, |response| list(response, Document::read))
    }

    /// order-documents/get, a read.
    ///
    /// # Errors
    /// See [`FirminoError`].
    pub fn get_order(&self, id: i64) -> Result<Document, FirminoError> {
        let call = Call::about("order-documents/get", id);
        self.read(&call, |response| one(response, Document::read))
    }

    /// order-documents/add-end-doc, a write: issues the document that an order ends in; answers the document's id. The
    /// whole document is sent, as `init-end-doc` proposes one; whether a second call issues a second document is not known.
    pub fn end_order(&self, id: i64, document: &NewDocument) -> Outcome<i64, FirminoError> {
        let call = Call::about("order-documents/add-end-doc", id).with(document.end_of(id));
        self.write(&call, new_id)
    }

    /// order-documents/download, a read: the print, a PDF.
    ///
    /// # Errors
    /// See [`FirminoError`].
    pub fn download_order(&self, id: i64) -> Result<Vec<u8>, FirminoError> {
        self.read_file(&Call::about("order-documents/download", id).for_pdf())
    }
}
