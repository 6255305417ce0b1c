//! What an order claims of levels, after every step: pieces that it takes, and those by which BaseLinker's own level has
//! fallen for it (design.md §5, Stock).

use super::Apply;
use crate::domain::order::Order;
use crate::domain::reason::Code;
use crate::domain::state::State;
use crate::domain::stock::Lowers;
use crate::mirror::claims::{Claim, Claimant};
use crate::mirror::orders::OrderRow;
use crate::mirror::{Mirror, Result};
use crate::sync::orders::decide::Step;
use crate::sync::orders::statuses::Stage;
use crate::sync::orders::tally::Tally;
use crate::sync::settings::KeepStock;

/// Seconds of a day.
const DAY: i64 = 24 * 3600;

/// What a pass does with an order that may be taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Purpose {
    /// It is taken.
    #[default]
    Take,
    /// It only holds its pieces until an orders pass takes it.
    Hold,
}

impl Apply<'_> {
    /// An order that an orders pass will take, or plan anew: what it takes of levels is known at once, and the next orders
    /// pass reads it.
    ///
    /// # Errors
    /// Those of the book.
    pub(super) fn only_hold(
        &self,
        mirror: &Mirror,
        order: Order,
        row: Option<OrderRow>,
        tally: &mut Tally,
    ) -> Result<()> {
        let taken = row.as_ref().is_some_and(|row| row.number.is_some());
        tally.seen(if taken { Step::Cancel } else { Step::Wait }, row.as_ref());
        let seen = order.clone();
        if !taken {
            self.rest(mirror, order, row, State::Waiting, Vec::new(), tally)?;
        }
        if let Some(row) = mirror.order(seen.id)? {
            mirror.look_again(row.key)?;
        }
        self.claim(mirror, &seen)
    }

    /// Brings the claims of an order into line with how it was last seen and what became of it.
    ///
    /// # Errors
    /// Those of the book.
    pub(super) fn claim(&self, mirror: &Mirror, order: &Order) -> Result<()> {
        if self.settings.stock == KeepStock::No {
            return Ok(());
        }
        match mirror.order(order.id)? {
            Some(row) => self.claim_for(mirror, &row, order),
            None => Ok(()),
        }
    }

    /// The same for an order whose row is at hand.
    ///
    /// # Errors
    /// Those of the book.
    pub(super) fn claim_for(&self, mirror: &Mirror, row: &OrderRow, order: &Order) -> Result<()> {
        let KeepStock::Yes {
            default, lowers, ..
        } = &self.settings.stock
        else {
            return Ok(());
        };
        let default = match default {
            Some(symbol) => mirror.warehouse(symbol)?.map(|row| row.id),
            None => None,
        };
        let claimant = Claimant {
            order_key: row.key,
            confirmed_at: order.confirmed_at.unwrap_or(0),
            default_warehouse: default,
            now: self.now.second,
        };
        let stage = self.statuses.stage(order.status);
        let shipped = self.statuses.is_shipped(order.status);
        let kept = mirror.claims(row.key)?;
        if stage == Stage::Cancelled && row.state == State::Documented {
            // Its document stands, and with it what it lowered. Whether BaseLinker put the pieces back is to be seen there.
            for kept in &kept {
                if let Claim {
                    product: Some(product),
                    place: Some(place),
                    ..
                } = &kept.claim
                {
                    mirror.look_at_shelf(*product, place)?;
                }
            }
            return Ok(());
        }
        if claims_nothing(row, stage) {
            return mirror.claim(claimant, &[]);
        }
        let days = i64::from(self.settings.hold_days);
        let held_from = self.now.second.saturating_sub(days.saturating_mul(DAY));
        let back = mirror.taken_back(row.key)?;
        let lowers = match lowers {
            Some(lowers) => *lowers,
            None => mirror.evident_lowers()?.unwrap_or(Lowers::AtConfirmation),
        };
        let mut wanted = Vec::with_capacity(order.lines.len());
        for line in &order.lines {
            let Some(product) = line.product else {
                continue;
            };
            let quantity = line.quantity.unwrap_or(0).max(0);
            let back = back.get(&line.id).copied().unwrap_or(0);
            let kept = kept.iter().find(|kept| kept.claim.line == line.id);
            let lowered = match kept {
                Some(kept) => kept.lowered,
                None => mirror.lowered_by(row.key, line.id)?,
            };
            let (pieces, there) = match stage {
                // Nobody waits for it any more: what has not lowered the mirror by now is not held.
                Stage::Finished => (lowered, lowered),
                _ if order.confirmed_at.is_some_and(|at| at < held_from) => (lowered, lowered),
                _ => (
                    (quantity - back).max(0),
                    match lowers {
                        Lowers::AtConfirmation | Lowers::ByReservation => quantity,
                        // What has left has left, whatever status comes after.
                        Lowers::AtShipping
                            if shipped || kept.is_some_and(|kept| kept.claim.there > 0) =>
                        {
                            quantity
                        }
                        Lowers::AtShipping => 0,
                    },
                ),
            };
            wanted.push(Claim {
                line: line.id,
                product: Some(product),
                place: line.warehouse.clone(),
                pieces,
                there,
            });
        }
        mirror.claim(claimant, &wanted)
    }
}

/// Whether an order takes nothing: it is gone, cancelled, was never a sale, is beyond the path without having been taken,
/// or has its document from elsewhere by a person's word, whose level has it.
fn claims_nothing(row: &OrderRow, stage: Stage) -> bool {
    let for_reason = |code: Code| row.reasons.iter().any(|reason| reason.code == code);
    match row.state {
        State::Missed => true,
        State::Skipped => {
            for_reason(Code::Gone) || for_reason(Code::ReturnSource) || stage == Stage::Cancelled
        }
        State::Documented => row.number.is_none(),
        State::Waiting | State::Ready | State::NeedsEditing | State::Quarantined => {
            stage == Stage::Cancelled
        }
    }
}
