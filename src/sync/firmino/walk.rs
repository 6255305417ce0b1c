//! Reading a list of Firmino to its end, and knowing that it was the end.
//!
//! No page of the API's documentation tells how a list is paged, how large a page may be, or by what it is sorted
//! unasked. So nothing is believed without evidence: a list is whole if its first rows from below and from above
//! overlap, or if pages that bring new rows come to an empty one and the rows from above are among them. Else it is a
//! part, and said to be one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::firmino_match::Extent;
use crate::firmino::{Article, Customer, Find, FirminoError, Found, Order, Page};

/// Rows asked for at once at first, and then, where so many came. What comes back shows what the server gives at most.
const ASKED: [u32; 2] = [1000, 20_000];

/// What has an id in Firmino.
pub(super) trait Row {
    /// Fields beside the id by which its list can be sorted.
    const SORTS: [&'static str; 2];

    /// Firmino's id.
    fn id(&self) -> i64;
}

impl Row for Article {
    const SORTS: [&'static str; 2] = ["code", "name"];

    fn id(&self) -> i64 {
        self.id
    }
}

impl Row for Customer {
    const SORTS: [&'static str; 2] = ["shortName", "fullName"];

    fn id(&self) -> i64 {
        self.id
    }
}

/// Where a reading goes on: kept in the mirror, so that a spent budget goes on another day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cursor {
    /// Second at which the reading began.
    pub(super) began_at: i64,
    size: u32,
    way: Way,
    /// The next page, or rows to leave out.
    next: u32,
    /// Whether rows came twice, or without an id: the order is not to be relied on.
    shaky: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Way {
    /// `page`.
    Pages,
    /// `first`.
    From,
}

impl Cursor {
    fn find(&self) -> Find {
        let page = match self.way {
            Way::Pages => Page::Number(self.next),
            Way::From => Page::From(self.next),
        };
        sorted("id", Order::Ascending, self.size, page)
    }

    fn step(&mut self) {
        self.next += match self.way {
            Way::Pages => 1,
            Way::From => self.size,
        };
    }
}

fn sorted(field: &'static str, order: Order, size: u32, page: Page) -> Find {
    Find {
        sort: Some((field, order)),
        size: Some(size),
        page,
        ..Find::default()
    }
}

/// Rows by id.
pub(super) type Rows<T> = BTreeMap<i64, T>;

/// Keeps rows that came, and where the reading goes on.
pub(super) type Keep<'a, T, E> = dyn FnMut(&[&T], &Cursor) -> Result<(), E> + 'a;

/// A reading under way.
pub(super) struct Walk<'a, T, E> {
    pub(super) ask: &'a dyn Fn(&Find) -> Result<Found<T>, FirminoError>,
    pub(super) keep: &'a mut Keep<'a, T, E>,
    /// Rows so far.
    pub(super) rows: Rows<T>,
    pub(super) now: i64,
    /// No more rows are wanted than these.
    pub(super) most: Option<usize>,
    /// Rows that are not kept yet; empty at first.
    pub(super) loose: Vec<i64>,
    /// Rows of a page, as the server gives them; 0 at first.
    pub(super) page: u32,
}

impl<T: Row, E: From<FirminoError>> Walk<'_, T, E> {
    /// Reads on from a cursor, or from the beginning. The rows stay in [`Walk::rows`] whatever happens.
    ///
    /// # Errors
    /// Those of the requests and of keeping rows; what was kept by then stays kept.
    pub(super) fn run(&mut self, cursor: Option<Cursor>) -> Result<Extent, E> {
        match cursor {
            Some(cursor) => self.pages(cursor),
            None => self.begin(),
        }
    }

