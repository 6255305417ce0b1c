//! Orders that were read before a long wait are read once more: one that was cancelled meanwhile gets no document
//! (pains.md P11).

use std::collections::HashSet;

use super::{Gather, GatherError, SINGLE_READS, Walk};
use crate::baselinker::RawOrder;

impl Gather<'_> {
    /// Reads the named orders of the stage once more, oldest second of confirmation `oldest`: one by one, or by listing
    /// the statuses in which they may still be, whichever takes fewer calls. One that is gone leaves the stage.
    ///
    /// # Errors
    /// Those of the calls and of the stage.
    pub fn refresh(&mut self, orders: HashSet<i64>, oldest: i64) -> Result<(), GatherError> {
        self.begin();
        let many = orders.len() > SINGLE_READS;
        self.stale = orders;
        if many {
            for status in self.statuses.ends_of_waiting() {
                Walk::of_status(status, oldest).leg(self, usize::MAX)?;
            }
        }
        // Those that no listing showed have left these statuses, or are gone.
        let mut rest: Vec<i64> = self.stale.iter().copied().collect();
        rest.sort_unstable();
        for id in rest {
            match self.read_one(id, Some(oldest))? {
                Some(raw) => self.renew(&raw)?,
                None => self.stage.take_off(id),
            }
            self.told();
        }
        self.stale.clear();
        Ok(())
    }

    /// Puts an order as it is now in the place of what was read before, if it is still to be read once more.
    pub(super) fn renew(&mut self, raw: &RawOrder) -> Result<(), GatherError> {
        if !self.stale.remove(&raw.id) {
            return Ok(());
        }
        let (order, json) = Self::as_kept(raw)?;
        self.stage.renew(order.id, &json)?;
        Ok(())
    }
}
