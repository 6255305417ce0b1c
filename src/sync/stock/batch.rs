//! One batch: levels are read, decided by what BaseLinker has at that moment, written by one call, and read back.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::places::Places;
use super::plan::{Job, products};
use super::read::{self, Found, Seen};
use super::send::Terms;
use super::tally::{Notice, PlannedLevel, Trouble};
use super::{Effects, Ended, Pass, evidence};
use crate::baselinker::{Leave, StockByProduct, Written};
use crate::domain::stock::{self, Known, Lowers, Reading, Sent};
use crate::mirror::{Mirror, MirrorError};
use crate::net::Outcome;
use crate::sync::crash;
use crate::sync::orders::PassError;

/// A reading older than this is not written over: pieces may have been sold since.
const FRESH: Duration = Duration::from_secs(5);

/// A level that is being written.
#[derive(Debug, Clone)]
pub(super) struct Write {
    pub(super) job: Job,
    pub(super) reading: Reading,
    pub(super) sent: Sent,
    /// The drift that stood there before.
    pub(super) drift: i64,
}

pub(super) struct Batch<'a> {
    pub(super) pass: &'a Pass<'a>,
    pub(super) terms: &'a Terms<'a>,
    places: &'a Places,
}

impl<'a> Batch<'a> {
    pub(super) fn new(pass: &'a Pass<'a>, terms: &'a Terms<'a>, places: &'a Places) -> Batch<'a> {
        Batch {
            pass,
            terms,
            places,
        }
    }

    /// Runs the batch.
    ///
    /// # Errors
    /// Those of calls and book. What was noted before stays.
    pub(super) fn run(
        &self,
        mut jobs: Vec<Job>,
        mirror: &mut Mirror,
        ended: &mut Ended,
    ) -> Result<(), PassError> {
        // Each time those that were read last are fresh, so that it goes on, however slowly.
        while !jobs.is_empty() {
            jobs = self.fresh(jobs, mirror, ended)?;
        }
        Ok(())
    }

    /// Writes those of `jobs` that could be read just now; answers the others.
    fn fresh(
        &self,
        jobs: Vec<Job>,
        mirror: &mut Mirror,
        ended: &mut Ended,
    ) -> Result<Vec<Job>, PassError> {
        // Leave to write comes before the reading: waiting for it afterwards would make the reading old.
        let leave = match self.pass.ask.effects {
            Effects::Real if jobs.iter().any(changes) => {
                Some(self.pass.account.leave_to_update_stock()?)
            }
            Effects::Real | Effects::Rehearsed => None,
        };
        crash::point();
        let seen = self.read(&products(&jobs))?;
        let old = self.pass.line.clock.boot().saturating_sub(FRESH);
        let (fresh, stale): (Vec<Job>, Vec<Job>) = jobs.into_iter().partition(|job| {
            seen.get(&job.row.at.product)
                .is_none_or(|seen| seen.at >= old)
        });
        let writes = mirror.write(|mirror| {
            let mut writes = Vec::new();
            for job in fresh {
                if let Some(write) = self.decide(mirror, job, &seen, ended)? {
                    writes.push(write);
                }
            }
            Ok::<_, PassError>(writes)
        })?;
        crash::point();
        if !writes.is_empty() && self.pass.ask.effects == Effects::Real {
            self.write(leave, writes, mirror, ended)?;
        }
        Ok(stale)
    }

    fn read(&self, products: &[i64]) -> Result<BTreeMap<i64, Seen>, PassError> {
        let pass = self.pass;
        read::products(
            pass.account,
            pass.line.clock,
            self.places.inventory,
            products,
        )
    }

    /// Decides one level by what was read, and notes a write before it is sent.
    fn decide(
        &self,
        mirror: &Mirror,
        job: Job,
        seen: &BTreeMap<i64, Seen>,
        ended: &mut Ended,
    ) -> Result<Option<Write>, MirrorError> {
        let (card, warehouse) = (job.row.card, job.row.warehouse);
        let at = job.row.at.clone();
        let seen = seen.get(&at.product);
        let Some(reading) = seen.and_then(|seen| seen.reading(&at.place)) else {
            // What has no level of its own is not asked for again; what could not be read is.
            let odd = seen.is_none_or(|seen| matches!(seen.found, Found::Odd | Found::Levels(_)));
            if !odd {
                mirror.level_done(card, warehouse)?;
            }
            return Ok(None);
        };
        let now = self.pass.now();
        evidence::note(mirror, &job.row.shelf, reading)?;
        let Some(free) = reading.free(self.terms.lowers) else {
            ended.tally.reserved += 1;
            return Ok(None);
        };
        let Some(shelf) = self.settled(mirror, &job, free, now)? else {
            ended.tally.stock.in_doubt += 1;
            return Ok(None);
        };
        let drift = shelf.drift;
        let known = Known {
            target: shelf.target,
            drift,
        };
        mirror.keep_reading(&at, free, reading.reserved, self.pass.there())?;
        let Some(value) = stock::value(job.to_send, known, free, self.pass.ask.word) else {
            // It may be wanted otherwise than before, and stand there already.
            mirror.set_target(&at, job.to_send)?;
            mirror.level_done(card, warehouse)?;
            self.note_drift(mirror, &job, free, drift, ended)?;
            return Ok(None);
        };
        if shelf.target == Some(job.to_send) && value < free {
            let (named, pieces) = (named(&job), free - value);
            ended.tally.notice(Notice::TakenOff { named, pieces });
        }
        let sent = Sent {
            value,
            over: free,
            wanted: job.to_send,
            since: 0,
            at: now,
        };
        if self.pass.ask.effects == Effects::Rehearsed {
            ended.tally.stock.sent += 1;
            ended.tally.plan(PlannedLevel {
                sku: job.row.sku.clone(),
                at: at.clone(),
                level: job.level,
                remote: Some(free),
                to_send: value,
            });
            return Ok(None);
        }
        mirror.begin_write(&at, sent)?;
        Ok(Some(Write {
            job,
            reading,
            sent,
            drift,
        }))
    }

    /// Sends the writes by one call and reads them back.
    fn write(
        &self,
        leave: Option<Leave>,
        writes: Vec<Write>,
        mirror: &mut Mirror,
        ended: &mut Ended,
    ) -> Result<(), PassError> {
        let account = self.pass.account;
        let leave = match leave {
            Some(leave) => leave,
            None => {
                let begun = self.pass.line.clock.boot();
                let leave = account.leave_to_update_stock()?;
                if self.pass.line.clock.boot().saturating_sub(begun) >= FRESH {
                    // Too old by now: the next pass looks again.
                    return self.drop(mirror, &writes);
                }
                leave
            }
        };
        let mut payload = StockByProduct::new();
        for write in &writes {
            let at = &write.job.row.at;
            let pieces = match self.terms.lowers {
                Lowers::ByReservation => write.sent.value.saturating_add(write.reading.reserved),
                Lowers::AtConfirmation | Lowers::AtShipping => write.sent.value,
            };
            let places = payload.entry(at.product).or_default();
            places.insert(at.place.clone(), pieces);
        }
        crash::point();
        let outcome = account.update_stock(leave, self.places.inventory, &payload);
        crash::point();
        let (answer, error) = match outcome {
            Outcome::Applied(written) => (Some(written), None),
            Outcome::NotApplied(error) => {
                self.drop(mirror, &writes)?;
                return Err(error.into());
            }
            Outcome::InDoubt(error) => (None, Some(error)),
        };
        let products: BTreeSet<i64> = payload.keys().copied().collect();
        let products: Vec<i64> = products.into_iter().collect();
        let seen = self.read(&products)?;
        crash::point();
        let warnings = answer.as_ref().map(|Written { warnings, .. }| warnings);
        mirror.write(|mirror| {
            for write in &writes {
                let at = &write.job.row.at;
                let reading = seen
                    .get(&at.product)
                    .and_then(|seen| seen.reading(&at.place));
                let said = warnings.map(|warnings| warnings.get(&at.product).cloned());
                self.resolve(mirror, write, reading, said, ended)?;
            }
            Ok::<_, PassError>(())
        })?;
        crash::point();
        match error {
            Some(error) if ended.tally.stock.in_doubt > 0 => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Forgets writes that were not sent.
    fn drop(&self, mirror: &mut Mirror, writes: &[Write]) -> Result<(), PassError> {
        Ok(mirror.write(|mirror| {
            writes
                .iter()
                .try_for_each(|write| mirror.drop_write(&write.job.row.at, None))
        })?)
    }
}

fn changes(job: &Job) -> bool {
    job.row.shelf.target != Some(job.to_send)
}

/// The card's SKU, or its id.
pub(super) fn named(job: &Job) -> String {
    let id = || format!("id:{}", job.row.card);
    job.row.sku.clone().unwrap_or_else(id)
}

/// A refused or lost level as a trouble.
pub(super) fn refused(job: &Job, value: i64, said: String) -> Trouble {
    Trouble::Refused {
        named: named(job),
        at: job.row.at.clone(),
        value,
        said,
    }
}
