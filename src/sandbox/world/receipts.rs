//! Receipts of the world, kept by id.

use super::World;
use super::numbering::{numbered_in, shown};
use crate::sandbox::journal::Event;
use crate::sandbox::receipt::Receipt;

/// Ids of receipts begin here unless a file or a test gives them.
const FIRST: u64 = 15_501;

impl World {
    /// Puts a receipt there as it is (replacing one with the same id) and returns its id. What is 0 or empty is filled
    /// in: id, time, number by the series' format. A new one stands in the journal.
    pub fn put_receipt(&mut self, mut receipt: Receipt) -> u64 {
        if receipt.receipt_id == 0 {
            let last = self.receipts.last_key_value();
            receipt.receipt_id = last.map_or(FIRST, |(id, _)| id.saturating_add(1));
        }
        if receipt.date_add == 0 {
            receipt.date_add = self.now();
        }
        let id = receipt.receipt_id;
        if self.receipts.remove(&id).is_none() {
            self.note(Event::ReceiptIssued, receipt.order_id, 0);
        }
        self.number_receipt(&mut receipt);
        self.receipts.insert(id, receipt);
        id
    }

    /// A receipt by id.
    pub fn receipt(&self, receipt_id: u64) -> Option<&Receipt> {
        self.receipts.get(&receipt_id)
    }

    /// All receipts by ascending id.
    pub fn receipts(&self) -> impl Iterator<Item = &Receipt> {
        self.receipts.values()
    }

    /// Removes a receipt; its number is free again. `None` if there is none.
    pub fn delete_receipt(&mut self, receipt_id: u64) -> Option<Receipt> {
        let receipt = self.receipts.remove(&receipt_id)?;
        self.note_removed_document(Event::ReceiptDeleted, receipt.order_id);
        Some(receipt)
    }

    fn number_receipt(&self, receipt: &mut Receipt) {
        let format = self.format_of(receipt.series_id);
        if receipt.year == 0 {
            (receipt.year, receipt.month) = numbered_in(format, receipt.date_add);
        }
        if receipt.sub_id == 0 {
            let place = |one: &Receipt| (one.series_id, one.year, one.month);
            let like = place(receipt);
            let given = self.receipts().filter(|one| place(one) == like);
            receipt.sub_id = given.map(|one| one.sub_id).max().unwrap_or(0) + 1;
        }
        if receipt.receipt_full_nr.is_empty() {
            receipt.receipt_full_nr = shown(format, receipt.sub_id, receipt.month, receipt.year);
        }
    }
}
