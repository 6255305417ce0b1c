//! The sending: brakes first, then batch after batch of levels – read, decided, written, read back.

use super::batch::Batch;
use super::brake::{self, Plan, Why};
use super::places::{self, Places};
use super::plan::{Job, Rows, Verdict, is_open, products, verdict};
use super::tally::{Notice, PlannedLevel};
use super::{Ended, Pass, SendSettings, Which, evidence, read};
use crate::baselinker::WRITTEN;
use crate::domain::stock::{Lowers, Word};
use crate::mirror::Mirror;
use crate::sync::crash;
use crate::sync::orders::PassError;
use crate::sync::orders::statuses::Statuses;
use crate::sync::patience::Patience;

/// What a sending goes by.
pub(super) struct Terms<'a> {
    /// The profile's settings.
    pub(super) sending: &'a SendSettings,
    /// When BaseLinker lowers.
    pub(super) lowers: Lowers,
    /// Hash of a stopped sending that was let go.
    pub(super) released: Option<String>,
}

impl Pass<'_> {
    /// Sends levels.
    ///
    /// # Errors
    /// See [`PassError`].
    pub(super) fn send(
        &self,
        sending: &SendSettings,
        mirror: &mut Mirror,
        ended: &mut Ended,
    ) -> Result<(), PassError> {
        let touched = matches!(self.ask.which, Which::Touched(_));
        let lowers = match (touched, sending.lowers) {
            (false, _) => evidence::lowers(self, sending, mirror, ended)?,
            (true, Some(lowers)) => Some(lowers),
            (true, None) => mirror.evident_lowers()?,
        };
        let Some(lowers) = lowers else {
            return Ok(());
        };
        let words = sending.words(lowers);
        let known = mirror.sending_let_go()?;
        let is_first = known
            .as_ref()
            .is_none_or(|known| !known.starts_with(lowers.word()));
        if touched && known.as_ref() != Some(&words) {
            return Ok(());
        }
        let released = self.released(mirror)?;
        if is_first && known.is_some() {
            // Targets of another way of lowering explain nothing.
            let shipped = self.shipped(mirror)?;
            mirror.write(|mirror| {
                mirror.reckon_claims(lowers, &shipped)?;
                mirror.forget_targets()
            })?;
        } else if known.is_some_and(|known| known != words) {
            mirror.write(|mirror| {
                mirror.all_levels_due()?;
                mirror.let_sending_go(&words)
            })?;
        }
        mirror.write(|mirror| match &self.ask.which {
            Which::Full => {
                mirror.all_levels_due()?;
                mirror.unsendable_done()
            }
            Which::Changed | Which::Cards(_) => mirror.unsendable_done(),
            Which::Touched(_) => Ok(()),
        })?;
        crash::point();
        let terms = Terms {
            sending,
            lowers,
            released,
        };
        // What a person names is their word; it lets nothing else go.
        if terms.released.is_none() && self.ask.word == Word::OfPass {
            if is_first {
                return self.plan_only(Why::First, &terms, mirror, ended);
            }
            if brake::zero(sending, mirror)?.is_some() {
                if touched {
                    ended.tally.notice(Notice::LeftToStock);
                    return Ok(());
                }
                return self.plan_only(Why::Zero, &terms, mirror, ended);
            }
        }
        if is_first && self.ask.word == Word::OfPass {
            mirror.write(|mirror| mirror.let_sending_go(&words))?;
            crash::point();
        }
        self.stream(&terms, mirror, ended)
    }

    /// Statuses in which goods have left, by the names that the reading of orders kept.
    fn shipped(&self, mirror: &Mirror) -> Result<Vec<i64>, PassError> {
        let Some(orders) = &self.settings.orders else {
            return Ok(Vec::new());
        };
        let statuses = Statuses::resolve(&mirror.names("status")?, &orders.statuses);
        Ok(statuses.map_err(PassError::Names)?.shipped())
    }

    /// The stopped sending that a person lets go.
    fn released(&self, mirror: &Mirror) -> Result<Option<String>, PassError> {
        let Some(hash) = &self.ask.force else {
            return Ok(None);
        };
        mirror
            .stopped_plan(hash, self.now())?
            .ok_or_else(|| PassError::UnknownPlan(hash.clone()))?;
        Ok(Some(hash.clone()))
    }

    fn stream(
        &self,
        terms: &Terms<'_>,
        mirror: &mut Mirror,
        ended: &mut Ended,
    ) -> Result<(), PassError> {
        let patience = Patience::begin(self.line, self.ask.telling);
        let mut rows = Rows::of(&self.ask.which);
        let mut places: Option<Places> = None;
        let mut jobs: Vec<Job> = Vec::new();
        loop {
            let page = rows.next(mirror)?;
            let last = page.is_empty();
            let now = self.now();
            let mut done = Vec::new();
            for row in page {
                let at = (row.card, row.warehouse);
                match verdict(self, terms.sending, row, now) {
                    Verdict::Look(job) => {
                        let wanted = match &terms.released {
                            None => Some(job.to_send),
                            Some(hash) => mirror.sending(hash, &job.row.at)?,
                        };
                        if wanted == Some(job.to_send) {
                            jobs.push(*job);
                        } else {
                            ended.tally.left_out += 1;
                        }
                    }
                    Verdict::Done => done.push(at),
                    Verdict::Wait => {}
                }
            }
            mirror.write(|mirror| {
                done.iter()
                    .try_for_each(|(card, warehouse)| mirror.level_done(*card, *warehouse))
            })?;
            if !jobs.is_empty() && places.is_none() {
                places = Some(places::open(self, terms.sending, mirror, &mut ended.tally)?);
            }
            if let Some(places) = &places {
                jobs.retain(|job| is_open(places, job));
                while products(&jobs).len() >= WRITTEN || (last && !jobs.is_empty()) {
                    if patience.is_over() {
                        ended.tally.notice(Notice::Left(jobs.len() as u64));
                        return Ok(());
                    }
                    let batch = first_products(&mut jobs, WRITTEN);
                    Batch::new(self, terms, places).run(batch, mirror, ended)?;
                }
            }
            if last {
                break;
            }
        }
        if ended.tally.left_out > 0 {
            let left_out = ended.tally.left_out;
            ended.tally.notice(Notice::LeftOut(left_out));
        }
        Ok(())
    }

    /// Reads what a sending would write over, and keeps the plan for a person to let go. Nothing is written.
    fn plan_only(
        &self,
        why: Why,
        terms: &Terms<'_>,
        mirror: &mut Mirror,
        ended: &mut Ended,
    ) -> Result<(), PassError> {
        let mut plan = Plan::begin(why);
        let mut rows = Rows::of(&Which::Changed);
        let mut places: Option<Places> = None;
        loop {
            let page = rows.next(mirror)?;
            if page.is_empty() {
                break;
            }
            let now = self.now();
            let mut jobs = Vec::new();
            for row in page {
                if let Verdict::Look(job) = verdict(self, terms.sending, row, now) {
                    jobs.push(*job);
                }
            }
            if jobs.is_empty() {
                continue;
            }
            if places.is_none() {
                places = Some(places::open(self, terms.sending, mirror, &mut ended.tally)?);
            }
            let Some(places) = &places else { break };
            jobs.retain(|job| is_open(places, job));
            let seen = read::products(
                self.account,
                self.line.clock,
                places.inventory,
                &products(&jobs),
            )?;
            mirror.write(|mirror| {
                for job in &jobs {
                    let at = &job.row.at;
                    let reading = seen
                        .get(&at.product)
                        .and_then(|seen| seen.reading(&at.place));
                    let remote = reading.and_then(|reading| reading.free(terms.lowers));
                    if let (Some(remote), Some(reading)) = (remote, reading) {
                        mirror.keep_reading(at, remote, reading.reserved, self.there())?;
                    }
                    plan.add(mirror, job, remote)?;
                    ended.tally.plan(PlannedLevel {
                        sku: job.row.sku.clone(),
                        at: at.clone(),
                        level: job.level,
                        remote,
                        to_send: job.to_send.max(0),
                    });
                }
                Ok::<_, PassError>(())
            })?;
        }
        // No level is known: there is nothing to ask a person for.
        if plan.counts.is_empty() {
            return Ok(());
        }
        plan.stop(why, mirror, ended, self.now())
    }
}

/// The jobs of the first so many products.
fn first_products(jobs: &mut Vec<Job>, most: usize) -> Vec<Job> {
    let mut products = Vec::new();
    let mut end = 0;
    for job in jobs.iter() {
        if products.last() != Some(&job.row.at.product) {
            if products.len() == most {
                break;
            }
            products.push(job.row.at.product);
        }
        end += 1;
    }
    jobs.drain(..end).collect()
}
