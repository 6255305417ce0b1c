//! What alerts said last, in `<mirror>.alerts` beside the book: so it is known also where the book cannot be opened.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use super::{MirrorError, Result};
use crate::domain::health::Health;

/// The state that was told last, held against other processes until it is dropped.
#[derive(Debug)]
pub struct Told {
    file: File,
    path: PathBuf,
    /// The state; [`Health::Well`] where nothing was told yet, or nothing that can be read.
    pub state: Health,
}

impl Told {
    /// Reads the state, waiting for another process that tells just now. The file is made where there is none.
    ///
    /// # Errors
    /// [`MirrorError::Io`].
    pub fn hold(mirror: &Path) -> Result<Told> {
        let mut name = mirror.as_os_str().to_owned();
        name.push(".alerts");
        let path = PathBuf::from(name);
        let io = |cause| MirrorError::Io {
            path: path.clone(),
            cause,
        };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(io)?;
        file.lock().map_err(io)?;
        let mut text = String::new();
        let state = match file.read_to_string(&mut text) {
            Ok(_) => state(&text),
            Err(_) => Health::Well,
        };
        Ok(Told { file, path, state })
    }

    /// Notes what is told now.
    ///
    /// # Errors
    /// [`MirrorError::Io`].
    pub fn keep(&mut self, state: Health) -> Result<()> {
        self.file
            .set_len(0)
            .and_then(|()| self.file.rewind())
            .and_then(|()| writeln!(self.file, "{}", state.word()))
            .map_err(|cause| MirrorError::Io {
                path: self.path.clone(),
                cause,
            })?;
        self.state = state;
        Ok(())
    }
}

fn state(text: &str) -> Health {
    let known = Health::ALL.into_iter();
    known
        .into_iter()
        .find(|state| state.word() == text.trim())
        .unwrap_or(Health::Well)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_is_known_to_the_next_process_and_rubbish_is_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let mirror = folder.path().join("shop.sqlite");
        let of_next = || Told::hold(&mirror).expect("read").state;
        assert_eq!(of_next(), Health::Well);
        for state in Health::ALL {
            Told::hold(&mirror)
                .expect("read")
                .keep(state)
                .expect("kept");
            assert_eq!(of_next(), state);
        }
        std::fs::write(folder.path().join("shop.sqlite.alerts"), [0xff, 0]).expect("written");
        assert_eq!(of_next(), Health::Well);
    }
}
