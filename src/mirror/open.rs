//! Opening, creating and migrating the file.

mod guard;
mod shape;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use self::guard::{absent, foreign, guard, keep_private, unreadable};
use self::shape::Shape;
use super::{MirrorError, Result, backup};

/// `application_id` of a mirror: "FLNK".
const APPLICATION: i64 = 0x464C_4E4B;

/// One script a schema version; the n-th brings version n − 1 to n. Never edited after a release.
const STEPS: &[&str] = &[
    include_str!("schema.sql"),
    include_str!("schema-2.sql"),
    include_str!("schema-3.sql"),
    include_str!("schema-4.sql"),
    include_str!("schema-5.sql"),
    include_str!("schema-6.sql"),
    include_str!("schema-7.sql"),
    include_str!("schema-8.sql"),
    include_str!("schema-9.sql"),
    include_str!("schema-10.sql"),
    include_str!("schema-11.sql"),
];

/// The newest schema version that this program knows (`PRAGMA user_version`).
pub const SCHEMA: i64 = STEPS.len() as i64;

/// How long a command waits for another one's transaction.
const BUSY: Duration = Duration::from_secs(10);

/// An open book. Every change goes through one `BEGIN IMMEDIATE` of [`Mirror::write`].
#[derive(Debug)]
pub struct Mirror {
    pub(super) db: Connection,
    path: Option<PathBuf>,
    /// Cards whose levels or held pieces changed since [`Mirror::touch_nothing`].
    pub(super) touched: RefCell<BTreeSet<i64>>,
}

impl Mirror {
    /// Opens the mirror at `path`, migrating it if it is older (after a backup).
    ///
    /// # Errors
    /// [`MirrorError::Missing`] where there is none, [`MirrorError::Lost`] where there was one, and every refusal of the module's error type.
    pub fn open(path: &Path) -> Result<Mirror> {
        let db = connect(path)?;
        let mut mirror = Mirror {
            db,
            path: Some(path.to_owned()),
            touched: RefCell::default(),
        };
        mirror.check_kind(path)?;
        keep_private(path);
        mirror.prepare()?;
        mirror.migrate()?;
        mirror.check_shape(path)?;
        Ok(mirror)
    }

    /// Opens the mirror at `path`, making it (mode 0600, folder 0700) if there is none.
    ///
    /// # Errors
    /// As [`Mirror::open`]; [`MirrorError::Io`] if it cannot be made.
    pub fn open_or_create(path: &Path, now: i64) -> Result<Mirror> {
        match Mirror::open(path) {
            Err(MirrorError::Missing { .. }) => Mirror::begin(path, now),
            other => other,
        }
    }

    /// Begins a new mirror in place of a lost one. Every order confirmed before `now` counts as old then: the brake
    /// `old_orders` stops what the lost one may have documented.
    ///
    /// # Errors
    /// As [`Mirror::open_or_create`].
    pub fn begin_anew(path: &Path, now: i64) -> Result<Mirror> {
        let mut mirror = Mirror::begin(path, now)?;
        mirror.write(|mirror| mirror.set_lost_before(now))?;
        Ok(mirror)
    }

