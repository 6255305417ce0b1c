//! Files that a command writes for a person.

use std::io::{self, Write as _};
use std::path::Path;

/// Writes a file whole or not at all, mode 0600: it names buyers, or prices.
///
/// # Errors
/// Those of the file system.
pub(super) fn whole(path: &Path, text: &str) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
