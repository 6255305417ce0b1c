//! What a pull did, and what it leaves to a person.

use crate::firmino::FirminoError;
use crate::report::pull::Tally;

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

/// What a pull did.
#[derive(Debug, Default)]
pub struct Pulled {
    /// `None`: not asked for, or not come to.
    pub articles: Option<Tally>,
    /// Likewise.
    pub customers: Option<Tally>,
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
