//! A look at the gate from outside, which changes nothing: whether the token is blocked, for those who only ask.

use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Result};

use super::gate::LONGEST_OVER_BOOT;
use super::{Clock, span};

/// When the block of the token ends that the rate file knows of; `None` where none is in force, where there is no file
/// yet, and where it cannot be read (a pass says why).
pub fn blocked_until(path: &Path, clock: &dyn Clock) -> Option<Timestamp> {
    if !path.exists() {
        return None;
    }
    let (boot, until, until_wall) = read(path).ok()??;
    let (wall, end) = (clock.wall(), Timestamp::from_millisecond(until_wall).ok()?);
    let left = if boot == clock.boot_id() {
        span(until).saturating_sub(clock.boot())
    } else {
        let left = Duration::try_from(end.duration_since(wall)).unwrap_or(Duration::ZERO);
        left.min(LONGEST_OVER_BOOT)
    };
    (!left.is_zero()).then(|| wall.checked_add(left).unwrap_or(end))
}

/// The row of the gate: its boot, its end there, its end by the wall clock.
fn read(path: &Path) -> Result<Option<(String, i64, i64)>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(address(path), flags)?;
    db.busy_timeout(Duration::from_secs(1))?;
    db.query_row("SELECT boot, until, until_wall FROM gate", [], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
    .optional()
}

/// The file as an address for reading. While no process has it open it has no log beside it, and none is to be made:
/// then it is read as a file that does not change.
fn address(path: &Path) -> String {
    let mut text = "file:".to_owned();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {
                text.push(char::from(*byte));
            }
            other => text.push_str(&format!("%{other:02x}")),
        }
    }
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if !Path::new(&log).exists() {
        text.push_str("?immutable=1");
    }
    text
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;
    use crate::net::SystemClock;
    use crate::net::pace::{Limit, Pace, Turn};

    #[test]
    fn a_block_is_seen_while_the_file_is_open_and_after_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("odd ?name%41#.sqlite");
        assert_eq!(blocked_until(&path, &SystemClock), None, "no file yet");
        let calls = NonZeroU32::new(5).expect("not zero");
        let pace = Pace::open(&path, Limit::new(calls, Duration::from_secs(60))).expect("opened");
        assert_eq!(blocked_until(&path, &SystemClock), None, "no block yet");
        let Ok(Turn::Go(slot)) = pace.try_take(&SystemClock) else {
            panic!("a slot is free");
        };
        let until = pace.blocked(slot, &SystemClock, "blocked", None);
        let near = |seen: Option<Timestamp>| {
            let seen = seen.expect("a block").as_second();
            (seen - until.as_second()).abs() <= 1
        };
        assert!(near(blocked_until(&path, &SystemClock)));
        drop(pace);
        assert!(near(blocked_until(&path, &SystemClock)));
        let left = std::fs::read_dir(folder.path()).expect("read").count();
        assert_eq!(left, 1);
        std::fs::write(&path, "no database").expect("written");
        assert_eq!(blocked_until(&path, &SystemClock), None, "a pass says why");
    }
}
