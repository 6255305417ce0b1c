//! A file that is written in full before it takes another's place.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::{Builder, NamedTempFile};

use super::error::SaveError;

/// Nobody writes a profile for so long: what is older was left by a process that was killed.
const LEFT: Duration = Duration::from_secs(600);

/// The content of `path` to come, written and on the disk, under a name of its own beside it.
/// It goes away unless it takes its place.
pub(super) struct NewFile(NamedTempFile);

impl NewFile {
    /// Writes the content with mode 0600, and to the owner of the file that it is to replace.
    pub(super) fn write(path: &Path, content: &[u8]) -> Result<Self, SaveError> {
        let prefix = prefix(path);
        let written = || -> io::Result<NamedTempFile> {
            // Without a mode of its own such a file has 0600.
            let mut file = Builder::new()
                .prefix(&prefix)
                .suffix(".tmp")
                .tempfile_in(folder(path))?;
            if let Ok(old) = fs::metadata(path)
                && let Ok(new) = file.as_file().metadata()
                && (old.uid(), old.gid()) != (new.uid(), new.gid())
            {
                // Root mends a user's profile, who still has to read it; nobody else may do this.
                let _ = std::os::unix::fs::fchown(file.as_file(), Some(old.uid()), Some(old.gid()));
            }
            file.write_all(content)?;
            file.as_file().sync_all()?;
            Ok(file)
        };
        let file = written().map_err(|why| failed(path, why))?;
        drop_left(path, &prefix, file.as_file());
        Ok(Self(file))
    }

    /// Takes the place of `path`.
    pub(super) fn replace(self, path: &Path) -> Result<(), SaveError> {
        self.0
            .persist(path)
            .map_err(|error| failed(path, error.error))?;
        settle(path)
    }

    /// Takes the place of `path`, where nothing may stand.
    pub(super) fn stand_first(self, path: &Path) -> Result<(), SaveError> {
        self.0
            .persist_noclobber(path)
            .map_err(|error| match error.error.kind() {
                io::ErrorKind::AlreadyExists => SaveError::ChangedMeanwhile(path.to_owned()),
                _ => failed(path, error.error),
            })?;
        settle(path)
    }
}

/// Has the new name written to the disk.
fn settle(path: &Path) -> Result<(), SaveError> {
    File::open(folder(path))
        .and_then(|folder| folder.sync_all())
        .map_err(|why| failed(path, why))
}

/// Removes what killed processes left beside `path`; it could hold a token.
fn drop_left(path: &Path, prefix: &str, new: &File) {
    let Ok(now) = new.metadata().and_then(|metadata| metadata.modified()) else {
        return;
    };
    let entries = fs::read_dir(folder(path)).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let left = || {
            let then = entry.metadata().and_then(|metadata| metadata.modified());
            then.is_ok_and(|then| now.duration_since(then).is_ok_and(|age| age > LEFT))
        };
        if name.starts_with(prefix) && name.ends_with(".tmp") && left() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn prefix(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!(".{name}.")
}

fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn failed(path: &Path, why: io::Error) -> SaveError {
    SaveError::NotWritten {
        path: path.to_owned(),
        why,
    }
}
