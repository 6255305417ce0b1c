//! Why a profile or token was not saved.

use std::io::{Error, ErrorKind};
use std::path::PathBuf;

/// Why nothing was saved. Each has a [fix](Self::fix); no message holds any part of a token.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The folder is not there and cannot be made.
    #[error("the folder `{}` cannot be made: {why}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The system's words.
        why: Error,
    },
    /// A folder, device or socket, which is not replaced.
    #[error("`{}` is not a file", .0.display())]
    NotAFile(PathBuf),
    /// The present file cannot be read, so that nobody knows what would be lost.
    #[error("`{}` is there and cannot be read: {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        why: Error,
    },
    /// Another wrote the file after it was read, or made one where there was none.
    #[error("`{}` was changed by someone else meanwhile", .0.display())]
    ChangedMeanwhile(PathBuf),
    /// Another removed or renamed the file after it was read.
    #[error("`{}` was removed by someone else meanwhile", .0.display())]
    Gone(PathBuf),
    /// The new file cannot be written or put in place.
    #[error("`{}` cannot be written: {why}", path.display())]
    NotWritten {
        /// The file.
        path: PathBuf,
        /// The system's words.
        why: Error,
    },
}

impl SaveError {
    /// What to do now, in one sentence.
    pub fn fix(&self) -> String {
        match self {
            Self::Folder { path, .. } => format!(
                "make {} a folder in which you may write, or name another place by `--config`",
                path.display()
            ),
            Self::NotAFile(path) => format!(
                "move {} away, or name another place by `--config`",
                path.display()
            ),
            Self::Unreadable { path, .. } => {
                format!("make {} a file that you can read", path.display())
            }
            Self::ChangedMeanwhile(_) | Self::Gone(_) => {
                "run the command again: it begins with the file as it is now".to_owned()
            }
            Self::NotWritten { path, why } => match why.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                    "make room on the disk and run the command again; the old file is untouched"
                        .to_owned()
                }
                _ => format!(
                    "allow writing beside {}, or name another place by `--config`",
                    path.display()
                ),
            },
        }
    }
}
