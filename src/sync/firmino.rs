//! `mirror pull`: articles and customers of Firmino come into the mirror. Nothing is written in Firmino, and nothing is
//! deleted here because it is missing there.

mod articles;
mod budget;
mod customers;
mod quantities;
mod tally;
mod walk;

use std::cell::RefCell;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use budget::MirrorBudget;
pub use quantities::{Manner, Shelf};
pub use tally::{Differs, Notice, Pulled};

use self::walk::{Cursor, Row, Rows, Walk};
use crate::domain::firmino_match::Extent;
use crate::firmino::{Client, Find, FirminoError, Found};
use crate::mirror::firmino::List;
use crate::mirror::{Mirror, MirrorError};
use crate::report::progress::Progress;
use crate::report::pull::Tally;

/// A reading that stopped longer ago begins anew, in seconds: its first rows would be too old.
const STALE: i64 = 3 * 24 * 3600;

/// So many known rows are "many": a list without any is then no list.
const MANY: usize = 5;

/// What is asked of a pull.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Which lists, in order.
    pub lists: Vec<List>,
    /// No more rows of each list; then it is a part, and the next pull begins anew.
    pub most: Option<usize>,
    /// The warehouse that quantities stand for; `None`: they are not looked at.
    pub shelf: Option<Shelf>,
    /// Host, company and login by which one account of Firmino is told from another.
    pub account: String,
}

