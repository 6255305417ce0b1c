//! getJournalList: what has happened to the account's orders in the last three days.

use serde::Serialize;

use super::reply::{Reply, Shape};
use super::wire::{Int, List, record};
use super::{Account, ApiError, Method, field_of, number_of};
use crate::net::retry::Read;

/// One event (`reference/baselinker-api.md` §2.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    /// BaseLinker's id of the event; later ones are higher.
    pub log_id: i64,
    /// The order it happened to; `None` where the reply names none.
    pub order_id: Option<i64>,
    /// What happened: 1 order created … 22 package's status changed; further numbers may come.
    pub log_type: i64,
    /// Depends on the type, e.g. the new order's id for 6 (split); 0 or absent where there is none.
    pub object_id: Int,
    /// Unix second.
    pub date: Int,
}

record! {
    /// An event as sent. Docs call the id `id`, live replies `log_id`.
    struct Row {
        log_id: Int,
        id: Int,
        order_id: Int,
        log_type: Int,
        object_id: Int,
        date: Int,
    }
}

impl Row {
    /// # Errors
    /// No readable id or type, or an order that is there but cannot be read.
    fn check(self) -> Result<JournalEntry, Shape> {
        let log_id = match (&self.log_id, &self.id) {
            (Int::Known(id), _) | (Int::Absent, Int::Known(id)) if *id > 0 => *id,
            _ => {
                let (list, name) = ("logs", "log_id");
                return Err(Shape::RowId { list, name });
            }
        };
        let row = ("logs", log_id);
        let log_type =
            number_of(&self.log_type, row, "log_type")?.ok_or_else(|| field_of(row, "log_type"))?;
        Ok(JournalEntry {
            log_id,
            order_id: number_of(&self.order_id, row, "order_id")?,
            log_type,
            object_id: self.object_id,
            date: self.date,
        })
    }
}

/// getJournalList; a read.
#[derive(Serialize)]
pub(super) struct GetJournalList<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    last_log_id: Option<i64>,
    #[serde(rename = "logs_types", skip_serializing_if = "<[i64]>::is_empty")]
    types: &'a [i64],
}

impl<'a> GetJournalList<'a> {
    pub(super) fn new(last_log_id: Option<i64>, types: &'a [i64]) -> Self {
        Self {
            last_log_id: last_log_id.filter(|id| *id > 0),
            types,
        }
    }
}

impl Method for GetJournalList<'_> {
    const NAME: &'static str = "getJournalList";
    type Class = Read;
    type Reply = Vec<JournalEntry>;

    fn parameters(&self) -> String {
        super::parameters(self)
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Vec<JournalEntry>, Shape> {
        let rows: List<Row> = reply.own("logs")?;
        rows.0.into_iter().map(Row::check).collect()
    }
}

impl Account<'_> {
    /// getJournalList, a read: events from `last_log_id` on, itself included, or from the oldest kept on; only those
    /// of `types`, or all where there are none. How many a call returns at most is not documented: go on from the
    /// highest id until nothing new comes. BaseLinker keeps three days, and nothing at all unless the journal is
    /// switched on for the account: then, too, the list is empty.
    ///
    /// `Some(0)` is sent as `None`: BaseLinker refuses 0.
    ///
    /// # Errors
    /// See [`ApiError`]; one entry without a readable id, type or order fails the call, so that no event is missed.
    pub fn get_journal(
        &self,
        last_log_id: Option<i64>,
        types: &[i64],
    ) -> Result<Vec<JournalEntry>, ApiError> {
        self.read(&GetJournalList::new(last_log_id, types))
    }
}
