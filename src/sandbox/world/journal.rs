//! Events of the world, told to the journal while it is on.

use super::World;
use crate::sandbox::journal::{Event, Journal, JournalEntry};
use crate::sandbox::order::{Order, OrderLine};
use crate::sandbox::unknowns::RemovedDocument;

impl World {
    /// Switches the journal on or off; it is off at first. While it is on, every change of orders and documents stands
    /// in it, by the API or by a test; switched off, it forgets all.
    pub fn set_journal(&mut self, on: bool) {
        match (on, self.journal.is_on()) {
            (true, false) => self.journal.begin(Vec::new()),
            (false, true) => self.journal.end(),
            _ => {}
        }
    }

    /// The events of the last three days by ascending id; none while the journal is off.
    pub fn journal(&self) -> impl Iterator<Item = &JournalEntry> {
        self.journal.entries(self.now())
    }

    pub(crate) fn journal_is_on(&self) -> bool {
        self.journal.is_on()
    }

    /// Switches the journal on with the events of a file.
    pub(crate) fn begin_journal(&mut self, entries: Vec<JournalEntry>) {
        self.journal.begin(entries);
    }

    pub(super) fn note(&mut self, event: Event, order_id: u64, object_id: u64) {
        let now = self.now();
        self.journal.note(event, order_id, object_id, now);
    }

    /// A document is gone: as the account tells it.
    pub(super) fn note_removed_document(&mut self, event: Event, order_id: u64) {
        let told = self.unknowns.removed_document;
        if told != RemovedDocument::OwnOnly {
            self.note(Event::Removed, order_id, 0);
        }
        if told != RemovedDocument::GeneralOnly {
            self.note(event, order_id, 0);
        }
    }

    /// Does something of which the journal hears nothing by itself.
    pub(super) fn quietly<T>(&mut self, work: impl FnOnce(&mut World) -> T) -> T {
        let journal: Journal = std::mem::take(&mut self.journal);
        let done = work(self);
        self.journal = journal;
        done
    }

    pub(super) fn note_new_order(&mut self, order: &Order) {
        self.note(Event::Created, order.order_id, 0);
        if order.confirmed {
            self.note(Event::Confirmed, order.order_id, 0);
        }
        if is_paid(order) && !order.payment_done.is_zero() {
            self.note(Event::Paid, order.order_id, 0);
        }
    }

    pub(super) fn note_changes(&mut self, before: &Order, after: &Order) {
        if !self.journal.is_on() {
            return;
        }
        let id = after.order_id;
        if before.order_id != id {
            self.note(Event::Removed, before.order_id, 0);
            return self.note_new_order(after);
        }
        if after.confirmed && !before.confirmed {
            self.note(Event::Confirmed, id, 0);
        }
        if is_paid(after) && after.payment_done > before.payment_done && !is_paid(before) {
            self.note(Event::Paid, id, 0);
        }
        if delivery(before) != delivery(after) {
            self.note(Event::DeliveryEdited, id, 0);
        }
        self.note_lines(id, &before.products, &after.products);
        if data(before) != data(after) {
            self.note(Event::DataEdited, id, 0);
        }
        if before.order_status_id != after.order_status_id {
            self.note(Event::StatusChanged, id, after.order_status_id);
        }
    }

    fn note_lines(&mut self, order_id: u64, before: &[OrderLine], after: &[OrderLine]) {
        fn same<'l>(line: &OrderLine, lines: &'l [OrderLine]) -> Option<&'l OrderLine> {
            let id = line.order_product_id;
            lines.iter().find(|other| other.order_product_id == id)
        }
        for line in after {
            match same(line, before) {
                None => self.note(Event::LineAdded, order_id, 0),
                Some(old) if old != line => self.note(Event::LineEdited, order_id, 0),
                Some(_) => {}
            }
        }
        for line in before {
            if same(line, after).is_none() {
                self.note(Event::LineRemoved, order_id, line.order_product_id);
            }
        }
    }
}

fn is_paid(order: &Order) -> bool {
    order.payment_done >= order.total()
}

/// Where the order goes to.
fn delivery(order: &Order) -> [&str; 13] {
    [
        &order.delivery_fullname,
        &order.delivery_company,
        &order.delivery_address,
        &order.delivery_postcode,
        &order.delivery_city,
        &order.delivery_state,
        &order.delivery_country,
        &order.delivery_country_code,
        &order.delivery_point_id,
        &order.delivery_point_name,
        &order.delivery_point_address,
        &order.delivery_point_postcode,
        &order.delivery_point_city,
    ]
}

/// What is left of an order without all that has an event of its own.
fn data(order: &Order) -> Order {
    let plain = Order::default();
    Order {
        order_status_id: 0,
        date_in_status: 0,
        confirmed: plain.confirmed,
        date_confirmed: 0,
        payment_done: plain.payment_done,
        delivery_fullname: String::new(),
        delivery_company: String::new(),
        delivery_address: String::new(),
        delivery_postcode: String::new(),
        delivery_city: String::new(),
        delivery_state: String::new(),
        delivery_country: String::new(),
        delivery_country_code: String::new(),
        delivery_point_id: String::new(),
        delivery_point_name: String::new(),
        delivery_point_address: String::new(),
        delivery_point_postcode: String::new(),
        delivery_point_city: String::new(),
        delivery_package_module: String::new(),
        delivery_package_nr: String::new(),
        products: Vec::new(),
        ..order.clone()
    }
}
