//! What a pull did, and what it leaves to a person.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::firmino::FirminoError;

/// Counts of one list. `seen` = `created` + `updated` + `linked` + `unchanged` + `conflicts` + `services`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Rows of Firmino that were read.
    pub seen: usize,
    /// New here.
    pub created: usize,
    /// Known, and changed in Firmino since the last reading.
    pub updated: usize,
    /// Found here for the first time.
    pub linked: usize,
    /// Known, and as they were.
    pub unchanged: usize,
    /// Left to a person.
    pub conflicts: usize,
    /// Articles that are services: no card.
    pub services: usize,
    /// Whether the list was read whole.
    pub complete: bool,
}

/// Something that a person should know of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Stable code: `firmino.code-twice-there`, …
    pub code: String,
    /// The list's word.
    pub list: &'static str,
    /// Firmino's id.
    pub id: i64,
    /// Name, and code where there is one.
    pub name: String,
    /// Whether no earlier pull told it.
    pub is_new: bool,
}

/// The requests of a pull.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RequestCounts {
    /// Of this command.
    pub used_now: u32,
    /// Of today, all commands together.
    pub used_today: u32,
    /// Allowed a day.
    pub limit: u32,
    /// Of this command, by resource and method.
    pub by_method: BTreeMap<&'static str, u32>,
}

/// What a pull did.
#[derive(Debug, Default)]
pub struct Pulled {
    /// `None`: not asked for, or not come to.
    pub articles: Option<Tally>,
    /// Likewise.
    pub customers: Option<Tally>,
    /// Requests.
    pub requests: RequestCounts,
    /// For a person.
    pub notices: Vec<Notice>,
    /// Why it stopped before its end. What was read of a list by then is kept, and the next pull goes on from there.
    pub stopped: Option<FirminoError>,
}

impl Pulled {
    /// Whether everything that was asked for was read whole.
    pub fn is_complete(&self) -> bool {
        let mut lists = [&self.articles, &self.customers].into_iter().flatten();
        self.stopped.is_none() && lists.all(|tally| tally.complete)
    }
}
