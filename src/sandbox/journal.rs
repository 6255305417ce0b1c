//! The account's journal of events, off unless switched on.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// Seconds for which an event is kept.
const KEPT: i64 = 3 * 86_400;

/// Ids of events begin here.
const FIRST: u64 = 82_000_001;

/// One event, with every field of `getJournalList`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JournalEntry {
    /// Id; later ones are higher.
    pub log_id: u64,
    /// What happened, by the API's number.
    pub log_type: u8,
    /// The order it happened to.
    pub order_id: u64,
    /// Depends on the type; 0 = nothing.
    #[serde(default)]
    pub object_id: u64,
    /// Unix seconds.
    pub date: i64,
}

/// What has happened, by the API's numbers; those that a world without parcels and panel can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    Created,
    Confirmed,
    Paid,
    Removed,
    Merged,
    Split,
    InvoiceIssued,
    ReceiptIssued,
    DeliveryEdited,
    LineAdded,
    LineEdited,
    LineRemoved,
    DataEdited,
    StatusChanged,
    InvoiceDeleted,
    ReceiptDeleted,
    InvoiceEdited,
}

impl Event {
    fn number(self) -> u8 {
        match self {
            Event::Created => 1,
            Event::Confirmed => 2,
            Event::Paid => 3,
            Event::Removed => 4,
            Event::Merged => 5,
            Event::Split => 6,
            Event::InvoiceIssued => 7,
            Event::ReceiptIssued => 8,
            Event::DeliveryEdited => 11,
            Event::LineAdded => 12,
            Event::LineEdited => 13,
            Event::LineRemoved => 14,
            Event::DataEdited => 16,
            Event::StatusChanged => 18,
            Event::InvoiceDeleted => 19,
            Event::ReceiptDeleted => 20,
            Event::InvoiceEdited => 21,
        }
    }
}

/// The events of the last three days; nothing while it is off.
#[derive(Clone, Debug, Default)]
pub(crate) struct Journal {
    entries: Option<VecDeque<JournalEntry>>,
    next: u64,
}

impl Journal {
    /// Switches it on, with these events and those to come.
    pub(crate) fn begin(&mut self, mut entries: Vec<JournalEntry>) {
        entries.sort_by_key(|entry| entry.log_id);
        let last = entries.last().map_or(0, |entry| entry.log_id);
        self.next = self.next.max(last.saturating_add(1)).max(FIRST);
        self.entries = Some(entries.into());
    }

    /// Switches it off and forgets; ids go on from here if it is switched on again.
    pub(crate) fn end(&mut self) {
        self.entries = None;
    }

    pub(crate) fn is_on(&self) -> bool {
        self.entries.is_some()
    }

    pub(crate) fn note(&mut self, event: Event, order_id: u64, object_id: u64, now: i64) {
        let Some(entries) = &mut self.entries else {
            return;
        };
        while entries.front().is_some_and(|entry| is_old(entry, now)) {
            entries.pop_front();
        }
        entries.push_back(JournalEntry {
            log_id: self.next,
            log_type: event.number(),
            order_id,
            object_id,
            date: now,
        });
        self.next += 1;
    }

    /// What is kept at `now`, by ascending id.
    pub(crate) fn entries(&self, now: i64) -> impl Iterator<Item = &JournalEntry> {
        let all = self.entries.iter().flatten();
        all.filter(move |entry| !is_old(entry, now))
    }
}

fn is_old(entry: &JournalEntry, now: i64) -> bool {
    entry.date < now.saturating_sub(KEPT)
}
