//! The orders pass (design.md §4): gather → plan (pure) → apply, a page a transaction → report.

pub mod apply;
pub mod brake;
pub mod context;
pub mod decide;
pub mod gather;
pub mod prepare;
pub mod seen;
pub mod stage;
pub mod statuses;
pub mod tally;
pub mod walk;

use self::apply::{Apply, Named, Now};
use self::gather::{Again, Gather, GatherError};
use self::statuses::{Lost, Statuses};
use self::tally::{Tally, Trouble};
use self::walk::{Leg, PAGE, Walk};
use super::crash;
use super::settings::Settings;
use crate::baselinker::{Account, ApiError};
use crate::domain::order::Order;
use crate::domain::reason::{Code, Reason};
use crate::domain::rules::Issue;
use crate::domain::state::{Flags, State};
use crate::domain::warsaw;
use crate::mirror::binding::{self, Bond};
use crate::mirror::orders::{OrderRow, Unpaid};
use crate::mirror::{Mirror, MirrorError};
use crate::net::Line;
use crate::report::pass::Brake;
use crate::report::progress::Progress;

/// How far back of the cursor a pass begins: an order may become visible a little late (reliability.md §6).
const OVERLAP: i64 = 600;

/// Calls of a leg: so many pages are gathered before they are applied.
const LEG: usize = 120;

/// What a person asked of the pass.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    /// Only these orders, whatever the cursor says; empty: everything since the cursor.
    pub orders: Vec<i64>,
    /// Hash of a stopped plan to let go.
    pub force: Option<String>,
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
}

