//! Why a profile or token was not saved.

use std::fmt;
use std::io::{Error, ErrorKind};
use std::path::PathBuf;

use crate::texts::Lang;

/// Why nothing was saved. Each has a [fix](Self::fix); no message holds any part of a token.
#[derive(Debug)]
pub enum SaveError {
    /// The folder is not there and cannot be made.
    Folder {
        /// The folder.
        path: PathBuf,
        /// The system's words.
        why: Error,
    },
    /// A folder, device or socket, which is not replaced.
    NotAFile(PathBuf),
    /// The present file cannot be read, so that nobody knows what would be lost.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        why: Error,
    },
    /// Another wrote the file after it was read, or made one where there was none.
    ChangedMeanwhile(PathBuf),
    /// Another removed or renamed the file after it was read.
    Gone(PathBuf),
    /// The new file cannot be written or put in place.
    NotWritten {
        /// The file.
        path: PathBuf,
        /// The system's words.
        why: Error,
    },
}

impl SaveError {
    /// What is wrong, in one sentence.
    pub fn told(&self, lang: Lang) -> String {
        match self {
            Self::Folder { path, why } => {
                let path = path.display();
                lang.pick(
                    format!("nie można zrobić katalogu `{path}`: {why}"),
                    format!("the folder `{path}` cannot be made: {why}"),
                )
            }
            Self::NotAFile(path) => {
                let path = path.display();
                lang.pick(
                    format!("`{path}` nie jest plikiem"),
                    format!("`{path}` is not a file"),
                )
            }
            Self::Unreadable { path, why } => {
                let path = path.display();
                lang.pick(
                    format!("`{path}` jest, ale nie można go przeczytać: {why}"),
                    format!("`{path}` is there and cannot be read: {why}"),
                )
            }
            Self::ChangedMeanwhile(path) => {
                let path = path.display();
                lang.pick(
                    format!("ktoś w tym czasie zmienił `{path}`"),
                    format!("`{path}` was changed by someone else meanwhile"),
                )
            }
            Self::Gone(path) => {
                let path = path.display();
                lang.pick(
                    format!("ktoś w tym czasie usunął `{path}`"),
                    format!("`{path}` was removed by someone else meanwhile"),
                )
            }
            Self::NotWritten { path, why } => {
                let path = path.display();
                lang.pick(
                    format!("nie można zapisać `{path}`: {why}"),
                    format!("`{path}` cannot be written: {why}"),
                )
            }
        }
    }

    /// What to do now, in one sentence.
    pub fn fix(&self, lang: Lang) -> String {
        let elsewhere = lang.pick(
            "albo podaj inne miejsce przez `--config`",
            "or name another place by `--config`",
        );
        match self {
            Self::Folder { path, .. } => {
                let path = path.display();
                lang.pick(
                    format!("niech {path} będzie katalogiem, w którym możesz pisać, {elsewhere}"),
                    format!("make {path} a folder in which you may write, {elsewhere}"),
                )
            }
            Self::NotAFile(path) => {
                let path = path.display();
                lang.pick(
                    format!("przenieś {path} gdzie indziej, {elsewhere}"),
                    format!("move {path} away, {elsewhere}"),
                )
            }
            Self::Unreadable { path, .. } => {
                let path = path.display();
                lang.pick(
                    format!("niech {path} będzie plikiem, który możesz czytać"),
                    format!("make {path} a file that you can read"),
                )
            }
            Self::ChangedMeanwhile(_) | Self::Gone(_) => lang
                .pick(
                    "uruchom polecenie jeszcze raz: zacznie od pliku, jaki jest teraz",
                    "run the command again: it begins with the file as it is now",
                )
                .to_owned(),
            Self::NotWritten { path, why } => match why.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => lang
                    .pick(
                        "zrób miejsce na dysku i uruchom polecenie jeszcze raz; stary plik jest nietknięty",
                        "make room on the disk and run the command again; the old file is untouched",
                    )
                    .to_owned(),
                _ => {
                    let path = path.display();
                    lang.pick(
                        format!("pozwól na zapis obok {path}, {elsewhere}"),
                        format!("allow writing beside {path}, {elsewhere}"),
                    )
                }
            },
        }
    }
}

impl fmt::Display for SaveError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.told(Lang::En))
    }
}

impl std::error::Error for SaveError {}
