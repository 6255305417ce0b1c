//! `orders skip` and `orders retry`: a person sets an order aside, and takes that back. Neither needs token or network.

use crate::domain::order::Order;
use crate::domain::reason::{Code, Reason};
use crate::domain::state::State;
use crate::mirror::orders::OrderRow;
use crate::mirror::{Mirror, MirrorError};

/// What became of a skip.
#[derive(Debug)]
pub enum Skipped {
    /// The mirror does not know the order.
    Unknown,
    /// It has its document: nothing is to be skipped any more.
    Documented,
    /// Skipped now.
    Done {
        /// As it stands.
        row: Box<OrderRow>,
        /// Movements that gave pieces back.
        back: usize,
    },
}

/// Skips an order: nothing is issued for it, and the pieces that it lowered come back.
///
/// # Errors
/// Those of the book.
pub fn skip(
    mirror: &mut Mirror,
    order: i64,
    reason: &str,
    now: i64,
) -> Result<Skipped, MirrorError> {
    mirror.write(|mirror| {
        let Some(row) = mirror.order(order)? else {
            return Ok(Skipped::Unknown);
        };
        if row.state == State::Documented {
            return Ok(Skipped::Documented);
        }
        // That a document was made void stays known: another one needs a person's word, also after a retry.
        let kept = row
            .reasons
            .iter()
            .filter(|reason| reason.code == Code::Voided);
        let mut reasons = vec![Reason::new(Code::SkippedByPerson, "", reason)];
        reasons.extend(kept.cloned());
        let row = OrderRow {
            state: State::Skipped,
            reasons,
            ..row
        };
        mirror.save_order(&row)?;
        let back = mirror.lower(row.key, &[], &[], now)?;
        Ok(Skipped::Done {
            row: Box::new(row),
            back,
        })
    })
}

/// What became of a retry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Retried {
    /// The mirror does not know the order.
    Unknown,
    /// It has its document.
    Documented,
    /// It comes from a return and is never sold.
    Return,
    /// The next pass looks at it; its state until then.
    Again(State),
}

/// Takes a skip, a miss or a leaving out back, and has the next pass look at the order.
///
/// # Errors
/// Those of the book.
pub fn retry(mirror: &mut Mirror, orders: &[i64]) -> Result<Vec<(i64, Retried)>, MirrorError> {
    mirror.write(|mirror| {
        let mut done = Vec::with_capacity(orders.len());
        for id in orders {
            let retried = match mirror.order(*id)? {
                None => Retried::Unknown,
                Some(row) => one(mirror, row)?,
            };
            done.push((*id, retried));
        }
        Ok(done)
    })
}

fn one(mirror: &Mirror, row: OrderRow) -> Result<Retried, MirrorError> {
    if row.state == State::Documented {
        return Ok(Retried::Documented);
    }
    if Order::is_return(&row.seen) {
        return Ok(Retried::Return);
    }
    let taken_back = [
        Code::SkippedByPerson,
        Code::Missed,
        Code::LeftOut,
        Code::Gone,
    ];
    let reasons: Vec<Reason> = row
        .reasons
        .iter()
        .filter(|reason| !taken_back.contains(&reason.code))
        .cloned()
        .collect();
    let voided = reasons.iter().any(|reason| reason.code == Code::Voided);
    let state = match row.state {
        // It waits for a person's word as it did before.
        State::Skipped | State::Missed if voided => State::Ready,
        State::Skipped | State::Missed => State::Waiting,
        state @ (State::Waiting
        | State::Ready
        | State::NeedsEditing
        | State::Documented
        | State::Quarantined) => state,
    };
    let row = OrderRow {
        state,
        reasons,
        gone_reads: 0,
        ..row
    };
    let key = mirror.save_order(&row)?;
    mirror.look_again(key)?;
    Ok(Retried::Again(state))
}
