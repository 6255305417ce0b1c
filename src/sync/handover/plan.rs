//! What a push would do: told before it does it, and by a dry run.

use super::{Trouble, Which, due, loaded};
use crate::domain::handover::{Issuing, marker};
use crate::domain::state::State;
use crate::mirror::firmino::List;
use crate::mirror::handovers::Handover;
use crate::mirror::{Mirror, MirrorError};
use crate::net::Clock;
use crate::sync::settings::Settings;

/// What a push would do.
#[derive(Debug, Default)]
pub struct Plan {
    /// Orders that are there, or may be.
    pub known: Vec<i64>,
    /// Orders that would go there.
    pub new: Vec<i64>,
    /// What does not fit.
    pub troubles: Vec<Trouble>,
    /// Requests that it takes, about.
    pub requests: u32,
}

/// What a push would do, without a request.
///
/// # Errors
/// Those of the book.
pub fn plan(
    settings: &Settings,
    clock: &dyn Clock,
    mirror: &mut Mirror,
    issuing: Issuing,
    which: &Which,
) -> Result<Plan, MirrorError> {
    /// A thing that is not linked yet: two looks, and its making.
    const UNLINKED: u32 = 3;
    let mut plan = Plan::default();
    let issued = match issuing {
        // What it comes to, the document, its number and its print.
        Issuing::Asked => 4,
        Issuing::ByPerson => 0,
    };
    for id in due(mirror, which)? {
        let Some(row) = mirror.order(id)? else {
            plan.troubles.push(Trouble::NotReady {
                order: id,
                state: None,
            });
            continue;
        };
        let way = match mirror.handover(row.key)? {
            Some(way) if way.stage.handed_over() => {
                plan.known.push(id);
                plan.requests += 4;
                continue;
            }
            Some(way) => way,
            None => {
                let text = marker(mirror.made_at()?, id, &row.seen.identity);
                Handover::new(row.key, id, text, clock.wall().as_second())
            }
        };
        if row.state != State::Ready || row.flags.cancelled || row.flags.changed {
            let state = Some(row.state);
            plan.troubles.push(Trouble::NotReady { order: id, state });
            continue;
        }
        let customer = match row.contractor {
            Some(card) => mirror.firmino_id(List::Customers, card)?,
            None => None,
        };
        match loaded(settings, clock, mirror, row, &way)? {
            Err(troubles) => plan.troubles.extend(troubles),
            Ok(load) => {
                plan.new.push(id);
                plan.requests += 1 + issued + if customer.is_none() { UNLINKED } else { 0 };
                for item in load.parcel.items.iter().filter(|item| item.code.is_some()) {
                    let card = load.card(item.line);
                    let linked = match card {
                        Some(card) => mirror.firmino_id(List::Articles, card)?.is_some(),
                        None => true,
                    };
                    plan.requests += if linked { 0 } else { UNLINKED };
                }
            }
        }
    }
    Ok(plan)
}
