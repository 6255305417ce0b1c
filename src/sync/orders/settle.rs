//! What was gathered goes into the book: what the plan needs beside the orders, the brakes, then a page a transaction.

use std::collections::HashMap;

use super::apply::{Apply, Purpose};
use super::brake;
use super::elsewhere::Elsewhere;
use super::gather::{Again, Gather, Noticed};
use super::tally::{Tally, Trouble};
use super::walk::PAGE;
use super::{Ended, Pass, PassError, Reach, prepare, warehouses};
use crate::domain::order::Order;
use crate::domain::reason::{Code, Reason};
use crate::domain::rules::Issue;
use crate::domain::state::{Flags, State};
use crate::domain::warsaw;
use crate::mirror::claims::Claimant;
use crate::mirror::orders::OrderRow;
use crate::mirror::{Mirror, MirrorError};
use crate::sync::crash;

/// How often orders are read once more in one leg, where each reading is followed by a long wait.
const REFRESHES: usize = 3;

/// A ready order read so long (seconds) ago is looked at whole once more.
const LATELY: i64 = 3000;

/// What is the same for every leg of a pass.
pub(super) struct Settling<'a> {
    pub(super) apply: Apply<'a>,
    pub(super) elsewhere: Elsewhere<'a>,
}

impl Pass<'_> {
    /// Fetches what the plan needs beside the orders, weighs the brakes, applies the stage.
    pub(super) fn settle(
        &self,
        settling: &Settling<'_>,
        gather: &mut Gather<'_>,
        mirror: &mut Mirror,
        again: Option<Again>,
        mut upto: Option<i64>,
        ended: &mut Ended,
    ) -> Result<(), PassError> {
        let apply = &settling.apply;
        let undocumented = match apply.purpose {
            Purpose::Take => self.undocumented(gather, mirror)?,
            // Nothing gets a document.
            Purpose::Hold => HashMap::new(),
        };
        if !undocumented.is_empty() {
            settling.elsewhere.read(mirror)?;
            if let Reach::Orders(orders) = &self.ask.reach {
                for id in orders.iter().filter(|id| undocumented.contains_key(*id)) {
                    settling.elsewhere.read_of(mirror, *id)?;
                }
            }
            crash::point();
        }
        warehouses::learn_seen(
            self.account,
            self.settings,
            mirror,
            &gather.noticed.warehouses,
        )?;
        crash::point();
        if apply.purpose == Purpose::Take {
            let paid = &gather.noticed.paid;
            prepare::payments(self.account, mirror, paid, apply.now.server_day)?;
            crash::point();
            prepare::rates(self.line, self.settings, mirror, &gather.noticed.foreign)?;
            crash::point();
        }
        gather.stage.sort();
        if let Some(limit) = self.ask.limit {
            let left = limit.saturating_sub(ended.taken);
            let (taken, more) = gather
                .stage
                .leave_after(left, |id| undocumented.contains_key(&id));
            ended.taken += taken;
            ended.limited = more;
            upto = upto.filter(|_| !ended.limited);
        }
        self.refresh(gather, undocumented)?;
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
        let moves = match self.ask.reach {
            Reach::SinceCursor | Reach::Full => ended.stuck.is_none(),
            Reach::Orders(_) | Reach::Days { .. } => false,
        };
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
                    self.move_cursor(mirror, second.min(ceiling))?;
                }
                Ok::<_, PassError>(page)
            })?;
            crash::point();
            ended.tally.add(tally);
            first = end;
            self.progress.applied(first, all);
        }
        gather.stage.clear().map_err(PassError::Disk)?;
        gather.noticed = Noticed::default();
        let again = again.unwrap_or_default();
        ended.stuck = ended.stuck.or(again.stuck);
        let tally = mirror.write(|mirror| {
            if let Some(next) = upto.filter(|_| moves) {
                // Orders of the second itself may still come: the cursor is inclusive.
                self.move_cursor(mirror, next.min(ceiling))?;
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

    /// Orders on the stage that may get a document, with the second of their confirmation.
    fn undocumented(
        &self,
        gather: &Gather<'_>,
        mirror: &Mirror,
    ) -> Result<HashMap<i64, i64>, PassError> {
        let mut found = HashMap::with_capacity(gather.noticed.candidates.len());
        let manually = self.settings.rules.issue == Issue::Manually;
        let lately = self.line.clock.wall().as_second() - LATELY;
        for (id, confirmed_at) in &gather.noticed.candidates {
            let settled = match mirror.stands(*id)? {
                Some((State::Documented | State::Skipped, _)) => true,
                // The cursor's overlap shows it in every pass; it gets no number by one.
                Some((State::Ready, read_at)) => manually && read_at > lately,
                _ => false,
            };
            if !settled {
                found.insert(*id, *confirmed_at);
            }
        }
        Ok(found)
    }

    /// Reads orders that may get a number once more, where there was a long wait since they were read.
    fn refresh(
        &self,
        gather: &mut Gather<'_>,
        undocumented: HashMap<i64, i64>,
    ) -> Result<(), PassError> {
        let Some(oldest) = undocumented.values().min().copied() else {
            return Ok(());
        };
        if self.settings.rules.issue == Issue::Manually {
            return Ok(());
        }
        for _ in 0..REFRESHES {
            if !gather.has_waited() {
                return Ok(());
            }
            gather.refresh(undocumented.keys().copied().collect(), oldest)?;
            crash::point();
        }
        if gather.has_waited() {
            return Err(PassError::Restless);
        }
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
        if self.settings.rules.issue == Issue::Manually || apply.purpose == Purpose::Hold {
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
            let claimant = Claimant {
                order_key: before.key,
                confirmed_at: before.seen.confirmed_at.unwrap_or(0),
                default_warehouse: None,
                now,
            };
            mirror.claim(claimant, &[])?;
        }
        tally.became(Some(&before), &new);
        mirror.save_order(&new)?;
    }
    Ok(tally)
}