impl Pass<'_> {
    /// Runs the pass on `mirror`. What was applied before an error stays, and is counted in `ended`.
    ///
    /// # Errors
    /// See [`PassError`].
    pub fn run(&self, mirror: &mut Mirror, ended: &mut Ended) -> Result<(), PassError> {
        let account: Vec<(i64, String)> = self
            .account
            .get_order_status_list()?
            .into_iter()
            .map(|status| (status.id, status.name))
            .collect();
        crash::point();
        self.prove(mirror)?;
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
        let apply = Apply {
            settings: self.settings,
            statuses: &statuses,
            from,
            now: &now,
            issued_before: mirror.issued_before()?,
            asked: if self.ask.orders.is_empty() {
                Named::NotAtAll
            } else {
                Named::OneByOne
            },
            released: released.as_ref(),
        };
        if !self.ask.orders.is_empty() {
            let mut named = Vec::with_capacity(self.ask.orders.len());
            for id in &self.ask.orders {
                let known = mirror.order(*id)?;
                named.push((*id, known.and_then(|row| row.seen.confirmed_at)));
            }
            let gone = gather.named(&named)?;
            let again = Again {
                gone,
                ..Again::default()
            };
            return self.settle(&mut gather, &apply, mirror, Some(again), None, ended);
        }
        let cursor = mirror.cursor()?;
        let mut walk = Walk::from(cursor.map_or(from, |cursor| from.max(cursor - OVERLAP)));
        loop {
            let leg = gather.leg(&mut walk, LEG)?;
            crash::point();
            let (again, upto) = match leg {
                Leg::More { next } => (None, Some(next)),
                Leg::Complete => (Some(self.again(&mut gather, mirror, &now)?), None),
                Leg::Stuck { second } => {
                    ended.stuck = Some(second);
                    (Some(self.again(&mut gather, mirror, &now)?), None)
                }
            };
            self.settle(&mut gather, &apply, mirror, again, upto, ended)?;
            if leg == Leg::Complete || ended.brake.is_some() || ended.stuck.is_some() {
                return Ok(());
            }
        }
    }

    /// Makes sure that the token's account is the book's own. BaseLinker names no account, so one known order is read
    /// again where token or address have changed (design.md §5, "The book").
    fn prove(&self, mirror: &mut Mirror) -> Result<(), PassError> {
        match mirror.bond(&self.identity)? {
            Bond::Same => return Ok(()),
            Bond::Free => {}
            Bond::Unproven => {
                if let Some((id, identity)) = mirror.proof()? {
                    let raw = match self.account.get_order(id) {
                        Err(ApiError::Refused { .. }) => None,
                        other => other?,
                    };
                    let wire = raw.and_then(|raw| raw.parse().ok());
                    if !wire.is_some_and(|wire| seen::order(&wire).identity.agrees(&identity)) {
                        return Err(PassError::OtherAccount(id));
                    }
                }
            }
        }
        Ok(mirror.write(|mirror| mirror.rebind(&self.identity))?)
    }

    fn again(
        &self,
        gather: &mut Gather<'_>,
        mirror: &Mirror,
        now: &Now,
    ) -> Result<Again, PassError> {
        let unpaid = match self.settings.rules.issue {
            Issue::Automatically => Unpaid::Included,
            Issue::Manually => Unpaid::LeftOut,
        };
        let again = gather.again(mirror, now.second, unpaid)?;
        crash::point();
        Ok(again)
    }

    /// Fetches what the plan needs beside the orders, weighs the brakes, applies the stage.
    fn settle(
        &self,
        gather: &mut Gather<'_>,
        apply: &Apply<'_>,
        mirror: &mut Mirror,
        again: Option<Again>,
        upto: Option<i64>,
        ended: &mut Ended,
    ) -> Result<(), PassError> {
        prepare::warehouses(
            self.account,
            self.settings,
            mirror,
            &gather.noticed.warehouses,
        )?;
        crash::point();
        prepare::rates(self.line, self.settings, mirror, &gather.noticed.currencies)?;
        crash::point();
        gather.stage.sort();
        if let Some(stopped) = self.brake(gather, apply, mirror, ended)? {
            let (second, brake) = (apply.now.second, &stopped.brake);
            mirror.write(|mirror| {
                mirror.keep_plan(&brake.hash, &brake.reason, &stopped.members, second)
            })?;
            ended.brake = Some(stopped.brake);
            return Ok(());
        }
        // The walk shows nothing surely beyond the moment at which it began: an order dated ahead, or one that a later
        // listing found, must not carry the cursor past orders that were never shown.
        let ceiling = apply
            .now
            .second
            .saturating_add(apply.now.ahead.unwrap_or(0));
        let moves = self.ask.orders.is_empty() && ended.stuck.is_none();
        let all = gather.stage.len();
        let mut text = String::new();
        let mut first = 0;
        while first < all {
            let end = all.min(first + PAGE);
            crash::point();
            let tally = mirror.write(|mirror| {
                // Midnight may have passed, and another process may have issued, since the pass began.
                let now = prepare::again(self.line.clock, apply.now, mirror)?;
                let apply = Apply {
                    now: &now,
                    ..*apply
                };
                let mut page = Tally::default();
                let mut last = None;
                for place in first..end {
                    last = Some(
                        gather
                            .stage
                            .read(place, &mut text)
                            .map_err(PassError::Disk)?,
                    );
                    one(&apply, mirror, &text, &mut page)?;
                    crash::point();
                }
                if let Some(second) = last.filter(|_| moves) {
                    mirror.move_cursor(second.min(ceiling))?;
                }
                Ok::<_, PassError>(page)
            })?;
            crash::point();
            ended.tally.add(tally);
            first = end;
            self.progress.applied(first, all);
        }
        gather.stage.clear().map_err(PassError::Disk)?;
        gather.noticed.candidates.clear();
        let again = again.unwrap_or_default();
        ended.stuck = ended.stuck.or(again.stuck);
        let tally = mirror.write(|mirror| {
            if let Some(next) = upto {
                // Orders of the second itself may still come: the cursor is inclusive.
                mirror.move_cursor(next.min(ceiling))?;
            }
            for id in &again.unmoved {
                mirror.note_looked(*id, apply.now.second)?;
            }
            gone(mirror, &again.gone, apply.now.second)
        })?;
        crash::point();
        ended.tally.add(tally);
        Ok(())
    }

    /// Whether a brake bites. Where the orders on the stage cannot reach a limit nothing is rehearsed; else everything
    /// is applied, counted, and taken back.
    fn brake(
        &self,
        gather: &mut Gather<'_>,
        apply: &Apply<'_>,
        mirror: &mut Mirror,
        ended: &Ended,
    ) -> Result<Option<brake::Stopped>, PassError> {
        if self.settings.rules.issue == Issue::Manually {
            return Ok(None);
        }
        let brakes = self.settings.brakes;
        let made_on = warsaw::start_of(warsaw::day(mirror.made_at()?));
        let old_before = made_on.max(mirror.lost_before()?);
        let issued = ended.tally.issued.len() as u64;
        let old_issued = ended
            .tally
            .issued
            .iter()
            .filter(|one| one.confirmed_at < old_before)
            .count() as u64;
        let mut undocumented = Vec::with_capacity(gather.noticed.candidates.len());
        for (id, confirmed_at) in &gather.noticed.candidates {
            if mirror.state_of(*id)? != Some(State::Documented) {
                undocumented.push(*confirmed_at);
            }
        }
        let old = undocumented
            .iter()
            .filter(|second| **second < old_before)
            .count() as u64;
        if old + old_issued <= brakes.old_orders
            && undocumented.len() as u64 + issued <= brakes.documents_per_run
        {
            return Ok(None);
        }
        let stage = &mut gather.stage;
        let rehearsed = mirror.rehearse(|mirror| {
            let mut tally = Tally::default();
            let mut text = String::new();
            for place in 0..stage.len() {
                stage.read(place, &mut text).map_err(PassError::Disk)?;
                one(apply, mirror, &text, &mut tally)?;
            }
            Ok::<_, PassError>(tally)
        })?;
        Ok(brake::weigh(
            &rehearsed.issued,
            brakes,
            old_before,
            &ended.tally.issued,
            apply.released,
        ))
    }
}

