//! Reads a profile from its file.

use std::fs::File;
use std::io::{ErrorKind, Read};

use jiff::civil::Date;

use super::Profile;
use super::error::ProfileError;
use super::location::Location;

/// No profile is longer, in bytes.
const LONGEST: u64 = 1 << 20;

/// Reads and checks the profile at `location`; `today` is the day in Poland.
///
/// Windows line ends and a byte order mark do no harm.
///
/// # Errors
/// [`ProfileError::Missing`], `Unreadable`, `NotUtf8` or `Invalid`.
pub fn load(location: &Location, today: Date) -> Result<Profile, ProfileError> {
    let path = location.file();
    let file = File::open(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => ProfileError::Missing(path.to_owned()),
        _ => ProfileError::unreadable(location, error),
    })?;
    let mut bytes = Vec::new();
    file.take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| ProfileError::unreadable(location, error))?;
    if bytes.len() as u64 > LONGEST {
        return Err(ProfileError::TooLong(path.to_owned()));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let right = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        ProfileError::NotUtf8 {
            path: path.to_owned(),
            line: right.iter().filter(|byte| **byte == b'\n').count() + 1,
        }
    })?;
    Profile::parse(&text, today).map_err(|problems| ProfileError::Invalid {
        path: path.to_owned(),
        problems,
    })
}