    fn begin(path: &Path, now: i64) -> Result<Mirror> {
        let io = |cause| MirrorError::Io {
            path: path.to_owned(),
            cause,
        };
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            use std::os::unix::fs::DirBuilderExt as _;
            std::fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(folder)
                .map_err(io)?;
        }
        // Built beside its place and renamed, so that a kill in between leaves no half-made mirror.
        let making = path.with_extension(format!("making-{}", std::process::id()));
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&making)
            .map_err(io)?;
        drop(file);
        let made = (|| {
            let mut db = Connection::open(&making)?;
            db.pragma_update(None, "journal_mode", "DELETE")?;
            create(&mut db, now)?;
            db.close().map_err(|(_, error)| MirrorError::from(error))
        })();
        let placed = made.and_then(|()| std::fs::hard_link(&making, path).map_err(io));
        let _ = std::fs::remove_file(&making);
        match placed {
            Ok(()) => Mirror::open(path),
            // Another process was faster: its mirror is as good.
            Err(MirrorError::Io { cause, .. })
                if cause.kind() == std::io::ErrorKind::AlreadyExists =>
            {
                Mirror::open(path)
            }
            Err(error) => Err(error),
        }
    }

    /// A new mirror in memory, for rehearsals and tests.
    ///
    /// # Errors
    /// Only if SQLite itself fails.
    pub fn in_memory(now: i64) -> Result<Mirror> {
        let mut db = Connection::open_in_memory()?;
        create(&mut db, now)?;
        let mirror = Mirror {
            db,
            path: None,
            touched: RefCell::default(),
        };
        mirror.prepare()?;
        Ok(mirror)
    }

    /// A copy in memory of the whole book at `path`: what `--dry-run` works on. The file is only read, and an older
    /// schema is brought up to date in the copy alone.
    ///
    /// # Errors
    /// As [`Mirror::open`].
    pub fn rehearsal(path: &Path) -> Result<Mirror> {
        let book = connect(path)?;
        book.busy_timeout(BUSY)?;
        let book = Mirror {
            db: book,
            path: None,
            touched: RefCell::default(),
        };
        book.check_kind(path)?;
        let mut db = Connection::open_in_memory()?;
        rusqlite::backup::Backup::new(&book.db, &mut db)?.run_to_completion(
            4096,
            Duration::ZERO,
            None,
        )?;
        let mut copy = Mirror {
            db,
            path: None,
            touched: RefCell::default(),
        };
        copy.prepare()?;
        copy.migrate()?;
        copy.check_shape(path)?;
        Ok(copy)
    }

    /// Whether the mirror at `path` has this program's schema, so that opening it migrates nothing.
    ///
    /// # Errors
    /// As [`Mirror::open`].
    pub fn is_current(path: &Path) -> Result<bool> {
        let book = Mirror {
            db: connect(path)?,
            path: None,
            touched: RefCell::default(),
        };
        book.check_kind(path)?;
        let version: i64 = book
            .db
            .query_row("PRAGMA user_version", [], |row| row.get(0))?;
        Ok(version == SCHEMA)
    }

    /// Runs `work` in one `BEGIN IMMEDIATE`; commits if it is `Ok`, rolls back otherwise.
    ///
    /// # Errors
    /// Those of `work` and of the commit.
    pub fn write<T, E: From<MirrorError>>(
        &mut self,
        work: impl FnOnce(&Mirror) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.db
            .execute_batch("BEGIN IMMEDIATE")
            .map_err(MirrorError::from)?;
        match work(self) {
            Ok(value) => match self.db.execute_batch("COMMIT") {
                Ok(()) => Ok(value),
                Err(error) => {
                    let _ = self.db.execute_batch("ROLLBACK");
                    Err(MirrorError::from(error).into())
                }
            },
            Err(error) => {
                let _ = self.db.execute_batch("ROLLBACK");
                Err(error)
            }
        }
    }

    /// Runs `work` as [`Mirror::write`] does, and takes everything back whatever it says.
    ///
    /// # Errors
    /// Those of `work`.
    pub fn rehearse<T, E: From<MirrorError>>(
        &mut self,
        work: impl FnOnce(&Mirror) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.db
            .execute_batch("BEGIN IMMEDIATE")
            .map_err(MirrorError::from)?;
        let done = work(self);
        self.db
            .execute_batch("ROLLBACK")
            .map_err(MirrorError::from)?;
        done
    }

    /// Runs `work` in a savepoint of the open transaction, so that one order's failure takes nothing else back.
    ///
    /// # Errors
    /// Those of `work`.
    pub fn savepoint<T, E: From<MirrorError>>(
        &self,
        work: impl FnOnce(&Mirror) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        // SQLite itself gives a transaction up on a full disk, and what came after would be committed alone.
        if self.db.is_autocommit() {
            return Err(MirrorError::Full("ROLLBACK".to_owned()).into());
        }
        self.run("SAVEPOINT one")?;
        let done = work(self);
        if done.is_err() && self.db.is_autocommit() {
            return done;
        }
        if done.is_err() {
            self.run("ROLLBACK TO one")?;
        }
        self.run("RELEASE one")?;
        done
    }

    fn run(&self, sql: &str) -> Result<()> {
        self.db.prepare_cached(sql)?.execute([])?;
        Ok(())
    }

    /// Where the book lies; `None` for one in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// `PRAGMA quick_check`: a damaged page is found before anything is added to it.
    ///
    /// # Errors
    /// [`MirrorError::Damaged`] with SQLite's first line about it.
    pub fn quick_check(&self) -> Result<()> {
        let said: String = self
            .db
            .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if said == "ok" {
            return Ok(());
        }
        Err(MirrorError::Damaged {
            path: self.path.clone().unwrap_or_default(),
            what: said,
        })
    }

    fn check_kind(&self, path: &Path) -> Result<()> {
        let id: i64 = self
            .db
            .query_row("PRAGMA application_id", [], |row| row.get(0))
            .map_err(|e| unreadable(path, e))?;
        let version: i64 = self
            .db
            .query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if id != APPLICATION || version < 1 {
            return Err(foreign(path));
        }
        if version > SCHEMA {
            return Err(MirrorError::Newer {
                path: path.to_owned(),
                found: version,
                known: SCHEMA,
            });
        }
        Ok(())
    }

    fn prepare(&self) -> Result<()> {
        self.db.busy_timeout(BUSY)?;
        self.db
            .set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        self.db
            .set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        // Without it every newly bound value has its statement compiled again: a third of a pass's time.
        self.db
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        self.db
            .pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        // A page cache of 1 MB: twice that adds a tenth to the memory of a large catalogue's pass, and saves no time.
        self.db.execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA secure_delete = FAST; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -1024;",
        )?;
        self.db.set_prepared_statement_cache_capacity(64);
        Ok(())
    }

    fn migrate(&mut self) -> Result<()> {
        let from: i64 = self
            .db
            .query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if from == SCHEMA {
            return Ok(());
        }
        if let Some(path) = &self.path {
            backup::make(self, path, &format!("before-schema-{SCHEMA}"))?;
        }
        let change = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (step, sql) in STEPS
            .iter()
            .enumerate()
            .skip(usize::try_from(from).unwrap_or(usize::MAX))
        {
            change.execute_batch(sql)?;
            change.pragma_update(None, "user_version", step as i64 + 1)?;
        }
        change.commit()?;
        Ok(())
    }

    /// Refuses views, triggers and tables that this program did not make: a planted trigger runs with our rights.
    fn check_shape(&self, path: &Path) -> Result<()> {
        let found = Shape::of(&self.db)?;
        // Making a book in memory takes five times as long as all else that opening does.
        if found.is_known() {
            return Ok(());
        }
        match found.first_odd(&Shape::of(&Mirror::in_memory(0)?.db)?) {
            None => Ok(()),
            Some(what) => Err(MirrorError::Planted {
                path: path.to_owned(),
                what: what.to_owned(),
            }),
        }
    }
}

/// A connection to a file that may be a mirror.
fn connect(path: &Path) -> Result<Connection> {
    match std::fs::metadata(path) {
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Err(absent(path)),
        Err(cause) => {
            return Err(MirrorError::Io {
                path: path.to_owned(),
                cause,
            });
        }
        Ok(found) => guard(path, &found)?,
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).map_err(|error| unreadable(path, error))
}

fn create(db: &mut Connection, now: i64) -> Result<()> {
    let making = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for sql in STEPS {
        making.execute_batch(sql)?;
    }
    making.pragma_update(None, "user_version", SCHEMA)?;
    making.pragma_update(None, "application_id", APPLICATION)?;
    making.execute(
        "INSERT INTO meta (key, value) VALUES ('made_at', ?1)",
        [now.to_string()],
    )?;
    making.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests;
