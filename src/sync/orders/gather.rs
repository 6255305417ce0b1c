//! Reading orders from BaseLinker onto the stage. Nothing is written to the book here.

mod refresh;

use std::collections::{BTreeSet, HashSet};
use std::time::Duration;

use jiff::civil::Date;

use super::seen;
use super::stage::Stage;
use super::statuses::{self, Statuses};
use super::walk::{Head, Leg, PAGE, Pages, Query, Walk};
use crate::baselinker::{Account, ApiError, OrdersFilter, RawOrder, SourceFilter};
use crate::domain::order::Order;
use crate::domain::plan;
use crate::mirror::orders::{Due, Unpaid};
use crate::mirror::{Mirror, MirrorError};
use crate::report::progress::Progress;
use crate::sync::crash;

/// Single reads of one pass at most (design.md §4.2).
const SINGLE_READS: usize = 20;

/// Single reads beside a listing, and how long (seconds) an order must not have been read for that.
const READS_BESIDE: usize = 5;
const UNREAD: i64 = 24 * 3600;

/// Held up so long, orders are read once more before a document is issued for them.
const LONG_WAIT: Duration = Duration::from_secs(1);

/// What can go wrong while reading.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum GatherError {
    #[error(transparent)]
    Api(#[from] ApiError),
    #[error("orders cannot be kept for the moment: {0}")]
    Disk(#[from] std::io::Error),
    #[error(transparent)]
    Mirror(#[from] MirrorError),
}

/// What was noticed on the way, for what is fetched and weighed before anything is applied.
#[derive(Debug, Default)]
pub struct Noticed {
    /// Orders in an allowed or finished status: those that may get a document.
    pub candidates: Vec<(i64, i64)>,
    /// BaseLinker's warehouses that lines come from.
    pub warehouses: BTreeSet<String>,
    /// Orders in a foreign currency, with that currency and the day that its rate is asked for unless another day of
    /// payment is known.
    pub foreign: Vec<(i64, String, Date)>,
    /// Orders that are paid in full: those that were not when they were last read were paid since.
    pub paid: Vec<i64>,
}

/// Reads orders onto the stage.
pub struct Gather<'a> {
    account: &'a Account<'a>,
    statuses: &'a Statuses,
    today: Date,
    progress: &'a dyn Progress,
    pages: usize,
    /// Nothing confirmed from this second on is wanted.
    until: Option<i64>,
    /// Orders on the stage that are to be read once more.
    stale: HashSet<i64>,
    /// How long the pass had been held up when the present reading began.
    held_up: Duration,
    /// The stage.
    pub stage: Stage,
    /// What was noticed.
    pub noticed: Noticed,
}

impl<'a> Gather<'a> {
    /// Nothing read yet.
    pub fn new(
        account: &'a Account<'a>,
        statuses: &'a Statuses,
        today: Date,
        progress: &'a dyn Progress,
    ) -> Gather<'a> {
        Gather {
            account,
            statuses,
            today,
            progress,
            pages: 0,
            until: None,
            stale: HashSet::new(),
            held_up: account.counts().held_up,
            stage: Stage::default(),
            noticed: Noticed::default(),
        }
    }

    /// What is read from now on is fresh until [`Gather::has_waited`].
    fn begin(&mut self) {
        self.held_up = self.account.counts().held_up;
    }

    /// Whether the pass was held up so long since the first order was kept that orders read then may have changed. Its own pace
    /// does not count: it is as long as the reading itself.
    pub fn has_waited(&self) -> bool {
        let held_up = self.account.counts().held_up;
        held_up.saturating_sub(self.held_up) >= LONG_WAIT
    }

    /// Leaves out what was confirmed from this second on.
    pub fn until(&mut self, second: i64) {
        self.until = Some(second);
    }

    /// A page more has been read.
    fn told(&mut self) {
        self.pages += 1;
        self.progress.read(self.pages, self.stage.seen());
    }

    fn keep(&mut self, raw: &RawOrder) -> Result<(), GatherError> {
        if !self.stale.is_empty() {
            return self.renew(raw);
        }
        if self.stage.has_seen(raw.id) {
            return Ok(());
        }
        if self.stage.is_empty() {
            self.begin();
        }
        let (order, json) = Self::as_kept(raw)?;
        self.notice(&order);
        self.stage
            .keep(order.id, order.confirmed_at.unwrap_or(0), &json)?;
        Ok(())
    }

    /// The order, and its JSON as the stage keeps it.
    fn as_kept(raw: &RawOrder) -> Result<(Order, String), GatherError> {
        let wire = raw.parse().map_err(|what| ApiError::WrongShape {
            method: "getOrders",
            what,
        })?;
        let order = seen::order(&wire);
        let json = serde_json::to_string(&order).map_err(MirrorError::from)?;
        Ok((order, json))
    }

    fn notice(&mut self, order: &Order) {
        // A taken order may be documented after it was finished, too.
        if !matches!(
            self.statuses.stage(order.status),
            statuses::Stage::Allowed | statuses::Stage::Finished | statuses::Stage::Held
        ) {
            return;
        }
        self.noticed
            .candidates
            .push((order.id, order.confirmed_at.unwrap_or(0)));
        self.noticed
            .warehouses
            .extend(order.lines.iter().filter_map(|line| line.warehouse.clone()));
        if order.currency.len() == 3 && order.currency != "PLN" {
            let day = plan::tax_day(order, None, self.today);
            self.noticed
                .foreign
                .push((order.id, order.currency.clone(), day));
        }
        if plan::is_paid(order) {
            self.noticed.paid.push(order.id);
        }
    }

    /// Reads one leg of the walk over confirmed orders.
    ///
    /// # Errors
    /// Those of the calls and of the stage.
    pub fn leg(&mut self, walk: &mut Walk, calls: usize) -> Result<Leg, GatherError> {
        walk.leg(self, calls)
    }

    /// Reads named orders, each with its second of confirmation where the book knows it, one call each. Answers those
    /// that are not there.
    ///
    /// # Errors
    /// Those of the calls and of the stage.
    pub fn named(&mut self, orders: &[(i64, Option<i64>)]) -> Result<Vec<i64>, GatherError> {
        let mut gone = Vec::new();
        let mut named = BTreeSet::new();
        for (id, confirmed_at) in orders.iter().filter(|(id, _)| named.insert(*id)) {
            crash::point();
            match self.read_one(*id, *confirmed_at)? {
                Some(raw) => self.keep(&raw)?,
                None => gone.push(*id),
            }
            crash::point();
            self.told();
        }
        Ok(gone)
    }

    /// One order by its id; `None` where it is not there. Where the second of its confirmation is known, an error or an
    /// empty answer is proved by a list.
    fn read_one(
        &self,
        id: i64,
        confirmed_at: Option<i64>,
    ) -> Result<Option<RawOrder>, GatherError> {
        match (self.account.get_order(id), confirmed_at) {
            (Err(error @ ApiError::Refused { .. }), Some(second)) => {
                self.listed(id, second, Some(error))
            }
            (Ok(None), Some(second)) => self.listed(id, second, None),
            // The book has nothing of it that could be lost.
            (Err(ApiError::Refused { .. }), None) => Ok(None),
            (read, _) => Ok(read?),
        }
    }

    /// Looks in a list for an order that BaseLinker refused to show by its id. What it says of one that is not there is
    /// unknown, so neither an error nor an empty answer alone is proof: both may pass. An error stands where the list
    /// proves nothing either.
    fn listed(
        &self,
        id: i64,
        second: i64,
        refused: Option<ApiError>,
    ) -> Result<Option<RawOrder>, GatherError> {
        let page = self.account.get_orders(&OrdersFilter {
            date_confirmed_from: Some(second),
            ..OrdersFilter::default()
        })?;
        let whole = page.len() < PAGE || page.iter().any(|raw| raw.date_confirmed > Some(second));
        match page.into_iter().find(|raw| raw.id == id) {
            None if !whole => refused.map_or(Ok(None), |error| Err(error.into())),
            found => Ok(found),
        }
    }

    /// Looks again at orders that wait or need editing: by single reads or by a listing of the statuses in which their
    /// waiting ends, whichever takes fewer calls.
    ///
    /// # Errors
    /// Those of the calls, of the stage and of the book.
    pub fn again(
        &mut self,
        mirror: &Mirror,
        now: i64,
        unpaid: Unpaid,
    ) -> Result<Again, GatherError> {
        let due: Vec<Due> = mirror
            .due(now, unpaid)?
            .into_iter()
            .filter(|due| !self.stage.has_seen(due.id))
            .collect();
        let Some(oldest) = due.iter().map(|due| due.confirmed_at).min() else {
            return Ok(Again::default());
        };
        // Orders that need editing stand in these statuses, so a listing shows their mended data, too.
        let statuses = self.statuses.ends_of_waiting();
        let mut listing = 0;
        for status in &statuses {
            listing +=
                1 + usize::try_from(mirror.count_in_status(*status, oldest)?).unwrap_or(0) / PAGE;
        }
        let singles = due.len().min(SINGLE_READS);
        if singles <= listing {
            let named: Vec<_> = due
                .iter()
                .take(singles)
                .map(|due| (due.id, Some(due.confirmed_at)))
                .collect();
            return Ok(Again {
                gone: self.named(&named)?,
                unmoved: Vec::new(),
                stuck: None,
            });
        }
        let mut stuck = None;
        for status in statuses {
            if self.account.stopping() {
                break;
            }
            if let Leg::Stuck { second } = Walk::of_status(status, oldest).leg(self, usize::MAX)? {
                stuck = Some(second);
            }
        }
        // A listing that was not read whole proves nothing of the others.
        if self.account.stopping() {
            return Ok(Again::default());
        }
        // A listing never shows what was deleted: the longest unread are read themselves, a few a pass.
        let unread: Vec<_> = due
            .iter()
            .filter(|due| !self.stage.has_seen(due.id) && due.read_at <= now - UNREAD)
            .take(READS_BESIDE)
            .map(|due| (due.id, Some(due.confirmed_at)))
            .collect();
        let gone = self.named(&unread)?;
        let unmoved = due
            .iter()
            .map(|due| due.id)
            .filter(|id| !self.stage.has_seen(*id) && !gone.contains(id))
            .collect();
        Ok(Again {
            gone,
            unmoved,
            stuck,
        })
    }
}

