//! What a push would do: told before it does it, and by a dry run.

use super::load::loaded;
use super::own::{own_load, stop, tell_stop};
use super::which::{Job, jobs};
use super::{OwnDocuments, Trouble, Which};
use crate::domain::handover::{Issuing, OwnStage, Taxed, marker, own_marker};
use crate::domain::state::State;
use crate::domain::warsaw;
use crate::mirror::firmino::List;
use crate::mirror::handovers::Handover;
use crate::mirror::own_handovers::OwnHandover;
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
    /// Numbers of documents issued here that are there, or may be.
    pub known_documents: Vec<String>,
    /// Numbers of documents issued here that would go there.
    pub new_documents: Vec<String>,
    /// What does not fit.
    pub troubles: Vec<Trouble>,
    /// Requests that it takes, about.
    pub requests: u32,
}

/// A thing that is not linked yet: two looks, and its making.
const UNLINKED: u32 = 3;

/// What a push would do, without a request.
///
/// # Errors
/// Those of the book.
pub fn plan(
    settings: &Settings,
    clock: &dyn Clock,
    mirror: &mut Mirror,
    (issuing, own): (Issuing, OwnDocuments),
    which: &Which,
) -> Result<Plan, MirrorError> {
    let mut plan = Plan::default();
    let issued = match issuing {
        // What it comes to, the document, its number and its print.
        Issuing::Asked => 4,
        Issuing::ByPerson => 0,
    };
    let today = warsaw::day(clock.wall().as_second()).to_string();
    let since = match own {
        OwnDocuments::Sent => Some(mirror.own_since()?.unwrap_or(today)),
        OwnDocuments::Kept => None,
    };
    for job in jobs(mirror, which, since.as_deref())? {
        let id = match job {
            Job::Order(id) => id,
            Job::Own(number) => {
                plan.own(settings, mirror, &number)?;
                continue;
            }
        };
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
        if let Some(void) = mirror.own_void_there(row.key)? {
            tell_stop(&mut plan.troubles, void);
            continue;
        }
        let customer = match row.contractor {
            Some(card) => mirror.firmino_id(List::Customers, card)?,
            None => None,
        };
        match loaded(settings, clock, mirror, row, &way)? {
            Err(reasons) => {
                let troubles = reasons.into_iter();
                let troubles = troubles.map(|reason| Trouble::Misfit { order: id, reason });
                plan.troubles.extend(troubles);
            }
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

impl Plan {
    /// A document issued here: two requests, and one for the list, or a search each where that does not reach back.
    fn own(
        &mut self,
        settings: &Settings,
        mirror: &Mirror,
        number: &str,
    ) -> Result<(), MirrorError> {
        let Some(row) = mirror.document(number)? else {
            return Ok(());
        };
        let way = match mirror.own_handover(row.id)? {
            Some(way) => way,
            None => OwnHandover {
                document: row.id,
                number: number.to_owned(),
                order: row.order,
                marker: own_marker(mirror.made_at()?, row.order, number),
                stage: OwnStage::Pending,
                tries: 0,
                refusal: None,
                said: String::new(),
            },
        };
        if row.void().is_some() && way.may_be_there() {
            self.requests += 1;
            tell_stop(&mut self.troubles, way);
            return Ok(());
        }
        if way.stage != OwnStage::Pending {
            self.known_documents.push(number.to_owned());
            self.requests += 2;
            return Ok(());
        }
        let load = own_load(settings, mirror, &row, &way)?;
        if !load.misfits.is_empty() {
            let troubles = load.misfits.into_iter().map(|reason| Trouble::OwnMisfit {
                order: row.order,
                number: number.to_owned(),
                reason,
            });
            self.troubles.extend(troubles);
            return Ok(());
        }
        if let Some(stop) = stop(mirror, &load, &way)? {
            tell_stop(&mut self.troubles, stop);
            return Ok(());
        }
        if self.new_documents.is_empty() {
            self.requests += 1;
        }
        self.new_documents.push(number.to_owned());
        self.requests += 3;
        if load.parcel.buyer.is_some() {
            let linked = match load.contractor {
                Some(card) => mirror.firmino_id(List::Customers, card)?,
                None => None,
            };
            self.requests += if linked.is_some() { 0 } else { UNLINKED };
        }
        for item in load.parcel.items.iter().filter(|item| item.code.is_some()) {
            if load.parcel.taxed == Taxed::Polish
                && let Some(card) = load.card(item.line)
                && mirror.firmino_id(List::Articles, card)?.is_none()
            {
                self.requests += UNLINKED;
            }
        }
        Ok(())
    }
}
