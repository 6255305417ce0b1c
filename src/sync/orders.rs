//! The orders pass (design.md §4): gather → plan (pure) → apply, a page a transaction → report.

pub mod apply;
pub mod brake;
pub mod context;
pub mod decide;
pub mod elsewhere;
mod eu_limit;
pub mod gather;
pub mod prepare;
pub mod recheck;
mod returns;
pub mod seen;
mod settle;
pub mod stage;
pub mod statuses;
pub mod tally;
mod tell;
pub mod walk;
pub mod warehouses;

use std::time::Duration;

use jiff::civil::Date;

use self::apply::{Apply, Named, Now, Purpose, Repair};
use self::elsewhere::Elsewhere;
use self::gather::{Again, Gather, GatherError};
use self::recheck::Recheck;
use self::settle::Settling;
use self::statuses::{Lost, Statuses};
use self::tally::Tally;
use self::walk::{Leg, Walk};
use super::printouts::{CALLS, Sending, Sent, Which};
use super::settings::Settings;
use super::{Effects, crash, prove, stock};
use crate::baselinker::{Account, ApiError};
use crate::domain::rules::Issue;
use crate::domain::stock::Word;
use crate::domain::warsaw;
use crate::mirror::binding;
use crate::mirror::orders::Unpaid;
use crate::mirror::{Mirror, MirrorError};
use crate::net::Line;
use crate::report::pass::Brake;
use crate::report::progress::Progress;

/// How far back of the cursor a pass begins: an order may become visible a little late (reliability.md §6).
const OVERLAP: i64 = 600;

/// Seconds of a day.
const DAY: i64 = 24 * 3600;

/// Calls of a leg: so many pages are gathered before they are applied.
const LEG: usize = 120;

/// Which orders a pass reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Reach {
    /// Everything since the cursor, and what waits.
    #[default]
    SinceCursor,
    /// Only these, whatever the cursor says.
    Orders(Vec<i64>),
    /// What was confirmed on these Warsaw days, both included, whatever the cursor says.
    Days {
        /// The first day; `None`: `orders.from`.
        since: Option<Date>,
        /// The last day.
        until: Option<Date>,
    },
    /// Everything since `orders.from`.
    Full,
}

/// What a person asked of the pass.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    /// Which orders.
    pub reach: Reach,
    /// At most so many orders, those confirmed first.
    pub limit: Option<usize>,
    /// Hash of a stopped plan to let go.
    pub force: Option<String>,
    /// How long BaseLinker may be told of what was done; `None`: until it is.
    pub telling: Option<Duration>,
    /// Whether orders are taken, or only hold what they will take.
    pub purpose: Purpose,
    /// Whether BaseLinker is written to.
    pub effects: Effects,
}

/// A pass.
pub struct Pass<'a> {
    /// The account.
    pub account: &'a Account<'a>,
    /// What the account is known by.
    pub identity: binding::Account,
    /// The world, for NBP.
    pub line: Line<'a>,
    /// Settings.
    pub settings: &'a Settings,
    /// Listener.
    pub progress: &'a dyn Progress,
    /// What was asked.
    pub ask: Ask,
    /// How the levels are sent that the pass touches; `None`: they are not.
    pub stock: Option<&'a stock::Settings>,
}

/// Why a pass ended before its end.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum PassError {
    #[error(transparent)]
    Api(#[from] ApiError),
    #[error("{0}")]
    Disk(std::io::Error),
    #[error(transparent)]
    Mirror(#[from] MirrorError),
    #[error("the profile names statuses that are not there")]
    Names(Vec<Lost>),
    #[error("no stopped plan has the hash `{0}` (plans are kept for 24 hours)")]
    UnknownPlan(String),
    #[error("this token's account does not have the mirror's order {0}")]
    OtherAccount(i64),
    #[error("a person wanted the pass to end")]
    Stopped,
    #[error(
        "after each of several readings there was a long wait, and orders may have changed in it"
    )]
    Restless,
}

impl From<GatherError> for PassError {
    fn from(error: GatherError) -> Self {
        match error {
            GatherError::Api(error) => PassError::Api(error),
            GatherError::Disk(error) => PassError::Disk(error),
            GatherError::Mirror(error) => PassError::Mirror(error),
        }
    }
}

/// How a pass ended.
#[derive(Debug, Default)]
pub struct Ended {
    /// Counts, as far as it came.
    pub tally: Tally,
    /// A brake that stopped it.
    pub brake: Option<Brake>,
    /// A second that could not be read whole: the cursor stands before it.
    pub stuck: Option<i64>,
    /// The limit was reached: the rest is left to the next pass.
    pub limited: bool,
    /// Orders that might get a document and were applied, where there is a limit.
    pub taken: usize,
    /// Levels that this pass touched and that are below zero: SKU, warehouse, pieces.
    pub below_zero: Vec<(String, String, i64)>,
    /// How the sending of printouts ended, where they are sent.
    pub printouts: Sent,
    /// How the sending of the levels that were touched ended, where levels are sent.
    pub stock: Option<Box<stock::Ended>>,
}

