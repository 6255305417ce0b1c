//! Invoices of the world, kept by id.

use std::collections::BTreeMap;

use super::World;
use super::numbering::{numbered_in, shown};
use crate::sandbox::invoice::Invoice;
use crate::sandbox::journal::Event;

/// Ids of invoices begin here unless a file or a test gives them.
const FIRST: u64 = 1_900_001;

impl World {
    /// Puts an invoice there as it is (replacing one with the same id) and returns its id. What is 0 or
    /// empty is filled in: id, times, number by the series' format, net prices and sums.
    pub fn put_invoice(&mut self, mut invoice: Invoice) -> u64 {
        if invoice.invoice_id == 0 {
            let last = self.invoices.last_key_value();
            invoice.invoice_id = last.map_or(FIRST, |(id, _)| id.saturating_add(1));
        }
        if invoice.date_add == 0 {
            invoice.date_add = self.now();
        }
        if invoice.date_sell == 0 {
            invoice.date_sell = invoice.date_add;
        }
        let id = invoice.invoice_id;
        match self.invoices.remove(&id) {
            Some(_) => self.note(Event::InvoiceEdited, invoice.order_id, id),
            None => self.note(Event::InvoiceIssued, invoice.order_id, id),
        }
        self.number(&mut invoice);
        invoice.fill_sums();
        self.invoices.insert(id, invoice);
        id
    }

    /// An invoice by id.
    pub fn invoice(&self, invoice_id: u64) -> Option<&Invoice> {
        self.invoices.get(&invoice_id)
    }

    /// All invoices by ascending id.
    pub fn invoices(&self) -> impl Iterator<Item = &Invoice> {
        self.invoices.values()
    }

    /// Edits an invoice in place, but for its id. `false` if there is no such invoice.
    pub fn edit_invoice(&mut self, invoice_id: u64, edit: impl FnOnce(&mut Invoice)) -> bool {
        let Some(invoice) = self.invoices.get_mut(&invoice_id) else {
            return false;
        };
        edit(invoice);
        invoice.invoice_id = invoice_id;
        let order_id = invoice.order_id;
        self.note(Event::InvoiceEdited, order_id, invoice_id);
        true
    }

    /// Removes an invoice; its number is free again. `None` if there is none.
    pub fn delete_invoice(&mut self, invoice_id: u64) -> Option<Invoice> {
        let invoice = self.invoices.remove(&invoice_id)?;
        self.note_removed_document(Event::InvoiceDeleted, invoice.order_id);
        Some(invoice)
    }

    fn number(&self, invoice: &mut Invoice) {
        let format = self.format_of(invoice.series_id);
        if invoice.year == 0 {
            (invoice.year, invoice.month) = numbered_in(format, invoice.date_add);
        }
        if invoice.sub_id == 0 {
            let last = last_number(&self.invoices, invoice);
            invoice.sub_id = last.saturating_add(1);
        }
        if invoice.number.is_empty() {
            invoice.number = shown(format, invoice.sub_id, invoice.month, invoice.year);
        }
    }
}

/// The highest number given in the invoice's series, year and month; 0 if none is.
fn last_number(invoices: &BTreeMap<u64, Invoice>, like: &Invoice) -> u64 {
    let place = |one: &Invoice| (one.series_id, one.year, one.month);
    let given = invoices.values().filter(|one| place(one) == place(like));
    given.map(|one| one.sub_id).max().unwrap_or(0)
}
