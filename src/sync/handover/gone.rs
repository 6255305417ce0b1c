//! Orders that were removed in Firmino after they were handed over: nothing there will ever end them.

use super::Run;
use super::looking::Shelf;
use super::tally::Done;
use crate::domain::handover::{Ask, Look, Refusal, Sought, Stage, look};
use crate::domain::warsaw;
use crate::firmino::FirminoError;
use crate::mirror::Mirror;
use crate::mirror::handovers::Handover;

impl Run<'_> {
    /// An order that waits for its document: where the newest rows reach back to it and do not show it, it is asked for.
    pub(super) fn still_there(&mut self, mirror: &mut Mirror, way: &Handover) -> Done<()> {
        let Stage::There(order) = way.stage else {
            return Ok(());
        };
        let list = self.newest(Shelf::Orders, i64::MIN)?;
        if list.iter().any(|row| row.id == order) {
            return Ok(());
        }
        let sought = Sought {
            marker: &way.marker,
            number: None,
            since: warsaw::day(way.begun_at),
            customer: None,
        };
        let seen = match look(&list, sought) {
            Ask::Look(seen) => seen,
            Ask::Read { otherwise, .. } => otherwise,
        };
        match seen {
            Look::Absent => match self.is_removed(order)? {
                Some(said) => self.refuse(mirror, way, Refusal::Gone, &said),
                None => Ok(()),
            },
            Look::One(_) | Look::Several | Look::Unproved => Ok(()),
        }
    }

    /// The order is gone, and was seen to have no document: nothing of that is in doubt any more.
    pub(super) fn gone<T>(
        &mut self,
        mirror: &mut Mirror,
        way: &mut Handover,
        order: i64,
        said: &str,
    ) -> Done<T> {
        self.at(mirror, way, Stage::There(order))?;
        self.refuse(mirror, &*way, Refusal::Gone, &format!("{order}: {said}"))
    }

    /// What Firmino says of an order that it does not have any more, or that was cancelled there.
    pub(super) fn is_removed(&self, order: i64) -> Done<Option<String>> {
        match self.push.client.get_order(order) {
            Err(FirminoError::Refused { message, .. }) => Ok(Some(format!("{order}: {message}"))),
            Err(error) => Err(error.into()),
            Ok(there) => Ok(there.is_cancelled().then(|| format!("{order}: cancelled"))),
        }
    }
}