impl Pass<'_> {
    /// Runs the pass on `mirror`. What was applied before an error stays, and is counted in `ended`.
    ///
    /// # Errors
    /// See [`PassError`].
    pub fn run(&self, mirror: &mut Mirror, ended: &mut Ended) -> Result<(), PassError> {
        mirror.touch_nothing();
        let account: Vec<(i64, String)> = self
            .account
            .get_order_status_list()?
            .into_iter()
            .map(|status| (status.id, status.name))
            .collect();
        crash::point();
        prove::account(self.account, &self.identity, mirror)?;
        crash::point();
        let statuses =
            Statuses::resolve(&account, &self.settings.statuses).map_err(PassError::Names)?;
        mirror.write(|mirror| {
            let names: Vec<_> = account
                .iter()
                .map(|(id, name)| (name.clone(), *id))
                .collect();
            mirror.keep_names("status", &names)
        })?;
        crash::point();
        let now = prepare::now(self.line.clock, self.account.server_time(), mirror)?;
        let mut gather = Gather::new(self.account, &statuses, now.today, self.progress);
        let from = warsaw::start_of(self.settings.from);
        let released = match &self.ask.force {
            None => None,
            Some(hash) => {
                let plan = mirror.stopped_plan(hash, now.second)?;
                Some(plan.ok_or_else(|| PassError::UnknownPlan(hash.clone()))?)
            }
        };
        if self.ask.purpose == Purpose::Take {
            elsewhere::series(self.account, self.settings, mirror)?;
            crash::point();
        }
        mirror.write(|mirror| {
            let days = i64::from(self.settings.hold_days);
            mirror.end_old_holds(now.second.saturating_sub(days.saturating_mul(DAY)))
        })?;
        let settling = Settling {
            apply: Apply {
                settings: self.settings,
                statuses: &statuses,
                from,
                now: &now,
                issued_before: mirror.issued_before()?,
                asked: match self.ask.reach {
                    Reach::Orders(_) => Named::OneByOne,
                    Reach::SinceCursor | Reach::Days { .. } | Reach::Full => Named::NotAtAll,
                },
                repair: match self.ask.reach {
                    Reach::SinceCursor => Repair::No,
                    Reach::Orders(_) | Reach::Days { .. } | Reach::Full => Repair::Yes,
                },
                purpose: self.ask.purpose,
                released: released.as_ref(),
            },
            elsewhere: Elsewhere {
                account: self.account,
                from,
                ours: elsewhere::ours(self.settings, mirror)?,
                now: now.second,
            },
        };
        let read = self.read(&settling, &mut gather, mirror, ended);
        ended.below_zero = mirror.below_zero(&mirror.touched_cards())?;
        if self.ask.purpose == Purpose::Hold {
            return read;
        }
        eu_limit::notice(self.settings, mirror, &now, &mut ended.tally)?;
        // What earlier legs and passes promised is told also where this one could not go on.
        if ended.brake.is_none() && self.ask.effects == Effects::Real {
            tell::statuses(self, &statuses, mirror, &mut ended.tally)?;
        }
        read?;
        if ended.brake.is_none() {
            self.send_touched(mirror, ended)?;
            if self.ask.effects == Effects::Real {
                self.send_printouts(&settling.elsewhere, mirror, ended)?;
            }
        }
        Ok(())
    }

    /// Sends the printouts of invoices, this pass's and those of earlier ones.
    fn send_printouts(
        &self,
        elsewhere: &Elsewhere<'_>,
        mirror: &mut Mirror,
        ended: &mut Ended,
    ) -> Result<(), PassError> {
        let Some(series) = elsewhere.ours else {
            return Ok(());
        };
        let sending = Sending {
            account: self.account,
            line: self.line,
            elsewhere,
            series,
            window: self.settings.settle_window,
            telling: self.ask.telling,
        };
        let (open, _) = mirror.count_open_printouts()?;
        if open > 0 {
            let calls = usize::try_from(open)
                .unwrap_or(usize::MAX)
                .saturating_mul(CALLS);
            self.progress.sending(calls, self.account.calls_a_minute());
        }
        ended.printouts = sending.run(mirror, &Which::Open)?;
        Ok(())
    }

    /// Sends the levels of the products that this pass touched (requirements.md, row 59a).
    fn send_touched(&self, mirror: &mut Mirror, ended: &mut Ended) -> Result<(), PassError> {
        let cards = mirror.touched_cards();
        let Some(settings) = self.stock.filter(|_| !cards.is_empty()) else {
            return Ok(());
        };
        let pass = stock::Pass {
            account: self.account,
            identity: self.identity.clone(),
            line: self.line,
            settings,
            progress: self.progress,
            ask: stock::Ask {
                which: stock::Which::Touched(cards),
                word: Word::OfPass,
                force: None,
                telling: self.ask.telling,
                effects: self.ask.effects,
            },
        };
        let mut sent = stock::Ended::default();
        let result = pass.after_orders(mirror, &mut sent);
        ended.stock = Some(Box::new(sent));
        result
    }

    fn read(
        &self,
        settling: &Settling<'_>,
        gather: &mut Gather<'_>,
        mirror: &mut Mirror,
        ended: &mut Ended,
    ) -> Result<(), PassError> {
        let (from, now) = (settling.apply.from, settling.apply.now);
        let cursor = self.cursor(mirror)?;
        let on = from.max(cursor.map_or(from, |cursor| cursor - OVERLAP));
        let (mut walk, recheck) = match &self.ask.reach {
            Reach::Orders(orders) => {
                return self.named(settling, gather, mirror, orders, ended);
            }
            Reach::SinceCursor if self.ask.purpose == Purpose::Hold => (Walk::from(on), None),
            Reach::SinceCursor => {
                let recheck = Recheck::of(self.account, mirror, now, cursor, from)?;
                (Walk::from(recheck.begin(on)), Some(recheck))
            }
            Reach::Full => (Walk::from(from), Some(Recheck::whole())),
            Reach::Days { since, until } => {
                if let Some(until) = until.and_then(|day| day.tomorrow().ok()) {
                    gather.until(warsaw::start_of(until));
                }
                let since = since.map_or(from, warsaw::start_of);
                (Walk::from(from.max(since)), None)
            }
        };
        if let Some(recheck) = &recheck {
            gather.named(&recheck.orders)?;
            crash::point();
        }
        loop {
            let leg = gather.leg(&mut walk, LEG)?;
            crash::point();
            let stopping = self.line.talk.stopping();
            let (again, upto) = match leg {
                Leg::More { next } => (None, Some(next)),
                Leg::Complete if stopping => (None, None),
                Leg::Complete => (self.again(gather, mirror, now)?, None),
                Leg::Stuck { second } => {
                    ended.stuck = Some(second);
                    (self.again(gather, mirror, now)?, None)
                }
            };
            self.settle(settling, gather, mirror, again, upto, ended)?;
            if ended.brake.is_some() || ended.stuck.is_some() || ended.limited {
                return Ok(());
            }
            if stopping || self.line.talk.stopping() {
                return Err(PassError::Stopped);
            }
            if leg == Leg::Complete {
                if let Some(recheck) = recheck {
                    recheck.done(mirror, now)?;
                    returns::read(self.account, mirror, now.second, &mut ended.tally)?;
                }
                return Ok(());
            }
        }
    }

    /// The second up to which this pass has nothing to read.
    fn cursor(&self, mirror: &Mirror) -> Result<Option<i64>, MirrorError> {
        let taken = mirror.cursor()?;
        Ok(match self.ask.purpose {
            Purpose::Take => taken,
            Purpose::Hold => taken.max(mirror.stock_cursor()?),
        })
    }

    fn move_cursor(&self, mirror: &Mirror, to: i64) -> Result<(), MirrorError> {
        match self.ask.purpose {
            Purpose::Take => mirror.move_cursor(to),
            Purpose::Hold => mirror.move_stock_cursor(to),
        }
    }

    fn named(
        &self,
        settling: &Settling<'_>,
        gather: &mut Gather<'_>,
        mirror: &mut Mirror,
        orders: &[i64],
        ended: &mut Ended,
    ) -> Result<(), PassError> {
        let mut named = Vec::with_capacity(orders.len());
        for id in orders {
            let known = mirror.order(*id)?;
            named.push((*id, known.and_then(|row| row.seen.confirmed_at)));
        }
        let again = Again {
            gone: gather.named(&named)?,
            ..Again::default()
        };
        self.settle(settling, gather, mirror, Some(again), None, ended)?;
        for id in orders {
            returns::read_of(
                self.account,
                mirror,
                *id,
                settling.apply.now.second,
                &mut ended.tally,
            )?;
        }
        Ok(())
    }

    /// Orders that wait are looked at again, but not where a person asked for certain days only.
    fn again(
        &self,
        gather: &mut Gather<'_>,
        mirror: &Mirror,
        now: &Now,
    ) -> Result<Option<Again>, PassError> {
        if matches!(self.ask.reach, Reach::Days { .. }) {
            return Ok(None);
        }
        let unpaid = match self.settings.rules.issue {
            Issue::Automatically => Unpaid::Included,
            Issue::Manually => Unpaid::LeftOut,
        };
        let again = gather.again(mirror, now.second, unpaid)?;
        crash::point();
        Ok(Some(again))
    }
}