    fn begin(&mut self) -> Result<Extent, E> {
        let [few, many] = ASKED;
        let ask = |size| (self.ask)(&sorted("id", Order::Ascending, size, Page::Unsaid));
        let mut first = ask(few)?;
        if count(&first) >= few {
            let more = ask(many)?;
            if count(&more) > count(&first) {
                first = more;
            }
        }
        let size = count(&first);
        self.page = size;
        if size == 0 {
            return Ok(Extent::Whole);
        }
        let shaky = first.unreadable > 0;
        let low: Vec<i64> = first.rows.iter().map(Row::id).collect();
        self.add(first.rows);
        if self.is_enough() {
            return Ok(Extent::Part);
        }
        // A page as large as what came: a server that skips by the size asked for, and gives fewer, would leave gaps.
        let last = (self.ask)(&sorted("id", Order::Descending, size, Page::Unsaid))?;
        let high: Vec<i64> = last.rows.iter().map(Row::id).collect();
        if overlap(&low, &high) && !shaky && last.unreadable == 0 {
            self.add(last.rows);
            return Ok(Extent::Whole);
        }
        let cursor = |way, next| Cursor {
            began_at: self.now,
            size,
            way,
            next,
            shaky,
        };
        // Pages from 0, pages from 1, rows left out.
        for (way, next) in [(Way::Pages, 1), (Way::Pages, 2), (Way::From, size)] {
            let mut at = cursor(way, next);
            let Some(found) = self.probe(&at.find())? else {
                continue;
            };
            let known = found
                .rows
                .iter()
                .filter(|row| self.rows.contains_key(&row.id()));
            match (found.rows.len(), known.count()) {
                (0, _) => return self.end(&at),
                (_, 0) => {
                    at.shaky |= found.unreadable > 0;
                    at.step();
                    self.take(found.rows, &at)?;
                    return self.pages(at);
                }
                // The same rows once more: this word is not heard.
                _ => {}
            }
        }
        self.add(last.rows);
        self.windows(size)
    }

    /// A way of paging that may not be there: refused words are as good as unheard ones.
    fn probe(&self, find: &Find) -> Result<Option<Found<T>>, E> {
        match (self.ask)(find) {
            Ok(found) => Ok(Some(found)),
            Err(
                FirminoError::Refused { .. }
                | FirminoError::Http { .. }
                | FirminoError::Network { .. },
            ) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn pages(&mut self, mut at: Cursor) -> Result<Extent, E> {
        self.page = at.size;
        loop {
            if self.is_enough() {
                return Ok(Extent::Part);
            }
            let found = (self.ask)(&at.find())?;
            let all = found.rows.len();
            let new: Vec<T> = found
                .rows
                .into_iter()
                .filter(|row| !self.rows.contains_key(&row.id()))
                .collect();
            // Past the end: nothing, or the last page again.
            if new.is_empty() {
                return self.end(&at);
            }
            at.shaky |= new.len() < all || found.unreadable > 0;
            at.step();
            self.take(new, &at)?;
        }
    }

    /// The pages are over: whole, if the rows from above are all among them.
    fn end(&mut self, at: &Cursor) -> Result<Extent, E> {
        let last = (self.ask)(&sorted("id", Order::Descending, at.size, Page::Unsaid))?;
        let before = self.rows.len();
        let unreadable = last.unreadable;
        self.add(last.rows);
        if self.rows.len() > before || unreadable > 0 || at.shaky {
            return Ok(Extent::Part);
        }
        Ok(Extent::Whole)
    }

    /// Without pages: the first rows by every field that there is. What lies between is left out, and that is said.
    fn windows(&mut self, size: u32) -> Result<Extent, E> {
        for field in T::SORTS {
            for order in [Order::Ascending, Order::Descending] {
                if self.is_enough() {
                    return Ok(Extent::Part);
                }
                if let Some(found) = self.probe(&sorted(field, order, size, Page::Unsaid))? {
                    self.add(found.rows);
                }
            }
        }
        Ok(Extent::Part)
    }

    fn take(&mut self, rows: Vec<T>, at: &Cursor) -> Result<(), E> {
        self.add(rows);
        let loose: Vec<&T> = self
            .loose
            .iter()
            .filter_map(|id| self.rows.get(id))
            .collect();
        (self.keep)(&loose, at)?;
        self.loose.clear();
        Ok(())
    }

    fn add(&mut self, rows: Vec<T>) {
        self.loose.extend(rows.iter().map(Row::id));
        self.rows
            .extend(rows.into_iter().map(|row| (row.id(), row)));
    }

    fn is_enough(&self) -> bool {
        self.most.is_some_and(|most| self.rows.len() >= most)
    }
}

fn count<T>(found: &Found<T>) -> u32 {
    u32::try_from(found.rows.len() + found.unreadable).unwrap_or(u32::MAX)
}

/// Whether rows from below and rows from above meet, so that nothing lies between them. Only where both are sorted as
/// asked does that say anything.
fn overlap(low: &[i64], high: &[i64]) -> bool {
    let rises = low.windows(2).all(|pair| pair[0] < pair[1]);
    let falls = high.windows(2).all(|pair| pair[0] > pair[1]);
    let (Some(top), Some(bottom)) = (low.last(), high.last()) else {
        return false;
    };
    rises && falls && bottom <= top
}
