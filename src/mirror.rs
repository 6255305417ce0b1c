//! The SQLite book: Firmino's data of one BaseLinker account, with every order, document and movement ever made.
//!
//! Opening, guarding and keeping it safe are in `open`, [`backup`] and [`lock`]; then one file an aggregate.
//! `docs/mirror.md` explains the schema.

pub mod backup;
pub mod binding;
pub mod brakes;
pub mod cards;
pub mod catalogue;
pub mod claims;
pub mod conflicts;
pub mod contractors;
pub mod counters;
pub mod creations;
pub mod day;
pub mod decisions;
pub mod documents;
pub mod eu_sales;
pub mod figures;
pub mod firmino;
pub mod handovers;
pub mod levels;
pub mod links;
pub mod lock;
pub mod marks;
pub mod meta;
mod open;
pub mod orders;
pub mod outbox;
pub mod overview;
pub mod own_handovers;
pub mod printouts;
pub mod quantities;
pub mod rates;
pub mod remote;
pub mod returns;
pub mod runs;
pub mod shelves;
pub mod stock;
pub mod told;
pub mod warehouses;

pub use open::{Mirror, SCHEMA};

use std::path::PathBuf;

/// What can be wrong with the book. Everything but [`MirrorError::Busy`], [`MirrorError::Full`] and
/// [`MirrorError::Sql`] means that the file is not the one that this profile may write (exit code 78).
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum MirrorError {
    #[error("there is no mirror at {path}")]
    Missing { path: PathBuf },
    #[error("the mirror {path} is gone, but backups of it are there (newest: {newest})")]
    Lost {
        path: PathBuf,
        backups: PathBuf,
        newest: PathBuf,
    },
    #[error("{path} is not a mirror of firmino-link")]
    Foreign {
        path: PathBuf,
        /// The folder of backups, where there are any.
        backups: Option<PathBuf>,
    },
    #[error("{path} was written by a newer firmino-link (schema {found}, this one knows {known})")]
    Newer {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    #[error("{path} holds tables, views or triggers that firmino-link did not make ({what})")]
    Planted { path: PathBuf, what: String },
    #[error("{path} is damaged: {what}")]
    Damaged { path: PathBuf, what: String },
    #[error("{path} cannot be written")]
    ReadOnly { path: PathBuf },
    #[error("{path} is on a network file system, where SQLite cannot keep it safe")]
    Network { path: PathBuf },
    #[error("this mirror was closed when its copy was moved to another computer")]
    Closed { at: i64 },
    #[error("this mirror belongs to another computer")]
    OtherMachine,
    #[error("this mirror belongs to another BaseLinker account: {0}")]
    OtherAccount(OtherAccount),
    #[error("another pass is running on this mirror (process {holder})")]
    Locked { holder: String },
    #[error("another program is writing to the mirror")]
    Busy,
    #[error("the disk is full, or the mirror could not be written: {0}")]
    Full(String),
    #[error("no backup could be made: {path}: {why}")]
    Backup { path: PathBuf, why: BadCopy },
    #[error("{path}: {cause}")]
    Io {
        path: PathBuf,
        cause: std::io::Error,
    },
    #[error("the number {number} is given already")]
    NumberTaken { number: String },
    #[error("the mirror: {0}")]
    Sql(rusqlite::Error),
    /// A place in the schema, such as a table's column with its value: the same in every language.
    #[error("the mirror holds something unreadable: {0}")]
    Content(String),
}

/// What tells one account of BaseLinker from another.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OtherAccount {
    /// The hosts of their API.
    #[error("it was made at {made}, the profile names {named}")]
    Host {
        /// Where the book was made.
        made: String,
        /// What the profile says.
        named: String,
    },
    /// An order that the account should have.
    #[error("it does not have the known order {0}")]
    Order(i64),
}

/// Why a copy of the book is no good.
#[derive(Debug, thiserror::Error)]
pub enum BadCopy {
    /// SQLite takes no such path.
    #[error("the path is not UTF-8")]
    NotUtf8,
    /// It cannot be written; what the system says.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// It cannot be written or read; what SQLite says.
    #[error("{0}")]
    Sql(#[from] rusqlite::Error),
    /// Its check found something; in SQLite's words.
    #[error("{0}")]
    Check(String),
    /// Rows are missing in it.
    #[error("{table}: {there} rows copied of {here}")]
    Rows {
        /// The table.
        table: &'static str,
        /// Rows of the copy.
        there: i64,
        /// Rows of the book.
        here: i64,
    },
}

impl MirrorError {
    /// What SQLite says, or where something is unreadable: the same in every language, for what is kept.
    pub fn bare(&self) -> String {
        match self {
            MirrorError::Full(said) | MirrorError::Content(said) => said.clone(),
            MirrorError::Sql(error) => error.to_string(),
            other => other.to_string(),
        }
    }
}

/// The room's result.
pub type Result<T> = std::result::Result<T, MirrorError>;

impl From<rusqlite::Error> for MirrorError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked, DiskFull, SystemIoFailure};
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => MirrorError::Busy,
            Some(DiskFull | SystemIoFailure) => MirrorError::Full(error.to_string()),
            _ => MirrorError::Sql(error),
        }
    }
}

/// What SQLite says of a number that is there already.
const UNIQUE_NUMBERS: [&str; 2] = [
    "UNIQUE constraint failed: documents.number",
    "UNIQUE constraint failed: orders.number",
];

/// A failed write of a row with `number`: where its column is unique and has it already, the format meets numbers of
/// another one, and so will every number after it.
fn with_number(error: rusqlite::Error, number: &str) -> MirrorError {
    match &error {
        rusqlite::Error::SqliteFailure(_, Some(said))
            if UNIQUE_NUMBERS.contains(&said.as_str()) =>
        {
            MirrorError::NumberTaken {
                number: number.to_owned(),
            }
        }
        _ => error.into(),
    }
}

impl From<serde_json::Error> for MirrorError {
    fn from(error: serde_json::Error) -> Self {
        MirrorError::Content(error.to_string())
    }
}
