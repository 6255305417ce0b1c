//! A token in a file that nobody else can read.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::{Component, Path};

use rustix::fs::OFlags;

use super::error::TokenError;
use super::source::TokenSource;

/// Who keeps a file, which decides the rights that it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeper {
    /// The user: no bit for group or others, the user's own.
    User,
    /// systemd, which gives the unit's user 0400 or, as root, 0440.
    Systemd,
}

/// Whether `path` is inside of `folder`, as written.
pub(super) fn is_below(path: &Path, folder: &Path) -> bool {
    path.starts_with(folder) && !path.components().any(|part| part == Component::ParentDir)
}

/// The content of the file, whose rights are those of the file that was opened, not of a name
/// that could be exchanged in between; links are followed.
pub(super) fn read(
    path: &Path,
    keeper: Keeper,
    source: &TokenSource,
) -> Result<Vec<u8>, TokenError> {
    let unreadable = |error: io::Error| match error.kind() {
        ErrorKind::NotFound => TokenError::Missing(source.clone()),
        _ => TokenError::Unreadable {
            source_name: source.clone(),
            path: path.to_owned(),
            why: error.to_string(),
        },
    };
    // Without NONBLOCK a pipe that nobody writes to would hold the command for ever.
    let nonblock = i32::try_from(OFlags::NONBLOCK.bits()).expect("a flag of open(2) is a C int");
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(nonblock)
        .open(path)
        .map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    let is_pipe = metadata.file_type().is_fifo();
    if !metadata.is_file() && !is_pipe {
        return Err(TokenError::NotAFile(source.clone()));
    }
    let mode = metadata.mode() & 0o7777;
    let forbidden = match keeper {
        Keeper::User => 0o077,
        Keeper::Systemd => 0o037,
    };
    if mode & forbidden != 0 {
        return Err(TokenError::OpenToOthers {
            source_name: source.clone(),
            path: path.to_owned(),
            mode,
        });
    }
    let owner = metadata.uid();
    let trusted =
        owner == rustix::process::geteuid().as_raw() || (keeper == Keeper::Systemd && owner == 0);
    if !trusted {
        return Err(TokenError::AnotherOwner {
            source_name: source.clone(),
            path: path.to_owned(),
            owner,
        });
    }
    if is_pipe {
        block_again(&file).map_err(unreadable)?;
    }
    read_capped(file).map_err(unreadable)
}

/// A shell's `<(pass show bl)` may need a moment to write.
fn block_again(file: &File) -> io::Result<()> {
    let flags = rustix::fs::fcntl_getfl(file)?;
    rustix::fs::fcntl_setfl(file, flags - OFlags::NONBLOCK)?;
    Ok(())
}

/// Reads one byte more than a token may have, and no further.
pub(super) fn read_capped(input: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input
        .take(super::text::LONGEST as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
