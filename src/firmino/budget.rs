//! The requests that Firmino allows a day: whoever calls takes one before it calls.

/// Counts requests for all processes together. Firmino allows 500 a day (`reference/firmino.md` §3.1, told by third
/// parties); a refused or lost request counts, too, since nobody knows how Firmino counts it.
pub trait Budget {
    /// Takes one request, before it is sent.
    ///
    /// # Errors
    /// There is none left, or the count cannot be kept: then nothing may be sent.
    fn take(&self) -> Result<(), BudgetError>;

    /// Firmino itself says that the day's requests are spent; answers what is known of them.
    fn spent_there(&self) -> BudgetError;
}

/// Why nothing may be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BudgetError {
    /// The day's requests are spent.
    Day {
        /// Sent today, as counted here.
        used: u32,
        /// Allowed a day, by the profile.
        limit: u32,
    },
    /// This command was to send no more.
    Run {
        /// How many it was to send.
        limit: u32,
    },
    /// The count cannot be kept.
    Unkept(Unkept),
}

/// Why the count cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unkept {
    /// Another program holds it.
    #[error("another program is writing to the mirror")]
    Busy,
    /// The disk did not take it; what SQLite says.
    #[error("the disk is full, or the mirror could not be written: {0}")]
    Full(String),
    /// It cannot be read or written; what SQLite says, or where.
    #[error("the mirror cannot be used: {0}")]
    Unusable(String),
}
