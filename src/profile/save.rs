//! Writes a profile and its secrets so that a reader, and whoever comes after a crash, finds the
//! old file or the new one, never a part (design.md, "The book").

mod error;
mod exchange;
#[cfg(test)]
mod tests;

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

pub use error::SaveError;
use exchange::NewFile;

use super::location::Location;
use super::token::{LoginText, TokenText};

/// Links that lead to links, at most, as Linux counts them.
const LINKS: usize = 40;

/// What saving did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// There was no such file.
    New,
    /// The file holds something else now.
    Changed {
        /// Where the old file is kept; a token's is not.
        copy: Option<PathBuf>,
    },
    /// The file held this already and was not touched.
    Unchanged,
}

/// Writes the profile, mode 0600, in a folder that is made (0700) if need be. The old file is
/// kept as `NAME.toml.bak`. Where the profile is a link, the file that it leads to changes.
///
/// `seen` is the text that `text` was made from, none where there was no file: what another
/// wrote meanwhile is not overwritten.
///
/// # Errors
/// [`SaveError`]; the profile is then as it was.
pub fn save(location: &Location, seen: Option<&str>, text: &str) -> Result<Saved, SaveError> {
    make_folder(location.folder())?;
    let file = real(location.file())?;
    let Some(old) = read(&file)? else {
        if seen.is_some() {
            return Err(SaveError::Gone(file));
        }
        let new = NewFile::write(&file, text.as_bytes())?;
        new.stand_first(&file)?;
        return Ok(Saved::New);
    };
    if old == text.as_bytes() {
        return Ok(Saved::Unchanged);
    }
    if seen.is_none_or(|seen| seen.as_bytes() != old) {
        return Err(SaveError::ChangedMeanwhile(file));
    }
    // Written before the copy, so that a full disk costs the older copy nothing.
    let new = NewFile::write(&file, text.as_bytes())?;
    let mut copy = location.file().as_os_str().to_owned();
    copy.push(".bak");
    let copy = PathBuf::from(copy);
    NewFile::write(&copy, &old)?.replace(&copy)?;
    new.replace(&file)?;
    Ok(Saved::Changed { copy: Some(copy) })
}

/// Writes the token to `NAME.token` beside the profile, mode 0600. No copy of an old one is kept.
///
/// # Errors
/// [`SaveError`]; the file is then as it was.
pub fn save_token(location: &Location, token: &TokenText) -> Result<Saved, SaveError> {
    let text = format!("{}\n", token.expose());
    save_secret(location, &location.token_file(), &text)
}

/// Writes Firmino's login and password, a line each, to `NAME.firmino` beside the profile, mode 0600. No copy of old
/// ones is kept.
///
/// # Errors
/// [`SaveError`]; the file is then as it was.
pub fn save_login(location: &Location, login: &LoginText) -> Result<Saved, SaveError> {
    let (user, password) = login.expose();
    let text = format!("{user}\n{password}\n");
    save_secret(location, &location.login_file(), &text)
}

fn save_secret(location: &Location, path: &Path, text: &str) -> Result<Saved, SaveError> {
    make_folder(location.folder())?;
    let file = real(path)?;
    let there = file.exists();
    // A file that others can read would be refused afterwards; one that cannot be read goes.
    let is_private = |file: &Path| {
        fs::metadata(file).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 == 0)
    };
    if there && is_private(&file) && matches!(read(&file), Ok(Some(old)) if old == text.as_bytes())
    {
        return Ok(Saved::Unchanged);
    }
    NewFile::write(&file, text.as_bytes())?.replace(&file)?;
    Ok(if there {
        Saved::Changed { copy: None }
    } else {
        Saved::New
    })
}

fn make_folder(folder: &Path) -> Result<(), SaveError> {
    let mut builder = DirBuilder::new();
    builder
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|why| SaveError::Folder {
            path: folder.to_owned(),
            why,
        })
}

/// The file that a path leads to, there or not; refused if something else stands there, which
/// a new file would take the place of.
fn real(path: &Path) -> Result<PathBuf, SaveError> {
    let unreadable = |why| SaveError::Unreadable {
        path: path.to_owned(),
        why,
    };
    let mut file = path.to_owned();
    for _ in 0..LINKS {
        let metadata = match fs::symlink_metadata(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(file),
            found => found.map_err(unreadable)?,
        };
        if metadata.is_file() {
            return Ok(file);
        }
        if !metadata.is_symlink() {
            return Err(SaveError::NotAFile(file));
        }
        let target = fs::read_link(&file).map_err(unreadable)?;
        file.pop();
        file.push(target);
    }
    Err(unreadable(rustix::io::Errno::LOOP.into()))
}

fn read(file: &Path) -> Result<Option<Vec<u8>>, SaveError> {
    match fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(SaveError::Unreadable {
            path: file.to_owned(),
            why,
        }),
    }
}
