//! What a push has to do, in which order.

use crate::domain::handover::Refusal;
use crate::domain::reason::Code;
use crate::domain::state::State;
use crate::mirror::documents::Role;
use crate::mirror::handovers::Handover;
use crate::mirror::{Mirror, MirrorError};

use super::Word;

/// Which orders go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// Those that are there, then ready ones that KSeF holds back here; then documents issued here.
    Due,
    /// These, also those that a person had to look at.
    Orders(Vec<i64>),
    /// This one, with what a person says of it.
    Told(i64, Word),
}

impl Which {
    /// What a person says of the one that is named.
    pub(super) const fn word(&self) -> Option<Word> {
        match self {
            Which::Told(_, word) => Some(*word),
            Which::Due | Which::Orders(_) => None,
        }
    }
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Job {
    /// An order, by BaseLinker's id.
    Order(i64),
    /// A document issued here, by its number.
    Own(String),
}

/// What is to be done, by value: documents of orders that are there come back first, then the oldest orders go, then the
/// oldest documents issued here. `since`: documents issued from this day on go by themselves; `None`: none go.
pub(super) fn jobs(
    mirror: &Mirror,
    which: &Which,
    since: Option<&str>,
) -> Result<Vec<Job>, MirrorError> {
    let named = match which {
        Which::Orders(ids) => ids.as_slice(),
        Which::Told(id, _) => &[*id],
        Which::Due => return due(mirror, since),
    };
    named.iter().map(|id| job(mirror, *id, since)).collect()
}

fn due(mirror: &Mirror, since: Option<&str>) -> Result<Vec<Job>, MirrorError> {
    let there = mirror.open_handovers()?;
    let goes = |way: &&Handover| way.refusal.is_none_or(|why| why == Refusal::Misfit);
    let there = there.iter().filter(goes);
    let mut jobs: Vec<Job> = there.map(|way| Job::Order(way.order)).collect();
    jobs.extend(to_try(mirror)?.into_iter().map(Job::Order));
    if let Some(since) = since {
        jobs.extend(mirror.own_due(since)?.into_iter().map(Job::Own));
    }
    Ok(jobs)
}

/// What a named order is about: a void document of it that stands there; else its document, where that was issued here
/// and may go.
fn job(mirror: &Mirror, id: i64, since: Option<&str>) -> Result<Job, MirrorError> {
    let row = mirror.order(id)?;
    let Some(row) = row else {
        return Ok(Job::Order(id));
    };
    // Also where none are sent any more: as long as it stands there the order is held.
    if let Some(void) = mirror.own_void_there(row.key)? {
        return Ok(Job::Own(void.number));
    }
    if since.is_none() || row.state != State::Documented {
        return Ok(Job::Order(id));
    }
    let way = mirror.handover(row.key)?;
    let there = way.is_some_and(|way| way.stage.handed_over());
    let document = mirror.document_of(&row, Role::Sale)?;
    Ok(match document.filter(|one| one.is_ours() && !there) {
        Some(document) => Job::Own(document.number),
        None => Job::Order(id),
    })
}

/// Orders that the next push would hand over: ready, held back here by KSeF alone, and not begun.
///
/// # Errors
/// Those of the book.
pub fn to_go(mirror: &Mirror) -> Result<Vec<i64>, MirrorError> {
    held_here(mirror, |way| {
        !way.stage.handed_over() && way.refusal.is_none()
    })
}

/// Those, and orders that did not fit: they may have been corrected.
fn to_try(mirror: &Mirror) -> Result<Vec<i64>, MirrorError> {
    held_here(mirror, |way| {
        !way.stage.handed_over() && way.refusal.is_none_or(|why| why == Refusal::Misfit)
    })
}

/// Ready orders that KSeF alone holds back here, and whose way, if it has begun, is of this kind.
fn held_here(mirror: &Mirror, goes: impl Fn(&Handover) -> bool) -> Result<Vec<i64>, MirrorError> {
    let mut ids = Vec::new();
    for row in mirror.orders(Some(State::Ready))? {
        let has = |code| row.reasons.iter().any(|reason| reason.code == code);
        let held_here = has(Code::KsefRequired) && !has(Code::PaymentOpen);
        if !held_here || row.flags.cancelled || row.flags.changed {
            continue;
        }
        if mirror.handover(row.key)?.is_none_or(|way| goes(&way)) {
            ids.push(row.seen.id);
        }
    }
    Ok(ids)
}
