//! Checked copies of the book: daily and before a migration, the newest 14 kept.

use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::{BadCopy, Mirror, MirrorError, Result};

/// How many copies are kept.
const KEPT: usize = 14;

/// Tables whose row counts must be the same in the copy.
const COUNTED: [&str; 6] = [
    "orders",
    "documents",
    "movements",
    "contractors",
    "cards",
    "counters",
];

/// Makes today's copy unless there is one. `day` is `YYYY-MM-DD`. Answers whether one was made.
///
/// # Errors
/// [`MirrorError::Backup`] if the copy cannot be made or does not pass its check.
pub fn daily(mirror: &Mirror, day: &str) -> Result<bool> {
    let Some(path) = mirror.path() else {
        return Ok(false);
    };
    if place(path, day).exists() {
        return Ok(false);
    }
    make(mirror, path, day)?;
    Ok(true)
}

/// Copies the book to `<mirror>.backups/<label>.sqlite`, opens the copy, checks it, and drops the oldest ones.
///
/// # Errors
/// [`MirrorError::Backup`].
pub fn make(mirror: &Mirror, path: &Path, label: &str) -> Result<()> {
    let target = place(path, label);
    let failed = |error: std::io::Error| bad(&target, error);
    let folder = folder(path);
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&folder)
        .map_err(failed)?;
    let making = folder.join(format!(".making-{}", std::process::id()));
    let _ = std::fs::remove_file(&making);
    let copied =
        copy_to(mirror, &making).and_then(|()| std::fs::rename(&making, &target).map_err(failed));
    if copied.is_err() {
        let _ = std::fs::remove_file(&making);
        return copied;
    }
    drop_oldest(&folder);
    Ok(())
}

/// Writes a checked copy of the book to `target`, which must not exist (mode 0600).
///
/// # Errors
/// [`MirrorError::Backup`] if it cannot be written, or fails its check.
pub fn copy_to(mirror: &Mirror, target: &Path) -> Result<()> {
    let io = |error: std::io::Error| bad(target, error);
    let sql = |error: rusqlite::Error| bad(target, error);
    let name = target
        .to_str()
        .ok_or_else(|| bad(target, BadCopy::NotUtf8))?;
    // VACUUM INTO accepts an existing empty file: it is made first so that the rights are ours from the start.
    std::os::unix::fs::OpenOptionsExt::mode(
        std::fs::OpenOptions::new().write(true).create_new(true),
        0o600,
    )
    .open(target)
    .map_err(io)?;
    mirror.db.execute("VACUUM INTO ?1", [name]).map_err(sql)?;
    std::fs::set_permissions(target, std::fs::Permissions::from_mode(0o600)).map_err(io)?;
    let copy =
        Connection::open_with_flags(target, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(sql)?;
    let said: String = copy
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(sql)?;
    if said != "ok" {
        return Err(bad(target, BadCopy::Check(said)));
    }
    for table in COUNTED {
        let count = format!("SELECT count(*) FROM {table}");
        let here: i64 = mirror.db.query_row(&count, [], |row| row.get(0))?;
        let there: i64 = copy.query_row(&count, [], |row| row.get(0)).map_err(sql)?;
        if here != there {
            return Err(bad(target, BadCopy::Rows { table, there, here }));
        }
    }
    let file = std::fs::File::open(target).map_err(io)?;
    file.sync_all().map_err(io)
}

fn bad(path: &Path, why: impl Into<BadCopy>) -> MirrorError {
    MirrorError::Backup {
        path: path.to_owned(),
        why: why.into(),
    }
}

/// What became of a restoring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restored {
    /// The copy is the book now; it has so many documents.
    Done(i64),
    /// The present book has documents that the copy lacks: their numbers would be given again. Nothing was changed.
    WouldLose(Vec<String>),
}

/// Puts a checked copy of the book at `from` in the place of the mirror at `to`, whose lock is held. A book that is there is
/// kept among the copies first, under `label`.
///
/// # Errors
/// Those of opening both, and [`MirrorError::Backup`]; nothing was changed then.
pub fn restore(from: &Path, to: &Path, label: &str) -> Result<Restored> {
    let book = Mirror::rehearsal(from)?;
    book.quick_check()?;
    let documents: i64 = book
        .db
        .query_row("SELECT count(*) FROM documents", [], |row| row.get(0))?;
    if to.exists() {
        let present = Mirror::open(to)?;
        let missing = missing_numbers(&present, &book)?;
        if !missing.is_empty() {
            return Ok(Restored::WouldLose(missing));
        }
        make(&present, to, label)?;
    }
    let failed = |error: std::io::Error| bad(to, error);
    let mut making = to.as_os_str().to_owned();
    making.push(format!(".restoring-{}", std::process::id()));
    let making = PathBuf::from(making);
    let _ = std::fs::remove_file(&making);
    let copied =
        copy_to(&book, &making).and_then(|()| std::fs::rename(&making, to).map_err(failed));
    if copied.is_err() {
        let _ = std::fs::remove_file(&making);
    }
    copied?;
    // They belong to the book that was there: SQLite would take them for the new one's.
    for end in ["-wal", "-shm"] {
        let mut beside = to.as_os_str().to_owned();
        beside.push(end);
        let _ = std::fs::remove_file(PathBuf::from(beside));
    }
    Ok(Restored::Done(documents))
}

/// Numbers of documents that `present` has and `other` lacks.
fn missing_numbers(present: &Mirror, other: &Mirror) -> Result<Vec<String>> {
    let mut all = present
        .db
        .prepare("SELECT number FROM documents ORDER BY id")?;
    let numbers = all.query_map([], |row| row.get(0))?;
    let mut known = other
        .db
        .prepare("SELECT EXISTS (SELECT 1 FROM documents WHERE number = ?1)")?;
    let mut missing = Vec::new();
    for number in numbers {
        let number: String = number?;
        if !known.query_row([&number], |row| row.get(0))? {
            missing.push(number);
        }
    }
    Ok(missing)
}

/// `<mirror>.backups`.
pub fn folder(mirror: &Path) -> PathBuf {
    let mut name = mirror.as_os_str().to_owned();
    name.push(".backups");
    PathBuf::from(name)
}

fn place(mirror: &Path, label: &str) -> PathBuf {
    folder(mirror).join(format!("{label}.sqlite"))
}

/// The newest copy of the book at `mirror`, if any is left.
pub(super) fn newest(mirror: &Path) -> Option<PathBuf> {
    copies(&folder(mirror)).pop()
}

/// When the newest copy of the book at `mirror` was made (Unix seconds); `None` where none is left.
pub fn newest_at(mirror: &Path) -> Option<i64> {
    let made = newest(mirror)?.metadata().ok()?.modified().ok()?;
    let since = made.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}

fn drop_oldest(folder: &Path) {
    let copies = copies(folder);
    let surplus = copies.len().saturating_sub(KEPT);
    for path in &copies[..surplus] {
        let _ = std::fs::remove_file(path);
    }
}

/// Copies in a folder, oldest first.
fn copies(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut copies: Vec<_> = entries
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "sqlite"))
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    copies.sort();
    copies.into_iter().map(|(_, path)| path).collect()
}
