//! Gathered orders on their way into the book: their JSON in a spooled file (a few megabytes in memory, then on disk
//! without a name), their places in a list. Nothing is applied before everything of a leg is here, so a call that
//! fails leaves the book as it was; and a backlog of 10,000 orders costs no memory.

use std::collections::HashSet;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};

use tempfile::SpooledTempFile;

/// Bytes kept in memory before the file goes to disk.
const IN_MEMORY: usize = 2 << 20;

/// Place of one order's JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    confirmed_at: i64,
    id: i64,
    offset: u64,
    length: usize,
}

/// The stage.
#[derive(Debug)]
pub struct Stage {
    file: SpooledTempFile,
    end: u64,
    places: Vec<Place>,
    ids: HashSet<i64>,
}

impl Default for Stage {
    /// An empty stage.
    fn default() -> Stage {
        Stage {
            file: SpooledTempFile::new(IN_MEMORY),
            end: 0,
            places: Vec::new(),
            ids: HashSet::new(),
        }
    }
}

impl Stage {
    /// Keeps an order unless this pass has seen it already.
    ///
    /// # Errors
    /// The disk's.
    pub fn keep(&mut self, id: i64, confirmed_at: i64, json: &str) -> std::io::Result<()> {
        if !self.ids.insert(id) {
            return Ok(());
        }
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(json.as_bytes())?;
        self.places.push(Place {
            confirmed_at,
            id,
            offset: self.end,
            length: json.len(),
        });
        self.end += json.len() as u64;
        Ok(())
    }

    /// Puts another JSON in the place of a waiting order's.
    ///
    /// # Errors
    /// The disk's.
    pub fn renew(&mut self, id: i64, json: &str) -> std::io::Result<()> {
        let Some(place) = self.places.iter_mut().find(|place| place.id == id) else {
            return Ok(());
        };
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(json.as_bytes())?;
        (place.offset, place.length) = (self.end, json.len());
        self.end += json.len() as u64;
        Ok(())
    }

    /// Leaves a waiting order out.
    pub fn take_off(&mut self, id: i64) {
        self.places.retain(|place| place.id != id);
    }

    /// Leaves out what comes, in the order of [`Stage::sort`], after the first `most` orders that count. Answers how many
    /// of these stay, and whether anything was left out.
    pub fn leave_after(&mut self, most: usize, counts: impl Fn(i64) -> bool) -> (usize, bool) {
        let mut taken = 0;
        let end = self.places.iter().position(|place| {
            let over = counts(place.id) && taken == most;
            taken += usize::from(counts(place.id) && !over);
            over
        });
        self.places.truncate(end.unwrap_or(self.places.len()));
        (taken, end.is_some())
    }

    /// Whether this pass has seen the order.
    pub fn has_seen(&self, id: i64) -> bool {
        self.ids.contains(&id)
    }

    /// How many orders this pass has seen.
    pub fn seen(&self) -> usize {
        self.ids.len()
    }

    /// Orders that wait on the stage.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Puts the waiting orders in the order of their confirmation: documents get their numbers in it, however the API
    /// sorted its pages.
    pub fn sort(&mut self) {
        self.places.sort_unstable();
    }

    /// The n-th waiting order's JSON and second of confirmation, read into `text`.
    ///
    /// # Errors
    /// The disk's.
    pub fn read(&mut self, n: usize, text: &mut String) -> std::io::Result<i64> {
        let place = self.places[n];
        self.file.seek(SeekFrom::Start(place.offset))?;
        let mut bytes = std::mem::take(text).into_bytes();
        bytes.resize(place.length, 0);
        self.file.read_exact(&mut bytes)?;
        *text = String::from_utf8(bytes).map_err(std::io::Error::other)?;
        Ok(place.confirmed_at)
    }

    /// Forgets the orders that were applied; what was seen stays known.
    ///
    /// # Errors
    /// The disk's.
    pub fn clear(&mut self) -> std::io::Result<()> {
        self.places.clear();
        self.end = 0;
        self.file.set_len(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_come_back_by_confirmation_and_once() {
        let mut stage = Stage::default();
        let long = format!("\"{}\"", "ż".repeat(IN_MEMORY));
        for (id, at, json) in [
            (7, 30, "{\"a\":1}"),
            (5, 20, long.as_str()),
            (6, 20, "{}"),
            (7, 30, "{\"b\":2}"),
        ] {
            stage.keep(id, at, json).unwrap();
        }
        stage.sort();
        let mut text = String::new();
        let back: Vec<_> = (0..stage.len())
            .map(|n| (stage.read(n, &mut text).unwrap(), text.clone()))
            .collect();
        assert_eq!(
            back,
            [
                (20, long),
                (20, "{}".to_owned()),
                (30, "{\"a\":1}".to_owned())
            ]
        );
        stage.clear().unwrap();
        assert!(stage.is_empty() && stage.has_seen(5));
    }
}
