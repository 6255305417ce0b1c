//! Looks at the file itself, before SQLite does.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::mirror::{MirrorError, Result, backup};

/// What an error of opening says about the file.
pub(super) fn unreadable(path: &Path, error: rusqlite::Error) -> MirrorError {
    use rusqlite::ErrorCode::{
        CannotOpen, DatabaseCorrupt, NotADatabase, PermissionDenied, ReadOnly,
    };
    match error.sqlite_error_code() {
        Some(NotADatabase) => foreign(path),
        Some(DatabaseCorrupt) => MirrorError::Damaged {
            path: path.to_owned(),
            what: error.to_string(),
        },
        Some(ReadOnly | CannotOpen | PermissionDenied) => MirrorError::ReadOnly {
            path: path.to_owned(),
        },
        _ => error.into(),
    }
}

/// Takes the file from others: it holds personal data. Only ever done to a file that is known to be a mirror.
pub(super) fn keep_private(path: &Path) {
    let open = std::fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o077 != 0);
    if open {
        let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
    }
}

/// Why no file is there: there never was one, or it was lost, for backups of it are left. A new book in place of a lost
/// one would give documents and numbers a second time.
pub(super) fn absent(path: &Path) -> MirrorError {
    let path = path.to_owned();
    match backup::newest(&path) {
        Some(newest) => MirrorError::Lost {
            backups: backup::folder(&path),
            path,
            newest,
        },
        None => MirrorError::Missing { path },
    }
}

/// Something else stands there: the path is wrong, or what was there was overwritten, for backups of it are left.
pub(super) fn foreign(path: &Path) -> MirrorError {
    MirrorError::Foreign {
        path: path.to_owned(),
        backups: backup::newest(path).map(|_| backup::folder(path)),
    }
}

/// Looks at the file itself: kind, rights, file system.
pub(super) fn guard(path: &Path, found: &std::fs::Metadata) -> Result<()> {
    if !found.is_file() {
        return Err(foreign(path));
    }
    let mode = found.permissions().mode();
    if mode & 0o200 == 0 {
        return Err(MirrorError::ReadOnly {
            path: path.to_owned(),
        });
    }
    #[cfg(target_os = "linux")]
    if let Ok(system) = rustix::fs::statfs(path) {
        const NFS: u64 = 0x6969;
        const SMB: u64 = 0x517B;
        const CIFS: u64 = 0xFF53_4D42;
        const SMB2: u64 = 0xFE53_4D42;
        if [NFS, SMB, CIFS, SMB2].contains(&(system.f_type as u64 & 0xFFFF_FFFF)) {
            return Err(MirrorError::Network {
                path: path.to_owned(),
            });
        }
    }
    Ok(())
}
