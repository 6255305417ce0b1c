//! What a pull did, and what it leaves to a person.

use crate::firmino::FirminoError;
use crate::mirror::firmino::List;
use crate::report::pull::{Quantities, Tally};

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
    /// The figures of a level that differs.
    pub differs: Option<Differs>,
}

/// A level beside the one that Firmino's quantity stands for, in pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Differs {
    /// The level here.
    pub level: i64,
    /// Firmino's quantity.
    pub pieces: i64,
    /// The level that it stands for: with what Firmino does not know on top.
    pub expected: i64,
}

impl Notice {
    /// A new notice without code or figures.
    pub(super) fn of(list: List, id: i64, name: &str) -> Notice {
        Notice {
            code: String::new(),
            list: list.word(),
            id,
            name: name.to_owned(),
            is_new: true,
            differs: None,
        }
    }
}

/// What a pull did.
#[derive(Debug, Default)]
pub struct Pulled {
    /// `None`: not asked for, or not come to.
    pub articles: Option<Tally>,
    /// Likewise.
    pub customers: Option<Tally>,
    /// Lists that an earlier pull has read, which ran out of requests then.
    pub earlier: Vec<List>,
    /// Quantities; `None` where they stand for no warehouse, or articles were not come to.
    pub quantities: Option<Quantities>,
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
