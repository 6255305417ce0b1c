//! Files that a command writes for a person.

use std::fs::{self, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

/// Writes a file whole or not at all, mode 0600: it names buyers, or prices.
///
/// # Errors
/// Those of the file system.
pub(super) fn whole(path: &Path, text: &str) -> io::Result<()> {
    let file = beside(path, text.as_bytes())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Writes a file whole or not at all, for everybody to read.
///
/// # Errors
/// Those of the file system.
pub(super) fn public(path: &Path, text: &str) -> io::Result<()> {
    let file = beside(path, text.as_bytes())?;
    file.as_file()
        .set_permissions(Permissions::from_mode(0o644))?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// What became of a file that takes nobody's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// It is written.
    Now,
    /// It was there already, with the same bytes.
    Before,
    /// Something else is there, and stays.
    Other,
}

/// Writes a file whole or not at all, mode 0600, unless something else has its name.
///
/// # Errors
/// Those of the file system.
pub(super) fn fresh(path: &Path, bytes: &[u8]) -> io::Result<Kept> {
    if let Some(kept) = there(path, bytes)? {
        return Ok(kept);
    }
    match beside(path, bytes)?.persist_noclobber(path) {
        Ok(_) => Ok(Kept::Now),
        // Another process was quicker, or a link leads nowhere.
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            Ok(there(path, bytes)?.unwrap_or(Kept::Other))
        }
        Err(error) => Err(error.error),
    }
}

/// What has the name already.
fn there(path: &Path, bytes: &[u8]) -> io::Result<Option<Kept>> {
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    // Anything but a plain file of the right size is not read: it might never end.
    let same = found.is_file() && found.len() == bytes.len() as u64 && fs::read(path)? == bytes;
    Ok(Some(if same { Kept::Before } else { Kept::Other }))
}

/// A temporary file in the folder of `path`, written to the disk.
fn beside(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}
