//! The walk over confirmed orders that loses none (design.md §4.2).
//!
//! BaseLinker hands out 100 orders a call from a second on, ascending by confirmation. Its own recipe (last second + 1)
//! skips the rest of a second that a page border cuts. The walk goes on *from* the last second instead; a second that
//! fills a whole page is read by ids, else by status and source. How ties are sorted, and what `id_from` sorts by, is
//! undocumented: the walk works with each, or says that it cannot.

use std::collections::BTreeSet;

/// Orders a page holds at most (getOrders).
pub const PAGE: usize = 100;

/// Calls of a walk by ids from the very first order before it is given up.
const BLIND_PAGES: usize = 300;

/// What one call asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// `date_confirmed_from`, inclusive (Unix seconds).
    pub from: Option<i64>,
    /// `id_from`, inclusive.
    pub id_from: Option<i64>,
    /// `status_id`.
    pub status: Option<i64>,
    /// `filter_order_source` and its id.
    pub source: Option<(String, i64)>,
}

/// What the walk needs to know of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// BaseLinker's id.
    pub id: i64,
    /// Second of confirmation.
    pub confirmed_at: i64,
}

/// Where pages come from. The orders themselves are kept by the implementor; the walk sees their heads.
pub trait Pages {
    /// What can go wrong with a call.
    type Error;
    /// One call of getOrders.
    fn page(&mut self, query: &Query) -> Result<Vec<Head>, Self::Error>;
    /// Every status of the account.
    fn statuses(&mut self) -> Result<Vec<i64>, Self::Error>;
    /// Every source of orders of the account.
    fn sources(&mut self) -> Result<Vec<(String, i64)>, Self::Error>;
    /// Whether the leg is to end after the page that was read.
    fn stopping(&self) -> bool {
        false
    }
}

/// Where a walk stands after a leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leg {
    /// Every confirmed order was shown.
    Complete,
    /// There may be more; everything before `next` was shown.
    More {
        /// The second to go on from.
        next: i64,
    },
    /// More orders share a second than can be told apart; everything before it was shown.
    Stuck {
        /// That second.
        second: i64,
    },
}

/// A walk in progress.
#[derive(Debug)]
pub struct Walk {
    from: i64,
    status: Option<i64>,
}

impl Walk {
    /// A walk over all confirmed orders from a second on.
    pub fn from(second: i64) -> Walk {
        Walk {
            from: second,
            status: None,
        }
    }

    /// A walk over the orders of one status.
    pub fn of_status(status: i64, second: i64) -> Walk {
        Walk {
            from: second,
            status: Some(status),
        }
    }

    /// Reads on for about `calls` calls.
    ///
    /// # Errors
    /// Those of the calls.
    pub fn leg<P: Pages>(&mut self, pages: &mut P, calls: usize) -> Result<Leg, P::Error> {
        for _ in 0..calls {
            let page = pages.page(&self.query(self.from, None))?;
            let (Some(first), Some(last)) = (page.first(), page.last()) else {
                return Ok(Leg::Complete);
            };
            if page.len() < PAGE {
                return Ok(Leg::Complete);
            }
            let second = last.confirmed_at;
            if !ascends_by_date(&page) {
                return Ok(Leg::Stuck { second: self.from });
            }
            if first.confirmed_at < second {
                self.from = second;
            } else if self.whole_second(pages, second, &page)? {
                self.from = second.saturating_add(1);
            } else {
                return Ok(Leg::Stuck { second });
            }
            if pages.stopping() {
                break;
            }
        }
        Ok(Leg::More { next: self.from })
    }

    fn query(&self, from: i64, id_from: Option<i64>) -> Query {
        Query {
            from: Some(from),
            id_from,
            status: self.status,
            source: None,
        }
    }