/// Why a pull did not happen, or not all of it.
#[derive(Debug, thiserror::Error)]
pub enum PullError {
    /// The mirror.
    #[error(transparent)]
    Mirror(#[from] MirrorError),
    /// Firmino.
    #[error(transparent)]
    Firmino(#[from] FirminoError),
    /// An empty list where there were many rows (a brake): a wrong company, or a fault there.
    #[error("Firmino's list of {} is empty, and {known} of it are known", list.word())]
    Empty {
        /// Which list.
        list: List,
        /// Known rows.
        known: usize,
    },
    /// The ids are those of another account.
    #[error("the mirror is joined with another account of Firmino")]
    OtherAccount,
}

/// How a pull of this many known rows will go: requests at least, for a forecast before the first is sent. `None` where
/// nothing is known yet.
///
/// # Errors
/// Those of the mirror.
pub fn forecast(mirror: &Mirror, lists: &[List]) -> Result<Option<u32>, MirrorError> {
    let mut requests = 0;
    for list in lists {
        let rows = mirror.firmino_known(*list)?.len();
        let Some(size) = mirror.firmino_page(*list)?.filter(|_| rows > 0) else {
            return Ok(None);
        };
        let pages = u32::try_from(rows)
            .unwrap_or(u32::MAX)
            .div_ceil(size.max(1));
        // One from above; with several pages the finding of their way, their end, and one from above once more.
        requests += if pages <= 1 { 2 } else { pages + 4 };
    }
    Ok(Some(requests))
}

/// Pulls the lists, one after the other, each in one transaction when it is read.
///
/// # Errors
/// What stops it before anything of a list is applied. A spent budget is none: see [`Pulled::stopped`].
pub fn pull(
    client: &Client<'_>,
    mirror: &mut Mirror,
    asked: &Asked,
    now: i64,
    progress: &dyn Progress,
) -> Result<Pulled, PullError> {
    let mut pulled = Pulled {
        earlier: read_before(mirror, asked, now)?,
        ..Pulled::default()
    };
    let mut read = pulled.earlier.clone();
    for list in &asked.lists {
        if read.contains(list) {
            continue;
        }
        let done = match list {
            List::Articles => {
                let ask = |find: &Find| client.find_articles(find);
                let quantities = RefCell::new(None);
                let apply = |mirror: &Mirror, rows: &Rows<_>, read: Read, notices: &mut Vec<_>| {
                    let Some(shelf) = asked.shelf else {
                        return articles::apply(mirror, rows, read.extent, now, notices);
                    };
                    let were_odd = quantities::odd(mirror)?;
                    let tally = articles::apply(mirror, rows, read.extent, now, notices)?;
                    let times = (read.began_at, now);
                    let counted =
                        quantities::apply(mirror, rows, shelf, times, &were_odd, notices)?;
                    *quantities.borrow_mut() = Some(counted);
                    Ok(tally)
                };
                let notices = &mut pulled.notices;
                let done = one(mirror, *list, asked, now, progress, &ask, notices, &apply);
                pulled.quantities = quantities.into_inner();
                done.map(|tally| pulled.articles = Some(tally))
            }
            List::Customers => {
                let ask = |find: &Find| client.find_customers(find);
                let apply = |mirror: &Mirror, rows: &Rows<_>, read: Read, notices: &mut Vec<_>| {
                    customers::apply(mirror, rows, read.extent, now, notices)
                };
                let notices = &mut pulled.notices;
                let done = one(mirror, *list, asked, now, progress, &ask, notices, &apply);
                done.map(|tally| pulled.customers = Some(tally))
            }
        };
        match done {
            Ok(()) => read.push(*list),
            Err(PullError::Firmino(error)) => {
                pulled.stopped = Some(error);
                break;
            }
            Err(error) => return Err(error),
        }
    }
    let goes_on = pulled.stopped.as_ref().is_some_and(FirminoError::goes_on);
    mirror.write(|mirror| {
        for list in &asked.lists {
            let at = (goes_on && read.contains(list)).then_some(now);
            mirror.set_firmino_done_at(*list, at)?;
        }
        Ok::<_, MirrorError>(())
    })?;
    Ok(pulled)
}

/// Lists that the pull before this one read to their end before it ran out of requests: they are not read again before the
/// others have been, or few requests a run would never come to these.
fn read_before(mirror: &Mirror, asked: &Asked, now: i64) -> Result<Vec<List>, MirrorError> {
    let mut read = Vec::new();
    if asked.lists.len() < 2 || asked.most.is_some() {
        return Ok(read);
    }
    for list in &asked.lists {
        let at = mirror.firmino_done_at(*list)?;
        let same = mirror.firmino_account(*list)?.as_deref() == Some(&asked.account);
        if same && at.is_some_and(|at| (0..STALE).contains(&(now - at))) {
            read.push(*list);
        }
    }
    Ok(read)
}

/// How a list was read.
#[derive(Debug, Clone, Copy)]
struct Read {
    extent: Extent,
    /// The second at which its reading began, perhaps in an earlier pull.
    began_at: i64,
}

type Apply<'a, T> =
    dyn Fn(&Mirror, &Rows<T>, Read, &mut Vec<Notice>) -> Result<Tally, PullError> + 'a;

#[expect(
    clippy::too_many_arguments,
    reason = "one list is read and applied; all of it is needed once"
)]
fn one<T: Row + Named + Serialize + DeserializeOwned>(
    mirror: &mut Mirror,
    list: List,
    asked: &Asked,
    now: i64,
    progress: &dyn Progress,
    ask: &dyn Fn(&Find) -> Result<Found<T>, FirminoError>,
    notices: &mut Vec<Notice>,
    apply: &Apply<'_, T>,
) -> Result<Tally, PullError> {
    let (rows, cursor) = resumed::<T>(mirror, list, asked, now)?;
    let began_at = cursor.as_ref().map_or(now, |cursor| cursor.began_at);
    let mut pages = 0;
    let mut read = rows.len();
    let ask = |find: &Find| ask(find);
    let mut keep = |new: &[&T], cursor: &Cursor| -> Result<(), PullError> {
        pages += 1;
        read += new.len();
        progress.listed(pages, read);
        if asked.most.is_some() {
            return Ok(());
        }
        let json = |row: &&T| Ok((row.id(), serde_json::to_string(row)?));
        let new: Result<Vec<(i64, String)>, serde_json::Error> = new.iter().map(json).collect();
        let cursor = serde_json::to_string(cursor).map_err(MirrorError::from)?;
        let new = new.map_err(MirrorError::from)?;
        mirror.write(|mirror| mirror.stage_firmino(list, &new, &cursor))?;
        Ok(())
    };
    let mut walk = Walk {
        ask: &ask,
        keep: &mut keep,
        rows,
        now,
        most: asked.most,
        loose: Vec::new(),
        page: 0,
    };
    let extent = walk.run(cursor)?;
    let (mut rows, page) = (walk.rows, walk.page);
    if let Some(most) = asked.most {
        while rows.len() > most {
            rows.pop_last();
        }
    }
    crate::sync::crash::point();
    let tally = mirror.write(|mirror| {
        check(mirror, list, asked, &rows)?;
        // What was removed or joined there is found again by code or number, under its new id.
        let removed = match (extent, asked.most) {
            (Extent::Whole, None) => {
                mirror.forget_firmino(list, |id| rows.contains_key(&id), began_at)?
            }
            _ => 0,
        };
        let mut tally = apply(mirror, &rows, Read { extent, began_at }, notices)?;
        tally.removed = removed;
        mirror.clear_firmino_staged(list)?;
        mirror.set_firmino_page(list, page)?;
        Ok::<_, PullError>(tally)
    })?;
    crate::sync::crash::point();
    Ok(tally)
}

