//! The figures of a day, gathered from the book.

use crate::domain::day::Day;
use crate::domain::plan::is_paid;
use crate::domain::state::State;
use crate::domain::warsaw;
use crate::mirror::{Mirror, MirrorError};
use crate::profile::Profile;

/// The day of this second.
///
/// # Errors
/// Those of the book.
pub fn day(mirror: &Mirror, profile: &Profile, now: i64) -> Result<Day, MirrorError> {
    let day = warsaw::day(now);
    let next = day.tomorrow().map_or(i64::MAX, warsaw::start_of);
    let unpaid = |state| unpaid(mirror, profile, state);
    let unpaid_ready = unpaid(State::Ready)?;
    let printouts = mirror.unsent_printouts()?;
    Ok(Day {
        day,
        new_orders: mirror.count_confirmed(warsaw::start_of(day), next)?,
        joined: profile.firmino.is_some(),
        issued: mirror.issued_on(day)?,
        open: mirror.open_orders()?,
        unpaid: unpaid_ready + unpaid(State::Waiting)? + unpaid(State::NeedsEditing)?,
        unpaid_ready,
        unsent: printouts.open + printouts.given_up,
        drift: mirror.count_drift()?,
        conflicts: mirror.count_conflicts()?,
    })
}

/// Orders of a state that are not paid in full, though they are neither paid on delivery nor by a method that is due
/// later.
fn unpaid(mirror: &Mirror, profile: &Profile, state: State) -> Result<u64, MirrorError> {
    let later = |method: &str| {
        let terms = profile.payments.get(method);
        terms.is_some_and(|terms| terms.days > 0)
    };
    let orders = mirror.orders(Some(state))?;
    let open = orders.iter().filter(|order| {
        let seen = &order.seen;
        let is_due = !seen.cash_on_delivery && !later(&seen.payment_method);
        is_due && !order.flags.cancelled && !is_paid(seen)
    });
    Ok(open.count() as u64)
}