    /// Reads every order of a second whose first page was full. `false`: it cannot be done.
    fn whole_second<P: Pages>(
        &self,
        pages: &mut P,
        second: i64,
        page: &[Head],
    ) -> Result<bool, P::Error> {
        if ascends_by_id(page) {
            let query = self.query(second, page.last().map(|head| head.id + 1));
            return by_ids(pages, query, second, usize::MAX);
        }
        if self.by_status_and_source(pages, second, page)? {
            return Ok(true);
        }
        let query = self.query(second, Some(1));
        if by_ids(pages, query, second, usize::MAX)? {
            return Ok(true);
        }
        by_ids(
            pages,
            Query {
                id_from: Some(1),
                status: self.status,
                ..Query::default()
            },
            second,
            BLIND_PAGES,
        )
    }

    /// Reads a second in parts small enough for one page. Only if the parts hold the orders that are known to be there
    /// can they be trusted to hold all.
    fn by_status_and_source<P: Pages>(
        &self,
        pages: &mut P,
        second: i64,
        known: &[Head],
    ) -> Result<bool, P::Error> {
        let mut found = BTreeSet::new();
        let statuses = match self.status {
            Some(status) => vec![status],
            None => pages.statuses()?,
        };
        let mut sources = None;
        for status in statuses {
            let query = Query {
                from: Some(second),
                status: Some(status),
                ..Query::default()
            };
            // Of one status only, the full page is the one that was read already.
            if self.status.is_none() && part(pages, &query, second, &mut found)? {
                continue;
            }
            let sources = match &mut sources {
                Some(known) => known,
                empty => empty.insert(pages.sources()?),
            };
            for source in sources.iter() {
                if !part(
                    pages,
                    &Query {
                        source: Some(source.clone()),
                        ..query.clone()
                    },
                    second,
                    &mut found,
                )? {
                    return Ok(false);
                }
            }
        }
        Ok(known.iter().all(|head| found.contains(&head.id)))
    }
}

/// Reads one part of a second; `false` if it, too, fills a page and more.
fn part<P: Pages>(
    pages: &mut P,
    query: &Query,
    second: i64,
    found: &mut BTreeSet<i64>,
) -> Result<bool, P::Error> {
    let page = pages.page(query)?;
    found.extend(page.iter().map(|head| head.id));
    Ok(page.len() < PAGE
        || ascends_by_date(&page) && page.last().is_some_and(|last| last.confirmed_at > second))
}

/// Walks by ids until a short page, or until a later second if the pages are sorted by date. `false` if it gets nowhere.
fn by_ids<P: Pages>(
    pages: &mut P,
    mut query: Query,
    second: i64,
    most: usize,
) -> Result<bool, P::Error> {
    let mut calls = 0;
    while calls < most {
        calls += 1;
        let page = pages.page(&query)?;
        let Some(last) = page.last().filter(|_| page.len() >= PAGE) else {
            return Ok(true);
        };
        // A later second ends the walk only on a page that is proven to be sorted by date: one whose ids fall
        // somewhere. Where ids and dates ascend together, ids of this second may still come after later seconds.
        let by_date = ascends_by_date(&page) && !ascends_by_id(&page);
        let of_second = page.iter().filter(|head| head.confirmed_at == second);
        let later = query.from.is_some() && last.confirmed_at > second;
        if later && by_date && of_second.is_sorted_by_key(|head| head.id) {
            return Ok(true);
        }
        // Neither ascending nor moving on: the next page would be the same one for ever.
        if !ascends_by_id(&page)
            || page
                .first()
                .is_some_and(|first| query.id_from.is_some_and(|from| first.id < from))
        {
            return Ok(false);
        }
        query.id_from = Some(last.id + 1);
    }
    Ok(false)
}

fn ascends_by_date(page: &[Head]) -> bool {
    page.is_sorted_by_key(|head| head.confirmed_at)
}

fn ascends_by_id(page: &[Head]) -> bool {
    page.is_sorted_by(|a, b| a.id < b.id)
}

#[cfg(test)]
mod tests;
