//! How a write ended: by its answer and by what stands there afterwards, at once or in a later pass.

use super::batch::{Batch, Write, named, refused};
use super::plan::Job;
use super::tally::Trouble;
use super::{Ended, Which};
use crate::domain::stock::{self, Coming, Reading, Settled};
use crate::mirror::shelves::{Refused, Shelf};
use crate::mirror::{Mirror, MirrorError};

impl Batch<'_> {
    /// The shelf of a job after an earlier write without an outcome was settled by a reading; `None` while it is open.
    ///
    /// # Errors
    /// Those of the book.
    pub(super) fn settled(
        &self,
        mirror: &Mirror,
        job: &Job,
        free: i64,
        now: i64,
    ) -> Result<Option<Shelf>, MirrorError> {
        let at = &job.row.at;
        let shelf = &job.row.shelf;
        let Some(sent) = shelf.sent else {
            return Ok(Some(shelf.clone()));
        };
        let coming = if now - sent.at < self.terms.sending.settle_window {
            Coming::Perhaps
        } else {
            Coming::No
        };
        match stock::settle(sent, free, coming, now) {
            Settled::Open => return Ok(None),
            Settled::NotApplied => mirror.drop_write(at, None)?,
            Settled::Applied => {
                mirror.end_write(at, sent.wanted - sent.since, free, self.pass.there())?;
            }
            Settled::AppliedLate => {
                mirror.end_write(at, sent.wanted - sent.since, free, self.pass.there())?;
                mirror.look_at_shelf(at.product, &at.place)?;
            }
        }
        mirror.shelf(at).map(Some)
    }

    /// Ends a write by its answer (`said`: the product's warning; no answer: `None`) and what stands there now.
    ///
    /// # Errors
    /// Those of the book.
    pub(super) fn resolve(
        &self,
        mirror: &Mirror,
        write: &Write,
        reading: Option<Reading>,
        said: Option<Option<String>>,
        ended: &mut Ended,
    ) -> Result<(), MirrorError> {
        let Write { job, sent, .. } = write;
        let at = &job.row.at;
        let now = self.pass.now();
        let free = reading.and_then(|reading| reading.free(self.terms.lowers));
        let coming = match said {
            Some(_) => Coming::No,
            None => Coming::Perhaps,
        };
        let settled = free.map_or(Settled::Open, |free| {
            stock::settle(*sent, free, coming, now)
        });
        match (settled, free) {
            (Settled::Applied | Settled::AppliedLate, Some(free)) => {
                mirror.end_write(at, sent.wanted, free, self.pass.there())?;
                mirror.level_done(job.row.card, job.row.warehouse)?;
                ended.tally.stock.sent += 1;
                self.note_drift(mirror, job, free, write.drift, ended)
            }
            (Settled::NotApplied, _) => {
                let text = said.flatten().unwrap_or_default();
                let before = job.row.shelf.refused.as_ref();
                let is_new =
                    before.is_none_or(|before| before.said != text || before.value != sent.value);
                let kept = Refused {
                    said: text.clone(),
                    value: sent.value,
                    at: now,
                };
                // Without a word it was lost on the way: the next pass sends it.
                mirror.drop_write(at, Some(&kept).filter(|kept| !kept.said.is_empty()))?;
                ended.tally.stock.warnings += 1;
                if is_new {
                    ended.tally.troubles.push(refused(job, sent.value, text));
                }
                Ok(())
            }
            // Something was sold in between, or nothing is known: the next pass sees it.
            (Settled::Open | Settled::Applied | Settled::AppliedLate, _) => {
                match said {
                    Some(None) => ended.tally.stock.sent += 1,
                    Some(Some(_)) | None => ended.tally.stock.in_doubt += 1,
                }
                Ok(())
            }
        }
    }

    /// Notes by how much a level differs from what is explained. It is told when it is seen twice, or where a person asked
    /// for the comparison: an order that explains it may only not be shown yet.
    ///
    /// # Errors
    /// Those of the book.
    pub(super) fn note_drift(
        &self,
        mirror: &Mirror,
        job: &Job,
        remote: i64,
        before: i64,
        ended: &mut Ended,
    ) -> Result<(), MirrorError> {
        let at = &job.row.at;
        let shelf = mirror.shelf(at)?;
        let Some(target) = shelf.target else {
            return Ok(());
        };
        let drift = stock::drift(target, remote);
        if drift == 0 {
            if shelf.drift_told != 0 {
                mirror.drift_told(at, 0)?;
            }
            return Ok(());
        }
        ended.tally.stock.drift += 1;
        if drift == shelf.drift_told {
            return Ok(());
        }
        let by_hand = matches!(self.pass.ask.which, Which::Full | Which::Cards(_));
        if drift == before || (by_hand && drift < 0) {
            mirror.drift_told(at, drift)?;
            ended.tally.troubles.push(Trouble::Drift {
                named: named(job),
                at: at.clone(),
                target,
                remote,
            });
        } else {
            mirror.look_at_shelf(at.product, &at.place)?;
        }
        Ok(())
    }
}