/// One order from the stage into the book, in a savepoint: what the book refuses is held, and the others go on.
fn one(apply: &Apply<'_>, mirror: &Mirror, text: &str, tally: &mut Tally) -> Result<(), PassError> {
    let order: Order = serde_json::from_str(text).map_err(MirrorError::from)?;
    let attempt = mirror.savepoint(|mirror| {
        let mut own = Tally::default();
        apply.order(mirror, order.clone(), &mut own).map(|()| own)
    });
    let own = match attempt {
        Err(error @ (MirrorError::Sql(_) | MirrorError::Content(_))) => {
            mirror.savepoint(|mirror| {
                let mut own = Tally::default();
                apply.hold(mirror, order, &error, &mut own).map(|()| own)
            })?
        }
        other => other?,
    };
    tally.add(own);
    Ok(())
}

/// Orders that a read did not find: after two such reads nobody waits for them any more.
fn gone(mirror: &Mirror, ids: &[i64], now: i64) -> Result<Tally, MirrorError> {
    let mut tally = Tally::default();
    for id in ids {
        let Some(before) = mirror.order(*id)? else {
            tally.troubles.push(Trouble {
                order: *id,
                reason: Reason::bare(Code::Unknown),
            });
            continue;
        };
        let gone_reads = before.gone_reads + 1;
        let waits = matches!(
            before.state,
            State::Waiting | State::Ready | State::NeedsEditing | State::Missed
        );
        let mut new = OrderRow {
            gone_reads,
            read_at: now,
            ..before.clone()
        };
        if waits && gone_reads >= 2 {
            new = OrderRow {
                state: State::Skipped,
                flags: Flags::default(),
                reasons: vec![Reason::bare(Code::Gone)],
                ..new
            };
            // Deleted, or merged into another order that lowers by itself.
            tally.lowered(mirror.lower(before.key, &[], &[], now)?);
        }
        tally.became(Some(&before), &new);
        mirror.save_order(&new)?;
    }
    Ok(tally)
}