/// What a second look found, beside the orders on the stage.
#[derive(Debug, Default)]
pub struct Again {
    /// Read one by one, and not there.
    pub gone: Vec<i64>,
    /// Not in any listed status: where they were.
    pub unmoved: Vec<i64>,
    /// A second that the listing could not read whole.
    pub stuck: Option<i64>,
}

impl Pages for Gather<'_> {
    type Error = GatherError;

    fn page(&mut self, query: &Query) -> Result<Vec<Head>, GatherError> {
        let filter = OrdersFilter {
            date_confirmed_from: query.from,
            id_from: query.id_from,
            status_id: query.status,
            source: query.source.as_ref().map(|(kind, id)| SourceFilter {
                kind: kind.clone(),
                id: Some(*id),
            }),
            ..OrdersFilter::default()
        };
        crash::point();
        let orders = self.account.get_orders(&filter)?;
        crash::point();
        let mut heads = Vec::with_capacity(orders.len());
        for raw in &orders {
            let confirmed_at = raw.date_confirmed.unwrap_or(0);
            // A page that ends early is the walk's last one.
            if self.until.is_some_and(|until| confirmed_at >= until) {
                continue;
            }
            heads.push(Head {
                id: raw.id,
                confirmed_at,
            });
            self.keep(raw)?;
        }
        self.told();
        Ok(heads)
    }

    fn statuses(&mut self) -> Result<Vec<i64>, GatherError> {
        Ok(self.statuses.all())
    }

    fn stopping(&self) -> bool {
        self.account.stopping()
    }

    fn sources(&mut self) -> Result<Vec<(String, i64)>, GatherError> {
        Ok(self
            .account
            .get_order_sources()?
            .into_iter()
            .map(|source| (source.kind, source.id))
            .collect())
    }
}
