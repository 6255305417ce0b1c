//! The rate file: its place, mode and schema.

use std::fs::{DirBuilder, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::PaceError;

/// Marks the file as ours (`PRAGMA application_id`): "FLrt".
const APPLICATION_ID: i64 = 0x464c_7274;

/// How long another process may hold the lock; its transactions take a tenth of a millisecond.
const BUSY: Duration = Duration::from_secs(10);

const SCHEMA: &str = "
CREATE TABLE slot (
    id      INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused: a stalled process stamps its own slot or none
    boot    TEXT NOT NULL,      -- the boot that the stamps count from
    t0      INTEGER NOT NULL,   -- taken, microseconds since boot
    t1      INTEGER,            -- over, or the last moment at which it may still arrive
    dead_at INTEGER NOT NULL    -- its deadline; stands for t1 when the process died
) STRICT;
CREATE TABLE gate (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    boot          TEXT NOT NULL,
    until         INTEGER NOT NULL,   -- end of the block, microseconds since boot
    until_wall    INTEGER NOT NULL,   -- the same in Unix milliseconds, for people and for another boot
    probe_slot    INTEGER,            -- the one call that tries whether the block is over
    probe_dead_at INTEGER             -- when another may try in its stead
) STRICT;
";

/// Opens or makes the file. An existing file keeps its mode: several users may share one that was made so.
pub(super) fn open(path: &Path) -> Result<Connection, PaceError> {
    let cannot = |cause: String| PaceError::Open {
        path: path.to_owned(),
        cause,
    };
    if let Some(directory) = path.parent() {
        let made = DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(directory);
        made.map_err(|error| cannot(error.to_string()))?;
    }
    // SQLite gives its side files the mode of the main one, so that is made first. One that is there is not opened:
    // closing it would drop the locks of any other connection of this process.
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
    {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            return Err(cannot(error.to_string()));
        }
        _ => {}
    }
    // While several processes make one new file, SQLite says "busy" at once instead of waiting.
    let start = Instant::now();
    loop {
        match connect(path) {
            Err(PaceError::Busy { .. }) if start.elapsed() < BUSY => {
                std::thread::sleep(Duration::from_millis(5))
            }
            result => return result,
        }
    }
}

fn connect(path: &Path) -> Result<Connection, PaceError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection =
        Connection::open_with_flags(path, flags).map_err(|error| PaceError::Open {
            path: path.to_owned(),
            cause: error.to_string(),
        })?;
    connection
        .busy_timeout(BUSY)
        .and_then(|()| connection.pragma_update(None, "trusted_schema", false))
        .and_then(|()| connection.pragma_update(None, "journal_mode", "WAL"))
        // Pacing need not outlive a power cut: a slot of another boot counts as just used.
        .and_then(|()| connection.pragma_update(None, "synchronous", "NORMAL"))
        .map_err(|error| unusable(path, &error))?;
    prepare(&mut connection, path)?;
    Ok(connection)
}

fn prepare(connection: &mut Connection, path: &Path) -> Result<(), PaceError> {
    let run = |connection: &mut Connection| {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let id: i64 = transaction.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        let tables: i64 =
            transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if id != APPLICATION_ID && (id != 0 || tables != 0) {
            return Ok(false);
        }
        if tables == 0 {
            transaction.execute_batch(SCHEMA)?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        }
        transaction.commit()?;
        Ok(true)
    };
    match run(connection) {
        Ok(true) => Ok(()),
        Ok(false) => Err(PaceError::Foreign {
            path: path.to_owned(),
        }),
        Err(error) => Err(unusable(path, &error)),
    }
}

/// Sorts what SQLite says: a file that is no rate file, or one that cannot be used now.
pub(super) fn unusable(path: &Path, error: &rusqlite::Error) -> PaceError {
    let (path, cause) = (path.to_owned(), error.to_string());
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => PaceError::Busy { path },
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt | ErrorCode::Unknown) => {
            PaceError::NotOurs { path, cause }
        }
        Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure) => PaceError::Full { path, cause },
        _ => PaceError::Unusable { path, cause },
    }
}
