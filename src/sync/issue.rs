//! Documents by a person's word: `orders issue` and `orders mark-issued`. Neither needs token or network.

use super::handover;
use super::orders::apply::{Apply, Named, Purpose, Repair, by_word};
use super::orders::prepare;
use super::orders::statuses::Statuses;
use super::orders::tally::Tally;
use super::settings::Settings;
use crate::domain::kind::DocumentKind;
use crate::domain::plan::Verdict;
use crate::domain::reason::{Code, Reason};
use crate::domain::state::{Flags, State};
use crate::domain::warsaw;
use crate::mirror::orders::OrderRow;
use crate::mirror::{Mirror, MirrorError};
use crate::net::Clock;

/// What became of one order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Issued {
    /// Its document's number.
    Document(String),
    /// It is held, for these reasons.
    Held(Vec<Reason>),
    /// It is not ready; its state, `None` where it is not in the mirror.
    Refused(Option<State>),
    /// It ends in this kind, not in the one that was asked for.
    OtherKind(DocumentKind),
    /// It has changed since its last document, and was not read again.
    Stale,
}

/// One order and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct One {
    /// BaseLinker's order id.
    pub order: i64,
    /// What became of it.
    pub result: Issued,
}

/// Issues documents for ready orders, each in its own transaction: of two people who ask at once, one gets the number.
/// `kind`: only for orders that end in it.
///
/// # Errors
/// Those of the book.
pub fn by_person(
    settings: &Settings,
    mirror: &mut Mirror,
    clock: &dyn Clock,
    orders: &[i64],
    kind: Option<DocumentKind>,
) -> Result<Vec<One>, MirrorError> {
    let mut done = Vec::with_capacity(orders.len());
    let statuses = Statuses::default();
    for id in orders {
        let result = mirror.write(|mirror| -> Result<Issued, MirrorError> {
            let Some(row) = mirror.order(*id)? else {
                return Ok(Issued::Refused(None));
            };
            if !may_be_issued(&row) || row.flags.cancelled {
                return Ok(Issued::Refused(Some(row.state)));
            }
            if row.flags.changed {
                return Ok(Issued::Stale);
            }
            if let Some(reason) = handover::holds(mirror, row.key)? {
                return Ok(Issued::Held(vec![reason]));
            }
            let now = prepare::now(clock, None, mirror)?;
            let from = warsaw::start_of(settings.from);
            let apply = Apply {
                settings,
                statuses: &statuses,
                from,
                now: &now,
                released: None,
                issued_before: 0,
                asked: Named::NotAtAll,
                repair: Repair::No,
                purpose: Purpose::Take,
            };
            let taking = by_word(&apply, mirror, row.clone())?;
            let planned = taking.planned.kind.as_ref().map(|(kind, _)| *kind);
            if let (Some(planned), Some(kind)) = (planned, kind)
                && planned != kind
            {
                return Ok(Issued::OtherKind(planned));
            }
            let verdict = taking.planned.verdict.clone();
            apply.take(mirror, taking, &mut Tally::default())?;
            match verdict {
                Verdict::Issue => {
                    let numbers = mirror.document_numbers(&row)?;
                    let number = numbers.last().cloned();
                    Ok(number.map_or(Issued::Refused(Some(State::Ready)), Issued::Document))
                }
                Verdict::Ready(reasons) | Verdict::NeedsEditing(reasons) => {
                    Ok(Issued::Held(reasons))
                }
                Verdict::Elsewhere(reason) => Ok(Issued::Held(vec![reason])),
            }
        });
        let result = result?;
        done.push(One { order: *id, result });
    }
    Ok(done)
}

/// A ready order, or one that is held for nothing but that it may be another's sale: the person has looked.
fn may_be_issued(row: &OrderRow) -> bool {
    let twin = |reason: &Reason| reason.code == Code::PossibleDuplicate;
    match row.state {
        State::Ready => true,
        State::NeedsEditing => row.reasons.iter().all(twin),
        State::Waiting
        | State::Documented
        | State::Missed
        | State::Skipped
        | State::Quarantined => false,
    }
}

/// Notes that orders have their document from elsewhere; answers those that had none here.
///
/// # Errors
/// Those of the book.
pub fn mark(mirror: &mut Mirror, orders: &[i64]) -> Result<Vec<i64>, MirrorError> {
    mirror.write(|mirror| {
        let mut marked = Vec::new();
        for id in orders {
            if let Some(row) = mirror
                .order(*id)?
                .filter(|row| row.state != State::Documented)
            {
                mirror.save_order(&elsewhere(row))?;
                marked.push(*id);
            }
        }
        Ok(marked)
    })
}

/// The same for every order confirmed before a second, also for those that the mirror has not seen yet; for these an
/// earlier second takes a later one back.
///
/// # Errors
/// Those of the book.
pub fn mark_before(mirror: &mut Mirror, second: i64) -> Result<Vec<i64>, MirrorError> {
    mirror.write(|mirror| {
        mirror.set_issued_before(second)?;
        let mut marked = Vec::new();
        for row in mirror.orders(None)? {
            let open = matches!(
                row.state,
                State::Waiting | State::Ready | State::NeedsEditing | State::Missed
            );
            if open && row.seen.confirmed_at.is_some_and(|at| at < second) {
                marked.push(row.seen.id);
                let key = mirror.save_order(&elsewhere(row))?;
                mirror.end_holds(key)?;
            }
        }
        Ok(marked)
    })
}

fn elsewhere(row: OrderRow) -> OrderRow {
    OrderRow {
        state: State::Documented,
        flags: Flags {
            elsewhere: true,
            ..row.flags
        },
        reasons: vec![Reason::bare(Code::MarkedIssued)],
        ..row
    }
}
