//! One pass at a time: an OS lock on `<mirror>.lock`, freed by the kernel whatever becomes of the process.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use super::{MirrorError, Result};

/// The held lock; dropping it, or dying, frees it.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "held for its lock")] File);

/// Takes the lock of the mirror at `mirror`, or says at once who holds it.
///
/// # Errors
/// [`MirrorError::Locked`] with the holder's process number, [`MirrorError::Io`] if the file cannot be made.
pub fn take(mirror: &Path) -> Result<Lock> {
    let path = lock_path(mirror);
    let io = |cause| MirrorError::Io {
        path: path.clone(),
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
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .map_err(io)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let _ = file.read_to_string(&mut holder);
            return Err(MirrorError::Locked {
                holder: holder.trim().to_owned(),
            });
        }
        Err(TryLockError::Error(cause)) => return Err(io(cause)),
    }
    file.set_len(0)
        .and_then(|()| file.rewind())
        .and_then(|()| writeln!(file, "{}", std::process::id()))
        .map_err(io)?;
    Ok(Lock(file))
}

/// `<mirror>.lock`.
pub fn lock_path(mirror: &Path) -> PathBuf {
    let mut name = mirror.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}
