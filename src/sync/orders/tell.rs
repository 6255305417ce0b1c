//! BaseLinker is told what was promised: statuses (`orders.status_after`). A failed call undoes nothing; a later pass
//! tells it again.

use super::statuses::Statuses;
use super::tally::Tally;
use super::{Pass, PassError};
use crate::baselinker::ApiError;
use crate::domain::state::State;
use crate::mirror::Mirror;
use crate::mirror::outbox::{Effect, Promise, Told};
use crate::net::Outcome;
use crate::sync::crash;
use crate::sync::patience::Patience;

/// Tries after which an order's status is given up: BaseLinker does not say of which order it knows nothing any more.
const TRIES: i64 = 5;

/// Sets the promised statuses, oldest promise first, as long as the pass may.
///
/// # Errors
/// Those of the book. A call that fails for now leaves the rest to the next pass.
pub(super) fn statuses(
    pass: &Pass<'_>,
    statuses: &Statuses,
    mirror: &mut Mirror,
    tally: &mut Tally,
) -> Result<(), PassError> {
    let promises = mirror.promises(Effect::Status)?;
    let patience = Patience::begin(pass.line, pass.ask.telling);
    let mut open = promises.len() as u64;
    for promise in &promises {
        if patience.is_over() {
            break;
        }
        let (told, said) = match wanted(statuses, mirror, promise)? {
            None => (Told::NotApplied, String::new()),
            Some(status) => {
                crash::point();
                let outcome = pass.account.set_order_status(promise.order, status);
                crash::point();
                match outcome {
                    Outcome::Applied(()) => (Told::Applied, String::new()),
                    Outcome::NotApplied(error) | Outcome::InDoubt(error) => match error {
                        ApiError::Refused { .. } if promise.tries + 1 >= TRIES => {
                            (Told::NotApplied, error.to_string())
                        }
                        ApiError::Refused { .. } => (Told::Pending, error.to_string()),
                        // The line or the account: nothing else would come through either.
                        _ => break,
                    },
                }
            }
        };
        let now = pass.line.clock.wall().as_second();
        mirror.write(|mirror| {
            if let (Told::Applied, Ok(status)) = (told, promise.target.parse()) {
                mirror.note_status(promise.order_key, status)?;
            }
            mirror.told(promise.id, told, &said, now)
        })?;
        crash::point();
        open -= u64::from(told != Told::Pending);
        tally.statuses.set += u64::from(told == Told::Applied);
    }
    tally.statuses.pending = open;
    Ok(())
}

/// The status to set; `None` where the order has gone on meanwhile, so that the promise would take it back.
fn wanted(
    statuses: &Statuses,
    mirror: &Mirror,
    promise: &Promise,
) -> Result<Option<i64>, PassError> {
    let Some(row) = mirror.order(promise.order)? else {
        return Ok(None);
    };
    let waits = matches!(row.state, State::Documented | State::NeedsEditing);
    let stands = row.key == promise.order_key && waits && statuses.on_path(row.status);
    Ok(promise.target.parse().ok().filter(|_| stands))
}