/// Where an earlier reading stopped, with its rows; nothing of one that is too old, cannot be read, or was of another
/// account.
fn resumed<T: Row + DeserializeOwned>(
    mirror: &mut Mirror,
    list: List,
    asked: &Asked,
    now: i64,
) -> Result<(Rows<T>, Option<Cursor>), PullError> {
    let nothing = || (Rows::new(), None);
    if asked.most.is_some() {
        return Ok(nothing());
    }
    let Some((rows, cursor)) = mirror.firmino_staged(list)? else {
        return Ok(nothing());
    };
    let cursor = serde_json::from_str::<Cursor>(&cursor).ok();
    let cursor = cursor.filter(|cursor| (0..STALE).contains(&(now - cursor.began_at)));
    let rows: Option<Vec<T>> = rows
        .iter()
        .map(|row| serde_json::from_str(row).ok())
        .collect();
    let same = mirror
        .firmino_account(list)?
        .is_none_or(|account| account == asked.account);
    match (rows, cursor) {
        (Some(rows), Some(cursor)) if same => {
            let rows = rows.into_iter().map(|row| (row.id(), row)).collect();
            Ok((rows, Some(cursor)))
        }
        _ => {
            mirror.write(|mirror| mirror.clear_firmino_staged(list))?;
            Ok(nothing())
        }
    }
}

/// What a row is known by to people.
trait Named {
    fn name(&self) -> &str;
}

impl Named for crate::firmino::Article {
    fn name(&self) -> &str {
        &self.name
    }
}

impl Named for crate::firmino::Customer {
    fn name(&self) -> &str {
        &self.full_name
    }
}

/// Whether the rows may be applied: there are any where there were many, and the ids are those that are known.
fn check<T: Row + Named + DeserializeOwned>(
    mirror: &Mirror,
    list: List,
    asked: &Asked,
    rows: &Rows<T>,
) -> Result<(), PullError> {
    let known = mirror.firmino_known(list)?;
    if rows.is_empty() && known.len() >= MANY {
        return Err(PullError::Empty {
            list,
            known: known.len(),
        });
    }
    let account = mirror.firmino_account(list)?;
    if account.as_deref() == Some(&asked.account) {
        return Ok(());
    }
    // Another login, address or company: the same account only if what was known bears the same names still.
    if account.is_some() {
        let mut there = 0;
        let mut same = 0;
        for known in &known {
            let before = serde_json::from_str::<T>(&known.seen).ok();
            if let (Some(before), Some(row)) = (before, rows.get(&known.id)) {
                there += 1;
                same += usize::from(before.name() == row.name());
            }
        }
        if !known.is_empty() && (there == 0 || same * 2 <= there) {
            return Err(PullError::OtherAccount);
        }
    }
    Ok(mirror.set_firmino_account(list, &asked.account)?)
}
